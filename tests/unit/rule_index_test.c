/*
 * rule_index_test.c: a rule index changes no judgement: random packs over random transfers are judged with it and
 * without (message_judge_input compares the two and ends the program where they differ). And that it does leave rules
 * out, keeps within its bounds, and finds every identifier of a pack.
 */
#define RANDOM_SEED UINT64_C(0x2545F4914F6CDD1D)

#include <stdlib.h>
#include <string.h>

#include "judge_fixture.h"
#include "plugin/judge/rule_index.h"
#include "random_numbers.h"
#include "run_tests.h"

static bool one_in(uint32_t n)
{
    return random_below(n) == 0;
}

/* Some of so many bits, at least one. */
static uint32_t some_bits(uint32_t count)
{
    uint32_t bits = random_below(UINT32_C(1) << count);
    return bits ? bits : 1u << random_below(count);
}

#define WORDS 12
static const char *const words[WORDS] = {"ALFA",  "BETA", "GAMMA", "DELTA", "EPSILON", "ZETA",
                                         "THETA", "IOTA", "KAPPA", "MU",    "710",     "12"};
static const char *const codes[] = {"710", "851", "343", "SALA"};
static const char *const keys[] = {"210940012344",         "850101300123",         "210950012345",
                                   "KZ86125KZT5004100100", "KZ86125KZT5004109999", "OKXXSCSC",
                                   "5493001KJTIIGC8Y1R12", "210940012344"};
static const uint8_t kinds_of_keys[] = {IDENTIFIER_TAX_ID, IDENTIFIER_TAX_ID, IDENTIFIER_TAX_ID, IDENTIFIER_IBAN,
                                        IDENTIFIER_IBAN,   IDENTIFIER_BIC,    IDENTIFIER_LEI,    IDENTIFIER_TAX_ID};
static const fg_field fields_of_keys[] = {FG_FIELD_CREDITOR_ID,      FG_FIELD_DEBTOR_ID,        FG_FIELD_CREDITOR_ID,
                                          FG_FIELD_CREDITOR_ACCOUNT, FG_FIELD_CREDITOR_ACCOUNT, FG_FIELD_CREDITOR_BIC,
                                          FG_FIELD_CREDITOR_LEI,     FG_FIELD_DEBTOR_ID};
#define KEYS (sizeof keys / sizeof keys[0])
static const fg_field text_fields[] = {FG_FIELD_CREDITOR_NAME, FG_FIELD_REMITTANCE, FG_FIELD_DEBTOR_NAME,
                                       FG_FIELD_CREDITOR_ADDRESS, FG_FIELD_ULTIMATE_CREDITOR_NAME};
#define TEXT_FIELDS 5
static const fg_field code_fields[] = {FG_FIELD_PURPOSE_CODE, FG_FIELD_CATEGORY_PURPOSE, FG_FIELD_CREDITOR_SECTOR};

static const enum pack_list_kind list_kinds[] = {PACK_LIST_ENTITIES, PACK_LIST_TERMS,    PACK_LIST_TERMS,
                                                 PACK_LIST_REGISTER, PACK_LIST_REGISTER, PACK_LIST_ACCOUNTS,
                                                 PACK_LIST_TABLE,    PACK_LIST_TABLE};
#define LISTS       8
#define FIRST_TABLE 6

/* --- Packs ------------------------------------------------------------------------------------------------------- */

