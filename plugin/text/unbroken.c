/*
 * unbroken.c: puts words together that were cut across lines or texts (unbroken.h). Nothing is folded again: a
 * reading's tokens are copied, and the space between two that were one word is left out. Work is linear in the text.
 *
 * A window is written around each break, and one around breaks so near to each other that theirs would overlap: a
 * phrase may go over several. Windows are those of fold.h.
 */
#include "unbroken.h"

/* The value's lines, gone through from the first to the last. */
struct lines {
    const struct source *source;
    uint32_t start;   /* of the line gone to */
    uint32_t longest; /* characters in the longest; 0 = not yet counted */
};

/* UTF-8 characters in [from, to) of the value: its bytes but those that go on, of which eight are counted at once. */
static uint32_t characters(const struct source *source, uint32_t from, uint32_t to)
{
    const uint64_t ones = 0x0101010101010101u;
    uint32_t count = to - from;
    uint64_t eight;
    for (; to - from >= sizeof eight; from += sizeof eight) {
        memcpy(&eight, source->text + from, sizeof eight);
        count -= (uint32_t)((eight >> 7 & ~eight >> 6 & ones) * ones >> 56);
    }
    for (; from < to; from++)
        count -= utf8_continues(source->text[from]);
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
    return source->text[token->from] >= LETTER_OWN_LEAST &&
           (unit_at(source->text, source->length, token->from).letter->flags & LETTER_OWN);
}

#define LINE_END_BYTES 4

/* What stands in [from, to) of a text that is more than nothing: its first bytes, up to one more than a line's end has.
 */
struct gap {
    char bytes[LINE_END_BYTES + 1];
    uint32_t length;
};

static struct gap gap_of(const struct source *source, uint32_t from, uint32_t to)
{
    struct gap gap = {.length = 0};
    while (from < to && gap.length < sizeof gap.bytes) {
        struct unit unit = unit_at(source->text, source->length, from);
        if (unit.letter->kind != KIND_IGNORED)
            gap.bytes[gap.length++] = (char)source->text[unit.at];
        from = unit.next;
    }
    return gap;
}

/* Whether nothing but a line's end stands between two tokens, and in MT's fields 72 and 77B the two slashes with which
 * a line continues the one before. */
static bool stand_at_line_end(const struct source *source, const struct folded_token *left,
                              const struct folded_token *right)
{
    static const char *const ends[] = {"\n", "\r\n", "\n//", "\r\n//"};
    if (right->from <= left->to)
        return false;
    const unsigned char next = source->text[left->to];
    if (next != '\n' && next != '\r' && next < 0x80)
        return false;
    const struct gap gap = gap_of(source, left->to, right->from);
    for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (gap.length == strlen(ends[i]) && memcmp(gap.bytes, ends[i], gap.length) == 0)
            return !is_own(source, left) && !is_own(source, right);
    return false;
}

static struct word_break break_between(const struct folded *folded, uint32_t left, uint32_t right)
{
    const uint32_t from = folded->tokens[left].at, to = folded->tokens[right].at;
    return (struct word_break){folded->bytes + from, folded->bytes + to, space_before(folded, left + 1) - from,
                               space_before(folded, right + 1) - to};
}

/* Whether the words on both sides of a break are known to be two. */
static bool are_apart(const struct folded *folded, uint32_t left, uint32_t right)
{
    const struct word_break at = break_between(folded, left, right);
    return folded->known && folded->known->are_apart(folded->known->context, &at);
}

/* Whether they are known to be one together. */
static bool are_one(const struct folded *folded, uint32_t left, uint32_t right)
{
    const struct word_break at = break_between(folded, left, right);
    return folded->known && folded->known->are_one(folded->known->context, &at);
}

/* The first token of [first, end) that goes on the one before it; end when none does. */
static uint32_t next_cut(const struct folded *folded, struct lines *lines, uint32_t first, uint32_t end)
{
    for (uint32_t i = first; i < end; i++) {
        const struct folded_token *token = &folded->tokens[i];
        if (stand_at_line_end(lines->source, token - 1, token) && is_full(lines, token[-1].to) &&
            !are_apart(folded, i - 1, i))
            return i;
    }
    return end;
}

