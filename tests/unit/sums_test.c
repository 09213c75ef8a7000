/*
 * sums_test.c: amounts read and written, and sums by kind, name and currency.
 */
#include <CUnit/Basic.h>
#include <stdio.h>
#include <string.h>

#include "adapters/hosts/cli/replay/outcome.h"
#include "random_numbers.h"
#include "run_tests.h"

static void amounts_are_read_and_written(void)
{
    static const struct {
        const char *text, *written; /* written NULL = is refused */
    } rows[] = {
        {"0", "0.00"},
        {"1", "1.00"},
        {"007.5", "7.50"},
        {"1234567.89", "1234567.89"},
        {"0.00001", "0.00001"},
        {"0.1230", "0.123"},
        {".5", "0.50"},
        {"5.", "5.00"},
        {"3.1415900000", "3.14159"},
        {"999999999999999999.99999", "999999999999999999.99999"},
        {"000000000000000000000000012", "12.00"},
        {"1000000000000000000", NULL},
        {"0.000001", NULL},
        {"", NULL},
        {".", NULL},
        {"-1", NULL},
        {"+1", NULL},
        {"1,5", NULL},
        {"1.5.0", NULL},
        {"1e3", NULL},
        {" 1", NULL},
        {"1 ", NULL},
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        replay_amount amount;
        char written[48] = "";
        bool read = replay_amount_read(rows[i].text, strlen(rows[i].text), &amount);
        CU_ASSERT_EQUAL(read, rows[i].written != NULL);
        if (!read)
            continue;
        replay_amount_write(amount, written);
        CU_ASSERT_STRING_EQUAL(written, rows[i].written);
    }
    replay_amount amount;
    CU_ASSERT_TRUE(replay_amount_read("12345", 2, &amount));
    CU_ASSERT_TRUE(amount == 12 * 100000);
    CU_ASSERT_FALSE(replay_amount_read("1\0002", 3, &amount));
}

static void whole_numbers_come_back(void)
{
    static const char *const same[] = {"0", "-1", "100000", "99999999999999999999999999999999999999",
                                       "-99999999999999999999999999999999999999"};
    static const char *const none[] = {"", "-", "1.0", "x", "100000000000000000000000000000000000000", "1 "};
    char written[48];
    replay_amount amount;
    for (size_t i = 0; i < sizeof same / sizeof *same; i++) {
        CU_ASSERT_TRUE_FATAL(replay_amount_read_whole(same[i], &amount));
        replay_amount_write_whole(amount, written);
        CU_ASSERT_STRING_EQUAL(written, same[i]);
    }
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        CU_ASSERT_FALSE(replay_amount_read_whole(none[i], &amount));
    replay_amount_write(-1, written);
    CU_ASSERT_STRING_EQUAL(written, "-0.00001");
    replay_amount_write(-12345000, written);
    CU_ASSERT_STRING_EQUAL(written, "-123.45");
    amount = (replay_amount)((~(unsigned __int128)0) >> 1);
    replay_amount_write(amount, written);
    CU_ASSERT_STRING_EQUAL(written, "1701411834604692317316873037158841.05727");
    replay_amount_write_whole(-amount - 1, written);
    CU_ASSERT_STRING_EQUAL(written, "-170141183460469231731687303715884105728");
}

static const struct sum *sum_of(const struct sums *sums, enum sum_kind kind, const char *name, const char *currency)
{
    const struct sum *found = NULL;
    for (size_t i = 0; i < sums->count; i++) {
        const struct sum *sum = &sums->items[i];
        if (sum->kind == kind && strcmp(sum->name, name) == 0 && strcmp(sum->currency, currency) == 0) {
            CU_ASSERT_PTR_NULL(found);
            found = sum;
        }
    }
    return found;
}

static void the_same_is_added_up(void)
{
    struct sums sums = {0};
    sums_add(&sums, SUM_CELL, "pass>hold", "KZT", 1, 500);
    sums_add(&sums, SUM_CELL, "pass>hold", "USD", 1, 7);
    sums_add(&sums, SUM_DAY, "pass>hold", "KZT", 1, 0);
    sums_add(&sums, SUM_CELL, "pass>hol", "dKZ", 4, 4);
    sums_add(&sums, SUM_CELL, "pass>hold", "KZT", 2, 1000);
    CU_ASSERT_EQUAL(sums.count, 4);
    const struct sum *sum = sum_of(&sums, SUM_CELL, "pass>hold", "KZT");
    CU_ASSERT_PTR_NOT_NULL_FATAL(sum);
    CU_ASSERT_EQUAL(sum->count, 3);
    CU_ASSERT_TRUE(sum->amount == 1500);
    CU_ASSERT_PTR_EQUAL(sum, &sums.items[0]);
    sums_clear(&sums);
    CU_ASSERT_EQUAL(sums.count, 0);
    sums_add(&sums, SUM_MESSAGES, "", "", 5, 0);
    CU_ASSERT_EQUAL(sums.count, 1);
    CU_ASSERT_EQUAL(sums.items[0].count, 5);
    sums_free(&sums);
    CU_ASSERT_PTR_NULL(sums.items);
    sums_clear(&sums);
    sums_free(&sums);
}

/* What is no code of three letters is cut to three bytes: nothing is written behind its place. */
static void long_currencies_are_cut(void)
{
    struct sums sums = {0};
    sums_add(&sums, SUM_CELL, "a>b", "TENGE", 1, 1);
    sums_add(&sums, SUM_CELL, "a>b", "TEN", 1, 1);
    CU_ASSERT_EQUAL(sums.count, 1);
    CU_ASSERT_STRING_EQUAL(sums.items[0].currency, "TEN");
    sums_free(&sums);
}

#define NAMES 5000u
static void many_names_are_kept_apart(void)
{
    static uint64_t counts[NAMES];
    struct sums sums = {0};
    char name[16];
    for (int i = 0; i < 200000; i++) {
        uint32_t n = random_below(NAMES);
        snprintf(name, sizeof name, "n%u", n);
        sums_add(&sums, n % 2 ? SUM_RULE : SUM_ENTRY, name, "", 1, n);
        counts[n]++;
    }
    CU_ASSERT_FALSE(sums.failed);
    for (size_t i = 0; i < sums.count; i++) {
        unsigned n = 0;
        CU_ASSERT_EQUAL(sscanf(sums.items[i].name, "n%u", &n), 1);
        CU_ASSERT_EQUAL(sums.items[i].count, counts[n]);
        CU_ASSERT_TRUE(sums.items[i].amount == (replay_amount)counts[n] * n);
        counts[n] = 0;
    }
    for (unsigned n = 0; n < NAMES; n++)
        CU_ASSERT_EQUAL(counts[n], 0);
    sums_free(&sums);
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("sums", NULL, NULL);
    CU_add_test(suite, "amounts are read and written", amounts_are_read_and_written);
    CU_add_test(suite, "whole numbers come back", whole_numbers_come_back);
    CU_add_test(suite, "the same is added up", the_same_is_added_up);
    CU_add_test(suite, "long currencies are cut", long_currencies_are_cut);
    CU_add_test(suite, "many names are kept apart", many_names_are_kept_apart);
    return run_tests();
}
