/*
 * word_capitals.h: words in one token that its writer has told apart himself: by capitals (PayForUsdt) or by another
 * script (оплатаBTC). Part of the screening path.
 */
#ifndef FIATGATE_WORD_CAPITALS_H
#define FIATGATE_WORD_CAPITALS_H

#include "respell_write.h"

/* Whether a token of a plain reading, which is no word itself, is made of such words: all of them are of the pack, or
 * numbers, and one may stand beside numbers. It begins with a word of at least three letters, or a preposition and one.
 * Its writer shows where it is cut, as numbers do: READING_NUMBERED. Asked of tokens in which respell.c supposes
 * several words: of seven letters, or five with a preposition at an end, or with a digit among the first eight or at
 * the end. */
bool word_split_capitals(const struct reading_of *reading, uint32_t token, struct split *split);

#endif
