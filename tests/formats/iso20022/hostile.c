/*
 * hostile.c: no bytes, however cut, changed or made up, do more than give a defined answer.
 */
#include "harness.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/Basic.h>

static struct lane lane;

struct sample {
    const char *text;
    size_t length;
    uint32_t transfers;
};

#define BANK(tag) "<" tag "><FinInstnId><BICFI>BBBBDEFF</BICFI></FinInstnId></" tag ">"

static const char customers[] =
    "<?xml version='1.0' encoding='UTF-8'?>\n<!-- c --><e:Envelope xmlns:e='urn:e'><AppHdr "
    "xmlns='urn:iso:std:iso:20022:tech:xsd:head.001.001.02'><Fr><FIId><FinInstnId><BICFI>AAAAKZKX</BICFI></FinInstnId>"
    "</FIId></Fr><MsgDefIdr>pacs.008.001.08</MsgDefIdr></AppHdr>" HEAD
    "<CdtTrfTxInf><PmtId><EndToEndId>E&#50;E</EndToEndId></PmtId>" AMOUNT
    "<Dbtr><Nm>\xD0\x98\xD0\x92 <![CDATA[<&>]]></Nm>"
    "<PstlAdr><AdrLine>L 1\r\nL 2</AdrLine></PstlAdr></Dbtr><Cdtr><Nm>A<!-- x -->B</Nm></Cdtr><CdtrAcct><Id><IBAN>"
    "KZ35601A000000012345</IBAN></Id></CdtrAcct><RmtInf><Ustrd>GOODS /EKNP 1925EUR710/</Ustrd></RmtInf></CdtTrfTxInf>"
    "<CdtTrfTxInf>" AMOUNT "<Cdtr><Id><OrgId><LEI>5493001KJTIIGC8Y1R12</LEI></OrgId></Id></Cdtr><Purp><Prtry>x y"
    "</Prtry></Purp></CdtTrfTxInf>" TAIL "</e:Envelope>";

static const char banks[] =
    "<AppHdr><BizSvc>swift.cbprplus.cov.02</BizSvc><MsgDefIdr>pacs.009.001.08</MsgDefIdr></AppHdr>\n<?xml "
    "version='1.0' "
    "encoding='windows-1251'?><Document xmlns='urn:iso:std:iso:20022:tech:xsd:pacs.009.001.08'><FICdtTrf><CdtTrfTxInf>"
    "<PmtId><UETR>7a1c0f4e-2b5d-4a8e-9c1d-0f2e3d4c5b6b</UETR></PmtId>" AMOUNT BANK("Dbtr")
        BANK("Cdtr") "<UndrlygCstmrCdtTrf><Dbtr><Nm>\xC8\xC2\xC0\xCD</Nm></Dbtr><Cdtr><Nm>N</Nm></Cdtr></"
                     "UndrlygCstmrCdtTrf></CdtTrfTxInf>"
                     "<CdtTrfTxInf>" AMOUNT BANK("Cdtr") "</CdtTrfTxInf></FICdtTrf></Document>";

static const char orders[] =
    "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:pain.001.001.09'><CstmrCdtTrfInitn><GrpHdr><MsgId>M</MsgId>"
    "<InitgPty><Nm>I</Nm></InitgPty></GrpHdr><PmtInf><ReqdExctnDt><Dt>2026-11-23</Dt></ReqdExctnDt><Dbtr><Nm>D</Nm></"
    "Dbtr>"
    "<CdtTrfTxInf><Amt><InstdAmt Ccy='EUR'>1</InstdAmt></Amt><Cdtr><Nm>N</Nm></Cdtr></CdtTrfTxInf></PmtInf><PmtInf>"
    "<ReqdExctnDt>2026-11-24</ReqdExctnDt><CdtTrfTxInf><Amt><EqvtAmt><Amt "
    "Ccy='EUR'>1</Amt></EqvtAmt></Amt><CdtrAcct><Id>"
    "<IBAN>KZ35601A000000012345</IBAN></Id></CdtrAcct><NewEl/></CdtTrfTxInf></PmtInf></CstmrCdtTrfInitn></Document>";

