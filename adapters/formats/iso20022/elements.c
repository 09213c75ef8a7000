/*
 * elements.c: follows start and end tags through envelope, header and document to the transfers (reading.h). Names
 * count by their local part: prefixes and namespaces differ from sender to sender. Touches the reading and its
 * transfer.
 */
#include "reading.h"

#include <string.h>

struct name {
    const char *local;
    size_t length;
    const char *prefix;
    size_t prefix_length;
};

static struct name split(const char *name)
{
    const char *colon = strrchr(name, ':');
    const char *local = colon ? colon + 1 : name;
    return (struct name){local, strlen(local), name, colon ? (size_t)(colon - name) : 0};
}

static bool is(struct name name, const char *what)
{
    return strlen(what) == name.length && memcmp(name.local, what, name.length) == 0;
}

static struct frame *top(const struct iso20022_reading *reading)
{
    return &reading->frames[reading->depth - 1];
}

/* --- Which message it is ---------------------------------------------------------------------------------------- */

/* Keeps the message names that the element's xmlns attributes hold. */
static void bind(struct iso20022_reading *reading, const XML_Char **attributes)
{
    for (; attributes[0]; attributes += 2) {
        const char *prefix = "";
        if (strncmp(attributes[0], "xmlns:", 6) == 0)
            prefix = attributes[0] + 6;
        else if (strcmp(attributes[0], "xmlns") != 0)
            continue;
        size_t length = strlen(prefix);
        if (length > PREFIX_LENGTH || reading->binding_count >= BINDINGS)
            continue; /* the name then comes from the header or the content */
        struct binding *binding = &reading->bindings[reading->binding_count++];
        *binding = (struct binding){.depth = reading->depth, .prefix_length = (uint8_t)length};
        memcpy(binding->prefix, prefix, length);
        const char *type = type_find(attributes[1], strlen(attributes[1]));
        if (type)
            memcpy(binding->type, type, TYPE_LENGTH);
    }
}

static void unbind(struct iso20022_reading *reading)
{
    while (reading->binding_count > 0 && reading->bindings[reading->binding_count - 1].depth >= reading->depth)
        reading->binding_count--;
}

/* The message name of the namespace an element is in, "" when it has none; room for TYPE_LENGTH bytes in any case. */
static const char *bound_type(const struct iso20022_reading *reading, struct name name)
{
    static const char none[TYPE_LENGTH + 1];
    for (uint32_t i = reading->binding_count; i > 0; i--) {
        const struct binding *binding = &reading->bindings[i - 1];
        if (binding->prefix_length == name.prefix_length &&
            memcmp(binding->prefix, name.prefix, name.prefix_length) == 0)
            return binding->type;
    }
    return none;
}

static void set_type(struct iso20022_reading *reading, const char *type, size_t length)
{
    if (reading->info && reading->info->type[0] == '\0' && length < sizeof reading->info->type) {
        memcpy(reading->info->type, type, length);
        reading->info->type[length] = '\0';
    }
}

static void refuse_version(struct iso20022_reading *reading, const char *type)
{
    iso20022_refuse_named(reading, "iso20022-version-unsupported", iso20022_offset(reading),
                          "Versions .02 to .13 of pacs.008.001 are read, this is none of them: ", type, TYPE_LENGTH);
}

static void refuse_second_document(struct iso20022_reading *reading)
{
    iso20022_refuse(reading, "iso20022-several-documents", iso20022_offset(reading),
                    "A message with transfers holds a second document; send each document on its own.");
}

static void begin_body(struct iso20022_reading *reading, const char *type)
{
    bool named = type[0] != '\0';
    enum type_class class = named ? type_classify(type, TYPE_LENGTH) : TYPE_READ;
    set_type(reading, named ? type : "pacs.008", named ? TYPE_LENGTH : 8);
    if (class == TYPE_VERSION)
        refuse_version(reading, type);
    else if (class != TYPE_READ)
        iso20022_refuse_named(
            reading, "iso20022-type-conflict", iso20022_offset(reading),
            "The content is a customer credit transfer, but the namespace names another message: ", type, TYPE_LENGTH);
    else if (reading->body_seen || reading->other_seen)
        refuse_second_document(reading);
    reading->body_seen = true;
    reading->part = PART_BODY;
    reading->body_depth = reading->depth;
    *top(reading) = (struct frame){.node = PATH_ROOT, .field = FG_FIELD_OTHER_TEXT, .currency = FG_FIELD_OTHER_TEXT};
}

