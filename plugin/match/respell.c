/*
 * respell.c: readings by a pack's own words (respell.h). Nearly every token of ordinary text is let go by the filters
 * of the word index; only of one that is not, the trie is asked, and only when that finds something is a segment
 * written. Touches the folded text and the pack.
 */
#include "respell.h"

#include <string.h>

#include "hits.h"
#include "respell_write.h"
#include "text/write.h"
#include "token_looks.h"
#include "word_capitals.h"

/* --- What the filters let through ---------------------------------------------------------------------------- */

/* What one that is open is suspected of: bits. */
enum suspicion {
    SUSPECT_SPLIT = 1,
    SUSPECT_EARLY = 2, /* an error in its second, third or fourth letter, */
    SUSPECT_LATE = 4,  /* behind */
    SUSPECT_WRONG = SUSPECT_EARLY | SUSPECT_LATE
};

/* Eight letters of a token, of which so many are left, with nothing behind its end. */
static inline uint64_t letters_of(const unsigned char *token, uint32_t left)
{
    static const uint64_t masks[] = {0,
                                     UINT64_C(0xFF),
                                     UINT64_C(0xFFFF),
                                     UINT64_C(0xFFFFFF),
                                     UINT64_C(0xFFFFFFFF),
                                     UINT64_C(0xFFFFFFFFFF),
                                     UINT64_C(0xFFFFFFFFFFFF),
                                     UINT64_C(0xFFFFFFFFFFFFFF),
                                     UINT64_MAX};
    return word_bytes(token) & masks[left < 8 ? left : 8];
}
#define DIGIT UINT64_C(0x2020202020202020) /* digits have the bit, letters do not */

static inline unsigned suspect(const struct word_index *index, const unsigned char *token, uint32_t length)
{
    uint64_t first = letters_of(token, length);
    unsigned starts = (unsigned)word_filter_has(index, FILTER_STARTS, starts_key(first)) |
                      (unsigned)word_filter_has(index, FILTER_STARTS_SHORT, starts_short_key(first));
    unsigned early = word_filter_has(index, FILTER_WRONG_EARLY, wrong_early_key(first));
    unsigned late = word_filter_has(index, FILTER_WRONG_LATE, wrong_late_key(first));
    /* A number stands at the start, behind a preposition there, or at the end; else a word stands at the start. */
    unsigned digits = ((first & DIGIT) != 0) | is_folded_digit(token[length - 1]);
    /* A word that may be taken out of a token has WORD_GLUED_LEAST letters, one that is no preposition three. */
    unsigned glued = length >= WORD_GLUED_LEAST + WORD_NUMBERED_LEAST ||
                     (length > WORD_GLUED_LEAST && word_has_preposition(token, length));
    unsigned split = (starts & glued) | digits;
    return split * SUSPECT_SPLIT | (length >= CORRECTED_LEAST ? early * SUSPECT_EARLY | late * SUSPECT_LATE : 0);
}

/* Where an error may be in a token of which these are the first letters, as word_correct() wants to be told; 0 =
 * nowhere. */
static uint64_t where_wrong(const struct word_index *index, uint64_t eight, unsigned suspicion)
{
    static const struct {
        unsigned suspicion, from, last;
    } ranges[] = {{SUSPECT_EARLY, WRONG_FROM, WRONG_EARLY_LAST}, {SUSPECT_LATE, WRONG_LATE_FROM, WRONG_LAST}};
    const uint64_t eighth = wrong_eighth(eight);
    uint64_t where = 0;
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
        for (unsigned at = ranges[i].from; (suspicion & ranges[i].suspicion) && at <= ranges[i].last; at++)
            where |= (uint64_t)word_filter_has(index, FILTER_WRONG, wrong_key(at, eight, eighth)) << at;
    return where >> WRONG_LAST ? where | UINT64_MAX << WRONG_LAST : where;
}

/* --- What is found in a segment -------------------------------------------------------------------------------- */

struct search {
    const struct reading_of *reading;
    const struct folded_segment *segment;
    struct findings *findings;
};

static struct finding *add_finding(const struct search *search, uint32_t first, uint32_t end, unsigned readings)
{
    struct finding *finding = &search->findings->items[search->findings->count++];
    *finding = (struct finding){.first = first, .end = end, .readings = (uint8_t)readings, .is_word = true};
    return finding;
}
#define FINDINGS_OF_A_TOKEN 5

