/*
 * term_hit.h: what makes a match of a stem, words or a pattern a hit, whoever found it: the segment and tokens that it
 * lies in, and the rest of a stem's last word. Pure functions; part of the screening path.
 */
#ifndef FIATGATE_TERM_HIT_H
#define FIATGATE_TERM_HIT_H

#include "hits.h"

/* What a match comes to. */
enum finding {
    NO_HIT,
    HIT,
    STRANGE /* it does not stand in the text */
};

/* A match in a segment, from the space before token `first` up to the byte `to`. */
struct term_match {
    const struct folded_segment *segment;
    uint32_t term;
    uint32_t first;
    uint32_t to;
};

/* Of a literal whose text stands there. */
enum finding literal_hit(const struct pack *pack, const struct folded *folded, const struct term_match *match,
                         struct scan_hit *hit);
/* Of a pattern, which ends behind the space that its last word is followed by. */
enum finding pattern_hit(const struct folded *folded, const struct term_match *match, struct scan_hit *hit);

/* Whether a literal's text stands in the folded text up to `to`. */
bool literal_stands(const struct pack *pack, const struct folded *folded, const struct pack_term *term, uint64_t to);

#endif
