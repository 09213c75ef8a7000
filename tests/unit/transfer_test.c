/*
 * transfer_test.c: canonical transfers: limits, header and transfer parts, runs back to the original bytes, dates.
 */
#include <CUnit/Basic.h>
#include <stdlib.h>
#include <string.h>

#include "plugin/transfer.h"
#include "run_tests.h"

static const struct limits limits = {.fields = 64, .text_bytes = 4096};
static struct transfer transfer;
static void *memory;

static int set_up(void)
{
    memory = aligned_alloc(64, (transfer_size(&limits) + 63) & ~(size_t)63);
    if (!memory)
        return 1;
    transfer_place(&transfer, memory, &limits);
    return 0;
}

static int tear_down(void)
{
    free(memory);
    return 0;
}

static void check_span(const struct field_value *value, uint32_t from, uint32_t to, uint64_t start, uint64_t end)
{
    uint64_t got_start, got_end;
    transfer_source(&transfer, value, from, to, &got_start, &got_end);
    CU_ASSERT_EQUAL(got_start, start);
    CU_ASSERT_EQUAL(got_end, end);
}

static void exact_bytes_map_one_to_one(void)
{
    transfer_reset(&transfer);
    CU_ASSERT_TRUE(transfer_put(&transfer, FG_FIELD_CREDITOR_NAME, "PAYWARD LTD", 11, 100));
    const struct field_value *value = transfer_find(&transfer, FG_FIELD_CREDITOR_NAME, 0);
    CU_ASSERT_PTR_NOT_NULL_FATAL(value);
    check_span(value, 0, 11, 100, 111);
    check_span(value, 8, 11, 108, 111);
    check_span(value, 8, 99, 108, 111);
    check_span(value, 11, 11, 0, 0);
}

static void pieces_that_continue_share_a_run(void)
{
    transfer_reset(&transfer);
    transfer_begin(&transfer, FG_FIELD_REMITTANCE);
    transfer_append(&transfer, "ABC", 3, 10, 3);
    transfer_append(&transfer, "DEF", 3, 13, 3);
    transfer_end(&transfer);
    CU_ASSERT_EQUAL(transfer.run_count, 1);
    check_span(transfer_find(&transfer, FG_FIELD_REMITTANCE, 0), 2, 4, 12, 14);
}

static void replaced_characters_lead_to_the_whole_of_their_source(void)
{
    transfer_reset(&transfer);
    transfer_begin(&transfer, FG_FIELD_REMITTANCE);
    transfer_append(&transfer, "A", 1, 0, 1);
    transfer_append(&transfer, "&", 1, 1, 5); /* &amp; */
    transfer_append(&transfer, "B", 1, 6, 1);
    transfer_append(&transfer, "\n", 1, 7, 2); /* CR LF */
    transfer_append(&transfer, "CD", 2, 9, 2);
    transfer_end(&transfer);
    const struct field_value *value = transfer_find(&transfer, FG_FIELD_REMITTANCE, 0);
    check_span(value, 0, 1, 0, 1);
    check_span(value, 1, 2, 1, 6);
    check_span(value, 0, 3, 0, 7);
    check_span(value, 3, 4, 7, 9);
    check_span(value, 4, 6, 9, 11);
    check_span(value, 5, 6, 10, 11);
}

static void runs_that_run_out_make_positions_coarser_never_wrong(void)
{
    transfer_reset(&transfer);
    transfer_begin(&transfer, FG_FIELD_REMITTANCE);
    uint32_t count = transfer.run_limit + 200;
    for (uint32_t i = 0; i < count; i++)
        CU_ASSERT_TRUE(transfer_append(&transfer, "x", 1, i * 6, 6));
    transfer_end(&transfer);
    CU_ASSERT_EQUAL(transfer.run_count, transfer.run_limit);
    const struct field_value *value = transfer_find(&transfer, FG_FIELD_REMITTANCE, 0);
    for (uint32_t i = 0; i < count; i++) {
        uint64_t start, end;
        transfer_source(&transfer, value, i, i + 1, &start, &end);
        CU_ASSERT_TRUE(start <= i * 6 && end >= i * 6 + 6);
    }
}

