/*
 * errors.c: what is wrong is said with its code, byte and line; limits are answered; what was whole before is given.
 */
#include "harness.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/Basic.h>

static struct lane lane;

struct fault {
    const char *name;
    const char *message;
    const char *code;
    const char *at; /* the offset is where this stands for the last time; NULL = the message's end */
    uint32_t line;
    uint32_t transfers; /* given before */
};

#define NOT_WELL_FORMED "xml-not-well-formed"

#define ORDER(groups) "<CstmrCdtTrfInitn>" groups "</CstmrCdtTrfInitn>"
#define PAIN_AMOUNT   "<Amt><InstdAmt Ccy='EUR'>1</InstdAmt></Amt>"
#define ORDERED       "<CdtTrfTxInf>" PAIN_AMOUNT "<Cdtr><Nm>N</Nm></Cdtr></CdtTrfTxInf>"
#define BANKS(x)      "<FICdtTrf>" x "</FICdtTrf>"
#define BANK          "<Cdtr><FinInstnId><BICFI>BBBBDEFF</BICFI></FinInstnId></Cdtr>"

static const struct fault faults[] = {
    {"doctype", "<!DOCTYPE Document>\n" MESSAGE(PAID_TO("N")), "xml-doctype", "<!DOCTYPE", 1, 0},
    {"external entity", "\n<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>" MESSAGE(PAID_TO("&e;")),
     "xml-doctype", "<!DOCTYPE", 2, 0},
    {"undefined entity", HEAD "\n\n" PAID_TO("A&unknown;B") TAIL, "xml-entity", "&unknown;", 3, 0},
    {"bare ampersand", MESSAGE(PAID_TO("A&B")), NOT_WELL_FORMED, "</Nm>", 1, 0},
    {"wrong end tag", HEAD "\r\n" CREDITOR("<Nm>N</Mn>") TAIL, NOT_WELL_FORMED, "Mn>", 2, 0},
    {"attribute twice", HEAD TRANSFER("<InstdAmt Ccy='A' Ccy='B'>1</InstdAmt>") TAIL, NOT_WELL_FORMED, "Ccy='B'", 1, 0},
    {"bytes that are no UTF-8", MESSAGE(PAID_TO("A\xC3(")), NOT_WELL_FORMED, "\xC3(", 1, 0},
    {"overlong UTF-8", MESSAGE(PAID_TO("A\xC0\xAF")), NOT_WELL_FORMED, "\xC0\xAF", 1, 0},
    {"control character", MESSAGE(PAID_TO("A\x01")), NOT_WELL_FORMED, "\x01", 1, 0},
    {"reference to no character", MESSAGE(PAID_TO("A&#0;")), NOT_WELL_FORMED, "&#0;", 1, 0},
    {"CDATA open", HEAD "<CdtTrfTxInf>\n<![CDATA[abc", NOT_WELL_FORMED, NULL, 2, 0},
    {"comment open", HEAD "<CdtTrfTxInf>\n<!-- abc", NOT_WELL_FORMED, "<!-- abc", 2, 0},
    {"cut", HEAD "<CdtTrfTxInf>\n<Cdtr>", NOT_WELL_FORMED, NULL, 2, 0},
    {"two roots", MESSAGE(PAID_TO("N")) "\n<x/>", "xml-trailing-data", "<x/>", 2, 1},
    {"text behind", MESSAGE(PAID_TO("N")) "\nmore", "xml-trailing-data", "more", 2, 1},
    {"declaration too late", "\n<?xml version='1.0'?>" MESSAGE(PAID_TO("N")), NOT_WELL_FORMED, "<?xml", 2, 0},
    {"encoding not read", "<?xml version='1.0' encoding='windows-1252'?>" MESSAGE(PAID_TO("N")),
     "xml-encoding-unsupported", "windows-1252", 1, 0},
    {"encoding contradicted", "<?xml version='1.0' encoding='UTF-16'?>" MESSAGE(PAID_TO("N")),
     "xml-encoding-contradicted", "UTF-16", 1, 0},
    {"no transfers", HEAD TAIL, "iso20022-no-transfers", NULL, 1, 0},
    {"an empty transfer", HEAD "\n<CdtTrfTxInf/>" TAIL, "iso20022-missing-amount", "<CdtTrfTxInf/>", 2, 0},
    {"an empty second transfer", HEAD PAID_TO("A") "\n<CdtTrfTxInf/>" TAIL, "iso20022-missing-amount", "<CdtTrfTxInf/>",
     2, 1},
    {"no amount", HEAD PAID_TO("A") "\r\r<CdtTrfTxInf ><Cdtr><Nm>N</Nm></Cdtr></CdtTrfTxInf>" TAIL,
     "iso20022-missing-amount", "<CdtTrfTxInf >", 3, 1},
    {"no currency", HEAD "<CdtTrfTxInf><IntrBkSttlmAmt>1</IntrBkSttlmAmt><Cdtr><Nm>N</Nm></Cdtr></CdtTrfTxInf>" TAIL,
     "iso20022-missing-currency", "<CdtTrfTxInf>", 1, 0},
    {"no creditor", MESSAGE(TRANSFER("<Cdtr><PstlAdr><Ctry>KZ</Ctry></PstlAdr></Cdtr>")), "iso20022-missing-creditor",
     "<CdtTrfTxInf>", 1, 0},
    {"creditor without text", MESSAGE(PAID_TO("  ")), "iso20022-missing-creditor", "<CdtTrfTxInf>", 1, 0},
    {"amount no number", HEAD "<CdtTrfTxInf><IntrBkSttlmAmt Ccy='EUR'> 1,5</IntrBkSttlmAmt></CdtTrfTxInf>" TAIL,
     "iso20022-bad-amount", "1,5", 1, 0},
    {"amount negative", HEAD "<CdtTrfTxInf><IntrBkSttlmAmt Ccy='EUR'>-1</IntrBkSttlmAmt></CdtTrfTxInf>" TAIL,
     "iso20022-bad-amount", "-1<", 1, 0},
    {"amount twice", MESSAGE(TRANSFER("<IntrBkSttlmAmt Ccy='EUR'>77</IntrBkSttlmAmt>")), "iso20022-repeated-amount",
     "EUR'>77", 1, 0},
    {"amount huge",
     HEAD "<CdtTrfTxInf><IntrBkSttlmAmt Ccy='EUR'>1000000000000000000000000</IntrBkSttlmAmt></CdtTrfTxInf>" TAIL,
     "iso20022-bad-amount", "1000000000000000000000000<", 1, 0},
    {"amount with two points",
     HEAD "<CdtTrfTxInf><IntrBkSttlmAmt Ccy='EUR'>1.000.00</IntrBkSttlmAmt></CdtTrfTxInf>" TAIL, "iso20022-bad-amount",
     "1.000.00<", 1, 0},
    {"NUL", HEAD "\n" PAID_TO("A&#x0;B") TAIL, NOT_WELL_FORMED, "&#x0;", 2, 0},
    {"no day of the calendar", HEAD "\n<CdtTrfTxInf><IntrBkSttlmDt>2026-02-29</IntrBkSttlmDt>" TAIL,
     "iso20022-bad-date", "2026-02-29", 2, 0},
    {"no day at all", HEAD "<CdtTrfTxInf><IntrBkSttlmDt>tomorrow</IntrBkSttlmDt>" TAIL, "iso20022-bad-date", "tomorrow",
     1, 0},
    {"a day with more behind it", HEAD "<CdtTrfTxInf><IntrBkSttlmDt>2026-02-28 for coins</IntrBkSttlmDt>" TAIL,
     "iso20022-bad-date", "2026-02-28", 1, 0},
    {"a bad date in the header",
     "<FIToFICstmrCdtTrf><GrpHdr>\n<IntrBkSttlmDt>0000-01-01</IntrBkSttlmDt></GrpHdr>" PAID_TO(
         "N") "</FIToFICstmrCdtTrf>",
     "iso20022-bad-date", "0000-01-01", 2, 0},
    {"currency no code", HEAD "<CdtTrfTxInf><IntrBkSttlmAmt Ccy='euro'>1</IntrBkSttlmAmt></CdtTrfTxInf>" TAIL,
     "iso20022-bad-currency", "euro", 1, 0},
    {"attribute of a transfer", HEAD "<CdtTrfTxInf note='coins'>" AMOUNT "</CdtTrfTxInf>" TAIL,
     "iso20022-unknown-attribute", "<CdtTrfTxInf note", 1, 0},
    {"group header behind", HEAD PAID_TO("A") "<GrpHdr ><MsgId>2</MsgId></GrpHdr>" TAIL, "iso20022-order", "<GrpHdr >",
     1, 1},
    {"header behind", "<E>" MESSAGE(PAID_TO("A")) "<AppHdr/></E>", "iso20022-order", "<AppHdr/>", 1, 1},
    {"second document", "<E>" MESSAGE(PAID_TO("A")) MESSAGE(PAID_TO("B")) "</E>", "iso20022-several-documents",
     "<FIToFICstmrCdtTrf>", 1, 1},
    {"two bodies", HEAD PAID_TO("A") "</FIToFICstmrCdtTrf>\n<FIToFICstmrCdtTrf >" TAIL, "iso20022-several-documents",
     "<FIToFICstmrCdtTrf >", 2, 1},
    {"an order without an amount", ORDER("<PmtInf>\n<CdtTrfTxInf ><Cdtr><Nm>N</Nm></Cdtr></CdtTrfTxInf></PmtInf>"),
     "iso20022-missing-amount", "<CdtTrfTxInf >", 2, 0},
    {"an order to nobody", ORDER("<PmtInf>" ORDERED "\n<CdtTrfTxInf >" PAIN_AMOUNT "</CdtTrfTxInf></PmtInf>"),
     "iso20022-missing-creditor", "<CdtTrfTxInf >", 2, 1},
    {"both amounts of an order",
     ORDER("<PmtInf><CdtTrfTxInf>" PAIN_AMOUNT "\n<Amt><EqvtAmt><Amt Ccy='KZT'>2</Amt></EqvtAmt></Amt>"),
     "iso20022-repeated-amount", "KZT'", 2, 0},
    {"a group's bad date",
     ORDER("<PmtInf>" ORDERED "</PmtInf>\n<PmtInf><ReqdExctnDt><Dt>2026-13-01</Dt></ReqdExctnDt>"), "iso20022-bad-date",
     "2026-13-01", 2, 1},
    {"a debtor behind transfers", ORDER("<PmtInf>" ORDERED "\n<Dbtr ><Nm>N</Nm></Dbtr></PmtInf>"), "iso20022-order",
     "<Dbtr >", 2, 1},
    {"a group header behind groups", ORDER("<PmtInf>" ORDERED "</PmtInf>\n<GrpHdr ></GrpHdr>"), "iso20022-order",
     "<GrpHdr >", 2, 1},
    {"an order outside a group", ORDER("\n" ORDERED), "iso20022-order", "<CdtTrfTxInf", 2, 0},
    {"a group without orders", ORDER("<PmtInf>" ORDERED "</PmtInf>\n<PmtInf></PmtInf >"), "iso20022-no-transfers",
     "<PmtInf></PmtInf >", 2, 1},
    {"an empty group", ORDER("<PmtInf>" ORDERED "</PmtInf>\n<PmtInf />"), "iso20022-no-transfers", "<PmtInf />", 2, 1},
    {"attribute of a group", ORDER("<PmtInf note='coins'>" ORDERED), "iso20022-unknown-attribute", "<PmtInf", 1, 0},
    {"a bank that is nobody", BANKS("\n<CdtTrfTxInf>" AMOUNT "<Cdtr/></CdtTrfTxInf>"), "iso20022-missing-creditor",
     "<CdtTrfTxInf", 2, 0},
    {"a message in a text behind another", "<E>" MESSAGE(PAID_TO("A")) "\n<P><![CDATA[<Document/>]]></P></E>",
     "iso20022-several-documents", "<Document/>]]", 2, 1},
    {"the cover's text behind what it covers",
     BANKS("<CdtTrfTxInf>" AMOUNT BANK "<UndrlygCstmrCdtTrf><Cdtr><Nm>N</Nm></Cdtr></UndrlygCstmrCdtTrf>\n<RmtInf/>"
           "</CdtTrfTxInf>"),
     "iso20022-order", "<RmtInf/>", 2, 1},
    {"a cover without an amount", BANKS("\n<CdtTrfTxInf>" BANK "<UndrlygCstmrCdtTrf/></CdtTrfTxInf>"),
     "iso20022-missing-amount", "<CdtTrfTxInf", 2, 0},
    {"an amount behind what is covered", BANKS("\n<CdtTrfTxInf>" BANK "<UndrlygCstmrCdtTrf/>" AMOUNT "</CdtTrfTxInf>"),
     "iso20022-missing-amount", "<CdtTrfTxInf", 2, 0},
    {"a cover of nobody's",
     BANKS("<CdtTrfTxInf>" AMOUNT BANK "\n<UndrlygCstmrCdtTrf ><Dbtr><Nm>N</Nm></Dbtr>"
           "</UndrlygCstmrCdtTrf></CdtTrfTxInf>"),
     "iso20022-missing-creditor", "<UndrlygCstmrCdtTrf ", 2, 1},
    {"a cover of nothing", BANKS("<CdtTrfTxInf>" AMOUNT BANK "\n<UndrlygCstmrCdtTrf /></CdtTrfTxInf>"),
     "iso20022-missing-creditor", "<UndrlygCstmrCdtTrf ", 2, 1},
    {"a return without an amount", "<PmtRtr>\n<TxInf><RtrId>1</RtrId></TxInf></PmtRtr>", "iso20022-missing-amount",
     "<TxInf", 2, 0},
    {"a return of a whole group", "<PmtRtr><GrpHdr><GrpRtr>true</GrpRtr></GrpHdr></PmtRtr>", "iso20022-no-transfers",
     NULL, 1, 0},
    {"another body behind", "<E>" BANKS("<CdtTrfTxInf>" AMOUNT BANK "</CdtTrfTxInf>") "\n<PmtRtr/></E>",
     "iso20022-several-documents", "<PmtRtr/>", 2, 1},
    {"broken in the third transfer", HEAD PAID_TO("A") PAID_TO("B") "\n" PAID_TO("C</Cdtr>") TAIL, NOT_WELL_FORMED,
     "Cdtr></Nm>", 2, 2},
    {"empty", "", NOT_WELL_FORMED, NULL, 1, 0},
    {"not XML", "hello", NOT_WELL_FORMED, "hello", 1, 0},
};

