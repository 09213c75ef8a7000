/*
 * selection_amount.c: whether an amount lies in a range, is a round sum, and its currency is one of a selection's.
 * Amounts are decimals of any length, compared digit by digit. Reads the message and the pack.
 */
#include "selection.h"

#include <string.h>

#include "match/check_digits.h"

/* A decimal, without zeros before its whole part. */
struct decimal {
    const unsigned char *whole, *fraction;
    uint32_t whole_length, fraction_length;
};

/* Digits with at most one point or comma before more of them, blanks around them. */
static bool decimal_read(const unsigned char *text, uint32_t length, struct decimal *decimal)
{
    uint32_t at = 0;
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\n'))
        length--;
    while (at < length && (text[at] == ' ' || text[at] == '\n'))
        at++;
    uint32_t first = at;
    while (at < length && is_digit(text[at]))
        at++;
    *decimal = (struct decimal){.whole = text + first, .whole_length = at - first, .fraction = text + at};
    bool parted = at < length && (text[at] == '.' || text[at] == ',');
    if (parted) {
        decimal->fraction = text + ++at;
        while (at < length && is_digit(text[at]))
            at++;
        decimal->fraction_length = (uint32_t)(text + at - decimal->fraction);
    }
    if (at < length || decimal->whole_length + decimal->fraction_length == 0)
        return false;
    while (decimal->whole_length > 0 && *decimal->whole == '0') {
        decimal->whole++;
        decimal->whole_length--;
    }
    return true;
}

/* Digits behind the point; 0 beyond the last. */
static unsigned char fraction_digit(const struct decimal *decimal, uint32_t at)
{
    return at < decimal->fraction_length ? decimal->fraction[at] : '0';
}

/* Below 0, 0, above 0, as a is less than, equal to, more than b. */
static int decimal_compare(const struct decimal *a, const struct decimal *b)
{
    if (a->whole_length != b->whole_length)
        return a->whole_length < b->whole_length ? -1 : 1;
    int order = a->whole_length > 0 ? memcmp(a->whole, b->whole, a->whole_length) : 0;
    uint32_t digits = a->fraction_length > b->fraction_length ? a->fraction_length : b->fraction_length;
    for (uint32_t i = 0; i < digits && order == 0; i++)
        order = fraction_digit(a, i) - fraction_digit(b, i);
    return order;
}

/* A bound of the range. false = it is open. */
static bool bound_read(const struct pack *pack, uint32_t string, struct decimal *bound)
{
    const char *text = pack_string(pack, string);
    return decimal_read((const unsigned char *)text, (uint32_t)strlen(text), bound);
}

/* An amount that cannot be read counts as larger than any: a rule on large amounts shows it, one on small ones does not
 * make it small. */
static bool is_in_range(const struct judge_input *input, const struct pack_selection *selection,
                        const struct field_value *value)
{
    struct decimal amount, bound;
    bool readable = decimal_read(transfer_text(input->transfer, value), value->length, &amount);
    if (bound_read(input->pack, selection->amount_from, &bound) && readable && decimal_compare(&amount, &bound) < 0)
        return false;
    return !bound_read(input->pack, selection->amount_to, &bound) ||
           (readable && decimal_compare(&amount, &bound) <= 0);
}

/* Whether an amount is so many times a whole number; 0 = it need not be. One that cannot be read is not. */
static bool is_multiple(const struct judge_input *input, const struct field_value *value, int32_t of)
{
    struct decimal amount;
    uint64_t rest = 0;
    if (of <= 0)
        return true;
    if (!decimal_read(transfer_text(input->transfer, value), value->length, &amount) || amount.whole_length == 0)
        return false;
    for (uint32_t i = 0; i < amount.whole_length; i++)
        rest = (rest * 10 + (amount.whole[i] - (uint64_t)'0')) % (uint64_t)of;
    for (uint32_t i = 0; i < amount.fraction_length; i++)
        if (amount.fraction[i] != '0')
            return false;
    return rest == 0;
}

static bool is_of_currency(const struct evaluation *evaluation, const struct pack_selection *selection)
{
    const struct judge_input *input = evaluation->input;
    const struct transfer *transfer = input->transfer;
    if (selection->code_count == 0)
        return true;
    struct value_range range = values_of_field(evaluation, selection->field_b);
    for (uint32_t i = range.from; i < range.to; i++)
        if (transfer->values[i].field == selection->field_b && is_one_of(input, selection, &transfer->values[i]))
            return true;
    return false;
}

bool selection_amount(const struct evaluation *evaluation, const struct pack_selection *selection,
                      struct judge_reason *reason)
{
    const struct judge_input *input = evaluation->input;
    const struct transfer *transfer = input->transfer;
    if (!is_of_currency(evaluation, selection))
        return false;
    struct value_range range = values_of_field(evaluation, selection->field_a);
    for (uint32_t i = range.from; i < range.to; i++) {
        const struct field_value *value = &transfer->values[i];
        if (value->field != selection->field_a || !is_in_range(input, selection, value) ||
            !is_multiple(input, value, selection->weight))
            continue;
        *reason = (struct judge_reason){.value = i + 1, .to = value->length};
        return true;
    }
    return false;
}
