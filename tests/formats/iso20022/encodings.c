/*
 * encodings.c: code pages by declaration, and AppHdr and Document side by side: what is read, and that every value
 * leads back to the bytes of the whole input.
 */
#include "harness.h"

#include <stdio.h>
#include <string.h>

#include <CUnit/Basic.h>

static struct lane lane;

struct page {
    const char *declared;
    const char *written; /* "ИВАН" and a blank and a letter of its own, in that page */
    const char *text;
};

#define IVAN "\xD0\x98\xD0\x92\xD0\x90\xD0\x9D"

static const struct page pages[] = {
    {"windows-1251", "\xC8\xC2\xC0\xCD \xB3", IVAN " \xD1\x96"},
    {"WINDOWS-1251", "\xC8\xC2\xC0\xCD \xB9", IVAN " \xE2\x84\x96"},
    {"cp1251", "\xC8\xC2\xC0\xCD \xA8", IVAN " \xD0\x81"},
    {"KOI8-R", "\xE9\xF7\xE1\xEE \xB3", IVAN " \xD0\x81"},
    {"cp866", "\x88\x82\x80\x8D \xF0", IVAN " \xD0\x81"},
    {"IBM866", "\x88\x82\x80\x8D \xFC", IVAN " \xE2\x84\x96"},
    {"KZ-1048", "\xC8\xC2\xC0\xCD \xA3", IVAN " \xD3\x98"},
};

static void check_page(const struct page *page)
{
    char message[4096];
    snprintf(message, sizeof message,
             "<?xml version='1.0' encoding='%s'?>\n" HEAD "<CdtTrfTxInf>" AMOUNT
             "<InstdAmt Ccy='KZT' note='%s'>1</InstdAmt><Cdtr><Nm> %s &amp; Z</Nm></Cdtr></CdtTrfTxInf>" TAIL,
             page->declared, page->written, page->written);
    enum read_result result = lane_first(&lane, message, strlen(message));
    if (result != READ_TRANSFER)
        printf("\n    %s: %s", page->declared, lane.error.text);
    CU_ASSERT_EQUAL_FATAL(result, READ_TRANSFER);
    char expected[64];
    snprintf(expected, sizeof expected, "%s & Z", page->text);
    CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_CREDITOR_NAME, 0), expected);
    CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_OTHER_TEXT, 0), page->text);
    char letter[2] = {page->written[1], '\0'};
    CU_ASSERT_STRING_EQUAL(lane_original(&lane, FG_FIELD_CREDITOR_NAME, 0, 2, 4), letter);
    CU_ASSERT_STRING_EQUAL(lane_original(&lane, FG_FIELD_CREDITOR_NAME, 0, 0, (uint32_t)strlen(page->text)),
                           page->written);
    uint32_t sign = (uint32_t)strlen(page->text) + 1;
    CU_ASSERT_STRING_EQUAL(lane_original(&lane, FG_FIELD_CREDITOR_NAME, 0, sign, sign + 1), "&amp;");
    CU_ASSERT_STRING_EQUAL(lane_original(&lane, FG_FIELD_OTHER_TEXT, 0, 0, 2), page->written);
    CU_ASSERT_TRUE(lane_values_are_sane(&lane));
    CU_ASSERT_EQUAL(lane_next(&lane), READ_END);
}

static void test_pages(void)
{
    for (size_t i = 0; i < sizeof pages / sizeof pages[0]; i++)
        check_page(&pages[i]);
    /* a byte that stands for nothing */
    static const char nothing[] = "<?xml version='1.0' encoding='windows-1251'?>\n" MESSAGE(PAID_TO("A\x98"));
    CU_ASSERT_EQUAL(lane_first(&lane, nothing, sizeof nothing - 1), READ_BROKEN);
    CU_ASSERT_STRING_EQUAL(lane.error.code, "xml-not-well-formed");
    CU_ASSERT_EQUAL(lane.error.offset, (uint64_t)(strchr(nothing, '\x98') - nothing));
    CU_ASSERT_EQUAL(lane.error.line, 2);
    /* the page of one message is not that of the next */
    static const char next[] = MESSAGE(PAID_TO(IVAN));
    CU_ASSERT_EQUAL(lane_first(&lane, next, sizeof next - 1), READ_TRANSFER);
    CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_CREDITOR_NAME, 0), IVAN);
}

