/*
 * self_test.c: the known-answer test, run when a pack is loaded. Text made of the pack's own terms is searched by the
 * engine and by a plain loop, and both must find the same: a build of the engine is known that returns success and
 * misses matches. Allocates; never called while screening.
 *
 * Three passes over what the engine looks for: every literal once in blocks as long as a real message's text; then a
 * sample of them at each of the 64 alignments, in such blocks and each alone (of a large pack other terms at each),
 * because short texts take another way through the engine. Each pattern is looked for in a text derived from it. Every
 * term of the automaton and every name of the index must be found in blocks of them, patterns in such a text too.
 */
#include "scan.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "automaton_scan.h"
#include "name_index.h"
#include "pattern_example.h"
#include "token_looks.h"

#define ALIGNMENTS      64
#define BLOCK_BYTES     2048u
#define SAMPLE_TERMS    600u   /* at all alignments */
#define EVERY_TERMS     60000u /* at one */
#define TERM_BYTES      65536u /* a term's length is 16 bits wide */
#define BUFFER_BYTES    (BLOCK_BYTES + TERM_BYTES + 256u)
#define BUCKETS         65536u
#define KEY_BYTES       6u /* of a term that choose its bucket */
#define MATCHES_START   4096u
#define SAMPLE_PATTERNS 32u   /* at all alignments */
#define PATTERN_BYTES   2048u /* of a pattern's example */
#define BLOCK_TOKENS    2048u /* of terms in one block */
#define BLOCK_HITS      4096u

struct found {
    uint32_t term;
    uint32_t end;
};

struct matches {
    struct found *items;
    uint32_t count;
    uint32_t room;
    bool out_of_memory;
};

struct test {
    const struct pack *pack;
    hs_scratch_t *scratch;
    unsigned char *memory; /* padding, text, padding */
    unsigned char *text;
    uint32_t used;
    uint32_t
        *buckets; /* terms by a hash of their first bytes: bucket b is order[buckets[b]] to order[buckets[b + 1]] */
    uint32_t *order;
    struct matches engine, plain;
    bool out_of_memory;
    char *why;
    size_t why_size;
};

static const unsigned char *term_text(const struct pack *pack, const struct pack_term *term)
{
    return (const unsigned char *)pack_string(pack, term->text);
}

static bool matches_add(struct matches *matches, uint32_t term, uint32_t end)
{
    if (matches->count == matches->room) {
        uint32_t room = matches->room ? matches->room * 2 : MATCHES_START;
        struct found *items = realloc(matches->items, (size_t)room * sizeof *items);
        if (!items) {
            matches->out_of_memory = true;
            return false;
        }
        matches->items = items;
        matches->room = room;
    }
    matches->items[matches->count++] = (struct found){term, end};
    return true;
}

static int compare_found(const void *a, const void *b)
{
    const struct found *x = a, *y = b;
    if (x->end != y->end)
        return x->end < y->end ? -1 : 1;
    return x->term < y->term ? -1 : x->term > y->term;
}

/* FNV-1a, folded to a bucket. */
static uint32_t bucket_of(const unsigned char *key, uint32_t length)
{
    uint32_t hash = 2166136261u;
    for (uint32_t i = 0; i < length; i++)
        hash = (hash ^ key[i]) * 16777619u;
    return (hash ^ hash >> 16) % BUCKETS;
}

/* Every term begins with a space; the bytes behind it, as many as there are and KEY_BYTES at most, choose its bucket.
 */
static uint32_t term_bucket(const struct pack *pack, const struct pack_term *term)
{
    uint32_t behind = term->length - 1u;
    return bucket_of(term_text(pack, term) + 1, behind < KEY_BYTES ? behind : KEY_BYTES);
}

