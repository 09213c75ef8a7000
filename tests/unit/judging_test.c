/*
 * judging_test.c: what a worker of a replay makes of a batch: sums, changes, payments concerned, what is unreadable.
 */
#include <CUnit/Basic.h>

#include "judging_fixture.h"
#include "messages.h"
#include "run_tests.h"

#define LABELS FIATGATE_BINARY_DIR "/tests/judging_labels.csv"

static const char venue_mt[] = MT103_WITH("FOREIGN COIN EXCHANGE LTD", "INVOICE 7");
static const char word_mt[] = MT103_WITH("HANS MUSTER", "ZA USDT");
static const char both_mt[] = MT103_WITH("FOREIGN COIN EXCHANGE LTD", "ZA USDT");
static const char plain_mt[] = MT103_WITH("HANS MUSTER", "INVOICE 7");
static const char three_xml[] =
    PACS008_HEAD PACS008_TRANSFER("A", "HANS MUSTER", "GOODS") PACS008_TRANSFER("B", "HANS MUSTER", "ZA USDT")
        PACS008_TRANSFER("C", "FOREIGN COIN EXCHANGE LTD", "GOODS") PACS008_TAIL;
static const char broken_xml[] =
    PACS008_HEAD PACS008_TRANSFER("A", "HANS MUSTER", "GOODS") "<CdtTrfTxInf><PmtId></Broken>";
static const char statement_mt[] =
    "{1:F01TESTKZKAAXXX0000000000}{2:I940TESTDEFFXXXXN}{4:\r\n:20:S\r\n:25:KZ1\r\n:28C:1/1\r\n:60F:C261121USD1,00\r\n"
    ":62F:C261121USD1,00\r\n-}";

static void sums_of_what_passes(void)
{
    plan_anew();
    add_message("a.mt", plain_mt);
    add_message("b.mt", plain_mt);
    add_message("c.mt", statement_mt);
    run();
    CU_ASSERT_EQUAL(outcome.batch, 7);
    CU_ASSERT_EQUAL(outcome.concern_count, 0);
    CU_ASSERT_EQUAL(count_of(SUM_MESSAGES, ""), 3);
    CU_ASSERT_EQUAL(count_of(SUM_BYTES, ""), 2 * strlen(plain_mt) + strlen(statement_mt));
    CU_ASSERT_EQUAL(count_of(SUM_TRANSFERS, ""), 2);
    CU_ASSERT_EQUAL(count_of(SUM_NOT_A_TRANSFER, ""), 1);
    CU_ASSERT_EQUAL(count_of(SUM_TYPE, "mt103"), 2);
    CU_ASSERT_EQUAL(count_of(SUM_TYPE, "mt940"), 1);
    CU_ASSERT_EQUAL(count_of(SUM_DAY, "20261121>pass"), 2);
    CU_ASSERT_EQUAL(sum_of(SUM_CELL, "pass>pass", "USD")->count, 2);
    CU_ASSERT_EQUAL(sum_of(SUM_CELL, "pass>pass", "USD")->amount, (replay_amount)2000 * 100000);
    CU_ASSERT_EQUAL(count_of(SUM_FIELD, "creditor_name"), 2);
    CU_ASSERT_EQUAL(count_of(SUM_FIELD, "purpose_code"), 0);
    CU_ASSERT_EQUAL(outcome.first_day, 20261121);
    CU_ASSERT_EQUAL(outcome.last_day, 20261121);
    CU_ASSERT_FALSE(outcome.product_failed);
}

