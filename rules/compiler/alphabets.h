/*
 * alphabets.h: words of one alphabet with letters of another that look the same, and text that went through a wrong
 * code page. Pure functions over the text they are given.
 */
#ifndef FIATGATE_COMPILER_ALPHABETS_H
#define FIATGATE_COMPILER_ALPHABETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The code point at a place of well-formed UTF-8, and how many bytes it has. */
uint32_t character_at(const char *text, size_t *length);
/* Writes a code point as UTF-8; returns its bytes. */
size_t character_write(uint32_t character, char out[4]);
bool character_is_letter(uint32_t character);

#define WORD_BYTES_MAX 128

/* A word of two alphabets that one of them can write alike. */
struct mixed_word {
    char word[WORD_BYTES_MAX], meant[WORD_BYTES_MAX];
    char letter[8];    /* the first that is of the other alphabet */
    unsigned position; /* of that letter in the word, from 1 */
    bool cyrillic;     /* that letter is Cyrillic */
};

/* The first such word of a text. */
bool mixed_word_find(const char *text, struct mixed_word *found);

/* Every Cyrillic letter that looks like a Latin one as that; false = some letter does not. */
bool text_as_latin(const char *text, char *out, size_t size);

struct misread_word {
    char word[WORD_BYTES_MAX], meant[WORD_BYTES_MAX];
};

/*
 * The first word that is UTF-8 or Windows-1251 read in a wrong code page: UTF-8 read as Windows-1252 or as
 * Windows-1251, Windows-1251 read as Windows-1252.
 */
bool misread_word_find(const char *text, struct misread_word *found);

/* The word around a byte of text that is not UTF-8, when Windows-1251 makes one of Cyrillic letters of it. */
bool word_of_windows_1251(const char *text, size_t length, size_t at, char *out, size_t size);

#endif
