/*
 * batch_test.c: messages of many transfers: each judged on its own, in the lane's fixed memory, with a bounded verdict.
 */
#include <CUnit/Basic.h>
#include <malloc.h>

#include "gate_fixture.h"
#include "messages.h"
#include "run_tests.h"

static char *text;
static size_t text_size, text_used;

static void put(const char *piece)
{
    size_t length = strlen(piece);
    if (text_used + length + 1 > text_size) {
        text_size = (text_used + length + 1) * 2;
        text = realloc(text, text_size);
        if (!text)
            exit(1);
    }
    memcpy(text + text_used, piece, length + 1);
    text_used += length;
}

/* Every number divisible by `bad` is blocked, by `word` flagged; 0 = none. */
static void write_batch(unsigned count, unsigned bad, unsigned word, const char *tail)
{
    text_used = 0;
    put(PACS008_HEAD);
    for (unsigned i = 1; i <= count; i++) {
        if (bad && i % bad == 0)
            put(PACS008_TRANSFER("BLOCKED", "FOREIGN COIN EXCHANGE LTD", "GOODS"));
        else if (word && i % word == 0)
            put(PACS008_TRANSFER("FLAGGED", "HANS MUSTER", "U S D T"));
        else
            put(PACS008_TRANSFER("PLAIN", "HANS MUSTER", "GOODS"));
    }
    put(tail);
}

struct bench {
    fg_gate *gate;
    fg_lane *lane;
    fg_verdict *verdict;
};

static struct bench bench_open(const struct gate_config *config)
{
    struct bench bench = {.gate = gate_for_test(config)};
    bench.lane = lane_for_test(bench.gate);
    bench.verdict = verdict_for_test(bench.gate);
    return bench;
}

static void bench_close(struct bench *bench)
{
    fg_verdict_free(bench->verdict);
    CU_ASSERT_EQUAL(fg_lane_close(bench->lane), FG_OK);
    CU_ASSERT_EQUAL(fg_close(bench->gate), FG_OK);
}

static fg_error run(struct bench *bench)
{
    return fg_screen(bench->lane, text, text_used, NULL, bench->verdict);
}

static void each_transfer_has_its_own_action(void)
{
    struct gate_config config = config_for_test();
    struct bench bench = bench_open(&config);
    write_batch(12, 5, 3, PACS008_TAIL);
    CU_ASSERT_EQUAL(run(&bench), FG_OK);
    CU_ASSERT_EQUAL(fg_verdict_transfers(bench.verdict), 12);
    CU_ASSERT_EQUAL(fg_verdict_action(bench.verdict), FG_BLOCK);
    for (uint32_t i = 1; i <= 12; i++) {
        fg_action expected = i % 5 == 0 ? FG_BLOCK : i % 3 == 0 ? FG_FLAG : FG_PASS;
        CU_ASSERT_EQUAL(fg_verdict_transfer_action(bench.verdict, i), expected);
        CU_ASSERT_STRING_EQUAL(fg_verdict_reference(bench.verdict, i, FG_FIELD_END_TO_END_ID), i % 5 == 0   ? "BLOCKED"
                                                                                               : i % 3 == 0 ? "FLAGGED"
                                                                                                            : "");
    }
    CU_ASSERT_STRING_EQUAL(fg_verdict_reference(bench.verdict, 5, FG_FIELD_MESSAGE_ID), "MSG1");
    fg_reason reason = {.size = sizeof reason};
    uint32_t last = 0;
    for (uint32_t i = 0; fg_verdict_reason(bench.verdict, i, &reason) == FG_OK; i++) {
        CU_ASSERT_TRUE(reason.transfer >= last);
        last = reason.transfer;
        CU_ASSERT_TRUE(reason.end > reason.start && reason.end <= text_used);
    }
    bench_close(&bench);
}

static void a_hundred_thousand_need_no_more_memory_than_one(void)
{
    struct gate_config config = config_for_test();
    config.limits.message_bytes = 128u << 20;
    struct bench bench = bench_open(&config);
    write_batch(100000, 10000, 0, PACS008_TAIL);
    struct mallinfo2 before = mallinfo2();
    CU_ASSERT_EQUAL(run(&bench), FG_OK);
    struct mallinfo2 after = mallinfo2();
    CU_ASSERT_EQUAL(before.uordblks, after.uordblks);
    CU_ASSERT_EQUAL(before.hblkhd, after.hblkhd);
    CU_ASSERT_EQUAL(fg_verdict_transfers(bench.verdict), 100000);
    CU_ASSERT_EQUAL(fg_verdict_transfer_action(bench.verdict, 100000), FG_BLOCK);
    CU_ASSERT_EQUAL(fg_verdict_transfer_action(bench.verdict, 99999), FG_PASS);
    CU_ASSERT_EQUAL(fg_verdict_reasons(bench.verdict), 10);
    bench_close(&bench);
}

