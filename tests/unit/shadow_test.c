/*
 * shadow_test.c: what is said and decides nothing: rules in shadow mode, a gate that only shadows, a second pack; and a
 * relief, which decides less.
 */
#include <CUnit/Basic.h>

#include "live_fixture.h"
#include "messages.h"
#include "plugin/judge/relief_set.h"
#include "run_tests.h"

#include <time.h>

static const char blocked_mt[] = MT103_WITH("FOREIGN COIN EXCHANGE LTD", "INVOICE 7");
static const char flagged_mt[] = MT103_WITH("HANS MUSTER", "ZA USDT");
static const char plain_mt[] = MT103_WITH("HANS MUSTER", "INVOICE 7");

static void a_rule_in_shadow_decides_nothing(void)
{
    fg_reason reason = {.size = sizeof reason};
    live_open();
    rule_of(pack, VENUE)->mode = PACK_SHADOW;
    rules_changed(pack);
    rule_of(pack, VENUE)->duties = PACK_DUTY_REPORT;
    screen_on(blocked_mt, 0);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_PASS);
    CU_ASSERT_STRING_EQUAL(fg_verdict_rule(verdict, 1), "");
    CU_ASSERT_EQUAL(fg_verdict_would(verdict, 1), FG_BLOCK);
    CU_ASSERT_STRING_EQUAL(fg_verdict_would_rule(verdict, 1), "venue");
    CU_ASSERT_EQUAL(fg_verdict_duties(verdict, 1), 0);
    CU_ASSERT_EQUAL(fg_verdict_ground(verdict, 1), FG_GROUND_NONE);
    CU_ASSERT_EQUAL(fg_verdict_reason(verdict, 0, &reason), FG_OK);
    CU_ASSERT_TRUE(reason.shadow);
    CU_ASSERT_EQUAL(reason.action, FG_BLOCK);
    static const char both[] = MT103_WITH("FOREIGN COIN EXCHANGE LTD", "ZA USDT");
    screen_on(both, 0);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_FLAG);
    CU_ASSERT_STRING_EQUAL(fg_verdict_rule(verdict, 1), "word");
    CU_ASSERT_EQUAL(fg_verdict_would(verdict, 1), FG_BLOCK);
    CU_ASSERT_EQUAL(counted().would[FG_BLOCK], 2);
    CU_ASSERT_EQUAL(counted().actions[FG_BLOCK], 0);
    live_close();
}

static void make_it_only_shadow(void)
{
    pack->marks |= FG_MARK_SHADOWED;
    atomic_store(&gate->only_shadows, true);
}

static void a_gate_that_only_shadows_stops_nothing(void)
{
    fg_reason reason = {.size = sizeof reason};
    live_open();
    make_it_only_shadow();
    rule_of(pack, VENUE)->duties = PACK_DUTY_FREEZE;
    meta_of(pack)->valid_from = 20261122;
    screen_on(blocked_mt, 0);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_PASS);
    CU_ASSERT_EQUAL(fg_verdict_transfer_action(verdict, 1), FG_PASS);
    CU_ASSERT_EQUAL(fg_verdict_would(verdict, 1), FG_BLOCK);
    CU_ASSERT_STRING_EQUAL(fg_verdict_would_rule(verdict, 1), "venue");
    CU_ASSERT_EQUAL(fg_verdict_duties(verdict, 1), 0);
    CU_ASSERT_TRUE((fg_verdict_marks(verdict) & FG_MARK_SHADOWED) != 0);
    for (uint32_t i = 0; i < fg_verdict_reasons(verdict); i++) {
        CU_ASSERT_EQUAL(fg_verdict_reason(verdict, i, &reason), FG_OK);
        CU_ASSERT_TRUE(reason.shadow);
    }
    screen_on(plain_mt, 0); /* the gate's own check */
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_PASS);
    CU_ASSERT_EQUAL(fg_verdict_would(verdict, 1), FG_FLAG);
    CU_ASSERT_STRING_EQUAL(fg_verdict_would_rule(verdict, 1), "fiatgate.pack-validity");
    live_close();
}

/* What is not screened asks for flag at the most, whoever ended it. */
static void nor_does_what_it_cannot_screen(void)
{
    static const char cut[] = PACS008_HEAD PACS008_TRANSFER("A", "FOREIGN COIN EXCHANGE LTD", "GOODS") "</Broken>";
    live_open();
    make_it_only_shadow();
    CU_ASSERT_EQUAL(screen_on("no message at all", 0), FG_NOT_SCREENED);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_FLAG);
    CU_ASSERT_EQUAL(fg_verdict_would(verdict, 0), FG_HOLD);
    CU_ASSERT_EQUAL(screen_on(cut, 0), FG_NOT_SCREENED);
    CU_ASSERT_EQUAL(fg_verdict_transfer_action(verdict, 1), FG_FLAG);
    CU_ASSERT_EQUAL(fg_verdict_would(verdict, 1), FG_BLOCK);
    CU_ASSERT_EQUAL(fg_screen(lane, NULL, 10, NULL, verdict), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_FLAG);
    CU_ASSERT_TRUE(atomic_flag_test_and_set(&lane->busy) == 0);
    CU_ASSERT_EQUAL(screen_on(plain_mt, 0), FG_E_LANE_BUSY);
    atomic_flag_clear(&lane->busy);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_FLAG);
    CU_ASSERT_EQUAL(fg_verdict_would(verdict, 0), FG_HOLD);
    CU_ASSERT_EQUAL(fg_verdict_marks(verdict), FG_MARK_SHADOWED);
    atomic_store(&gate->switched_off, true);
    CU_ASSERT_EQUAL(screen_on(plain_mt, 0), FG_NOT_SCREENED);
    CU_ASSERT_EQUAL(fg_verdict_cause(verdict), FG_CAUSE_SWITCHED_OFF);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_FLAG);
    live_close();
}

