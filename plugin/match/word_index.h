/*
 * word_index.h: the words that a pack's terms are made of, for respell.h: found by their letters, by how they begin,
 * and with one of their letters wrong. One blob (PACK_WORD_INDEX), laid out by rules/compiler/word_index_build.c as
 * word_index_layout.h says, checked by the loader, read-only afterwards.
 *
 * Words are those of terms, and of lists of kinds `ordinary` and `filler`. Names of lists that are too long for it
 * (pack.h, spelled_names) are not among them: they are found as written.
 */
#ifndef FIATGATE_WORD_INDEX_H
#define FIATGATE_WORD_INDEX_H

#include "judge/pack.h"

enum word_use {
    WORD_MAY_BE_CUT = 1 << 0,      /* tokens in a row that say it are put together */
    WORD_MAY_BE_GLUED = 1 << 1,    /* it is taken out of a token that is made of words and numbers alone */
    WORD_MAY_BE_WRONG = 1 << 2,    /* one typing error in it is put right */
    WORD_ORDINARY = 1 << 3,        /* it is what it is: never made into another */
    WORD_MAY_BE_NUMBERED = 1 << 4, /* a number before or behind it is taken off */
    WORD_OF_A_TERM = 1 << 5,       /* it is of a term; not of lists of ordinary words alone */
    WORD_MAY_NEIGHBOUR = 1 << 6,   /* others may stand beside it in one token; of short words prepositions alone */
    WORD_PHRASE = 1 << 7,          /* several words of a term, which are put together where they are cut elsewhere */
    WORD_FILLER = 1 << 13,         /* it is of a list of fillers: word_is_filler() */
    WORD_SAID = 1 << 14 /* a list says it so: it is more than a beginning of words, or a spelling made here */
};
#define WORD_USES 0x7F /* what is said of a token that is the word: in one token a phrase is none */

/* The least letters and digits of a word for each use, whatever its entries allow. */
#define WORD_CUT_LEAST      4
#define WORD_GLUED_LEAST    4
#define WORD_NUMBERED_LEAST 3
#define WORD_WRONG_LEAST    7
#define WORD_PHRASE_LEAST   6
/* Of so many letters are those that a number is taken off because others stand beside them in a term: SOLANA IM500. */
#define WORD_SHORT 2
/* An ordinary word of so many letters is not half of a word with an error. */
#define HALF_ORDINARY_LEAST 4
/* Behind a word of the pack the error may stand in the first of so many letters. */
#define GOES_ON_WRONG 4
/* The longest word that the index holds, and the longest token that is read otherwise. */
#define WORD_LONGEST 48

/* The loader's check of the section. "" = it is sound, else what is wrong. */
const char *word_index_verify(const struct pack *pack);

/* A word and what the pack says of it, for the compiler. */
struct word {
    const char *letters;
    uint32_t length;
    uint16_t uses;           /* enum word_use bits, so far as the entries allow them */
    uint8_t ending;          /* of a stem of a term: it may go on by so many letters */
    uint8_t ordinary_ending; /* the same of a stem of an ordinary word, */
    uint8_t filler_ending;   /* and of one of fillers */
    uint64_t phrase;         /* a term says it in several words: bit n: cut behind n letters; 0 = none does */
};

/* The uses of a word: of what its entries allow what its letters do. */
unsigned word_uses(unsigned allowed, const char *letters, uint32_t length);
/* Those that it has besides where it is one of several words of a term. */
unsigned word_uses_in_phrase(unsigned allowed, const char *letters, uint32_t length);

/* An ordinary word, or a stem of one with an ending, of at most WORD_LONGEST letters, all of which the index knows; and
 * what it looks like where every letter looks like a Latin one, else NULL: " " = several things. */
struct word_form {
    const char *letters, *look;
};

/* Words, sorted by their bytes, each once; forms in any order; and the pack's automaton, NULL = it has none. */
struct word_list {
    const struct word *words;
    uint32_t count;
    const struct word_form *forms;
    uint32_t form_count;
    const uint8_t *automaton;
};

/* Whether folded letters and digits are a filler, or a stem of one with its ending. false where the pack has none. */
bool word_is_filler(const struct pack *pack, const unsigned char *letters, uint32_t length);

/* Whether one of a phrase's words, from that on which begins at a letter, is too short to be put together by itself. */
bool word_has_short(uint64_t phrase, uint32_t from, uint32_t length);

/* The compiler's half: lays out the index of words into memory of the caller's; into NULL asks for the size. The same
 * words give the same bytes. */
size_t word_index_build(const struct word_list *list, unsigned char *into, size_t size);

#endif
