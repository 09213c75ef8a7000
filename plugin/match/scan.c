/*
 * scan.c: one Hyperscan pass over folded text, and what makes a literal's match a hit: the segment and tokens it lies
 * in, the rest of a stem's last word, one report per span. Touches the lane's padded memory, the pack's database and
 * the lane slot's scratch, and nothing else.
 *
 * Terms are literals, so the start of a match is its end less the term's length and no start-of-match tracking is
 * needed. Hyperscan promises no order between expressions, and different processors take different paths through it;
 * hits are therefore kept sorted, so that the same text gives the same hits on any machine.
 */
#include "scan.h"

#include <string.h>

struct collector {
    const struct pack *pack;
    const struct folded *folded;
    struct scan_hit *hits;
    uint32_t limit;
    uint32_t count;
    bool full;    /* stopped by us: one more hit than the limit */
    bool strange; /* stopped by us: the engine reported what does not stand in the text */
};

/* The first byte behind a segment. */
static uint32_t segment_end(const struct folded *folded, const struct folded_segment *segment)
{
    return segment + 1 < folded->segments + folded->segment_count ? segment[1].at : folded->used;
}

/* One past the last token of a segment. */
static uint32_t segment_tokens_end(const struct folded *folded, const struct folded_segment *segment)
{
    return segment + 1 < folded->segments + folded->segment_count ? segment[1].first_token : folded->token_count;
}

/* Whether the word that a stem was found in goes on from `at` by at most `ending` letters, and by nothing else. */
static bool stem_ends_well(const unsigned char *bytes, uint32_t at, uint32_t end, uint32_t ending)
{
    for (uint32_t i = at; i < end && bytes[i] != ' '; i++)
        if (i - at >= ending || bytes[i] < 'A' || bytes[i] > 'Z')
            return false;
    return true;
}

/* The order hits are kept in: by value, place and term. Views do not take part, so one span is one hit. */
static int compare(const struct scan_hit *a, const struct scan_hit *b)
{
    if (a->value != b->value)
        return a->value < b->value ? -1 : 1;
    if (a->from != b->from)
        return a->from < b->from ? -1 : 1;
    if (a->to != b->to)
        return a->to < b->to ? -1 : 1;
    if (a->term != b->term)
        return a->term < b->term ? -1 : 1;
    return 0;
}

/* Adds a hit, or joins it to the same one of another view. false = no room. */
static bool keep(struct collector *collector, const struct scan_hit *hit)
{
    uint32_t low = 0, high = collector->count;
    if (high > 0 && compare(&collector->hits[high - 1], hit) < 0)
        low = high; /* nearly all come in order */
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare(&collector->hits[middle], hit) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    struct scan_hit *place = &collector->hits[low];
    if (low < collector->count && compare(place, hit) == 0) {
        place->at_start |= hit->at_start;
        place->at_end |= hit->at_end;
        if (hit->view < place->view)
            place->view = hit->view;
        return true;
    }
    if (collector->count >= collector->limit)
        return false;
    memmove(place + 1, place, (collector->count - low) * sizeof *place);
    *place = *hit;
    collector->count++;
    return true;
}

/* Whether a term really stands in the text up to `to`: what the engine says is checked before it is used. */
static bool stands_there(const struct collector *collector, const struct pack_term *term, unsigned long long to)
{
    const struct folded *folded = collector->folded;
    return term->length >= 2 && to <= folded->used && to >= term->length &&
           memcmp(folded->bytes + to - term->length, pack_string(collector->pack, term->text), term->length) == 0;
}

/* Hyperscan calls this for every end of every literal. Non-zero stops the scan. */
static int on_match(unsigned int id, unsigned long long from, unsigned long long to, unsigned int flags, void *context)
{
    (void)from;
    (void)flags;
    struct collector *collector = context;
    const struct folded *folded = collector->folded;
    if (id >= collector->pack->term_count || !stands_there(collector, &collector->pack->terms[id], to)) {
        collector->strange = true;
        return 1;
    }
    const struct pack_term *term = &collector->pack->terms[id];
    uint32_t end = (uint32_t)to, start = end - term->length;
    const struct folded_segment *segment = folded_segment_at(folded, start);
    uint32_t limit = segment_end(folded, segment);
    if (end > limit)
        return 0; /* it would run over into another value */
    bool whole = folded->bytes[end - 1] == ' ';
    if (!whole && !stem_ends_well(folded->bytes, end, limit, term->ending))
        return 0;
    uint32_t last_byte = end - (whole ? 2 : 1);
    uint32_t first = folded_token_at(folded, start + 1), last = folded_token_at(folded, last_byte);
    uint32_t tokens_end = segment_tokens_end(folded, segment);
    if (first > last || last >= tokens_end) {
        collector->strange = true;
        return 1;
    }
    if (folded->tokens[first].from == folded->tokens[last].to)
        return 0; /* it stands in the value behind, and is found there */
    struct scan_hit hit = {.term = id,
                           .value = segment->value,
                           .view = segment->view,
                           .at_start = first == segment->first_token,
                           .at_end = last + 1 == tokens_end,
                           .from = folded->tokens[first].from,
                           .to = folded->tokens[last].to};
    if (keep(collector, &hit))
        return 0;
    collector->full = true;
    return 1;
}

enum scan_result scan_folded(const struct pack *pack, hs_scratch_t *scratch, const struct folded *folded,
                             struct scan_hit *hits, uint32_t limit, uint32_t *count)
{
    *count = 0;
    if (!pack->database || folded->used == 0 || folded->segment_count == 0)
        return SCAN_DONE;
    struct collector collector = {.pack = pack, .folded = folded, .hits = hits, .limit = limit};
    hs_error_t rc =
        hs_scan(pack->database, (const char *)folded->bytes, folded->used, 0, scratch, on_match, &collector);
    *count = collector.count;
    if (rc == HS_SUCCESS)
        return SCAN_DONE;
    if (rc == HS_SCAN_TERMINATED && collector.full && !collector.strange)
        return SCAN_LIMIT;
    return SCAN_ENGINE;
}
