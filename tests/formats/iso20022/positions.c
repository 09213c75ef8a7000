/*
 * positions.c: values lead back to the bytes of the original message, whatever stood between them.
 */
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/Basic.h>

static struct lane lane;

struct position {
    const char *name;
    const char *written; /* in Nm */
    const char *text;
    uint32_t from, to;
    const char *original; /* of [from, to) */
};

static const struct position positions[] = {
    {"plain", "ALICE", "ALICE", 0, 5, "ALICE"},
    {"plain, a part", "ALICE", "ALICE", 1, 3, "LI"},
    {"trimmed", " \n\tALICE \r\n ", "ALICE", 0, 5, "ALICE"},
    {"inner space", "A  B", "A  B", 0, 4, "A  B"},
    {"reference", "A&#1055;B",
     "A\xD0\x9F"
     "B",
     1, 3, "&#1055;"},
    {"half of a reference", "A&#1055;B",
     "A\xD0\x9F"
     "B",
     2, 3, "&#1055;"},
    {"hexadecimal reference", "&#x41;B", "AB", 0, 1, "&#x41;"},
    {"behind a reference", "A&#1055;BC",
     "A\xD0\x9F"
     "BC",
     3, 5, "BC"},
    {"across a reference", "A&#1055;B",
     "A\xD0\x9F"
     "B",
     0, 4, "A&#1055;B"},
    {"named reference", "A&amp;B", "A&B", 1, 2, "&amp;"},
    {"all references", "&#65;&#66;&#67;", "ABC", 1, 2, "&#66;"},
    {"blank references are trimmed", "&#32;A&#32;", "A", 0, 1, "A"},
    {"CDATA", "<![CDATA[BOB]]>", "BOB", 0, 3, "BOB"},
    {"CDATA, a part", "<![CDATA[BOB]]>", "BOB", 1, 2, "O"},
    {"CDATA in between", "A<![CDATA[<B>]]>C", "A<B>C", 1, 4, "<B>"},
    {"CDATA in between, all", "A<![CDATA[<B>]]>C", "A<B>C", 0, 5, "A<![CDATA[<B>]]>C"},
    {"comment", "AL<!-- x -->PHA", "ALPHA", 0, 5, "AL<!-- x -->PHA"},
    {"comment, behind", "AL<!-- x -->PHA", "ALPHA", 2, 4, "PH"},
    {"instruction", "AL<?x y?>PHA", "ALPHA", 1, 3, "L<?x y?>P"},
    {"line break", "L1\nL2", "L1\nL2", 3, 5, "L2"},
    {"line break CR LF", "L1\r\nL2", "L1\nL2", 2, 3, "\r\n"},
    {"behind CR LF", "L1\r\nL2", "L1\nL2", 3, 5, "L2"},
    {"line break CR", "L1\rL2", "L1\nL2", 0, 5, "L1\rL2"},
    {"UTF-8", "\xD0\x98\xD0\x92\xD0\x90\xD0\x9D", "\xD0\x98\xD0\x92\xD0\x90\xD0\x9D", 2, 4, "\xD0\x92"},
};

static void test_positions(void)
{
    for (size_t i = 0; i < sizeof positions / sizeof positions[0]; i++) {
        const struct position *p = &positions[i];
        char message[4096];
        snprintf(message, sizeof message, HEAD "<CdtTrfTxInf>" AMOUNT "<Cdtr><Nm>%s</Nm></Cdtr></CdtTrfTxInf>" TAIL,
                 p->written);
        CU_ASSERT_EQUAL(lane_first(&lane, message, strlen(message)), READ_TRANSFER);
        const char *text = lane_text(&lane, FG_FIELD_CREDITOR_NAME, 0);
        const char *original = lane_original(&lane, FG_FIELD_CREDITOR_NAME, 0, p->from, p->to);
        if (strcmp(text, p->text) != 0 || strcmp(original, p->original) != 0)
            printf("\n    %s: \"%s\" from \"%s\"", p->name, text, original);
        CU_ASSERT_STRING_EQUAL(text, p->text);
        CU_ASSERT_STRING_EQUAL(original, p->original);
        CU_ASSERT_EQUAL(lane_count(&lane, FG_FIELD_CREDITOR_NAME), 1);
    }
}

static void test_attributes(void)
{
    static const char message[] = MESSAGE(
        TRANSFER("<InstdAmt other = 'a&#65;b' x=\"it's\" Ccy\n=\n\" KZT \">1</InstdAmt><Cdtr><Nm>N</Nm></Cdtr>"));
    CU_ASSERT_EQUAL(lane_first(&lane, message, sizeof message - 1), READ_TRANSFER);
    CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_INSTRUCTED_CURRENCY, 0), "KZT");
    CU_ASSERT_STRING_EQUAL(lane_original(&lane, FG_FIELD_INSTRUCTED_CURRENCY, 0, 0, 3), "KZT");
    CU_ASSERT_STRING_EQUAL(lane_original(&lane, FG_FIELD_INSTRUCTED_CURRENCY, 0, 1, 2), "Z");
    CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_OTHER_TEXT, 0), "aAb");
    CU_ASSERT_STRING_EQUAL(lane_original(&lane, FG_FIELD_OTHER_TEXT, 0, 1, 2), "a&#65;b");
    CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_OTHER_TEXT, 1), "it's");
    CU_ASSERT_STRING_EQUAL(lane_original(&lane, FG_FIELD_CURRENCY, 0, 0, 3), "EUR");
}

