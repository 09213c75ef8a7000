/*
 * pattern.c: a small recursive-descent reader. Of every part it knows how long it can be and how it can begin and end:
 * two spaces in a row stand between fields and never within one, so no pattern may find them.
 */
#include "pattern.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "messages.h"
#include "text/fold.h"

#define DEPTH_MAX 8
#define ALPHABET  37 /* A to Z, 0 to 9, space */
/* A pattern says at least so much, in tenths of a bit, or it is found in every payment: five digits do, four letters of
 * any kind do not. */
#define WORTH_MIN 80

/* What is known of a part of a pattern. */
struct part {
    uint32_t shortest, longest; /* characters */
    uint32_t positions;
    uint32_t firsts, lasts, steps; /* positions it may begin with, may end with; pairs that may follow one another */
    uint32_t worth;                /* tenths of a bit that its least telling text says */
    bool starts, ends, spaces;     /* it may begin, may end with a space, may hold two in a row */
};

struct reader {
    struct pattern *pattern;
    const char *text, *at;
    enum compiler_language language;
    uint32_t depth;
    bool failed;
};

static struct part read_either(struct reader *reader);

/* Stops reading: fail(reader, at, ID, arguments…) says why in the pattern's error. The first failure counts. */
#define fail(reader, at, id, ...) fail_with(reader, at, FAULT_##id, fault_format_##id, ##__VA_ARGS__)

__attribute__((format(printf, 4, 5))) static void fail_with(struct reader *reader, const char *at, enum fault_id id,
                                                            const char *english, ...)
{
    (void)english; /* for the C compiler, which checks the arguments against it */
    if (reader->failed)
        return;
    va_list arguments;
    va_start(arguments, english);
    vsnprintf(reader->pattern->error, sizeof reader->pattern->error, message_text(reader->language, id), arguments);
    va_end(arguments);
    for (const char *byte = reader->text; byte < at; byte++)
        reader->pattern->error_at += ((unsigned char)*byte & 0xC0) != 0x80;
    reader->failed = true;
}

/* The number of a character of folded text, -1 for others. */
static int folded_number(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= '0' && c <= '9')
        return 26 + c - '0';
    return c == ' ' ? ALPHABET - 1 : -1;
}

/* Signs that other languages of patterns have, and what is written here instead; false = it is none of them. */
static bool fail_sign(struct reader *reader)
{
    switch (*reader->at) {
    case '.':
        fail(reader, reader->at, PATTERN_DOT);
        return true;
    case '*':
        fail(reader, reader->at, PATTERN_STAR);
        return true;
    case '+':
        fail(reader, reader->at, PATTERN_PLUS);
        return true;
    case '\\':
        fail(reader, reader->at, PATTERN_BACKSLASH);
        return true;
    case '^':
    case '$':
        fail(reader, reader->at, PATTERN_ANCHOR);
        return true;
    case '{':
    case '?':
        fail(reader, reader->at, PATTERN_REPEAT_FIRST);
        return true;
    default:
        return false;
    }
}

/* Of a word in any script. */
static bool is_of_word(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (unsigned char)c >= 0x80;
}

/* A character that folding never leaves: says what its word becomes. */
static void fail_character(struct reader *reader)
{
    char folded[128];
    const char *from = reader->at, *to = reader->at + 1;
    if (fail_sign(reader))
        return;
    if (strchr("()[]{}|", *reader->at)) {
        fail(reader, reader->at, PATTERN_CHARACTER, 1, reader->at);
        return;
    }
    if (is_of_word(*from)) {
        while (from > reader->text && is_of_word(from[-1]))
            from--;
        while (is_of_word(*to))
            to++;
    }
    size_t size = fold_text(FOLD_PLAIN, from, (size_t)(to - from), folded, sizeof folded);
    if (size < 3 || size > sizeof folded)
        fail(reader, reader->at, PATTERN_PUNCTUATION, (int)(to - from), from);
    else
        fail(reader, reader->at, PATTERN_UNFOLDED, (int)(to - from), from, (int)size - 2, folded + 1);
}

