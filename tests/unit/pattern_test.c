/*
 * pattern_test.c: the language of patterns. Refused ones by data in tests/packs/bad; here what is known of accepted
 * ones, by hand and for random patterns on random folded text, as Hyperscan finds them.
 */
#include <CUnit/Basic.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hs/hs.h>

#include "rules/compiler/pattern.h"
#include "run_tests.h"

static void accepted_patterns_are_measured(void)
{
    static const struct {
        const char *text;
        uint32_t shortest, longest, positions;
    } cases[] = {
        {"ORDER", 5, 5, 5},
        {"ORDER [0-9]{6,12}", 12, 18, 18},
        {"(ORDER|ZAKAZ)( NO?)? [0-9]{6}", 12, 15, 20},
        {"[A-Z]{3}[0-9]{4}", 7, 7, 7},
        {"(AB{2}){2,3}C?D", 7, 11, 11},
        {"X(Y|ZZ|W{0,3})Q[0-9]{2}", 4, 7, 10},
        {"A BC D", 6, 6, 6},
        {"[0-9 A]?BTC1", 4, 5, 5},
    };
    struct pattern pattern;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0] - 1; i++) {
        bool good = pattern_read(&pattern, cases[i].text, COMPILER_ENGLISH);
        if (!good)
            fprintf(stderr, "\n%s: character %u: %s\n", cases[i].text, pattern.error_at + 1, pattern.error);
        CU_ASSERT_TRUE(good);
        CU_ASSERT_EQUAL(pattern.shortest, cases[i].shortest);
        CU_ASSERT_EQUAL(pattern.longest, cases[i].longest);
        CU_ASSERT_EQUAL(pattern.positions, cases[i].positions);
    }
    /* A space that may stand first is one too many, in whatever wrapping. */
    CU_ASSERT_FALSE(pattern_read(&pattern, cases[7].text, COMPILER_ENGLISH));
    CU_ASSERT_FALSE(pattern_read(&pattern, "A? ORDER", COMPILER_ENGLISH));
    CU_ASSERT_FALSE(pattern_read(&pattern, "ORDER( |A)?", COMPILER_ENGLISH));
    CU_ASSERT_FALSE(pattern_read(&pattern, "ORDER( A?){2}B", COMPILER_ENGLISH));
    CU_ASSERT_FALSE(pattern_read(&pattern, "ORDER (A|B?) C", COMPILER_ENGLISH));
    CU_ASSERT_TRUE(pattern_read(&pattern, "ORDER( A?B){2}C", COMPILER_ENGLISH));
}

/* However long or deep, a pattern is read or refused, never run off its stack. */
static void patterns_have_bounds(void)
{
    static char text[20000];
    struct pattern pattern;
    memset(text, '(', 10000);
    CU_ASSERT_FALSE(pattern_read(&pattern, text, COMPILER_RUSSIAN));
    text[200] = 0;
    CU_ASSERT_FALSE(pattern_read(&pattern, text, COMPILER_RUSSIAN));
    CU_ASSERT_FALSE(pattern_read(&pattern, "", COMPILER_ENGLISH));
    CU_ASSERT_FALSE(pattern_read(&pattern, "((((((A{32}){32}){32}){32}){32}){32}){32}", COMPILER_ENGLISH));
    CU_ASSERT_FALSE(pattern_read(&pattern, "A{99999999999999999999}", COMPILER_ENGLISH));
    CU_ASSERT_FALSE(pattern_read(&pattern, "[A", COMPILER_ENGLISH));
    CU_ASSERT_FALSE(pattern_read(&pattern, "[A-", COMPILER_ENGLISH));
    CU_ASSERT_FALSE(pattern_read(&pattern, "\xD0", COMPILER_ENGLISH)); /* a character cut short */
}

/* --- Random patterns on the engine -------------------------------------------------------------------------------- */

static uint32_t state = 20261122;

static uint32_t below(uint32_t limit)
{
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % limit;
}

struct written {
    char text[PATTERN_BYTES_MAX + 1];
    size_t used;
};

/* What does not fit is left out: a pattern that is cut is refused, or another one. */
static void add(struct written *written, const char *text)
{
    for (; *text && written->used < PATTERN_BYTES_MAX; text++)
        written->text[written->used++] = *text;
    written->text[written->used] = 0;
}

