/*
 * hits.h: the hits of one scan while they are gathered, whoever finds them: where a span lies in its segment, and the
 * order and merging of hits. Pure functions; part of the screening path.
 */
#ifndef FIATGATE_HITS_H
#define FIATGATE_HITS_H

#include "scan.h"

/* The first byte behind a segment. */
static inline uint32_t segment_end(const struct folded *folded, const struct folded_segment *segment)
{
    return segment + 1 < folded->segments + folded->segment_count ? segment[1].at : folded->used;
}

/* One past the last token of a segment. */
static inline uint32_t segment_tokens_end(const struct folded *folded, const struct folded_segment *segment)
{
    return segment + 1 < folded->segments + folded->segment_count ? segment[1].first_token : folded->token_count;
}

/* A term over tokens [first, last] of a segment as a hit. */
static inline struct scan_hit hit_of(const struct folded *folded, const struct folded_segment *segment, uint32_t term,
                                     uint32_t first, uint32_t last)
{
    return (struct scan_hit){.term = term,
                             .value = segment->value,
                             .view = segment->view,
                             .readings = segment->readings,
                             .at_start = first == segment->first_token && !segment->goes_on_before,
                             .at_end = last + 1 == segment_tokens_end(folded, segment) && !segment->goes_on_behind,
                             .from = folded->tokens[first].from,
                             .to = folded->tokens[last].to};
}

/* Hits sorted by value and where they begin, then the longest first, those of the longest term before others, and by
 * the order in which the pack's lists have their terms, which the same text gives on any machine, whoever found them
 * first. */
struct hits {
    const struct pack_term *terms; /* the pack's */
    struct scan_hit *items;
    uint32_t count, limit;
};

/* Adds a hit, or joins it to the same one of another view. false = no room. */
bool hits_keep(struct hits *hits, const struct scan_hit *hit);
/* The same for a hit of a pattern: of several that begin at one place the longest stays. */
bool hits_keep_longest(struct hits *hits, const struct scan_hit *hit);

#endif
