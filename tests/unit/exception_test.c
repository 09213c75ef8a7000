/*
 * exception_test.c: what an exception must agree with to cover a rule, field by field and value by value, and what it
 * and a relief reach of all that a rule may hold by.
 */
#include <stdio.h>
#include <string.h>

#include "judge_fixture.h"
#include "run_tests.h"

#define NOW     1795000000
#define ACCOUNT "KZ86125KZT5004100100"
#define ANOTHER "DE89370400440532013000"

/* A rule that always holds, with one exception. */
struct excepted {
    struct fixture *fixture;
    struct message *message;
    struct pack_exception *exception;
};

static struct excepted excepted_new(void)
{
    struct excepted excepted = {.fixture = fixture_new(), .message = message_new()};
    rule(excepted.fixture, FG_HOLD);
    always(excepted.fixture);
    CU_ASSERT_TRUE_FATAL(fixture_build(excepted.fixture, NULL));
    excepted.exception = fixture_exception(excepted.fixture, 0);
    return excepted;
}

static void excepted_free(struct excepted *excepted)
{
    message_free(excepted->message);
    fixture_free(excepted->fixture);
}

static bool covers(struct excepted *excepted)
{
    const struct judgement *judgement = message_judge(excepted->message, excepted->fixture, DAY, 16);
    CU_ASSERT_EQUAL(judgement->excepted, judgement->action == FG_PASS);
    CU_ASSERT_EQUAL(judgement->rule, 1);
    return judgement->action == FG_PASS;
}

