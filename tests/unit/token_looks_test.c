/*
 * token_looks_test.c: eight tokens asked at once say what each says alone, whatever stands in the filters and behind
 * the tokens; and tokens of several segments are told apart where they end.
 */
#include "plugin/match/token_looks.h"

#include <CUnit/Basic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugin/match/name_index_layout.h"
#include "plugin/match/token_looks_ways.h"
#include "run_tests.h"

#define ROUNDS       4000
#define FILTER_BITS  12
#define SETTLED_BITS 9
#define TEXT_BYTES   8192

static uint64_t state = 20261122;

static uint32_t below(uint32_t limit)
{
    state = state * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((state >> 33) % limit);
}

static struct {
    struct word_header header;
    uint64_t filters[WORD_FILTERS][(1u << FILTER_BITS) / 64];
    struct word_settled settled[1u << SETTLED_BITS];
    uint64_t names[(1u << FILTER_BITS) / 64], stems[(1u << FILTER_BITS) / 64];
    unsigned char text[TEXT_BYTES];
} made;

/* Filters that say yes as often as no. */
static struct look_tables random_tables(void)
{
    struct look_tables tables = {
        .has_words = true,
        .has_names = true,
        .has_stems = true,
        .words = {.header = &made.header, .settled_shift = 64 - SETTLED_BITS, .settled = made.settled},
        .names = made.names,
        .names_mask = (1u << FILTER_BITS) - 1,
        .longest_name_token = 1 + below(60),
        .stems = {.first = made.stems, .first_mask = (1u << FILTER_BITS) - 1}};
    for (int i = 0; i < WORD_FILTERS; i++) {
        tables.words.filters[i] = made.filters[i];
        tables.words.shifts[i] = 70u - FILTER_BITS;
        for (size_t n = 0; n < sizeof made.filters[i] / sizeof *made.filters[i]; n++)
            made.filters[i][n] = (uint64_t)below(UINT32_MAX) << 32 ^ below(UINT32_MAX);
    }
    for (size_t n = 0; n < sizeof made.names / sizeof *made.names; n++) {
        made.names[n] = (uint64_t)below(UINT32_MAX) << 32 ^ below(UINT32_MAX);
        made.stems[n] = (uint64_t)below(UINT32_MAX) << 32 ^ below(UINT32_MAX);
    }
    memset(made.settled, 0, sizeof made.settled);
    return tables;
}

/* Makes a token a settled word, now and then one that says more. */
static void settle(const unsigned char *token, uint32_t length)
{
    uint64_t word[2] = {0};
    if (length > SETTLED_LETTERS)
        return;
    memcpy(word, token, length);
    struct word_settled *place = &made.settled[settled_place(64 - SETTLED_BITS, word[0], word[1])];
    uint64_t *slot = place->words[below(SETTLED_SLOTS)];
    slot[0] = word[0];
    slot[1] = word[1] | (below(2) ? SETTLED_GOES_ON : 0) | (below(2) ? SETTLED_SAYS : 0);
}

/* Tokens of all lengths, of letters, of digits, of both, with any bytes behind the text. */
static void random_tokens(struct looked *looked)
{
    static const char *const kinds[] = {"ABCXYZ", "0123456789", "AB12"};
    uint32_t used = 0;
    for (size_t i = 0; i < sizeof made.text; i++)
        made.text[i] = (unsigned char)below(256);
    *looked = (struct looked){.bytes = made.text, .count = 1 + below(LOOKED_AT)};
    for (uint32_t i = 0; i < looked->count; i++) {
        const char *kind = kinds[below(3)];
        const uint32_t length = below(20) == 0 ? 1 + below(90) : 1 + below(18);
        looked->at[i] = used;
        looked->length[i] = length;
        for (uint32_t n = 0; n < length; n++)
            made.text[used++] = (unsigned char)kind[below((uint32_t)strlen(kind))];
        made.text[used++] = ' ';
        looked->next[i] = below(4) == 0 ? ' ' : (unsigned char)kind[0];
        if (below(2))
            settle(made.text + looked->at[i], length);
    }
}

