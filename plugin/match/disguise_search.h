/*
 * disguise_search.h: a search for terms in disguise, as disguise.c, which walks, and disguise_hit.c, which says what a
 * hit is, share it. Part of the screening path.
 */
#ifndef FIATGATE_DISGUISE_SEARCH_H
#define FIATGATE_DISGUISE_SEARCH_H

#include "hits.h"

#include "disguise_layout.h"
#include "disguise_text.h"

struct disguise_search {
    const struct pack *pack;
    struct disguise_index index;
    const struct transfer *transfer;
    struct hits *hits;
    uint32_t value, length;
    uint32_t joined;                        /* the last value whose end was looked at together with the next */
    bool at_start, at_end;                  /* whether the units begin and end with the value */
    bool odd;                               /* whether something odd stands in it */
    uint64_t steps, steps_most;             /* so many were gone without errors, of so many that may be, */
    uint64_t wrong_steps, wrong_steps_most; /* and with one */
    struct squeezed_text text;
    struct says_kept kept;
};

/* Where a walk stands. */
struct disguise_position {
    uint64_t cuts; /* bit n: something separates stands before the term's letter n */
    uint32_t node;
    uint16_t unit; /* the next */
    uint8_t letters;
    uint8_t modes; /* enum say_mode bits in which all was read so far */
    uint8_t looks; /* units that were read as what they look like */
    uint8_t signs; /* of these, digits and signs of ASCII; at most all units of the text that are looked at */
    uint8_t wrong; /* the term's letter at which the typing error is; 0 = there is none */
};

/* The longest way that leads to a term. */
struct disguise_found {
    struct disguise_position position; /* .letters 0: none was found */
    uint32_t start;
};

/* Whether a unit is a digit or a sign that stands in any text. */
static inline bool is_plain_sign(const struct squeezed_unit *unit)
{
    return (unit->flags & (UNIT_DIGIT | UNIT_SIGN)) && unit->next - unit->at == 1;
}

/* Whether a way that leads to a term is a hit of it; its readings go to *readings. */
bool disguise_is_hit(const struct disguise_search *search, const struct disguise_found *found, uint32_t number,
                     unsigned *readings);
/* Keeps the hits of all terms that it leads to. false = they did not fit. */
bool disguise_keep(const struct disguise_search *search, const struct disguise_found *found);

#endif
