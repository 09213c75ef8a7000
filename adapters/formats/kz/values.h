/*
 * values.h: dates, currencies, amounts and texts of a domestic message as values of the transfer.
 */
#ifndef FIATGATE_KZ_VALUES_H
#define FIATGATE_KZ_VALUES_H

#include "../mt/bytes.h"

/* A currency and an amount: "KZT45000,00", "KZT6.66". */
struct kz_money {
    char currency[3]; /* in Latin capitals */
    struct mt_slice currency_at;
    struct mt_slice whole;
    struct mt_slice point;    /* the comma or point; empty when there is none */
    struct mt_slice fraction; /* behind it */
};

/* What is wrong with a field of currency and amount. */
enum kz_money_fault { KZ_MONEY_GOOD, KZ_NO_CURRENCY, KZ_NO_AMOUNT };
enum kz_money_fault kz_parse_money(const struct mt_reading *reading, struct mt_slice slice, struct kz_money *money);
/* The same; false = refused. */
bool kz_read_money(struct mt_reading *reading, struct mt_slice slice, const char *tag, struct kz_money *money);
bool kz_put_money(struct mt_reading *reading, const struct kz_money *money);
/* In hundredths; false when it has smaller parts or is too large. */
bool kz_money_sum(const struct mt_reading *reading, const struct kz_money *money, uint64_t *sum);

/* A date that mt_date() has read. */
bool kz_put_date(struct mt_reading *reading, fg_field field, struct mt_slice slice, const char iso[10]);

/* A text with its lines joined by a joiner, and, when it has several, a second reading with nothing between them: lines
 * are cut at a width, in the middle of a word. */
bool kz_put_lines(struct mt_reading *reading, fg_field field, const char *joiner, struct mt_slice text);

/* Whether the slice is so many digits and nothing else. */
bool kz_is_digits(const struct mt_reading *reading, struct mt_slice slice, uint32_t count);

#endif
