/*
 * respelling_split.c: a word of a text taken apart into words of the pack and numbers: every way is tried, and priced
 * as match/word_ways.h says (respelling.h).
 */
#include "respelling.h"

#include <string.h>

#include "plugin/match/word_ways.h"

/* What a piece costs as a word that may be taken out from among others, and as one that may not. */
struct piece {
    uint32_t core, beside;
};
#define NO_PIECE 1000u

/* What pieces cost. */
enum { COST_CORE = 2, COST_PREPOSITION = 2, COST_NUMBER = 2, COST_THREE = 3, COST_BESIDE = 7, COST_LETTER = 2 };

/* What a piece is. Two prepositions do not follow each other. */
enum kind { KIND_SHORT, KIND_LONG };

struct way {
    struct pieces pieces;
    uint32_t cost, words;
    bool core, numbers;
};

struct taking_apart {
    const struct lexicon *lexicon;
    const char *letters;
    uint32_t length;
    struct piece pieces[WORD_LONGEST][WORD_LONGEST + 1]; /* [from][to], where something leads to `from` */
    bool behind[WORD_LONGEST + 1][2]; /* [at][kind]: a way leads there behind a preposition, or not */
    uint32_t end;                     /* ways lead to there */
    bool ends_well[WORD_LONGEST + 1]; /* from here on there are words and numbers to the end */
    struct way way, best;
    uint32_t ways; /* that cost as little as the best; 0 = none */
};

static bool is_digit(char letter)
{
    return letter < 'A';
}

/* --- Pieces -------------------------------------------------------------------------------------------------- */

static bool is_form(const struct lexicon *lexicon, const char *letters, uint32_t length)
{
    for (uint32_t i = 0; i < lexicon->form_count; i++)
        if (strlen(lexicon->forms[i].letters) == length && memcmp(lexicon->forms[i].letters, letters, length) == 0)
            return true;
    return false;
}

static void make_cheaper(uint32_t *cost, uint32_t other)
{
    *cost = other < *cost ? other : *cost;
}

/* A word of a term goes on by its ending, but short ones do not; an ordinary one as its forms do. */
static void price_word(const struct lexicon *lexicon, const struct word *word, const char *letters, uint32_t length,
                       struct piece *piece)
{
    if (!(word->uses & WORD_MAY_NEIGHBOUR) || length < word->length ||
        memcmp(word->letters, letters, word->length) != 0)
        return;
    const uint32_t more = length - word->length, most = word->length < WORD_GLUED_LEAST ? 0 : SPLIT_ENDING;
    if (!are_letters(letters + word->length, more))
        return;
    if (more == 0 || (more <= most && more <= word->ending)) {
        const bool core = (word->uses & WORD_MAY_BE_GLUED) && !(word->uses & WORD_ORDINARY);
        const uint32_t beside = word->length < 3 ? COST_PREPOSITION : word->length == 3 ? COST_THREE : COST_BESIDE;
        make_cheaper(core ? &piece->core : &piece->beside, (core ? COST_CORE : beside) + COST_LETTER * more);
    }
    if (more > 0 && more <= word->ordinary_ending && word->length >= 3 && length >= 4 &&
        is_form(lexicon, letters, length))
        make_cheaper(&piece->beside, COST_BESIDE);
}

static bool is_word(const struct piece *piece)
{
    return piece->core != NO_PIECE || piece->beside != NO_PIECE;
}

/* No piece ends within a number: 205 is another than 20. */
static bool may_end(const struct taking_apart *apart, uint32_t to)
{
    return to == apart->length || !is_digit(apart->letters[to - 1]) || !is_digit(apart->letters[to]);
}

static bool is_number(const struct taking_apart *apart, uint32_t from, uint32_t to)
{
    return (from == 0 || !is_digit(apart->letters[from - 1])) && are_digits(apart->letters + from, to - from);
}

static enum kind word_kind(uint32_t length)
{
    return length < WORD_NUMBERED_LEAST ? KIND_SHORT : KIND_LONG;
}

