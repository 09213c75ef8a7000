/*
 * automaton_filter.c: goes through the beginnings of all texts of an automaton, up to eight bytes, with all digits as
 * one byte: a beginning then leads to several states at once, which are followed together. Where beginnings go on in
 * too many ways, they are known to the filter by fewer bytes.
 */
#include "automaton_filter.h"

#include <string.h>

/* Bits of a part for each beginning in it. */
#define SPARSE 16u
/* States that one beginning may lead to, and that all beginnings may together, beside as many as there are: what leads
 * to more is like any text. */
#define TOGETHER_MAX 32u
#define ALL_MAX      65536u

/* Ways that a beginning may go on from one length to the next, and from the first to the last. */
#define WAYS_MAX     256u
#define ALL_WAYS_MAX 1024u

#define ALL_BITS ((1u << AUTOMATON_FILTER_MAX) - 1)

#define FIRST  4u /* bytes that the filter is asked for at first */
#define MIDDLE 6u
#define LAST   8u

struct beginning {
    uint32_t states[TOGETHER_MAX];
    uint32_t count;
    uint32_t length; /* bytes */
    uint64_t bytes;
};

struct making {
    const struct automaton_states *automaton;
    struct automaton_filter *filter;
    uint32_t gone_through; /* states */
    uint32_t ways, most;   /* beginnings counted, so many at the most, */
    uint32_t until;        /* up to this length */
    bool too_many;
};

static void put(struct automaton_filter_part *part, uint32_t bit)
{
    part->words[bit / 64] |= UINT64_C(1) << bit % 64;
}

static void put_first(struct making *making, uint64_t bytes)
{
    put(&making->filter->first, automaton_filter_bit(automaton_classes(bytes), FIRST, ALL_BITS));
}

static void put_second(struct making *making, uint64_t bytes, uint32_t length)
{
    put(&making->filter->second, automaton_filter_bit(automaton_classes(bytes), length, ALL_BITS));
}

/* All of the first question's bytes that those may go on as, with whatever stands behind a short text. */
static void put_whatever_follows(struct making *making, uint64_t bytes, uint32_t length)
{
    if (length == FIRST) {
        put_first(making, bytes);
        put_second(making, bytes, FIRST);
        return;
    }
    for (uint64_t c = 0x40; c < 0x80; c++) /* of which automaton_classes() makes all that it makes of any */
        put_whatever_follows(making, bytes | c << 8 * length, length + 1);
}

static void add_state(struct making *making, struct beginning *beginning, uint32_t state)
{
    if (state == 0)
        return;
    for (uint32_t i = 0; i < beginning->count; i++)
        if (beginning->states[i] == state)
            return;
    if (beginning->count == TOGETHER_MAX)
        making->too_many = true;
    else
        beginning->states[beginning->count++] = state;
}

/* By letters [from, to), which are one to the filter. */
static void go_on(struct making *making, const struct beginning *beginning, uint32_t from, uint32_t to,
                  struct beginning *longer)
{
    longer->count = 0;
    longer->length = beginning->length + 1;
    longer->bytes = beginning->bytes | (uint64_t)(unsigned char)automaton_letters[from] << 8 * beginning->length;
    for (uint32_t i = 0; i < beginning->count; i++) {
        const struct automaton_state *state = automaton_state(making->automaton, beginning->states[i]);
        for (uint32_t letter = from; letter < to; letter++)
            add_state(making, longer, state->next[letter]);
    }
}

static bool ends(const struct making *making, const struct beginning *beginning)
{
    for (uint32_t i = 0; i < beginning->count; i++)
        if (automaton_state(making->automaton, beginning->states[i])->ends != 0)
            return true;
    return false;
}

typedef void (*follow_fn)(struct making *making, const struct beginning *beginning);

/* All beginnings that are longer by one. */
static void for_each_longer(struct making *making, const struct beginning *beginning, follow_fn follow)
{
    const uint32_t digits = 26, space = 36;
    struct beginning longer;
    for (uint32_t letter = 0, next; letter <= space && !making->too_many; letter = next) {
        next = letter == digits ? space : letter + 1;
        go_on(making, beginning, letter, next, &longer);
        if (longer.count > 0)
            follow(making, &longer);
    }
}

static void count_ways(struct making *making, const struct beginning *beginning)
{
    if (++making->ways > making->most)
        making->too_many = true;
    else if (beginning->length < making->until)
        for_each_longer(making, beginning, count_ways);
}

/* Whether a beginning goes on in more than so many ways up to a length: then the filter should know it as it is. */
static bool goes_anywhere(const struct making *making, const struct beginning *beginning, uint32_t until, uint32_t most)
{
    struct making counting = *making;
    counting.ways = 0;
    counting.most = most;
    counting.until = until;
    count_ways(&counting, beginning);
    return counting.too_many;
}

static void go_through(struct making *making, const struct beginning *beginning)
{
    const uint32_t length = beginning->length;
    const bool any_end = ends(making, beginning);
    making->gone_through += beginning->count;
    making->too_many |= making->gone_through > ALL_MAX + making->automaton->states.count;
    if (length == FIRST)
        put_first(making, beginning->bytes);
    if (length < FIRST && any_end)
        put_whatever_follows(making, beginning->bytes, length);
    else if (length >= FIRST && length < LAST && any_end)
        put_second(making, beginning->bytes, length < MIDDLE ? FIRST : MIDDLE);
    if (length == LAST ||
        (length == FIRST && (goes_anywhere(making, beginning, MIDDLE, WAYS_MAX) ||
                             goes_anywhere(making, beginning, LAST, ALL_WAYS_MAX))) ||
        (length == MIDDLE && goes_anywhere(making, beginning, LAST, WAYS_MAX)))
        put_second(making, beginning->bytes, length);
    else
        for_each_longer(making, beginning, go_through);
}

/* As small as keeps a part sparse: the fewer its bits, the more of them become one. */
static void make_small(struct automaton_filter_part *part)
{
    struct automaton_filter_part small = {.bits = AUTOMATON_FILTER_MAX};
    uint32_t set = 0;
    for (size_t i = 0; i < sizeof part->words / sizeof *part->words; i++)
        set += (uint32_t)__builtin_popcountll(part->words[i]);
    while (small.bits > AUTOMATON_FILTER_MIN && set * SPARSE <= 1u << (small.bits - 1))
        small.bits--;
    for (uint32_t bit = 0; bit < 1u << AUTOMATON_FILTER_MAX; bit++)
        if (part->words[bit / 64] >> bit % 64 & 1)
            put(&small, bit & ((1u << small.bits) - 1));
    *part = small;
}

static void let_all_through(struct automaton_filter_part *part)
{
    memset(part->words, 0xFF, sizeof part->words);
    part->bits = AUTOMATON_FILTER_MIN;
}

struct automaton_filter *automaton_filter_of(const struct automaton_states *automaton, struct arena *arena)
{
    struct automaton_filter *filter = arena_take(arena, sizeof *filter);
    struct making making = {.automaton = automaton, .filter = filter};
    struct beginning nothing = {.states = {automaton->root}, .count = 1};
    go_through(&making, &nothing);
    if (making.too_many) {
        let_all_through(&filter->first);
        let_all_through(&filter->second);
    } else {
        make_small(&filter->first);
        make_small(&filter->second);
    }
    return filter;
}
