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
    struct folded_token tokens[LOOKED_AT + TOKENS_AHEAD];
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
        .filter_words = (1u << FILTER_BITS) / 64,
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

/* Makes a token a settled word, now and then one that says more, or that stands behind its place. */
static void settle(const unsigned char *token, uint32_t length)
{
    uint64_t word[2] = {0};
    if (length > SETTLED_LETTERS)
        return;
    memcpy(word, token, length);
    const uint64_t at = settled_place(64 - SETTLED_BITS, word[0], word[1]),
                   way = below(3) == 0 ? below(SETTLED_WAY) : 0;
    struct word_settled *place = &made.settled[settled_behind(at, way, (1u << SETTLED_BITS) - 1)];
    for (uint64_t n = 0; n < way; n++)
        for (int slot = 0; slot < SETTLED_SLOTS; slot++) {
            uint64_t *before = made.settled[settled_behind(at, n, (1u << SETTLED_BITS) - 1)].words[slot];
            before[0] = before[0] ? before[0] : UINT64_C(0x5A5A) + below(9);
            before[1] |= settled_further_bit(word[0]);
        }
    uint64_t *slot = place->words[below(SETTLED_SLOTS)];
    slot[0] = word[0];
    slot[1] =
        word[1] | (below(2) ? SETTLED_GOES_ON : 0) | (below(2) ? SETTLED_SAYS : 0) | (below(2) ? SETTLED_STEMLESS : 0);
}

/* Tokens of all lengths, of letters, of digits, of both, some of them the last of a segment, with any bytes behind the
 * text. */
static struct looked random_tokens(void)
{
    static const char *const kinds[] = {"ABCXYZ", "0123456789", "AB12"};
    const uint32_t count = 1 + below(LOOKED_AT);
    uint32_t used = 1;
    uint64_t ends = 0;
    for (size_t i = 0; i < sizeof made.text; i++)
        made.text[i] = (unsigned char)below(256);
    for (size_t i = 0; i < sizeof made.tokens; i++)
        ((unsigned char *)made.tokens)[i] = (unsigned char)below(256);
    made.text[0] = ' ';
    for (uint32_t i = 0; i < count; i++) {
        const char *kind = kinds[below(3)];
        const uint32_t length = below(20) == 0 ? 1 + below(90) : 1 + below(18);
        made.tokens[i].at = used;
        made.tokens[i].again = below(2);
        for (uint32_t n = 0; n < length; n++)
            made.text[used++] = (unsigned char)kind[below((uint32_t)strlen(kind))];
        made.text[used++] = ' ';
        if (below(4) == 0) {
            made.text[used++] = ' ';
            ends |= UINT64_C(1) << i;
        }
        settle(made.text + made.tokens[i].at, below(2) ? length : SETTLED_LETTERS + 1);
    }
    made.tokens[count].at = used;
    return (struct looked){made.text, made.tokens, count, ends};
}

static void test_eights(void)
{
    uint32_t said[LOOKS] = {0};
    for (uint32_t round = 0; round < ROUNDS; round++) {
        static struct said each, eights;
        const struct look_tables tables = random_tables();
        const struct looked looked = random_tokens();
        look_at_each(&tables, &looked, &each);
        for (int look = 0; look < LOOKS; look++)
            said[look] += (uint32_t)__builtin_popcountll(each.looks.say[look]);
        if (!may_look_at_eights(&tables)) {
            printf("(this processor asks one by one) ");
            return;
        }
        look_at_eights(&tables, &looked, &eights);
        CU_ASSERT_EQUAL_FATAL(memcmp(&each.looks, &eights.looks, sizeof each.looks), 0);
        CU_ASSERT_EQUAL_FATAL(memcmp(each.hashes, eights.hashes, looked.count * sizeof *each.hashes), 0);
    }
    for (int look = 0; look < LOOKS; look++) /* each was said of some, and not of all */
        CU_ASSERT_TRUE(said[look] > ROUNDS && said[look] < ROUNDS * 32);
}

