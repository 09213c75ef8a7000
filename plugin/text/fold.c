/*
 * fold.c: the plain reading, and which further readings a value needs (fold.h). Touches the transfer's text, read-only,
 * and the folded text.
 *
 * A value's plain reading comes first (plain.h) and notes the words that may be in disguise; only these are read in the
 * other ways (readings.h). Most values have none.
 */
#include "fold.h"

#include <string.h>

#include "lines.h"
#include "plain.h"
#include "unbroken.h"
#include "write.h"

/* Whether the segment that begins at a mark says nothing, or what one of those from `first` on says. */
static bool says_nothing_new(const struct folded *folded, uint32_t first, const struct mark *mark)
{
    uint32_t length = folded->used - mark->used;
    if (length == 1)
        return true;
    for (uint32_t i = first; i < mark->segments; i++) {
        uint32_t at = folded->segments[i].at;
        uint32_t end = i + 1 < folded->segment_count ? folded->segments[i + 1].at : folded->used;
        if (end - at == length && memcmp(folded->bytes + at, folded->bytes + mark->used, length) == 0)
            return true;
    }
    return false;
}

/* Writes the readings that some word is in disguise for, of the value that is folded from a segment on. */
static bool disguises_write(struct folded *folded, const struct source *source, const struct suspects *suspects,
                            uint32_t first)
{
    const unsigned seen = disguises_seen(source, suspects);
    for (enum disguise disguise = AS_LATIN; disguise < DISGUISES; disguise++) {
        const struct mark mark = mark_here(folded);
        if (!(seen & 1u << disguise))
            continue;
        if (!reading_write(folded, source, disguise, suspects))
            return false;
        if (says_nothing_new(folded, first, &mark))
            mark_return(folded, &mark);
    }
    return true;
}

/* Whether a line may be full, and has another behind it. Most values are shorter than that. */
static bool has_full_line(const struct source *source)
{
    return source->length > FULL_LINE_CHARACTERS && memchr(source->text, '\n', source->length) != NULL;
}

/* Whether a word may be in disguise that is not of one script, or is not known to be: most of one script alone could be
 * of the other, and are what they are. */
static bool has_mixed_word(const struct suspects *suspects)
{
    const unsigned foreign = LETTER_CYRILLIC | LETTER_OTHER;
    for (uint32_t i = 0; i < suspects->count; i++) {
        const struct suspect *part = &suspects->parts[i];
        if (part->units == 0 || (part->flags & LETTER_OTHER) ||
            ((part->flags & LETTER_LATIN) && (part->flags & foreign)))
            return true;
    }
    return false;
}

static bool fold_value(struct folded *folded, const struct source *source)
{
    struct hints hints; /* of suspects only those that are counted */
    const struct mark plain = mark_here(folded);
    hints.suspects.count = 0;
    hints.singles = hints.odd_signs = false;
    if (!plain_write(folded, source, &hints))
        return false;
    if (folded->used - plain.used == 1) {
        mark_return(folded, &plain);
        return true;
    }
    const struct suspects *suspects = &hints.suspects;
    if (folded->segments) {
        folded->segments[plain.segments].suspect = has_mixed_word(suspects);
        folded->segments[plain.segments].odd_signs = hints.odd_signs;
    }
    if (suspects->count && !disguises_write(folded, source, suspects, plain.segments))
        return false;
    if (hints.singles && !joined_write(folded, source))
        return false;
    return !has_full_line(source) || unbroken_write(folded, source, plain.segments);
}

/* The plain reading never says more than 5/2 of its text (LETTER_GROWTH), and of what people write not more than the
 * text has bytes. A value has the others, up to four in disguise and each of these once more unbroken, only where it is
 * in disguise or in full lines; behind them match/respell.h writes those by a pack's words. Six times the text holds
 * what messages are made of; where a text is nothing but disguises up to the last byte allowed, it did not fit, and
 * goes to policy. Tokens: a token and the separator behind it take two bytes of text, in each reading. */
