/*
 * licence_test.c: what a party is by the registers on a day: dates at their ends, suspensions, several rows and
 * registers, accounts, BINs in text, and contradictions. Names are of the samples' own making.
 */
#include <stdio.h>
#include <string.h>

#include <CUnit/Basic.h>

#include "pack_fixture.h"
#include "run_tests.h"

#define ALTYN_BIN   "211040900220" /* one row in force since 2024-09-25 */
#define BEREKE_BIN  "220340900479" /* a sandbox row until 2025-03-31, a full one since 2025-10-15 */
#define ENDED_BIN   "180440900111" /* ended, says the register as read on 2026-01-01, without a date */
#define PAUSED_BIN  "190540900222" /* suspended, says the register as read on 2026-01-01, without a date */
#define SANDYK_BIN  "250640900333" /* on the second register only, which counts from 2026-05-01; licence 2026-06-01 */
#define DUAL_BIN    "230740900444" /* suspended on the first from 2026-03-01 to 03-31, on the second since 2020 */
#define STRANGE_BIN "940140000385" /* on no register */
#define PERSON_IIN  "850131300019"

#define ALTYN_NAME  "Altyn Exchange Ltd."
#define NAMELESS    "Nomad Trade Limited" /* on the register without BIN, since 2024-09-30 */
#define VENUE_NAME  "Offshore Coins Inc."
#define KZ_IBAN     "KZ86125KZT5004100100"
#define OTHER_IBAN  "DE89370400440532013000"
#define BANKS_IBAN  "CH9300762011623852957" /* registered by the bank for ALTYN_BIN, from 2026-02-01 to 2026-12-31 */
#define VENUE_IBAN  "GB29NWBK60161331926819"
#define ALTYN_LEI   "5493001KJTIIGC8Y1R12" /* the register's */
#define VENUE_LEI   "213800ABCDEFGHIJKL42"
#define UNKNOWN_LEI "7245003M1XUQ8YH0JK55"
#define NOMAD_LEI   "254900QRSTUVWXYZAB17" /* only in the list of venues, which has the licensee too, in capitals */
#define BEREKE_LEI  "8945007AB1CD2EF3GH61"

#define DAY 20260715

static struct fixture *fixture;

static uint32_t row(uint32_t list, const char *name, const char *term, const char *tax_id, int32_t from, int32_t to)
{
    uint32_t entry = fixture_entry(fixture, list, name);
    if (term)
        fixture_term(fixture, entry, PACK_MATCH_LEGAL_NAME, term, 0);
    return fixture_licence(fixture, entry, tax_id, from, to);
}

static void add_registers(void)
{
    uint32_t first = fixture_list(fixture, PACK_LIST_REGISTER, "first register");
    uint32_t second = fixture_list(fixture, PACK_LIST_REGISTER, "second register");
    fixture->lists[second].counts_from = 20260501;
    fixture->lists[second].counts_to = 20991231;
    uint32_t altyn = row(first, ALTYN_NAME, " ALTYN EXCHANGE LTD ", ALTYN_BIN, 20240925, 0);
    fixture_identifier(fixture, fixture->licences[altyn].entry, PACK_MATCH_LEI, IDENTIFIER_LEI, ALTYN_LEI);
    fixture_term(fixture, fixture->licences[altyn].entry, PACK_MATCH_LEGAL_NAME, " ALTYN EXCHANGE LIMITED ", 0);
    fixture_term(fixture, fixture->licences[altyn].entry, PACK_MATCH_NAME, " ALTYN EXCHANGE ", 0);
    fixture_term(fixture, fixture->licences[altyn].entry, PACK_MATCH_ALIAS, " ALTYN ", 0);
    row(first, "Bereke Digital Ltd.", " BEREKE DIGITAL LTD ", BEREKE_BIN, 20220407, 20250331);
    row(first, "Bereke Digital Ltd.", " BEREKE DIGITAL LTD ", BEREKE_BIN, 20251015, 0);
    fixture->licences[row(first, "Ended Ltd.", " ENDED LTD ", ENDED_BIN, 20200101, 0)].status = PACK_LICENCE_ENDED;
    fixture->licences[row(first, "Paused Ltd.", NULL, PAUSED_BIN, 20200101, 0)].status = PACK_LICENCE_SUSPENDED;
    uint32_t nomad = row(first, NAMELESS, " NOMAD TRADE LIMITED ", "", 20240930, 0);
    fixture_term(fixture, fixture->licences[nomad].entry, PACK_MATCH_NAME, " NOMAD TRADE ", 0);
    row(first, "Lapsed Ltd.", " LAPSED LTD ", "", 20220503, 20250630);
    row(first, "Coming Ltd.", " COMING LTD ", "", 20270101, 0);
    struct pack_licence *paused =
        &fixture->licences[row(first, "Topline Limited", " TOPLINE LIMITED ", "", 20221027, 20251025)];
    paused->suspended_from = 20230815;
    paused->suspended_to = 20231130;
    paused = &fixture->licences[row(first, "Dual Ltd.", NULL, DUAL_BIN, 20200101, 0)];
    paused->suspended_from = 20260301;
    paused->suspended_to = 20260331;
    row(second, "Dual Ltd.", NULL, DUAL_BIN, 20200101, 0);
    row(second, "Sandyk LLP", " SANDYK LLP ", SANDYK_BIN, 20260601, 20270531);
}

