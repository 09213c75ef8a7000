/*
 * word_index_layout.h: the bytes of PACK_WORD_INDEX, and the keys that those who write and those who read it must
 * compute alike. The words stand in a trie, a node for each beginning. In front stand filters, small enough for the
 * processor's cache, that say of nearly all tokens of ordinary text that no word of the pack is hidden in them.
 *
 * Layout: struct word_header | uint64_t filters, one behind the other | struct word_settled settled[1 << settled_bits]
 * | struct word_phrase phrases[phrase_count] | struct word_node nodes[node_count].
 * A node's child by a letter stands at its base and the letter's number, if the node there says that it is the node's
 * child; nodes' children stand between each other wherever there is room. Each node is the child of one, the root of
 * none, so that the walk from there never comes back; the loader checks that.
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
    FILTER_CUT_TWO,      /* the same and two behind it, asked when that lets a token through */
    FILTER_STARTS,       /* the first five letters of a token that begins with a word and goes on, */
    FILTER_STARTS_SHORT, /* or three, of one that begins with one of three letters */
    FILTER_WRONG_EARLY,  /* what an error leaves in the second, third or fourth letter, */
    FILTER_WRONG_LATE,   /* or behind: the first four letters of words that may be wrong */
    FILTER_WRONG,        /* more of what it leaves in each letter, asked when one of these two lets a token through */
    WORD_FILTERS
};

struct word_header {
    uint32_t node_count;    /* with those that are none */
    uint32_t longest;       /* letters and digits of the longest word */
    uint8_t filter_bits[7]; /* of each filter: it has 1 << n bits */
    uint8_t settled_bits;   /* there are 1 << n places of settled words */
    uint8_t unused[8];      /* zero */
    uint32_t phrase_count;
    uint32_t reserved[9]; /* zero */
};
#define WORD_BITS_LEAST 9
#define WORD_BITS_MOST  24

/* A word that a term says in several, which is found in these where it is cut as there. */
struct word_phrase {
    uint64_t cuts; /* bit n: behind n letters */
    uint32_t node; /* where the word ends; phrases are sorted by it */
    uint32_t reserved;
};

/* Words of a length that fits, all that lists say, and all forms of ordinary words that the compiler made: a token that
 * says one needs no further look, but for cuts where a longer word begins so. One for which its place has no slot
 * stands in one of those behind (settled_behind). Empty slots are zero. */
struct word_settled {
    uint64_t words[2][2]; /* letters, of which the first eight differ; and in the last byte what more is known */
};
#define SETTLED_LETTERS 15                  /* longer forms of ordinary words stand in the trie */
#define SETTLED_SLOTS   2                   /* of a place */
#define SETTLED_WAY     16                  /* places that a word may stand in */
#define SETTLED_GOES_ON (UINT64_C(1) << 56) /* a longer word begins with it */
#define SETTLED_SAYS    (UINT64_C(2) << 56) /* it is an ordinary one, or a stem of one with its ending */
#define SETTLED_ITSELF                                                                                                 \
    (UINT64_C(4) << 56) /* an ordinary one that says nothing in what it looks like, or looks like none */
#define SETTLED_STEMLESS (UINT64_C(8) << 56) /* nothing of the automaton begins with it (settled_stems.h) */
/* Another that would stand in its slot stands in a place behind; one whose first letter or digit is even, or odd. */
#define SETTLED_FURTHER_EVEN (UINT64_C(16) << 56)
#define SETTLED_FURTHER_ODD  (UINT64_C(128) << 56)
#define SETTLED_FURTHER      (SETTLED_FURTHER_EVEN | SETTLED_FURTHER_ODD)
#define SETTLED_KNOWN        (SETTLED_GOES_ON | SETTLED_SAYS | SETTLED_ITSELF | SETTLED_STEMLESS | SETTLED_FURTHER)

