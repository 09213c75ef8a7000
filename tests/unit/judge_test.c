/*
 * judge_test.c: precedence, conditions and reasons, over packs laid out by hand.
 */
#include <string.h>

#include "judge_fixture.h"
#include "run_tests.h"

/* --- Precedence ------------------------------------------------------------------------------------------------- */

static void check_pair(struct message *message, const fg_action action[2], const uint8_t mode[2])
{
    struct fixture *fixture = fixture_new();
    fg_action expected = FG_PASS, would = FG_PASS;
    uint32_t decides = 0, would_decide = 0;
    for (uint32_t i = 0; i < 2; i++) {
        fixture->rules[rule(fixture, action[i])].mode = mode[i];
        always(fixture);
        if (mode[i] == PACK_ENFORCE && (decides == 0 || action[i] > expected)) {
            expected = action[i];
            decides = i + 1;
        }
        if (mode[i] != PACK_OFF && (would_decide == 0 || action[i] > would)) {
            would = action[i];
            would_decide = i + 1;
        }
    }
    CU_ASSERT_TRUE(fixture_build(fixture, NULL));
    const struct judgement *judgement = message_judge(message, fixture, DAY, 16);
    CU_ASSERT_EQUAL(judgement->action, expected);
    CU_ASSERT_EQUAL(judgement->rule, decides);
    CU_ASSERT_EQUAL(judgement->would, would);
    CU_ASSERT_EQUAL(judgement->would_rule, would_decide);
    CU_ASSERT_EQUAL(judgement->reason_count, (mode[0] != PACK_OFF) + (mode[1] != PACK_OFF));
    if (decides > 0) {
        CU_ASSERT_EQUAL(judgement->reasons[0].rule, decides - 1);
        CU_ASSERT_FALSE(judgement->reasons[0].shadow);
    }
    for (uint32_t i = 0; i < judgement->reason_count; i++)
        CU_ASSERT_EQUAL(judgement->reasons[i].shadow, mode[judgement->reasons[i].rule] == PACK_SHADOW);
    fixture_free(fixture);
}

static void test_the_strictest_action_decides(void)
{
    struct message *message = message_new();
    for (uint32_t n = 0; n < 16; n++)
        for (uint32_t m = 0; m < 9; m++)
            check_pair(message, (fg_action[]){(fg_action)(n / 4), (fg_action)(n % 4)},
                       (uint8_t[]){(uint8_t)(m / 3), (uint8_t)(m % 3)});
    message_free(message);
}

static void test_a_pack_without_rules_passes(void)
{
    struct message *message = message_new();
    struct fixture *fixture = fixture_new();
    CU_ASSERT_TRUE(fixture_build(fixture, NULL));
    const struct judgement *judgement = message_judge(message, fixture, DAY, 16);
    CU_ASSERT_EQUAL(judgement->action, FG_PASS);
    CU_ASSERT_EQUAL(judgement->rule, 0);
    CU_ASSERT_EQUAL(judgement->reason_count, 0);
    fixture_free(fixture);
    message_free(message);
}

static void test_rules_have_their_days(void)
{
    struct message *message = message_new();
    struct fixture *fixture = fixture_new();
    uint32_t index = rule(fixture, FG_HOLD);
    always(fixture);
    fixture->rules[index].valid_from = 20260501;
    fixture->rules[index].valid_to = 20260630;
    CU_ASSERT_TRUE(fixture_build(fixture, NULL));
    static const struct {
        int32_t day;
        fg_action action;
    } days[] = {{20260430, FG_PASS}, {20260501, FG_HOLD}, {20260630, FG_HOLD}, {20260701, FG_PASS}};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
        CU_ASSERT_EQUAL(message_judge(message, fixture, days[i].day, 16)->action, days[i].action);
    fixture_free(fixture);
    message_free(message);
}

/* --- Conditions -------------------------------------------------------------------------------------------------- */

