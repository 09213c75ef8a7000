/*
 * selection_test.c: every kind of selection: what makes it true, and what of the message it shows.
 */
#include <stdio.h>
#include <string.h>

#include "judge_fixture.h"
#include "run_tests.h"

static void test_names_in_lists(void)
{
    struct venue venue = venue_new();
    struct pack_selection *selection = venue.selection, any = *selection;
    struct message *message = message_new();
    message_put(message, FG_FIELD_REMITTANCE, "to OKX");
    CU_ASSERT_TRUE(flagged(message, venue.fixture));
    const struct judge_reason *reason = &message->reasons[0];
    CU_ASSERT_EQUAL(reason->entry, 1);
    CU_ASSERT_EQUAL(reason->value, 1);
    CU_ASSERT_EQUAL(reason->from, 3);
    CU_ASSERT_EQUAL(reason->to, 6);
    selection->lists = 1u << venue.list;
    selection->match = PACK_MATCH_ALIAS;
    only_field(selection, FG_FIELD_REMITTANCE);
    selection->confidence = 1u << PACK_SURE;
    selection->classes = 1u << PACK_VENUE;
    selection->cites_act = 1;
    CU_ASSERT_TRUE(flagged(message, venue.fixture));
    struct pack_selection narrow = *selection;
    selection->lists = ~(UINT64_C(1) << venue.list);
    CU_ASSERT_FALSE(flagged(message, venue.fixture));
    *selection = narrow;
    selection->match = ~(uint32_t)PACK_MATCH_ALIAS;
    CU_ASSERT_FALSE(flagged(message, venue.fixture));
    *selection = narrow;
    only_field(selection, FG_FIELD_CREDITOR_NAME);
    CU_ASSERT_FALSE(flagged(message, venue.fixture));
    *selection = narrow;
    selection->confidence = 1u << PACK_PROBABLE | 1u << PACK_UNSURE;
    CU_ASSERT_FALSE(flagged(message, venue.fixture));
    *selection = narrow;
    selection->classes = 1u << PACK_BANK;
    CU_ASSERT_FALSE(flagged(message, venue.fixture));
    *selection = narrow;
    selection->cites_act = 2;
    CU_ASSERT_FALSE(flagged(message, venue.fixture));
    venue.entry->cites_act = 1;
    CU_ASSERT_TRUE(flagged(message, venue.fixture));
    selection->cites_act = 1;
    CU_ASSERT_FALSE(flagged(message, venue.fixture));
    *selection = any;
    selection->fields[0] = 0; /* fields from 64 on are in the second word */
    CU_ASSERT_TRUE(flagged(message, venue.fixture));
    message_free(message);
    fixture_free(venue.fixture);
}

static void test_entries_have_their_days(void)
{
    struct venue venue = venue_new();
    struct message *message = message_new();
    message_put(message, FG_FIELD_REMITTANCE, "OKX");
    message_put_identifier(message, FG_FIELD_CREDITOR_LEI, IDENTIFIER_LEI, "5493001KJTIIGC8Y1R12");
    venue.entry->valid_from = 20260501;
    venue.entry->valid_to = 20260630;
    CU_ASSERT_EQUAL(message_judge(message, venue.fixture, 20260430, 16)->action, FG_PASS);
    CU_ASSERT_EQUAL(message_judge(message, venue.fixture, 20260501, 16)->action, FG_FLAG);
    CU_ASSERT_EQUAL(message->judgement.reason_count, 2);
    CU_ASSERT_EQUAL(message_judge(message, venue.fixture, 20260630, 16)->action, FG_FLAG);
    CU_ASSERT_EQUAL(message_judge(message, venue.fixture, 20260701, 16)->action, FG_PASS);
    message_free(message);
    fixture_free(venue.fixture);
}