/* A part that finds one character of a set, bit n = folded_number() n. */
static struct part one_of(uint64_t set)
{
    /* ten times log2(36 / n) */
    static const uint8_t worth[ALPHABET + 1] = {52, 52, 42, 36, 32, 28, 26, 24, 22, 20, 18, 17, 16,
                                                15, 14, 13, 12, 11, 10, 9,  8,  8,  7,  6,  6,  5,
                                                5,  4,  4,  3,  3,  2,  2,  1,  1,  0,  0,  0};
    bool space = set >> (ALPHABET - 1) & 1;
    return (struct part){.shortest = 1,
                         .longest = 1,
                         .positions = 1,
                         .firsts = 1,
                         .lasts = 1,
                         .worth = worth[__builtin_popcountll(set)],
                         .starts = space,
                         .ends = space};
}

static void read_range(struct reader *reader, uint64_t *set)
{
    int from = folded_number(*reader->at), to = from;
    if (from < 0) {
        fail_character(reader);
        return;
    }
    if (reader->at[1] == '-' && reader->at[2] && reader->at[2] != ']') {
        to = folded_number(reader->at[2]);
        bool alike = from == to || (from < 26 && to < 26) || (from >= 26 && to < 36);
        if (to < from || !alike) {
            fail(reader, reader->at, PATTERN_RANGE, 3, reader->at);
            return;
        }
        reader->at += 2;
    }
    for (int i = from; i <= to; i++)
        *set |= UINT64_C(1) << i;
    reader->at++;
}

static struct part read_class(struct reader *reader)
{
    const char *open = reader->at++;
    uint64_t set = 0;
    if (*reader->at == '^')
        fail(reader, reader->at, PATTERN_NEGATED);
    while (!reader->failed && *reader->at && *reader->at != ']')
        read_range(reader, &set);
    if (!reader->failed && *reader->at != ']')
        fail(reader, open, PATTERN_UNCLOSED, "[", "]");
    else if (set == 0)
        fail(reader, open, PATTERN_EMPTY_CLASS);
    reader->at += !reader->failed;
    return one_of(set);
}

static struct part read_group(struct reader *reader)
{
    const char *open = reader->at++;
    if (++reader->depth > DEPTH_MAX)
        fail(reader, open, PATTERN_TOO_DEEP);
    if (*reader->at == '?')
        fail(reader, reader->at, PATTERN_GROUP_OPTION);
    struct part part = read_either(reader);
    if (!reader->failed && *reader->at != ')')
        fail(reader, open, PATTERN_UNCLOSED, "(", ")");
    reader->at += !reader->failed;
    reader->depth--;
    return part;
}

static uint32_t read_number(struct reader *reader)
{
    uint32_t number = 0;
    if (*reader->at < '0' || *reader->at > '9')
        fail(reader, reader->at, PATTERN_REPEAT, PATTERN_REPEAT_MAX);
    for (; *reader->at >= '0' && *reader->at <= '9'; reader->at++) {
        number = number * 10 + (uint32_t)(*reader->at - '0');
        if (number > PATTERN_REPEAT_MAX)
            fail(reader, reader->at, PATTERN_REPEAT, PATTERN_REPEAT_MAX);
        if (reader->failed)
            return 0;
    }
    return number;
}

static struct part repeat(const struct part *one, uint32_t least, uint32_t most)
{
    /* Where one may be empty, what follows it may be any later one, not the next alone. */
    bool skips = one->shortest == 0;
    uint32_t pairs = most == 0 ? 0 : skips ? most * (most - 1) / 2 : most - 1;
    return (struct part){
        .firsts = one->firsts * (skips ? most : 1),
        .lasts = one->lasts * (skips ? most : most - least + 1),
        .steps = one->steps * most + pairs * one->lasts * one->firsts,
        .shortest = one->shortest * least,
        .longest = one->longest * most,
        .positions = one->positions * most,
        .worth = one->worth * least,
        .starts = one->starts,
        .ends = one->ends,
        .spaces = one->spaces || (most > 1 && one->starts && one->ends),
    };
}

/* The repetition behind a part, if there is one. */
static struct part read_repetition(struct reader *reader, struct part part)
{
    const char *open = reader->at;
    if (*reader->at == '?') {
        reader->at++;
        return repeat(&part, 0, 1);
    }
    if (*reader->at != '{')
        return part;
    reader->at++;
    uint32_t least = read_number(reader), most = least;
    if (!reader->failed && *reader->at == ',') {
        reader->at++;
        most = read_number(reader);
    }
    if (!reader->failed && (*reader->at != '}' || most < least || most == 0))
        fail(reader, open, PATTERN_REPEAT, PATTERN_REPEAT_MAX);
    reader->at += !reader->failed;
    return repeat(&part, least, most);
}