static void add_lists(void)
{
    uint32_t venues = fixture_list(fixture, PACK_LIST_ENTITIES, "venues");
    uint32_t entry = fixture_entry(fixture, venues, VENUE_NAME);
    fixture_term(fixture, entry, PACK_MATCH_LEGAL_NAME, " OFFSHORE COINS INC ", 0);
    fixture_term(fixture, entry, PACK_MATCH_LEGAL_NAME, " ALTYN EXCHANGE LIMITED OFFSHORE ", 0);
    fixture_identifier(fixture, entry, PACK_MATCH_LEI, IDENTIFIER_LEI, VENUE_LEI);
    fixture_identifier(fixture, entry, PACK_MATCH_ACCOUNT, IDENTIFIER_IBAN, VENUE_IBAN);
    fixture_identifier(fixture, entry, PACK_MATCH_BIC, IDENTIFIER_BIC, "OFFSSCSC");
    entry = fixture_entry(fixture, venues, "NOMAD TRADE LIMITED");
    fixture_term(fixture, entry, PACK_MATCH_LEGAL_NAME, " NOMAD TRADE LIMITED ", 0);
    fixture_identifier(fixture, entry, PACK_MATCH_LEI, IDENTIFIER_LEI, NOMAD_LEI);
    entry = fixture_entry(fixture, venues, "BEREKE DIGITAL LIMITED"); /* the licensee, spelled in another way */
    fixture_term(fixture, entry, PACK_MATCH_LEGAL_NAME, " BEREKE DIGITAL LTD ", 0);
    fixture_identifier(fixture, entry, PACK_MATCH_LEI, IDENTIFIER_LEI, BEREKE_LEI);
    entry = fixture_entry(fixture, venues, "Bereke"); /* somebody else, whose name begins the licensee's */
    fixture_term(fixture, entry, PACK_MATCH_LEGAL_NAME, " BEREKE DIGITAL ", 0);
    fixture_term(fixture, entry, PACK_MATCH_ALIAS, " BRK ", 0);
    uint32_t accounts = fixture_list(fixture, PACK_LIST_ACCOUNTS, "accounts");
    entry = fixture_entry(fixture, accounts, "");
    fixture->entries[entry].licence = 1; /* ALTYN_BIN's only row */
    fixture->entries[entry].valid_from = 20260201;
    fixture->entries[entry].valid_to = 20261231;
    fixture_identifier(fixture, entry, PACK_MATCH_ACCOUNT, IDENTIFIER_IBAN, BANKS_IBAN);
}

static int set_up(void)
{
    fixture = fixture_new();
    add_registers();
    add_lists();
    return fixture_build(fixture, NULL) ? 0 : 1;
}

static int tear_down(void)
{
    fixture_free(fixture);
    return 0;
}

struct licence_case {
    const char *name;
    const char *tax_id; /* in the identity field; ';' between two */
    const char *account;
    const char *lei;
    const char *text_tax_id; /* in free text */
    fg_field text_field;     /* 0 = remittance */
    int32_t day;             /* 0 = DAY */
    uint32_t states;
    uint32_t of_ultimate; /* the same of the ultimate creditor, if it differs */
};

#define NONE         PACK_STATE_NONE
#define LICENSED     PACK_STATE_LICENSED
#define UNCONFIRMED  PACK_STATE_UNCONFIRMED
#define NOT_YET      PACK_STATE_NOT_YET
#define SUSPENDED    PACK_STATE_SUSPENDED
#define LAPSED       PACK_STATE_LAPSED
#define CONTRADICTED PACK_STATE_CONTRADICTED
#define FOREIGN      PACK_STATE_FOREIGN_ACCOUNT

static void put_tax_ids(struct message *message, fg_field field, const char *tax_ids)
{
    char tax_id[16];
    for (const char *at = tax_ids; at; at = strchr(at, ';') ? strchr(at, ';') + 1 : NULL) {
        snprintf(tax_id, sizeof tax_id, "%.12s", at);
        message_put_identifier(message, field, IDENTIFIER_TAX_ID, tax_id);
    }
}

