/*
 * relief_set.h: the reliefs of a live gate as judging sees them: a person's order by which one rule, one entry or one
 * payee's account asks for flag where it would ask for block or hold. The gate makes the set (control/relief.h) when an
 * order is given or a pack is published; it is never changed afterwards, and read by lanes under the same guard as
 * their pack.
 */
#ifndef FIATGATE_RELIEF_SET_H
#define FIATGATE_RELIEF_SET_H

#include <stdatomic.h>
#include <stdint.h>

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

#endif