/* All pieces that stand behind others from the start on. */
static void find_pieces(struct taking_apart *apart)
{
    apart->behind[0][KIND_LONG] = true;
    for (uint32_t from = 0; from < apart->length; from++)
        for (uint32_t to = from + 1; to <= apart->length; to++) {
            struct piece *piece = &apart->pieces[from][to];
            *piece = (struct piece){NO_PIECE, NO_PIECE};
            if (!may_end(apart, to) || (!apart->behind[from][KIND_LONG] && !apart->behind[from][KIND_SHORT]))
                continue;
            for (uint32_t i = 0; i < apart->lexicon->count; i++)
                price_word(apart->lexicon, &apart->lexicon->words[i], apart->letters + from, to - from, piece);
            if (is_word(piece))
                apart->behind[to][word_kind(to - from)] = true;
            if (is_number(apart, from, to))
                apart->behind[to][KIND_LONG] = true;
        }
}

/* --- Ways ---------------------------------------------------------------------------------------------------- */

static void find_good_ends(struct taking_apart *apart, uint32_t end)
{
    memset(apart->ends_well, 0, sizeof apart->ends_well);
    apart->ends_well[end] = true;
    apart->end = end;
    for (uint32_t from = end; from-- > 0;)
        for (uint32_t to = from + 1; to <= end && !apart->ends_well[from]; to++)
            apart->ends_well[from] = apart->ends_well[to] && may_end(apart, to) &&
                                     (is_number(apart, from, to) || is_word(&apart->pieces[from][to]));
}

/* Whether a preposition stands behind another at a place to which another way leads as well. */
static bool has_doubtful_preposition(const struct taking_apart *apart)
{
    for (uint32_t from = 0; from < apart->end; from++)
        for (uint32_t to = from + 1; to <= apart->end && to < from + WORD_NUMBERED_LEAST; to++)
            if (apart->behind[from][KIND_LONG] && apart->behind[from][KIND_SHORT] && apart->ends_well[to] &&
                may_end(apart, to) && is_word(&apart->pieces[from][to]))
                return true;
    return false;
}

static bool are_same(const struct pieces *left, const struct pieces *right)
{
    return left->count == right->count && memcmp(left->ends, right->ends, left->count * sizeof left->ends[0]) == 0;
}

/* Several words, one of which may be taken out from among others. */
static void judge_way(struct taking_apart *apart)
{
    const struct way *way = &apart->way;
    if (way->words < 2 || !way->core || (apart->ways > 0 && way->cost > apart->best.cost))
        return;
    if (apart->ways == 0 || way->cost < apart->best.cost)
        apart->ways = 1;
    else if (!are_same(&way->pieces, &apart->best.pieces))
        apart->ways++;
    apart->best = *way;
}

static void try_pieces(struct taking_apart *apart, uint32_t from, enum kind behind);

static void try_word(struct taking_apart *apart, uint32_t from, uint32_t to, bool core)
{
    const struct piece *piece = &apart->pieces[from][to];
    const struct way before = apart->way;
    apart->way.cost += core ? piece->core : piece->beside;
    apart->way.words++;
    apart->way.core |= core;
    try_pieces(apart, to, word_kind(to - from));
    apart->way = before;
}

static void try_pieces(struct taking_apart *apart, uint32_t from, enum kind behind)
{
    if (from == apart->end) {
        judge_way(apart);
        return;
    }
    for (uint32_t to = from + 1; to <= apart->end; to++) {
        if (!apart->ends_well[to] || !may_end(apart, to))
            continue;
        const struct piece *piece = &apart->pieces[from][to];
        const bool follows = behind != KIND_SHORT || word_kind(to - from) != KIND_SHORT;
        apart->way.pieces.ends[apart->way.pieces.count++] = to;
        if (follows && piece->core != NO_PIECE)
            try_word(apart, from, to, true);
        if (follows && piece->beside != NO_PIECE)
            try_word(apart, from, to, false);
        if (is_number(apart, from, to)) {
            const struct way before = apart->way;
            apart->way.cost += COST_NUMBER;
            apart->way.numbers = true;
            try_pieces(apart, to, KIND_LONG);
            apart->way = before;
        }
        apart->way.pieces.count--;
    }
}

/* The cheapest way to an end. Returns how many there are. */
static uint32_t find_ways(struct taking_apart *apart, uint32_t end)
{
    find_good_ends(apart, end);
    apart->ways = 0;
    apart->way = (struct way){0};
    if (apart->ends_well[0])
        try_pieces(apart, 0, KIND_LONG);
    return apart->best.pieces.count <= SPLIT_PIECES ? apart->ways : 0;
}