/* A sentence that says which are read. */
static void test_unknown(void)
{
    static const char message[] = "<?xml version='1.0' encoding='EBCDIC-CP-US'?>" MESSAGE(PAID_TO("N"));
    CU_ASSERT_EQUAL(lane_first(&lane, message, sizeof message - 1), READ_BROKEN);
    CU_ASSERT_STRING_EQUAL(lane.error.code, "xml-encoding-unsupported");
    static const char *const named[] = {"UTF-8",        "UTF-16",  "ISO-8859-1", "US-ASCII",
                                        "windows-1251", "KZ-1048", "KOI8-R",     "cp866"};
    for (size_t i = 0; i < sizeof named / sizeof named[0]; i++)
        CU_ASSERT_PTR_NOT_NULL(strstr(lane.error.text, named[i]));
}

/* --- Side by side ------------------------------------------------------------------------------------------------ */

#define APPHDR                                                                                                         \
    "<h:AppHdr xmlns:h='urn:iso:std:iso:20022:tech:xsd:head.001.001.02'><h:BizMsgIdr>B1</h:BizMsgIdr>"                 \
    "<h:MsgDefIdr>pacs.008.001.08</h:MsgDefIdr></h:AppHdr>"

struct pair {
    const char *name;
    const char *message;
    enum read_result result; /* of the whole */
    const char *code, *at;   /* when broken */
    uint32_t transfers, line;
};

static const struct pair pairs[] = {
    {"side by side", APPHDR MESSAGE(PAID_TO("N")), READ_END, NULL, NULL, 1, 0},
    {"on lines of their own", APPHDR "\r\n \t" MESSAGE(PAID_TO("N")) "\n", READ_END, NULL, NULL, 1, 0},
    {"a declaration each",
     "<?xml version='1.0'?>\n" APPHDR "\n<?xml version='1.0' encoding='UTF-8'?>\n" MESSAGE(PAID_TO("N")), READ_END,
     NULL, NULL, 1, 0},
    {"a comment between", APPHDR "<!-- c -->" MESSAGE(PAID_TO("N")), READ_END, NULL, NULL, 1, 0},
    {"an empty header", "<AppHdr/>" MESSAGE(PAID_TO("N")), READ_END, NULL, NULL, 1, 0},
    {"a header alone", APPHDR "\n", READ_NOT_A_TRANSFER, NULL, NULL, 0, 0},
    {"a header and comments", APPHDR "\n<!-- c -->\n<?p i?>", READ_NOT_A_TRANSFER, NULL, NULL, 0, 0},
    {"text behind", APPHDR "\nmore", READ_BROKEN, "xml-trailing-data", "more", 0, 2},
    {"two headers", APPHDR "\n" APPHDR MESSAGE(PAID_TO("N")), READ_BROKEN, "xml-trailing-data", "<h:AppHdr", 0, 2},
    {"something else behind", APPHDR "\n<x/>", READ_BROKEN, "xml-trailing-data", "<x/>", 0, 2},
    {"content without a document", APPHDR "\n<FIToFICstmrCdtTrf/>", READ_BROKEN, "xml-trailing-data", "<FIToFI", 0, 2},
    {"three", APPHDR MESSAGE(PAID_TO("N")) "\n\n<y/>", READ_BROKEN, "xml-trailing-data", "<y/>", 1, 3},
    {"a document first", MESSAGE(PAID_TO("N")) "\n" APPHDR, READ_BROKEN, "xml-trailing-data", "<h:AppHdr", 1, 2},
    {"broken in the second", APPHDR "\n" HEAD "\n<CdtTrfTxInf></Cdtr>", READ_BROKEN, "xml-not-well-formed", "Cdtr>", 0,
     3},
    {"cut in the second", APPHDR "\n" HEAD, READ_BROKEN, "xml-not-well-formed", NULL, 0, 2},
    {"a DOCTYPE in the second", APPHDR "\n<!DOCTYPE Document>" MESSAGE(PAID_TO("N")), READ_BROKEN, "xml-doctype",
     "<!DOCTYPE", 0, 2},
    {"an unknown encoding in the second", APPHDR "\n<?xml version='1.0' encoding='x-any'?>" MESSAGE(PAID_TO("N")),
     READ_BROKEN, "xml-encoding-unsupported", "x-any", 0, 2},
};

static const char *find_last(const char *text, const char *part)
{
    const char *found = text;
    for (const char *at = text; (at = strstr(at, part)) != NULL; at++)
        found = at;
    return found;
}

