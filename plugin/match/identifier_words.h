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

struct identifier_words {
    const unsigned char *text;
    size_t length;
    bool goes_on; /* a text follows that an address may go on in */
    bool wide;    /* a block is read at once (identifier_marks.h) */
    size_t at;    /* bytes before it are done with, and count for no word */
    /* The block being looked at, and the places in it that are left to be looked at, a bit each. */
    size_t block, block_end;
    uint64_t places;
    uint64_t pieces; /* bytes of it behind which there is none, up to its end, that no address in base58 goes over */
    /* 1 where there ends before the byte behind the block: a number, a word, a group of eight letters. */
    uint64_t behind_digit, behind_word, behind_letters;
};

/* How many bytes of a label of an IIN or BIN ("BIN", "БИН", "IDN" and the like) stand right before a byte, 0 = none. */
size_t identifier_label_before(const unsigned char *text, size_t at);

/* Begins with another text. */
void identifier_words_start(struct identifier_words *words, const unsigned char *text, size_t length, bool goes_on);
/* Goes on from a byte, which begins a word if it is a letter or digit, whatever stands before it. */
void identifier_words_go_on(struct identifier_words *words, size_t at);

/*
 * The next run [from, to) of ASCII letters and digits that has to be looked at; false = there is none. Those left out
 * are
 *   words of letters: of fewer than 26 (the shortest wallet address without a digit), unless they are the code of a
 *     country that has IBANs and digits come behind, or begin as an address of TON;
 *   numbers, all of them digits: of fewer than 12 with no label before them, unless an address in base58, cut into
 *     pieces, could begin with them, as far as its first 25 bytes show; "0:" is looked at (workchains of TON).
 * Some that are given are of these too: what is asked here is only where looking is worth while.
 */
bool identifier_words_next(struct identifier_words *words, size_t *from, size_t *to);

#endif