static void test_anchored_names_begin_their_field(void)
{
    struct venue venue = venue_new();
    struct message *message = message_new();
    venue.selection->anchored = 1;
    message_put(message, FG_FIELD_CREDITOR_NAME, "Aux Cayes Fintech Co. Ltd. Mahe");
    CU_ASSERT_TRUE(flagged(message, venue.fixture));
    message_clear(message);
    message_put(message, FG_FIELD_CREDITOR_NAME, "Friends of Aux Cayes Fintech Co. Ltd.");
    CU_ASSERT_FALSE(flagged(message, venue.fixture));
    message_clear(message);
    message_put(message, FG_FIELD_REMITTANCE, "kripta hrama");
    CU_ASSERT_TRUE(flagged(message, venue.fixture));
    message_clear(message);
    message_put(message, FG_FIELD_REMITTANCE, "hram i kripta");
    CU_ASSERT_FALSE(flagged(message, venue.fixture));
    /* A domain and an identifier are neither names nor words. */
    message_put(message, FG_FIELD_REMITTANCE, "see okx.com");
    venue.selection->match = PACK_MATCH_DOMAIN;
    CU_ASSERT_TRUE(flagged(message, venue.fixture));
    message_clear(message);
    venue.selection->match = UINT32_MAX;
    message_put_identifier(message, FG_FIELD_CREDITOR_LEI, IDENTIFIER_LEI, "5493001KJTIIGC8Y1R12");
    CU_ASSERT_TRUE(flagged(message, venue.fixture));
    message_free(message);
    fixture_free(venue.fixture);
}

static void test_alone_is_all_that_the_field_says(void)
{
    static const struct {
        const char *text;
        bool alone;
    } cases[] = {{"OKX", true},
                 {"okx.", true},
                 {"\xC2\xAB"
                  "OKX\xC2\xBB",
                  true},
                 {"\xE2\x80\x9C"
                  "OKX\xE2\x80\x9D",
                  true},
                 {"OKX\xCC\x8C", true}, /* with an accent by itself */
                 {"OKX 5000", true},
                 {"OKX\nEKNP 1919KZT119", true},
                 {"OKX /knp/119", true},
                 {"OKX ЕКНП 1919KZT119", true},
                 {"to OKX", false},
                 {"5 OKX", false},
                 {"OKX valve", false},
                 {"kripta", true},
                 {"kripta hrama", false},
                 {"OKX вентиль", false},
                 {"вентиль OKX", false},
                 {"OKX EKNP 1919KZT119 valve", false},
                 {"OKX EKNPX", false}};
    struct venue venue = venue_new();
    struct message *message = message_new();
    venue.selection->anchored = PACK_ALONE;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        message_clear(message);
        message_put(message, FG_FIELD_REMITTANCE, cases[i].text);
        if (flagged(message, venue.fixture) != cases[i].alone)
            printf("\n  \"%s\"", cases[i].text);
        CU_ASSERT_EQUAL(flagged(message, venue.fixture), cases[i].alone);
    }
    /* A domain and an identifier are neither names nor words. */
    message_clear(message);
    message_put(message, FG_FIELD_REMITTANCE, "see okx.com");
    CU_ASSERT_TRUE(flagged(message, venue.fixture));
    message_free(message);
    fixture_free(venue.fixture);
}

