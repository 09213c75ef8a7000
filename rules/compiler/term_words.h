/*
 * term_words.h: the words of a pack's terms, for the index by which they are found where they are cut apart, run
 * together or misspelt (match/word_index.h).
 */
#ifndef FIATGATE_COMPILER_TERM_WORDS_H
#define FIATGATE_COMPILER_TERM_WORDS_H

#include "draft.h"

/* Whether a term stands for entries of lists of ordinary words and of fillers alone: nothing looks for it. */
bool words_term_is_unsought(const struct draft *draft, const struct pack_term *term);

/* Writes PACK_WORD_INDEX: of the first so many terms, and of these others, which are all unsought. */
void words_index(struct draft *draft, uint32_t count, const struct pack_term *unsought, uint32_t unsought_count);

#endif
