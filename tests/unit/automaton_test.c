/*
 * automaton_test.c: the automaton of stems and patterns finds what a plain reading of each term finds, and what the
 * pattern engine finds; what the compiler leaves out of it; what the loader refuses of it.
 */
#include <CUnit/Basic.h>

#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <hs/hs.h>

#include "plugin/match/automaton.h"
#include "plugin/match/pattern_example.h"
#include "plugin/match/token_looks.h"
#include "rules/compiler/automaton_build.h"
#include "rules/compiler/pattern.h"
#include "run_tests.h"

#define TERMS_MAX  64
#define TEXT_MAX   2048
#define TOKENS_MAX 1024
#define ENDS_MAX   65536

static uint32_t state = 20261122;

static uint32_t below(uint32_t limit)
{
    state ^= state << 13;
    state ^= state >> 17;
    state ^= state << 5;
    return state % limit;
}

/* --- Terms and their section ---------------------------------------------------------------------------------- */

struct made {
    struct pack pack;
    struct pack_term records[TERMS_MAX];
    struct automaton_term terms[TERMS_MAX];
    char strings[TERMS_MAX * 800];
    uint32_t strings_used, count;
    unsigned char *section; /* of exactly its size */
    size_t size;
};

static void add_term(struct made *made, enum automaton_term_form form, const char *text)
{
    uint32_t number = made->count++;
    char *string = made->strings + made->strings_used;
    made->strings_used += (uint32_t)sprintf(string, "%s", text) + 1;
    made->terms[number] = (struct automaton_term){.text = string, .form = form, .number = number};
    made->records[number] =
        (struct pack_term){.text = (uint32_t)(string - made->strings),
                           .length = form == AUTOMATON_PATTERN ? 0 : (uint16_t)strlen(text),
                           .pattern = form == AUTOMATON_PATTERN ? PACK_TERM_PATTERN : PACK_TERM_LITERAL};
}

/* How many terms it takes. */
static uint32_t lay_out(struct made *made)
{
    struct arena arena = {0};
    uint32_t taken = 0;
    const unsigned char *section = automaton_build(&arena, made->terms, made->count, &made->size);
    free(made->section);
    made->section = malloc(made->size + 1);
    CU_ASSERT_PTR_NOT_NULL_FATAL(made->section);
    if (section)
        memcpy(made->section, section, made->size);
    made->section = realloc(made->section, made->size > 0 ? made->size : 1);
    arena_free(&arena);
    for (uint32_t i = 0; i < made->count; i++)
        taken += made->terms[i].taken;
    made->pack.terms = made->records;
    made->pack.term_count = made->count;
    made->pack.strings = made->strings;
    made->pack.strings_size = made->strings_used;
    return taken;
}

static const char *verified(const struct made *made)
{
    return automaton_verify(&made->pack, made->section, made->size, 0, made->count);
}

static struct made *new_made(void)
{
    struct made *made = calloc(1, sizeof *made);
    CU_ASSERT_PTR_NOT_NULL_FATAL(made);
    return made;
}

static void free_made(struct made *made)
{
    free(made->section);
    free(made);
}

/* --- Random patterns and texts -------------------------------------------------------------------------------- */

static void put_piece(char *text, uint32_t depth)
{
    static const char *const plain[] = {"A",    "B",     "X",     "1",        "2",     " ",
                                        "[AB]", "[A-Z]", "[0-9]", "[0-9A-Z]", "[B12]", "[A ]"};
    static const char *const often[] = {"", "", "", "", "?", "{2}", "{1,3}", "{0,2}", "{3,5}"};
    if (depth > 0 && below(4) == 0) {
        strcat(text, "(");
        for (uint32_t either = 0, count = 1 + below(3); either < count; either++) {
            strcat(text, either > 0 ? "|" : "");
            for (uint32_t i = 1 + below(3); i > 0; i--)
                put_piece(text, depth - 1);
        }
        strcat(text, ")");
    } else {
        strcat(text, plain[below(sizeof plain / sizeof *plain)]);
    }
    strcat(text, often[below(sizeof often / sizeof *often)]);
}

static void random_pattern(char text[1024])
{
    struct pattern pattern;
    do {
        text[0] = 0;
        for (uint32_t i = 2 + below(6); i > 0; i--)
            put_piece(text, 2);
    } while (!pattern_read(&pattern, text, COMPILER_ENGLISH));
}

