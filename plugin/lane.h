/*
 * lane.h: a gate and its lanes from within. Only gate.c, lane.c, screen.c, verdict.c and counters.c include it.
 *
 * Which pack a lane reads: on entry it writes the active pack into its own slot and looks again whether that is still
 * the active one; a reload swaps the active pointer, then waits until no slot names the old pack. So a reader never
 * waits, and the pack it reads cannot be freed under it. Scratch belongs to the pack, one per slot.
 */
#ifndef FIATGATE_LANE_H
#define FIATGATE_LANE_H

#include <pthread.h>
#include <stdalign.h>
#include <stdatomic.h>

#include "config.h"
#include "format.h"
#include "guard.h"
#include "include/fiatgate.h"
#include "judge/judge.h"
#include "judge/pack.h"
#include "match/identifiers.h"
#include "match/scan.h"
#include "reader.h"
#include "text/fold.h"

/* One lane's share of fg_counters. Written by the thread in the lane, read by anyone. */
struct lane_counters {
    _Atomic uint64_t messages, bytes, transfers, reasons, not_a_transfer, warned, unmapped;
    _Atomic uint64_t actions[4];
    _Atomic uint64_t not_screened[FG_CAUSE_COUNT];
};

struct lane_slot {
    alignas(64) _Atomic(struct pack *) using;
    _Atomic uint64_t generation; /* of the pack it used last, 0 = none yet */
    atomic_bool taken;
    struct lane_counters counters; /* of all lanes this slot has held */
};

struct fg_gate {
    struct gate_config config;
    const struct format *const *formats;
    struct reader_settings settings;
    struct guard *guard;
    _Atomic(struct pack *) pack;
    uint64_t generation;     /* of the newest pack; under reload */
    struct lane_slot *slots; /* config.lanes of them */
    pthread_mutex_t reload;
    _Atomic uint64_t reloads, reloads_failed;
    _Atomic uint64_t lanes_found_busy; /* calls refused because a thread was in the lane */
    fg_log_fn log;
    void *log_context;
};

struct fg_lane {
    struct fg_gate *gate;
    uint32_t slot;
    atomic_flag busy;
    struct reader reader;
    struct folded folded;
    struct scan_hit *hits;
    struct identifier *identifiers;
    uint32_t identifier_limit;
    void *judge_workspace;
    struct judge_reason *reasons;
    uint32_t reason_limit;
    void *memory;
    size_t memory_size;
};

/* Names the active pack in the lane's slot, so that it stays until lane_leave_pack(). */
struct pack *lane_enter_pack(struct fg_lane *lane);
void lane_leave_pack(struct fg_lane *lane);

static inline void count(_Atomic uint64_t *counter, uint64_t by)
{
    /* One writer: a load and a store, not a locked addition. */
    atomic_store_explicit(counter, atomic_load_explicit(counter, memory_order_relaxed) + by, memory_order_relaxed);
}

#endif
