/*
 * unbroken.c: puts words together that were cut across lines or texts (unbroken.h). Nothing is folded again: a
 * reading's tokens are copied, and the space between two that were one word is left out. Work is linear in the text.
 *
 * The whole value is written, not the words around a break alone: a name keeps its place at the value's start and end,
 * and a phrase may go over several breaks.
 */
#include "unbroken.h"

/* The value's lines, gone through from the first to the last. */
struct lines {
    const struct source *source;
    uint32_t start;   /* of the line gone to */
    uint32_t longest; /* characters in the longest; 0 = not yet counted */
};

/* UTF-8 characters in [from, to) of the value. */
static uint32_t characters(const struct source *source, uint32_t from, uint32_t to)
{
    uint32_t count = 0;
    for (uint32_t at = from; at < to; at++)
        count += !utf8_continues(source->text[at]);
    return count;
}

/* The end of the line that begins at a byte: its line feed, or the value's end. */
static uint32_t line_end(const struct source *source, uint32_t start)
{
    const unsigned char *from = source->text + start;
    const unsigned char *feed = memchr(from, '\n', source->length - start);
    return feed ? start + (uint32_t)(feed - from) : source->length;
}

static uint32_t longest_line(const struct source *source)
{
    uint32_t longest = 0, end;
    for (uint32_t start = 0; start < source->length; start = end + 1) {
        end = line_end(source, start);
        uint32_t count = end - start > longest ? characters(source, start, end) : 0;
        longest = count > longest ? count : longest;
    }
    return longest;
}

/* Whether the line whose last character ends at a byte is full. Asked of one line after the other. */
static bool is_full(struct lines *lines, uint32_t end)
{
    for (uint32_t feed; (feed = line_end(lines->source, lines->start)) < end;)
        lines->start = feed + 1;
    uint32_t count = characters(lines->source, lines->start, end);
    if (count < FULL_LINE_CHARACTERS)
        return false;
    if (lines->longest == 0)
        lines->longest = longest_line(lines->source);
    return (uint64_t)count * 100 >= (uint64_t)lines->longest * FULL_LINE_PERCENT;
}

/* Whether a token is a word of its own whatever stands beside it: an ideograph. */
static bool is_own(const struct source *source, const struct folded_token *token)
{
    return unit_at(source->text, source->length, token->from).letter->flags & LETTER_OWN;
}

/* Whether nothing but a line's end stands between two tokens, and in MT's fields 72 and 77B the two slashes with which
 * a line continues the one before. */
static bool stand_at_line_end(const struct source *source, const struct folded_token *left,
                              const struct folded_token *right)
{
    static const char *const ends[] = {"\n", "\r\n", "\n//", "\r\n//"};
    const unsigned char *between = source->text + left->to;
    if (right->from <= left->to || (*between != '\n' && *between != '\r'))
        return false;
    size_t length = right->from - left->to;
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (length == strlen(ends[i]) && memcmp(between, ends[i], length) == 0)
            return !is_own(source, left) && !is_own(source, right);
    return false;
}

/* The first token of [first, end) that goes on the one before it; end when none does. */
static uint32_t next_cut(const struct folded *folded, struct lines *lines, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++) {
        const struct folded_token *token = &folded->tokens[i];
        if (stand_at_line_end(lines->source, token - 1, token) && is_full(lines, token[-1].to))
            return i;
    }
    return end;
}

/* Copies tokens [first, end), the first of them as one with the token written last when `joined`. */
static bool tokens_copy(struct folded *folded, uint32_t first, uint32_t end, bool joined)
{
    const struct folded_token *tokens = folded->tokens;
    const unsigned char *last = folded->bytes + tokens[end - 1].at;
    const unsigned char *space = memchr(last, ' ', folded->used - tokens[end - 1].at);
    uint32_t from = tokens[first].at, length = (uint32_t)(space + 1 - folded->bytes) - from;
    folded->used -= joined; /* the space behind the token written last */
    uint32_t moved = folded->used - from;
    if (length > folded->limit - folded->used || end - first > folded->token_limit - folded->token_count)
        return false;
    memcpy(folded->bytes + folded->used, folded->bytes + from, length);
    folded->used += length;
    if (joined)
        folded->tokens[folded->token_count - 1].to = tokens[first++].to;
    for (; first < end; first++)
        folded->tokens[folded->token_count++] =
            (struct folded_token){tokens[first].at + moved, tokens[first].from, tokens[first].to};
    return true;
}

/* One reading: its tokens are [first, end), at least one. */
static bool reading_join(struct folded *folded, const struct source *source, uint32_t first, uint32_t end)
{
    struct lines lines = {.source = source};
    uint32_t cut = next_cut(folded, &lines, first + 1, end);
    if (cut == end)
        return true;
    if (!segment_begin(folded, source, FOLD_UNBROKEN) || !tokens_copy(folded, first, cut, false))
        return false;
    for (uint32_t next; cut < end; cut = next) {
        next = next_cut(folded, &lines, cut + 1, end);
        if (!tokens_copy(folded, cut, next, true))
            return false;
    }
    return true;
}

/* One past the last token of a segment. */
static uint32_t tokens_end(const struct folded *folded, uint32_t segment)
{
    return segment + 1 < folded->segment_count ? folded->segments[segment + 1].first_token : folded->token_count;
}

bool unbroken_write(struct folded *folded, const struct source *source, uint32_t first_segment)
{
    uint32_t segments = folded->segment_count;
    for (uint32_t i = first_segment; i < segments && folded->segments[i].view < FOLD_JOINED; i++)
        if (!reading_join(folded, source, folded->segments[i].first_token, tokens_end(folded, i)))
            return false;
    return true;
}

/* Whether a segment is the plain reading of a text. */
static bool is_plain(const struct folded *folded, uint32_t segment, const struct source *source)
{
    return segment < folded->segment_count && folded->segments[segment].value == source->value &&
           folded->segments[segment].view == FOLD_PLAIN;
}

bool unbroken_write_across(struct folded *folded, const struct source *left, uint32_t left_segment,
                           const struct source *right, uint32_t right_segment)
{
    if (!is_plain(folded, left_segment, left) || !is_plain(folded, right_segment, right))
        return true;
    uint32_t left_first = folded->segments[left_segment].first_token, left_end = tokens_end(folded, left_segment);
    uint32_t right_first = folded->segments[right_segment].first_token, right_end = tokens_end(folded, right_segment);
    const struct folded_token *last = &folded->tokens[left_end - 1], *next = &folded->tokens[right_first];
    if (last->to != left->length || next->from != 0 || is_own(left, last) || is_own(right, next) ||
        characters(left, 0, left->length) % FULL_TEXT_CHARACTERS != 0)
        return true;
    if (!segment_begin(folded, left, FOLD_UNBROKEN) || !tokens_copy(folded, left_first, left_end, false))
        return false;
    uint32_t cut = folded->token_count - 1;
    if (!tokens_copy(folded, right_first, right_end, true))
        return false;
    folded->tokens[cut].to = left->length;
    for (uint32_t i = cut + 1; i < folded->token_count; i++)
        folded->tokens[i].from = folded->tokens[i].to = left->length;
    return true;
}