struct word_node {
    uint32_t base;  /* its children stand from here on */
    uint32_t check; /* 1 + whose child it is; 0 = nobody's: the root, or no node at all */
    uint32_t word;  /* 0 = no word ends here; else WORD_ENDS, enum word_use bits, and the endings of stems */
    uint32_t next;  /* by which letters it has children: bit 0: A */
};
#define WORD_ENDS             0x80000000u
#define WORD_ENDING(word)     ((word) >> 8 & 31)
#define ORDINARY_ENDING(word) ((word) >> 16 & 31)
#define FILLER_ENDING(word)   ((word) >> 21 & 31)
#define WORD_BITS             (WORD_ENDS | WORD_USES | WORD_PHRASE | WORD_FILLER | WORD_SAID | 31u << 8 | 31u << 16 | 31u << 21)

/* A section that is as large as its header says. */
struct word_index {
    const struct word_header *header;
    const uint64_t *filters[WORD_FILTERS];
    unsigned shifts[WORD_FILTERS]; /* of a key's hash, to the number of its word */
    unsigned settled_shift;
    const struct word_settled *settled;
    const struct word_phrase *phrases;
    const struct word_node *nodes;
};

static inline struct word_index word_index_of(const uint8_t *section)
{
    struct word_index index = {.header = (const void *)section};
    const uint64_t *at = (const void *)(section + sizeof *index.header);
    for (int i = 0; i < WORD_FILTERS; i++) {
        index.filters[i] = at;
        index.shifts[i] = 70u - index.header->filter_bits[i];
        at += (size_t)1 << (index.header->filter_bits[i] - 6);
    }
    index.settled_shift = 64u - index.header->settled_bits;
    index.settled = (const void *)at;
    index.phrases = (const void *)(index.settled + ((size_t)1 << index.header->settled_bits));
    index.nodes = (const void *)(index.phrases + index.header->phrase_count);
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
    return key * UINT64_C(0x9E3779B97F4A7C15);
}
/* Which bits of which word of its filter are a key's: one, or in one word two of FILTER_CUT and FILTER_CUT_TWO, and
 * three of FILTER_WRONG.
 */
static inline uint64_t word_filter_bits(enum word_filter filter, uint64_t hash)
{
    uint64_t bits = UINT64_C(1) << (hash >> 40 & 63);
    if (filter == FILTER_CUT || filter == FILTER_CUT_TWO || filter == FILTER_WRONG)
        bits |= UINT64_C(1) << (hash >> 34 & 63);
    return filter == FILTER_WRONG ? bits | UINT64_C(1) << (hash >> 28 & 63) : bits;
}
static inline bool word_filter_has(const struct word_index *index, enum word_filter filter, uint64_t key)
{
    uint64_t hash = word_hash(key), word = index->filters[filter][hash >> index->shifts[filter]];
    if (filter != FILTER_CUT && filter != FILTER_CUT_TWO && filter != FILTER_WRONG)
        return word >> (hash >> 40 & 63) & 1;
    uint64_t bits = word_filter_bits(filter, hash);
    return (word & bits) == bits;
}

static inline uint64_t cut_key(uint64_t first, uint32_t length, unsigned char next)
{
    return first ^ (uint64_t)(length | (uint32_t)next << 8) << 48;
}
/* The same with the next token's second letter, or a space where it has none. */
static inline uint64_t cut_two_key(uint64_t first, uint32_t length, unsigned char next, unsigned char second)
{
    return cut_key(first, length, next) ^ (uint64_t)second << 40;
}

#define STARTS_LETTERS       5
#define STARTS_SHORT_LETTERS 3
static inline uint64_t starts_key(uint64_t first)
{
    return first & UINT64_C(0xFFFFFFFFFF);
}
static inline uint64_t starts_short_key(uint64_t first)
{
    return first & UINT64_C(0xFFFFFF);
}

/*
 * Where a word of WORD_WRONG_LEAST letters or more has one error, some of a token's first seven letters tell the word:
 * those before the letter that the error touches first, and of those behind the ones that it leaves; and a little of
 * the eighth, where the error has left it. The words stand in the filter with what each error would leave in these
 * places, so that a token is looked up once for each letter, and the filter says where the error is.
 */
