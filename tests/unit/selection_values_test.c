/*
 * selection_values_test.c: selections that read a value itself: patterns, identifiers and their countries, agreement of
 * two fields, amounts, what kind of party somebody is and where it is resident.
 */
#include <stdio.h>
#include <string.h>

#include "judge_fixture.h"
#include "run_tests.h"

/* A rule with one selection of a kind. */
struct selecting {
    struct fixture *fixture;
    struct message *message;
    struct pack_selection *selection;
};

static struct selecting selecting_new(enum pack_selection_kind kind)
{
    struct selecting selecting = {.fixture = fixture_new(), .message = message_new()};
    rule(selecting.fixture, FG_FLAG);
    selecting.selection = fixture_selection(selecting.fixture, kind);
    return selecting;
}

static void selecting_free(struct selecting *selecting)
{
    message_free(selecting->message);
    fixture_free(selecting->fixture);
}

static bool holds(struct selecting *selecting)
{
    return flagged(selecting->message, selecting->fixture);
}

static void test_patterns_are_found_like_words(void)
{
    struct selecting selecting = selecting_new(PACK_SELECT_LIST);
    struct fixture *fixture = selecting.fixture;
    uint32_t list = fixture_list(fixture, PACK_LIST_PATTERNS, "patterns");
    fixture_term(fixture, fixture_entry(fixture, list, "rule.orders.1"), PACK_MATCH_PATTERN, " ORDER 123456 ", 0);
    CU_ASSERT_TRUE(fixture_build(fixture, NULL));
    selecting.selection->match = PACK_MATCH_PATTERN;
    message_put(selecting.message, FG_FIELD_REMITTANCE, "pay order 123456");
    CU_ASSERT_TRUE(holds(&selecting));
    CU_ASSERT_EQUAL(selecting.message->reasons[0].entry, 1);
    CU_ASSERT_EQUAL(selecting.message->reasons[0].from, 4);
    selecting.selection->anchored = PACK_ANCHORED;
    CU_ASSERT_FALSE(holds(&selecting));
    selecting.selection->anchored = PACK_ALONE;
    CU_ASSERT_FALSE(holds(&selecting));
    message_clear(selecting.message);
    message_put(selecting.message, FG_FIELD_REMITTANCE, "order 123456");
    CU_ASSERT_TRUE(holds(&selecting));
    only_field(selecting.selection, FG_FIELD_CREDITOR_NAME);
    CU_ASSERT_FALSE(holds(&selecting));
    selecting.selection->match = PACK_MATCH_WORD;
    CU_ASSERT_FALSE(holds(&selecting));
    selecting_free(&selecting);
}

static void test_fields_that_agree(void)
{
    struct selecting selecting = selecting_new(PACK_SELECT_SAME);
    struct message *message = selecting.message;
    selecting.selection->field_a = FG_FIELD_DEBTOR_ID;
    selecting.selection->field_b = FG_FIELD_CREDITOR_ID;
    message_put_identifier(message, FG_FIELD_DEBTOR_ID, IDENTIFIER_TAX_ID, "211040900220");
    CU_ASSERT_FALSE(holds(&selecting)); /* only one of them */
    message_put_identifier(message, FG_FIELD_CREDITOR_ID, IDENTIFIER_TAX_ID, "220340900479");
    CU_ASSERT_FALSE(holds(&selecting));
    uint32_t value = message_put(message, FG_FIELD_CREDITOR_ID, "211040900220");
    CU_ASSERT_FALSE(holds(&selecting)); /* no valid identifier, as far as anybody has found */
    message_identifier(message, value, IDENTIFIER_TAX_ID, "211040900220", NULL);
    CU_ASSERT_TRUE(holds(&selecting));
    CU_ASSERT_EQUAL(message->reasons[0].value, 1);
    message_clear(message);
    selecting.selection->field_a = FG_FIELD_SENDER_BIC;
    selecting.selection->field_b = FG_FIELD_DEBTOR_AGENT_BIC;
    message_put_identifier(message, FG_FIELD_SENDER_BIC, IDENTIFIER_BIC, "HSBKKZKX");
    message_put_identifier(message, FG_FIELD_DEBTOR_AGENT_BIC, IDENTIFIER_BIC, "HSBKKZKXALM");
    CU_ASSERT_TRUE(holds(&selecting)); /* a branch is its institution */
    message_clear(message);
    selecting.selection->field_b = FG_FIELD_REMITTANCE;
    message_put_identifier(message, FG_FIELD_SENDER_BIC, IDENTIFIER_BIC, "HSBKKZKX");
    message_put_identifier(message, FG_FIELD_REMITTANCE, IDENTIFIER_BIC, "HSBKKZKX");
    CU_ASSERT_FALSE(holds(&selecting)); /* text is no identity */
    selecting_free(&selecting);
}

