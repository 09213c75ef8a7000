/*
 * evidence.c: what a rule that holds rests on: entries, weights, lists of sanctions, lists and registers at all; and
 * which licence kept a rule from holding. Reads what was found and the pack.
 */
#include "evaluation.h"

struct hits_told evidence_tell(struct evaluation *evaluation, const struct holding *holding, const uint32_t *entries,
                               uint32_t count)
{
    const struct pack *pack = evaluation->input->pack;
    const struct pack_rule *rule = &pack->rules[holding->rule];
    struct hits_told told = {0, false};
    for (uint32_t n = 0; n < rule->selection_count; n++) {
        const struct pack_selection *selection = &pack->selections[rule->first_selection + n];
        if (!selection_is_true(holding, n))
            continue;
        if (selection->kind == PACK_SELECT_LIST)
            selection_tell_hits(evaluation, selection, entries, count, &told);
        else if (selection->kind == PACK_SELECT_TABLE)
            selection_tell_rows(evaluation, selection, entries, count, &told);
        else if (selection->kind == PACK_SELECT_WALLET)
            told.of_others = true;
    }
    return told;
}

bool evidence_holds_without(struct evaluation *evaluation, const struct holding *holding, const uint32_t *entries,
                            uint32_t count)
{
    struct weight_sum sum = evaluation->sum;
    uint32_t selections;
    evaluation->left_out = entries;
    evaluation->left_out_count = count;
    evaluation->sum.sum -= sum.relieved;
    bool holds = condition_holds(evaluation, &evaluation->input->pack->rules[holding->rule], &selections);
    evaluation->left_out_count = 0;
    evaluation->sum = sum;
    return holds;
}

int32_t evidence_weights(const struct evaluation *evaluation, const struct holding *holding)
{
    const struct pack *pack = evaluation->input->pack;
    const struct pack_rule *rule = &pack->rules[holding->rule];
    int32_t least = 0;
    for (uint32_t n = 0; n < rule->selection_count; n++) {
        const struct pack_selection *selection = &pack->selections[rule->first_selection + n];
        if (selection->kind == PACK_SELECT_WEIGHTS && selection_is_true(holding, n) &&
            (least == 0 || selection->weight < least))
            least = selection->weight;
    }
    return least;
}

/* Whether something of these lists makes a selection true. */
static bool is_true_by(struct evaluation *evaluation, const struct pack_selection *selection, uint64_t lists)
{
    struct pack_selection narrow = *selection;
    struct judge_reason reason;
    uint32_t cursor = 0;
    switch (selection->kind) {
    case PACK_SELECT_LIST:
    case PACK_SELECT_TABLE:
        narrow.lists &= lists;
        return selection_next(evaluation, &narrow, &cursor, &reason);
    case PACK_SELECT_CODE:
        return (selection->lists & lists) != 0;
    case PACK_SELECT_LICENCE:
        return (evaluation_licence(evaluation, selection->party)->lists & lists) != 0;
    case PACK_SELECT_WEIGHTS:
        return evaluation->weights.of_sanctions;
    default:
        return false;
    }
}

bool evidence_of_sanctions(struct evaluation *evaluation, const struct holding *holding)
{
    const struct pack *pack = evaluation->input->pack;
    const struct pack_rule *rule = &pack->rules[holding->rule];
    if (rule->ground == PACK_GROUND_SANCTIONS)
        return true;
    for (uint32_t n = 0; n < rule->selection_count; n++)
        if (selection_is_true(holding, n) &&
            is_true_by(evaluation, &pack->selections[rule->first_selection + n], evaluation->sanctions))
            return true;
    return false;
}

/* All registers that have entries: what stands on none of them rests on them all. */
static uint64_t loaded_registers(const struct pack *pack)
{
    uint64_t lists = 0;
    if (pack->rule_index)
        return pack->rule_index->loaded_registers;
    for (uint32_t i = 0; i < pack->list_count && i < PACK_LISTS_MAX; i++)
        if (pack->lists[i].kind == PACK_LIST_REGISTER && pack->lists[i].entry_count > 0)
            lists |= UINT64_C(1) << i;
    return lists;
}

uint64_t evidence_lists(struct evaluation *evaluation, const struct holding *holding)
{
    const struct pack *pack = evaluation->input->pack;
    const struct pack_rule *rule = &pack->rules[holding->rule];
    uint32_t count = rule->selection_count < PACK_SELECTIONS_MAX ? rule->selection_count : PACK_SELECTIONS_MAX;
    uint32_t left = count < 32 ? (UINT32_C(1) << count) - 1 : UINT32_MAX;
    uint64_t lists = 0;
    if (evaluation->index)
        left = evaluation->index->rules[holding->rule].resting;
    for (; left != 0; left &= left - 1) {
        uint32_t n = (uint32_t)__builtin_ctz(left);
        const struct pack_selection *selection = &pack->selections[rule->first_selection + n];
        if (selection->kind == PACK_SELECT_CODE && selection_is_true(holding, n)) {
            lists |= selection->lists;
        } else if (selection->kind == PACK_SELECT_LICENCE) { /* true or not: the condition asked it */
            uint64_t found = evaluation_licence(evaluation, selection->party)->lists;
            lists |= found ? found : loaded_registers(pack);
        }
    }
    return lists;
}

/* The lists of the licences that a rule asks about and that were found. */
static uint64_t licences_asked(const struct evaluation *evaluation, const struct pack_rule *rule)
{
    const struct pack *pack = evaluation->input->pack;
    uint64_t lists = 0;
    for (uint32_t n = 0; n < rule->selection_count; n++) {
        const struct pack_selection *selection = &pack->selections[rule->first_selection + n];
        uint32_t which = licence_place(selection->party);
        if (selection->kind == PACK_SELECT_LICENCE && evaluation->licence_known[which])
            lists |= evaluation->licences[which].lists;
    }
    return lists;
}

uint64_t evidence_kept(struct evaluation *evaluation, uint32_t number)
{
    const struct pack_rule *rule = &evaluation->input->pack->rules[number];
    struct licence_finding found[PARTIES];
    uint32_t selections;
    uint64_t lists = licences_asked(evaluation, rule);
    if ((lists & ~evaluation->judgement->resting_on) == 0)
        return 0;
    for (uint32_t i = 0; i < PARTIES; i++) {
        found[i] = evaluation->licences[i];
        if (evaluation->licence_known[i])
            evaluation->licences[i] = (struct licence_finding){.states = PACK_STATE_NONE};
    }
    bool kept = condition_holds(evaluation, rule, &selections);
    for (uint32_t i = 0; i < PARTIES; i++)
        if (evaluation->licence_known[i] && found[i].states != 0)
            evaluation->licences[i] = found[i];
    return kept ? lists : 0;
}
