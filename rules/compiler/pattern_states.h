/*
 * pattern_states.h: a pattern (pattern.h) as what may be read after what: its positions, each repetition written out,
 * and the sets of them that a text can lead to. From these sets a deterministic automaton is made (automaton_build.h).
 * Pure functions.
 */
#ifndef FIATGATE_COMPILER_PATTERN_STATES_H
#define FIATGATE_COMPILER_PATTERN_STATES_H

#include "match/automaton_layout.h"
#include "pattern.h"

/* Before the pattern, its positions, and the space behind it. */
#define PATTERN_PLACES_MAX (PATTERN_POSITIONS_MAX + 2)

struct places {
    uint64_t words[(PATTERN_PLACES_MAX + 63) / 64];
};

struct pattern_states {
    uint32_t longest;                       /* bytes of what it finds, with the space behind */
    uint32_t last;                          /* the place of that space */
    struct places reads[AUTOMATON_SYMBOLS]; /* places that read a symbol */
    struct places follow[PATTERN_PLACES_MAX];
};

/* false = it is no pattern. */
bool pattern_states_read(struct pattern_states *states, const char *text);

/* Where every text begins. */
struct places pattern_states_start(void);
/* All places that may follow; those of them that read a symbol are reached by it. */
struct places pattern_states_following(const struct pattern_states *states, const struct places *from);
/* false = none: the pattern does not go on so. */
bool pattern_states_reach(const struct pattern_states *states, const struct places *following, uint32_t symbol,
                          struct places *reached);
/* Whether the pattern, and the space behind it, has been read. */
bool pattern_states_end(const struct pattern_states *states, const struct places *reached);

#endif