static void add_entries(struct fixture *fixture)
{
    for (uint32_t list = 0; list < LISTS; list++) {
        fixture_list(fixture, list_kinds[list], "list");
        fixture->lists[list].sanctions = one_in(6);
    }
    for (uint32_t i = 0; i < 24; i++) {
        uint32_t list = random_below(FIRST_TABLE - 1);
        if (list == 4)
            list = one_in(2); /* the second register is not loaded */
        uint32_t index = fixture_entry(fixture, list, words[random_below(WORDS)]);
        struct pack_entry *entry = &fixture->entries[index];
        entry->id = fixture_string(fixture, words[random_below(WORDS)]);
        entry->confidence = (uint8_t)random_below(4);
        entry->entity_class = (uint8_t)random_below(5);
        entry->cites_act = one_in(3);
        entry->valid_to = one_in(8) ? DAY - 1 : 0;
        if (list_kinds[list] == PACK_LIST_REGISTER)
            fixture_licence(fixture, index, one_in(2) ? keys[0] : "", 0, one_in(4) ? DAY - 1 : 0);
        for (uint32_t n = random_below(3); n > 0; n--) {
            char text[32];
            snprintf(text, sizeof text, " %s ", words[random_below(WORDS)]);
            fixture_term(fixture, index, 1u << random_below(6), text, 0);
        }
        if (one_in(3)) {
            uint32_t key = random_below(KEYS);
            fixture_identifier(fixture, index, 1u << (6 + random_below(4)), kinds_of_keys[key], keys[key]);
        }
        if (one_in(8))
            fixture_identifier(fixture, index, PACK_MATCH_RANGE, IDENTIFIER_RANGE, "KZ86125KZT50");
    }
    uint32_t account = fixture_entry(fixture, 5, "account");
    fixture->entries[account].licence = fixture->pack.licence_count > 0 ? 1 : 0;
    if (fixture->pack.licence_count > 0)
        fixture_identifier(fixture, account, PACK_MATCH_ACCOUNT, IDENTIFIER_IBAN, keys[3 + random_below(2)]);
}

static struct pack_table_row rows[32];

static int compare_rows(const void *a, const void *b)
{
    const struct pack_table_row *x = a, *y = b;
    if (x->list != y->list)
        return x->list < y->list ? -1 : 1;
    if (x->code_field != y->code_field)
        return x->code_field < y->code_field ? -1 : 1;
    return x->code < y->code ? -1 : x->code > y->code;
}

static void add_rows(struct fixture *fixture)
{
    uint32_t codes_at[3];
    for (uint32_t i = 0; i < 3; i++) /* in the order of letters, as rows must be */
        codes_at[i] = fixture_string(fixture, (const char *const[]){"343", "710", "851"}[i]);
    uint32_t count = random_below(32);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t list = FIRST_TABLE + random_below(2);
        bool coded = !one_in(5);
        rows[i] = (struct pack_table_row){.list = list,
                                          .entry = fixture_entry(fixture, list, "row"),
                                          .code_field = coded ? (uint8_t)code_fields[random_below(2)] : 0,
                                          .code = coded ? codes_at[random_below(3)] : 0,
                                          .result = (uint8_t)random_below(3),
                                          .payee_kinds = one_in(2) ? (uint8_t)some_bits(6) : 0,
                                          .payee_residency = one_in(6) ? (uint8_t)some_bits(2) : 0,
                                          .payer_kinds = one_in(4) ? (uint8_t)some_bits(6) : 0,
                                          .payer_residency = one_in(6) ? (uint8_t)some_bits(2) : 0};
        if (one_in(4)) {
            rows[i].and_field = (uint8_t)code_fields[2];
            rows[i].and_code = fixture_string(fixture, "19");
        }
    }
    qsort(rows, count, sizeof rows[0], compare_rows);
    fixture->pack.table_rows = rows;
    fixture->pack.table_row_count = count;
}

static void narrow_list(struct fixture *fixture, struct pack_selection *selection)
{
    selection->lists = one_in(2) ? UINT64_C(1) << random_below(FIRST_TABLE) : some_bits(FIRST_TABLE);
    selection->match = one_in(3) ? UINT32_MAX : some_bits(10);
    selection->confidence = one_in(2) ? UINT32_MAX : some_bits(4);
    selection->classes = one_in(2) ? UINT32_MAX : some_bits(5);
    selection->cites_act = (uint8_t)(one_in(2) ? 0 : random_below(3));
    selection->anchored = (uint8_t)(one_in(2) ? PACK_ANYWHERE : random_below(4));
    selection->certainty = (uint8_t)some_bits(2);
    selection->fact_values = one_in(4) ? some_bits(7) : 0;
    if (one_in(2)) {
        selection->fields[0] = selection->fields[1] = 0;
        for (uint32_t n = 0; n < 3; n++) {
            fg_field field = one_in(3) ? fields_of_keys[random_below(KEYS)] : text_fields[random_below(TEXT_FIELDS)];
            selection->fields[field / 64] |= UINT64_C(1) << (field % 64);
        }
    }
    if (one_in(6)) { /* by the ids of entries */
        selection->first_code = fixture->pack.code_count;
        fixture->codes[fixture->pack.code_count++] = fixture->entries[random_below(24)].id;
        selection->code_count = 1;
    }
}

