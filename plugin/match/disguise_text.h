/*
 * disguise_text.h: a text as disguise.c goes through it: its letters, digits and signs alone, and what each may say.
 * Touches the text it is given and constant tables. Part of the screening path.
 */
#ifndef FIATGATE_DISGUISE_TEXT_H
#define FIATGATE_DISGUISE_TEXT_H

#include "text/fold.h"
#include "text/letters.h"

/* Whose letters a word is read as. No word is read as two: in ВТС the В is no B where the С is an S. Bits. */
enum say_mode {
    SAY_PLAIN = 1 << 0,    /* each letter in its own script */
    SAY_LATIN = 1 << 1,    /* as the Latin letters that they look like */
    SAY_CYRILLIC = 1 << 2, /* as the Cyrillic ones */
    SAY_ANY = SAY_PLAIN | SAY_LATIN | SAY_CYRILLIC
};

/* One of the things that a letter, digit or sign may say. */
struct say {
    char letters[8];
    uint8_t length; /* 0: nothing at all, as a soft sign */
    uint8_t modes;  /* enum say_mode: in these readings */
    bool looks;     /* it is read as what it looks like, not as what it is */
};
#define SAYS_MAX 12

/* All that a letter, digit or sign may say, each once. */
struct says {
    const struct letter *letter;
    uint64_t first; /* how it may begin: bits 1 << disguise_symbol() */
    uint32_t count;
    bool silent; /* it may say nothing */
    struct say says[SAYS_MAX];
};

/* What those that were asked for last say; all of it zero before the first. */
#define SAYS_KEPT 32
struct says_kept {
    struct says says[SAYS_KEPT];
};
const struct says *says_of(struct says_kept *kept, const struct letter *letter);

enum squeezed_flag {
    UNIT_STARTS = 1 << 0,   /* something that separates stands before it, or nothing */
    UNIT_NEW_LINE = 1 << 1, /* the end of a line or of a value stands before it */
    UNIT_ODD = 1 << 2,      /* its word looks disguised, or is one of several single letters */
    UNIT_DRAWN = 1 << 3,    /* several signs draw it: it is no letter as it is written */
    UNIT_SIGN = 1 << 4,     /* it may say nothing, and separates then */
    UNIT_DIGIT = 1 << 5,
    UNIT_BEHIND = 1 << 6, /* it stands in the text behind the first */
    UNIT_ANEW = 1 << 7    /* a word of several letters ends before it: it may be of another script */
};

/* A letter, digit or sign. */
struct squeezed_unit {
    const struct letter *letter;
    uint32_t at, next; /* its bytes of the text */
    uint16_t flags;    /* enum squeezed_flag */
    uint16_t pair;     /* 1 + number of the pair that it makes with the next, 0 = none */
};

/* What two units in a row look like together: rn as m. */
extern const struct say pair_says[];

/* What is looked at together: a term is found from every unit that has SQUEEZED_REACH behind it, or the text's end. */
#define SQUEEZED_UNITS 192
#define SQUEEZED_REACH 80

struct squeezed_text {
    struct squeezed_unit units[SQUEEZED_UNITS];
    uint32_t count;
    uint32_t flags; /* UNIT_STARTS and UNIT_NEW_LINE of the next unit */
};

/* Adds the units of text[*at, length) while there is room, and moves *at; `flags` are added to each. */
void squeezed_add(struct squeezed_text *squeezed, const unsigned char *text, uint32_t length, uint32_t *at,
                  unsigned flags);
/* Says which of them are odd, when all that belong together are added. false = none is. */
bool squeezed_mark_odd(struct squeezed_text *squeezed);
/* Whether letters, digits and signs of several kinds stand in one word of a text, or letters of scripts that are
 * neither Latin nor Cyrillic: by its bytes alone. Digits before or behind letters, 500тг, are odd in what another view
 * than FOLD_PLAIN made of a text alone. */
bool text_looks_odd(const unsigned char *text, uint32_t length, enum fold_view view);
/* Whether a sign that may be one of its letters stands right beside a word of a text that ends, or begins, there with a
 * letter; beside a digit none of those that everyday sums and sizes have: 500₸. */
bool has_odd_beside(const unsigned char *text, uint32_t length, uint32_t from, uint32_t to);
/* Forgets the first so many. */
void squeezed_forget(struct squeezed_text *squeezed, uint32_t count);

#endif
