/*
 * pack_counters.h: what every rule and every list entry of a loaded pack did, counted on the screening path by relaxed
 * additions: no lock, no wait, no system call. The block lies in memory of the gate's or in a file on a memory file
 * system (evidence/stats_file.h), fully allocated before the pack is published, that `fiatgate stats` reads.
 */
#ifndef FIATGATE_PACK_COUNTERS_H
#define FIATGATE_PACK_COUNTERS_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "include/fiatgate.h"

struct fg_gate;
struct pack;
struct stats_file;

/* Transfers in which a rule held or an entry was a reason: in all, by what the rule asked for (after exceptions and
 * reliefs), and in shadow: rules in shadow mode, and everything while the gate only shadows. */
struct hit_counters {
    _Atomic uint64_t hits, flags, holds, blocks, shadow_hits;
};

struct pack_counters {
    uint32_t rule_count, entry_count; /* those of the pack */
    struct hit_counters *rules;       /* by index in pack.rules */
    struct hit_counters *entries;     /* by index in pack.entries */
    uint32_t *rules_from;             /* of each rule and entry, which of the pack before it goes on from */
    uint32_t *entries_from;
    struct stats_file *stats; /* whose file the block lies in, NULL = it is the process's own memory */
    void *block;
    size_t block_size;
    bool shown; /* the file stands under its name */
};

/*
 * A pack on its way into a gate. counters_make: before it is published, under the gate's lock; takes all memory that is
 * needed until the pack is freed, makes pack->counters, all zero, and notes which rules and entries of `before` (NULL =
 * none) they go on from; FG_OK, FG_E_MEMORY, FG_E_STATE. counters_carry: once no lane reads `before` any more, adds
 * what it counted, and puts the pack's file in place of the one of before; allocates nothing and cannot fail.
 * counters_free: of a pack that nobody reads; a pack without counters is allowed.
 */
fg_error counters_make(struct fg_gate *gate, struct pack *pack, const struct pack *before, char *why, size_t why_size);
void counters_carry(struct pack *pack, const struct pack *before);
void counters_free(struct pack *pack);

#endif
