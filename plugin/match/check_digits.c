/*
 * check_digits.c: the forms of identifiers and their check digits (check_digits.h).
 */
#include "check_digits.h"

#include <stdint.h>

static bool all_capitals_and_digits(const char *key, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!is_digit(key[i]) && !is_upper(key[i]))
            return false;
    return true;
}

#define NO_REMAINDER 97

/* ISO 7064 mod 97-10 of capitals and digits, letters counting 10 to 35, continued from a remainder; NO_REMAINDER where
 * there is another character. Divided only where the next would not fit any more. */
static unsigned mod97(unsigned remainder, const char *key, size_t length)
{
    uint64_t number = remainder;
    for (size_t i = 0; i < length; i++) {
        if (is_digit(key[i]))
            number = number * 10 + (unsigned)(key[i] - '0');
        else if (is_upper(key[i]))
            number = number * 100 + (unsigned)(key[i] - 'A' + 10);
        else
            return NO_REMAINDER;
        if (number >= UINT64_C(100000000000000000))
            number %= 97;
    }
    return (unsigned)(number % 97);
}

/* clang-format off */
#define IN(letter) [(letter) - 'A']
/* The ISO 13616 registry: length by the two letters of the country. */
static const unsigned char iban_lengths[26][26] = {
    IN('A') = {IN('D') = 24, IN('E') = 23, IN('L') = 28, IN('T') = 20, IN('Z') = 28},
    IN('B') = {IN('A') = 20, IN('E') = 16, IN('G') = 22, IN('H') = 22, IN('I') = 27, IN('R') = 29, IN('Y') = 28},
    IN('C') = {IN('H') = 21, IN('R') = 22, IN('Y') = 28, IN('Z') = 24},
    IN('D') = {IN('E') = 22, IN('J') = 27, IN('K') = 18, IN('O') = 28},
    IN('E') = {IN('E') = 20, IN('G') = 29, IN('S') = 24},
    IN('F') = {IN('I') = 18, IN('K') = 18, IN('O') = 18, IN('R') = 27},
    IN('G') = {IN('B') = 22, IN('E') = 22, IN('I') = 23, IN('L') = 18, IN('R') = 27, IN('T') = 28},
    IN('H') = {IN('N') = 28, IN('R') = 21, IN('U') = 28},
    IN('I') = {IN('E') = 22, IN('L') = 23, IN('Q') = 23, IN('S') = 26, IN('T') = 27},
    IN('J') = {IN('O') = 30},
    IN('K') = {IN('W') = 30, IN('Z') = 20},
    IN('L') = {IN('B') = 28, IN('C') = 32, IN('I') = 21, IN('T') = 20, IN('U') = 20, IN('V') = 21, IN('Y') = 25},
    IN('M') = {IN('C') = 27, IN('D') = 24, IN('E') = 22, IN('K') = 19, IN('N') = 20, IN('R') = 27,
               IN('T') = 31, IN('U') = 30},
    IN('N') = {IN('I') = 28, IN('L') = 18, IN('O') = 15},
    IN('O') = {IN('M') = 23},
    IN('P') = {IN('K') = 24, IN('L') = 28, IN('S') = 29, IN('T') = 25},
    IN('Q') = {IN('A') = 29},
    IN('R') = {IN('O') = 24, IN('S') = 22, IN('U') = 33},
    IN('S') = {IN('A') = 24, IN('C') = 31, IN('D') = 18, IN('E') = 24, IN('I') = 19, IN('K') = 24, IN('M') = 27,
               IN('O') = 23, IN('T') = 25, IN('V') = 28},
    IN('T') = {IN('L') = 23, IN('N') = 24, IN('R') = 26},
    IN('U') = {IN('A') = 29},
    IN('V') = {IN('A') = 22, IN('G') = 24},
    IN('X') = {IN('K') = 20},
    IN('Y') = {IN('E') = 30},
};
/* clang-format on */

