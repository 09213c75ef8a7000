/*
 * selections_compared.c: selections that compare what a payment says: two fields, amounts, and what its parties are.
 */
#include "selecting.h"

#include <string.h>

static bool are_comparable(uint32_t a, uint32_t b)
{
    return a != b && vocabulary_field_use(a) == FIELD_USE_IDENTIFIER &&
           strcmp(vocabulary_field_kind(a), vocabulary_field_kind(b)) == 0;
}

/* Whether identifiers of a field can be compared with those that are found in texts: BICs are not looked for there. */
static bool is_found_in_texts(uint32_t field)
{
    return vocabulary_field_use(field) == FIELD_USE_IDENTIFIER && strcmp(vocabulary_field_kind(field), "BIC") != 0;
}

/* The second side as a text: a field of text, or a group of such. false = it is none. */
static bool read_text_side(const struct selecting *selecting, const char *name)
{
    struct pack_selection *selection = selecting->selection;
    uint32_t value;
    if (vocabulary_find(&vocabulary_groups, name, &value)) {
        selecting_add_group(selection, value);
        return true;
    }
    if (!vocabulary_find(&vocabulary_fields, name, &value) || vocabulary_field_use(value) != FIELD_USE_WORDS)
        return false;
    selection->fields[value / 64] |= UINT64_C(1) << value % 64;
    return true;
}

/* Whose IIN or BIN is compared; without the key, every identifier is. */
static void read_compared_kind(const struct selecting *selecting)
{
    struct pack_selection *selection = selecting->selection;
    if (!config_setting_get_member(selecting->group, "kind"))
        return;
    selection->values = selecting_bits(selecting, "kind", &vocabulary_tax_ids, bits_themselves);
    if (selection->field_a != 0 && strcmp(vocabulary_field_kind(selection->field_a), "TAXID") != 0)
        report_fault(selecting->cfg->draft->report, selecting_place(selecting, "kind"), KIND_OF_NO_TAX_ID);
}

/* Two fields with identifiers of one kind, or one and a text that may hold such. */
static void read_two_fields(const struct selecting *selecting, const char *key)
{
    struct draft *draft = selecting->cfg->draft;
    const char **names;
    uint32_t count = cfg_texts(selecting->cfg, selecting->group, key, &names);
    if (count != 2) {
        report_fault(draft->report, selecting_place(selecting, key), TWO_FIELDS, key, key);
        return;
    }
    uint32_t a = selecting_field(selecting, key, names[0]), b = 0;
    bool text = read_text_side(selecting, names[1]);
    if (!text)
        b = selecting_field(selecting, key, names[1]);
    if (a == 0 || (b == 0 && !text))
        return;
    if (text ? !is_found_in_texts(a) : !are_comparable(a, b))
        report_fault(draft->report, selecting_place(selecting, key), FIELDS_NOT_COMPARABLE, names[0], names[1]);
    selecting->selection->field_a = (uint8_t)a;
    selecting->selection->field_b = (uint8_t)b;
    read_compared_kind(selecting);
}

void read_different_selection(const struct selecting *selecting)
{
    read_two_fields(selecting, "different");
}

void read_same_selection(const struct selecting *selecting)
{
    read_two_fields(selecting, "same");
}

#define DECIMAL_DIGITS_MAX 30

/* A decimal without sign, spaces or exponent: "1000000" or "0.50". "" = open. */
static const char *read_decimal(const struct selecting *selecting, const char *key)
{
    const char *text = cfg_text(selecting->cfg, selecting->group, key);
    size_t whole = strspn(text, "0123456789"), part = 0;
    if (whole > 0 && text[whole] == '.')
        part = 1 + strspn(text + whole + 1, "0123456789");
    if (text[0] == 0 || (whole > 0 && part != 1 && text[whole + part] == 0 && whole + part <= DECIMAL_DIGITS_MAX))
        return text;
    report_fault(selecting->cfg->draft->report, selecting_place(selecting, key), NOT_A_DECIMAL, key, text);
    return "";
}

/* Without zeros in front of the whole part. */
static const char *significant(const char *decimal)
{
    while (decimal[0] == '0' && decimal[1] >= '0' && decimal[1] <= '9')
        decimal++;
    return decimal;
}

/* Below, 0, above zero. Digits behind the point compare as text, but for zeros at their end. */
static int compare_decimals(const char *a, const char *b)
{
    a = significant(a);
    b = significant(b);
    size_t whole_a = strcspn(a, "."), whole_b = strcspn(b, ".");
    if (whole_a != whole_b)
        return whole_a < whole_b ? -1 : 1;
    for (;; a++, b++) {
        if (*a != *b && *a && *b)
            return *a < *b ? -1 : 1;
        if (!*a)
            return b[strspn(b, ".0")] ? -1 : 0;
        if (!*b)
            return a[strspn(a, ".0")] ? 1 : 0;
    }
}

#define MULTIPLE_MAX 1000000

void read_amount_selection(const struct selecting *selecting)
{
    struct draft *draft = selecting->cfg->draft;
    struct pack_selection *selection = selecting->selection;
    uint32_t field = cfg_word(selecting->cfg, selecting->group, "amount", &vocabulary_amounts, FG_FIELD_AMOUNT);
    selection->field_a = (uint8_t)field;
    selection->field_b = field == FG_FIELD_AMOUNT ? FG_FIELD_CURRENCY : FG_FIELD_INSTRUCTED_CURRENCY;
    unsigned faults = draft->report->errors;
    const char *from = read_decimal(selecting, "from"), *to = read_decimal(selecting, "to");
    selection->weight = cfg_number(selecting->cfg, selecting->group, "multiple_of", 1, MULTIPLE_MAX, 0);
    if (faults == draft->report->errors && !from[0] && !to[0] && selection->weight == 0)
        report_fault(draft->report, selecting_place(selecting, "amount"), AMOUNT_OPEN);
    else if (from[0] && to[0] && compare_decimals(from, to) > 0)
        report_fault(draft->report, selecting_place(selecting, "from"), AMOUNT_EMPTY, from, to);
    selection->amount_from = draft_string(draft, from);
    selection->amount_to = draft_string(draft, to);
    selecting_letter_codes(selecting, "currency", 3);
    if (selection->code_count == 0 && (selection->weight == 0 || from[0] || to[0]))
        report_fault(draft->report, selecting_place(selecting, "amount"), CURRENCY_MISSING);
}

/* A party, and what of it is asked for. */
static void read_party_values(const struct selecting *selecting, const char *key, const struct vocabulary *values)
{
    struct pack_selection *selection = selecting->selection;
    selection->party = (uint8_t)cfg_word(selecting->cfg, selecting->group, key, &vocabulary_all_parties, PACK_CREDITOR);
    if (config_setting_get_member(selecting->group, "values"))
        selection->values = selecting_bits(selecting, "values", values, bits_themselves);
    else
        report_fault(selecting->cfg->draft->report, selecting_place(selecting, key), VALUES_MISSING);
}

void read_party_kind_selection(const struct selecting *selecting)
{
    read_party_values(selecting, "party_kind", &vocabulary_party_kinds);
}

void read_residency_selection(const struct selecting *selecting)
{
    read_party_values(selecting, "residency", &vocabulary_residencies);
}

void read_kind_contradicted_selection(const struct selecting *selecting)
{
    selecting->selection->party = (uint8_t)cfg_word(selecting->cfg, selecting->group, "kind_contradicted",
                                                    &vocabulary_coded_parties, PACK_CREDITOR);
}