static void what_no_longer_fits_is_counted_and_the_strictest_kept(void)
{
    struct gate_config config = config_for_test();
    config.limits.reasons_per_message = 8;
    struct bench bench = bench_open(&config);
    write_batch(40, 40, 1, PACS008_TAIL); /* 39 flags, then one block */
    CU_ASSERT_EQUAL(run(&bench), FG_OK);
    CU_ASSERT_EQUAL(fg_verdict_reasons(bench.verdict), 8);
    CU_ASSERT_TRUE(fg_verdict_reasons_dropped(bench.verdict) >= 32);
    fg_reason reason = {.size = sizeof reason};
    CU_ASSERT_EQUAL(fg_verdict_reason(bench.verdict, 7, &reason), FG_OK);
    CU_ASSERT_EQUAL(reason.transfer, 40);
    CU_ASSERT_EQUAL(reason.action, FG_BLOCK);
    CU_ASSERT_STRING_EQUAL(fg_verdict_rule(bench.verdict, 40), "venue");
    CU_ASSERT_EQUAL(fg_verdict_transfer_action(bench.verdict, 39), FG_FLAG);
    bench_close(&bench);
}

static void a_message_found_broken_later_raises_all(void)
{
    struct gate_config config = config_for_test();
    struct bench bench = bench_open(&config);
    write_batch(6, 3, 0, "</FIToFICstmrCdtTrf></Wrong>");
    CU_ASSERT_EQUAL(run(&bench), FG_NOT_SCREENED);
    CU_ASSERT_EQUAL(fg_verdict_cause(bench.verdict), FG_CAUSE_BAD_MESSAGE);
    CU_ASSERT_EQUAL(fg_verdict_transfers(bench.verdict), 6);
    CU_ASSERT_EQUAL(fg_verdict_transfer_action(bench.verdict, 1), FG_HOLD);
    CU_ASSERT_EQUAL(fg_verdict_transfer_action(bench.verdict, 3), FG_BLOCK);
    CU_ASSERT_EQUAL(fg_verdict_action(bench.verdict), FG_BLOCK);
    uint64_t offset = 0;
    CU_ASSERT_EQUAL(fg_verdict_error(bench.verdict, NULL, &offset, NULL, NULL), FG_OK);
    CU_ASSERT_TRUE(offset > text_used - 40 && offset < text_used);
    bench_close(&bench);
}

/* What is found wrong with a transfer after it was read points into that transfer, not at the message's first byte. */
static void a_refused_transfer_is_pointed_at(void)
{
#define UNDATED(creditor)                                                                                              \
    "<CdtTrfTxInf><IntrBkSttlmAmt Ccy=\"EUR\">1</IntrBkSttlmAmt><Cdtr><Nm>" creditor "</Nm></Cdtr></CdtTrfTxInf>"
    struct gate_config config = config_for_test();
    struct bench bench = bench_open(&config);
    uint64_t offset = 0;
    text_used = 0;
    put("<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08\"><FIToFICstmrCdtTrf>\n");
    put(PACS008_TRANSFER("PLAIN", "HANS MUSTER", "GOODS"));
    size_t second = text_used;
    put(UNDATED("HANS MUSTER"));
    size_t end = text_used;
    put(PACS008_TAIL);
    CU_ASSERT_EQUAL(run(&bench), FG_NOT_SCREENED);
    CU_ASSERT_EQUAL(fg_verdict_transfers(bench.verdict), 1);
    CU_ASSERT_EQUAL(fg_verdict_error(bench.verdict, NULL, &offset, NULL, NULL), FG_OK);
    CU_ASSERT_TRUE(offset > second && offset < end);
    bench_close(&bench);

    config.limits.transfers = 1;
    bench = bench_open(&config);
    CU_ASSERT_EQUAL(run(&bench), FG_NOT_SCREENED);
    CU_ASSERT_EQUAL(fg_verdict_cause(bench.verdict), FG_CAUSE_LIMIT);
    CU_ASSERT_EQUAL(fg_verdict_error(bench.verdict, NULL, &offset, NULL, NULL), FG_OK);
    CU_ASSERT_TRUE(offset > second && offset < end);
    bench_close(&bench);
}

