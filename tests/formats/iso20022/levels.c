/*
 * levels.c: what stands above and below a transfer: pain.001's headers for groups of transfers, the customer's transfer
 * under a bank's cover payment, and the roles of a payment that comes back.
 */
#include "harness.h"

#include <stdio.h>
#include <string.h>

#include <CUnit/Basic.h>

static struct lane lane;

static const char *text(fg_field field)
{
    return lane_text(&lane, field, 0);
}

/* Of one transfer: fields and their texts, NULL at the end; a field that is "" must not be there. */
struct said {
    fg_field field;
    const char *text;
};

static void check(const char *name, const struct said *said)
{
    for (; said->text; said++) {
        if (strcmp(text(said->field), said->text) != 0)
            printf("\n    %s: field %d is \"%s\", expected \"%s\"", name, said->field, text(said->field), said->text);
        CU_ASSERT_STRING_EQUAL(text(said->field), said->text);
    }
    CU_ASSERT_TRUE(lane_values_are_sane(&lane));
}
#define CHECK(name, ...) check(name, (const struct said[]){__VA_ARGS__, {FG_FIELD_NONE, NULL}})

/* --- pain.001 ---------------------------------------------------------------------------------------------------- */

#define ORDER(groups)                                                                                                  \
    "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.001.001.09'><CstmrCdtTrfInitn><GrpHdr><MsgId>M</MsgId>"      \
    "<InitgPty><Nm>INITIATOR</Nm></InitgPty></GrpHdr>" groups "</CstmrCdtTrfInitn></Document>"
#define GROUP(id, date, debtor, transfers)                                                                             \
    "<PmtInf><PmtInfId>" id "</PmtInfId><ReqdExctnDt>" date "</ReqdExctnDt><Dbtr><Nm>" debtor                          \
    "</Nm></Dbtr><DbtrAcct><Id><Othr><Id>ACC-" id "</Id></Othr></Id></DbtrAcct><ChrgBr>SHAR</ChrgBr>" transfers        \
    "</PmtInf>"
#define ORDERED(id, amount, creditor)                                                                                  \
    "<CdtTrfTxInf><PmtId><EndToEndId>" id "</EndToEndId></PmtId><Amt>" amount "</Amt><Cdtr><Nm>" creditor              \
    "</Nm></Cdtr></CdtTrfTxInf>"
#define EUR(n) "<InstdAmt Ccy='EUR'>" n "</InstdAmt>"

