/*
 * unbroken.h: the readings of values whose lines, or which themselves, were cut in the middle of words. Touches the
 * value's text and the folded text.
 */
#ifndef FIATGATE_UNBROKEN_H
#define FIATGATE_UNBROKEN_H

#include "write.h"

/* A line is full, so that a word may go on in the next, when it has this many characters and this share of the longest
 * line's: of lines cut at 35, 62, 70 or 140 characters the first may have lost a code word at its front, and any of
 * them characters that were said in two. */
#define FULL_LINE_CHARACTERS 30
#define FULL_LINE_PERCENT    85

/*
 * Writes each reading of the value that stands in the folded text from a segment on once more, as FOLD_UNBROKEN, with
 * the two tokens at the end of a full line and the start of the next as one: the windows (fold.h) around these, of
 * which those that say no more than the plain reading's are left out. Called when the other readings are written, and
 * for values with line feeds only. false = it does not fit.
 */
bool unbroken_write(struct folded *folded, const struct source *source, uint32_t first_segment);

/*
 * Writes the window (fold.h) around the end of a text and the start of the next, as segments of the first, of their
 * plain readings and of the first in each disguise, where these say something else in it. The texts' segments begin at
 * these. It is written where a word may go over from the first text to the next: the first is full, which is a
 * multiple of 35 or 62 characters, or its last word ends, and the first of the next begins, with a small letter, digits
 * and signs aside, or both are known to be one (struct known_words). The segments' tokens lead to bytes of the first
 * text alone: those of the second have none, and what is found in them alone is not found here. false = it does not
 * fit.
 */
bool unbroken_write_across(struct folded *folded, const struct source *left, uint32_t left_segment,
                           const struct source *right, uint32_t right_segment);

#endif