const unsigned char iban_countries[128] __attribute__((aligned(64))) = {
    0x00, 0x00, 0x00, 0x00, 0x30, 0x10, 0x10, 0x04, 0xa2, 0x03, 0x04, 0x02, 0x00, 0x01, 0x04, 0x06, 0x20, 0x8c, 0x00,
    0x00, 0xa0, 0x00, 0x08, 0x00, 0x00, 0x8a, 0x04, 0x00, 0x24, 0x12, 0x14, 0x00, 0x00, 0x40, 0x24, 0x00, 0x20, 0x10,
    0x1a, 0x00, 0x00, 0x80, 0x00, 0x00, 0x00, 0x00, 0x80, 0x04, 0x0c, 0x02, 0x70, 0x02, 0x38, 0x48, 0x34, 0x00, 0x00,
    0x92, 0x00, 0x00, 0x00, 0x20, 0x00, 0x00, 0x00, 0x18, 0x18, 0x00, 0x02, 0x00, 0x00, 0x00, 0x00, 0x80, 0x28, 0x00,
    0x3a, 0xaa, 0x50, 0x00, 0x00, 0x50, 0x04, 0x00, 0x02, 0x00, 0x00, 0x00, 0x82, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x08, 0x00, 0x00, 0x20, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
};

size_t iban_length(char first, char second)
{
    return is_upper(first) && is_upper(second) ? iban_lengths[first - 'A'][second - 'A'] : 0;
}

bool iban_is_valid(const char *key, size_t length)
{
    if (length < 15 || length != iban_length(key[0], key[1]) || !all_digits(key + 2, 2))
        return false;
    if (key[0] == 'K' && key[1] == 'Z' && !all_digits(key + 4, 3))
        return false;
    unsigned check = (unsigned)(key[2] - '0') * 10 + (unsigned)(key[3] - '0');
    if (check < 2 || check > 98)
        return false;
    unsigned remainder = mod97(0, key + 4, length - 4);
    return remainder != NO_REMAINDER && mod97(remainder, key, 4) == 1;
}

bool lei_is_valid(const char *key, size_t length)
{
    if (length != 20 || !all_digits(key + 18, 2))
        return false;
    unsigned check = (unsigned)(key[18] - '0') * 10 + (unsigned)(key[19] - '0');
    return check >= 2 && check <= 98 && mod97(0, key, length) == 1;
}

bool bic_is_valid(const char *key, size_t length)
{
    return (length == 8 || length == 11) && all_capitals_and_digits(key, length) && is_upper(key[4]) &&
           is_upper(key[5]);
}

/* Twelve digits whose last is the check digit; false where the other eleven have none. */
static bool tax_id_checks(const char *key, size_t length)
{
    if (length != 12 || !all_digits(key, length))
        return false;
    unsigned first = 0, second = 0;
    for (unsigned i = 0; i < 11; i++) {
        unsigned digit = (unsigned)(key[i] - '0');
        first += (i + 1) * digit;
        second += ((i + 2) % 11 + 1) * digit;
    }
    unsigned check = first % 11 == 10 ? second % 11 : first % 11;
    return check == (unsigned)(key[11] - '0');
}

static unsigned two_digits(const char *key)
{
    return (unsigned)(key[0] - '0') * 10 + (unsigned)(key[1] - '0');
}

bool iin_is_valid(const char *key, size_t length)
{
    if (!tax_id_checks(key, length) || key[6] < '1' || key[6] > '6')
        return false;
    static const unsigned days_of[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    unsigned year = 1800 + (unsigned)(key[6] - '1') / 2 * 100 + two_digits(key);
    unsigned month = two_digits(key + 2), day = two_digits(key + 4);
    if (month < 1 || month > 12 || day < 1)
        return false;
    bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return day <= days_of[month - 1] + (month == 2 && leap ? 1u : 0u);
}

bool bin_is_valid(const char *key, size_t length)
{
    if (!tax_id_checks(key, length) || key[4] < '4' || key[4] > '6')
        return false;
    unsigned month = two_digits(key + 2);
    return month >= 1 && month <= 12;
}

bool tax_id_is_valid(const char *key, size_t length)
{
    return iin_is_valid(key, length) || bin_is_valid(key, length);
}
