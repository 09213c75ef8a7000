/*
 * disguise.c: looks for terms in disguise (disguise.h): goes from every unit of a text through the trie along all that
 * its letters, digits and signs may say, and tells how a text that leads to a term had to be read. Touches the
 * transfer's text, the pack and the hits.
 */
#include "disguise.h"

#include <string.h>

#include "disguise_layout.h"
#include "disguise_text.h"

/* The bounds of one walk: positions gone through, and positions waiting. */
#define STEPS_MAX   160
#define WAITING_MAX 48

/* Words begin within so many units before something odd, or are not looked for. */
#define ODD_WITHIN 24

#define NO_VALUE UINT32_MAX

struct search {
    const struct pack *pack;
    struct disguise_index index;
    const struct transfer *transfer;
    struct hits *hits;
    uint32_t value, length;
    uint32_t joined;       /* the last value whose end was looked at together with the next */
    bool at_start, at_end; /* whether the units begin and end with the value */
    bool odd;              /* whether something odd stands in it */
    struct squeezed_text text;
    struct says_kept kept;
};

/* Where a walk stands. */
struct position {
    uint64_t cuts; /* bit n: something separates stands before the term's letter n */
    uint32_t node;
    uint16_t unit; /* the next */
    uint8_t letters;
    uint8_t modes; /* enum say_mode bits in which all was read so far */
    uint8_t looks; /* units that were read as what they look like */
};

/* The longest way that leads to a term. */
struct found {
    struct position position; /* .letters 0: none was found */
    uint32_t start;
};

/* --- Where a hit may begin and end ---------------------------------------------------------------------------- */

/* Whether a number goes on over the place before a unit: it is not taken apart, TRC20 is no TRCZ. */
static bool is_in_number(const struct search *search, uint32_t at)
{
    const struct squeezed_unit *units = search->text.units;
    return at > 0 && at < search->text.count && !(units[at].flags & UNIT_STARTS) && (units[at].flags & UNIT_DIGIT) &&
           (units[at - 1].flags & UNIT_DIGIT);
}

static bool begins_well(const struct search *search, uint32_t start, uint32_t letters)
{
    const struct squeezed_unit *unit = &search->text.units[start];
    if (letters >= DISGUISE_ANYWHERE || (unit->flags & UNIT_STARTS))
        return true;
    return letters >= DISGUISE_BESIDE && start > 0 && (unit[-1].flags & (UNIT_DIGIT | UNIT_SIGN));
}

/* Letters behind a hit up to the end of its word, or to a digit or sign; *stopped: one stands there. */
static uint32_t letters_behind(const struct search *search, uint32_t end, bool *stopped)
{
    uint32_t letters = 0;
    *stopped = false;
    for (uint32_t i = end; i < search->text.count && !(search->text.units[i].flags & UNIT_STARTS); i++) {
        *stopped = (search->text.units[i].flags & (UNIT_DIGIT | UNIT_SIGN)) != 0;
        if (*stopped)
            break;
        letters++;
    }
    return letters;
}

static bool ends_well(const struct search *search, const struct pack_term *term, uint32_t end, uint32_t letters)
{
    bool stopped;
    if (letters >= DISGUISE_ANYWHERE)
        return true;
    const uint32_t behind = letters_behind(search, end, &stopped);
    return stopped ? letters >= DISGUISE_BESIDE && behind == 0 : behind <= term->ending;
}

/* --- How it had to be read ------------------------------------------------------------------------------------ */

/* Bit n: a space stands before the term's letter n. */
static uint64_t cuts_of(const char *text)
{
    uint64_t cuts = 0;
    uint32_t letters = 0;
    for (const char *at = text; *at; at++) {
        if (*at != ' ')
            letters++;
        else if (letters > 0 && letters < DISGUISE_LONGEST)
            cuts |= UINT64_C(1) << letters;
    }
    return cuts & ~(UINT64_C(1) << letters);
}

/* Whether the text has a word of the term in single letters and pairs: spaced more than cut. */
static bool is_spaced(const struct position *end)
{
    const uint32_t pieces = (uint32_t)__builtin_popcountll(end->cuts) + 1;
    return pieces >= 4 && pieces * 3 >= (uint32_t)end->letters * 2;
}

