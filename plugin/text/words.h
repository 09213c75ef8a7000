/*
 * words.h: one word of a text, what it is made of, and how it is written in a disguise. Used by the readings of whole
 * values (readings.c) and by those of spaced letters (joined.c). Touches the value's text and the folded text.
 */
#ifndef FIATGATE_WORDS_H
#define FIATGATE_WORDS_H

#include "readings.h"

/* A word of the text, or a run of spaced letters to be read as one. */
struct word {
    uint32_t from, to;
    uint32_t units; /* its letters, digits and signs */
    unsigned flags; /* of its letters, all together; LETTER_DIGIT for signs, too */
    bool spaced;    /* separators inside it say nothing, nor do signs */
    bool signs;     /* of a spaced run: but signs that stand alone do */
};

/* Whether neither a letter nor a digit stands beside a sign: C / @ / $ / H, not U$S$D$T. */
bool sign_stands_alone(const struct source *source, const struct unit *sign);

/* The disguises (bits) that the word is in; 0 = it is what it is. */
unsigned word_disguises(const struct source *source, const struct word *word);
/* Whether it has letters, and not digits and signs alone. */
bool word_has_letters(const struct source *source, const struct word *word);
/* Writes the word as one token read in a disguise, or plain, where a sign parts it. false = it does not fit. */
bool word_write(struct folded *folded, const struct source *source, const struct word *word, enum disguise disguise);
bool word_write_plain(struct folded *folded, const struct source *source, const struct word *word);

#endif