/* --- A word with numbers ------------------------------------------------------------------------------------- */

/* Whether numbers may be taken off a piece, whichever of the words it is allows them: also a short stem, if with its
 * ending it is a word of its own. */
static bool is_numbered(const struct lexicon *lexicon, const char *letters, uint32_t length)
{
    bool own = false;
    unsigned said = 0;
    for (uint32_t i = 0; i < lexicon->count; i++) {
        const struct word *word = &lexicon->words[i];
        own |= word_says(word, letters, length, 0) != 0;
        said |= word_says(word, letters, length, word->length < WORD_GLUED_LEAST ? 0 : SPLIT_ENDING);
    }
    return ((own ? lexicon_says(lexicon, letters, length) : said) & WORD_MAY_BE_NUMBERED) != 0;
}

/* One word with numbers before or behind it. *ways: how many words there are that stand so, whether numbers may be
 * taken off them or not. */
static bool take_off_numbers(const struct taking_apart *apart, struct pieces *pieces, uint32_t *ways)
{
    bool found = false;
    *ways = 0;
    for (uint32_t from = 0; from < apart->length && are_digits(apart->letters, from); from++)
        for (uint32_t to = from + 1; to <= apart->length; to++) {
            if ((from == 0 && to == apart->length) || !is_word(&apart->pieces[from][to]) ||
                !are_digits(apart->letters + to, apart->length - to))
                continue;
            ++*ways;
            if (!is_numbered(apart->lexicon, apart->letters + from, to - from))
                continue;
            const uint32_t ends[] = {from, to, apart->length};
            *pieces = (struct pieces){.readings = READING_NUMBERED};
            for (uint32_t i = 0; i < 3; i++)
                if (ends[i] > (i > 0 ? ends[i - 1] : 0))
                    pieces->ends[pieces->count++] = ends[i];
            found = true;
        }
    return found;
}

/* --- A name behind words ------------------------------------------------------------------------------------- */

/* The shortest one. */
static bool leave_name(struct taking_apart *apart, struct pieces *pieces)
{
    for (uint32_t at = apart->length; at-- > SPLIT_BEFORE_NAME + 2;) {
        const uint32_t preposition = at - 2;
        if (apart->length - at < SPLIT_NAME || is_digit(apart->letters[at]))
            continue;
        if (!are_letters(apart->letters + at, apart->length - at))
            return false;
        if (!is_word(&apart->pieces[preposition][at]) || !apart->behind[preposition][KIND_LONG])
            continue;
        const uint32_t ways = find_ways(apart, preposition);
        pieces->open |= ways > 1 || has_doubtful_preposition(apart) || apart->behind[preposition][KIND_SHORT];
        if (ways == 0 || apart->best.pieces.count + 2 > SPLIT_PIECES)
            continue;
        const bool open = pieces->open;
        *pieces = apart->best.pieces;
        pieces->ends[pieces->count++] = at;
        pieces->ends[pieces->count++] = apart->length;
        pieces->readings = (uint8_t)(READING_DIVIDED | (apart->best.numbers ? READING_NUMBERED : 0));
        pieces->open = open;
        return true;
    }
    return false;
}

/* Not said: which of several equal ways; of which of two words numbers are taken off, where one of them has digits
 * itself; whether a preposition may follow another where without that another way leads to the same place. */
bool lexicon_split(const struct lexicon *lexicon, const char *letters, uint32_t length, struct pieces *pieces)
{
    struct taking_apart apart = {.lexicon = lexicon, .letters = letters, .length = length};
    uint32_t ways;
    *pieces = (struct pieces){0};
    if (length > WORD_LONGEST || lexicon_says(lexicon, letters, length) != 0)
        return false;
    find_pieces(&apart);
    if (take_off_numbers(&apart, pieces, &ways)) {
        pieces->open = ways > 1;
        return true;
    }
    ways = find_ways(&apart, length);
    const bool open = ways > 1 || has_doubtful_preposition(&apart);
    if (ways > 0) {
        *pieces = apart.best.pieces;
        pieces->readings = (uint8_t)(READING_DIVIDED | (apart.best.numbers ? READING_NUMBERED : 0));
        pieces->open = open;
        return true;
    }
    pieces->open = open;
    return leave_name(&apart, pieces);
}
