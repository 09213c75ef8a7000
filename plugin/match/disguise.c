/*
 * disguise.c: looks for terms in disguise (disguise.h): goes from every unit of a text through the trie along all that
 * its letters, digits and signs may say, and tells how a text that leads to a term had to be read. Touches the
 * transfer's text, the pack and the hits.
 */
#include "disguise.h"

#include <string.h>

#include "disguise_search.h"
#include "letter_units.h"

/* The bounds of one walk: positions gone through, and positions waiting. */
#define STEPS_MAX   160
#define WAITING_MAX 48

/* Of the terms that a longer one begins with which is found, so many are told of besides. */
#define SHORTER_MAX 3

/* The same of one that a typing error is supposed in. */
#define WRONG_STEPS_MAX   768
#define WRONG_WAITING_MAX 160

/* Steps of all walks without errors in a transfer: so many for each of its bytes, and some that any may take. Ordinary
 * payments take two a byte at most, text of random letters and digits five; letters that say nothing one after the
 * other (b b b b) would take eighty. */
#define STEPS_A_BYTE 8u
#define STEPS_FREE   4096u

/* The same of all walks with an error, of which ordinary payments take ten a byte at most, one word in disguise some
 * thousands. */
#define WRONG_STEPS_A_BYTE 16u
#define WRONG_STEPS_FREE   32768u

/* Words begin within so many units before something odd, or are not looked for. */
#define ODD_WITHIN 24

#define NO_VALUE UINT32_MAX

/* --- Walking -------------------------------------------------------------------------------------------------- */

struct walk {
    const struct disguise_search *search;
    struct says_kept *kept;
    struct disguise_position waiting[WRONG_WAITING_MAX];
    uint32_t count, limit;
    bool errs; /* one typing error is supposed */
    struct disguise_found found;
    struct disguise_found shorter[SHORTER_MAX]; /* where no error is supposed: what it begins with */
    uint32_t shorter_count;
};

