/*
 * kz_hostile_test.c: domestic messages that are cut, changed, overlong or hide words where no words belong: every one
 * has a defined answer, and nothing that is written stays unread.
 */
#include <CUnit/Basic.h>

#include "code_pages.h"
#include "kz_fixture.h"
#include "run_tests.h"
#include "text/utf8.h"

static const char *const messages[] = {
    "{1:F01K0547000000000000000}{2:I100SGROSS000000U3003}{3:{121:7a1c0f4e-2b5d-4a8e-9c1d-0f2e3d4c5b6a}}{4:\n:20:REF7\n"
    ":32A:261121KZT450000,00\n:50:/D/KZ35601A000000012345\n/NAME/АХМЕТОВ ЕРЛАН\n/IDN/850101300015\n/IRS/1\n/SECO/9\n"
    ":52B:HSBKKZKX\n:57B:190501601\n:59:KZ41722C000000054321\n/NAME/ТОО \\ПРИМЕР\\ И\nКО\n/RNN/600400123456\n"
    ":70:/NUM/12\n/DATE/261120\n/VO/01\n/KNP/119\n/BCLASS/101111\n/ASSIGN/ОПЛАТА ПО EKNP 1917KZT710 В КРИ\n"
    "ПТОКОШЕЛЕК\n-}\n",
    "{1:F01SAGS000000000001000001}\n{2:I102SGRОSS000000U3003}\n{4:\n:52В:HSBKKZKX\n:59:/NAME/АО ПРИМЕР\n:70:/NUM/1\n"
    "/ASSIGN/ЗАРПЛАТА\n:21:1\n:32B:KZT6.66\n:70:/OPV/C\n//FM/КИМ//NM/АННА\n//DT/19790312\n//RNN/600400111222\n:21:2\n"
    ":32B:KZT1\n:50:КИМ\n:59:404200001234\nТОО ДРУГОЕ\nАЛМАТЫ\n:32А:111230КZТ7.66\n-}",
};
#define MESSAGES (sizeof messages / sizeof *messages)

static const enum encoding encodings[] = {ENCODING_UTF8, ENCODING_CP866, ENCODING_CP1251, ENCODING_KOI8_R};
#define ENCODINGS (sizeof encodings / sizeof *encodings)

static struct kz_fixture fixture;

static int set_up(void)
{
    kz_fixture_open(&fixture, 512, 65536);
    return 0;
}

static int tear_down(void)
{
    kz_fixture_close(&fixture);
    return 0;
}

static bool values_hold(void)
{
    for (uint32_t i = 0; i < fixture.transfer.value_count; i++) {
        const struct field_value *value = &fixture.transfer.values[i];
        uint64_t start, end;
        transfer_source(&fixture.transfer, value, 0, value->length, &start, &end);
        if (value->length == 0 || start >= end || end > fixture.length ||
            utf8_valid_prefix(transfer_text(&fixture.transfer, value), value->length) != value->length)
            return false;
    }
    return true;
}

/* Reads a message to its end; whether every answer is one of those that are defined. */
static bool is_answered(const void *bytes, size_t length)
{
    enum read_result result = kz_fixture_begin(&fixture, bytes, length);
    bool holds = true;
    while (result == READ_TRANSFER && holds) {
        result = kz_fixture_next(&fixture);
        holds = values_hold();
    }
    if (result == READ_BROKEN || result == READ_LIMIT)
        return holds && fixture.error.code[0] && fixture.error.text[0] && fixture.error.offset <= length &&
               fixture.error.line >= 1;
    return holds && (result == READ_END || result == READ_NOT_A_TRANSFER);
}

static size_t encode(size_t message, size_t encoding, char *bytes, size_t size)
{
    long length = from_utf8(encodings[encoding], messages[message], strlen(messages[message]), bytes, size);
    CU_ASSERT_FATAL(length > 0);
    return (size_t)length;
}

