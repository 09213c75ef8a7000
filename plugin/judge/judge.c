/*
 * judge.c: the rules of the active pack over one transfer. Reads the pack and what was found, writes the lane's
 * workspace and the judgement.
 *
 * Rules are tried by action, strictest first, and within an action in the order of the pack: the first one that holds
 * decides, and reasons come strictest first without sorting.
 */
#include "evaluation.h"

#include <string.h>

/* A workspace: this, then the signs. */
struct workspace {
    uint32_t sign_limit;
    uint32_t reserved;
    struct sign signs[];
};

/* One sign a hit, and two an identifier, of which the lane finds no more than hits. */
static uint32_t sign_limit(const struct limits *limits)
{
    return limits->hits > UINT32_MAX / 3 ? UINT32_MAX : limits->hits * 3;
}

size_t judge_workspace_size(const struct limits *limits)
{
    return sizeof(struct workspace) + (size_t)sign_limit(limits) * sizeof(struct sign);
}

void judge_workspace_place(void *workspace, const struct limits *limits)
{
    struct workspace *placed = workspace;
    placed->sign_limit = sign_limit(limits);
    placed->reserved = 0;
}

const struct licence_finding *evaluation_licence(struct evaluation *evaluation, uint8_t party)
{
    uint32_t which = party == PACK_ULTIMATE_CREDITOR ? 1 : 0;
    if (!evaluation->licence_known[which]) {
        licence_find(evaluation->input, which ? PACK_ULTIMATE_CREDITOR : PACK_CREDITOR, &evaluation->licences[which]);
        evaluation->licence_known[which] = true;
    }
    return &evaluation->licences[which];
}

/* Whether something was found of the lists without which a rule does not hold. */
static bool has_lists(const struct evaluation *evaluation, uint32_t number)
{
    const uint64_t *needed = evaluation->input->pack->rule_lists;
    return !needed || needed[number] == PACK_NO_LIST_NEEDED || (needed[number] & evaluation->lists) != 0;
}

static bool is_tried(const struct evaluation *evaluation, uint32_t number, uint8_t action)
{
    const struct pack_rule *rule = &evaluation->input->pack->rules[number];
    return rule->action == action && rule->mode == PACK_ENFORCE && (evaluation->hit || !rule->needs_hit) &&
           has_lists(evaluation, number) && in_period(evaluation->input->as_of, rule->valid_from, rule->valid_to);
}

/* All rules that ask for one action. */
static void try_rules(struct evaluation *evaluation, uint8_t action)
{
    const struct pack *pack = evaluation->input->pack;
    struct judgement *judgement = evaluation->judgement;
    for (uint32_t i = 0; i < pack->rule_count; i++) {
        uint32_t selections;
        if (!is_tried(evaluation, i, action) || !condition_holds(evaluation, &pack->rules[i], &selections))
            continue;
        if (judgement->rule == 0) {
            judgement->action = (fg_action)action;
            judgement->rule = i + 1;
        }
        reasons_explain(evaluation, i, selections);
    }
}

/* Hits and identifiers are compared with each other where a licensee is claimed. So many pairs a sign of the workspace;
 * real transfers hold a few dozen of either. */
#define PAIRS_PER_SIGN 64u

static bool is_comparable(const struct judge_input *input, uint32_t signs)
{
    return (uint64_t)input->hit_count * input->identifier_count <= (uint64_t)signs * PAIRS_PER_SIGN;
}

bool judge_transfer(const struct judge_input *input, void *workspace, struct judgement *judgement)
{
    struct workspace *placed = workspace;
    struct evaluation evaluation = {.input = input, .judgement = judgement, .signs = placed->signs};
    judgement->action = FG_PASS;
    judgement->rule = 0;
    judgement->reason_count = 0;
    judgement->dropped = 0;
    if (!is_comparable(input, placed->sign_limit) || !signs_collect(&evaluation, placed->sign_limit)) {
        judgement->action = FG_HOLD;
        return false;
    }
    for (uint8_t action = FG_BLOCK + 1; action-- > FG_PASS;)
        try_rules(&evaluation, action);
    return true;
}