static void random_literal(char text[1024])
{
    static const char letters[] = "AABBX12 ";
    char *at = text;
    *at++ = ' ';
    for (uint32_t i = 1 + below(9); i > 0; i--) {
        *at = letters[below(at[-1] == ' ' ? 7 : 8)];
        at++;
    }
    *at = 0;
}

/* Folded text: segments of words, most made of the few characters that terms are made of. */
struct text {
    unsigned char bytes[TEXT_MAX + 64];
    struct folded_token tokens[TOKENS_MAX + TOKENS_AHEAD];
    struct folded_segment segments[TOKENS_MAX];
    struct looks looks[TOKENS_MAX / LOOKED_AT + 2];
    struct folded folded;
};

static void put_word(struct text *text, const char *word, size_t length)
{
    struct folded *folded = &text->folded;
    if (folded->used + length + 3 > TEXT_MAX)
        return;
    folded->tokens[folded->token_count++] = (struct folded_token){.at = folded->used};
    memcpy(folded->bytes + folded->used, word, length);
    folded->used += (uint32_t)length;
    folded->bytes[folded->used++] = ' ';
}

static void put_words(struct text *text, const char *words)
{
    for (size_t length; *words; words += length + (words[length] == ' ')) {
        length = strcspn(words, " ");
        if (length > 0)
            put_word(text, words, length);
    }
}

static void random_words(struct text *text, const struct made *made)
{
    static const char letters[] = "AAABBBXZ112";
    char words[1024] = {0};
    uint32_t term = below(made->count);
    if (below(3) == 0 && made->terms[term].form == AUTOMATON_PATTERN) {
        words[pattern_example(made->terms[term].text, words, sizeof words - 1)] = 0;
    } else if (below(3) == 0) {
        strcpy(words, made->terms[term].form == AUTOMATON_LITERAL ? made->terms[term].text : "A");
    } else {
        for (uint32_t i = 0, count = 1 + below(9); i < count; i++)
            words[i] = letters[below(sizeof letters - 1)];
    }
    put_words(text, words);
}

static void random_text(struct text *text, const struct made *made)
{
    for (size_t i = 0; i < sizeof text->bytes; i++)
        text->bytes[i] = (unsigned char)below(256); /* what stands behind is any bytes */
    text->folded =
        (struct folded){.bytes = text->bytes, .tokens = text->tokens, .segments = text->segments, .looks = text->looks};
    for (uint32_t segments = 1 + below(8); segments > 0; segments--) {
        struct folded *folded = &text->folded;
        folded->segments[folded->segment_count++] =
            (struct folded_segment){.at = folded->used, .first_token = folded->token_count};
        folded->bytes[folded->used++] = ' ';
        for (uint32_t words = 1 + below(8); words > 0; words--)
            random_words(text, made);
    }
}

static uint32_t end_of_segment(const struct folded *folded, uint32_t segment)
{
    return segment + 1 < folded->segment_count ? folded->segments[segment + 1].at : folded->used;
}

/* --- What is found -------------------------------------------------------------------------------------------- */

struct found {
    uint32_t term, start, end;
};

struct ends {
    struct found *items;
    uint32_t count;
};

static void keep(struct ends *ends, uint32_t term, uint32_t start, uint32_t end)
{
    CU_ASSERT_FATAL(ends->count < ENDS_MAX);
    ends->items[ends->count++] = (struct found){term, start, end};
}

static int by_place(const void *left, const void *right)
{
    return memcmp(left, right, sizeof(struct found));
}

static bool same_ends(struct ends *one, struct ends *other)
{
    qsort(one->items, one->count, sizeof *one->items, by_place);
    qsort(other->items, other->count, sizeof *other->items, by_place);
    return one->count == other->count && memcmp(one->items, other->items, one->count * sizeof *one->items) == 0;
}

static void look(const struct made *made, struct text *text)
{
    const struct pack pack = {.automaton = made->section, .automaton_size = made->size};
    tokens_look(&pack, &text->folded, 0);
}

