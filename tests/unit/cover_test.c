/*
 * cover_test.c: cover payments through the whole library: the customer's transfer that an MT202 COV or a pacs.009 COV
 * carries along is screened as a transfer is, belongs to its cover, and makes its action stricter.
 */
#include <CUnit/Basic.h>

#include "gate_fixture.h"
#include "run_tests.h"

#include <time.h>

#define MT202COV(creditor, remittance)                                                                                 \
    "{1:F01TESTKZKAAXXX0000000000}{2:I202TESTUS33XXXXN}{3:{119:COV}{121:7a1c0f4e-2b5d-4a8e-9c1d-0f2e3d4c5b6a}}{4:\r\n" \
    ":20:COVER1\r\n:21:PAYMENT1\r\n:32A:261121USD1000,00\r\n:52A:TESTKZKA\r\n:58A:TESTDEFF\r\n"                        \
    ":50K:/KZ35601A000000012345\r\nAIDAR TESTOV\r\n:59:/DE89370400440532013000\r\n" creditor "\r\n:70:" remittance     \
    "\r\n-}"

#define PACS009_HEAD                                                                                                   \
    "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.009.001.08\"><FICdtTrf><GrpHdr><MsgId>M1</MsgId>"           \
    "<CreDtTm>2026-11-21T10:00:00</CreDtTm><NbOfTxs>1</NbOfTxs></GrpHdr>"
#define PACS009_CORE(reference)                                                                                        \
    "<CdtTrfTxInf><PmtId><EndToEndId>" reference "</EndToEndId></PmtId>"                                               \
    "<IntrBkSttlmAmt Ccy=\"EUR\">10.00</IntrBkSttlmAmt><IntrBkSttlmDt>2026-11-21</IntrBkSttlmDt>"                      \
    "<Dbtr><FinInstnId><BICFI>TESTKZKA</BICFI></FinInstnId></Dbtr>"                                                    \
    "<Cdtr><FinInstnId><BICFI>TESTDEFF</BICFI></FinInstnId></Cdtr>"
#define PACS009_UNDERLYING(creditor, remittance)                                                                       \
    "<UndrlygCstmrCdtTrf><Dbtr><Nm>AIDAR TESTOV</Nm></Dbtr><DbtrAgt><FinInstnId><BICFI>TESTKZKA</BICFI></FinInstnId>"  \
    "</DbtrAgt><CdtrAgt><FinInstnId><BICFI>TESTDEFF</BICFI></FinInstnId></CdtrAgt><Cdtr><Nm>" creditor "</Nm></Cdtr>"  \
    "<RmtInf><Ustrd>" remittance "</Ustrd></RmtInf></UndrlygCstmrCdtTrf>"
#define PACS009_TAIL "</FICdtTrf></Document>"
#define PACS009_END  "</CdtTrfTxInf>"

static fg_gate *gate;
static fg_lane *lane;
static fg_verdict *verdict;

static int set_up(void)
{
    struct gate_config config = config_for_test();
    config.limits.transfers = 3;
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

static void screen(const char *message, uint32_t transfers, fg_action action)
{
    fg_error error = fg_screen(lane, message, strlen(message), NULL, verdict);
    const char *sentence = "";
    fg_verdict_error(verdict, NULL, NULL, NULL, &sentence);
    CU_ASSERT_EQUAL(error, FG_OK);
    CU_ASSERT_EQUAL(fg_verdict_transfers(verdict), transfers);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), action);
    if (error != FG_OK || fg_verdict_transfers(verdict) != transfers)
        printf("\n    %s: %u transfers, %s\n", message, fg_verdict_transfers(verdict), sentence);
}

/* The reason of that index is of this transfer and of the underlying level, and points into the message. */
static void check_underlying(const char *message, uint32_t index, uint32_t transfer, const char *text)
{
    fg_reason reason = {.size = sizeof reason};
    CU_ASSERT_EQUAL_FATAL(fg_verdict_reason(verdict, index, &reason), FG_OK);
    CU_ASSERT_EQUAL(reason.transfer, transfer);
    CU_ASSERT_EQUAL(reason.level, FG_LEVEL_UNDERLYING);
    CU_ASSERT_EQUAL_FATAL(reason.end - reason.start, strlen(text));
    CU_ASSERT_NSTRING_EQUAL(message + reason.start, text, strlen(text));
}