static void test_identifiers_in_lists(void)
{
    static const struct {
        fg_field field;
        enum identifier_kind kind;
        const char *key;
        uint32_t match; /* 0 = not in the list */
    } cases[] = {
        {FG_FIELD_CREDITOR_LEI, IDENTIFIER_LEI, "5493001KJTIIGC8Y1R12", PACK_MATCH_LEI},
        {FG_FIELD_CREDITOR_LEI, IDENTIFIER_LEI, "5493001KJTIIGC8Y1R13", 0},
        {FG_FIELD_CREDITOR_BIC, IDENTIFIER_BIC, "OKXXSCSC", PACK_MATCH_BIC},
        {FG_FIELD_CREDITOR_BIC, IDENTIFIER_BIC, "OKXXSCSC777", PACK_MATCH_BIC},
        {FG_FIELD_CREDITOR_BIC, IDENTIFIER_BIC, "HTXXSCSC123", PACK_MATCH_BIC},
        {FG_FIELD_CREDITOR_BIC, IDENTIFIER_BIC, "HTXXSCSC", 0},
        {FG_FIELD_CREDITOR_ACCOUNT, IDENTIFIER_IBAN, "KZ86125KZT5004100100", PACK_MATCH_ACCOUNT},
        {FG_FIELD_CREDITOR_ACCOUNT, IDENTIFIER_ACCOUNT, "KZ86125KZT5004100100", PACK_MATCH_ACCOUNT},
        {FG_FIELD_CREDITOR_ACCOUNT, IDENTIFIER_ACCOUNT, "40817810099910004312", PACK_MATCH_ACCOUNT},
        {FG_FIELD_CREDITOR_ACCOUNT, IDENTIFIER_IBAN, "40817810099910004312", PACK_MATCH_ACCOUNT},
        {FG_FIELD_CREDITOR_ACCOUNT, IDENTIFIER_ACCOUNT, "4081781009991000431", 0},
        {FG_FIELD_REMITTANCE, IDENTIFIER_IBAN, "KZ86125KZT5004100100", PACK_MATCH_ACCOUNT},
        /* A kind of its own does not meet the others' keys, and a key longer than any of the pack meets none. */
        {FG_FIELD_CREDITOR_ID, IDENTIFIER_TAX_ID, "40817810099910004312", 0},
        {FG_FIELD_CREDITOR_ACCOUNT, IDENTIFIER_ACCOUNT, "4081781009991000431200000000000000000000", 0},
    };
    struct venue venue = venue_new();
    struct message *message = message_new();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        message_clear(message);
        message_put_identifier(message, cases[i].field, cases[i].kind, cases[i].key);
        venue.selection->match = cases[i].match ? cases[i].match : UINT32_MAX;
        CU_ASSERT_EQUAL(flagged(message, venue.fixture), cases[i].match != 0);
        venue.selection->match = ~cases[i].match;
        CU_ASSERT_FALSE(flagged(message, venue.fixture));
    }
    message_free(message);
    fixture_free(venue.fixture);
}

static void test_wallets(void)
{
    struct fixture *fixture = fixture_new();
    struct message *message = message_new();
    rule(fixture, FG_FLAG);
    struct pack_selection *selection = fixture_selection(fixture, PACK_SELECT_WALLET);
    CU_ASSERT_TRUE(fixture_build(fixture, NULL));
    fixture->rules[0].needs_hit = 1;
    uint32_t value = message_put(message, FG_FIELD_REMITTANCE, "to 1BoatSLRHtKNngkdXEeobR76b53LETtpyT now");
    CU_ASSERT_FALSE(flagged(message, fixture));
    message_identifier(message, value, IDENTIFIER_WALLET, "1BoatSLRHtKNngkdXEeobR76b53LETtpyT",
                       "1BoatSLRHtKNngkdXEeobR76b53LETtpyT");
    CU_ASSERT_TRUE(flagged(message, fixture));
    CU_ASSERT_EQUAL(message->reasons[0].value, value + 1);
    CU_ASSERT_EQUAL(message->reasons[0].from, 3);
    only_field(selection, FG_FIELD_CREDITOR_NAME);
    CU_ASSERT_FALSE(flagged(message, fixture));
    fixture_free(fixture);
    message_free(message);
}

