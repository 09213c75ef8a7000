/*
 * automaton_states.c: adds a pattern by walking it beside the states that there are: a new state is made for each of
 * them together with the places the pattern has then reached, and where the pattern goes on no further the old state is
 * led to as it is. So a pattern costs as many states as it has of its own and in common with others. A literal is added
 * last, by copying along its text the states that others lead to as well; those of its own are changed in place.
 */
#include "automaton_states.h"

#include <stdlib.h>
#include <string.h>

#include "automaton_build.h"

const char automaton_letters[AUTOMATON_LETTERS + 1] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 ";

void automaton_states_open(struct automaton_states *automaton)
{
    *automaton = (struct automaton_states){.states = {.size = sizeof(struct automaton_state)},
                                           .ends = {.size = sizeof(struct automaton_end)},
                                           .root = 1,
                                           .compact = true};
    record_table_add(&automaton->states, 2);
    record_table_add(&automaton->ends, 1);
}

void automaton_states_close(struct automaton_states *automaton)
{
    record_table_free(&automaton->states);
    record_table_free(&automaton->ends);
}

/* --- Patterns ------------------------------------------------------------------------------------------------- */

/* A new state: an old one, and where the pattern is when a text has led there. */
struct pair {
    uint32_t beside;
    struct places reached;
};

struct addition {
    struct automaton_states *automaton;
    const struct pattern_states *pattern;
    uint32_t term;
    uint32_t first; /* the state of the first pair; the others follow */
    struct record_table pairs;
    struct index index;
};

struct wanted {
    const struct addition *addition;
    const struct pair *pair;
};

static bool is_wanted(const void *context, uint32_t record)
{
    const struct wanted *wanted = context;
    const struct pair *pair = (const struct pair *)wanted->addition->pairs.records + record;
    return pair->beside == wanted->pair->beside &&
           memcmp(&pair->reached, &wanted->pair->reached, sizeof pair->reached) == 0;
}

static uint32_t pair_hash(const struct pair *pair)
{
    uint64_t hash = pair->beside;
    for (size_t i = 0; i < sizeof pair->reached.words / sizeof *pair->reached.words; i++) {
        hash = (hash ^ pair->reached.words[i]) * UINT64_C(0xD6E8FEB86659FD93);
        hash ^= hash >> 32;
    }
    return (uint32_t)hash;
}

static uint32_t end_with(struct automaton_states *automaton, uint32_t term, uint32_t next)
{
    uint32_t number = automaton->ends.count;
    *(struct automaton_end *)record_table_add(&automaton->ends, 1) = (struct automaton_end){term, next};
    return number;
}

static uint32_t state_of(struct addition *addition, const struct pair *pair)
{
    struct automaton_states *automaton = addition->automaton;
    struct wanted wanted = {addition, pair};
    uint32_t hash = pair_hash(pair), known = index_find(&addition->index, hash, is_wanted, &wanted);
    if (known != INDEX_NONE)
        return addition->first + known;
    index_add(&addition->index, hash, addition->pairs.count);
    *(struct pair *)record_table_add(&addition->pairs, 1) = *pair;
    uint32_t number = automaton->states.count, ends = automaton_state(automaton, pair->beside)->ends;
    record_table_add(&automaton->states, 1);
    automaton->tried++;
    automaton_state(automaton, number)->ends =
        pattern_states_end(addition->pattern, &pair->reached) ? end_with(automaton, addition->term, ends) : ends;
    return number;
}

static bool fits(const struct automaton_states *automaton)
{
    return automaton->states.count - 1 <= AUTOMATON_PATTERN_STATES_MAX &&
           automaton->tried <= AUTOMATON_TRIED_STATES_MAX;
}

/* Where the state of a pair leads to; makes the states there. */
static void lead_on(struct addition *addition, uint32_t number)
{
    const struct pair from = ((const struct pair *)addition->pairs.records)[number];
    struct places following = pattern_states_following(addition->pattern, &from.reached);
    for (uint32_t letter = 0; letter < AUTOMATON_LETTERS; letter++) {
        struct pair to = {.beside = automaton_state(addition->automaton, from.beside)->next[letter]};
        uint32_t next = to.beside, symbol = automaton_symbol((unsigned char)automaton_letters[letter]);
        if (pattern_states_reach(addition->pattern, &following, symbol, &to.reached))
            next = state_of(addition, &to);
        automaton_state(addition->automaton, addition->first + number)->next[letter] = next;
    }
}

