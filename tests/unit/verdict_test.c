/*
 * verdict_test.c: a verdict's own book-keeping: slots that run out, texts that are cut, references.
 */
#include <CUnit/Basic.h>

#include "gate_fixture.h"
#include "plugin/verdict.h"
#include "run_tests.h"

static fg_gate *gate;

static int set_up(void)
{
    struct gate_config config = config_for_test();
    config.limits.reasons_per_message = 4;
    gate = gate_for_test(&config);
    return 0;
}

static int tear_down(void)
{
    return fg_close(gate) != FG_OK;
}

/* A reason of a rule that asks for this action. NULL = there was no place. */
static struct verdict_reason *add_reason(fg_verdict *verdict, uint32_t transfer, fg_action action)
{
    struct verdict_reason *reason = verdict_add_reason(verdict, transfer, verdict_rank(action));
    if (reason)
        reason->action = (uint8_t)action;
    return reason;
}

static void add_transfer(fg_verdict *verdict, fg_action action)
{
    verdict_add_transfer(
        verdict, &(struct verdict_transfer){.as_of = 20261121, .action = (uint8_t)action, .would = (uint8_t)action});
}

static fg_action action_at(const fg_verdict *verdict, uint32_t index, uint32_t *transfer)
{
    fg_reason reason = {.size = sizeof reason};
    CU_ASSERT_EQUAL(fg_verdict_reason(verdict, index, &reason), FG_OK);
    *transfer = reason.transfer;
    return reason.action;
}

static void the_strictest_keep_their_place_in_order(void)
{
    fg_verdict *verdict = verdict_for_test(gate);
    uint32_t transfer;
    CU_ASSERT_PTR_NOT_NULL(add_reason(verdict, 1, FG_FLAG));
    CU_ASSERT_PTR_NOT_NULL(add_reason(verdict, 2, FG_HOLD));
    CU_ASSERT_PTR_NOT_NULL(add_reason(verdict, 3, FG_FLAG));
    CU_ASSERT_PTR_NOT_NULL(add_reason(verdict, 4, FG_BLOCK));
    CU_ASSERT_PTR_NULL(add_reason(verdict, 5, FG_FLAG));
    CU_ASSERT_EQUAL(fg_verdict_reasons_dropped(verdict), 1);
    CU_ASSERT_PTR_NOT_NULL(add_reason(verdict, 6, FG_HOLD)); /* takes the place of 3 */
    CU_ASSERT_EQUAL(fg_verdict_reasons_dropped(verdict), 2);
    CU_ASSERT_PTR_NOT_NULL(add_reason(verdict, 7, FG_BLOCK)); /* of 1 */
    CU_ASSERT_PTR_NULL(add_reason(verdict, 8, FG_HOLD));
    static const struct {
        uint32_t transfer;
        fg_action action;
    } expected[] = {{2, FG_HOLD}, {4, FG_BLOCK}, {6, FG_HOLD}, {7, FG_BLOCK}};
    CU_ASSERT_EQUAL(fg_verdict_reasons(verdict), 4);
    for (uint32_t i = 0; i < 4; i++) {
        CU_ASSERT_EQUAL(action_at(verdict, i, &transfer), expected[i].action);
        CU_ASSERT_EQUAL(transfer, expected[i].transfer);
    }
    verdict_clear(verdict);
    CU_ASSERT_EQUAL(fg_verdict_reasons(verdict), 0);
    CU_ASSERT_PTR_NOT_NULL(add_reason(verdict, 1, FG_FLAG));
    fg_verdict_free(verdict);
}