static void walk_text(const struct made *made, struct text *text, struct ends *ends)
{
    const struct folded *folded = &text->folded;
    look(made, text);
    struct automaton automaton = automaton_of(made->section);
    uint32_t found[AUTOMATON_TOKENS], segment = 0;
    ends->count = 0;
    for (uint32_t first = 0; first < folded->token_count; first += AUTOMATON_TOKENS) {
        uint32_t count = automaton_beginnings(&automaton, folded, first, folded->token_count, found);
        for (uint32_t i = 0; i < count; i++) {
            uint32_t start = folded->tokens[found[i]].at;
            while (end_of_segment(folded, segment) <= start)
                segment++;
            struct automaton_walk walk =
                automaton_walk_from(&automaton, folded->bytes + start, folded->bytes + end_of_segment(folded, segment));
            while (automaton_next(&walk))
                keep(ends, walk.term, start, (uint32_t)(walk.at - folded->bytes));
        }
    }
}

/* A pattern as the C library reads it, as a whole. */
static void read_plainly(const struct made *made, const struct text *text, uint32_t term, struct ends *ends)
{
    const struct folded *folded = &text->folded;
    char source[1100], words[TEXT_MAX];
    regex_t regex;
    sprintf(source, "^(%s)$", made->terms[term].text);
    CU_ASSERT_EQUAL_FATAL(regcomp(&regex, source, REG_EXTENDED | REG_NOSUB), 0);
    for (uint32_t segment = 0; segment < folded->segment_count; segment++) {
        uint32_t to = end_of_segment(folded, segment);
        for (uint32_t start = folded->segments[segment].at + 1; start < to; start++) {
            for (uint32_t end = start; folded->bytes[start - 1] == ' ' && end < to; end++) {
                memcpy(words, folded->bytes + start, end - start);
                words[end - start] = 0;
                if (folded->bytes[end] == ' ' && end > start && regexec(&regex, words, 0, NULL, 0) == 0)
                    keep(ends, term, start, end + 1);
            }
        }
    }
    regfree(&regex);
}

static void compare_letters(const struct made *made, const struct text *text, uint32_t term, struct ends *ends)
{
    const struct folded *folded = &text->folded;
    const char *literal = made->terms[term].text;
    uint32_t length = (uint32_t)strlen(literal);
    for (uint32_t segment = 0; segment < folded->segment_count; segment++)
        for (uint32_t at = folded->segments[segment].at; at + length <= end_of_segment(folded, segment); at++)
            if (memcmp(folded->bytes + at, literal, length) == 0)
                keep(ends, term, at + 1, at + length);
}

static void random_terms(struct made *made)
{
    char text[1024];
    for (uint32_t i = 0, count = 1 + below(20); i < count; i++) {
        bool pattern = below(3) == 0;
        if (pattern)
            random_pattern(text);
        else
            random_literal(text);
        add_term(made, pattern ? AUTOMATON_PATTERN : AUTOMATON_LITERAL, text);
    }
}

/* Random patterns beside each other may be too large: what was left out is asked no more. */
static void drop_untaken(struct made *made)
{
    uint32_t kept = 0, taken = lay_out(made);
    for (uint32_t i = 0; i < made->count; i++) {
        if (!made->terms[i].taken)
            continue;
        made->terms[kept] = made->terms[i];
        made->records[kept] = made->records[i];
        made->terms[kept].number = kept;
        kept++;
    }
    made->count = kept;
    CU_ASSERT_EQUAL(kept, taken);
    CU_ASSERT_EQUAL(lay_out(made), taken);
}

static struct ends new_ends(void)
{
    struct ends ends = {.items = calloc(ENDS_MAX, sizeof *ends.items)};
    CU_ASSERT_PTR_NOT_NULL_FATAL(ends.items);
    return ends;
}

static void it_finds_what_terms_say(void)
{
    struct ends walked = new_ends(), plain = new_ends();
    struct text *text = malloc(sizeof *text);
    uint32_t some = 0;
    for (uint32_t round = 0; round < 60; round++) {
        struct made *made = new_made();
        random_terms(made);
        drop_untaken(made);
        CU_ASSERT_STRING_EQUAL(verified(made), "");
        for (uint32_t i = 0; i < 3; i++) {
            random_text(text, made);
            walk_text(made, text, &walked);
            plain.count = 0;
            for (uint32_t term = 0; term < made->count; term++)
                (made->terms[term].form == AUTOMATON_PATTERN ? read_plainly : compare_letters)(made, text, term,
                                                                                               &plain);
            CU_ASSERT_TRUE(same_ends(&walked, &plain));
            some += walked.count > 0;
        }
        free_made(made);
    }
    CU_ASSERT(some > 90);
    free(text);
    free(walked.items);
    free(plain.items);
}

