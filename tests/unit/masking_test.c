/*
 * masking_test.c: what of a payment is shown where its parties are not to be known: invented people in several
 * languages, numbers however they are written, and text of random bytes.
 */
#include <CUnit/Basic.h>
#include <stdlib.h>
#include <string.h>

#include "adapters/hosts/cli/replay/masking.h"
#include "random_numbers.h"
#include "run_tests.h"

static const char *masked(const char *text)
{
    static char out[4096];
    CU_ASSERT_FATAL(MASKED_MOST(strlen(text)) <= sizeof out);
    CU_ASSERT_EQUAL(mask_write(text, strlen(text), out), strlen(out));
    return out;
}

static void words_become_one_mask_each(void)
{
    static const struct {
        const char *text, *shown;
    } texts[] = {
        {"AIDAR TESTOV", "••• •••"},
        {"А", "•••"},
        {"Иванова-Петрова, Айгүл Әбдіқызы", "•••-•••, ••• •••"},
        {"محمد علي", "••• •••"},
        {"王小明", "•••"},
        {"Éva Ñandú O'Neil", "••• ••• •••'•••"},
        {"ул. Абая, д. 12/4, кв. №7", "•••. •••, •••. •••/•••, •••. №•••"},
        {"ALMATY\nABAY 12\r\nKAZAKHSTAN", "•••\n••• •••\r\n•••"},
        {"+7 (701) 123-45-67", "+••• (•••) •••-•••-•••"},
        {"ivan.petrov@mail.kz", "•••.•••@•••.•••"},
        {"KZ35601A000000012345", "•••"},
        {"800101300123", "•••"},
        {"«Береке» – “GOODS” …", "«•••» – “•••” …"},
        {"", ""},
        {" - ", " - "},
        {"a\xFF\xFE b", "••• •••"}, /* bytes that are no text are not shown */
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        CU_ASSERT_STRING_EQUAL(masked(texts[i].text), texts[i].shown);
}

/* How long a word is cannot be told. */
static void lengths_tell_nothing(void)
{
    CU_ASSERT_STRING_EQUAL(masked("Ли Бо"), masked("Александра Константинопольская"));
    CU_ASSERT_STRING_EQUAL(masked("1"), masked("12345678901234567890"));
}

/* The text with what may be shown of it, where something points at the bytes of part. */
static const char *shown(const char *text, const char *part, bool whole)
{
    static char out[4096];
    const char *at = strstr(text, part);
    CU_ASSERT_PTR_NOT_NULL_FATAL(at);
    struct mask_span span = {(uint32_t)(at - text), (uint32_t)(at - text + (ptrdiff_t)strlen(part)), whole};
    mask_write_span(text, strlen(text), 0, strlen(text), &span, out);
    return out;
}

static void what_something_points_at_is_shown(void)
{
    CU_ASSERT_STRING_EQUAL(shown("za USDT Ivanovu", "USDT", false), "••• USDT •••");
    CU_ASSERT_STRING_EQUAL(shown("Оплата биткоинов Айдару", "биткоинов", false), "••• биткоинов •••");
    CU_ASSERT_STRING_EQUAL(shown("BINANCEPETROV", "BINANCE", false), "BINANCE•••");
    CU_ASSERT_STRING_EQUAL(shown("PETROVBINANCE", "BINANCE", false), "•••BINANCE");
    CU_ASSERT_STRING_EQUAL(shown("U S D T 500 ШТ", "U S D T 500", false), "U S D T 500 •••");
    CU_ASSERT_STRING_EQUAL(shown("USDT-TRC20", "USDT-TRC20", false), "USDT-TRC20");
}

static void numbers_are_hidden_however_they_are_written(void)
{
    static const struct {
        const char *text, *shown;
    } texts[] = {
        {"TO WALLET 123456 NOW", "TO WALLET ••• NOW"},
        {"CALL 8 701 123 45 67 FOR USDT", "CALL ••• ••• ••• ••• ••• FOR USDT"},
        {"CALL +7(701)1234567", "CALL +•••(•••)•••"},
        {"TEL 8701\n1234567 USDT", "TEL •••\n••• USDT"},
        {"IIN 800101300123", "IIN •••"},
        {"IIN 800101-300-123", "IIN •••-•••-•••"},
        {"ACC KZ35 601A 0000 0001 2345 USDT", "ACC ••• ••• ••• ••• ••• USDT"},
        {"ACC KZ35601A000000012345", "ACC •••"},
        {"CARD 4400.4301.2345.6789", "CARD •••.•••.•••.•••"},
        {"ТЕЛ ٠١٢٣٤٥٦٧", "ТЕЛ •••"},
        {"ТЕЛ ８７０１１２３", "ТЕЛ •••"},
        {"500 USDT TRC20", "500 USDT TRC20"},
        {"12345", "12345"},
        {"ivan.petrov@binance.com", "•••.•••@binance.com"},
        {"иван@binance.com", "•••@binance.com"},
        {"a+b_c@x.io c@y.io", "•••+•••_•••@x.io •••@y.io"},
    };
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
        CU_ASSERT_STRING_EQUAL(shown(texts[i].text, texts[i].text, false), texts[i].shown);
    /* Also where what points at it takes but a part of the number. */
    CU_ASSERT_STRING_EQUAL(shown("TEL 87011234567 X", "8701", false), "••• ••• •••");
    CU_ASSERT_STRING_EQUAL(shown("TEL 8 701 123 X", "701", false), "••• ••• ••• ••• •••");
}

static void what_a_list_holds_whole_is_shown(void)
{
    CU_ASSERT_STRING_EQUAL(shown("BIN 210740000011 PETROV", "210740000011", true), "••• 210740000011 •••");
    CU_ASSERT_STRING_EQUAL(shown("TO TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE", "TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE", true),
                           "••• TQn9Y2khEsLJW1ChVWFMSMeRDow5KcbLSE");
    CU_ASSERT_STRING_EQUAL(shown("210740000011 800101300123", "210740000011", true), "210740000011 •••");
}

static bool leaves(fg_field field, const char *text)
{
    return masking_leaves(field, text, strlen(text));
}

static void fields_that_say_nothing_of_people_stay(void)
{
    CU_ASSERT_TRUE(leaves(FG_FIELD_AMOUNT, "1250.00"));
    CU_ASSERT_TRUE(leaves(FG_FIELD_CURRENCY, "KZT"));
    CU_ASSERT_TRUE(leaves(FG_FIELD_SETTLEMENT_DATE, "2026-11-21"));
    CU_ASSERT_TRUE(leaves(FG_FIELD_CREATION_DATE, "2026-11-21T09:30:00.000+05:00"));
    CU_ASSERT_TRUE(leaves(FG_FIELD_SETTLEMENT_DATE, "20261121"));
    CU_ASSERT_TRUE(leaves(FG_FIELD_PURPOSE_CODE, "119"));
    CU_ASSERT_TRUE(leaves(FG_FIELD_CATEGORY_PURPOSE, "SALA"));
    CU_ASSERT_TRUE(leaves(FG_FIELD_PROCESSING_CODE, "003000"));
    CU_ASSERT_TRUE(leaves(FG_FIELD_CREDITOR_AGENT_BIC, "TESTDEFFXXX"));
    CU_ASSERT_TRUE(leaves(FG_FIELD_UETR, "7a1c0f4e-2b5d-4a8e-9c1d-0f2e3d4c5b6a"));
    CU_ASSERT_TRUE(masking_is_type("pacs.008.001.08"));
    CU_ASSERT_TRUE(masking_is_type("mt103+stp"));
}

/* Those whose value is not what it should be, too. */
static void all_others_do_not(void)
{
    for (int field = 1; field < FG_FIELD_LIMIT; field++)
        CU_ASSERT_FALSE(leaves((fg_field)field, "Aidar Testov"));
    for (int field = 1; field < FG_FIELD_LIMIT; field++)
        CU_ASSERT_FALSE(leaves((fg_field)field, ""));
    CU_ASSERT_FALSE(leaves(FG_FIELD_DEBTOR_BIC, "TESTDEFF"));
    CU_ASSERT_FALSE(leaves(FG_FIELD_CREDITOR_AGENT_BIC, "IVANOV"));
    CU_ASSERT_FALSE(leaves(FG_FIELD_MESSAGE_ID, "REF0001"));
    CU_ASSERT_FALSE(leaves(FG_FIELD_END_TO_END_ID, "7a1c0f4e-2b5d-4a8e-9c1d-0f2e3d4c5b6a"));
    CU_ASSERT_FALSE(leaves(FG_FIELD_DEBTOR_LEI, "529900T8BM49AURSDO55"));
    CU_ASSERT_FALSE(leaves(FG_FIELD_PURPOSE_CODE, "800101300123"));
    CU_ASSERT_FALSE(leaves(FG_FIELD_PURPOSE_CODE, "ТЕСТОВ"));
    CU_ASSERT_FALSE(leaves(FG_FIELD_SETTLEMENT_DATE, "800101300123"));
    CU_ASSERT_FALSE(leaves(FG_FIELD_SETTLEMENT_DATE, "2026-11-21 Ivanov"));
    CU_ASSERT_FALSE(leaves(FG_FIELD_AMOUNT, "1O00"));
    CU_ASSERT_FALSE(leaves(FG_FIELD_CURRENCY, "IVAN"));
    CU_ASSERT_FALSE(leaves(FG_FIELD_UETR, "IVANOV-AIDAR"));
    CU_ASSERT_FALSE(masking_is_type("Ivan Petrov"));
}

static void quotes_are_masked(void)
{
    char out[512];
    CU_ASSERT_STRING_EQUAL(mask_quotes("the value of \"amount\" must be a string", out),
                           "the value of \"amount\" must be a string");
    CU_ASSERT_STRING_EQUAL(mask_quotes("there is no key \"Ivan Petrov\"; look", out),
                           "there is no key \"••• •••\"; look");
    CU_ASSERT_STRING_EQUAL(mask_quotes("'}' expected near 'Ivanov", out), "'}' expected near '•••");
}

/* Whatever the text: nothing that is hidden comes out, what is shown comes out as it is, and nothing is written behind
 * the room that is asked for. */
static void random_texts(void)
{
    static const char *const parts[] = {"Ivan", "Иван", " ", "\n", "8", "701", "@", ".", "-", "\xD0", "王", "•", "x"};
    for (int round = 0; round < 20000; round++) {
        char text[256] = "", *out;
        while (strlen(text) < random_below(200))
            strcat(text, parts[random_below(sizeof parts / sizeof *parts)]);
        size_t length = strlen(text);
        struct mask_span span = {.from = random_below((uint32_t)length + 1)};
        span.to = span.from + (uint32_t)random_below((uint32_t)length + 1 - span.from);
        bool open[256];
        mask_open(text, length, &span, 1, open);
        for (size_t i = 0; i < length; i++)
            CU_ASSERT_FATAL(!open[i] || (i >= span.from && i < span.to));
        out = malloc(MASKED_MOST(length));
        CU_ASSERT_FATAL(mask_write(text, length, out) < MASKED_MOST(length));
        CU_ASSERT_PTR_NULL(strstr(out, "van"));
        CU_ASSERT_PTR_NULL(strstr(out, "701"));
        CU_ASSERT_PTR_NULL(strstr(out, "Иван"));
        mask_write_span(text, length, 0, length, &span, out);
        CU_ASSERT_FATAL(strlen(out) < MASKED_MOST(length));
        free(out);
    }
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("masking", NULL, NULL);
    CU_ADD_TEST(suite, words_become_one_mask_each);
    CU_ADD_TEST(suite, lengths_tell_nothing);
    CU_ADD_TEST(suite, what_something_points_at_is_shown);
    CU_ADD_TEST(suite, numbers_are_hidden_however_they_are_written);
    CU_ADD_TEST(suite, what_a_list_holds_whole_is_shown);
    CU_ADD_TEST(suite, fields_that_say_nothing_of_people_stay);
    CU_ADD_TEST(suite, all_others_do_not);
    CU_ADD_TEST(suite, quotes_are_masked);
    CU_ADD_TEST(suite, random_texts);
    return run_tests();
}