static void put_text(struct message *message, const struct licence_case *of, fg_field field)
{
    char text[120];
    /* In the name's field the BIN stands behind the name, in the same value. */
    snprintf(text, sizeof text, "%s, BIN %s", field == FG_FIELD_CREDITOR_NAME ? of->name : "pay", of->text_tax_id);
    uint32_t value = message_put(message, field, text);
    message_identifier(message, value, IDENTIFIER_TAX_ID, of->text_tax_id, of->text_tax_id);
}

static void put_account(struct message *message, const char *account)
{
    bool iban = account[0] >= 'A';
    message_put_identifier(message, FG_FIELD_CREDITOR_ACCOUNT, iban ? IDENTIFIER_IBAN : IDENTIFIER_ACCOUNT, account);
}

static void find(struct message *message, const struct licence_case *of, enum pack_party party,
                 struct licence_finding *finding)
{
    bool ultimate = party == PACK_ULTIMATE_CREDITOR;
    message_clear(message);
    message_put(message, FG_FIELD_DEBTOR_NAME, "Somebody");
    if (of->name && of->text_field != FG_FIELD_CREDITOR_NAME)
        message_put(message, ultimate ? FG_FIELD_ULTIMATE_CREDITOR_NAME : FG_FIELD_CREDITOR_NAME, of->name);
    put_tax_ids(message, ultimate ? FG_FIELD_ULTIMATE_CREDITOR_ID : FG_FIELD_CREDITOR_ID, of->tax_id);
    if (of->account)
        put_account(message, of->account);
    if (of->lei)
        message_put_identifier(message, ultimate ? FG_FIELD_ULTIMATE_CREDITOR_LEI : FG_FIELD_CREDITOR_LEI,
                               IDENTIFIER_LEI, of->lei);
    if (of->text_tax_id)
        put_text(message, of, of->text_field ? of->text_field : FG_FIELD_REMITTANCE);
    struct judge_input input = message_input(message, fixture, of->day ? of->day : DAY);
    licence_find(&input, party, finding);
}

static void check(const struct licence_case *cases, size_t count)
{
    struct message *message = message_new();
    struct licence_finding finding;
    for (size_t i = 0; i < count; i++) {
        find(message, &cases[i], PACK_CREDITOR, &finding);
        if (finding.states != cases[i].states)
            printf("\n    creditor, case %zu: expected %x, found %x ... ", i, cases[i].states, finding.states);
        CU_ASSERT_EQUAL(finding.states, cases[i].states);
        CU_ASSERT_EQUAL(finding.entry != 0, cases[i].states != NONE);
        if (cases[i].text_field != 0)
            continue; /* a field of the creditor's own */
        uint32_t expected = cases[i].of_ultimate ? cases[i].of_ultimate : cases[i].states;
        find(message, &cases[i], PACK_ULTIMATE_CREDITOR, &finding);
        if (finding.states != expected)
            printf("\n    ultimate creditor, case %zu: expected %x, found %x ... ", i, expected, finding.states);
        CU_ASSERT_EQUAL(finding.states, expected);
        find(message, &cases[i], PACK_ULTIMATE_CREDITOR, &finding);
        struct judge_input input = message_input(message, fixture, DAY);
        licence_find(&input, PACK_CREDITOR, &finding); /* of which nothing but the account is said */
        bool registered = cases[i].account && strcmp(cases[i].account, BANKS_IBAN) == 0;
        CU_ASSERT_EQUAL(finding.states == NONE, !registered);
    }
    message_free(message);
}

#define CHECK(...)                                                                                                     \
    do {                                                                                                               \
        static const struct licence_case cases[] = {__VA_ARGS__};                                                      \
        check(cases, sizeof cases / sizeof cases[0]);                                                                  \
    } while (0)

static void test_who_is_licensed(void)
{
    CHECK({.states = NONE}, {.name = "Somebody", .account = KZ_IBAN, .states = NONE},
          {.tax_id = STRANGE_BIN, .account = KZ_IBAN, .states = NONE},
          {.tax_id = ALTYN_BIN, .account = KZ_IBAN, .states = LICENSED},
          {.name = ALTYN_NAME, .tax_id = ALTYN_BIN, .account = KZ_IBAN, .states = LICENSED},
          {.name = "Altyn Xchange", .tax_id = ALTYN_BIN, .account = KZ_IBAN, .states = LICENSED},
          {.tax_id = ALTYN_BIN, .states = UNCONFIRMED}, {.name = ALTYN_NAME, .states = UNCONFIRMED},
          {.name = ALTYN_NAME, .account = KZ_IBAN, .states = UNCONFIRMED},
          {.name = NAMELESS, .account = KZ_IBAN, .states = UNCONFIRMED},
          {.name = NAMELESS, .tax_id = STRANGE_BIN, .account = KZ_IBAN, .states = UNCONFIRMED},
          /* A company has no IIN. */
          {.name = NAMELESS, .tax_id = PERSON_IIN, .account = KZ_IBAN, .states = CONTRADICTED},
          /* The name without its form, where the register gives a BIN to tell by and nothing else stands there. */
          {.name = "Altyn Exchange", .account = KZ_IBAN, .states = UNCONFIRMED},
          {.name = "Altyn Exchange", .tax_id = STRANGE_BIN, .account = KZ_IBAN, .states = CONTRADICTED},
          {.name = "Altyn Exchange Bureau", .tax_id = STRANGE_BIN, .account = KZ_IBAN, .states = NONE},
          {.name = "Nomad Trade", .tax_id = STRANGE_BIN, .account = KZ_IBAN, .states = NONE},
          /* Brands, and a name inside another, identify nobody. */
          {.name = "Altyn", .account = KZ_IBAN, .states = NONE},
          {.name = "Friends of Altyn Exchange Ltd.", .account = KZ_IBAN, .states = NONE},
          /* Nor is a licence of any use to another payee. */
          {.name = VENUE_NAME, .account = KZ_IBAN, .states = NONE},
          {.lei = ALTYN_LEI, .account = KZ_IBAN, .states = UNCONFIRMED},
          {.lei = UNKNOWN_LEI, .account = KZ_IBAN, .states = NONE});
}

