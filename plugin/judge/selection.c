/*
 * selection.c: what makes a selection true, one thing after the other. Reads signs, message, facts and pack.
 */
#include "evaluation.h"

#include <string.h>

/* Matches that are names: what `anchored` speaks of. */
#define NAMES (PACK_MATCH_LEGAL_NAME | PACK_MATCH_NAME | PACK_MATCH_ALIAS | PACK_MATCH_AMBIGUOUS)

static bool has_field(const struct pack_selection *selection, uint8_t field)
{
    return field < 128 && (selection->fields[field / 64] >> (field % 64) & 1) != 0;
}

static bool has_bit(uint32_t bits, uint8_t bit)
{
    return bit < 32 && (bits >> bit & 1) != 0;
}

/* What a sign's n-th posting is: an entry and a match, from either table. */
static struct pack_posting sign_posting(const struct pack *pack, const struct sign *sign, uint32_t n)
{
    if (sign->kind == SIGN_TERM)
        return pack->postings[sign->first + n];
    const struct pack_identifier *identifier = &pack->identifiers[sign->first + n];
    return (struct pack_posting){.entry = identifier->entry, .match = identifier->match};
}

static bool posting_fits(const struct judge_input *input, const struct pack_selection *selection,
                         const struct sign *sign, struct pack_posting posting)
{
    const struct pack_entry *entry = &input->pack->entries[posting.entry];
    if ((selection->match & posting.match) == 0 || entry->list >= 64 || (selection->lists >> entry->list & 1) == 0)
        return false;
    if (selection->anchored && (posting.match & NAMES) != 0 && !sign->at_start)
        return false;
    if (!has_bit(selection->confidence, entry->confidence) || !has_bit(selection->classes, entry->entity_class))
        return false;
    if (selection->cites_act != 0 && (selection->cites_act == 2) != (entry->cites_act != 0))
        return false;
    return entry_is_valid(input, posting.entry);
}

/* A sign is given once, with the first of its entries that fits. */
static bool next_sign(struct evaluation *evaluation, const struct pack_selection *selection, uint32_t *cursor,
                      struct judge_reason *reason)
{
    if ((selection->lists & evaluation->lists) == 0 || (selection->match & evaluation->matches) == 0)
        return false;
    for (uint32_t i = *cursor; i < evaluation->sign_count; i++) {
        const struct sign *sign = &evaluation->signs[i];
        if ((selection->lists & sign->lists) == 0 || (selection->match & sign->matches) == 0 ||
            !has_field(selection, sign->field))
            continue;
        for (uint32_t n = 0; n < sign->count; n++) {
            struct pack_posting posting = sign_posting(evaluation->input->pack, sign, n);
            if (!posting_fits(evaluation->input, selection, sign, posting))
                continue;
            *reason = (struct judge_reason){
                .entry = posting.entry + 1, .value = sign->value + 1, .from = sign->from, .to = sign->to};
            *cursor = i + 1;
            return true;
        }
    }
    return false;
}

static bool next_wallet(const struct evaluation *evaluation, const struct pack_selection *selection, uint32_t *cursor,
                        struct judge_reason *reason)
{
    const struct judge_input *input = evaluation->input;
    for (uint32_t i = *cursor; i < input->identifier_count; i++) {
        const struct identifier *identifier = &input->identifiers[i];
        if (identifier->kind != IDENTIFIER_WALLET || !has_field(selection, value_field(input, identifier->value)))
            continue;
        *reason =
            (struct judge_reason){.value = identifier->value + 1u, .from = identifier->from, .to = identifier->to};
        *cursor = i + 1;
        return true;
    }
    return false;
}

static unsigned char upper(unsigned char byte)
{
    return byte >= 'a' && byte <= 'z' ? (unsigned char)(byte - 'a' + 'A') : byte;
}

/* Codes are compared without surrounding spaces and without regard to the case of ASCII letters. */
static bool is_code(const unsigned char *text, uint32_t length, const char *code)
{
    while (length > 0 && (text[0] == ' ' || text[0] == '\n')) {
        text++;
        length--;
    }
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\n'))
        length--;
    for (uint32_t i = 0; i < length; i++)
        if (code[i] == '\0' || upper((unsigned char)code[i]) != upper(text[i]))
            return false;
    return code[length] == '\0';
}

static bool is_one_of(const struct judge_input *input, const struct pack_selection *selection,
                      const struct field_value *value)
{
    const struct pack *pack = input->pack;
    for (uint32_t i = 0; i < selection->code_count; i++)
        if (is_code(transfer_text(input->transfer, value), value->length,
                    pack_string(pack, pack->codes[selection->first_code + i])))
            return true;
    return false;
}