/* Whether a longer word seems to begin with a token and the first letters of the next. */
static inline bool may_be_cut(const struct search *search, uint32_t token)
{
    const struct folded *folded = search->reading->folded;
    const unsigned char *bytes = folded->bytes + folded->tokens[token].at,
                        *next = folded->bytes + folded->tokens[token + 1].at;
    const uint32_t length = (uint32_t)(next - bytes - 1);
    return word_filter_has(search->reading->index, FILTER_CUT_TWO,
                           cut_two_key(letters_of(bytes, length), length, next[0], next[1]));
}

static __attribute__((noinline)) void look_for_cut(const struct search *search, uint32_t token)
{
    const struct cut cut = word_cut(search->reading->index, search->reading->folded, search->segment, token);
    if (cut.tokens == 0)
        return;
    struct finding *finding = add_finding(search, token, token + cut.tokens, READING_DIVIDED);
    finding->phrase = cut.phrase;
    finding->is_word = cut.is_word;
}

/* Whether a number or another word may begin here. */
static bool may_begin(const struct word_index *index, const unsigned char *token, uint32_t length)
{
    uint64_t letters = letters_of(token, length);
    return length <= STARTS_LETTERS || (letters & DIGIT) ||
           word_filter_has(index, FILTER_STARTS, starts_key(letters)) ||
           word_filter_has(index, FILTER_STARTS_SHORT, starts_short_key(letters));
}

/* Whether something that may stand behind one of the words that a token begins with, or their endings, seems to. */
static bool may_go_on(const struct word_index *index, const unsigned char *token, uint32_t length,
                      const struct word_path *path)
{
    bool may = is_folded_digit(token[0]);
    for (uint64_t words = path->words; words != 0 && !may; words &= words - 1) {
        uint32_t at = (uint32_t)__builtin_ctzll(words),
                 behind = at + word_split_ending(index->nodes[path->nodes[at]].word);
        for (; at <= behind && !may; at++)
            may = at < length && may_begin(index, token + at, length - at);
    }
    return may;
}

/* What may be a word with an error in it, as word_correct() is told. */
struct wrong_word {
    const unsigned char *letters;
    uint32_t length;
    const struct word_path *path;
    uint64_t where;
    unsigned uses;
};

static struct finding *add_corrections(const struct search *search, uint32_t first, uint32_t end, unsigned readings,
                                       const struct wrong_word *word)
{
    struct correction corrections[CORRECTIONS];
    const uint32_t count = word_correct(search->reading->index, word->letters, word->length, word->path, word->where,
                                        word->uses, corrections);
    if (count == 0)
        return NULL;
    struct finding *finding = add_finding(search, first, end, readings);
    finding->correction_count = count;
    finding->numbers_inside = has_folded_digit(word->letters, word->length);
    memcpy(finding->corrections, corrections, count * sizeof *corrections);
    return finding;
}

/* Words with an error in them that are cut in two, or have numbers beside them. */
static void look_for_wrong(const struct search *search, uint32_t first, uint32_t end, unsigned readings,
                           const struct letters *letters, uint64_t where)
{
    const struct word_index *index = search->reading->index;
    const unsigned uses = readings & READING_DIVIDED ? WORD_MAY_BE_CUT : 0;
    struct word_path path;
    word_walk(index, letters->bytes, letters->length, &path);
    add_corrections(search, first, end, READING_CORRECTED | readings,
                    &(struct wrong_word){letters->bytes, letters->length, &path, where, uses});
}

static __attribute__((noinline)) void look_for_numbered_wrong(const struct search *search, uint32_t token)
{
    struct letters letters;
    uint64_t where;
    letters_between_numbers(search->reading, token, token + 1, &letters);
    if (letters.length >= CORRECTED_LEAST &&
        (where = where_wrong(search->reading->index, word_bytes(letters.bytes), SUSPECT_WRONG)) != 0)
        look_for_wrong(search, token, token + 1, READING_NUMBERED, &letters, where);
}

/* Letters of a word beside which another may have an error: names begin and end with syllables (Бейбіт). A preposition
 * has WORD_SHORT, and one of fillers (buy) may have as few as words run together have. */
#define NEIGHBOUR_LEAST 4
static bool may_neighbour_wrong(uint32_t word, uint32_t length)
{
    return (word & WORD_MAY_NEIGHBOUR) && (length != WORD_NUMBERED_LEAST || (word & WORD_FILLER));
}
_Static_assert(WORD_NUMBERED_LEAST + 1 == NEIGHBOUR_LEAST && WORD_NUMBERED_LEAST == WORD_SHORT + 1, "no other length");
/* Where the two meet no error begins, since letters there may be of either: not in so many letters behind the other
 * word, one more behind a preposition, as many as the filter of starts knows; nor behind the last letter before it. */