/* Copies tokens [first, end), the first of them as one with the token written last. */
static bool tokens_join(struct folded *folded, uint32_t first, uint32_t end)
{
    struct folded_token *joint = &folded->tokens[folded->token_count - 1];
    folded->used--; /* the space behind it */
    const uint32_t moved = folded->used - folded->tokens[first].at;
    joint->to = folded->tokens[first].to;
    joint->again = false;
    return bytes_copy(folded, first, end) && tokens_again(folded, first + 1, end, moved);
}

/* The tokens of a reading. */
struct row {
    uint32_t first, end;
};

static bool is_short(const struct row *row)
{
    return row->end - row->first <= 2 * WINDOW_TOKENS + 2;
}

/* The first token of the window around a cut, and one past its last. */
static uint32_t window_first(const struct row *row, uint32_t cut)
{
    return cut - row->first <= WINDOW_TOKENS + 1 || is_short(row) ? row->first : cut - WINDOW_TOKENS - 1;
}

static uint32_t window_end(const struct row *row, uint32_t cut)
{
    return row->end - cut <= WINDOW_TOKENS + 1 || is_short(row) ? row->end : cut + WINDOW_TOKENS + 1;
}

/* Whether tokens [first, end) are all said again: the reading that says them has them, and its window around a cut in
 * them is the same. */
static bool are_said_again(const struct folded *folded, uint32_t first, uint32_t end)
{
    while (first < end && folded->tokens[first].again)
        first++;
    return first == end;
}

/* Writes the window around a cut of a reading and those near to it. *next: the first cut behind them. */
static bool window_write(struct folded *folded, struct lines *lines, uint32_t segment, uint32_t cut, uint32_t *next)
{
    const struct mark mark = mark_here(folded);
    const unsigned readings = folded->segments[segment].readings | READING_BROKEN;
    const struct row row = {folded->segments[segment].first_token, tokens_end(folded, segment)};
    const uint32_t first = window_first(&row, cut);
    uint32_t end = first;
    if (!segment_begin(folded, lines->source, FOLD_UNBROKEN, readings) || !tokens_copy(folded, first, cut))
        return false;
    for (bool near = true; near; cut = *next) {
        end = window_end(&row, cut);
        *next = next_cut(folded, lines, cut + 1, row.end);
        near = *next < row.end && window_first(&row, *next) < end;
        if (!tokens_join(folded, cut, near ? *next : end))
            return false;
    }
    folded->segments[mark.segments].goes_on_before = first > row.first;
    folded->segments[mark.segments].goes_on_behind = end < row.end;
    if (are_said_again(folded, first, end))
        mark_return(folded, &mark);
    return true;
}

