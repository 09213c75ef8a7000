/*
 * precedence_test.c: which rule decides, as a truth table over everything that has a say in it: the rule's action,
 * mode, dates and condition, exceptions, reliefs, the ground and the list of sanctions. What must come out is stated
 * here a second time, in plain conditions, without the table of precedence.c.
 */
#include <stdio.h>
#include <string.h>

#include "judge_fixture.h"
#include "plugin/judge/precedence.h"
#include "run_tests.h"

#define ACCOUNT "KZ86125KZT5004100100"
#define ANOTHER "DE89370400440532013000"
#define NOW     1795000000
#define DUTIES  (PACK_DUTY_REPORT | PACK_DUTY_FREEZE)

enum dates { NOT_YET, IN_FORCE, LAPSED, DATES };
enum exceptions { NO_EXCEPTION, COVERS, COVERS_ENTRY, OF_ANOTHER_RULE, OF_ANOTHER_ENTRY, OVER, NOT_MET, EXCEPTIONS };
enum reliefs {
    NO_RELIEF,
    OF_RULE,
    OF_ENTRY,
    OF_ACCOUNT,
    OF_OTHER_RULE,
    OF_OTHER_ENTRY,
    OF_OTHER_ACCOUNT,
    PAST,
    RELIEFS
};

/* One line of the truth table. */
struct line {
    fg_action action;
    enum pack_mode mode;
    enum dates dates;
    bool hit;
    enum exceptions exception;
    enum reliefs relief;
    bool sanctions_ground, sanctions_list;
};

struct expected {
    fg_action action, would;
    uint32_t rule, would_rule, reasons, duties;
    bool excepted, relieved, by_exception;
    fg_action reason_action;
};

/* The plain statement. */
static struct expected expected_of(const struct line *line)
{
    struct expected expected = {FG_PASS, FG_PASS, 0, 0, 0, 0, false, false, false, FG_PASS};
    if (line->mode == PACK_OFF || line->dates != IN_FORCE || !line->hit)
        return expected;
    bool untouchable = line->sanctions_ground || line->sanctions_list;
    bool excepted = !untouchable && (line->exception == COVERS || line->exception == COVERS_ENTRY);
    bool covered = line->relief == OF_RULE || line->relief == OF_ENTRY || line->relief == OF_ACCOUNT;
    bool relieved = !untouchable && !excepted && covered && (line->action == FG_HOLD || line->action == FG_BLOCK);
    fg_action asked = excepted ? FG_PASS : relieved ? FG_FLAG : line->action;
    expected.reasons = 1;
    expected.reason_action = asked;
    expected.by_exception = excepted;
    expected.would = asked;
    expected.would_rule = 1;
    if (line->mode == PACK_SHADOW)
        return expected;
    expected.action = asked;
    expected.rule = 1;
    expected.duties = excepted ? 0 : DUTIES;
    expected.excepted = excepted;
    expected.relieved = relieved;
    return expected;
}

/* A pack with the rule, another rule that never holds, and two entries. */
struct table {
    struct fixture *fixture;
    struct message *message;
    uint32_t entry, other_entry;
};

static struct table table_new(void)
{
    struct table table = {.fixture = fixture_new(), .message = message_new()};
    struct fixture *fixture = table.fixture;
    uint32_t list = fixture_list(fixture, PACK_LIST_ENTITIES, "venues");
    table.entry = fixture_entry(fixture, list, "okx");
    table.other_entry = fixture_entry(fixture, list, "htx");
    fixture_term(fixture, table.entry, PACK_MATCH_ALIAS, " OKX ", 0);
    rule(fixture, FG_PASS);
    fixture_selection(fixture, PACK_SELECT_LIST);
    rule(fixture, FG_BLOCK);
    fixture_selection(fixture, PACK_SELECT_FACT);
    CU_ASSERT_TRUE_FATAL(fixture_build(fixture, NULL));
    message_put(table.message, FG_FIELD_CREDITOR_NAME, "OKX");
    message_put_identifier(table.message, FG_FIELD_CREDITOR_ACCOUNT, IDENTIFIER_IBAN, ACCOUNT);
    return table;
}

static void set_exception(struct table *table, enum exceptions kind)
{
    struct fixture *fixture = table->fixture;
    fixture->pack.exception_count = fixture->pack.condition_count = 0;
    if (kind == NO_EXCEPTION)
        return;
    fixture_exception(fixture, 1);
    fixture_condition(fixture, FG_FIELD_CREDITOR_NAME, " OKX ");
    struct pack_exception *exception = fixture_exception(fixture, kind == OF_ANOTHER_RULE ? 1 : 0);
    fixture_condition(fixture, FG_FIELD_CREDITOR_NAME, kind == NOT_MET ? " HTX " : " OKX ");
    if (kind == COVERS_ENTRY || kind == OF_ANOTHER_ENTRY)
        exception->entry = 1 + (kind == COVERS_ENTRY ? table->entry : table->other_entry);
    if (kind == OVER)
        exception->valid_to = DAY - 1;
}

