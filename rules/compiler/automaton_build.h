/*
 * automaton_build.h: makes the automaton of stems and patterns (match/automaton.h).
 */
#ifndef FIATGATE_COMPILER_AUTOMATON_BUILD_H
#define FIATGATE_COMPILER_AUTOMATON_BUILD_H

#include <stdbool.h>

#include "storage.h"

/* States that all patterns of a pack may make, and that literals may. */
#define AUTOMATON_PATTERN_STATES_MAX 65536u
#define AUTOMATON_LITERAL_STATES_MAX 262144u
/* States that may be made in trying patterns, those of patterns then left out among them. */
#define AUTOMATON_TRIED_STATES_MAX 524288u

struct automaton_term {
    const char *text; /* a literal: folded, with its leading space; a pattern as pattern.h reads it */
    enum automaton_term_form {
        AUTOMATON_LITERAL, /* a stem, or whole words with the space behind them */
        AUTOMATON_PATTERN
    } form;
    uint32_t number; /* in the pack, less than 2^31 */
    bool taken;      /* out: it is in the automaton; else something else has to find it */
};

/*
 * The automaton of the terms that it takes, of the arena's memory; *size is 0 and NULL returned when it takes none. The
 * same terms give the same bytes. Patterns are tried in the order of their text, each beside those taken before it, and
 * left out where it would make too many states; literals, in the order of theirs, where they are too long or too many.
 * Which are taken depends on the texts alone, and what is left out leaves no trace: the taken ones alone are all taken
 * again. So whoever numbers terms by who finds them builds twice.
 */
unsigned char *automaton_build(struct arena *arena, struct automaton_term *terms, uint32_t count, size_t *size);

#endif
