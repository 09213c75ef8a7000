/*
 * layout_field.c: reads one field of a layout (layout_keys.h) and checks that what is said of it can be meant. Called
 * while a gate opens; touches the structure it fills.
 */
#include "layout_keys.h"

#include <stdio.h>
#include <string.h>

#include "transfer.h"

#define LL_MOST     99
#define LLL_MOST    999
#define FIXED_MOST  999
#define NO_PAN_MOST 28
#define AMOUNT_MOST 18

static const struct layout_word types[] = {
    {"n", LAYOUT_NUMBER}, {"x+n", LAYOUT_SIGNED}, {"a", LAYOUT_TEXT}, {"an", LAYOUT_TEXT},
    {"as", LAYOUT_TEXT},  {"ns", LAYOUT_TEXT},    {"s", LAYOUT_TEXT}, {"ans", LAYOUT_TEXT},
    {"z", LAYOUT_TRACK},  {"b", LAYOUT_BINARY},   {NULL, 0}};
static const struct layout_word encodings[] = {
    {"ascii", CODING_ASCII}, {"bcd", CODING_BCD}, {"binary", CODING_BYTES}, {"hex", CODING_HEX}, {NULL, 0}};
static const struct layout_word pads[] = {{"left", PAD_LEFT}, {"right", PAD_RIGHT}, {NULL, 0}};
static const struct layout_word forms[] = {
    {"pan", FORM_PAN},           {"track", FORM_TRACK},       {"amount", FORM_AMOUNT},
    {"currency", FORM_CURRENCY}, {"country", FORM_COUNTRY},   {"yymmdd", FORM_YYMMDD},
    {"mmdd", FORM_MMDD},         {"yyyymmdd", FORM_YYYYMMDD}, {NULL, 0}};

/* What a form asks of its field. */
static const struct form_rule {
    const char *word;
    uint8_t least, most; /* of its length */
    bool fixed;
    bool tracks; /* of type z too */
    bool needs_field;
} form_rules[] = {[FORM_PAN] = {"pan", 1, NO_PAN_MOST, false, false, true},
                  [FORM_TRACK] = {"track", 1, 255, false, true, true},
                  [FORM_AMOUNT] = {"amount", 1, AMOUNT_MOST, true, false, true},
                  [FORM_CURRENCY] = {"currency", 3, 3, true, false, false},
                  [FORM_COUNTRY] = {"country", 3, 3, true, false, true},
                  [FORM_YYYYMMDD] = {"yyyymmdd", 8, 16, true, false, false},
                  [FORM_YYMMDD] = {"yymmdd", 6, 14, true, false, false},
                  [FORM_MMDD] = {"mmdd", 4, 12, true, false, false}};

/* One field being read: the rest of what its group says. */
struct field_reading {
    struct cfg_reading *reading;
    const config_setting_t *group;
    struct layout_field *field;
    int lengths; /* settings that give one */
    bool has_field;
};

/* A string copied into a place of limited size. */
static void read_string(struct field_reading *at, const config_setting_t *setting, char *out, size_t size)
{
    const char *given = config_setting_get_string(setting);
    if (!given || !*given || strlen(given) >= size)
        cfg_fault(at->reading, layout_line(setting), "%s must be a text of 1 to %zu bytes",
                  config_setting_name(setting), size - 1);
    else
        strcpy(out, given);
}

/* The canonical field of that name; none = whether "none" may stand there. */
static fg_field read_canonical(struct field_reading *at, const config_setting_t *setting)
{
    const char *given = config_setting_get_string(setting);
    fg_field field = given ? fg_field_by_name(given) : FG_FIELD_NONE;
    if (field == FG_FIELD_NONE && !(given && strcmp(given, "none") == 0))
        cfg_fault(at->reading, layout_line(setting),
                  "%s must name a field of \"fiatgate formats --map\" (other_text, merchant_id, …) or \"none\"",
                  config_setting_name(setting));
    return field;
}

static void read_length(struct field_reading *at, const config_setting_t *setting, uint8_t digits, int most)
{
    at->field->length = (uint16_t)layout_number(at->reading, setting, 1, most);
    at->field->length_digits = digits;
    at->lengths++;
}

static void read_part(struct field_reading *at, const config_setting_t *group)
{
    struct layout_part part = {0};
    if (!config_setting_is_group(group)) {
        cfg_fault(at->reading, layout_line(group), "parts holds something that is no group { from = 1; to = 25; … }");
        return;
    }
    for (int i = 0; i < config_setting_length(group); i++) {
        const config_setting_t *setting = config_setting_get_elem((config_setting_t *)group, (unsigned)i);
        const char *name = config_setting_name(setting);
        if (strcmp(name, "from") == 0)
            part.from = (uint16_t)layout_number(at->reading, setting, 1, LLL_MOST);
        else if (strcmp(name, "to") == 0)
            part.to = (uint16_t)layout_number(at->reading, setting, 1, LLL_MOST);
        else if (strcmp(name, "field") == 0)
            part.field = (uint8_t)read_canonical(at, setting);
        else
            cfg_fault(at->reading, layout_line(setting), "a part has from, to and field, not %s", name);
    }
    if (part.from == 0 || part.to < part.from || part.field == FG_FIELD_NONE)
        cfg_fault(
            at->reading, layout_line(group),
            "a part needs from, to (not below from) and a field: { from = 1; to = 25; field = \"creditor_name\"; }");
    else if (at->field->part_count == LAYOUT_PARTS)
        cfg_fault(at->reading, layout_line(group), "a field has at most %d parts", LAYOUT_PARTS);
    else
        at->field->parts[at->field->part_count++] = part;
}

