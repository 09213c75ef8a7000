/*
 * findings_test.c: what is read out of a replay's work file: groups, money, customers, days, alerts, what was not
 * measured; and how a terminal and a table of payments show it.
 */
#include <CUnit/Basic.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/hosts/cli/replay/findings_words.h"
#include "fiatgate.h"
#include "findings_fixture.h"
#include "run_tests.h"

#define HELD    FIATGATE__CHANGE__CHANGE_NEWLY_HELD
#define BLOCKED FIATGATE__CHANGE__CHANGE_NEWLY_BLOCKED

static const struct fixture_payment payments[] = {
    {"a.mt", "2026-11-20", "1000.50", "KZT", "venue-named", "venues/moon", "wages", "MOONVAULT", HELD, 0, 2, 0, 1, 1,
     0},
    {"b.mt", "2026-11-21", "2", "USD", "venue-named", "venues/river", "", "RIVER", HELD, 0, 2, 0, 1, 1, 0},
    {"c.mt", "2026-11-21", "999999999999999999.99999", "KZT", "codes-and-words", "words/usdt", "", "USDT", BLOCKED, 1,
     3, 0, 2, 1, 0},
    {"d.mt", "", NULL, "KZT", "venue-named", "venues/moon", "", "=cmd()", HELD, 0, 2, 0, 0, 7, 0},
    {"=e,\"f\".mt", "2026-11-21", "0.01", "", "", "", "", NULL, 0, 0, 0, FIATGATE__LABEL_RESULT__LABEL_RESULT_MISS, 3,
     1, 2},
};
#define PAYMENTS (sizeof payments / sizeof *payments)

static struct findings_source whole(void)
{
    struct findings_source source = findings_of(payments, PAYMENTS);
    findings_sum(&source, SUM_MESSAGES, "", "", 12, "");
    findings_sum(&source, SUM_TRANSFERS, "", "", 10, "");
    findings_sum(&source, SUM_CELL, "pass>hold", "KZT", 2, "1000.50");
    findings_sum(&source, SUM_CELL, "pass>hold", "USD", 1, "2");
    findings_sum(&source, SUM_CELL, "flag>block", "KZT", 1, "999999999999999999.99999");
    findings_sum(&source, SUM_CELL, "pass>pass", "KZT", 6, "0.01");
    findings_sum(&source, SUM_DAY, ">hold", "", 1, "");
    findings_sum(&source, SUM_DAY, "20261120>hold", "", 1, "");
    findings_sum(&source, SUM_DAY, "20261121>block", "", 1, "");
    findings_sum(&source, SUM_DAY, "20261121>hold", "", 1, "");
    findings_sum(&source, SUM_DAY, "20261121>pass", "", 6, "");
    findings_sum(&source, SUM_RULE, "venue-named", "", 3, "");
    findings_sum(&source, SUM_RULE_BEFORE, "venue-named", "", 1, "");
    findings_sum(&source, SUM_ENTRY, "venues/moon", "", 2, "");
    findings_sum(&source, SUM_ENTRY, "venues/river", "", 1, "");
    findings_sum(&source, SUM_ENTRY, "venues/of-another-pack", "", 1, "");
    findings_sum(&source, SUM_FIELD, "creditor_name", "", 10, "");
    findings_sum(&source, SUM_CAUSE, "bad_message", "", 2, "");
    findings_unreadable(&source, "x.mt", "It is \033[31mbroken\nhere");
    return source;
}

static const Fiatgate__ReplayGroup *check_group(Fiatgate__ReplayGroup *const *groups, size_t count, size_t at,
                                                const char *key, int change, uint64_t number, uint64_t customers)
{
    CU_ASSERT_FATAL(at < count);
    CU_ASSERT_STRING_EQUAL(groups[at]->key, key);
    CU_ASSERT_EQUAL((int)groups[at]->change, change);
    CU_ASSERT_EQUAL(groups[at]->payments, number);
    CU_ASSERT_EQUAL(groups[at]->customers, customers);
    return groups[at];
}

static void check_money(Fiatgate__ReplayMoney *const *money, size_t count, size_t at, const char *currency,
                        uint64_t number, const char *amount)
{
    CU_ASSERT_FATAL(at < count);
    CU_ASSERT_STRING_EQUAL(money[at]->currency, currency);
    CU_ASSERT_EQUAL(money[at]->payments, number);
    CU_ASSERT_EQUAL(money[at]->amount == NULL, amount == NULL);
    if (money[at]->amount && amount)
        CU_ASSERT_STRING_EQUAL(money[at]->amount, amount);
}

