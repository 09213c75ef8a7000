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

#define IDENTIFIER_WORD_BLOCKS 8 /* of 64 bytes, looked at in one go */

struct identifier_words {
    const unsigned char *text;
    size_t length;
    bool goes_on;  /* a text follows that an address may go on in */
    size_t at;     /* words that end before it are done with */
    size_t blocks; /* bytes before the blocks */
    unsigned block, block_count;
    uint64_t found[IDENTIFIER_WORD_BLOCKS]; /* bytes in words to be looked at, a bit each */
    /* Of the byte behind the blocks: whether a word, or a label and what is between it and a number, stands before it.
     */
    bool behind_word, behind_label;
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