static void check_size(struct reader *reader, const char *from, const struct part *part)
{
    if (part->positions > PATTERN_POSITIONS_MAX)
        fail(reader, from, PATTERN_TOO_LARGE, PATTERN_POSITIONS_MAX);
    else if (part->steps > PATTERN_STEPS_MAX)
        fail(reader, from, PATTERN_TOO_LOOSE);
}

static struct part read_piece(struct reader *reader)
{
    struct part part = {0};
    const char *from = reader->at;
    if (*reader->at == '(') {
        part = read_group(reader);
    } else if (*reader->at == '[') {
        part = read_class(reader);
    } else if (folded_number(*reader->at) >= 0) {
        part = one_of(UINT64_C(1) << folded_number(*reader->at));
        reader->at++;
    } else {
        fail_character(reader);
    }
    if (!reader->failed)
        part = read_repetition(reader, part);
    if (!reader->failed && (*reader->at == '?' || *reader->at == '{'))
        fail(reader, reader->at, PATTERN_REPEAT_TWICE);
    check_size(reader, from, &part);
    return part;
}

static struct part read_sequence(struct reader *reader)
{
    struct part all = {0};
    const char *from = reader->at;
    while (!reader->failed && *reader->at && *reader->at != '|' && *reader->at != ')') {
        struct part part = read_piece(reader);
        all.spaces = all.spaces || part.spaces || (all.ends && part.starts);
        all.starts = all.starts || (all.shortest == 0 && part.starts);
        all.ends = part.ends || (part.shortest == 0 && all.ends);
        all.steps += part.steps + all.lasts * part.firsts;
        all.firsts += all.shortest == 0 ? part.firsts : 0;
        all.lasts = part.lasts + (part.shortest == 0 ? all.lasts : 0);
        all.shortest += part.shortest;
        all.longest += part.longest;
        all.positions += part.positions;
        all.worth += part.worth;
        check_size(reader, from, &all);
    }
    if (!reader->failed && reader->at == from)
        fail(reader, from, PATTERN_NOTHING);
    return all;
}

static struct part read_either(struct reader *reader)
{
    struct part all = read_sequence(reader);
    while (!reader->failed && *reader->at == '|') {
        reader->at++;
        struct part part = read_sequence(reader);
        all.spaces = all.spaces || part.spaces;
        all.starts = all.starts || part.starts;
        all.ends = all.ends || part.ends;
        all.shortest = part.shortest < all.shortest ? part.shortest : all.shortest;
        all.longest = part.longest > all.longest ? part.longest : all.longest;
        all.worth = part.worth < all.worth ? part.worth : all.worth;
        all.positions += part.positions;
        all.firsts += part.firsts;
        all.lasts += part.lasts;
        all.steps += part.steps;
        check_size(reader, reader->at, &all);
    }
    return all;
}

bool pattern_read(struct pattern *pattern, const char *text, enum compiler_language language)
{
    memset(pattern, 0, sizeof *pattern);
    struct reader reader = {.pattern = pattern, .text = text, .at = text, .language = language};
    if (strlen(text) > PATTERN_BYTES_MAX) {
        fail(&reader, text, PATTERN_TOO_LONG, PATTERN_BYTES_MAX);
        return false;
    }
    struct part all = read_either(&reader);
    if (!reader.failed && *reader.at)
        fail(&reader, reader.at, PATTERN_UNOPENED);
    else if (all.shortest == 0)
        fail(&reader, text, PATTERN_FINDS_NOTHING);
    else if (all.starts || all.ends)
        fail(&reader, text, PATTERN_OUTER_SPACE);
    else if (all.spaces)
        fail(&reader, text, PATTERN_TWO_SPACES);
    else if (all.worth < WORTH_MIN)
        fail(&reader, text, PATTERN_TOO_COMMON);
    if (reader.failed)
        return false;
    pattern->shortest = all.shortest;
    pattern->longest = all.longest;
    pattern->positions = all.positions;
    return true;
}