#define BORDER 1

/* Letters [from, to) of a token as a word with an error, where `where` says that one may be; its other letters are a
 * word. */
static bool look_beside_word(const struct search *search, uint32_t token, uint32_t from, uint32_t to, uint64_t where)
{
    const struct word_index *index = search->reading->index;
    const struct token_text text = token_text(search->reading, token);
    const uint32_t length = to - from,
                   right = from == WORD_SHORT ? BORDER + 1
                           : from > 0         ? BORDER
                                              : 0,
                   last = length - (to < text.length ? BORDER : 0);
    unsigned char letters[WORD_LONGEST + 1 + 16] = {0};
    struct word_path path;
    memcpy(letters, search->reading->folded->bytes + text.at + from, length);
    word_walk(index, letters, length, &path);
    if (path.standing != 0)
        return false;
    struct finding *finding = add_corrections(search, token, token + 1, READING_CORRECTED | READING_DIVIDED,
                                              &(struct wrong_word){letters, length, &path, where, WORD_MAY_BE_GLUED});
    if (!finding)
        return false;
    uint32_t count = 0;
    for (uint32_t i = 0; i < finding->correction_count; i++)
        if (finding->corrections[i].kept >= right && finding->corrections[i].kept <= last)
            finding->corrections[count++] = finding->corrections[i];
    finding->correction_count = count;
    finding->word_before = (uint8_t)from;
    finding->word_behind = (uint8_t)(text.length - to);
    search->findings->count -= count == 0;
    return count > 0;
}

/* Whether these letters are a word that others may stand beside, with an error in them. */
static bool is_neighbour(const struct word_index *index, const unsigned char *letters, uint32_t length, bool wrong)
{
    uint32_t node = WORD_ROOT;
    for (uint32_t i = 0; i < length && (node = word_step(index, node, letters[i])) != 0;)
        i++;
    const uint32_t word = node != 0 ? index->nodes[node].word : 0;
    return wrong ? may_neighbour_wrong(word, length) : (word & WORD_MAY_NEIGHBOUR) != 0;
}

static bool look_behind_words(const struct search *search, uint32_t token, const struct word_path *path)
{
    const struct word_index *index = search->reading->index;
    const struct token_text text = token_text(search->reading, token);
    const unsigned char *bytes = search->reading->folded->bytes + text.at;
    for (uint64_t words = path->words & UINT64_MAX << WORD_SHORT; words != 0; words &= words - 1) {
        const uint32_t at = (uint32_t)__builtin_ctzll(words);
        if (at + CORRECTED_LEAST > text.length)
            return false;
        if (!may_neighbour_wrong(index->nodes[path->nodes[at]].word, at))
            continue;
        const uint64_t where = where_wrong(index, letters_of(bytes + at, text.length - at), SUSPECT_WRONG);
        if (where != 0 && look_beside_word(search, token, at, text.length, where))
            return true;
    }
    return false;
}

/* What begins with one of CORRECTED_LEAST letters is not told by the filters, which know one letter more. */
static bool look_before_words(const struct search *search, uint32_t token, unsigned suspicion)
{
    const struct word_index *index = search->reading->index;
    const struct token_text text = token_text(search->reading, token);
    const unsigned char *bytes = search->reading->folded->bytes + text.at;
    uint64_t where = where_wrong(index, letters_of(bytes, WORD_WRONG_LEAST), suspicion);
    for (uint32_t at = WORD_WRONG_LEAST; at + WORD_SHORT <= text.length; at++) {
        const uint32_t behind = text.length - at;
        if (at == WORD_WRONG_LEAST + 1)
            where = where_wrong(index, letters_of(bytes, at), suspicion);
        if (where != 0 && is_neighbour(index, bytes + at, behind, true) &&
            look_beside_word(search, token, 0, at, where))
            return true;
    }
    return false;
}

/* Whether a token is two words as it is. */
static bool is_two_words(const struct word_index *index, const unsigned char *token, uint32_t length,
                         const struct word_path *path)
{
    for (uint32_t at = WORD_SHORT; at < length; at++)
        if (((path->words >> at & 1) && word_standing(index, token + at, length - at) != 0) ||
            (is_neighbour(index, token + at, length - at, false) && word_standing(index, token, at) != 0))
            return true;
    return false;
}