/* Codes that were found in a text lead back to their own bytes. */
static void test_derived(void)
{
    static const char message[] =
        MESSAGE(TRANSFER("<Cdtr><Nm>N</Nm></Cdtr><RmtInf><Ustrd>A&amp;B /EKNP 1925EUR710/</Ustrd></RmtInf>"));
    CU_ASSERT_EQUAL(lane_first(&lane, message, sizeof message - 1), READ_TRANSFER);
    CU_ASSERT_STRING_EQUAL(lane_original(&lane, FG_FIELD_PURPOSE_CODE, 0, 0, 3), "710");
    CU_ASSERT_STRING_EQUAL(lane_original(&lane, FG_FIELD_CREDITOR_SECTOR, 0, 0, 2), "25");
}

/* Text across the end of a block that expat is fed is one value and one run. */
static void test_block_boundary(void)
{
    static const char before[] = HEAD "<CdtTrfTxInf>" AMOUNT "<Cdtr><Nm>";
    static const char after[] = "</Nm></Cdtr></CdtTrfTxInf>" TAIL;
    for (uint32_t inside = 0; inside <= 24; inside++) {
        char message[6000];
        memset(message, ' ', sizeof message);
        size_t start = 4096 - inside - (sizeof before - 1);
        memcpy(message + start, before, sizeof before - 1);
        memcpy(message + 4096 - inside, "ABCDEFGHIJ\xD0\x96KLMNOPQRST", 22);
        memcpy(message + 4096 - inside + 22, after, sizeof after - 1);
        size_t length = 4096 - inside + 22 + sizeof after - 1;
        CU_ASSERT_EQUAL(lane_first(&lane, message, length), READ_TRANSFER);
        CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_CREDITOR_NAME, 0), "ABCDEFGHIJ\xD0\x96KLMNOPQRST");
        CU_ASSERT_STRING_EQUAL(lane_original(&lane, FG_FIELD_CREDITOR_NAME, 0, 9, 14), "J\xD0\x96KL");
        CU_ASSERT_EQUAL(transfer_find(&lane.transfer, FG_FIELD_CREDITOR_NAME, 0)->run_count, 1);
    }
}

static size_t put_unit(unsigned char *out, unsigned unit, bool big_endian)
{
    out[0] = (unsigned char)(big_endian ? unit >> 8 : unit);
    out[1] = (unsigned char)(big_endian ? unit : unit >> 8);
    return 2;
}

/* UTF-8 of up to three bytes a character, to UTF-16 with a byte order mark. */
static size_t to_utf16(const char *text, bool big_endian, unsigned char *out)
{
    size_t n = put_unit(out, 0xFEFF, big_endian);
    for (const unsigned char *at = (const unsigned char *)text; *at != '\0';) {
        if (*at < 0x80) {
            n += put_unit(out + n, at[0], big_endian);
            at += 1;
        } else if (*at < 0xE0) {
            n += put_unit(out + n, (at[0] & 0x1Fu) << 6 | (at[1] & 0x3Fu), big_endian);
            at += 2;
        } else {
            n += put_unit(out + n, (at[0] & 0x0Fu) << 12 | (at[1] & 0x3Fu) << 6 | (at[2] & 0x3Fu), big_endian);
            at += 3;
        }
    }
    return n;
}

static uint64_t unit_offset(const char *text, const char *part)
{
    uint64_t units = 1; /* the mark */
    for (const char *at = text; at < strstr(text, part); at++)
        units += ((unsigned char)*at & 0xC0) != 0x80;
    return units * 2;
}

