/*
 * civil_date.h: civil dates as decimal YYYYMMDD, and moments of UTC as seconds since 1970: which exist, how far apart
 * they lie, how they are written. Pure functions, of no locale and no time zone.
 */
#ifndef FIATGATE_CIVIL_DATE_H
#define FIATGATE_CIVIL_DATE_H

#include <stdbool.h>
#include <stdint.h>

/* Whether YYYYMMDD is a civil date of the years 1900–2999, and its number of days on a continuous scale. */
bool civil_date_is_valid(int32_t date);
int32_t civil_date_days(int32_t date);
/* The date of a moment; 0 outside the years 0–9999. */
int32_t civil_date_at(int64_t at);

/* "2026-11-22" of a date; returns text. */
#define CIVIL_DATE_TEXT 16
const char *civil_date_text(int32_t day, char text[CIVIL_DATE_TEXT]);

/* "2026-11-22T09:30:00Z", of the years 1970–9999. false = the moment or the text is none of those. */
#define UTC_TEXT 24
bool utc_write(int64_t at, char text[UTC_TEXT]);
bool utc_read(const char *text, int64_t *at);

#endif
