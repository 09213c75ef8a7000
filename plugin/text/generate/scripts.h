/*
 * scripts.h: the part of the folding table that is decided by people and not derived from Unicode data: how Cyrillic
 * and Greek are written in Latin letters, and which letters, digits and signs are used in place of which.
 */
#ifndef FIATGATE_SCRIPTS_H
#define FIATGATE_SCRIPTS_H

#include <stddef.h>
#include <stdint.h>

/* NULL = no such reading. */
struct script_letter {
    uint32_t code_point;
    const char *plain;
    const char *latin;
    const char *cyrillic;
};

/* Capitals; the small letter says the same unless it has a line of its own in small_letters. */
extern const struct script_letter capital_letters[];
extern const size_t capital_letter_count;
extern const struct script_letter small_letters[];
extern const size_t small_letter_count;
/* Digits as letters; plain is the digit itself. */
extern const struct script_letter digit_letters[];
extern const size_t digit_letter_count;

/* Where in a word a sign is a letter. */
enum sign_place { ANYWHERE, NOT_FIRST, NOT_LAST, INSIDE };

struct script_sign {
    uint32_t code_point;
    const char *plain; /* not NULL: a token of its own where it is no letter of a word */
    const char *latin;
    const char *cyrillic;
    enum sign_place place;
};
extern const struct script_sign signs[];
extern const size_t sign_count;

/* What a letter, digit or sign looks like. */
struct script_look {
    uint32_t code_point;
    const char *latin;
    const char *cyrillic;
};
/* The other letter that one looks like, beside the one that it is read as first. */
extern const struct script_look other_looks[];
extern const size_t other_look_count;
/* Letters of far scripts that people write for Latin ones, by their shape, and that Unicode's confusables do not name;
 * the small letter says the same. */
extern const struct script_look fancy_looks[];
extern const size_t fancy_look_count;

#endif
