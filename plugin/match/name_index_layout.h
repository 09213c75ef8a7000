/*
 * name_index_layout.h: the bytes of PACK_NAME_INDEX, and the hashes that those who write and those who read it must
 * compute alike. A name is found by the hashes of its beginnings: of its first two tokens, its first three, and so on
 * to all of them; a name of one token by that alone. In front stand two filters small enough for the processor's cache:
 * the first says of most tokens that no name begins with them, the second of most of the others that none is what
 * stands there, by itself or with the token behind it.
 *
 * Layout: struct name_index_header | uint64_t tokens[filter_words] | uint64_t starts[filter_words] |
 * struct name_slot slots[slot_count].
 * Slots are an open-addressed table: a beginning stands in the first free slot from its bucket on, a bucket being one
 * line of the cache. Nothing here is secret: whoever knows the hashes can make text that meets the filter, and pays for
 * it with NAME_TOKENS_MAX times NAME_RUN_MAX slots a token at the worst.
 */
#ifndef FIATGATE_NAME_INDEX_LAYOUT_H
#define FIATGATE_NAME_INDEX_LAYOUT_H

#include <stdint.h>
#include <string.h>

#define NAME_TOKENS_MAX   16  /* of one name */
#define NAME_BYTES_MAX    512 /* of one folded name */
#define NAME_RUN_MAX      64  /* used slots that may follow each other */
#define NAME_BUCKET_SLOTS 8u
#define NAME_READ_AHEAD   16 /* bytes that must be readable from any byte of a token on */

struct name_index_header {
    uint32_t filter_words;  /* of each; a power of two, at least 8 */
    uint32_t slot_count;    /* a power of two, at least NAME_BUCKET_SLOTS */
    uint32_t longest_name;  /* tokens */
    uint32_t longest_token; /* bytes */
    uint32_t reserved[12];  /* zero */
};

#define NAME_GOES_ON 0x80000000u

struct name_slot {
    uint32_t check; /* the upper half of the beginning's hash */
    uint32_t what;  /* 0 = free; NAME_GOES_ON: there are longer names; the rest: 1 + term that ends here, 0 = none */
};

/* The hash of no token. */
#define NAME_START UINT64_C(0x9E3779B97F4A7C15)

static inline uint64_t name_mix(uint64_t hash, uint64_t bits)
{
    hash = (hash ^ bits) * UINT64_C(0xD6E8FEB86659FD93);
    return hash ^ hash >> 32;
}

/* Sixteen bytes in eight. */
static inline uint64_t name_halves(uint64_t low, uint64_t high)
{
    high *= UINT64_C(0x9FB21C651E98DF25);
    return low ^ (high << 29 | high >> 35);
}

/* Of a token's bytes; reads up to NAME_READ_AHEAD - 1 bytes behind it, which do not count. length > 0. */
static inline uint64_t name_token_hash(const unsigned char *token, uint32_t length)
{
    static const unsigned char counts[2 * NAME_READ_AHEAD] = {0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF,
                                                              0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF};
    uint64_t hash = NAME_START, low, high, low_counts, high_counts;
    for (; length > 16; length -= 16, token += 16) {
        memcpy(&low, token, sizeof low);
        memcpy(&high, token + 8, sizeof high);
        hash = name_mix(hash, name_halves(low, high));
    }
    memcpy(&low, token, sizeof low);
    memcpy(&high, token + 8, sizeof high);
    memcpy(&low_counts, counts + 16 - length, sizeof low_counts);
    memcpy(&high_counts, counts + 24 - length, sizeof high_counts);
    return name_mix(hash, name_halves(low & low_counts, high & high_counts));
}

/* Of a beginning that is longer by one token. */
static inline uint64_t name_longer(uint64_t beginning, uint64_t token_hash)
{
    return name_mix((beginning << 23 | beginning >> 41) + NAME_START, token_hash);
}

/* The bit of a token in the first filter, */
static inline uint32_t name_token_bit(uint64_t token_hash, uint32_t filter_words)
{
    return (uint32_t)token_hash & (filter_words * 64 - 1);
}
/* and where a beginning's bits stand in the second, and which they are. */
static inline uint32_t name_filter_word(uint64_t beginning, uint32_t filter_words)
{
    return (uint32_t)(beginning >> 12) & (filter_words - 1);
}
static inline uint64_t name_filter_bits(uint64_t beginning)
{
    return UINT64_C(1) << (beginning & 63) | UINT64_C(1) << (beginning >> 6 & 63);
}

static inline uint32_t name_check(uint64_t beginning)
{
    return (uint32_t)(beginning >> 32);
}
/* The first slot of its bucket. */
static inline uint32_t name_bucket(uint64_t beginning, uint32_t slot_count)
{
    return (uint32_t)(beginning >> 12) * NAME_BUCKET_SLOTS & (slot_count - 1);
}

#endif