static void beside_letting_all_pass(void)
{
    plan_anew();
    add_message("venue.mt", venue_mt);
    add_message("word.mt", word_mt);
    add_message("both.mt", both_mt);
    add_message("plain.mt", plain_mt);
    run();
    CU_ASSERT_EQUAL_FATAL(outcome.concern_count, 3);
    const Fiatgate__ReplayPayment *payment = payment_at(0);
    CU_ASSERT_STRING_EQUAL(payment->file, "venue.mt");
    CU_ASSERT_EQUAL(payment->tx, 1);
    CU_ASSERT_EQUAL(payment->change, FIATGATE__CHANGE__CHANGE_NEWLY_BLOCKED);
    CU_ASSERT_EQUAL(payment->before, FIATGATE__ACTION__ACTION_PASS);
    CU_ASSERT_EQUAL(payment->after, FIATGATE__ACTION__ACTION_BLOCK);
    CU_ASSERT_EQUAL(payment->status, FIATGATE__STATUS__STATUS_SCREENED);
    CU_ASSERT_STRING_EQUAL(payment->rule, "venue");
    CU_ASSERT_PTR_NULL(payment->rule_before);
    CU_ASSERT_STRING_EQUAL(payment->cause_rule, "venue");
    CU_ASSERT_STRING_EQUAL(payment->cause_entry, "venues/fce");
    CU_ASSERT_STRING_EQUAL(payment->msg_type, "mt103");
    CU_ASSERT_STRING_EQUAL(payment->uetr, "7a1c0f4e-2b5d-4a8e-9c1d-0f2e3d4c5b6a");
    CU_ASSERT_STRING_EQUAL(payment->day, "2026-11-21");
    CU_ASSERT_STRING_EQUAL(payment->as_of, "2026-11-21");
    CU_ASSERT_STRING_EQUAL(payment->amount, "1000.00");
    CU_ASSERT_STRING_EQUAL(payment->currency, "USD");
    CU_ASSERT_TRUE(outcome.concerns[0].has_amount);
    CU_ASSERT_EQUAL(outcome.concerns[0].amount, (replay_amount)1000 * 100000);
    CU_ASSERT_EQUAL(payment_at(1)->change, FIATGATE__CHANGE__CHANGE_NEWLY_FLAGGED);
    CU_ASSERT_STRING_EQUAL(payment_at(1)->cause_entry, "words/usdt");
    CU_ASSERT_STRING_EQUAL(payment_at(2)->rule, "venue");
    /* One customer: the account is the same. */
    static const uint8_t nobody[16];
    CU_ASSERT_NOT_EQUAL(memcmp(outcome.concerns[0].customer, nobody, 16), 0);
    CU_ASSERT_EQUAL(memcmp(outcome.concerns[0].customer, outcome.concerns[1].customer, 16), 0);
    CU_ASSERT_NOT_EQUAL(outcome.concerns[0].draw, outcome.concerns[1].draw);
    CU_ASSERT_EQUAL(count_of(SUM_RULE, "venue"), 2);
    CU_ASSERT_EQUAL(count_of(SUM_RULE, "word"), 2);
    CU_ASSERT_EQUAL(count_of(SUM_ENTRY, "venues/fce"), 2);
    CU_ASSERT_EQUAL(count_of(SUM_ENTRY, "words/usdt"), 2);
    CU_ASSERT_EQUAL(count_of(SUM_RULE_BEFORE, "venue"), 0);
}

/* Every pair of actions, by the word rule of either side. */
static void every_change(void)
{
    static const Fiatgate__Change expected[4][4] = {
        {0, FIATGATE__CHANGE__CHANGE_NEWLY_FLAGGED, FIATGATE__CHANGE__CHANGE_NEWLY_HELD,
         FIATGATE__CHANGE__CHANGE_NEWLY_BLOCKED},
        {FIATGATE__CHANGE__CHANGE_NO_LONGER_FLAGGED, 0, FIATGATE__CHANGE__CHANGE_NEWLY_HELD,
         FIATGATE__CHANGE__CHANGE_NEWLY_BLOCKED},
        {FIATGATE__CHANGE__CHANGE_NO_LONGER_STOPPED, FIATGATE__CHANGE__CHANGE_NO_LONGER_STOPPED, 0,
         FIATGATE__CHANGE__CHANGE_NEWLY_BLOCKED},
        {FIATGATE__CHANGE__CHANGE_NO_LONGER_STOPPED, FIATGATE__CHANGE__CHANGE_NO_LONGER_STOPPED,
         FIATGATE__CHANGE__CHANGE_HELD_NOT_BLOCKED, 0}};
    for (int was = FG_PASS; was <= FG_BLOCK; was++)
        for (int is = FG_PASS; is <= FG_BLOCK; is++) {
            plan_anew();
            gates.against = before;
            set_action(before, WORD, (fg_action)was);
            set_action(gate, WORD, (fg_action)is);
            add_message("word.mt", word_mt);
            run();
            char name[40];
            snprintf(name, sizeof name, "%s>%s", fg_action_name((fg_action)was), fg_action_name((fg_action)is));
            CU_ASSERT_EQUAL(sum_of(SUM_CELL, name, "USD")->count, 1);
            CU_ASSERT_EQUAL(count_of(SUM_OTHER_RULE, ""), 0);
            CU_ASSERT_EQUAL_FATAL(outcome.concern_count, was != is);
            if (was == is)
                continue;
            CU_ASSERT_EQUAL(payment_at(0)->change, expected[was][is]);
            CU_ASSERT_STRING_EQUAL(payment_at(0)->cause_rule, "word");
            CU_ASSERT_STRING_EQUAL(payment_at(0)->cause_entry, "words/usdt");
            CU_ASSERT_EQUAL(payment_at(0)->rule_before != NULL, was != FG_PASS);
            CU_ASSERT_EQUAL(payment_at(0)->rule != NULL, is != FG_PASS);
        }
}