/* As transfer_find() does: the transfer's own values of a field, or the header's when it has none. */
static bool next_code(const struct evaluation *evaluation, const struct pack_selection *selection, uint32_t *cursor,
                      struct judge_reason *reason)
{
    const struct transfer *transfer = evaluation->input->transfer;
    bool own = false;
    for (uint32_t i = transfer->header_values; i < transfer->value_count && !own; i++)
        own = transfer->values[i].field == selection->field_a;
    uint32_t from = own ? transfer->header_values : 0, to = own ? transfer->value_count : transfer->header_values;
    for (uint32_t i = *cursor > from ? *cursor : from; i < to; i++) {
        const struct field_value *value = &transfer->values[i];
        if (value->field != selection->field_a || !is_one_of(evaluation->input, selection, value))
            continue;
        *reason = (struct judge_reason){.value = i + 1, .from = 0, .to = value->length};
        *cursor = i + 1;
        return true;
    }
    return false;
}

static uint8_t fact_value(const fg_facts *facts, uint8_t fact)
{
    switch (fact) {
    case PACK_FACT_CHANNEL:
        return facts->channel;
    case PACK_FACT_RAIL:
        return facts->rail;
    case PACK_FACT_DIRECTION:
        return facts->direction;
    case PACK_FACT_ON_US:
        return facts->on_us;
    case PACK_FACT_CUSTOMER_CLASS:
        return facts->customer_class;
    case PACK_FACT_PAYER_SEGMENT:
        return facts->payer_segment;
    default:
        return UINT8_MAX;
    }
}

/* Whether two identifiers name the same. A BIC names its institution by its first eight characters. */
static bool same_identifier(const struct identifier *a, const struct identifier *b)
{
    if (a->kind == IDENTIFIER_BIC && b->kind == IDENTIFIER_BIC && a->length >= 8 && b->length >= 8)
        return memcmp(a->key, b->key, 8) == 0;
    return a->length == b->length && memcmp(a->key, b->key, a->length) == 0;
}

/* Identity identifiers have passed their check digits, where their kind has any; an account as written has none. */
static bool stands_in(const struct judge_input *input, const struct identifier *identifier, uint8_t field)
{
    return identifier->identity && identifier->kind != IDENTIFIER_WALLET &&
           value_field(input, identifier->value) == field;
}

static bool next_difference(const struct evaluation *evaluation, const struct pack_selection *selection,
                            struct judge_reason *reason)
{
    const struct judge_input *input = evaluation->input;
    const struct identifier *first = NULL;
    bool second = false;
    for (uint32_t a = 0; a < input->identifier_count; a++) {
        if (!stands_in(input, &input->identifiers[a], selection->field_a))
            continue;
        if (!first)
            first = &input->identifiers[a];
        for (uint32_t b = 0; b < input->identifier_count; b++) {
            if (!stands_in(input, &input->identifiers[b], selection->field_b))
                continue;
            second = true;
            if (same_identifier(&input->identifiers[a], &input->identifiers[b]))
                return false;
        }
    }
    if (!first || !second)
        return false;
    *reason = (struct judge_reason){.value = first->value + 1u, .from = first->from, .to = first->to};
    return true;
}

static bool licence_matches(struct evaluation *evaluation, const struct pack_selection *selection,
                            struct judge_reason *reason)
{
    const struct licence_finding *finding = evaluation_licence(evaluation, selection->party);
    *reason = (struct judge_reason){
        .entry = finding->entry, .value = finding->value, .from = finding->from, .to = finding->to};
    return (finding->states & selection->states) != 0;
}

bool selection_next(struct evaluation *evaluation, const struct pack_selection *selection, uint32_t *cursor,
                    struct judge_reason *reason)
{
    *reason = (struct judge_reason){0};
    switch (selection->kind) {
    case PACK_SELECT_LIST:
        return next_sign(evaluation, selection, cursor, reason);
    case PACK_SELECT_WALLET:
        return next_wallet(evaluation, selection, cursor, reason);
    case PACK_SELECT_CODE:
        return next_code(evaluation, selection, cursor, reason);
    default:
        break;
    }
    if ((*cursor)++ > 0)
        return false; /* the others are true once or not at all */
    switch (selection->kind) {
    case PACK_SELECT_LICENCE:
        return licence_matches(evaluation, selection, reason);
    case PACK_SELECT_FACT:
        return has_bit(selection->fact_values, fact_value(evaluation->input->facts, selection->fact));
    case PACK_SELECT_DIFFERENT:
        return next_difference(evaluation, selection, reason);
    default:
        return false;
    }
}
