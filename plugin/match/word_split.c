/*
 * word_split.c: words that stand in one token with others and with numbers (word_ways.h). A way through the token is
 * looked for from its start, place by place; at each place only the cheapest way to it is kept, for each of the few
 * things that matter of it.
 */
#include "word_ways.h"

/* What matters of a way: how many words it has, and whether one of them may be taken out. */
enum way { NO_WORD, ONE_WORD, WORDS, ONE_CORE, CORES, WAYS };

/* Of two ways the one that costs less (word_ways.h). What is taken out and short words go before others, which may have
 * them in them: ZAKRIPTU as one says nothing. */
#define COST_WORD   2u
#define COST_SHORT  3u /* of three letters */
#define COST_BESIDE 7u /* of more, but not to be taken out */
#define COST_ENDING 2u /* a letter of one */
_Static_assert(COST_SHORT <= WORD_NUMBERED_LEAST * COST_WORD && COST_BESIDE <= WORD_GLUED_LEAST * COST_WORD &&
                   COST_ENDING <= COST_WORD && WORD_LONGEST * COST_WORD <= UINT8_MAX,
               "a letter costs no more than a word, and a token's letters what a place has room for");

static unsigned cost_of(uint32_t length, bool core, uint32_t ending)
{
    const unsigned word = core || length < WORD_NUMBERED_LEAST ? COST_WORD
                          : length == WORD_NUMBERED_LEAST      ? COST_SHORT
                                                               : COST_BESIDE;
    return word + COST_ENDING * ending;
}

struct place {
    uint8_t ways;         /* bit n: there is a way n to here, for which the others are said */
    uint8_t costs[WAYS];  /* of the cheapest one */
    uint8_t pieces[WAYS]; /* and its pieces, */
    uint8_t from[WAYS];   /* the place before it, */
    uint8_t before[WAYS]; /* and the way there */
};

struct search {
    const struct word_index *index;
    const unsigned char *token;
    uint32_t length;
    uint64_t reached; /* bit n: places[n] says how */
    uint64_t open;    /* bit n: a preposition may begin there, since it does not stand behind another */
    struct place places[WORD_LONGEST + 1];
};

/* A number goes on to where its last digit stands. */
static bool cuts_number(const struct search *search, uint32_t at)
{
    return at > 0 && at < search->length && is_folded_digit(search->token[at - 1]) &&
           is_folded_digit(search->token[at]);
}

static void reach(struct search *search, uint32_t from, enum way before, uint32_t to, enum way way, unsigned cost)
{
    struct place *place = &search->places[to];
    const unsigned costs = search->places[from].costs[before] + cost;
    if (!(search->reached >> to & 1))
        place->ways = 0;
    search->reached |= (uint64_t)1 << to;
    if ((place->ways >> way & 1) && place->costs[way] <= costs)
        return;
    place->ways |= (uint8_t)(1u << way);
    place->costs[way] = (uint8_t)costs;
    place->pieces[way] = (uint8_t)(search->places[from].pieces[before] + 1);
    place->from[way] = (uint8_t)from;
    place->before[way] = (uint8_t)before;
}

static bool is_reached(const struct search *search, uint32_t at, enum way way)
{
    return (search->reached >> at & 1) && (search->places[at].ways >> way & 1);
}

/* A word, or stem with its ending, from one place to another. A word alone beside numbers must be one they may be taken
 * off; that it is, and that it may be taken out of words, is a core's. */
static void reach_by_word(struct search *search, uint32_t from, uint32_t to, uint32_t length, uint32_t word)
{
    static const uint8_t next[WAYS][2] = {[NO_WORD] = {ONE_WORD, ONE_CORE},
                                          [ONE_WORD] = {WORDS, CORES},
                                          [WORDS] = {WORDS, CORES},
                                          [ONE_CORE] = {CORES, CORES},
                                          [CORES] = {CORES, CORES}};
    bool core = (word & WORD_MAY_BE_GLUED) && !(word & WORD_ORDINARY) && length >= WORD_GLUED_LEAST;
    const unsigned cost = cost_of(length, core, to - from - length);
    if (cuts_number(search, to))
        return;
    for (unsigned ways = search->places[from].ways; ways != 0; ways &= ways - 1) {
        enum way way = (enum way)__builtin_ctz(ways);
        reach(search, from, way, to, (enum way)next[way][core], cost);
    }
}

