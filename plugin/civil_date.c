/*
 * civil_date.c: civil dates and moments of UTC (civil_date.h). The proleptic Gregorian calendar, by H. Hinnant's
 * "chrono-Compatible Low-Level Date Algorithms": years begin in March, so that the leap day is the last of one. What
 * the C library has for it takes the lock of its time zones.
 */
#include "civil_date.h"

#include <stdio.h>
#include <string.h>

#define DAYS_TO_1970 719468 /* on the scale of civil_date_days() */
#define YEAR_10000   INT64_C(253402300800)
#define YEAR_0       INT64_C(-62167219200)

bool civil_date_is_valid(int32_t date)
{
    static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int32_t year = date / 10000, month = date / 100 % 100, day = date % 100;
    if (year < 1900 || year > 2999 || month < 1 || month > 12 || day < 1)
        return false;
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
    return day <= days[month - 1] + (month == 2 && leap ? 1 : 0);
}

int32_t civil_date_days(int32_t date)
{
    int32_t year = date / 10000, month = date / 100 % 100, day = date % 100;
    year -= month <= 2;
    int32_t era = year / 400, of_era = year - era * 400;
    int32_t of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year;
}

int32_t civil_date_at(int64_t at)
{
    if (at < YEAR_0 || at >= YEAR_10000)
        return 0;
    int32_t days = (int32_t)(at / 86400 - (at % 86400 < 0)) + DAYS_TO_1970;
    int32_t era = (days >= 0 ? days : days - 146096) / 146097, of_era = days - era * 146097;
    int32_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int32_t of_year = of_era - (365 * year + year / 4 - year / 100), month = (5 * of_year + 2) / 153;
    int32_t day = of_year - (153 * month + 2) / 5 + 1;
    month = month < 10 ? month + 3 : month - 9;
    return (year + era * 400 + (month <= 2)) * 10000 + month * 100 + day;
}

const char *civil_date_text(int32_t day, char text[CIVIL_DATE_TEXT])
{
    snprintf(text, CIVIL_DATE_TEXT, "%04u-%02u-%02u", (unsigned)day / 10000 % 10000, (unsigned)day / 100 % 100,
             (unsigned)day % 100);
    return text;
}

bool utc_write(int64_t at, char text[UTC_TEXT])
{
    char day[CIVIL_DATE_TEXT];
    if (at < 0 || at >= YEAR_10000)
        return false;
    unsigned second = (unsigned)(at % 86400);
    snprintf(text, UTC_TEXT, "%.10sT%02u:%02u:%02uZ", civil_date_text(civil_date_at(at), day), second / 3600,
             second / 60 % 60, second % 60);
    return true;
}

bool utc_read(const char *text, int64_t *at)
{
    static const char shape[] = "dddd-dd-ddTdd:dd:ddZ";
    int32_t numbers[6] = {0};
    int number = 0;
    for (size_t i = 0; i < sizeof shape; i++) {
        bool digit = text[i] >= '0' && text[i] <= '9';
        if (shape[i] == 'd' ? !digit : text[i] != shape[i])
            return false;
        if (digit)
            numbers[number] = numbers[number] * 10 + (text[i] - '0');
        else
            number++;
    }
    if (numbers[0] < 1970 || numbers[1] < 1 || numbers[1] > 12 || numbers[2] < 1 || numbers[2] > 31 ||
        numbers[3] > 23 || numbers[4] > 59 || numbers[5] > 59)
        return false;
    int32_t days = civil_date_days(numbers[0] * 10000 + numbers[1] * 100 + numbers[2]) - DAYS_TO_1970;
    *at = (int64_t)days * 86400 + numbers[3] * 3600 + numbers[4] * 60 + numbers[5];
    char again[UTC_TEXT]; /* a day that does not exist comes back as another */
    return utc_write(*at, again) && strcmp(again, text) == 0;
}