static bool goes_over_line(const struct search *search, uint32_t start, uint32_t end)
{
    for (uint32_t i = start + 1; i < end; i++)
        if (search->text.units[i].flags & UNIT_NEW_LINE)
            return true;
    return false;
}

/* Enum reading bits of a way to a term; 0: it stands there as it is written, or only cut apart, and others look for
 * that. */
static unsigned readings_of(const struct search *search, const struct found *found, const struct pack_term *term)
{
    const struct position *end = &found->position;
    const uint64_t own = cuts_of(pack_string(search->pack, term->text));
    unsigned readings = end->looks > 0 ? READING_LOOK_ALIKE : 0;
    const bool broken = goes_over_line(search, found->start, end->unit);
    if (end->cuts & ~own) {
        if (is_spaced(end))
            readings |= READING_SPACED;
        else if (!broken || __builtin_popcountll(end->cuts & ~own) > 1)
            readings |= READING_DIVIDED;
    }
    if (broken)
        readings |= READING_BROKEN;
    if (!(readings & (READING_LOOK_ALIKE | READING_SPACED)))
        return 0;
    if (own & ~end->cuts)
        readings |= READING_DIVIDED;
    const struct squeezed_unit *units = search->text.units;
    const uint32_t behind = end->unit;
    bool stopped;
    unsigned beside = 0;
    if (found->start > 0 && !(units[found->start].flags & UNIT_STARTS))
        beside |= units[found->start - 1].flags & UNIT_DIGIT ? READING_NUMBERED : READING_DIVIDED;
    if (behind < search->text.count && !(units[behind].flags & UNIT_STARTS)) {
        if (units[behind].flags & UNIT_DIGIT)
            beside |= READING_NUMBERED;
        else if (letters_behind(search, behind, &stopped) > term->ending || stopped)
            beside |= READING_DIVIDED;
    }
    if (beside && end->looks == 0) /* U S D T TRC20: of letters apart none stands in a word */
        return 0;
    return readings | beside;
}

/* --- Hits ----------------------------------------------------------------------------------------------------- */

/* Whether a term stands for an entry in the same way. */
static bool stands_for(const struct pack *pack, uint32_t term, const struct pack_posting *posting)
{
    const struct pack_term *other = &pack->terms[term];
    for (uint32_t i = 0; i < other->posting_count; i++) {
        const struct pack_posting *same = &pack->postings[other->first_posting + i];
        if (same->entry == posting->entry && same->match == posting->match)
            return true;
    }
    return false;
}

