/*
 * warnings.c: messages that contradict themselves, or hold what no version has, are read, and say so.
 */
#include "harness.h"

#include <stdio.h>
#include <string.h>

#include <CUnit/Basic.h>

static struct lane lane;

#define ISO "urn:iso:std:iso:20022:tech:xsd:"
#define APPHDR(name, service)                                                                                          \
    "<AppHdr xmlns='" ISO "head.001.001.02'><BizSvc>" service "</BizSvc><MsgDefIdr>" name "</MsgDefIdr></AppHdr>\n"
#define BODY           "<FIToFICstmrCdtTrf>" PAID_TO("N") "</FIToFICstmrCdtTrf>"
#define OF(type, body) "<Document xmlns='" ISO type "'>\n" body "</Document>"
#define COVER(rest)                                                                                                    \
    "<FICdtTrf><CdtTrfTxInf>" AMOUNT "<Cdtr><FinInstnId><BICFI>BBBBDEFF</BICFI></FinInstnId></Cdtr>" rest              \
    "</CdtTrfTxInf></FICdtTrf>"
#define UNDERLYING "<UndrlygCstmrCdtTrf><Cdtr><Nm>N</Nm></Cdtr></UndrlygCstmrCdtTrf>"

struct doubt {
    const char *name;
    const char *message;
    enum read_result result;
    const char *code, *sentence; /* NULL = no warning */
    const char *at;
    uint32_t line, unmapped;
};

#define CONFLICT "iso20022-type-conflict"
#define COVERED  "iso20022-cover-conflict"
#define UNMAPPED "iso20022-unmapped"

static const struct doubt doubts[] = {
    {"header and body agree", "<E>" APPHDR("pacs.008.001.08", "swift.cbprplus.02") OF("pacs.008.001.08", BODY) "</E>",
     READ_END, NULL, NULL, NULL, 0, 0},
    {"another message in the header", "<E>" APPHDR("pacs.009.001.08", "") OF("pacs.008.001.08", BODY) "</E>", READ_END,
     CONFLICT, "AppHdr calls the message pacs.009.001.08, but the Document is pacs.008.001.08", "<FIToFI", 3, 0},
    {"another version in the header", "<E>" APPHDR("pacs.008.001.09", "") OF("pacs.008.001.08", BODY) "</E>", READ_END,
     CONFLICT, "pacs.008.001.09", "<FIToFI", 3, 0},
    {"no transfer in the header", "<E>" APPHDR("camt.053.001.08", "") "<Document>" BODY "</Document></E>", READ_END,
     CONFLICT, "AppHdr calls the message camt.053.001.08, but the Document is pacs.008;", "<FIToFI", 2, 0},
    {"a transfer in the header only",
     "<E>" APPHDR("pacs.008.001.08", "") OF("camt.053.001.08", "<BkToCstmrStmt/>") "</E>", READ_NOT_A_TRANSFER,
     CONFLICT, "camt.053.001.08", "<BkTo", 3, 0},
    {"a header that announces a transfer", APPHDR("pacs.008.001.08", ""), READ_NOT_A_TRANSFER, "iso20022-no-document",
     "AppHdr announces a pacs.008.001.08", "", 2, 0},
    {"a header that announces none", APPHDR("camt.053.001.08", ""), READ_NOT_A_TRANSFER, NULL, NULL, NULL, 0, 0},
    {"another message by the namespace", OF("camt.053.001.08", BODY), READ_END, CONFLICT,
     "the namespace calls the message camt.053.001.08, but its content is a pacs.008", "<FIToFI", 2, 0},
    {"one transfer as another", OF("pacs.008.001.08", COVER("")), READ_END, CONFLICT, "but its content is a pacs.009",
     "<FICdt", 2, 0},
    {"a cover by the header",
     "<E>" APPHDR("pacs.009.001.08", "swift.cbprplus.cov.02") OF("pacs.009.001.08", COVER("")) "</E>", READ_END,
     COVERED, "BizSvc calls this a cover payment (swift.cbprplus.cov.02), but it holds no UndrlygCstmrCdtTrf",
     "<CdtTrfTxInf", 3, 0},
    {"no cover by the header",
     "<E>" APPHDR("pacs.009.001.08", "swift.cbprplus.02") OF("pacs.009.001.08", COVER("\n" UNDERLYING)) "</E>",
     READ_END, COVERED, "does not call this a cover payment", "<Undrlyg", 4, 0},
    {"a cover by both",
     "<E>" APPHDR("pacs.009.001.08", "swift.cbprplus.cov.02") OF("pacs.009.001.08", COVER(UNDERLYING)) "</E>", READ_END,
     NULL, NULL, NULL, 0, 0},
    {"a rulebook of others",
     "<E>" APPHDR("pacs.009.001.08", "bank.own.1") OF("pacs.009.001.08", COVER(UNDERLYING)) "</E>", READ_END, NULL,
     NULL, NULL, 0, 0},
    {"a new element", MESSAGE("\n\n" TRANSFER("<NewEl><Deep>x</Deep></NewEl><Cdtr><Nm>N</Nm></Cdtr>")), READ_END,
     UNMAPPED, "the field map has no NewEl in CdtTrfTxInf", "<NewEl", 3, 1},
    {"new elements, one sentence", MESSAGE(TRANSFER("<NewEl/><NewEl/><Cdtr><Nm>N</Nm></Cdtr>")), READ_END, UNMAPPED,
     "NewEl", "<NewEl/><NewEl", 1, 2},
    {"a new element of the body", "<FIToFICstmrCdtTrf>" PAID_TO("N") "<New/></FIToFICstmrCdtTrf>", READ_END, UNMAPPED,
     "no New in FIToFICstmrCdtTrf", "<New", 1, 1},
    {"of the header", "<E><AppHdr><New/></AppHdr><Document>" BODY "</Document></E>", READ_END, UNMAPPED,
     "no New in AppHdr", "<New", 1, 1},
    {"beside the body", "<Document>" BODY "<New/></Document>", READ_END, UNMAPPED, "no New in Document", "<New", 1, 1},
    {"of another message", MESSAGE(TRANSFER("<ChqInstr/><Cdtr><Nm>N</Nm></Cdtr>")), READ_END, UNMAPPED,
     "no ChqInstr in CdtTrfTxInf", "<ChqInstr", 1, 1},
    {"of an envelope", "<E><New>x</New><Document>" BODY "</Document></E>", READ_END, NULL, NULL, NULL, 0, 0},
};

