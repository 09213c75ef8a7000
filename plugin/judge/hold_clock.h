/*
 * hold_clock.h: when the clock of a hold ends. A pure function of the pack's clock, the pack's calendar and a moment;
 * the end is an alarm for a person, never a release or a refusal.
 *
 * Hours run on. Working hours are those between the clock's day_begins and day_ends on working days. Working days are
 * counted from the day after the hold, and the last of them counts to its end. A working day is one of no weekend that
 * is no holiday, or one that the calendar says is worked.
 */
#ifndef FIATGATE_HOLD_CLOCK_H
#define FIATGATE_HOLD_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "pack.h"

/* Days that are looked at at the most: 22 years. */
#define HOLD_CLOCK_DAYS 8192

struct hold_end {
    int32_t day;   /* YYYYMMDD */
    uint32_t time; /* seconds since its midnight; 86400 = the end of that day */
    bool certain;  /* false: the calendar does not know the holidays of all years between, or the end is beyond
                    * HOLD_CLOCK_DAYS and this is no more than the last day that was looked at */
};

/* The bit of pack_meta.weekend that a civil date (YYYYMMDD) has: 0 = Monday. */
uint32_t weekday_of(int32_t day);

/* The clock of a ground; NULL = a hold on it has none. */
const struct pack_clock *hold_clock_of(const struct pack *pack, enum pack_ground ground);

/* The end of a hold that begins on a day (YYYYMMDD) at a time (seconds since its midnight). false = there is no such
 * day, or the clock is none. */
bool hold_clock_end(const struct pack *pack, const struct pack_clock *clock, int32_t day, uint32_t time,
                    struct hold_end *end);

#endif
