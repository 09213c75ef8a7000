/*
 * map.c: prints the tables of layout.h as rows of the field map (map.h). Read-only data.
 */
#include "map.h"

#include <stdio.h>

#include "layout.h"

/* The envelope is the same for all types. */
static const struct {
    const char *source;
    fg_field field;
    const char *note;
} envelope_rows[] = {
    {"block 1; block 2 of an output message: sender", FG_FIELD_SENDER_BIC, ""},
    {"block 2 of an input message, block 1 of an output message: receiver", FG_FIELD_RECEIVER_BIC, ""},
    {"block 2 of an output message, date of the message input reference", FG_FIELD_CREATION_DATE, ""},
    {"blocks 1 and 2, other parts", FG_FIELD_NONE,
     "numbers and codes of the network: application, session, sequence, priority, delivery"},
    {"blocks 1 and 2 behind the address", FG_FIELD_OTHER_TEXT, "where three letters in a row stand there"},
    {"block 3, 121", FG_FIELD_UETR, "other text where it has not the form of a UETR"},
    {"block 3, 108", FG_FIELD_TRANSACTION_ID, ""},
    {"block 3, 103, 111, 113, 119 in their form", FG_FIELD_NONE,
     "codes of the network of a few characters; 119 tells the variant of the type"},
    {"block 3, anything else", FG_FIELD_OTHER_TEXT, ""},
    {"block 4, a tag that is none of the type's", FG_FIELD_OTHER_TEXT, "counted as unmapped"},
    {"blocks 5 and S, known tags in their form", FG_FIELD_NONE,
     "trailers of the network and the user's system: checksums, flags"},
    {"blocks 5 and S, anything else", FG_FIELD_OTHER_TEXT, ""},
    {"what stands before block 1 or behind block 4", FG_FIELD_OTHER_TEXT, ""},
};

#define TEXT 200

/* "mt202, mt205": the types that share a table; "" where an earlier layout has printed it. */
static void name_types(const struct mt_layout *layout, char *names, size_t size)
{
    const struct mt_layout *other;
    size_t used = 0;
    names[0] = '\0';
    if (layout->shape == MT_FREE_TEXT) {
        snprintf(names, size, "mtn99, where free text is scanned");
        return;
    }
    for (uint32_t i = 0; (other = mt_layout_at(i)) != NULL; i++) {
        if (other->tags != layout->tags)
            continue;
        if (used == 0 && other != layout)
            return;
        int width = snprintf(names + used, size - used, "%smt%03u", used ? ", " : "", (unsigned)other->type);
        if (width < 0 || (size_t)width >= size - used)
            return;
        used += (size_t)width;
    }
}

/* "50 A F", "59a" where every option is read, "70". */
static void name_tag(const struct mt_tag *tag, char *name, size_t size)
{
    if (tag->options[0] == '-')
        snprintf(name, size, "%02u", tag->number);
    else if (tag->options[0] == '*')
        snprintf(name, size, "%02ua", tag->number);
    else
        snprintf(name, size, "%02u%c%s%s", tag->number, tag->options[0], tag->options[1] ? " or " : "",
                 tag->options + 1);
}

static const char *name_sequence(const struct mt_layout *layout, const struct mt_tag *tag)
{
    bool header = tag->sequences & MT_A, item = tag->sequences & MT_B, behind = tag->sequences & MT_C;
    switch (layout->shape) {
    case MT_BATCH:
        return header && item     ? " in header or transfer"
               : header && behind ? " in header or behind the transfers"
               : item && behind   ? " in transfer or behind the transfers"
               : header           ? " in header"
                                  : " in transfer";
    case MT_COVER:
        return header && item ? " of transfer or customer transfer"
               : item         ? " of the customer transfer under a cover"
               : behind       ? ", for a cover and its customer transfer"
                              : "";
    default:
        return "";
    }
}

static fg_field field_of(const struct mt_tag *tag, const struct mt_part *part)
{
    switch (part->of) {
    case MT_PART_FIELD:
        return tag->field;
    case MT_PART_NAME:
        return tag->party->name;
    case MT_PART_ACCOUNT:
        return tag->party->account;
    case MT_PART_CLEARING:
        return tag->party->clearing;
    case MT_PART_BIC:
        return tag->party->bic;
    case MT_PART_ADDRESS:
        return tag->party->address;
    case MT_PART_ID:
        return tag->party->id;
    case MT_PART_FIXED:
        return (fg_field)part->field;
    default:
        return FG_FIELD_NONE;
    }
}

static void map_tag(const struct mt_layout *layout, const struct mt_tag *tag, const char *types, map_row_fn each,
                    void *context)
{
    for (const struct mt_part *part = tag->meaning->parts; part->of != MT_PART_END; part++) {
        fg_field field = field_of(tag, part);
        char name[16], source[TEXT];
        if (field == FG_FIELD_NONE && part->of != MT_PART_UNSCREENED)
            continue; /* a party that has no such field */
        name_tag(tag, name, sizeof name);
        snprintf(source, sizeof source, "%s%s%s%s", name, name_sequence(layout, tag), *part->source ? ", " : "",
                 part->source);
        each(context,
             &(struct map_row){.types = types, .source = source, .field = field, .note = part->note ? part->note : ""});
    }
}

void mt_map(map_row_fn each, void *context)
{
    const struct mt_layout *layout;
    for (size_t i = 0; i < sizeof envelope_rows / sizeof *envelope_rows; i++)
        each(context, &(struct map_row){.types = "mt",
                                        .source = envelope_rows[i].source,
                                        .field = envelope_rows[i].field,
                                        .note = envelope_rows[i].note});
    for (uint32_t i = 0; (layout = mt_layout_at(i)) != NULL; i++) {
        char types[TEXT];
        name_types(layout, types, sizeof types);
        if (types[0] == '\0')
            continue;
        for (uint32_t k = 0; k < layout->tag_count; k++)
            map_tag(layout, &layout->tags[k], types, each, context);
        if (layout->payer == MT_PAYER_SENDER)
            each(context, &(struct map_row){.types = types,
                                            .source = "sender, where 52a names no bank that pays",
                                            .field = FG_FIELD_DEBTOR_BIC,
                                            .note = ""});
        if (layout->own)
            each(context, &(struct map_row){.types = types,
                                            .source = "sender",
                                            .field = FG_FIELD_CREDITOR_BIC,
                                            .note = "it is paid itself, on its account with 57a"});
        if (layout->payer == MT_PAYER_INITIATOR)
            each(context, &(struct map_row){.types = types,
                                            .source = "50C or 50L, where no 50F, 50G or 50H says who pays",
                                            .field = FG_FIELD_DEBTOR_NAME,
                                            .note = "debtor_bic where it is a BIC; with a warning"});
    }
}