/* A word with an error in it that another is run together with. */
static __attribute__((noinline)) void look_for_wrong_beside(const struct search *search, uint32_t token,
                                                            const struct word_path *path, unsigned suspicion)
{
    const struct token_text text = token_text(search->reading, token);
    const unsigned char *bytes = search->reading->folded->bytes + text.at;
    if (text.length > WORD_LONGEST || text.length < WORD_SHORT + CORRECTED_LEAST ||
        has_folded_digit(bytes, text.length))
        return;
    if ((look_behind_words(search, token, path) ||
         ((suspicion & SUSPECT_WRONG) && look_before_words(search, token, suspicion))) &&
        is_two_words(search->reading->index, bytes, text.length, path))
        search->findings->count--;
}

/* A token of which the filters say that it may be several words, or a word with an error. */
static __attribute__((noinline)) void look_into(const struct search *search, uint32_t token)
{
    const struct word_index *index = search->reading->index;
    struct token_text text = token_text(search->reading, token);
    const unsigned char *bytes = search->reading->folded->bytes + text.at;
    const unsigned suspicion = suspect(index, bytes, text.length);
    struct word_path path;
    struct split split;
    if (suspicion == 0)
        return;
    word_walk(index, bytes, text.length, &path);
    if (word_path_settles(&path))
        return;
    if (path.standing == 0 && is_folded_digit(bytes[0]) != is_folded_digit(bytes[text.length - 1]))
        look_for_numbered_wrong(search, token);
    if (path.standing == 0 && (suspicion & SUSPECT_SPLIT) &&
        ((may_go_on(index, bytes, text.length, &path) && word_split(index, bytes, text.length, &path, &split)) ||
         word_split_short(index, bytes, text.length, &split) || word_split_capitals(search->reading, token, &split)))
        add_finding(search, token, token + 1, split.readings);
    if (path.standing == 0)
        look_for_wrong_beside(search, token, &path, suspicion);
    const uint64_t where = where_wrong(index, letters_of(bytes, text.length), suspicion);
    if (where != 0)
        add_corrections(search, token, token + 1, READING_CORRECTED,
                        &(struct wrong_word){bytes, text.length, &path, where, 0});
}

/* Where an error may be in what two tokens of letters say together; 0 = nowhere. */
static inline uint64_t where_wrong_in_two(const struct word_index *index, const unsigned char *left,
                                          uint32_t left_length, const unsigned char *right, uint32_t right_length)
{
    uint64_t eight = letters_of(left, left_length);
    if (left_length + right_length < CORRECTED_LEAST || left_length + right_length > WORD_LONGEST)
        return 0;
    if (left_length < 8)
        eight |= letters_of(right, right_length) << 8 * left_length;
    const unsigned early = word_filter_has(index, FILTER_WRONG_EARLY, wrong_early_key(eight)),
                   late = word_filter_has(index, FILTER_WRONG_LATE, wrong_late_key(eight));
    return early | late ? where_wrong(index, eight, early * SUSPECT_EARLY | late * SUSPECT_LATE) : 0;
}

static bool is_half(unsigned standing, uint32_t length)
{
    return !(standing & WORD_ORDINARY) || length < HALF_ORDINARY_LEAST;
}

/* Two tokens as a word with an error in it. One of them must say nothing, the other be no word to which it is but one
 * letter too many, and neither an ordinary word that is more than a syllable. Behind one that says something the word
 * goes on as the other begins, unless that is longer: PAYMENT FEE is no PAYMENTS. */
static void look_for_wrong_in_two(const struct search *search, uint32_t token)
{
    const struct word_index *index = search->reading->index;
    const unsigned char *bytes = search->reading->folded->bytes;
    struct token_text left = token_text(search->reading, token), right = token_text(search->reading, token + 1);
    struct letters letters;
    uint64_t where = where_wrong_in_two(index, bytes + left.at, left.length, bytes + right.at, right.length);
    if (where == 0 || has_folded_digit(bytes + left.at, left.length) ||
        has_folded_digit(bytes + right.at, right.length))
        return;
    unsigned left_says = word_standing(index, bytes + left.at, left.length);
    unsigned right_says = word_standing(index, bytes + right.at, right.length);
    if ((left_says && (right_says || right.length == 1)) || (right_says && left.length == 1) ||
        !is_half(left_says, left.length) || !is_half(right_says, right.length))
        return;
    if (left_says)
        where &= UINT64_MAX << (right.length < GOES_ON_WRONG) << left.length;
    if (where == 0)
        return;
    letters_between_numbers(search->reading, token, token + 2, &letters);
    look_for_wrong(search, token, token + 2, READING_DIVIDED, &letters, where);
}

