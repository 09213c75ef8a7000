/*
 * scan.c: everything that is looked for in folded text, one after the other: readings that the pack's words give, stems
 * and patterns by the automaton, patterns too large for it by one Hyperscan pass, names by their indexes. Touches the
 * lane's padded memory, the pack and the lane slot's scratch, and nothing else.
 *
 * Hyperscan promises no order between expressions, and different processors take different paths through it; hits are
 * therefore kept sorted, so that the same text gives the same hits on any machine. Of a literal it reports the end, so
 * the start is that less the term's length; only patterns are compiled with start-of-match tracking.
 *
 * The engine reports of a pattern the leftmost start for each end. Patterns must therefore not be able to reach over
 * the two spaces between two segments, where the start it reports would hide one within the segment; the compiler takes
 * none in which two spaces could follow each other.
 */
#include "scan.h"

#include <string.h>

#include "automaton_scan.h"
#include "disguise.h"
#include "entity_index.h"
#include "hits.h"
#include "name_index.h"
#include "respell.h"
#include "term_hit.h"
#include "token_looks.h"

struct collector {
    const struct pack *pack;
    const struct folded *folded;
    struct hits hits;
    bool full;    /* stopped by us: one more hit than the limit */
    bool strange; /* stopped by us: the engine reported what does not stand in the text */
};

/* The match of a term from the space before a token up to a byte. */
static struct term_match match_at(const struct folded *folded, uint32_t term, uint32_t space, uint32_t to)
{
    return (struct term_match){.segment = folded_segment_at(folded, space),
                               .term = term,
                               .first = folded_token_at(folded, space + 1),
                               .to = to};
}

/* A literal that ends at `to`: what the engine says is checked before it is used. */
static enum finding engine_literal(const struct collector *collector, uint32_t id, unsigned long long to,
                                   struct scan_hit *hit)
{
    const struct pack_term *term = &collector->pack->terms[id];
    if (!literal_stands(collector->pack, collector->folded, term, to))
        return STRANGE;
    struct term_match match = match_at(collector->folded, id, (uint32_t)to - term->length, (uint32_t)to);
    return literal_hit(collector->pack, collector->folded, &match, hit);
}

/* A pattern over [from, to), which the compiler has put between spaces. */
static enum finding engine_pattern(const struct collector *collector, uint32_t id, unsigned long long from,
                                   unsigned long long to, struct scan_hit *hit)
{
    const struct folded *folded = collector->folded;
    if (to > folded->used || from >= to)
        return STRANGE;
    uint32_t start = (uint32_t)from, end = (uint32_t)to;
    if (end - start < 3 || folded->bytes[start] != ' ' || folded->bytes[end - 1] != ' ' ||
        folded->bytes[start + 1] == ' ' || folded->bytes[end - 2] == ' ')
        return NO_HIT; /* it does not begin and end with words */
    struct term_match match = match_at(folded, id, start, end);
    return pattern_hit(folded, &match, hit);
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
        finding = pattern ? engine_pattern(collector, id, from, to, &hit) : engine_literal(collector, id, to, &hit);
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

/* The automaton's terms and the engine's, the index of names, then names in any order. */
static enum scan_result scan_all(const struct pack *pack, hs_scratch_t *scratch, const struct transfer *transfer,
                                 const struct folded *folded, struct hits *hits)
{
    enum scan_result result = automaton_scan(pack, folded, hits);
    if (result == SCAN_DONE && pack->database)
        result = scan_terms(pack, scratch, folded, hits);
    if (result != SCAN_DONE)
        return result;
    uint32_t all = name_index_scan(pack, folded, hits->items, hits->count, hits->limit);
    hits->count = all <= hits->limit ? all : hits->limit;
    if (all > hits->limit)
        return SCAN_LIMIT;
    return entity_index_scan(pack, transfer, folded, hits) ? disguise_scan(pack, transfer, folded, hits) : SCAN_LIMIT;
}

/* Whether a text is ASCII alone, by eight bytes at once. */
static bool is_ascii(const unsigned char *text, uint32_t length)
{
    uint64_t all = 0, eight;
    for (; length >= sizeof eight; text += sizeof eight, length -= (uint32_t)sizeof eight) {
        memcpy(&eight, text, sizeof eight);
        all |= eight;
    }
    for (uint32_t i = 0; i < length; i++)
        all |= text[i];
    return (all & UINT64_C(0x8080808080808080)) == 0;
}

/* text_scripts() of ASCII: the first letter says it. */
static unsigned ascii_scripts(const unsigned char *text, uint32_t length)
{
    for (uint32_t i = 0; i < length; i++)
        if ((unsigned char)((text[i] | 0x20) - 'a') < 26)
            return SCRIPT_LATIN;
    return 0;
}

/* The scripts of the letters that each hit was found in. */
static void tell_scripts(const struct transfer *transfer, struct hits *hits)
{
    for (uint32_t i = 0; transfer && i < hits->count; i++) {
        struct scan_hit *hit = &hits->items[i];
        if (hit->value >= transfer->value_count)
            continue;
        const struct field_value *value = &transfer->values[hit->value];
        if (hit->from >= hit->to || hit->to > value->length)
            continue;
        const unsigned char *text = transfer_text(transfer, value) + hit->from;
        const uint32_t length = hit->to - hit->from;
        hit->scripts = (uint8_t)(is_ascii(text, length) ? ascii_scripts(text, length) : text_scripts(text, length));
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
    tokens_look(pack, folded, 0);
    enum scan_result result = SCAN_LIMIT;
    if (respell(pack, transfer, folded)) {
        tokens_look(pack, folded, segments);
        result = scan_all(pack, scratch, transfer, folded, &hits);
    }
    folded->used = used;
    folded->token_count = tokens;
    folded->segment_count = segments;
    tell_scripts(transfer, &hits);
    *count = hits.count;
    return result;
}