/* The position behind what a unit says; false: no term goes on so. */
static bool go_on(const struct walk *walk, const struct disguise_position *from, const struct say *say,
                  struct disguise_position *to)
{
    const bool drawn = (walk->search->text.units[from->unit].flags & UNIT_DRAWN) != 0;
    *to = *from;
    to->modes &= say->modes;
    to->looks = (uint8_t)(to->looks + ((say->looks || drawn) && to->looks < UINT8_MAX));
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

/* Where a way is remembered; NULL: nowhere, since there is no room, or one of as many letters reads less into them. */
static struct disguise_found *place_for(struct walk *walk, const struct disguise_position *position)
{
    const struct disguise_position *best = &walk->found.position;
    if (position->letters == best->letters)
        return position->looks < best->looks ? &walk->found : NULL;
    if (position->letters > best->letters) {
        if (best->letters > 0 && walk->shorter_count < SHORTER_MAX)
            walk->shorter[walk->shorter_count++] = walk->found;
        return &walk->found;
    }
    for (uint32_t i = 0; i < walk->shorter_count; i++)
        if (walk->shorter[i].position.letters == position->letters)
            return position->looks < walk->shorter[i].position.looks ? &walk->shorter[i] : NULL;
    return walk->shorter_count < SHORTER_MAX ? &walk->shorter[walk->shorter_count++] : NULL;
}

/* Remembers the way to a position if it is a hit: the longest, and of those as long the one that reads least into the
 * text; and where no error is supposed, some shorter ones. */
static void note_end(struct walk *walk, const struct disguise_position *position)
{
    const struct disguise_position *best = &walk->found.position;
    if (walk->search->index.ends[position->node] == 0 || (walk->errs && position->letters < best->letters) ||
        (position->letters == best->letters && position->looks >= best->looks))
        return;
    const struct disguise_found found = {.position = *position, .start = walk->found.start};
    unsigned readings;
    for (uint32_t at = 0, term; (term = disguise_next_term(&walk->search->index, position->node, &at)) != UINT32_MAX;)
        if (disguise_is_hit(walk->search, &found, term, &readings)) {
            struct disguise_found *place = place_for(walk, position);
            if (place)
                *place = found;
            return;
        }
}

/* Where the text ends, the last letter of a term may be the one that is missing. */
static void note_without_last(struct walk *walk, const struct disguise_position *position)
{
    const struct disguise_index *index = &walk->search->index;
    uint64_t letters = index->nodes[position->node] & DISGUISE_CHILDREN & ~(uint64_t)0x3FF;
    if (!walk->errs || position->wrong || position->unit < walk->search->text.count || position->letters == 0)
        return;
    for (; letters != 0; letters &= letters - 1) {
        struct disguise_position to = *position;
        to.wrong = position->letters;
        to.node = disguise_step(index, position->node, (uint32_t)__builtin_ctzll(letters));
        to.letters++;
        note_end(walk, &to);
    }
}

/* A position from which to go on. Where there is no room for it, it is let go. */
static void wait(struct walk *walk, struct disguise_position position)
{
    const struct squeezed_text *text = &walk->search->text;
    if (position.unit >= text->count || walk->count >= walk->limit) {
        note_without_last(walk, &position);
        return;
    }
    if (text->units[position.unit].flags & UNIT_STARTS)
        position.cuts |= UINT64_C(1) << position.letters;
    if (text->units[position.unit].flags & UNIT_ANEW)
        position.modes = SAY_ANY;
    walk->waiting[walk->count++] = position;
}

/* Goes on by what so many units say. */
static void hear(struct walk *walk, const struct disguise_position *from, const struct say *say, uint32_t units)
{
    struct disguise_position to;
    if (!go_on(walk, from, say, &to))
        return;
    if (say->looks)
        to.signs = (uint8_t)(to.signs + is_plain_sign(&walk->search->text.units[from->unit]));
    to.unit = (uint16_t)(from->unit + units);
    if (say->length > 0)
        note_end(walk, &to);
    wait(walk, to);
}

static void go_through(struct walk *walk, const struct disguise_position *from)
{
    const struct squeezed_unit *unit = &walk->search->text.units[from->unit];
    const struct says *says = says_of(walk->kept, unit->letter);
    if (unit->pair)
        hear(walk, from, &pair_says[unit->pair - 1], 2);
    if ((says->first & walk->search->index.nodes[from->node]) || says->silent)
        for (uint32_t i = 0; i < says->count; i++)
            hear(walk, from, &says->says[i], 1);
    if ((unit->flags & UNIT_SIGN) && from->node != DISGUISE_ROOT) {
        struct disguise_position to = *from;
        to.unit++;
        to.cuts |= UINT64_C(1) << to.letters;
        wait(walk, to);
    }
}

/* --- With a typing error -------------------------------------------------------------------------------------- */

/* Goes on behind what the term says in the place of an error, if the text may. */
static void resume(struct walk *walk, struct disguise_position position, uint32_t unit)
{
    const struct disguise_search *search = walk->search;
    position.unit = (uint16_t)unit;
    note_end(walk, &position);
    if (unit < search->text.count) {
        const struct says *says = says_of(walk->kept, search->text.units[unit].letter);
        if (says->silent || search->text.units[unit].pair || (says->first & search->index.nodes[position.node]))
            wait(walk, position);
    }
}

/* A letter is missing, or another: each that a term has here is supposed, and of Cyrillic ones all that they are
 * written with. */
static void suppose_letter(struct walk *walk, const struct disguise_position *from)
{
    const struct disguise_index *index = &walk->search->index;
    uint64_t letters = index->nodes[from->node] & DISGUISE_CHILDREN & ~(uint64_t)0x3FF;
    for (; letters != 0; letters &= letters - 1) {
        struct disguise_position to = *from;
        const uint32_t symbol = (uint32_t)__builtin_ctzll(letters);
        to.node = disguise_step(index, from->node, symbol);
        to.letters++;
        resume(walk, to, from->unit);
        resume(walk, to, from->unit + 1u);
        for (uint32_t i = 0; i < UNIT_PAIRS; i++) {
            struct disguise_position pair = to;
            if (disguise_symbol(unit_pairs[i][0]) != symbol ||
                (pair.node = disguise_step(index, to.node, disguise_symbol(unit_pairs[i][1]))) == DISGUISE_ROOT)
                continue;
            pair.letters++;
            resume(walk, pair, from->unit);
            resume(walk, pair, from->unit + 1u);
        }
    }
}

/* What a unit and the one behind it say, the other way round. */
static void suppose_exchanged(struct walk *walk, const struct disguise_position *from)
{
    const struct squeezed_unit *units = walk->search->text.units;
    const struct says *first = says_of(walk->kept, units[from->unit].letter);
    const struct says before = *first, behind = *says_of(walk->kept, units[from->unit + 1].letter);
    for (uint32_t i = 0; i < behind.count; i++) {
        struct disguise_position middle, to;
        if (behind.says[i].length == 0 || !go_on(walk, from, &behind.says[i], &middle))
            continue;
        for (uint32_t k = 0; k < before.count; k++)
            if (before.says[k].length > 0 && go_on(walk, &middle, &before.says[k], &to))
                resume(walk, to, from->unit + 2u);
    }
}

/* Supposes an error at a unit of a word that looks odd, behind the first letter. */
static void suppose(struct walk *walk, const struct disguise_position *from)
{
    const struct squeezed_unit *unit = &walk->search->text.units[from->unit];
    struct disguise_position wrong = *from;
    wrong.wrong = from->letters;
    if (from->wrong || from->letters == 0 || (unit->flags & (UNIT_DIGIT | UNIT_NEW_LINE)))
        return;
    resume(walk, wrong, from->unit + 1u);
    suppose_letter(walk, &wrong);
    if (from->unit + 1u < walk->search->text.count)
        suppose_exchanged(walk, &wrong);
}

/* The longest hit that begins at a unit; .position.letters 0: there is none. It and the shorter ones are kept; *fits
 * false = they did not fit. */
static struct disguise_found walk_from(struct disguise_search *search, uint32_t start, bool *fits)
{
    struct walk walk = {.search = search, .kept = &search->kept, .limit = WAITING_MAX, .found = {.start = start}};
    walk.waiting[walk.count++] = (struct disguise_position){.unit = (uint16_t)start, .modes = SAY_ANY};
    uint32_t steps = 0;
    for (; walk.count > 0 && steps < STEPS_MAX; steps++) {
        const struct disguise_position from = walk.waiting[--walk.count];
        go_through(&walk, &from);
    }
    search->steps += steps;
    *fits = walk.found.position.letters == 0 || disguise_keep(search, &walk.found);
    for (uint32_t i = 0; i < walk.shorter_count && *fits; i++)
        *fits = disguise_keep(search, &walk.shorter[i]);
    return walk.found;
}

/* The same with one typing error. */
static struct disguise_found walk_wrong_from(struct disguise_search *search, uint32_t start)
{
    struct walk walk = {
        .search = search, .kept = &search->kept, .limit = WRONG_WAITING_MAX, .errs = true, .found = {.start = start}};
    uint32_t steps = 0;
    walk.waiting[walk.count++] = (struct disguise_position){.unit = (uint16_t)start, .modes = SAY_ANY};
    for (; walk.count > 0 && steps < WRONG_STEPS_MAX; steps++) {
        const struct disguise_position from = walk.waiting[--walk.count];
        suppose(&walk, &from);
        go_through(&walk, &from);
    }
    search->wrong_steps += steps;
    return walk.found;
}

/* Whether the text can be read in too many ways. */
static bool is_used_up(const struct disguise_search *search)
{
    return search->steps > search->steps_most || search->wrong_steps > search->wrong_steps_most;
}

/* Keeps the longest hit that begins at a unit, and a longer one with an error, of which the first may be but the
 * beginning; *next is where to look from then. Within what says a term with an error in it, another may stand as it is.
 * false = the hits did not fit, or the steps are used up. */
static bool find_from(struct disguise_search *search, uint32_t start, uint32_t *next)
{
    bool fits;
    const struct disguise_found found = walk_from(search, start, &fits);
    const struct squeezed_unit *unit = &search->text.units[start];
    const bool may = (unit->flags & UNIT_STARTS) || (start > 0 && (unit[-1].flags & UNIT_DIGIT));
    *next = found.position.letters > 0 ? found.position.unit : start + 1;
    if (is_used_up(search) || !fits)
        return false;
    if (!may)
        return true;
    const struct disguise_found wrong = walk_wrong_from(search, start);
    if (is_used_up(search))
        return false;
    return wrong.position.letters <= found.position.letters + 1u || disguise_keep(search, &wrong);
}

/* --- Values --------------------------------------------------------------------------------------------------- */

/* Looks from the units before `limit`; *next is the first that was not looked from. false = the hits did not fit. */
static bool search_units(struct disguise_search *search, uint32_t limit, uint32_t *next)
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
        if (!find_from(search, start, &start))
            return false;
    }
    *next = start < limit ? limit : start;
    return true;
}