/* --- The pattern engine --------------------------------------------------------------------------------------- */

static int on_match(unsigned int id, unsigned long long from, unsigned long long to, unsigned int flags, void *context)
{
    (void)flags;
    keep(context, id, (uint32_t)from + 1, (uint32_t)to);
    return 0;
}

/* Of the ends of one pattern at one place the one with the leftmost start; they come in the order of their starts. */
static void keep_leftmost(struct ends *ends)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < ends->count; i++) {
        bool leftmost = true;
        for (uint32_t j = 0; j < kept; j++)
            leftmost = leftmost && ends->items[j].end != ends->items[i].end;
        if (leftmost)
            ends->items[kept++] = ends->items[i];
    }
    ends->count = kept;
}

static void it_finds_what_the_engine_finds(void)
{
    struct ends walked = new_ends(), engine = new_ends();
    struct text *text = malloc(sizeof *text);
    uint32_t compared = 0;
    for (uint32_t round = 0; round < 100; round++) {
        struct made *made = new_made();
        char pattern[1024], source[1100];
        hs_database_t *database = NULL;
        hs_scratch_t *scratch = NULL;
        hs_compile_error_t *error = NULL;
        random_pattern(pattern);
        add_term(made, AUTOMATON_PATTERN, pattern);
        CU_ASSERT_EQUAL(lay_out(made), 1);
        sprintf(source, " (?:%s) ", pattern);
        if (hs_compile(source, HS_FLAG_SOM_LEFTMOST, HS_MODE_BLOCK, NULL, &database, &error) != HS_SUCCESS) {
            hs_free_compile_error(error); /* too large for it */
            free_made(made);
            continue;
        }
        CU_ASSERT_EQUAL_FATAL(hs_alloc_scratch(database, &scratch), HS_SUCCESS);
        random_text(text, made);
        walk_text(made, text, &walked);
        keep_leftmost(&walked);
        engine.count = 0;
        hs_scan(database, (const char *)text->bytes, text->folded.used, 0, scratch, on_match, &engine);
        CU_ASSERT_TRUE(same_ends(&walked, &engine));
        compared++;
        hs_free_scratch(scratch);
        hs_free_database(database);
        free_made(made);
    }
    CU_ASSERT(compared > 60);
    free(text);
    free(walked.items);
    free(engine.items);
}

/* --- What is taken -------------------------------------------------------------------------------------------- */

/* It must remember which of the last 19 letters were an A. */
#define TOO_LARGE "[A-Z]{0,30}A[A-Z]{18}"

static void what_is_too_large_leaves_no_trace(void)
{
    struct made *with = new_made(), *without = new_made();
    char longest[600] = " ";
    memset(longest + 1, 'A', AUTOMATON_BYTES_MAX);
    add_term(with, AUTOMATON_LITERAL, longest);
    add_term(without, AUTOMATON_LITERAL, longest);
    add_term(with, AUTOMATON_PATTERN, "ORDER [0-9]{6,12}");
    add_term(without, AUTOMATON_PATTERN, "ORDER [0-9]{6,12}");
    add_term(with, AUTOMATON_LITERAL, " BITKOIN");
    add_term(without, AUTOMATON_LITERAL, " BITKOIN");
    CU_ASSERT_EQUAL(lay_out(without), 3);
    strcat(longest, "A");
    add_term(with, AUTOMATON_LITERAL, longest);
    add_term(with, AUTOMATON_PATTERN, TOO_LARGE);
    add_term(with, AUTOMATON_PATTERN, "ORDER [a-z]{6,12}");
    add_term(with, AUTOMATON_LITERAL, "BITKOIN");
    add_term(with, AUTOMATON_LITERAL, " bitkoin");
    add_term(with, AUTOMATON_LITERAL, " ");
    add_term(with, AUTOMATON_LITERAL, "");
    CU_ASSERT_EQUAL(lay_out(with), 3);
    CU_ASSERT_TRUE(with->terms[0].taken && with->terms[1].taken && with->terms[2].taken);
    CU_ASSERT_EQUAL(with->size, without->size);
    CU_ASSERT_EQUAL(memcmp(with->section, without->section, with->size), 0);
    free_made(with);
    free_made(without);
}