/* A text of some segments, whose tokens are known by their letters; and one name, KNOWN AS. */
#define TOKENS 300
static struct {
    struct name_index_header header;
    uint64_t filters[2 * 64];
} names;

static void make_names(uint32_t longest_token)
{
    static const char as[NAME_READ_AHEAD] = "AS", known[NAME_READ_AHEAD] = "KNOWN";
    const uint64_t first = name_token_hash((const unsigned char *)known, 5);
    const uint64_t both = name_longer(name_longer(NAME_START, first), name_token_hash((const unsigned char *)as, 2));
    memset(&names, 0, sizeof names);
    names.header = (struct name_index_header){.filter_words = 64, .slot_count = 8, .longest_token = longest_token};
    names.filters[name_token_bit(first, 64) / 64] = UINT64_C(1) << name_token_bit(first, 64) % 64;
    names.filters[64 + name_filter_word(both, 64)] = name_filter_bits(both);
}

static void test_segments(void)
{
    static struct folded_token tokens[TOKENS + TOKENS_AHEAD];
    static struct folded_segment segments[TOKENS];
    static struct looks looks[TOKENS / LOOKED_AT + 2];
    static const char *const words[] = {"KNOWN", "OTHERS", "AS"};
    uint32_t told = 0;
    for (uint32_t round = 0; round < ROUNDS; round++) {
        struct folded folded = {.bytes = made.text, .tokens = tokens, .segments = segments, .looks = looks};
        make_names(1 + below(9));
        for (uint32_t left = 1 + below(30); left > 0; left--) {
            segments[folded.segment_count++] =
                (struct folded_segment){.at = folded.used, .first_token = folded.token_count};
            made.text[folded.used++] = ' ';
            for (uint32_t count = 1 + below(9); count > 0; count--) {
                const char *word = words[below(3)];
                tokens[folded.token_count++] = (struct folded_token){.at = folded.used, .again = below(2)};
                memcpy(made.text + folded.used, word, strlen(word));
                folded.used += (uint32_t)strlen(word);
                made.text[folded.used++] = ' ';
            }
        }
        const struct pack pack = {.name_index = (const uint8_t *)&names, .name_index_size = sizeof names};
        const uint32_t from = below(folded.segment_count);
        tokens_look(&pack, &folded, from);
        for (uint32_t i = segments[from].first_token; i < folded.token_count; i++) {
            const bool is_name = i + 1 < folded.token_count && names.header.longest_token >= 5 &&
                                 memcmp(made.text + tokens[i].at, "KNOWN AS", 8) == 0;
            CU_ASSERT_TRUE_FATAL(token_says(&folded, i, LOOK_NAME) || !is_name);
            CU_ASSERT_FALSE_FATAL(token_says(&folded, i, LOOK_NAME) && made.text[tokens[i].at] != 'K');
            CU_ASSERT_EQUAL_FATAL(token_says(&folded, i, LOOK_AGAIN), tokens[i].again);
            told += is_name;
        }
    }
    CU_ASSERT_TRUE(told > ROUNDS);
}

static void test_tokens_that(void)
{
    static struct looks looks[4];
    const struct folded folded = {.looks = looks};
    for (uint32_t round = 0; round < ROUNDS; round++) {
        const uint32_t first = below(2 * LOOKED_AT), count = below(LOOKED_AT + 1); /* none is some, too */
        const enum token_look look = (enum token_look)below(LOOKS);
        uint64_t expected = 0;
        for (uint32_t i = 0; i < sizeof looks; i++)
            ((unsigned char *)looks)[i] = (unsigned char)below(256);
        for (uint32_t i = 0; i < count; i++)
            expected |= (uint64_t)token_says(&folded, first + i, look) << i;
        CU_ASSERT_EQUAL_FATAL(tokens_that(&folded, first, count, look), expected);
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