static void set_relief(struct table *table, enum reliefs kind)
{
    static const enum relief_kind kinds[] = {
        [OF_RULE] = RELIEF_RULE,       [OF_ENTRY] = RELIEF_ENTRY,       [OF_ACCOUNT] = RELIEF_ACCOUNT,
        [OF_OTHER_RULE] = RELIEF_RULE, [OF_OTHER_ENTRY] = RELIEF_ENTRY, [OF_OTHER_ACCOUNT] = RELIEF_ACCOUNT,
        [PAST] = RELIEF_RULE};
    struct message *message = table->message;
    message->reliefs.count = 0;
    message->now = NOW;
    if (kind == NO_RELIEF)
        return;
    message_relief(message, RELIEF_ENTRY, RELIEF_NOWHERE, NOW + 1);
    bool other = kind >= OF_OTHER_RULE && kind <= OF_OTHER_ACCOUNT;
    uint32_t of = kinds[kind] == RELIEF_ENTRY ? (other ? table->other_entry : table->entry) : (other ? 1 : 0);
    struct relief *relief = message_relief(message, kinds[kind], of, kind == PAST ? NOW : NOW + 1);
    if (kinds[kind] == RELIEF_ACCOUNT) {
        const char *account = other ? ANOTHER : ACCOUNT;
        relief->length = (uint8_t)strlen(account);
        memcpy(relief->key, account, strlen(account));
    }
}

static void set_rule(struct table *table, const struct line *line)
{
    struct pack_rule *of = &table->fixture->rules[0];
    of->action = (uint8_t)line->action;
    of->mode = (uint8_t)line->mode;
    of->duties = DUTIES;
    of->valid_from = line->dates == NOT_YET ? DAY + 1 : 20260101;
    of->valid_to = line->dates == LAPSED ? DAY - 1 : 20261231;
    of->ground = line->sanctions_ground ? PACK_GROUND_SANCTIONS : PACK_GROUND_CONTRACT;
    table->fixture->lists[0].sanctions = line->sanctions_list;
    table->fixture->selections[0].match = line->hit ? PACK_MATCH_ALIAS : PACK_MATCH_DOMAIN;
}

static bool line_is_right(struct table *table, const struct line *line)
{
    set_rule(table, line);
    set_exception(table, line->exception);
    set_relief(table, line->relief);
    struct expected expected = expected_of(line);
    const struct judgement *judgement = message_judge(table->message, table->fixture, DAY, 16);
    bool right = judgement->action == expected.action && judgement->rule == expected.rule &&
                 judgement->would == expected.would && judgement->would_rule == expected.would_rule &&
                 judgement->duties == expected.duties && judgement->excepted == expected.excepted &&
                 judgement->relieved == expected.relieved &&
                 judgement->reliefs == (expected.relieved ? UINT64_C(2) : 0) &&
                 judgement->reason_count == expected.reasons && judgement->dropped == 0;
    if (!right || expected.reasons == 0)
        return right;
    const struct judge_reason *reason = &judgement->reasons[0];
    return reason->action == expected.reason_action && reason->shadow == (line->mode == PACK_SHADOW) &&
           reason->exception == (expected.by_exception ? 2u : 0u) &&
           reason->relieved == (!expected.by_exception && expected.reason_action != line->action);
}

static void test_the_truth_table(void)
{
    struct table table = table_new();
    uint32_t lines = 0, wrong = 0;
    for (uint32_t n = 0; n < 4 * 3 * DATES * 2 * EXCEPTIONS * RELIEFS * 4; n++, lines++) {
        uint32_t rest = n;
        struct line line;
        line.action = (fg_action)(rest % 4), rest /= 4;
        line.mode = (enum pack_mode)(rest % 3), rest /= 3;
        line.dates = (enum dates)(rest % DATES), rest /= DATES;
        line.hit = rest % 2, rest /= 2;
        line.exception = (enum exceptions)(rest % EXCEPTIONS), rest /= EXCEPTIONS;
        line.relief = (enum reliefs)(rest % RELIEFS), rest /= RELIEFS;
        line.sanctions_ground = rest % 2, rest /= 2;
        line.sanctions_list = rest % 2;
        if (line_is_right(&table, &line))
            continue;
        if (wrong++ < 5)
            printf("\n  action %d mode %d dates %d hit %d exception %d relief %d sanctions %d %d", line.action,
                   line.mode, line.dates, line.hit, line.exception, line.relief, line.sanctions_ground,
                   line.sanctions_list);
    }
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT_EQUAL(lines, 16128);
    message_free(table.message);
    fixture_free(table.fixture);
}

/* --- Two rules --------------------------------------------------------------------------------------------------- */

enum touch { AS_IT_IS, EXCEPTED, RELIEVED, TOUCHES };