static void test_accounts(void)
{
    CHECK({.tax_id = ALTYN_BIN, .account = OTHER_IBAN, .states = FOREIGN},
          {.tax_id = ALTYN_BIN, .account = "40817810099910004312", .states = FOREIGN},
          {.tax_id = ALTYN_BIN, .account = "KW81CBKU0000000000001234560101", .states = FOREIGN},
          {.tax_id = ALTYN_BIN, .account = "LZ86125KZT5004100100", .states = FOREIGN},
          {.name = ALTYN_NAME, .tax_id = ALTYN_BIN, .account = OTHER_IBAN, .states = FOREIGN},
          {.tax_id = ALTYN_BIN, .account = BANKS_IBAN, .states = LICENSED},
          {.account = BANKS_IBAN, .states = LICENSED, .of_ultimate = NONE},
          {.name = "Whoever", .account = BANKS_IBAN, .states = LICENSED, .of_ultimate = NONE},
          {.account = BANKS_IBAN, .day = 20260201, .states = LICENSED, .of_ultimate = NONE},
          {.account = BANKS_IBAN, .day = 20260131, .states = NONE},
          {.account = BANKS_IBAN, .day = 20261231, .states = LICENSED, .of_ultimate = NONE},
          {.account = BANKS_IBAN, .day = 20270101, .states = NONE},
          {.tax_id = ALTYN_BIN, .account = BANKS_IBAN, .day = 20270101, .states = FOREIGN},
          {.name = ALTYN_NAME, .account = BANKS_IBAN, .states = LICENSED, .of_ultimate = UNCONFIRMED},
          /* The account of one licensee with the BIN of another, or of anybody else. */
          {.tax_id = BEREKE_BIN, .account = BANKS_IBAN, .states = CONTRADICTED | FOREIGN, .of_ultimate = FOREIGN},
          {.tax_id = STRANGE_BIN, .account = BANKS_IBAN, .states = CONTRADICTED, .of_ultimate = NONE},
          {.name = VENUE_NAME, .account = BANKS_IBAN, .states = CONTRADICTED, .of_ultimate = NONE});
}

static void test_dates_at_their_ends(void)
{
    CHECK({.tax_id = ALTYN_BIN, .account = KZ_IBAN, .day = 20240924, .states = NOT_YET},
          {.tax_id = ALTYN_BIN, .account = KZ_IBAN, .day = 20240925, .states = LICENSED},
          {.tax_id = BEREKE_BIN, .account = KZ_IBAN, .day = 20220406, .states = NOT_YET},
          {.tax_id = BEREKE_BIN, .account = KZ_IBAN, .day = 20220407, .states = LICENSED},
          {.tax_id = BEREKE_BIN, .account = KZ_IBAN, .day = 20250331, .states = LICENSED},
          /* Between two rows: the later is not yet, the earlier has lapsed; of both, the one that will be. */
          {.tax_id = BEREKE_BIN, .account = KZ_IBAN, .day = 20250401, .states = NOT_YET},
          {.tax_id = BEREKE_BIN, .account = KZ_IBAN, .day = 20251014, .states = NOT_YET},
          {.tax_id = BEREKE_BIN, .account = KZ_IBAN, .day = 20251015, .states = LICENSED},
          {.name = "Lapsed Ltd", .day = 20220502, .states = NOT_YET},
          {.name = "Lapsed Ltd", .day = 20250630, .states = UNCONFIRMED},
          {.name = "Lapsed Ltd", .day = 20250701, .states = LAPSED}, {.name = "Coming Ltd", .states = NOT_YET},
          {.name = "Coming Ltd", .day = 20270101, .states = UNCONFIRMED});
}