/* A form of an ordinary word, as the compiler made them of its stem. */
static bool is_ordinary_form(const struct search *search, uint32_t from, uint32_t length)
{
    unsigned char letters[SETTLED_LETTERS + 1] = {0};
    if (length > SETTLED_LETTERS)
        return false;
    memcpy(letters, search->token + from, length);
    return word_settled(search->index, word_bytes(letters), word_bytes(letters + 8)) & SETTLED_ORDINARY;
}

/* The forms of an ordinary stem. */
static void reach_by_forms(struct search *search, uint32_t from, uint32_t length, uint32_t word)
{
    const uint32_t rest = search->length - from - length,
                   most = ORDINARY_ENDING(word) < rest ? ORDINARY_ENDING(word) : rest;
    for (uint32_t more = length < WORD_GLUED_LEAST ? WORD_GLUED_LEAST - length : 1; more <= most; more++) {
        if (is_folded_digit(search->token[from + length + more - 1]))
            return;
        if (!is_ordinary_form(search, from, length + more))
            continue;
        reach_by_word(search, from, from + length + more, length + more, WORD_ORDINARY);
        search->open |= (uint64_t)1 << (from + length + more);
    }
}

/* All words that begin at a place. */
static void reach_by_words(struct search *search, uint32_t from)
{
    uint32_t node = WORD_ROOT, rest = search->length - from;
    const unsigned char *text = search->token + from;
    for (uint32_t i = 0; i < rest && (node = word_step(search->index, node, text[i])) != 0; i++) {
        uint32_t word = search->index->nodes[node].word, length = i + 1;
        bool preposition = length < WORD_NUMBERED_LEAST;
        if (!(word & WORD_MAY_NEIGHBOUR) || (preposition && !(search->open >> from & 1)))
            continue;
        reach_by_word(search, from, from + length, length, word);
        if (preposition)
            continue;
        search->open |= (uint64_t)1 << (from + length);
        if (ORDINARY_ENDING(word) > 0)
            reach_by_forms(search, from, length, word);
        uint32_t ending = length >= WORD_GLUED_LEAST ? WORD_ENDING(word) : 0;
        if (ending > SPLIT_ENDING)
            ending = SPLIT_ENDING;
        for (uint32_t more = 1; more <= ending && length + more <= rest && !is_folded_digit(text[length + more - 1]);
             more++) {
            reach_by_word(search, from, from + length + more, length, word);
            search->open |= (uint64_t)1 << (from + length + more);
        }
    }
}

/* The number that begins at a place. */
static void reach_by_number(struct search *search, uint32_t from)
{
    uint32_t to = from;
    while (to < search->length && is_folded_digit(search->token[to]))
        to++;
    if (to == from)
        return;
    search->open |= (uint64_t)1 << to;
    for (unsigned ways = search->places[from].ways; ways != 0; ways &= ways - 1) {
        enum way way = (enum way)__builtin_ctz(ways);
        reach(search, from, way, to, way, COST_WORD);
    }
}

/* The pieces of a way to a place. */
static bool trace(const struct search *search, uint32_t at, enum way way, struct split *split)
{
    uint32_t count = search->places[at].pieces[way];
    if (count < 2 || count > SPLIT_PIECES)
        return false;
    split->count = count;
    while (count > 0) {
        const struct place *place = &search->places[at];
        split->ends[--count] = at;
        at = place->from[way];
        way = (enum way)place->before[way];
    }
    return true;
}

/* What a piece says. A stem goes on in a token by SPLIT_ENDING letters at the most; by as many as its entry allows only
 * where the whole piece is a word of its own as well. */
static unsigned piece_standing(const struct search *search, uint32_t from, uint32_t length)
{
    const unsigned char *piece = search->token + from;
    unsigned any = 0, here = 0, own = 0;
    uint32_t node = WORD_ROOT, depth = 0;
    while (depth < length && (node = word_step(search->index, node, piece[depth])) != 0) {
        uint32_t rest = length - ++depth;
        unsigned uses = word_covers(search->index->nodes[node].word, piece + depth, rest);
        any |= uses;
        if (rest == 0)
            own = uses;
        if (rest == 0 || (depth >= WORD_GLUED_LEAST && rest <= SPLIT_ENDING))
            here |= uses;
    }
    return own != 0 ? any : here;
}