static void random_reasons_never_lose_a_stricter_one(void)
{
    fg_verdict *verdict = verdict_for_test(gate);
    srand(7);
    for (int round = 0; round < 2000; round++) {
        unsigned given[4] = {0}, kept[4] = {0}, count = (unsigned)rand() % 12;
        verdict_clear(verdict);
        for (unsigned i = 1; i <= count; i++) {
            fg_action action = (fg_action)(1 + rand() % 3);
            given[action]++;
            add_reason(verdict, i, action);
        }
        uint32_t last = 0, transfer;
        for (uint32_t i = 0; i < fg_verdict_reasons(verdict); i++) {
            kept[action_at(verdict, i, &transfer)]++;
            CU_ASSERT_TRUE(transfer > last);
            last = transfer;
        }
        unsigned room = 4;
        for (int action = FG_BLOCK; action >= FG_FLAG; action--) {
            unsigned expected = given[action] < room ? given[action] : room;
            CU_ASSERT_EQUAL(kept[action], expected);
            room -= expected;
        }
        CU_ASSERT_EQUAL(fg_verdict_reasons_dropped(verdict), count - fg_verdict_reasons(verdict));
    }
    fg_verdict_free(verdict);
}

static void texts_are_cut_between_characters(void)
{
    char out[6];
    CU_ASSERT_FALSE(copy_text(out, sizeof out, "abcde", 5));
    CU_ASSERT_STRING_EQUAL(out, "abcde");
    CU_ASSERT_TRUE(copy_text(out, sizeof out, "abcdef", 6));
    CU_ASSERT_STRING_EQUAL(out, "abcde");
    CU_ASSERT_TRUE(copy_text(out, sizeof out, "\xD0\xB1\xD0\xB1\xD0\xB1", 6)); /* ббб: two fit */
    CU_ASSERT_STRING_EQUAL(out, "\xD0\xB1\xD0\xB1");
    CU_ASSERT_TRUE(copy_text(out, sizeof out, "a\xF0\x9F\x9A\x80\xF0\x9F\x9A\x80", 9));
    CU_ASSERT_STRING_EQUAL(out, "a\xF0\x9F\x9A\x80");
}

/* Whoever reads a verdict whose message is not through, because of a fault or another thread, must not forward. */
static void a_verdict_in_use_holds(void)
{
    fg_verdict *verdict = verdict_for_test(gate);
    verdict_start(verdict);
    add_transfer(verdict, FG_PASS);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_HOLD);
    CU_ASSERT_EQUAL(fg_verdict_transfer_action(verdict, 1), FG_HOLD);
    CU_ASSERT_EQUAL(fg_verdict_status(verdict), FG_STATUS_NOT_SCREENED);
    CU_ASSERT_EQUAL(fg_verdict_cause(verdict), FG_CAUSE_INTERNAL);
    add_transfer(verdict, FG_BLOCK);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_BLOCK);
    verdict->status = FG_STATUS_SCREENED;
    verdict_settle(verdict);
    CU_ASSERT_EQUAL(fg_verdict_transfer_action(verdict, 1), FG_PASS);
    CU_ASSERT_EQUAL(fg_verdict_cause(verdict), FG_CAUSE_NONE);
    fg_verdict_free(verdict);
}

static void details_are_found_by_transfer(void)
{
    fg_verdict *verdict = verdict_for_test(gate);
    for (uint32_t i = 1; i <= 4; i++) {
        struct verdict_detail *detail = verdict_add_detail(verdict, i * 10, verdict_rank(FG_FLAG));
        CU_ASSERT_PTR_NOT_NULL_FATAL(detail);
        snprintf(detail->rule, sizeof detail->rule, "rule-%u", i);
    }
    CU_ASSERT_STRING_EQUAL(fg_verdict_rule(verdict, 30), "rule-3");
    CU_ASSERT_STRING_EQUAL(fg_verdict_rule(verdict, 31), "");
    CU_ASSERT_STRING_EQUAL(fg_verdict_reference(verdict, 30, FG_FIELD_REMITTANCE), "");
    fg_verdict_free(verdict);
}

