/*
 * hold_clock_test.c: when the clock of a hold ends: cases by hand, and random clocks, calendars and moments against a
 * count that goes from minute to minute and knows nothing of the code it tests.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include <CUnit/Basic.h>

#include "plugin/judge/hold_clock.h"
#include "plugin/transfer.h"
#include "random_numbers.h"
#include "run_tests.h"

#define SATURDAY_SUNDAY 0x60u
#define AT(h, m)        ((h)*3600u + (m)*60u)
#define MIDNIGHT_AFTER  86400u

/* Kazakhstan's days off about the turn of the year, and a Sunday that is worked for one of them. */
static const struct pack_calendar_day calendar[] = {{20261216, 0}, {20261217, 0}, {20261220, 1},
                                                    {20270101, 0}, {20270102, 0}, {20270107, 0}};
static const struct pack_meta meta = {.weekend = SATURDAY_SUNDAY, .calendar_from = 2026, .calendar_to = 2027};
static const struct pack bank = {.meta = &meta, .calendar = calendar, .calendar_count = 6};

struct clock_case {
    enum pack_clock_unit unit;
    uint32_t length;
    int32_t day;
    uint32_t time;
    int32_t ends;
    uint32_t ends_time;
    bool certain;
};

static const struct clock_case cases[] = {
    /* Friday 11 December 2026. */
    {PACK_CLOCK_HOURS, 24, 20261211, AT(10, 0), 20261212, AT(10, 0), true},
    {PACK_CLOCK_HOURS, 2, 20261211, AT(22, 0), 20261211, MIDNIGHT_AFTER, true},
    {PACK_CLOCK_HOURS, 3, 20261211, AT(22, 0), 20261212, AT(1, 0), true},
    {PACK_CLOCK_HOURS, 1000, 20261211, AT(10, 0), 20270122, AT(2, 0), true},
    {PACK_CLOCK_HOURS, 24, 20281231, AT(10, 0), 20290101, AT(10, 0), true}, /* hours need no calendar */
    {PACK_CLOCK_WORKING_DAYS, 1, 20261211, AT(10, 0), 20261214, MIDNIGHT_AFTER, true},
    {PACK_CLOCK_WORKING_DAYS, 2, 20261211, AT(10, 0), 20261215, MIDNIGHT_AFTER, true},
    {PACK_CLOCK_WORKING_DAYS, 3, 20261211, AT(10, 0), 20261218, MIDNIGHT_AFTER, true}, /* over two holidays */
    {PACK_CLOCK_WORKING_DAYS, 4, 20261211, AT(10, 0), 20261220, MIDNIGHT_AFTER, true}, /* a Sunday that is worked */
    {PACK_CLOCK_WORKING_DAYS, 1, 20261212, AT(10, 0), 20261214, MIDNIGHT_AFTER, true}, /* begun on a Saturday */
    {PACK_CLOCK_WORKING_DAYS, 1, 20261231, AT(23, 59), 20270104, MIDNIGHT_AFTER, true},
    {PACK_CLOCK_WORKING_DAYS, 1, 20271231, AT(12, 0), 20280103, MIDNIGHT_AFTER, false}, /* 2028 is not known */
    {PACK_CLOCK_WORKING_DAYS, 1, 20251231, AT(12, 0), 20260101, MIDNIGHT_AFTER, false}, /* nor 2025 */
    /* From 9:00 to 18:00. */
    {PACK_CLOCK_WORKING_HOURS, 1, 20261211, AT(10, 0), 20261211, AT(11, 0), true},
    {PACK_CLOCK_WORKING_HOURS, 1, 20261211, AT(7, 0), 20261211, AT(10, 0), true},
    {PACK_CLOCK_WORKING_HOURS, 8, 20261211, AT(10, 0), 20261211, AT(18, 0), true},
    {PACK_CLOCK_WORKING_HOURS, 9, 20261211, AT(10, 0), 20261214, AT(10, 0), true},
    {PACK_CLOCK_WORKING_HOURS, 1, 20261211, AT(18, 0), 20261214, AT(10, 0), true},
    {PACK_CLOCK_WORKING_HOURS, 1, 20261211, AT(23, 0), 20261214, AT(10, 0), true},
    {PACK_CLOCK_WORKING_HOURS, 1, 20261211, MIDNIGHT_AFTER, 20261214, AT(10, 0), true},
    {PACK_CLOCK_WORKING_HOURS, 1, 20261212, AT(12, 0), 20261214, AT(10, 0), true},
    {PACK_CLOCK_WORKING_HOURS, 24, 20261214, AT(12, 30), 20261220, AT(9, 30), true}, /* and that Sunday */
    {PACK_CLOCK_WORKING_HOURS, 1, 20271231, AT(17, 30), 20280103, AT(9, 30), false},
};

