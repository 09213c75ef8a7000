/*
 * automaton.h: stems and patterns of a pack, found at the tokens they begin with: one deterministic automaton, laid out
 * by the compiler (rules/compiler/automaton_build.h, automaton_layout.h) and walked from a token's first byte. In front
 * a filter in the processor's nearest cache, which says of nearly all tokens that nothing begins there. Pure functions;
 * part of the screening path.
 *
 *   struct automaton automaton = automaton_of(section);
 *   for every up to AUTOMATON_TOKENS tokens:
 *       for every one of automaton_beginnings(&automaton, folded, first, end, found):
 *           struct automaton_walk walk = automaton_walk_from(&automaton, bytes + token.at, bytes + segment_end);
 *           while (automaton_next(&walk))
 *               walk.term ends before walk.at
 */
#ifndef FIATGATE_AUTOMATON_H
#define FIATGATE_AUTOMATON_H

#include <stdbool.h>

#include "automaton_layout.h"
#include "judge/pack.h"
#include "text/fold.h"

struct automaton {
    const uint64_t *first, *second; /* parts of the filter */
    const struct automaton_step *steps;
    const uint32_t *ends;
    uint32_t first_mask, second_mask; /* of their bits' numbers */
    uint32_t root, longest;
};

/* Of a section that automaton_verify() found sound; aligned to 8. */
struct automaton automaton_of(const uint8_t *section);

/* 0 or 1, without a jump. */
static inline uint32_t automaton_has_bit(const uint64_t *bits, uint32_t bit)
{
    return (bits[bit >> 6] & UINT64_C(1) << (bit & 63)) != 0;
}

/*
 * Whether anything may begin with a token. Reads AUTOMATON_READ_AHEAD bytes from the token's first on, of which all but
 * the first may stand behind the text (its padding is enough). May say yes where nothing begins, never no where
 * something does.
 */
static inline bool automaton_may_begin(const struct automaton *automaton, const unsigned char *token)
{
    uint32_t four;
    memcpy(&four, token, sizeof four);
    return automaton_has_bit(automaton->first, automaton_filter_bit(automaton_classes(four), 4, automaton->first_mask));
}
/* The same of the few for which that said yes, and says no of most of them. */
static inline bool automaton_may_go_on(const struct automaton *automaton, const unsigned char *token)
{
    uint64_t eight;
    const uint32_t mask = automaton->second_mask;
    memcpy(&eight, token, sizeof eight);
    eight = automaton_classes(eight);
    return (automaton_has_bit(automaton->second, automaton_filter_bit(eight, 8, mask)) |
            automaton_has_bit(automaton->second, automaton_filter_bit(eight, 6, mask)) |
            automaton_has_bit(automaton->second, automaton_filter_bit(eight, 4, mask))) != 0;
}

/* Tokens of one question. */
#define AUTOMATON_TOKENS LOOKED_AT
/*
 * Of tokens [first, end), of more than AUTOMATON_TOKENS the first so many, those with which something may begin, both
 * questions asked, in their order into `found`; how many. The first was asked by tokens_look().
 */
uint32_t automaton_beginnings(const struct automaton *automaton, const struct folded *folded, uint32_t first,
                              uint32_t end, uint32_t found[AUTOMATON_TOKENS]);

/* What ends where, from one token on. */
struct automaton_walk {
    const struct automaton_step *steps;
    const uint32_t *ends;
    const unsigned char *at; /* one past the last byte of what has been found */
    const unsigned char *to;
    uint32_t state;
    uint32_t term; /* what has been found: its number in the pack */
    uint32_t list; /* in ends, the next term that ends here; UINT32_MAX = none */
};

/* `to` is the end of the token's segment, from which on nothing is read. */
static inline struct automaton_walk automaton_walk_from(const struct automaton *automaton, const unsigned char *token,
                                                        const unsigned char *to)
{
    if (to - token > (ptrdiff_t)automaton->longest)
        to = token + automaton->longest;
    return (struct automaton_walk){.steps = automaton->steps,
                                   .ends = automaton->ends,
                                   .at = token,
                                   .to = to,
                                   .state = automaton->root,
                                   .list = UINT32_MAX};
}

/*
 * The next end: ends come in the order of the text, those at one place in the order of their terms. A literal ends
 * where its own text does: behind its closing space, a stem in the midst of a word maybe, and how that goes on is the
 * caller's to look at. A pattern ends behind the space that its last word is followed by: of each pattern all ends
 * come, the last of them being the longest. false = there is no more.
 */
static inline bool automaton_next(struct automaton_walk *walk)
{
    while (walk->list == UINT32_MAX) {
        if (walk->at >= walk->to)
            return false;
        const struct automaton_step *step = &walk->steps[walk->state + automaton_symbol(*walk->at)];
        if (step->owner != walk->state)
            return false;
        walk->at++;
        walk->state = step->next & ~AUTOMATON_HAS_ENDS;
        if (step->next & AUTOMATON_HAS_ENDS)
            walk->list = walk->steps[walk->state + AUTOMATON_ENDS].next;
    }
    uint32_t end = walk->ends[walk->list];
    walk->term = end & ~AUTOMATON_LAST;
    walk->list = end & AUTOMATON_LAST ? UINT32_MAX : walk->list + 1;
    return true;
}

/*
 * The loader's check: a walk stays inside of whatever bytes, only terms [first, first + count) end anywhere, and each
 * of them is found where its own text stands, a pattern in its example (pattern_example.h). Whether what is found is
 * the text of its term everywhere is not checked: a literal's is compared by who asks. The terms' own strings must have
 * been verified. "" = it is sound, else what is wrong.
 */
const char *automaton_verify(const struct pack *pack, const uint8_t *section, uint64_t size, uint32_t first,
                             uint32_t count);

#endif