/* A coin, and a venue whose name has the coin in it: one name is one sign. */
static void test_what_stands_beside(void)
{
    static const struct {
        const char *text, *second; /* of two elements */
        bool beside;
    } cases[] = {{"BTC", NULL, false},
                 {"BTC DIRECT", NULL, false},
                 {"DIRECT", NULL, false},
                 {"BTC to BTC DIRECT", NULL, true},
                 {"BTC DIRECT, BTC", NULL, true},
                 {"BTC DIRECT BTC DIRECT", NULL, true},
                 {"BTC DIRECT", "BTC", true},
                 {"BTC", "BTC DIRECT", true},
                 {"BTC DIRECT", "invoice 5", false}};
    static const uint8_t code[] = {PACK_OP_SELECTION, 2};
    struct fixture *fixture = fixture_new();
    const uint32_t coins = fixture_list(fixture, PACK_LIST_TERMS, "coins");
    const uint32_t venues = fixture_list(fixture, PACK_LIST_ENTITIES, "venues");
    fixture_term(fixture, fixture_entry(fixture, coins, "BTC"), PACK_MATCH_WORD, " BTC ", 0);
    fixture_term(fixture, fixture_entry(fixture, venues, "BTC DIRECT"), PACK_MATCH_LEGAL_NAME, " BTC DIRECT ", 0);
    fixture_rule(fixture, FG_PASS, code, sizeof code); /* so that the other's selections are not the first */
    fixture_selection(fixture, PACK_SELECT_FACT);
    fixture_rule(fixture, FG_FLAG, code, sizeof code);
    fixture_selection(fixture, PACK_SELECT_LIST)->lists = UINT64_C(1) << coins;
    fixture_selection(fixture, PACK_SELECT_LIST)->lists = UINT64_C(1) << venues;
    struct pack_selection *beside = fixture_selection(fixture, PACK_SELECT_BESIDE);
    beside->states = 1u << 0 | 1u << 1;
    CU_ASSERT_TRUE_FATAL(fixture_build(fixture, NULL));
    struct message *message = message_new();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        expect_flagged(message, fixture, cases[i].text, cases[i].second, cases[i].beside);
    beside->states = 1u << 0; /* no two */
    CU_ASSERT_FALSE(flagged(message, fixture));
    beside->states = 1u << 0 | 1u << 7; /* no such selection */
    CU_ASSERT_FALSE(flagged(message, fixture));
    message_free(message);
    fixture_free(fixture);
}

static void test_codes(void)
{
    struct fixture *fixture = fixture_new();
    struct message *message = message_new();
    rule(fixture, FG_FLAG);
    struct pack_selection *selection = fixture_selection(fixture, PACK_SELECT_CODE);
    selection->field_a = FG_FIELD_PURPOSE_CODE;
    fixture_code(fixture, "999");
    selection->first_code = fixture_code(fixture, "710");
    fixture_code(fixture, "cryp");
    selection->code_count = 2;
    CU_ASSERT_TRUE(fixture_build(fixture, NULL));
    static const struct {
        const char *text;
        bool is_one;
    } cases[] = {{"710", true},   {" 710\n", true}, {"CRYP", true}, {"CrYp", true}, {"71", false},
                 {"7100", false}, {"999", false},   {" ", false},   {"7 10", false}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        message_clear(message);
        message_put(message, FG_FIELD_CATEGORY_PURPOSE, "710");
        CU_ASSERT_FALSE(flagged(message, fixture));
        message_put(message, FG_FIELD_PURPOSE_CODE, cases[i].text);
        CU_ASSERT_EQUAL(flagged(message, fixture), cases[i].is_one);
    }
    /* The transfer's own code stands before the header's. */
    message_clear(message);
    message_put(message, FG_FIELD_PURPOSE_CODE, "710");
    transfer_end_header(&message->transfer);
    CU_ASSERT_TRUE(flagged(message, fixture));
    message_put(message, FG_FIELD_PURPOSE_CODE, "119");
    CU_ASSERT_FALSE(flagged(message, fixture));
    message_put(message, FG_FIELD_PURPOSE_CODE, "CRYP");
    CU_ASSERT_TRUE(flagged(message, fixture));
    CU_ASSERT_EQUAL(message->reasons[0].value, 3);
    fixture_free(fixture);
    message_free(message);
}