static const char *find_last(const char *text, const char *part)
{
    const char *found = NULL;
    for (const char *at = text; (at = strstr(at, part)) != NULL; at++)
        found = at;
    return found;
}

static void test_faults(void)
{
    for (size_t i = 0; i < sizeof faults / sizeof faults[0]; i++) {
        const struct fault *f = &faults[i];
        uint32_t transfers;
        enum read_result result = lane_read(&lane, f->message, strlen(f->message), &transfers);
        uint64_t offset = f->at ? (uint64_t)(find_last(f->message, f->at) - f->message) : strlen(f->message);
        const char *code = lane.error.code ? lane.error.code : "(none)";
        if (strcmp(code, f->code) != 0 || lane.error.offset != offset || lane.error.line != f->line ||
            transfers != f->transfers)
            printf("\n    %s: %s at %llu (expected %llu), line %u, behind %u transfers", f->name, code,
                   (unsigned long long)lane.error.offset, (unsigned long long)offset, lane.error.line, transfers);
        CU_ASSERT_EQUAL(result, READ_BROKEN);
        CU_ASSERT_STRING_EQUAL(code, f->code);
        CU_ASSERT_EQUAL(lane.error.offset, offset);
        CU_ASSERT_EQUAL(lane.error.line, f->line);
        CU_ASSERT_EQUAL(transfers, f->transfers);
        CU_ASSERT_TRUE(strlen(lane.error.text) > 20);
        /* asked again, the answer stays */
        CU_ASSERT_EQUAL(lane_next(&lane), READ_BROKEN);
    }
}