/* The content of a Document that is no customer credit transfer; type is "" when nothing names it. */
static void begin_other(struct iso20022_reading *reading, struct name element, const char *type)
{
    uint32_t here = iso20022_offset(reading);
    const char *by_body = type_of_body(element.local, element.length);
    bool moves_money = type_body_is_transfer(element.local, element.length);
    size_t length = type[0] != '\0' ? TYPE_LENGTH : 0;
    if (by_body && (length == 0 || (moves_money && strncmp(type, by_body, strlen(by_body)) != 0))) {
        type = by_body;
        length = strlen(by_body);
    } else if (length == 0 && type_is_name(element.local, element.length)) {
        type = element.local; /* the first versions named the content after the message */
        length = TYPE_LENGTH;
    }
    if (length == 0) {
        iso20022_refuse_named(reading, "iso20022-unknown-document", here,
                              "The Document holds no message this build knows, and no namespace names one; element: ",
                              element.local, element.length);
        return;
    }
    set_type(reading, type, length);
    enum type_class class = type_classify(type, length);
    if (class == TYPE_TRANSFER)
        iso20022_refuse_named(
            reading, "iso20022-type-unsupported", here,
            "This message may move money and cannot be read by this build; let a person decide: ", type, length);
    else if (class == TYPE_VERSION)
        refuse_version(reading, type);
    else if (class == TYPE_READ)
        iso20022_refuse_named(reading, "iso20022-unknown-content", here,
                              "FIToFICstmrCdtTrf is expected as the content of a pacs.008, but here stands: ",
                              element.local, element.length);
    else if (reading->body_seen)
        refuse_second_document(reading);
    reading->other_seen = true;
    reading->part = PART_OTHER;
    if (reading->document_depth == 0)
        reading->document_depth = reading->depth;
}

/* What the namespaces of Document and content, else the header, call the message; "" when none does. */
static const char *content_type(const struct iso20022_reading *reading, struct name element)
{
    const char *type = reading->document_type;
    if (type[0] == '\0')
        type = bound_type(reading, element);
    if (strncmp(type, "head.", 5) == 0)
        type = "";
    /* The header's word counts where the content does not contradict it. */
    bool fits = !type_body_is_read(element.local, element.length) || strncmp(reading->header_type, "pacs.008", 8) == 0;
    return type[0] == '\0' && fits ? reading->header_type : type;
}

/* The first element in Document, or a known content element that stands without one. */
static void begin_content(struct iso20022_reading *reading, struct name element)
{
    const char *type = content_type(reading, element);
    if (type_body_is_read(element.local, element.length))
        begin_body(reading, type);
    else
        begin_other(reading, element, type);
}

/* --- Start tags ------------------------------------------------------------------------------------------------- */

/* Whether a value is XML itself: a message may be carried in it. */
static bool has_markup(const XML_Char **attributes)
{
    for (; attributes[0]; attributes += 2)
        if (strchr(attributes[1], '<'))
            return true;
    return false;
}

static void start_in_envelope(struct iso20022_reading *reading, struct name name, const XML_Char **attributes)
{
    bind(reading, attributes);
    if (has_markup(attributes))
        reading->envelope_text = true;
    if (is(name, "AppHdr")) {
        if (reading->body_seen) {
            iso20022_refuse(reading, "iso20022-order", iso20022_offset(reading),
                            "AppHdr stands behind the transfers it belongs to; it is expected before the Document.");
            return;
        }
        reading->part = PART_HEADER;
        reading->header_depth = reading->depth;
        reading->header_seen = true;
        memcpy(reading->head_type, bound_type(reading, name), TYPE_LENGTH);
        uint16_t node = paths_child(&reading->tree, PATH_ROOT, name.local, name.length);
        *top(reading) = (struct frame){.node = node, .field = FG_FIELD_OTHER_TEXT, .currency = FG_FIELD_OTHER_TEXT};
    } else if (is(name, "Document")) {
        reading->part = PART_DOCUMENT;
        reading->document_depth = reading->depth;
        memcpy(reading->document_type, bound_type(reading, name), TYPE_LENGTH);
        /* What stands in it beside the content is screened too, should the content be transfers. */
        top(reading)->field = top(reading)->currency = FG_FIELD_OTHER_TEXT;
    } else if (type_of_body(name.local, name.length)) {
        begin_content(reading, name);
    }
}

