/*
 * amount.c: amounts of money as whole numbers, read and written (outcome.h). Touches nothing else.
 */
#include <string.h>

#include "outcome.h"

#define DECIMALS     5
#define WHOLE_DIGITS 18
#define MOST_DIGITS  38 /* any number of so many digits fits replay_amount */

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

bool replay_amount_read(const char *text, size_t length, replay_amount *amount)
{
    replay_amount value = 0;
    size_t at = 0, significant = 0;
    for (; at < length && is_digit(text[at]); at++) {
        significant += significant > 0 || text[at] != '0';
        if (significant > WHOLE_DIGITS)
            return false;
        value = value * 10 + (text[at] - '0');
    }
    bool any = at > 0;
    int decimals = 0;
    if (at < length && text[at] == '.')
        for (at++; at < length && is_digit(text[at]); at++) {
            any = true;
            if (decimals == DECIMALS && text[at] != '0')
                return false;
            if (decimals < DECIMALS) {
                value = value * 10 + (text[at] - '0');
                decimals++;
            }
        }
    if (!any || at < length)
        return false;
    for (; decimals < DECIMALS; decimals++)
        value *= 10;
    *amount = value;
    return true;
}

bool replay_amount_read_whole(const char *text, replay_amount *amount)
{
    bool negative = *text == '-';
    text += negative;
    size_t digits = strspn(text, "0123456789");
    if (digits == 0 || digits > MOST_DIGITS || text[digits])
        return false;
    replay_amount value = 0;
    for (; *text; text++)
        value = value * 10 + (*text - '0');
    *amount = negative ? -value : value;
    return true;
}

void replay_amount_write_whole(replay_amount amount, char out[48])
{
    __extension__ typedef unsigned __int128 magnitude;
    char digits[48];
    size_t at = sizeof digits;
    magnitude rest = amount < 0 ? -(magnitude)amount : (magnitude)amount;
    digits[--at] = '\0';
    do {
        digits[--at] = (char)('0' + (int)(rest % 10));
        rest /= 10;
    } while (rest > 0);
    if (amount < 0)
        digits[--at] = '-';
    memcpy(out, digits + at, sizeof digits - at);
}

void replay_amount_write(replay_amount amount, char out[48])
{
    char whole[48];
    replay_amount_write_whole(amount, whole);
    bool negative = whole[0] == '-';
    size_t length = strlen(whole + negative);
    size_t padding = length > DECIMALS ? 0 : DECIMALS + 1 - length;
    char digits[48];
    memset(digits, '0', padding);
    memcpy(digits + padding, whole + negative, length + 1);
    length += padding;
    size_t before = length - DECIMALS, decimals = DECIMALS;
    while (decimals > 2 && digits[before + decimals - 1] == '0')
        decimals--;
    if (negative)
        *out++ = '-';
    memcpy(out, digits, before);
    out[before] = '.';
    memcpy(out + before + 1, digits + before, decimals);
    out[before + 1 + decimals] = '\0';
}
