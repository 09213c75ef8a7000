/*
 * near_words_test.c: words read 64 bytes at once are those that are read letter by letter, whatever stands in the text
 * and wherever a window ends; and text of the letters that are read so is read to its end.
 */
#include "plugin/text/near_words.h"
#include "plugin/text/wide.h"

#include <CUnit/Basic.h>
#include <stdio.h>
#include <string.h>

#include "run_tests.h"

#define ROUNDS     60000
#define TEXT_BYTES 400
#define TOKENS     (TEXT_BYTES + 8)

static uint64_t state = 20261123;

static uint32_t draw(uint32_t limit)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((state >> 33) % limit);
}

/* What texts are made of, rarer things behind; the first so many are read wide anywhere but where a word begins. */
static const char *const pieces[] = {"а",
                                     "в",
                                     "е",
                                     "к",
                                     "о",
                                     "р",
                                     "с",
                                     "т",
                                     "м",
                                     "х",
                                     "н",
                                     "щ",
                                     "Щ",
                                     "ж",
                                     "Ю",
                                     "я",
                                     "б",
                                     "И",
                                     "қ",
                                     "ә",
                                     "ү",
                                     "һ",
                                     "і",
                                     "Ө",
                                     "A",
                                     "l",
                                     "I",
                                     "i",
                                     "L",
                                     "b",
                                     "Z",
                                     "0",
                                     "7",
                                     "9",
                                     " ",
                                     " ",
                                     " ",
                                     " ",
                                     ",",
                                     ".",
                                     "-",
                                     "/",
                                     "«",
                                     "»",
                                     "№",
                                     "–",
                                     "”",
                                     "'",
                                     "ь",
                                     "ъ",
                                     "$",
                                     "(",
                                     "\n",
                                     "\xA0",
                                     "é",
                                     "ß",
                                     "ı",
                                     "Ω",
                                     "†",
                                     "…",
                                     "中",
                                     "😀",
                                     "\xD0",
                                     "\xE2\x80",
                                     "\xC2",
                                     "\xD1",
                                     "\xF0\x9F",
                                     "\x89",
                                     "\xA9",
                                     "\xE2",
                                     "\xED\xA0\x80",
                                     "Ѹ",
                                     "̈",
                                     "\xC2\xA0"};
#define PIECES (sizeof pieces / sizeof *pieces)
#define READ   48

static size_t random_text(unsigned char *text, size_t most, uint32_t pool)
{
    size_t length = 0;
    for (;;) {
        const char *piece = pieces[draw(pool)];
        if (length + strlen(piece) > most)
            return length;
        memcpy(text + length, piece, strlen(piece));
        length += strlen(piece);
    }
}

/* What was written. */
struct made {
    unsigned char bytes[3 * TEXT_BYTES + 128];
    struct folded_token tokens[TOKENS];
    struct folded folded;
    struct hints hints;
    struct plain plain;
};

static void begin(struct made *made, const struct source *source)
{
    memset(made, 0, sizeof *made);
    made->folded = (struct folded){
        .bytes = made->bytes, .limit = sizeof made->bytes, .tokens = made->tokens, .token_limit = TOKENS};
    made->plain = (struct plain){.folded = &made->folded, .source = source, .hints = &made->hints};
}

static bool same_suspects(const struct suspects *a, const struct suspects *b)
{
    return a->count == b->count && memcmp(a->parts, b->parts, a->count * sizeof *a->parts) == 0;
}

static bool same(const struct made *a, const struct made *b)
{
    return a->folded.used == b->folded.used && memcmp(a->bytes, b->bytes, a->folded.used) == 0 &&
           a->folded.token_count == b->folded.token_count &&
           memcmp(a->tokens, b->tokens, a->folded.token_count * sizeof *a->tokens) == 0 &&
           same_suspects(&a->hints.suspects, &b->hints.suspects) && a->hints.singles == b->hints.singles &&
           a->plain.singles_in_row == b->plain.singles_in_row;
}

/* Returns how many bytes were read. */
static uint32_t compare(const unsigned char *text, size_t length)
{
    static struct made wide, each;
    struct source source = {text, (uint32_t)length, 0};
    begin(&wide, &source);
    const uint32_t stop = near_words_wide(&wide.plain, 0);
    source = (struct source){text, stop, 0};
    begin(&each, &source);
    CU_ASSERT_EQUAL(stop ? near_words_each(&each.plain, 0) : 0, stop);
    if (!same(&wide, &each)) {
        printf("up to %u of '%.*s':\n  wide '%.*s'\n  each '%.*s'\n", stop, (int)length, text, (int)wide.folded.used,
               wide.bytes, (int)each.folded.used, each.bytes);
        CU_FAIL("wide words differ");
    }
    return stop;
}

static void test_random_texts(void)
{
    unsigned char text[TEXT_BYTES];
    for (int round = 0; round < ROUNDS && can_go_wide(); round++)
        compare(text, random_text(text, 1 + draw(TEXT_BYTES), 12 + draw(PIECES - 11)));
}

static void test_readable_texts(void)
{
    unsigned char text[TEXT_BYTES];
    for (int round = 0; round < ROUNDS && can_go_wide(); round++) {
        const size_t length = random_text(text, 2 + draw(TEXT_BYTES - 2), 34 + draw(READ - 33));
        CU_ASSERT_EQUAL(compare(text, length), length);
    }
}

static void test_every_letter_of_two_bytes(void)
{
    for (uint32_t code_point = 0x80; code_point < 0x800 && can_go_wide(); code_point++)
        for (uint32_t before = 0; before < 70; before++) {
            unsigned char text[80];
            memset(text, 'x', sizeof text);
            text[before] = (unsigned char)(0xC0 | code_point >> 6);
            text[before + 1] = (unsigned char)(0x80 | (code_point & 0x3F));
            compare(text, sizeof text);
            text[before + 2] = ' ';
            if (before > 0)
                text[before - 1] = ' ';
            compare(text, sizeof text);
            compare(text, before + 2);
        }
}

static void test_every_sign_of_three_bytes(void)
{
    for (uint32_t code_point = 0x2000; code_point < 0x3000 && can_go_wide(); code_point++) {
        unsigned char text[] = "сумма ??? тенге";
        unsigned char *at = (unsigned char *)strchr((char *)text, '?');
        at[0] = 0xE2;
        at[1] = (unsigned char)(0x80 | (code_point >> 6 & 0x3F));
        at[2] = (unsigned char)(0x80 | (code_point & 0x3F));
        if (compare(text, sizeof text - 1) == sizeof text - 1)
            CU_ASSERT_EQUAL(letter_of(code_point)->kind, KIND_SEPARATOR);
    }
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_pSuite suite = CU_add_suite("near words", NULL, NULL);
    CU_add_test(suite, "random texts", test_random_texts);
    CU_add_test(suite, "texts of what is read wide, to their end", test_readable_texts);
    CU_add_test(suite, "every letter of two bytes", test_every_letter_of_two_bytes);
    CU_add_test(suite, "every sign of three bytes", test_every_sign_of_three_bytes);
    return run_tests();
}