/* A value's own text. */
static bool search_value(struct disguise_search *search)
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
static bool search_joint(struct disguise_search *search)
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
            (text_looks_odd(text + token->from, token->to - token->from, (enum fold_view)segment->view) ||
             (segment->view == FOLD_PLAIN && has_odd_beside(text, value->length, token->from, token->to))))
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
    if (segment->view == FOLD_PLAIN ? !segment->suspect : segment->view != FOLD_LATIN && segment->view != FOLD_CYRILLIC)
        return segment->odd_signs;
    return segment->odd_signs || has_odd_word(transfer, folded, segment);
}

static void search_begin(struct disguise_search *search, const struct pack *pack, const struct transfer *transfer,
                         struct hits *hits)
{
    search->pack = pack;
    search->index = disguise_index_of(pack->disguises);
    search->transfer = transfer;
    search->hits = hits;
    search->joined = NO_VALUE;
    uint64_t bytes = 0;
    for (uint32_t i = 0; i < transfer->value_count; i++)
        bytes += transfer->values[i].length;
    search->steps = search->wrong_steps = 0;
    search->steps_most = STEPS_FREE + STEPS_A_BYTE * bytes;
    search->wrong_steps_most = WRONG_STEPS_FREE + WRONG_STEPS_A_BYTE * bytes;
    memset(&search->kept, 0, sizeof search->kept);
}

