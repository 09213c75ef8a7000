/*
 * content.c: which message it is (reading.h): by the namespace, by AppHdr, and by the element that holds the content,
 * which has the last word where they contradict each other. Touches the reading.
 */
#include "reading.h"

#include <string.h>

bool name_is(struct name name, const char *what)
{
    return strlen(what) == name.length && memcmp(name.local, what, name.length) == 0;
}

/* --- Namespaces -------------------------------------------------------------------------------------------------- */

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
        reading->bound_depth = reading->depth;
        memcpy(binding->prefix, prefix, length);
        const char *type = type_find(attributes[1], strlen(attributes[1]));
        if (type)
            memcpy(binding->type, type, TYPE_LENGTH);
    }
}

void content_unbind(struct iso20022_reading *reading)
{
    while (reading->binding_count > 0 && reading->bindings[reading->binding_count - 1].depth >= reading->depth)
        reading->binding_count--;
    reading->bound_depth = reading->binding_count > 0 ? reading->bindings[reading->binding_count - 1].depth : 0;
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

/* --- What AppHdr says -------------------------------------------------------------------------------------------- */

void content_hear(struct iso20022_reading *reading, struct name name)
{
    if (name_is(name, "MsgDefIdr") || name_is(name, "MsgName"))
        reading->heard = &reading->definition;
    else if (name_is(name, "BizSvc"))
        reading->heard = &reading->service;
    else
        return;
    reading->heard_depth = reading->depth;
    reading->heard->length = 0;
    reading->heard->text[0] = '\0';
}

void content_hear_text(struct iso20022_reading *reading, const char *text, uint32_t length)
{
    struct saying *saying = reading->heard;
    for (uint32_t i = 0; i < length; i++) {
        if (memchr(" \t\r\n", text[i], 4))
            continue;
        if (saying->length < SAYING_LENGTH) {
            saying->text[saying->length] = text[i];
            saying->text[saying->length + 1] = '\0';
        }
        if (saying->length <= SAYING_LENGTH)
            saying->length++;
    }
}

void content_heard(struct iso20022_reading *reading)
{
    if (reading->heard == &reading->definition) {
        bool named = type_is_name(reading->definition.text, strlen(reading->definition.text));
        memset(reading->header_type, 0, sizeof reading->header_type);
        if (named)
            memcpy(reading->header_type, reading->definition.text, TYPE_LENGTH);
    }
    reading->heard = NULL;
}

/* --- The content ------------------------------------------------------------------------------------------------- */

static void set_type(struct iso20022_reading *reading, const char *type, size_t length)
{
    if (reading->info && reading->info->type[0] == '\0' && length < sizeof reading->info->type) {
        memcpy(reading->info->type, type, length);
        reading->info->type[length] = '\0';
    }
}

/* A name that may stand in an attribute's text, as a string. */
struct type_text {
    char text[TYPE_LENGTH + 1];
};

static struct type_text type_text(const char *type, size_t length)
{
    struct type_text text = {""};
    memcpy(text.text, type, length < TYPE_LENGTH ? length : TYPE_LENGTH);
    return text;
}

static void refuse_version(struct iso20022_reading *reading, const char *type)
{
    for (size_t i = 0; i < MESSAGE_COUNT; i++)
        if (type_is_of(type, TYPE_LENGTH, &iso20022_messages[i])) {
            char versions[32];
            type_versions(&iso20022_messages[i], versions);
            iso20022_refuse(reading, "iso20022-version-unsupported", iso20022_offset(reading),
                            SENTENCE("versions ", versions,
                                     " are read, this is none of them: ", type_text(type, TYPE_LENGTH).text));
        }
}

void content_refuse_second_document(struct iso20022_reading *reading)
{
    iso20022_refuse(reading, "iso20022-several-documents", iso20022_offset(reading),
                    SENTENCE("a message with transfers holds a second document; send each document on its own"));
}

/* The header and what it is the header of. */
static void compare_header(struct iso20022_reading *reading, const char *type)
{
    const char *header = reading->header_type;
    if (header[0] != '\0' && strncmp(header, type, strlen(type)) != 0)
        iso20022_warn(
            reading, "iso20022-type-conflict", iso20022_offset(reading),
            SENTENCE("AppHdr calls the message ", header, ", but the Document is ", type, "; it is read as that"));
}

/* A message may be carried in an envelope as text; beside another one it would stay unread. */
static void refuse_markup_in_envelope(struct iso20022_reading *reading)
{
    static const char sentence[] =
        "beside this document the envelope holds XML as text, in which another message may stand unread; send each "
        "document on its own";
    if (reading->envelope_markup && (reading->message || reading->other_seen))
        iso20022_refuse(reading, reading->message ? "iso20022-several-documents" : "iso20022-transfer-inside",
                        iso20022_offset(reading), SENTENCE(sentence));
}

void content_note_envelope(struct iso20022_reading *reading, bool markup)
{
    reading->envelope_text = true;
    reading->envelope_markup = reading->envelope_markup || markup;
    refuse_markup_in_envelope(reading);
}

/* space: what the namespace calls it, "" when nothing. */
static void begin_body(struct iso20022_reading *reading, const struct message *message, struct name element,
                       const char *space, const XML_Char **attributes)
{
    struct type_text type = type_text(message->name, strlen(message->name));
    if (type_is_of(space, strlen(space), message))
        type = type_text(space, TYPE_LENGTH);
    else if (type_is_name(element.local, element.length) && space[0] == '\0')
        type = type_text(element.local, TYPE_LENGTH);
    else if (type_is_of(reading->header_type, strlen(reading->header_type), message))
        type = type_text(reading->header_type, TYPE_LENGTH);
    set_type(reading, type.text, strlen(type.text));
    if (type_classify(type.text, strlen(type.text)) != TYPE_READ) {
        refuse_version(reading, type.text);
    } else if (reading->message || reading->other_seen) {
        content_refuse_second_document(reading);
    } else {
        if (space[0] != '\0' && !type_is_of(space, TYPE_LENGTH, message))
            iso20022_warn(reading, "iso20022-type-conflict", iso20022_offset(reading),
                          SENTENCE("the namespace calls the message ", space, ", but its content is a ", message->name,
                                   "; it is read as that"));
        compare_header(reading, type.text);
    }
    reading->message = message;
    reading->part = PART_BODY;
    reading->body_depth = reading->depth;
    *reading_top(reading) = (struct frame){.node = reading->body_nodes[message - iso20022_messages],
                                           .field = FG_FIELD_OTHER_TEXT,
                                           .currency = FG_FIELD_OTHER_TEXT};
    refuse_markup_in_envelope(reading);
    if (attributes[0])
        value_attributes(reading, attributes);
}

/* The content of a Document that is none of the messages read; type is "" when nothing names it. */
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
        iso20022_refuse(
            reading, "iso20022-unknown-document", here,
            SENTENCE("the Document holds no message this build knows, and no namespace names one; element: ",
                     element.local));
        return;
    }
    struct type_text named = type_text(type, length);
    set_type(reading, named.text, length);
    enum type_class class = type_classify(named.text, length);
    if (class == TYPE_TRANSFER)
        iso20022_refuse(reading, "iso20022-type-unsupported", here,
                        SENTENCE("this message may move money and cannot be read by this build; let a person decide: ",
                                 named.text));
    else if (class == TYPE_VERSION)
        refuse_version(reading, named.text);
    else if (class == TYPE_READ)
        iso20022_refuse(
            reading, "iso20022-unknown-content", here,
            SENTENCE("the content of a ", named.text, " is expected here, but this stands here: ", element.local));
    else if (reading->message)
        content_refuse_second_document(reading);
    else
        compare_header(reading, named.text);
    reading->other_seen = true;
    reading->part = PART_OTHER;
    refuse_markup_in_envelope(reading);
    content_start_in_other(reading, element);
    if (reading->document_depth == 0)
        reading->document_depth = reading->depth;
}

