/*
 * relief.h: reliefs as judging sees them: a person's order by which one rule, one entry or one payee's account asks for
 * flag where it would ask for block or hold. The set is made when an order is given or a pack is published, never
 * changed afterwards, and read by lanes under the same guard as their pack.
 */
#ifndef FIATGATE_RELIEF_H
#define FIATGATE_RELIEF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "include/fiatgate.h"
#include "match/identifiers.h"

#define RELIEFS_MAX 64

enum relief_kind { RELIEF_RULE, RELIEF_ENTRY, RELIEF_ACCOUNT };

struct relief {
    uint8_t kind;              /* enum relief_kind */
    uint8_t length;            /* of key */
    uint32_t of;               /* index in pack.rules or pack.entries; RELIEF_NOWHERE = the pack has no such */
    int64_t until;             /* seconds since 1970; it counts below */
    _Atomic uint64_t *lowered; /* counts, by relaxed additions, the transfers it lowered; NULL = nobody counts */
    char key[IDENTIFIER_KEY];  /* RELIEF_ACCOUNT: normalised as identifier_read() does */
};
#define RELIEF_NOWHERE UINT32_MAX

struct relief_set {
    uint32_t count;
    struct relief reliefs[RELIEFS_MAX];
};

struct fg_gate;
struct pack;

/* For the gate, under its lock. reliefs_open: reads the orders kept in the state folder; FG_OK, FG_E_STATE,
 * FG_E_MEMORY. reliefs_resolve: the set for a pack that is about to be published, to be given to free(); *set NULL =
 * none in force. FG_OK, FG_E_MEMORY. reliefs_close: of a gate that closes. */
fg_error reliefs_open(struct fg_gate *gate, char *why, size_t why_size);
fg_error reliefs_resolve(const struct fg_gate *gate, const struct pack *pack, struct relief_set **set, char *why,
                         size_t why_size);
void reliefs_close(struct fg_gate *gate);
/* Ends the reliefs that are over: lapsed, or confirmed and no longer what the live pack says. After a pack was
 * published. */
void reliefs_settle(struct fg_gate *gate);
/* The relief in force of that index, from 0; false when there is none. */
bool reliefs_at(const struct fg_gate *gate, uint32_t index, fg_relief *relief);

#endif
