/*
 * identifier_words.h: the words of a text that an identifier may begin with, stand in, or end with, so that all other
 * words, nearly all there are, are never looked at one by one. Part of the screening path; reads the text it is given,
 * writes its own struct alone.
 */
#ifndef FIATGATE_IDENTIFIER_WORDS_H
#define FIATGATE_IDENTIFIER_WORDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What the last 64 bytes read are, a bit each: bit 63 is the last. */
struct word_marks {
    uint64_t digits, letters; /* ASCII */
    uint64_t high;            /* not ASCII */
    uint64_t labels;          /* the last byte of "BIN", "БИН" and the like, in either case */
    uint64_t ton;             /* E or U, and what follows it in an address of TON, if that was read with it */
    uint64_t breaks;          /* no address in base58 goes on over it */
};

struct identifier_words {
    const unsigned char *text;
    size_t length;
    bool goes_on; /* a text follows that an address may go on in */
    size_t at;    /* words that end before it are done with */
    size_t read;  /* bytes in the marks */
    uint64_t found;
    struct word_marks marks;
};

/* Begins with another text. */
void identifier_words_start(struct identifier_words *words, const unsigned char *text, size_t length, bool goes_on);
/* Goes on from a byte, which begins a word if it is a letter or digit, whatever stands before it. */
void identifier_words_go_on(struct identifier_words *words, size_t at);

/*
 * The next run [from, to) of ASCII letters and digits that has to be looked at; false = there is none. Those left out
 * are
 *   words of letters: of fewer than 26 (the shortest wallet address without a digit), unless they have two and digits
 *     come behind (a country code), or begin as an address of TON;
 *   numbers, all of them digits: of fewer than 12 with no label before them, unless 25 bytes follow which an address in
 *     base58, cut into pieces, could be of; a lone 0 is looked at (workchains of TON).
 * Some that are given are of these too: what is asked here is only where looking is worth while.
 */
bool identifier_words_next(struct identifier_words *words, size_t *from, size_t *to);

#endif
