/*
 * plain.h: the plain reading of a value, and what it tells of the others on the way. Touches the value's text and the
 * folded text.
 */
#ifndef FIATGATE_PLAIN_H
#define FIATGATE_PLAIN_H

#include "readings.h"

/* So many tokens of one letter in a row may be a word. */
#define SINGLES 3

/* What the plain reading saw. */
struct hints {
    struct suspects suspects; /* where words may be in disguise; from = to: nowhere */
    bool singles;             /* SINGLES tokens of one letter in a row */
    bool odd_signs;           /* signs that draw letters, or stand for a word of one */
};

/* Writes the plain reading as one segment. false = it does not fit. */
bool plain_write(struct folded *folded, const struct source *source, struct hints *hints);

#endif
