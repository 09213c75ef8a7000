/*
 * evade_form.h: a word in disguise, as code points, and the chance by which disguises are chosen: the same for the same
 * word, kinds and number, on any machine. Pure functions over the memory they are given.
 */
#ifndef FIATGATE_EVADE_FORM_H
#define FIATGATE_EVADE_FORM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define EVADE_LETTERS_MAX 320

/* How a form lies over the ends of lines. */
enum evade_break {
    BREAK_NONE,
    BREAK_LINE, /* at break_at the line is full, of so many columns, and the next begins */
    BREAK_FIELD /* at break_at the text goes on in the next occurrence of the field; 0 columns: wherever that is */
};

struct evade_form {
    uint32_t letters[EVADE_LETTERS_MAX];
    uint16_t count;
    uint16_t break_at;
    uint8_t break_kind; /* enum evade_break */
    uint8_t columns;
};

/* From UTF-8; false = it is too long, or not UTF-8. */
bool evade_form_read(struct evade_form *form, const char *utf8);
/* Letters [from, to) as UTF-8 with a NUL; returns the bytes written without it, at most size - 1. */
size_t evade_form_write(const struct evade_form *form, uint32_t from, uint32_t to, char *out, size_t size);

/* Each false where the form would grow too long, and then unchanged. */
bool evade_form_insert(struct evade_form *form, uint32_t at, uint32_t letter);
/* Before or behind all of it. */
bool evade_form_lead(struct evade_form *form, const char *utf8);
bool evade_form_append(struct evade_form *form, const char *utf8);
void evade_form_remove(struct evade_form *form, uint32_t at);

/* Of Latin, Cyrillic and Greek letters; others are their own. */
uint32_t evade_upper(uint32_t letter);
uint32_t evade_lower(uint32_t letter);
bool evade_is_latin(uint32_t letter); /* of ASCII */
bool evade_is_cyrillic(uint32_t letter);
bool evade_is_digit(uint32_t letter);
/* A letter or digit of those three: what a word is made of. */
bool evade_is_letter(uint32_t letter);
/* Letters and digits of a form. */
uint32_t evade_form_letters(const struct evade_form *form);

struct evade_chance {
    uint64_t state;
};
uint64_t evade_hash(const void *bytes, size_t length, uint64_t seed);
/* In [0, below), below > 0. */
uint32_t evade_draw(struct evade_chance *chance, uint32_t below);

#endif