static void test_facts(void)
{
    struct message *message = message_new();
    for (uint8_t fact = PACK_FACT_CHANNEL; fact <= PACK_FACT_PAYER_SEGMENT; fact++) {
        struct fixture *fixture = fixture_new();
        rule(fixture, FG_FLAG);
        struct pack_selection *selection = fixture_selection(fixture, PACK_SELECT_FACT);
        selection->fact = fact;
        selection->fact_values = 1u << 2;
        CU_ASSERT_TRUE(fixture_build(fixture, NULL));
        fg_facts *facts = &message->facts;
        uint8_t *values[] = {&facts->channel, &facts->rail,           &facts->direction,
                             &facts->on_us,   &facts->customer_class, &facts->payer_segment};
        for (uint8_t i = 0; i < 6; i++)
            *values[i] = i == fact ? 2 : 1;
        CU_ASSERT_TRUE(flagged(message, fixture));
        for (uint8_t i = 0; i < 6; i++)
            *values[i] = i == fact ? 1 : 2;
        CU_ASSERT_FALSE(flagged(message, fixture));
        *values[fact] = 200;
        CU_ASSERT_FALSE(flagged(message, fixture));
        fixture_free(fixture);
        message_clear(message);
    }
    message_free(message);
}

static void test_different_identifiers(void)
{
    struct fixture *fixture = fixture_new();
    struct message *message = message_new();
    rule(fixture, FG_FLAG);
    struct pack_selection *selection = fixture_selection(fixture, PACK_SELECT_DIFFERENT);
    selection->field_a = FG_FIELD_DEBTOR_ID;
    selection->field_b = FG_FIELD_CREDITOR_ID;
    CU_ASSERT_TRUE(fixture_build(fixture, NULL));
    message_put_identifier(message, FG_FIELD_DEBTOR_ID, IDENTIFIER_TAX_ID, "211040900220");
    CU_ASSERT_FALSE(flagged(message, fixture)); /* only one of them */
    uint32_t value = message_put(message, FG_FIELD_CREDITOR_ID, "passport 1");
    CU_ASSERT_FALSE(flagged(message, fixture)); /* no valid identifier */
    message_identifier(message, value, IDENTIFIER_TAX_ID, "220340900479", NULL);
    CU_ASSERT_TRUE(flagged(message, fixture));
    CU_ASSERT_EQUAL(message->reasons[0].value, 1);
    message_put_identifier(message, FG_FIELD_CREDITOR_ID, IDENTIFIER_TAX_ID, "211040900220");
    CU_ASSERT_FALSE(flagged(message, fixture)); /* one is shared */
    message_clear(message);
    selection->field_a = FG_FIELD_SENDER_BIC;
    selection->field_b = FG_FIELD_DEBTOR_AGENT_BIC;
    message_put_identifier(message, FG_FIELD_SENDER_BIC, IDENTIFIER_BIC, "HSBKKZKX");
    message_put_identifier(message, FG_FIELD_DEBTOR_AGENT_BIC, IDENTIFIER_BIC, "HSBKKZKXALM");
    CU_ASSERT_FALSE(flagged(message, fixture)); /* a branch is its institution */
    message_clear(message);
    selection->field_b = FG_FIELD_REMITTANCE;
    message_put_identifier(message, FG_FIELD_SENDER_BIC, IDENTIFIER_BIC, "HSBKKZKX");
    message_put_identifier(message, FG_FIELD_REMITTANCE, IDENTIFIER_TAX_ID, "220340900479");
    CU_ASSERT_FALSE(flagged(message, fixture)); /* text is no identity */
    fixture_free(fixture);
    message_free(message);
}

#define IDENTIFIERS_MANY 400u