static void test_by_hand(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const struct clock_case *of = &cases[i];
        const struct pack_clock clock = {
            .unit = of->unit, .length = of->length, .day_begins = 9 * 60, .day_ends = 18 * 60};
        struct hold_end end;
        CU_ASSERT_TRUE_FATAL(hold_clock_end(&bank, &clock, of->day, of->time, &end));
        if (end.day != of->ends || end.time != of->ends_time || end.certain != of->certain)
            printf("\n  case %zu: %d %02u:%02u", i, end.day, end.time / 3600, end.time / 60 % 60);
        CU_ASSERT_EQUAL(end.day, of->ends);
        CU_ASSERT_EQUAL(end.time, of->ends_time);
        CU_ASSERT_EQUAL(end.certain, of->certain);
    }
}

static void test_what_is_no_clock_or_no_day(void)
{
    struct hold_end end;
    struct pack_clock clock = {.unit = PACK_CLOCK_HOURS, .length = 1};
    CU_ASSERT_TRUE(hold_clock_end(&bank, &clock, 20260101, 0, &end));
    static const int32_t days[] = {0, 20260229, 20261301, 20260100, -20260101, 30000101};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
        CU_ASSERT_FALSE(hold_clock_end(&bank, &clock, days[i], 0, &end));
    CU_ASSERT_FALSE(hold_clock_end(&bank, &clock, 20260101, MIDNIGHT_AFTER + 1, &end));
    clock.length = 0;
    CU_ASSERT_FALSE(hold_clock_end(&bank, &clock, 20260101, 0, &end));
    clock.length = PACK_CLOCK_MAX + 1;
    CU_ASSERT_FALSE(hold_clock_end(&bank, &clock, 20260101, 0, &end));
    clock = (struct pack_clock){.unit = 9, .length = 1};
    CU_ASSERT_FALSE(hold_clock_end(&bank, &clock, 20260101, 0, &end));
    clock = (struct pack_clock){.unit = PACK_CLOCK_WORKING_HOURS, .length = 1, .day_begins = 600, .day_ends = 600};
    CU_ASSERT_FALSE(hold_clock_end(&bank, &clock, 20260101, 0, &end));
    clock.day_ends = 24 * 60 + 1;
    CU_ASSERT_FALSE(hold_clock_end(&bank, &clock, 20260101, 0, &end));
}

/* No day is ever worked, or too few hours of it: the work has an end, and what it says is not certain. */
static void test_clocks_without_an_end(void)
{
    struct pack_meta never = {.weekend = 0x7F, .calendar_from = 1900, .calendar_to = 2999};
    const struct pack pack = {.meta = &never};
    struct pack_clock clock = {.unit = PACK_CLOCK_WORKING_DAYS, .length = 1};
    struct hold_end end;
    CU_ASSERT_TRUE(hold_clock_end(&pack, &clock, 20260101, 0, &end));
    CU_ASSERT_FALSE(end.certain);
    CU_ASSERT_EQUAL(civil_date_days(end.day) - civil_date_days(20260101), HOLD_CLOCK_DAYS);
    clock = (struct pack_clock){
        .unit = PACK_CLOCK_WORKING_HOURS, .length = PACK_CLOCK_MAX, .day_begins = 1439, .day_ends = 1440};
    CU_ASSERT_TRUE(hold_clock_end(&pack, &clock, 20260101, 0, &end));
    CU_ASSERT_FALSE(end.certain);
    never.weekend = 0;
    CU_ASSERT_TRUE(hold_clock_end(&pack, &clock, 20260101, 0, &end));
    CU_ASSERT_FALSE(end.certain);
    clock.unit = PACK_CLOCK_HOURS;
    CU_ASSERT_TRUE(hold_clock_end(&pack, &clock, 29991231, 0, &end)); /* the last day there is */
    CU_ASSERT_FALSE(end.certain);
    CU_ASSERT_EQUAL(end.day, 29991231);
}

static void test_the_clock_of_a_ground(void)
{
    static const struct pack_clock clocks[] = {{.ground = PACK_GROUND_AML, .length = 5},
                                               {.ground = PACK_GROUND_ANTIFRAUD, .length = 72}};
    const struct pack pack = {.clocks = clocks, .clock_count = 2};
    CU_ASSERT_PTR_EQUAL(hold_clock_of(&pack, PACK_GROUND_AML), &clocks[0]);
    CU_ASSERT_PTR_EQUAL(hold_clock_of(&pack, PACK_GROUND_ANTIFRAUD), &clocks[1]);
    CU_ASSERT_PTR_NULL(hold_clock_of(&pack, PACK_GROUND_SANCTIONS));
}