static void fill_buckets(struct test *test)
{
    const struct pack *pack = test->pack;
    uint32_t literals = 0;
    for (uint32_t i = 0; i < pack->meta->scanned_terms; i++)
        if (!pack->terms[i].pattern) {
            test->buckets[term_bucket(pack, &pack->terms[i]) + 1]++;
            literals++;
        }
    for (uint32_t b = 0; b < BUCKETS; b++)
        test->buckets[b + 1] += test->buckets[b];
    /* Placing moves each bucket's start to its end, which is the start of the next. */
    for (uint32_t i = pack->meta->scanned_terms; i-- > 0;) {
        if (pack->terms[i].pattern)
            continue;
        uint32_t b = term_bucket(pack, &pack->terms[i]);
        test->order[--test->buckets[b + 1]] = i;
    }
    memmove(test->buckets, test->buckets + 1, BUCKETS * sizeof *test->buckets);
    test->buckets[BUCKETS] = literals;
}

/* Terms of one bucket that stand at a place and whose key has this length. */
static bool plain_bucket(struct test *test, uint32_t at, uint32_t key)
{
    uint32_t bucket = bucket_of(test->text + at + 1, key);
    for (uint32_t i = test->buckets[bucket]; i < test->buckets[bucket + 1]; i++) {
        const struct pack_term *term = &test->pack->terms[test->order[i]];
        if (term->length <= key || (key < KEY_BYTES && term->length != key + 1) || term->length > test->used - at)
            continue;
        if (memcmp(test->text + at, term_text(test->pack, term), term->length) == 0 &&
            !matches_add(&test->plain, test->order[i], at + term->length))
            return false;
    }
    return true;
}

/* All terms in the text, by comparing. */
static bool plain_loop(struct test *test)
{
    test->plain.count = 0;
    for (uint32_t at = 0; at + 1 < test->used; at++) {
        if (test->text[at] != ' ' || test->text[at + 1] == ' ')
            continue;
        for (uint32_t key = 1; key <= KEY_BYTES && key < test->used - at; key++)
            if (!plain_bucket(test, at, key))
                return false;
    }
    return true;
}

/* A pattern may stand anywhere in a text made of literals; the plain loop knows nothing of it. */
static int on_match(unsigned int id, unsigned long long from, unsigned long long to, unsigned int flags, void *context)
{
    (void)from;
    (void)flags;
    struct test *test = context;
    if (id < test->pack->meta->scanned_terms && test->pack->terms[id].pattern)
        return 0;
    return matches_add(&test->engine, id, (uint32_t)to) ? 0 : 1;
}

static bool fail(struct test *test, const char *what, uint32_t term, uint32_t end)
{
    const struct pack *pack = test->pack;
    if (test->why && test->why_size > 0)
        snprintf(test->why, test->why_size,
                 "the pattern engine %s \"%s\" ending at byte %u of a text of %u bytes (engine %s): use Hyperscan 5.4 "
                 "(Debian package libhyperscan5, not libvectorscan5) and build the pack again",
                 what, term < pack->term_count ? pack_string(pack, pack->terms[term].text) : "?", end, test->used,
                 hs_version());
    return false;
}

static bool fail_because(struct test *test, const char *sentence)
{
    if (test->why && test->why_size > 0)
        snprintf(test->why, test->why_size, "%s", sentence);
    return false;
}

static bool no_memory(struct test *test)
{
    test->out_of_memory = true;
    return fail_because(test, "out of memory in the pattern engine's self-test: free memory and load again");
}

/* The first difference of both result lists, as a sentence. */
static bool same_matches(struct test *test)
{
    struct matches *engine = &test->engine, *plain = &test->plain;
    if (engine->count > 1)
        qsort(engine->items, engine->count, sizeof *engine->items, compare_found);
    if (plain->count > 1)
        qsort(plain->items, plain->count, sizeof *plain->items, compare_found);
    uint32_t e = 0, p = 0;
    while (e < engine->count || p < plain->count) {
        int order = e == engine->count  ? 1
                    : p == plain->count ? -1
                                        : compare_found(&engine->items[e], &plain->items[p]);
        if (order > 0)
            return fail(test, "missed", plain->items[p].term, plain->items[p].end);
        if (order < 0)
            return fail(test, "reported, where it does not stand,", engine->items[e].term, engine->items[e].end);
        e++;
        p++;
    }
    return true;
}

