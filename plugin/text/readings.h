/*
 * readings.h: the readings of words in disguise. Touches the value's text and the folded text.
 */
#ifndef FIATGATE_READINGS_H
#define FIATGATE_READINGS_H

#include "write.h"

/* A word in another script of which every letter looks Latin is read as Latin when it has this many: на, то and the
 * like are words. */
#define LOOK_ALIKE_LETTERS 3

/* How a word may be read otherwise. The second reading of a view is for words with what looks like two letters, such as
 * 1 for I and L. */
enum disguise { AS_LATIN, AS_OTHER_LATIN, AS_CYRILLIC, AS_OTHER_CYRILLIC, DISGUISES };

static inline enum fold_view disguise_view(enum disguise disguise)
{
    return disguise <= AS_OTHER_LATIN ? FOLD_LATIN : FOLD_CYRILLIC;
}

/* A part of a value in which words may be in disguise. No word stands over its ends. */
struct suspect {
    uint32_t from, to;               /* bytes of the value */
    uint32_t first_token, end_token; /* the tokens of the plain reading that it has */
    uint32_t units;     /* where it is one word of letters alone, with separators beside it: its letters, */
    uint32_t word_from; /* where it begins, */
    unsigned flags;     /* and what they are, all together; else units is 0 */
};
/* All of them, in order: words between them are none. Where there are more parts than this, the last holds the rest. */
#define SUSPECTS 8
struct suspects {
    struct suspect parts[SUSPECTS];
    uint32_t count;
    uint32_t plain_token, plain_end; /* the tokens of the whole plain reading */
};

/* The disguises (bits 1 << AS_LATIN and so on) that some word is in. */
unsigned disguises_seen(const struct source *source, const struct suspects *suspects);

/* Writes the text as one segment: words in that disguise are read so, all others plain, so that a name of several words
 * is found with one of them in disguise. false = it does not fit. */
bool reading_write(struct folded *folded, const struct source *source, enum disguise disguise,
                   const struct suspects *suspects);

/*
 * Writes runs of three or more single letters and digits as one token each, each in a segment of its own, so that runs
 * are never neighbours: the longest run, whatever stands between its letters; the parts of it that keep to one
 * separator ("U_S_D_T / T-R-C-2-0": USDTTRC20, USDT, TRC20); and both with look-alikes read as in the other views. Runs
 * of digits alone are left out. false = it does not fit.
 */
bool joined_write(struct folded *folded, const struct source *source);

#endif
