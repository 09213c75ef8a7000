/*
 * hostile_test.c: messages that are made to keep a host waiting: each is legal up to the default limits and repeats
 * something that was once looked through for every repetition. What is checked is the answer, and where work is
 * counted, after how much of it the answer comes; nothing here is timed. One that is looked through again does not
 * fail but runs into the time limit of its test.
 */
#include <CUnit/Basic.h>

#include "messages.h"
#include "run_tests.h"
#include "suite_gate.h"

/* A message being put together. */
static char *text;
static size_t used;
#define TEXT_BYTES (10u << 20)

static int set_up(void)
{
    text = malloc(TEXT_BYTES);
    return !text || suite_gate_open() != 0;
}

static int tear_down(void)
{
    free(text);
    return suite_gate_close();
}

static void add(const char *piece)
{
    size_t length = strlen(piece);
    if (used + length > TEXT_BYTES)
        exit(1);
    memcpy(text + used, piece, length);
    used += length;
}

static void add_times(const char *piece, uint32_t times)
{
    for (uint32_t i = 0; i < times; i++)
        add(piece);
}

static void screen(fg_action action)
{
    CU_ASSERT_EQUAL(fg_screen(lane, text, used, NULL, verdict), FG_OK);
    CU_ASSERT_EQUAL(fg_verdict_status(verdict), FG_STATUS_SCREENED);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), action);
    used = 0;
}

static void refuse(const char *expected)
{
    const char *code = "";
    CU_ASSERT_EQUAL(fg_screen(lane, text, used, NULL, verdict), FG_NOT_SCREENED);
    CU_ASSERT_EQUAL(fg_verdict_cause(verdict), FG_CAUSE_LIMIT);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_HOLD);
    CU_ASSERT_EQUAL(fg_verdict_error(verdict, &code, NULL, NULL, NULL), FG_OK);
    CU_ASSERT_STRING_EQUAL(code, expected);
    used = 0;
}

#define MT_HEAD                                                                                                        \
    "{1:F01TESTKZKAAXXX0000000000}{2:I103TESTDEFFXXXXN}{4:\r\n:20:REF0001\r\n:32A:261121USD1000,00\r\n"                \
    ":50K:AIDAR TESTOV\r\n:59:HANS MUSTER\r\n:70:"
#define MT_TAIL "\r\n-}"

static void lines_that_end_with_a_carriage_return_alone(void)
{
    add(MT_HEAD "A");
    add_times("\r", 8000000);
    add(MT_TAIL);
    screen(FG_PASS);
    add(MT_HEAD);
    add_times("A\r", 60000);
    add("USDT" MT_TAIL);
    screen(FG_FLAG);
}

static void payment_codes(void)
{
    char code[16];
    add(MT_HEAD);
    for (uint32_t i = 0; i < 20000; i++) {
        snprintf(code, sizeof code, "KNP %03u\r\n", i % 1000);
        add(code);
    }
    add("USDT" MT_TAIL);
    screen(FG_FLAG);
}

/* A tag that a hit stands in the last attribute of: its place is right, however many stand before it. */
static void attributes_of_a_tag(void)
{
    char attribute[16];
    fg_reason reason = {.size = sizeof reason};
    add(PACS008_HEAD "<CdtTrfTxInf><IntrBkSttlmAmt Ccy=\"EUR\">1</IntrBkSttlmAmt><Cdtr><Nm>HANS</Nm></Cdtr><RmtInf>");
    for (uint32_t tag = 0; tag < 4; tag++) {
        add("<Strd ");
        for (uint32_t i = 0; i < 60; i++) { /* as many as limits.attributes leaves, with the two behind them */
            snprintf(attribute, sizeof attribute, "a%u=\"x\" ", i);
            add(attribute);
        }
        add("xml:lang=\"");
        add_times("q", 15000);
        add("\" last=\"");
        add(tag == 3 ? "USDT\"/>" : "x\"/>");
    }
    size_t end = used - strlen("\"/>");
    add("</RmtInf></CdtTrfTxInf>" PACS008_TAIL);
    screen(FG_FLAG);
    CU_ASSERT_EQUAL_FATAL(fg_verdict_reason(verdict, 0, &reason), FG_OK);
    CU_ASSERT_STRING_EQUAL(reason.text, "USDT");
    CU_ASSERT_EQUAL(reason.start, end - strlen("USDT"));
    CU_ASSERT_EQUAL(reason.end, end);
}

static const char small_transfer[] =
    "<CdtTrfTxInf><IntrBkSttlmAmt Ccy=\"EUR\">1</IntrBkSttlmAmt><Cdtr><Nm>HANS</Nm></Cdtr></CdtTrfTxInf>";

/* GrpHdr with so many words in it that no table knows, then so many transfers. */
static void add_batch(uint32_t words, uint32_t transfers)
{
    add("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\"><FIToFICstmrCdtTrf><GrpHdr>"
        "<MsgId>M</MsgId><CreDtTm>2026-11-21T10:00:00</CreDtTm><Text>");
    add_times("WORD ", words);
    add("</Text></GrpHdr>");
    add_times(small_transfer, transfers);
    add(PACS008_TAIL);
}

/* A header of 100 kB counts 100 kB for each transfer behind the first; eight times the message's length is allowed. */
static void a_large_header_before_many_transfers(void)
{
    add_batch(20000, 8);
    screen(FG_PASS);
    add_batch(20000, 20000);
    uint64_t length = used;
    refuse("limit-header");
    uint32_t judged = fg_verdict_transfers(verdict);
    CU_ASSERT(judged > 1 && (judged - 1) * UINT64_C(100000) <= 8 * length);
    CU_ASSERT(judged * UINT64_C(101000) > 8 * length);
    CU_ASSERT_EQUAL(fg_verdict_transfer_action(verdict, 1), FG_HOLD);
}

/* Headers as banks send them, before as many transfers as a message can hold. */
static void a_small_header_before_many_transfers(void)
{
    add_batch(40, 100000);
    screen(FG_PASS);
    CU_ASSERT_EQUAL(fg_verdict_transfers(verdict), 100000);
}

/* Each hit may have to be compared with each identifier. */
static void many_hits_and_many_identifiers(void)
{
    add(MT_HEAD);
    add_times("USDT ", 2000);
    add_times("TESTKZKA 850131300019\r\n", 300);
    add(MT_TAIL);
    screen(FG_FLAG);
    add(MT_HEAD);
    add_times("USDT ", 3000);
    add_times("850131300019\r\n", 3000);
    add(MT_TAIL);
    refuse("limit-hits");
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("hostile messages", set_up, tear_down);
    bool added = suite &&
                 CU_add_test(suite, "lines that end with a carriage return alone",
                             lines_that_end_with_a_carriage_return_alone) &&
                 CU_add_test(suite, "payment codes", payment_codes) &&
                 CU_add_test(suite, "attributes of a tag", attributes_of_a_tag) &&
                 CU_add_test(suite, "a large header before many transfers", a_large_header_before_many_transfers) &&
                 CU_add_test(suite, "a small header before many transfers", a_small_header_before_many_transfers) &&
                 CU_add_test(suite, "many hits and many identifiers", many_hits_and_many_identifiers);
    if (!added)
        return 1;
    return run_tests();
}