static void test_registers_count_from_their_day(void)
{
    CHECK({.tax_id = SANDYK_BIN, .account = KZ_IBAN, .day = 20260430, .states = NOT_YET},
          {.tax_id = SANDYK_BIN, .account = KZ_IBAN, .day = 20260531, .states = NOT_YET},
          {.tax_id = SANDYK_BIN, .account = KZ_IBAN, .day = 20260601, .states = LICENSED},
          {.tax_id = SANDYK_BIN, .account = KZ_IBAN, .day = 20270531, .states = LICENSED},
          {.tax_id = SANDYK_BIN, .account = KZ_IBAN, .day = 20270601, .states = LAPSED},
          {.tax_id = DUAL_BIN, .account = KZ_IBAN, .day = 20260228, .states = LICENSED},
          {.tax_id = DUAL_BIN, .account = KZ_IBAN, .day = 20260301, .states = SUSPENDED},
          {.tax_id = DUAL_BIN, .account = KZ_IBAN, .day = 20260331, .states = SUSPENDED},
          {.tax_id = DUAL_BIN, .account = KZ_IBAN, .day = 20260401, .states = LICENSED});
    /* A licence on the second register does not lift the suspension on the first. */
    fixture->lists[1].counts_from = 20260315;
    CHECK({.tax_id = DUAL_BIN, .account = KZ_IBAN, .day = 20260314, .states = SUSPENDED},
          {.tax_id = DUAL_BIN, .account = KZ_IBAN, .day = 20260315, .states = SUSPENDED},
          {.tax_id = DUAL_BIN, .account = KZ_IBAN, .day = 20260401, .states = LICENSED});
    fixture->lists[1].counts_to = 20260320;
    CHECK({.tax_id = DUAL_BIN, .account = KZ_IBAN, .day = 20260320, .states = SUSPENDED},
          {.tax_id = DUAL_BIN, .account = KZ_IBAN, .day = 20260321, .states = SUSPENDED},
          {.tax_id = SANDYK_BIN, .account = KZ_IBAN, .states = LAPSED});
    fixture->lists[1].counts_from = 20260501;
    fixture->lists[1].counts_to = 20991231;
}

static void test_ended_and_suspended(void)
{
    CHECK({.tax_id = ENDED_BIN, .account = KZ_IBAN, .day = 20251231, .states = LICENSED},
          {.tax_id = ENDED_BIN, .account = KZ_IBAN, .day = 20260101, .states = LAPSED},
          {.tax_id = PAUSED_BIN, .account = KZ_IBAN, .day = 20251231, .states = LICENSED},
          {.tax_id = PAUSED_BIN, .account = KZ_IBAN, .day = 20260101, .states = SUSPENDED},
          {.tax_id = PAUSED_BIN, .account = OTHER_IBAN, .states = SUSPENDED | FOREIGN},
          {.tax_id = ENDED_BIN, .lei = VENUE_LEI, .states = LAPSED | CONTRADICTED},
          {.name = "Topline Limited", .day = 20230814, .states = UNCONFIRMED},
          {.name = "Topline Limited", .day = 20230815, .states = SUSPENDED},
          {.name = "Topline Limited", .day = 20231130, .states = SUSPENDED},
          {.name = "Topline Limited", .day = 20231201, .states = UNCONFIRMED},
          {.name = "Topline Limited", .day = 20251026, .states = LAPSED});
}

static void test_a_suspension_without_an_end(void)
{
    struct pack_licence *licence = &fixture->licences[0], before = *licence;
    licence->suspended_from = 20260601;
    CHECK({.tax_id = ALTYN_BIN, .account = KZ_IBAN, .day = 20260531, .states = LICENSED},
          {.tax_id = ALTYN_BIN, .account = KZ_IBAN, .day = 20260601, .states = SUSPENDED},
          {.tax_id = ALTYN_BIN, .account = KZ_IBAN, .day = 20290101, .states = SUSPENDED},
          {.account = BANKS_IBAN, .states = SUSPENDED, .of_ultimate = NONE});
    /* The register still said suspended when it was read, after the end it gives. */
    licence->status = PACK_LICENCE_SUSPENDED;
    licence->suspended_from = 20250601;
    licence->suspended_to = 20250701;
    CHECK({.tax_id = ALTYN_BIN, .account = KZ_IBAN, .day = 20250702, .states = LICENSED},
          {.tax_id = ALTYN_BIN, .account = KZ_IBAN, .day = 20260101, .states = SUSPENDED});
    licence->suspended_to = 20260201;
    CHECK({.tax_id = ALTYN_BIN, .account = KZ_IBAN, .day = 20260201, .states = SUSPENDED},
          {.tax_id = ALTYN_BIN, .account = KZ_IBAN, .day = 20260202, .states = LICENSED});
    *licence = before;
}

