/*
 * counters.c: sums the lanes' counters (fg_counters of fiatgate.h). Stops nobody: a sum is of figures read one by one.
 */
#include <stddef.h>
#include <string.h>

#include "lane.h"

/* The structure as version 1.0 had it: a host built with that header has no room for more. */
#define FIRST_SIZE offsetof(fg_counters, warned)

static uint64_t value(const _Atomic uint64_t *counter)
{
    return atomic_load_explicit(counter, memory_order_relaxed);
}

fg_error fg_counters_read(fg_gate *gate, fg_counters *counters)
{
    if (!gate || !counters || counters->size < FIRST_SIZE)
        return FG_E_ARGUMENT;
    size_t room = counters->size < sizeof *counters ? counters->size : sizeof *counters;
    fg_counters sum = {.size = (uint32_t)room};
    for (uint32_t i = 0; i < gate->config.lanes; i++) {
        const struct lane_counters *of = gate->slots[i].counters;
        sum.lanes_open += atomic_load(&gate->slots[i].taken);
        sum.messages += value(&of->messages);
        sum.bytes += value(&of->bytes);
        sum.transfers += value(&of->transfers);
        sum.reasons += value(&of->reasons);
        sum.not_a_transfer += value(&of->not_a_transfer);
        sum.warned += value(&of->warned);
        sum.unmapped += value(&of->unmapped);
        sum.shadow_apart += value(&of->shadow_apart);
        sum.shadow_failed += value(&of->shadow_failed);
        sum.excepted += value(&of->excepted);
        sum.relieved += value(&of->relieved);
        sum.stale += value(&of->stale);
        for (int a = 0; a < 4; a++) {
            sum.actions[a] += value(&of->actions[a]);
            sum.would[a] += value(&of->would[a]);
            sum.shadow[a] += value(&of->shadow[a]);
        }
        for (int c = 0; c < FG_CAUSE_COUNT; c++)
            sum.not_screened[c] += value(&of->not_screened[c]);
    }
    sum.not_screened[FG_CAUSE_LANE_BUSY] += value(&gate->totals->lanes_found_busy);
    sum.reloads = value(&gate->totals->reloads);
    sum.reloads_failed = value(&gate->totals->reloads_failed);
    memcpy(counters, &sum, room);
    return FG_OK;
}