/* A cover passes, its customer's transfer is flagged, then blocked: one transfer, the strictest action, its rule. */
static void an_underlying_transfer_strengthens_its_cover(void)
{
    fg_verdict *verdict = verdict_for_test(gate);
    verdict_start(verdict);
    add_transfer(verdict, FG_PASS);
    add_transfer(verdict, FG_FLAG);
    struct verdict_detail *detail = verdict_add_detail(verdict, 2, verdict_rank(FG_FLAG));
    CU_ASSERT_PTR_NOT_NULL_FATAL(detail);
    CU_ASSERT_PTR_NULL(verdict_last_detail(verdict, 3, verdict_rank(FG_BLOCK))); /* another transfer's */
    CU_ASSERT_PTR_EQUAL(verdict_last_detail(verdict, 2, verdict_rank(FG_BLOCK)), detail);
    CU_ASSERT_EQUAL(detail->rank, verdict_rank(FG_BLOCK));
    CU_ASSERT_PTR_EQUAL(verdict_last_detail(verdict, 2, verdict_rank(FG_FLAG)), detail); /* never lower */
    CU_ASSERT_EQUAL(detail->rank, verdict_rank(FG_BLOCK));
    static const struct verdict_transfer customer = {
        .action = FG_BLOCK, .would = FG_BLOCK, .duties = FG_DUTY_REPORT, .marks = FG_MARK_STALE};
    static const struct verdict_transfer milder = {.action = FG_HOLD, .would = FG_HOLD, .duties = FG_DUTY_NOTIFY};
    verdict_strengthen_transfer(verdict, &customer);
    verdict_strengthen_transfer(verdict, &milder);
    CU_ASSERT_EQUAL(fg_verdict_duties(verdict, 2), FG_DUTY_REPORT | FG_DUTY_NOTIFY);
    CU_ASSERT_EQUAL(fg_verdict_duties(verdict, 1), 0);
    CU_ASSERT_EQUAL(fg_verdict_marks(verdict), FG_MARK_STALE);
    CU_ASSERT_EQUAL(fg_verdict_would(verdict, 2), FG_BLOCK);
    verdict->status = FG_STATUS_SCREENED;
    verdict_settle(verdict);
    CU_ASSERT_EQUAL(fg_verdict_transfers(verdict), 2);
    CU_ASSERT_EQUAL(fg_verdict_transfer_action(verdict, 1), FG_PASS);
    CU_ASSERT_EQUAL(fg_verdict_transfer_action(verdict, 2), FG_BLOCK);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_BLOCK);
    fg_verdict_free(verdict);
}

/* What decides keeps its place before everything that is only said, however strict that were. */
static void what_would_be_gives_way_to_what_is(void)
{
    fg_verdict *verdict = verdict_for_test(gate);
    for (uint32_t i = 1; i <= 4; i++) {
        CU_ASSERT_PTR_NOT_NULL(verdict_add_reason(verdict, i, verdict_shadow_rank(FG_BLOCK)));
        CU_ASSERT_PTR_NOT_NULL(verdict_add_detail(verdict, i, verdict_shadow_rank(FG_BLOCK)));
    }
    CU_ASSERT_PTR_NULL(verdict_add_reason(verdict, 5, verdict_shadow_rank(FG_BLOCK)));
    CU_ASSERT_PTR_NOT_NULL(add_reason(verdict, 6, FG_FLAG));
    CU_ASSERT_PTR_NOT_NULL(verdict_add_detail(verdict, 6, verdict_rank(FG_FLAG)));
    CU_ASSERT_PTR_NULL(verdict_add_reason(verdict, 7, verdict_rank(FG_PASS) - 1));
    CU_ASSERT_PTR_NOT_NULL(verdict_add_reason(verdict, 8, verdict_rank(FG_PASS))); /* a part of a sum */
    uint32_t transfer;
    static const uint32_t kept[] = {1, 2, 6, 8};
    for (uint32_t i = 0; i < 4; i++) {
        action_at(verdict, i, &transfer);
        CU_ASSERT_EQUAL(transfer, kept[i]);
    }
    CU_ASSERT_PTR_NULL(verdict_detail_of(verdict, 4));
    CU_ASSERT_PTR_NOT_NULL(verdict_detail_of(verdict, 6));
    fg_verdict_free(verdict);
}

static void a_transfer_keeps_eight_bytes(void)
{
    CU_ASSERT_EQUAL(sizeof(struct verdict_transfer), 8);
    printf("\n  bytes: %zu a verdict, %zu a transfer, %zu a reason, %zu the particulars of a transfer\n",
           sizeof(struct fg_verdict), sizeof(struct verdict_transfer), sizeof(struct verdict_reason),
           sizeof(struct verdict_detail));
}

