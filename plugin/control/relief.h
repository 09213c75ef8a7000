/*
 * relief.h: the reliefs of a gate from when it opens until it closes, as gate.c and a change of its pack deal with
 * them. Under the gate's lock. Orders come by fg_relieve(); what lanes read is judge/relief_set.h.
 */
#ifndef FIATGATE_RELIEF_H
#define FIATGATE_RELIEF_H

#include <stddef.h>

#include "include/fiatgate.h"

struct fg_gate;
struct pack;
struct relief_set;

/* Reads the orders kept in the state folder, before the gate's first pack. FG_OK, FG_E_STATE, FG_E_MEMORY. */
fg_error reliefs_open(struct fg_gate *gate, char *why, size_t why_size);
void reliefs_close(struct fg_gate *gate);
/* The set for a pack that is about to be published, to be given to free(); *set NULL = none is in force. FG_OK,
 * FG_E_MEMORY. */
fg_error reliefs_resolve(const struct fg_gate *gate, const struct pack *pack, struct relief_set **set, char *why,
                         size_t why_size);
/* Ends the reliefs that are over: lapsed, or confirmed and no longer what the live pack says. After a pack was
 * published. */
void reliefs_settle(struct fg_gate *gate);

#endif
