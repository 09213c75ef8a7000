/*
 * hits.c: keeps hits in order while they are found (hits.h).
 */
#include "hits.h"

#include <string.h>

static uint64_t beginning_of(const struct scan_hit *hit)
{
    return (uint64_t)hit->value << 32 | hit->from;
}

/* Whether a term stands before another in the pack's lists: terms are numbered by who finds them, but their postings
 * are as the lists have them. */
static bool is_listed_before(const struct hits *hits, uint32_t a, uint32_t b)
{
    uint32_t left = hits->terms[a].first_posting, right = hits->terms[b].first_posting;
    return left != right ? left < right : a < b;
}

/* The order hits are kept in: by value and place; of those that begin at one the longest first, and of these that whose
 * term has most letters, as it says most, so that a verdict names it. Views do not take part, so one span is one hit.
 */
static bool comes_before(const struct hits *hits, const struct scan_hit *a, const struct scan_hit *b)
{
    uint64_t left = beginning_of(a), right = beginning_of(b);
    if (left != right)
        return left < right;
    if (a->to != b->to)
        return a->to > b->to;
    if (hits->terms[a->term].length != hits->terms[b->term].length)
        return hits->terms[a->term].length > hits->terms[b->term].length;
    return is_listed_before(hits, a->term, b->term);
}

static bool is_same(const struct scan_hit *a, const struct scan_hit *b)
{
    return beginning_of(a) == beginning_of(b) && a->to == b->to && a->term == b->term;
}

/* Where a hit stands or would stand. */
static uint32_t place_of(const struct hits *hits, const struct scan_hit *hit)
{
    uint32_t low = 0, high = hits->count;
    if (high > 0 && comes_before(hits, &hits->items[high - 1], hit))
        low = high; /* nearly all come in order */
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (comes_before(hits, &hits->items[middle], hit))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static uint32_t count_readings(uint8_t readings)
{
    uint32_t count = 0;
    for (; readings != 0; readings &= (uint8_t)(readings - 1))
        count++;
    return count;
}

/* Whether a way of reading reads less into a text than another: in fewer ways, of as many in the ways that come first,
 * of the same in the view that comes first. */
static bool reads_less(const struct scan_hit *a, const struct scan_hit *b)
{
    uint32_t ways_a = count_readings(a->readings), ways_b = count_readings(b->readings);
    if (ways_a != ways_b)
        return ways_a < ways_b;
    if (a->readings != b->readings)
        return a->readings < b->readings;
    return a->view < b->view;
}

bool hits_keep(struct hits *hits, const struct scan_hit *hit)
{
    uint32_t at = place_of(hits, hit);
    struct scan_hit *place = &hits->items[at];
    if (at < hits->count && is_same(place, hit)) {
        place->at_start |= hit->at_start;
        place->at_end |= hit->at_end;
        if (reads_less(hit, place)) {
            place->readings = hit->readings;
            place->view = hit->view;
        }
        return true;
    }
    if (hits->count >= hits->limit)
        return false;
    if (at < hits->count)
        memmove(place + 1, place, (hits->count - at) * sizeof *place);
    *place = *hit;
    hits->count++;
    return true;
}

/* The hit of the same term that begins at the same byte, NULL when there is none. */
static struct scan_hit *same_beginning(const struct hits *hits, const struct scan_hit *hit)
{
    struct scan_hit first = *hit;
    first.to = UINT32_MAX;
    first.term = 0;
    for (uint32_t at = place_of(hits, &first);
         at < hits->count && hits->items[at].value == hit->value && hits->items[at].from == hit->from; at++)
        if (hits->items[at].term == hit->term)
            return &hits->items[at];
    return NULL;
}

bool hits_keep_longest(struct hits *hits, const struct scan_hit *hit)
{
    struct scan_hit *other = same_beginning(hits, hit);
    if (!other || other->to == hit->to)
        return hits_keep(hits, hit);
    if (other->to > hit->to) {
        other->at_start |= hit->at_start;
        return true;
    }
    struct scan_hit longer = *hit;
    longer.at_start |= other->at_start;
    hits->count--;
    memmove(other, other + 1, (size_t)(hits->items + hits->count - other) * sizeof *other);
    return hits_keep(hits, &longer);
}