/* Whether so many identifiers of debtor and creditor each, of which the last is shared, are called different. */
static bool many_are_different(const struct fixture *fixture, struct message *message, uint32_t each)
{
    static struct identifier identifiers[2 * IDENTIFIERS_MANY];
    char key[13];
    message_clear(message);
    uint32_t values[2] = {message_put(message, FG_FIELD_DEBTOR_ID, "ids"),
                          message_put(message, FG_FIELD_CREDITOR_ID, "ids")};
    for (uint32_t i = 0; i < 2 * each; i++) {
        bool last = i + 1 == each || i + 1 == 2 * each;
        snprintf(key, sizeof key, "%012u", last ? 0 : i + 1);
        identifiers[i] = (struct identifier){
            .kind = IDENTIFIER_TAX_ID, .identity = true, .value = (uint16_t)values[i / each], .to = 3, .length = 12};
        memcpy(identifiers[i].key, key, 12);
    }
    const fg_facts facts = {.size = sizeof facts};
    struct judge_input input = {.pack = &fixture->pack,
                                .transfer = &message->transfer,
                                .identifiers = identifiers,
                                .identifier_count = 2 * each,
                                .facts = &facts,
                                .as_of = DAY};
    struct judgement judgement = {.reasons = message->reasons, .reason_limit = 1};
    CU_ASSERT_TRUE(judge_transfer(&input, message->workspace, &judgement));
    return judgement.action != FG_PASS;
}

/* Comparisons are counted: what is shared among very many identifiers is not looked for to the end. */
static void test_very_many_identifiers(void)
{
    struct fixture *fixture = fixture_new();
    struct message *message = message_new();
    rule(fixture, FG_FLAG);
    struct pack_selection *selection = fixture_selection(fixture, PACK_SELECT_DIFFERENT);
    selection->field_a = FG_FIELD_DEBTOR_ID;
    selection->field_b = FG_FIELD_CREDITOR_ID;
    CU_ASSERT_TRUE(fixture_build(fixture, NULL));
    CU_ASSERT_FALSE(many_are_different(fixture, message, 40));
    CU_ASSERT_TRUE(many_are_different(fixture, message, IDENTIFIERS_MANY));
    fixture_free(fixture);
    message_free(message);
}

static void test_licence_states_select(void)
{
    struct fixture *fixture = fixture_new();
    struct message *message = message_new();
    uint32_t list = fixture_list(fixture, PACK_LIST_REGISTER, "register");
    uint32_t entry = fixture_entry(fixture, list, "ATAIX Eurasia Ltd.");
    fixture_licence(fixture, entry, "220340900479", 20251015, 0);
    rule(fixture, FG_HOLD);
    struct pack_selection *selection = fixture_selection(fixture, PACK_SELECT_LICENCE);
    selection->party = PACK_CREDITOR;
    selection->states = PACK_STATE_LICENSED;
    CU_ASSERT_TRUE(fixture_build(fixture, NULL));
    message_put_identifier(message, FG_FIELD_CREDITOR_ID, IDENTIFIER_TAX_ID, "220340900479");
    message_put_identifier(message, FG_FIELD_CREDITOR_ACCOUNT, IDENTIFIER_IBAN, "KZ86125KZT5004100100");
    CU_ASSERT_TRUE(flagged(message, fixture));
    CU_ASSERT_EQUAL(message->reasons[0].entry, entry + 1);
    CU_ASSERT_EQUAL(message->reasons[0].value, 1);
    selection->party = PACK_ULTIMATE_CREDITOR;
    CU_ASSERT_FALSE(flagged(message, fixture));
    selection->states = PACK_STATE_NONE;
    CU_ASSERT_TRUE(flagged(message, fixture));
    fixture_free(fixture);
    message_free(message);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_pSuite suite = CU_add_suite("selections", NULL, NULL);
    CU_ADD_TEST(suite, test_names_in_lists);
    CU_ADD_TEST(suite, test_entries_have_their_days);
    CU_ADD_TEST(suite, test_anchored_names_begin_their_field);
    CU_ADD_TEST(suite, test_alone_is_all_that_the_field_says);
    CU_ADD_TEST(suite, test_identifiers_in_lists);
    CU_ADD_TEST(suite, test_wallets);
    CU_ADD_TEST(suite, test_what_stands_beside);
    CU_ADD_TEST(suite, test_codes);
    CU_ADD_TEST(suite, test_facts);
    CU_ADD_TEST(suite, test_different_identifiers);
    CU_ADD_TEST(suite, test_very_many_identifiers);
    CU_ADD_TEST(suite, test_licence_states_select);
    return run_tests();
}
