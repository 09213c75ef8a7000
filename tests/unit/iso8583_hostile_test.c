/*
 * iso8583_hostile_test.c: broken and hostile bytes give the adapter no more than a refusal: messages cut at every byte
 * and changed in every byte, and the messages of a corpus where the environment names one.
 */
#include <CUnit/Basic.h>

#include "iso8583_fixture.h"
#include "plugin/text/utf8.h"
#include "run_tests.h"

static struct card_fixture fixture;

static int set_up(void)
{
    card_open(&fixture, NULL, 200, 32 << 10);
    return 0;
}

static int tear_down(void)
{
    card_close(&fixture);
    return 0;
}

static const struct card_field request[] = {{2, CARD_PAN},
                                            {3, "000000"},
                                            {4, "000000125000"},
                                            {7, "1121093000"},
                                            {11, "000042"},
                                            {18, "6051"},
                                            {19, "372"},
                                            {28, "D00000100"},
                                            {32, "12345"},
                                            {35, CARD_PAN "=2812"},
                                            {37, "REF000000001"},
                                            {42, "MOONPAY00000001"},
                                            {43, "MOONPAY*BUY BITCOIN      DUBLIN       IE"},
                                            {48, "КОФЕЙНЯ " CARD_PAN},
                                            {49, "978"},
                                            {52, "0123456789ABCDEF"},
                                            {55, "9F2608C2C12B098F3DA6E3"},
                                            {102, "KZ35601A000000012345"},
                                            {128, "0011223344556677"},
                                            {0, NULL}};

static bool is_sound(void)
{
    const struct transfer *transfer = &fixture.transfer;
    for (uint32_t i = 0; i < transfer->value_count; i++) {
        const struct field_value *value = &transfer->values[i];
        if (value->length == 0 || utf8_valid_prefix(transfer_text(transfer, value), value->length) != value->length)
            return false;
        uint64_t start, end;
        transfer_source(transfer, value, 0, value->length, &start, &end);
        if (start >= end || end > fixture.length)
            return false;
    }
    return true;
}

/* Whatever the bytes, the answer is one of those that the core knows, and says what it must say. */
static bool answer_is_defined(const void *bytes, size_t length, enum read_result *result)
{
    card_claim(&fixture, bytes, length);
    *result = card_read(&fixture, bytes, length);
    if (*result == READ_TRANSFER)
        return is_sound();
    if (*result == READ_NOT_A_TRANSFER)
        return strncmp(fixture.info.type, "iso8583.0", 9) == 0;
    return (*result == READ_BROKEN || *result == READ_LIMIT) && fixture.error.code[0] && fixture.error.text[0] &&
           fixture.error.offset <= length && fixture.error.line == 0 && strlen(fixture.error.text) < 199 &&
           !strchr(fixture.error.text, '%') && !strchr(fixture.error.text, '#');
}

static void cut_messages_are_refused(void)
{
    static const char *const types[] = {"0100", "0800"};
    for (int style = 0; style < CARD_STYLES; style++)
        for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
            struct card_bytes bytes = card_write(fixture.layout, (enum card_style)style, types[i], request);
            enum read_result result;
            for (size_t cut = 0; cut < bytes.length; cut++) {
                CU_ASSERT_TRUE(answer_is_defined(bytes.at, cut, &result));
                CU_ASSERT_EQUAL(result, READ_BROKEN);
            }
        }
}

static void changed_messages_have_defined_answers(void)
{
    static const char *const types[] = {"0100", "0800"};
    unsigned read = 0;
    for (int style = 0; style < CARD_STYLES; style++)
        for (size_t i = 0; i < sizeof types / sizeof *types; i++) {
            struct card_bytes bytes = card_write(fixture.layout, (enum card_style)style, types[i], request);
            for (size_t at = 0; at < bytes.length; at++) {
                unsigned char was = bytes.at[at];
                for (unsigned byte = 0; byte < 256; byte++) {
                    enum read_result result;
                    bytes.at[at] = (unsigned char)byte;
                    CU_ASSERT_TRUE(answer_is_defined(bytes.at, bytes.length, &result));
                    read += result == READ_TRANSFER;
                }
                bytes.at[at] = was;
            }
        }
    CU_ASSERT_TRUE(read > 1000);
}

