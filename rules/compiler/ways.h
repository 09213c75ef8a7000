/*
 * ways.h: how a text may be read for an entry to be found in it: by the entry's length, or as its row says.
 */
#ifndef FIATGATE_COMPILER_WAYS_H
#define FIATGATE_COMPILER_WAYS_H

#include "draft.h"

/* Letters and digits of folded text. */
unsigned ways_letters(const char *folded);

/* Of an entry of so many letters. The shorter it is, the more texts could be read so that they say it. */
struct ways ways_by_letters(unsigned letters);

/* What a cell of the column `readings` says. */
struct given_ways {
    bool given; /* false: the cell is empty, the length decides */
    uint8_t certain, doubtful;
};
struct given_ways ways_read(struct draft *draft, struct place place, const char *cell);

#endif
