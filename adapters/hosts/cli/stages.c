/*
 * stages.c: one transfer through the core's own functions (stages.h), in memory laid out as a lane's is.
 */
#include "stages.h"

#include <stdlib.h>
#include <string.h>

#include "lines.h"
#include "match/fold_for_pack.h"
#include "text/utf8.h"

#define REASONS_MAX 256u

bool stages_open(struct stages *stages, const struct pack *pack, const struct limits *limits)
{
    size_t transfer = whole_lines(transfer_size(limits)), folded = whole_lines(folded_size(limits));
    size_t hits = whole_lines((size_t)limits->hits * sizeof(struct scan_hit));
    size_t identifiers = whole_lines((size_t)limits->hits * sizeof(struct identifier));
    size_t judge = whole_lines(judge_workspace_size(limits));
    size_t all =
        transfer + folded + hits + identifiers + judge + whole_lines(REASONS_MAX * sizeof(struct judge_reason));
    *stages = (struct stages){.pack = pack, .limit = limits->hits, .memory = lines_take(all)};
    if (!stages->memory)
        return false;
    unsigned char *at = stages->memory;
    memset(at, 0, all); /* no page fault is left for the first transfer */
    transfer_place(&stages->transfer, at, limits);
    folded_place(&stages->folded, at += transfer, limits);
    stages->hits = (struct scan_hit *)(at += folded);
    stages->identifiers = (struct identifier *)(at += hits);
    stages->workspace = at += identifiers;
    judge_workspace_place(stages->workspace, limits);
    stages->judgement.reasons = (struct judge_reason *)(at + judge);
    return true;
}

void stages_close(struct stages *stages)
{
    free(stages->memory);
    stages->memory = NULL;
}

void stages_begin(struct stages *stages)
{
    transfer_reset(&stages->transfer);
    transfer_end_header(&stages->transfer);
}

bool stages_put(struct stages *stages, fg_field field, const void *text, size_t length)
{
    return length > 0 && length <= UINT32_MAX && utf8_valid_prefix(text, length) == length &&
           transfer_put(&stages->transfer, field, text, (uint32_t)length, 0);
}

bool stages_fold(struct stages *stages)
{
    return fold_for_pack(stages->pack, &stages->folded, &stages->transfer);
}

enum scan_result stages_scan(struct stages *stages)
{
    const struct pack *pack = stages->pack;
    return scan_folded(pack, pack->scratch ? pack->scratch[0] : NULL, &stages->transfer, &stages->folded, stages->hits,
                       stages->limit, &stages->hit_count);
}

bool stages_identify(struct stages *stages)
{
    stages->identifier_count = identifiers_find(&stages->transfer, stages->identifiers, stages->limit);
    return stages->identifier_count <= stages->limit;
}

bool stages_judge(struct stages *stages, const fg_facts *facts, int32_t as_of)
{
    struct judge_input input = {.pack = stages->pack,
                                .transfer = &stages->transfer,
                                .hits = stages->hits,
                                .hit_count = stages->hit_count,
                                .identifiers = stages->identifiers,
                                .identifier_count = stages->identifier_count,
                                .facts = facts,
                                .as_of = as_of};
    stages->judgement = (struct judgement){.reasons = stages->judgement.reasons, .reason_limit = REASONS_MAX};
    return judge_transfer(&input, stages->workspace, &stages->judgement);
}

enum scan_result stages_run(struct stages *stages, const fg_facts *facts, int32_t as_of)
{
    if (!stages_fold(stages))
        return SCAN_LIMIT;
    enum scan_result scanned = stages_scan(stages);
    if (scanned != SCAN_DONE)
        return scanned;
    return stages_identify(stages) && stages_judge(stages, facts, as_of) ? SCAN_DONE : SCAN_LIMIT;
}
