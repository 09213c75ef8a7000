/*
 * suspects.h: notes, while a value's plain reading is written, where words may be in disguise (readings.h). Touches
 * what it is given.
 */
#ifndef FIATGATE_SUSPECTS_H
#define FIATGATE_SUSPECTS_H

#include "readings.h"

/* What ends at a byte `to` of the value, and the tokens written from `first` on, may be in disguise. Asked in the order
 * of the text. Where tokens are not kept (fold_text), there are no other readings, and nothing is noted. */
void suspect_tokens(struct suspects *suspects, const struct folded *folded, uint32_t to, uint32_t first);

/* Whether what stands at these bytes of a text, no letter or digit, draws a letter together with what stands beside it
 * (/\ () |< ><), stands for a word of one letter ($, not beside a number), for the first of one, or
 * for one between a letter and a digit: a bracket that none closes. */
bool is_odd_sign(const unsigned char *text, uint32_t length, uint32_t at, uint32_t next);

/* Whether a capital I or a small l stands oddly in a word (words.c): bIockchain, BlNANCE. */
bool has_odd_case(const unsigned char *text, uint32_t from, uint32_t to);

#endif
