/*
 * beside_test.c: what a verdict says beside its action: marks, ages of lists, ground, duties, texts, the end of a hold,
 * layers, weights, exceptions, and the figures by rule and entry.
 */
#include <CUnit/Basic.h>

#include "live_fixture.h"
#include "messages.h"
#include "run_tests.h"

static const char blocked_mt[] = MT103_WITH("FOREIGN COIN EXCHANGE LTD", "INVOICE 7");
static const char flagged_mt[] = MT103_WITH("HANS MUSTER", "ZA USDT");
static const char plain_mt[] = MT103_WITH("HANS MUSTER", "INVOICE 7");

static fg_reason reason_at(uint32_t index)
{
    fg_reason reason = {.size = sizeof reason};
    CU_ASSERT_EQUAL(fg_verdict_reason(verdict, index, &reason), FG_OK);
    return reason;
}

static void a_plain_pass_says_nothing_more(void)
{
    fg_hold hold = {.size = sizeof hold};
    fg_shadow shadow = {.size = sizeof shadow};
    live_open();
    CU_ASSERT_EQUAL(screen_on(plain_mt, 20261121), FG_OK);
    CU_ASSERT_EQUAL(fg_verdict_marks(verdict), FG_MARK_UNSIGNED);
    CU_ASSERT_EQUAL(fg_verdict_would(verdict, 1), FG_PASS);
    CU_ASSERT_STRING_EQUAL(fg_verdict_would_rule(verdict, 1), "");
    CU_ASSERT_EQUAL(fg_verdict_duties(verdict, 1), 0);
    CU_ASSERT_EQUAL(fg_verdict_ground(verdict, 1), FG_GROUND_NONE);
    CU_ASSERT_EQUAL(fg_verdict_disclosure(verdict, 1), FG_DISCLOSE_NOTHING);
    CU_ASSERT_STRING_EQUAL(fg_verdict_customer_text(verdict, 1), "");
    CU_ASSERT_EQUAL(fg_verdict_hold(verdict, 1, &hold), FG_E_NOT_FOUND);
    CU_ASSERT_EQUAL(fg_verdict_shadow(verdict, 1, &shadow), FG_E_NOT_FOUND);
    CU_ASSERT_EQUAL(fg_verdict_stale_lists(verdict), 0);
    live_close();
}

static void layers_are_named(void)
{
    const char *name = "", *version = "", *hash = "";
    live_open();
    const struct pack_layer layers[] = {
        {.name = new_string("land"), .version = new_string("2026.11.1"), .hash = new_string("aa11")},
        {.name = new_string("our-bank"), .version = new_string("2026.11.2"), .hash = new_string("bb22")},
    };
    pack->layers = layers;
    pack->layer_count = 2;
    screen_on(plain_mt, 0);
    CU_ASSERT_EQUAL(fg_verdict_layers(verdict), 2);
    CU_ASSERT_EQUAL(fg_verdict_layer(verdict, 1, &name, &version, &hash), FG_OK);
    CU_ASSERT_STRING_EQUAL(name, "our-bank");
    CU_ASSERT_STRING_EQUAL(version, "2026.11.2");
    CU_ASSERT_STRING_EQUAL(hash, "bb22");
    CU_ASSERT_EQUAL(fg_verdict_layer(verdict, 2, &name, &version, &hash), FG_E_NOT_FOUND);
    screen_on("no message at all", 0);
    CU_ASSERT_EQUAL(fg_verdict_layers(verdict), 2);
    atomic_store(&gate->switched_off, true); /* no pack is reached */
    screen_on(plain_mt, 0);
    CU_ASSERT_EQUAL(fg_verdict_layers(verdict), 0);
    CU_ASSERT_STRING_EQUAL(fg_verdict_pack_hash(verdict), "");
    live_close();
}

