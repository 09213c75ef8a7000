/*
 * plain_ascii_test.c: windows of ASCII gone through at once say what they say in pieces of sixteen bytes: the same
 * bytes, tokens and suspects, whatever stands in them and goes on over their ends.
 */
#include "plugin/text/plain_ascii_ways.h"

#include <CUnit/Basic.h>
#include <stdio.h>
#include <string.h>

#include "plugin/text/wide.h"
#include "run_tests.h"

#define ROUNDS     100000
#define TEXT_BYTES 330
#define TOKENS     (TEXT_BYTES + ASCII_WIDE_TOKENS)

static uint64_t state = 20261123;

static uint32_t draw(uint32_t limit)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((state >> 33) % limit);
}

/* Rarer things behind. */
static const char alphabet[] = "abcdefgABCIl   kzEnot019,.-/:;'\"$@(|+!#<>)=\t\n_%&*{}~^";

/* What was written. */
struct made {
    unsigned char bytes[TEXT_BYTES + ASCII_WIDE_BYTES + 2];
    struct folded_token tokens[TOKENS];
    struct folded folded;
    struct suspects suspects;
    struct ascii ascii;
};

static void make(struct made *made, const struct source *source, void (*windows)(struct ascii *ascii))
{
    memset(made, 0, sizeof *made);
    made->folded = (struct folded){
        .bytes = made->bytes, .limit = sizeof made->bytes, .tokens = made->tokens, .token_limit = TOKENS};
    made->ascii = (struct ascii){.folded = &made->folded, .source = source, .suspects = &made->suspects};
    windows(&made->ascii);
}

/* A token that goes on at the text's end is ended by the caller. */
static bool same(const struct made *a, const struct made *b)
{
    return a->ascii.used == b->ascii.used && memcmp(a->bytes, b->bytes, a->ascii.used) == 0 &&
           a->ascii.count == b->ascii.count && memcmp(a->tokens, b->tokens, a->ascii.count * sizeof *a->tokens) == 0 &&
           a->suspects.count == b->suspects.count &&
           memcmp(a->suspects.parts, b->suspects.parts, a->suspects.count * sizeof *a->suspects.parts) == 0 &&
           a->ascii.open == b->ascii.open && a->ascii.single == b->ascii.single &&
           a->ascii.odd_signs == b->ascii.odd_signs &&
           (!a->ascii.open || (a->ascii.marked == b->ascii.marked && a->ascii.odd == b->ascii.odd));
}

static void test_random_texts(void)
{
    static struct made each, wide;
    char text[TEXT_BYTES];
    for (int round = 0; round < ROUNDS && can_go_wide(); round++) {
        const uint32_t length = 1 + draw(TEXT_BYTES), letters = 2 + draw(sizeof alphabet - 2);
        for (uint32_t at = 0; at < length; at++)
            text[at] = alphabet[draw(letters)];
        const struct source source = {(const unsigned char *)text, length, 0};
        make(&each, &source, ascii_windows_each);
        make(&wide, &source, ascii_windows_wide);
        if (!same(&each, &wide)) {
            printf("'%.*s'\n", (int)length, text);
            CU_FAIL_FATAL("at once says something else");
        }
    }
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_pSuite suite = CU_add_suite("plain ASCII", NULL, NULL);
    CU_add_test(suite, "at once as in pieces", test_random_texts);
    return run_tests();
}
