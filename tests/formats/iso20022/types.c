/*
 * types.c: which message it is, in which envelope, and which bytes the adapter claims at all.
 */
#include "harness.h"

#include <stdio.h>
#include <string.h>

#include <CUnit/Basic.h>

static struct lane lane;

#define ISO  "urn:iso:std:iso:20022:tech:xsd:"
#define BODY "<FIToFICstmrCdtTrf>" PAID_TO("N") "</FIToFICstmrCdtTrf>"
#define APPHDR(name)                                                                                                   \
    "<AppHdr xmlns='" ISO "head.001.001.02'><BizMsgIdr>B</BizMsgIdr><MsgDefIdr> " name " </MsgDefIdr></AppHdr>"

struct sort {
    const char *message;
    enum read_result result; /* of begin */
    const char *type;
    const char *code;
};

static const struct sort sorts[] = {
    /* pacs.008 in every dress */
    {"<Document xmlns='" ISO "pacs.008.001.01'>" BODY "</Document>", READ_TRANSFER, "pacs.008.001.01", ""},
    {"<Document xmlns='" ISO "pacs.008.001.01'><pacs.008.001.01>" PAID_TO("N") "</pacs.008.001.01></Document>",
     READ_TRANSFER, "pacs.008.001.01", ""},
    {"<Document><pacs.008.001.01>" PAID_TO("N") "</pacs.008.001.01></Document>", READ_TRANSFER, "pacs.008.001.01", ""},
    {"<Document xmlns='" ISO "pacs.008.001.02'>" BODY "</Document>", READ_TRANSFER, "pacs.008.001.02", ""},
    {"<Document xmlns='" ISO "pacs.008.001.13'>" BODY "</Document>", READ_TRANSFER, "pacs.008.001.13", ""},
    {"<Document xmlns='http://www.six-interbank-clearing.com/de/pacs.008.001.02.ch.01'>" BODY "</Document>",
     READ_TRANSFER, "pacs.008.001.02", ""},
    {"<p:Document xmlns:p='" ISO "pacs.008.001.08'><p:FIToFICstmrCdtTrf><p:CdtTrfTxInf><p:IntrBkSttlmAmt Ccy='EUR'>1"
     "</p:IntrBkSttlmAmt><p:Cdtr><p:Nm>N</p:Nm></p:Cdtr></p:CdtTrfTxInf></p:FIToFICstmrCdtTrf></p:Document>",
     READ_TRANSFER, "pacs.008.001.08", ""},
    {"<Document>" BODY "</Document>", READ_TRANSFER, "pacs.008", ""},
    {BODY, READ_TRANSFER, "pacs.008", ""},
    {"<Message><Any>x</Any>" BODY "</Message>", READ_TRANSFER, "pacs.008", ""},
    {"<DataPDU xmlns='urn:swift:saa:xsd:saa.2.0'><Header>x</Header><Body>" APPHDR(
         "pacs.008.001.08") "<Document xmlns='" ISO "pacs.008.001.08'>" BODY "</Document></Body></DataPDU>",
     READ_TRANSFER, "pacs.008.001.08", ""},
    {"<E xmlns:d='" ISO "pacs.008.001.09'>" APPHDR("x") "<d:Document>" BODY "</d:Document></E>", READ_TRANSFER,
     "pacs.008.001.09", ""},
    {"<E>" APPHDR("pacs.008.001.10") "<Document>" BODY "</Document></E>", READ_TRANSFER, "pacs.008.001.10", ""},
    {"<E>" APPHDR("admi.007.001.01") "<Document>" BODY "</Document></E>", READ_TRANSFER, "pacs.008", ""},
    {"<E>" APPHDR("admi.007.001.01") "<Document xmlns='" ISO "pacs.008.001.07'>" BODY "</Document></E>", READ_TRANSFER,
     "pacs.008.001.07", ""},
    {"\xEF\xBB\xBF<?xml version='1.0' encoding='utf-8'?><Document>" BODY "</Document>", READ_TRANSFER, "pacs.008", ""},
    /* versions that are not read */
    {"<Document xmlns='" ISO "pacs.008.001.14'>" BODY "</Document>", READ_BROKEN, "pacs.008.001.14",
     "iso20022-version-unsupported"},
    {"<Document xmlns='" ISO "pacs.008.002.08'>" BODY "</Document>", READ_BROKEN, "pacs.008.002.08",
     "iso20022-version-unsupported"},
    /* other transfers */
    {"<Document xmlns='" ISO "pacs.009.001.08'><FICdtTrf/></Document>", READ_BROKEN, "pacs.009.001.08",
     "iso20022-no-transfers"},
    {"<Document xmlns='" ISO "pacs.009.001.13'><FICdtTrf/></Document>", READ_BROKEN, "pacs.009.001.13",
     "iso20022-version-unsupported"},
    {"<Document xmlns='" ISO "pacs.004.001.09'><PmtRtr/></Document>", READ_BROKEN, "pacs.004.001.09",
     "iso20022-no-transfers"},
    {"<Document xmlns='" ISO "pacs.004.001.15'><PmtRtr/></Document>", READ_BROKEN, "pacs.004.001.15",
     "iso20022-version-unsupported"},
    {"<Document xmlns='" ISO "pain.001.001.01'><pain.001.001.01/></Document>", READ_BROKEN, "pain.001.001.01",
     "iso20022-version-unsupported"},
    {"<Document xmlns='" ISO "pain.001.001.13'><CstmrCdtTrfInitn/></Document>", READ_BROKEN, "pain.001.001.13",
     "iso20022-version-unsupported"},
    {"<Document xmlns='" ISO "pain.001.001.09'><CstmrCdtTrfInitn/></Document>", READ_BROKEN, "pain.001.001.09",
     "iso20022-no-transfers"},
    {"<CstmrCdtTrfInitn/>", READ_BROKEN, "pain.001", "iso20022-no-transfers"},
    {"<CstmrCdtTrfInitn><PmtInf/></CstmrCdtTrfInitn>", READ_BROKEN, "pain.001", "iso20022-no-transfers"},
    {"<Document xmlns='" ISO "pacs.031.001.01'><Any/></Document>", READ_BROKEN, "pacs.031.001.01",
     "iso20022-type-unsupported"},
    {"<Document xmlns='" ISO "cain.001.001.03'><Any/></Document>", READ_BROKEN, "cain.001.001.03",
     "iso20022-type-unsupported"},
    /* no transfers */
    {"<Document xmlns='" ISO "pacs.010.001.03'><FIDrctDbt/></Document>", READ_NOT_A_TRANSFER, "pacs.010.001.03", ""},
    {"<Document xmlns='" ISO "camt.053.001.08'><BkToCstmrStmt/></Document>", READ_NOT_A_TRANSFER, "camt.053.001.08",
     ""},
    {"<Document xmlns='" ISO "pacs.002.001.10'><FIToFIPmtStsRpt/></Document>", READ_NOT_A_TRANSFER, "pacs.002.001.10",
     ""},
    {"<Document xmlns='" ISO "pain.002.001.10'><CstmrPmtStsRpt/></Document>", READ_NOT_A_TRANSFER, "pain.002.001.10",
     ""},
    {"<Document xmlns='urn:swift:xsd:xsys.003.001.01'><xsys.003.001.01/></Document>", READ_NOT_A_TRANSFER,
     "xsys.003.001.01", ""},
    {"<Document><camt.007.002.02/></Document>", READ_NOT_A_TRANSFER, "camt.007.002.02", ""},
    {"<Document><BkToCstmrStmt/></Document>", READ_NOT_A_TRANSFER, "camt.053", ""},
    {"<E>" APPHDR("seev.031.002.03") "<Document></Document></E>", READ_NOT_A_TRANSFER, "seev.031.002.03", ""},
    {APPHDR("pacs.008.001.08"), READ_NOT_A_TRANSFER, "head.001.001.02", ""},
    {"<E>" APPHDR("pacs.008.001.08") "<P kind='b'/></E>", READ_NOT_A_TRANSFER, "head.001.001.02", ""},
    {"<E>" APPHDR("pacs.008.001.08") "<P body='&lt;Document/>'/></E>", READ_BROKEN, "", "iso20022-unknown-document"},
    /* attempts to pass a transfer as something else */
    {"<Document xmlns='" ISO "camt.053.001.08'>" BODY "</Document>", READ_TRANSFER, "pacs.008", ""},
    {"<Document xmlns='" ISO "pacs.009.001.08'>" BODY "</Document>", READ_TRANSFER, "pacs.008", ""},
    {"<Document xmlns='" ISO "camt.053.001.08'><CstmrCdtTrfInitn/></Document>", READ_BROKEN, "pain.001",
     "iso20022-no-transfers"},
    {"<Document xmlns='" ISO "camt.053.001.08'><BkToCstmrStmt>" BODY "</BkToCstmrStmt></Document>", READ_BROKEN,
     "camt.053.001.08", "iso20022-transfer-inside"},
    {"<AppHdr><Document>" BODY "</Document></AppHdr>", READ_BROKEN, "", "iso20022-transfer-inside"},
    {"<E><AppHdr><Sgntr><Any>" BODY "</Any></Sgntr></AppHdr></E>", READ_BROKEN, "", "iso20022-transfer-inside"},
    {"<E><Document xmlns='" ISO "camt.053.001.08'><BkToCstmrStmt/></Document><Document>" BODY "</Document></E>",
     READ_BROKEN, "camt.053.001.08", "iso20022-several-documents"},
    {"<Document xmlns='" ISO "camt.053.001.08'>" PAID_TO("N") "</Document>", READ_BROKEN, "camt.053.001.08",
     "iso20022-transfer-inside"},
    {"<E>" APPHDR("camt.054.001.08") "<Document><A>" PAID_TO("N") "</A></Document></E>", READ_BROKEN, "camt.054.001.08",
     "iso20022-transfer-inside"},
    {"<E><Document xmlns='" ISO "camt.053.001.08'><BkToCstmrStmt/></Document><P><![CDATA[<Document/>]]></P></E>",
     READ_BROKEN, "camt.053.001.08", "iso20022-transfer-inside"},
    {"<E><P>&lt;Document/></P><Document xmlns='" ISO "camt.053.001.08'><BkToCstmrStmt/></Document></E>", READ_BROKEN,
     "camt.053.001.08", "iso20022-transfer-inside"},
    {"<E><Document xmlns='" ISO "camt.053.001.08'><BkToCstmrStmt/></Document><P body='&lt;Document/>'/></E>",
     READ_BROKEN, "camt.053.001.08", "iso20022-transfer-inside"},
    {"<E><P><![CDATA[<Document/>]]></P><Document xmlns='" ISO "pacs.008.001.08'>" BODY "</Document></E>", READ_BROKEN,
     "pacs.008.001.08", "iso20022-several-documents"},
    {"<Document xmlns='" ISO "pacs.008.001.08'><A/></Document>", READ_BROKEN, "pacs.008.001.08",
     "iso20022-unknown-content"},
    {"<E>" APPHDR("pacs.008.001.08") "<Paper>"
                                     "pay N"
                                     "</Paper></E>",
     READ_BROKEN, "", "iso20022-unknown-document"},
    /* not ISO 20022 */
    {"<a>text</a>", READ_BROKEN, "", "iso20022-unknown-document"},
    {"<Document><Foo/></Document>", READ_BROKEN, "", "iso20022-unknown-document"},
    {"<Document/>", READ_BROKEN, "", "iso20022-unknown-document"},
};