static void test_tax_ids_in_text(void)
{
    CHECK({.text_tax_id = ALTYN_BIN, .account = KZ_IBAN, .states = NONE},
          {.name = "Somebody", .text_tax_id = ALTYN_BIN, .account = KZ_IBAN, .states = NONE},
          {.name = "Altyn", .text_tax_id = ALTYN_BIN, .account = KZ_IBAN, .states = NONE},
          {.name = VENUE_NAME, .text_tax_id = ALTYN_BIN, .account = KZ_IBAN, .states = NONE},
          {.name = ALTYN_NAME, .text_tax_id = ALTYN_BIN, .account = KZ_IBAN, .states = LICENSED},
          {.name = "ALTYN EXCHANGE LIMITED", .text_tax_id = ALTYN_BIN, .account = KZ_IBAN, .states = LICENSED},
          {.name = ALTYN_NAME, .text_tax_id = ALTYN_BIN, .account = OTHER_IBAN, .states = FOREIGN},
          {.name = ALTYN_NAME, .text_tax_id = ALTYN_BIN, .states = UNCONFIRMED},
          /* More behind the name is not the name in full. */
          {.name = "Altyn Exchange Ltd. and sons", .text_tax_id = ALTYN_BIN, .account = KZ_IBAN, .states = UNCONFIRMED},
          /* The BIN of another licensee, or of the payer, says nothing in remittance. */
          {.name = ALTYN_NAME, .text_tax_id = BEREKE_BIN, .account = KZ_IBAN, .states = UNCONFIRMED},
          {.name = ALTYN_NAME, .tax_id = ALTYN_BIN, .text_tax_id = STRANGE_BIN, .account = KZ_IBAN, .states = LICENSED},
          /* In the creditor's own lines. */
          {.name = ALTYN_NAME,
           .text_tax_id = ALTYN_BIN,
           .text_field = FG_FIELD_CREDITOR_ADDRESS,
           .account = KZ_IBAN,
           .states = LICENSED},
          {.name = ALTYN_NAME,
           .text_tax_id = ALTYN_BIN,
           .text_field = FG_FIELD_CREDITOR_NAME,
           .account = KZ_IBAN,
           .states = LICENSED},
          {.name = "Altyn Exchange Ltd. and all of its many sons",
           .text_tax_id = ALTYN_BIN,
           .text_field = FG_FIELD_CREDITOR_NAME,
           .account = KZ_IBAN,
           .states = UNCONFIRMED},
          {.name = ALTYN_NAME,
           .text_tax_id = STRANGE_BIN,
           .text_field = FG_FIELD_CREDITOR_ADDRESS,
           .account = KZ_IBAN,
           .states = CONTRADICTED},
          /* Text about another party. */
          {.name = ALTYN_NAME,
           .text_tax_id = ALTYN_BIN,
           .text_field = FG_FIELD_DEBTOR_NAME,
           .account = KZ_IBAN,
           .states = UNCONFIRMED});
}

static void test_contradictions(void)
{
    CHECK(
        {.name = ALTYN_NAME, .tax_id = STRANGE_BIN, .account = KZ_IBAN, .states = CONTRADICTED},
        {.tax_id = ALTYN_BIN ";" STRANGE_BIN, .account = KZ_IBAN, .states = CONTRADICTED},
        {.tax_id = STRANGE_BIN ";" ALTYN_BIN, .account = KZ_IBAN, .states = CONTRADICTED},
        {.tax_id = ALTYN_BIN ";" ALTYN_BIN, .account = KZ_IBAN, .states = LICENSED},
        {.tax_id = ALTYN_BIN ";" BEREKE_BIN, .account = KZ_IBAN, .states = CONTRADICTED},
        {.tax_id = ALTYN_BIN, .lei = ALTYN_LEI, .account = KZ_IBAN, .states = LICENSED},
        {.tax_id = ALTYN_BIN, .lei = VENUE_LEI, .account = KZ_IBAN, .states = CONTRADICTED},
        {.tax_id = ALTYN_BIN, .lei = UNKNOWN_LEI, .account = KZ_IBAN, .states = CONTRADICTED},
        /* Where the register gives no LEI, one that nobody is known by says nothing. */
        {.tax_id = BEREKE_BIN, .lei = UNKNOWN_LEI, .account = KZ_IBAN, .states = LICENSED},
        {.tax_id = BEREKE_BIN, .lei = ALTYN_LEI, .account = KZ_IBAN, .states = CONTRADICTED},
        {.name = VENUE_NAME, .tax_id = ALTYN_BIN, .account = KZ_IBAN, .states = CONTRADICTED},
        {.name = "Bereke Digital Ltd", .tax_id = ALTYN_BIN, .account = KZ_IBAN, .states = CONTRADICTED},
        {.tax_id = ALTYN_BIN, .account = VENUE_IBAN, .states = CONTRADICTED | FOREIGN, .of_ultimate = FOREIGN},
        /* The longest name at the start is the name. */
        {.name = "Altyn Exchange Limited Offshore", .tax_id = ALTYN_BIN, .account = KZ_IBAN, .states = CONTRADICTED},
        /* Somebody else's name, or brand, that only begins like it, or is only a brand. */
        {.name = "Bereke Digital Ltd", .tax_id = BEREKE_BIN, .account = KZ_IBAN, .states = LICENSED},
        {.name = "Bereke Digital", .tax_id = BEREKE_BIN, .account = KZ_IBAN, .states = CONTRADICTED},
        {.name = "BRK", .tax_id = BEREKE_BIN, .account = KZ_IBAN, .states = LICENSED},
        /* A name that both lists have makes their entries one entity. */
        {.name = "Bereke Digital Ltd", .tax_id = BEREKE_BIN, .lei = BEREKE_LEI, .account = KZ_IBAN, .states = LICENSED},
        {.tax_id = BEREKE_BIN, .lei = BEREKE_LEI, .account = KZ_IBAN, .states = CONTRADICTED},
        /* The list of venues has the licensee too: its own LEI, and its own name, contradict nothing. */
        {.name = NAMELESS, .lei = NOMAD_LEI, .account = KZ_IBAN, .states = UNCONFIRMED},
        {.name = NAMELESS, .lei = VENUE_LEI, .account = KZ_IBAN, .states = CONTRADICTED},
        {.name = NAMELESS, .lei = UNKNOWN_LEI, .account = KZ_IBAN, .states = CONTRADICTED});
}