static void the_customer_of_an_mt202_cov_is_screened(void)
{
    static const char bad[] = MT202COV("FOREIGN COIN EXCHANGE LTD", "INVOICE 7");
    screen(MT202COV("HANS MUSTER", "INVOICE 7"), 1, FG_PASS);
    screen(bad, 1, FG_BLOCK);
    check_underlying(bad, 0, 1, "FOREIGN COIN EXCHANGE LTD");
    CU_ASSERT_STRING_EQUAL(fg_verdict_rule(verdict, 1), "venue");
    CU_ASSERT_STRING_EQUAL(fg_verdict_status_reason(verdict, 1), "MS03");
    CU_ASSERT_STRING_EQUAL(fg_verdict_message_type(verdict), "mt202cov");
    CU_ASSERT_STRING_EQUAL(fg_verdict_reference(verdict, 1, FG_FIELD_UETR), "7a1c0f4e-2b5d-4a8e-9c1d-0f2e3d4c5b6a");
    CU_ASSERT_STRING_EQUAL(fg_verdict_reference(verdict, 1, FG_FIELD_AMOUNT), "1000.00");
    CU_ASSERT_EQUAL(fg_verdict_as_of(verdict, 1), 20261121);
}

static void each_cover_has_its_own_customer(void)
{
    static const char batch[] =
        PACS009_HEAD PACS009_CORE("A") PACS009_UNDERLYING("HANS MUSTER", "GOODS") PACS009_END PACS009_CORE("B")
            PACS009_END PACS009_CORE("C") PACS009_UNDERLYING("HANS MUSTER", "U S D T") PACS009_END PACS009_TAIL;
    screen(batch, 3, FG_FLAG); /* three are allowed: customers' transfers do not count */
    CU_ASSERT_EQUAL(fg_verdict_transfer_action(verdict, 1), FG_PASS);
    CU_ASSERT_EQUAL(fg_verdict_transfer_action(verdict, 2), FG_PASS);
    CU_ASSERT_EQUAL(fg_verdict_transfer_action(verdict, 3), FG_FLAG);
    CU_ASSERT_EQUAL(fg_verdict_reasons(verdict), 1);
    check_underlying(batch, 0, 3, "U S D T");
    CU_ASSERT_STRING_EQUAL(fg_verdict_reference(verdict, 3, FG_FIELD_END_TO_END_ID), "C");
}

static void a_stricter_customer_takes_the_decision(void)
{
    static const char message[] =
        PACS009_HEAD PACS009_CORE("USDT") "<RmtInf><Ustrd>USDT</Ustrd></RmtInf>" PACS009_UNDERLYING(
            "FOREIGN COIN EXCHANGE LTD", "GOODS") PACS009_END PACS009_TAIL;
    fg_counters before = {.size = sizeof before}, after = {.size = sizeof after};
    CU_ASSERT_EQUAL(fg_counters_read(gate, &before), FG_OK);
    screen(message, 1, FG_BLOCK);
    CU_ASSERT_STRING_EQUAL(fg_verdict_rule(verdict, 1), "venue");
    CU_ASSERT_TRUE(fg_verdict_reasons(verdict) >= 2);
    CU_ASSERT_EQUAL(fg_counters_read(gate, &after), FG_OK);
    CU_ASSERT_EQUAL(after.transfers - before.transfers, 1); /* one payment, counted once, as what became of it */
    CU_ASSERT_EQUAL(after.actions[FG_BLOCK] - before.actions[FG_BLOCK], 1);
    CU_ASSERT_EQUAL(after.actions[FG_FLAG], before.actions[FG_FLAG]);
}