static void check_limit(const char *message, const struct limits *limits, const char *code, const char *setting)
{
    struct lane small;
    CU_ASSERT_TRUE_FATAL(lane_open(&small, limits));
    uint32_t transfers;
    CU_ASSERT_EQUAL(lane_read(&small, message, strlen(message), &transfers), READ_LIMIT);
    CU_ASSERT_STRING_EQUAL(small.error.code, code);
    CU_ASSERT_PTR_NOT_NULL(strstr(small.error.text, setting));
    CU_ASSERT_TRUE(transfers <= 1);
    /* the next message is not touched by it */
    static const char usual[] = "<FIToFICstmrCdtTrf>" PAID_TO("A") "</FIToFICstmrCdtTrf>";
    CU_ASSERT_EQUAL(lane_read(&small, usual, sizeof usual - 1, &transfers), READ_END);
    CU_ASSERT_EQUAL(transfers, 1);
    lane_close(&small);
}

/* One limit: a message that is at it with that many of something, and past it with one more. */
struct edge {
    const char *code, *setting;
    size_t at; /* offset of the limit in struct limits */
    uint32_t limit;
    uint32_t before; /* of them the message has, without what is repeated */
    const char *start, *repeated, *end;
};

static const struct edge edges[] = {
    /* FIToFICstmrCdtTrf, CdtTrfTxInf, Cdtr, Nm are four deep; so are the first two and two of the repeated */
    {"limit-depth", "limits.depth (16)", offsetof(struct limits, depth), 16, 2,
     "<FIToFICstmrCdtTrf>" PAID_TO("N") "<CdtTrfTxInf>" AMOUNT "<Cdtr><Nm>N</Nm></Cdtr>", "<a>", ""},
    {"limit-fields", "limits.fields (16)", offsetof(struct limits, fields), 16, 3,
     "<FIToFICstmrCdtTrf><CdtTrfTxInf>" AMOUNT "<Cdtr><Nm>N</Nm></Cdtr><RmtInf>", "<Ustrd>b</Ustrd>",
     "</RmtInf></CdtTrfTxInf></FIToFICstmrCdtTrf>"},
    /* EUR, 12.50, N */
    {"limit-text-bytes", "limits.text_bytes (4096)", offsetof(struct limits, text_bytes), 4096, 9,
     "<FIToFICstmrCdtTrf><CdtTrfTxInf>" AMOUNT "<Cdtr><Nm>N</Nm></Cdtr><RmtInf><Ustrd>", "x",
     "</Ustrd></RmtInf></CdtTrfTxInf></FIToFICstmrCdtTrf>"},
    {"limit-attributes", "limits.attributes (8)", offsetof(struct limits, attributes), 8, 0,
     "<FIToFICstmrCdtTrf><CdtTrfTxInf>" AMOUNT "<Cdtr><Nm>N</Nm></Cdtr><Purp", NULL,
     "/></CdtTrfTxInf></FIToFICstmrCdtTrf>"},
};

