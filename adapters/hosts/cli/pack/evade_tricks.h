/*
 * evade_tricks.h: the kinds of trick by which words are disguised, each a function over a form. Hand-written tables
 * (evade_*.def) and Unicode's confusables (evade_look_alikes.h); nothing of the plug-in's folding.
 *
 *   evade_letters.c    letters for others that look like them, signs, marks, case, what is not seen
 *   evade_language.c   other scripts, endings, typing errors
 *   evade_layout.c     words apart, cut, over the end of a line, run together
 */
#ifndef FIATGATE_EVADE_TRICKS_H
#define FIATGATE_EVADE_TRICKS_H

#include "evade_form.h"
#include "evade_words.h"

/* In the order in which several are done to one word: what it says, then its letters, then how it lies in the text. */
enum evade_kind {
    EVADE_INFLECTION,
    EVADE_TRANSLITERATION,
    EVADE_TYPING,
    EVADE_LEET,
    EVADE_HOMOGLYPH,
    EVADE_COMPATIBLE,
    EVADE_ACCENTS,
    EVADE_CASE,
    EVADE_UNSEEN,
    EVADE_GLUE,
    EVADE_CUT,
    EVADE_SPACING,
    EVADE_LINE,
    EVADE_KINDS
};

/* Does the variant of that number, from 0, and returns how the text must be read to find the word again (enum
 * text_reading bits); EVADE_NOTHING = it does nothing to this word, and the form may be spoiled. */
#define EVADE_NOTHING (-1)
typedef int (*evade_trick_fn)(struct evade_form *form, const struct evade_word *word, uint32_t variant,
                              struct evade_chance *chance);

struct evade_trick {
    const char *name, *title;
    evade_trick_fn apply;
    uint32_t apart; /* bits: kinds that it does not go together with */
};
extern const struct evade_trick evade_tricks[EVADE_KINDS];

int evade_inflect(struct evade_form *form, const struct evade_word *word, uint32_t variant,
                  struct evade_chance *chance);
int evade_transliterate(struct evade_form *form, const struct evade_word *word, uint32_t variant,
                        struct evade_chance *chance);
int evade_mistype(struct evade_form *form, const struct evade_word *word, uint32_t variant,
                  struct evade_chance *chance);
int evade_leet(struct evade_form *form, const struct evade_word *word, uint32_t variant, struct evade_chance *chance);
int evade_homoglyphs(struct evade_form *form, const struct evade_word *word, uint32_t variant,
                     struct evade_chance *chance);
int evade_compatible(struct evade_form *form, const struct evade_word *word, uint32_t variant,
                     struct evade_chance *chance);
int evade_accents(struct evade_form *form, const struct evade_word *word, uint32_t variant,
                  struct evade_chance *chance);
int evade_case(struct evade_form *form, const struct evade_word *word, uint32_t variant, struct evade_chance *chance);
int evade_unseen(struct evade_form *form, const struct evade_word *word, uint32_t variant, struct evade_chance *chance);
int evade_glue(struct evade_form *form, const struct evade_word *word, uint32_t variant, struct evade_chance *chance);
int evade_cut(struct evade_form *form, const struct evade_word *word, uint32_t variant, struct evade_chance *chance);
int evade_space(struct evade_form *form, const struct evade_word *word, uint32_t variant, struct evade_chance *chance);
int evade_over_lines(struct evade_form *form, const struct evade_word *word, uint32_t variant,
                     struct evade_chance *chance);

#endif
