/*
 * values.c: dates, currencies, amounts and texts of a domestic message (values.h). Writes the transfer and the error,
 * touches nothing else.
 */
#include "values.h"

#include "../mt/write.h"
#include "fields.h"

/* Digits of an amount, at most: as in FIN. */
#define AMOUNT_DIGITS 15

bool kz_is_digits(const struct mt_reading *reading, struct mt_slice slice, uint32_t count)
{
    if (mt_length(slice) != count)
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (!mt_is_digit(mt_byte(reading, slice, i)))
            return false;
    return true;
}

static uint32_t skip_digits(const struct mt_reading *reading, uint32_t at, uint32_t end)
{
    while (at < end && mt_is_digit(reading->bytes[at]))
        at++;
    return at;
}

enum kz_money_fault kz_parse_money(const struct mt_reading *reading, struct mt_slice slice, struct kz_money *money)
{
    uint32_t at = slice.start, width;
    for (uint32_t i = 0; i < 3; i++, at += width) {
        unsigned char letter = kz_letter(reading, at, slice.end, &width);
        money->currency[i] = (char)letter;
        if (!mt_is_capital(letter))
            return KZ_NO_CURRENCY;
    }
    money->currency_at = (struct mt_slice){slice.start, at};
    struct mt_slice amount = mt_trim(reading, (struct mt_slice){at, slice.end});
    at = skip_digits(reading, amount.start, amount.end);
    money->whole = (struct mt_slice){amount.start, at};
    bool parted = at < amount.end && (reading->bytes[at] == ',' || reading->bytes[at] == '.');
    money->point = (struct mt_slice){at, parted ? at + 1 : at};
    money->fraction = (struct mt_slice){money->point.end, skip_digits(reading, money->point.end, amount.end)};
    bool good = mt_length(money->whole) > 0 && money->fraction.end == amount.end &&
                mt_length(money->whole) + mt_length(money->fraction) <= AMOUNT_DIGITS;
    return good ? KZ_MONEY_GOOD : KZ_NO_AMOUNT;
}

bool kz_read_money(struct mt_reading *reading, struct mt_slice slice, const char *tag, struct kz_money *money)
{
    switch (kz_parse_money(reading, slice, money)) {
    case KZ_NO_CURRENCY:
        return mt_refuse(reading, "kz-bad-currency", slice.start,
                         "field % has no currency of three capitals before its amount, as in KZT1500,00", tag);
    case KZ_NO_AMOUNT:
        return mt_refuse(reading, "kz-bad-amount", money->whole.start,
                         "field % has no amount of at most 15 digits with a decimal comma, as in KZT1500,00", tag);
    default:
        return true;
    }
}

bool kz_put_money(struct mt_reading *reading, const struct kz_money *money)
{
    if (!mt_open(reading, FG_FIELD_CURRENCY, money->currency_at.start) ||
        !mt_replace(reading, money->currency, 3, money->currency_at))
        return false;
    mt_close(reading);
    if (!mt_open(reading, FG_FIELD_AMOUNT, money->whole.start) || !mt_piece(reading, money->whole))
        return false;
    if (mt_length(money->fraction) > 0 &&
        (!mt_replace(reading, ".", 1, money->point) || !mt_piece(reading, money->fraction)))
        return false;
    mt_close(reading);
    return true;
}

bool kz_money_sum(const struct mt_reading *reading, const struct kz_money *money, uint64_t *sum)
{
    uint64_t number = 0;
    uint32_t hundredths = mt_length(money->fraction);
    if (hundredths > 2)
        return false;
    for (uint32_t i = 0; i < mt_length(money->whole); i++)
        number = number * 10 + (uint64_t)(mt_byte(reading, money->whole, i) - '0');
    for (uint32_t i = 0; i < 2; i++)
        number = number * 10 + (i < hundredths ? (uint64_t)(mt_byte(reading, money->fraction, i) - '0') : 0);
    if (number > UINT64_MAX - *sum)
        return false;
    *sum += number;
    return true;
}

bool kz_put_date(struct mt_reading *reading, fg_field field, struct mt_slice slice, const char iso[10])
{
    if (!mt_open(reading, field, slice.start) || !mt_replace(reading, iso, 10, slice))
        return false;
    mt_close(reading);
    return true;
}

bool kz_put_lines(struct mt_reading *reading, fg_field field, const char *joiner, struct mt_slice text)
{
    struct mt_slice line, rest = text;
    uint32_t last = 0, lines = 0;
    if (mt_is_blank(reading, text))
        return true;
    if (!mt_open(reading, field, text.start))
        return false;
    for (; mt_filled_line(reading, &rest, &line); lines++)
        if (!mt_join(reading, joiner, &last, line))
            return false;
    mt_close(reading);
    if (lines < 2)
        return true;
    if (!mt_open(reading, field, text.start))
        return false;
    while (mt_line(reading, &text, &line)) /* with the blanks at its ends: they part words here */
        if (!mt_piece(reading, line))
            return false;
    mt_close(reading);
    transfer_mark_alternative(reading->transfer);
    return true;
}