static struct pack *load_second(void)
{
    char why[512];
    CU_ASSERT_EQUAL_FATAL(fg_shadow_load(gate, API_PACK, "A. Officer", "trying", why, sizeof why), FG_OK);
    return atomic_load(&gate->live)->shadow;
}

static fg_error second_says(fg_action *action, const char **rule)
{
    fg_shadow shadow = {.size = sizeof shadow, .rule = ""};
    fg_error error = fg_verdict_shadow(verdict, 1, &shadow);
    *action = shadow.action;
    *rule = shadow.rule;
    return error;
}

static void a_second_pack_is_heard_and_decides_nothing(void)
{
    fg_shadow shadow = {.size = sizeof shadow};
    fg_action action;
    const char *rule;
    live_open();
    struct pack *second = load_second();
    rule_of(second, VENUE)->action = FG_FLAG;
    rule_of(pack, WORD)->mode = PACK_OFF;
    rules_changed(pack);
    screen_on(blocked_mt, 0);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_BLOCK);
    CU_ASSERT_EQUAL(second_says(&action, &rule), FG_OK);
    CU_ASSERT_EQUAL(action, FG_FLAG);
    CU_ASSERT_STRING_EQUAL(rule, "venue");
    CU_ASSERT_STRING_EQUAL(fg_verdict_rule(verdict, 1), "venue");
    screen_on(flagged_mt, 0);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_PASS);
    CU_ASSERT_EQUAL(fg_verdict_reasons(verdict), 0);
    CU_ASSERT_EQUAL(fg_verdict_would(verdict, 1), FG_PASS);
    CU_ASSERT_EQUAL(second_says(&action, &rule), FG_OK);
    CU_ASSERT_EQUAL(action, FG_FLAG);
    CU_ASSERT_STRING_EQUAL(rule, "word");
    CU_ASSERT_STRING_EQUAL(fg_verdict_rule(verdict, 1), "");
    CU_ASSERT_STRING_EQUAL(fg_verdict_reference(verdict, 1, FG_FIELD_AMOUNT), "1000.00");
    screen_on(plain_mt, 0);
    CU_ASSERT_EQUAL(fg_verdict_shadow(verdict, 1, &shadow), FG_OK);
    CU_ASSERT_EQUAL(shadow.action, FG_PASS);
    CU_ASSERT_STRING_EQUAL(shadow.rule, "");
    CU_ASSERT_STRING_EQUAL(shadow.pack, "api");
    CU_ASSERT_STRING_EQUAL(shadow.version, "1");
    CU_ASSERT_EQUAL(strlen(shadow.hash), 64);
    CU_ASSERT_EQUAL(fg_verdict_shadow(verdict, 2, &shadow), FG_E_NOT_FOUND);
    shadow.size = 4;
    CU_ASSERT_EQUAL(fg_verdict_shadow(verdict, 1, &shadow), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL(counted().shadow[FG_FLAG], 2);
    CU_ASSERT_EQUAL(counted().shadow[FG_PASS], 1);
    CU_ASSERT_EQUAL(counted().shadow_apart, 2);
    CU_ASSERT_EQUAL(counted().shadow_failed, 0);
    make_it_only_shadow(); /* what the packs ask for is compared, not what is done */
    screen_on(plain_mt, 0);
    rule_of(second, VENUE)->action = FG_BLOCK;
    screen_on(blocked_mt, 0);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_PASS);
    CU_ASSERT_EQUAL(counted().shadow_apart, 2);
    char why[512];
    CU_ASSERT_EQUAL(fg_shadow_load(gate, NULL, "A. Officer", "tried", why, sizeof why), FG_OK);
    screen_on(plain_mt, 0);
    shadow.size = sizeof shadow;
    CU_ASSERT_EQUAL(fg_verdict_shadow(verdict, 1, &shadow), FG_E_NOT_FOUND);
    live_close();
}