static void narrow(struct fixture *fixture, struct pack_selection *selection)
{
    selection->party = (uint8_t)random_below(2);
    selection->field_a = FG_FIELD_CREDITOR_ID;
    selection->field_b = one_in(2) ? FG_FIELD_DEBTOR_ID : FG_FIELD_NONE;
    selection->states = some_bits(selection->kind == PACK_SELECT_WALLET ? 3 : 8);
    selection->values = 0;
    switch (selection->kind) {
    case PACK_SELECT_LIST:
        narrow_list(fixture, selection);
        break;
    case PACK_SELECT_CODE:
        selection->field_a = (uint8_t)code_fields[random_below(2)];
        selection->first_code = fixture->pack.code_count;
        selection->code_count = 1;
        fixture_code(fixture, codes[random_below(4)]);
        break;
    case PACK_SELECT_FACT:
        selection->fact_values = some_bits(2);
        break;
    case PACK_SELECT_AMOUNT:
        selection->field_a = FG_FIELD_AMOUNT;
        selection->amount_from = fixture_string(fixture, "1000");
        break;
    case PACK_SELECT_TABLE:
        selection->lists = (uint64_t)some_bits(2) << FIRST_TABLE;
        selection->values = some_bits(3);
        break;
    case PACK_SELECT_BESIDE:
        selection->states = 1u << random_below(5) | 1u << random_below(5);
        break;
    case PACK_SELECT_IDENTIFIER:
        selection->values = some_bits(6) << 1;
        break;
    case PACK_SELECT_PARTY_KIND:
    case PACK_SELECT_RESIDENCY:
        selection->values = some_bits(2);
        break;
    case PACK_SELECT_WEIGHTS:
        selection->weight = (int32_t)random_below(60) + 1;
        break;
    default:
        break;
    }
}

/* Selections in turn, put together at random. */
static uint32_t random_code(uint8_t *code, uint32_t selections)
{
    uint32_t length = 0, depth = 0;
    for (uint32_t n = 0; n < selections; n++) {
        code[length++] = PACK_OP_SELECTION;
        code[length++] = (uint8_t)n;
        depth++;
        if (one_in(4))
            code[length++] = PACK_OP_NOT;
        if (depth >= 2 && !one_in(3)) {
            code[length++] = one_in(3) ? PACK_OP_OR : PACK_OP_AND;
            depth--;
        }
    }
    while (depth > 1) {
        if (one_in(3)) {
            code[length++] = PACK_OP_AT_LEAST;
            code[length++] = (uint8_t)(1 + random_below(depth));
            code[length++] = (uint8_t)depth;
            depth = 1;
        } else {
            code[length++] = one_in(3) ? PACK_OP_OR : PACK_OP_AND;
            depth--;
        }
    }
    return length;
}

static void add_rules(struct fixture *fixture)
{
    for (uint32_t i = 0; i < 24; i++) {
        uint8_t code[64];
        uint32_t selections = 1 + random_below(5);
        uint32_t index = fixture_rule(fixture, (fg_action)random_below(4), code, random_code(code, selections));
        struct pack_rule *rule = &fixture->rules[index];
        rule->mode = (uint8_t)(one_in(4) ? random_below(3) : PACK_ENFORCE);
        rule->needs_hit = one_in(5);
        rule->names_registers = one_in(3);
        rule->valid_to = one_in(8) ? DAY - 1 : 0;
        rule->duties = (uint8_t)random_below(8);
        if (one_in(3)) {
            rule->action = FG_PASS;
            rule->weight = (int32_t)random_below(40) + 1;
        }
        for (uint32_t n = 0; n < selections; n++)
            narrow(fixture,
                   fixture_selection(fixture, one_in(2) ? PACK_SELECT_LIST : random_below(PACK_SELECT_BESIDE + 1)));
    }
}