/* Whether the one word of a token with numbers is one that they may be taken off. */
static bool may_be_numbered(const struct search *search, const struct split *split)
{
    uint32_t from = 0;
    for (uint32_t i = 0; i < split->count; from = split->ends[i++])
        if (has_folded_letter(search->token + from, split->ends[i] - from)) {
            uint32_t length = split->ends[i] - from;
            unsigned standing = piece_standing(search, from, length);
            return (standing & WORD_MAY_BE_NUMBERED) != 0;
        }
    return false;
}

/* The readings of several words, with or without numbers among them. */
static uint8_t divided(const struct search *search, const struct split *split)
{
    uint8_t readings = READING_DIVIDED;
    for (uint32_t i = 0, from = 0; i < split->count; from = split->ends[i++])
        if (!has_folded_letter(search->token + from, split->ends[i] - from))
            readings |= READING_NUMBERED;
    return readings;
}

/* The way with the least read into the token. */
static bool take_way(const struct search *search, struct split *split)
{
    split->readings = READING_NUMBERED;
    for (int way = ONE_CORE; way >= ONE_WORD; way -= ONE_CORE - ONE_WORD)
        if (is_reached(search, search->length, (enum way)way) && trace(search, search->length, (enum way)way, split) &&
            may_be_numbered(search, split))
            return true;
    if (!is_reached(search, search->length, CORES) || !trace(search, search->length, CORES, split))
        return false;
    split->readings = divided(search, split);
    return true;
}

/* Whether a preposition of two letters ends at a place, and several words before it, one of which may be taken out. A
 * word of one letter with an ending (SA) is none. */
static bool is_behind_words(const struct search *search, uint32_t to)
{
    const uint32_t from = to - 2;
    if (!is_reached(search, from, CORES) || !(search->open >> from & 1))
        return false;
    const uint32_t node = word_step(search->index, WORD_ROOT, search->token[from]);
    const uint32_t last = node != 0 ? word_step(search->index, node, search->token[from + 1]) : 0;
    return last != 0 && (search->index->nodes[last].word & WORD_MAY_NEIGHBOUR);
}

/* Words, and behind a preposition what is none: ZABITKOINOTZHUMABEKA; not KRIPTOZASHCHITNYI. */
static bool take_before_name(const struct search *search, struct split *split)
{
    for (uint32_t to = search->length - SPLIT_NAME; to >= SPLIT_BEFORE_NAME + 2; to--) {
        if (!is_behind_words(search, to) || has_folded_digit(search->token + to, search->length - to) ||
            !trace(search, to - 2, CORES, split) || split->count + 2 > SPLIT_PIECES)
            continue;
        split->ends[split->count++] = to;
        split->ends[split->count++] = search->length;
        split->readings = divided(search, split);
        return true;
    }
    return false;
}

bool word_split_short(const struct word_index *index, const unsigned char *token, uint32_t length, struct split *split)
{
    uint32_t before = 0, behind = 0;
    while (before < length && is_folded_digit(token[before]))
        before++;
    while (behind < length - before && is_folded_digit(token[length - 1 - behind]))
        behind++;
    const uint32_t letters = length - before - behind;
    if (letters != WORD_SHORT || before + behind < WORD_SHORT_DIGITS || (before > 0 && behind > 0) ||
        has_folded_digit(token + before, letters) ||
        !(word_standing(index, token + before, letters) & WORD_MAY_BE_NUMBERED))
        return false;
    *split = (struct split){.count = 2, .ends = {before > 0 ? before : letters, length}, .readings = READING_NUMBERED};
    return true;
}

bool word_split(const struct word_index *index, const unsigned char *token, uint32_t length,
                const struct word_path *path, struct split *split)
{
    struct search search;
    if (length > WORD_LONGEST || path->standing != 0 || (path->words == 0 && !is_folded_digit(token[0])))
        return false;
    search.index = index;
    search.token = token;
    search.length = length;
    search.reached = search.open = 1;
    search.places[0] = (struct place){.ways = 1u << NO_WORD};
    for (uint32_t at = 0; at < length; at++) {
        if (!(search.reached >> at & 1))
            continue;
        reach_by_number(&search, at);
        reach_by_words(&search, at);
    }
    if ((search.reached >> length & 1) && take_way(&search, split))
        return true;
    return length >= SPLIT_BEFORE_NAME + 2 + SPLIT_NAME && take_before_name(&search, split);
}
