/*
 * weights_test.c: rules that add a weight, and rules on the sum: what counts, what does not, what is shown of it.
 */
#include <string.h>

#include "judge_fixture.h"
#include "run_tests.h"

#define NOW 1795000000

/* Three rules with weights 10, 20 and 30, each on a word of its own, and a rule that holds from a sum on. */
enum { TEN, TWENTY, THIRTY, ON_THE_SUM };
static const char *const words[] = {" ALPHA ", " BETA ", " GAMMA "};

struct weighed {
    struct fixture *fixture;
    struct message *message;
    struct pack_selection *sum;
};

static struct weighed weighed_new(int32_t least)
{
    struct weighed weighed = {.fixture = fixture_new(), .message = message_new()};
    struct fixture *fixture = weighed.fixture;
    for (uint32_t i = 0; i < 3; i++) {
        uint32_t list = fixture_list(fixture, PACK_LIST_TERMS, words[i]);
        fixture_term(fixture, fixture_entry(fixture, list, words[i]), PACK_MATCH_WORD, words[i], 0);
        fixture->rules[rule(fixture, FG_PASS)].weight = (int32_t)(i + 1) * 10;
        fixture_selection(fixture, PACK_SELECT_LIST)->lists = UINT64_C(1) << list;
    }
    rule(fixture, FG_HOLD);
    weighed.sum = fixture_selection(fixture, PACK_SELECT_WEIGHTS);
    weighed.sum->weight = least;
    CU_ASSERT_TRUE_FATAL(fixture_build(fixture, NULL));
    weighed.message->now = NOW;
    return weighed;
}

static void weighed_free(struct weighed *weighed)
{
    message_free(weighed->message);
    fixture_free(weighed->fixture);
}

static const struct judgement *judged(struct weighed *weighed, const char *text)
{
    message_clear(weighed->message);
    message_put(weighed->message, FG_FIELD_REMITTANCE, text);
    return message_judge(weighed->message, weighed->fixture, DAY, 16);
}

/* The weights that reasons carry: of what counts, or of what would. */
static int64_t shown(const struct judgement *judgement, bool with_shadows)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < judgement->reason_count; i++)
        if (with_shadows || !judgement->reasons[i].shadow)
            sum += judgement->reasons[i].weight;
    return sum;
}

static void test_weights_add_up_to_a_threshold(void)
{
    static const struct {
        const char *text;
        int32_t sum;
    } cases[] = {{"nothing", 0},
                 {"alpha", 10},
                 {"beta", 20},
                 {"gamma", 30},
                 {"alpha beta", 30},
                 {"alpha gamma", 40},
                 {"alpha alpha alpha", 10},
                 {"gamma beta", 50},
                 {"alpha beta gamma", 60}};
    for (int32_t least = 10; least <= 61; least++) {
        struct weighed weighed = weighed_new(least);
        for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
            const struct judgement *judgement = judged(&weighed, cases[i].text);
            bool holds = cases[i].sum >= least;
            CU_ASSERT_EQUAL(judgement->weight, cases[i].sum);
            CU_ASSERT_EQUAL(judgement->action, holds ? FG_HOLD : FG_PASS);
            CU_ASSERT_EQUAL(judgement->would, judgement->action);
            CU_ASSERT_EQUAL(shown(judgement, false), cases[i].sum);
            if (holds) {
                CU_ASSERT_EQUAL(judgement->rule, ON_THE_SUM + 1);
                CU_ASSERT_EQUAL(judgement->reasons[0].rule, ON_THE_SUM);
            }
        }
        weighed_free(&weighed);
    }
}

static void test_only_rules_that_count_weigh(void)
{
    struct weighed weighed = weighed_new(30);
    struct pack_rule *thirty = &weighed.fixture->rules[THIRTY];
    CU_ASSERT_EQUAL(judged(&weighed, "gamma")->action, FG_HOLD);
    thirty->mode = PACK_OFF;
    CU_ASSERT_EQUAL(judged(&weighed, "gamma")->action, FG_PASS);
    CU_ASSERT_EQUAL(weighed.message->judgement.would, FG_PASS);
    CU_ASSERT_EQUAL(weighed.message->judgement.weight, 0);
    thirty->mode = PACK_ENFORCE;
    thirty->valid_to = DAY - 1;
    CU_ASSERT_EQUAL(judged(&weighed, "gamma")->action, FG_PASS);
    thirty->valid_to = DAY;
    CU_ASSERT_EQUAL(judged(&weighed, "gamma")->action, FG_HOLD);
    weighed_free(&weighed);
}