/* An element of header or body: its frame from the table, else from what it stands in. */
static void start_on_path(struct iso20022_reading *reading, struct name name, const XML_Char **attributes)
{
    const struct frame *above = top(reading) - 1;
    struct frame frame = {.node = paths_child(&reading->tree, above->node, name.local, name.length),
                          .field = above->field,
                          .currency = above->currency};
    if (frame.node != PATH_UNKNOWN) {
        const struct path_node *node = &reading->tree.nodes[frame.node];
        if (node->field != PATH_INHERIT) {
            frame.field = node->field;
            frame.currency = FG_FIELD_OTHER_TEXT;
        }
        if (node->currency != PATH_INHERIT)
            frame.currency = node->currency;
    }
    *top(reading) = frame;
    if (reading->part == PART_HEADER && reading->depth == reading->header_depth + 1 &&
        (is(name, "MsgDefIdr") || is(name, "MsgName"))) {
        reading->naming_depth = reading->depth;
        reading->naming_length = 0;
        reading->header_type[0] = '\0';
    }
    if (attributes[0])
        value_attributes(reading, attributes);
}

/* Stops before each transfer: the core judges the one that has been read, then asks for the next. */
static void start_transfer(struct iso20022_reading *reading, const XML_Char **attributes)
{
    for (; attributes[0]; attributes += 2)
        if (strncmp(attributes[0], "xmlns", 5) != 0) {
            iso20022_refuse(reading, "iso20022-unknown-attribute", iso20022_offset(reading),
                            "CdtTrfTxInf has an attribute, which no version of pacs.008 allows; remove it.");
            return;
        }
    *top(reading) = (struct frame){.node = paths_child(&reading->tree, PATH_ROOT, "CdtTrfTxInf", 11),
                                   .field = FG_FIELD_OTHER_TEXT,
                                   .currency = FG_FIELD_OTHER_TEXT};
    reading->part = PART_TRANSFER;
    reading->transfer_depth = reading->depth;
    reading->transfer_start = iso20022_offset(reading);
    reading->has_amount = reading->has_currency = reading->has_creditor = false;
    reading->at_transfer = reading->transfers_begun = true;
    XML_StopParser(reading->parser, XML_TRUE);
}

static void start_in_body(struct iso20022_reading *reading, struct name name, const XML_Char **attributes)
{
    bool child = reading->depth == reading->body_depth + 1;
    if (child && is(name, "CdtTrfTxInf"))
        start_transfer(reading, attributes);
    else if (child && is(name, "GrpHdr") && reading->transfers_begun)
        iso20022_refuse(reading, "iso20022-order", iso20022_offset(reading),
                        "GrpHdr stands behind the first CdtTrfTxInf; it is expected before all transfers.");
    else
        start_on_path(reading, name, attributes);
}

static void start_in_other(struct iso20022_reading *reading, struct name name)
{
    if (type_body_is_transfer(name.local, name.length))
        iso20022_refuse_named(reading, "iso20022-transfer-inside", iso20022_offset(reading),
                              "A message that is no transfer holds the content of one that is; send each on its own: ",
                              name.local, name.length);
}