/* A text of the grammar over few letters, so that much is found. */
static void add_random(struct written *written, uint32_t depth)
{
    static const char *const atoms[] = {"A", "B", "1", " ", "[AB]", "[A1 ]", "AB", "[0-9]", " A"};
    static const char *const repeats[] = {"", "", "", "?", "{2}", "{1,3}", "{0,2}"};
    uint32_t parts = 1 + below(4);
    for (uint32_t i = 0; i < parts; i++) {
        if (i > 0 && below(6) == 0)
            add(written, "|");
        if (depth > 0 && below(3) == 0) {
            add(written, "(");
            add_random(written, depth - 1);
            add(written, ")");
        } else {
            add(written, atoms[below(sizeof atoms / sizeof *atoms)]);
        }
        add(written, repeats[below(sizeof repeats / sizeof *repeats)]);
    }
}

/* Segments of words, with two spaces between them, in readable memory on either side. */
static size_t write_text(char *out, size_t size)
{
    size_t used = 0;
    while (used + 12 < size) {
        out[used++] = ' ';
        for (uint32_t words = 1 + below(4); words > 0 && used + 8 < size; words--) {
            for (uint32_t letters = 1 + below(5); letters > 0; letters--)
                out[used++] = "AB1"[below(3)];
            out[used++] = ' ';
        }
    }
    return used;
}

struct look {
    const char *text;
    const struct pattern *pattern;
    uint32_t found, wrong;
};

static int on_match(unsigned id, unsigned long long from, unsigned long long to, unsigned flags, void *context)
{
    struct look *look = context;
    const char *match = look->text + from;
    size_t length = to - from;
    (void)id;
    (void)flags;
    look->found++;
    bool across = false;
    for (size_t i = 0; i + 1 < length; i++)
        across |= match[i] == ' ' && match[i + 1] == ' ';
    if (across || length < look->pattern->shortest + 2 || length > look->pattern->longest + 2)
        look->wrong++;
    return 0;
}

/* Where the pattern was accepted the engine takes it, and finds what was said of it. */
static bool look_through(const char *text, const struct pattern *pattern, uint32_t *found)
{
    char source[PATTERN_BYTES_MAX + 8], buffer[64 + 600 + 64];
    hs_database_t *database = NULL;
    hs_compile_error_t *error = NULL;
    hs_scratch_t *scratch = NULL;
    struct look look = {.text = buffer + 64, .pattern = pattern};
    snprintf(source, sizeof source, " (?:%s) ", text);
    hs_error_t rc = hs_compile(source, HS_FLAG_SOM_LEFTMOST, HS_MODE_BLOCK, NULL, &database, &error);
    hs_free_compile_error(error);
    if (rc != HS_SUCCESS)
        return true; /* too large for the engine: reported to the officer */
    memset(buffer, 0, sizeof buffer);
    size_t length = write_text(buffer + 64, 600);
    bool good = hs_alloc_scratch(database, &scratch) == HS_SUCCESS &&
                hs_scan(database, buffer + 64, (unsigned)length, 0, scratch, on_match, &look) == HS_SUCCESS &&
                look.wrong == 0;
    hs_free_scratch(scratch);
    hs_free_database(database);
    *found += look.found;
    return good;
}

static void no_pattern_reaches_over_two_spaces(void)
{
    uint32_t accepted = 0, found = 0;
    for (int round = 0; round < 20000 && accepted < 500; round++) {
        struct written written = {.used = 0};
        struct pattern pattern;
        add_random(&written, 2);
        if (!pattern_read(&pattern, written.text, COMPILER_ENGLISH))
            continue;
        accepted++;
        bool good = look_through(written.text, &pattern, &found);
        if (!good)
            fprintf(stderr, "\n\"%s\": from %u to %u characters\n", written.text, pattern.shortest, pattern.longest);
        CU_ASSERT_TRUE(good);
    }
    CU_ASSERT_TRUE(accepted >= 300);
    CU_ASSERT_TRUE(found >= 100);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("pattern", NULL, NULL);
    CU_ADD_TEST(suite, accepted_patterns_are_measured);
    CU_ADD_TEST(suite, patterns_have_bounds);
    CU_ADD_TEST(suite, no_pattern_reaches_over_two_spaces);
    return run_tests();
}
