/*
 * fields.c: which element becomes which field.
 */
#include "harness.h"

#include <stdio.h>
#include <string.h>

#include <CUnit/Basic.h>

static struct lane lane;

struct expectation {
    const char *element; /* inside CdtTrfTxInf */
    fg_field field;
    uint32_t nth;
    const char *text;
};

#define PARTY(tag, name, id, lei)                                                                                      \
    {"<" tag "><Nm>NAME OF PARTY</Nm></" tag ">", FG_FIELD_##name, 0, "NAME OF PARTY"},                                \
        {"<" tag "><Id><PrvtId><Othr><Id>850101300015</Id></Othr></PrvtId></Id></" tag ">", FG_FIELD_##id, 0,          \
         "850101300015"},                                                                                              \
        {"<" tag "><Id><OrgId><Othr><Id>990140000385</Id></Othr></OrgId></Id></" tag ">", FG_FIELD_##id, 0,            \
         "990140000385"},                                                                                              \
    {                                                                                                                  \
        "<" tag "><Id><OrgId><LEI>5493001KJTIIGC8Y1R12</LEI></OrgId></Id></" tag ">", FG_FIELD_##lei, 0,               \
            "5493001KJTIIGC8Y1R12"                                                                                     \
    }

#define AGENT(tag, name, bic)                                                                                          \
    {"<" tag "><FinInstnId><BICFI>HSBKKZKX</BICFI></FinInstnId></" tag ">", FG_FIELD_##bic, 0, "HSBKKZKX"},            \
        {"<" tag "><FinInstnId><BIC>HSBKKZKX</BIC></FinInstnId></" tag ">", FG_FIELD_##bic, 0, "HSBKKZKX"},            \
    {                                                                                                                  \
        "<" tag "><FinInstnId><Nm>A BANK</Nm></FinInstnId></" tag ">", FG_FIELD_##name, 0, "A BANK"                    \
    }

static const struct expectation expectations[] = {
    {"<PmtId><InstrId>I1</InstrId></PmtId>", FG_FIELD_INSTRUCTION_ID, 0, "I1"},
    {"<PmtId><EndToEndId>E1</EndToEndId></PmtId>", FG_FIELD_END_TO_END_ID, 0, "E1"},
    {"<PmtId><TxId>T1</TxId></PmtId>", FG_FIELD_TRANSACTION_ID, 0, "T1"},
    {"<PmtId><UETR>7a1c0f4e-2b5d-4a8e-9c1d-0f2e3d4c5b6b</UETR></PmtId>", FG_FIELD_UETR, 0,
     "7a1c0f4e-2b5d-4a8e-9c1d-0f2e3d4c5b6b"},
    {"<PmtId><ClrSysRef>C1</ClrSysRef></PmtId>", FG_FIELD_CLEARING_SYSTEM_REFERENCE, 0, "C1"},
    {"", FG_FIELD_AMOUNT, 0, "12.50"},
    {"", FG_FIELD_CURRENCY, 0, "EUR"},
    {"", FG_FIELD_MESSAGE_ID, 0, "MSG-1"},
    {"", FG_FIELD_CREATION_DATE, 0, "2026-11-21T10:00:00+05:00"},
    {"<InstdAmt Ccy='KZT'>7000</InstdAmt>", FG_FIELD_INSTRUCTED_AMOUNT, 0, "7000"},
    {"<InstdAmt Ccy='KZT'>7000</InstdAmt>", FG_FIELD_INSTRUCTED_CURRENCY, 0, "KZT"},
    /* Some systems wrap a text in an element of its schema type. */
    {"<InstdAmt><Inner Ccy='KZT'><Inner>7000</Inner></Inner></InstdAmt>", FG_FIELD_INSTRUCTED_AMOUNT, 0, "7000"},
    {"<InstdAmt><Inner Ccy='KZT'><Inner>7000</Inner></Inner></InstdAmt>", FG_FIELD_INSTRUCTED_CURRENCY, 0, "KZT"},
    {"<IntrBkSttlmDt>2026-11-23</IntrBkSttlmDt>", FG_FIELD_SETTLEMENT_DATE, 0, "2026-11-23"},
    {"<ChrgBr>SHAR</ChrgBr>", FG_FIELD_CHARGE_BEARER, 0, "SHAR"},
    {"<PmtTpInf><CtgyPurp><Cd>SALA</Cd></CtgyPurp></PmtTpInf>", FG_FIELD_CATEGORY_PURPOSE, 0, "SALA"},
    PARTY("Dbtr", DEBTOR_NAME, DEBTOR_ID, DEBTOR_LEI),
    PARTY("Cdtr", CREDITOR_NAME, CREDITOR_ID, CREDITOR_LEI),
    PARTY("UltmtDbtr", ULTIMATE_DEBTOR_NAME, ULTIMATE_DEBTOR_ID, ULTIMATE_DEBTOR_LEI),
    PARTY("UltmtCdtr", ULTIMATE_CREDITOR_NAME, ULTIMATE_CREDITOR_ID, ULTIMATE_CREDITOR_LEI),
    PARTY("InitgPty", INITIATING_PARTY_NAME, INITIATING_PARTY_ID, INITIATING_PARTY_ID),
    {"<Dbtr><Id><OrgId><AnyBIC>HSBKKZKX</AnyBIC></OrgId></Id></Dbtr>", FG_FIELD_DEBTOR_BIC, 0, "HSBKKZKX"},
    {"<Cdtr><Id><OrgId><BICOrBEI>HSBKKZKX</BICOrBEI></OrgId></Id></Cdtr>", FG_FIELD_CREDITOR_BIC, 0, "HSBKKZKX"},
    {"<Cdtr><PstlAdr><StrtNm>ABAY</StrtNm><TwnNm>ALMATY</TwnNm><AdrLine>LINE 1</AdrLine></PstlAdr></Cdtr>",
     FG_FIELD_CREDITOR_ADDRESS, 2, "LINE 1"},
    {"<Cdtr><CtctDtls><EmailAdr>a@b.kz</EmailAdr></CtctDtls></Cdtr>", FG_FIELD_CREDITOR_CONTACT, 0, "a@b.kz"},
    {"<Dbtr><PstlAdr><AdrLine>LINE 1</AdrLine></PstlAdr></Dbtr>", FG_FIELD_DEBTOR_ADDRESS, 0, "LINE 1"},
    {"<Dbtr><CtctDtls><Othr><Id>@handle</Id></Othr></CtctDtls></Dbtr>", FG_FIELD_DEBTOR_CONTACT, 0, "@handle"},
    {"<DbtrAcct><Id><IBAN>KZ35601A000000012345</IBAN></Id></DbtrAcct>", FG_FIELD_DEBTOR_ACCOUNT, 0,
     "KZ35601A000000012345"},
    {"<CdtrAcct><Id><Othr><Id>0123</Id></Othr></Id></CdtrAcct>", FG_FIELD_CREDITOR_ACCOUNT, 0, "0123"},
    {"<CdtrAcct><Id><IBAN>X</IBAN></Id><Prxy><Id>+77011234567</Id></Prxy></CdtrAcct>", FG_FIELD_CREDITOR_PROXY, 0,
     "+77011234567"},
    AGENT("DbtrAgt", DEBTOR_AGENT_NAME, DEBTOR_AGENT_BIC),
    AGENT("CdtrAgt", CREDITOR_AGENT_NAME, CREDITOR_AGENT_BIC),
    AGENT("IntrmyAgt1", INTERMEDIARY_AGENT_NAME, INTERMEDIARY_AGENT_BIC),
    AGENT("IntrmyAgt3", INTERMEDIARY_AGENT_NAME, INTERMEDIARY_AGENT_BIC),
    AGENT("PrvsInstgAgt", PREVIOUS_INSTRUCTING_AGENT_NAME, PREVIOUS_INSTRUCTING_AGENT_BIC),
    AGENT("PrvsInstgAgt2", PREVIOUS_INSTRUCTING_AGENT_NAME, PREVIOUS_INSTRUCTING_AGENT_BIC),
    {"<InstgAgt><FinInstnId><BICFI>HSBKKZKX</BICFI></FinInstnId></InstgAgt>", FG_FIELD_INSTRUCTING_AGENT_BIC, 0,
     "HSBKKZKX"},
    {"<InstdAgt><FinInstnId><BIC>HSBKKZKX</BIC></FinInstnId></InstdAgt>", FG_FIELD_INSTRUCTED_AGENT_BIC, 0, "HSBKKZKX"},
    {"<InstgAgt><FinInstnId><Nm>A BANK</Nm></FinInstnId></InstgAgt>", FG_FIELD_OTHER_TEXT, 1, "A BANK"},
    {"<CdtrAgt><FinInstnId><LEI>L</LEI></FinInstnId></CdtrAgt>", FG_FIELD_CREDITOR_AGENT_LEI, 0, "L"},
    {"<CdtrAgt><FinInstnId><ClrSysMmbId><MmbId>601</MmbId></ClrSysMmbId></FinInstnId></CdtrAgt>",
     FG_FIELD_CREDITOR_AGENT_ID, 0, "601"},
    {"<CdtrAgtAcct><Id><IBAN>Y</IBAN></Id></CdtrAgtAcct>", FG_FIELD_CREDITOR_AGENT_ACCOUNT, 0, "Y"},
    {"<IntrmyAgt2Acct><Id><IBAN>Y</IBAN></Id></IntrmyAgt2Acct>", FG_FIELD_INTERMEDIARY_AGENT_ACCOUNT, 0, "Y"},
    {"<InstrForCdtrAgt><Cd>PHOB</Cd><InstrInf>CALL</InstrInf></InstrForCdtrAgt>",
     FG_FIELD_INSTRUCTION_FOR_CREDITOR_AGENT, 1, "CALL"},
    {"<InstrForNxtAgt><InstrInf>/ACC/X</InstrInf></InstrForNxtAgt>", FG_FIELD_INSTRUCTION_FOR_NEXT_AGENT, 0, "/ACC/X"},
    {"<Purp><Cd>GDDS</Cd></Purp>", FG_FIELD_ISO_PURPOSE_CODE, 0, "GDDS"},
    {"<Purp><Cd>GDDS</Cd></Purp>", FG_FIELD_PURPOSE_CODE, 0, "GDDS"},
    {"<Purp><Prtry>COINS FOR ME</Prtry></Purp>", FG_FIELD_OTHER_TEXT, 1, "COINS FOR ME"},
    {"<RgltryRptg><Dtls><Inf>I</Inf></Dtls></RgltryRptg>", FG_FIELD_REGULATORY_REPORTING, 0, "I"},
    {"<RltdRmtInf><RmtId>R</RmtId></RltdRmtInf>", FG_FIELD_RELATED_REMITTANCE, 0, "R"},
    {"<RmtInf><Ustrd>A</Ustrd><Ustrd>B</Ustrd></RmtInf>", FG_FIELD_REMITTANCE, 1, "B"},
    {"<RmtInf><Strd><RfrdDocInf><Nb>7</Nb></RfrdDocInf></Strd></RmtInf>", FG_FIELD_REMITTANCE_STRUCTURED, 0, "7"},
    {"<SplmtryData><Envlp><Anything Dti='4H95J0R2X'>coin</Anything></Envlp></SplmtryData>", FG_FIELD_OTHER_TEXT, 1,
     "4H95J0R2X"},
    {"<SplmtryData><Envlp><Anything Dti='4H95J0R2X'>coin</Anything></Envlp></SplmtryData>", FG_FIELD_OTHER_TEXT, 2,
     "coin"},
    {"<NoSuchElement>text</NoSuchElement>", FG_FIELD_OTHER_TEXT, 1, "text"},
    {"text between", FG_FIELD_OTHER_TEXT, 1, "text between"},
    {"<x:Purp xmlns:x='urn:any'><x:Cd>GDDS</x:Cd></x:Purp>", FG_FIELD_ISO_PURPOSE_CODE, 0, "GDDS"},
    {"<RmtInf><Ustrd>GOODS /EKNP 1925EUR710/</Ustrd></RmtInf><Purp><Cd>GDDS</Cd></Purp>", FG_FIELD_PURPOSE_CODE, 0,
     "710"},
    {"<RmtInf><Ustrd>GOODS /EKNP 1925EUR710/</Ustrd></RmtInf>", FG_FIELD_DEBTOR_SECTOR, 0, "19"},
    {"<RmtInf><Ustrd>GOODS /EKNP 1925EUR710/</Ustrd></RmtInf>", FG_FIELD_CREDITOR_SECTOR, 0, "25"},
    {"<InstrForNxtAgt><InstrInf>EKNP 1122KZT333</InstrInf></InstrForNxtAgt>", FG_FIELD_PURPOSE_CODE, 0, "333"},
    /* A code field that holds no code. */
    {"<ChrgBr>BUY COINS</ChrgBr>", FG_FIELD_OTHER_TEXT, 1, "BUY COINS"},
    {"<CdtrAgt><FinInstnId><BICFI>NOT A BIC AT ALL</BICFI></FinInstnId></CdtrAgt>", FG_FIELD_OTHER_TEXT, 1,
     "NOT A BIC AT ALL"},
    {"<CdtrAcct><Id><Othr><Id>SOME VENUE</Id></Othr></Id></CdtrAcct>", FG_FIELD_OTHER_TEXT, 1, "SOME VENUE"},
    /* Words that stand in place of a number or an identifier. */
    {"<CdtrAcct><Id><Othr><Id>VENUE</Id></Othr></Id></CdtrAcct>", FG_FIELD_OTHER_TEXT, 1, "VENUE"},
    {"<CdtrAcct><Id><Othr><Id>SOME-VENUE20</Id></Othr></Id></CdtrAcct>", FG_FIELD_OTHER_TEXT, 1, "SOME-VENUE20"},
    {"<CdtrAcct><Id><Othr><Id>0012-3.4:5</Id></Othr></Id></CdtrAcct>", FG_FIELD_OTHER_TEXT, 1, ""},
    {"<CdtrAcct><Id><IBAN>KZ35601A000000012345</IBAN></Id></CdtrAcct>", FG_FIELD_OTHER_TEXT, 1, ""},
    {"<Cdtr><Id><OrgId><Othr><Id>SOME.VENUE1</Id></Othr></OrgId></Id></Cdtr>", FG_FIELD_OTHER_TEXT, 1, "SOME.VENUE1"},
    {"<Cdtr><Id><OrgId><LEI>VENUE</LEI></OrgId></Id></Cdtr>", FG_FIELD_OTHER_TEXT, 1, "VENUE"},
    {"<Cdtr><Id><OrgId><LEI>5493001KJTIIGC8Y1R12</LEI></OrgId></Id></Cdtr>", FG_FIELD_OTHER_TEXT, 1, ""},
    {"<CdtrAgt><FinInstnId><BICFI>VENUE</BICFI></FinInstnId></CdtrAgt>", FG_FIELD_OTHER_TEXT, 1, "VENUE"},
    {"<CdtrAgt><FinInstnId><BICFI>HSBKKZKXXXX</BICFI></FinInstnId></CdtrAgt>", FG_FIELD_OTHER_TEXT, 1, ""},
    {"<CdtrAgt><FinInstnId><ClrSysMmbId><MmbId>VENUE</MmbId></ClrSysMmbId></FinInstnId></CdtrAgt>", FG_FIELD_OTHER_TEXT,
     1, "VENUE"},
    {"<PmtId><UETR>SOME-VENUE-20</UETR></PmtId>", FG_FIELD_OTHER_TEXT, 1, "SOME-VENUE-20"},
    {"<PmtId><UETR>7a1c0f4e-2b5d-4a8e-9c1d-0f2e3d4c5b6b</UETR></PmtId>", FG_FIELD_OTHER_TEXT, 1, ""},
    {"<PmtId><UETR>7A1C0F4E-2B5D-4A8E-9C1D-0F2E3D4C5B6B</UETR></PmtId>", FG_FIELD_OTHER_TEXT, 1, ""},
    /* Attributes that say how to read the XML have no blanks in them. */
    {"<Note xsi:type='SOME VENUE'>x</Note>", FG_FIELD_OTHER_TEXT, 1, "SOME VENUE"},
    {"<Note xmlns:q='SOME VENUE'>x</Note>", FG_FIELD_OTHER_TEXT, 1, "SOME VENUE"},
    {"<Note xsi:type='q:Max35Text' xsi:schemaLocation='urn:a a.xsd' xml:lang='kk'>x</Note>", FG_FIELD_OTHER_TEXT, 1,
     "x"},
};

/* Attributes that no schema has, of the elements around a payment. */
static void test_attributes_around(void)
{
    static const char *const messages[] = {
        "<E><AppHdr note='SOME VENUE'/><Document>%s</Document></E>",
        "<E><AppHdr><CreDt note='SOME VENUE'>2026-11-21</CreDt></AppHdr><Document>%s</Document></E>",
        "<Document xmlns='urn:a' note=' SOME VENUE '>%s</Document>",
        "<Document>\n<FIToFICstmrCdtTrf note='SOME VENUE'>" PAID_TO("N") "</FIToFICstmrCdtTrf></Document>",
    };
    for (size_t i = 0; i < sizeof messages / sizeof messages[0]; i++) {
        char message[1024];
        snprintf(message, sizeof message, messages[i], "<FIToFICstmrCdtTrf>" PAID_TO("N") "</FIToFICstmrCdtTrf>");
        CU_ASSERT_EQUAL(lane_first(&lane, message, strlen(message)), READ_TRANSFER);
        CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_OTHER_TEXT, 0), "SOME VENUE");
        CU_ASSERT_STRING_EQUAL(lane_original(&lane, FG_FIELD_OTHER_TEXT, 0, 0, 4), "SOME");
    }
}

/* Each transfer begins with an element of no row, so that other_text 1 is the first of the element in question. */
static void test_every_field(void)
{
    for (size_t i = 0; i < sizeof expectations / sizeof expectations[0]; i++) {
        const struct expectation *e = &expectations[i];
        char message[4096];
        snprintf(message, sizeof message,
                 HEAD "<CdtTrfTxInf><First>1</First>" AMOUNT "%s<Cdtr><Nm>N</Nm></Cdtr>"
                      "</CdtTrfTxInf>" TAIL,
                 e->element);
        CU_ASSERT_EQUAL(lane_first(&lane, message, strlen(message)), READ_TRANSFER);
        const char *text = lane_text(&lane, e->field, e->nth);
        if (strcmp(text, e->text) != 0)
            printf("\n    %s: field %d is \"%s\", expected \"%s\"", e->element, e->field, text, e->text);
        CU_ASSERT_STRING_EQUAL(text, e->text);
        CU_ASSERT_TRUE(lane_values_are_sane(&lane));
        CU_ASSERT_EQUAL(lane_next(&lane), READ_END);
    }
}

static void test_header(void)
{
    static const char message[] =
        "<Envelope><AppHdr xmlns='urn:iso:std:iso:20022:tech:xsd:head.001.001.02'><Fr><FIId><FinInstnId>"
        "<BICFI>AAAAKZKX</BICFI></FinInstnId></FIId></Fr><To><FIId><FinInstnId><BICFI>BBBBKZKX</BICFI></FinInstnId>"
        "</FIId></To><BizMsgIdr>B1</BizMsgIdr><MsgDefIdr>pacs.008.001.10</MsgDefIdr><Sgntr><Any>c2lnbmF0dXJl</Any>"
        "</Sgntr></AppHdr><Document><FIToFICstmrCdtTrf><GrpHdr><MsgId>M</MsgId><IntrBkSttlmDt>2026-11-20"
        "</IntrBkSttlmDt><SttlmInf><InstgRmbrsmntAgt><FinInstnId><BICFI>CCCCUS33</BICFI></FinInstnId>"
        "</InstgRmbrsmntAgt></SttlmInf></GrpHdr>" PAID_TO("A")
            TRANSFER("<IntrBkSttlmDt>2026-11-25</IntrBkSttlmDt><Cdtr><Nm>B</Nm></Cdtr>") TAIL "</Envelope>";
    CU_ASSERT_EQUAL(lane_first(&lane, message, sizeof message - 1), READ_TRANSFER);
    CU_ASSERT_STRING_EQUAL(lane.info.format, "iso20022");
    CU_ASSERT_STRING_EQUAL(lane.info.type, "pacs.008.001.10");
    CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_SENDER_BIC, 0), "AAAAKZKX");
    CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_RECEIVER_BIC, 0), "BBBBKZKX");
    CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_MESSAGE_ID, 0), "M");
    CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_REIMBURSEMENT_AGENT_BIC, 0), "CCCCUS33");
    CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_SETTLEMENT_DATE, 0), "2026-11-20");
    CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_CREDITOR_NAME, 0), "A");
    CU_ASSERT_EQUAL(lane_count(&lane, FG_FIELD_OTHER_TEXT), 1); /* BizMsgIdr; the signature is not read */
    CU_ASSERT_EQUAL(lane_next(&lane), READ_TRANSFER);
    CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_SENDER_BIC, 0), "AAAAKZKX");
    CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_SETTLEMENT_DATE, 0), "2026-11-25");
    CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_CREDITOR_NAME, 0), "B");
    CU_ASSERT_EQUAL(lane_count(&lane, FG_FIELD_CREDITOR_NAME), 1);
    CU_ASSERT_EQUAL(lane_next(&lane), READ_END);
    CU_ASSERT_EQUAL(lane_next(&lane), READ_END);
}

/* What follows the last transfer is screened with it. */
static void test_text_behind_transfers(void)
{
    static const char message[] =
        MESSAGE(PAID_TO("A") PAID_TO("B") "<SplmtryData><Envlp><Note>for coins</Note></Envlp></SplmtryData>");
    CU_ASSERT_EQUAL(lane_first(&lane, message, sizeof message - 1), READ_TRANSFER);
    CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_OTHER_TEXT, 0), "1"); /* NbOfTxs */
    CU_ASSERT_EQUAL(lane_next(&lane), READ_TRANSFER);
    CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_OTHER_TEXT, 0), "for coins");
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

void add_field_tests(void)
{
    CU_pSuite suite = CU_add_suite("iso20022: fields", set_up, tear_down);
    CU_add_test(suite, "each element to its field", test_every_field);
    CU_add_test(suite, "attributes around a payment are read", test_attributes_around);
    CU_add_test(suite, "header and transfers", test_header);
    CU_add_test(suite, "text behind the transfers", test_text_behind_transfers);
}
