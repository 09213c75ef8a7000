/*
 * evade_neighbours.h: innocent words that are nearly a word of the pack, and words of every day: none of them may be
 * stopped.
 */
#ifndef FIATGATE_EVADE_NEIGHBOURS_H
#define FIATGATE_EVADE_NEIGHBOURS_H

#include "evade_words.h"

typedef void (*evade_neighbour_fn)(void *context, const char *innocent);

/* Words with this one inside, and with another first letter, that are not in the pack themselves. */
void evade_neighbours(const struct pack *pack, const struct evade_word *word, evade_neighbour_fn each, void *context);
/* Texts of words of every day (evade_ordinary.def). */
void evade_ordinary_words(evade_neighbour_fn each, void *context);

#endif
