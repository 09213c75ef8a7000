/*
 * memory_test.c: memory that cannot be had. malloc and its family, and mmap, are replaced; each call that opening a
 * gate, a lane or a verdict and reloading a pack make is made to fail in turn. Every time: FG_E_MEMORY with its
 * sentence, nothing left behind, and the gate goes on with what it had.
 *
 * Left out: libconfig, which ends the process (config.h says why it is taken all the same), so gates are opened from a
 * configuration in memory. Sanitizer builds replace malloc themselves; there the test says that it is skipped.
 */
#include <CUnit/Basic.h>
#include <openssl/err.h>
#include <stdbool.h>

#include "gate_fixture.h"
#include "messages.h"
#include "run_tests.h"
#include "sanitized.h"

#ifdef SANITIZED
int main(void)
{
    puts("memory_test skipped: sanitizers replace malloc themselves");
    return 0;
}
#else
#include "failing_memory.h"

static struct gate_config config;
static fg_gate *gate;
static char why[512];

/* What is tried: makes something and, where that went well, takes it down again. */
typedef fg_error (*attempt_fn)(void);

static fg_error open_gate(void)
{
    fg_gate *made = (fg_gate *)&config;
    fg_error error = gate_open(&config, NULL, NULL, &made, why, sizeof why);
    if (error != FG_OK && made)
        return FG_E_INTERNAL;
    return error == FG_OK ? fg_close(made) : error;
}

static fg_error open_lane(void)
{
    fg_lane *made = (fg_lane *)&config;
    fg_error error = fg_lane_open(gate, &made);
    if (error != FG_OK && made)
        return FG_E_INTERNAL;
    return error == FG_OK ? fg_lane_close(made) : error;
}

static fg_error new_verdict(void)
{
    fg_verdict *made = (fg_verdict *)&config;
    fg_error error = fg_verdict_new(gate, &made);
    if (error != FG_OK && made)
        return FG_E_INTERNAL;
    fg_verdict_free(made);
    return error;
}

static fg_error reload(void)
{
    return fg_reload(gate, NULL, why, sizeof why);
}

static void still_screens(void)
{
    fg_lane *lane = lane_for_test(gate);
    fg_verdict *verdict = verdict_for_test(gate);
    const char *message = MT103_WITH("FOREIGN COIN EXCHANGE LTD", "USDT");
    CU_ASSERT_EQUAL(fg_screen(lane, message, strlen(message), NULL, verdict), FG_OK);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_BLOCK);
    fg_verdict_free(verdict);
    CU_ASSERT_EQUAL(fg_lane_close(lane), FG_OK);
}

/* Every call of the attempt fails once; one of OpenSSL's it does without. Returns how often the attempt failed. */
static unsigned long fail_each(const char *name, attempt_fn attempt, bool has_sentence)
{
    failing = 0;
    CU_ASSERT_EQUAL(attempt(), FG_OK); /* what is made once for the whole process is made now */
    long before = blocks;
    calls = 0;
    CU_ASSERT_EQUAL(attempt(), FG_OK);
    unsigned long all = calls;
    CU_ASSERT_EQUAL(blocks, before);
    unsigned long failed = 0;
    for (unsigned long n = 1; n <= all; n++) {
        why[0] = '\0';
        calls = 0;
        failing = n;
        before = blocks;
        fg_error error = attempt();
        failing = 0;
        failed += error != FG_OK;
        bool clean = error == FG_OK ? why[0] == '\0' : error == FG_E_MEMORY && (why[0] != '\0') == has_sentence;
        bool good = clean && blocks == before && ERR_peek_error() == 0;
        if (!good)
            printf("\n  %s, call %lu of %lu: error %d, %ld blocks left, \"%s\"\n", name, n, all, error, blocks - before,
                   why);
        CU_ASSERT_TRUE(good);
    }
    CU_ASSERT_TRUE(failed + 1 >= all);
    still_screens();
    return failed;
}

static void every_call_of_fg_open(void)
{
    CU_ASSERT_TRUE(fail_each("fg_open", open_gate, true) > 8);
}

static void every_call_of_fg_lane_open(void)
{
    CU_ASSERT_TRUE(fail_each("fg_lane_open", open_lane, false) >= 2);
}

static void every_call_of_fg_verdict_new(void)
{
    CU_ASSERT_TRUE(fail_each("fg_verdict_new", new_verdict, false) >= 4);
}

static void every_call_of_fg_reload(void)
{
    fg_counters before = {.size = sizeof before}, after = {.size = sizeof after};
    CU_ASSERT_EQUAL(fg_counters_read(gate, &before), FG_OK);
    unsigned long failed = fail_each("fg_reload", reload, true);
    CU_ASSERT_TRUE(failed > 6);
    CU_ASSERT_EQUAL(fg_counters_read(gate, &after), FG_OK);
    CU_ASSERT_EQUAL(after.reloads_failed - before.reloads_failed, failed);
    CU_ASSERT_TRUE(after.reloads - before.reloads <= 3);
}

int main(void)
{
    config = config_for_test();
    gate = gate_for_test(&config);
    /* OpenSSL's list of errors is made at a thread's first error and stays. */
    ERR_raise(ERR_LIB_USER, 1);
    ERR_clear_error();
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("memory", NULL, NULL);
    CU_ADD_TEST(suite, every_call_of_fg_open);
    CU_ADD_TEST(suite, every_call_of_fg_lane_open);
    CU_ADD_TEST(suite, every_call_of_fg_verdict_new);
    CU_ADD_TEST(suite, every_call_of_fg_reload);
    int failed = run_tests();
    return fg_close(gate) != FG_OK || failed;
}
#endif