static void test_a_contradicting_bic(void)
{
    struct message *message = message_new();
    message_put_identifier(message, FG_FIELD_CREDITOR_ID, IDENTIFIER_TAX_ID, ALTYN_BIN);
    message_put_identifier(message, FG_FIELD_CREDITOR_ACCOUNT, IDENTIFIER_IBAN, KZ_IBAN);
    uint32_t value = message_put_identifier(message, FG_FIELD_CREDITOR_BIC, IDENTIFIER_BIC, "OFFSSCSC001");
    struct licence_finding finding;
    struct judge_input input = message_input(message, fixture, DAY);
    licence_find(&input, PACK_CREDITOR, &finding);
    CU_ASSERT_EQUAL(finding.states, CONTRADICTED);
    CU_ASSERT_EQUAL(finding.value, value + 1);
    message_free(message);
}

static void test_what_a_finding_shows(void)
{
    struct message *message = message_new();
    struct licence_finding finding;
    static const struct licence_case licensed = {.tax_id = ALTYN_BIN, .account = KZ_IBAN};
    find(message, &licensed, PACK_CREDITOR, &finding);
    CU_ASSERT_EQUAL(finding.entry, fixture->licences[0].entry + 1);
    CU_ASSERT_EQUAL(finding.value, 2); /* the BIN */
    CU_ASSERT_EQUAL(finding.to, 12);
    static const struct licence_case foreign = {.tax_id = ALTYN_BIN, .account = OTHER_IBAN};
    find(message, &foreign, PACK_CREDITOR, &finding);
    CU_ASSERT_EQUAL(finding.value, 3); /* the account */
    CU_ASSERT_EQUAL(finding.to, strlen(OTHER_IBAN));
    static const struct licence_case named = {.name = ALTYN_NAME};
    find(message, &named, PACK_CREDITOR, &finding);
    CU_ASSERT_EQUAL(finding.value, 2);
    CU_ASSERT_EQUAL(finding.from, 0);
    CU_ASSERT_EQUAL(finding.to, strlen(ALTYN_NAME) - 1); /* without the full stop */
    static const struct licence_case wrong = {.name = VENUE_NAME, .tax_id = ALTYN_BIN, .account = KZ_IBAN};
    find(message, &wrong, PACK_CREDITOR, &finding);
    CU_ASSERT_EQUAL(finding.value, 2); /* the name of somebody else */
    /* Of two rows, the entry is the one in force. */
    static const struct licence_case early = {.tax_id = BEREKE_BIN, .account = KZ_IBAN, .day = 20230101};
    find(message, &early, PACK_CREDITOR, &finding);
    CU_ASSERT_EQUAL(finding.entry, fixture->licences[1].entry + 1);
    static const struct licence_case late = {.tax_id = BEREKE_BIN, .account = KZ_IBAN};
    find(message, &late, PACK_CREDITOR, &finding);
    CU_ASSERT_EQUAL(finding.entry, fixture->licences[2].entry + 1);
    message_free(message);
}

