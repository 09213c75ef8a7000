/*
 * word_index_layout.h: the bytes of PACK_WORD_INDEX, and the keys that those who write and those who read it must
 * compute alike. The words stand in a trie, a node for each beginning. In front stand filters, small enough for the
 * processor's cache, that say of nearly all tokens of ordinary text that no word of the pack is hidden in them.
 *
 * Layout: struct word_header | uint64_t filters, one behind the other | struct word_node nodes[node_count].
 * The nodes stand level by level: the root first, then the children of each node, in the order of their letters, behind
 * those of the nodes before it. So every child stands behind its parent, which is what the loader checks: a walk
 * through the trie takes a letter a step and ends.
 */
#ifndef FIATGATE_WORD_INDEX_LAYOUT_H
#define FIATGATE_WORD_INDEX_LAYOUT_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "word_index.h"

/* Bits, by a key of some letters of a word. Bytes of letters stand in keys lowest first, as they stand in text. */
enum word_filter {
    FILTER_CUT,          /* the letters of a word before a cut, how many, and the one behind it */
    FILTER_STARTS,       /* the first three letters of a token that words can be glued in */
    FILTER_CORES,        /* the first four letters of words that are taken out of a token */
    FILTER_WRONG_STARTS, /* the first three letters of words that may be wrong, */
    FILTER_WRONG,        /* and some of their other letters */
    WORD_FILTERS
};

struct word_header {
    uint32_t node_count;
    uint32_t longest;       /* letters and digits of the longest word */
    uint8_t filter_bits[8]; /* of each filter: it has 1 << n bits; WORD_FILTERS are used */
    uint32_t reserved[12];  /* zero */
};
#define FILTER_BITS_LEAST 9
#define FILTER_BITS_MOST  24
#define START_BITS        16 /* of the two filters by three letters */

struct word_node {
    uint64_t children;    /* bit n: the symbol n goes on from here */
    uint32_t first_child; /* 0 = none; the others follow it */
    uint32_t word;        /* 0 = no word ends here; else WORD_ENDS, enum word_use bits, and the endings of stems */
};
#define WORD_ENDS             0x80000000u
#define WORD_ENDING(word)     ((word) >> 8 & 31)
#define ORDINARY_ENDING(word) ((word) >> 16 & 31)
#define WORD_BITS             (WORD_ENDS | WORD_USES | 31u << 8 | 31u << 16)
#define WORD_SYMBOLS          36

/* A section that is as large as its header says. */
struct word_index {
    const struct word_header *header;
    const uint64_t *filters[WORD_FILTERS];
    unsigned shifts[WORD_FILTERS]; /* of a key's hash, to a bit's number */
    const struct word_node *nodes;
};

static inline struct word_index word_index_of(const uint8_t *section)
{
    struct word_index index = {.header = (const void *)section};
    const uint64_t *at = (const void *)(section + sizeof *index.header);
    for (int i = 0; i < WORD_FILTERS; i++) {
        index.filters[i] = at;
        index.shifts[i] = 64u - index.header->filter_bits[i];
        at += (size_t)1 << (index.header->filter_bits[i] - 6);
    }
    index.nodes = (const void *)at;
    return index;
}

/* --- Keys ---------------------------------------------------------------------------------------------------- */

/* The eight bytes from a token's first on: they are readable wherever folded text is. */
static inline uint64_t word_bytes(const unsigned char *token)
{
    uint64_t bytes;
    memcpy(&bytes, token, sizeof bytes);
    return bytes;
}
/* The first so many of them. */
static inline uint64_t word_first(uint64_t bytes, uint32_t count)
{
    return count >= 8 ? bytes : bytes & (((uint64_t)1 << 8 * count) - 1);
}

static inline uint64_t word_hash(uint64_t key)
{
    key *= UINT64_C(0x9E3779B97F4A7C15);
    return (key ^ key >> 29) * UINT64_C(0xD6E8FEB86659FD93);
}
static inline bool word_filter_has(const struct word_index *index, enum word_filter filter, uint64_t hash)
{
    uint64_t bit = hash >> index->shifts[filter];
    return index->filters[filter][bit >> 6] >> (bit & 63) & 1;
}

