/*
 * evade_look_alikes.h: what letters can be replaced by so that a reader takes no notice: a table made while building
 * from Unicode's data (generate/look_alikes.c), independent of the one that texts are folded by.
 */
#ifndef FIATGATE_EVADE_LOOK_ALIKES_H
#define FIATGATE_EVADE_LOOK_ALIKES_H

#include <stdint.h>

enum evade_look {
    LOOK_TWIN,  /* confusable, of the everyday letters of Latin and Cyrillic */
    LOOK_LATIN, /* confusable, other letters of that script */
    LOOK_CYRILLIC,
    LOOK_GREEK,
    LOOK_OTHER,
    LOOK_COMPATIBLE, /* full-width, mathematical, circled, …: the same letter to Unicode */
    LOOK_ACCENTED,   /* a Latin letter with one mark */
    EVADE_LOOKS
};

struct evade_look_alike {
    uint32_t letter;
    uint32_t other;
    enum evade_look look;
};

extern const struct evade_look_alike evade_look_alikes[]; /* by letter */
extern const uint32_t evade_look_alike_count;

#endif