static void nothing_is_said_by_no_verdict(void)
{
    fg_hold hold = {.size = sizeof hold};
    fg_shadow shadow = {.size = sizeof shadow};
    CU_ASSERT_EQUAL(fg_verdict_marks(NULL), 0);
    CU_ASSERT_EQUAL(fg_verdict_would(NULL, 1), FG_HOLD);
    CU_ASSERT_STRING_EQUAL(fg_verdict_would_rule(NULL, 1), "");
    CU_ASSERT_EQUAL(fg_verdict_duties(NULL, 1), 0);
    CU_ASSERT_EQUAL(fg_verdict_ground(NULL, 1), FG_GROUND_NONE);
    CU_ASSERT_EQUAL(fg_verdict_disclosure(NULL, 1), FG_DISCLOSE_NOTHING);
    CU_ASSERT_STRING_EQUAL(fg_verdict_customer_text(NULL, 1), "");
    CU_ASSERT_STRING_EQUAL(fg_verdict_officer_text(NULL, 1), "");
    CU_ASSERT_EQUAL(fg_verdict_hold(NULL, 1, &hold), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL(fg_verdict_shadow(NULL, 1, &shadow), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL(fg_verdict_layers(NULL), 0);
    CU_ASSERT_EQUAL(fg_verdict_layer(NULL, 0, NULL, NULL, NULL), FG_E_NOT_FOUND);
    CU_ASSERT_EQUAL(fg_verdict_stale_lists(NULL), 0);
    CU_ASSERT_EQUAL(fg_verdict_stale_list(NULL, 0, NULL, NULL), FG_E_NOT_FOUND);
}

static void a_rule_tells_ground_texts_and_duties(void)
{
    live_open();
    struct pack_rule *rule = rule_of(pack, VENUE);
    rule->ground = PACK_GROUND_AML;
    rule->disclosure = PACK_DISCLOSE_NEUTRAL;
    rule->duties = PACK_DUTY_REPORT | PACK_DUTY_FREEZE;
    rule->customer_text = new_string("looked-at");
    rule->officer_text = new_string("ask-the-payer");
    screen_on(blocked_mt, 0);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_BLOCK);
    CU_ASSERT_EQUAL(fg_verdict_ground(verdict, 1), FG_GROUND_AML);
    CU_ASSERT_EQUAL(fg_verdict_disclosure(verdict, 1), FG_DISCLOSE_NEUTRAL);
    CU_ASSERT_EQUAL(fg_verdict_duties(verdict, 1), FG_DUTY_REPORT | FG_DUTY_FREEZE);
    CU_ASSERT_STRING_EQUAL(fg_verdict_customer_text(verdict, 1), "looked-at");
    CU_ASSERT_STRING_EQUAL(fg_verdict_officer_text(verdict, 1), "ask-the-payer");
    CU_ASSERT_STRING_EQUAL(fg_verdict_would_rule(verdict, 1), "venue");
    CU_ASSERT_STRING_EQUAL(reason_at(0).layer, "base");
    CU_ASSERT_EQUAL(reason_at(0).list_as_of, 20261101);
    CU_ASSERT_FALSE(reason_at(0).shadow);
    CU_ASSERT_STRING_EQUAL(reason_at(0).exception, "");
    rule->action_layer = PACK_BANK_LAYER;
    rule->action = FG_PASS; /* a pass may have to be reported */
    screen_on(blocked_mt, 0);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_PASS);
    CU_ASSERT_EQUAL(fg_verdict_duties(verdict, 1), FG_DUTY_REPORT | FG_DUTY_FREEZE);
    CU_ASSERT_STRING_EQUAL(fg_verdict_rule(verdict, 1), "venue");
    CU_ASSERT_EQUAL(fg_verdict_ground(verdict, 1), FG_GROUND_AML);
    CU_ASSERT_STRING_EQUAL(fg_verdict_reference(verdict, 1, FG_FIELD_UETR), "7a1c0f4e-2b5d-4a8e-9c1d-0f2e3d4c5b6a");
    CU_ASSERT_STRING_EQUAL(reason_at(0).layer, "bank");
    live_close();
}

