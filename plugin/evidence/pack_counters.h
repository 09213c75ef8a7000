/*
 * pack_counters.h: what every rule and every list entry of a loaded pack did, counted on the screening path by relaxed
 * additions: no lock, no wait, no system call. The block lies in memory of the gate's or in a file on a memory file
 * system, fully allocated before the pack is published, that `fiatgate stats` maps read-only.
 */
#ifndef FIATGATE_PACK_COUNTERS_H
#define FIATGATE_PACK_COUNTERS_H

#include <stdatomic.h>
#include <stdint.h>

/* Transfers in which a rule held or an entry was a reason: in all, by what the rule asked for (after exceptions and
 * reliefs), and in shadow: rules in shadow mode, and everything while the gate only shadows. */
struct hit_counters {
    _Atomic uint64_t hits, flags, holds, blocks, shadow_hits;
};

struct pack_counters {
    uint32_t rule_count, entry_count; /* those of the pack */
    struct hit_counters *rules;       /* by index in pack.rules */
    struct hit_counters *entries;     /* by index in pack.entries */
};

#endif
