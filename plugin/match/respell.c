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
    const struct transfer *transfer; /* NULL = its text is not known */
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

/* Letters and digits, or letters that begin with a word. */
static inline bool may_be_split(const struct word_index *index, uint64_t first, const unsigned char *token,
                                uint32_t length)
{
    if (first & DIGIT)
        return (first & LETTER) || has_folded_letter(token, length);
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
    struct folded_segment *segment = &folded->segments[folded->segment_count++];
    *segment = folded->segments[of];
    segment->at = folded->used;
    segment->first_token = folded->token_count;
    segment->view = (uint8_t)view;
    folded->bytes[folded->used++] = ' ';
    return true;
}

/* Begins a token of at most so many bytes. */
static bool begin_token(struct folded *folded, uint32_t from, uint32_t to, uint32_t most)
{
    if (folded->token_count >= folded->token_limit || most >= folded->limit - folded->used)
        return false;
    folded->tokens[folded->token_count++] = (struct folded_token){folded->used, from, to, false};
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
            folded->tokens[first].at + moved, folded->tokens[first].from, folded->tokens[first].to, false};
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

/* Whether bytes of a value are letters of one byte each, so that a token's are theirs, one for one. */
static bool are_plain_bytes(const struct reading_of *reading, uint32_t from, uint32_t to)
{
    if (!reading->transfer)
        return false;
    const struct field_value *value = &reading->transfer->values[reading->folded->segments[reading->segment].value];
    const unsigned char *text = transfer_text(reading->transfer, value);
    bool plain = to <= value->length;
    for (; plain && from < to; from++)
        plain = text[from] < 0x80;
    return plain;
}