/* The hits of a value that begin before a byte end here. */
static uint32_t hits_before(const struct hits *hits, uint32_t value, uint32_t byte)
{
    uint32_t low = 0, high = hits->count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        const struct scan_hit *hit = &hits->items[middle];
        if (hit->value < value || (hit->value == value && hit->from < byte))
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* So many hits before the end of one are looked at, so that the work stays in proportion to the text. */
#define TOLD_WITHIN 64

/* Whether something that stands for an entry in the same way was found over some of the same bytes, and reads no more
 * into them. */
static bool is_told_of(const struct search *search, const struct scan_hit *hit, const struct pack_posting *posting)
{
    const uint32_t end = hits_before(search->hits, hit->value, hit->to);
    for (uint32_t i = end; i > 0 && end - i < TOLD_WITHIN; i--) {
        const struct scan_hit *other = &search->hits->items[i - 1];
        if (other->value != hit->value)
            break;
        if (hit->from < other->to && (other->readings & ~hit->readings) == 0 &&
            stands_for(search->pack, other->term, posting))
            return true;
    }
    return false;
}

/* The same for all entries of a hit's term. */
static bool is_told(const struct search *search, const struct scan_hit *hit)
{
    const struct pack_term *term = &search->pack->terms[hit->term];
    for (uint32_t i = 0; i < term->posting_count; i++)
        if (!is_told_of(search, hit, &search->pack->postings[term->first_posting + i]))
            return false;
    return true;
}

/* Whether a way that leads to a term is a hit of it. */
static bool is_hit(const struct search *search, const struct found *found, uint32_t number, unsigned *readings)
{
    const struct pack_term *term = &search->pack->terms[number];
    const struct position *end = &found->position;
    if (is_in_number(search, found->start) || is_in_number(search, end->unit))
        return false;
    if (!begins_well(search, found->start, end->letters) || !ends_well(search, term, end->unit, end->letters))
        return false;
    *readings = readings_of(search, found, term);
    return *readings != 0;
}

static bool keep_term(const struct search *search, const struct found *found, uint32_t number)
{
    const struct squeezed_unit *units = search->text.units, *last = &units[found->position.unit - 1];
    unsigned readings;
    if (!is_hit(search, found, number, &readings))
        return true;
    const struct scan_hit hit = {.term = number,
                                 .value = search->value,
                                 .view = FOLD_WHOLE,
                                 .readings = (uint8_t)readings,
                                 .at_start = found->start == 0 && search->at_start,
                                 .at_end = search->at_end && found->position.unit == search->text.count,
                                 .from = units[found->start].at,
                                 .to = last->flags & UNIT_BEHIND ? search->length : last->next};
    return is_told(search, &hit) || hits_keep(search->hits, &hit);
}

/* The terms that end at a node, one after the other: *at is 0 for the first; UINT32_MAX: there is none any more. */
static uint32_t next_term(const struct disguise_index *index, uint32_t node, uint32_t *at)
{
    if (*at == 0)
        *at = index->ends[node];
    else
        *at = index->terms[*at - 1] & DISGUISE_LAST_TERM ? 0 : *at + 1;
    return *at == 0 ? UINT32_MAX : index->terms[*at - 1] & ~DISGUISE_LAST_TERM;
}

static bool keep_found(const struct search *search, const struct found *found)
{
    for (uint32_t at = 0, term; (term = next_term(&search->index, found->position.node, &at)) != UINT32_MAX;)
        if (!keep_term(search, found, term))
            return false;
    return true;
}

/* --- Walking -------------------------------------------------------------------------------------------------- */

struct walk {
    const struct search *search;
    struct says_kept *kept;
    struct position waiting[WAITING_MAX];
    uint32_t count;
    struct found found;
};

/* The position behind what a unit says; false: no term goes on so. */
static bool go_on(const struct walk *walk, const struct position *from, const struct say *say, struct position *to)
{
    *to = *from;
    to->modes &= say->modes;
    to->looks = (uint8_t)(to->looks + (say->looks && to->looks < UINT8_MAX));
    to->letters = (uint8_t)(to->letters + say->length);
    if (to->modes == 0 || to->letters > DISGUISE_LONGEST)
        return false;
    for (uint32_t i = 0; i < say->length; i++) {
        to->node = disguise_step(&walk->search->index, to->node, disguise_symbol((unsigned char)say->letters[i]));
        if (to->node == DISGUISE_ROOT)
            return false;
    }
    return to->node != DISGUISE_ROOT;
}

/* Remembers the way to a position if it is a hit, and longer than others, or as long and reads less into the text. */
static void note_end(struct walk *walk, const struct position *position)
{
    const struct position *best = &walk->found.position;
    if (walk->search->index.ends[position->node] == 0 || position->letters < best->letters ||
        (position->letters == best->letters && position->looks >= best->looks))
        return;
    const struct found found = {.position = *position, .start = walk->found.start};
    unsigned readings;
    for (uint32_t at = 0, term; (term = next_term(&walk->search->index, position->node, &at)) != UINT32_MAX;)
        if (is_hit(walk->search, &found, term, &readings)) {
            walk->found = found;
            return;
        }
}

/* A position from which to go on. Where there is no room for it, it is let go. */
static void wait(struct walk *walk, struct position position)
{
    const struct squeezed_text *text = &walk->search->text;
    if (position.unit >= text->count || walk->count >= WAITING_MAX)
        return;
    if (text->units[position.unit].flags & UNIT_STARTS)
        position.cuts |= UINT64_C(1) << position.letters;
    if (text->units[position.unit].flags & UNIT_ANEW)
        position.modes = SAY_ANY;
    walk->waiting[walk->count++] = position;
}

/* Goes on by what so many units say. */
static void hear(struct walk *walk, const struct position *from, const struct say *say, uint32_t units)
{
    struct position to;
    if (!go_on(walk, from, say, &to))
        return;
    to.unit = (uint16_t)(from->unit + units);
    if (say->length > 0)
        note_end(walk, &to);
    wait(walk, to);
}

static void go_through(struct walk *walk, const struct position *from)
{
    const struct squeezed_unit *unit = &walk->search->text.units[from->unit];
    const struct says *says = says_of(walk->kept, unit->letter);
    if (unit->pair)
        hear(walk, from, &pair_says[unit->pair - 1], 2);
    if ((says->first & walk->search->index.nodes[from->node]) || says->silent)
        for (uint32_t i = 0; i < says->count; i++)
            hear(walk, from, &says->says[i], 1);
    if ((unit->flags & UNIT_SIGN) && from->node != DISGUISE_ROOT) {
        struct position to = *from;
        to.unit++;
        to.cuts |= UINT64_C(1) << to.letters;
        wait(walk, to);
    }
}

/* The longest hit that begins at a unit; .position.letters 0: there is none. */
static struct found walk_from(struct search *search, uint32_t start)
{
    struct walk walk = {.search = search, .kept = &search->kept, .found = {.start = start}};
    walk.waiting[walk.count++] = (struct position){.unit = (uint16_t)start, .modes = SAY_ANY};
    for (uint32_t steps = 0; walk.count > 0 && steps < STEPS_MAX; steps++) {
        const struct position from = walk.waiting[--walk.count];
        go_through(&walk, &from);
    }
    return walk.found;
}

/* --- Values --------------------------------------------------------------------------------------------------- */

/* Looks from the units before `limit`; *next is the first that was not looked from. false = the hits did not fit. */
static bool search_units(struct search *search, uint32_t limit, uint32_t *next)
{
    const struct squeezed_unit *units = search->text.units;
    uint32_t odd = 0, start = 0;
    while (start < limit) {
        for (odd = odd > start ? odd : start; odd < search->text.count && !(units[odd].flags & UNIT_ODD);)
            odd++;
        if (odd == search->text.count)
            break;
        if (odd - start > ODD_WITHIN)
            start = odd - ODD_WITHIN;
        if (start >= limit)
            break;
        if (!(units[start].flags & (UNIT_STARTS | UNIT_ODD))) {
            start++;
            continue;
        }
        const struct found found = walk_from(search, start);
        if (found.position.letters > 0 && !keep_found(search, &found))
            return false;
        start = found.position.letters > 0 ? found.position.unit : start + 1;
    }
    *next = start < limit ? limit : start;
    return true;
}

/* A value's own text. */
static bool search_value(struct search *search)
{
    const struct field_value *value = &search->transfer->values[search->value];
    const unsigned char *text = transfer_text(search->transfer, value);
    search->text.count = 0;
    search->text.flags = UNIT_STARTS;
    search->at_start = true;
    search->odd = false;
    search->length = value->length;
    for (uint32_t at = 0, done = 0;;) {
        squeezed_add(&search->text, text, value->length, &at, 0);
        search->at_end = at >= value->length;
        const uint32_t count = search->text.count;
        const uint32_t limit = search->at_end ? count : count - SQUEEZED_REACH;
        if (squeezed_mark_odd(&search->text)) {
            search->odd = true;
            if (!search_units(search, limit, &done))
                return false;
        }
        if (search->at_end)
            return true;
        done = done > limit ? done : limit;
        squeezed_forget(&search->text, done);
        search->at_start = false;
    }
}

/* Bytes of the end of a value that a term may begin in which goes on in the next. */
#define JOINT_BYTES 160

/* The end of a value and the start of the next, which may go on it: what stands in both. */
static bool search_joint(struct search *search)
{
    const struct field_value *left = &search->transfer->values[search->value], *right = left + 1;
    const unsigned char *text = transfer_text(search->transfer, left);
    uint32_t at = left->length > JOINT_BYTES ? left->length - JOINT_BYTES : 0;
    while (at < left->length && utf8_continues(text[at]))
        at++;
    search->at_start = at == 0;
    search->at_end = false;
    search->length = left->length;
    search->text.count = 0;
    search->text.flags = at == 0 ? UNIT_STARTS : 0;
    squeezed_add(&search->text, text, left->length, &at, 0);
    const uint32_t own = search->text.count;
    at = 0;
    search->text.flags |= UNIT_STARTS | UNIT_NEW_LINE;
    squeezed_add(&search->text, transfer_text(search->transfer, right), right->length, &at, UNIT_BEHIND);
    uint32_t next;
    return !squeezed_mark_odd(&search->text) || search_units(search, own, &next);
}

/* Whether a word that the segment alone says looks odd as it is written: one of Cyrillic letters alone that could be
 * Latin ones does not. */
static bool has_odd_word(const struct transfer *transfer, const struct folded *folded,
                         const struct folded_segment *segment)
{
    const struct field_value *value = &transfer->values[segment->value];
    const unsigned char *text = transfer_text(transfer, value);
    const uint32_t end = segment_tokens_end(folded, segment);
    for (uint32_t i = segment->first_token; i < end; i++) {
        const struct folded_token *token = &folded->tokens[i];
        if (!token->again && token->from < token->to && token->to <= value->length &&
            text_looks_odd(text + token->from, token->to - token->from))
            return true;
    }
    return false;
}

/* Single letters and digits in a row from which on they may be a word in disguise. */
#define RUN_LEAST 3

static bool has_letter_run(const struct folded *folded, const struct folded_segment *segment)
{
    const uint32_t at = segment->at + 1, end = segment_end(folded, segment) - 1;
    for (uint32_t i = at; end - at >= RUN_LEAST && i < end; i++)
        if (folded->bytes[i] >= 'A')
            return true;
    return false;
}

/* Whether a segment says that its value may be in disguise. */
static bool is_odd_segment(const struct transfer *transfer, const struct folded *folded,
                           const struct folded_segment *segment)
{
    if (segment->view == FOLD_JOINED)
        return has_letter_run(folded, segment);
    return (segment->view == FOLD_LATIN || segment->view == FOLD_CYRILLIC) && has_odd_word(transfer, folded, segment);
}

static void search_begin(struct search *search, const struct pack *pack, const struct transfer *transfer,
                         struct hits *hits)
{
    search->pack = pack;
    search->index = disguise_index_of(pack->disguises);
    search->transfer = transfer;
    search->hits = hits;
    search->joined = NO_VALUE;
    memset(&search->kept, 0, sizeof search->kept);
}

/* Where a value goes on in the next; once. */
static bool search_end(struct search *search, uint32_t value)
{
    if (search->joined == value || !value_goes_on(search->transfer, value))
        return true;
    search->joined = search->value = value;
    return search_joint(search);
}

/* A value that may be in disguise, and if it is, where the one before goes on in it, and it in the next. */
static bool search_odd(struct search *search, uint32_t value)
{
    search->value = value;
    if (!search_value(search))
        return false;
    return !search->odd || ((value == 0 || search_end(search, value - 1)) && search_end(search, value));
}

bool disguise_scan(const struct pack *pack, const struct transfer *transfer, const struct folded *folded,
                   struct hits *hits)
{
    struct search search;
    uint32_t searched = NO_VALUE;
    if (!transfer || pack->disguises_size == 0)
        return true;
    for (uint32_t i = 0; i < folded->segment_count; i++) {
        const struct folded_segment *segment = &folded->segments[i];
        if (segment->value == searched || segment->value >= transfer->value_count ||
            !is_odd_segment(transfer, folded, segment))
            continue;
        if (searched == NO_VALUE)
            search_begin(&search, pack, transfer, hits);
        searched = segment->value;
        if (!search_odd(&search, searched))
            return false;
    }
    return true;
}