static void test_types(void)
{
    for (size_t i = 0; i < sizeof sorts / sizeof sorts[0]; i++) {
        const struct sort *s = &sorts[i];
        enum read_result result = lane_begin(&lane, s->message, strlen(s->message));
        const char *code = result == READ_BROKEN ? lane.error.code : "";
        if (result != s->result || strcmp(lane.info.type, s->type) != 0 || strcmp(code, s->code) != 0)
            printf("\n    %s\n    gives %d \"%s\" %s", s->message, (int)result, lane.info.type, code);
        CU_ASSERT_EQUAL(result, s->result);
        CU_ASSERT_STRING_EQUAL(lane.info.type, s->type);
        CU_ASSERT_STRING_EQUAL(code, s->code);
        if (result == READ_TRANSFER) {
            CU_ASSERT_EQUAL(lane_next(&lane), READ_TRANSFER);
            CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_CREDITOR_NAME, 0), "N");
            CU_ASSERT_EQUAL(lane_next(&lane), READ_END);
        }
    }
}

static void test_claims(void)
{
    static const struct {
        const char *bytes;
        size_t length;
        int least, most;
    } cases[] = {
        {"", 0, 0, 0},
        {"<", 1, 1, 99},
        {"{1:F01AAAAKZKXAXXX0000000000}", 29, 0, 0},
        {":20:X", 5, 0, 0},
        {"<Document>", 10, 100, 100},
        {"\xEF\xBB\xBF <?xml version='1.0'?><x/>", 29, 50, 99},
        {"  \r\n<a/>", 8, 50, 99},
        {"\xFF\xFE<\0a\0", 6, 80, 100},
        {"\xFE\xFF\0<\0a", 6, 80, 100},
        {"<\0a\0", 4, 80, 100},
        {"\xFF\xFE", 2, 0, 0},
        {"\xFF", 1, 0, 0},
        {"\xEF\xBB\xBF", 3, 0, 0},
        {"   ", 3, 0, 0},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int claim = iso20022_format.claims(NULL, (const unsigned char *)cases[i].bytes, cases[i].length);
        CU_ASSERT_TRUE(claim >= cases[i].least && claim <= cases[i].most);
    }
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

void add_type_tests(void)
{
    CU_pSuite suite = CU_add_suite("iso20022: types", set_up, tear_down);
    CU_add_test(suite, "message types and envelopes", test_types);
    CU_add_test(suite, "claims", test_claims);
}