/* Judges a condition over three selections that are true as the bits of `facts` say. */
static bool condition(const uint8_t *code, uint32_t length, uint32_t facts)
{
    struct fixture *fixture = fixture_new();
    struct message *message = message_new();
    fixture_rule(fixture, FG_FLAG, code, length);
    for (uint32_t i = 0; i < 3; i++)
        fixture_selection(fixture, PACK_SELECT_FACT)->fact_values = facts >> i & 1;
    CU_ASSERT_TRUE(fixture_build(fixture, NULL));
    bool holds = flagged(message, fixture);
    message_free(message);
    fixture_free(fixture);
    return holds;
}

#define S(n)              PACK_OP_SELECTION, n
#define CONDITION(F, ...) condition((const uint8_t[]){__VA_ARGS__}, sizeof((const uint8_t[]){__VA_ARGS__}), F)

static void test_conditions(void)
{
    for (uint32_t f = 0; f < 8; f++) {
        bool a = f & 1, b = f >> 1 & 1, c = f >> 2 & 1;
        CU_ASSERT_EQUAL(CONDITION(f, S(0)), a);
        CU_ASSERT_EQUAL(CONDITION(f, S(2)), c);
        CU_ASSERT_EQUAL(CONDITION(f, S(0), PACK_OP_NOT), !a);
        CU_ASSERT_EQUAL(CONDITION(f, S(0), S(1), PACK_OP_AND), a && b);
        CU_ASSERT_EQUAL(CONDITION(f, S(0), S(1), PACK_OP_OR), a || b);
        CU_ASSERT_EQUAL(CONDITION(f, S(0), S(1), S(2), PACK_OP_NOT, PACK_OP_OR, PACK_OP_AND), a && (b || !c));
        for (uint8_t n = 0; n <= 4; n++)
            CU_ASSERT_EQUAL(CONDITION(f, S(0), S(1), S(2), PACK_OP_AT_LEAST, n, 3), a + b + c >= n);
        CU_ASSERT_EQUAL(CONDITION(f, S(2), S(0), S(1), PACK_OP_AT_LEAST, 2, 2, PACK_OP_AND), c && a && b);
    }
}

static void test_a_condition_that_cannot_be_read_holds(void)
{
    CU_ASSERT_TRUE(CONDITION(0, S(7)));
    CU_ASSERT_TRUE(CONDITION(0, PACK_OP_SELECTION));
    CU_ASSERT_TRUE(CONDITION(0, S(0), PACK_OP_AND));
    CU_ASSERT_TRUE(CONDITION(0, S(0), S(1)));
    CU_ASSERT_TRUE(CONDITION(0, S(0), 99));
    CU_ASSERT_TRUE(CONDITION(0, PACK_OP_NOT));
    CU_ASSERT_TRUE(CONDITION(0, S(0), PACK_OP_AT_LEAST, 1));
    CU_ASSERT_TRUE(CONDITION(0, S(0), PACK_OP_AT_LEAST, 1, 2));
    uint8_t deep[2 * (PACK_STACK + 1)] = {0};
    CU_ASSERT_TRUE(condition(deep, sizeof deep, 0));
    CU_ASSERT_TRUE(condition(deep, 0, 0));
}

static void test_rules_that_need_a_hit(void)
{
    struct fixture *fixture = fixture_new();
    struct message *message = message_new();
    uint32_t list = fixture_list(fixture, PACK_LIST_REGISTER, "register");
    uint32_t entry = fixture_entry(fixture, list, "ATAIX Eurasia Ltd.");
    fixture_term(fixture, entry, PACK_MATCH_LEGAL_NAME, " ATAIX EURASIA LTD ", 0);
    fixture_licence(fixture, entry, "220340900479", 0, 0);
    fixture->rules[rule(fixture, FG_HOLD)].needs_hit = 1;
    always(fixture);
    CU_ASSERT_TRUE(fixture_build(fixture, NULL));
    message_put(message, FG_FIELD_CREDITOR_NAME, "Somebody");
    CU_ASSERT_FALSE(flagged(message, fixture));
    message_put_identifier(message, FG_FIELD_CREDITOR_ID, IDENTIFIER_TAX_ID, "211040900220");
    CU_ASSERT_FALSE(flagged(message, fixture));
    /* A register's entry counts on any day: that its licence has ended is what a rule may ask. */
    fixture->entries[entry].valid_to = 20200101;
    message_put_identifier(message, FG_FIELD_CREDITOR_ID, IDENTIFIER_TAX_ID, "220340900479");
    CU_ASSERT_TRUE(flagged(message, fixture));
    message_clear(message);
    message_put(message, FG_FIELD_CREDITOR_NAME, "ATAIX Eurasia Ltd");
    CU_ASSERT_TRUE(flagged(message, fixture));
    fixture_free(fixture);
    message_free(message);
}