/* Many that are too large are not all tried to the end: this ends at once. */
static void trying_is_bounded(void)
{
    struct made *made = new_made();
    char text[64];
    for (uint32_t i = 0; i < 40; i++) {
        sprintf(text, "[A-Z]{0,20}%c[A-Z]{18}%u", (int)('A' + i % 26), i);
        add_term(made, AUTOMATON_PATTERN, text);
    }
    add_term(made, AUTOMATON_LITERAL, " BITKOIN");
    CU_ASSERT_EQUAL(lay_out(made), 1);
    CU_ASSERT_TRUE(made->terms[40].taken);
    free_made(made);
}

/* A pattern that begins in very many ways lets no other text through the filter. */
static void the_filter_stays_one(void)
{
    struct made *made = new_made();
    add_term(made, AUTOMATON_LITERAL, " BITKOIN");
    add_term(made, AUTOMATON_PATTERN, "0X[0-9A-F]{3,6} [0-9A-F]{2,6}");
    add_term(made, AUTOMATON_PATTERN, "[A-Z]Q[A-Z0-9]{2,4} [A-Z0-9]{2,5}");
    CU_ASSERT_EQUAL_FATAL(lay_out(made), 3);
    CU_ASSERT_STRING_EQUAL(verified(made), "");
    const struct automaton automaton = automaton_of(made->section);
    static const char *const begun[] = {"BITKOINA ", "0X7F3 C21 ", "UQBX 3K "}, *const others[] = {"BIRZHA ", "0Y7F3 ",
                                                                                                   "INVOICE "};
    for (size_t i = 0; i < sizeof begun / sizeof begun[0]; i++) {
        unsigned char text[AUTOMATON_READ_AHEAD + 16] = {0};
        memcpy(text, begun[i], strlen(begun[i]));
        CU_ASSERT_TRUE(automaton_may_begin(&automaton, text) && automaton_may_go_on(&automaton, text));
        memset(text, 0, sizeof text);
        memcpy(text, others[i], strlen(others[i]));
        CU_ASSERT_FALSE(automaton_may_begin(&automaton, text) && automaton_may_go_on(&automaton, text));
    }
    free_made(made);
}

static void the_order_of_terms_changes_nothing(void)
{
    for (uint32_t round = 0; round < 20; round++) {
        struct made *one = new_made(), *other = new_made();
        random_terms(one);
        *other = *one;
        for (uint32_t i = other->count; i > 1; i--) {
            uint32_t j = below(i);
            struct automaton_term term = other->terms[i - 1];
            other->terms[i - 1] = other->terms[j];
            other->terms[j] = term;
        }
        lay_out(one);
        lay_out(other);
        CU_ASSERT_EQUAL(one->size, other->size);
        CU_ASSERT_EQUAL(memcmp(one->section, other->section, one->size), 0);
        free_made(one);
        free_made(other);
    }
}

static void nothing_has_no_section(void)
{
    struct made *made = new_made();
    CU_ASSERT_EQUAL(lay_out(made), 0);
    CU_ASSERT_EQUAL(made->size, 0);
    CU_ASSERT_STRING_EQUAL(automaton_verify(&made->pack, NULL, 0, 0, 0), "");
    add_term(made, AUTOMATON_LITERAL, " A");
    CU_ASSERT_EQUAL(lay_out(made), 1);
    CU_ASSERT_STRING_EQUAL(verified(made), "");
    CU_ASSERT_STRING_NOT_EQUAL(automaton_verify(&made->pack, made->section, made->size, 0, 0), "");
    CU_ASSERT_STRING_NOT_EQUAL(automaton_verify(&made->pack, made->section, 0, 0, 1), "");
    free_made(made);
}

/* --- Forged sections ------------------------------------------------------------------------------------------ */