static void groups_add_up(void)
{
    struct findings_source source = whole();
    Fiatgate__Replay *replay = findings_read(&source);
    CU_ASSERT_PTR_NOT_NULL_FATAL(replay);
    const Fiatgate__ReplayGroup *group = check_group(replay->changes, replay->n_changes, 0, "", BLOCKED, 1, 1);
    check_money(group->money, group->n_money, 0, "KZT", 1, "999999999999999999.99999");
    group = check_group(replay->changes, replay->n_changes, 1, "", HELD, 3, 1);
    CU_ASSERT_EQUAL(group->n_money, 2);
    check_money(group->money, group->n_money, 0, "KZT", 2, "1000.50");
    CU_ASSERT_EQUAL(group->money[0]->not_summed, 1);
    check_money(group->money, group->n_money, 1, "USD", 1, "2.00");
    CU_ASSERT_EQUAL(replay->n_by_rule, 2);
    group = check_group(replay->by_rule, replay->n_by_rule, 0, "venue-named", HELD, 3, 1);
    CU_ASSERT_STRING_EQUAL(group->title, "Payee is an unlicensed venue");
    check_group(replay->by_rule, replay->n_by_rule, 1, "codes-and-words", BLOCKED, 1, 1);
    CU_ASSERT_EQUAL(replay->n_by_entry, 3);
    group = check_group(replay->by_entry, replay->n_by_entry, 0, "venues/moon", HELD, 2, 1);
    CU_ASSERT_PTR_NOT_NULL(group->title);
    check_group(replay->by_entry, replay->n_by_entry, 1, "venues/river", HELD, 1, 1);
    check_group(replay->by_entry, replay->n_by_entry, 2, "words/usdt", BLOCKED, 1, 1);
    CU_ASSERT_EQUAL(replay->n_by_currency, 3);
    check_group(replay->by_currency, replay->n_by_currency, 0, "KZT", HELD, 2, 1);
    check_group(replay->by_currency, replay->n_by_currency, 1, "KZT", BLOCKED, 1, 1);
    CU_ASSERT_EQUAL(replay->n_apart, 2);
    group = check_group(replay->apart, replay->n_apart, 0, "wages", HELD, 1, 1);
    CU_ASSERT_STRING_EQUAL(group->title, "Wages");
    check_group(replay->apart, replay->n_apart, 1, "taxes", 0, 0, 0);
    fiatgate__replay__free_unpacked(replay, NULL);
    findings_drop(&source);
}

static void all_payments_add_up(void)
{
    struct findings_source source = whole();
    Fiatgate__Replay *replay = findings_read(&source);
    CU_ASSERT_PTR_NOT_NULL_FATAL(replay);
    const Fiatgate__ReplayInput *input = replay->input;
    CU_ASSERT_EQUAL(input->messages, 12);
    CU_ASSERT_EQUAL(input->transfers, 10);
    CU_ASSERT_EQUAL(strlen(input->hash), 64);
    check_money(input->money, input->n_money, 0, "KZT", 9, "1000000000000001000.50999");
    check_money(input->money, input->n_money, 1, "USD", 1, "2.00");
    CU_ASSERT_EQUAL_FATAL(replay->n_cells, 3);
    CU_ASSERT_EQUAL(replay->cells[1]->payments, 3);
    CU_ASSERT_EQUAL_FATAL(replay->n_days, 3);
    CU_ASSERT_STRING_EQUAL(replay->days[0]->day, "");
    CU_ASSERT_EQUAL(replay->days[0]->changed[HELD - 1], 1);
    CU_ASSERT_STRING_EQUAL(replay->days[2]->day, "2026-11-21");
    CU_ASSERT_EQUAL(replay->days[2]->payments, 8);
    CU_ASSERT_EQUAL(replay->days[2]->held, 1);
    CU_ASSERT_EQUAL(replay->days[2]->blocked, 1);
    CU_ASSERT_EQUAL(replay->days[2]->changed[BLOCKED - 1], 1);
    CU_ASSERT_EQUAL(input->days, 2);
    CU_ASSERT_STRING_EQUAL(input->first_day, "2026-11-20");
    CU_ASSERT_STRING_EQUAL(input->last_day, "2026-11-21");
    /* Four alerts on two days; 40 minutes on two days, rounded half up. */
    CU_ASSERT_STRING_EQUAL(replay->alerts_a_day, "2.0");
    CU_ASSERT_STRING_EQUAL(replay->hours_a_day, "0.3");
    CU_ASSERT_PTR_NULL(replay->alerts_a_day_before);
    CU_ASSERT_EQUAL(replay->concerned, 5);
    CU_ASSERT_EQUAL(replay->shown, 5);
    fiatgate__replay__free_unpacked(replay, NULL);
    source.against = source.pack;
    replay = findings_read(&source);
    CU_ASSERT_STRING_EQUAL(replay->alerts_a_day_before, "0.5");
    CU_ASSERT_STRING_EQUAL(replay->hours_a_day_before, "0.1");
    CU_ASSERT_STRING_EQUAL(replay->against->hash, replay->pack->hash);
    fiatgate__replay__free_unpacked(replay, NULL);
    findings_drop(&source);
}

