/*
 * codes.h: what card messages give as a number and the rest of the world as letters: currencies (ISO 4217), with the
 * digits that stand behind the decimal point of their amounts, and countries (ISO 3166-1).
 */
#ifndef FIATGATE_ISO8583_CODES_H
#define FIATGATE_ISO8583_CODES_H

#include <stdint.h>

struct currency {
    uint16_t number;
    char letters[4];
    uint8_t minor_digits;
};

/* NULL for what is no currency that amounts are paid in (gold, test codes, "no currency"). */
const struct currency *currency_by_number(uint32_t number);
const struct currency *currency_by_letters(const char letters[3]);
/* Two letters, NULL when no country has the number. */
const char *country_by_number(uint32_t number);

#endif
