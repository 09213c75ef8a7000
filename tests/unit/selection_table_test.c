/*
 * selection_table_test.c: rows of tables that fit a transfer, contradictions of a party's codes, other people's
 * identifiers in texts, and how sure a hit is by how the text had to be read.
 */
#include <stdio.h>

#include "judge_fixture.h"
#include "run_tests.h"

#define PERSONS (PACK_PARTY_PERSON | PACK_PARTY_SOLE_PROPRIETOR)

static struct pack_table_row rows[8];

/* A rule on the contradictions of one table, whose rows are those above. */
struct tabled {
    struct fixture *fixture;
    struct message *message;
    struct pack_selection *selection;
    uint32_t list;
};

static struct tabled tabled_new(void)
{
    struct tabled tabled = {.fixture = fixture_new(), .message = message_new()};
    rule(tabled.fixture, FG_FLAG);
    tabled.selection = fixture_selection(tabled.fixture, PACK_SELECT_TABLE);
    tabled.list = fixture_list(tabled.fixture, PACK_LIST_TABLE, "purposes");
    tabled.selection->lists = UINT64_C(1) << tabled.list;
    tabled.selection->values = 1u << PACK_CONTRADICTION;
    return tabled;
}

static struct pack_table_row *tabled_row(struct tabled *tabled, fg_field field, const char *code)
{
    struct pack_table_row *row = &rows[tabled->fixture->pack.table_row_count++];
    *row = (struct pack_table_row){.list = tabled->list,
                                   .entry = fixture_entry(tabled->fixture, tabled->list, code),
                                   .code = fixture_string(tabled->fixture, code),
                                   .code_field = (uint8_t)field,
                                   .result = PACK_CONTRADICTION};
    tabled->fixture->pack.table_rows = rows;
    return row;
}

static bool holds(struct tabled *tabled)
{
    return flagged(tabled->message, tabled->fixture);
}

static void tabled_free(struct tabled *tabled)
{
    message_free(tabled->message);
    fixture_free(tabled->fixture);
}