static void every_limit_has_its_answer(void)
{
    struct gate_config config = config_for_test();
    config.limits.transfers = 5;
    struct bench bench = bench_open(&config);
    write_batch(6, 0, 0, PACS008_TAIL);
    CU_ASSERT_EQUAL(run(&bench), FG_NOT_SCREENED);
    CU_ASSERT_EQUAL(fg_verdict_cause(bench.verdict), FG_CAUSE_LIMIT);
    CU_ASSERT_EQUAL(fg_verdict_transfer_action(bench.verdict, 1), FG_HOLD);
    const char *sentence = "";
    fg_verdict_error(bench.verdict, NULL, NULL, NULL, &sentence);
    CU_ASSERT_PTR_NOT_NULL(strstr(sentence, "limits.transfers"));
    bench_close(&bench);

    config = config_for_test();
    config.limits.message_bytes = 1024;
    bench = bench_open(&config);
    CU_ASSERT_EQUAL(run(&bench), FG_NOT_SCREENED);
    CU_ASSERT_EQUAL(fg_verdict_cause(bench.verdict), FG_CAUSE_LIMIT);
    fg_verdict_error(bench.verdict, NULL, NULL, NULL, &sentence);
    CU_ASSERT_PTR_NOT_NULL(strstr(sentence, "limits.message_bytes"));
    bench_close(&bench);

    config = config_for_test();
    config.limits.text_bytes = 4096;
    bench = bench_open(&config);
    text_used = 0;
    put(PACS008_HEAD "<CdtTrfTxInf><RmtInf><Ustrd>");
    for (int i = 0; i < 500; i++)
        put("0123456789");
    put("</Ustrd></RmtInf></CdtTrfTxInf>" PACS008_TAIL);
    CU_ASSERT_EQUAL(run(&bench), FG_NOT_SCREENED);
    CU_ASSERT_EQUAL(fg_verdict_cause(bench.verdict), FG_CAUSE_LIMIT);
    fg_verdict_error(bench.verdict, NULL, NULL, NULL, &sentence);
    CU_ASSERT_PTR_NOT_NULL(strstr(sentence, "limits.text_bytes"));
    bench_close(&bench);

    config = config_for_test();
    config.limits.hits = 64;
    bench = bench_open(&config);
    text_used = 0;
    put(MT103_WITH("HANS MUSTER", "X"));
    text_used = 0;
    put(PACS008_HEAD "<CdtTrfTxInf><PmtId><EndToEndId>X</EndToEndId></PmtId>"
                     "<IntrBkSttlmAmt Ccy=\"EUR\">1</IntrBkSttlmAmt><IntrBkSttlmDt>2026-11-21</IntrBkSttlmDt>"
                     "<Cdtr><Nm>HANS MUSTER</Nm></Cdtr><RmtInf>");
    for (int i = 0; i < 100; i++)
        put("<Ustrd>USDT USDT</Ustrd>");
    put("</RmtInf></CdtTrfTxInf>" PACS008_TAIL);
    CU_ASSERT_EQUAL(run(&bench), FG_NOT_SCREENED);
    CU_ASSERT_EQUAL(fg_verdict_cause(bench.verdict), FG_CAUSE_LIMIT);
    fg_verdict_error(bench.verdict, NULL, NULL, NULL, &sentence);
    CU_ASSERT_PTR_NOT_NULL(strstr(sentence, "limits.hits"));
    bench_close(&bench);
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("batch", NULL, NULL);
    CU_ADD_TEST(suite, each_transfer_has_its_own_action);
    CU_ADD_TEST(suite, a_hundred_thousand_need_no_more_memory_than_one);
    CU_ADD_TEST(suite, what_no_longer_fits_is_counted_and_the_strictest_kept);
    CU_ADD_TEST(suite, a_message_found_broken_later_raises_all);
    CU_ADD_TEST(suite, a_refused_transfer_is_pointed_at);
    CU_ADD_TEST(suite, every_limit_has_its_answer);
    int failed = run_tests();
    free(text);
    return failed;
}