/* --- Reasons ----------------------------------------------------------------------------------------------------- */

static void test_reasons_of_the_strictest_are_kept(void)
{
    struct fixture *fixture = fixture_new();
    struct message *message = message_new();
    uint32_t list = fixture_list(fixture, PACK_LIST_TERMS, "coins");
    fixture_term(fixture, fixture_entry(fixture, list, "btc"), PACK_MATCH_WORD, " BTC ", 0);
    rule(fixture, FG_FLAG);
    fixture_selection(fixture, PACK_SELECT_LIST);
    rule(fixture, FG_BLOCK);
    always(fixture);
    rule(fixture, FG_HOLD);
    only_field(fixture_selection(fixture, PACK_SELECT_LIST), FG_FIELD_CREDITOR_NAME);
    CU_ASSERT_TRUE(fixture_build(fixture, NULL));
    message_put(message, FG_FIELD_REMITTANCE, "btc btc btc");
    message_put(message, FG_FIELD_CREDITOR_NAME, "btc");
    const struct judgement *judgement = message_judge(message, fixture, DAY, 16);
    CU_ASSERT_EQUAL(judgement->action, FG_BLOCK);
    CU_ASSERT_EQUAL(judgement->rule, 2);
    CU_ASSERT_EQUAL(judgement->reason_count, 6);
    CU_ASSERT_EQUAL(judgement->dropped, 0);
    CU_ASSERT_EQUAL(judgement->reasons[0].rule, 1);
    CU_ASSERT_EQUAL(judgement->reasons[0].entry, 0);
    CU_ASSERT_EQUAL(judgement->reasons[1].rule, 2);
    CU_ASSERT_EQUAL(judgement->reasons[1].value, 2);
    CU_ASSERT_EQUAL(judgement->reasons[2].rule, 0);
    CU_ASSERT_EQUAL(judgement->reasons[3].from, 4);
    memset(message->reasons, 0xEE, sizeof message->reasons);
    judgement = message_judge(message, fixture, DAY, 3);
    CU_ASSERT_EQUAL(judgement->action, FG_BLOCK);
    CU_ASSERT_EQUAL(judgement->reason_count, 3);
    CU_ASSERT_EQUAL(judgement->dropped, 3);
    CU_ASSERT_EQUAL(judgement->reasons[2].rule, 0);
    CU_ASSERT_EQUAL(judgement->reasons[3].rule, 0xEEEEEEEE);
    judgement = message_judge(message, fixture, DAY, 0);
    CU_ASSERT_EQUAL(judgement->action, FG_BLOCK);
    CU_ASSERT_EQUAL(judgement->reason_count, 0);
    CU_ASSERT_EQUAL(judgement->dropped, 6);
    fixture_free(fixture);
    message_free(message);
}

