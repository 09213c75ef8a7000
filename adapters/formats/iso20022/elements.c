/*
 * elements.c: follows start and end tags through envelope, header and document to the transfers (reader.h). Names count
 * by their local part: prefixes and namespaces differ from sender to sender. Touches the reader and its transfer.
 */
#include "reader.h"

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

static struct frame *top(const struct reader *reader)
{
    return &reader->frames[reader->depth - 1];
}

/* --- Which message it is ---------------------------------------------------------------------------------------- */

/* Keeps the message names that the element's xmlns attributes hold. */
static void bind(struct reader *reader, const XML_Char **attributes)
{
    for (; attributes[0]; attributes += 2) {
        const char *prefix = "";
        if (strncmp(attributes[0], "xmlns:", 6) == 0)
            prefix = attributes[0] + 6;
        else if (strcmp(attributes[0], "xmlns") != 0)
            continue;
        size_t length = strlen(prefix);
        if (length > PREFIX_LENGTH || reader->binding_count >= BINDINGS)
            continue; /* the name then comes from the header or the content */
        struct binding *binding = &reader->bindings[reader->binding_count++];
        *binding = (struct binding){.depth = reader->depth, .prefix_length = (uint8_t)length};
        memcpy(binding->prefix, prefix, length);
        const char *type = type_find(attributes[1], strlen(attributes[1]));
        if (type)
            memcpy(binding->type, type, TYPE_LENGTH);
    }
}

static void unbind(struct reader *reader)
{
    while (reader->binding_count > 0 && reader->bindings[reader->binding_count - 1].depth >= reader->depth)
        reader->binding_count--;
}

/* The message name of the namespace an element is in, "" when it has none; room for TYPE_LENGTH bytes in any case. */
static const char *bound_type(const struct reader *reader, struct name name)
{
    static const char none[TYPE_LENGTH + 1];
    for (uint32_t i = reader->binding_count; i > 0; i--) {
        const struct binding *binding = &reader->bindings[i - 1];
        if (binding->prefix_length == name.prefix_length &&
            memcmp(binding->prefix, name.prefix, name.prefix_length) == 0)
            return binding->type;
    }
    return none;
}

static void set_type(struct reader *reader, const char *type, size_t length)
{
    if (reader->info && reader->info->type[0] == '\0' && length < sizeof reader->info->type) {
        memcpy(reader->info->type, type, length);
        reader->info->type[length] = '\0';
    }
}

static void refuse_version(struct reader *reader, const char *type)
{
    reader_refuse_named(reader, "iso20022-version-unsupported", reader_offset(reader),
                        "Versions .02 to .13 of pacs.008.001 are read, this is none of them: ", type, TYPE_LENGTH);
}

static void refuse_second_document(struct reader *reader)
{
    reader_refuse(reader, "iso20022-several-documents", reader_offset(reader),
                  "A message with transfers holds a second document; send each document on its own.");
}

static void begin_body(struct reader *reader, const char *type)
{
    bool named = type[0] != '\0';
    enum type_class class = named ? type_classify(type, TYPE_LENGTH) : TYPE_READ;
    set_type(reader, named ? type : "pacs.008", named ? TYPE_LENGTH : 8);
    if (class == TYPE_VERSION)
        refuse_version(reader, type);
    else if (class != TYPE_READ)
        reader_refuse_named(
            reader, "iso20022-type-conflict", reader_offset(reader),
            "The content is a customer credit transfer, but the namespace names another message: ", type, TYPE_LENGTH);
    else if (reader->body_seen || reader->other_seen)
        refuse_second_document(reader);
    reader->body_seen = true;
    reader->part = PART_BODY;
    reader->body_depth = reader->depth;
    *top(reader) = (struct frame){.node = PATH_ROOT, .field = FG_FIELD_OTHER_TEXT, .currency = FG_FIELD_OTHER_TEXT};
}

/* The content of a Document that is no customer credit transfer; type is "" when nothing names it. */
static void begin_other(struct reader *reader, struct name element, const char *type)
{
    uint32_t here = reader_offset(reader);
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
        reader_refuse_named(reader, "iso20022-unknown-document", here,
                            "The Document holds no message this build knows, and no namespace names one; element: ",
                            element.local, element.length);
        return;
    }
    set_type(reader, type, length);
    enum type_class class = type_classify(type, length);
    if (class == TYPE_TRANSFER)
        reader_refuse_named(reader, "iso20022-type-unsupported", here,
                            "This message may move money and cannot be read by this build; let a person decide: ", type,
                            length);
    else if (class == TYPE_VERSION)
        refuse_version(reader, type);
    else if (class == TYPE_READ)
        reader_refuse_named(reader, "iso20022-unknown-content", here,
                            "FIToFICstmrCdtTrf is expected as the content of a pacs.008, but here stands: ",
                            element.local, element.length);
    else if (reader->body_seen)
        refuse_second_document(reader);
    reader->other_seen = true;
    reader->part = PART_OTHER;
    if (reader->document_depth == 0)
        reader->document_depth = reader->depth;
}