static bool add_beside(struct automaton_states *automaton, const struct pattern_states *pattern, uint32_t term)
{
    struct addition addition = {.automaton = automaton,
                                .pattern = pattern,
                                .term = term,
                                .first = automaton->states.count,
                                .pairs = {.size = sizeof(struct pair)}};
    struct pair start = {.beside = automaton->root, .reached = pattern_states_start()};
    uint32_t ends = automaton->ends.count;
    state_of(&addition, &start);
    for (uint32_t i = 0; i < addition.pairs.count && fits(automaton); i++)
        lead_on(&addition, i);
    bool added = fits(automaton);
    if (added) {
        automaton->root = addition.first;
        automaton->compact = false;
    } else {
        automaton->states.count = addition.first;
        automaton->ends.count = ends;
    }
    record_table_free(&addition.pairs);
    index_free(&addition.index);
    return added;
}

bool automaton_add_pattern(struct automaton_states *automaton, const char *text, uint32_t term)
{
    struct pattern_states *pattern = malloc(sizeof *pattern);
    if (!pattern)
        memory_exhausted();
    bool added = false;
    if (automaton->tried <= AUTOMATON_TRIED_STATES_MAX && pattern_states_read(pattern, text)) {
        added = add_beside(automaton, pattern, term);
        if (!added && !automaton->compact) { /* what others have left behind may be what is too much */
            automaton_order(automaton);
            added = add_beside(automaton, pattern, term);
        }
        if (added && pattern->longest > automaton->longest)
            automaton->longest = pattern->longest;
    }
    free(pattern);
    return added;
}

/* --- Literals ------------------------------------------------------------------------------------------------- */

/* AUTOMATON_LETTERS = none. */
static uint32_t letter_number(char c)
{
    const char *letter = c ? strchr(automaton_letters, c) : NULL;
    return letter ? (uint32_t)(letter - automaton_letters) : AUTOMATON_LETTERS;
}

static bool is_literal(const char *text, size_t length)
{
    if (length < 2 || length - 1 > AUTOMATON_BYTES_MAX || text[0] != ' ' || text[1] == ' ')
        return false;
    for (size_t i = 1; i < length; i++)
        if (letter_number(text[i]) == AUTOMATON_LETTERS)
            return false;
    return true;
}

/* A state that nothing else leads to, like that one. */
static uint32_t copy_state(struct automaton_states *automaton, uint32_t number)
{
    uint32_t copy = automaton->states.count;
    record_table_add(&automaton->states, 1);
    *automaton_state(automaton, copy) = *automaton_state(automaton, number);
    return copy;
}

bool automaton_add_literal(struct automaton_states *automaton, const char *text, uint32_t term)
{
    size_t length = strlen(text);
    if (automaton->first_literal == 0) {
        automaton->first_literal = automaton->states.count;
        automaton->root = copy_state(automaton, automaton->root);
        automaton->compact = false;
    }
    uint32_t made = automaton->states.count - automaton->first_literal;
    if (!is_literal(text, length) || made + length > AUTOMATON_LITERAL_STATES_MAX)
        return false;
    uint32_t at = automaton->root;
    for (size_t i = 1; i < length; i++) {
        uint32_t letter = letter_number(text[i]), next = automaton_state(automaton, at)->next[letter];
        if (next < automaton->first_literal) {
            next = copy_state(automaton, next);
            automaton_state(automaton, at)->next[letter] = next;
        }
        at = next;
    }
    uint32_t ends = end_with(automaton, term, automaton_state(automaton, at)->ends);
    automaton_state(automaton, at)->ends = ends;
    if (length - 1 > automaton->longest)
        automaton->longest = (uint32_t)length - 1;
    return true;
}

/* --- Order ---------------------------------------------------------------------------------------------------- */

void automaton_order(struct automaton_states *automaton)
{
    struct record_table ordered = {.size = sizeof(struct automaton_state)};
    uint32_t count = automaton->states.count;
    uint32_t *number = calloc(count, sizeof *number), *old = calloc(count, sizeof *old), used = 1;
    if (!number || !old)
        memory_exhausted();
    record_table_add(&ordered, 1);
    number[automaton->root] = used;
    old[used++] = automaton->root;
    for (uint32_t i = 1; i < used; i++) {
        struct automaton_state *state = record_table_add(&ordered, 1);
        *state = *automaton_state(automaton, old[i]);
        for (uint32_t letter = 0; letter < AUTOMATON_LETTERS; letter++) {
            uint32_t next = state->next[letter];
            if (next != 0 && number[next] == 0) {
                number[next] = used;
                old[used++] = next;
            }
            state->next[letter] = number[next];
        }
    }
    free(number);
    free(old);
    record_table_free(&automaton->states);
    automaton->states = ordered;
    automaton->root = 1;
    automaton->compact = true;
}