static void test_weights_of_shadows_count_for_what_would_be(void)
{
    struct weighed weighed = weighed_new(50);
    weighed.fixture->rules[THIRTY].mode = PACK_SHADOW;
    const struct judgement *judgement = judged(&weighed, "beta gamma");
    CU_ASSERT_EQUAL(judgement->action, FG_PASS);
    CU_ASSERT_EQUAL(judgement->rule, TWENTY + 1);
    CU_ASSERT_EQUAL(judgement->weight, 20);
    CU_ASSERT_EQUAL(judgement->would, FG_HOLD);
    CU_ASSERT_EQUAL(judgement->would_rule, ON_THE_SUM + 1);
    CU_ASSERT_EQUAL(shown(judgement, false), 20);
    CU_ASSERT_EQUAL(shown(judgement, true), 50);
    bool told = false; /* the rule on the sum is shown, as one that decided nothing */
    for (uint32_t i = 0; i < judgement->reason_count; i++)
        told |= judgement->reasons[i].rule == ON_THE_SUM && judgement->reasons[i].shadow;
    CU_ASSERT_TRUE(told);
    /* A rule on the sum that shadows itself. */
    weighed.fixture->rules[THIRTY].mode = PACK_ENFORCE;
    weighed.fixture->rules[ON_THE_SUM].mode = PACK_SHADOW;
    judgement = judged(&weighed, "beta gamma");
    CU_ASSERT_EQUAL(judgement->action, FG_PASS);
    CU_ASSERT_EQUAL(judgement->would, FG_HOLD);
    CU_ASSERT_EQUAL(judgement->weight, 50);
    /* Enough without the shadow: it decides, and is shown once. */
    weighed.fixture->rules[ON_THE_SUM].mode = PACK_ENFORCE;
    weighed.fixture->rules[TEN].mode = PACK_SHADOW;
    judgement = judged(&weighed, "alpha beta gamma");
    CU_ASSERT_EQUAL(judgement->action, FG_HOLD);
    CU_ASSERT_EQUAL(judgement->would, FG_HOLD);
    CU_ASSERT_EQUAL(judgement->reason_count, 4);
    CU_ASSERT_FALSE(judgement->reasons[0].shadow);
    weighed_free(&weighed);
}

/* The compiler takes none below 0; laid out by hand, one may keep a sum from being reached. */
static void test_a_shadow_may_weigh_against(void)
{
    struct weighed weighed = weighed_new(30);
    weighed.fixture->rules[TWENTY].mode = PACK_SHADOW;
    weighed.fixture->rules[TWENTY].weight = -20;
    const struct judgement *judgement = judged(&weighed, "beta gamma");
    CU_ASSERT_EQUAL(judgement->action, FG_HOLD);
    CU_ASSERT_EQUAL(judgement->weight, 30);
    CU_ASSERT_EQUAL(judgement->would, FG_PASS);
    CU_ASSERT_FALSE(judgement->reasons[0].shadow);
    weighed_free(&weighed);
}

static void test_an_exception_takes_a_weight_away(void)
{
    struct weighed weighed = weighed_new(30);
    fixture_exception(weighed.fixture, THIRTY);
    fixture_condition(weighed.fixture, FG_FIELD_REMITTANCE, "GAMMA");
    const struct judgement *judgement = judged(&weighed, "gamma");
    CU_ASSERT_EQUAL(judgement->action, FG_PASS);
    CU_ASSERT_EQUAL(judgement->weight, 0);
    CU_ASSERT_TRUE(judgement->excepted);
    CU_ASSERT_EQUAL_FATAL(judgement->reason_count, 1);
    CU_ASSERT_EQUAL(judgement->reasons[0].weight, 0);
    CU_ASSERT_EQUAL(judgement->reasons[0].exception, 1);
    CU_ASSERT_EQUAL(judged(&weighed, "gamma alpha")->weight, 40); /* another text */
    /* Never where a list of sanctions was hit. */
    weighed.fixture->lists[THIRTY].sanctions = 1;
    judgement = judged(&weighed, "gamma");
    CU_ASSERT_EQUAL(judgement->action, FG_HOLD);
    CU_ASSERT_EQUAL(judgement->weight, 30);
    /* Nor is then the rule on the sum excepted. */
    weighed.fixture->exceptions[0].rule = ON_THE_SUM;
    CU_ASSERT_EQUAL(judged(&weighed, "gamma")->action, FG_HOLD);
    CU_ASSERT_FALSE(weighed.message->judgement.excepted);
    weighed.fixture->lists[THIRTY].sanctions = 0;
    CU_ASSERT_EQUAL(judged(&weighed, "gamma")->action, FG_PASS);
    CU_ASSERT_TRUE(weighed.message->judgement.excepted);
    /* One of an entry does not reach what was found by other rules. */
    weighed.fixture->exceptions[0].entry = 1 + THIRTY;
    CU_ASSERT_EQUAL(judged(&weighed, "gamma")->action, FG_HOLD);
    weighed_free(&weighed);
}

static const struct judgement *relieved(struct weighed *weighed, const char *text, enum relief_kind kind, uint32_t of)
{
    judged(weighed, text);
    message_relief(weighed->message, kind, of, NOW + 1);
    return message_judge(weighed->message, weighed->fixture, DAY, 16);
}

