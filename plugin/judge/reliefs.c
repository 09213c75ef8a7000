/*
 * reliefs.c: which emergency reliefs cover a rule that holds: one of the rule, one of the payee's account, or those
 * that together are of all entries and weights that it holds by. Reads message, pack, what was found and the set of
 * reliefs.
 */
#include "evaluation.h"

#include <string.h>

#include "relief_set.h"

static bool is_in_force(const struct judge_input *input, const struct relief *relief)
{
    return input->now < relief->until;
}

/* Whether one of a value's identifiers is the account of a relief. *at: the first identifier that is not of a value
 * before it; moves on. */
static bool is_account_of(const struct judge_input *input, uint32_t value, uint32_t *at, const struct relief *relief)
{
    bool is = false;
    while (*at < input->identifier_count && input->identifiers[*at].value < value)
        ++*at;
    for (; *at < input->identifier_count && input->identifiers[*at].value == value; ++*at) {
        const struct identifier *identifier = &input->identifiers[*at];
        is |= identifier->identity && (identifier->kind == IDENTIFIER_IBAN || identifier->kind == IDENTIFIER_ACCOUNT) &&
              identifier->length == relief->length && memcmp(identifier->key, relief->key, relief->length) == 0;
    }
    return is;
}

/* Whether the money goes to that account, and to no other. */
static bool is_payee(const struct judge_input *input, const struct relief *relief)
{
    const struct transfer *transfer = input->transfer;
    uint32_t at = 0;
    bool is = false;
    for (uint32_t i = 0; i < transfer->value_count; i++) {
        if (transfer->values[i].field != FG_FIELD_CREDITOR_ACCOUNT || transfer->values[i].alternative)
            continue;
        is = is_account_of(input, i, &at, relief);
        if (!is)
            return false;
    }
    return is;
}

/* Looked for once a transfer. */
static uint64_t payee_reliefs(struct evaluation *evaluation)
{
    const struct judge_input *input = evaluation->input;
    const struct relief_set *set = input->reliefs;
    for (uint32_t i = 0; !evaluation->payee_known && i < set->count && i < RELIEFS_MAX; i++)
        if (set->reliefs[i].kind == RELIEF_ACCOUNT && is_in_force(input, &set->reliefs[i]) &&
            is_payee(input, &set->reliefs[i]))
            evaluation->payee_reliefs |= UINT64_C(1) << i;
    evaluation->payee_known = true;
    return evaluation->payee_reliefs;
}

/* The reliefs of entries. */
struct relieved_entries {
    uint32_t entries[RELIEFS_MAX];
    uint32_t numbers[RELIEFS_MAX]; /* of the reliefs */
    uint32_t count;
};
_Static_assert(RELIEFS_MAX <= ENTRIES_TOLD, "each relief of an entry has a bit in what is told of hits");

/* Bits: the reliefs of entries by which the rule holds, if it holds by nothing but entries and weights that are
 * relieved. */
static uint64_t find_by_entries(struct evaluation *evaluation, const struct holding *holding,
                                const struct relieved_entries *relieved)
{
    struct hits_told told = evidence_tell(evaluation, holding, relieved->entries, relieved->count);
    int32_t least = evidence_weights(evaluation, holding);
    bool outweighed = least != 0 && evaluation->sum.sum - evaluation->sum.relieved >= least;
    if (told.of_others || outweighed)
        return 0;
    uint64_t bits = least != 0 ? evaluation->weights.reliefs : 0;
    for (uint32_t i = 0; i < relieved->count; i++)
        bits |= (told.of_these >> i & 1) << relieved->numbers[i];
    if (bits != 0 && evidence_holds_without(evaluation, holding, relieved->entries, relieved->count))
        return 0;
    return bits;
}

uint64_t reliefs_find(struct evaluation *evaluation, const struct holding *holding)
{
    const struct judge_input *input = evaluation->input;
    const struct relief_set *set = input->reliefs;
    struct relieved_entries relieved = {.count = 0};
    if (!set || set->count == 0)
        return 0;
    uint64_t bits = payee_reliefs(evaluation);
    for (uint32_t i = 0; i < set->count && i < RELIEFS_MAX; i++) {
        const struct relief *relief = &set->reliefs[i];
        if (!is_in_force(input, relief))
            continue;
        if (relief->kind == RELIEF_RULE && relief->of == holding->rule)
            bits |= UINT64_C(1) << i;
        if (relief->kind == RELIEF_ENTRY && relief->of != RELIEF_NOWHERE) {
            relieved.entries[relieved.count] = relief->of;
            relieved.numbers[relieved.count++] = i;
        }
    }
    return bits | find_by_entries(evaluation, holding, &relieved);
}
