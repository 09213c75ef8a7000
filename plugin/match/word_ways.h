/*
 * word_ways.h: the ways in which a word of the pack hides in a text, one function each: cut apart, run together with
 * others, or with a typing error in it. Each is asked of one token, or from one token on. Pure functions; part of the
 * screening path.
 */
#ifndef FIATGATE_WORD_WAYS_H
#define FIATGATE_WORD_WAYS_H

#include "hits.h"
#include "word_index_layout.h"

/* One past a token's last byte: each is followed by one space, the segment's last by the space that ends it. */
static inline uint32_t token_bytes_end(const struct folded *folded, const struct folded_segment *segment,
                                       uint32_t token)
{
    return token + 1 < segment_tokens_end(folded, segment) ? folded->tokens[token + 1].at - 1
                                                           : segment_end(folded, segment) - 1;
}

/* --- Cut apart (word_cut.c) ---------------------------------------------------------------------------------- */

/* Pieces of one word; of a word of fewer letters than CUT_LONG, fewer. */
#define CUT_PIECES       12
#define CUT_SHORT_PIECES 3
#define CUT_LONG         6

/* Tokens that together say a word that may be cut, or a stem of one and how it goes on. */
struct cut {
    uint32_t tokens; /* at least 2; 0 = there are none */
    bool is_word;    /* it is a word, and not several alone */
    uint64_t phrase; /* bit n: a term has several words in its place, and one of them ends behind n letters */
};

/* The most tokens from this one on that do. */
struct cut word_cut(const struct word_index *index, const struct folded *folded, const struct folded_segment *segment,
                    uint32_t token);

/* --- Run together (word_split.c) ----------------------------------------------------------------------------- */

#define SPLIT_PIECES 24
/* Letters by which a stem goes on inside a token: an ending, no further word. */
#define SPLIT_ENDING 3
/* The most letters by which a word that ends at a node goes on in a token; an ordinary one by as many as its forms. */
static inline uint32_t word_split_ending(uint32_t word)
{
    const uint32_t term = WORD_ENDING(word) < SPLIT_ENDING ? WORD_ENDING(word) : SPLIT_ENDING;
    return term > ORDINARY_ENDING(word) ? term : ORDINARY_ENDING(word);
}

/* What is no word may stand behind a preposition at a token's end, a name most often: of at least so many letters,
 * behind several words, of so many, one of which may be taken out. */
#define SPLIT_NAME        4
#define SPLIT_BEFORE_NAME 8

/* A token's pieces: words and numbers, nothing else. */
struct split {
    uint32_t count;
    uint32_t ends[SPLIT_PIECES]; /* one past each piece's last byte */
    uint8_t readings;            /* READING_NUMBERED: there are numbers; READING_DIVIDED: several words */
};

/* Whether a token is made of words and numbers alone, but for a name at its end, and is no word itself. path is what
 * word_walk() says of it. One word that numbers may be taken off goes before several. Of several ways the cheapest, of
 * at most SPLIT_PIECES pieces: a number, a preposition and a word that may be taken out of it cost 2 each, another word
 * of three letters 3, a longer one or a form of it 7, and a letter of an ending 2 more; of names the shortest. Which of
 * two that cost the same is not said, but always the same one. Forms are those that the compiler made of the stem. */
bool word_split(const struct word_index *index, const unsigned char *token, uint32_t length,
                const struct word_path *path, struct split *split);

/* The same of a word of WORD_SHORT letters with a number of at least so many digits before or behind it, on one
 * side: on the other stands the word that makes a term of it. */
#define WORD_SHORT_DIGITS 2
bool word_split_short(const struct word_index *index, const unsigned char *token, uint32_t length, struct split *split);

/* --- With a typing error (word_correct.c) -------------------------------------------------------------------- */

#define CORRECTED_LEAST (WORD_WRONG_LEAST - 1) /* of a token: a letter may be missing */
/* Letters by which a stem that was put right may go on, and one of as many letters as a long one has. */
#define CORRECTED_ENDING      2
#define CORRECTED_LONG        9
#define CORRECTED_ENDING_LONG 3

/* What is right: the token's first letters, some others, and the token's from a letter on. */
struct correction {
    uint32_t kept;
    unsigned char letters[8];
    uint32_t letter_count;
    uint32_t resumed;
};

/* So many words that a token may be are told, and one of them is of so many bytes at the most. */
#define CORRECTIONS    8
#define WORD_CORRECTED (WORD_LONGEST + 1 + 8)

/* Writes what is right; returns its length. */
uint32_t correction_write(const struct correction *correction, const unsigned char *token, uint32_t length,
                          unsigned char *right);

/* The words to which a token that is none is one error, which first touches one of these letters (bit n: letter n),
 * and which have these uses, too (enum word_use); of more than CORRECTIONS the first. Whole words, where there are any,
 * else stems with an ending; a token that is itself a stem with an ending is made a whole word only, and none by
 * another letter where it is an ordinary word's. Of one that is itself a word, which no list says, that is the first.
 * First those that say the same for the longest beginning, of these those with two letters exchanged before those with
 * a letter too many, another, or too few, of these by the alphabet. Letters here are those of folded text; behind these
 * those that Cyrillic letters are written as (letter_units.h) count as one, in a token of at least CORRECTED_LEAST
 * letters so counted: exchanged with what stands behind, one of them doubled, another (any for one of two letters, its
 * neighbour on the keys for a single one), or one of two letters missing, but not in a stem of WORD_WRONG_LEAST letters
 * that goes on. A digit is not wrong, but may be exchanged with a letter. */
uint32_t word_correct(const struct word_index *index, const unsigned char *token, uint32_t length,
                      const struct word_path *path, uint64_t where, unsigned uses,
                      struct correction corrections[CORRECTIONS]);

#endif