static void test_a_relief_lowers_what_holds_by_its_weight(void)
{
    struct weighed weighed = weighed_new(50);
    static const struct {
        enum relief_kind kind;
        uint32_t of;
    } reliefs[] = {{RELIEF_RULE, THIRTY}, {RELIEF_ENTRY, THIRTY}, {RELIEF_RULE, ON_THE_SUM}};
    for (size_t i = 0; i < sizeof reliefs / sizeof reliefs[0]; i++) {
        const struct judgement *judgement = relieved(&weighed, "beta gamma", reliefs[i].kind, reliefs[i].of);
        CU_ASSERT_EQUAL(judgement->action, FG_FLAG);
        CU_ASSERT_EQUAL(judgement->weight, 50); /* the weight itself is what it is */
        CU_ASSERT_EQUAL(judgement->reliefs, 1);
        CU_ASSERT_TRUE(judgement->relieved);
    }
    /* Enough without it, or of another. */
    CU_ASSERT_EQUAL(relieved(&weighed, "alpha beta gamma", RELIEF_ENTRY, TEN)->action, FG_HOLD);
    CU_ASSERT_EQUAL(weighed.message->judgement.reliefs, 0);
    CU_ASSERT_EQUAL(relieved(&weighed, "beta gamma", RELIEF_ENTRY, TEN)->action, FG_HOLD);
    weighed.fixture->lists[THIRTY].sanctions = 1;
    CU_ASSERT_EQUAL(relieved(&weighed, "beta gamma", RELIEF_ENTRY, THIRTY)->action, FG_HOLD);
    CU_ASSERT_EQUAL(relieved(&weighed, "beta gamma", RELIEF_RULE, ON_THE_SUM)->action, FG_HOLD);
    weighed_free(&weighed);
}

/* However little room there is, every part of the sum is shown, once. */
static void test_every_part_is_shown(void)
{
    struct weighed weighed = weighed_new(60);
    struct fixture *fixture = weighed.fixture;
    rule(fixture, FG_FLAG);
    fixture_selection(fixture, PACK_SELECT_LIST);
    message_put(weighed.message, FG_FIELD_REMITTANCE, "alpha alpha beta beta gamma gamma");
    for (uint32_t room = 3; room <= 16; room++) {
        const struct judgement *judgement = message_judge(weighed.message, fixture, DAY, room);
        CU_ASSERT_EQUAL(judgement->action, FG_HOLD);
        CU_ASSERT_EQUAL(judgement->weight, 60);
        CU_ASSERT_EQUAL(shown(judgement, false), 60);
        CU_ASSERT_EQUAL(judgement->reason_count, room < 13 ? room : 13);
        CU_ASSERT_EQUAL(judgement->reason_count + judgement->dropped, 13);
        CU_ASSERT_EQUAL(judgement->reasons[0].rule, room > 3 ? ON_THE_SUM : TEN);
    }
    weighed_free(&weighed);
}

static void test_a_sum_beyond_all_numbers(void)
{
    struct weighed weighed = weighed_new(INT32_MAX);
    for (uint32_t i = 0; i < 3; i++)
        weighed.fixture->rules[i].weight = INT32_MAX;
    const struct judgement *judgement = judged(&weighed, "alpha beta gamma");
    CU_ASSERT_EQUAL(judgement->weight, INT32_MAX);
    CU_ASSERT_EQUAL(judgement->action, FG_HOLD);
    weighed_free(&weighed);
}

/* A pack laid out by hand may ask for what the compiler refuses: rules with a weight see no sum. */
static void test_weights_do_not_see_themselves(void)
{
    struct weighed weighed = weighed_new(10);
    weighed.fixture->rules[ON_THE_SUM].weight = 5;
    const struct judgement *judgement = judged(&weighed, "alpha");
    CU_ASSERT_EQUAL(judgement->weight, 10);
    CU_ASSERT_EQUAL(judgement->action, FG_PASS);
    weighed_free(&weighed);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_pSuite suite = CU_add_suite("weights", NULL, NULL);
    CU_ADD_TEST(suite, test_weights_add_up_to_a_threshold);
    CU_ADD_TEST(suite, test_only_rules_that_count_weigh);
    CU_ADD_TEST(suite, test_weights_of_shadows_count_for_what_would_be);
    CU_ADD_TEST(suite, test_a_shadow_may_weigh_against);
    CU_ADD_TEST(suite, test_an_exception_takes_a_weight_away);
    CU_ADD_TEST(suite, test_a_relief_lowers_what_holds_by_its_weight);
    CU_ADD_TEST(suite, test_every_part_is_shown);
    CU_ADD_TEST(suite, test_a_sum_beyond_all_numbers);
    CU_ADD_TEST(suite, test_weights_do_not_see_themselves);
    return run_tests();
}