static void test_fields_are_compared_in_their_form(void)
{
    static const struct {
        fg_field field;
        const char *wanted, *value;
        bool equal;
    } cases[] = {
        {FG_FIELD_CREDITOR_NAME, " OKX VALVE LTD ", "Okx Valve, Ltd.", true},
        {FG_FIELD_CREDITOR_NAME, "OKX VALVE LTD", "okx  valve ltd", true},
        {FG_FIELD_CREDITOR_NAME, "BTC LTD", "\xD0\x92TC Ltd", false}, /* a Cyrillic letter is another */
        {FG_FIELD_CREDITOR_NAME, "VTC LTD", "\xD0\x92TC Ltd", true},
        {FG_FIELD_CREDITOR_NAME, "OKX VALVE LTD", "OKX Valve", false},
        {FG_FIELD_CREDITOR_NAME, "OKX VALVE LTD", "OKX Valve Ltd Almaty", false},
        {FG_FIELD_CREDITOR_NAME, "OKX VALVE LTD", "...", false},
        {FG_FIELD_CREDITOR_NAME, "", "OKX", false},
        {FG_FIELD_CREDITOR_NAME, " ", "...", false},
        {FG_FIELD_DEBTOR_ADDRESS, "ABAY 1", "Abay, 1", true},
        {FG_FIELD_DEBTOR_ADDRESS, "ABAY 1", "Abay, 11", false},
        {FG_FIELD_REMITTANCE, "KRIPTA HRAMA", "Kripta hrama", true},
        {FG_FIELD_REMITTANCE, "KRIPTA HRAMA", "Kripta hrama, BTC", false},
        {FG_FIELD_END_TO_END_ID, "A 1", "a-1", true},
        {FG_FIELD_END_TO_END_ID, "A 1", "a-2", false},
        {FG_FIELD_CREDITOR_ACCOUNT, ACCOUNT, ACCOUNT, true},
        {FG_FIELD_CREDITOR_ACCOUNT, ACCOUNT, "/KZ86 125K ZT50 0410 0100", true},
        {FG_FIELD_CREDITOR_ACCOUNT, ACCOUNT, "KZ86125KZT500410010", false},
        {FG_FIELD_CREDITOR_ACCOUNT, ACCOUNT, ANOTHER, false},
        {FG_FIELD_CREDITOR_ACCOUNT, "", "", false},
        {FG_FIELD_DEBTOR_ID, "211040900220", "211040900220", true},
        {FG_FIELD_DEBTOR_ID, "211040900220", " 2110 4090 0220 ", true},
        {FG_FIELD_DEBTOR_ID, "211040900220", "220340900479", false},
        {FG_FIELD_DEBTOR_ID, "N1234567", "n 1234567", true}, /* a passport */
        {FG_FIELD_DEBTOR_ID, "N1234567", "N1234568", false},
        {FG_FIELD_CREDITOR_LEI, "5493001KJTIIGC8Y1R12", "5493001kjtiigc8y1r12", true},
        {FG_FIELD_CREDITOR_LEI, "5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R13", false},
        {FG_FIELD_CREDITOR_AGENT_BIC, "HSBKKZKX", "HSBKKZKXXXX", true},
        {FG_FIELD_CREDITOR_AGENT_BIC, "HSBKKZKX", "HSBKKZKXALM", false},
        {FG_FIELD_PURPOSE_CODE, "119", " 119", true},
        {FG_FIELD_PURPOSE_CODE, "119", "1190", false},
        {FG_FIELD_ISO_PURPOSE_CODE, "SALA", "sala", true},
        {FG_FIELD_CURRENCY, "KZT", "USD", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct excepted excepted = excepted_new();
        fixture_condition(excepted.fixture, cases[i].field, cases[i].wanted);
        CU_ASSERT_FALSE(covers(&excepted)); /* the transfer has no such field */
        if (cases[i].value[0] != '\0')
            message_put(excepted.message, cases[i].field, cases[i].value);
        bool equal = covers(&excepted);
        if (equal != cases[i].equal)
            printf("\n  \"%s\" and \"%s\"", cases[i].wanted, cases[i].value);
        CU_ASSERT_EQUAL(equal, cases[i].equal);
        excepted_free(&excepted);
    }
}

static void test_all_conditions_must_be_met(void)
{
    struct excepted excepted = excepted_new();
    CU_ASSERT_FALSE(covers(&excepted)); /* one that is tied to nothing covers nothing */
    fixture_condition(excepted.fixture, FG_FIELD_CREDITOR_NAME, "OKX");
    fixture_condition(excepted.fixture, FG_FIELD_DEBTOR_ID, "211040900220");
    message_put(excepted.message, FG_FIELD_CREDITOR_NAME, "OKX");
    CU_ASSERT_FALSE(covers(&excepted));
    message_put(excepted.message, FG_FIELD_DEBTOR_ID, "211040900220");
    CU_ASSERT_TRUE(covers(&excepted));
    excepted.exception->rule = 1;
    CU_ASSERT_FALSE(covers(&excepted));
    excepted_free(&excepted);
}

static void test_it_never_outlives_its_date(void)
{
    struct excepted excepted = excepted_new();
    fixture_condition(excepted.fixture, FG_FIELD_CREDITOR_NAME, "OKX");
    message_put(excepted.message, FG_FIELD_CREDITOR_NAME, "OKX");
    static const struct {
        int32_t day;
        fg_action action;
    } days[] = {{20251231, FG_HOLD}, {20260101, FG_PASS}, {20261231, FG_PASS}, {20270101, FG_HOLD}};
    for (size_t i = 0; i < sizeof days / sizeof days[0]; i++)
        CU_ASSERT_EQUAL(message_judge(excepted.message, excepted.fixture, days[i].day, 16)->action, days[i].action);
    excepted_free(&excepted);
}

/* A second value, also in the header, may say what was never looked at. Another reading of the same value is none. */
static void test_the_field_says_nothing_else(void)
{
    struct excepted excepted = excepted_new();
    struct message *message = excepted.message;
    fixture_condition(excepted.fixture, FG_FIELD_CREDITOR_NAME, "OKX VALVE LTD");
    message_put(message, FG_FIELD_CREDITOR_NAME, "OKX Valve Ltd");
    message_put(message, FG_FIELD_CREDITOR_NAME, "OKX Valve Ltd");
    CU_ASSERT_TRUE(covers(&excepted));
    message_put(message, FG_FIELD_CREDITOR_NAME, "OKX");
    CU_ASSERT_FALSE(covers(&excepted));
    message_clear(message);
    message_put(message, FG_FIELD_CREDITOR_NAME, "Binance");
    transfer_end_header(&message->transfer);
    message_put(message, FG_FIELD_CREDITOR_NAME, "OKX Valve Ltd");
    CU_ASSERT_FALSE(covers(&excepted));
    message_clear(message);
    message_put(message, FG_FIELD_CREDITOR_NAME, "OKX Valve Ltd");
    transfer_end_header(&message->transfer);
    message_put(message, FG_FIELD_REMITTANCE, "invoice");
    CU_ASSERT_TRUE(covers(&excepted));
    message_clear(message);
    message_put(message, FG_FIELD_CREDITOR_NAME, "OKX");
    message_put(message, FG_FIELD_CREDITOR_NAME, "OKX Valve Ltd");
    transfer_mark_alternative(&message->transfer);
    CU_ASSERT_TRUE(covers(&excepted));
    message_put(message, FG_FIELD_DEBTOR_NAME, "Somebody");
    message_put(message, FG_FIELD_DEBTOR_NAME, "OKX Valve Ltd");
    transfer_mark_alternative(&message->transfer);
    CU_ASSERT_TRUE(covers(&excepted));
    message_put(message, FG_FIELD_CREDITOR_NAME, "OKX");
    message_put(message, FG_FIELD_CREDITOR_NAME, "OKX Trade");
    transfer_mark_alternative(&message->transfer);
    CU_ASSERT_FALSE(covers(&excepted));
    excepted_free(&excepted);
}

static void test_a_text_that_is_too_long_equals_nothing(void)
{
    char text[1200];
    for (uint32_t letters = 1015; letters <= 1030; letters++) {
        struct excepted excepted = excepted_new();
        memset(text, 'A', letters);
        text[letters] = '\0';
        fixture_condition(excepted.fixture, FG_FIELD_REMITTANCE, text);
        message_put(excepted.message, FG_FIELD_REMITTANCE, text);
        CU_ASSERT_EQUAL(covers(&excepted), letters <= 1022); /* two spaces around it make 1024 bytes */
        excepted_free(&excepted);
    }
}

static void test_the_first_that_covers_is_named(void)
{
    struct excepted excepted = excepted_new();
    fixture_condition(excepted.fixture, FG_FIELD_CREDITOR_NAME, "HTX");
    for (uint32_t i = 0; i < 2; i++) {
        fixture_exception(excepted.fixture, 0);
        fixture_condition(excepted.fixture, FG_FIELD_CREDITOR_NAME, "OKX");
    }
    message_put(excepted.message, FG_FIELD_CREDITOR_NAME, "OKX");
    CU_ASSERT_TRUE(covers(&excepted));
    CU_ASSERT_EQUAL(excepted.message->judgement.reason_count, 1);
    CU_ASSERT_EQUAL(excepted.message->reasons[0].exception, 2);
    CU_ASSERT_EQUAL(excepted.message->reasons[0].action, FG_PASS);
    excepted_free(&excepted);
}

/* --- What a rule holds by ---------------------------------------------------------------------------------------- */

/* A rule that holds by names of two entries of one list, by an entry of a list of sanctions, or by a wallet. */
enum { OKX, HTX, LISTED, ENTRIES };

struct found {
    struct fixture *fixture;
    struct message *message;
};

static struct found found_new(void)
{
    static const uint8_t either[] = {PACK_OP_SELECTION, 0, PACK_OP_SELECTION, 1, PACK_OP_OR};
    struct found found = {.fixture = fixture_new(), .message = message_new()};
    struct fixture *fixture = found.fixture;
    uint32_t venues = fixture_list(fixture, PACK_LIST_ENTITIES, "venues");
    uint32_t sanctions = fixture_list(fixture, PACK_LIST_ENTITIES, "sanctions");
    fixture->lists[sanctions].sanctions = 1;
    fixture_term(fixture, fixture_entry(fixture, venues, "okx"), PACK_MATCH_ALIAS, " OKX ", 0);
    fixture_term(fixture, OKX, PACK_MATCH_ALIAS, " BOTH ", 0);
    fixture_term(fixture, OKX, PACK_MATCH_ALIAS, " SHARED ", 0);
    fixture_term(fixture, fixture_entry(fixture, venues, "htx"), PACK_MATCH_ALIAS, " HTX ", 0);
    fixture_term(fixture, HTX, PACK_MATCH_ALIAS, " BOTH ", 0);
    fixture_term(fixture, fixture_entry(fixture, sanctions, "listed"), PACK_MATCH_ALIAS, " LISTED ", 0);
    fixture_term(fixture, LISTED, PACK_MATCH_ALIAS, " SHARED ", 0);
    fixture_rule(fixture, FG_BLOCK, either, sizeof either);
    fixture_selection(fixture, PACK_SELECT_LIST);
    fixture_selection(fixture, PACK_SELECT_WALLET);
    fixture_exception(fixture, 0);
    fixture_condition(fixture, FG_FIELD_CREDITOR_ACCOUNT, ACCOUNT);
    CU_ASSERT_TRUE_FATAL(fixture_build(fixture, NULL));
    found.message->now = NOW;
    return found;
}

static void found_free(struct found *found)
{
    message_free(found->message);
    fixture_free(found->fixture);
}

static void say(struct found *found, const char *text)
{
    message_clear(found->message);
    message_put_identifier(found->message, FG_FIELD_CREDITOR_ACCOUNT, IDENTIFIER_IBAN, ACCOUNT);
    uint32_t value = message_put(found->message, FG_FIELD_REMITTANCE, text);
    if (strstr(text, "wallet"))
        message_identifier(found->message, value, IDENTIFIER_WALLET, "wallet", "wallet");
}

static fg_action judged(struct found *found)
{
    return message_judge(found->message, found->fixture, DAY, 16)->action;
}

static void test_an_exception_of_an_entry_reaches_that_alone(void)
{
    static const struct {
        const char *text;
        uint32_t entry; /* 1 + index; 0 = whatever was hit */
        fg_action action;
    } cases[] = {
        {"okx", 0, FG_PASS},
        {"okx htx", 0, FG_PASS},
        {"okx wallet", 0, FG_PASS},
        {"okx", 1 + OKX, FG_PASS},
        {"okx okx", 1 + OKX, FG_PASS},
        {"htx", 1 + OKX, FG_BLOCK},
        {"htx", 1 + HTX, FG_PASS},
        {"okx htx", 1 + OKX, FG_BLOCK},
        {"okx htx", 1 + HTX, FG_BLOCK},
        {"both", 1 + OKX, FG_BLOCK},
        {"both", 0, FG_PASS},
        {"okx wallet", 1 + OKX, FG_BLOCK},
        {"wallet", 0, FG_PASS},
        {"wallet", 1 + OKX, FG_BLOCK},
        {"listed", 0, FG_BLOCK},
        {"listed", 1 + LISTED, FG_BLOCK},
        {"okx listed", 0, FG_BLOCK},
        {"okx listed", 1 + OKX, FG_BLOCK},
        {"shared", 0, FG_BLOCK}, /* the reason shows the venue, but it is also of the list of sanctions */
        {"shared", 1 + OKX, FG_BLOCK},
    };
    struct found found = found_new();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        say(&found, cases[i].text);
        found.fixture->exceptions[0].entry = cases[i].entry;
        if (judged(&found) != cases[i].action)
            printf("\n  \"%s\" %u", cases[i].text, cases[i].entry);
        CU_ASSERT_EQUAL(judged(&found), cases[i].action);
        found.fixture->rules[0].ground = PACK_GROUND_SANCTIONS;
        CU_ASSERT_EQUAL(judged(&found), FG_BLOCK);
        found.fixture->rules[0].ground = PACK_GROUND_CONTRACT;
    }
    found_free(&found);
}