static void test_rows_are_found_by_their_code(void)
{
    struct tabled tabled = tabled_new();
    tabled_row(&tabled, FG_FIELD_PURPOSE_CODE, "119")->result = PACK_ODD;
    tabled_row(&tabled, FG_FIELD_PURPOSE_CODE, "710");
    tabled_row(&tabled, FG_FIELD_PURPOSE_CODE, "7100");
    tabled_row(&tabled, FG_FIELD_CATEGORY_PURPOSE, "SALA");
    tabled_row(&tabled, FG_FIELD_CATEGORY_PURPOSE, "TAXS");
    CU_ASSERT_TRUE(fixture_build(tabled.fixture, NULL));
    static const struct {
        fg_field field;
        const char *code;
        uint32_t entry; /* 1 + index, 0 = no row fits */
    } cases[] = {
        {FG_FIELD_PURPOSE_CODE, "710", 2},      {FG_FIELD_PURPOSE_CODE, " 710 ", 2},
        {FG_FIELD_PURPOSE_CODE, "7100", 3},     {FG_FIELD_PURPOSE_CODE, "71", 0},
        {FG_FIELD_PURPOSE_CODE, "119", 0}, /* odd */
        {FG_FIELD_CATEGORY_PURPOSE, "sala", 4}, {FG_FIELD_CATEGORY_PURPOSE, "TAXS", 5},
        {FG_FIELD_CATEGORY_PURPOSE, "710", 0},  {FG_FIELD_REMITTANCE, "710", 0},
        {FG_FIELD_PURPOSE_CODE, "", 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        message_clear(tabled.message);
        message_put(tabled.message, cases[i].field, cases[i].code);
        CU_ASSERT_EQUAL(holds(&tabled), cases[i].entry != 0);
        if (cases[i].entry != 0)
            CU_ASSERT_EQUAL(tabled.message->reasons[0].entry, cases[i].entry);
    }
    message_clear(tabled.message);
    message_put(tabled.message, FG_FIELD_CATEGORY_PURPOSE, "TAXS");
    message_put(tabled.message, FG_FIELD_PURPOSE_CODE, "710");
    CU_ASSERT_TRUE(holds(&tabled));
    CU_ASSERT_EQUAL(tabled.message->judgement.reason_count, 2);
    CU_ASSERT_EQUAL(tabled.message->reasons[0].value, 2);
    CU_ASSERT_EQUAL(tabled.message->reasons[1].value, 1);
    tabled.selection->confidence = 1u << PACK_UNSURE;
    CU_ASSERT_FALSE(holds(&tabled));
    tabled.selection->confidence = UINT32_MAX;
    tabled.selection->lists = 0;
    CU_ASSERT_FALSE(holds(&tabled));
    tabled_free(&tabled);
}

/* What an IIN, a BIN, a sector code and the host leave possible must all be among what a row asks for. */
static void test_rows_ask_for_parties(void)
{
    static const struct {
        const char *tax_id, *sector;
        uint8_t segment, kinds, residency;
        bool fits;
    } cases[] = {
        {"850101300124", "19", FG_SEGMENT_UNKNOWN, PERSONS, 0, true},
        {"850101300124", "19", FG_SEGMENT_UNKNOWN, PACK_PARTY_PERSON, 0, false}, /* it may be a sole proprietor */
        {"850101300124", "19", FG_SEGMENT_INDIVIDUAL, PACK_PARTY_PERSON, 0, true},
        {"850101300124", "19", FG_SEGMENT_SOLE_PROPRIETOR, PACK_PARTY_PERSON, 0, false},
        {NULL, "19", FG_SEGMENT_UNKNOWN, PERSONS, PACK_RESIDENT, true},
        {NULL, "29", FG_SEGMENT_UNKNOWN, PERSONS, PACK_RESIDENT, false},
        {NULL, NULL, FG_SEGMENT_UNKNOWN, PERSONS, 0, false},
        {NULL, "99", FG_SEGMENT_UNKNOWN, PERSONS, 0, false}, /* no sector code */
        {"211040900220", "17", FG_SEGMENT_UNKNOWN, PACK_PARTY_COMPANY, 0, true},
        {"211040900220", NULL, FG_SEGMENT_UNKNOWN, PACK_PARTY_COMPANY, 0, false}, /* or a bank, or an office */
        {"211040900220", "14", FG_SEGMENT_UNKNOWN, PACK_PARTY_COMPANY, 0, false},
        {"211040900220", "19", FG_SEGMENT_UNKNOWN, PERSONS, 0, false}, /* the two exclude each other */
        {"211040900220", "19", FG_SEGMENT_INDIVIDUAL, PERSONS, 0, false},
        {"211040900220", "17", FG_SEGMENT_COMPANY, PACK_PARTY_COMPANY, PACK_RESIDENT, true},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct tabled tabled = tabled_new();
        struct pack_table_row *row = tabled_row(&tabled, FG_FIELD_NONE, "");
        row->payer_kinds = cases[i].kinds;
        row->payer_residency = cases[i].residency;
        CU_ASSERT_TRUE(fixture_build(tabled.fixture, NULL));
        if (cases[i].tax_id)
            message_put_identifier(tabled.message, FG_FIELD_DEBTOR_ID, IDENTIFIER_TAX_ID, cases[i].tax_id);
        if (cases[i].sector)
            message_put(tabled.message, FG_FIELD_DEBTOR_SECTOR, cases[i].sector);
        tabled.message->facts.payer_segment = cases[i].segment;
        if (holds(&tabled) != cases[i].fits)
            fprintf(stderr, "\nparty %zu: expected %d\n", i, cases[i].fits);
        CU_ASSERT_EQUAL(holds(&tabled), cases[i].fits);
        tabled_free(&tabled);
    }
}

static void test_codes_that_contradict_a_party(void)
{
    static const struct {
        const char *tax_id, *sector;
        bool contradict;
    } cases[] = {
        {"211040900220", "19", true},  {"211040900220", "17", false}, {"211040900220", "14", false},
        {"211040900220", "11", false}, {"211040900220", "27", true},  {"850101300124", "19", false},
        {"850101300124", "29", false}, {"850101300124", "17", true},  {"211040900220", "77", false},
        {"211040900220", NULL, false}, {NULL, "19", false},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct tabled tabled = tabled_new();
        tabled.selection->kind = PACK_SELECT_KIND_CONTRADICTED;
        tabled.selection->party = PACK_CREDITOR;
        CU_ASSERT_TRUE(fixture_build(tabled.fixture, NULL));
        if (cases[i].tax_id)
            message_put_identifier(tabled.message, FG_FIELD_CREDITOR_ID, IDENTIFIER_TAX_ID, cases[i].tax_id);
        if (cases[i].sector)
            message_put(tabled.message, FG_FIELD_CREDITOR_SECTOR, cases[i].sector);
        if (holds(&tabled) != cases[i].contradict)
            fprintf(stderr, "\ncontradiction %zu: expected %d\n", i, cases[i].contradict);
        CU_ASSERT_EQUAL(holds(&tabled), cases[i].contradict);
        if (cases[i].contradict)
            CU_ASSERT_EQUAL(tabled.message->judgement.reason_count, 2); /* the one and the other */
        tabled_free(&tabled);
    }
}

static void test_other_identifiers_in_texts(void)
{
    struct tabled tabled = tabled_new();
    struct message *message = tabled.message;
    struct pack_selection *selection = tabled.selection;
    selection->kind = PACK_SELECT_DIFFERENT;
    selection->field_a = FG_FIELD_DEBTOR_ID;
    selection->values = PACK_PARTY_PERSON;
    CU_ASSERT_TRUE(fixture_build(tabled.fixture, NULL));
    message_put_identifier(message, FG_FIELD_DEBTOR_ID, IDENTIFIER_TAX_ID, "850101300124");
    uint32_t text = message_put(message, FG_FIELD_REMITTANCE, "850101300124 900202400331 211040900220");
    CU_ASSERT_FALSE(holds(&tabled));
    message_identifier(message, text, IDENTIFIER_TAX_ID, "850101300124", "850101300124");
    CU_ASSERT_FALSE(holds(&tabled)); /* the payer's own */
    message_identifier(message, text, IDENTIFIER_TAX_ID, "211040900220", "211040900220");
    CU_ASSERT_FALSE(holds(&tabled)); /* a firm's */
    message_identifier(message, text, IDENTIFIER_TAX_ID, "900202400331", "900202400331");
    CU_ASSERT_TRUE(holds(&tabled)); /* another person's, whatever stands beside it */
    CU_ASSERT_EQUAL(message->reasons[0].from, 13);
    selection->kind = PACK_SELECT_SAME;
    CU_ASSERT_TRUE(holds(&tabled));
    selection->kind = PACK_SELECT_DIFFERENT;
    selection->values = PACK_PARTY_COMPANY; /* the payer has no BIN */
    CU_ASSERT_FALSE(holds(&tabled));
    selection->values = 0;
    only_field(selection, FG_FIELD_OTHER_TEXT);
    CU_ASSERT_FALSE(holds(&tabled));
    tabled_free(&tabled);
}

static void test_round_sums(void)
{
    struct tabled tabled = tabled_new();
    tabled.selection->kind = PACK_SELECT_AMOUNT;
    tabled.selection->field_a = FG_FIELD_AMOUNT;
    tabled.selection->weight = 100000;
    CU_ASSERT_TRUE(fixture_build(tabled.fixture, NULL));
    static const struct {
        const char *amount;
        bool round;
    } cases[] = {{"100000", true},    {"100000.00", true},
                 {"1500000,", false}, {"1500000,00", true},
                 {"150000", false},   {"100000.01", false},
                 {"0", false},        {"0.00", false},
                 {"10e5", false},     {"99999999999999999999900000", true}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        message_clear(tabled.message);
        message_put(tabled.message, FG_FIELD_AMOUNT, cases[i].amount);
        if (strcmp(cases[i].amount, "1500000,") != 0) /* it may be read either way */
            CU_ASSERT_EQUAL(holds(&tabled), cases[i].round);
    }
    tabled_free(&tabled);
}

/* A reading is certain, doubtful or none for an entry, and rules ask for either. */
static void test_certainty_of_hits(void)
{
    struct tabled tabled = tabled_new();
    struct fixture *fixture = tabled.fixture;
    struct message *message = tabled.message;
    struct pack_selection *selection = tabled.selection;
    uint32_t list = fixture_list(fixture, PACK_LIST_TERMS, "words");
    fixture_term(fixture, fixture_entry(fixture, list, "btc"), PACK_MATCH_WORD, " BTC ", 0);
    selection->kind = PACK_SELECT_LIST;
    selection->lists = UINT64_C(1) << list;
    selection->values = 0;
    CU_ASSERT_TRUE(fixture_build(fixture, NULL));
    fixture->postings[0].certain = READING_SPACED | READING_CORRECTED;
    fixture->postings[0].doubtful = READING_LOOK_ALIKE | READING_TRANSLITERATED;
    fixture->postings[0].scripts = SCRIPT_LATIN;
    static const struct {
        fg_field field;
        uint8_t readings, scripts, certainty;
        bool holds;
        uint8_t said;
    } cases[] = {
        {FG_FIELD_REMITTANCE, 0, SCRIPT_LATIN, PACK_CERTAIN, true, 0},
        {FG_FIELD_REMITTANCE, READING_SPACED, SCRIPT_LATIN, PACK_CERTAIN, true, READING_SPACED},
        {FG_FIELD_REMITTANCE, READING_LOOK_ALIKE, SCRIPT_CYRILLIC, PACK_CERTAIN, false, 0},
        {FG_FIELD_REMITTANCE, READING_LOOK_ALIKE, SCRIPT_CYRILLIC, PACK_DOUBTFUL, true, READING_LOOK_ALIKE},
        {FG_FIELD_REMITTANCE, 0, SCRIPT_CYRILLIC, PACK_CERTAIN, false, 0},
        {FG_FIELD_REMITTANCE, 0, SCRIPT_CYRILLIC, PACK_CERTAIN | PACK_DOUBTFUL, true, READING_TRANSLITERATED},
        {FG_FIELD_REMITTANCE, 0, SCRIPT_LATIN, PACK_DOUBTFUL, false, 0},
        {FG_FIELD_REMITTANCE, READING_DIVIDED, SCRIPT_LATIN, PACK_CERTAIN | PACK_DOUBTFUL, false, 0},
        {FG_FIELD_REMITTANCE, READING_CORRECTED, SCRIPT_LATIN, PACK_CERTAIN, true, READING_CORRECTED},
        {FG_FIELD_CREDITOR_NAME, READING_CORRECTED, SCRIPT_LATIN, PACK_CERTAIN | PACK_DOUBTFUL, false, 0},
        {FG_FIELD_CREDITOR_NAME, READING_SPACED, SCRIPT_LATIN, PACK_CERTAIN, true, READING_SPACED},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        message_clear(message);
        message_put(message, cases[i].field, "btc");
        struct judge_input input = message_input(message, fixture, DAY);
        CU_ASSERT_EQUAL_FATAL(message->hit_count, 1);
        message->hits[0].readings = cases[i].readings;
        message->hits[0].scripts = cases[i].scripts;
        selection->certainty = cases[i].certainty;
        message->judgement.reason_limit = 16;
        CU_ASSERT_TRUE(message_judge_input(message, &input));
        bool held = message->judgement.action != FG_PASS;
        if (held != cases[i].holds)
            fprintf(stderr, "\nreading %zu: expected %d\n", i, cases[i].holds);
        CU_ASSERT_EQUAL(held, cases[i].holds);
        if (held)
            CU_ASSERT_EQUAL(message->reasons[0].readings, cases[i].said);
    }
    tabled_free(&tabled);
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("selection_table", NULL, NULL);
    CU_ADD_TEST(suite, test_rows_are_found_by_their_code);
    CU_ADD_TEST(suite, test_rows_ask_for_parties);
    CU_ADD_TEST(suite, test_codes_that_contradict_a_party);
    CU_ADD_TEST(suite, test_other_identifiers_in_texts);
    CU_ADD_TEST(suite, test_round_sums);
    CU_ADD_TEST(suite, test_certainty_of_hits);
    return run_tests();
}