static void test_groups(void)
{
    static const char message[] =
        ORDER(GROUP("P1", "<Dt>2026-11-23</Dt>", "FIRST", ORDERED("1", EUR("1"), "A") ORDERED("2", EUR("2"), "B"))
                  GROUP("P2", "<DtTm>2026-11-24T10:00:00+05:00</DtTm>", "SECOND",
                        ORDERED("3", "<EqvtAmt><Amt Ccy='KZT'>3</Amt><CcyOfTrf>USD</CcyOfTrf></EqvtAmt>", "C"))
                      GROUP("P3", "2026-11-25", "THIRD", ORDERED("4", EUR("4"), "D")) "<SplmtryData><Envlp>END</Envlp>"
                                                                                      "</SplmtryData>");
    CU_ASSERT_EQUAL(lane_first(&lane, message, sizeof message - 1), READ_TRANSFER);
    CHECK("1", {FG_FIELD_MESSAGE_ID, "M"}, {FG_FIELD_INITIATING_PARTY_NAME, "INITIATOR"},
          {FG_FIELD_DEBTOR_NAME, "FIRST"}, {FG_FIELD_DEBTOR_ACCOUNT, "ACC-P1"},
          {FG_FIELD_SETTLEMENT_DATE, "2026-11-23"}, {FG_FIELD_CHARGE_BEARER, "SHAR"}, {FG_FIELD_END_TO_END_ID, "1"},
          {FG_FIELD_AMOUNT, "1"}, {FG_FIELD_CURRENCY, "EUR"}, {FG_FIELD_CREDITOR_NAME, "A"});
    CU_ASSERT_EQUAL(lane.transfer.level, LEVEL_TRANSFER);
    CU_ASSERT_EQUAL(lane_next(&lane), READ_TRANSFER);
    CHECK("2", {FG_FIELD_DEBTOR_NAME, "FIRST"}, {FG_FIELD_SETTLEMENT_DATE, "2026-11-23"}, {FG_FIELD_AMOUNT, "2"},
          {FG_FIELD_CREDITOR_NAME, "B"}, {FG_FIELD_END_TO_END_ID, "2"});
    CU_ASSERT_EQUAL(lane_next(&lane), READ_TRANSFER);
    CHECK("3", {FG_FIELD_MESSAGE_ID, "M"}, {FG_FIELD_INITIATING_PARTY_NAME, "INITIATOR"},
          {FG_FIELD_DEBTOR_NAME, "SECOND"}, {FG_FIELD_DEBTOR_ACCOUNT, "ACC-P2"},
          {FG_FIELD_SETTLEMENT_DATE, "2026-11-24T10:00:00+05:00"}, {FG_FIELD_AMOUNT, "3"}, {FG_FIELD_CURRENCY, "KZT"},
          {FG_FIELD_INSTRUCTED_CURRENCY, "USD"}, {FG_FIELD_CREDITOR_NAME, "C"});
    CU_ASSERT_EQUAL(lane_count(&lane, FG_FIELD_DEBTOR_NAME), 1);
    CU_ASSERT_EQUAL(transfer_date(&lane.transfer, FG_FIELD_SETTLEMENT_DATE), 20261124);
    CU_ASSERT_EQUAL(lane_next(&lane), READ_TRANSFER);
    CHECK("4", {FG_FIELD_DEBTOR_NAME, "THIRD"}, {FG_FIELD_SETTLEMENT_DATE, "2026-11-25"}, {FG_FIELD_CREDITOR_NAME, "D"},
          {FG_FIELD_INSTRUCTED_CURRENCY, ""}, {FG_FIELD_OTHER_TEXT, "END"});
    CU_ASSERT_STRING_EQUAL(lane_original(&lane, FG_FIELD_DEBTOR_NAME, 0, 0, 5), "THIRD");
    CU_ASSERT_EQUAL(lane_next(&lane), READ_END);
    CU_ASSERT_EQUAL(lane_next(&lane), READ_END);
    CU_ASSERT_EQUAL(lane.warnings.unmapped + lane.warnings.count, 0);
}

/* What only looks like a transfer is text, where text of any kind may stand. */
static void test_look_alike(void)
{
    static const char message[] = ORDER(GROUP(
        "P1", "2026-11-23", "FIRST",
        ORDERED("1", EUR("1"),
                "A")) "<SplmtryData><Envlp><PmtInf><CdtTrfTxInf>COPY</CdtTrfTxInf></PmtInf></Envlp></SplmtryData>");
    CU_ASSERT_EQUAL(lane_first(&lane, message, sizeof message - 1), READ_TRANSFER);
    CHECK("1", {FG_FIELD_CREDITOR_NAME, "A"}, {FG_FIELD_OTHER_TEXT, "COPY"});
    CU_ASSERT_EQUAL(lane_next(&lane), READ_END);
}

/* Any number of groups, in the memory of one. */
static void test_many_groups(void)
{
    static char message[4000000];
    size_t n = (size_t)sprintf(message, "<CstmrCdtTrfInitn><GrpHdr><MsgId>M</MsgId></GrpHdr>");
    for (int i = 0; i < 10000; i++)
        n += (size_t)sprintf(message + n,
                             "<PmtInf><ReqdExctnDt>2026-11-23</ReqdExctnDt><Dbtr><Nm>D%d</Nm></Dbtr>"
                             "<CdtTrfTxInf><Amt>" EUR("1") "</Amt><Cdtr><Nm>C%d</Nm></Cdtr></CdtTrfTxInf></PmtInf>",
                             i, i);
    n += (size_t)sprintf(message + n, "</CstmrCdtTrfInitn>");
    struct limits limits = usual_limits;
    limits.fields = 16;
    limits.text_bytes = 4096;
    struct lane small;
    CU_ASSERT_TRUE_FATAL(lane_open(&small, &limits));
    uint32_t transfers;
    CU_ASSERT_EQUAL(lane_read(&small, message, n, &transfers), READ_END);
    CU_ASSERT_EQUAL(transfers, 10000);
    lane_close(&small);
}

/* --- pacs.009 ---------------------------------------------------------------------------------------------------- */

#define BANKS(transfers)                                                                                               \
    "<Document "                                                                                                       \
    "xmlns='urn:iso:std:iso:20022:tech:xsd:pacs.009.001.08'><FICdtTrf><GrpHdr><MsgId>M</MsgId></GrpHdr>" transfers     \
    "</FICdtTrf></Document>"
