/*
 * respell_write.c: writes segments in which tokens are read otherwise (respell_write.h).
 */
#include "respell_write.h"

#include <string.h>

#include "word_capitals.h"

/* --- Tokens -------------------------------------------------------------------------------------------------- */

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
            folded->tokens[first].at + moved, folded->tokens[first].from, folded->tokens[first].to, true};
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

static uint32_t digits_at_start(const unsigned char *text, uint32_t length)
{
    uint32_t digits = 0;
    while (digits < length && is_folded_digit(text[digits]))
        digits++;
    return digits;
}

static uint32_t digits_at_end(const unsigned char *text, uint32_t length)
{
    uint32_t digits = 0;
    while (digits < length && is_folded_digit(text[length - 1 - digits]))
        digits++;
    return digits;
}

void letters_between_numbers(const struct reading_of *reading, uint32_t first, uint32_t end, struct letters *letters)
{
    const unsigned char *bytes = reading->folded->bytes;
    memset(letters, 0, sizeof *letters);
    for (uint32_t token = first; token < end; token++) {
        struct token_text text = token_text(reading, token);
        const unsigned char *from = bytes + text.at;
        if (token == first) {
            letters->before = digits_at_start(from, text.length);
            from += letters->before;
            text.length -= letters->before;
        }
        if (token + 1 == end) {
            letters->behind = digits_at_end(from, text.length);
            text.length -= letters->behind;
        }
        if (text.length > WORD_LONGEST + 1 - letters->length || has_folded_digit(from, text.length)) {
            letters->length = 0;
            return;
        }
        memcpy(letters->bytes + letters->length, from, text.length);
        letters->length += text.length;
    }
}

/* The letters of a token without a word before or behind them. */
static void letters_beside_word(const struct reading_of *reading, const struct finding *finding,
                                struct letters *letters)
{
    const struct token_text text = token_text(reading, finding->first);
    memset(letters, 0, sizeof *letters);
    letters->before = finding->word_before;
    letters->behind = finding->word_behind;
    letters->length = text.length - letters->before - letters->behind;
    memcpy(letters->bytes, reading->folded->bytes + text.at + letters->before, letters->length);
}

/* A number, or another word, beside a corrected one. */
static bool write_number(struct folded *folded, const struct folded_token *of, const unsigned char *digits,
                         uint32_t count)
{
    if (count == 0)
        return true;
    if (!begin_token(folded, of->from, of->to, count))
        return false;
    add_bytes(folded, digits, count);
    folded->bytes[folded->used++] = ' ';
    return true;
}

/* Where a term has several words in the place of letters, which are these words, and an ending of the last. */
static uint64_t phrase_cuts(const struct word_index *index, const unsigned char *letters, uint32_t length)
{
    uint64_t cuts = 0;
    uint32_t node = WORD_ROOT;
    for (uint32_t i = 0; i < length && (node = word_step(index, node, letters[i])) != 0; i++) {
        const uint32_t word = index->nodes[node].word;
        if ((word & WORD_PHRASE) && length - i - 1 <= WORD_ENDING(word))
            cuts = word_phrase_cuts(index, node);
    }
    return cuts;
}

/* Letters that are right: of several tokens in the words that a term has of them, of one as one. */
static bool write_right(const struct reading_of *reading, const struct folded_token *of, const unsigned char *letters,
                        uint32_t length, bool several)
{
    struct folded *folded = reading->folded;
    const uint64_t cuts = several ? phrase_cuts(reading->index, letters, length) : 0;
    const uint32_t most = length + (uint32_t)__builtin_popcountll(cuts);
    if (!begin_token(folded, of->from, of->to, most))
        return false;
    for (uint32_t i = 0; i < length; i++) {
        if (i > 0 && i < 64 && (cuts >> i & 1)) {
            folded->bytes[folded->used++] = ' ';
            if (!begin_token(folded, of->from, of->to, most))
                return false;
        }
        add_bytes(folded, letters + i, 1);
    }
    folded->bytes[folded->used++] = ' ';
    return true;
}

/* A token with numbers among its letters is right as it is one. */
static bool correct_numbered(const struct reading_of *reading, const struct finding *finding,
                             const struct correction *correction)
{
    const struct token_text text = token_text(reading, finding->first);
    unsigned char right[WORD_CORRECTED];
    const uint32_t length = correction_write(correction, reading->folded->bytes + text.at, text.length, right);
    return write_right(reading, &reading->folded->tokens[finding->first], right, length, false);
}

static bool correct_tokens(const struct reading_of *reading, const struct finding *finding, uint32_t alternative)
{
    struct folded *folded = reading->folded;
    const uint32_t last_one = finding->correction_count - 1;
    const struct correction *correction = &finding->corrections[alternative < last_one ? alternative : last_one];
    if (finding->numbers_inside)
        return correct_numbered(reading, finding, correction);
    struct folded_token of = folded->tokens[finding->first];
    struct token_text last = token_text(reading, finding->end - 1);
    struct letters letters;
    uint32_t at = of.at;
    of.to = folded->tokens[finding->end - 1].to;
    if (finding->word_before + finding->word_behind > 0)
        letters_beside_word(reading, finding, &letters);
    else
        letters_between_numbers(reading, finding->first, finding->end, &letters);
    if (!write_number(folded, &of, folded->bytes + at, letters.before))
        return false;
    unsigned char right[WORD_CORRECTED];
    const uint32_t length = correction_write(correction, letters.bytes, letters.length, right);
    if (!write_right(reading, &of, right, length, finding->end - finding->first > 1))
        return false;
    return write_number(folded, &of, folded->bytes + last.at + last.length - letters.behind, letters.behind);
}

