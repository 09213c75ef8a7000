/*
 * respell.c: readings by a pack's own words (respell.h). Nearly every token of ordinary text is let go by the filters
 * of the word index; only of one that is not, the trie is asked, and only when that finds something is a segment
 * written. Touches the folded text and the pack.
 */
#include "respell.h"

#include "hits.h"
#include "text/write.h"
#include "word_index_layout.h"
#include "word_ways.h"

#define NO_TOKEN UINT32_MAX

/* A segment being read and what its readings are written to. */
struct reading_of {
    const struct word_index *index;
    struct folded *folded;
    uint32_t segment; /* in folded.segments */
};

struct token_text {
    uint32_t at, length;
};

static struct token_text token_text(const struct reading_of *reading, uint32_t token)
{
    const struct folded *folded = reading->folded;
    uint32_t at = folded->tokens[token].at;
    return (struct token_text){at, token_bytes_end(folded, &folded->segments[reading->segment], token) - at};
}

/* --- What the filters let through ---------------------------------------------------------------------------- */

static bool may_be_cut(const struct word_index *index, const unsigned char *token, uint32_t length)
{
    return length < WORD_LONGEST &&
           word_filter_has(index, FILTER_CUT, word_hash(cut_key(word_bytes(token), length, token[length + 1])));
}

/* Whether a word that may be taken out of others can stand somewhere in the token. */
static bool may_have_core(const struct word_index *index, const unsigned char *token, uint32_t length)
{
    bool any = false;
    for (uint32_t at = 0; at + WORD_GLUED_LEAST <= length; at++)
        any |= word_filter_has(index, FILTER_CORES, word_hash(core_key((uint32_t)word_bytes(token + at))));
    return any;
}

static bool may_be_split(const struct word_index *index, const unsigned char *token, uint32_t length)
{
    const uint64_t letter = UINT64_C(0x4040404040404040);
    uint64_t bytes = word_bytes(token), letters = word_first(bytes & letter, length);
    if (length <= WORD_NUMBERED_LEAST || length > WORD_LONGEST)
        return false;
    bool starts = !(bytes & 0x40) || word_filter_has(index, FILTER_STARTS, start_hash(bytes));
    if ((letters != 0 && letters != word_first(letter, length)) || ((token[0] ^ token[length - 1]) & 0x40))
        return starts; /* letters and digits */
    return letters != 0 && starts && length > WORD_GLUED_LEAST && may_have_core(index, token, length);
}

static bool is_wrong_at(const struct word_index *index, enum wrong_key at, uint64_t bytes, int shift)
{
    return word_filter_has(index, FILTER_WRONG, word_hash(wrong_key(at, bytes, shift)));
}

static bool may_be_wrong(const struct word_index *index, const unsigned char *token, uint32_t length)
{
    if (length < CORRECTED_LEAST)
        return false;
    uint64_t bytes = word_bytes(token);
    bool any = false;
    for (int shift = -1; shift <= 1; shift++)
        any |= is_wrong_at(index, WRONG_AT_1_OR_2, bytes, shift);
    if (any || !word_filter_has(index, FILTER_WRONG_STARTS, start_hash(bytes)))
        return any;
    any = is_wrong_at(index, WRONG_FROM_5, bytes, 0);
    for (int shift = -1; shift <= 1; shift++) {
        any |= is_wrong_at(index, WRONG_AT_3, bytes, shift);
        any |= is_wrong_at(index, WRONG_AT_4, bytes, shift);
    }
    return any;
}

/* --- What is found ------------------------------------------------------------------------------------------- */

/* How many tokens from this one on are one word; 0 = none are. */
static uint32_t cut_at(const struct reading_of *reading, uint32_t token, struct token_text text)
{
    const struct folded *folded = reading->folded;
    const struct folded_segment *segment = &folded->segments[reading->segment];
    if (token + 1 >= segment_tokens_end(folded, segment) ||
        !may_be_cut(reading->index, folded->bytes + text.at, text.length))
        return 0;
    return word_cut(reading->index, folded, segment, token);
}

static bool split_at(const struct reading_of *reading, struct token_text text, struct split *split)
{
    const unsigned char *token = reading->folded->bytes + text.at;
    return may_be_split(reading->index, token, text.length) && word_split(reading->index, token, text.length, split);
}

static bool corrected_at(const struct reading_of *reading, struct token_text text, struct correction *correction)
{
    const unsigned char *token = reading->folded->bytes + text.at;
    return may_be_wrong(reading->index, token, text.length) &&
           word_correct(reading->index, token, text.length, correction);
}