#define WRONG_FROM 1 /* the first letter is never wrong */
#define WRONG_LAST 6 /* the error touches this letter first, or one behind */
/* What a key knows of the eighth letter: one of so many. */
#define WRONG_EIGHTHS 5
static inline uint64_t wrong_eighth(uint64_t eight)
{
    const uint64_t letter = eight >> 56;
    return letter ? (letter & 3) + 1 : 0;
}
static inline uint64_t wrong_key(unsigned at, uint64_t eight, uint64_t eighth)
{
    static const uint64_t places[] = {
        [1] = UINT64_C(0x00FFFFFFFF0000FF), [2] = UINT64_C(0x00FFFFFF0000FFFF), [3] = UINT64_C(0x00FFFFFF00FFFFFF),
        [4] = UINT64_C(0x00FFFF00FFFFFFFF), [5] = UINT64_C(0x00FF00FFFFFFFFFF), [6] = UINT64_C(0x0000FFFFFFFFFFFF)};
    return (eight & places[at]) | (uint64_t)at << 56 | (at < WRONG_LAST ? eighth << 60 : 0);
}

/* What the keys for errors in the second, third and fourth letter share. */
#define WRONG_EARLY_LAST 3
static inline uint64_t wrong_early_key(uint64_t eight)
{
    return eight & UINT64_C(0x00FFFFFF000000FF);
}
/* What those for errors behind the fourth share. */
#define WRONG_LATE_FROM 4
static inline uint64_t wrong_late_key(uint64_t eight)
{
    return eight & UINT64_C(0xFFFFFFFF);
}

/* Where a settled word stands, of 1 << (64 - shift) places. */
static inline uint64_t settled_place(unsigned shift, uint64_t first, uint64_t second)
{
    return word_hash(first ^ (second << 29 | second >> 35)) >> shift;
}
enum settled {
    SETTLED = 1,
    SETTLED_BEGINS = 2, /* a longer word begins with it */
    SETTLED_ORDINARY = 4,
    SETTLED_LOOKS_ITSELF = 8, /* SETTLED_ITSELF */
    SETTLED_HAS_NO_STEM = 16  /* SETTLED_STEMLESS */
};
/* The n-th place behind a first one: two and two, since two stand together in the processor's cache. `last`: place. */
static inline uint64_t settled_behind(uint64_t place, uint64_t n, uint64_t last)
{
    return ((place ^ (n & 1)) + (n & ~UINT64_C(1))) & last;
}
/* What a slot says where a word that begins so stands behind. */
static inline uint64_t settled_further_bit(uint64_t first)
{
    return first & 1 ? SETTLED_FURTHER_ODD : SETTLED_FURTHER_EVEN;
}
/* The slot of a place in which a word stands, if it stands there. */
static inline const uint64_t *settled_slot(const struct word_settled *place, uint64_t first)
{
    return place->words[place->words[0][0] != first];
}
/* Whether a slot's word, which differs from a token's letters by these bits, is the token; enum settled bits. */
static inline unsigned settled_as(uint64_t first, uint64_t more)
{
    const unsigned is = (first | (more & ~SETTLED_KNOWN)) == 0;
    return (0u - is) & (SETTLED | (unsigned)((more & ~SETTLED_FURTHER) >> 56) << 1);
}
/* The same of a word that does not stand in its first place. `shift`: of the table. */
unsigned word_settled_further(const struct word_settled *settled, unsigned shift, uint64_t first, uint64_t second);
/* Whether a token of these letters is a settled word; enum settled bits. */
static inline unsigned word_settled(const struct word_index *index, uint64_t first, uint64_t second)
{
    const struct word_settled *place = &index->settled[settled_place(index->settled_shift, first, second)];
    const uint64_t *word = settled_slot(place, first);
    const uint64_t more = word[1] ^ second;
    const unsigned settled = settled_as(word[0] ^ first, more);
    if (__builtin_expect(settled == 0 && (more & settled_further_bit(first)) != 0, 0))
        return word_settled_further(index->settled, index->settled_shift, first, second);
    return settled;
}

