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
    uint64_t labels; /* bytes that "BIN", "БИН" and the like may end in, in either case */
    uint64_t breaks; /* no piece of an address in base58 has it, nor stands it between two */
    /* These may have more bits than they need. */
    uint64_t countries; /* second letters of countries that have IBANs */
    uint64_t groups;    /* bytes between the groups of an IBAN */
    uint64_t firsts;    /* digits that an address in base58 begins with */
    uint64_t ahead; /* bytes from which on so many follow, up to the first break behind the block, as an address has */
};

/* N and n; Н and н end in 0x9D and 0xBD. Before them I or D; the first byte of Н. */
#define LATIN_LABEL     'n'
#define CYRILLIC_LABEL  0xBD
#define BEFORE_LATIN    'i'
#define OR_BEFORE_LATIN 'd'
#define BEFORE_CYRILLIC 0xD0

/* Bytes that may be the last of a label, by what may be its last byte, the one before that and the one before that,
 * too. Before the block there may be any. */
static inline uint64_t labels_of(uint64_t first, uint64_t second, uint64_t last)
{
    return last & (second << 1 | 1) & (first << 2 | 3);
}

/* From here to before the dash: no address is written over them. */
#define PUNCTUATION_FIRST 0x21
#define PUNCTUATION_COUNT 12

struct identifier_words;

/* Goes on to the next block that has places to look at, or to the last. Only where can_go_wide() (text/wide.h). */
void identifier_read_wide(struct identifier_words *words);

#endif
