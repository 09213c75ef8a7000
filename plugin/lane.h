/*
 * lane.h: a gate and its lanes from within. Only gate.c, lane.c, the files of passage.h, verdict.c, control/ and
 * evidence/ include it, and of the command line explanation.c, which does again what a lane has just done, and
 * replay/observed.c, which looks on.
 *
 * What a lane reads: on entry it writes the live set into its own slot and looks again whether that is still the live
 * one; a change of it (control/publish.h) swaps the pointer, then waits until no slot names the old set. So a reader
 * never waits, and what it reads cannot be freed under it. Scratch belongs to the pack, one per slot.
 */
#ifndef FIATGATE_LANE_H
#define FIATGATE_LANE_H

#include <pthread.h>
#include <stdalign.h>
#include <stdatomic.h>

#include "config.h"
#include "evidence/hit_count.h"
#include "evidence/stats_layout.h"
#include "format.h"
#include "guard.h"
#include "include/fiatgate.h"
#include "judge/judge.h"
#include "judge/pack.h"
#include "lines.h"
#include "match/identifiers.h"
#include "match/scan.h"
#include "reader.h"
#include "text/fold.h"

/* One lane's share of fg_counters. Written by the thread in the lane, read by anyone. */
struct lane_counters {
    _Atomic uint64_t messages, bytes, transfers, reasons, not_a_transfer, warned, unmapped;
    _Atomic uint64_t actions[4];
    _Atomic uint64_t not_screened[FG_CAUSE_COUNT];
    _Atomic uint64_t would[4], shadow[4];
    _Atomic uint64_t shadow_apart, shadow_failed, excepted, relieved, stale;
};

/* What all lanes read of a gate, published as one and never changed afterwards. */
struct live_set {
    struct pack *pack;
    struct pack *shadow;              /* the second pack, with scratch of its own; NULL = none */
    const struct relief_set *reliefs; /* resolved against pack; NULL = none */
};

struct lane_slot {
    alignas(LINES_APART) _Atomic(const struct live_set *) using;
    _Atomic uint64_t generation; /* of the pack it used last, 0 = none yet */
    atomic_bool taken;
    struct lane_counters *counters; /* of all lanes this slot has held; in evidence/stats_file.h's memory */
};

struct fg_gate {
    struct gate_config config;
    const struct format *const *formats;
    struct reader_settings settings;
    struct guard *guard;
    _Atomic(struct live_set *) live;
    atomic_bool switched_off;   /* by fg_switch_off(); beside config.enabled */
    atomic_bool only_shadows;   /* the mark of the live pack, for calls that do not reach it */
    uint64_t generation;        /* of the newest pack; under reload */
    struct control *control;    /* control/control.h: what lanes never see; under reload */
    struct lane_slot *slots;    /* config.lanes of them */
    pthread_mutex_t reload;     /* held by whatever changes the live set, the state or the reliefs */
    struct gate_totals *totals; /* beside the lanes' counters */
    fg_log_fn log;
    void *log_context;
};

/* Sees each transfer of a lane once it has been judged, in the lane's thread: what was found in it, and what the rules
 * made of it, before the verdict's own checks. For the command line alone; number is the transfer's in the verdict. */
struct observer {
    void (*see)(void *context, const struct judge_input *input, const struct judgement *judgement, uint32_t number,
                bool underlying);
    void *context;
};

struct fg_lane {
    struct fg_gate *gate;
    uint32_t slot;
    const struct live_set *live; /* while it is inside */
    atomic_flag busy;
    struct reader reader;
    struct folded folded;
    struct scan_hit *hits;
    struct identifier *identifiers;
    uint32_t identifier_limit;
    void *judge_workspace;
    struct judge_reason *reasons;
    uint32_t reason_limit;         /* at least HELD_MAX; the verdict keeps limits.reasons_per_transfer of them */
    struct held held, shadow_held; /* what is counted of the last transfer, of either pack */
    struct observer observer;      /* see NULL = none */
    void *memory;
    size_t memory_size;
};

/* Names the live set in the lane's slot and in lane->live, so that it stays until lane_leave_pack(). Returns its pack.
 */
struct pack *lane_enter_pack(struct fg_lane *lane);
void lane_leave_pack(struct fg_lane *lane);

static inline void count(_Atomic uint64_t *counter, uint64_t by)
{
    /* One writer: a load and a store, not a locked addition. */
    atomic_store_explicit(counter, atomic_load_explicit(counter, memory_order_relaxed) + by, memory_order_relaxed);
}

#endif