static void a_second_pack_that_fails_is_counted_and_nothing_else(void)
{
    fg_action action;
    const char *rule;
    live_open();
    struct pack *second = load_second();
    struct hs_scratch *taken = second->scratch[lane->slot];
    second->scratch[lane->slot] = NULL; /* the engine refuses to scan without */
    CU_ASSERT_EQUAL(screen_on(blocked_mt, 0), FG_OK);
    CU_ASSERT_EQUAL(fg_verdict_status(verdict), FG_STATUS_SCREENED);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_BLOCK);
    CU_ASSERT_FALSE(fg_verdict_degraded(verdict));
    CU_ASSERT_EQUAL(second_says(&action, &rule), FG_E_NOT_FOUND);
    CU_ASSERT_EQUAL(counted().shadow_failed, 1);
    CU_ASSERT_EQUAL(counted().shadow_apart, 0);
    CU_ASSERT_EQUAL(counted().not_screened[FG_CAUSE_ENGINE], 0);
    second->scratch[lane->slot] = taken;
    screen_on(blocked_mt, 0);
    CU_ASSERT_EQUAL(second_says(&action, &rule), FG_OK);
    live_close();
}

/* Of a cover and its customer's transfer the stricter answer counts, of either pack. */
static void a_cover_is_one_transfer_for_the_second_pack_too(void)
{
    static const char cover[] =
        "{1:F01TESTKZKAAXXX0000000000}{2:I202TESTUS33XXXXN}{3:{119:COV}}{4:\r\n:20:C\r\n:21:P\r\n:32A:261121USD1,\r\n"
        ":52A:TESTKZKA\r\n:58A:TESTDEFF\r\n:72:/BNF/USDT\r\n:50K:/KZ35601A000000012345\r\nAIDAR TESTOV\r\n:59:/1\r\n"
        "FOREIGN COIN EXCHANGE LTD\r\n:70:GOODS\r\n-}";
    fg_action action;
    const char *rule;
    live_open();
    load_second();
    rule_of(pack, VENUE)->mode = PACK_OFF;
    rules_changed(pack);
    screen_on(cover, 0);
    CU_ASSERT_EQUAL(fg_verdict_transfers(verdict), 1);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_FLAG);
    CU_ASSERT_STRING_EQUAL(fg_verdict_rule(verdict, 1), "word");
    CU_ASSERT_EQUAL(second_says(&action, &rule), FG_OK);
    CU_ASSERT_EQUAL(action, FG_BLOCK);
    CU_ASSERT_STRING_EQUAL(rule, "venue");
    CU_ASSERT_EQUAL(counted().shadow[FG_BLOCK], 1);
    CU_ASSERT_EQUAL(counted().transfers, 1);
    live_close();
}

static _Atomic uint64_t lowered;

static void publish_relief(int64_t until)
{
    static struct relief_set set;
    set = (struct relief_set){.count = 1,
                              .reliefs = {{.kind = RELIEF_RULE, .of = VENUE, .until = until, .lowered = &lowered}}};
    struct live_set *live = live_copy(gate);
    CU_ASSERT_PTR_NOT_NULL_FATAL(live);
    live->reliefs = until ? &set : NULL;
    free(live_publish(gate, live));
}

static void a_relief_lowers_and_lapses(void)
{
    fg_reason reason = {.size = sizeof reason};
    live_open();
    publish_relief((int64_t)time(NULL) + 3600);
    screen_on(blocked_mt, 0);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_FLAG);
    CU_ASSERT_STRING_EQUAL(fg_verdict_rule(verdict, 1), "venue");
    CU_ASSERT_TRUE((fg_verdict_marks(verdict) & FG_MARK_RELIEVED) != 0);
    CU_ASSERT_EQUAL(fg_verdict_reason(verdict, 0, &reason), FG_OK);
    CU_ASSERT_TRUE(reason.relieved);
    CU_ASSERT_EQUAL(reason.action, FG_FLAG);
    CU_ASSERT_EQUAL(counted().relieved, 1);
    CU_ASSERT_EQUAL(atomic_load(&lowered), 1);
    screen_on(plain_mt, 0);
    CU_ASSERT_EQUAL(atomic_load(&lowered), 1);
    publish_relief((int64_t)time(NULL) - 1);
    screen_on(blocked_mt, 0);
    CU_ASSERT_EQUAL(fg_verdict_action(verdict), FG_BLOCK);
    CU_ASSERT_EQUAL(fg_verdict_marks(verdict) & FG_MARK_RELIEVED, 0);
    CU_ASSERT_EQUAL(atomic_load(&lowered), 1);
    publish_relief(0);
    live_close();
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("shadow", NULL, NULL);
    CU_ADD_TEST(suite, a_rule_in_shadow_decides_nothing);
    CU_ADD_TEST(suite, a_gate_that_only_shadows_stops_nothing);
    CU_ADD_TEST(suite, nor_does_what_it_cannot_screen);
    CU_ADD_TEST(suite, a_second_pack_is_heard_and_decides_nothing);
    CU_ADD_TEST(suite, a_second_pack_that_fails_is_counted_and_nothing_else);
    CU_ADD_TEST(suite, a_cover_is_one_transfer_for_the_second_pack_too);
    CU_ADD_TEST(suite, a_relief_lowers_and_lapses);
    return run_tests();
}
