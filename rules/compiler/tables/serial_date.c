/*
 * serial_date.c: days since 1900, or 1904, as dates (serial_date.h).
 */
#include "serial_date.h"

#include <stdint.h>
#include <stdio.h>

#define LAST_DAY      2958465 /* 9999-12-31 */
#define DAYS_TO_1904  1462
#define FALSE_DAY     60    /* "1900-02-29" */
#define EPOCH_TO_1900 25569 /* of 1970-01-01 */

bool serial_date(double number, bool from_1904, char date[SERIAL_DATE])
{
    if (!(number >= 0 && number <= LAST_DAY))
        return false;
    int32_t serial = (int32_t)number + (from_1904 ? DAYS_TO_1904 : 0);
    if (serial < 1 || serial > LAST_DAY || serial == FALSE_DAY)
        return false;
    int32_t days = serial - EPOCH_TO_1900 + (serial < FALSE_DAY);
    /* Days as years of 400-year cycles that begin on the first of March. */
    int32_t shifted = days + 719468, cycle = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    int32_t of_cycle = shifted - cycle * 146097;
    int32_t year = (of_cycle - of_cycle / 1460 + of_cycle / 36524 - of_cycle / 146096) / 365;
    int32_t of_year = of_cycle - (365 * year + year / 4 - year / 100);
    int32_t month = (5 * of_year + 2) / 153, day = of_year - (153 * month + 2) / 5 + 1;
    month += month < 10 ? 3 : -9;
    year += cycle * 400 + (month <= 2);
    snprintf(date, SERIAL_DATE, "%04u-%02u-%02u", (unsigned)year % 10000, (unsigned)month % 100, (unsigned)day % 100);
    return true;
}