/* A field that says it goes on for as long as it may, at the end of what there is. */
static void lengths_beyond_the_message_are_refused(void)
{
    for (unsigned number = LAYOUT_FIRST; number <= LAYOUT_LAST; number++) {
        const struct layout_field *field = &((struct layout *)fixture.layout)->fields[number];
        if (field->length_digits == 0)
            continue;
        struct layout_set set = {{0, 0}};
        layout_add(&set, 1);
        layout_add(&set, 11);
        layout_add(&set, number);
        struct card_bytes bytes = {.length = 0};
        card_add(&bytes, "0800", 4);
        card_add_bitmap(&bytes, CARD_ASCII_HEX, set.words[0]);
        card_add_bitmap(&bytes, CARD_ASCII_HEX, set.words[1]);
        if (number > 11)
            card_add(&bytes, "000042", 6);
        char length[8];
        snprintf(length, sizeof length, field->length_digits == 2 ? "%02u" : "%03u", field->length % 1000u);
        card_add(&bytes, length, field->length_digits);
        enum read_result result;
        CU_ASSERT_TRUE(answer_is_defined(bytes.at, bytes.length, &result));
        CU_ASSERT_EQUAL(result, READ_BROKEN);
        CU_ASSERT_TRUE(card_same(fixture.error.code, "iso8583-cut"));
    }
}

/* --- the corpus ------------------------------------------------------------------------------------------------ */

/*
 * What each file is to the layout that is built in. Those written by it are passed by name, or refused for what is
 * broken in them; the rest comes from tests of other libraries with layouts of their own, and is refused: what does not
 * go by the layout to its last byte is not known to be no transfer.
 */
static const struct {
    const char *name, *type, *code; /* code "" = passed */
} corpus[] = {{"moov__financial_transaction_message_response.dat", "iso8583.0210", ""},
              {"moov__iso_reversal_message_response.dat", "iso8583.0410", ""},
              /* Called broken there for a field that its own layout demands, and the standard does not. */
              {"moov__iso_reversal_message_advice_missing_field.dat", "iso8583.0420", ""},
              {"moov__network_management_message.dat", "iso8583.0800", ""},
              {"jpos__ISO87A-Field64.bin", "iso8583.0800", ""},
              {"moov__error_message.dat", "iso8583.0400", "iso8583-cut"},
              /* Track 3 is written as text. */
              {"jpos__ISO87B-Field64.bin", "iso8583.0800", "iso8583-length"},
              /* The version of 1993. */
              {"jpos__ISO93APackager.bin", "iso8583.1800", "iso8583-version"},
              /* Lengths and numbers in BCD behind an ASCII message type. */
              {"moov__message_with_hex_bcd.dat", "iso8583.0800", "iso8583-length"},
              {"moov__message_with_number_bcd_encoding.dat", "iso8583.0800", "iso8583-content"},
              /* Beginnings of messages. */
              {"iso8583__fuzz_test_go_L76.hex", "iso8583.0800", "iso8583-cut"},
              {"jPOS__ISOStringFieldPackagerTruncateTest_java_L38.hex", "iso8583.0800", "iso8583-missing-field"}};

static unsigned char *read_file(const char *path, size_t *length)
{
    FILE *file = fopen(path, "rb");
    unsigned char *bytes = file ? malloc(1 << 20) : NULL;
    *length = bytes ? fread(bytes, 1, 1 << 20, file) : 0;
    if (file)
        fclose(file);
    return bytes;
}

static void the_corpus_is_answered(void)
{
    const char *folder = getenv("FIATGATE_CORPUS");
    if (!folder || !*folder) {
        printf("skipped: FIATGATE_CORPUS names no folder ");
        return;
    }
    for (size_t i = 0; i < sizeof corpus / sizeof *corpus; i++) {
        char path[1024];
        size_t length;
        snprintf(path, sizeof path, "%s/iso8583/%s", folder, corpus[i].name);
        unsigned char *bytes = read_file(path, &length);
        CU_ASSERT_PTR_NOT_NULL(bytes);
        if (!bytes)
            continue;
        enum read_result result;
        CU_ASSERT_TRUE(card_claim(&fixture, bytes, length) > 0);
        CU_ASSERT_TRUE(answer_is_defined(bytes, length, &result));
        CU_ASSERT_EQUAL(result, corpus[i].code[0] ? READ_BROKEN : READ_NOT_A_TRANSFER);
        CU_ASSERT_TRUE(card_same(fixture.info.type, corpus[i].type));
        CU_ASSERT_TRUE(card_same(fixture.error.code, corpus[i].code));
        free(bytes);
    }
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("iso8583_hostile", set_up, tear_down);
    CU_ADD_TEST(suite, cut_messages_are_refused);
    CU_ADD_TEST(suite, changed_messages_have_defined_answers);
    CU_ADD_TEST(suite, lengths_beyond_the_message_are_refused);
    CU_ADD_TEST(suite, the_corpus_is_answered);
    return run_tests();
}