/* Of two rules, each with an action, shadowing or not, touched or not: who decides. */
static bool pair_is_right(struct fixture *fixture, struct message *message, uint32_t n)
{
    fg_action asked[2];
    bool shadow[2];
    fixture->pack.exception_count = fixture->pack.condition_count = message->reliefs.count = 0;
    for (uint32_t i = 0; i < 2; i++) {
        fg_action action = (fg_action)(n % 4);
        shadow[i] = n / 4 % 2;
        enum touch touch = (enum touch)(n / 8 % TOUCHES);
        n /= 8 * TOUCHES;
        fixture->rules[i].action = (uint8_t)action;
        fixture->rules[i].mode = shadow[i] ? PACK_SHADOW : PACK_ENFORCE;
        asked[i] = touch == EXCEPTED ? FG_PASS : touch == RELIEVED && action > FG_FLAG ? FG_FLAG : action;
        if (touch == EXCEPTED) {
            fixture_exception(fixture, i);
            fixture_condition(fixture, FG_FIELD_CREDITOR_NAME, "OKX");
        } else if (touch == RELIEVED) {
            message_relief(message, RELIEF_RULE, i, NOW + 1);
        }
    }
    uint32_t decides = 0, would = 0;
    for (uint32_t i = 0; i < 2; i++) {
        if (!shadow[i] && (decides == 0 || asked[i] > asked[decides - 1]))
            decides = i + 1;
        if (would == 0 || asked[i] > asked[would - 1])
            would = i + 1;
    }
    const struct judgement *judgement = message_judge(message, fixture, DAY, 16);
    return judgement->rule == decides && judgement->would_rule == would &&
           judgement->action == (decides ? asked[decides - 1] : FG_PASS) && judgement->would == asked[would - 1];
}

static void test_of_two_rules_the_strictest_demand_decides(void)
{
    struct fixture *fixture = fixture_new();
    struct message *message = message_new();
    rule(fixture, FG_PASS);
    always(fixture);
    rule(fixture, FG_PASS);
    always(fixture);
    CU_ASSERT_TRUE(fixture_build(fixture, NULL));
    message_put(message, FG_FIELD_CREDITOR_NAME, "OKX");
    message->now = NOW;
    uint32_t wrong = 0;
    for (uint32_t n = 0; n < 24 * 24; n++) {
        fixture->rules[0].ground = fixture->rules[1].ground = PACK_GROUND_AML;
        wrong += !pair_is_right(fixture, message, n);
    }
    CU_ASSERT_EQUAL(wrong, 0);
    message_free(message);
    fixture_free(fixture);
}

/* --- The table itself -------------------------------------------------------------------------------------------- */

static void test_every_combination_of_facts(void)
{
    for (uint32_t facts = 0; facts < PRECEDENCE_FACTS_END; facts++)
        for (uint8_t action = FG_PASS; action <= FG_BLOCK; action++) {
            struct demand demand = precedence_of(facts, action);
            bool silent = (facts & RULE_IS_OFF) || (facts & RULE_OUT_OF_DATE) || (facts & RULE_FAILS);
            bool touchable = !silent && !(facts & RULE_OF_SANCTIONS);
            bool excepted = touchable && (facts & RULE_EXCEPTED);
            bool relieved = touchable && !excepted && (facts & RULE_RELIEVED) && action > FG_FLAG;
            CU_ASSERT_EQUAL(demand.heard, !silent);
            CU_ASSERT_EQUAL(demand.decides, !silent && !(facts & RULE_IN_SHADOW));
            CU_ASSERT_EQUAL(demand.excepted, excepted);
            CU_ASSERT_EQUAL(demand.relieved, relieved);
            CU_ASSERT_EQUAL(demand.weighs, !silent && !excepted);
            CU_ASSERT_EQUAL(demand.action, silent || excepted ? FG_PASS : relieved ? FG_FLAG : action);
            CU_ASSERT_TRUE(demand.action <= action); /* nothing ever raises an action */
            CU_ASSERT_EQUAL((facts & PRECEDENCE_SILENT) != 0, silent);
        }
}

static void test_its_lines_are_sentences(void)
{
    CU_ASSERT(precedence_line_count >= 10);
    for (uint32_t i = 0; i < precedence_line_count; i++) {
        size_t length = strlen(precedence_lines[i]);
        CU_ASSERT_FATAL(length > 20);
        CU_ASSERT_EQUAL(precedence_lines[i][length - 1], '.');
        CU_ASSERT(precedence_lines[i][0] >= 'A' && precedence_lines[i][0] <= 'Z');
        for (uint32_t k = 0; k < i; k++)
            CU_ASSERT_STRING_NOT_EQUAL(precedence_lines[i], precedence_lines[k]);
    }
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_pSuite suite = CU_add_suite("precedence", NULL, NULL);
    CU_ADD_TEST(suite, test_the_truth_table);
    CU_ADD_TEST(suite, test_of_two_rules_the_strictest_demand_decides);
    CU_ADD_TEST(suite, test_every_combination_of_facts);
    CU_ADD_TEST(suite, test_its_lines_are_sentences);
    return run_tests();
}