#define BANK(tag, bic) "<" tag "><FinInstnId><BICFI>" bic "</BICFI></FinInstnId></" tag ">"
#define COVER(id, rest)                                                                                                \
    "<CdtTrfTxInf><PmtId><InstrId>I" id "</InstrId><EndToEndId>E" id "</EndToEndId><TxId>T" id                         \
    "</TxId><UETR>7a1c0f4e-2b5d-4a8e-9c1d-0f2e3d4c5b6b</UETR></PmtId><IntrBkSttlmAmt Ccy='EUR'>12.50"                  \
    "</IntrBkSttlmAmt><IntrBkSttlmDt>2026-11-23</IntrBkSttlmDt>" BANK("Dbtr", "AAAAKZKX") BANK("Cdtr", "BBBBDEFF")     \
        rest "</CdtTrfTxInf>"
#define UNDERLYING(debtor, creditor)                                                                                   \
    "<UndrlygCstmrCdtTrf><Dbtr><Nm>" debtor "</Nm></Dbtr>" BANK("DbtrAgt", "CCCCKZKX")                                 \
        BANK("IntrmyAgt1", "DDDDUS33") "<Cdtr><Nm>" creditor "</Nm></Cdtr><RmtInf><Ustrd>INVOICE 7</Ustrd></RmtInf>"   \
                                       "<InstdAmt Ccy='USD'>13.10</InstdAmt></UndrlygCstmrCdtTrf>"

static void check_underlying(const char *debtor, const char *creditor, const char *id)
{
    char instruction[8];
    snprintf(instruction, sizeof instruction, "I%s", id);
    CU_ASSERT_EQUAL(lane.transfer.level, LEVEL_UNDERLYING);
    CHECK(debtor, {FG_FIELD_MESSAGE_ID, "M"}, {FG_FIELD_DEBTOR_NAME, debtor}, {FG_FIELD_DEBTOR_BIC, ""},
          {FG_FIELD_DEBTOR_AGENT_BIC, "CCCCKZKX"}, {FG_FIELD_INTERMEDIARY_AGENT_BIC, "DDDDUS33"},
          {FG_FIELD_CREDITOR_NAME, creditor}, {FG_FIELD_CREDITOR_BIC, ""}, {FG_FIELD_REMITTANCE, "INVOICE 7"},
          {FG_FIELD_INSTRUCTED_AMOUNT, "13.10"}, {FG_FIELD_INSTRUCTED_CURRENCY, "USD"}, {FG_FIELD_AMOUNT, "12.50"},
          {FG_FIELD_CURRENCY, "EUR"}, {FG_FIELD_SETTLEMENT_DATE, "2026-11-23"},
          {FG_FIELD_UETR, "7a1c0f4e-2b5d-4a8e-9c1d-0f2e3d4c5b6b"}, {FG_FIELD_INSTRUCTION_ID, instruction});
    CU_ASSERT_EQUAL(text(FG_FIELD_END_TO_END_ID)[0], 'E');
    CU_ASSERT_EQUAL(text(FG_FIELD_TRANSACTION_ID)[0], 'T');
    CU_ASSERT_STRING_EQUAL(lane_original(&lane, FG_FIELD_AMOUNT, 0, 0, 5), "12.50");
    CU_ASSERT_STRING_EQUAL(lane_original(&lane, FG_FIELD_CURRENCY, 0, 0, 3), "EUR");
}

static void check_cover(const char *id)
{
    CU_ASSERT_EQUAL(lane.transfer.level, LEVEL_TRANSFER);
    CHECK("cover", {FG_FIELD_DEBTOR_BIC, "AAAAKZKX"}, {FG_FIELD_CREDITOR_BIC, "BBBBDEFF"}, {FG_FIELD_DEBTOR_NAME, ""},
          {FG_FIELD_CREDITOR_NAME, ""}, {FG_FIELD_REMITTANCE, ""}, {FG_FIELD_INSTRUCTED_AMOUNT, ""},
          {FG_FIELD_AMOUNT, "12.50"});
    CU_ASSERT_STRING_EQUAL(text(FG_FIELD_END_TO_END_ID) + 1, id);
}

