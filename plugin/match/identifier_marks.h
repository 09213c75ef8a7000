/*
 * identifier_marks.h: what the bytes of a block are, for identifier_words.c, which reads them sixteen at once, and
 * identifier_marks_wide.c, which reads all of them at once where the processor can.
 */
#ifndef FIATGATE_IDENTIFIER_MARKS_H
#define FIATGATE_IDENTIFIER_MARKS_H

#include <stdint.h>

#define BLOCK 64

/* What the bytes of a block are, a bit each. */
struct marks {
    uint64_t digits, letters; /* ASCII */
    uint64_t ton;             /* the first letter of an address of TON */
};

/* What else counts where there are digits. */
struct number_marks {
    uint64_t high;   /* not ASCII */
    uint64_t labels; /* bytes that "BIN", "БИН" and the like may end in, in either case, by the byte before them */
    uint64_t breaks; /* no piece of an address in base58 has it, nor stands it between two */
};

/* N and n; Н and н end in 0x9D and 0xBD. Before them I or D; the first byte of Н. */
#define LATIN_LABEL     'n'
#define CYRILLIC_LABEL  0xBD
#define BEFORE_LATIN    'i'
#define OR_BEFORE_LATIN 'd'
#define BEFORE_CYRILLIC 0xD0

/* Of the bytes that may be the last of a label those behind one that stands before it; before the block there may be
 * one. */
static inline uint64_t labels_of(uint64_t last, uint64_t before)
{
    return last & (before << 1 | 1);
}
/* From here to before the dash: no address is written over them. */
#define PUNCTUATION_FIRST 0x21
#define PUNCTUATION_COUNT 12

/* Of so many bytes of a block. Only where can_go_wide() (text/wide.h). */
void marks_read_wide(const unsigned char *text, unsigned length, struct marks *marks, struct number_marks *more);

#endif