static const Fiatgate__ReplayList *list_named(const Fiatgate__Replay *replay, const char *id)
{
    for (size_t i = 0; i < replay->pack->n_lists; i++)
        if (strcmp(replay->pack->lists[i]->id, id) == 0)
            return replay->pack->lists[i];
    return NULL;
}

static bool has_field(const Fiatgate__Replay *replay, const char *name)
{
    for (size_t i = 0; i < replay->n_fields_never_seen; i++)
        if (strcmp(replay->fields_never_seen[i], name) == 0)
            return true;
    return false;
}

static void what_was_not_measured_is_listed(void)
{
    struct findings_source source = whole();
    Fiatgate__Replay *replay = findings_read(&source);
    CU_ASSERT_PTR_NOT_NULL_FATAL(replay);
    CU_ASSERT_EQUAL(replay->n_rules_hit, 1);
    CU_ASSERT_STRING_EQUAL(replay->rules_hit[0]->title, "Payee is an unlicensed venue");
    CU_ASSERT_FALSE(replay->rules_hit[0]->has_before);
    CU_ASSERT_EQUAL_FATAL(replay->n_rules_never_hit, 2);
    CU_ASSERT_STRING_EQUAL(replay->rules_never_hit[0]->key, "codes-and-words");
    const Fiatgate__ReplayList *venues = list_named(replay, "venues"), *words = list_named(replay, "words"),
                               *codes = list_named(replay, "codes");
    CU_ASSERT_FATAL(venues && words && codes);
    CU_ASSERT_EQUAL(venues->entries, 3);
    CU_ASSERT_EQUAL(venues->never_hit, 1);
    CU_ASSERT_EQUAL(words->never_hit, words->entries);
    CU_ASSERT_FALSE(codes->has_never_hit);
    CU_ASSERT_EQUAL(replay->entries_never_hit, venues->never_hit + words->never_hit);
    CU_ASSERT_STRING_EQUAL(venues->retrieved_at, "2026-11-01");
    CU_ASSERT_EQUAL(venues->age_days, 20);
    CU_ASSERT_FALSE(venues->stale);
    CU_ASSERT_TRUE(has_field(replay, "creditor_lei"));
    CU_ASSERT_TRUE(has_field(replay, "debtor_id"));
    CU_ASSERT_FALSE(has_field(replay, "creditor_name"));
    CU_ASSERT_FALSE(has_field(replay, "settlement_date"));
    CU_ASSERT_EQUAL(replay->n_causes, 1);
    CU_ASSERT_EQUAL_FATAL(replay->n_unreadable, 1);
    CU_ASSERT_STRING_EQUAL(replay->unreadable[0]->file, "x.mt");
    fiatgate__replay__free_unpacked(replay, NULL);
    findings_drop(&source);
}

static void the_terminal_says_it_in_sentences(void)
{
    struct findings_source source = whole();
    source.against = source.pack;
    Fiatgate__Replay *replay = findings_read(&source);
    char *text = findings_written(findings_to_terminal, &source, replay);
    findings_say(text, "  3 payments of 1 customer, 1 000.50 KZT and 2.00 USD and 1 without a readable amount, would "
                       "be newly held.\n");
    findings_say(text, "  1 payment of 1 customer, 999 999 999 999 999 999.99999 KZT, would be newly blocked.\n");
    findings_say(
        text,
        "No payment would be newly flagged, be held instead of blocked, no longer be stopped or no longer be flagged.");
    findings_say(text, "  Among these, Wages: 1 payment of 1 customer, 1 000.50 KZT, would be newly held.\n");
    findings_say(text, "  Set apart, stopped by this: none of Taxes.\n");
    findings_say(text, "  venue-named                                     3          1\n");
    findings_say(text,
                 "  Alerts a day: 2.0, before 0.5; at 10 minutes each 0.3 hours of an officer a day, before 0.1.\n");
    CU_ASSERT_PTR_NULL(strchr(text, '\033'));
    CU_ASSERT_PTR_NULL(strstr(text, "INCOMPLETE"));
    free(text);
    replay->complete = false;
    text = findings_written(findings_to_terminal, &source, replay);
    CU_ASSERT_EQUAL(strncmp(text, "INCOMPLETE", 10), 0);
    free(text);
    fiatgate__replay__free_unpacked(replay, NULL);
    findings_drop(&source);
}

