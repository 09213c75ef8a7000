/*
 * readings.h: the readings of a value besides the plain one. Touches the value's text and the folded text.
 */
#ifndef FIATGATE_READINGS_H
#define FIATGATE_READINGS_H

#include "write.h"

/* A word in another script of which every letter looks Latin is read as Latin when it has this many: на, то and the
 * like are words. */
#define LOOK_ALIKE_LETTERS 3

/* The views (bits 1 << FOLD_LATIN, 1 << FOLD_CYRILLIC) in which some word of the text is read otherwise. */
unsigned readings_wanted(const struct source *source);

/* Writes the text as one segment: words that the view reads otherwise in that reading, all others plain, so that a name
 * of several words is found with one of them disguised. false = it does not fit. */
bool reading_write(struct folded *folded, const struct source *source, enum fold_view view);

/*
 * Writes runs of three or more single letters and digits as one token each, each in a segment of its own, so that runs
 * are never neighbours: the longest run, whatever stands between its letters; the parts of it that keep to one
 * separator ("U_S_D_T / T-R-C-2-0": USDTTRC20, USDT, TRC20); and both with look-alikes read as in the other views. Runs
 * of digits alone are left out. false = it does not fit.
 */
bool joined_write(struct folded *folded, const struct source *source);

#endif