static void another_rule_with_the_same_action(void)
{
    plan_anew();
    gates.against = before;
    set_action(gate, WORD, FG_BLOCK);
    set_action(gate, VENUE, FG_FLAG);
    add_message("both.mt", both_mt);
    run();
    CU_ASSERT_EQUAL(outcome.concern_count, 0);
    CU_ASSERT_EQUAL(count_of(SUM_OTHER_RULE, ""), 1);
    CU_ASSERT_EQUAL(count_of(SUM_RULE_BEFORE, "venue"), 1);
    CU_ASSERT_EQUAL(count_of(SUM_RULE, "venue"), 1);
}

static void transfers_of_one_message(void)
{
    plan_anew();
    add_message("three.xml", three_xml);
    run();
    CU_ASSERT_EQUAL(count_of(SUM_TRANSFERS, ""), 3);
    CU_ASSERT_EQUAL(count_of(SUM_MESSAGES, ""), 1);
    CU_ASSERT_EQUAL_FATAL(outcome.concern_count, 2);
    CU_ASSERT_EQUAL(payment_at(0)->tx, 2);
    CU_ASSERT_EQUAL(payment_at(1)->tx, 3);
    CU_ASSERT_EQUAL(sum_of(SUM_CELL, "pass>block", "EUR")->amount, (replay_amount)10 * 100000);
}

static void what_cannot_be_read(void)
{
    plan_anew();
    gates.against = before;
    add_message("broken.xml", broken_xml);
    add_message("nothing.txt", "no message at all");
    struct piece *lost = add_message("lost.zip/a.mt", "");
    *lost = (struct piece){.kind = PIECE_UNREADABLE,
                           .file = "lost.zip/a.mt",
                           .relative = "a.mt",
                           .too_large = true,
                           .code = "limit-message-bytes",
                           .text = (char *)(uintptr_t) "it is longer than 10 bytes; raise --max-bytes"};
    run();
    CU_ASSERT_EQUAL_FATAL(outcome.unreadable_count, 3);
    CU_ASSERT_EQUAL(count_of(SUM_NOT_SCREENED, ""), 3);
    CU_ASSERT_EQUAL(count_of(SUM_CAUSE, "bad_message"), 2);
    CU_ASSERT_EQUAL(count_of(SUM_CAUSE, "limit"), 1);
    CU_ASSERT_EQUAL(count_of(SUM_UNFORESEEN, ""), 3);
    CU_ASSERT_STRING_EQUAL(outcome.unreadable[0]->file, "broken.xml");
    CU_ASSERT_EQUAL(outcome.unreadable[0]->cause, FIATGATE__CAUSE__CAUSE_BAD_MESSAGE);
    CU_ASSERT_TRUE(outcome.unreadable[0]->error->offset > 0);
    CU_ASSERT_STRING_EQUAL(outcome.unreadable[2]->error->code, "limit-message-bytes");
    /* The one judged before the break is a payment with the policy's action, on both sides alike. */
    CU_ASSERT_EQUAL(count_of(SUM_TRANSFERS, ""), 1);
    CU_ASSERT_EQUAL(sum_of(SUM_CELL, "hold>hold", "EUR")->count, 1);
    CU_ASSERT_EQUAL(outcome.concern_count, 0);
    CU_ASSERT_FALSE(outcome.product_failed);
    gates.against = NULL;
    run();
    CU_ASSERT_EQUAL_FATAL(outcome.concern_count, 1);
    CU_ASSERT_EQUAL(payment_at(0)->change, FIATGATE__CHANGE__CHANGE_NEWLY_HELD);
    CU_ASSERT_EQUAL(payment_at(0)->status, FIATGATE__STATUS__STATUS_NOT_SCREENED);
    CU_ASSERT_PTR_NULL(payment_at(0)->rule);
    static const uint8_t nobody[16];
    CU_ASSERT_NOT_EQUAL(memcmp(outcome.concerns[0].customer, nobody, 16), 0);
}

