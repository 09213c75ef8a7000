/*
 * automaton_filter.h: the filter in front of the automaton of stems and patterns (match/automaton_layout.h).
 */
#ifndef FIATGATE_COMPILER_AUTOMATON_FILTER_H
#define FIATGATE_COMPILER_AUTOMATON_FILTER_H

#include "automaton_states.h"

struct automaton_filter_part {
    uint32_t bits; /* 2 to the power of so many */
    uint64_t words[(1u << AUTOMATON_FILTER_MAX) / 64];
};

struct automaton_filter {
    struct automaton_filter_part first, second;
};

/* Of the arena's memory. Lets everything through when the beginnings are too many to tell. */
struct automaton_filter *automaton_filter_of(const struct automaton_states *automaton, struct arena *arena);

#endif
