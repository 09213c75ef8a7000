/*
 * fold_for_pack.h: folding a transfer for a pack. Words are put together over the ends of lines and texts
 * (FOLD_UNBROKEN) but where the pack's own words say that nobody cut one there: most lines of ordinary text
 * end between two such words. And these are not taken for disguises. Touches the folded text, and reads transfer and
 * pack; part of the screening path.
 */
#ifndef FIATGATE_FOLD_FOR_PACK_H
#define FIATGATE_FOLD_FOR_PACK_H

#include "judge/pack.h"
#include "text/fold.h"

/* As fold_transfer(). Two tokens are not read as one if each is a word of the pack, or an ordinary one, or a form of
 * one that is settled (match/word_index_layout.h), and both together are no word or name of the pack. What is not found
 * for it: a word with an error, words run together, or a term of several words, cut just where two such words meet. Two
 * that together are a word, or may begin a name, of the pack, of six letters or more, are read as one over the end of
 * any text that goes on, whether it is full or not. Nor is an ordinary word of Cyrillic letters read as the Latin ones
 * that they look like, where these say nothing of the pack. */
bool fold_for_pack(const struct pack *pack, struct folded *folded, const struct transfer *transfer);

#endif