static void a_hold_has_an_end(void)
{
    fg_hold hold = {.size = sizeof hold};
    live_open();
    const struct pack_clock clock = {.ground = PACK_GROUND_ANTIFRAUD,
                                     .unit = PACK_CLOCK_HOURS,
                                     .length = 24,
                                     .basis = new_string("Invented law, art. 9")};
    pack->clocks = &clock;
    pack->clock_count = 1;
    rule_of(pack, VENUE)->action = FG_HOLD;
    rule_of(pack, VENUE)->ground = PACK_GROUND_ANTIFRAUD;
    screen_on(blocked_mt, 20261121);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_HOLD);
    CU_ASSERT_EQUAL(fg_verdict_hold(verdict, 1, &hold), FG_OK);
    CU_ASSERT_EQUAL(hold.ground, FG_GROUND_ANTIFRAUD);
    CU_ASSERT_EQUAL(hold.ends, 20261122);
    CU_ASSERT_EQUAL(hold.ends_time, 3600);
    CU_ASSERT_TRUE(hold.calendar_certain);
    CU_ASSERT_STRING_EQUAL(hold.basis, "Invented law, art. 9");
    hold.size--;
    CU_ASSERT_EQUAL(fg_verdict_hold(verdict, 1, &hold), FG_E_ARGUMENT);
    hold.size = sizeof hold;
    CU_ASSERT_EQUAL(fg_verdict_hold(verdict, 2, &hold), FG_E_NOT_FOUND);
    screen_on(blocked_mt, 0); /* the host gives no day */
    CU_ASSERT_EQUAL(fg_verdict_hold(verdict, 1, &hold), FG_E_NOT_FOUND);
    rule_of(pack, VENUE)->ground = PACK_GROUND_CONTRACT; /* no clock */
    screen_on(blocked_mt, 20261121);
    CU_ASSERT_EQUAL(fg_verdict_hold(verdict, 1, &hold), FG_E_NOT_FOUND);
    rule_of(pack, VENUE)->ground = PACK_GROUND_ANTIFRAUD;
    rule_of(pack, VENUE)->action = FG_FLAG; /* no hold */
    screen_on(blocked_mt, 20261121);
    CU_ASSERT_EQUAL(fg_verdict_hold(verdict, 1, &hold), FG_E_NOT_FOUND);
    live_close();
}

static void a_pack_past_its_date_marks_and_goes_on(void)
{
    live_open();
    meta_of(pack)->valid_to = 20261121;
    screen_on(blocked_mt, 20261121);
    CU_ASSERT_EQUAL(fg_verdict_marks(verdict), FG_MARK_UNSIGNED);
    screen_on(plain_mt, 20261122);
    CU_ASSERT_EQUAL(fg_verdict_marks(verdict), FG_MARK_UNSIGNED | FG_MARK_PACK_EXPIRED);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_PASS);
    screen_on("no message at all", 20261122); /* every verdict says so */
    CU_ASSERT_EQUAL(fg_verdict_marks(verdict), FG_MARK_UNSIGNED | FG_MARK_PACK_EXPIRED);
    meta_of(pack)->valid_to = 20261120;
    screen_on(blocked_mt, 0);
    CU_ASSERT_EQUAL(fg_verdict_marks(verdict), FG_MARK_UNSIGNED | FG_MARK_PACK_EXPIRED);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_BLOCK);
    meta_of(pack)->valid_to = 0;
    meta_of(pack)->valid_from = 20261122; /* not valid yet */
    screen_on(plain_mt, 0);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_FLAG);
    CU_ASSERT_STRING_EQUAL(fg_verdict_rule(verdict, 1), "fiatgate.pack-validity");
    CU_ASSERT_STRING_EQUAL(reason_at(0).layer, "");
    live_close();
}

static void lists_age(void)
{
    const char *id = "";
    int32_t taken = 0;
    live_open();
    list_of(pack, VENUES)->max_age_days = 20; /* taken on 2026-11-01 */
    screen_on(blocked_mt, 20261121);
    CU_ASSERT_EQUAL(fg_verdict_marks(verdict), FG_MARK_UNSIGNED);
    screen_on(blocked_mt, 20261122);
    CU_ASSERT_EQUAL(fg_verdict_marks(verdict), FG_MARK_UNSIGNED | FG_MARK_STALE);
    CU_ASSERT_EQUAL(fg_verdict_stale_lists(verdict), 1);
    CU_ASSERT_EQUAL(fg_verdict_stale_list(verdict, 0, &id, &taken), FG_OK);
    CU_ASSERT_STRING_EQUAL(id, "venues");
    CU_ASSERT_EQUAL(taken, 20261101);
    CU_ASSERT_EQUAL(fg_verdict_stale_list(verdict, 1, &id, &taken), FG_E_NOT_FOUND);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_BLOCK);
    screen_on(flagged_mt, 20261122); /* rests on another list */
    CU_ASSERT_EQUAL(fg_verdict_marks(verdict), FG_MARK_UNSIGNED);
    CU_ASSERT_EQUAL(counted().stale, 1);
    list_of(pack, VENUES)->retrieved_at = 0; /* nobody knows since when */
    screen_on(blocked_mt, 20261121);
    CU_ASSERT_EQUAL(fg_verdict_marks(verdict), FG_MARK_UNSIGNED | FG_MARK_STALE);
    list_of(pack, VENUES)->entry_count = 0; /* not loaded: said otherwise */
    screen_on(blocked_mt, 20261121);
    CU_ASSERT_EQUAL(fg_verdict_marks(verdict), FG_MARK_UNSIGNED);
    list_of(pack, VENUES)->retrieved_at = 20261101;
    list_of(pack, VENUES)->entry_count = 1;
    meta_of(pack)->stale_action = FG_HOLD;
    screen_on(plain_mt, 20261121);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_PASS);
    screen_on(plain_mt, 20261122);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_HOLD);
    CU_ASSERT_STRING_EQUAL(fg_verdict_rule(verdict, 1), "fiatgate.stale-list");
    CU_ASSERT_EQUAL(fg_verdict_marks(verdict), FG_MARK_UNSIGNED | FG_MARK_STALE);
    CU_ASSERT_STRING_EQUAL(reason_at(0).entry, "venues");
    CU_ASSERT_EQUAL(reason_at(0).list_as_of, 20261101);
    screen_on(blocked_mt, 20261122); /* never milder */
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_BLOCK);
    CU_ASSERT_STRING_EQUAL(fg_verdict_rule(verdict, 1), "venue");
    live_close();
}