/* A host built with the header of version 1.0 has no room for the counters that came later. */
static void counters_are_read_into_the_size_that_a_host_has(void)
{
    struct {
        fg_counters counters;
        unsigned char behind[8];
    } host;
    memset(&host, 0xA5, sizeof host);
    host.counters.size = offsetof(fg_counters, warned);
    CU_ASSERT_EQUAL(fg_counters_read(gate, &host.counters), FG_OK);
    CU_ASSERT_EQUAL(host.counters.size, offsetof(fg_counters, warned));
    CU_ASSERT_EQUAL(host.counters.lanes_open, 1);
    CU_ASSERT_EQUAL(host.counters.warned, UINT64_C(0xA5A5A5A5A5A5A5A5));
    host.counters.size = sizeof host; /* a newer one */
    CU_ASSERT_EQUAL(fg_counters_read(gate, &host.counters), FG_OK);
    CU_ASSERT_EQUAL(host.counters.size, sizeof host.counters);
    CU_ASSERT_NOT_EQUAL(host.counters.unmapped, UINT64_C(0xA5A5A5A5A5A5A5A5));
    CU_ASSERT_EQUAL(host.behind[0], 0xA5);
    host.counters.size = offsetof(fg_counters, warned) - 1;
    CU_ASSERT_EQUAL(fg_counters_read(gate, &host.counters), FG_E_ARGUMENT);
}

/* The same of reasons. */
static void a_reason_is_read_into_the_size_that_a_host_has(void)
{
    screen(MT202COV("FOREIGN COIN EXCHANGE LTD", "INVOICE 7"), 1, FG_BLOCK);
    fg_reason reason = {.size = offsetof(fg_reason, level), .level = (fg_level)77};
    CU_ASSERT_EQUAL(fg_verdict_reason(verdict, 0, &reason), FG_OK);
    CU_ASSERT_EQUAL(reason.size, offsetof(fg_reason, level));
    CU_ASSERT_STRING_EQUAL(reason.text, "FOREIGN COIN EXCHANGE LTD");
    CU_ASSERT_EQUAL(reason.level, 77);
    reason.size = sizeof reason + 8; /* a newer one */
    CU_ASSERT_EQUAL(fg_verdict_reason(verdict, 0, &reason), FG_OK);
    CU_ASSERT_EQUAL(reason.size, sizeof reason);
    CU_ASSERT_EQUAL(reason.level, FG_LEVEL_UNDERLYING);
    reason.size = offsetof(fg_reason, level) - 1;
    CU_ASSERT_EQUAL(fg_verdict_reason(verdict, 0, &reason), FG_E_ARGUMENT);
}

/* The library's clock in this program: a nanosecond passes each time it is read. */
static uint64_t nanoseconds;

int clock_gettime(clockid_t clock, struct timespec *time)
{
    (void)clock;
    *time = (struct timespec){.tv_nsec = (long)++nanoseconds};
    return 0;
}

/* Wherever the deadline passes: a cover whose customer's transfer was not judged must not be forwarded. */
static void a_deadline_within_a_cover_holds_it(void)
{
    static const char message[] = PACS009_HEAD PACS009_CORE("A")
        PACS009_UNDERLYING("FOREIGN COIN EXCHANGE LTD", "GOODS") PACS009_END PACS009_TAIL;
    unsigned cut_within = 0, screened = 0;
    for (uint64_t deadline = 1; deadline < 16; deadline++) {
        fg_facts facts = {.size = sizeof facts, .deadline_ns = deadline};
        nanoseconds = 0;
        fg_error error = fg_screen(lane, message, sizeof message - 1, &facts, verdict);
        screened += error == FG_OK;
        cut_within += error != FG_OK && fg_verdict_transfers(verdict) == 1;
        CU_ASSERT_TRUE(fg_verdict_action(verdict) >= FG_HOLD);
        CU_ASSERT_TRUE(fg_verdict_transfer_action(verdict, 1) >= FG_HOLD);
    }
    CU_ASSERT_TRUE(cut_within > 0 && screened > 0);
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("cover", set_up, tear_down);
    CU_ADD_TEST(suite, the_customer_of_an_mt202_cov_is_screened);
    CU_ADD_TEST(suite, each_cover_has_its_own_customer);
    CU_ADD_TEST(suite, a_stricter_customer_takes_the_decision);
    CU_ADD_TEST(suite, a_deadline_within_a_cover_holds_it);
    CU_ADD_TEST(suite, a_reason_is_read_into_the_size_that_a_host_has);
    CU_ADD_TEST(suite, counters_are_read_into_the_size_that_a_host_has);
    return run_tests();
}
