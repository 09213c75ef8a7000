/*
 * pattern_states.c: reads a pattern that pattern.c has taken, and numbers its positions from left to right (what is
 * repeated is read again as often). Of each part it keeps where that may begin and end, and whether it may be empty;
 * parts are joined by letting the one's beginnings follow the other's ends.
 */
#include "pattern_states.h"

#include <stdlib.h>
#include <string.h>

struct part {
    struct places firsts, lasts;
    bool empty; /* may be */
};

struct reader {
    struct pattern_states *states;
    const char *at;
    uint32_t used; /* places */
};

static struct part read_either(struct reader *reader);

static void put(struct places *places, uint32_t place)
{
    places->words[place / 64] |= UINT64_C(1) << place % 64;
}

static bool has(const struct places *places, uint32_t place)
{
    return places->words[place / 64] >> place % 64 & 1;
}

static void put_all(struct places *places, const struct places *others)
{
    for (size_t i = 0; i < sizeof places->words / sizeof *places->words; i++)
        places->words[i] |= others->words[i];
}

/* A new place; the caller says what it reads. */
static struct part place(struct reader *reader, uint32_t *number)
{
    struct part part = {.empty = false};
    *number = reader->used < PATTERN_PLACES_MAX - 1 ? reader->used++ : PATTERN_PLACES_MAX - 1;
    put(&part.firsts, *number);
    put(&part.lasts, *number);
    return part;
}

static void reads(struct reader *reader, uint32_t number, char c)
{
    put(&reader->states->reads[automaton_symbol((unsigned char)c)], number);
}

static struct part read_class(struct reader *reader)
{
    uint32_t number;
    struct part part = place(reader, &number);
    for (reader->at++; *reader->at && *reader->at != ']'; reader->at++) {
        char from = *reader->at, to = from;
        if (reader->at[1] == '-' && reader->at[2] && reader->at[2] != ']') {
            to = reader->at[2];
            reader->at += 2;
        }
        for (char c = from; c <= to; c++)
            reads(reader, number, c);
    }
    reader->at += *reader->at == ']';
    return part;
}

/* What stands between two quantifiers, once. */
static struct part read_once(struct reader *reader)
{
    uint32_t number;
    if (*reader->at == '[')
        return read_class(reader);
    if (*reader->at == '(') {
        reader->at++;
        struct part group = read_either(reader);
        reader->at += *reader->at == ')';
        return group;
    }
    struct part part = place(reader, &number);
    reads(reader, number, *reader->at++);
    return part;
}

static void join(struct reader *reader, struct part *part, const struct part *next)
{
    for (uint32_t i = 0; i < reader->used; i++)
        if (has(&part->lasts, i))
            put_all(&reader->states->follow[i], &next->firsts);
    if (part->empty)
        put_all(&part->firsts, &next->firsts);
    if (!next->empty)
        part->lasts = next->lasts;
    else
        put_all(&part->lasts, &next->lasts);
    part->empty = part->empty && next->empty;
}

/* The quantifier at the reader, if there is one. */
static void read_quantifier(struct reader *reader, unsigned long *least, unsigned long *most)
{
    *least = *most = 1;
    if (*reader->at == '?') {
        *least = 0;
        reader->at++;
    } else if (*reader->at == '{') {
        char *behind;
        *least = *most = strtoul(reader->at + 1, &behind, 10);
        if (*behind == ',')
            *most = strtoul(behind + 1, &behind, 10);
        reader->at = behind + (*behind == '}');
    }
}

static struct part read_piece(struct reader *reader)
{
    const char *from = reader->at;
    unsigned long least, most;
    struct part part = read_once(reader);
    read_quantifier(reader, &least, &most);
    const char *behind = reader->at;
    part.empty = part.empty || least == 0;
    for (unsigned long n = 1; n < most; n++) {
        reader->at = from;
        struct part again = read_once(reader);
        again.empty = again.empty || n >= least;
        join(reader, &part, &again);
    }
    reader->at = behind;
    return part;
}

static struct part read_either(struct reader *reader)
{
    struct part all = {.empty = false};
    for (;;) {
        struct part sequence = {.empty = true};
        while (*reader->at && *reader->at != '|' && *reader->at != ')') {
            struct part piece = read_piece(reader);
            join(reader, &sequence, &piece);
        }
        put_all(&all.firsts, &sequence.firsts);
        put_all(&all.lasts, &sequence.lasts);
        all.empty = all.empty || sequence.empty;
        if (*reader->at != '|')
            return all;
        reader->at++;
    }
}

bool pattern_states_read(struct pattern_states *states, const char *text)
{
    struct pattern pattern;
    if (!pattern_read(&pattern, text, COMPILER_ENGLISH))
        return false;
    memset(states, 0, sizeof *states);
    states->longest = pattern.longest + 1;
    struct reader reader = {.states = states, .at = text};
    uint32_t start;
    struct part all = place(&reader, &start), inner = read_either(&reader);
    join(&reader, &all, &inner);
    struct part space = place(&reader, &states->last);
    reads(&reader, states->last, ' ');
    join(&reader, &all, &space);
    return *reader.at == 0;
}

struct places pattern_states_start(void)
{
    struct places start = {{0}};
    put(&start, 0);
    return start;
}

struct places pattern_states_following(const struct pattern_states *states, const struct places *from)
{
    struct places following = {{0}};
    for (uint32_t word = 0; word < sizeof from->words / sizeof *from->words; word++)
        for (uint64_t left = from->words[word]; left != 0; left &= left - 1)
            put_all(&following, &states->follow[word * 64 + (uint32_t)__builtin_ctzll(left)]);
    return following;
}

bool pattern_states_reach(const struct pattern_states *states, const struct places *following, uint32_t symbol,
                          struct places *reached)
{
    uint64_t any = 0;
    for (size_t i = 0; i < sizeof reached->words / sizeof *reached->words; i++) {
        reached->words[i] = following->words[i] & states->reads[symbol].words[i];
        any |= reached->words[i];
    }
    return any != 0;
}

bool pattern_states_end(const struct pattern_states *states, const struct places *reached)
{
    return has(reached, states->last);
}
