/*
 * lane.c: opens and closes lanes: takes all memory that screening needs and lays it out (lane.h).
 */
#include "lane.h"

#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <time.h>

/* Where each part lies in a lane's memory. */
struct layout {
    size_t reader, folded, hits, identifiers, judge, reasons, total;
    uint32_t identifier_limit, reason_limit;
};

static struct layout lay_out(const struct fg_gate *gate)
{
    const struct limits *limits = &gate->config.limits;
    struct layout at = {.identifier_limit = limits->hits, .reason_limit = limits->reasons_per_transfer};
    if (at.reason_limit < HELD_MAX)
        at.reason_limit = HELD_MAX;
    at.folded = at.reader + whole_lines(reader_size(gate->formats, limits));
    at.hits = at.folded + whole_lines(folded_size(limits));
    at.identifiers = at.hits + whole_lines((size_t)limits->hits * sizeof(struct scan_hit));
    at.judge = at.identifiers + whole_lines((size_t)at.identifier_limit * sizeof(struct identifier));
    at.reasons = at.judge + whole_lines(judge_workspace_size(limits));
    at.total = at.reasons + whole_lines((size_t)at.reason_limit * sizeof(struct judge_reason));
    return at;
}

/* Salt for hash tables. Verdicts do not depend on it. */
static uint64_t random_seed(void)
{
    uint64_t seed;
    if (getrandom(&seed, sizeof seed, GRND_NONBLOCK) != (ssize_t)sizeof seed) {
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        seed = (uint64_t)now.tv_nsec * 0x9E3779B97F4A7C15u ^ (uint64_t)(uintptr_t)&seed;
    }
    return seed | 1;
}

static bool take_slot(struct fg_gate *gate, uint32_t *slot)
{
    for (uint32_t i = 0; i < gate->config.lanes; i++)
        if (!atomic_exchange(&gate->slots[i].taken, true)) {
            *slot = i;
            return true;
        }
    return false;
}

static fg_error place(struct fg_lane *lane)
{
    struct fg_gate *gate = lane->gate;
    struct layout at = lay_out(gate);
    lane->memory_size = at.total;
    lane->memory = lines_new(at.total);
    if (!lane->memory)
        return FG_E_MEMORY;
    unsigned char *base = lane->memory;
    if (!reader_place(&lane->reader, base + at.reader, gate->formats, &gate->config.limits, &gate->settings,
                      random_seed()))
        return FG_E_MEMORY;
    folded_place(&lane->folded, base + at.folded, &gate->config.limits);
    lane->hits = (struct scan_hit *)(base + at.hits);
    lane->identifiers = (struct identifier *)(base + at.identifiers);
    lane->identifier_limit = at.identifier_limit;
    lane->judge_workspace = base + at.judge;
    judge_workspace_place(lane->judge_workspace, &gate->config.limits);
    lane->reasons = (struct judge_reason *)(base + at.reasons);
    lane->reason_limit = at.reason_limit;
    return FG_OK;
}

fg_error fg_lane_open(fg_gate *gate, fg_lane **lane)
{
    if (lane)
        *lane = NULL;
    if (!gate || !lane)
        return FG_E_ARGUMENT;
    if (guard_is_forked(gate->guard))
        return FG_E_FORKED;
    struct fg_lane *made = lines_new(sizeof *made);
    if (!made)
        return FG_E_MEMORY;
    made->gate = gate;
    atomic_flag_clear(&made->busy);
    if (!take_slot(gate, &made->slot)) {
        free(made);
        return FG_E_LANES;
    }
    fg_error error = place(made);
    if (error != FG_OK) {
        atomic_store(&gate->slots[made->slot].taken, false);
        free(made->memory);
        free(made);
        return error;
    }
    *lane = made;
    return FG_OK;
}

fg_error fg_lane_close(fg_lane *lane)
{
    if (!lane)
        return FG_OK;
    /* In a forked child nobody else is in the lane, whatever its mark says. */
    if (atomic_flag_test_and_set(&lane->busy) && !guard_is_forked(lane->gate->guard))
        return FG_E_LANE_BUSY;
    reader_close(&lane->reader);
    atomic_store(&lane->gate->slots[lane->slot].using, NULL);
    atomic_store(&lane->gate->slots[lane->slot].generation, 0); /* the next one there has used no pack yet */
    atomic_store(&lane->gate->slots[lane->slot].taken, false);
    free(lane->memory);
    free(lane);
    return FG_OK;
}

struct pack *lane_enter_pack(struct fg_lane *lane)
{
    struct lane_slot *slot = &lane->gate->slots[lane->slot];
    struct live_set *live;
    do {
        live = atomic_load(&lane->gate->live);
        atomic_store(&slot->using, live);
    } while (atomic_load(&lane->gate->live) != live);
    lane->live = live;
    atomic_store_explicit(&slot->generation, live->pack->generation, memory_order_relaxed);
    return live->pack;
}

void lane_leave_pack(struct fg_lane *lane)
{
    lane->live = NULL;
    atomic_store_explicit(&lane->gate->slots[lane->slot].using, NULL, memory_order_release);
}
