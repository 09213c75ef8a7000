/*
 * hit_count.h: counts what a judgement says of rules and list entries, into the counters of its pack
 * (pack_counters.h). Part of the screening path: relaxed additions, no lock.
 */
#ifndef FIATGATE_HIT_COUNT_H
#define FIATGATE_HIT_COUNT_H

#include "judge/judge.h"

/* So many reasons of a transfer are looked at for counting, also where the verdict keeps fewer. */
#define HELD_MAX 64

/* The rules and entries of one transfer that are counted: a cover payment and the customer's transfer that it carries
 * along are one transfer. */
struct held {
    uint32_t rules[2 * HELD_MAX], entries[2 * HELD_MAX];
    uint32_t rule_count, entry_count;
};

/* Of a pack that enforces. A pack without counters is allowed. */
void hits_count(const struct pack *pack, const struct judgement *judgement, struct held *held);
/* Of a pack that decides nothing. */
void hits_count_shadow(const struct pack *pack, const struct judgement *judgement, struct held *held);

#endif
