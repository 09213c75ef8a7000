/*
 * term_hit.c: makes matches hits (term_hit.h).
 */
#include "term_hit.h"

#include <string.h>

/* Whether the word that a stem was found in goes on from `at` by at most `ending` letters, and by nothing else. */
static bool stem_ends_well(const unsigned char *bytes, uint32_t at, uint32_t end, uint32_t ending)
{
    for (uint32_t i = at; i < end && bytes[i] != ' '; i++)
        if (i - at >= ending || bytes[i] < 'A' || bytes[i] > 'Z')
            return false;
    return true;
}

bool literal_stands(const struct pack *pack, const struct folded *folded, const struct pack_term *term, uint64_t to)
{
    return term->length >= 2 && to <= folded->used && to >= term->length &&
           memcmp(folded->bytes + to - term->length, pack_string(pack, term->text), term->length) == 0;
}

/* The tokens from the first on up to the one that holds a byte of the segment, as a hit. */
static enum finding span(const struct folded *folded, const struct term_match *match, uint32_t byte,
                         struct scan_hit *hit)
{
    uint32_t last = match->first, end = segment_tokens_end(folded, match->segment);
    if (last >= end || folded->tokens[last].at > byte)
        return STRANGE;
    while (last + 1 < end && folded->tokens[last + 1].at <= byte)
        last++;
    if (folded->tokens[match->first].from == folded->tokens[last].to)
        return NO_HIT; /* it stands in the value behind, and is found there */
    *hit = hit_of(folded, match->segment, match->term, match->first, last);
    return HIT;
}

enum finding literal_hit(const struct pack *pack, const struct folded *folded, const struct term_match *match,
                         struct scan_hit *hit)
{
    uint32_t limit = segment_end(folded, match->segment);
    if (match->to > limit)
        return NO_HIT; /* it would run over into another value */
    bool whole = folded->bytes[match->to - 1] == ' ';
    if (!whole && !stem_ends_well(folded->bytes, match->to, limit, pack->terms[match->term].ending))
        return NO_HIT;
    return span(folded, match, match->to - (whole ? 2 : 1), hit);
}

enum finding pattern_hit(const struct folded *folded, const struct term_match *match, struct scan_hit *hit)
{
    if (match->to > segment_end(folded, match->segment))
        return NO_HIT; /* it would run over into another value */
    return span(folded, match, match->to - 2, hit);
}