/* An account is at home in the jurisdiction of the pack, whichever that is. */
static void test_home_is_the_jurisdiction(void)
{
    static const struct {
        const char *jurisdiction, *account;
        uint32_t states;
    } cases[] = {{"KZ", KZ_IBAN, LICENSED},    {"kz", KZ_IBAN, LICENSED}, {"KZ", OTHER_IBAN, FOREIGN},
                 {"DE", OTHER_IBAN, LICENSED}, {"DE", KZ_IBAN, FOREIGN},  {"", KZ_IBAN, FOREIGN},
                 {"K", KZ_IBAN, FOREIGN},      {"KZT", KZ_IBAN, FOREIGN}};
    uint32_t jurisdiction = fixture->meta.jurisdiction;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct message *message = message_new();
        struct licence_finding finding;
        fixture->meta.jurisdiction = fixture_string(fixture, cases[i].jurisdiction);
        message_put_identifier(message, FG_FIELD_CREDITOR_ID, IDENTIFIER_TAX_ID, ALTYN_BIN);
        message_put_identifier(message, FG_FIELD_CREDITOR_ACCOUNT, IDENTIFIER_IBAN, cases[i].account);
        struct judge_input input = message_input(message, fixture, DAY);
        licence_find(&input, PACK_CREDITOR, &finding);
        CU_ASSERT_EQUAL(finding.states, cases[i].states);
        message_free(message);
    }
    fixture->meta.jurisdiction = jurisdiction;
}

/* The register of the licence, and the list of accounts where it is by that. */
static void test_what_a_finding_rests_on(void)
{
    static const struct {
        const char *tax_id, *account;
        uint64_t lists; /* 0, 1 registers, 2 venues, 3 accounts */
    } cases[] = {{ALTYN_BIN, KZ_IBAN, 1},   {ALTYN_BIN, OTHER_IBAN, 1}, {ALTYN_BIN, BANKS_IBAN, 1 | 8},
                 {NULL, BANKS_IBAN, 1 | 8}, {SANDYK_BIN, KZ_IBAN, 2},   {STRANGE_BIN, KZ_IBAN, 0},
                 {ENDED_BIN, KZ_IBAN, 1}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct message *message = message_new();
        struct licence_finding finding;
        if (cases[i].tax_id)
            message_put_identifier(message, FG_FIELD_CREDITOR_ID, IDENTIFIER_TAX_ID, cases[i].tax_id);
        message_put_identifier(message, FG_FIELD_CREDITOR_ACCOUNT, IDENTIFIER_IBAN, cases[i].account);
        struct judge_input input = message_input(message, fixture, DAY);
        licence_find(&input, PACK_CREDITOR, &finding);
        CU_ASSERT_EQUAL(finding.lists, cases[i].lists);
        message_free(message);
    }
}

static void test_two_accounts_must_both_be_good(void)
{
    struct message *message = message_new();
    struct licence_finding finding;
    message_put_identifier(message, FG_FIELD_CREDITOR_ID, IDENTIFIER_TAX_ID, ALTYN_BIN);
    put_account(message, KZ_IBAN);
    uint32_t value = message_put(message, FG_FIELD_CREDITOR_ACCOUNT, "see below"); /* no identifier at all */
    struct judge_input input = message_input(message, fixture, DAY);
    licence_find(&input, PACK_CREDITOR, &finding);
    CU_ASSERT_EQUAL(finding.states, FOREIGN);
    CU_ASSERT_EQUAL(finding.value, value + 1);
    message_free(message);
}

static void test_an_empty_register_licenses_nobody(void)
{
    uint32_t count = fixture->lists[0].entry_count;
    fixture->lists[0].entry_count = 0;
    CHECK({.tax_id = ALTYN_BIN, .account = KZ_IBAN, .states = NONE},
          {.tax_id = SANDYK_BIN, .account = KZ_IBAN, .states = LICENSED});
    fixture->lists[0].entry_count = count;
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_pSuite suite = CU_add_suite("licence", set_up, tear_down);
    CU_ADD_TEST(suite, test_who_is_licensed);
    CU_ADD_TEST(suite, test_accounts);
    CU_ADD_TEST(suite, test_dates_at_their_ends);
    CU_ADD_TEST(suite, test_registers_count_from_their_day);
    CU_ADD_TEST(suite, test_ended_and_suspended);
    CU_ADD_TEST(suite, test_a_suspension_without_an_end);
    CU_ADD_TEST(suite, test_tax_ids_in_text);
    CU_ADD_TEST(suite, test_contradictions);
    CU_ADD_TEST(suite, test_a_contradicting_bic);
    CU_ADD_TEST(suite, test_what_a_finding_shows);
    CU_ADD_TEST(suite, test_home_is_the_jurisdiction);
    CU_ADD_TEST(suite, test_what_a_finding_rests_on);
    CU_ADD_TEST(suite, test_two_accounts_must_both_be_good);
    CU_ADD_TEST(suite, test_an_empty_register_licenses_nobody);
    return run_tests();
}