static void cut_messages_are_answered(void)
{
    for (size_t m = 0; m < MESSAGES; m++)
        for (size_t e = 0; e < ENCODINGS; e++) {
            char bytes[2048];
            size_t length = encode(m, e, bytes, sizeof bytes);
            for (size_t cut = 0; cut <= length; cut++)
                CU_ASSERT(is_answered(bytes, cut));
        }
}

static void changed_messages_are_answered(void)
{
    static const unsigned char changes[] = {0x00, '\n', '\r', ' ', '/', ':', '-', '0', 'A', 0x80, 0xD0, 0xFF};
    for (size_t m = 0; m < MESSAGES; m++)
        for (size_t e = 0; e < ENCODINGS; e++) {
            char bytes[2048];
            size_t length = encode(m, e, bytes, sizeof bytes);
            for (size_t at = 0; at < length; at++) {
                char was = bytes[at];
                for (size_t c = 0; c < sizeof changes; c++) {
                    bytes[at] = (char)changes[c];
                    CU_ASSERT(is_answered(bytes, length));
                }
                for (unsigned bit = 0; bit < 8; bit++) {
                    bytes[at] = (char)(was ^ 1 << bit);
                    CU_ASSERT(is_answered(bytes, length));
                }
                bytes[at] = was;
            }
        }
}

#define HEAD   "{1:F01K0547000000000000000}{2:I102SGROSS000000U3003}{4:\n:59:/NAME/КИМ"
#define LONGER (1u << 18)

/* A piece repeated until the message is long: the time is that of its bytes, not of their square. */
static void long_messages_end(void)
{
    static const char *const pieces[] = {"/",
                                         "//",
                                         "/FM/А",
                                         "/NAME/",
                                         "\n/X/",
                                         ":21:1\n:32B:KZT1\n",
                                         ":70:\n",
                                         ":32A:\n",
                                         "\r",
                                         "Ы",
                                         "\n:32B:KZT1",
                                         "/ASSIGN/\n/",
                                         " ",
                                         "/ABCDEFGH/",
                                         ":70:КНП 710 EKNP 1917KZT710\n",
                                         " :21:1 :32B:KZT1",
                                         " :70:/KNP/710"};
    tear_down();
    kz_fixture_open(&fixture, 60000, 1u << 20);
    for (size_t i = 0; i < sizeof pieces / sizeof *pieces; i++) {
        char *bytes = malloc(LONGER + 64);
        CU_ASSERT_FATAL(bytes != NULL);
        size_t length = strlen(HEAD), width = strlen(pieces[i]);
        memcpy(bytes, HEAD, length);
        for (; length + width < LONGER; length += width)
            memcpy(bytes + length, pieces[i], width);
        memcpy(bytes + length, "\n-}", 3);
        CU_ASSERT(is_answered(bytes, length + 3));
        free(bytes);
    }
    tear_down();
    set_up();
}

/* Where words may be hidden: every field and sub-tag of the field map, and some that it does not know. */
static uint32_t places, unread;

static bool is_screened(const char *word)
{
    for (uint32_t i = 0; i < fixture.transfer.value_count; i++) {
        const struct field_value *value = &fixture.transfer.values[i];
        if (field_is_scanned((fg_field)value->field) &&
            memmem(transfer_text(&fixture.transfer, value), value->length, word, strlen(word)))
            return true;
    }
    return false;
}

static void hide(const char *tag, const char *subtag)
{
    char message[512];
    int length =
        snprintf(message, sizeof message, "{1:F01K0547000000000000000}{2:I100SGROSS000000U3003}{4:\n%s%s:%s%sСЛОВО\n-}",
                 strncmp(tag, ":32", 3) == 0 ? "" : ":32A:261121KZT1\n",
                 strncmp(tag, ":59", 3) == 0 ? "" : ":59:/NAME/КИМ\n", tag + 1, subtag);
    enum read_result result = kz_fixture_begin(&fixture, message, (size_t)length);
    if (result == READ_TRANSFER)
        result = kz_fixture_next(&fixture);
    places++;
    if (result == READ_BROKEN || (result == READ_TRANSFER && is_screened("СЛОВО")))
        return;
    printf("%s %s: unread ", tag, subtag);
    unread++;
}