static void write_edge(char *out, const struct edge *edge, uint32_t count)
{
    out += sprintf(out, "%s", edge->start);
    for (uint32_t i = 0; i < count; i++)
        out += edge->repeated ? sprintf(out, "%s", edge->repeated) : sprintf(out, " a%u='b'", i);
    if (strcmp(edge->code, "limit-depth") == 0) {
        for (uint32_t i = 0; i < count; i++)
            out += sprintf(out, "</a>");
        out += sprintf(out, "</CdtTrfTxInf></FIToFICstmrCdtTrf>");
    }
    sprintf(out, "%s", edge->end);
}

/* At each limit a message is read, one past it is not. */
static void test_limits(void)
{
    static char message[8192];
    for (size_t i = 0; i < sizeof edges / sizeof edges[0]; i++) {
        const struct edge *edge = &edges[i];
        struct limits limits = usual_limits;
        memcpy((char *)&limits + edge->at, &edge->limit, sizeof edge->limit);
        struct lane small;
        CU_ASSERT_TRUE_FATAL(lane_open(&small, &limits));
        write_edge(message, edge, edge->limit - edge->before);
        enum read_result result = lane_read(&small, message, strlen(message), NULL);
        if (result != READ_END)
            printf("\n    %s: %d at the limit: %s", edge->code, (int)result, small.error.text);
        CU_ASSERT_EQUAL(result, READ_END);
        lane_close(&small);
        write_edge(message, edge, edge->limit - edge->before + 1);
        check_limit(message, &limits, edge->code, edge->setting);
    }
}

