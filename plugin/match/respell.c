/*
 * respell.c: readings by a pack's own words (respell.h). Nearly every token of ordinary text is let go by the filters
 * of the word index; only of one that is not, the trie is asked, and only when that finds something is a segment
 * written. Touches the folded text and the pack.
 */
#include "respell.h"

#include "hits.h"
#include "respell_write.h"
#include "text/write.h"

/* --- What the filters let through ---------------------------------------------------------------------------- */

/* What is to be asked about a token: bits. */
enum suspicion {
    SUSPECT_CUT = 1,
    SUSPECT_SPLIT = 2,
    SUSPECT_EARLY = 4, /* an error in its second, third or fourth letter, */
    SUSPECT_LATE = 8,  /* behind */
    UNSETTLED = 16,    /* it may be a piece of a word */
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
#define SEVEN UINT64_C(0x00FFFFFFFFFFFFFF) /* of them */

/* Letters have the one bit, digits the other. */
#define LETTER UINT64_C(0x4040404040404040)
#define DIGIT  UINT64_C(0x2020202020202020)

/* Most words of ordinary text are settled, and no longer word begins with them: that is asked first. Of the others all
 * is asked without branches: what the next one is nothing foretells. */
static inline unsigned suspect(const struct word_index *index, const unsigned char *token, uint32_t length)
{
    uint64_t first = letters_of(token, length), second = letters_of(token + 8, length > 8 ? length - 8 : 0);
    uint64_t both = first | second;
    bool longer = length > SETTLED_LETTERS, letters = (both & LETTER) != 0, digits = (both & DIGIT) != 0;
    unsigned settled = longer ? 0 : word_settled(index, first, second);
    if (settled == SETTLED)
        return 0;
    unsigned cut = word_filter_has(index, FILTER_CUT, cut_key(first, length, token[length + 1]));
    if (length <= WORD_NUMBERED_LEAST || settled != 0 || !(letters | longer))
        return cut * SUSPECT_CUT | (settled == 0 && letters ? UNSETTLED : 0);
    unsigned starts = word_filter_has(index, FILTER_STARTS, starts_key(first)) |
                      word_filter_has(index, FILTER_STARTS_SHORT, starts_short_key(first));
    unsigned early = word_filter_has(index, FILTER_WRONG_EARLY, wrong_early_key(first & SEVEN));
    unsigned late = word_filter_has(index, FILTER_WRONG_LATE, wrong_late_key(first));
    unsigned split = (starts & (unsigned)(length > WORD_GLUED_LEAST)) | ((unsigned)digits & (unsigned)letters) | longer;
    unsigned wrong = length >= CORRECTED_LEAST ? early * SUSPECT_EARLY | late * SUSPECT_LATE : 0;
    return cut * SUSPECT_CUT | split * SUSPECT_SPLIT | wrong | UNSETTLED;
}

/* Where an error may be in a token, as word_correct() wants to be told; 0 = nowhere. */
static unsigned where_wrong(const struct word_index *index, const unsigned char *token, uint32_t length,
                            unsigned suspicion)
{
    static const struct {
        unsigned suspicion, from, last;
    } ranges[] = {{SUSPECT_EARLY, WRONG_FROM, WRONG_EARLY_LAST}, {SUSPECT_LATE, WRONG_LATE_FROM, WRONG_LAST}};
    uint64_t seven = letters_of(token, length) & SEVEN;
    unsigned where = 0;
    for (size_t i = 0; i < sizeof ranges / sizeof ranges[0]; i++)
        for (unsigned at = ranges[i].from; (suspicion & ranges[i].suspicion) && at <= ranges[i].last; at++)
            where |= (unsigned)word_filter_has(index, FILTER_WRONG, wrong_key(at, seven)) << at;
    return where;
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
    *finding = (struct finding){.first = first, .end = end, .readings = (uint8_t)readings};
    return finding;
}
#define FINDINGS_OF_A_TOKEN 4

static __attribute__((noinline)) void look_for_cut(const struct search *search, uint32_t token)
{
    uint32_t count = word_cut(search->reading->index, search->reading->folded, search->segment, token);
    if (count > 0)
        add_finding(search, token, token + count, READING_DIVIDED);
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
        uint32_t at = (uint32_t)__builtin_ctzll(words), ending = WORD_ENDING(index->nodes[path->nodes[at]].word);
        for (uint32_t behind = at + (ending < SPLIT_ENDING ? ending : SPLIT_ENDING); at <= behind && !may; at++)
            may = at < length && may_begin(index, token + at, length - at);
    }
    return may;
}

/* Words with an error in them that are cut in two, or have numbers beside them. */
static __attribute__((noinline)) void look_for_wrong(const struct search *search, uint32_t first, uint32_t end,
                                                     unsigned readings)
{
    const struct word_index *index = search->reading->index;
    struct letters letters;
    struct word_path path;
    struct correction correction;
    letters_between_numbers(search->reading, first, end, &letters);
    if (letters.length < CORRECTED_LEAST)
        return;
    unsigned where = where_wrong(index, letters.bytes, letters.length, SUSPECT_WRONG);
    if (where == 0)
        return;
    word_walk(index, letters.bytes, letters.length, &path);
    if (word_correct(index, letters.bytes, letters.length, &path, where, &correction))
        add_finding(search, first, end, READING_CORRECTED | readings)->correction = correction;
}