/* Eight are named, all count. */
static void no_more_stale_lists_are_named_than_there_is_room_for(void)
{
    static struct pack_list lists[12];
    live_open();
    for (uint32_t i = 0; i < 12; i++) {
        lists[i] = pack->lists[i < pack->list_count ? i : 0];
        lists[i].max_age_days = 1;
    }
    const struct pack_list *before = pack->lists;
    uint32_t count_before = pack->list_count;
    pack->lists = lists;
    pack->list_count = 12;
    meta_of(pack)->stale_action = FG_FLAG;
    screen_on(plain_mt, 0);
    CU_ASSERT_EQUAL(fg_verdict_stale_lists(verdict), 8);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_FLAG);
    pack->lists = before;
    pack->list_count = count_before;
    live_close();
}

static void an_exception_is_named(void)
{
    live_open();
    const struct pack_field_value payee = {.field = FG_FIELD_CREDITOR_ACCOUNT,
                                           .value = new_string("DE89370400440532013000")};
    const struct pack_exception exception = {.id = new_string("known-payee"),
                                             .valid_from = 20261101,
                                             .valid_to = 20261130,
                                             .rule = VENUE,
                                             .condition_count = 1};
    pack->conditions = &payee;
    pack->condition_count = 1;
    pack->exceptions = &exception;
    pack->exception_count = 1;
    screen_on(blocked_mt, 0);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_PASS);
    CU_ASSERT_TRUE((fg_verdict_marks(verdict) & FG_MARK_EXCEPTED) != 0);
    CU_ASSERT_STRING_EQUAL(reason_at(0).exception, "known-payee");
    CU_ASSERT_EQUAL(reason_at(0).action, FG_PASS);
    CU_ASSERT_EQUAL(counted().excepted, 1);
    pack->exception_count = 0;
    screen_on(blocked_mt, 0);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_BLOCK);
    CU_ASSERT_EQUAL(fg_verdict_marks(verdict), FG_MARK_UNSIGNED);
    live_close();
}

static void parts_of_a_sum_are_kept_before_others(void)
{
    live_open();
    rule_of(pack, WORD)->action = FG_PASS;
    rule_of(pack, WORD)->weight = 30;
    gate->config.limits.reasons_per_transfer = 1;
    static const char both[] = MT103_WITH("FOREIGN COIN EXCHANGE LTD", "ZA USDT");
    screen_on(both, 0);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_BLOCK);
    CU_ASSERT_EQUAL(fg_verdict_reasons(verdict), 1);
    CU_ASSERT_EQUAL(reason_at(0).weight, 30);
    CU_ASSERT_STRING_EQUAL(reason_at(0).rule, "word");
    CU_ASSERT_EQUAL(fg_verdict_reasons_dropped(verdict), 1);
    live_close();
}

static fg_hits hits_of(fg_error (*read)(fg_gate *, uint32_t, fg_hits *), const char *id)
{
    fg_hits hits = {.size = sizeof hits};
    for (uint32_t i = 0; read(gate, i, &hits) == FG_OK; i++)
        if (strcmp(hits.id, id) == 0)
            return hits;
    printf("\n    nothing is counted of %s", id);
    CU_FAIL();
    return (fg_hits){.size = 0};
}

