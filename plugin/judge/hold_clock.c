/*
 * hold_clock.c: when the clock of a hold ends (hold_clock.h). Goes from day to day, the calendar beside it; bounded.
 */
#include "hold_clock.h"

#include "transfer.h"

#define DAY_SECONDS  86400u
#define HOUR_SECONDS 3600u

/* A day, and where it stands in the week and in the pack's calendar. */
struct walk {
    const struct pack *pack;
    int32_t day;
    uint32_t weekday; /* 0 = Monday */
    uint32_t next;    /* the first day of the calendar that is not before it */
    uint32_t walked;
};

/* The first day of the calendar from a date on. */
static uint32_t calendar_from(const struct pack *pack, int32_t day)
{
    uint32_t low = 0, high = pack->calendar_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (pack->calendar[middle].date < day)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

uint32_t weekday_of(int32_t day)
{
    /* Day 0 of civil_date_days(), 1 March of the year 0, was a Wednesday. */
    return (uint32_t)(civil_date_days(day) + 2) % 7;
}

static struct walk walk_from(const struct pack *pack, int32_t day)
{
    return (struct walk){.pack = pack, .day = day, .weekday = weekday_of(day), .next = calendar_from(pack, day)};
}

/* To the next day; false = far enough. */
static bool walk_on(struct walk *walk)
{
    int32_t day = walk->day + 1;
    if (!civil_date_is_valid(day))
        day = (walk->day / 100 + 1) * 100 + 1;
    if (!civil_date_is_valid(day))
        day = (walk->day / 10000 + 1) * 10000 + 101;
    if (walk->walked >= HOLD_CLOCK_DAYS || !civil_date_is_valid(day))
        return false;
    walk->day = day;
    walk->weekday = (walk->weekday + 1) % 7;
    walk->walked++;
    while (walk->next < walk->pack->calendar_count && walk->pack->calendar[walk->next].date < day)
        walk->next++;
    return true;
}

static bool is_working(const struct walk *walk)
{
    const struct pack *pack = walk->pack;
    if (walk->next < pack->calendar_count && pack->calendar[walk->next].date == walk->day)
        return pack->calendar[walk->next].working != 0;
    return (pack->meta->weekend >> walk->weekday & 1) == 0;
}

static bool ends_after_hours(struct walk *walk, uint64_t seconds, struct hold_end *end)
{
    while (seconds > DAY_SECONDS) {
        if (!walk_on(walk))
            return false;
        seconds -= DAY_SECONDS;
    }
    *end = (struct hold_end){.day = walk->day, .time = (uint32_t)seconds};
    return true;
}

static bool ends_after_days(struct walk *walk, uint32_t days, struct hold_end *end)
{
    while (days > 0) {
        if (!walk_on(walk))
            return false;
        days -= is_working(walk);
    }
    *end = (struct hold_end){.day = walk->day, .time = DAY_SECONDS};
    return true;
}

static bool ends_after_working_hours(struct walk *walk, const struct pack_clock *clock, uint32_t time,
                                     struct hold_end *end)
{
    uint64_t left = (uint64_t)clock->length * HOUR_SECONDS;
    uint32_t begins = clock->day_begins * 60, ends = clock->day_ends * 60;
    for (;;) {
        uint32_t from = time > begins ? time : begins;
        uint32_t open = is_working(walk) && ends > from ? ends - from : 0;
        if (open > 0 && left <= open) {
            *end = (struct hold_end){.day = walk->day, .time = from + (uint32_t)left};
            return true;
        }
        left -= open;
        time = 0;
        if (!walk_on(walk))
            return false;
    }
}

/* Whether the calendar knows all years of a hold. */
static bool calendar_reaches(const struct pack_meta *meta, int32_t from, int32_t to)
{
    return meta->calendar_from != 0 && (uint32_t)(from / 10000) >= meta->calendar_from &&
           (uint32_t)(to / 10000) <= meta->calendar_to;
}

const struct pack_clock *hold_clock_of(const struct pack *pack, enum pack_ground ground)
{
    for (uint32_t i = 0; i < pack->clock_count; i++)
        if (pack->clocks[i].ground == (uint32_t)ground)
            return &pack->clocks[i];
    return NULL;
}

static bool is_clock(const struct pack_clock *clock)
{
    return clock->length > 0 && clock->length <= PACK_CLOCK_MAX &&
           (clock->unit != PACK_CLOCK_WORKING_HOURS ||
            (clock->day_begins < clock->day_ends && clock->day_ends <= 24u * 60u));
}

bool hold_clock_end(const struct pack *pack, const struct pack_clock *clock, int32_t day, uint32_t time,
                    struct hold_end *end)
{
    if (!civil_date_is_valid(day) || time > DAY_SECONDS || !is_clock(clock))
        return false;
    struct walk walk = walk_from(pack, day);
    bool found;
    switch (clock->unit) {
    case PACK_CLOCK_HOURS:
        found = ends_after_hours(&walk, (uint64_t)clock->length * HOUR_SECONDS + time, end);
        break;
    case PACK_CLOCK_WORKING_DAYS:
        found = ends_after_days(&walk, clock->length, end);
        break;
    case PACK_CLOCK_WORKING_HOURS:
        found = ends_after_working_hours(&walk, clock, time, end);
        break;
    default:
        return false;
    }
    if (!found)
        *end = (struct hold_end){.day = walk.day, .time = DAY_SECONDS};
    end->certain = found && (clock->unit == PACK_CLOCK_HOURS || calendar_reaches(pack->meta, day, end->day));
    return true;
}
