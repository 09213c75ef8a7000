/*
 * publish.h: the one point at which what lanes read of a gate changes.
 */
#ifndef FIATGATE_PUBLISH_H
#define FIATGATE_PUBLISH_H

#include "lane.h"

/* A set to be published, a copy of the live one to begin with; NULL = no memory. To be published or given to free(). */
struct live_set *live_copy(const struct fg_gate *gate);
/* Swaps a set in and waits, on this thread, until no lane reads the former, which is returned: what it holds and the
 * new one does not is the caller's to free now, and the set itself is given to free(). Under the gate's lock. Cannot
 * fail; no lane waits for it. */
struct live_set *live_publish(struct fg_gate *gate, struct live_set *fresh);
/* Frees a pack with its counters. NULL is allowed. */
void live_pack_free(struct pack *pack);

#endif
