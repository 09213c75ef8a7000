/*
 * automaton_layout.h: the bytes of the automaton of stems and patterns (automaton.h), and what those who write and
 * those who read it must compute alike.
 *
 * Layout: struct automaton_header | uint64_t first[], second[], the parts of the filter | struct automaton_step
 * steps[step_count] | uint32_t ends[end_count].
 *
 * Steps are a double array: a state is the number of its base, and its step by a symbol stands at base + symbol if that
 * slot's owner is the base. No two states have one base. What ends at a state stands at its base + AUTOMATON_ENDS as
 * the place of a list in ends; the steps that lead to such a state say so, so that walking on costs one slot a byte.
 */
#ifndef FIATGATE_AUTOMATON_LAYOUT_H
#define FIATGATE_AUTOMATON_LAYOUT_H

#include <stdint.h>
#include <string.h>

#define AUTOMATON_READ_AHEAD 8   /* bytes that must be readable from a token's first on */
#define AUTOMATON_BYTES_MAX  512 /* of a term, from its first letter on */
#define AUTOMATON_FILTER_MIN 9   /* bits of a part, as powers of two */
#define AUTOMATON_FILTER_MAX 17
#define AUTOMATON_SYMBOLS    64u               /* of bytes */
#define AUTOMATON_ENDS       AUTOMATON_SYMBOLS /* what no byte is */

struct automaton_header {
    uint32_t first_bits;  /* the filter's first part has 2 to the power of so many bits */
    uint32_t second_bits; /* likewise */
    uint32_t step_count;
    uint32_t end_count;
    uint32_t root;         /* where every walk begins; nothing ends there */
    uint32_t longest;      /* bytes that a walk may go, at most AUTOMATON_BYTES_MAX */
    uint32_t reserved[10]; /* zero */
};

#define AUTOMATON_HAS_ENDS 0x80000000u

struct automaton_step {
    uint32_t owner; /* the base of the state that it is a step of; 0 = a free slot */
    uint32_t next;  /* the state it leads to, and AUTOMATON_HAS_ENDS where something ends there */
};

/* In ends: the last term of its list. */
#define AUTOMATON_LAST 0x80000000u

/* Folded bytes, which are A to Z, 0 to 9 and the space, have symbols of their own, others the same as one of those. */
static inline uint32_t automaton_symbol(unsigned char byte)
{
    return byte & (AUTOMATON_SYMBOLS - 1);
}

/*
 * The filter. To it all digits are one, or patterns of digits would fill it, and what is not of folded text is
 * something too: what stands behind the text is read along with a last short token. It is asked twice, for a part of
 * its bits each time: of nearly all tokens the first four bytes say enough. Of the others it is asked for the first
 * eight, the first six, and the first four of what may end before the sixth.
 */
static inline uint64_t automaton_classes(uint64_t bytes)
{
    uint64_t letters = bytes & UINT64_C(0x4040404040404040);
    return bytes & ((letters - (letters >> 6)) | UINT64_C(0x3030303030303030));
}

/* The bit of a token's first `count` bytes in a part of 2^bits, mask + 1: of the product bits that all of them have a
 * part in. */
static inline uint32_t automaton_filter_bit(uint64_t classes, uint32_t count, uint32_t mask)
{
    return (uint32_t)((classes & UINT64_MAX >> (64 - 8 * count)) * UINT64_C(0x9E3779B97F4A7C15) >>
                      (64 - AUTOMATON_FILTER_MAX)) &
           mask;
}

#endif
