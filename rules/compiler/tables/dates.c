/*
 * dates.c: reads dates (dates.h).
 */
#include "dates.h"

#include <stdio.h>
#include <string.h>

#include "transfer.h"

/* A number of at most four digits; where it ends, NULL = there is none or a longer one. */
static const char *read_number(const char *text, uint32_t *number, uint32_t *digits)
{
    *number = *digits = 0;
    for (; *text >= '0' && *text <= '9' && *digits < 5; text++, ++*digits)
        *number = *number * 10 + (uint32_t)(*text - '0');
    return *digits > 0 && *digits < 5 ? text : NULL;
}

static bool write_date(uint32_t year, uint32_t month, uint32_t day, char date[DATE_TEXT])
{
    if (year < 1900 || year > 9999 || month > 12 || day > 31 ||
        !civil_date_is_valid((int32_t)(year * 10000 + month * 100 + day)))
        return false;
    snprintf(date, DATE_TEXT, "%04u-%02u-%02u", year % 10000, month % 100, day % 100);
    return true;
}

struct three {
    uint32_t numbers[3], digits[3];
    char separator;
    const char *end;
};

/* Three numbers with one separator between them. */
static bool read_three(const char *text, struct three *three)
{
    for (int i = 0; i < 3; i++) {
        text = read_number(text, &three->numbers[i], &three->digits[i]);
        if (!text)
            return false;
        three->end = text;
        if (i == 2)
            return true;
        if ((i == 0 && !strchr(".-/", *text)) || !*text || (i == 1 && *text != three->separator))
            return false;
        three->separator = *text++;
    }
    return false;
}

/* A time of day, or nothing, behind a date. */
static bool only_time_follows(const char *end)
{
    return *end == 0 || ((*end == ' ' || *end == 'T') && end[1 + strspn(end + 1, "0123456789:.+-Z ")] == 0);
}

static void tell_year_last(const struct three *three, enum date_order order, struct date_answered *answered)
{
    const uint32_t *n = three->numbers;
    bool day_first = write_date(n[2], n[1], n[0], answered->first);
    bool month_first = three->separator != '.' && write_date(n[2], n[0], n[1], answered->second);
    if (three->separator == '.' || order == ORDER_DAY_FIRST)
        month_first = false;
    if (order == ORDER_MONTH_FIRST && three->separator != '.')
        day_first = false;
    if (!day_first && month_first)
        memcpy(answered->first, answered->second, DATE_TEXT);
    if (day_first && month_first && strcmp(answered->first, answered->second) != 0)
        answered->answer = DATE_AMBIGUOUS;
    else if (day_first || month_first)
        answered->answer = DATE_READ;
}

/* The month that a word of at least three letters begins, 0 = none. */
static uint32_t month_of(const char *word, size_t length)
{
    static const char months[] = "januaryfebruarymarchaprilmayjunejulyaugustseptemberoctobernovemberdecember";
    static const uint8_t ends[] = {7, 15, 20, 25, 28, 32, 36, 42, 51, 58, 66, 74};
    for (uint32_t month = 0; length >= 3 && month < 12; month++) {
        size_t from = month ? ends[month - 1] : 0, letters = ends[month] - from, same = 0;
        while (same < length && same < letters && (word[same] | 0x20) == months[from + same])
            same++;
        if (same == length)
            return month + 1;
    }
    return 0;
}

/* "22 November 2026", "November 22, 2026". */
static void tell_words(const char *text, struct date_answered *answered)
{
    uint32_t month = 0, numbers[2] = {0, 0}, count = 0;
    while (*text) {
        size_t letters = 0;
        while ((text[letters] | 0x20) >= 'a' && (text[letters] | 0x20) <= 'z')
            letters++;
        uint32_t digits;
        const char *end = letters ? text + letters : count < 2 ? read_number(text, &numbers[count], &digits) : NULL;
        if (!end || (letters && month))
            return;
        if (letters)
            month = month_of(text, letters);
        else
            count++;
        if (letters && month == 0)
            return;
        text = end + strspn(end, " .,");
    }
    if (month && count == 2 && write_date(numbers[1], month, numbers[0], answered->first))
        answered->answer = DATE_READ;
}

void date_told(const char *text, enum date_order order, struct date_answered *answered)
{
    struct three three = {0};
    uint32_t year, month, digits;
    *answered = (struct date_answered){.answer = DATE_NONE};
    const char *end = read_number(text, &year, &digits);
    if (end && digits == 4 && year >= 1900 && *end == 0) {
        snprintf(answered->first, DATE_TEXT, "%04u", year % 10000);
        answered->answer = DATE_READ;
        return;
    }
    const char *behind = end && digits == 4 && *end == '-' ? read_number(end + 1, &month, &digits) : NULL;
    if (behind && *behind == 0 && digits == 2 && year >= 1900 && month >= 1 && month <= 12) {
        snprintf(answered->first, DATE_TEXT, "%04u-%02u", year % 10000, month % 100);
        answered->answer = DATE_READ;
        return;
    }
    if (!read_three(text, &three) || !only_time_follows(three.end))
        tell_words(text, answered);
    else if (three.digits[0] == 4 && write_date(three.numbers[0], three.numbers[1], three.numbers[2], answered->first))
        answered->answer = DATE_READ;
    else if (three.digits[2] == 4 && three.digits[0] <= 2 && three.digits[1] <= 2)
        tell_year_last(&three, order, answered);
}

void date_before(char date[DATE_TEXT])
{
    uint32_t year = 0, month = 0, day = 0;
    if (sscanf(date, "%4u-%2u-%2u", &year, &month, &day) != 3)
        return;
    if (day > 1) {
        write_date(year, month, day - 1, date);
        return;
    }
    year -= month == 1;
    month = month == 1 ? 12 : month - 1;
    for (day = 31; day > 27 && !write_date(year, month, day, date); day--)
        ;
}

const char *date_within(const char *text, char date[DATE_TEXT])
{
    for (; *text; text += strspn(text, "0123456789")) {
        struct three three = {0};
        struct date_answered answered = {.answer = DATE_NONE};
        text += strcspn(text, "0123456789");
        if (!read_three(text, &three))
            continue;
        if (three.digits[0] == 4 && write_date(three.numbers[0], three.numbers[1], three.numbers[2], answered.first))
            answered.answer = DATE_READ;
        else if (three.digits[2] == 4)
            tell_year_last(&three, ORDER_DAY_FIRST, &answered);
        if (answered.answer != DATE_READ)
            continue;
        memcpy(date, answered.first, DATE_TEXT);
        return three.end;
    }
    return NULL;
}