/* A token's pieces as tokens. */
static bool split_token(const struct reading_of *reading, uint32_t token, struct token_text text,
                        const struct split *split)
{
    struct folded *folded = reading->folded;
    const struct folded_token whole = folded->tokens[token];
    bool same_bytes = whole.to - whole.from == text.length && are_plain_bytes(reading, whole.from, whole.to);
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

/* --- What was looked at before -------------------------------------------------------------------------------- */

/* A segment that was gone through, and what was found in it. */
struct gone_through {
    uint32_t segment; /* in folded.segments; NO_SEGMENT = none */
    struct found found;
};
#define NO_SEGMENT UINT32_MAX

/* Where a segment says what others said in which nothing was found, so that nothing is asked there again. */
struct quiet {
    uint32_t cut_until, split_until, wrong_until; /* no token before these, */
    uint32_t whole_from, wrong_from;              /* none from these on */
};

/* How many bytes are the same from here on; and up to here. Folded text is readable for eight bytes more. */
static uint32_t same_from(const unsigned char *left, const unsigned char *right, uint32_t most)
{
    for (uint32_t same = 0; same < most; same += 8) {
        uint64_t differ = word_bytes(left + same) ^ word_bytes(right + same);
        uint32_t more = differ == 0 ? 8 : (uint32_t)__builtin_ctzll(differ) / 8;
        if (more < 8)
            return same + more < most ? same + more : most;
    }
    return most;
}
static uint32_t same_up_to(const unsigned char *left, const unsigned char *right, uint32_t most)
{
    for (uint32_t same = 0; same < most; same += 8) {
        uint64_t differ = word_bytes(left - same - 8) ^ word_bytes(right - same - 8);
        uint32_t more = differ == 0 ? 8 : (uint32_t)__builtin_clzll(differ) / 8;
        if (more < 8)
            return same + more < most ? same + more : most;
    }
    return most;
}

static inline uint32_t lesser(uint32_t left, uint32_t right)
{
    return left < right ? left : right;
}

/* Where a segment's token stands in another that begins alike. */
static uint32_t token_there(uint32_t token, uint32_t first, uint32_t first_there)
{
    return token == NO_TOKEN ? NO_TOKEN : token - first + first_there;
}

/* The first token from which on a cut word, and the token behind it, may reach over the tokens before `alike`. */
static uint32_t cuts_reach(const struct reading_of *reading, uint32_t first, uint32_t alike)
{
    const struct folded_token *tokens = reading->folded->tokens;
    uint32_t reaching = alike;
    for (uint32_t token = alike; token-- > first && alike - token <= CUT_PIECES; reaching = token)
        if (tokens[alike - 1].at - tokens[token].at >= reading->index->header->longest + (alike - 1 - token))
            break;
    return reaching;
}

/* The tokens that a segment begins with as the other does. What may be cut is told by the tokens behind it, too. */
static void begins_alike(const struct reading_of *reading, const struct gone_through *other, struct quiet *quiet)
{
    const struct folded *folded = reading->folded;
    const struct folded_segment *segment = &folded->segments[reading->segment];
    const struct folded_segment *known = &folded->segments[other->segment];
    uint32_t end = segment_tokens_end(folded, segment), bytes_end = segment_end(folded, segment);
    uint32_t most = lesser(bytes_end - segment->at, segment_end(folded, known) - known->at);
    uint32_t to = segment->at + same_from(folded->bytes + segment->at, folded->bytes + known->at, most);
    uint32_t alike = segment->first_token;
    while (alike < end && (alike + 1 < end ? folded->tokens[alike + 1].at : bytes_end) <= to)
        alike++;
    uint32_t whole = token_there(other->found.whole, known->first_token, segment->first_token);
    uint32_t wrong = token_there(other->found.wrong, known->first_token, segment->first_token);
    quiet->cut_until = lesser(cuts_reach(reading, segment->first_token, alike), whole);
    quiet->split_until = lesser(alike, whole);
    quiet->wrong_until = lesser(alike, wrong);
}

/* The tokens that a segment ends with as the other does. */
static void ends_alike(const struct reading_of *reading, const struct gone_through *other, struct quiet *quiet)
{
    const struct folded *folded = reading->folded;
    const struct folded_segment *segment = &folded->segments[reading->segment];
    const struct folded_segment *known = &folded->segments[other->segment];
    uint32_t bytes_end = segment_end(folded, segment), known_end = segment_end(folded, known);
    uint32_t most = lesser(bytes_end - segment->at, known_end - known->at);
    uint32_t from = bytes_end - same_up_to(folded->bytes + bytes_end, folded->bytes + known_end, most);
    uint32_t alike = segment_tokens_end(folded, segment);
    while (alike > segment->first_token && folded->tokens[alike - 1].at > from)
        alike--;
    if (other->found.whole == NO_TOKEN)
        quiet->whole_from = alike;
    if (other->found.wrong == NO_TOKEN)
        quiet->wrong_from = alike;
}

/* A segment none of whose tokens were looked at. */
static struct quiet nothing_known(const struct reading_of *reading)
{
    const struct folded_segment *segment = &reading->folded->segments[reading->segment];
    uint32_t first = segment->first_token, end = segment_tokens_end(reading->folded, segment);
    return (struct quiet){first, first, first, end, end};
}

static unsigned ask_again(const struct quiet *quiet, uint32_t token, unsigned suspicion)
{
    if (token < quiet->cut_until || token >= quiet->whole_from)
        suspicion &= ~(unsigned)SUSPECT_CUT;
    if (token < quiet->split_until || token >= quiet->whole_from)
        suspicion &= ~(unsigned)SUSPECT_SPLIT;
    if (token < quiet->wrong_until || token >= quiet->wrong_from)
        suspicion &= ~(unsigned)SUSPECT_WRONG;
    return suspicion;
}

static struct found find(const struct reading_of *reading, const struct quiet *quiet)
{
    const struct folded *folded = reading->folded;
    const struct folded_segment *segment = &folded->segments[reading->segment];
    const struct folded_token *tokens = folded->tokens;
    struct found found = {NO_TOKEN, NO_TOKEN};
    uint32_t end = segment_tokens_end(folded, segment), bytes_end = segment_end(folded, segment);
    uint32_t first = lesser(lesser(quiet->cut_until, quiet->split_until), quiet->wrong_until);
    uint32_t stop = quiet->whole_from > quiet->wrong_from ? quiet->whole_from : quiet->wrong_from;
    for (uint32_t token = first; token < stop; token++) {
        uint32_t at = tokens[token].at, next = token + 1 < end ? tokens[token + 1].at : bytes_end;
        unsigned suspicion = suspect(reading->index, folded->bytes + at, next - 1 - at);
        if (suspicion != 0 && (suspicion = ask_again(quiet, token, suspicion)) != 0)
            look_at(reading, token, suspicion, &found);
    }
    return found;
}

/* --- All of a segment's readings ------------------------------------------------------------------------------ */

/* FOLD_CORRECTED of what was written as FOLD_WHOLE last, of a segment that was gone through. */
static bool correct_whole(const struct reading_of *reading, const struct gone_through *of)
{
    const struct reading_of whole = {reading->index, reading->transfer, reading->folded,
                                     reading->folded->segment_count - 1};
    const struct folded_segment *segment = &whole.folded->segments[whole.segment];
    struct quiet quiet = nothing_known(&whole);
    begins_alike(&whole, of, &quiet);
    ends_alike(&whole, of, &quiet);
    quiet.cut_until = quiet.split_until = NO_TOKEN; /* it is whole */
    quiet.whole_from = segment->first_token;
    uint32_t wrong = find(&whole, &quiet).wrong;
    return wrong == NO_TOKEN || write_corrected(&whole, wrong);
}

static bool write_readings(const struct reading_of *reading, const struct quiet *quiet, struct found *all)
{
    const struct found found = find(reading, quiet);
    const struct gone_through this = {reading->segment, found};
    unsigned used = 0, numbered = 0;
    *all = found;
    if (found.whole != NO_TOKEN) {
        if (!write_whole(reading, found.whole, READING_DIVIDED | READING_NUMBERED, &used))
            return false;
        if (used != 0 && !correct_whole(reading, &this))
            return false;
        if (used == (READING_DIVIDED | READING_NUMBERED) &&
            !write_whole(reading, found.whole, READING_NUMBERED, &numbered))
            return false;
        if (numbered != 0 && !correct_whole(reading, &this))
            return false;
    }
    return found.wrong == NO_TOKEN || write_corrected(reading, found.wrong);
}

/* The plain segments gone through last, the latest first. Other readings of a value stand behind its plain one, and
 * say for the most part the same; those that go over into the next value end as that one's plain reading does. */
struct plain_segments {
    struct gone_through last[2];
};

static struct quiet said_before(const struct reading_of *reading, const struct plain_segments *plain)
{
    const struct folded *folded = reading->folded;
    const struct folded_segment *segment = &folded->segments[reading->segment];
    struct quiet quiet = nothing_known(reading);
    if (segment->view == FOLD_PLAIN || plain->last[0].segment == NO_SEGMENT)
        return quiet;
    for (int i = 0; i < 2; i++)
        if (plain->last[i].segment != NO_SEGMENT && folded->segments[plain->last[i].segment].value == segment->value) {
            begins_alike(reading, &plain->last[i], &quiet);
            break;
        }
    ends_alike(reading, &plain->last[0], &quiet);
    return quiet;
}

bool respell(const struct pack *pack, const struct transfer *transfer, struct folded *folded)
{
    if (pack->word_index_size == 0)
        return true;
    const struct word_index index = word_index_of(pack->word_index);
    const uint32_t segments = folded->segment_count;
    struct plain_segments plain = {{{.segment = NO_SEGMENT}, {.segment = NO_SEGMENT}}};
    for (uint32_t i = 0; i < segments; i++) {
        const struct reading_of reading = {&index, transfer, folded, i};
        const struct quiet quiet = said_before(&reading, &plain);
        struct found found;
        if (!write_readings(&reading, &quiet, &found))
            return false;
        if (folded->segments[i].view == FOLD_PLAIN) {
            plain.last[1] = plain.last[0];
            plain.last[0] = (struct gone_through){i, found};
        }
    }
    return true;
}
