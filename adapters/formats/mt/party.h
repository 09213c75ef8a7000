/*
 * party.h: the customers (50a, 59a) and banks (51a to 57a) of an MT103 as canonical fields. What a party line cannot be
 * taken for goes to a field that is scanned, so that nothing written there stays unread.
 */
#ifndef FIATGATE_MT_PARTY_H
#define FIATGATE_MT_PARTY_H

#include "fields.h"

bool mt_put_debtor(struct mt_reading *reading, const struct mt_field *field);
bool mt_put_creditor(struct mt_reading *reading, const struct mt_field *field);
bool mt_put_agent(struct mt_reading *reading, const struct mt_field *field);

/* Whether the slice has the shape of a BIC, 8 or 11 characters. */
bool mt_is_bic(const struct mt_reading *reading, struct mt_slice slice);

#endif