/* --- Writing ------------------------------------------------------------------------------------------------- */

static bool begin_segment(struct folded *folded, uint32_t of, enum fold_view view)
{
    if (folded->segment_count >= folded->segment_limit || folded->used >= folded->limit)
        return false;
    folded->segments[folded->segment_count++] = (struct folded_segment){.at = folded->used,
                                                                        .first_token = folded->token_count,
                                                                        .value = folded->segments[of].value,
                                                                        .view = (uint8_t)view,
                                                                        .readings = folded->segments[of].readings};
    folded->bytes[folded->used++] = ' ';
    return true;
}

/* Begins a token of at most so many bytes. */
static bool begin_token(struct folded *folded, uint32_t from, uint32_t to, uint32_t most)
{
    if (folded->token_count >= folded->token_limit || most >= folded->limit - folded->used)
        return false;
    folded->tokens[folded->token_count++] = (struct folded_token){folded->used, from, to};
    return true;
}

/* Within what begin_token() made room for. */
static void add_bytes(struct folded *folded, const unsigned char *bytes, uint32_t length)
{
    memcpy(folded->bytes + folded->used, bytes, length);
    folded->used += length;
}

/* Tokens [first, end) as they are. */
static bool copy_tokens(const struct reading_of *reading, uint32_t first, uint32_t end)
{
    struct folded *folded = reading->folded;
    if (first == end)
        return true;
    struct token_text last = token_text(reading, end - 1);
    uint32_t from = folded->tokens[first].at, length = last.at + last.length + 1 - from, moved = folded->used - from;
    if (length > folded->limit - folded->used || end - first > folded->token_limit - folded->token_count)
        return false;
    add_bytes(folded, folded->bytes + from, length);
    for (; first < end; first++)
        folded->tokens[folded->token_count++] = (struct folded_token){
            folded->tokens[first].at + moved, folded->tokens[first].from, folded->tokens[first].to};
    return true;
}

/* Tokens [first, end) as one. */
static bool join_tokens(const struct reading_of *reading, uint32_t first, uint32_t end)
{
    struct folded *folded = reading->folded;
    struct token_text last = token_text(reading, end - 1);
    uint32_t most = last.at + last.length - folded->tokens[first].at;
    if (!begin_token(folded, folded->tokens[first].from, folded->tokens[end - 1].to, most))
        return false;
    for (uint32_t i = first; i < end; i++) {
        struct token_text text = token_text(reading, i);
        add_bytes(folded, folded->bytes + text.at, text.length);
    }
    folded->bytes[folded->used++] = ' ';
    return true;
}

/* A token's pieces as tokens. */
static bool split_token(const struct reading_of *reading, uint32_t token, struct token_text text,
                        const struct split *split)
{
    struct folded *folded = reading->folded;
    const struct folded_token whole = folded->tokens[token];
    bool same_bytes = whole.to - whole.from == text.length;
    for (uint32_t i = 0, from = 0; i < split->count; from = split->ends[i++]) {
        uint32_t to = split->ends[i];
        if (!begin_token(folded, same_bytes ? whole.from + from : whole.from, same_bytes ? whole.from + to : whole.to,
                         to - from))
            return false;
        add_bytes(folded, folded->bytes + text.at + from, to - from);
        folded->bytes[folded->used++] = ' ';
    }
    return true;
}

static bool correct_token(const struct reading_of *reading, uint32_t token, struct token_text text,
                          const struct correction *correction)
{
    struct folded *folded = reading->folded;
    const unsigned char *bytes = folded->bytes + text.at;
    if (!begin_token(folded, folded->tokens[token].from, folded->tokens[token].to, text.length + 1))
        return false;
    add_bytes(folded, bytes, correction->kept);
    add_bytes(folded, correction->letters, correction->letter_count);
    add_bytes(folded, bytes + correction->resumed, text.length - correction->resumed);
    folded->bytes[folded->used++] = ' ';
    return true;
}

/* --- Segments ------------------------------------------------------------------------------------------------ */

/* Writes the token, or tokens, as FOLD_WHOLE reads them with these readings allowed. *next is behind them, *how says
 * which reading it took. */
