/*
 * check_digits.c: the forms of identifiers and their check digits (check_digits.h).
 */
#include "check_digits.h"

static bool all_capitals_and_digits(const char *key, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (!is_digit(key[i]) && !is_upper(key[i]))
            return false;
    return true;
}

/* ISO 7064 mod 97-10 of capitals and digits, letters counting 10 to 35, continued from a remainder. */
static unsigned mod97(unsigned remainder, const char *key, size_t length)
{
    for (size_t i = 0; i < length; i++)
        remainder = is_digit(key[i]) ? (remainder * 10 + (unsigned)(key[i] - '0')) % 97
                                     : (remainder * 100 + (unsigned)(key[i] - 'A' + 10)) % 97;
    return remainder;
}

/* The ISO 13616 registry: country and length, in the order of the alphabet. */
static const char iban_lengths[][5] = {
    "AD24", "AE23", "AL28", "AT20", "AZ28", "BA20", "BE16", "BG22", "BH22", "BI27", "BR29", "BY28", "CH21",
    "CR22", "CY28", "CZ24", "DE22", "DJ27", "DK18", "DO28", "EE20", "EG29", "ES24", "FI18", "FK18", "FO18",
    "FR27", "GB22", "GE22", "GI23", "GL18", "GR27", "GT28", "HN28", "HR21", "HU28", "IE22", "IL23", "IQ23",
    "IS26", "IT27", "JO30", "KW30", "KZ20", "LB28", "LC32", "LI21", "LT20", "LU20", "LV21", "LY25", "MC27",
    "MD24", "ME22", "MK19", "MN20", "MR27", "MT31", "MU30", "NI28", "NL18", "NO15", "OM23", "PK24", "PL28",
    "PS29", "PT25", "QA29", "RO24", "RS22", "RU33", "SA24", "SC31", "SD18", "SE24", "SI19", "SK24", "SM27",
    "SO23", "ST25", "SV28", "TL23", "TN24", "TR26", "UA29", "VA22", "VG24", "XK20", "YE30"};

size_t iban_length(char first, char second)
{
    size_t low = 0, high = sizeof iban_lengths / sizeof iban_lengths[0];
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const char *row = iban_lengths[middle];
        int order = row[0] != first ? row[0] - first : row[1] - second;
        if (order == 0)
            return (size_t)(row[2] - '0') * 10 + (size_t)(row[3] - '0');
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return 0;
}

bool iban_is_valid(const char *key, size_t length)
{
    if (length < 15 || length != iban_length(key[0], key[1]) || !all_digits(key + 2, 2) ||
        !all_capitals_and_digits(key + 4, length - 4))
        return false;
    if (key[0] == 'K' && key[1] == 'Z' && !all_digits(key + 4, 3))
        return false;
    unsigned check = (unsigned)(key[2] - '0') * 10 + (unsigned)(key[3] - '0');
    return check >= 2 && check <= 98 && mod97(mod97(0, key + 4, length - 4), key, 4) == 1;
}

bool lei_is_valid(const char *key, size_t length)
{
    if (length != 20 || !all_capitals_and_digits(key, 18) || !all_digits(key + 18, 2))
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