/* --- Many tokens at once ---------------------------------------------------------------------------------------- */

/* Tokens in a row, a bit each. */
#define BLOCK LOOKED_AT
struct block {
    uint32_t first, count;
    uint64_t fresh; /* no other segment says it, or all are asked for again */
    uint64_t cuts, open, unsaid, halves;
};

/* Tokens that a word may be cut into which ends with one of these. */
static uint64_t before_them(uint64_t tokens)
{
    tokens |= tokens >> 1;
    tokens |= tokens >> 2;
    tokens |= tokens >> 4;
    return tokens | tokens >> (CUT_PIECES - 8);
}

/* What is said of the tokens from the block's first on. What is said again is asked only beside what is not. */
static void fill_block(const struct search *search, struct block *block, uint32_t end, bool again)
{
    const struct folded *folded = search->reading->folded;
    const uint32_t count = end - block->first < BLOCK ? end - block->first : BLOCK;
    const uint64_t all = UINT64_MAX >> (BLOCK - count);
    block->count = count;
    block->fresh = again ? all : all & ~tokens_that(folded, block->first, count, LOOK_AGAIN);
    const uint64_t asked = (before_them(block->fresh) | block->fresh << 1) & all;
    block->cuts = tokens_that(folded, block->first, count, LOOK_CUT) & asked;
    block->open = tokens_that(folded, block->first, count, LOOK_OPEN) & asked;
    block->unsaid = tokens_that(folded, block->first, count, LOOK_UNSAID) & asked;
    block->halves = tokens_that(folded, block->first, count, LOOK_HALF) & asked;
}

/* Looks at these of the block's tokens until there is no more room for findings; returns those that are left. */
static uint64_t look_at_block(const struct search *search, const struct block *block, uint64_t asked, bool last)
{
    /* One of the halves says nothing. */
    const uint64_t lefts = block->unsaid | block->unsaid >> 1;
    uint64_t pairs = block->halves & (block->halves & lefts) << 1 & (block->fresh | block->fresh << 1);
    uint64_t cuts = last ? block->cuts & ~(UINT64_C(1) << (block->count - 1)) : block->cuts;
    uint64_t open = block->open & block->fresh;
    for (asked &= pairs | cuts | open; asked != 0; asked &= asked - 1) {
        uint32_t i = (uint32_t)__builtin_ctzll(asked);
        if (search->findings->count > FINDINGS - FINDINGS_OF_A_TOKEN)
            return asked;
        if (pairs >> i & 1)
            look_for_wrong_in_two(search, block->first + i - 1);
        if ((cuts >> i & 1) && may_be_cut(search, block->first + i))
            look_for_cut(search, block->first + i);
        if (open >> i & 1)
            look_into(search, block->first + i);
    }
    return 0;
}

/* Looks at tokens [*token, end) until there is no more room for findings. Tokens that stand in another segment, too,
 * are looked at if they are asked for again. A block begins one token before those looked at, for pairs, and goes on
 * behind them, for words that are cut. */
static void look_at(const struct search *search, uint32_t *token, uint32_t end, bool again)
{
    search->findings->count = search->findings->alternative = 0;
    while (*token < end) {
        struct block block = {.first = *token > search->segment->first_token ? *token - 1 : *token};
        fill_block(search, &block, end, again);
        bool last = block.first + block.count == end;
        uint32_t asked = last ? block.count : block.count - CUT_PIECES;
        uint64_t some = (UINT64_MAX >> (BLOCK - asked)) & UINT64_MAX << (*token - block.first);
        uint64_t left = look_at_block(search, &block, some, last);
        *token = left != 0 ? block.first + (uint32_t)__builtin_ctzll(left) : block.first + asked;
        if (left != 0)
            return;
    }
}

/* --- All of a segment's readings ------------------------------------------------------------------------------ */

/* What is in these ways and has errors, unless it has nothing else. */
static bool write_hidden(const struct reading_of *reading, const struct findings *findings, unsigned ways)
{
    const struct mark mark = mark_here(reading->folded);
    unsigned used;
    if (!respell_write(reading, findings, FOLD_CORRECTED, ways | READING_CORRECTED, &used))
        return false;
    if (!(used & READING_CORRECTED) || used == READING_CORRECTED)
        mark_return(reading->folded, &mark);
    return true;
}

