/*
 * settled_stems.h: which settled words (word_index_layout.h) the automaton finds nothing at, so that most tokens of
 * ordinary text are not asked about stems. The compiler says it in the table of settled words, and the loader asks
 * again. Pure functions over the pack.
 */
#ifndef FIATGATE_SETTLED_STEMS_H
#define FIATGATE_SETTLED_STEMS_H

#include <stdbool.h>

#include "automaton.h"

/* Whether nothing begins with a token of these letters, whatever token stands behind it. A sound automaton. */
bool word_is_stemless(const struct automaton *automaton, const unsigned char *letters, uint32_t length);

/* The loader's check, of a pack whose automaton and index of words are sound: no settled word says so falsely. "" = it
 * is sound, else what is wrong. */
const char *settled_stems_verify(const struct pack *pack);

#endif