static void read_parts(struct field_reading *at, const config_setting_t *list)
{
    if (!config_setting_is_list(list) || config_setting_length(list) == 0)
        cfg_fault(at->reading, layout_line(list),
                  "parts must be a list: parts = ( { from = 1; to = 25; field = … } );");
    for (int i = 0; i < config_setting_length(list) && !at->reading->failed; i++)
        read_part(at, config_setting_get_elem((config_setting_t *)list, (unsigned)i));
}

static void read_key(struct field_reading *at, const config_setting_t *setting)
{
    struct layout_field *field = at->field;
    const char *key = config_setting_name(setting);
    if (strcmp(key, "name") == 0)
        read_string(at, setting, field->name, sizeof field->name);
    else if (strcmp(key, "note") == 0)
        read_string(at, setting, field->note, sizeof field->note);
    else if (strcmp(key, "type") == 0)
        field->type = (uint8_t)layout_word(at->reading, setting, types);
    else if (strcmp(key, "length") == 0)
        read_length(at, setting, 0, FIXED_MOST);
    else if (strcmp(key, "llvar") == 0)
        read_length(at, setting, 2, LL_MOST);
    else if (strcmp(key, "lllvar") == 0)
        read_length(at, setting, 3, LLL_MOST);
    else if (strcmp(key, "encoding") == 0)
        field->coding = (uint8_t)layout_word(at->reading, setting, encodings);
    else if (strcmp(key, "pad") == 0)
        field->pad = (uint8_t)layout_word(at->reading, setting, pads);
    else if (strcmp(key, "form") == 0)
        field->form = (uint8_t)layout_word(at->reading, setting, forms);
    else if (strcmp(key, "currency") == 0)
        field->currency = (uint8_t)layout_number(at->reading, setting, LAYOUT_FIRST, LAYOUT_LAST);
    else if (strcmp(key, "parts") == 0)
        read_parts(at, setting);
    else if (strcmp(key, "field") == 0) {
        field->field = (uint8_t)read_canonical(at, setting);
        at->has_field = true;
    } else if (strcmp(key, "number") != 0)
        cfg_fault(at->reading, layout_line(setting),
                  "a field has number, name, type, length, llvar, lllvar, encoding, pad, field, form, currency, parts "
                  "and note, not %s",
                  key);
}

static void check_form(struct field_reading *at)
{
    const struct layout_field *field = at->field;
    const struct form_rule *rule = &form_rules[field->form];
    int line = layout_line(at->group);
    if ((field->form == FORM_AMOUNT) != (field->currency != 0))
        cfg_fault(at->reading, line,
                  field->currency ? "currency stands with form = \"amount\" only"
                                  : "an amount needs the number of the field that holds its currency: currency = 49;");
    if (field->form == FORM_PLAIN)
        return;
    bool typed = field->type == LAYOUT_NUMBER || (rule->tracks && field->type == LAYOUT_TRACK) ||
                 (field->form == FORM_CURRENCY && field->type == LAYOUT_TEXT);
    if (!typed)
        cfg_fault(at->reading, line, "form = \"%s\" does not go with this type: it is for %s", rule->word,
                  rule->tracks ? "n and z" : "n");
    if (field->length < rule->least || field->length > rule->most || (rule->fixed && field->length_digits != 0))
        cfg_fault(at->reading, line, "form = \"%s\" needs a %slength from %d to %d", rule->word,
                  rule->fixed ? "fixed " : "", rule->least, rule->most);
    if (rule->needs_field && field->field == FG_FIELD_NONE)
        cfg_fault(at->reading, line, "form = \"%s\" needs a field to go to", rule->word);
    if (field->form == FORM_MMDD && field->field != FG_FIELD_NONE)
        cfg_fault(at->reading, line, "a date without a year goes to no field: its year would have to be guessed");
    bool dated = field->form == FORM_YYMMDD || field->form == FORM_YYYYMMDD;
    if (dated && field->field != FG_FIELD_NONE && field_kind((fg_field)field->field) != FIELD_KIND_DATE)
        cfg_fault(at->reading, line, "a date goes to settlement_date or creation_date");
}

