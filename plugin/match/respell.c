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

/* A token's first letters: its first eight bytes, with nothing behind its end. */
static inline uint64_t first_letters(const unsigned char *token, uint32_t length)
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
    return word_bytes(token) & masks[length < 8 ? length : 8];
}
#define SEVEN UINT64_C(0x00FFFFFFFFFFFFFF) /* of them */

/* Letters have the one bit, digits the other. */
#define LETTER UINT64_C(0x4040404040404040)
#define DIGIT  UINT64_C(0x2020202020202020)

static inline bool may_be_cut(const struct word_index *index, uint64_t first, const unsigned char *token,
                              uint32_t length)
{
    return word_filter_has(index, FILTER_CUT, cut_key(first, length, token[length + 1]));
}

/* Letters and digits (a long token's are looked at where it begins and ends), or letters that begin with a word. */
static inline bool may_be_split(const struct word_index *index, uint64_t first, const unsigned char *token,
                                uint32_t length)
{
    if (first & DIGIT)
        return (first & LETTER) || (token[length - 1] & 0x40);
    return (token[length - 1] & 0x20) ||
           (length > WORD_GLUED_LEAST && word_filter_has(index, FILTER_STARTS, (uint32_t)first));
}

/* What is to be asked about a token: bits. */
enum suspicion {
    SUSPECT_CUT = 1,
    SUSPECT_SPLIT = 2,
    SUSPECT_EARLY = 4, /* an error in its second or third letter, */
    SUSPECT_THEN = 8,  /* in its fourth, */
    SUSPECT_LATE = 16, /* behind */
    SUSPECT_WRONG = SUSPECT_EARLY | SUSPECT_THEN | SUSPECT_LATE
};

static inline unsigned suspect(const struct word_index *index, const unsigned char *token, uint32_t length)
{
    uint64_t first = first_letters(token, length);
    unsigned suspicion = may_be_cut(index, first, token, length) ? SUSPECT_CUT : 0;
    if (length <= WORD_NUMBERED_LEAST)
        return suspicion;
    if (may_be_split(index, first, token, length))
        suspicion |= SUSPECT_SPLIT;
    if (length < CORRECTED_LEAST)
        return suspicion;
    if (word_filter_has(index, FILTER_WRONG_EARLY, wrong_early_key(first & SEVEN)))
        suspicion |= SUSPECT_EARLY;
    if (word_filter_has(index, FILTER_WRONG_THEN, wrong_key(WRONG_EARLY_LAST + 1, first & SEVEN)))
        suspicion |= SUSPECT_THEN;
    if (word_filter_has(index, FILTER_WRONG_LATE, wrong_late_key(first)))
        suspicion |= SUSPECT_LATE;
    return suspicion;
}

/* Where an error may be in a token, as word_correct() wants to be told; 0 = nowhere. */
static unsigned where_wrong(const struct word_index *index, const unsigned char *token, uint32_t length,
                            unsigned suspicion)
{
    static const struct {
        unsigned suspicion, from, last;
    } ranges[] = {{SUSPECT_EARLY, WRONG_FROM, WRONG_EARLY_LAST},
                  {SUSPECT_THEN, WRONG_EARLY_LAST + 1, WRONG_LATE_FROM - 1},
                  {SUSPECT_LATE, WRONG_LATE_FROM, WRONG_LAST}};
    uint64_t seven = first_letters(token, length) & SEVEN;
    unsigned where = 0;
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
        for (unsigned at = ranges[i].from; (suspicion & ranges[i].suspicion) && at <= ranges[i].last; at++)
            where |= (unsigned)word_filter_has(index, FILTER_WRONG, wrong_key(at, seven)) << at;
    return where;
}