static inline uint64_t cut_key(uint64_t bytes, uint32_t length, unsigned char next)
{
    return word_first(bytes, length) ^ (uint64_t)(length | (uint32_t)next << 8) << 48;
}
static inline uint64_t core_key(uint32_t four)
{
    return four;
}
/* Three letters by their lowest bits, which tell letters from each other: not hashed, but in the place of a hash. */
static inline uint64_t start_hash(uint64_t bytes)
{
    uint64_t bit = (bytes & 63) << 10 | (bytes >> 8 & 31) << 5 | (bytes >> 16 & 31);
    return bit << (64 - START_BITS);
}

/*
 * One error in a word of seven letters or more leaves these of its letters as they are, by the first letter that it
 * touches; two exchanged touch one more. Behind it they stand where they stood, or one place on or back.
 */
enum wrong_key {
    WRONG_AT_1_OR_2 = 1, /* letters 0 and 4, 5, 6 */
    WRONG_AT_3,          /* letters 0 to 2 and 5, 6 */
    WRONG_AT_4,          /* letters 0 to 3 and 6 */
    WRONG_FROM_5         /* letters 0 to 4 */
};
/* shift: where letters behind the error stand, -1, 0 or 1. bytes are the first eight of the token. */
static inline uint64_t wrong_key(enum wrong_key at, uint64_t bytes, int shift)
{
    uint64_t tag = (uint64_t)at << 56;
    switch (at) {
    case WRONG_AT_1_OR_2:
        return tag | (bytes & 0xFF) | (bytes >> 8 * (4 + shift) & 0xFFFFFF) << 8;
    case WRONG_AT_3:
        return tag | (bytes & 0xFFFFFF) | (bytes >> 8 * (5 + shift) & 0xFFFF) << 24;
    case WRONG_AT_4:
        return tag | (bytes & 0xFFFFFFFF) | (bytes >> 8 * (6 + shift) & 0xFF) << 32;
    default:
        return tag | (bytes & 0xFFFFFFFFFF);
    }
}

/* Each key under which a word must stand in a filter, as the hash. The letters' eight bytes must be readable. */
typedef void (*word_key_fn)(void *context, enum word_filter filter, uint64_t hash);
void word_keys(const unsigned char *letters, uint32_t length, uint32_t word, word_key_fn take, void *context);

/* --- The trie ------------------------------------------------------------------------------------------------ */

#define WORD_ROOT 0u

/* A letter's or digit's number; WORD_SYMBOLS or more for anything else. */
static inline uint32_t word_symbol(unsigned char byte)
{
    uint32_t letter = (uint32_t)byte - 'A', digit = (uint32_t)byte - '0';
    return letter < 26 ? letter : digit < 10 ? 26 + digit : 63;
}
static inline uint32_t count_bits(uint64_t bits)
{
    bits -= bits >> 1 & 0x5555555555555555u;
    bits = (bits & 0x3333333333333333u) + (bits >> 2 & 0x3333333333333333u);
    bits = (bits + (bits >> 4)) & 0x0F0F0F0F0F0F0F0Fu;
    return (uint32_t)(bits * 0x0101010101010101u >> 56);
}
/* The child by a symbol; 0 = there is none. */
static inline uint32_t word_child(const struct word_index *index, uint32_t node, uint32_t symbol)
{
    uint64_t children = index->nodes[node].children, bit = (uint64_t)1 << symbol;
    return children & bit ? index->nodes[node].first_child + count_bits(children & (bit - 1)) : 0;
}
static inline uint32_t word_step(const struct word_index *index, uint32_t node, unsigned char byte)
{
    return word_child(index, node, word_symbol(byte));
}

/* Whether a word may stand beside others in one token: of one or two letters only prepositions may. */
bool word_may_neighbour(const unsigned char *letters, uint32_t length);
/* What a token says as it stands: enum word_use bits of the words, or stems, that it is; 0 = it is no word. */
unsigned word_standing(const struct word_index *index, const unsigned char *token, uint32_t length);

#endif
