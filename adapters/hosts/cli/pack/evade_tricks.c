/*
 * evade_tricks.c: the table of tricks (evade_tricks.h), and which of them go together.
 */
#include "evade_tricks.h"

/* Where a word lies can be disguised in one way at a time. */
#define LAYOUT (1u << EVADE_GLUE | 1u << EVADE_CUT | 1u << EVADE_SPACING | 1u << EVADE_LINE)

const struct evade_trick evade_tricks[EVADE_KINDS] = {
    [EVADE_INFLECTION] = {"inflection", "an ending of Russian or Kazakh", evade_inflect, 0},
    [EVADE_TRANSLITERATION] = {"transliteration", "in the other script", evade_transliterate, 0},
    [EVADE_TYPING] = {"typing", "one typing error", evade_mistype, 0},
    [EVADE_LEET] = {"leet", "digits and signs for letters", evade_leet, 0},
    [EVADE_HOMOGLYPH] = {"homoglyph", "letters that look the same", evade_homoglyphs, 0},
    [EVADE_COMPATIBLE] = {"compatible", "full-width, mathematical, circled letters", evade_compatible, 0},
    [EVADE_ACCENTS] = {"accents", "accents and marks", evade_accents, 0},
    [EVADE_CASE] = {"case", "capitals and small letters mixed", evade_case, 0},
    [EVADE_UNSEEN] = {"unseen", "characters that are not seen", evade_unseen, 0},
    [EVADE_GLUE] = {"glue", "run together with a neighbour", evade_glue, LAYOUT},
    [EVADE_CUT] = {"cut", "cut apart in one place", evade_cut, LAYOUT},
    [EVADE_SPACING] = {"spacing", "every letter apart", evade_space, LAYOUT},
    [EVADE_LINE] = {"line", "over the end of a line or field", evade_over_lines, LAYOUT},
};