/* One reading, which has at least one token. */
static bool reading_join(struct folded *folded, const struct source *source, uint32_t segment)
{
    struct lines lines = {.source = source};
    const uint32_t end = tokens_end(folded, segment);
    for (uint32_t cut = next_cut(folded, &lines, folded->segments[segment].first_token + 1, end); cut < end;)
        if (!window_write(folded, &lines, segment, cut, &cut))
            return false;
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

/* What a character is. */
struct seen {
    uint32_t next; /* the byte behind it */
    bool letter, small, unseen;
};

/* Most letters are in the table of near ones, which is read at once. */
static inline struct seen seen_at(const struct source *source, uint32_t at)
{
    const unsigned char *byte = source->text + at;
    const uint32_t two = byte[0] >= 0xC2 && byte[0] < 0xE0 && source->length - at > 1 && utf8_continues(byte[1]);
    if (two || byte[0] < 0x80) {
        const struct near_letter *near = &fold_near[two ? (byte[0] & 0x1Fu) << 6 | (byte[1] & 0x3Fu) : byte[0]];
        if (near->kind == NEAR_WORD && (near->flags & LETTER_SCRIPTS))
            return (struct seen){.next = at + 1 + two, .letter = true, .small = (near->flags & LETTER_SMALL) != 0};
        if (near->kind == NEAR_ENDS)
            return (struct seen){.next = at + 1 + two};
    }
    const struct unit unit = unit_at(source->text, source->length, at);
    return (struct seen){.next = unit.next,
                         .letter = unit.letter->kind == KIND_LETTER,
                         .small = (unit.letter->flags & LETTER_SMALL) != 0,
                         .unseen = unit.letter->kind == KIND_IGNORED};
}

/* The characters in [from, to) of a text that do not show. */
static uint32_t unseen_characters(const struct source *source, uint32_t from, uint32_t to)
{
    uint32_t count = 0;
    while (from < to) {
        const struct seen seen = seen_at(source, from);
        count += seen.unseen;
        from = seen.next;
    }
    return count;
}

static bool is_full_count(uint32_t count)
{
    return count % 35 == 0 || count % 62 == 0;
}

/* Whether a text of so many characters may have been cut for its length: 35, 70, 140; 62 in domestic messages. Where
 * its last word, from a byte on, has some that do not show, they may count or not. */
static bool is_full_text(const struct source *source, uint32_t last_word)
{
    const uint32_t all = characters(source, 0, source->length);
    if (is_full_count(all))
        return true;
    if (unseen_characters(source, last_word, source->length) == 0)
        return false;
    return is_full_count(all - unseen_characters(source, 0, source->length));
}

/* Whether the last letter in [from, to) of a text, which ends a token, is a small one. */
static bool ends_small(const struct source *source, uint32_t from, uint32_t to)
{
    while (from < to) {
        uint32_t last = to - 1;
        while (last > from && utf8_continues(source->text[last]))
            last--;
        const struct seen seen = seen_at(source, last);
        if (seen.letter)
            return seen.small;
        to = last;
    }
    return false;
}

/* And the first. */
static bool starts_small(const struct source *source, uint32_t from, uint32_t to)
{
    while (from < to) {
        const struct seen seen = seen_at(source, from);
        if (seen.letter)
            return seen.small;
        from = seen.next;
    }
    return false;
}

/* A reading of a text: one past its last token is where the next segment's begin. */
struct reading_of {
    const struct source *source;
    uint32_t segment;
};

/* Whether the left text is full, once that was asked. */
struct fullness {
    bool known, is_full;
};

/* Whether a word may go over from the end of the one to the start of the other. */
static bool goes_over(const struct folded *folded, const struct reading_of *left, const struct reading_of *right,
                      struct fullness *fullness)
{
    const uint32_t end = tokens_end(folded, left->segment), next = folded->segments[right->segment].first_token;
    if (end == folded->segments[left->segment].first_token || next == tokens_end(folded, right->segment))
        return false;
    const struct folded_token *last = &folded->tokens[end - 1], *first = &folded->tokens[next];
    if (last->to != left->source->length && gap_of(left->source, last->to, left->source->length).length != 0)
        return false;
    if (first->from != 0 && gap_of(right->source, 0, first->from).length != 0)
        return false;
    if (is_own(left->source, last) || is_own(right->source, first))
        return false;
    if (ends_small(left->source, last->from, last->to) && starts_small(right->source, first->from, first->to))
        return !are_apart(folded, end - 1, next);
    if (!fullness->known)
        *fullness = (struct fullness){.known = true, .is_full = is_full_text(left->source, last->from)};
    return (fullness->is_full || are_one(folded, end - 1, next)) && !are_apart(folded, end - 1, next);
}

/* The part of the window that stands in the left text, and the part in the right one. */
static struct row window_before(const struct folded *folded, const struct reading_of *left)
{
    const uint32_t first = folded->segments[left->segment].first_token, end = tokens_end(folded, left->segment);
    return (struct row){end - first > WINDOW_TOKENS + 1 ? end - WINDOW_TOKENS - 1 : first, end};
}

static struct row window_behind(const struct folded *folded, const struct reading_of *right)
{
    const uint32_t first = folded->segments[right->segment].first_token, end = tokens_end(folded, right->segment);
    return (struct row){first, end - first > WINDOW_TOKENS + 1 ? first + WINDOW_TOKENS + 1 : end};
}

/* Writes the window of two readings as a segment of the left text. */
static bool write_over(struct folded *folded, const struct reading_of *left, const struct reading_of *right)
{
    const struct folded_segment *segments = folded->segments;
    const struct row before = window_before(folded, left), behind = window_behind(folded, right);
    const unsigned readings = segments[left->segment].readings | segments[right->segment].readings | READING_BROKEN;
    const bool goes_on_before = before.first > segments[left->segment].first_token;
    const bool goes_on_behind = behind.end < tokens_end(folded, right->segment);
    const uint32_t written = folded->segment_count;
    if (!segment_begin(folded, left->source, FOLD_UNBROKEN, readings) || !tokens_copy(folded, before.first, before.end))
        return false;
    uint32_t cut = folded->token_count - 1;
    if (!tokens_join(folded, behind.first, behind.end))
        return false;
    folded->tokens[cut].to = left->source->length;
    for (uint32_t i = cut + 1; i < folded->token_count; i++)
        folded->tokens[i].from = folded->tokens[i].to = left->source->length;
    folded->segments[written].goes_on_before = goes_on_before;
    folded->segments[written].goes_on_behind = goes_on_behind;
    return true;
}

/* Whether a value has readings but the plain one, which its segments begin with, of its words. */
static bool has_readings(const struct folded *folded, uint32_t plain, uint32_t end)
{
    return plain + 1 < end && folded->segments[plain + 1].value == folded->segments[plain].value &&
           folded->segments[plain + 1].view < FOLD_JOINED;
}

/* The reading of a text in a view; the plain one, which is its first segment, where it has none in this view. */
static struct reading_of reading_in(const struct folded *folded, const struct source *source, uint32_t plain,
                                    uint32_t end, enum fold_view view)
{
    for (uint32_t i = plain; i < end && folded->segments[i].value == source->value; i++)
        if (folded->segments[i].view == view)
            return (struct reading_of){source, i};
    return (struct reading_of){source, plain};
}

/* Whether tokens of a reading are not those of the text's plain one. */
static bool is_new(const struct folded *folded, const struct reading_of *reading, uint32_t plain,
                   const struct row *window)
{
    return reading->segment != plain && !are_said_again(folded, window->first, window->end);
}

/* Whether a token is one of a text's plain reading, or says it again. */
static bool is_plain_token(const struct folded *folded, uint32_t token, uint32_t plain)
{
    return token == plain ||
           (are_said_again(folded, token, token + 1) && folded->tokens[token].from == folded->tokens[plain].from);
}

/* Whether the tokens on both sides are those of the plain readings. No reading is without any. */
static bool have_plain_border(const struct folded *folded, const struct reading_of *left, uint32_t left_plain,
                              const struct reading_of *right, uint32_t right_plain)
{
    const struct folded_segment *segments = folded->segments;
    return is_plain_token(folded, tokens_end(folded, left->segment) - 1, tokens_end(folded, left_plain) - 1) &&
           is_plain_token(folded, segments[right->segment].first_token, segments[right_plain].first_token);
}

bool unbroken_write_across(struct folded *folded, const struct source *left, uint32_t left_segment,
                           const struct source *right, uint32_t right_segment)
{
    const uint32_t end = folded->segment_count;
    struct fullness fullness = {.known = false};
    struct reading_of first = {left, left_segment}, second = {right, right_segment};
    if (!is_plain(folded, left_segment, left) || !is_plain(folded, right_segment, right))
        return true;
    const bool over = goes_over(folded, &first, &second, &fullness);
    if (over && !write_over(folded, &first, &second))
        return false;
    if (!has_readings(folded, left_segment, end) && !has_readings(folded, right_segment, end))
        return true;
    for (enum fold_view view = FOLD_LATIN; view <= FOLD_CYRILLIC; view++) {
        first = reading_in(folded, left, left_segment, end, view);
        second = reading_in(folded, right, right_segment, end, view);
        const struct row before = window_before(folded, &first), behind = window_behind(folded, &second);
        if (!is_new(folded, &first, left_segment, &before) && !is_new(folded, &second, right_segment, &behind))
            continue;
        const bool known = have_plain_border(folded, &first, left_segment, &second, right_segment);
        if (known ? !over : !goes_over(folded, &first, &second, &fullness))
            continue;
        if (!write_over(folded, &first, &second))
            return false;
    }
    return true;
}
