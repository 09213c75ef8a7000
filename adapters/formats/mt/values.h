/*
 * values.h: dates, currencies and amounts of an MT103.
 */
#ifndef FIATGATE_MT_VALUES_H
#define FIATGATE_MT_VALUES_H

#include "fields.h"

/* 32A: value date, currency and amount, which must be right: what is settled when is judged by them. */
bool mt_put_settlement(struct mt_reading *reading, const struct mt_field *field);
/* 33B: the instructed currency and amount, which must be right as well. */
bool mt_put_instructed(struct mt_reading *reading, const struct mt_field *field);
/* Whether a slice is an amount as FIN writes it: up to 15 digits with a decimal comma, which may be missing. */
bool mt_is_amount(const struct mt_reading *reading, struct mt_slice slice);
bool mt_is_currency(const struct mt_reading *reading, struct mt_slice slice);

#endif