static const char returns[] =
    "<PmtRtr><GrpHdr><MsgId>M</MsgId></GrpHdr><TxInf><OrgnlEndToEndId>E</OrgnlEndToEndId><RtrdIntrBkSttlmAmt "
    "Ccy='EUR'>1"
    "</RtrdIntrBkSttlmAmt><RtrChain><Cdtr><Pty><Nm>N</Nm></Pty></Cdtr></RtrChain><RtrRsnInf><AddtlInf>A</AddtlInf>"
    "</RtrRsnInf><OrgnlTxRef><Cdtr><Nm>O</Nm></Cdtr></OrgnlTxRef></TxInf></PmtRtr>";

static const struct sample samples[] = {{customers, sizeof customers - 1, 2},
                                        {banks, sizeof banks - 1, 3},
                                        {orders, sizeof orders - 1, 2},
                                        {returns, sizeof returns - 1, 1}};
#define SAMPLES      (sizeof samples / sizeof samples[0])
#define SAMPLE_LIMIT 4096

static uint64_t state = 88172645463325252u;

/* xorshift64: the same sequence in every run. */
static uint32_t any(uint32_t below)
{
    state ^= state << 13;
    state ^= state >> 7;
    state ^= state << 17;
    return (uint32_t)(state >> 16) % below;
}

/* A copy of its own, so that a read past its end is seen. */
static enum read_result read_copy(const void *bytes, size_t length, uint32_t *transfers)
{
    unsigned char *copy = malloc(length ? length : 1);
    if (!copy)
        abort();
    memcpy(copy, bytes, length);
    (void)iso20022_format.claims(NULL, copy, length);
    enum read_result result = lane_read(&lane, copy, length, transfers);
    if (result == READ_BROKEN || result == READ_LIMIT) {
        CU_ASSERT_PTR_NOT_NULL(lane.error.code);
        CU_ASSERT_TRUE(lane.error.offset <= length && lane.error.line > 0);
        CU_ASSERT_TRUE(memchr(lane.error.text, '\0', sizeof lane.error.text) && lane.error.text[0] != '\0');
    } else {
        CU_ASSERT_TRUE(result == READ_END || result == READ_NOT_A_TRANSFER);
    }
    free(copy);
    return result;
}

static void cut(const struct sample *sample)
{
    uint32_t transfers, before = 0;
    for (size_t length = 0; length < sample->length; length++) {
        enum read_result result = read_copy(sample->text, length, &transfers);
        /* a header that stands alone is whole */
        CU_ASSERT_TRUE(result == READ_BROKEN || (result == READ_NOT_A_TRANSFER && sample->text == banks));
        CU_ASSERT_TRUE(transfers >= before && transfers <= sample->transfers);
        before = transfers;
    }
    CU_ASSERT_EQUAL(before, sample->transfers);
    CU_ASSERT_EQUAL(read_copy(sample->text, sample->length, &transfers), READ_END);
    CU_ASSERT_EQUAL(transfers, sample->transfers);
}

static void test_truncation(void)
{
    for (size_t i = 0; i < SAMPLES; i++)
        cut(&samples[i]);
}

static void test_mutation(void)
{
    static const char signs[] = "<>&;\"'/=![]-? \0\xFF\xD0:#x10";
    for (int round = 0; round < 40000; round++) {
        unsigned char bytes[SAMPLE_LIMIT];
        const struct sample *sample = &samples[(size_t)round % SAMPLES];
        size_t length = sample->length;
        CU_ASSERT_TRUE_FATAL(length + 64 <= sizeof bytes);
        memcpy(bytes, sample->text, length);
        for (uint32_t changes = 1 + any(4); changes > 0; changes--) {
            uint32_t at = any((uint32_t)length);
            switch (any(4)) {
            case 0:
                bytes[at] = (unsigned char)any(256);
                break;
            case 1:
                bytes[at] = (unsigned char)signs[any(sizeof signs - 1)];
                break;
            case 2: /* takes bytes out */
                memmove(bytes + at, bytes + at + (length - at) / 8, length - at - (length - at) / 8);
                length -= (length - at) / 8;
                break;
            default: /* copies a part over another */
                memmove(bytes + at, bytes + any((uint32_t)length - 15), length - at < 15 ? length - at : 15);
                break;
            }
        }
        read_copy(bytes, length, NULL);
    }
}