/* A cover and its customer's transfer are one transfer, also where both hold the same name twice. */
static void rules_and_entries_are_counted_once_a_transfer(void)
{
    static const char cover[] =
        "{1:F01TESTKZKAAXXX0000000000}{2:I202TESTUS33XXXXN}{3:{119:COV}}{4:\r\n:20:C\r\n:21:P\r\n:32A:261121USD1,\r\n"
        ":52A:TESTKZKA\r\n:58A:TESTDEFF\r\n:72:/BNF/USDT USDT\r\n:50K:/KZ35601A000000012345\r\nAIDAR "
        "TESTOV\r\n:59:/1\r\n"
        "HANS MUSTER\r\n:70:USDT USDT\r\n-}";
    live_open();
    screen_on(cover, 0);
    CU_ASSERT_EQUAL(fg_verdict_transfers(verdict), 1);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_FLAG);
    screen_on(blocked_mt, 0);
    screen_on(blocked_mt, 0);
    screen_on(plain_mt, 0);
    CU_ASSERT_EQUAL(hits_of(fg_rule_hits, "word").hits, 1);
    CU_ASSERT_EQUAL(hits_of(fg_rule_hits, "word").flags, 1);
    CU_ASSERT_EQUAL(hits_of(fg_rule_hits, "venue").hits, 2);
    CU_ASSERT_EQUAL(hits_of(fg_rule_hits, "venue").blocks, 2);
    CU_ASSERT_EQUAL(hits_of(fg_entry_hits, "words/usdt").hits, 1);
    CU_ASSERT_EQUAL(hits_of(fg_entry_hits, "venues/fce").blocks, 2);
    rule_of(pack, VENUE)->mode = PACK_SHADOW;
    screen_on(blocked_mt, 0);
    CU_ASSERT_EQUAL(hits_of(fg_rule_hits, "venue").hits, 3);
    CU_ASSERT_EQUAL(hits_of(fg_rule_hits, "venue").blocks, 2);
    CU_ASSERT_EQUAL(hits_of(fg_rule_hits, "venue").shadow_hits, 1);
    CU_ASSERT_EQUAL(hits_of(fg_entry_hits, "venues/fce").shadow_hits, 1);
    live_close();
}

/* Hosts built with an older header have less room. */
static void older_hosts_get_what_they_know(void)
{
    struct {
        fg_reason reason;
        unsigned char tail[8];
    } given;
    struct {
        fg_counters counters;
        unsigned char tail[8];
    } sums;
    static const size_t reason_sizes[] = {offsetof(fg_reason, level), offsetof(fg_reason, shadow), sizeof(fg_reason)};
    static const size_t counter_sizes[] = {offsetof(fg_counters, warned), offsetof(fg_counters, would),
                                           sizeof(fg_counters)};
    live_open();
    screen_on(blocked_mt, 0);
    for (size_t i = 0; i < 3; i++) {
        memset(&given, 0xEE, sizeof given);
        given.reason.size = (uint32_t)reason_sizes[i];
        CU_ASSERT_EQUAL(fg_verdict_reason(verdict, 0, &given.reason), FG_OK);
        CU_ASSERT_EQUAL(given.reason.size, reason_sizes[i]);
        CU_ASSERT_EQUAL(((unsigned char *)&given)[reason_sizes[i]], 0xEE);
        memset(&sums, 0xEE, sizeof sums);
        sums.counters.size = (uint32_t)counter_sizes[i];
        CU_ASSERT_EQUAL(fg_counters_read(gate, &sums.counters), FG_OK);
        CU_ASSERT_EQUAL(sums.counters.messages, 1);
        CU_ASSERT_EQUAL(((unsigned char *)&sums)[counter_sizes[i]], 0xEE);
    }
    live_close();
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("beside", NULL, NULL);
    CU_ADD_TEST(suite, a_plain_pass_says_nothing_more);
    CU_ADD_TEST(suite, layers_are_named);
    CU_ADD_TEST(suite, nothing_is_said_by_no_verdict);
    CU_ADD_TEST(suite, a_rule_tells_ground_texts_and_duties);
    CU_ADD_TEST(suite, a_hold_has_an_end);
    CU_ADD_TEST(suite, a_pack_past_its_date_marks_and_goes_on);
    CU_ADD_TEST(suite, lists_age);
    CU_ADD_TEST(suite, no_more_stale_lists_are_named_than_there_is_room_for);
    CU_ADD_TEST(suite, an_exception_is_named);
    CU_ADD_TEST(suite, parts_of_a_sum_are_kept_before_others);
    CU_ADD_TEST(suite, rules_and_entries_are_counted_once_a_transfer);
    CU_ADD_TEST(suite, older_hosts_get_what_they_know);
    return run_tests();
}