static void add_exceptions(struct fixture *fixture)
{
    for (uint32_t n = random_below(4); n > 0; n--) {
        struct pack_exception *exception = fixture_exception(fixture, random_below(24));
        exception->entry = one_in(2) ? 1 + random_below(24) : 0;
        fixture_condition(fixture, FG_FIELD_CREDITOR_NAME, words[random_below(WORDS)]);
    }
}

static struct fixture *random_pack(void)
{
    struct fixture *fixture = fixture_new();
    add_entries(fixture);
    add_rows(fixture);
    add_rules(fixture);
    add_exceptions(fixture);
    CU_ASSERT_TRUE_FATAL(fixture_build(fixture, NULL));
    for (uint32_t i = 0; i < fixture->pack.posting_count; i++) {
        struct pack_posting *posting = &fixture->postings[i];
        posting->certain = (uint8_t)random_below(READING_ALL + 1);
        posting->doubtful = (uint8_t)(random_below(READING_ALL + 1) & ~(unsigned)posting->certain);
        posting->scripts = (uint8_t)random_below(4);
    }
    return fixture;
}

/* --- Transfers --------------------------------------------------------------------------------------------------- */

static void put_random(struct message *message)
{
    message_clear(message);
    for (uint32_t n = random_below(5); n > 0; n--) {
        char text[128] = "";
        for (uint32_t i = random_below(4) + 1; i > 0; i--) {
            strcat(text, text[0] ? " " : "");
            strcat(text, words[random_below(WORDS)]);
        }
        message_put(message, text_fields[random_below(TEXT_FIELDS)], text);
    }
    for (uint32_t n = random_below(4); n > 0; n--) {
        uint32_t key = random_below(KEYS);
        message_put_identifier(message, fields_of_keys[key], kinds_of_keys[key], keys[key]);
    }
    if (one_in(4)) {
        uint32_t value = message_put(message, FG_FIELD_REMITTANCE, "ALFA 850101300123 0xWALLET");
        message_identifier(message, value, IDENTIFIER_TAX_ID, keys[1], "850101300123");
        message_identifier(message, value, IDENTIFIER_WALLET, "0xWALLET", "0xWALLET");
    }
    for (uint32_t n = random_below(3); n > 0; n--)
        message_put(message, code_fields[random_below(2)], codes[random_below(4)]);
    if (one_in(2))
        message_put(message, FG_FIELD_CREDITOR_SECTOR, one_in(2) ? "19" : "17");
    if (one_in(4))
        message_put(message, FG_FIELD_DEBTOR_SECTOR, one_in(2) ? "19" : "27");
    if (one_in(2))
        message_put(message, FG_FIELD_AMOUNT, one_in(2) ? "5000" : "12.5");
    message->facts.channel = (uint8_t)random_below(3);
    message->facts.payer_segment = (uint8_t)random_below(FG_SEGMENT_COUNT);
    message->now = 100;
    if (one_in(4))
        message_relief(message, RELIEF_RULE, random_below(24), 200);
    if (one_in(4))
        message_relief(message, RELIEF_ENTRY, random_below(24), 200);
}

/* How a rule's judgement came out, over many: that nothing is compared that never happens. */
struct outcomes {
    uint32_t judged, acted, reasons, with_list, licensed, weighed;
};

static void judge_random(struct message *message, const struct fixture *fixture, struct outcomes *outcomes)
{
    put_random(message);
    struct judge_input input = message_input(message, fixture, DAY);
    for (uint32_t i = 0; i < message->hit_count; i++) {
        message->hits[i].readings = one_in(2) ? 0 : (uint8_t)random_below(READING_ALL + 1);
        message->hits[i].scripts = (uint8_t)random_below(4);
    }
    message->judgement.reason_limit = one_in(4) ? 3 : 64;
    CU_ASSERT_TRUE(message_judge_input(message, &input));
    outcomes->judged++;
    outcomes->acted += message->judgement.action != FG_PASS;
    outcomes->reasons += message->judgement.reason_count;
    outcomes->weighed += message->judgement.weight != 0;
    for (uint32_t i = 0; i < message->judgement.reason_count; i++)
        outcomes->with_list += message->reasons[i].entry != 0;
    for (uint32_t party = PACK_CREDITOR; party <= PACK_ULTIMATE_CREDITOR; party++) {
        struct licence_finding finding;
        licence_find(&input, (enum pack_party)party, &finding);
        outcomes->licensed += finding.states != PACK_STATE_NONE;
    }
}