/* What the engine returns for test->text. */
static bool run_engine(struct test *test, match_event_handler handler, void *context)
{
    memset(test->text + test->used, 0, FOLD_PADDING);
    hs_error_t rc =
        hs_scan(test->pack->database, (const char *)test->text, test->used, 0, test->scratch, handler, context);
    if (rc == HS_SUCCESS || test->engine.out_of_memory)
        return true;
    if (test->why && test->why_size > 0)
        snprintf(test->why, test->why_size,
                 "the pattern engine returned %d on a text of %u bytes (engine %s): install Hyperscan 5.4 (Debian "
                 "package libhyperscan5) and build the pack again",
                 rc, test->used, hs_version());
    return false;
}

/* Searches test->text both ways. */
static bool compare_ways(struct test *test)
{
    test->engine.count = 0;
    bool ran = run_engine(test, on_match, test), searched = plain_loop(test);
    if (test->engine.out_of_memory || !searched)
        return no_memory(test);
    return ran && same_matches(test);
}

static void start_text(struct test *test, uint32_t alignment)
{
    memset(test->text, ' ', alignment);
    test->used = alignment;
}

/* Appends a term; a stem's last word ends there. */
static void append_term(struct test *test, uint32_t index)
{
    const struct pack_term *term = &test->pack->terms[index];
    memcpy(test->text + test->used, term_text(test->pack, term), term->length);
    test->used += term->length;
    if (test->text[test->used - 1] != ' ')
        test->text[test->used++] = ' ';
}

/* Every step-th term in blocks, the first of each at the alignment. Another alignment takes other terms. */
static bool test_blocks(struct test *test, uint32_t step, uint32_t alignment)
{
    start_text(test, alignment);
    for (uint32_t i = alignment % step; i < test->pack->meta->scanned_terms; i += step) {
        if (test->pack->terms[i].pattern)
            continue;
        append_term(test, i);
        if (test->used < BLOCK_BYTES)
            continue;
        if (!compare_ways(test))
            return false;
        start_text(test, alignment);
    }
    return compare_ways(test);
}

/* Every step-th term alone. */
static bool test_alone(struct test *test, uint32_t step, uint32_t alignment)
{
    for (uint32_t i = alignment % step; i < test->pack->meta->scanned_terms; i += step) {
        if (test->pack->terms[i].pattern)
            continue;
        start_text(test, alignment);
        append_term(test, i);
        if (!compare_ways(test))
            return false;
    }
    return true;
}

static uint32_t step_for(uint32_t terms, uint32_t sample)
{
    return terms / sample + (terms % sample != 0);
}

static bool test_literals(struct test *test)
{
    uint32_t terms = test->pack->meta->scanned_terms, step = step_for(terms, SAMPLE_TERMS);
    if (terms == 0)
        return true;
    for (uint32_t i = 0; i < terms; i++) {
        const struct pack_term *term = &test->pack->terms[i];
        if (!term->pattern && (term->length < 2 || term_text(test->pack, term)[0] != ' '))
            return fail_because(test, "a term of the pack does not begin with a space: build the pack again");
    }
    fill_buckets(test);
    if (!test_blocks(test, step_for(terms, EVERY_TERMS), 0))
        return false;
    for (uint32_t alignment = 0; alignment < ALIGNMENTS; alignment++)
        if (!test_blocks(test, step, alignment) || !test_alone(test, step, alignment))
            return false;
    return true;
}

/* --- Patterns ------------------------------------------------------------------------------------------------ */

/* Whether one pattern was reported over one span. */
struct sought {
    uint32_t term, from, to;
    bool found;
};

static int on_pattern(unsigned int id, unsigned long long from, unsigned long long to, unsigned int flags,
                      void *context)
{
    (void)flags;
    struct sought *sought = context;
    sought->found |= id == sought->term && from == sought->from && to == sought->to;
    return 0;
}

