/*
 * relief_fixture.h: a developer's gate, a clock of the test's own, and orders of relief given to the gate at that
 * clock's time.
 */
#ifndef FIATGATE_TEST_RELIEF_FIXTURE_H
#define FIATGATE_TEST_RELIEF_FIXTURE_H

#include <CUnit/Basic.h>
#include <time.h>

#include "gate_fixture.h"
#include "messages.h"
#include "plugin/control/order.h"
#include "plugin/lane.h"
#include "run_tests.h"

#define NOW      INT64_C(1795340000) /* 2026-11-22T09:33:20Z */
#define NOW_TEXT "2026-11-22T09:33:20Z"
#define HOUR     3600
#define DAY      (24 * HOUR)

static int64_t clock_of_test = NOW;

/* What library and test read in place of the system's. */
time_t time(time_t *at)
{
    if (at)
        *at = (time_t)clock_of_test;
    return (time_t)clock_of_test;
}

int clock_gettime(clockid_t clock, struct timespec *at)
{
    *at = (struct timespec){.tv_sec = (time_t)clock_of_test, .tv_nsec = (long)(clock == CLOCK_MONOTONIC)};
    return 0;
}

#define HEAD "fiatgate order 1\n"

static fg_gate *gate;
static fg_lane *lane;
static fg_verdict *verdict;
static struct gate_config config;
static char why[1024];

static const char venue_mt[] = MT103_WITH("FOREIGN COIN EXCHANGE LTD", "INVOICE 7");
static const char plain_mt[] = MT103_WITH("HANS MUSTER", "INVOICE 7");

static void open_gate(void)
{
    gate = gate_for_test(&config);
    lane = lane_for_test(gate);
    verdict = verdict_for_test(gate);
}

static void close_gate(void)
{
    fg_verdict_free(verdict);
    CU_ASSERT_EQUAL(fg_lane_close(lane), FG_OK);
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
}

static fg_action action_of(const char *message)
{
    fg_screen(lane, message, strlen(message), NULL, verdict);
    return fg_verdict_action(verdict);
}

/* An order of one act on one thing, given at the clock's time by those persons. */
static size_t order_text(char *text, size_t size, const char *act, const char *subject, const char *what,
                         const char *persons)
{
    char at[32];
    time_t seconds = (time_t)clock_of_test;
    struct tm day;
    strftime(at, sizeof at, "%Y-%m-%dT%H:%M:%SZ", gmtime_r(&seconds, &day));
    int length = snprintf(text, size, HEAD "act: %s\n%s: %s\npack: api\nwhy: a test\nat: %s\n%s", act, subject, what,
                          at, persons);
    return (size_t)length;
}

static fg_error give(const char *act, const char *subject, const char *what, const char *persons)
{
    char text[ORDER_BYTES_MAX];
    size_t length = order_text(text, sizeof text, act, subject, what, persons);
    return fg_relieve(gate, text, length, why, sizeof why);
}

#endif
