/*
 * values.h: dates, currencies and amounts. They must be right: what is settled when is judged by them.
 */
#ifndef FIATGATE_MT_VALUES_H
#define FIATGATE_MT_VALUES_H

#include "fields.h"

/* YYMMDD as YYYY-MM-DD, years from 80 on being of the last century; false when there is no such day. */
bool mt_date(const struct mt_reading *reading, struct mt_slice slice, char iso[10]);
/* Whether a slice is an amount as FIN writes it: up to 15 digits with a decimal comma, which may be missing. */
bool mt_is_amount(const struct mt_reading *reading, struct mt_slice slice);
bool mt_is_currency(const struct mt_reading *reading, struct mt_slice slice);

#endif
