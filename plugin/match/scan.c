/*
 * scan.c: one Hyperscan pass over folded text, and what makes a match a hit: the segment and tokens it lies in, the
 * rest of a stem's last word, one report per span; then the index of names. Touches the lane's padded memory, the
 * pack's database and the lane slot's scratch, and nothing else.
 *
 * Nearly all terms are literals, so the start of a match is its end less the term's length; only patterns are compiled
 * with start-of-match tracking. Hyperscan promises no order between expressions, and different processors take
 * different paths through it; hits are therefore kept sorted, so that the same text gives the same hits on any machine.
 *
 * The engine reports of a pattern the leftmost start for each end. Patterns must therefore not be able to reach over
 * the two spaces between two segments, where the start it reports would hide one within the segment; the compiler takes
 * none in which two spaces could follow each other.
 */
#include "scan.h"

#include <string.h>

#include "disguise.h"
#include "entity_index.h"
#include "hits.h"
#include "name_index.h"
#include "respell.h"

struct collector {
    const struct pack *pack;
    const struct folded *folded;
    struct hits hits;
    bool full;    /* stopped by us: one more hit than the limit */
    bool strange; /* stopped by us: the engine reported what does not stand in the text */
};

/* What a match comes to. */
enum finding { NO_HIT, HIT, STRANGE };

/* Whether the word that a stem was found in goes on from `at` by at most `ending` letters, and by nothing else. */
static bool stem_ends_well(const unsigned char *bytes, uint32_t at, uint32_t end, uint32_t ending)
{
    for (uint32_t i = at; i < end && bytes[i] != ' '; i++)
        if (i - at >= ending || bytes[i] < 'A' || bytes[i] > 'Z')
            return false;
    return true;
}

/* Whether a term really stands in the text up to `to`: what the engine says is checked before it is used. */
static bool stands_there(const struct collector *collector, const struct pack_term *term, unsigned long long to)
{
    const struct folded *folded = collector->folded;
    return term->length >= 2 && to <= folded->used && to >= term->length &&
           memcmp(folded->bytes + to - term->length, pack_string(collector->pack, term->text), term->length) == 0;
}

/* Whether tokens [first, last] are a span of the segment's own value. */
static enum finding span(const struct folded *folded, const struct folded_segment *segment, uint32_t first,
                         uint32_t last)
{
    if (first > last || last >= segment_tokens_end(folded, segment))
        return STRANGE;
    if (folded->tokens[first].from == folded->tokens[last].to)
        return NO_HIT; /* it stands in the value behind, and is found there */
    return HIT;
}

/* A literal that ends at `to`. */
static enum finding literal_hit(const struct collector *collector, uint32_t id, unsigned long long to,
                                struct scan_hit *hit)
{
    const struct folded *folded = collector->folded;
    const struct pack_term *term = &collector->pack->terms[id];
    if (!stands_there(collector, term, to))
        return STRANGE;
    uint32_t end = (uint32_t)to, start = end - term->length;
    const struct folded_segment *segment = folded_segment_at(folded, start);
    uint32_t limit = segment_end(folded, segment);
    if (end > limit)
        return NO_HIT; /* it would run over into another value */
    bool whole = folded->bytes[end - 1] == ' ';
    if (!whole && !stem_ends_well(folded->bytes, end, limit, term->ending))
        return NO_HIT;
    uint32_t last_byte = end - (whole ? 2 : 1);
    uint32_t first = folded_token_at(folded, start + 1), last = folded_token_at(folded, last_byte);
    enum finding finding = span(folded, segment, first, last);
    if (finding == HIT)
        *hit = hit_of(folded, segment, id, first, last);
    return finding;
}

/* A pattern over [from, to), which the compiler has put between spaces. */
static enum finding pattern_hit(const struct collector *collector, uint32_t id, unsigned long long from,
                                unsigned long long to, struct scan_hit *hit)
{
    const struct folded *folded = collector->folded;
    if (to > folded->used || from >= to)
        return STRANGE;
    uint32_t start = (uint32_t)from, end = (uint32_t)to;
    if (end - start < 3 || folded->bytes[start] != ' ' || folded->bytes[end - 1] != ' ' ||
        folded->bytes[start + 1] == ' ' || folded->bytes[end - 2] == ' ')
        return NO_HIT; /* it does not begin and end with words */
    const struct folded_segment *segment = folded_segment_at(folded, start);
    if (end > segment_end(folded, segment))
        return NO_HIT; /* it would run over into another value */
    uint32_t first = folded_token_at(folded, start + 1), last = folded_token_at(folded, end - 2);
    enum finding finding = span(folded, segment, first, last);
    if (finding == HIT)
        *hit = hit_of(folded, segment, id, first, last);
    return finding;
}