void content_begin(struct iso20022_reading *reading, struct name element, const XML_Char **attributes)
{
    if (reading->part == PART_DOCUMENT)
        bind(reading, attributes);
    const char *space = reading->document_type;
    if (space[0] == '\0')
        space = bound_type(reading, element);
    if (strncmp(space, "head.", 5) == 0)
        space = "";
    const struct message *message = type_read_body(element.local, element.length);
    if (message)
        begin_body(reading, message, element, space, attributes);
    else
        begin_other(reading, element, space[0] != '\0' ? space : reading->header_type);
}

/* No message that moves no money has a CdtTrfTxInf. */
void content_start_in_other(struct iso20022_reading *reading, struct name name)
{
    if (type_body_is_transfer(name.local, name.length) || name_is(name, "CdtTrfTxInf"))
        iso20022_refuse(
            reading, "iso20022-transfer-inside", iso20022_offset(reading),
            SENTENCE("a message that is no transfer holds what only one that is may have; send each on its own: ",
                     name.local));
}

/* --- Envelope and Document --------------------------------------------------------------------------------------- */

/* Whether a value is XML itself: a message may be carried in it. */
static bool has_markup(const XML_Char **attributes)
{
    for (; attributes[0]; attributes += 2)
        if (strchr(attributes[1], '<'))
            return true;
    return false;
}

