/*
 * word_index.h: the words that a pack's terms are made of, for respell.h: found by their letters, by how they begin,
 * and by their first or last letters where one of the others may be wrong. One blob (PACK_WORD_INDEX), laid out by
 * rules/compiler/word_index_build.c, checked by the loader, read-only afterwards.
 *
 * Words are those of terms the engine scans for, and of lists of kind `ordinary`. Names that stand in the index of
 * names (name_index.h) alone, which are those of long lists, are not among them: they are found as written.
 */
#ifndef FIATGATE_WORD_INDEX_H
#define FIATGATE_WORD_INDEX_H

#include "judge/pack.h"

enum word_use {
    WORD_MAY_BE_CUT = 1 << 0,   /* tokens in a row that say it are put together */
    WORD_MAY_BE_GLUED = 1 << 1, /* it is taken out of a token that is made of words and numbers alone */
    WORD_MAY_BE_WRONG = 1 << 2, /* one typing error in it is put right */
    WORD_ORDINARY = 1 << 3      /* it is what it is: never made into another */
};

/* The loader's check of the section. "" = it is sound, else what is wrong. */
const char *word_index_verify(const struct pack *pack);

#endif