static void test_cover(void)
{
    static const char message[] =
        BANKS(COVER("1", UNDERLYING("ALICE", "BOB") "<SplmtryData><Envlp>NOTE</Envlp></SplmtryData>") COVER("2", "")
                  COVER("3", UNDERLYING("CAROL", "DAVE") UNDERLYING("ERIN", "FRANK")));
    CU_ASSERT_EQUAL(lane_first(&lane, message, sizeof message - 1), READ_TRANSFER);
    check_cover("1");
    CU_ASSERT_STRING_EQUAL(text(FG_FIELD_OTHER_TEXT), "");
    CU_ASSERT_EQUAL(lane_next(&lane), READ_TRANSFER);
    check_underlying("ALICE", "BOB", "1");
    CU_ASSERT_STRING_EQUAL(text(FG_FIELD_OTHER_TEXT), "NOTE");
    CU_ASSERT_EQUAL(lane_next(&lane), READ_TRANSFER);
    check_cover("2");
    CU_ASSERT_EQUAL(lane_next(&lane), READ_TRANSFER);
    check_cover("3");
    CU_ASSERT_EQUAL(lane_next(&lane), READ_TRANSFER);
    check_underlying("CAROL", "DAVE", "3");
    CU_ASSERT_EQUAL(lane_next(&lane), READ_TRANSFER);
    check_underlying("ERIN", "FRANK", "3");
    CU_ASSERT_EQUAL(lane_next(&lane), READ_END);
    CU_ASSERT_EQUAL(lane.warnings.count, 0);
}

/* What one cover lacks is not taken from the one before; the header's date holds for both levels. */
static void test_cover_without(void)
{
    static const char message[] = "<FICdtTrf><GrpHdr><IntrBkSttlmDt>2026-11-20</IntrBkSttlmDt></GrpHdr>" COVER(
        "1", UNDERLYING("A", "B")) "<CdtTrfTxInf><IntrBkSttlmAmt Ccy='KZT'>1</IntrBkSttlmAmt>" BANK("Cdtr", "BBBBDEFF")
        UNDERLYING("C", "D") "</CdtTrfTxInf></FICdtTrf>";
    CU_ASSERT_EQUAL(lane_first(&lane, message, sizeof message - 1), READ_TRANSFER);
    for (int i = 0; i < 3; i++)
        CU_ASSERT_EQUAL(lane_next(&lane), READ_TRANSFER);
    CHECK("second", {FG_FIELD_CREDITOR_NAME, "D"}, {FG_FIELD_AMOUNT, "1"}, {FG_FIELD_CURRENCY, "KZT"},
          {FG_FIELD_UETR, ""}, {FG_FIELD_END_TO_END_ID, ""}, {FG_FIELD_SETTLEMENT_DATE, "2026-11-20"});
    CU_ASSERT_EQUAL(lane_next(&lane), READ_END);
}

/* --- pacs.004 ---------------------------------------------------------------------------------------------------- */

#define RETURN(inside)                                                                                                 \
    "<PmtRtr><GrpHdr><MsgId>M</MsgId></GrpHdr><TxInf><RtrId>R1</RtrId><OrgnlEndToEndId>E1</OrgnlEndToEndId>"           \
    "<OrgnlTxId>T0</OrgnlTxId><OrgnlUETR>7a1c0f4e-2b5d-4a8e-9c1d-0f2e3d4c5b6b</OrgnlUETR><OrgnlIntrBkSttlmAmt "        \
    "Ccy='USD'>99</OrgnlIntrBkSttlmAmt><RtrdIntrBkSttlmAmt Ccy='EUR'>12</RtrdIntrBkSttlmAmt><IntrBkSttlmDt>2026-11-23" \
    "</IntrBkSttlmDt>" inside "</TxInf></PmtRtr>"
#define CHAIN                                                                                                          \
    "<RtrChain><Dbtr><Pty><Nm>GIVES BACK</Nm></Pty></Dbtr>" BANK(                                                      \
        "DbtrAgt", "AAAAKZKX") "<Cdtr><Agt><FinInstnId><BICFI>BBBBDEFF</BICFI></FinInstnId></Agt></Cdtr></RtrChain>"
#define REASON                                                                                                         \
    "<RtrRsnInf><Orgtr><Nm>WHO SAID SO</Nm></Orgtr><Rsn><Cd>AC04</Cd></Rsn><AddtlInf>CLOSED</AddtlInf></RtrRsnInf>"