static void test_eights(void)
{
    uint32_t said[7] = {0};
    for (uint32_t round = 0; round < ROUNDS; round++) {
        unsigned char each[LOOKED_AT + 8], eights[LOOKED_AT + 8];
        struct look_tables tables = random_tables();
        struct looked looked;
        random_tokens(&looked);
        look_at_each(&tables, &looked, each);
        for (uint32_t i = 0; i < looked.count; i++)
            for (int bit = 0; bit < 7; bit++)
                said[bit] += each[i] >> bit & 1;
        if (!may_look_at_eights(&tables)) {
            printf("(this processor asks one by one) ");
            return;
        }
        look_at_eights(&tables, &looked, eights);
        CU_ASSERT_EQUAL_FATAL(memcmp(each, eights, looked.count), 0);
    }
    for (int bit = 0; bit < 6; bit++) /* each was said of some, and not of all */
        CU_ASSERT_TRUE(said[bit] > ROUNDS && said[bit] < ROUNDS * 32);
}

/* A text of some segments, empty ones among them: its tokens are known by their letters. */
#define TOKENS 300
static void test_segments(void)
{
    static struct folded_token tokens[TOKENS];
    static struct folded_segment segments[TOKENS];
    static unsigned char looks[TOKENS + FOLD_PADDING];
    static struct {
        struct name_index_header header;
        uint64_t filters[16];
    } names;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        struct folded folded = {.bytes = made.text, .tokens = tokens, .segments = segments, .looks = looks};
        memset(&names, 0, sizeof names);
        names.header = (struct name_index_header){.filter_words = 8, .slot_count = 8, .longest_token = 1 + below(9)};
        const uint64_t known = name_token_hash((const unsigned char *)"KNOWN           ", 5);
        names.filters[name_token_bit(known, 8) / 64] = UINT64_C(1) << name_token_bit(known, 8) % 64;
        for (uint32_t left = 1 + below(30); left > 0; left--) {
            segments[folded.segment_count++] =
                (struct folded_segment){.at = folded.used, .first_token = folded.token_count};
            made.text[folded.used++] = ' ';
            for (uint32_t words = below(10); words > 0; words--) {
                const char *word = below(2) ? "KNOWN" : "OTHERS";
                tokens[folded.token_count++] = (struct folded_token){.at = folded.used, .again = below(2)};
                memcpy(made.text + folded.used, word, strlen(word));
                folded.used += (uint32_t)strlen(word);
                made.text[folded.used++] = ' ';
            }
        }
        const struct pack pack = {.name_index = (const uint8_t *)&names, .name_index_size = sizeof names};
        const uint32_t from = below(folded.segment_count);
        memset(looks, 0xEE, sizeof looks);
        tokens_look(&pack, &folded, from);
        for (uint32_t i = 0; i < folded.token_count; i++) {
            const bool is_known = made.text[tokens[i].at] == 'K' && names.header.longest_token >= 5;
            const bool is_asked = i >= segments[from].first_token;
            if (is_asked && is_known)
                CU_ASSERT_TRUE_FATAL(looks[i] & LOOK_NAME);
            if (is_asked && names.header.longest_token < 5)
                CU_ASSERT_FALSE_FATAL(looks[i] & LOOK_NAME);
            CU_ASSERT_EQUAL_FATAL(is_asked ? (looks[i] & LOOK_AGAIN) != 0 : looks[i] == 0xEE,
                                  is_asked ? tokens[i].again : true);
        }
    }
}

static void test_tokens_that(void)
{
    unsigned char looks[LOOKED_AT + 8];
    for (uint32_t round = 0; round < ROUNDS; round++) {
        const uint32_t count = 1 + below(LOOKED_AT);
        const enum token_look look = (enum token_look)(1u << below(7));
        uint64_t expected = 0;
        for (uint32_t i = 0; i < sizeof looks; i++)
            looks[i] = (unsigned char)below(128);
        for (uint32_t i = 0; i < count; i++)
            expected |= (uint64_t)((looks[i] & look) != 0) << i;
        CU_ASSERT_EQUAL_FATAL(tokens_that(looks, count, look), expected);
    }
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_pSuite suite = CU_add_suite("token looks", NULL, NULL);
    CU_add_test(suite, "eight at once say what each says", test_eights);
    CU_add_test(suite, "tokens end where their segments do", test_segments);
    CU_add_test(suite, "those of which something is said", test_tokens_that);
    return run_tests();
}
