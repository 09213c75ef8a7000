/*
 * condition_text_test.c: conditions as text: what they mean, where they are wrong, and their bounds.
 */
#include <CUnit/Basic.h>

#include <stdio.h>
#include <string.h>

#include "rules/compiler/condition.h"
#include "run_tests.h"

static const struct condition_name names[] = {{"a", false}, {"b", false}, {"c", false}, {"text", true}};

static char truth_letter(enum truth truth)
{
    return "FTU"[truth];
}

/* values: one of F, T, U per selection. */
static char evaluate(const char *text, const char *values)
{
    struct condition condition;
    enum truth truths[4];
    if (!condition_read(&condition, text, names, 4, COMPILER_ENGLISH)) {
        fprintf(stderr, "\n\"%s\": character %u: %s\n", text, condition.error_at + 1, condition.error);
        return '?';
    }
    for (int i = 0; i < 4; i++)
        truths[i] = values[i] == 'T' ? TRUTH_TRUE : values[i] == 'U' ? TRUTH_UNKNOWN : TRUTH_FALSE;
    return truth_letter(condition_evaluate(&condition, truths));
}

static void conditions_mean_what_they_say(void)
{
    static const struct {
        const char *text, *values;
        char truth;
    } cases[] = {
        {"a", "TFFF", 'T'},
        {"not a", "TFFF", 'F'},
        {"not not a", "TFFF", 'T'},
        {"a or b and c", "TFFF", 'T'}, /* and binds closer than or */
        {"(a or b) and c", "TFFF", 'F'},
        {"not a and b", "FTFF", 'T'}, /* not binds closest */
        {"not (a and b)", "FTFF", 'T'},
        {"at least 2 of (a, b, c)", "TFTF", 'T'},
        {"at least 2 of (a, b, c)", "TFFF", 'F'},
        {"at least 2 of (a and b, not c, text)", "TTFF", 'T'},
        {"not at least 2 of (a, b, c)", "TFFF", 'T'},
        {"a and b", "UFFF", 'F'}, /* what is not known may still not matter */
        {"a and b", "UTFF", 'U'},
        {"a or b", "UTFF", 'T'},
        {"not a", "UFFF", 'U'},
        {"at least 2 of (a, b, c)", "UTFF", 'U'},
        {"at least 2 of (a, b, c)", "UFFF", 'F'},
        {"a and(b or c)and text", "TTFT", 'T'},
        {"1 of them", "FFFF", 'F'}, /* Sigma's words, in either case */
        {"1 of them", "FFFT", 'T'},
        {"all of them", "TTTF", 'F'},
        {"ALL OF THEM", "TTTT", 'T'},
        {"2 of (a, b, c)", "TFTF", 'T'},
        {"all of (a, not b)", "TFFF", 'T'},
        {"at least 1 of te*", "TTTF", 'F'},
        {"1 of te* Or Not a", "FTTF", 'T'},
        {"not 2 of (a, b, c) AND b", "FTFF", 'T'},
        {"all of them", "TTTU", 'U'},
    };
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char truth = evaluate(cases[i].text, cases[i].values);
        if (truth != cases[i].truth)
            fprintf(stderr, "\n\"%s\" with %s is %c\n", cases[i].text, cases[i].values, truth);
        CU_ASSERT_EQUAL(truth, cases[i].truth);
    }
}

static void conditions_fail_where_they_are_wrong(void)
{
    static const struct {
        const char *text;
        uint32_t at;
    } cases[] = {
        {"", 0},
        {"a b", 2},
        {"a and", 5},
        {"and a", 0},
        {"a and not text", 6},
        {"not (a or text)", 0},
        {"(a", 2},
        {"a)", 1},
        {"at least 4 of (a, b, c)", 9},
        {"at most 2 of (a)", 3},
        {"a and d", 6},
        {"a ; b", 2},
        {"at least 1 of ()", 15},
        {"not at least 1 of (a, text)", 0},
        {"a or or b", 5},
        {"at least 99999999999 of (a)", 9},
        {"1 of d*", 5},
        {"5 of them", 0},
        {"0 of them", 0},
        {"all of a", 7},
        {"all them", 4},
        {"1 of", 4},
        {"not 1 of them", 0}, /* one of them looks at text */
        {"A or b", 0},
        {"a and \xD0\xB6 and d", 6}, /* by characters */
        {"a \xD0\xB6", 2},
    };
    struct condition condition;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        bool good = condition_read(&condition, cases[i].text, names, 4, COMPILER_ENGLISH);
        if (good || condition.error_at != cases[i].at)
            fprintf(stderr, "\n\"%s\": byte %u: %s\n", cases[i].text, condition.error_at, condition.error);
        CU_ASSERT_FALSE(good);
        CU_ASSERT_EQUAL(condition.error_at, cases[i].at);
        CU_ASSERT_TRUE(condition.error[0] != 0);
    }
}

/* A sentence about a token that is not ASCII quotes whole characters. */
static void conditions_quote_whole_characters(void)
{
    struct condition condition;
    CU_ASSERT_FALSE(condition_read(&condition, "a и b", names, 4, COMPILER_RUSSIAN));
    CU_ASSERT_EQUAL(condition.error_at, 2);
    CU_ASSERT_STRING_EQUAL(condition.error, "не хватает «and» или «or» перед «и»");
    CU_ASSERT_FALSE(condition_read(&condition, "a and (и)", names, 4, COMPILER_ENGLISH));
    CU_ASSERT_STRING_EQUAL(condition.error, "a selection is missing before \"и\"");
}

/* However long or deep, a condition is read or refused, never run off its stack. */
static void conditions_have_bounds(void)
{
    static char text[20000];
    struct condition condition;
    memset(text, '(', 10000);
    CU_ASSERT_FALSE(condition_read(&condition, text, names, 4, COMPILER_ENGLISH));
    for (int i = 0; i < 4000; i++)
        memcpy(text + (size_t)i * 4, "not ", 4);
    strcpy(text + 16000, "a");
    CU_ASSERT_FALSE(condition_read(&condition, text, names, 4, COMPILER_ENGLISH));
    text[0] = 0;
    for (int i = 0; i < 2000; i++)
        memcpy(text + (size_t)i * 5, "a or ", 5);
    strcpy(text + 10000, "a");
    CU_ASSERT_FALSE(condition_read(&condition, text, names, 4, COMPILER_ENGLISH));
    strcpy(text, "at least 1 of (a");
    for (int i = 0; i < 100; i++)
        strcat(text, ", b");
    strcat(text, ")");
    CU_ASSERT_FALSE(condition_read(&condition, text, names, 4, COMPILER_ENGLISH));
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("conditions", NULL, NULL);
    CU_ADD_TEST(suite, conditions_mean_what_they_say);
    CU_ADD_TEST(suite, conditions_fail_where_they_are_wrong);
    CU_ADD_TEST(suite, conditions_quote_whole_characters);
    CU_ADD_TEST(suite, conditions_have_bounds);
    return run_tests();
}