static void test_a_rule_gives_a_reason_once(void)
{
    struct fixture *fixture = fixture_new();
    struct message *message = message_new();
    uint32_t list = fixture_list(fixture, PACK_LIST_ENTITIES, "venues");
    uint32_t a = fixture_entry(fixture, list, "a"), b = fixture_entry(fixture, list, "b");
    fixture_term(fixture, a, PACK_MATCH_ALIAS, " BINANCE ", 0);
    fixture_term(fixture, b, PACK_MATCH_ALIAS, " BINANCE ", 0);
    fixture->entries[a].confidence = PACK_UNSURE;
    fixture_rule(fixture, FG_FLAG, (const uint8_t[]){S(0), S(1), PACK_OP_AND}, 5);
    fixture_selection(fixture, PACK_SELECT_LIST);
    struct pack_selection *second = fixture_selection(fixture, PACK_SELECT_LIST);
    CU_ASSERT_TRUE(fixture_build(fixture, NULL));
    message_put(message, FG_FIELD_REMITTANCE, "binance");
    const struct judgement *judgement = message_judge(message, fixture, DAY, 16);
    CU_ASSERT_EQUAL(judgement->reason_count, 1); /* the brand stands for two entries: the first is shown */
    CU_ASSERT_EQUAL(judgement->reasons[0].entry, a + 1);
    second->confidence = 1u << PACK_SURE;
    judgement = message_judge(message, fixture, DAY, 16);
    CU_ASSERT_EQUAL(judgement->reason_count, 2);
    CU_ASSERT_EQUAL(judgement->reasons[1].entry, b + 1);
    second->confidence = UINT32_MAX;
    fixture->entries[a].valid_to = DAY - 1;
    judgement = message_judge(message, fixture, DAY, 16);
    CU_ASSERT_EQUAL(judgement->reason_count, 1);
    CU_ASSERT_EQUAL(judgement->reasons[0].entry, b + 1); /* the first that is valid */
    fixture_free(fixture);
    message_free(message);
}

static void test_of_names_within_each_other_the_longest_is_shown(void)
{
    struct venue venue = venue_new();
    struct message *message = message_new();
    fixture_term(venue.fixture, 0, PACK_MATCH_NAME, " FINTECH CO ", 0);
    fixture_term(venue.fixture, 0, PACK_MATCH_NAME, " AUX CAYES ", 0);
    hs_free_database(venue.fixture->pack.database);
    CU_ASSERT_TRUE(fixture_build(venue.fixture, NULL));
    message_put(message, FG_FIELD_CREDITOR_NAME, "Aux Cayes Fintech Co. Ltd.");
    message_put(message, FG_FIELD_REMITTANCE, "Aux Cayes or OKX");
    const struct judgement *judgement = message_judge(message, venue.fixture, DAY, 16);
    CU_ASSERT_EQUAL(message->hit_count, 5);
    CU_ASSERT_EQUAL_FATAL(judgement->reason_count, 3);
    CU_ASSERT_EQUAL(judgement->reasons[0].value, 1);
    CU_ASSERT_EQUAL(judgement->reasons[0].from, 0);
    CU_ASSERT_EQUAL(judgement->reasons[0].to, 25);
    CU_ASSERT_EQUAL(judgement->reasons[1].value, 2);
    CU_ASSERT_EQUAL(judgement->reasons[1].to, 9);
    CU_ASSERT_EQUAL(judgement->reasons[2].from, 13);
    message_free(message);
    fixture_free(venue.fixture);
}

/* A word that is an entry in two alphabets: a rule says it once, by the entry that was read as written, however many of
 * its selections it makes true. */
