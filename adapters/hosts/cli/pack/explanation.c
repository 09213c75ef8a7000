/*
 * explanation.c: looks into what a lane judged (explanation.h). Beside the files of the core it is the only one that
 * includes lane.h: it does once more, with the lane's own memory and pack, what the lane has just done.
 */
#include "explanation.h"

#include <string.h>

#include "lane.h"
#include "match/fold_for_pack.h"

struct looking {
    fg_lane *lane;
    const fg_facts *facts;
    const fg_verdict *verdict;
    uint32_t wanted; /* 0 = all */
    looked_into_fn each;
    void *context;
    uint32_t number;
    fg_action action; /* the strictest of the transfer so far, as if all were enforced */
    uint32_t rule;    /* 1 + index of the rule behind it */
};

/* As the library takes the day. */
static int32_t as_of(const struct looking *looking, const struct transfer *transfer)
{
    if (looking->facts->as_of != 0)
        return looking->facts->as_of;
    int32_t day = transfer_date(transfer, FG_FIELD_SETTLEMENT_DATE);
    if (day == 0)
        day = transfer_date(transfer, FG_FIELD_CREATION_DATE);
    return day > looking->facts->today ? day : looking->facts->today;
}

static enum looked judge(struct looking *looking, const struct pack *pack, const struct transfer *transfer,
                         bool underlying)
{
    fg_lane *lane = looking->lane;
    struct judge_input input = {.pack = pack,
                                .transfer = transfer,
                                .hits = lane->hits,
                                .identifiers = lane->identifiers,
                                .facts = looking->facts,
                                .as_of = as_of(looking, transfer)};
    struct judgement judgement = {.reasons = lane->reasons, .reason_limit = lane->reason_limit};
    hs_scratch_t *scratch = pack->scratch ? pack->scratch[lane->slot] : NULL;
    if (!fold_for_pack(pack, &lane->folded, transfer) ||
        scan_folded(pack, scratch, transfer, &lane->folded, lane->hits, lane->gate->config.limits.hits,
                    &input.hit_count) != SCAN_DONE)
        return LOOKED_FAILED;
    input.identifier_count = identifiers_find(transfer, lane->identifiers, lane->identifier_limit);
    if (input.identifier_count > lane->identifier_limit || !judge_transfer(&input, lane->judge_workspace, &judgement))
        return LOOKED_FAILED;
    if (!underlying || judgement.would > looking->action) {
        looking->action = judgement.would;
        looking->rule = judgement.would_rule;
    }
    if (looking->wanted == 0 || looking->wanted == looking->number)
        looking->each(looking->context, &(struct looked_into){.input = &input,
                                                              .judgement = &judgement,
                                                              .verdict = looking->verdict,
                                                              .number = looking->number,
                                                              .underlying = underlying});
    return LOOKED;
}

/* The gate's own checks, whose names begin so, come on top of what rules say. */
static bool is_own_check(const char *rule)
{
    return strncmp(rule, "fiatgate.", 9) == 0;
}

/* Whether the verdict says the same of a transfer. */
static bool agrees(const struct looking *looking, const struct pack *pack)
{
    if (fg_verdict_status(looking->verdict) != FG_STATUS_SCREENED &&
        looking->number == fg_verdict_transfers(looking->verdict))
        return true; /* where screening ended: the policy answered */
    const char *rule = fg_verdict_would_rule(looking->verdict, looking->number);
    fg_action action = fg_verdict_would(looking->verdict, looking->number);
    if (is_own_check(rule))
        return action >= looking->action;
    const char *found = looking->rule > 0 ? pack_string(pack, pack->rules[looking->rule - 1].id) : "";
    return action == looking->action && (action == FG_PASS || strcmp(rule, found) == 0);
}

/* All transfers of the message the lane's reader has begun. */
static enum looked look(struct looking *looking, const struct pack *pack)
{
    struct reader *reader = &looking->lane->reader;
    struct read_error error;
    uint32_t count = fg_verdict_transfers(looking->verdict);
    while (looking->number <= count && reader_next(reader, &error) == READ_TRANSFER) {
        bool underlying = reader->transfer.level == LEVEL_UNDERLYING && looking->number > 0;
        if (!underlying && looking->number > 0 && !agrees(looking, pack))
            return LOOKED_DIFFERENTLY;
        looking->number += !underlying;
        if (looking->number > count)
            return LOOKED; /* what follows was not screened, and the verdict says why */
        enum looked looked = judge(looking, pack, &reader->transfer, underlying);
        if (looked != LOOKED)
            return looked;
    }
    return looking->number == 0 || agrees(looking, pack) ? LOOKED : LOOKED_DIFFERENTLY;
}

enum looked look_into_message(fg_lane *lane, const void *bytes, size_t length, const fg_facts *facts,
                              fg_verdict *verdict, uint32_t transfer, looked_into_fn each, void *context)
{
    struct looking looking = {
        .lane = lane, .facts = facts, .verdict = verdict, .wanted = transfer, .each = each, .context = context};
    struct message_info info;
    struct read_error error;
    enum looked looked = LOOKED;
    fg_screen(lane, bytes, length, facts, verdict);
    if (fg_verdict_transfers(verdict) == 0)
        return LOOKED;
    const struct pack *pack = lane_enter_pack(lane);
    if (reader_begin(&lane->reader, bytes, length, &info, &error) == READ_TRANSFER)
        looked = look(&looking, pack);
    lane_leave_pack(lane);
    return looked;
}

enum looked look_into_fields(fg_lane *lane, const fg_field_input *fields, size_t count, const fg_facts *facts,
                             fg_verdict *verdict, looked_into_fn each, void *context)
{
    struct looking looking = {.lane = lane, .facts = facts, .verdict = verdict, .each = each, .context = context};
    fg_screen_fields(lane, fields, count, facts, verdict);
    if (fg_verdict_transfers(verdict) == 0 || fg_verdict_status(verdict) != FG_STATUS_SCREENED)
        return LOOKED;
    looking.number = 1;
    const struct pack *pack = lane_enter_pack(lane);
    /* The fields stay in the reader's transfer until the next call. */
    enum looked looked = judge(&looking, pack, &lane->reader.transfer, false);
    if (looked == LOOKED && !agrees(&looking, pack))
        looked = LOOKED_DIFFERENTLY;
    lane_leave_pack(lane);
    return looked;
}