static void test_reliefs_of_entries_are_taken_together(void)
{
    static const struct {
        const char *text;
        uint32_t first, second; /* entries relieved */
        fg_action action;
        uint64_t reliefs;
    } cases[] = {
        {"okx", OKX, OKX, FG_FLAG, 3},           {"okx", OKX, HTX, FG_FLAG, 1},
        {"okx", HTX, OKX, FG_FLAG, 2},           {"okx htx", OKX, HTX, FG_FLAG, 3},
        {"okx htx", OKX, OKX, FG_BLOCK, 0},      {"both", OKX, HTX, FG_FLAG, 3},
        {"both", OKX, OKX, FG_BLOCK, 0},         {"htx", OKX, OKX, FG_BLOCK, 0},
        {"okx wallet", OKX, HTX, FG_BLOCK, 0},   {"wallet", OKX, HTX, FG_BLOCK, 0},
        {"listed", LISTED, LISTED, FG_BLOCK, 0}, {"okx listed", OKX, LISTED, FG_BLOCK, 0},
        {"nothing", OKX, HTX, FG_PASS, 0},
    };
    struct found found = found_new();
    found.fixture->pack.exception_count = 0;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        say(&found, cases[i].text);
        message_relief(found.message, RELIEF_ENTRY, cases[i].first, NOW + 1);
        message_relief(found.message, RELIEF_ENTRY, cases[i].second, NOW + 1);
        message_relief(found.message, RELIEF_ENTRY, RELIEF_NOWHERE, NOW + 1);
        if (judged(&found) != cases[i].action)
            printf("\n  \"%s\" %u %u", cases[i].text, cases[i].first, cases[i].second);
        CU_ASSERT_EQUAL(judged(&found), cases[i].action);
        CU_ASSERT_EQUAL(found.message->judgement.reliefs, cases[i].reliefs);
    }
    found_free(&found);
}