static void walk_bytes(const struct made *made, struct text *text)
{
    struct automaton automaton = automaton_of(made->section);
    uint32_t found[AUTOMATON_TOKENS];
    look(made, text);
    automaton_beginnings(&automaton, &text->folded, 0, text->folded.token_count, found);
    for (uint32_t start = 0; start < text->folded.used; start++) {
        struct automaton_walk walk =
            automaton_walk_from(&automaton, text->bytes + start, text->bytes + text->folded.used);
        while (automaton_next(&walk))
            CU_ASSERT_FATAL(walk.term < made->count && walk.at <= text->bytes + text->folded.used);
    }
}

/* Of a section that the loader would take, walks stay inside, over folded text and over any bytes. */
static void try_forged(const struct made *made, struct text *text, uint32_t *taken)
{
    if (verified(made)[0] != 0)
        return;
    ++*taken;
    random_text(text, made);
    walk_bytes(made, text);
    for (size_t i = 0; i < TEXT_MAX; i++)
        text->bytes[i] = (unsigned char)below(256);
    text->folded.used = 256;
    text->folded.token_count = 0;
    walk_bytes(made, text);
}

static void forged_sections_are_refused_or_harmless(void)
{
    struct text *text = malloc(sizeof *text);
    struct made *made = new_made();
    uint32_t taken = 0;
    add_term(made, AUTOMATON_PATTERN, "(ORDER|ZAKAZ)( NO?)? [0-9]{6}");
    add_term(made, AUTOMATON_PATTERN, "[A-Z]{3}[0-9]{4}");
    add_term(made, AUTOMATON_LITERAL, " BITKO");
    add_term(made, AUTOMATON_LITERAL, " BITKOIN");
    CU_ASSERT_EQUAL(lay_out(made), 4);
    CU_ASSERT_STRING_EQUAL(verified(made), "");
    for (size_t at = 0; at < made->size; at++) {
        unsigned char was = made->section[at];
        const unsigned char forged[] = {0x00, 0x01,       0x7F,       0x80,
                                        0xFF, was ^ 0x01, was ^ 0x40, (unsigned char)below(256)};
        for (size_t i = 0; i < sizeof forged; i++) {
            if (forged[i] == was)
                continue;
            made->section[at] = forged[i];
            try_forged(made, text, &taken);
        }
        made->section[at] = was;
    }
    CU_ASSERT(taken > 0); /* bits of the filter that were not set, steps that no term takes */
    CU_ASSERT_STRING_EQUAL(verified(made), "");
    for (size_t size = 0; size < made->size; size += 1 + below(16))
        CU_ASSERT_STRING_NOT_EQUAL(automaton_verify(&made->pack, made->section, size, 0, made->count), "");
    free_made(made);
    free(text);
}

static void terms_of_others_are_refused(void)
{
    struct made *made = new_made();
    add_term(made, AUTOMATON_LITERAL, " BITKO");
    add_term(made, AUTOMATON_LITERAL, " TETER");
    CU_ASSERT_EQUAL(lay_out(made), 2);
    CU_ASSERT_STRING_EQUAL(automaton_verify(&made->pack, made->section, made->size, 0, 2), "");
    CU_ASSERT_STRING_NOT_EQUAL(automaton_verify(&made->pack, made->section, made->size, 0, 1), "");
    CU_ASSERT_STRING_NOT_EQUAL(automaton_verify(&made->pack, made->section, made->size, 1, 1), "");
    add_term(made, AUTOMATON_LITERAL, " KRIPT");
    CU_ASSERT_STRING_NOT_EQUAL(automaton_verify(&made->pack, made->section, made->size, 0, 3), "");
    free_made(made);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("automaton", NULL, NULL);
    CU_add_test(suite, "it finds what terms say", it_finds_what_terms_say);
    CU_add_test(suite, "it finds what the engine finds", it_finds_what_the_engine_finds);
    CU_add_test(suite, "what is too large leaves no trace", what_is_too_large_leaves_no_trace);
    CU_add_test(suite, "trying is bounded", trying_is_bounded);
    CU_add_test(suite, "a pattern of many ways lets no other text through", the_filter_stays_one);
    CU_add_test(suite, "the order of terms changes nothing", the_order_of_terms_changes_nothing);
    CU_add_test(suite, "nothing has no section", nothing_has_no_section);
    CU_add_test(suite, "forged sections are refused or harmless", forged_sections_are_refused_or_harmless);
    CU_add_test(suite, "terms of others are refused", terms_of_others_are_refused);
    return run_tests();
}
