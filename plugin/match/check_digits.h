/*
 * check_digits.h: whether a key has the form of an identifier and its check digits hold. Pure functions; a key is in
 * capitals, without separators.
 *
 *   IBAN  ISO 13616, mod 97-10; Kazakhstan: KZ + 2 check + 3 bank code + 13 characters (20).
 *   LEI   ISO 17442, 18 characters + mod 97-10.
 *   BIC   ISO 9362, 8 or 11 characters: 6 letters/…, country, location, branch.
 *   IIN/BIN  12 digits, Kazakhstan; weights 1..11 mod 11, when 10 weights 3..11,1,2, when 10 again invalid; IIN: date,
 *         digit 7 in 1..6; BIN: month, digit 5 in 4..6.
 */
#ifndef FIATGATE_CHECK_DIGITS_H
#define FIATGATE_CHECK_DIGITS_H

#include <stdbool.h>
#include <stddef.h>

bool iban_is_valid(const char *key, size_t length);
bool lei_is_valid(const char *key, size_t length);
bool bic_is_valid(const char *key, size_t length);
/* Both forms; iin_is_valid and bin_is_valid tell them apart. */
bool tax_id_is_valid(const char *key, size_t length);
bool iin_is_valid(const char *key, size_t length);
bool bin_is_valid(const char *key, size_t length);

/* The length of that country's IBANs, 0 when it has none. */
size_t iban_length(char first, char second);
#define IBAN_LONGEST 33
/* Those that have any, as bits: four bytes a first letter (1 to 26), in them a bit each second one. */
extern const unsigned char iban_countries[128];

static inline bool is_digit(int byte)
{
    return byte >= '0' && byte <= '9';
}

static inline bool is_upper(int byte)
{
    return byte >= 'A' && byte <= 'Z';
}

static inline bool all_digits(const char *key, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!is_digit(key[i]))
            return false;
    return true;
}

#endif