static void test_twins_are_one_reason(void)
{
    struct fixture *fixture = fixture_new();
    struct message *message = message_new();
    static const uint8_t both[] = {PACK_OP_SELECTION, 0, PACK_OP_SELECTION, 1, PACK_OP_AND};
    uint32_t coins = fixture_list(fixture, PACK_LIST_TERMS, "coins"), entries[2];
    for (uint32_t i = 0; i < 2; i++) {
        entries[i] = fixture_entry(fixture, coins, i == 0 ? "usdt" : "usdt-ru");
        fixture_term(fixture, entries[i], PACK_MATCH_WORD, i == 0 ? " USDT " : " YUSDT ", 0);
    }
    fixture_term(fixture, entries[0], PACK_MATCH_WORD, " TETHER ", 0); /* found twice in one place */
    fixture->rules[rule(fixture, FG_PASS)].weight = 25;
    fixture_selection(fixture, PACK_SELECT_LIST);
    fixture_rule(fixture, FG_PASS, both, sizeof both);
    fixture_selection(fixture, PACK_SELECT_LIST);
    fixture_selection(fixture, PACK_SELECT_LIST);
    CU_ASSERT_TRUE(fixture_build(fixture, NULL));
    for (uint32_t i = 0; i < 3; i++)
        fixture->postings[i].certain = UINT8_MAX;
    message_put(message, FG_FIELD_REMITTANCE, "usdt yusdt tether");
    for (uint32_t written = 0; written < 2; written++) {
        struct judge_input input = message_input(message, fixture, DAY);
        CU_ASSERT_EQUAL_FATAL(message->hit_count, 3);
        for (uint32_t i = 0; i < 3; i++) { /* as a scan has them that reads the one word as both */
            message->hits[i].from = message->hits[0].from;
            message->hits[i].to = message->hits[0].to;
            message->hits[i].readings = i % 2 == written ? 0 : READING_TRANSLITERATED;
        }
        message->judgement.reason_limit = 16;
        CU_ASSERT_TRUE(message_judge_input(message, &input));
        CU_ASSERT_EQUAL_FATAL(message->judgement.reason_count, 2);
        CU_ASSERT_EQUAL(message->judgement.weight, 25);
        CU_ASSERT_EQUAL(message->reasons[0].weight, 25);
        for (uint32_t i = 0; i < 2; i++) {
            CU_ASSERT_EQUAL(message->reasons[i].rule, i);
            CU_ASSERT_EQUAL(message->reasons[i].readings, 0);
            CU_ASSERT_EQUAL(message->reasons[i].entry, entries[written] + 1);
        }
    }
    fixture_free(fixture);
    message_free(message);
}

static void test_registers_not_loaded_are_named(void)
{
    struct fixture *fixture = fixture_new();
    struct message *message = message_new();
    uint32_t loaded = fixture_list(fixture, PACK_LIST_REGISTER, "AFSA");
    uint32_t entry = fixture_entry(fixture, loaded, "ATAIX Eurasia Ltd.");
    fixture_licence(fixture, entry, "220340900479", 20251015, 0);
    uint32_t empty = fixture_list(fixture, PACK_LIST_REGISTER, "NBK exchange operators");
    fixture->lists[empty].counts_from = 20260501;
    fixture_list(fixture, PACK_LIST_TERMS, "no register");
    uint32_t second = fixture_list(fixture, PACK_LIST_REGISTER, "NBK sandbox");
    fixture->lists[second].counts_from = 20260501;
    for (uint32_t i = 0; i < 2; i++) {
        fixture->rules[rule(fixture, FG_HOLD)].names_registers = 1;
        always(fixture);
    }
    CU_ASSERT_TRUE(fixture_build(fixture, NULL));
    message_put(message, FG_FIELD_CREDITOR_NAME, "Somebody");
    const struct judgement *judgement = message_judge(message, fixture, 20260501, 16);
    CU_ASSERT_EQUAL_FATAL(judgement->reason_count, 3); /* one for all, with the rule that decides */
    CU_ASSERT_EQUAL(judgement->reasons[1].rule, 0);
    CU_ASSERT_EQUAL(judgement->reasons[1].registers, UINT64_C(1) << empty | UINT64_C(1) << second);
    CU_ASSERT_EQUAL(judgement->reasons[1].entry, 0);
    CU_ASSERT_EQUAL(judgement->reasons[0].registers, 0);
    CU_ASSERT_EQUAL(message_judge(message, fixture, 20260430, 16)->reason_count, 2); /* it does not count yet */
    message_put_identifier(message, FG_FIELD_CREDITOR_ID, IDENTIFIER_TAX_ID, "220340900479");
    CU_ASSERT_EQUAL(message_judge(message, fixture, 20260501, 16)->reason_count, 2); /* found in the other */
    /* A rule that asks about the ultimate creditor names them for the ultimate creditor. */
    fixture->selections[0].kind = PACK_SELECT_LICENCE;
    fixture->selections[0].party = PACK_ULTIMATE_CREDITOR;
    fixture->selections[0].states = PACK_STATE_NONE;
    CU_ASSERT_EQUAL(message_judge(message, fixture, 20260501, 16)->reason_count, 3);
    fixture_free(fixture);
    message_free(message);
}