/* --- The plain count --------------------------------------------------------------------------------------------- */

/* The C library's calendar: a day so many days behind 1 January 2026, and its weekday. */
static int32_t date_of(int days, uint32_t *weekday)
{
    struct tm tm = {.tm_year = 126, .tm_mday = 1 + days, .tm_hour = 12};
    time_t noon = timegm(&tm);
    struct tm civil;
    gmtime_r(&noon, &civil);
    *weekday = (uint32_t)(civil.tm_wday + 6) % 7;
    return (civil.tm_year + 1900) * 10000 + (civil.tm_mon + 1) * 100 + civil.tm_mday;
}

static bool plainly_working(const struct pack *pack, int days)
{
    uint32_t weekday;
    int32_t date = date_of(days, &weekday);
    for (uint32_t i = 0; i < pack->calendar_count; i++)
        if (pack->calendar[i].date == date)
            return pack->calendar[i].working;
    return (pack->meta->weekend >> weekday & 1) == 0;
}

/* Minute by minute; the moment in minutes since 1 January 2026. */
static int64_t plain_end(const struct pack *pack, const struct pack_clock *clock, int64_t minute)
{
    if (clock->unit == PACK_CLOCK_WORKING_DAYS) {
        int day = (int)(minute / 1440);
        for (uint32_t left = clock->length; left > 0; left -= plainly_working(pack, day))
            day++;
        return (day + 1) * INT64_C(1440);
    }
    bool hours = clock->unit == PACK_CLOCK_HOURS;
    bool working = hours || plainly_working(pack, (int)(minute / 1440));
    for (uint32_t left = clock->length * 60; left > 0; minute++) {
        if (minute % 1440 == 0)
            working = hours || plainly_working(pack, (int)(minute / 1440));
        uint32_t of_day = (uint32_t)(minute % 1440);
        left -= hours || (working && of_day >= clock->day_begins && of_day < clock->day_ends);
    }
    return minute;
}

static void random_calendar(struct pack_calendar_day *days, uint32_t *count)
{
    uint32_t weekday;
    *count = 0;
    for (int day = (int)random_below(10); day < 500 && *count < 64; day += 1 + (int)random_below(20))
        days[(*count)++] = (struct pack_calendar_day){date_of(day, &weekday), random_below(2)};
}

static void test_against_a_plain_count(void)
{
    int certain = 0;
    for (int round = 0; round < 4000; round++) {
        struct pack_calendar_day days[64];
        struct pack_meta own = {.weekend = (uint8_t)random_below(0x7F), .calendar_from = 2026, .calendar_to = 2030};
        struct pack pack = {.meta = &own, .calendar = days};
        random_calendar(days, &pack.calendar_count);
        uint32_t begins = random_below(1440), width = 1 + random_below(1440 - begins);
        struct pack_clock clock = {.unit = random_below(3),
                                   .length = 1 + random_below(40),
                                   .day_begins = begins,
                                   .day_ends = begins + (width < 60 && begins < 1380 ? 60 : width)};
        uint32_t minute = random_below(400 * 1440), weekday;
        struct hold_end end;
        CU_ASSERT_TRUE_FATAL(
            hold_clock_end(&pack, &clock, date_of((int)(minute / 1440), &weekday), minute % 1440 * 60, &end));
        if (!end.certain)
            continue; /* beyond the years that the calendar knows */
        certain++;
        int64_t plain = plain_end(&pack, &clock, minute);
        int64_t day = civil_date_days(end.day) - civil_date_days(20260101);
        CU_ASSERT_EQUAL_FATAL(day * 1440 + end.time / 60, plain);
        CU_ASSERT_EQUAL(end.time % 60, 0);
    }
    CU_ASSERT(certain > 3500);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_pSuite suite = CU_add_suite("hold clock", NULL, NULL);
    CU_ADD_TEST(suite, test_by_hand);
    CU_ADD_TEST(suite, test_what_is_no_clock_or_no_day);
    CU_ADD_TEST(suite, test_clocks_without_an_end);
    CU_ADD_TEST(suite, test_the_clock_of_a_ground);
    CU_ADD_TEST(suite, test_against_a_plain_count);
    return run_tests();
}
