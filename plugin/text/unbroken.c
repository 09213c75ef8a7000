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

/* Copies tokens [first, end), the first of them as one with the token written last. */
static bool tokens_join(struct folded *folded, uint32_t first, uint32_t end)
{
    uint32_t joint = folded->token_count;
    folded->used--; /* the space behind the token written last */
    if (!tokens_copy(folded, first, end))
        return false;
    struct folded_token *tokens = folded->tokens + joint;
    tokens[-1].to = tokens[0].to;
    folded->token_count--;
    memmove(tokens, tokens + 1, (folded->token_count - joint) * sizeof *tokens);
    return true;
}

/* One past the last token of a segment. */
static uint32_t tokens_end(const struct folded *folded, uint32_t segment)
{
    return segment + 1 < folded->segment_count ? folded->segments[segment + 1].first_token : folded->token_count;
}

/* One reading, which has at least one token. */
static bool reading_join(struct folded *folded, const struct source *source, uint32_t segment)
{
    struct lines lines = {.source = source};
    const unsigned readings = folded->segments[segment].readings | READING_BROKEN;
    uint32_t first = folded->segments[segment].first_token, end = tokens_end(folded, segment);
    uint32_t cut = next_cut(folded, &lines, first + 1, end);
    if (cut == end)
        return true;
    if (!segment_begin(folded, source, FOLD_UNBROKEN, readings) || !tokens_copy(folded, first, cut))
        return false;
    for (uint32_t next; cut < end; cut = next) {
        next = next_cut(folded, &lines, cut + 1, end);
        if (!tokens_join(folded, cut, next))
            return false;
    }
    return true;
}

bool unbroken_write(struct folded *folded, const struct source *source, uint32_t first_segment)
{
    uint32_t segments = folded->segment_count;
    for (uint32_t i = first_segment; i < segments && folded->segments[i].view < FOLD_JOINED; i++)
        if (!reading_join(folded, source, i))
            return false;
    return true;
}

/* Whether a segment is the plain reading of a text. */
static bool is_plain(const struct folded *folded, uint32_t segment, const struct source *source)
{
    return segment < folded->segment_count && folded->segments[segment].value == source->value &&
           folded->segments[segment].view == FOLD_PLAIN;
}

/* Whether a text of so many characters may have been cut for its length: 35, 70, 140; 62 in domestic messages. */
static bool is_full_text(const struct source *source)
{
    uint32_t count = characters(source, 0, source->length);
    return count % 35 == 0 || count % 62 == 0;
}

static bool is_small_at(const struct source *source, uint32_t at)
{
    return unit_at(source->text, source->length, at).letter->flags & LETTER_SMALL;
}

/* Whether a text, which is not empty, ends with a small letter. */
static bool ends_small(const struct source *source)
{
    uint32_t at = source->length - 1;
    while (at > 0 && utf8_continues(source->text[at]))
        at--;
    return is_small_at(source, at);
}

bool unbroken_write_across(struct folded *folded, const struct source *left, uint32_t left_segment,
                           const struct source *right, uint32_t right_segment)
{
    if (!is_plain(folded, left_segment, left) || !is_plain(folded, right_segment, right))
        return true;
    uint32_t left_first = folded->segments[left_segment].first_token, left_end = tokens_end(folded, left_segment);
    uint32_t right_first = folded->segments[right_segment].first_token, right_end = tokens_end(folded, right_segment);
    const struct folded_token *last = &folded->tokens[left_end - 1], *next = &folded->tokens[right_first];
    if (last->to != left->length || next->from != 0 || is_own(left, last) || is_own(right, next))
        return true;
    if (!(ends_small(left) && is_small_at(right, 0)) && !is_full_text(left))
        return true;
    if (!segment_begin(folded, left, FOLD_UNBROKEN, READING_BROKEN) || !tokens_copy(folded, left_first, left_end))
        return false;
    uint32_t cut = folded->token_count - 1;
    if (!tokens_join(folded, right_first, right_end))
        return false;
    folded->tokens[cut].to = left->length;
    for (uint32_t i = cut + 1; i < folded->token_count; i++)
        folded->tokens[i].from = folded->tokens[i].to = left->length;
    return true;
}
