/*
 * memory_test.c: memory that cannot be had. malloc and its family, and mmap, are replaced; each call that opening a
 * gate, a lane or a verdict and reloading a pack make is made to fail in turn. Every time: FG_E_MEMORY with its
 * sentence, nothing left behind, and the gate goes on with what it had. The same of a bank's gate, whose reload reads
 * the register of keys, verifies signatures, runs the pack's cases and writes state and log; and of its way back to the
 * fallback.
 *
 * Left out: libconfig, which ends the process (config.h says why it is taken all the same), so gates are opened from a
 * configuration in memory. Sanitizer builds replace malloc themselves; there the test says that it is skipped.
 */
#include <CUnit/Basic.h>
#include <openssl/err.h>
#include <stdbool.h>

#include "gate_fixture.h"
#include "messages.h"
#include "plugin/control/control.h"
#include "run_tests.h"
#include "sanitized.h"
#include "pack_files.h"
#include "signed_gate.h"

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

/* --- a bank's gate --------------------------------------------------------------------------------------------------
 */

static fg_gate *bank;

static void with_cases(struct pack_edit *edit)
{
    pack_edit_case(edit, "FOREIGN COIN EXCHANGE LTD", 0, PACK_EXPECT_HIT, FG_BLOCK);
    pack_edit_case(edit, "HANS MUSTER", 0, PACK_EXPECT_PASS, FG_PASS);
}

static const struct signed_pack packs[] = {
    {"first", "1", with_cases, 3, 4, NULL, NULL},
    {"second", "2", with_cases, 3, 4, "first", NULL},
};

static bool open_bank(void)
{
    static struct gate_config bank_config;
    if (!signed_gate_set_up())
        return false;
    for (size_t i = 0; i < sizeof packs / sizeof *packs; i++)
        signed_pack_make(&packs[i]);
    bank_config = signed_gate_config("first");
    return gate_open(&bank_config, NULL, NULL, &bank, why, sizeof why) == FG_OK;
}

/* Which pack is active after a call that failed or not, and that the state says the same. */
static bool is_active(const char *version)
{
    char active[64] = "";
    fg_pack_in_use(bank, NULL, NULL, 0, active, sizeof active, NULL, 0);
    return strcmp(active, version) == 0 &&
           strcmp(bank->control->state.active, atomic_load(&bank->live)->pack->hash) == 0;
}

static fg_error change(const char *version, fg_error (*make)(void))
{
    char before[64] = "";
    fg_pack_in_use(bank, NULL, NULL, 0, before, sizeof before, NULL, 0);
    fg_error error = make();
    return is_active(error == FG_OK ? version : before) ? error : FG_E_INTERNAL;
}

static fg_error reload_second(void)
{
    return fg_reload(bank, signed_pack_path("second"), why, sizeof why);
}

static fg_error fall_back(void)
{
    return fg_fall_back(bank, "B. Berik", "in turn", why, sizeof why);
}

static fg_error reload_bank(void)
{
    return change("2", reload_second);
}

/* From the second pack, which is put there again where that went well. */
static fg_error fall_back_bank(void)
{
    fg_error error = change("1", fall_back);
    if (error != FG_OK)
        return error;
    unsigned long failing_before = failing;
    failing = 0;
    fg_error again = reload_second();
    failing = failing_before;
    return again;
}

/* What an attempt says when memory is what it lacks. libcrypto does not tell a signature it could not look at from one
 * that is wrong, nor stdio a file it could not open for lack of memory: a bank's gate refuses all the same. */
static bool is_refusal(attempt_fn attempt, fg_error error)
{
    bool bank_tried = attempt == reload_bank || attempt == fall_back_bank;
    return error == FG_E_MEMORY || (bank_tried && (error == FG_E_TRUST || error == FG_E_STATE));
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
        bool clean = error == FG_OK ? why[0] == '\0' : is_refusal(attempt, error) && (why[0] != '\0') == has_sentence;
        bool good = clean && blocks == before && ERR_peek_error() == 0;
        if (!good)
            printf("\n  %s, call %lu of %lu: error %d, %ld blocks left, \"%s\"\n", name, n, all, error, blocks - before,
                   why);
        CU_ASSERT_TRUE(good);
    }
    /* Where signatures are verified libcrypto does without much of what it asks for, and copies that are left over may
     * stay. */
    bool bank_tried = attempt == reload_bank || attempt == fall_back_bank;
    CU_ASSERT_TRUE(failed + 1 >= all || (bank_tried && 3 * failed >= all));
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

static void every_call_of_a_banks_reload(void)
{
    CU_ASSERT_TRUE(fail_each("fg_reload of a signed pack", reload_bank, true) > 80);
    CU_ASSERT_EQUAL(fg_reload(bank, signed_pack_path("second"), why, sizeof why), FG_OK);
    CU_ASSERT_TRUE(fail_each("fg_fall_back", fall_back_bank, true) > 80);
}

int main(void)
{
    if (!open_bank()) {
        fprintf(stderr, "the bank's gate cannot be opened: %s\n", why);
        return 1;
    }
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
    CU_ADD_TEST(suite, every_call_of_a_banks_reload);
    int failed = run_tests();
    failed |= fg_close(bank) != FG_OK;
    work_close();
    return fg_close(gate) != FG_OK || failed;
}
#endif