static void canonical_transfers(void)
{
    plan_anew();
    add_line("a.jsonl", 1,
             "{\"creditor_name\":\"FOREIGN COIN EXCHANGE LTD\",\"settlement_date\":\"2026-11-20\",\"amount\":\"5\","
             "\"currency\":\"KZT\",\"msg_type\":\"pacs.008.001.08\",\"debtor_id\":\"X 1\"}");
    add_line("a.jsonl", 2, "{\"not_a_transfer\":true,\"msg_type\":\"mt940\"}");
    add_line("a.jsonl", 3, "{\"creditor_nome\":\"IVAN PETROV\"}");
    add_line("a.jsonl", 4, "{\"error\":{\"code\":\"xml-not-well-formed\",\"text\":\"it ends too soon\"}}");
    run();
    CU_ASSERT_EQUAL_FATAL(outcome.concern_count, 1);
    CU_ASSERT_EQUAL(payment_at(0)->tx, 1);
    CU_ASSERT_EQUAL(payment_at(0)->line, 1);
    CU_ASSERT_STRING_EQUAL(payment_at(0)->msg_type, "pacs.008.001.08");
    CU_ASSERT_EQUAL(count_of(SUM_TYPE, "pacs.008.001.08"), 1);
    CU_ASSERT_EQUAL(count_of(SUM_NOT_A_TRANSFER, ""), 1);
    CU_ASSERT_EQUAL_FATAL(outcome.unreadable_count, 2);
    CU_ASSERT_EQUAL(outcome.unreadable[0]->tx, 3);
    CU_ASSERT_STRING_EQUAL(outcome.unreadable[0]->error->code, "json-line");
    CU_ASSERT_EQUAL(outcome.unreadable[0]->error->line, 3);
    CU_ASSERT_STRING_EQUAL(outcome.unreadable[1]->error->code, "xml-not-well-formed");
    Fiatgate__Transfer transfer = FIATGATE__TRANSFER__INIT;
    transfer.creditor_name = (char *)(uintptr_t) "FOREIGN COIN EXCHANGE LTD";
    transfer.settlement_date = (char *)(uintptr_t) "2026-11-20";
    uint8_t bytes[200];
    plan_anew();
    add_piece(PIECE_PROTOBUF, "a.pb", bytes, fiatgate__transfer__pack(&transfer, bytes))->tx = 1;
    add_piece(PIECE_PROTOBUF, "a.pb", "\xFF\xFF", 2)->tx = 2;
    run();
    CU_ASSERT_EQUAL(outcome.concern_count, 1);
    CU_ASSERT_EQUAL(outcome.unreadable_count, 1);
}

static void payments_before_a_day_are_left(void)
{
    plan_anew();
    plan.changed_since = 20261122;
    gates.against = gate;
    plan.against_as_of = 20261121;
    add_message("venue.mt", venue_mt);
    add_message("three.xml", three_xml);
    run();
    CU_ASSERT_EQUAL(count_of(SUM_BEFORE_DAY, ""), 4);
    CU_ASSERT_EQUAL(count_of(SUM_TRANSFERS, ""), 0);
    CU_ASSERT_EQUAL(count_of(SUM_RULE, "venue"), 0);
    CU_ASSERT_EQUAL(outcome.concern_count, 0);
    CU_ASSERT_EQUAL(outcome.first_day, 0);
    plan.changed_since = 20261121;
    run();
    CU_ASSERT_EQUAL(count_of(SUM_BEFORE_DAY, ""), 0);
    CU_ASSERT_EQUAL(count_of(SUM_TRANSFERS, ""), 4);
    CU_ASSERT_EQUAL(outcome.concern_count, 0);
}

