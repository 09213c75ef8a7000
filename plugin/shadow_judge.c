/*
 * shadow_judge.c: the second pack's answer to a transfer (passage.h). It is stored and counted and decides nothing:
 * whatever goes wrong here leaves the active pack's verdict as it is.
 */
#include <string.h>

#include "match/fold_for_pack.h"
#include "passage.h"

static void answer(struct passage *passage, const struct judged *judged, fg_action action, const char *rule)
{
    struct fg_verdict *verdict = passage->verdict;
    struct verdict_transfer *transfer = &verdict->transfers[judged->number - 1];
    /* Of a cover and its customer's transfer the stricter, and nothing where either answer is missing. */
    if (judged->underlying && (transfer->shadow == 0 || (fg_action)(transfer->shadow - 1) >= action))
        return;
    transfer->shadow = (uint8_t)(1 + action);
    if (action == FG_PASS)
        return;
    struct verdict_detail *detail = detail_for(passage, judged, verdict_shadow_rank(action));
    if (detail)
        copy_string(detail->shadow_rule, sizeof detail->shadow_rule, rule);
}

void shadow_unjudged(struct passage *passage, const struct judged *judged)
{
    passage->verdict->transfers[judged->number - 1].shadow = 0;
}

void shadow_judge(struct passage *passage, const struct judged *judged, const struct judge_input *found)
{
    struct fg_lane *lane = passage->lane;
    const struct pack *pack = passage->shadow;
    struct judge_input input = *found;
    struct judgement judgement = {.reasons = lane->reasons, .reason_limit = lane->reason_limit};
    hs_scratch_t *scratch = pack->scratch ? pack->scratch[lane->slot] : NULL;
    input.pack = pack;
    input.reliefs = NULL; /* they name rules and entries of the active pack */
    if (!fold_for_pack(pack, &lane->folded, input.transfer) ||
        scan_folded(pack, scratch, input.transfer, &lane->folded, lane->hits, lane->gate->config.limits.hits,
                    &input.hit_count) != SCAN_DONE ||
        !judge_transfer(&input, lane->judge_workspace, &judgement)) {
        shadow_unjudged(passage, judged);
        return;
    }
    fg_action action = judgement.action;
    const char *rule = judgement.rule > 0 ? pack_string(pack, pack->rules[judgement.rule - 1].id) : "";
    struct own_finding own[OWN_CHECKS];
    uint32_t own_count = judged->underlying ? 0 : own_checks(passage, pack, judged, own);
    for (uint32_t i = 0; i < own_count; i++)
        if (own[i].action > action) {
            action = own[i].action;
            rule = own[i].rule;
        }
    if (!judged->underlying)
        lane->shadow_held.rule_count = lane->shadow_held.entry_count = 0;
    hits_count_shadow(pack, &judgement, &lane->shadow_held);
    answer(passage, judged, action, rule);
}