static void test_side_by_side(void)
{
    for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
        const struct pair *p = &pairs[i];
        uint32_t transfers;
        enum read_result result = lane_read(&lane, p->message, strlen(p->message), &transfers);
        uint64_t offset = p->at ? (uint64_t)(find_last(p->message, p->at) - p->message) : strlen(p->message);
        if (result != p->result || transfers != p->transfers)
            printf("\n    %s: %d, %u transfers, %s", p->name, (int)result, transfers, lane.error.text);
        CU_ASSERT_EQUAL(result, p->result);
        CU_ASSERT_EQUAL(transfers, p->transfers);
        if (p->code &&
            (strcmp(lane.error.code, p->code) != 0 || lane.error.offset != offset || lane.error.line != p->line))
            printf("\n    %s: %s at %llu, line %u, expected %llu", p->name, lane.error.code,
                   (unsigned long long)lane.error.offset, lane.error.line, (unsigned long long)offset);
        if (p->code) {
            CU_ASSERT_STRING_EQUAL(lane.error.code, p->code);
            CU_ASSERT_EQUAL(lane.error.offset, offset);
            CU_ASSERT_EQUAL(lane.error.line, p->line);
        }
    }
}

static void test_places_behind_the_header(void)
{
    static const char message[] = APPHDR "\n" MESSAGE(TRANSFER("<Cdtr><Nm>ALICE</Nm></Cdtr><RmtInf><Ustrd>A&#65;B"
                                                               "</Ustrd></RmtInf><InstdAmt Ccy='KZT'>1</InstdAmt>"));
    CU_ASSERT_EQUAL(lane_first(&lane, message, sizeof message - 1), READ_TRANSFER);
    CU_ASSERT_STRING_EQUAL(lane.info.type, "pacs.008.001.08");
    CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_OTHER_TEXT, 0), "B1");
    CU_ASSERT_STRING_EQUAL(lane_original(&lane, FG_FIELD_OTHER_TEXT, 0, 0, 2), "B1");
    CU_ASSERT_STRING_EQUAL(lane_original(&lane, FG_FIELD_CREDITOR_NAME, 0, 0, 5), "ALICE");
    CU_ASSERT_STRING_EQUAL(lane_original(&lane, FG_FIELD_REMITTANCE, 0, 1, 2), "&#65;");
    CU_ASSERT_STRING_EQUAL(lane_original(&lane, FG_FIELD_INSTRUCTED_CURRENCY, 0, 0, 3), "KZT");
    CU_ASSERT_EQUAL(lane.warnings.count, 0);
}

/* The second has an encoding of its own. */
static void test_two_encodings(void)
{
    static const char message[] =
        "<?xml version='1.0'?>" APPHDR "<?xml version='1.0' encoding='KOI8-R'?>" MESSAGE(PAID_TO("\xE9\xF7\xE1\xEE"));
    CU_ASSERT_EQUAL(lane_first(&lane, message, sizeof message - 1), READ_TRANSFER);
    CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_CREDITOR_NAME, 0), IVAN);
    CU_ASSERT_STRING_EQUAL(lane_original(&lane, FG_FIELD_CREDITOR_NAME, 0, 2, 4), "\xF7");
    /* or that of the first */
    static const char shared[] = "<?xml version='1.0' encoding='KOI8-R'?>" APPHDR MESSAGE(PAID_TO("\xE9\xF7\xE1\xEE"));
    CU_ASSERT_EQUAL(lane_first(&lane, shared, sizeof shared - 1), READ_TRANSFER);
    CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_CREDITOR_NAME, 0), IVAN);
    static const char latin[] = "<?xml version='1.0' encoding='ISO-8859-1'?>" APPHDR MESSAGE(PAID_TO("R\xE9MY"));
    CU_ASSERT_EQUAL(lane_first(&lane, latin, sizeof latin - 1), READ_TRANSFER);
    CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_CREDITOR_NAME, 0), "R\xC3\xA9MY");
    static const char neither[] = APPHDR MESSAGE(PAID_TO("R\xE9MY"));
    CU_ASSERT_EQUAL(lane_first(&lane, neither, sizeof neither - 1), READ_BROKEN);
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

void add_encoding_tests(void)
{
    CU_pSuite suite = CU_add_suite("iso20022: encodings", set_up, tear_down);
    CU_add_test(suite, "code pages", test_pages);
    CU_add_test(suite, "unknown ones", test_unknown);
    CU_add_test(suite, "header and document side by side", test_side_by_side);
    CU_add_test(suite, "places behind the header", test_places_behind_the_header);
    CU_add_test(suite, "an encoding each", test_two_encodings);
}