static void test_duties_follow_from_every_rule_in_force(void)
{
    struct fixture *fixture = fixture_new();
    struct message *message = message_new();
    static const uint8_t modes[] = {PACK_ENFORCE, PACK_ENFORCE, PACK_SHADOW, PACK_ENFORCE};
    for (uint32_t i = 0; i < 4; i++) {
        fixture->rules[rule(fixture, i == 1 ? FG_HOLD : FG_PASS)].duties = (uint8_t)(1u << i);
        fixture->rules[i].mode = modes[i];
        fixture_selection(fixture, PACK_SELECT_FACT)->fact_values = i < 3;
    }
    CU_ASSERT_TRUE(fixture_build(fixture, NULL));
    CU_ASSERT_EQUAL(message_judge(message, fixture, DAY, 16)->duties, 3); /* of a pass too; not of a shadow */
    fixture_exception(fixture, 1);
    fixture_condition(fixture, FG_FIELD_CREDITOR_NAME, "OKX");
    message_put(message, FG_FIELD_CREDITOR_NAME, "OKX");
    CU_ASSERT_EQUAL(message_judge(message, fixture, DAY, 16)->duties, 1);
    message_free(message);
    fixture_free(fixture);
}

/* --- What a judgement rests on ----------------------------------------------------------------------------------- */

enum { VENUES, REGISTER, EMPTY_REGISTER, CODES, OTHER_LIST, SECOND_REGISTER };
#define BIT(list) (UINT64_C(1) << (list))

/* A venue that is on a register, and the rule: the venue and not licensed. */
static struct fixture *resting_pack(void)
{
    static const uint8_t code[] = {S(0), S(1), PACK_OP_NOT, PACK_OP_AND};
    struct fixture *fixture = fixture_new();
    fixture_list(fixture, PACK_LIST_ENTITIES, "venues");
    fixture_list(fixture, PACK_LIST_REGISTER, "register");
    fixture_list(fixture, PACK_LIST_REGISTER, "empty register");
    fixture_list(fixture, PACK_LIST_CODES, "codes");
    fixture_list(fixture, PACK_LIST_TERMS, "other");
    fixture_list(fixture, PACK_LIST_REGISTER, "second register");
    fixture_entry(fixture, SECOND_REGISTER, "Somebody else");
    fixture_term(fixture, fixture_entry(fixture, VENUES, "altyn"), PACK_MATCH_ALIAS, " ALTYN ", 0);
    fixture_licence(fixture, fixture_entry(fixture, REGISTER, "Altyn Ltd."), "211040900220", 20240101, 0);
    fixture_rule(fixture, FG_HOLD, code, sizeof code);
    fixture_selection(fixture, PACK_SELECT_LIST)->lists = BIT(VENUES);
    fixture_selection(fixture, PACK_SELECT_LICENCE)->states = PACK_STATE_LICENSED;
    CU_ASSERT_TRUE(fixture_build(fixture, NULL));
    return fixture;
}

static void test_what_a_judgement_rests_on(void)
{
    static const struct {
        const char *name, *tax_id, *account;
        fg_action action;
        uint64_t lists;
    } cases[] = {
        {"Nobody", "211040900220", "KZ86125KZT5004100100", FG_PASS, 0}, /* nothing held, nothing was kept from it */
        {"Nobody", NULL, "KZ86125KZT5004100100", FG_PASS, 0},
        /* Kept from holding by the licence. */
        {"Altyn", "211040900220", "KZ86125KZT5004100100", FG_PASS, BIT(REGISTER)},
        /* Held although it has one. */
        {"Altyn", "211040900220", "DE89370400440532013000", FG_HOLD, BIT(VENUES) | BIT(REGISTER)},
        /* Held because it is on none: on none of those that have entries. */
        {"Altyn", NULL, "KZ86125KZT5004100100", FG_HOLD, BIT(VENUES) | BIT(REGISTER) | BIT(SECOND_REGISTER)},
    };
    struct fixture *fixture = resting_pack();
    for (uint8_t mode = PACK_ENFORCE; mode <= PACK_OFF; mode++)
        for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
            struct message *message = message_new();
            fixture->rules[0].mode = mode;
            message_put(message, FG_FIELD_CREDITOR_NAME, cases[i].name);
            if (cases[i].tax_id)
                message_put_identifier(message, FG_FIELD_CREDITOR_ID, IDENTIFIER_TAX_ID, cases[i].tax_id);
            message_put_identifier(message, FG_FIELD_CREDITOR_ACCOUNT, IDENTIFIER_IBAN, cases[i].account);
            const struct judgement *judgement = message_judge(message, fixture, DAY, 16);
            CU_ASSERT_EQUAL(judgement->would, mode == PACK_OFF ? FG_PASS : cases[i].action);
            CU_ASSERT_EQUAL(judgement->resting_on, mode == PACK_OFF ? 0 : cases[i].lists);
            message_free(message);
        }
    fixture_free(fixture);
}