/* A token of which the filters say that it may be several words, or a word with an error. */
static __attribute__((noinline)) void look_into(const struct search *search, uint32_t token, unsigned suspicion)
{
    const struct word_index *index = search->reading->index;
    struct token_text text = token_text(search->reading, token);
    const unsigned char *bytes = search->reading->folded->bytes + text.at;
    unsigned where = where_wrong(index, bytes, text.length, suspicion);
    struct word_path path;
    struct split split;
    struct correction correction;
    if (!(suspicion & SUSPECT_SPLIT) && where == 0)
        return;
    word_walk(index, bytes, text.length, &path);
    if ((suspicion & SUSPECT_SPLIT) && may_go_on(index, bytes, text.length, &path) &&
        word_split(index, bytes, text.length, &path, &split))
        add_finding(search, token, token + 1, split.readings);
    else if (path.standing == 0 && is_folded_digit(bytes[0]) != is_folded_digit(bytes[text.length - 1]))
        look_for_wrong(search, token, token + 1, READING_NUMBERED);
    if (where != 0 && word_correct(index, bytes, text.length, &path, where, &correction))
        add_finding(search, token, token + 1, READING_CORRECTED)->correction = correction;
}

/* Whether two tokens of letters, one of which is no word, begin together as a word with an error in it does. */
static inline bool may_be_wrong_in_two(const struct word_index *index, const unsigned char *left, uint32_t left_length,
                                       const unsigned char *right, uint32_t right_length)
{
    uint64_t seven = letters_of(left, left_length);
    if (left_length + right_length < WORD_WRONG_LEAST || left_length + right_length > WORD_LONGEST)
        return false;
    if (left_length < 8)
        seven |= letters_of(right, right_length) << 8 * left_length;
    return word_filter_has(index, FILTER_WRONG_EARLY, wrong_early_key(seven & SEVEN)) ||
           word_filter_has(index, FILTER_WRONG_LATE, wrong_late_key(seven));
}

/* Two tokens as a word with an error in it. One of them must say nothing, and the other be no word to which it is but
 * one letter too many. */
static __attribute__((noinline)) void look_for_wrong_in_two(const struct search *search, uint32_t token)
{
    const struct word_index *index = search->reading->index;
    const unsigned char *bytes = search->reading->folded->bytes;
    struct token_text left = token_text(search->reading, token), right = token_text(search->reading, token + 1);
    bool left_speaks = word_standing(index, bytes + left.at, left.length) != 0;
    bool right_speaks = word_standing(index, bytes + right.at, right.length) != 0;
    if (has_folded_digit(bytes + left.at, left.length) || has_folded_digit(bytes + right.at, right.length) ||
        (left_speaks && (right_speaks || right.length == 1)) || (right_speaks && left.length == 1))
        return;
    look_for_wrong(search, token, token + 2, READING_DIVIDED);
}

/* The next token from one on that no other segment says; far off where there is none. *new is kept from call to call.
 */
static uint32_t next_said_here(const struct search *search, uint32_t token, uint32_t end, uint32_t *new)
{
    const struct folded_token *tokens = search->reading->folded->tokens;
    *new = *new > token ? *new : token;
    while (*new < end && tokens[*new].again)
        ++*new;
    return *new < end ? *new : UINT32_MAX;
}

/* Looks at tokens [*token, end) until there is no more room for findings. Tokens that stand in another segment, too,
 * are looked at if they are asked for again. */
static void look_at(const struct search *search, uint32_t *token, uint32_t end, bool again)
{
    const struct folded *folded = search->reading->folded;
    const struct folded_token *tokens = folded->tokens;
    const struct word_index *index = search->reading->index;
    uint32_t bytes_end = segment_end(folded, search->segment), i = *token, new = i;
    unsigned before = 0;
    search->findings->count = 0;
    for (; i < end && search->findings->count <= FINDINGS - FINDINGS_OF_A_TOKEN; i++) {
        bool known = tokens[i].again && !again;
        if (known && (i == search->segment->first_token || tokens[i - 1].again) &&
            next_said_here(search, i, end, &new) - i >= CUT_PIECES)
            continue;
        uint32_t at = tokens[i].at, next = i + 1 < end ? tokens[i + 1].at : bytes_end;
        unsigned suspicion = suspect(index, folded->bytes + at, next - 1 - at);
        if (((suspicion | before) & UNSETTLED) && i > search->segment->first_token &&
            may_be_wrong_in_two(index, folded->bytes + tokens[i - 1].at, at - 1 - tokens[i - 1].at, folded->bytes + at,
                                next - 1 - at))
            look_for_wrong_in_two(search, i - 1);
        before = suspicion;
        if ((suspicion & SUSPECT_CUT) && i + 1 < end)
            look_for_cut(search, i);
        if (!known && (suspicion & (SUSPECT_SPLIT | SUSPECT_WRONG)))
            look_into(search, i, suspicion);
    }
    *token = i;
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
    for (uint32_t i = 0; i < findings->count; i++)
        corrected |= findings->items[i].readings & READING_CORRECTED;
    if (!respell_write(reading, findings, FOLD_WHOLE, whole, &used) ||
        (corrected && !write_hidden(reading, findings, whole)))
        return false;
    if (used == whole && (!respell_write(reading, findings, FOLD_WHOLE, READING_NUMBERED, &used) ||
                          (used != 0 && corrected && !write_hidden(reading, findings, READING_NUMBERED))))
        return false;
    return respell_write(reading, findings, FOLD_CORRECTED, corrected, &used);
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
    const uint32_t segments = folded->segment_count;
    uint32_t plain[2] = {0}, behind_found = 0; /* the last two plain segments; one past the last with findings */
    for (uint32_t i = 0; i < segments; i++) {
        const struct reading_of reading = {&index, transfer, folded, i};
        bool found;
        if (folded->segments[i].view == FOLD_PLAIN) {
            plain[1] = plain[0];
            plain[0] = i;
        }
        if (!read_segment(&reading, behind_found > plain[1], &found))
            return false;
        if (found)
            behind_found = i + 1;
    }
    return true;
}