static void numbers_in_words(void)
{
    char text[NUMBER_WORDS];
    CU_ASSERT_STRING_EQUAL(number_words(0, text), "0");
    CU_ASSERT_STRING_EQUAL(number_words(999, text), "999");
    CU_ASSERT_STRING_EQUAL(number_words(1000, text), "1 000");
    CU_ASSERT_STRING_EQUAL(number_words(UINT64_MAX, text), "18 446 744 073 709 551 615");
}

static bool csv(FILE *out, const struct findings_source *source, const Fiatgate__Replay *replay)
{
    (void)replay;
    return report_csv_write(out, source);
}

static void every_payment_is_in_the_table(void)
{
    struct findings_source source = whole();
    char *text = findings_written(csv, &source, NULL);
    CU_ASSERT_EQUAL(strncmp(text,
                            "\xEF\xBB\xBF"
                            "file,tx,line,msg_type,",
                            25),
                    0);
    findings_say(text, ",cause_rule,cause_entry,apart,label,expected,label_why,label_line\r\n");
    findings_say(
        text,
        "\r\na.mt,1,,,,2026-11-20,,1000.50,KZT,,,1,newly_held,,pass,hold,,,venue-named,venues/moon,wages,,,,\r\n");
    /* No customer is no number; what a spreadsheet would work out is text. */
    findings_say(text, "\r\nd.mt,7,,,,,,,KZT,,,,newly_held,,pass,hold,,,venue-named,venues/moon,,,,,\r\n");
    findings_say(text, "\r\n\"'=e,\"\"f\"\".mt\",1,,,,2026-11-21,,0.01,,,,3,none,,pass,pass,,,,,,miss,,,2\r\n");
    size_t lines = 0;
    for (const char *at = text; (at = strstr(at, "\r\n")) != NULL; at += 2)
        lines++;
    CU_ASSERT_EQUAL(lines, 1 + PAYMENTS);
    free(text);
    findings_drop(&source);
}

static bool count_reasons(void *context, const Fiatgate__ReplayPayment *payment)
{
    *(size_t *)context += payment->n_reasons;
    return true;
}

static bool stop(void *context, const Fiatgate__ReplayPayment *payment)
{
    (void)payment;
    ++*(size_t *)context;
    return false;
}

static void shown_payments_have_their_reasons(void)
{
    struct findings_source source = whole();
    size_t reasons = 0, calls = 0;
    CU_ASSERT(findings_payments(&source, FINDINGS_SHOWN, count_reasons, &reasons));
    CU_ASSERT_EQUAL(reasons, 4);
    reasons = 0;
    CU_ASSERT(findings_payments(&source, FINDINGS_ALL, count_reasons, &reasons));
    CU_ASSERT_EQUAL(reasons, 0);
    CU_ASSERT_FALSE(findings_payments(&source, FINDINGS_ALL, stop, &calls));
    CU_ASSERT_EQUAL(calls, 1);
    findings_drop(&source);
}

static void nothing_at_all(void)
{
    struct findings_source source = findings_of(NULL, 0);
    Fiatgate__Replay *replay = findings_read(&source);
    CU_ASSERT_PTR_NOT_NULL_FATAL(replay);
    CU_ASSERT_PTR_NULL(replay->alerts_a_day);
    CU_ASSERT_PTR_NULL(replay->input->first_day);
    CU_ASSERT_EQUAL(replay->n_changes, 0);
    char *text = findings_written(findings_to_terminal, &source, replay);
    findings_say(text, "  No payment was screened: this says nothing of what the pack would do.");
    CU_ASSERT_PTR_NULL(strstr(text, "would be"));
    free(text);
    fiatgate__replay__free_unpacked(replay, NULL);
    findings_drop(&source);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_pSuite suite = CU_add_suite("findings", findings_pack, findings_pack_drop);
    CU_ADD_TEST(suite, groups_add_up);
    CU_ADD_TEST(suite, all_payments_add_up);
    CU_ADD_TEST(suite, what_was_not_measured_is_listed);
    CU_ADD_TEST(suite, the_terminal_says_it_in_sentences);
    CU_ADD_TEST(suite, numbers_in_words);
    CU_ADD_TEST(suite, every_payment_is_in_the_table);
    CU_ADD_TEST(suite, shown_payments_have_their_reasons);
    CU_ADD_TEST(suite, nothing_at_all);
    return run_tests();
}
