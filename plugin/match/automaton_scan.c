/*
 * automaton_scan.c: walks the automaton from the tokens that something may begin with (automaton_scan.h), and makes
 * what ends hits. Touches the lane's folded text and hits, and the pack.
 */
#include "automaton_scan.h"

#include "automaton.h"
#include "term_hit.h"

/*
 * Ends of patterns that a later token of the segment may still reach. A pattern that begins earlier takes an end from
 * one that begins later, so that "12 345 678" is one number and not three. More at a time than there is room for stand
 * in no text that people write; they are then found from later tokens too.
 */
#define PATTERN_ENDS 64

struct pattern_ends {
    uint32_t terms[PATTERN_ENDS], ends[PATTERN_ENDS];
    uint32_t count;
};

struct search {
    const struct pack *pack;
    const struct folded *folded;
    struct automaton automaton;
    struct hits *hits;
    struct pattern_ends taken;
};

/* Whether nothing that begins earlier has the end; it is taken then. */
static bool take_end(struct pattern_ends *taken, uint32_t term, uint32_t end)
{
    for (uint32_t i = 0; i < taken->count; i++)
        if (taken->ends[i] == end && taken->terms[i] == term)
            return false;
    if (taken->count < PATTERN_ENDS) {
        taken->terms[taken->count] = term;
        taken->ends[taken->count++] = end;
    }
    return true;
}

/* Forgets the ends that no token from `at` on reaches. */
static void forget_ends(struct pattern_ends *taken, uint32_t at)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < taken->count; i++) {
        if (taken->ends[i] <= at)
            continue;
        taken->terms[kept] = taken->terms[i];
        taken->ends[kept++] = taken->ends[i];
    }
    taken->count = kept;
}

/* Keeps what ends at a place, if a token from `fresh` on, which no other segment says, is in it. */
static enum scan_result keep(struct search *search, const struct term_match *match, uint32_t fresh)
{
    const struct pack_term *term = &search->pack->terms[match->term];
    struct scan_hit hit;
    enum finding finding;
    if (term->pattern == PACK_TERM_PATTERN) {
        if (!take_end(&search->taken, match->term, match->to))
            return SCAN_DONE;
        finding = pattern_hit(search->folded, match, &hit);
    } else {
        if (!literal_stands(search->pack, search->folded, term, match->to))
            return SCAN_ENGINE;
        finding = literal_hit(search->pack, search->folded, match, &hit);
    }
    if (finding == STRANGE)
        return SCAN_ENGINE;
    if (finding == NO_HIT || search->folded->tokens[fresh].at >= match->to)
        return SCAN_DONE;
    bool kept =
        term->pattern == PACK_TERM_PATTERN ? hits_keep_longest(search->hits, &hit) : hits_keep(search->hits, &hit);
    return kept ? SCAN_DONE : SCAN_LIMIT;
}

/* What begins with a token. */
static enum scan_result walk_from(struct search *search, const struct folded_segment *segment, uint32_t token,
                                  uint32_t fresh)
{
    const struct folded *folded = search->folded;
    struct automaton_walk walk = automaton_walk_from(&search->automaton, folded->bytes + folded->tokens[token].at,
                                                     folded->bytes + segment_end(folded, segment));
    enum scan_result result = SCAN_DONE;
    forget_ends(&search->taken, folded->tokens[token].at);
    while (result == SCAN_DONE && automaton_next(&walk)) {
        struct term_match match = {segment, walk.term, token, (uint32_t)(walk.at - folded->bytes)};
        result = keep(search, &match, fresh);
    }
    return result;
}

/* The segments that tokens lie in, which are asked for in their order. */
struct segment_walk {
    uint32_t segment, end; /* one past its last token */
    uint32_t fresh;        /* its first token from the last asked for on that no other segment says; or its end */
};

/* Goes on to a token; false = what stands from it to its segment's end is all said again. */
static bool go_to_token(struct search *search, struct segment_walk *at, uint32_t token)
{
    const struct folded *folded = search->folded;
    if (token >= at->end) {
        while (token >= at->end)
            at->end = segment_tokens_end(folded, &folded->segments[++at->segment]);
        search->taken.count = 0;
    }
    at->fresh = at->fresh < token ? token : at->fresh;
    while (at->fresh < at->end && folded->tokens[at->fresh].again)
        at->fresh++;
    return at->fresh < at->end;
}

enum scan_result automaton_scan(const struct pack *pack, const struct folded *folded, struct hits *hits)
{
    enum scan_result result = SCAN_DONE;
    if (pack->automaton_size == 0 || folded->segment_count == 0)
        return result;
    struct search search = {.pack = pack, .folded = folded, .automaton = automaton_of(pack->automaton), .hits = hits};
    struct segment_walk at = {.end = segment_tokens_end(folded, folded->segments)};
    uint32_t found[AUTOMATON_TOKENS];
    for (uint32_t first = 0; first < folded->token_count; first += AUTOMATON_TOKENS) {
        uint32_t count = automaton_beginnings(&search.automaton, folded, first, folded->token_count, found);
        for (uint32_t i = 0; i < count && result == SCAN_DONE; i++)
            if (go_to_token(&search, &at, found[i]) &&
                folded->tokens[at.fresh].at - folded->tokens[found[i]].at < search.automaton.longest)
                result = walk_from(&search, &folded->segments[at.segment], found[i], at.fresh);
    }
    return result;
}