/* Each key under which a word must stand in a filter. Eight bytes behind the word must be readable, and zero. `word` is
 * as in struct word_node. */
typedef void (*word_key_fn)(void *context, enum word_filter filter, uint64_t key);
void word_keys(const unsigned char *letters, uint32_t length, uint32_t word, uint64_t phrase, word_key_fn take,
               void *context);

/* --- Letters and digits: folded text has no other bytes within a token ---------------------------------------- */

static inline bool is_folded_digit(unsigned char byte)
{
    return byte < 'A';
}
static inline bool has_folded_digit(const unsigned char *text, uint32_t length)
{
    for (uint32_t i = 0; i < length; i++)
        if (is_folded_digit(text[i]))
            return true;
    return false;
}
static inline bool has_folded_letter(const unsigned char *text, uint32_t length)
{
    for (uint32_t i = 0; i < length; i++)
        if (!is_folded_digit(text[i]))
            return true;
    return false;
}

/* --- The trie ------------------------------------------------------------------------------------------------ */

#define WORD_ROOT 0u

/* Any byte has a number, and nodes stand so far behind every base; but only letters and digits lead to a child. */
#define WORD_SYMBOLS 256u
static inline uint32_t word_symbol(unsigned char byte)
{
    return (unsigned char)(byte - '0');
}
/* The child by a letter or digit; 0 = there is none. */
static inline uint32_t word_step(const struct word_index *index, uint32_t node, unsigned char byte)
{
    uint32_t child = index->nodes[node].base + word_symbol(byte);
    return index->nodes[child].check == node + 1 ? child : 0;
}

/* The bit of a letter in what a node says of its children; a digit has none. */
static inline uint32_t word_letter_bit(unsigned char byte)
{
    return byte >= 'A' && byte <= 'Z' ? UINT32_C(1) << (byte - 'A') : 0;
}

/* What a word that ends at a node says of a token that goes on behind it: its uses if it is all of the token, or a
 * stem of which the rest is an ending; 0 = it is not. */
static inline unsigned word_covers(uint32_t word, const unsigned char *rest, uint32_t length)
{
    unsigned uses = word & WORD_USES;
    if (length == 0 || word == 0)
        return uses;
    if (length > WORD_ENDING(word))
        uses &= WORD_ORDINARY;
    if (length > ORDINARY_ENDING(word))
        uses &= ~(unsigned)WORD_ORDINARY;
    for (uint32_t i = 0; uses != 0 && i < length; i++)
        if (rest[i] < 'A')
            uses = 0;
    return uses;
}

/* Whether a token begins or ends with a preposition that words are written together with. */
bool word_has_preposition(const unsigned char *token, uint32_t length);

/* What a token says as it stands: enum word_use bits of the words, or stems, that it is; 0 = it is no word. */
unsigned word_standing(const struct word_index *index, const unsigned char *token, uint32_t length);

/* Where a term of several words cuts the word that ends at a node; 0 = there is none. */
uint64_t word_phrase_cuts(const struct word_index *index, uint32_t node);

/* The way of a token through the trie: as far as any word begins so. */
struct word_path {
    uint32_t nodes[WORD_LONGEST + 1]; /* behind so many letters */
    uint32_t depth;                   /* of the last */
    uint64_t words;                   /* bit n: a word that others may stand beside ends behind n letters */
    unsigned standing;                /* as word_standing() */
    unsigned whole;                   /* uses of the word that it is to its end, and WORD_SAID; 0 = it is none */
};
/* Whether nothing is to be put right: lists say the word so. What is a stem with some ending, or a spelling that was
 * made of another word, may be a third with an error in it; forms of ordinary words stand in the table of settled ones.
 */
static inline bool word_path_settles(const struct word_path *path)
{
    return (path->whole & (WORD_SAID | WORD_ORDINARY)) != 0;
}
void word_walk(const struct word_index *index, const unsigned char *token, uint32_t length, struct word_path *path);

#endif