void XMLCALL iso20022_start(void *user, const XML_Char *full_name, const XML_Char **attributes)
{
    struct iso20022_reading *reading = user;
    if (reading->wrong != READ_TRANSFER)
        return; /* expat may still call once after it was stopped */
    if (reading->transfer->writing)
        value_close(reading);
    if (reading->depth >= reading->limits.depth) {
        iso20022_refuse_limit(reading, "limit-depth", "depth", reading->limits.depth);
        return;
    }
    reading->depth++;
    *top(reading) = (struct frame){.node = PATH_UNKNOWN, .field = FG_FIELD_NONE, .currency = FG_FIELD_NONE};
    struct name name = split(full_name);
    switch (reading->part) {
    case PART_ENVELOPE:
        start_in_envelope(reading, name, attributes);
        break;
    case PART_DOCUMENT:
        bind(reading, attributes);
        begin_content(reading, name);
        break;
    case PART_BODY:
        start_in_body(reading, name, attributes);
        break;
    case PART_AFTER:
        if (type_body_is_transfer(name.local, name.length)) {
            refuse_second_document(reading);
            break;
        }
        start_on_path(reading, name, attributes);
        break;
    case PART_HEADER:
    case PART_TRANSFER:
        start_on_path(reading, name, attributes);
        break;
    case PART_OTHER:
        start_in_other(reading, name);
        break;
    }
}

/* --- End tags --------------------------------------------------------------------------------------------------- */

static void end_transfer(struct iso20022_reading *reading)
{
    reading->part = PART_BODY;
    const char *code = NULL, *sentence = NULL;
    if (!reading->has_amount) {
        code = "iso20022-missing-amount";
        sentence = "This CdtTrfTxInf has no IntrBkSttlmAmt; a transfer needs its amount.";
    } else if (!reading->has_currency) {
        code = "iso20022-missing-currency";
        sentence = "IntrBkSttlmAmt of this CdtTrfTxInf has no attribute Ccy; an amount needs its currency.";
    } else if (!reading->has_creditor) {
        code = "iso20022-missing-creditor";
        sentence = "Cdtr of this CdtTrfTxInf has neither a name nor an identifier; who is paid cannot be screened.";
    }
    if (code)
        iso20022_refuse(reading, code, reading->transfer_start, sentence);
    else
        reading->complete = true;
}

/* A Document without content: no transfer, where something says what it would have been. */
static void end_empty_document(struct iso20022_reading *reading)
{
    const char *type = reading->document_type[0] != '\0' ? reading->document_type : reading->header_type;
    if (type[0] != '\0' && type_classify(type, TYPE_LENGTH) == TYPE_NO_TRANSFER) {
        set_type(reading, type, TYPE_LENGTH);
        reading->other_seen = true;
        return;
    }
    if (type[0] != '\0')
        set_type(reading, type, TYPE_LENGTH);
    iso20022_refuse(reading, "iso20022-unknown-document", iso20022_offset(reading),
                    "The Document is empty; the content of an ISO 20022 message is expected in it.");
}

static void end_document(struct iso20022_reading *reading)
{
    if (reading->part == PART_DOCUMENT)
        end_empty_document(reading);
    reading->part = PART_ENVELOPE;
    reading->document_depth = 0;
    reading->document_type[0] = '\0';
}

void XMLCALL iso20022_end(void *user, const XML_Char *name)
{
    struct iso20022_reading *reading = user;
    (void)name; /* expat has compared it */
    if (reading->wrong != READ_TRANSFER)
        return;
    if (reading->transfer->writing)
        value_close(reading);
    if (reading->wrong != READ_TRANSFER)
        return;
    if (reading->depth == reading->naming_depth) {
        reading->naming_depth = 0;
        if (!type_is_name(reading->header_type, reading->naming_length))
            reading->header_type[0] = '\0';
    }
    if (reading->part == PART_TRANSFER && reading->depth == reading->transfer_depth)
        end_transfer(reading);
    else if (reading->part == PART_HEADER && reading->depth == reading->header_depth)
        reading->part = PART_ENVELOPE;
    else if (reading->part == PART_BODY && reading->depth == reading->body_depth)
        reading->part = reading->document_depth > 0 ? PART_AFTER : PART_ENVELOPE;
    else if (reading->depth == reading->document_depth)
        end_document(reading);
    unbind(reading);
    reading->depth--;
}
