/*
 * meanings.h: the ways in which tags are read (layout.h), to be named in the tables of layouts.
 */
#ifndef FIATGATE_MT_MEANINGS_H
#define FIATGATE_MT_MEANINGS_H

#include "layout.h"

/* Texts and references. */
extern const struct mt_meaning mt_text, mt_first_line, mt_coded_text, mt_purpose, mt_instructions;
extern const struct mt_meaning mt_reference, mt_item_reference, mt_code;
/* What has no canonical field and, in its own form, no words. */
extern const struct mt_meaning mt_time, mt_number, mt_charge, mt_page;
/* Money and dates. */
extern const struct mt_meaning mt_settlement, mt_settled_total, mt_transferred, mt_instructed, mt_settlement_date;
/* Parties. */
extern const struct mt_meaning mt_customer, mt_bank, mt_agent;

/* Kazakhstan's payment codes that stand in the value of that index, which begins at `at` of the message. */
bool mt_put_codes(struct mt_writing *writing, uint32_t value, uint32_t at);

#endif