static void check_utf16(bool big_endian)
{
    static const char text[] = MESSAGE(TRANSFER("<Cdtr><Nm> ALICE \xD0\x98\xD0\x92 \xE2\x82\xAC Z</Nm></Cdtr>"
                                                "<InstdAmt Ccy='KZT'>1</InstdAmt>"));
    static unsigned char message[2 * sizeof text + 2];
    size_t length = to_utf16(text, big_endian, message);
    CU_ASSERT_TRUE(iso20022_format.claims(NULL, message, length) > 50);
    CU_ASSERT_EQUAL(lane_first(&lane, message, length), READ_TRANSFER);
    CU_ASSERT_STRING_EQUAL(lane.info.type, "pacs.008.001.08");
    CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_CREDITOR_NAME, 0), "ALICE \xD0\x98\xD0\x92 \xE2\x82\xAC Z");
    const struct field_value *name = transfer_find(&lane.transfer, FG_FIELD_CREDITOR_NAME, 0);
    struct {
        uint32_t from, to;
        const char *part;
        uint32_t units;
    } parts[] = {{0, 5, "ALICE", 5},     {1, 3, "LICE", 2},           {6, 10, "\xD0\x98", 2},
                 {8, 10, "\xD0\x92", 1}, {11, 14, "\xE2\x82\xAC", 1}, {15, 16, "Z<", 1}};
    for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
        uint64_t start, end;
        transfer_source(&lane.transfer, name, parts[i].from, parts[i].to, &start, &end);
        CU_ASSERT_EQUAL(start, unit_offset(text, parts[i].part));
        CU_ASSERT_EQUAL(end - start, parts[i].units * 2u);
    }
    uint64_t start, end;
    transfer_source(&lane.transfer, transfer_find(&lane.transfer, FG_FIELD_INSTRUCTED_CURRENCY, 0), 0, 3, &start, &end);
    CU_ASSERT_EQUAL(start, unit_offset(text, "KZT"));
    CU_ASSERT_EQUAL(end - start, 6);
    CU_ASSERT_EQUAL(lane_next(&lane), READ_END);
}

static void test_utf16(void)
{
    check_utf16(false);
    check_utf16(true);
}

/* Much transcoded text: positions become coarser, never wrong. */
static void test_utf16_much_text(void)
{
    enum { COPIES = 3000 };
    static char text[COPIES * 16 + 4096];
    static unsigned char message[2 * sizeof text];
    strcpy(text, HEAD "<CdtTrfTxInf>" AMOUNT "<Cdtr><Nm>N</Nm></Cdtr><RmtInf><Ustrd>");
    char *at = text + strlen(text);
    for (int i = 0; i < COPIES; i++)
        at += sprintf(at, "abc \xD0\x98\xE2\x82\xAC%05d ", i);
    strcpy(at, "</Ustrd></RmtInf></CdtTrfTxInf>" TAIL);
    size_t length = to_utf16(text, false, message);
    CU_ASSERT_EQUAL(lane_first(&lane, message, length), READ_TRANSFER);
    const struct field_value *value = transfer_find(&lane.transfer, FG_FIELD_REMITTANCE, 0);
    CU_ASSERT_PTR_NOT_NULL_FATAL(value);
    const unsigned char *decoded = transfer_text(&lane.transfer, value);
    for (uint32_t i = 0; i + 5 <= value->length; i += 97) {
        uint64_t start, end;
        transfer_source(&lane.transfer, value, i, i + 1, &start, &end);
        CU_ASSERT_TRUE(start < end && end - start <= 64 && end <= length);
        if (decoded[i] < 0x80) { /* the sign itself is among the bytes it leads back to */
            bool found = false;
            for (uint64_t k = start; k < end; k++)
                found = found || message[k] == decoded[i];
            CU_ASSERT_TRUE(found);
        }
    }
}

static void test_latin1(void)
{
    static const char message[] = "<?xml version='1.0' encoding='ISO-8859-1'?>" MESSAGE(PAID_TO("R\xE9MY & \xC9T\xC9"));
    static const char fixed[] =
        "<?xml version='1.0' encoding='ISO-8859-1'?>" MESSAGE(PAID_TO("R\xE9MY &amp; \xC9T\xC9"));
    CU_ASSERT_EQUAL(lane_first(&lane, message, sizeof message - 1), READ_BROKEN);
    CU_ASSERT_EQUAL(lane_first(&lane, fixed, sizeof fixed - 1), READ_TRANSFER);
    CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_CREDITOR_NAME, 0), "R\xC3\xA9MY & \xC3\x89T\xC3\x89");
    CU_ASSERT_STRING_EQUAL(lane_original(&lane, FG_FIELD_CREDITOR_NAME, 0, 0, 3), "R\xE9");
    CU_ASSERT_STRING_EQUAL(lane_original(&lane, FG_FIELD_CREDITOR_NAME, 0, 3, 5), "MY");
    CU_ASSERT_STRING_EQUAL(lane_original(&lane, FG_FIELD_CREDITOR_NAME, 0, 8, 13), "\xC9T\xC9");
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

void add_position_tests(void)
{
    CU_pSuite suite = CU_add_suite("iso20022: positions", set_up, tear_down);
    CU_add_test(suite, "text", test_positions);
    CU_add_test(suite, "attributes", test_attributes);
    CU_add_test(suite, "derived codes", test_derived);
    CU_add_test(suite, "block boundaries", test_block_boundary);
    CU_add_test(suite, "UTF-16", test_utf16);
    CU_add_test(suite, "UTF-16, much text", test_utf16_much_text);
    CU_add_test(suite, "ISO-8859-1", test_latin1);
}