static void the_header_stays_and_transfers_come_before_it(void)
{
    transfer_reset(&transfer);
    transfer_put(&transfer, FG_FIELD_SETTLEMENT_DATE, "2026-11-20", 10, 0);
    transfer_put(&transfer, FG_FIELD_MESSAGE_ID, "M1", 2, 20);
    transfer_end_header(&transfer);
    for (int i = 0; i < 1000; i++) {
        transfer_rewind(&transfer);
        CU_ASSERT_TRUE(transfer_put(&transfer, FG_FIELD_SETTLEMENT_DATE, "2026-11-21", 10, 40));
        CU_ASSERT_TRUE(transfer_put(&transfer, FG_FIELD_REMITTANCE, "one", 3, 60));
        CU_ASSERT_TRUE(transfer_put(&transfer, FG_FIELD_REMITTANCE, "two", 3, 70));
        CU_ASSERT_EQUAL(transfer_date(&transfer, FG_FIELD_SETTLEMENT_DATE), 20261121);
        CU_ASSERT_EQUAL(transfer_find(&transfer, FG_FIELD_REMITTANCE, 1)->occurrence, 1);
        CU_ASSERT_EQUAL(transfer_find(&transfer, FG_FIELD_MESSAGE_ID, 0)->length, 2);
        CU_ASSERT_PTR_NULL(transfer_find(&transfer, FG_FIELD_REMITTANCE, 2));
    }
    transfer_rewind(&transfer);
    CU_ASSERT_EQUAL(transfer_date(&transfer, FG_FIELD_SETTLEMENT_DATE), 20261120);
}

static void limits_are_told_and_nothing_is_half_written(void)
{
    transfer_reset(&transfer);
    char big[4097];
    memset(big, 'A', sizeof big);
    CU_ASSERT_FALSE(transfer_put(&transfer, FG_FIELD_REMITTANCE, big, 4097, 0));
    CU_ASSERT_EQUAL(transfer.value_count, 0);
    CU_ASSERT_EQUAL(transfer.text_used, 0);
    CU_ASSERT_EQUAL(transfer.run_count, 0);
    for (uint32_t i = 0; i < limits.fields; i++)
        CU_ASSERT_TRUE(transfer_put(&transfer, FG_FIELD_REMITTANCE, "A", 1, i));
    CU_ASSERT_FALSE(transfer_put(&transfer, FG_FIELD_REMITTANCE, "A", 1, 0));
    CU_ASSERT_EQUAL(transfer.value_count, limits.fields);
}

static void empty_values_are_dropped(void)
{
    transfer_reset(&transfer);
    transfer_begin(&transfer, FG_FIELD_REMITTANCE);
    CU_ASSERT_FALSE(transfer_end(&transfer));
    CU_ASSERT_EQUAL(transfer.value_count, 0);
    CU_ASSERT_FALSE(transfer_append(&transfer, "A", 1, 0, 1));
}