/* Amounts, currencies and dates are asked by rules as such: nothing else may go there, and they go nowhere else. */
static bool is_of_kind(uint8_t form, uint8_t field)
{
    bool dated = form == FORM_YYMMDD || form == FORM_YYYYMMDD;
    switch (field_kind((fg_field)field)) {
    case FIELD_KIND_AMOUNT:
        return form == FORM_AMOUNT;
    case FIELD_KIND_CURRENCY:
        return form == FORM_CURRENCY;
    case FIELD_KIND_DATE:
        return dated;
    default:
        return field == FG_FIELD_NONE || (form != FORM_AMOUNT && form != FORM_CURRENCY && !dated);
    }
}

static void check_kinds(struct field_reading *at)
{
    const struct layout_field *field = at->field;
    bool fit = is_of_kind(field->form, field->field), inside = true;
    for (uint32_t i = 0; i < field->part_count; i++) {
        fit = fit && is_of_kind(FORM_PLAIN, field->parts[i].field);
        inside = inside && field->parts[i].to <= field->length;
    }
    if (!fit)
        cfg_fault(at->reading, layout_line(at->group),
                  "form and field do not go together: an amount, a currency or a date goes to a field of its kind, and "
                  "nothing else goes there");
    if (!inside)
        cfg_fault(at->reading, layout_line(at->group), "a part ends behind the last character that the field may have");
}

/* Whether a type may be written so. */
static bool coding_fits(const struct layout_field *field)
{
    bool digits = field->type == LAYOUT_NUMBER || field->type == LAYOUT_SIGNED || field->type == LAYOUT_TRACK;
    bool binary = field->type == LAYOUT_BINARY;
    switch (field->coding) {
    case CODING_BCD:
        return digits;
    case CODING_BYTES:
    case CODING_HEX:
        return binary;
    case CODING_ASCII:
        return !binary;
    default:
        return true;
    }
}

/* Fields of the standard that hold a card number, which no verdict and no listing may show. */
static bool holds_card_number(const struct field_reading *at, const struct layout *layout)
{
    static const uint8_t numbers[] = {2, 34, 35, 36, 45};
    for (size_t i = 0; i < sizeof numbers; i++)
        if (at->field == &layout->fields[numbers[i]])
            return true;
    return false;
}

static void check_field(struct field_reading *at, const struct layout *layout)
{
    struct layout_field *field = at->field;
    int line = layout_line(at->group);
    bool text = field->type == LAYOUT_TEXT;
    if (field->type == LAYOUT_UNDEFINED || field->name[0] == '\0' || at->lengths != 1)
        cfg_fault(at->reading, line, "a field needs a number, a name, a type and one of length, llvar and lllvar");
    if (!coding_fits(field))
        cfg_fault(at->reading, line,
                  "this encoding does not go with this type: ascii or bcd are for n, x+n and z, binary or hex for b");
    if (field->part_count > 0 && (at->has_field || field->form != FORM_PLAIN || !text))
        cfg_fault(at->reading, line, "parts are for text, and stand in place of field and form");
    if (text && at->has_field && field->field == FG_FIELD_NONE && field->note[0] == '\0')
        cfg_fault(at->reading, line, "text with field = \"none\" is not screened: a note must say why");
    if (field->type == LAYOUT_BINARY && (field->field != FG_FIELD_NONE || field->form != FORM_PLAIN))
        cfg_fault(at->reading, line, "bytes of type b are no text: they go to no field and have no form");
    if (field->type == LAYOUT_TRACK && field->form != FORM_TRACK && field->field != FG_FIELD_NONE)
        cfg_fault(at->reading, line,
                  "a track goes to a field with form = \"track\" only, which shows no more than "
                  "its card number, masked");
    check_form(at);
    check_kinds(at);
    if (text && !at->has_field && field->part_count == 0)
        field->field = FG_FIELD_OTHER_TEXT;
    bool shown = field->field != FG_FIELD_NONE || field->part_count > 0;
    if (shown && field->form != FORM_PAN && field->form != FORM_TRACK && holds_card_number(at, layout))
        cfg_fault(at->reading, line,
                  "this field would show a card number: give it form = \"pan\" or \"track\", or "
                  "field = \"none\" with a note");
}

void layout_read_field(struct cfg_reading *reading, const config_setting_t *group, struct layout *layout)
{
    const config_setting_t *setting = config_setting_get_member((config_setting_t *)group, "number");
    if (!setting) {
        cfg_fault(reading, layout_line(group), "a field needs a number from 2 to 128: { number = 2; … }");
        return;
    }
    int number = layout_number(reading, setting, LAYOUT_FIRST, LAYOUT_LAST);
    struct field_reading at = {.reading = reading, .group = group, .field = &layout->fields[number]};
    if (number == LAYOUT_TERTIARY)
        cfg_fault(reading, layout_line(setting),
                  "field 65 announces a third bitmap, and messages with one are refused");
    if (at.field->type != LAYOUT_UNDEFINED)
        cfg_fault(reading, layout_line(setting), "field %d is described twice", number);
    for (int i = 0; i < config_setting_length(group) && !reading->failed; i++)
        read_key(&at, config_setting_get_elem((config_setting_t *)group, (unsigned)i));
    if (!reading->failed)
        check_field(&at, layout);
}
