/*
 * party.h: the customers (50a, 59a) and banks (51a to 58a) of a message as canonical fields. What a party line cannot
 * be taken for goes to a field that is scanned, so that nothing written there stays unread. How they are read is in
 * meanings.h; what they are, in layout.h.
 */
#ifndef FIATGATE_MT_PARTY_H
#define FIATGATE_MT_PARTY_H

#include "layout.h"

/* Whether the slice has the shape of a BIC, 8 or 11 characters. */
bool mt_is_bic(const struct mt_reading *reading, struct mt_slice slice);

#endif