static bool write_readings(const struct reading_of *reading, const struct findings *findings)
{
    const unsigned whole = READING_DIVIDED | READING_NUMBERED;
    unsigned used, corrected = 0;
    bool phrases = false; /* to be written as one word and as several */
    for (uint32_t i = 0; i < findings->count; i++) {
        corrected |= findings->items[i].readings & READING_CORRECTED;
        phrases |= findings->items[i].phrase != 0 && findings->items[i].is_word;
    }
    if ((phrases && !respell_write(reading, findings, FOLD_WHOLE, whole | AS_PHRASES, &used)) ||
        !respell_write(reading, findings, FOLD_WHOLE, whole, &used) ||
        (corrected && !write_hidden(reading, findings, whole)))
        return false;
    if (used == whole && (!respell_write(reading, findings, FOLD_WHOLE, READING_NUMBERED, &used) ||
                          (used != 0 && corrected && !write_hidden(reading, findings, READING_NUMBERED))))
        return false;
    return respell_write(reading, findings, FOLD_CORRECTED, corrected, &used);
}

/* The same of what tokens may be besides, as long as half of the room is left. */
static void write_alternatives(const struct reading_of *reading, struct findings *findings)
{
    const struct folded *folded = reading->folded;
    uint32_t most = 0;
    for (uint32_t i = 0; i < findings->count; i++)
        if (findings->items[i].correction_count > most)
            most = findings->items[i].correction_count;
    for (findings->alternative = 1; findings->alternative < most; findings->alternative++) {
        const struct mark mark = mark_here(folded);
        unsigned used;
        if (folded->used > folded->limit / 2 || folded->token_count > folded->token_limit / 2 ||
            folded->segment_count > folded->segment_limit / 2)
            return;
        if (!write_hidden(reading, findings, READING_DIVIDED | READING_NUMBERED) ||
            !respell_write(reading, findings, FOLD_CORRECTED, READING_CORRECTED, &used))
            mark_return(reading->folded, &mark);
    }
}

/* The first token from one on of which the filters say anything that is looked into, or `end`; most segments have no
 * such. */
static uint32_t next_told(const struct folded *folded, uint32_t first, uint32_t end)
{
    for (; first < end; first += BLOCK) {
        const uint32_t count = end - first < BLOCK ? end - first : BLOCK;
        const uint64_t told =
            tokens_that(folded, first, count, LOOK_CUT) | tokens_that(folded, first, count, LOOK_UNSAID);
        if (told != 0)
            return first + (uint32_t)__builtin_ctzll(told);
    }
    return end;
}

/* Finds and writes a segment's readings; *found: whether there were any. */
static bool read_segment(const struct reading_of *reading, bool again, bool *found)
{
    struct findings findings;
    const struct folded_segment *segment = &reading->folded->segments[reading->segment];
    const struct search search = {reading, segment, &findings};
    uint32_t token = segment->first_token, end = segment_tokens_end(reading->folded, segment);
    *found = false;
    while (token < end) {
        look_at(&search, &token, end, again);
        *found |= findings.count > 0;
        if (findings.count > 0 && !write_readings(reading, &findings))
            return false;
        write_alternatives(reading, &findings);
    }
    return true;
}

/* Other readings of a value stand behind its plain one, and those that go over into the next value behind that one's.
 * Where all these say nothing, tokens that stand in them need no further look; else they may together with others. */
bool respell(const struct pack *pack, const struct transfer *transfer, struct folded *folded)
{
    if (pack->word_index_size == 0)
        return true;
    const struct word_index index = word_index_of(pack->word_index);
    const uint32_t segments = folded->segment_count, tokens = folded->token_count;
    uint32_t plain[2] = {0}, behind_found = 0; /* the last two plain segments; one past the last with findings */
    uint32_t told = next_told(folded, 0, tokens);
    for (uint32_t i = 0; i < segments; i++) {
        const struct reading_of reading = {&index, transfer, folded, i};
        bool found;
        if (folded->segments[i].view == FOLD_PLAIN) {
            plain[1] = plain[0];
            plain[0] = i;
        }
        const uint32_t end = i + 1 < segments ? folded->segments[i + 1].first_token : tokens;
        if (told >= end)
            continue;
        told = next_told(folded, end, tokens);
        if (!read_segment(&reading, behind_found > plain[1], &found))
            return false;
        if (found)
            behind_found = i + 1;
    }
    return true;
}