static void relieve_account(struct message *message, const char *account)
{
    struct relief *relief = message_relief(message, RELIEF_ACCOUNT, 0, NOW + 1);
    relief->length = (uint8_t)strlen(account);
    memcpy(relief->key, account, strlen(account));
}

static void test_a_relief_of_an_account_is_of_the_payee_alone(void)
{
    struct found found = found_new();
    found.fixture->pack.exception_count = 0;
    say(&found, "okx wallet");
    relieve_account(found.message, ACCOUNT);
    CU_ASSERT_EQUAL(judged(&found), FG_FLAG);
    message_put_identifier(found.message, FG_FIELD_CREDITOR_ACCOUNT, IDENTIFIER_IBAN, ANOTHER);
    CU_ASSERT_EQUAL(judged(&found), FG_BLOCK); /* the money may go elsewhere */
    say(&found, "okx");
    relieve_account(found.message, ANOTHER);
    message_put_identifier(found.message, FG_FIELD_DEBTOR_ACCOUNT, IDENTIFIER_IBAN, ANOTHER);
    CU_ASSERT_EQUAL(judged(&found), FG_BLOCK); /* the payer's */
    say(&found, "okx");
    relieve_account(found.message, "");
    CU_ASSERT_EQUAL(judged(&found), FG_BLOCK);
    say(&found, "okx");
    relieve_account(found.message, "KZ86125KZT500410010");
    CU_ASSERT_EQUAL(judged(&found), FG_BLOCK); /* the beginning of it */
    found_free(&found);
}