/* Where a value goes on in the next; once. */
static bool search_end(struct disguise_search *search, uint32_t value)
{
    if (search->joined == value || !value_goes_on(search->transfer, value))
        return true;
    search->joined = search->value = value;
    return search_joint(search);
}

/* A value that may be in disguise, and if it is, where the one before goes on in it, and it in the next. */
static bool search_odd(struct disguise_search *search, uint32_t value)
{
    search->value = value;
    if (!search_value(search))
        return false;
    return !search->odd || ((value == 0 || search_end(search, value - 1)) && search_end(search, value));
}

enum scan_result disguise_scan(const struct pack *pack, const struct transfer *transfer, const struct folded *folded,
                               struct hits *hits)
{
    struct disguise_search search;
    uint32_t searched = NO_VALUE;
    if (!transfer || pack->disguises_size == 0)
        return SCAN_DONE;
    for (uint32_t i = 0; i < folded->segment_count; i++) {
        const struct folded_segment *segment = &folded->segments[i];
        if (segment->value == searched || segment->value >= transfer->value_count ||
            !is_odd_segment(transfer, folded, segment))
            continue;
        if (searched == NO_VALUE)
            search_begin(&search, pack, transfer, hits);
        searched = segment->value;
        if (!search_odd(&search, searched))
            return is_used_up(&search) ? SCAN_WORK : SCAN_LIMIT;
    }
    return SCAN_DONE;
}