static void warnings_are_read_by_index(void)
{
    fg_verdict *verdict = verdict_for_test(gate);
    const char *code, *sentence;
    uint64_t offset;
    uint32_t line;
    CU_ASSERT_EQUAL(fg_verdict_warnings(verdict), 0);
    CU_ASSERT_EQUAL(fg_verdict_warning(verdict, 0, &code, &offset, &line, &sentence), FG_E_NOT_FOUND);
    CU_ASSERT_EQUAL(fg_verdict_warning(NULL, 0, &code, &offset, &line, &sentence), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL(fg_verdict_warnings(NULL), 0);
    CU_ASSERT_EQUAL(fg_verdict_unmapped(NULL), 0);
    CU_ASSERT_EQUAL(fg_verdict_warnings_dropped(NULL), 0);
    read_warn(&verdict->warnings, "mt-cover-empty", 7, "a sentence")->line = 3;
    CU_ASSERT_PTR_NULL(read_warn(&verdict->warnings, "mt-cover-empty", 90, "a sentence")); /* said already */
    CU_ASSERT_PTR_NOT_NULL(read_warn(&verdict->warnings, "mt-cover-empty", 90, "another sentence"));
    CU_ASSERT_PTR_NOT_NULL(read_warn(&verdict->warnings, "mt-cover-empty", 90, "a")); /* what one begins with */
    for (char text[] = "a"; text[0] <= 'g'; text[0]++)
        read_warn(&verdict->warnings, "many", 0, text);
    CU_ASSERT_PTR_NULL(read_warn(NULL, "many", 0, "nobody asks"));
    CU_ASSERT_EQUAL(fg_verdict_warnings(verdict), READ_WARNINGS);
    CU_ASSERT_EQUAL(fg_verdict_warnings_dropped(verdict), 2);
    CU_ASSERT_EQUAL(fg_verdict_warning(verdict, 0, &code, &offset, &line, &sentence), FG_OK);
    CU_ASSERT_STRING_EQUAL(code, "mt-cover-empty");
    CU_ASSERT_STRING_EQUAL(sentence, "a sentence");
    CU_ASSERT_EQUAL(offset, 7);
    CU_ASSERT_EQUAL(line, 3);
    CU_ASSERT_EQUAL(fg_verdict_warning(verdict, 7, NULL, NULL, NULL, NULL), FG_OK);
    CU_ASSERT_EQUAL(fg_verdict_warning(verdict, 8, NULL, NULL, NULL, NULL), FG_E_NOT_FOUND);
    char wide[400];
    memset(wide, 'w', sizeof wide - 1);
    wide[sizeof wide - 1] = '\0';
    verdict_clear(verdict);
    CU_ASSERT_EQUAL(fg_verdict_warnings(verdict), 0);
    struct read_error *kept = read_warn(&verdict->warnings, "wide", 0, wide);
    CU_ASSERT_PTR_NOT_NULL_FATAL(kept);
    CU_ASSERT_EQUAL(strlen(kept->text), sizeof kept->text - 1);
    CU_ASSERT_PTR_NULL(read_warn(&verdict->warnings, "wide", 0, wide));
    fg_verdict_free(verdict);
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("verdict", set_up, tear_down);
    CU_ADD_TEST(suite, the_strictest_keep_their_place_in_order);
    CU_ADD_TEST(suite, random_reasons_never_lose_a_stricter_one);
    CU_ADD_TEST(suite, texts_are_cut_between_characters);
    CU_ADD_TEST(suite, a_verdict_in_use_holds);
    CU_ADD_TEST(suite, details_are_found_by_transfer);
    CU_ADD_TEST(suite, an_underlying_transfer_strengthens_its_cover);
    CU_ADD_TEST(suite, what_would_be_gives_way_to_what_is);
    CU_ADD_TEST(suite, a_transfer_keeps_eight_bytes);
    CU_ADD_TEST(suite, warnings_are_read_by_index);
    return run_tests();
}