/* Hyperscan calls this for every end of every term. Non-zero stops the scan. */
static int on_match(unsigned int id, unsigned long long from, unsigned long long to, unsigned int flags, void *context)
{
    (void)flags;
    struct collector *collector = context;
    const struct pack *pack = collector->pack;
    struct scan_hit hit;
    enum finding finding = STRANGE;
    bool pattern = false;
    if (id < pack->meta->scanned_terms && id < pack->term_count) {
        pattern = pack->terms[id].pattern;
        finding = pattern ? pattern_hit(collector, id, from, to, &hit) : literal_hit(collector, id, to, &hit);
    }
    if (finding == NO_HIT)
        return 0;
    if (finding == STRANGE) {
        collector->strange = true;
        return 1;
    }
    if (pattern ? hits_keep_longest(&collector->hits, &hit) : hits_keep(&collector->hits, &hit))
        return 0;
    collector->full = true;
    return 1;
}

/* The terms of the engine's database. */
static enum scan_result scan_terms(const struct pack *pack, hs_scratch_t *scratch, const struct folded *folded,
                                   struct hits *hits)
{
    struct collector collector = {.pack = pack, .folded = folded, .hits = *hits};
    hs_error_t rc =
        hs_scan(pack->database, (const char *)folded->bytes, folded->used, 0, scratch, on_match, &collector);
    hits->count = collector.hits.count;
    if (rc == HS_SUCCESS)
        return SCAN_DONE;
    return rc == HS_SCAN_TERMINATED && collector.full && !collector.strange ? SCAN_LIMIT : SCAN_ENGINE;
}

/* The engine's terms, the index of names, then names in any order. */
static enum scan_result scan_all(const struct pack *pack, hs_scratch_t *scratch, const struct transfer *transfer,
                                 const struct folded *folded, struct hits *hits)
{
    enum scan_result result = pack->database ? scan_terms(pack, scratch, folded, hits) : SCAN_DONE;
    if (result != SCAN_DONE)
        return result;
    uint32_t all = name_index_scan(pack, folded, hits->items, hits->count, hits->limit);
    hits->count = all <= hits->limit ? all : hits->limit;
    if (all > hits->limit)
        return SCAN_LIMIT;
    return entity_index_scan(pack, transfer, folded, hits) && disguise_scan(pack, transfer, folded, hits) ? SCAN_DONE
                                                                                                          : SCAN_LIMIT;
}

/* The scripts of the letters that each hit was found in. */
static void tell_scripts(const struct transfer *transfer, struct hits *hits)
{
    for (uint32_t i = 0; transfer && i < hits->count; i++) {
        struct scan_hit *hit = &hits->items[i];
        if (hit->value >= transfer->value_count)
            continue;
        const struct field_value *value = &transfer->values[hit->value];
        if (hit->from < hit->to && hit->to <= value->length)
            hit->scripts = (uint8_t)text_scripts(transfer_text(transfer, value) + hit->from, hit->to - hit->from);
    }
}

enum scan_result scan_folded(const struct pack *pack, hs_scratch_t *scratch, const struct transfer *transfer,
                             struct folded *folded, struct scan_hit *items, uint32_t limit, uint32_t *count)
{
    struct hits hits = {.terms = pack->terms, .items = items, .limit = limit};
    *count = 0;
    if (folded->used == 0 || folded->segment_count == 0)
        return SCAN_DONE;
    const uint32_t used = folded->used, tokens = folded->token_count, segments = folded->segment_count;
    enum scan_result result =
        respell(pack, transfer, folded) ? scan_all(pack, scratch, transfer, folded, &hits) : SCAN_LIMIT;
    folded->used = used;
    folded->token_count = tokens;
    folded->segment_count = segments;
    tell_scripts(transfer, &hits);
    *count = hits.count;
    return result;
}
