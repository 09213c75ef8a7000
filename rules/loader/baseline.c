/*
 * baseline.c: what benign texts gave when the pack was signed. Nothing on the screening path reads it.
 */
#include <string.h>

#include "verify.h"

static bool row_is_valid(const struct refusal *refusal, const struct pack *pack, uint32_t number)
{
    const struct pack_baseline *row = &pack->baseline[number], *before = number > 0 ? row - 1 : NULL;
    if (!string_is_valid(pack, row->set) || row->set == 0)
        return refuse_damaged(refusal, "baseline row", number, "its set has no name");
    if (row->rule > pack->rule_count)
        return refuse_damaged(refusal, "baseline row", number, "its rule does not exist");
    if (row->texts == 0 || row->flagged > row->texts || row->stopped > row->flagged)
        return refuse_damaged(refusal, "baseline row", number, "it counts more texts than there are");
    int order = before ? strcmp(pack_string(pack, before->set), pack_string(pack, row->set)) : -1;
    if (order > 0 || (order == 0 && before->rule >= row->rule))
        return refuse_damaged(refusal, "baseline row", number, "it is out of order");
    if (order < 0 && row->rule != 0)
        return refuse_damaged(refusal, "baseline row", number, "no row of all rules stands before it");
    if (order == 0 && before->texts != row->texts)
        return refuse_damaged(refusal, "baseline row", number, "its set has another number of texts");
    return true;
}

bool baseline_verify(const struct refusal *refusal, const struct pack *pack)
{
    return all_are_valid(refusal, pack, pack->baseline_count, row_is_valid);
}