static void test_doubts(void)
{
    for (size_t i = 0; i < sizeof doubts / sizeof doubts[0]; i++) {
        const struct doubt *d = &doubts[i];
        CU_ASSERT_EQUAL(lane_read(&lane, d->message, strlen(d->message), NULL), d->result);
        CU_ASSERT_EQUAL(lane.warnings.count, d->code ? 1 : 0);
        CU_ASSERT_EQUAL(lane.warnings.unmapped, d->unmapped);
        if (!d->code || lane.warnings.count == 0) {
            if (lane.warnings.count != (d->code ? 1 : 0))
                printf("\n    %s: %u warnings: %s", d->name, lane.warnings.count, lane.warnings.kept[0].text);
            continue;
        }
        const struct read_error *kept = &lane.warnings.kept[0];
        uint64_t offset = d->at[0] != '\0' ? (uint64_t)(strstr(d->message, d->at) - d->message) : strlen(d->message);
        if (strcmp(kept->code, d->code) != 0 || !strstr(kept->text, d->sentence) || kept->offset != offset ||
            kept->line != d->line)
            printf("\n    %s: %s at %llu (expected %llu), line %u: %s", d->name, kept->code,
                   (unsigned long long)kept->offset, (unsigned long long)offset, kept->line, kept->text);
        CU_ASSERT_STRING_EQUAL(kept->code, d->code);
        CU_ASSERT_PTR_NOT_NULL(strstr(kept->text, d->sentence));
        CU_ASSERT_EQUAL(kept->offset, offset);
        CU_ASSERT_EQUAL(kept->line, d->line);
    }
}

/* Whatever stands in a new element is screened, wherever it is. */
static void test_new_text(void)
{
    static const char message[] =
        "<E><AppHdr><BizSvc>x<New>ONE</New></BizSvc></AppHdr><Document><FIToFICstmrCdtTrf><GrpHdr><New n='TWO'>THREE"
        "</New></GrpHdr><CdtTrfTxInf>" AMOUNT "<Cdtr><Nm>N</Nm><PstlAdr><New><Newer>FOUR</Newer></New></PstlAdr></Cdtr>"
        "</CdtTrfTxInf></FIToFICstmrCdtTrf></Document></E>";
    static const char *const found[] = {"ONE", "TWO", "THREE", "FOUR"};
    CU_ASSERT_EQUAL(lane_first(&lane, message, sizeof message - 1), READ_TRANSFER);
    for (uint32_t i = 0; i < 4; i++) {
        bool is_there = false;
        for (uint32_t k = 0; k < lane.transfer.value_count; k++) {
            const struct field_value *value = &lane.transfer.values[k];
            is_there = is_there || (value->field == FG_FIELD_OTHER_TEXT && value->length == strlen(found[i]) &&
                                    memcmp(transfer_text(&lane.transfer, value), found[i], value->length) == 0);
        }
        CU_ASSERT_TRUE(is_there);
    }
    CU_ASSERT_EQUAL(lane.warnings.unmapped, 3);
}

/* Nobody need ask for warnings. */
static void test_nobody_asks(void)
{
    static const char message[] = "<E>" APPHDR("pacs.009.001.08", "") "<Document>" BODY "<New/></Document></E>";
    struct message_source source = {(const unsigned char *)message, sizeof message - 1, NULL};
    transfer_reset(&lane.transfer);
    CU_ASSERT_EQUAL(iso20022_format.begin(lane.workspace, &source, &lane.transfer, &lane.info, &lane.error),
                    READ_TRANSFER);
    transfer_end_header(&lane.transfer);
    CU_ASSERT_EQUAL(lane_next(&lane), READ_TRANSFER);
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

void add_warning_tests(void)
{
    CU_pSuite suite = CU_add_suite("iso20022: warnings", set_up, tear_down);
    CU_add_test(suite, "contradictions and new elements", test_doubts);
    CU_add_test(suite, "text in new elements", test_new_text);
    CU_add_test(suite, "nobody asks", test_nobody_asks);
}