static uint32_t bytes_limit(const struct limits *limits)
{
    uint64_t bytes = (uint64_t)limits->text_bytes * 6 + (uint64_t)limits->fields * 16 + 64;
    return bytes < UINT32_MAX ? (uint32_t)bytes : UINT32_MAX;
}

static uint32_t tokens_limit(const struct limits *limits)
{
    uint64_t tokens = (uint64_t)limits->text_bytes * 2 + (uint64_t)limits->fields * 2;
    return tokens < UINT32_MAX ? (uint32_t)tokens : UINT32_MAX;
}

static uint32_t segments_limit(const struct limits *limits)
{
    uint64_t segments = (uint64_t)limits->fields * 8 + limits->text_bytes / 8 + 16;
    return segments < UINT32_MAX ? (uint32_t)segments : UINT32_MAX;
}

size_t folded_size(const struct limits *limits)
{
    return whole_lines(FOLD_PADDING + (size_t)bytes_limit(limits) + FOLD_PADDING) +
           whole_lines(((size_t)tokens_limit(limits) + TOKENS_AHEAD) * sizeof(struct folded_token)) +
           whole_lines((size_t)segments_limit(limits) * sizeof(struct folded_segment)) +
           ((size_t)tokens_limit(limits) / LOOKED_AT + 2) * sizeof(struct looks);
}

void folded_place(struct folded *folded, void *memory, const struct limits *limits)
{
    unsigned char *at = memory;
    *folded = (struct folded){.bytes = at + FOLD_PADDING,
                              .limit = bytes_limit(limits),
                              .token_limit = tokens_limit(limits),
                              .segment_limit = segments_limit(limits)};
    memset(at, 0, FOLD_PADDING);
    memset(folded->bytes + folded->limit, 0, FOLD_PADDING);
    at += whole_lines(FOLD_PADDING + (size_t)folded->limit + FOLD_PADDING);
    folded->tokens = (struct folded_token *)at;
    at += whole_lines(((size_t)folded->token_limit + TOKENS_AHEAD) * sizeof(struct folded_token));
    folded->segments = (struct folded_segment *)at;
    at += whole_lines((size_t)folded->segment_limit * sizeof(struct folded_segment));
    folded->looks = (struct looks *)at;
}

static struct source source_of(const struct transfer *transfer, uint32_t value)
{
    return (struct source){transfer_text(transfer, &transfer->values[value]), transfer->values[value].length,
                           (uint16_t)value};
}

bool value_goes_on(const struct transfer *transfer, uint32_t value)
{
    if (value + 1 >= transfer->value_count)
        return false;
    const struct field_value *left = &transfer->values[value], *right = left + 1;
    return left->field == right->field && !left->alternative && !right->alternative &&
           field_kind((fg_field)left->field) == FIELD_KIND_TEXT;
}

/* Folds a value, and what goes over into it from the one before, which was folded from this segment on. */
static bool fold_next(struct folded *folded, const struct transfer *transfer, uint32_t value, uint32_t before)
{
    const struct source source = source_of(transfer, value);
    uint32_t segment = folded->segment_count;
    if (!fold_value(folded, &source))
        return false;
    if (value == 0 || !value_goes_on(transfer, value - 1))
        return true;
    const struct source left = source_of(transfer, value - 1);
    return unbroken_write_across(folded, &left, before, &source, segment);
}

static bool fold_values(struct folded *folded, const struct transfer *transfer)
{
    uint32_t before = 0;
    for (uint32_t i = 0; i < transfer->value_count; i++) {
        uint32_t segment = folded->segment_count;
        if (!field_is_scanned((fg_field)transfer->values[i].field))
            continue;
        if (!fold_next(folded, transfer, i, before))
            return false;
        before = segment;
    }
    return true;
}

