/*
 * plain_ascii_ways.h: the two ways in which plain_ascii.c goes through a window: in pieces of sixteen bytes, and all at
 * once where the processor can. Both write the same, which a test holds them to.
 */
#ifndef FIATGATE_PLAIN_ASCII_WAYS_H
#define FIATGATE_PLAIN_ASCII_WAYS_H

#include "plain_ascii.h"

#define WINDOW 64
#define PIECE  16 /* text is read, and tokens are copied, in pieces of so many bytes */

/* Masks over a window's bytes. */
struct classes {
    uint64_t letter, digit, small;
    uint64_t sign; /* signs that may be letters, and some others */
};

/* A window: its bytes folded, with spaces for all that is no letter or digit, between what a piece of it may have
 * before it and what is copied too much behind it. */
struct window {
    unsigned char bytes[PIECE + WINDOW + PIECE];
    struct classes classes;
};

/* Text being written, and what goes on from one window to the next. */
struct ascii {
    struct folded *folded; /* its counts are set when a token is noted, and at the end */
    const struct source *source;
    struct suspects *suspects;
    uint32_t used, count; /* of bytes and tokens */
    struct classes last;  /* what the last byte of the window before is, in the lowest bits */
    bool open;            /* the token written last goes on; */
    bool marked, odd;     /* what marks of its bytes say */
    bool marked_next;     /* the next window's first byte stands behind a sign that may be a letter */
    bool single;          /* there may be tokens of one letter */
    bool odd_signs;       /* as struct hints has it */
};

/* Marks over a window's letters and digits. */
struct marks {
    uint64_t suspect; /* beside each other, or beside signs that may be letters */
    uint64_t odd;     /* a capital I or a small l may stand oddly */
};

/* Marks what stands beside the signs of a window, in it and on both sides of it. */
uint64_t ascii_beside_signs(struct ascii *ascii, uint32_t base, uint64_t signs);
/* The capitals I and small l that letters of the other case stand beside as they do in no word; what stands behind the
 * window is not known. */
uint64_t ascii_odd_bars(const struct window *window, const struct classes *before);

/* What the bytes before a window's bytes are. */
static inline struct classes classes_before(const struct classes *classes, const struct classes *last)
{
    return (struct classes){.letter = classes->letter << 1 | last->letter,
                            .digit = classes->digit << 1 | last->digit,
                            .small = classes->small << 1 | last->small};
}

/* Says what stands beside what in the window that begins at a byte, and in the one before. */
static inline struct marks ascii_marks(struct ascii *ascii, const struct window *window, uint32_t base)
{
    const struct classes *here = &window->classes;
    const struct classes before = classes_before(here, &ascii->last);
    const uint64_t capital_before = before.letter & ~before.small;
    const uint64_t case_turns = (here->small & capital_before) | (here->letter & ~here->small & before.small);
    struct marks marks = {.suspect = (here->letter & before.digit) | (here->digit & before.letter)};
    marks.suspect |= ascii->marked_next;
    ascii->marked_next = false;
    if (here->sign != 0)
        marks.suspect |= ascii_beside_signs(ascii, base, here->sign);
    if (case_turns != 0)
        marks.odd = ascii_odd_bars(window, &before) | (case_turns & 1);
    ascii->last =
        (struct classes){here->letter >> (WINDOW - 1), here->digit >> (WINDOW - 1), here->small >> (WINDOW - 1), 0};
    return marks;
}

/* Notes a token, the last so far, if it may be in disguise: it is marked, or its case is odd. The marks do not say
 * which small letters a capital I stands oddly before, nor what stands behind a window. */
void ascii_note(const struct ascii *ascii, const struct folded_token *token, bool marked);
/* The token that goes on ends. */
void ascii_end(struct ascii *ascii);

/* Writes the tokens of all windows. */
void ascii_windows_each(struct ascii *ascii);
/* Likewise. So many more than there are may be written. Only where can_go_wide() (wide.h). */
#define ASCII_WIDE_BYTES  64
#define ASCII_WIDE_TOKENS 8
void ascii_windows_wide(struct ascii *ascii);

#endif