static void test_identifiers_of_a_kind_and_country(void)
{
    static const struct {
        uint32_t kinds;
        const char *country; /* NULL = any */
        fg_field field;
        enum identifier_kind kind;
        const char *key;
        bool hit;
    } cases[] = {
        {1u << IDENTIFIER_IBAN, NULL, FG_FIELD_CREDITOR_ACCOUNT, IDENTIFIER_IBAN, "KZ86125KZT5004100100", true},
        {1u << IDENTIFIER_IBAN, "KZ", FG_FIELD_CREDITOR_ACCOUNT, IDENTIFIER_IBAN, "KZ86125KZT5004100100", true},
        {1u << IDENTIFIER_IBAN, "kz", FG_FIELD_REMITTANCE, IDENTIFIER_IBAN, "KZ86125KZT5004100100", true},
        {1u << IDENTIFIER_IBAN, "DE", FG_FIELD_CREDITOR_ACCOUNT, IDENTIFIER_IBAN, "KZ86125KZT5004100100", false},
        {1u << IDENTIFIER_IBAN, NULL, FG_FIELD_CREDITOR_ACCOUNT, IDENTIFIER_ACCOUNT, "40817810099910004312", false},
        {1u << IDENTIFIER_ACCOUNT, NULL, FG_FIELD_CREDITOR_ACCOUNT, IDENTIFIER_ACCOUNT, "40817810099910004312", true},
        {1u << IDENTIFIER_ACCOUNT, "40", FG_FIELD_CREDITOR_ACCOUNT, IDENTIFIER_ACCOUNT, "40817810099910004312", false},
        {1u << IDENTIFIER_BIC, "KZ", FG_FIELD_CREDITOR_BIC, IDENTIFIER_BIC, "HSBKKZKX", true},
        {1u << IDENTIFIER_BIC, "HS", FG_FIELD_CREDITOR_BIC, IDENTIFIER_BIC, "HSBKKZKX", false},
        {1u << IDENTIFIER_LEI, NULL, FG_FIELD_CREDITOR_LEI, IDENTIFIER_LEI, "5493001KJTIIGC8Y1R12", true},
        {1u << IDENTIFIER_LEI, "54", FG_FIELD_CREDITOR_LEI, IDENTIFIER_LEI, "5493001KJTIIGC8Y1R12", false},
        {1u << IDENTIFIER_TAX_ID | 1u << IDENTIFIER_LEI, NULL, FG_FIELD_CREDITOR_ID, IDENTIFIER_TAX_ID, "211040900220",
         true},
        {1u << IDENTIFIER_TAX_ID, NULL, FG_FIELD_DEBTOR_ADDRESS, IDENTIFIER_TAX_ID, "211040900220", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct selecting selecting = selecting_new(PACK_SELECT_IDENTIFIER);
        struct pack_selection *selection = selecting.selection;
        selection->values = cases[i].kinds;
        selection->fields[0] &= ~(UINT64_C(1) << FG_FIELD_DEBTOR_ADDRESS);
        if (cases[i].country) {
            fixture_code(selecting.fixture, "ZZ");
            selection->first_code = fixture_code(selecting.fixture, "AT");
            fixture_code(selecting.fixture, cases[i].country);
            selection->code_count = 2;
        }
        message_put_identifier(selecting.message, cases[i].field, cases[i].kind, cases[i].key);
        CU_ASSERT_EQUAL(holds(&selecting), cases[i].hit);
        if (holds(&selecting) != cases[i].hit)
            printf("\n  case %zu", i);
        selecting_free(&selecting);
    }
}

/* --- Amounts ----------------------------------------------------------------------------------------------------- */

static bool amount_holds(const char *from, const char *to, const char *amount)
{
    struct selecting selecting = selecting_new(PACK_SELECT_AMOUNT);
    struct pack_selection *selection = selecting.selection;
    selection->field_a = FG_FIELD_AMOUNT;
    selection->field_b = FG_FIELD_CURRENCY;
    selection->amount_from = fixture_string(selecting.fixture, from);
    selection->amount_to = fixture_string(selecting.fixture, to);
    message_put(selecting.message, FG_FIELD_AMOUNT, amount);
    bool held = holds(&selecting);
    if (held)
        CU_ASSERT_EQUAL(selecting.message->reasons[0].value, 1);
    selecting_free(&selecting);
    return held;
}

static void test_amounts_in_a_range(void)
{
    static const struct {
        const char *from, *to, *amount;
        bool in;
    } cases[] = {
        {"1000000", "", "1000000", true},
        {"1000000", "", "1000000.00", true},
        {"1000000", "", "1000000,00", true},
        {"1000000", "", "999999.99", false},
        {"1000000", "", "0001000000", true},
        {"1000000", "", "000999999", false},
        {"1000000", "", "9", false},
        {"1000000", "", " 1000000 ", true},
        {"", "1000000", "1000000", true},
        {"", "1000000", "1000000.01", false},
        {"", "1000000", "1000000.000000000000000000001", false},
        {"", "1000000", "999999.999999999999999999999", true},
        {"10.5", "10.50", "10.5", true},
        {"10.5", "10.50", "10.500", true},
        {"10.5", "10.50", "10.49", false},
        {"10.5", "10.50", "10.51", false},
        {"100", "200", "150", true},
        {"100", "200", "99.99", false},
        {"100", "200", "200.01", false},
        {"0", "", "0", true},
        {"0.01", "", "0", false},
        {"0.01", "", ".01", true},
        {"", "0", "0.00", true},
        {"99999999999999999999999", "", "100000000000000000000000", true}, /* beyond all numbers of a machine */
        {"99999999999999999999999", "", "18446744073709551616", false},
        {"", "", "5", true},
        /* What cannot be read counts as larger than any: shown by a rule on large amounts, small to none. */
        {"1000000", "", "1 000 000", true},
        {"1000000", "", "1.000.000", true},
        {"1000000", "", "1e6", true},
        {"1000000", "", "-5", true},
        {"1000000", "", ".", true},
        {"", "1000000", "1e2", false},
        {"1", "1000000", "KZT5", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bool in = amount_holds(cases[i].from, cases[i].to, cases[i].amount);
        if (in != cases[i].in)
            printf("\n  %s in [%s, %s]", cases[i].amount, cases[i].from, cases[i].to);
        CU_ASSERT_EQUAL(in, cases[i].in);
    }
}

/* Against whole numbers: every amount to the hundredth about every bound. */
static void test_amounts_against_numbers(void)
{
    char from[16], to[16], amount[16];
    for (uint32_t n = 0; n < 4000; n++) {
        uint32_t low = n * 7919 % 1200, high = low + n * 104729 % 1200, asked = n * 1299709 % 2400;
        snprintf(from, sizeof from, "%u.%02u", low / 100, low % 100);
        snprintf(to, sizeof to, n % 2 ? "0%u.%02u0" : "%u.%02u", high / 100, high % 100);
        snprintf(amount, sizeof amount, n % 3 ? "%u,%02u" : "%u.%02u", asked / 100, asked % 100);
        CU_ASSERT_EQUAL(amount_holds(from, to, amount), asked >= low && asked <= high);
    }
}

static void test_amounts_have_their_currency(void)
{
    struct selecting selecting = selecting_new(PACK_SELECT_AMOUNT);
    struct pack_selection *selection = selecting.selection;
    struct message *message = selecting.message;
    selection->field_a = FG_FIELD_INSTRUCTED_AMOUNT;
    selection->field_b = FG_FIELD_INSTRUCTED_CURRENCY;
    selection->amount_from = fixture_string(selecting.fixture, "100");
    selection->first_code = fixture_code(selecting.fixture, "KZT");
    fixture_code(selecting.fixture, "USD");
    selection->code_count = 2;
    CU_ASSERT_FALSE(holds(&selecting)); /* no amount at all */
    message_put(message, FG_FIELD_AMOUNT, "500");
    message_put(message, FG_FIELD_CURRENCY, "KZT");
    CU_ASSERT_FALSE(holds(&selecting)); /* another amount */
    message_put(message, FG_FIELD_INSTRUCTED_AMOUNT, "500");
    CU_ASSERT_FALSE(holds(&selecting)); /* no currency */
    message_put(message, FG_FIELD_INSTRUCTED_CURRENCY, "usd");
    CU_ASSERT_TRUE(holds(&selecting));
    CU_ASSERT_EQUAL(message->reasons[0].value, 3);
    message_clear(message);
    message_put(message, FG_FIELD_INSTRUCTED_AMOUNT, "500");
    message_put(message, FG_FIELD_INSTRUCTED_CURRENCY, "EUR");
    CU_ASSERT_FALSE(holds(&selecting));
    /* The transfer's own amount stands before the header's. */
    message_clear(message);
    message_put(message, FG_FIELD_INSTRUCTED_AMOUNT, "500");
    message_put(message, FG_FIELD_INSTRUCTED_CURRENCY, "KZT");
    transfer_end_header(&message->transfer);
    CU_ASSERT_TRUE(holds(&selecting));
    message_put(message, FG_FIELD_INSTRUCTED_AMOUNT, "50");
    CU_ASSERT_FALSE(holds(&selecting));
    selecting_free(&selecting);
}

/* --- Parties ----------------------------------------------------------------------------------------------------- */

#define PERSON_IIN     "850131300019"
#define COMPANY_BIN    "211040900220"
#define BRANCH_BIN     "211041900220"
#define OFFICE_BIN     "211042900220"
#define FOREIGN_BIN    "211050900220"
#define FOREIGN_BRANCH "211051900220"
#define JOINT_BIN      "211060900220"

#define PERSON     PACK_PARTY_PERSON
#define PROPRIETOR PACK_PARTY_SOLE_PROPRIETOR
#define COMPANY    PACK_PARTY_COMPANY
#define BRANCH     PACK_PARTY_BRANCH
#define GOVERNMENT PACK_PARTY_GOVERNMENT
#define FINANCIAL  PACK_PARTY_FINANCIAL
#define HERE       PACK_RESIDENT
#define ABROAD     PACK_NON_RESIDENT

struct party_case {
    const char *tax_id, *sector; /* NULL = none */
    uint32_t kinds, residency;
};

static const struct party_case party_cases[] = {
    {PERSON_IIN, NULL, PERSON, 0},
    {PERSON_IIN, "19", PERSON, HERE},
    {PERSON_IIN, "29", PERSON, ABROAD},
    {PERSON_IIN, "17", PERSON, HERE},
    {COMPANY_BIN, NULL, COMPANY, HERE},
    {COMPANY_BIN, "17", COMPANY, HERE},
    {COMPANY_BIN, "29", COMPANY, HERE}, /* the BIN is the better witness */
    {COMPANY_BIN, "14", COMPANY | FINANCIAL, HERE},
    {COMPANY_BIN, "11", COMPANY | GOVERNMENT, HERE},
    {BRANCH_BIN, NULL, BRANCH, HERE},
    {OFFICE_BIN, NULL, BRANCH, HERE},
    {FOREIGN_BIN, NULL, COMPANY, ABROAD},
    {FOREIGN_BIN, "17", COMPANY, ABROAD},
    {FOREIGN_BRANCH, NULL, BRANCH, ABROAD},
    {JOINT_BIN, NULL, PROPRIETOR, HERE},
    {NULL, "11", GOVERNMENT, HERE},
    {NULL, "22", GOVERNMENT, ABROAD},
    {NULL, "13", FINANCIAL, HERE},
    {NULL, "24", FINANCIAL, ABROAD},
    {NULL, "15", FINANCIAL, HERE},
    {NULL, "16", COMPANY, HERE},
    {NULL, " 17 ", COMPANY, HERE},
    {NULL, "28", COMPANY, ABROAD},
    {NULL, "19", PERSON, HERE},
    {NULL, "10", 0, 0},
    {NULL, "39", 0, 0},
    {NULL, "1", 0, 0},
    {NULL, "191", 0, 0},
    {NULL, "A9", 0, 0},
    {NULL, NULL, 0, 0},
};

static void put_party(struct message *message, const struct party_case *of, fg_field tax_id, fg_field sector)
{
    message_clear(message);
    if (of->sector && sector != FG_FIELD_NONE)
        message_put(message, sector, of->sector);
    if (of->tax_id)
        message_put_identifier(message, tax_id, IDENTIFIER_TAX_ID, of->tax_id);
}

static void check_parties(enum pack_selection_kind kind, uint32_t bits, uint32_t (*expected)(const struct party_case *))
{
    static const struct {
        enum pack_party party;
        fg_field tax_id, sector;
    } parties[] = {{PACK_CREDITOR, FG_FIELD_CREDITOR_ID, FG_FIELD_CREDITOR_SECTOR},
                   {PACK_DEBTOR, FG_FIELD_DEBTOR_ID, FG_FIELD_DEBTOR_SECTOR},
                   {PACK_ULTIMATE_CREDITOR, FG_FIELD_ULTIMATE_CREDITOR_ID, FG_FIELD_NONE},
                   {PACK_ULTIMATE_DEBTOR, FG_FIELD_ULTIMATE_DEBTOR_ID, FG_FIELD_NONE}};
    struct selecting selecting = selecting_new(kind);
    for (size_t p = 0; p < 4; p++)
        for (size_t i = 0; i < sizeof party_cases / sizeof party_cases[0]; i++) {
            const struct party_case *of = &party_cases[i];
            if (parties[p].sector == FG_FIELD_NONE && of->sector)
                continue;
            put_party(selecting.message, of, parties[p].tax_id, parties[p].sector);
            selecting.selection->party = (uint8_t)parties[p].party;
            for (uint32_t values = 0; values < bits; values++) {
                selecting.selection->values = values;
                bool hit = (values & expected(of)) != 0;
                if (holds(&selecting) != hit)
                    printf("\n  %s %s of party %zu: %x", of->tax_id ? of->tax_id : "-", of->sector ? of->sector : "-",
                           p, values);
                CU_ASSERT_EQUAL(holds(&selecting), hit);
                CU_ASSERT_EQUAL(selecting.message->judgement.reason_count, hit ? 1 : 0);
            }
            selecting.selection->values = UINT32_MAX;
            selecting.selection->party = (uint8_t)parties[(p + 1) % 4].party;
            CU_ASSERT_FALSE(holds(&selecting)); /* somebody else */
        }
    selecting_free(&selecting);
}

static uint32_t kinds_of(const struct party_case *of)
{
    return of->kinds;
}

static uint32_t residency_of(const struct party_case *of)
{
    return of->residency;
}

static void test_kinds_of_parties(void)
{
    check_parties(PACK_SELECT_PARTY_KIND, 1u << 6, kinds_of);
}

static void test_residency_of_parties(void)
{
    check_parties(PACK_SELECT_RESIDENCY, 1u << 2, residency_of);
}

/* A number in free text says nothing of the party; a party that is none of the four is nobody. */
static void test_what_says_nothing_of_a_party(void)
{
    struct selecting selecting = selecting_new(PACK_SELECT_PARTY_KIND);
    selecting.selection->values = UINT32_MAX;
    uint32_t value = message_put(selecting.message, FG_FIELD_REMITTANCE, "BIN " COMPANY_BIN);
    message_identifier(selecting.message, value, IDENTIFIER_TAX_ID, COMPANY_BIN, COMPANY_BIN);
    message_put(selecting.message, FG_FIELD_CREDITOR_ID, COMPANY_BIN); /* its check digit was not found right */
    CU_ASSERT_FALSE(holds(&selecting));
    message_put_identifier(selecting.message, FG_FIELD_CREDITOR_ID, IDENTIFIER_TAX_ID, COMPANY_BIN);
    CU_ASSERT_TRUE(holds(&selecting));
    CU_ASSERT_EQUAL(selecting.message->reasons[0].value, 3);
    selecting.selection->party = 200;
    CU_ASSERT_FALSE(holds(&selecting));
    selecting_free(&selecting);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_pSuite suite = CU_add_suite("selections by value", NULL, NULL);
    CU_ADD_TEST(suite, test_patterns_are_found_like_words);
    CU_ADD_TEST(suite, test_fields_that_agree);
    CU_ADD_TEST(suite, test_identifiers_of_a_kind_and_country);
    CU_ADD_TEST(suite, test_amounts_in_a_range);
    CU_ADD_TEST(suite, test_amounts_against_numbers);
    CU_ADD_TEST(suite, test_amounts_have_their_currency);
    CU_ADD_TEST(suite, test_kinds_of_parties);
    CU_ADD_TEST(suite, test_residency_of_parties);
    CU_ADD_TEST(suite, test_what_says_nothing_of_a_party);
    return run_tests();
}