/* --- Segments ------------------------------------------------------------------------------------------------ */

/* Whether it is an error that hides behind another way. */
static bool is_hidden(const struct finding *finding)
{
    return (finding->readings & READING_CORRECTED) && finding->readings != READING_CORRECTED;
}

/* The next finding whose ways are all allowed, from a token on; of those that begin with one token the first that has
 * an error hidden in it, since without errors it is written elsewhere. NULL = there is none. */
static const struct finding *next_allowed(const struct findings *findings, uint32_t *next, uint32_t token,
                                          unsigned allowed)
{
    const struct finding *first = NULL;
    for (uint32_t i = *next; i < findings->count; i++) {
        const struct finding *finding = &findings->items[i];
        if (first && finding->first != first->first)
            break;
        if ((finding->readings & ~allowed) != 0 || finding->first < token)
            continue;
        if (!first)
            *next = i + 1;
        if (is_hidden(finding))
            return finding;
        first = first ? first : finding;
    }
    return first;
}

/* Tokens of a finding as the words of a term that they say. Each leads to all tokens that it stands in. */
static bool write_phrase(const struct reading_of *reading, const struct finding *finding)
{
    struct folded *folded = reading->folded;
    const struct token_text last = token_text(reading, finding->end - 1);
    const uint32_t most =
        last.at + last.length - folded->tokens[finding->first].at + (uint32_t)__builtin_popcountll(finding->phrase) + 1;
    bool begins = true;
    for (uint32_t token = finding->first, letters = 0; token < finding->end; token++) {
        const struct token_text text = token_text(reading, token);
        for (uint32_t i = 0; i < text.length; i++, letters++) {
            begins |= letters > 0 && letters < 64 && (finding->phrase >> letters & 1);
            if (begins && letters > 0)
                folded->bytes[folded->used++] = ' ';
            if (begins && !begin_token(folded, folded->tokens[token].from, folded->tokens[token].to, most))
                return false;
            begins = false;
            add_bytes(folded, folded->bytes + text.at + i, 1);
            folded->tokens[folded->token_count - 1].to = folded->tokens[token].to;
        }
    }
    folded->bytes[folded->used++] = ' ';
    return true;
}

static bool write_finding(const struct reading_of *reading, const struct finding *finding, uint32_t alternative,
                          bool as_phrase)
{
    struct token_text text = token_text(reading, finding->first);
    const unsigned char *bytes = reading->folded->bytes + text.at;
    struct word_path path;
    struct split split;
    if (finding->readings & READING_CORRECTED)
        return correct_tokens(reading, finding, alternative);
    if (finding->phrase != 0 && (as_phrase || !finding->is_word))
        return write_phrase(reading, finding);
    if (finding->end - finding->first > 1)
        return join_tokens(reading, finding->first, finding->end);
    word_walk(reading->index, bytes, text.length, &path);
    return (word_split(reading->index, bytes, text.length, &path, &split) ||
            word_split_short(reading->index, bytes, text.length, &split) ||
            word_split_capitals(reading, finding->first, &split)) &&
           split_token(reading, finding->first, text, &split);
}

/* One past the last token of any finding whose ways are all allowed, and the window behind it. */
static uint32_t window_end(const struct findings *findings, unsigned allowed, uint32_t end)
{
    uint32_t last = 0;
    for (uint32_t i = 0; i < findings->count; i++)
        if ((findings->items[i].readings & ~allowed) == 0 && findings->items[i].end > last)
            last = findings->items[i].end;
    return end - last > WINDOW_TOKENS ? last + WINDOW_TOKENS : end;
}

bool respell_write(const struct reading_of *reading, const struct findings *findings, enum fold_view view,
                   unsigned allowed, unsigned *used)
{
    struct folded *folded = reading->folded;
    uint32_t first = folded->segments[reading->segment].first_token, next = 0;
    uint32_t end = segment_tokens_end(folded, &folded->segments[reading->segment]);
    const struct finding *finding = next_allowed(findings, &next, first, allowed);
    *used = 0;
    if (!finding)
        return true;
    if (!begin_segment(folded, reading->segment, view))
        return false;
    struct folded_segment *written = &folded->segments[folded->segment_count - 1];
    uint32_t token = finding->first - first > WINDOW_TOKENS ? finding->first - WINDOW_TOKENS : first;
    uint32_t stop = window_end(findings, allowed, end);
    written->goes_on_before |= token > first;
    written->goes_on_behind |= stop < end;
    for (; finding; finding = next_allowed(findings, &next, token, allowed)) {
        if (!copy_tokens(reading, token, finding->first) ||
            !write_finding(reading, finding, findings->alternative, (allowed & AS_PHRASES) != 0))
            return false;
        *used |= finding->readings;
        token = finding->end;
    }
    written->readings |= (uint8_t)*used;
    return copy_tokens(reading, token, stop);
}