static bool whole_token(const struct reading_of *reading, uint32_t token, unsigned allowed, uint32_t *next,
                        unsigned *how)
{
    struct token_text text = token_text(reading, token);
    struct split split;
    uint32_t count = allowed & READING_DIVIDED ? cut_at(reading, token, text) : 0;
    *how = 0;
    *next = token + (count > 0 ? count : 1);
    if (count > 0) {
        *how = READING_DIVIDED;
        return join_tokens(reading, token, *next);
    }
    if (split_at(reading, text, &split) && (split.readings & ~allowed) == 0) {
        *how = split.readings;
        return split_token(reading, token, text, &split);
    }
    return copy_tokens(reading, token, token + 1);
}

/* A segment as FOLD_WHOLE, in which the token is the first that is read otherwise. *used: in which ways; where it is
 * none, nothing is written. */
static bool write_whole(const struct reading_of *reading, uint32_t token, unsigned allowed, unsigned *used)
{
    struct folded *folded = reading->folded;
    const struct mark mark = mark_here(folded);
    const uint32_t written = folded->segment_count;
    uint32_t first = folded->segments[reading->segment].first_token;
    uint32_t end = segment_tokens_end(folded, &folded->segments[reading->segment]);
    *used = 0;
    if (!begin_segment(folded, reading->segment, FOLD_WHOLE) || !copy_tokens(reading, first, token))
        return false;
    while (token < end) {
        unsigned how;
        if (!whole_token(reading, token, allowed, &token, &how))
            return false;
        *used |= how;
    }
    folded->segments[written].readings |= (uint8_t)*used;
    if (*used == 0)
        mark_return(folded, &mark);
    return true;
}

static bool write_corrected(const struct reading_of *reading, uint32_t token)
{
    struct folded *folded = reading->folded;
    uint32_t first = folded->segments[reading->segment].first_token;
    uint32_t end = segment_tokens_end(folded, &folded->segments[reading->segment]);
    if (!begin_segment(folded, reading->segment, FOLD_CORRECTED) || !copy_tokens(reading, first, token))
        return false;
    folded->segments[folded->segment_count - 1].readings |= READING_CORRECTED;
    for (; token < end; token++) {
        struct token_text text = token_text(reading, token);
        struct correction correction;
        bool wrong = corrected_at(reading, text, &correction);
        if (wrong ? !correct_token(reading, token, text, &correction) : !copy_tokens(reading, token, token + 1))
            return false;
    }
    return true;
}

/* The first tokens of a segment that are read otherwise; NO_TOKEN = none is. */
struct found {
    uint32_t whole, wrong;
};

static struct found find(const struct reading_of *reading)
{
    const struct folded *folded = reading->folded;
    const struct folded_segment *segment = &folded->segments[reading->segment];
    struct found found = {NO_TOKEN, NO_TOKEN};
    uint32_t end = segment_tokens_end(folded, segment);
    for (uint32_t token = segment->first_token; token < end; token++) {
        struct token_text text = token_text(reading, token);
        struct split split;
        struct correction correction;
        if (found.whole == NO_TOKEN && (cut_at(reading, token, text) > 0 || split_at(reading, text, &split)))
            found.whole = token;
        if (found.wrong == NO_TOKEN && corrected_at(reading, text, &correction))
            found.wrong = token;
    }
    return found;
}

/* FOLD_CORRECTED of what was written as FOLD_WHOLE last. */
static bool correct_whole(const struct reading_of *reading)
{
    const struct reading_of whole = {reading->index, reading->folded, reading->folded->segment_count - 1};
    uint32_t wrong = find(&whole).wrong;
    return wrong == NO_TOKEN || write_corrected(&whole, wrong);
}

static bool write_readings(const struct reading_of *reading)
{
    const struct found found = find(reading);
    unsigned used = 0, numbered = 0;
    if (found.whole != NO_TOKEN) {
        if (!write_whole(reading, found.whole, READING_DIVIDED | READING_NUMBERED, &used))
            return false;
        if (used != 0 && !correct_whole(reading))
            return false;
        if (used == (READING_DIVIDED | READING_NUMBERED) &&
            !write_whole(reading, found.whole, READING_NUMBERED, &numbered))
            return false;
        if (numbered != 0 && !correct_whole(reading))
            return false;
    }
    return found.wrong == NO_TOKEN || write_corrected(reading, found.wrong);
}

bool respell(const struct pack *pack, struct folded *folded)
{
    if (pack->word_index_size == 0)
        return true;
    const struct word_index index = word_index_of(pack->word_index);
    const uint32_t segments = folded->segment_count;
    for (uint32_t i = 0; i < segments; i++) {
        const struct reading_of reading = {&index, folded, i};
        if (!write_readings(&reading))
            return false;
    }
    return true;
}
