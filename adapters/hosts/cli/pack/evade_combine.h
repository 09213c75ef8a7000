/*
 * evade_combine.h: the disguises of a word, of one, two and three tricks of different kinds: a bounded number for each
 * kind and depth, each once, the same on any machine.
 */
#ifndef FIATGATE_EVADE_COMBINE_H
#define FIATGATE_EVADE_COMBINE_H

#include "evade_tricks.h"

#define EVADE_DEPTHS    3
#define EVADE_FORMS_MAX 100 /* of one word, kind and depth */

struct evade_disguise {
    const struct evade_form *form;
    uint32_t kinds;   /* bits 1 << enum evade_kind */
    uint8_t kind;     /* the one that it was made for */
    uint8_t depth;    /* kinds, from 1 */
    uint8_t readings; /* how it must be read: enum text_reading bits */
};
typedef void (*evade_disguise_fn)(void *context, const struct evade_disguise *disguise);

/* Made by the caller once, for one thread. */
struct evade_seen {
    uint64_t hashes[8192];
};

/* Calls each for up to so many disguises of every kind and depth, of these kinds alone (bits). */
void evade_combine(const struct evade_word *word, uint32_t kinds, uint32_t forms, struct evade_seen *seen,
                   evade_disguise_fn each, void *context);

#endif