static void test_lists_of_codes_are_rested_on(void)
{
    struct fixture *fixture = resting_pack();
    struct message *message = message_new();
    rule(fixture, FG_FLAG);
    struct pack_selection *selection = fixture_selection(fixture, PACK_SELECT_CODE);
    selection->field_a = FG_FIELD_PURPOSE_CODE;
    selection->lists = BIT(CODES);
    selection->first_code = fixture_code(fixture, "710");
    selection->code_count = 1;
    message_put(message, FG_FIELD_PURPOSE_CODE, "711");
    CU_ASSERT_EQUAL(message_judge(message, fixture, DAY, 16)->resting_on, 0);
    message_put(message, FG_FIELD_PURPOSE_CODE, "710");
    CU_ASSERT_EQUAL(message_judge(message, fixture, DAY, 16)->resting_on, BIT(CODES));
    message_free(message);
    fixture_free(fixture);
}

static void test_more_signs_than_the_workspace_holds(void)
{
    struct venue venue = venue_new();
    struct message *message = message_new();
    struct limits limits = message_limits;
    limits.hits = 1;
    judge_workspace_place(message->workspace, &limits);
    message_put(message, FG_FIELD_REMITTANCE, "okx okx okx");
    struct judge_input input = message_input(message, venue.fixture, DAY);
    message->judgement.reason_limit = 16;
    CU_ASSERT_TRUE(message_judge_input(message, &input));
    message_put(message, FG_FIELD_REMITTANCE, "okx");
    input = message_input(message, venue.fixture, DAY);
    CU_ASSERT_FALSE(message_judge_input(message, &input));
    CU_ASSERT_EQUAL(message->judgement.action, FG_HOLD);
    CU_ASSERT_EQUAL(message->judgement.would, FG_HOLD);
    message_free(message);
    fixture_free(venue.fixture);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_pSuite suite = CU_add_suite("judge", NULL, NULL);
    CU_ADD_TEST(suite, test_the_strictest_action_decides);
    CU_ADD_TEST(suite, test_a_pack_without_rules_passes);
    CU_ADD_TEST(suite, test_rules_have_their_days);
    CU_ADD_TEST(suite, test_conditions);
    CU_ADD_TEST(suite, test_a_condition_that_cannot_be_read_holds);
    CU_ADD_TEST(suite, test_rules_that_need_a_hit);
    CU_ADD_TEST(suite, test_reasons_of_the_strictest_are_kept);
    CU_ADD_TEST(suite, test_a_rule_gives_a_reason_once);
    CU_ADD_TEST(suite, test_of_names_within_each_other_the_longest_is_shown);
    CU_ADD_TEST(suite, test_twins_are_one_reason);
    CU_ADD_TEST(suite, test_registers_not_loaded_are_named);
    CU_ADD_TEST(suite, test_duties_follow_from_every_rule_in_force);
    CU_ADD_TEST(suite, test_what_a_judgement_rests_on);
    CU_ADD_TEST(suite, test_lists_of_codes_are_rested_on);
    CU_ADD_TEST(suite, test_more_signs_than_the_workspace_holds);
    return run_tests();
}