bool fold_transfer(struct folded *folded, const struct transfer *transfer, const struct known_words *known)
{
    folded->used = folded->token_count = folded->segment_count = 0;
    if (transfer->value_count > UINT16_MAX)
        return false;
    folded->known = known;
    const bool fits = fold_values(folded, transfer);
    folded->known = NULL; /* it is the caller's */
    return fits;
}

/* A text in a view's first reading, and in the second where that says something else. */
static bool text_in_disguise(struct folded *folded, const struct source *source, enum disguise first)
{
    const struct suspects whole = {.parts = {{.to = source->length}}, .count = 1};
    const struct mark begin = mark_here(folded);
    if (!reading_write(folded, source, first, &whole))
        return false;
    const uint32_t length = folded->used - begin.used;
    if (length == 1 || !(disguises_seen(source, &whole) & 1u << (first + 1)))
        return true;
    const struct mark mark = mark_here(folded);
    if (!reading_write(folded, source, first + 1, &whole))
        return false;
    if (folded->used - mark.used == length &&
        memcmp(folded->bytes + begin.used, folded->bytes + mark.used, length) == 0)
        mark_return(folded, &mark);
    return true;
}

size_t fold_text(enum fold_view view, const char *utf8, size_t length, char *out, size_t out_size)
{
    if (length > UINT32_MAX)
        return out_size + 1;
    const struct source source = {(const unsigned char *)utf8, (uint32_t)length, 0};
    struct folded folded = {.bytes = (unsigned char *)out,
                            .limit = out_size < UINT32_MAX ? (uint32_t)out_size : UINT32_MAX,
                            .token_limit = UINT32_MAX,
                            .segment_limit = UINT32_MAX};
    struct hints hints = {0};
    bool fits = view == FOLD_PLAIN      ? plain_write(&folded, &source, &hints)
                : view == FOLD_JOINED   ? joined_write(&folded, &source)
                : view == FOLD_LATIN    ? text_in_disguise(&folded, &source, AS_LATIN)
                : view == FOLD_CYRILLIC ? text_in_disguise(&folded, &source, AS_CYRILLIC)
                                        : true;
    if (!fits)
        return out_size + 1;
    return folded.used > 1 ? folded.used : 0;
}

/* Whether the bytes are one of the Russian alphabet's letters, but the rare Ё. */
static bool is_russian(unsigned char first, unsigned char second)
{
    return (first == 0xD0 && second >= 0x90 && second <= 0xBF) || (first == 0xD1 && second >= 0x80 && second <= 0x8F);
}

unsigned text_scripts(const unsigned char *utf8, size_t length)
{
    unsigned scripts = 0;
    for (uint32_t at = 0, end = (uint32_t)length; at < end;) {
        if (utf8[at] < 0x80) {
            scripts |= (unsigned char)((utf8[at] | 0x20) - 'a') < 26 ? (unsigned)SCRIPT_LATIN : 0;
            at++;
            continue;
        }
        if (end - at >= 2 && is_russian(utf8[at], utf8[at + 1])) {
            scripts |= SCRIPT_CYRILLIC;
            at += 2;
            continue;
        }
        struct unit unit = unit_at(utf8, end, at);
        if (unit.letter->kind == KIND_LETTER)
            scripts |= unit.letter->flags & LETTER_SCRIPTS;
        at = unit.next;
    }
    return scripts;
}

const struct folded_segment *folded_segment_at(const struct folded *folded, uint32_t at)
{
    uint32_t low = 0, high = folded->segment_count; /* the segment is the last that begins at or before the byte */
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (folded->segments[middle].at <= at)
            low = middle;
        else
            high = middle;
    }
    return &folded->segments[low];
}

uint32_t folded_token_at(const struct folded *folded, uint32_t at)
{
    uint32_t low = 0, high = folded->token_count; /* the first token that begins behind the byte */
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (folded->tokens[middle].at <= at)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return 0;
    /* The one before holds the byte, unless a space stands between. */
    uint32_t from = folded->tokens[low - 1].at;
    return memchr(folded->bytes + from, ' ', (size_t)(at - from) + 1) ? low : low - 1;
}
