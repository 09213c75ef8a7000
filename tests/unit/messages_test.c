/*
 * messages_test.c: the compiler's message table: every row in every language, with the same arguments in the same
 * order.
 */
#include <CUnit/Basic.h>

#include <stdio.h>
#include <string.h>

#include "rules/compiler/messages.h"
#include "run_tests.h"

typedef void (*message_check_fn)(const struct message *message);

static void each_message(message_check_fn check)
{
    for (int id = 0; id < FAULT_IDS; id++)
        check(message_of((enum fault_id)id));
}

/* What is told about a row that fails, beside the assertion. */
static bool holds(bool truth, const struct message *message, const char *what)
{
    if (!truth)
        fprintf(stderr, "\n%s: %s\n", message->id, what);
    return truth;
}

static void check_texts(const struct message *message)
{
    for (int language = 0; language < MESSAGE_LANGUAGES; language++)
        CU_ASSERT_TRUE(holds(message->texts[language] && message->texts[language][0], message, "has no text"));
}

static void every_row_speaks_every_language(void)
{
    each_message(check_texts);
}

/* The next conversion of a printf format, from its "%" to its letter, copied to out; where it ends, or NULL. */
static const char *next_conversion(const char *format, char out[16])
{
    for (const char *at = strchr(format, '%'); at; at = strchr(at + 2, '%')) {
        size_t length = 1 + strcspn(at + 1, "diouxXcsp%n") + 1;
        if (at[1] == '%')
            continue;
        CU_ASSERT_TRUE_FATAL(length < 16);
        memcpy(out, at, length);
        out[length] = 0;
        return at + length;
    }
    out[0] = 0;
    return NULL;
}

static bool take_the_same(const char *a, const char *b)
{
    char of_a[16], of_b[16];
    do {
        a = next_conversion(a, of_a);
        b = next_conversion(b, of_b);
        if (strcmp(of_a, of_b) != 0)
            return false;
    } while (a && b);
    return true;
}

static void check_conversions(const struct message *message)
{
    CU_ASSERT_TRUE(holds(take_the_same(message->texts[COMPILER_ENGLISH], message->texts[COMPILER_RUSSIAN]), message,
                         "its languages take different arguments"));
}

static void languages_take_the_same_arguments(void)
{
    CU_ASSERT_TRUE(take_the_same("%s %.40s 100%% %zu", "«%s» %.40s, %zu"));
    CU_ASSERT_FALSE(take_the_same("%s %u", "%u %s"));
    CU_ASSERT_FALSE(take_the_same("%s %s", "%s"));
    CU_ASSERT_FALSE(take_the_same("%s", "%s %s"));
    CU_ASSERT_FALSE(take_the_same("%u", "%zu"));
    each_message(check_conversions);
}

/* Both bytes of Cyrillic letters begin so in UTF-8. */
static bool holds_cyrillic(const char *text)
{
    return strchr(text, '\xD0') || strchr(text, '\xD1');
}

static void check_letters(const struct message *message)
{
    CU_ASSERT_TRUE(holds(holds_cyrillic(message->texts[COMPILER_RUSSIAN]), message, "its Russian is none"));
    CU_ASSERT_TRUE(holds(!holds_cyrillic(message->texts[COMPILER_ENGLISH]), message, "its English is none"));
}

static void each_language_has_its_letters(void)
{
    each_message(check_letters);
}

/* File and line stand before a sentence and nothing behind it: it does not end with a full stop. */
static void check_end(const struct message *message)
{
    for (int language = 0; language < MESSAGE_LANGUAGES; language++) {
        const char *text = message->texts[language];
        size_t length = strlen(text);
        CU_ASSERT_TRUE(holds(length > 0 && text[length - 1] != '.', message, "ends with a full stop"));
        if (message->kind != MESSAGE_PART)
            CU_ASSERT_TRUE(holds(text[length - 1] != ' ' && text[0] != ' ', message, "has spaces around it"));
    }
}

static void sentences_end_without_full_stop(void)
{
    each_message(check_end);
}

static void codes_are_unique(void)
{
    char a[MESSAGE_CODE_MAX], b[MESSAGE_CODE_MAX];
    message_code(FAULT_UNKNOWN_KEY, a);
    CU_ASSERT_STRING_EQUAL(a, "unknown-key");
    for (int i = 0; i < FAULT_IDS; i++) {
        message_code((enum fault_id)i, a);
        CU_ASSERT_EQUAL(strspn(a, "abcdefghijklmnopqrstuvwxyz0123456789-"), strlen(a));
        CU_ASSERT_EQUAL(strlen(a), strlen(message_of((enum fault_id)i)->id)); /* none was cut */
        for (int j = 0; j < i; j++) {
            message_code((enum fault_id)j, b);
            CU_ASSERT_STRING_NOT_EQUAL(a, b);
        }
    }
}

static void the_system_speaks_both_languages(void)
{
    for (int error = 1; error < 134; error++)
        CU_ASSERT_TRUE(holds_cyrillic(message_errno(COMPILER_RUSSIAN, error)));
    for (int number = 1; number < 65; number++)
        CU_ASSERT_TRUE(holds_cyrillic(message_signal(COMPILER_RUSSIAN, number)));
    CU_ASSERT_TRUE(holds_cyrillic(message_syntax(COMPILER_RUSSIAN, "syntax error")));
    CU_ASSERT_TRUE(holds_cyrillic(message_syntax(COMPILER_RUSSIAN, "what no libconfig has said yet")));
    CU_ASSERT_STRING_EQUAL(message_syntax(COMPILER_ENGLISH, "syntax error"), "syntax error");
    CU_ASSERT_STRING_NOT_EQUAL(message_syntax(COMPILER_RUSSIAN, "duplicate setting name"),
                               message_syntax(COMPILER_RUSSIAN, "syntax error"));
}

static void cells_have_the_names_spreadsheets_give_them(void)
{
    static const struct {
        unsigned line, row, cell;
        const char *name;
    } cases[] = {{14, 0, 4, "D14"},
                 {15, 14, 4, "D14"},
                 {3, 3, 0, ""},
                 {1, 1, 26, "Z1"},
                 {1, 1, 27, "AA1"},
                 {1, 1, 52, "AZ1"},
                 {1, 1, 53, "BA1"},
                 {1, 1, 128, "DX1"},
                 {1, 1, 702, "ZZ1"},
                 {1, 1, 703, "AAA1"},
                 {1, 1048576, 16384, "XFD1048576"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        struct compiler_fault fault = {.line = cases[i].line, .row = cases[i].row, .cell = cases[i].cell};
        char name[COMPILER_CELL_NAME];
        compiler_cell_name(&fault, name);
        CU_ASSERT_STRING_EQUAL(name, cases[i].name);
    }
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("messages", NULL, NULL);
    CU_ADD_TEST(suite, every_row_speaks_every_language);
    CU_ADD_TEST(suite, languages_take_the_same_arguments);
    CU_ADD_TEST(suite, each_language_has_its_letters);
    CU_ADD_TEST(suite, sentences_end_without_full_stop);
    CU_ADD_TEST(suite, codes_are_unique);
    CU_ADD_TEST(suite, the_system_speaks_both_languages);
    CU_ADD_TEST(suite, cells_have_the_names_spreadsheets_give_them);
    return run_tests();
}