/* Reliefs that lowered a rule, but not the transfer, did not lower it. */
static void test_only_reliefs_that_mattered_are_told(void)
{
    struct found found = found_new();
    found.fixture->pack.exception_count = 0;
    rule(found.fixture, FG_HOLD);
    always(found.fixture);
    say(&found, "okx");
    message_relief(found.message, RELIEF_RULE, 0, NOW + 1);
    CU_ASSERT_EQUAL(judged(&found), FG_HOLD);
    CU_ASSERT_EQUAL(found.message->judgement.reliefs, 1); /* block without it */
    found.fixture->rules[0].action = FG_HOLD;
    CU_ASSERT_EQUAL(judged(&found), FG_HOLD);
    CU_ASSERT_EQUAL(found.message->judgement.rule, 2);
    CU_ASSERT_EQUAL(found.message->judgement.reliefs, 0);
    found.fixture->rules[1].action = FG_FLAG;
    CU_ASSERT_EQUAL(judged(&found), FG_FLAG);
    CU_ASSERT_EQUAL(found.message->judgement.rule, 1); /* both ask for flag: the first decides */
    CU_ASSERT_EQUAL(found.message->judgement.reliefs, 1);
    found_free(&found);
}

/* A rule that holds by a venue or by a code of purpose: the entry alone is forgiven, not the code. */
static struct found found_or_code_new(void)
{
    static const uint8_t either[] = {PACK_OP_SELECTION, 0, PACK_OP_SELECTION, 1, PACK_OP_OR};
    struct found found = {.fixture = fixture_new(), .message = message_new()};
    struct fixture *fixture = found.fixture;
    uint32_t venues = fixture_list(fixture, PACK_LIST_ENTITIES, "venues");
    fixture_term(fixture, fixture_entry(fixture, venues, "okx"), PACK_MATCH_ALIAS, " OKX ", 0);
    fixture_rule(fixture, FG_BLOCK, either, sizeof either);
    fixture_selection(fixture, PACK_SELECT_LIST);
    struct pack_selection *code = fixture_selection(fixture, PACK_SELECT_CODE);
    code->field_a = FG_FIELD_PURPOSE_CODE;
    code->first_code = fixture_code(fixture, "119");
    code->code_count = 1;
    CU_ASSERT_TRUE_FATAL(fixture_build(fixture, NULL));
    found.message->now = NOW;
    return found;
}

