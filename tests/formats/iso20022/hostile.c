/*
 * hostile.c: no bytes, however cut, changed or made up, do more than give a defined answer.
 */
#include "harness.h"

#include <stdlib.h>
#include <string.h>

#include <CUnit/Basic.h>

static struct lane lane;

static const char sample[] =
    "<?xml version='1.0' encoding='UTF-8'?>\n<!-- c --><e:Envelope xmlns:e='urn:e'><AppHdr "
    "xmlns='urn:iso:std:iso:20022:tech:xsd:head.001.001.02'><Fr><FIId><FinInstnId><BICFI>AAAAKZKX</BICFI></FinInstnId>"
    "</FIId></Fr><MsgDefIdr>pacs.008.001.08</MsgDefIdr></AppHdr>" HEAD
    "<CdtTrfTxInf><PmtId><EndToEndId>E&#50;E</EndToEndId></PmtId>" AMOUNT
    "<Dbtr><Nm>\xD0\x98\xD0\x92 <![CDATA[<&>]]></Nm>"
    "<PstlAdr><AdrLine>L 1\r\nL 2</AdrLine></PstlAdr></Dbtr><Cdtr><Nm>A<!-- x -->B</Nm></Cdtr><CdtrAcct><Id><IBAN>"
    "KZ35601A000000012345</IBAN></Id></CdtrAcct><RmtInf><Ustrd>GOODS /EKNP 1925EUR710/</Ustrd></RmtInf></CdtTrfTxInf>"
    "<CdtTrfTxInf>" AMOUNT "<Cdtr><Id><OrgId><LEI>5493001KJTIIGC8Y1R12</LEI></OrgId></Id></Cdtr><Purp><Prtry>x y"
    "</Prtry></Purp></CdtTrfTxInf>" TAIL "</e:Envelope>";
#define SAMPLE_LENGTH (sizeof sample - 1)

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

static void test_truncation(void)
{
    uint32_t transfers, before = 0;
    for (size_t length = 0; length < SAMPLE_LENGTH; length++) {
        CU_ASSERT_EQUAL(read_copy(sample, length, &transfers), READ_BROKEN);
        CU_ASSERT_TRUE(transfers >= before && transfers <= 2);
        before = transfers;
    }
    CU_ASSERT_EQUAL(before, 2);
    CU_ASSERT_EQUAL(read_copy(sample, SAMPLE_LENGTH, &transfers), READ_END);
    CU_ASSERT_EQUAL(transfers, 2);
}

static void test_mutation(void)
{
    static const char signs[] = "<>&;\"'/=![]-? \0\xFF\xD0:#x10";
    for (int round = 0; round < 20000; round++) {
        unsigned char bytes[SAMPLE_LENGTH + 64];
        size_t length = SAMPLE_LENGTH;
        memcpy(bytes, sample, length);
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
                                    "<BkToCstmrStmt>",
                                    "</BkToCstmrStmt>"};

static void test_made_up(void)
{
    for (int round = 0; round < 20000; round++) {
        char bytes[2048];
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
