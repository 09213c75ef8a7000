/*
 * automaton_states.h: the deterministic states of many patterns and literals at once, before they are laid out
 * (automaton_build.c). Terms are added one by one, patterns before literals; what is refused leaves nothing behind.
 */
#ifndef FIATGATE_COMPILER_AUTOMATON_STATES_H
#define FIATGATE_COMPILER_AUTOMATON_STATES_H

#include "pattern_states.h"
#include "storage.h"

/* The symbols that texts are of. */
#define AUTOMATON_LETTERS 37
extern const char automaton_letters[AUTOMATON_LETTERS + 1];

struct automaton_state {
    uint32_t next[AUTOMATON_LETTERS]; /* by number of letter; 0 = nothing goes on so */
    uint32_t ends;                    /* 0 = none, or an automaton_end */
};

/* A term that ends at a state, and the next that does. */
struct automaton_end {
    uint32_t term;
    uint32_t next;
};

struct automaton_states {
    struct record_table states; /* the one numbered 0 is none */
    struct record_table ends;   /* likewise */
    uint32_t root;
    uint32_t longest;       /* bytes of any term taken */
    uint32_t tried;         /* states made in adding patterns, refused ones too */
    uint32_t first_literal; /* states from here on are of one beginning each; 0 = no literal has been added */
    bool compact;           /* no state is beyond reach */
};

void automaton_states_open(struct automaton_states *automaton);
void automaton_states_close(struct automaton_states *automaton);

/* What they find ends as that term. false = refused: it is no pattern, or there would be too many states. */
bool automaton_add_pattern(struct automaton_states *automaton, const char *text, uint32_t term);
/* Refused: no folded text with its leading space, or it is too long, or there would be too many states. */
bool automaton_add_literal(struct automaton_states *automaton, const char *text, uint32_t term);

/* Leaves the states that texts can lead to, numbered from the root on, 1, by how many letters lead to them, then by
 * those. */
void automaton_order(struct automaton_states *automaton);

static inline struct automaton_state *automaton_state(const struct automaton_states *automaton, uint32_t number)
{
    return (struct automaton_state *)automaton->states.records + number;
}

#endif