static void dates_are_civil_dates(void)
{
    static const struct {
        const char *text;
        int32_t date;
    } cases[] = {
        {"2026-11-21", 20261121}, {"20261121", 20261121},   {"2026-11-21T10:00:00+05:00", 20261121},
        {"2026-02-29", 0},        {"2024-02-29", 20240229}, {"2026-13-01", 0},
        {"2026-00-10", 0},        {"2026-11-2", 0},         {"abcdefgh", 0},
        {"1899-12-31", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
        transfer_reset(&transfer);
        transfer_put(&transfer, FG_FIELD_SETTLEMENT_DATE, cases[i].text, (uint32_t)strlen(cases[i].text), 0);
        CU_ASSERT_EQUAL(transfer_date(&transfer, FG_FIELD_SETTLEMENT_DATE), cases[i].date);
    }
    CU_ASSERT_EQUAL(civil_date_days(20260101) - civil_date_days(20251231), 1);
    CU_ASSERT_EQUAL(civil_date_days(20240301) - civil_date_days(20240228), 2);
    CU_ASSERT_EQUAL(civil_date_days(19700101), 719468);
}

static void moments_have_their_date(void)
{
    static const struct {
        int64_t at;
        int32_t date;
    } moments[] = {
        {0, 19700101},
        {-1, 19691231},
        {86399, 19700101},
        {951782400, 20000229},
        {951868800, 20000301},
        {INT64_C(253402300799), 99991231},
        {INT64_C(253402300800), 0},
        {INT64_C(-62167219200), 101},
        {INT64_C(-62167219201), 0},
        {INT64_MAX, 0},
        {INT64_MIN, 0},
    };
    for (size_t i = 0; i < sizeof moments / sizeof *moments; i++)
        CU_ASSERT_EQUAL(civil_date_at(moments[i].at), moments[i].date);
    for (int32_t day = civil_date_days(19000101); day <= civil_date_days(29991231); day++) {
        int32_t date = civil_date_at(((int64_t)day - 719468) * 86400);
        if (!civil_date_is_valid(date) || civil_date_days(date) != day) {
            CU_FAIL("a day has not its own date");
            return;
        }
    }
    char text[CIVIL_DATE_TEXT];
    CU_ASSERT_STRING_EQUAL(civil_date_text(20261122, text), "2026-11-22");
}

static void every_field_has_its_name_and_back(void)
{
    int fields = 0;
    for (unsigned i = 1; i < FG_FIELD_LIMIT; i++) {
        const char *name = fg_field_name((fg_field)i);
        if (!*name)
            continue;
        fields++;
        CU_ASSERT_EQUAL(fg_field_by_name(name), i);
        CU_ASSERT_NOT_EQUAL(field_kind((fg_field)i), FIELD_KIND_NONE);
    }
    CU_ASSERT_TRUE(fields > 60);
    CU_ASSERT_EQUAL(fg_field_by_name("no_such_field"), FG_FIELD_NONE);
    CU_ASSERT_EQUAL(fg_field_by_name(NULL), FG_FIELD_NONE);
}

static void a_header_within_a_header_comes_and_goes(void)
{
    struct transfer_mark mark;
    transfer_reset(&transfer);
    transfer_put(&transfer, FG_FIELD_MESSAGE_ID, "M", 1, 0);
    transfer_set_mark(&transfer, &mark);
    transfer_put(&transfer, FG_FIELD_DEBTOR_NAME, "FIRST", 5, 10);
    transfer_put(&transfer, FG_FIELD_DEBTOR_NAME, "AGAIN", 5, 20);
    transfer_end_header(&transfer);
    transfer_put(&transfer, FG_FIELD_CREDITOR_NAME, "A", 1, 30);
    transfer.level = LEVEL_UNDERLYING;
    transfer.header_uses = 3;
    transfer_return(&transfer, &mark);
    CU_ASSERT_EQUAL(transfer.value_count, 1);
    CU_ASSERT_EQUAL(transfer.header_values, 1);
    CU_ASSERT_EQUAL(transfer.level, LEVEL_TRANSFER);
    CU_ASSERT_EQUAL(transfer.header_uses, 0);
    CU_ASSERT_PTR_NULL(transfer_find(&transfer, FG_FIELD_DEBTOR_NAME, 0));
    transfer_put(&transfer, FG_FIELD_DEBTOR_NAME, "SECOND", 6, 40);
    transfer_end_header(&transfer);
    transfer_rewind(&transfer);
    const struct field_value *debtor = transfer_find(&transfer, FG_FIELD_DEBTOR_NAME, 0);
    CU_ASSERT_PTR_NOT_NULL_FATAL(debtor);
    CU_ASSERT_EQUAL(debtor->occurrence, 0);
    check_span(debtor, 0, 6, 40, 46);
    CU_ASSERT_PTR_NOT_NULL(transfer_find(&transfer, FG_FIELD_MESSAGE_ID, 0));
}

static void another_reading_is_marked_on_the_value_written_last(void)
{
    transfer_reset(&transfer);
    transfer_mark_alternative(&transfer); /* of nothing: no effect */
    transfer_put(&transfer, FG_FIELD_CREDITOR_NAME, "AUX CAYES", 9, 0);
    transfer_put(&transfer, FG_FIELD_CREDITOR_NAME, "AUX CAYES FINTECH", 17, 0);
    transfer_mark_alternative(&transfer);
    transfer_put(&transfer, FG_FIELD_CREDITOR_NAME, "NEXT", 4, 0);
    CU_ASSERT_EQUAL(transfer.values[0].alternative, 0);
    CU_ASSERT_EQUAL(transfer.values[1].alternative, 1);
    CU_ASSERT_EQUAL(transfer.values[2].alternative, 0);
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("transfer", set_up, tear_down);
    CU_ADD_TEST(suite, exact_bytes_map_one_to_one);
    CU_ADD_TEST(suite, pieces_that_continue_share_a_run);
    CU_ADD_TEST(suite, replaced_characters_lead_to_the_whole_of_their_source);
    CU_ADD_TEST(suite, runs_that_run_out_make_positions_coarser_never_wrong);
    CU_ADD_TEST(suite, the_header_stays_and_transfers_come_before_it);
    CU_ADD_TEST(suite, a_header_within_a_header_comes_and_goes);
    CU_ADD_TEST(suite, another_reading_is_marked_on_the_value_written_last);
    CU_ADD_TEST(suite, limits_are_told_and_nothing_is_half_written);
    CU_ADD_TEST(suite, empty_values_are_dropped);
    CU_ADD_TEST(suite, dates_are_civil_dates);
    CU_ADD_TEST(suite, moments_have_their_date);
    CU_ADD_TEST(suite, every_field_has_its_name_and_back);
    return run_tests();
}