static bool is_settled(const struct word_index *index, const unsigned char *token, uint32_t length)
{
    struct word_settled word = {{first_letters(token, length), 0}};
    if (length > 8)
        word.letters[1] = first_letters(token + 8, length - 8);
    return length <= SETTLED_LETTERS && word_is_settled(index, word);
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
    const struct folded *folded = reading->folded;
    struct token_text text = token_text(reading, token);
    struct word_path path;
    struct split split;
    uint32_t count = 0;
    *how = 0;
    if (allowed & READING_DIVIDED)
        count = word_cut(reading->index, folded, &folded->segments[reading->segment], token);
    *next = token + (count > 0 ? count : 1);
    if (count > 0) {
        *how = READING_DIVIDED;
        return join_tokens(reading, token, *next);
    }
    word_walk(reading->index, folded->bytes + text.at, text.length, &path);
    if (word_split(reading->index, folded->bytes + text.at, text.length, &path, &split) &&
        (split.readings & ~allowed) == 0) {
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
        const unsigned char *bytes = folded->bytes + text.at;
        unsigned suspicion = suspect(reading->index, bytes, text.length);
        unsigned where = where_wrong(reading->index, bytes, text.length, suspicion);
        struct word_path path;
        struct correction correction;
        if (where != 0)
            word_walk(reading->index, bytes, text.length, &path);
        bool wrong = where != 0 && word_correct(reading->index, bytes, text.length, &path, where, &correction);
        if (wrong ? !correct_token(reading, token, text, &correction) : !copy_tokens(reading, token, token + 1))
            return false;
    }
    return true;
}

/* The first tokens of a segment that are read otherwise; NO_TOKEN = none is. */
struct found {
    uint32_t whole, wrong;
};

/* A token that the filters let through. */
static __attribute__((noinline)) void look_at(const struct reading_of *reading, uint32_t token, unsigned suspicion,
                                              struct found *found)
{
    const struct folded *folded = reading->folded;
    const struct folded_segment *segment = &folded->segments[reading->segment];
    struct token_text text = token_text(reading, token);
    const unsigned char *bytes = folded->bytes + text.at;
    struct word_path path;
    struct split split;
    struct correction correction;
    unsigned where = 0;
    if ((suspicion & SUSPECT_CUT) && found->whole == NO_TOKEN && token + 1 < segment_tokens_end(folded, segment) &&
        word_cut(reading->index, folded, segment, token) > 0)
        found->whole = token;
    if (found->whole != NO_TOKEN)
        suspicion &= ~(unsigned)SUSPECT_SPLIT;
    if (found->wrong != NO_TOKEN)
        suspicion &= ~(unsigned)SUSPECT_WRONG;
    if (!(suspicion & (SUSPECT_SPLIT | SUSPECT_WRONG)) || is_settled(reading->index, bytes, text.length))
        return;
    where = where_wrong(reading->index, bytes, text.length, suspicion);
    if (!(suspicion & SUSPECT_SPLIT) && where == 0)
        return;
    word_walk(reading->index, bytes, text.length, &path);
    if ((suspicion & SUSPECT_SPLIT) && word_split(reading->index, bytes, text.length, &path, &split))
        found->whole = token;
    if (where != 0 && word_correct(reading->index, bytes, text.length, &path, where, &correction))
        found->wrong = token;
}

static struct found find(const struct reading_of *reading)
{
    const struct folded *folded = reading->folded;
    const struct folded_segment *segment = &folded->segments[reading->segment];
    const struct folded_token *tokens = folded->tokens;
    struct found found = {NO_TOKEN, NO_TOKEN};
    uint32_t end = segment_tokens_end(folded, segment), bytes_end = segment_end(folded, segment);
    for (uint32_t token = segment->first_token; token < end; token++) {
        uint32_t at = tokens[token].at, next = token + 1 < end ? tokens[token + 1].at : bytes_end;
        unsigned suspicion = suspect(reading->index, folded->bytes + at, next - 1 - at);
        if (suspicion != 0)
            look_at(reading, token, suspicion, &found);
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
