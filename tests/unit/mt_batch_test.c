/*
 * mt_batch_test.c: FIN batches through the whole library: how many transfers a message may hold, that real batches stay
 * below what a header may cost, and that each transfer is judged with its header.
 */
#include <CUnit/Basic.h>

#include "gate_fixture.h"
#include "run_tests.h"

#define LIMIT 2000

static fg_gate *gate;
static fg_lane *lane;
static fg_verdict *verdict;
static char message[1 << 19];

static int set_up(void)
{
    struct gate_config config = config_for_test();
    config.limits.transfers = LIMIT;
    gate = gate_for_test(&config);
    lane = lane_for_test(gate);
    verdict = verdict_for_test(gate);
    return 0;
}

static int tear_down(void)
{
    fg_verdict_free(verdict);
    return fg_lane_close(lane) != FG_OK || fg_close(gate) != FG_OK;
}

static const struct batch {
    const char *type, *header, *item, *bad_item, *tail;
} batches[] = {
    {"101",
     ":20:SALARY\n:28D:1/1\n:50H:/KZ35601A000000012345\nSPECIMEN EMPLOYER LLP\nABAY AVE 10\nALMATY\n:52A:HSBKKZKX\n"
     ":30:261121\n",
     ":21:P\n:32B:KZT150000,\n:57A:KCJBKZKX\n:59:/KZ678560000001234567\nHANS MUSTER\n:70:WAGES\n:71A:OUR\n",
     ":21:BAD\n:32B:KZT150000,\n:59:/KZ678560000001234567\nFOREIGN COIN EXCHANGE LTD\n:71A:OUR\n", ""},
    {"102", ":20:SALARY\n:23:CREDIT\n:50K:/KZ35601A000000012345\nSPECIMEN EMPLOYER LLP\nALMATY\n:71A:OUR\n",
     ":21:P\n:32B:KZT150000,\n:59:/KZ678560000001234567\nHANS MUSTER\n:70:WAGES\n",
     ":21:BAD\n:32B:KZT150000,\n:59:/KZ678560000001234567\nFOREIGN COIN EXCHANGE LTD\n", ":32A:261121KZT1,\n:19:1,\n"},
    {"203", ":19:1,\n:30:261121\n:52A:HSBKKZKX\n:72:/INS/TESTKZKA\n",
     ":20:P\n:21:R\n:32B:USD5,\n:57A:CHASUS33\n:58A:TESTDEFF\n",
     ":20:BAD\n:21:R\n:32B:USD5,\n:58D:/1\nFOREIGN COIN EXCHANGE LTD\n", ""},
};
#define BATCHES (sizeof batches / sizeof *batches)

/* A message of so many items, of which one is bad (0 = none). */
static void screen(const struct batch *batch, uint32_t items, uint32_t bad)
{
    size_t used = 0;
    used += (size_t)snprintf(message, sizeof message, "{1:F01TESTKZKAAXXX0000000000}{2:I%sTESTUS33XXXXN}{4:\n%s",
                             batch->type, batch->header);
    for (uint32_t i = 1; i <= items && used < sizeof message - 1024; i++)
        used += (size_t)snprintf(message + used, sizeof message - used, "%s", i == bad ? batch->bad_item : batch->item);
    used += (size_t)snprintf(message + used, sizeof message - used, "%s-}", batch->tail);
    CU_ASSERT_FATAL(used < sizeof message);
    fg_error error = fg_screen(lane, message, used, NULL, verdict);
    const char *sentence = "";
    fg_verdict_error(verdict, NULL, NULL, NULL, &sentence);
    if (error != FG_OK && items <= LIMIT)
        printf("\n    MT%s of %u: %s\n", batch->type, items, sentence);
}

static void transfers_are_limited(void)
{
    for (size_t i = 0; i < BATCHES; i++) {
        screen(&batches[i], LIMIT, 0);
        CU_ASSERT_EQUAL(fg_verdict_status(verdict), FG_STATUS_SCREENED);
        CU_ASSERT_EQUAL(fg_verdict_transfers(verdict), LIMIT);
        CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_PASS);
        screen(&batches[i], LIMIT + 1, 0);
        CU_ASSERT_EQUAL(fg_verdict_status(verdict), FG_STATUS_NOT_SCREENED);
        CU_ASSERT_EQUAL(fg_verdict_cause(verdict), FG_CAUSE_LIMIT);
        const char *code = "";
        fg_verdict_error(verdict, &code, NULL, NULL, NULL);
        CU_ASSERT_STRING_EQUAL(code, "limit-transfers");
    }
}

static void one_bad_transfer_of_many_is_found(void)
{
    for (size_t i = 0; i < BATCHES; i++) {
        static const uint32_t places[] = {1, 77, 300};
        for (size_t k = 0; k < sizeof places / sizeof *places; k++) {
            screen(&batches[i], 300, places[k]);
            CU_ASSERT_EQUAL(fg_verdict_transfers(verdict), 300);
            CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_BLOCK);
            for (uint32_t tx = 1; tx <= 300; tx++)
                CU_ASSERT_EQUAL(fg_verdict_transfer_action(verdict, tx), tx == places[k] ? FG_BLOCK : FG_PASS);
        }
    }
}

/* What stands in front of the transfers, and behind them, is judged with every one. */
static void headers_are_judged(void)
{
    struct batch before = batches[2], behind = batches[1];
    before.header = ":19:1,\n:30:261121\n:52A:HSBKKZKX\n:72:/INS/BUY USDT\n";
    behind.tail = ":32A:261121KZT1,\n:72:/INS/BUY USDT\n";
    const struct batch *both[] = {&before, &behind};
    for (size_t i = 0; i < 2; i++) {
        screen(both[i], 3, 0);
        CU_ASSERT_EQUAL(fg_verdict_transfers(verdict), 3);
        for (uint32_t tx = 1; tx <= 3; tx++)
            CU_ASSERT_EQUAL(fg_verdict_transfer_action(verdict, tx), FG_FLAG);
    }
}

int main(void)
{
    CU_TestInfo tests[] = {{"transfers are limited", transfers_are_limited},
                           {"one bad transfer of many is found", one_bad_transfer_of_many_is_found},
                           {"headers are judged", headers_are_judged},
                           CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"mt_batch", set_up, tear_down, NULL, NULL, tests}, CU_SUITE_INFO_NULL};
    if (CU_initialize_registry() != CUE_SUCCESS || CU_register_suites(suites) != CUE_SUCCESS)
        return 1;
    return run_tests();
}
