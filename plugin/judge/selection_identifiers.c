/*
 * selection_identifiers.c: identifiers that make a selection true: a wallet's address of some chain and form, a valid
 * identifier of some kind and country, and whether two fields, or a field and a text, agree on one. Reads the message's
 * identifiers.
 */
#include "selection.h"

#include <string.h>

#include "match/wallets.h"

static bool show(const struct identifier *identifier, struct judge_reason *reason)
{
    *reason = (struct judge_reason){.value = identifier->value + 1u, .from = identifier->from, .to = identifier->to};
    return true;
}

bool selection_next_wallet(const struct evaluation *evaluation, const struct pack_selection *selection,
                           uint32_t *cursor, struct judge_reason *reason)
{
    const struct judge_input *input = evaluation->input;
    for (uint32_t i = *cursor; i < input->identifier_count; i++) {
        const struct identifier *identifier = &input->identifiers[i];
        bool of_chain = selection->values == 0 || has_bit(selection->values, identifier->chain);
        if (identifier->kind != IDENTIFIER_WALLET || !of_chain || !has_bit(selection->states, identifier->form) ||
            !has_field(selection, value_field(input, identifier->value)))
            continue;
        *cursor = i + 1;
        return show(identifier, reason);
    }
    return false;
}

/* Where the two letters of its country stand in an identifier's key; UINT32_MAX = it has no country. */
static uint32_t country_at(const struct identifier *identifier)
{
    switch (identifier->kind) {
    case IDENTIFIER_IBAN:
        return 0;
    case IDENTIFIER_BIC:
        return 4;
    default:
        return UINT32_MAX;
    }
}

/* Whether an identifier is of one of the selection's countries, which are its codes; without any, of all. */
static bool is_of_country(const struct judge_input *input, const struct pack_selection *selection,
                          const struct identifier *identifier)
{
    uint32_t at = country_at(identifier);
    if (selection->code_count == 0)
        return true;
    if (at == UINT32_MAX || at + 2 > identifier->length)
        return false;
    for (uint32_t i = 0; i < selection->code_count; i++)
        if (is_code((const unsigned char *)identifier->key + at, 2,
                    pack_string(input->pack, input->pack->codes[selection->first_code + i])))
            return true;
    return false;
}

/* What is written as an address and is none is no valid identifier. */
static bool is_wrong_wallet(const struct identifier *identifier)
{
    return identifier->kind == IDENTIFIER_WALLET && identifier->form == WALLET_CHECK_FAILED;
}

bool selection_next_identifier(const struct evaluation *evaluation, const struct pack_selection *selection,
                               uint32_t *cursor, struct judge_reason *reason)
{
    const struct judge_input *input = evaluation->input;
    for (uint32_t i = *cursor; i < input->identifier_count; i++) {
        const struct identifier *identifier = &input->identifiers[i];
        if (!has_bit(selection->values, identifier->kind) || is_wrong_wallet(identifier) ||
            !has_field(selection, value_field(input, identifier->value)) ||
            !is_of_country(input, selection, identifier))
            continue;
        *cursor = i + 1;
        return show(identifier, reason);
    }
    return false;
}

/* Whether two identifiers name the same. A BIC names its institution by its first eight characters. */
static bool same_identifier(const struct identifier *a, const struct identifier *b)
{
    if (a->kind == IDENTIFIER_BIC && b->kind == IDENTIFIER_BIC && a->length >= 8 && b->length >= 8)
        return memcmp(a->key, b->key, 8) == 0;
    return a->length == b->length && memcmp(a->key, b->key, a->length) == 0;
}

/* Whether an IIN or BIN is of those whose IIN or BIN the selection compares; without any, all are. */
static bool is_of_compared(const struct pack_selection *selection, const struct identifier *identifier)
{
    if (selection->values == 0)
        return true;
    uint32_t of = identifier->key[4] < '4' ? PACK_PARTY_PERSON : PACK_PARTY_COMPANY; /* as in selection_party.c */
    return identifier->kind == IDENTIFIER_TAX_ID && (selection->values & of) != 0;
}

/* Identity identifiers have passed their check digits, where their kind has any; an account as written has none. */
static bool stands_in(const struct judge_input *input, const struct pack_selection *selection,
                      const struct identifier *identifier, uint8_t field)
{
    return identifier->identity && identifier->kind != IDENTIFIER_WALLET &&
           value_field(input, identifier->value) == field && is_of_compared(selection, identifier);
}