static void test_what_holds_without_the_entry_is_not_forgiven(void)
{
    static const struct {
        const char *text, *code;
        fg_action excepted, relieved;
    } cases[] = {
        {"okx", "840", FG_PASS, FG_FLAG},
        {"okx", "119", FG_BLOCK, FG_BLOCK},
        {"rent", "119", FG_BLOCK, FG_BLOCK},
        {"rent", "840", FG_PASS, FG_PASS},
    };
    struct found found = found_or_code_new();
    fixture_exception(found.fixture, 0)->entry = 1 + OKX;
    fixture_condition(found.fixture, FG_FIELD_CREDITOR_ACCOUNT, ACCOUNT);
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        say(&found, cases[i].text);
        message_put(found.message, FG_FIELD_PURPOSE_CODE, cases[i].code);
        found.fixture->pack.exception_count = 1;
        CU_ASSERT_EQUAL(judged(&found), cases[i].excepted);
        found.fixture->pack.exception_count = 0;
        message_relief(found.message, RELIEF_ENTRY, OKX, NOW + 1);
        CU_ASSERT_EQUAL(judged(&found), cases[i].relieved);
    }
    found_free(&found);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_pSuite suite = CU_add_suite("exceptions", NULL, NULL);
    CU_ADD_TEST(suite, test_fields_are_compared_in_their_form);
    CU_ADD_TEST(suite, test_all_conditions_must_be_met);
    CU_ADD_TEST(suite, test_it_never_outlives_its_date);
    CU_ADD_TEST(suite, test_the_field_says_nothing_else);
    CU_ADD_TEST(suite, test_a_text_that_is_too_long_equals_nothing);
    CU_ADD_TEST(suite, test_the_first_that_covers_is_named);
    CU_ADD_TEST(suite, test_an_exception_of_an_entry_reaches_that_alone);
    CU_ADD_TEST(suite, test_reliefs_of_entries_are_taken_together);
    CU_ADD_TEST(suite, test_what_holds_without_the_entry_is_not_forgiven);
    CU_ADD_TEST(suite, test_a_relief_of_an_account_is_of_the_payee_alone);
    CU_ADD_TEST(suite, test_only_reliefs_that_mattered_are_told);
    return run_tests();
}
