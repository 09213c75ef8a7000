/*
 * canonical.c: canonical transfers between their three shapes (canonical.h). Touches memory only.
 */
#include "canonical.h"

#include <stdlib.h>
#include <string.h>

/* The string of a field in a Transfer; NULL when there is no field of that number. */
static char **slot(const Fiatgate__Transfer *canonical, unsigned number)
{
    const ProtobufCFieldDescriptor *field =
        protobuf_c_message_descriptor_get_field(&fiatgate__transfer__descriptor, number);
    if (!field || field->type != PROTOBUF_C_TYPE_STRING || number >= FG_FIELD_LIMIT)
        return NULL;
    return (char **)((char *)canonical + field->offset);
}

static bool append(char **string, const unsigned char *bytes, size_t length)
{
    size_t used = *string ? strlen(*string) + 1 : 0;
    char *grown = realloc(*string, used + length + 1);
    if (!grown)
        return false;
    if (used > 0)
        grown[used - 1] = '\n';
    memcpy(grown + used, bytes, length);
    grown[used + length] = '\0';
    *string = grown;
    return true;
}

/* Of the values that a batch's header and the transfer itself have of one field, the transfer's own alone count; but
 * where words are looked for both are said, as they are in the message. */
bool canonical_from_transfer(Fiatgate__Transfer *canonical, const struct transfer *transfer)
{
    bool own[FG_FIELD_LIMIT] = {false};
    for (uint32_t i = transfer->header_values; i < transfer->value_count; i++)
        own[transfer->values[i].field % FG_FIELD_LIMIT] = true;
    for (uint32_t i = 0; i < transfer->value_count; i++) {
        const struct field_value *value = &transfer->values[i];
        char **string = slot(canonical, value->field);
        if (!string || value->alternative ||
            (i < transfer->header_values && own[value->field % FG_FIELD_LIMIT] &&
             !field_is_scanned((fg_field)value->field)))
            continue;
        if (!append(string, transfer_text(transfer, value), value->length))
            return false;
    }
    return true;
}

void canonical_clear(Fiatgate__Transfer *canonical)
{
    for (unsigned number = 1; number < FG_FIELD_LIMIT; number++) {
        char **string = slot(canonical, number);
        if (string) {
            free(*string);
            *string = NULL;
        }
    }
}

static bool add(struct canonical_fields *fields, unsigned number, uint32_t occurrence, const char *from, size_t length)
{
    if (fields->count == fields->room) {
        size_t room = fields->room ? fields->room * 2 : 64;
        fg_field_input *items = realloc(fields->items, room * sizeof *items);
        if (!items)
            return false;
        fields->items = items;
        fields->room = room;
    }
    fields->items[fields->count++] =
        (fg_field_input){.field = number, .occurrence = occurrence, .bytes = from, .length = length};
    return true;
}

/* Each line of a field as an occurrence of its own. */
static bool add_lines(struct canonical_fields *fields, unsigned number, const char *from, uint32_t occurrence)
{
    for (; from; occurrence++) {
        const char *end = strchr(from, '\n');
        if (!add(fields, number, occurrence, from, end ? (size_t)(end - from) : strlen(from)))
            return false;
        from = end ? end + 1 : NULL;
    }
    return true;
}

static bool add_field(struct canonical_fields *fields, unsigned number, const char *text)
{
    switch (field_kind((fg_field)number)) {
    case FIELD_KIND_TEXT:
    case FIELD_KIND_ADDRESS:
        return add(fields, number, 0, text, strlen(text));
    case FIELD_KIND_NAME:
        return add(fields, number, 0, text, strlen(text)) &&
               (!strchr(text, '\n') || add_lines(fields, number, text, 1));
    default:
        return add_lines(fields, number, text, 0);
    }
}

bool canonical_to_fields(const Fiatgate__Transfer *canonical, struct canonical_fields *fields)
{
    fields->count = 0;
    for (unsigned number = 1; number < FG_FIELD_LIMIT; number++) {
        char **string = slot(canonical, number);
        if (string && *string && !add_field(fields, number, *string))
            return false;
    }
    return true;
}

void canonical_fields_free(struct canonical_fields *fields)
{
    free(fields->items);
    *fields = (struct canonical_fields){0};
}

void canonical_error(Fiatgate__Error *out, const struct read_error *error)
{
    fiatgate__error__init(out);
    out->code = (char *)error->code;
    out->has_offset = 1;
    out->offset = error->offset;
    out->has_line = error->line > 0;
    out->line = error->line;
    out->text = (char *)error->text;
}