/* One tag that is larger than what expat is given. */
static void test_large_tag(void)
{
    static char message[600000];
    strcpy(message, HEAD "<CdtTrfTxInf><!--");
    memset(message + strlen(message), 'x', 500000);
    check_limit(message, &usual_limits, "limit-parser-memory", "limits.text_bytes");
}

/* A byte that ends no string. */
static void test_nul(void)
{
    static const char message[] = HEAD "\n" PAID_TO("A\0B") TAIL;
    uint32_t transfers;
    CU_ASSERT_EQUAL(lane_read(&lane, message, sizeof message - 1, &transfers), READ_BROKEN);
    CU_ASSERT_STRING_EQUAL(lane.error.code, NOT_WELL_FORMED);
    CU_ASSERT_EQUAL(lane.error.offset, strlen(message));
    CU_ASSERT_EQUAL(lane.error.line, 2);
    CU_ASSERT_EQUAL(transfers, 0);
}

/* Comments and tags of real size are no trouble. */
static void test_long_comment(void)
{
    static char message[40000];
    strcpy(message, HEAD "<!--");
    memset(message + strlen(message), 'x', 32000);
    strcat(message, "-->" PAID_TO("A") TAIL);
    uint32_t transfers;
    CU_ASSERT_EQUAL(lane_read(&lane, message, strlen(message), &transfers), READ_END);
    CU_ASSERT_EQUAL(transfers, 1);
}

static void test_workspace_too_small(void)
{
    size_t size = iso20022_format.workspace_size(&usual_limits);
    CU_ASSERT_FALSE(iso20022_format.open(lane.workspace, size - 1, &usual_limits, &(struct format_settings){0}, 1));
    CU_ASSERT_TRUE(iso20022_format.open(lane.workspace, size, &usual_limits, &(struct format_settings){0}, 0));
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

void add_error_tests(void)
{
    CU_pSuite suite = CU_add_suite("iso20022: errors", set_up, tear_down);
    CU_add_test(suite, "code, byte and line", test_faults);
    CU_add_test(suite, "a NUL byte", test_nul);
    CU_add_test(suite, "at limits and past them", test_limits);
    CU_add_test(suite, "a large tag", test_large_tag);
    CU_add_test(suite, "a long comment", test_long_comment);
    CU_add_test(suite, "workspace too small", test_workspace_too_small);
}
