/*
 * values.c: reads dates, currencies and amounts (values.h) and writes them in the canonical form.
 */
#include "values.h"

#include <string.h>

#include "meanings.h"
#include "write.h"

/* Digits and comma of an amount, at most. */
#define AMOUNT_WIDTH 15

bool mt_is_currency(const struct mt_reading *reading, struct mt_slice slice)
{
    return mt_length(slice) == 3 && mt_is_capital(mt_byte(reading, slice, 0)) &&
           mt_is_capital(mt_byte(reading, slice, 1)) && mt_is_capital(mt_byte(reading, slice, 2));
}

bool mt_is_amount(const struct mt_reading *reading, struct mt_slice slice)
{
    uint32_t commas = 0;
    for (uint32_t i = 0; i < mt_length(slice); i++) {
        unsigned char byte = mt_byte(reading, slice, i);
        if (byte == ',' && i > 0)
            commas++;
        else if (!mt_is_digit(byte))
            return false;
    }
    return mt_length(slice) > 0 && mt_length(slice) <= AMOUNT_WIDTH && commas <= 1;
}

static struct mt_slice part(struct mt_slice slice, uint32_t from, uint32_t to)
{
    uint32_t length = mt_length(slice);
    return (struct mt_slice){slice.start + (from < length ? from : length), slice.start + (to < length ? to : length)};
}

/* The decimal comma becomes a point; one at the end is dropped. */
static bool put_amount(struct mt_reading *reading, fg_field field, struct mt_slice amount)
{
    const unsigned char *comma = memchr(reading->bytes + amount.start, ',', mt_length(amount));
    uint32_t at = comma ? (uint32_t)(comma - reading->bytes) : amount.end;
    if (!mt_open(reading, field, amount.start) || !mt_piece(reading, (struct mt_slice){amount.start, at}))
        return false;
    if (at + 1 < amount.end && (!mt_replace(reading, ".", 1, (struct mt_slice){at, at + 1}) ||
                                !mt_piece(reading, (struct mt_slice){at + 1, amount.end})))
        return false;
    mt_close(reading);
    return true;
}

/* A currency and an amount; nothing is written where the fields are FG_FIELD_NONE. */
static bool put_money(struct mt_reading *reading, const struct mt_field *field, struct mt_slice money,
                      fg_field currency_field, fg_field amount_field)
{
    struct mt_slice currency = part(money, 0, 3), amount = part(money, 3, UINT32_MAX);
    if (!mt_is_currency(reading, currency))
        return mt_refuse(reading, "mt-bad-currency", money.start, "field % has no currency of three capitals",
                         field->tag);
    if (!mt_is_amount(reading, amount))
        return mt_refuse(reading, "mt-bad-amount", amount.start,
                         "field % has no amount of at most 15 characters, digits with a decimal comma", field->tag);
    if (amount_field == FG_FIELD_NONE)
        return true;
    return mt_put(reading, currency_field, currency) && put_amount(reading, amount_field, amount);
}

/* Years from 80 on are of the last century. */
#define LAST_CENTURY_FROM 80

bool mt_date(const struct mt_reading *reading, struct mt_slice slice, char iso[10])
{
    int32_t number = 0;
    memcpy(iso, "2000-00-00", 10);
    if (mt_length(slice) != 6)
        return false;
    for (uint32_t i = 0; i < 6; i++) {
        unsigned char byte = mt_byte(reading, slice, i);
        if (!mt_is_digit(byte))
            return false;
        iso[i + 2 + i / 2] = (char)byte;
        number = number * 10 + (byte - '0');
    }
    bool last_century = number / 10000 >= LAST_CENTURY_FROM;
    if (last_century)
        memcpy(iso, "19", 2);
    return civil_date_is_valid(number + (last_century ? 19000000 : 20000000));
}

static bool put_date(struct mt_reading *reading, const struct mt_field *field, struct mt_slice slice)
{
    char iso[10];
    if (!mt_date(reading, slice, iso))
        return mt_refuse(reading, "mt-bad-date", slice.start, "field % has no day of the calendar in the form YYMMDD",
                         field->tag);
    if (!mt_open(reading, FG_FIELD_SETTLEMENT_DATE, slice.start) || !mt_replace(reading, iso, sizeof iso, slice))
        return false;
    mt_close(reading);
    return true;
}

/* 32A: value date, currency and amount. */
static bool put_settlement(struct mt_writing *writing, const struct mt_field *field, const struct mt_tag *tag)
{
    (void)tag;
    return put_date(writing->reading, field, part(field->first, 0, 6)) &&
           put_money(writing->reading, field, part(field->first, 6, UINT32_MAX), FG_FIELD_CURRENCY, FG_FIELD_AMOUNT);
}

/* 32A of a batch: the value date of each, and a sum. */
static bool put_settled_total(struct mt_writing *writing, const struct mt_field *field, const struct mt_tag *tag)
{
    (void)tag;
    return put_date(writing->reading, field, part(field->first, 0, 6)) &&
           put_money(writing->reading, field, part(field->first, 6, UINT32_MAX), FG_FIELD_NONE, FG_FIELD_NONE);
}

static bool put_transferred(struct mt_writing *writing, const struct mt_field *field, const struct mt_tag *tag)
{
    (void)tag;
    return put_money(writing->reading, field, field->first, FG_FIELD_CURRENCY, FG_FIELD_AMOUNT);
}

static bool put_instructed(struct mt_writing *writing, const struct mt_field *field, const struct mt_tag *tag)
{
    (void)tag;
    return put_money(writing->reading, field, field->first, FG_FIELD_INSTRUCTED_CURRENCY, FG_FIELD_INSTRUCTED_AMOUNT);
}

static bool put_settlement_date(struct mt_writing *writing, const struct mt_field *field, const struct mt_tag *tag)
{
    (void)tag;
    return put_date(writing->reading, field, field->first);
}

#define FIXED(name, text)                                                                                              \
    {                                                                                                                  \
        .of = MT_PART_FIXED, .field = FG_FIELD_##name, .source = text                                                  \
    }
#define FURTHER FIXED(OTHER_TEXT, "lines behind the first")
#define END                                                                                                            \
    {                                                                                                                  \
        .of = MT_PART_END                                                                                              \
    }

const struct mt_meaning mt_settlement = {put_settlement, true,
                                         (const struct mt_part[]){FIXED(SETTLEMENT_DATE, "date"),
                                                                  FIXED(CURRENCY, "currency"), FIXED(AMOUNT, "amount"),
                                                                  FURTHER, END}};
const struct mt_meaning mt_settled_total = {
    put_settled_total, true,
    (const struct mt_part[]){
        FIXED(SETTLEMENT_DATE, "date"),
        {.of = MT_PART_UNSCREENED,
         .source = "currency and amount",
         .note = "the sum of all transfers; the amount of each is read, and this must have its form"},
        FURTHER,
        END}};
const struct mt_meaning mt_transferred = {
    put_transferred, true,
    (const struct mt_part[]){FIXED(CURRENCY, "currency"), FIXED(AMOUNT, "amount"), FURTHER, END}};
const struct mt_meaning mt_instructed = {
    put_instructed, true,
    (const struct mt_part[]){FIXED(INSTRUCTED_CURRENCY, "currency"), FIXED(INSTRUCTED_AMOUNT, "amount"), FURTHER, END}};
const struct mt_meaning mt_settlement_date = {put_settlement_date, true,
                                              (const struct mt_part[]){FIXED(SETTLEMENT_DATE, ""), FURTHER, END}};