static void test_no_judgement_is_changed(void)
{
    struct outcomes outcomes = {0};
    struct message *message = message_new();
    for (uint32_t pack = 0; pack < 150; pack++) {
        struct fixture *fixture = random_pack();
        for (uint32_t i = 0; i < 60; i++)
            judge_random(message, fixture, &outcomes);
        fixture_free(fixture);
    }
    CU_ASSERT(outcomes.acted > outcomes.judged / 4 && outcomes.reasons > outcomes.judged);
    CU_ASSERT(outcomes.with_list > outcomes.judged / 4);
    CU_ASSERT(outcomes.licensed > outcomes.judged / 50 && outcomes.weighed > outcomes.judged / 4);
    message_free(message);
}

/* --- Bounds ------------------------------------------------------------------------------------------------------ */

static void test_a_large_pack_has_none(void)
{
    const struct {
        uint32_t rules, selections;
        bool indexed;
    } sizes[] = {{0, 0, true},
                 {INDEXED_RULES, INDEXED_SELECTIONS, true},
                 {INDEXED_RULES + 1, 1, false},
                 {1, INDEXED_SELECTIONS + 1, false}};
    for (size_t i = 0; i < sizeof sizes / sizeof sizes[0]; i++) {
        const struct pack pack = {.rule_count = sizes[i].rules, .selection_count = sizes[i].selections};
        CU_ASSERT_EQUAL(rule_index_size(&pack) > 0, sizes[i].indexed);
    }
}

/* Strictest first, shadows behind them, in the order of the pack; rules that are off are not there. */
static void test_the_order_of_rules(void)
{
    struct fixture *fixture = fixture_new();
    const struct {
        fg_action action;
        uint8_t mode;
    } given[] = {{FG_FLAG, PACK_ENFORCE},  {FG_BLOCK, PACK_SHADOW}, {FG_BLOCK, PACK_ENFORCE}, {FG_PASS, PACK_ENFORCE},
                 {FG_BLOCK, PACK_ENFORCE}, {FG_HOLD, PACK_OFF},     {FG_HOLD, PACK_SHADOW}};
    static const uint32_t expected[] = {2, 4, 0, 3, 1, 6};
    for (size_t i = 0; i < sizeof given / sizeof given[0]; i++) {
        fixture->rules[rule(fixture, given[i].action)].mode = given[i].mode;
        always(fixture);
    }
    void *memory = calloc(1, rule_index_size(&fixture->pack));
    struct rule_index *index = rule_index_make(&fixture->pack, memory);
    CU_ASSERT_EQUAL_FATAL(index->rule_count, sizeof expected / sizeof expected[0]);
    for (uint32_t i = 0; i < index->rule_count; i++)
        CU_ASSERT_EQUAL(index->order[i], expected[i]);
    CU_ASSERT_EQUAL(index->needless[0], (1u << 6) - 1);
    free(memory);
    fixture_free(fixture);
}

/* Two rules over one selection: no compiler writes that, and neither is left out for the other's sake. */
static void test_a_selection_of_two_rules(void)
{
    struct venue venue = venue_new();
    struct message *message = message_new();
    struct fixture *fixture = venue.fixture;
    rule(fixture, FG_HOLD);
    fixture->rules[1].first_selection = 0;
    fixture->rules[1].selection_count = 1;
    message_put(message, FG_FIELD_REMITTANCE, "okx");
    const struct judgement *judgement = message_judge(message, fixture, DAY, 16);
    CU_ASSERT_EQUAL(judgement->action, FG_HOLD);
    CU_ASSERT_EQUAL(judgement->reason_count, 2);
    message_free(message);
    fixture_free(fixture);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_pSuite suite = CU_add_suite("rule index", NULL, NULL);
    CU_ADD_TEST(suite, test_no_judgement_is_changed);
    CU_ADD_TEST(suite, test_a_large_pack_has_none);
    CU_ADD_TEST(suite, test_the_order_of_rules);
    CU_ADD_TEST(suite, test_a_selection_of_two_rules);
    return run_tests();
}