/* Of several entries that the rule points at, the one that only this pack has: not the first of them. */
static void the_entry_that_made_the_difference(void)
{
    static const char mt[] = MT103_WITH("HANS MUSTER", "ZA USDT KRIPTOVALYUTA");
    plan_anew();
    gates.against = before;
    set_action(before, WORD, FG_PASS);
    add_message("words.mt", mt);
    run();
    CU_ASSERT_STRING_EQUAL(payment_at(0)->cause_entry, "words/usdt");
    for (uint32_t i = 0; i < pack_of(gate)->entry_count; i++) {
        struct pack_entry *entry = (struct pack_entry *)(uintptr_t)&pack_of(gate)->entries[i];
        if (strcmp(pack_string(pack_of(gate), entry->id), "kripto") != 0)
            continue;
        entry->valid_from = 20200101; /* the other pack has it without */
        run();
        CU_ASSERT_STRING_EQUAL(payment_at(0)->cause_entry, "words/kripto");
        entry->valid_from = 0;
    }
}

/* An entry that is valid from a day on: as of the day before, the other side does not know it. */
static void the_same_pack_as_of_the_day_before(void)
{
    plan_anew();
    struct pack_entry *entry = (struct pack_entry *)(uintptr_t)&pack_of(gate)->entries[0];
    entry->valid_from = 20261121;
    gates.against = gate;
    plan.changed_since = 20261121;
    plan.against_as_of = 20261120;
    add_message("venue.mt", venue_mt);
    run();
    CU_ASSERT_EQUAL_FATAL(outcome.concern_count, 1);
    CU_ASSERT_EQUAL(payment_at(0)->change, FIATGATE__CHANGE__CHANGE_NEWLY_BLOCKED);
    CU_ASSERT_STRING_EQUAL(payment_at(0)->as_of, "2026-11-21");
    entry->valid_from = 0;
}