/* Whether it is what the other side is compared by: an identifier of the second field or, without one, in a text. */
static bool is_second(const struct judge_input *input, const struct pack_selection *selection,
                      const struct identifier *identifier)
{
    if (selection->field_b != 0)
        return stands_in(input, selection, identifier, selection->field_b);
    return !identifier->identity && identifier->kind != IDENTIFIER_WALLET &&
           has_field(selection, value_field(input, identifier->value)) && is_of_compared(selection, identifier);
}

/* An IBAN may be compared with an account as written; a tax id says nothing of an LEI beside it. In a text any
 * identifier may stand. */
static bool same_kind(const struct identifier *a, const struct identifier *b)
{
    bool account_a = a->kind == IDENTIFIER_IBAN || a->kind == IDENTIFIER_ACCOUNT;
    bool account_b = b->kind == IDENTIFIER_IBAN || b->kind == IDENTIFIER_ACCOUNT;
    return account_a ? account_b : a->kind == b->kind;
}

/* A person has a handful of identifiers. Where a message gives so many that they would be compared more often than
 * this, what is left is not looked at: as far as anybody can tell, they are different. */
#define COMPARISONS_MOST 65536u

/* Of two fields: an identifier of the first that the second shares, and one that there is another of its kind to
 * compare with. NULL = there is none. */
struct comparison {
    const struct identifier *shared, *compared;
};

static struct comparison compare_fields(const struct judge_input *input, const struct pack_selection *selection)
{
    struct comparison comparison = {NULL, NULL};
    uint32_t comparisons = 0;
    for (uint32_t a = 0; a < input->identifier_count && comparisons < COMPARISONS_MOST; a++) {
        const struct identifier *first = &input->identifiers[a];
        if (!stands_in(input, selection, first, selection->field_a))
            continue;
        for (uint32_t b = 0; b < input->identifier_count && comparisons < COMPARISONS_MOST; b++, comparisons++) {
            const struct identifier *second = &input->identifiers[b];
            if (!is_second(input, selection, second) || !same_kind(first, second))
                continue;
            if (!comparison.compared)
                comparison.compared = first;
            if (same_identifier(first, second)) {
                comparison.shared = first;
                return comparison;
            }
        }
    }
    return comparison;
}

/* Whether the first field holds something to compare with an identifier of a text; *shared: it holds the same. */
static bool is_comparable(const struct judge_input *input, const struct pack_selection *selection,
                          const struct identifier *told, bool *shared, uint32_t *comparisons)
{
    bool comparable = false;
    *shared = false;
    for (uint32_t i = 0; i < input->identifier_count && *comparisons < COMPARISONS_MOST && !*shared; i++) {
        const struct identifier *own = &input->identifiers[i];
        ++*comparisons;
        if (!stands_in(input, selection, own, selection->field_a) || !same_kind(own, told))
            continue;
        comparable = true;
        *shared = same_identifier(own, told);
    }
    return comparable;
}

/* The first identifier in a text that is none of the field's. What else the text says does not matter, so that no
 * payer makes it false by writing more. */
static bool other_in_text(const struct judge_input *input, const struct pack_selection *selection,
                          struct judge_reason *reason)
{
    uint32_t comparisons = 0;
    for (uint32_t i = 0; i < input->identifier_count && comparisons < COMPARISONS_MOST; i++) {
        const struct identifier *told = &input->identifiers[i];
        bool shared;
        if (is_second(input, selection, told) && is_comparable(input, selection, told, &shared, &comparisons) &&
            !shared)
            return show(told, reason);
    }
    return false;
}

bool selection_different(const struct evaluation *evaluation, const struct pack_selection *selection,
                         struct judge_reason *reason)
{
    if (selection->field_b == 0)
        return other_in_text(evaluation->input, selection, reason);
    struct comparison comparison = compare_fields(evaluation->input, selection);
    return comparison.compared && !comparison.shared && show(comparison.compared, reason);
}

bool selection_same(const struct evaluation *evaluation, const struct pack_selection *selection,
                    struct judge_reason *reason)
{
    struct comparison comparison = compare_fields(evaluation->input, selection);
    return comparison.shared && show(comparison.shared, reason);
}
