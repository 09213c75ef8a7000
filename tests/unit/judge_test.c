/*
 * judge_test.c: precedence, every kind of selection, conditions and reasons, over packs laid out by hand.
 */
#include <stdio.h>
#include <string.h>

#include <CUnit/Basic.h>

#include "pack_fixture.h"

#define DAY 20261122

static const uint8_t first_selection[] = {PACK_OP_SELECTION, 0};

/* A rule that holds when its one selection, to be added next, does. */
static uint32_t rule(struct fixture *fixture, fg_action action)
{
    return fixture_rule(fixture, action, first_selection, sizeof first_selection);
}

/* A selection that is always true: the host's channel is unknown. */
static void always(struct fixture *fixture)
{
    fixture_selection(fixture, PACK_SELECT_FACT)->fact_values = 1u << FG_CHANNEL_UNKNOWN;
}

static void only_field(struct pack_selection *selection, fg_field field)
{
    selection->fields[0] = selection->fields[1] = 0;
    selection->fields[field / 64] = UINT64_C(1) << (field % 64);
}

static bool flagged(struct message *message, const struct fixture *fixture)
{
    return message_judge(message, fixture, DAY, 16)->action != FG_PASS;
}

/* --- Precedence ------------------------------------------------------------------------------------------------- */

static void check_pair(struct message *message, const fg_action action[2], const uint8_t mode[2])
{
    struct fixture *fixture = fixture_new();
    fg_action expected = FG_PASS;
    uint32_t decides = 0;
    for (uint32_t i = 0; i < 2; i++) {
        fixture->rules[rule(fixture, action[i])].mode = mode[i];
        always(fixture);
        if (mode[i] == PACK_ENFORCE && (decides == 0 || action[i] > expected)) {
            expected = action[i];
            decides = i + 1;
        }
    }
    CU_ASSERT_TRUE(fixture_build(fixture, NULL));
    const struct judgement *judgement = message_judge(message, fixture, DAY, 16);
    CU_ASSERT_EQUAL(judgement->action, expected);
    CU_ASSERT_EQUAL(judgement->rule, decides);
    CU_ASSERT_EQUAL(judgement->reason_count, (mode[0] == PACK_ENFORCE) + (mode[1] == PACK_ENFORCE));
    if (decides > 0)
        CU_ASSERT_EQUAL(judgement->reasons[0].rule, decides - 1);
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

/* --- Selections -------------------------------------------------------------------------------------------------- */

/* One venue with names and identifiers, one rule over it. */
struct venue {
    struct fixture *fixture;
    struct pack_entry *entry;
    struct pack_selection *selection;
    uint32_t list;
};

static struct venue venue_new(void)
{
    struct venue venue = {.fixture = fixture_new()};
    struct fixture *fixture = venue.fixture;
    fixture_list(fixture, PACK_LIST_TERMS, "other");
    venue.list = fixture_list(fixture, PACK_LIST_ENTITIES, "venues");
    uint32_t entry = fixture_entry(fixture, venue.list, "Aux Cayes Fintech Co. Ltd.");
    venue.entry = &fixture->entries[entry];
    fixture_term(fixture, entry, PACK_MATCH_LEGAL_NAME, " AUX CAYES FINTECH CO LTD ", 0);
    fixture_term(fixture, entry, PACK_MATCH_ALIAS, " OKX ", 0);
    fixture_term(fixture, entry, PACK_MATCH_DOMAIN, " OKX COM ", 0);
    fixture_term(fixture, entry, PACK_MATCH_WORD, " KRIPTA ", 0);
    fixture_identifier(fixture, entry, PACK_MATCH_LEI, IDENTIFIER_LEI, "5493001KJTIIGC8Y1R12");
    fixture_identifier(fixture, entry, PACK_MATCH_BIC, IDENTIFIER_BIC, "OKXXSCSC");
    fixture_identifier(fixture, entry, PACK_MATCH_BIC, IDENTIFIER_BIC, "HTXXSCSC123");
    fixture_identifier(fixture, entry, PACK_MATCH_ACCOUNT, IDENTIFIER_IBAN, "KZ86125KZT5004100100");
    fixture_identifier(fixture, entry, PACK_MATCH_ACCOUNT, IDENTIFIER_ACCOUNT, "40817810099910004312");
    rule(fixture, FG_FLAG);
    venue.selection = fixture_selection(fixture, PACK_SELECT_LIST);
    CU_ASSERT_TRUE(fixture_build(fixture, NULL));
    return venue;
}

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
    for (uint32_t i = 0; i < 2; i++) {
        fixture->rules[rule(fixture, FG_HOLD)].names_registers = 1;
        always(fixture);
    }
    CU_ASSERT_TRUE(fixture_build(fixture, NULL));
    message_put(message, FG_FIELD_CREDITOR_NAME, "Somebody");
    const struct judgement *judgement = message_judge(message, fixture, 20260501, 16);
    CU_ASSERT_EQUAL_FATAL(judgement->reason_count, 3); /* once, with the rule that decides */
    CU_ASSERT_EQUAL(judgement->reasons[1].rule, 0);
    CU_ASSERT_EQUAL(judgement->reasons[1].list, empty + 1);
    CU_ASSERT_EQUAL(judgement->reasons[1].entry, 0);
    CU_ASSERT_STRING_EQUAL(judgement->reasons[1].note, "NBK exchange operators");
    CU_ASSERT_PTR_NULL(judgement->reasons[0].note);
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
    CU_ASSERT_TRUE(judge_transfer(&input, message->workspace, &message->judgement));
    message_put(message, FG_FIELD_REMITTANCE, "okx");
    input = message_input(message, venue.fixture, DAY);
    CU_ASSERT_FALSE(judge_transfer(&input, message->workspace, &message->judgement));
    CU_ASSERT_EQUAL(message->judgement.action, FG_HOLD);
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
    CU_ADD_TEST(suite, test_names_in_lists);
    CU_ADD_TEST(suite, test_entries_have_their_days);
    CU_ADD_TEST(suite, test_anchored_names_begin_their_field);
    CU_ADD_TEST(suite, test_alone_is_all_that_the_field_says);
    CU_ADD_TEST(suite, test_identifiers_in_lists);
    CU_ADD_TEST(suite, test_wallets);
    CU_ADD_TEST(suite, test_codes);
    CU_ADD_TEST(suite, test_facts);
    CU_ADD_TEST(suite, test_different_identifiers);
    CU_ADD_TEST(suite, test_very_many_identifiers);
    CU_ADD_TEST(suite, test_licence_states_select);
    CU_ADD_TEST(suite, test_conditions);
    CU_ADD_TEST(suite, test_a_condition_that_cannot_be_read_holds);
    CU_ADD_TEST(suite, test_rules_that_need_a_hit);
    CU_ADD_TEST(suite, test_reasons_of_the_strictest_are_kept);
    CU_ADD_TEST(suite, test_a_rule_gives_a_reason_once);
    CU_ADD_TEST(suite, test_of_names_within_each_other_the_longest_is_shown);
    CU_ADD_TEST(suite, test_registers_not_loaded_are_named);
    CU_ADD_TEST(suite, test_more_signs_than_the_workspace_holds);
    CU_basic_set_mode(CU_BRM_VERBOSE);
    CU_basic_run_tests();
    unsigned failures = CU_get_number_of_failures();
    CU_cleanup_registry();
    return failures > 0;
}