/* A pattern's example between two spaces, at an alignment. One without an example is only run, on spaces. */
static bool test_pattern(struct test *test, uint32_t number, uint32_t alignment)
{
    char example[PATTERN_BYTES];
    const char *pattern = pack_string(test->pack, test->pack->terms[number].text);
    size_t length = pattern_example(pattern, example, sizeof example);
    start_text(test, alignment);
    test->text[test->used++] = ' ';
    memcpy(test->text + test->used, example, length);
    test->used += (uint32_t)length;
    test->text[test->used++] = ' ';
    struct sought sought = {.term = number, .from = alignment, .to = test->used};
    if (!run_engine(test, on_pattern, &sought))
        return false;
    return sought.found || length == 0 || fail(test, "missed", number, test->used);
}

/* Every pattern at some alignment, those of a sample at all. */
static bool test_patterns(struct test *test)
{
    uint32_t terms = test->pack->meta->scanned_terms, patterns = 0;
    for (uint32_t i = 0; i < terms; i++) {
        if (!test->pack->terms[i].pattern)
            continue;
        uint32_t alignments = ++patterns <= SAMPLE_PATTERNS ? ALIGNMENTS : 1;
        for (uint32_t n = 0; n < alignments; n++)
            if (!test_pattern(test, i, (i + n) % ALIGNMENTS))
                return false;
    }
    return true;
}

/* --- The automaton and the index of names -------------------------------------------------------------------- */

/* Terms one behind the other as the folded form of one value, whose bytes are those of the text. */
struct name_block {
    struct folded_token tokens[BLOCK_TOKENS + TOKENS_AHEAD];
    struct looks looks[BLOCK_TOKENS / LOOKED_AT + 2];
    struct scan_hit hits[BLOCK_HITS];
    uint32_t first, count; /* terms in it */
};

static void fold_block(struct test *test, struct name_block *block, struct folded *folded,
                       struct folded_segment *segment)
{
    *segment = (struct folded_segment){.at = 0};
    *folded = (struct folded){.bytes = test->text,
                              .used = test->used,
                              .tokens = block->tokens,
                              .segments = segment,
                              .segment_count = 1,
                              .looks = block->looks};
    for (uint32_t at = 1; at < test->used && folded->token_count < BLOCK_TOKENS;) {
        uint32_t end = at;
        while (test->text[end] != ' ')
            end++;
        block->tokens[folded->token_count++] = (struct folded_token){.at = at, .from = at, .to = end};
        at = end + 1;
    }
    tokens_look(test->pack, folded, 0);
}

static bool is_hit(const struct scan_hit *hits, uint32_t count, uint32_t term, uint32_t from)
{
    uint32_t low = 0;
    while (count > 0) { /* the first that begins there */
        uint32_t half = count / 2;
        if (hits[low + half].from < from) {
            low += half + 1;
            count -= half + 1;
        } else {
            count = half;
        }
    }
    for (; hits[low].from == from; low++)
        if (hits[low].term == term)
            return true;
    return false;
}

/* How the terms of a block are looked for. */
typedef enum scan_result (*search_fn)(const struct pack *pack, const struct folded *folded, struct hits *hits);

static enum scan_result search_names(const struct pack *pack, const struct folded *folded, struct hits *hits)
{
    hits->count = name_index_scan(pack, folded, hits->items, 0, hits->limit);
    return hits->count <= hits->limit ? SCAN_DONE : SCAN_LIMIT;
}

/* Behind the text's last space: a literal without its own first one, or a pattern's example. Returns its bytes with the
 * space behind it, 0 = there is no example. */
static uint32_t put_term(struct test *test, uint32_t number)
{
    const struct pack_term *term = &test->pack->terms[number];
    unsigned char *at = test->text + test->used;
    uint32_t length = term->length - 1u;
    if (term->pattern == PACK_TERM_PATTERN)
        length = (uint32_t)pattern_example(pack_string(test->pack, term->text), (char *)at, PATTERN_BYTES);
    else
        memcpy(at, term_text(test->pack, term) + 1, length);
    if (length > 0 && at[length - 1] != ' ')
        at[length++] = ' ';
    test->used += length;
    return length;
}