static void begin_header(struct iso20022_reading *reading, struct name name, const XML_Char **attributes)
{
    if (reading->message) {
        iso20022_refuse(
            reading, "iso20022-order", iso20022_offset(reading),
            SENTENCE("AppHdr stands behind the transfers it belongs to; it is expected before the Document"));
        return;
    }
    reading->part = PART_HEADER;
    reading->header_depth = reading->depth;
    reading->header_seen = true;
    memcpy(reading->head_type, bound_type(reading, name), TYPE_LENGTH);
    *reading_top(reading) =
        (struct frame){.node = reading->header_node, .field = FG_FIELD_OTHER_TEXT, .currency = FG_FIELD_OTHER_TEXT};
    value_attributes(reading, attributes);
}

void content_start_in_envelope(struct iso20022_reading *reading, struct name name, const XML_Char **attributes)
{
    bind(reading, attributes);
    if (has_markup(attributes))
        content_note_envelope(reading, true);
    if (name_is(name, "AppHdr")) {
        begin_header(reading, name, attributes);
    } else if (name_is(name, "Document")) {
        reading->part = PART_DOCUMENT;
        reading->document_depth = reading->depth;
        memcpy(reading->document_type, bound_type(reading, name), TYPE_LENGTH);
        /* What stands in it beside the content is screened too, should the content be transfers. */
        reading_top(reading)->field = reading_top(reading)->currency = FG_FIELD_OTHER_TEXT;
        value_attributes(reading, attributes);
    } else if (type_of_body(name.local, name.length)) {
        content_begin(reading, name, attributes);
    }
}

/* A Document without content: no transfer, where something says what it would have been. */
static void end_empty_document(struct iso20022_reading *reading)
{
    const char *type = reading->document_type[0] != '\0' ? reading->document_type : reading->header_type;
    if (type[0] != '\0')
        set_type(reading, type, TYPE_LENGTH);
    if (type[0] != '\0' && type_classify(type, TYPE_LENGTH) == TYPE_NO_TRANSFER)
        reading->other_seen = true;
    else
        iso20022_refuse(reading, "iso20022-unknown-document", iso20022_offset(reading),
                        SENTENCE("the Document is empty; the content of an ISO 20022 message is expected in it"));
}

void content_end_document(struct iso20022_reading *reading)
{
    if (reading->part == PART_DOCUMENT)
        end_empty_document(reading);
    reading->part = PART_ENVELOPE;
    reading->document_depth = 0;
    reading->document_type[0] = '\0';
}