static void hide_in_row(void *context, const struct map_row *row)
{
    (void)context;
    const char *subtag = strchr(row->source, ' ');
    char tag[8] = "";
    if (row->source[0] != ':')
        return;
    memcpy(tag, row->source, subtag ? (size_t)(subtag - row->source) : strlen(row->source));
    if (tag[3] == 'a') /* any option, or none */
        memcpy(tag + 3, ":", 2);
    hide(tag, subtag ? subtag + 1 : "");
}

static void hidden_words_are_screened(void)
{
    static const char *const tags[] = {":50:", ":59:", ":70:", ":52B:", ":99X:", ":20:"};
    static const char *const subtags[] = {"/X/",         "//XY/", "/ЩЩ/",        "/",   "//",
                                          "/NAME/\n/X/", "/D/",   "/IRS/1/IRS/", "\n\n"};
    places = unread = 0;
    kz_map(hide_in_row, NULL);
    for (size_t t = 0; t < sizeof tags / sizeof *tags; t++)
        for (size_t s = 0; s < sizeof subtags / sizeof *subtags; s++)
            hide(tags[t], subtags[s]);
    CU_ASSERT(places > 100);
    CU_ASSERT_EQUAL(unread, 0);
}

/* The answer to a message within limits; what it used is told by the fixture. */
static enum read_result read_within(struct kz_fixture *within, const char *message, uint32_t fields,
                                    uint32_t text_bytes)
{
    kz_fixture_open(within, fields, text_bytes);
    enum read_result result = kz_fixture_begin(within, message, strlen(message));
    while (result == READ_TRANSFER)
        result = kz_fixture_next(within);
    return result;
}

static void limits_are_named(void)
{
    for (size_t m = 0; m < MESSAGES; m++) {
        struct kz_fixture within;
        uint32_t fields = 0, text_bytes = 0;
        enum read_result result = kz_fixture_begin(&fixture, messages[m], strlen(messages[m]));
        while (result == READ_TRANSFER) {
            result = kz_fixture_next(&fixture);
            fields = fixture.transfer.value_count > fields ? fixture.transfer.value_count : fields;
            text_bytes = fixture.transfer.text_used > text_bytes ? fixture.transfer.text_used : text_bytes;
        }
        CU_ASSERT_EQUAL(read_within(&within, messages[m], fields, text_bytes), READ_END);
        kz_fixture_close(&within);
        for (uint32_t less = 1; less < fields; less++) {
            CU_ASSERT_EQUAL(read_within(&within, messages[m], fields - less, text_bytes), READ_LIMIT);
            CU_ASSERT_STRING_EQUAL(within.error.code, "limit-fields");
            kz_fixture_close(&within);
        }
        for (uint32_t less = 1; less < text_bytes; less++) {
            CU_ASSERT_EQUAL(read_within(&within, messages[m], fields, text_bytes - less), READ_LIMIT);
            CU_ASSERT_STRING_EQUAL(within.error.code, "limit-text-bytes");
            kz_fixture_close(&within);
        }
    }
}

int main(void)
{
    CU_TestInfo tests[] = {{"cut messages are answered", cut_messages_are_answered},
                           {"changed messages are answered", changed_messages_are_answered},
                           {"long messages end", long_messages_end},
                           {"hidden words are screened", hidden_words_are_screened},
                           {"limits are named", limits_are_named},
                           CU_TEST_INFO_NULL};
    CU_SuiteInfo suites[] = {{"kz_hostile", set_up, tear_down, NULL, NULL, tests}, CU_SUITE_INFO_NULL};
    if (CU_initialize_registry() != CUE_SUCCESS || CU_register_suites(suites) != CUE_SUCCESS)
        return 1;
    return run_tests();
}
