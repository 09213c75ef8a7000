/*
 * respelling.h: the readings that a pack's own words give, as match/respell.h and match/word_ways.h describe them,
 * found by trying everything: no filter, no trie, no index. Written from those descriptions alone.
 */
#ifndef FIATGATE_ORACLE_RESPELLING_H
#define FIATGATE_ORACLE_RESPELLING_H

#include "plugin/match/word_index.h"
#include "plugin/transfer.h"
#include "spelling.h"

struct lexicon {
    const struct word *words;
    uint32_t count;
    const struct word_form *forms; /* of ordinary ones */
    uint32_t form_count;
};

/* Adds the spellings that the others become. Returns how many words there are whose reading is not to be compared:
 * those that could be read in several ways of which the descriptions prefer none, and those that respelling.c names. */
uint32_t respelling_add(struct spellings *spellings, const struct lexicon *lexicon, const struct transfer *transfer);

/* --- One word (respelling_words.c) --------------------------------------------------------------------------- */

/* enum word_use bits of the words and stems that these letters are; 0 = they say nothing. */
unsigned lexicon_says(const struct lexicon *lexicon, const char *letters, uint32_t length);

/* The same of one word of the pack: its uses where the letters are it, or its stem and an ending of at most so many. As
 * part of a term and as an ordinary word it has an ending each. */
unsigned word_says(const struct word *word, const char *letters, uint32_t length, uint32_t most);

bool are_letters(const char *text, uint32_t length);
bool are_digits(const char *text, uint32_t length);

/* How many spelled words from the first on are one that was cut apart, at least 2; 0 = they are none. */
uint32_t lexicon_cut(const struct lexicon *lexicon, const struct spelled *words, uint32_t count);

struct right {
    char letters[WORD_LONGEST + PACK_ENDING_MAX + 8];
    uint32_t length;
    uint32_t same; /* letters at the beginning that were right */
};
/* The words that letters are with one error, the best first. */
struct corrections {
    struct right words[8];
    uint32_t count;
    bool open; /* the descriptions leave open in which order */
};
/* Those of them that have these uses, with the error from one of the letters on. Returns their count. */
uint32_t lexicon_correct(const struct lexicon *lexicon, const char *letters, uint32_t length, uint32_t from,
                         unsigned uses, struct corrections *corrections);

/* --- One word taken apart (respelling_split.c) ---------------------------------------------------------------- */

struct pieces {
    uint32_t ends[WORD_LONGEST]; /* one past each piece's last letter */
    uint32_t count;
    uint8_t readings;
    bool open; /* the descriptions leave it open whether these are they */
};
/* Whether a word is taken apart. */
bool lexicon_split(const struct lexicon *lexicon, const char *letters, uint32_t length, struct pieces *pieces);

/* Whether it is where capitals or another script in a value's text show it (respelling_capitals.c). */
bool lexicon_split_capitals(const struct lexicon *lexicon, const unsigned char *text, const struct spelled *word,
                            struct pieces *pieces);

#endif