/* What messages are made up of. */
static const char *const parts[] = {"<",
                                    ">",
                                    "</",
                                    "/>",
                                    "<Document>",
                                    "</Document>",
                                    "<AppHdr>",
                                    "</AppHdr>",
                                    "<FIToFICstmrCdtTrf>",
                                    "</FIToFICstmrCdtTrf>",
                                    "<GrpHdr>",
                                    "</GrpHdr>",
                                    "<CdtTrfTxInf>",
                                    "</CdtTrfTxInf>",
                                    "<CdtTrfTxInf/>",
                                    "<IntrBkSttlmAmt Ccy='EUR'>",
                                    "</IntrBkSttlmAmt>",
                                    "1.5",
                                    "<Cdtr>",
                                    "</Cdtr>",
                                    "<Nm>",
                                    "</Nm>",
                                    "text",
                                    "&amp;",
                                    "&#65;",
                                    "&#x1F600;",
                                    "&",
                                    "<![CDATA[",
                                    "]]>",
                                    "<!--",
                                    "-->",
                                    "<?pi ?>",
                                    " ",
                                    "\r\n",
                                    "\xD0\x98",
                                    "\xFF",
                                    " xmlns='urn:iso:std:iso:20022:tech:xsd:pacs.008.001.08'",
                                    "<a b='c'>",
                                    "</a>",
                                    "<MsgDefIdr>",
                                    "</MsgDefIdr>",
                                    "pacs.008.001.08",
                                    "<x:y>",
                                    "</x:y>",
                                    "<FICdtTrf>",
                                    "</FICdtTrf>",
                                    "<UndrlygCstmrCdtTrf>",
                                    "</UndrlygCstmrCdtTrf>",
                                    "<UndrlygCstmrCdtTrf/>",
                                    "<CstmrCdtTrfInitn>",
                                    "</CstmrCdtTrfInitn>",
                                    "<PmtInf>",
                                    "</PmtInf>",
                                    "<PmtInf/>",
                                    "<Amt><InstdAmt Ccy='EUR'>1</InstdAmt></Amt>",
                                    "<ReqdExctnDt>",
                                    "</ReqdExctnDt>",
                                    "2026-11-23",
                                    "<PmtRtr><TxInf>",
                                    "<RtrChain/>",
                                    "<OrgnlTxRef>",
                                    "</OrgnlTxRef>",
                                    "</TxInf></PmtRtr>",
                                    "<BkToCstmrStmt>",
                                    "</BkToCstmrStmt>"};

static void test_made_up(void)
{
    for (int round = 0; round < 40000; round++) {
        char bytes[4096];
        size_t length = 0;
        /* Half of them begin like a message. */
        if (round % 2 == 0) {
            memcpy(bytes, HEAD, sizeof HEAD - 1);
            length = sizeof HEAD - 1;
        }
        for (uint32_t count = any(40); count > 0; count--) {
            const char *part = parts[any(sizeof parts / sizeof parts[0])];
            memcpy(bytes + length, part, strlen(part));
            length += strlen(part);
        }
        read_copy(bytes, length, NULL);
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

void add_hostile_tests(void)
{
    CU_pSuite suite = CU_add_suite("iso20022: hostile bytes", set_up, tear_down);
    CU_add_test(suite, "cut at every byte", test_truncation);
    CU_add_test(suite, "changed at random", test_mutation);
    CU_add_test(suite, "made up", test_made_up);
}
