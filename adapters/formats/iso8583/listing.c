/*
 * listing.c: rows of the field map and of the types (listing.h), made from the layout and the table of message classes
 * that reading itself goes by.
 */
#include "listing.h"

#include <stdio.h>

#include "layout.h"
#include "message_types.h"

/* Why nothing is taken of a field whose layout gives no reason of its own. */
static const char *reason_of(const struct layout_field *field)
{
    if (field->note[0] != '\0')
        return field->note;
    if (field->form == FORM_MMDD)
        return "a date without a year: checked, and the payment is screened as of the day the host gives";
    return field->type == LAYOUT_NUMBER || field->type == LAYOUT_SIGNED ? "digits only: no text, name or account"
                                                                        : "no text of the payment";
}

static const char *form_note(const struct layout_field *field)
{
    switch ((enum layout_form)field->form) {
    case FORM_PAN:
        return "first six and last four digits; the rest is masked";
    case FORM_AMOUNT:
        return "minor units of its currency, as a decimal";
    case FORM_CURRENCY:
    case FORM_COUNTRY:
        return "the number as letters";
    default:
        return "";
    }
}

/* "iso8583.0100 to 0105, 0200 to 0205": the classes read as transfers. */
static void transfer_types(const struct layout *layout, char *types, size_t size)
{
    size_t used = 0;
    types[0] = '\0';
    for (const struct message_class *row = message_classes; row->class_digit && used < size; row++)
        if (row->treatment == TREATED_AS_TRANSFERS)
            used += (size_t)snprintf(types + used, size - used, "%s%u%c%c0 to %u%c%c5", used ? ", " : "iso8583.",
                                     layout->version, row->class_digit, row->functions[0], layout->version,
                                     row->class_digit, row->functions[0]);
}

void iso_list_fields(const void *own, map_row_fn each, void *context)
{
    const struct layout *layout = own;
    char types[64], source[LAYOUT_NAME_BYTES + 48];
    if (!layout)
        return;
    transfer_types(layout, types, sizeof types);
    for (unsigned number = LAYOUT_FIRST; number <= LAYOUT_LAST; number++) {
        const struct layout_field *field = &layout->fields[number];
        struct map_row row = {.types = types, .source = source, .field = (fg_field)field->field};
        if (field->type == LAYOUT_UNDEFINED)
            continue;
        snprintf(source, sizeof source, "%u %s", number, field->name);
        row.note = field->field == FG_FIELD_NONE ? reason_of(field)
                   : field->note[0] != '\0'      ? field->note
                                                 : form_note(field);
        if (field->part_count == 0)
            each(context, &row);
        for (uint32_t i = 0; i < field->part_count; i++) {
            const struct layout_part *part = &field->parts[i];
            snprintf(source, sizeof source, "%u %s, characters %u to %u", number, field->name, part->from, part->to);
            row.field = (fg_field)part->field;
            row.note = i == 0 ? "the whole field is matched as another reading of it" : field->note;
            each(context, &row);
        }
    }
}

void iso_list_types(const void *own, type_row_fn each, void *context)
{
    const struct layout *layout = own;
    char type[80];
    for (const struct message_class *row = message_classes; layout && row->class_digit; row++) {
        size_t used = 0;
        for (const char *function = row->functions; *function && used < sizeof type; function++)
            used += (size_t)snprintf(type + used, sizeof type - used, "%s%u%c%cx", used ? ", " : "iso8583.",
                                     layout->version, row->class_digit, *function);
        each(context, &(struct type_row){.type = type, .treatment = row->treatment, .note = row->note});
    }
}