static void write_labels(const char *rows)
{
    FILE *out = fopen(LABELS, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    fprintf(out, "file,tx,action,rule,why\n%s", rows);
    fclose(out);
}

static const struct met_label *met_of(const struct labels *labels, const char *file, uint32_t tx)
{
    for (size_t i = 0; i < outcome.met_count; i++) {
        const struct label *label = &labels->items[outcome.met[i].label];
        if (strcmp(label->file, file) == 0 && label->tx == tx)
            return &outcome.met[i];
    }
    return NULL;
}

static void labels_are_met_or_not(void)
{
    struct labels labels;
    plan_anew();
    write_labels("miss.mt,1,hold,,should be seen\nfalse.mt,1,pass,,\ngood.mt,1,flag,word,\nrule.mt,1,block,word,\n"
                 "three.xml,0,block,venue,\nbroken.xml,0,hold,,\nstatement.mt,0,pass,,\n");
    CU_ASSERT_FATAL(labels_read(&labels, LABELS));
    plan.labels = &labels;
    gates.against = before; /* so that nothing changes */
    add_message("miss.mt", plain_mt);
    add_message("false.mt", word_mt);
    add_message("good.mt", word_mt);
    add_message("rule.mt", both_mt);
    add_message("three.xml", three_xml);
    add_message("broken.xml", broken_xml);
    add_message("statement.mt", statement_mt);
    add_message("none.mt", plain_mt);
    run();
    CU_ASSERT_EQUAL_FATAL(outcome.concern_count, 3);
    CU_ASSERT_EQUAL(payment_at(0)->label, FIATGATE__LABEL_RESULT__LABEL_RESULT_MISS);
    CU_ASSERT_EQUAL(payment_at(0)->expected, FIATGATE__ACTION__ACTION_HOLD);
    CU_ASSERT_STRING_EQUAL(payment_at(0)->label_why, "should be seen");
    CU_ASSERT_EQUAL(payment_at(0)->label_line, 2);
    CU_ASSERT_EQUAL(payment_at(1)->label, FIATGATE__LABEL_RESULT__LABEL_RESULT_FALSE_HIT);
    CU_ASSERT_EQUAL(payment_at(2)->label, FIATGATE__LABEL_RESULT__LABEL_RESULT_OTHER);
    CU_ASSERT_STRING_EQUAL(payment_at(2)->file, "rule.mt");
    CU_ASSERT_EQUAL(met_of(&labels, "miss.mt", 1)->got, FG_PASS);
    CU_ASSERT_EQUAL(met_of(&labels, "good.mt", 1)->got, FG_FLAG);
    CU_ASSERT_STRING_EQUAL(met_of(&labels, "good.mt", 1)->rule, "word");
    CU_ASSERT_EQUAL(met_of(&labels, "statement.mt", 0)->got, FG_PASS);
    CU_ASSERT_EQUAL(met_of(&labels, "broken.xml", 0)->got, FG_HOLD);
    CU_ASSERT_EQUAL(count_of(SUM_UNLABELLED, ""), 1);
    CU_ASSERT_EQUAL(count_of(SUM_UNFORESEEN, ""), 0);
    CU_ASSERT_EQUAL(count_of(SUM_LABEL_RULE, "word>flag>rule"), 1);
    CU_ASSERT_EQUAL(count_of(SUM_LABEL_RULE, "word>pass>"), 1);
    CU_ASSERT_EQUAL(count_of(SUM_LABEL_RULE, "venue>block>other"), 1);
    CU_ASSERT_EQUAL(count_of(SUM_LABEL_RULE, "word>block>rule"), 1);
    labels_free(&labels);
}

/* The same bytes whatever worker, and whatever it did before. */
static void the_same_from_any_worker(void)
{
    struct outcome again = {0};
    struct judging *worker = NULL;
    plan_anew();
    add_message("three.xml", three_xml);
    add_message("venue.mt", venue_mt);
    add_message("broken.xml", broken_xml);
    run();
    CU_ASSERT_EQUAL_FATAL(judging_open(&worker, &plan, gates), 0);
    judging_run(worker, &batch, &again);
    outcome_clear(&again);
    judging_run(worker, &batch, &again);
    judging_close(worker);
    CU_ASSERT_EQUAL(memcmp(again.sha256, outcome.sha256, 32), 0);
    CU_ASSERT_EQUAL_FATAL(again.sums.count, outcome.sums.count);
    for (size_t i = 0; i < again.sums.count; i++) {
        CU_ASSERT_STRING_EQUAL(again.sums.items[i].name, outcome.sums.items[i].name);
        CU_ASSERT_EQUAL(again.sums.items[i].count, outcome.sums.items[i].count);
        CU_ASSERT_EQUAL(again.sums.items[i].amount, outcome.sums.items[i].amount);
    }
    CU_ASSERT_EQUAL_FATAL(again.concern_count, outcome.concern_count);
    for (size_t i = 0; i < again.concern_count; i++) {
        uint8_t one[4096], other[4096];
        const struct concern *left = &again.concerns[i], *right = &outcome.concerns[i];
        size_t size = fiatgate__replay_payment__pack(left->payment, one);
        CU_ASSERT_EQUAL_FATAL(fiatgate__replay_payment__pack(right->payment, other), size);
        CU_ASSERT_EQUAL(memcmp(one, other, size), 0);
        CU_ASSERT_EQUAL(memcmp(left->customer, right->customer, 16), 0);
        CU_ASSERT_EQUAL(left->draw, right->draw);
        CU_ASSERT_EQUAL_FATAL(left->detail_length, right->detail_length);
        CU_ASSERT_EQUAL(left->detail_length > 0 ? memcmp(left->detail, right->detail, left->detail_length) : 0, 0);
    }
    outcome_free(&again);
    uint8_t before_change[32];
    memcpy(before_change, outcome.sha256, 32);
    piece_bytes[1][5] ^= 1;
    run();
    CU_ASSERT_NOT_EQUAL(memcmp(before_change, outcome.sha256, 32), 0);
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("judging", judging_begin, judging_end);
    CU_ADD_TEST(suite, sums_of_what_passes);
    CU_ADD_TEST(suite, beside_letting_all_pass);
    CU_ADD_TEST(suite, every_change);
    CU_ADD_TEST(suite, another_rule_with_the_same_action);
    CU_ADD_TEST(suite, transfers_of_one_message);
    CU_ADD_TEST(suite, what_cannot_be_read);
    CU_ADD_TEST(suite, canonical_transfers);
    CU_ADD_TEST(suite, payments_before_a_day_are_left);
    CU_ADD_TEST(suite, the_entry_that_made_the_difference);
    CU_ADD_TEST(suite, the_same_pack_as_of_the_day_before);
    CU_ADD_TEST(suite, labels_are_met_or_not);
    CU_ADD_TEST(suite, the_same_from_any_worker);
    return run_tests();
}
