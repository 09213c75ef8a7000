/*
 * automaton_layout.h: the bytes of the automaton of stems and patterns (automaton.h), and what those who write and
 * those who read it must compute alike.
 *
 * Layout: struct automaton_header | uint64_t filter[2^filter_bits / 64] | struct automaton_step steps[step_count] |
 * uint32_t ends[end_count].
 *
 * Steps are a double array: a state is the number of its base, and its step by a symbol stands at base + symbol if that
 * slot's owner is the base. No two states have one base. What ends at a state stands at its base + AUTOMATON_ENDS as
 * the place of a list in ends; the steps that lead to such a state say so, so that walking on costs one slot a byte.
 */
#ifndef FIATGATE_AUTOMATON_LAYOUT_H
#define FIATGATE_AUTOMATON_LAYOUT_H

#include <stdint.h>
#include <string.h>

#define AUTOMATON_BYTES_MAX  512 /* of a term, from its first letter on */
#define AUTOMATON_FILTER_MIN 9   /* filter_bits */
#define AUTOMATON_FILTER_MAX 17
#define AUTOMATON_ENDS       0u /* where no byte's symbol is */
#define AUTOMATON_SYMBOLS    64u

struct automaton_header {
    uint32_t filter_bits; /* the filter's bits are 2 to the power of so many */
    uint32_t step_count;
    uint32_t end_count;
    uint32_t root;         /* where every walk begins; nothing ends there */
    uint32_t longest;      /* bytes that a walk may go, at most AUTOMATON_BYTES_MAX */
    uint32_t reserved[11]; /* zero */
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
 * The filter knows a token by its first four bytes, read as one little-endian number; all digits are one to it, or
 * patterns of digits would fill it, and what is not of folded text is something too: what stands behind the text is
 * read along with a last short token.
 */
static inline uint32_t automaton_classes(uint32_t bytes)
{
    return bytes & (0x30303030u + (bytes >> 6 & 0x01010101u) * 0x2Fu);
}

/* Of four bytes their bit in a filter of 2^bits: the product's upper bits, which all four bytes have a part in. */
static inline uint32_t automaton_filter_bit(uint32_t bytes, uint32_t filter_bits)
{
    return automaton_classes(bytes) * 0x9E3779B1u >> (32 - filter_bits);
}

#endif
