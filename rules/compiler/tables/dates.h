/*
 * dates.h: dates as people and registers write them.
 */
#ifndef FIATGATE_TABLES_DATES_H
#define FIATGATE_TABLES_DATES_H

#include <stdbool.h>
#include <stdint.h>

#define DATE_TEXT 11 /* YYYY-MM-DD and its NUL */

enum date_order { ORDER_UNKNOWN, ORDER_DAY_FIRST, ORDER_MONTH_FIRST };

enum date_answer {
    DATE_READ,      /* first holds it */
    DATE_AMBIGUOUS, /* first and second are the two it may be */
    DATE_NONE
};

struct date_answered {
    enum date_answer answer;
    char first[DATE_TEXT], second[DATE_TEXT];
};

/*
 * "2026-11-22", also with a time behind it, "2026-11" and "2026" as they are; "22.11.2026"; "22/11/2026" and
 * "22-11-2026" where the order is known or only one is a date; "22 November 2026", "November 22, 2026".
 */
void date_told(const char *text, enum date_order order, struct date_answered *answered);
/* The day before a YYYY-MM-DD. */
void date_before(char date[DATE_TEXT]);
/* The first date in a text, written with the day first; where it ends, NULL = there is none. */
const char *date_within(const char *text, char date[DATE_TEXT]);

#endif