/* Every term of the block must be found where it was put. */
static bool search_block(struct test *test, struct name_block *block, const uint32_t *lengths, search_fn search)
{
    struct folded folded;
    struct folded_segment segment;
    struct hits hits = {.terms = test->pack->terms, .items = block->hits, .limit = BLOCK_HITS - 1};
    uint32_t from = 1;
    memset(test->text + test->used, 0, FOLD_PADDING);
    fold_block(test, block, &folded, &segment);
    enum scan_result result = search(test->pack, &folded, &hits);
    if (result == SCAN_LIMIT)
        return true; /* names that lie in one another by the hundred: found, too many to be looked through */
    block->hits[hits.count].from = 0;
    for (uint32_t i = 0; i < block->count; from += lengths[i++])
        if (result != SCAN_DONE || (lengths[i] > 0 && !is_hit(block->hits, hits.count, block->first + i, from)))
            return fail_because(test, search == search_names
                                          ? "the index of names does not find a name of the pack: build the pack again"
                                          : "the automaton does not find a term of the pack: build the pack again");
    return true;
}

/* Terms [first, end) in blocks; a pattern alone, since its words may go on in those of others. */
static bool test_found(struct test *test, uint32_t first, uint32_t end, search_fn search)
{
    static const uint32_t shortest = 2; /* bytes of a term and the space behind it */
    if (first == end)
        return true;
    struct name_block *block = calloc(1, sizeof *block); /* tokens are asked by eight, also behind the last */
    uint32_t *lengths = malloc(BLOCK_BYTES / shortest * sizeof *lengths);
    bool passed = block && lengths;
    if (!passed)
        no_memory(test);
    for (; passed && first < end; first += block->count) {
        bool pattern = test->pack->terms[first].pattern == PACK_TERM_PATTERN;
        block->first = first;
        test->used = 1;
        test->text[0] = ' ';
        for (block->count = 0; first + block->count < end && test->used < BLOCK_BYTES; block->count++) {
            if (block->count > 0 && (pattern || test->pack->terms[first + block->count].pattern == PACK_TERM_PATTERN))
                break;
            lengths[block->count] = put_term(test, first + block->count);
        }
        passed = search_block(test, block, lengths, search);
    }
    free(block);
    free(lengths);
    return passed;
}

static bool run(struct test *test)
{
    const uint32_t scanned = test->pack->meta->scanned_terms, first_name = pack_first_name(test->pack);
    return test_literals(test) && test_patterns(test) && test_found(test, scanned, first_name, automaton_scan) &&
           test_found(test, first_name, pack_ordered_terms(test->pack), search_names);
}

fg_error scan_self_test(const struct pack *pack, hs_scratch_t *scratch, char *why, size_t why_size)
{
    struct test test = {.pack = pack, .scratch = scratch, .why = why, .why_size = why_size};
    if (why && why_size > 0)
        why[0] = '\0';
    if (pack->term_count == 0)
        return FG_OK;
    if (!pack->database && pack->meta->scanned_terms > 0) {
        fail_because(&test, "the pack has terms but no pattern database: build it again");
        return FG_E_ENGINE;
    }
    test.memory = aligned_alloc(64, BUFFER_BYTES + 2 * FOLD_PADDING);
    test.buckets = calloc(BUCKETS + 1, sizeof *test.buckets);
    test.order = calloc(pack->term_count, sizeof *test.order);
    bool passed = false;
    if (!test.memory || !test.buckets || !test.order) {
        no_memory(&test);
    } else {
        memset(test.memory, 0, BUFFER_BYTES + 2 * FOLD_PADDING);
        test.text = test.memory + FOLD_PADDING;
        passed = run(&test);
    }
    free(test.memory);
    free(test.buckets);
    free(test.order);
    free(test.engine.items);
    free(test.plain.items);
    if (passed)
        return FG_OK;
    return test.out_of_memory ? FG_E_MEMORY : FG_E_ENGINE;
}