#define ORIGINAL                                                                                                       \
    "<OrgnlTxRef><IntrBkSttlmDt>2026-11-01</IntrBkSttlmDt><RmtInf><Ustrd>FOR COINS</Ustrd></RmtInf>"                   \
    "<Dbtr><Pty><Nm>PAID FIRST</Nm></Pty></Dbtr><DbtrAcct><Id><IBAN>X1</IBAN></Id></DbtrAcct>" BANK(                   \
        "DbtrAgt", "CCCCKZKX") BANK("CdtrAgt", "DDDDUS33") "<Cdtr><Nm>WAS PAID</Nm></Cdtr></OrgnlTxRef>"

static void test_return(void)
{
    static const char chain[] = RETURN(CHAIN REASON ORIGINAL), original[] = RETURN(REASON ORIGINAL),
                      bare[] = RETURN("");
    CU_ASSERT_EQUAL(lane_first(&lane, chain, sizeof chain - 1), READ_TRANSFER);
    CHECK("chain", {FG_FIELD_AMOUNT, "12"}, {FG_FIELD_CURRENCY, "EUR"}, {FG_FIELD_SETTLEMENT_DATE, "2026-11-23"},
          {FG_FIELD_TRANSACTION_ID, "R1"}, {FG_FIELD_END_TO_END_ID, "E1"}, {FG_FIELD_RELATED_REFERENCE, "T0"},
          {FG_FIELD_UETR, "7a1c0f4e-2b5d-4a8e-9c1d-0f2e3d4c5b6b"}, {FG_FIELD_DEBTOR_NAME, "GIVES BACK"},
          {FG_FIELD_DEBTOR_AGENT_BIC, "AAAAKZKX"}, {FG_FIELD_CREDITOR_BIC, "BBBBDEFF"}, {FG_FIELD_CREDITOR_NAME, ""},
          {FG_FIELD_CREDITOR_AGENT_BIC, ""}, {FG_FIELD_REMITTANCE, "FOR COINS"});
    /* amount and currency of the original, then originator, reason and words, then the original's date and parties */
    static const char *const others[] = {"USD",        "99", "WHO SAID SO", "AC04",     "CLOSED",  "2026-11-01",
                                         "PAID FIRST", "X1", "CCCCKZKX",    "DDDDUS33", "WAS PAID"};
    for (uint32_t i = 0; i < sizeof others / sizeof others[0]; i++)
        CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_OTHER_TEXT, i), others[i]);
    CU_ASSERT_EQUAL(lane_next(&lane), READ_END);

    CU_ASSERT_EQUAL(lane_first(&lane, original, sizeof original - 1), READ_TRANSFER);
    CHECK("original", {FG_FIELD_DEBTOR_NAME, "WAS PAID"}, {FG_FIELD_DEBTOR_AGENT_BIC, "DDDDUS33"},
          {FG_FIELD_CREDITOR_NAME, "PAID FIRST"}, {FG_FIELD_CREDITOR_ACCOUNT, "X1"},
          {FG_FIELD_CREDITOR_AGENT_BIC, "CCCCKZKX"}, {FG_FIELD_SETTLEMENT_DATE, "2026-11-23"});
    CU_ASSERT_EQUAL(lane_count(&lane, FG_FIELD_SETTLEMENT_DATE), 1);
    CU_ASSERT_EQUAL(lane.warnings.count, 0);

    CU_ASSERT_EQUAL(lane_first(&lane, bare, sizeof bare - 1), READ_TRANSFER);
    CU_ASSERT_EQUAL_FATAL(lane.warnings.count, 1);
    CU_ASSERT_STRING_EQUAL(lane.warnings.kept[0].code, "iso20022-no-parties");
    CU_ASSERT_EQUAL(lane_next(&lane), READ_END);
}

static int set_up(void)
{
    return !lane_open(&lane, &usual_limits);
}

static int tear_down(void)
{
    lane_close(&lane);
    return 0;
}

void add_level_tests(void)
{
    CU_pSuite suite = CU_add_suite("iso20022: levels", set_up, tear_down);
    CU_add_test(suite, "groups of pain.001", test_groups);
    CU_add_test(suite, "look-alikes", test_look_alike);
    CU_add_test(suite, "many groups", test_many_groups);
    CU_add_test(suite, "covers and what they cover", test_cover);
    CU_add_test(suite, "covers that lack something", test_cover_without);
    CU_add_test(suite, "returns", test_return);
}