/* What the namespaces of Document and content, else the header, call the message; "" when none does. */
static const char *content_type(const struct reader *reader, struct name element)
{
    const char *type = reader->document_type;
    if (type[0] == '\0')
        type = bound_type(reader, element);
    if (strncmp(type, "head.", 5) == 0)
        type = "";
    /* The header's word counts where the content does not contradict it. */
    bool fits = !type_body_is_read(element.local, element.length) || strncmp(reader->header_type, "pacs.008", 8) == 0;
    return type[0] == '\0' && fits ? reader->header_type : type;
}

/* The first element in Document, or a known content element that stands without one. */
static void begin_content(struct reader *reader, struct name element)
{
    const char *type = content_type(reader, element);
    if (type_body_is_read(element.local, element.length))
        begin_body(reader, type);
    else
        begin_other(reader, element, type);
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

static void start_in_envelope(struct reader *reader, struct name name, const XML_Char **attributes)
{
    bind(reader, attributes);
    if (has_markup(attributes))
        reader->envelope_text = true;
    if (is(name, "AppHdr")) {
        if (reader->body_seen) {
            reader_refuse(reader, "iso20022-order", reader_offset(reader),
                          "AppHdr stands behind the transfers it belongs to; it is expected before the Document.");
            return;
        }
        reader->part = PART_HEADER;
        reader->header_depth = reader->depth;
        reader->header_seen = true;
        memcpy(reader->head_type, bound_type(reader, name), TYPE_LENGTH);
        uint16_t node = paths_child(&reader->tree, PATH_ROOT, name.local, name.length);
        *top(reader) = (struct frame){.node = node, .field = FG_FIELD_OTHER_TEXT, .currency = FG_FIELD_OTHER_TEXT};
    } else if (is(name, "Document")) {
        reader->part = PART_DOCUMENT;
        reader->document_depth = reader->depth;
        memcpy(reader->document_type, bound_type(reader, name), TYPE_LENGTH);
        /* What stands in it beside the content is screened too, should the content be transfers. */
        top(reader)->field = top(reader)->currency = FG_FIELD_OTHER_TEXT;
    } else if (type_of_body(name.local, name.length)) {
        begin_content(reader, name);
    }
}

/* An element of header or body: its frame from the table, else from what it stands in. */
static void start_on_path(struct reader *reader, struct name name, const XML_Char **attributes)
{
    const struct frame *above = top(reader) - 1;
    struct frame frame = {.node = paths_child(&reader->tree, above->node, name.local, name.length),
                          .field = above->field,
                          .currency = above->currency};
    if (frame.node != PATH_UNKNOWN) {
        const struct path_node *node = &reader->tree.nodes[frame.node];
        if (node->field != PATH_INHERIT) {
            frame.field = node->field;
            frame.currency = FG_FIELD_OTHER_TEXT;
        }
        if (node->currency != PATH_INHERIT)
            frame.currency = node->currency;
    }
    *top(reader) = frame;
    if (reader->part == PART_HEADER && reader->depth == reader->header_depth + 1 &&
        (is(name, "MsgDefIdr") || is(name, "MsgName"))) {
        reader->naming_depth = reader->depth;
        reader->naming_length = 0;
        reader->header_type[0] = '\0';
    }
    if (attributes[0])
        value_attributes(reader, attributes);
}

/* Stops before each transfer: the core judges the one that has been read, then asks for the next. */
static void start_transfer(struct reader *reader, const XML_Char **attributes)
{
    for (; attributes[0]; attributes += 2)
        if (strncmp(attributes[0], "xmlns", 5) != 0) {
            reader_refuse(reader, "iso20022-unknown-attribute", reader_offset(reader),
                          "CdtTrfTxInf has an attribute, which no version of pacs.008 allows; remove it.");
            return;
        }
    *top(reader) = (struct frame){.node = paths_child(&reader->tree, PATH_ROOT, "CdtTrfTxInf", 11),
                                  .field = FG_FIELD_OTHER_TEXT,
                                  .currency = FG_FIELD_OTHER_TEXT};
    reader->part = PART_TRANSFER;
    reader->transfer_depth = reader->depth;
    reader->transfer_start = reader_offset(reader);
    reader->has_amount = reader->has_currency = reader->has_creditor = false;
    reader->at_transfer = reader->transfers_begun = true;
    XML_StopParser(reader->parser, XML_TRUE);
}

static void start_in_body(struct reader *reader, struct name name, const XML_Char **attributes)
{
    bool child = reader->depth == reader->body_depth + 1;
    if (child && is(name, "CdtTrfTxInf"))
        start_transfer(reader, attributes);
    else if (child && is(name, "GrpHdr") && reader->transfers_begun)
        reader_refuse(reader, "iso20022-order", reader_offset(reader),
                      "GrpHdr stands behind the first CdtTrfTxInf; it is expected before all transfers.");
    else
        start_on_path(reader, name, attributes);
}

static void start_in_other(struct reader *reader, struct name name)
{
    if (type_body_is_transfer(name.local, name.length))
        reader_refuse_named(reader, "iso20022-transfer-inside", reader_offset(reader),
                            "A message that is no transfer holds the content of one that is; send each on its own: ",
                            name.local, name.length);
}

void XMLCALL iso20022_start(void *user, const XML_Char *full_name, const XML_Char **attributes)
{
    struct reader *reader = user;
    if (reader->wrong != READ_TRANSFER)
        return; /* expat may still call once after it was stopped */
    if (reader->transfer->writing)
        value_close(reader);
    if (reader->depth >= reader->limits.depth) {
        reader_refuse_limit(reader, "limit-depth", "depth", reader->limits.depth);
        return;
    }
    reader->depth++;
    *top(reader) = (struct frame){.node = PATH_UNKNOWN, .field = FG_FIELD_NONE, .currency = FG_FIELD_NONE};
    struct name name = split(full_name);
    switch (reader->part) {
    case PART_ENVELOPE:
        start_in_envelope(reader, name, attributes);
        break;
    case PART_DOCUMENT:
        bind(reader, attributes);
        begin_content(reader, name);
        break;
    case PART_BODY:
        start_in_body(reader, name, attributes);
        break;
    case PART_AFTER:
        if (type_body_is_transfer(name.local, name.length)) {
            refuse_second_document(reader);
            break;
        }
        start_on_path(reader, name, attributes);
        break;
    case PART_HEADER:
    case PART_TRANSFER:
        start_on_path(reader, name, attributes);
        break;
    case PART_OTHER:
        start_in_other(reader, name);
        break;
    }
}

/* --- End tags --------------------------------------------------------------------------------------------------- */

static void end_transfer(struct reader *reader)
{
    reader->part = PART_BODY;
    const char *code = NULL, *sentence = NULL;
    if (!reader->has_amount) {
        code = "iso20022-missing-amount";
        sentence = "This CdtTrfTxInf has no IntrBkSttlmAmt; a transfer needs its amount.";
    } else if (!reader->has_currency) {
        code = "iso20022-missing-currency";
        sentence = "IntrBkSttlmAmt of this CdtTrfTxInf has no attribute Ccy; an amount needs its currency.";
    } else if (!reader->has_creditor) {
        code = "iso20022-missing-creditor";
        sentence = "Cdtr of this CdtTrfTxInf has neither a name nor an identifier; who is paid cannot be screened.";
    }
    if (code)
        reader_refuse(reader, code, reader->transfer_start, sentence);
    else
        reader->complete = true;
}

/* A Document without content: no transfer, where something says what it would have been. */
static void end_empty_document(struct reader *reader)
{
    const char *type = reader->document_type[0] != '\0' ? reader->document_type : reader->header_type;
    if (type[0] != '\0' && type_classify(type, TYPE_LENGTH) == TYPE_NO_TRANSFER) {
        set_type(reader, type, TYPE_LENGTH);
        reader->other_seen = true;
        return;
    }
    if (type[0] != '\0')
        set_type(reader, type, TYPE_LENGTH);
    reader_refuse(reader, "iso20022-unknown-document", reader_offset(reader),
                  "The Document is empty; the content of an ISO 20022 message is expected in it.");
}

static void end_document(struct reader *reader)
{
    if (reader->part == PART_DOCUMENT)
        end_empty_document(reader);
    reader->part = PART_ENVELOPE;
    reader->document_depth = 0;
    reader->document_type[0] = '\0';
}

void XMLCALL iso20022_end(void *user, const XML_Char *name)
{
    struct reader *reader = user;
    (void)name; /* expat has compared it */
    if (reader->wrong != READ_TRANSFER)
        return;
    if (reader->transfer->writing)
        value_close(reader);
    if (reader->wrong != READ_TRANSFER)
        return;
    if (reader->depth == reader->naming_depth) {
        reader->naming_depth = 0;
        if (!type_is_name(reader->header_type, reader->naming_length))
            reader->header_type[0] = '\0';
    }
    if (reader->part == PART_TRANSFER && reader->depth == reader->transfer_depth)
        end_transfer(reader);
    else if (reader->part == PART_HEADER && reader->depth == reader->header_depth)
        reader->part = PART_ENVELOPE;
    else if (reader->part == PART_BODY && reader->depth == reader->body_depth)
        reader->part = reader->document_depth > 0 ? PART_AFTER : PART_ENVELOPE;
    else if (reader->depth == reader->document_depth)
        end_document(reader);
    unbind(reader);
    reader->depth--;
}
