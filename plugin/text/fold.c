/*
 * fold.c: the plain reading, and which further readings a value needs (fold.h). Touches the transfer's text, read-only,
 * and the folded text.
 *
 * Most text is plain ASCII words and goes through one loop without a look at any table but fold_ascii. While it is
 * folded, cheap hints are gathered of what the other readings are about; only then are they asked (readings.h).
 */
#include "fold.h"

#include <string.h>

#include "readings.h"
#include "unbroken.h"
#include "write.h"

/* What the plain reading saw. */
struct hints {
    bool latin, cyrillic; /* scripts are mixed in a word, or all its letters look Latin: these readings are wanted */
    bool ask;             /* digits or signs beside letters, or a lone letter: readings_wanted() knows */
    bool singles;         /* three tokens of one letter in a row */
    uint32_t in_row;      /* tokens of one letter, up to here */
};

static void hint_token(struct hints *hints, uint32_t units)
{
    hints->in_row = units == 1 ? hints->in_row + 1 : 0;
    hints->singles |= hints->in_row >= 3;
}

static bool is_ascii(const unsigned char *text, uint32_t length)
{
    uint64_t seen = 0, word;
    uint32_t at = 0;
    for (; length - at >= sizeof word; at += sizeof word) {
        memcpy(&word, text + at, sizeof word);
        seen |= word;
    }
    for (; at < length; at++)
        seen |= text[at];
    return (seen & 0x8080808080808080u) == 0;
}

static bool is_ascii_sign(unsigned char byte)
{
    return byte == '$' || byte == '@' || byte == '!' || byte == '|';
}

/* Digits beside letters in a token, or a sign beside it. any and all are its bytes or-ed and and-ed: capitals have bit
 * 0x40, digits do not. */
static bool ascii_asks(const struct source *source, const unsigned char *from, const unsigned char *to, unsigned any,
                       unsigned all)
{
    return ((any & ~all) & 0x40) || (from > source->text && is_ascii_sign(from[-1])) ||
           (to < source->text + source->length && is_ascii_sign(*to));
}

/* The plain reading of ASCII: byte for byte, so that there is room whenever the text and two spaces fit. */
static bool plain_ascii(struct folded *folded, const struct source *source, struct hints *hints)
{
    const unsigned char *text = source->text, *at = text, *end = text + source->length;
    unsigned char *out = folded->bytes + folded->used;
    for (;;) {
        while (at < end && fold_ascii[*at] == ' ')
            at++;
        if (at == end)
            break;
        const unsigned char *from = at;
        unsigned char *begin = out;
        unsigned any = 0, all = 0xFF;
        for (; at < end; at++) {
            unsigned letter = fold_ascii[*at];
            if (letter == ' ')
                break;
            *out++ = (unsigned char)letter;
            any |= letter;
            all &= letter;
        }
        *out++ = ' ';
        if (folded->token_count >= folded->token_limit)
            return false;
        if (folded->tokens)
            folded->tokens[folded->token_count] = (struct folded_token){(uint32_t)(begin - folded->bytes),
                                                                        (uint32_t)(from - text), (uint32_t)(at - text)};
        folded->token_count++;
        hint_token(hints, (uint32_t)(at - from));
        hints->ask |= ascii_asks(source, from, at, any, all);
    }
    folded->used = (uint32_t)(out - folded->bytes);
    return true;
}

/* Ends a token of the plain reading; flags are those of its letters, all together. */
static bool plain_end(struct folded *folded, struct token *token, unsigned flags, struct hints *hints)
{
    const unsigned foreign = LETTER_CYRILLIC | LETTER_OTHER;
    if (token->units == 0)
        return true;
    hint_token(hints, token->units);
    if (flags & foreign) {
        bool mixed = (flags & LETTER_LATIN) != 0;
        hints->latin |= mixed || (!(flags & LETTER_UNLIKE_LATIN) && token->units >= LOOK_ALIKE_LETTERS);
        hints->cyrillic |= mixed && (flags & LETTER_CYRILLIC);
        hints->ask |= token->units == 1 && !(flags & LETTER_UNLIKE_LATIN);
    }
    hints->ask |= (flags & LETTER_DIGIT) && (flags & (foreign | LETTER_LATIN));
    return token_end(folded, token);
}

static bool is_word_letter(const struct letter *letter)
{
    return (letter->kind == KIND_LETTER || letter->kind == KIND_DIGIT) && !(letter->flags & LETTER_OWN);
}

/* The token that begins at a byte; at moves behind it. Letters are written as eight bytes wherever there is room. */
static bool plain_token(struct folded *folded, const struct source *source, uint32_t *at, struct hints *hints)
{
    struct token token = {.at = folded->used, .from = *at};
    unsigned char *bytes = folded->bytes;
    uint32_t used = folded->used, limit = folded->limit, next = *at;
    unsigned flags = 0;
    while (next < source->length) {
        struct unit unit = unit_at(source->text, source->length, next);
        const struct letter *letter = unit.letter;
        if (is_word_letter(letter)) {
            if (limit - used >= sizeof letter->plain)
                memcpy(bytes + used, letter->plain, sizeof letter->plain);
            else if (letter->plain_length <= limit - used)
                memcpy(bytes + used, letter->plain, letter->plain_length);
            else
                return false;
            used += letter->plain_length;
            flags |= letter->flags;
            token.units++;
            token.to = unit.next;
        } else if (letter->kind != KIND_IGNORED) {
            break;
        }
        next = unit.next;
    }
    folded->used = used;
    *at = next;
    return plain_end(folded, &token, flags, hints);
}

static bool plain_any(struct folded *folded, const struct source *source, struct hints *hints)
{
    for (uint32_t at = 0; at < source->length;) {
        struct unit unit = unit_at(source->text, source->length, at);
        const struct letter *letter = unit.letter;
        if (is_word_letter(letter)) {
            if (!plain_token(folded, source, &at, hints))
                return false;
            continue;
        }
        at = unit.next;
        hints->ask |= letter->kind == KIND_SIGN;
        if (!(letter->flags & LETTER_OWN))
            continue;
        struct token token = {0};
        if (!token_add(folded, &token, &unit, letter->plain, letter->plain_length))
            return false;
        token.units = letter->plain_length;
        if (!plain_end(folded, &token, 0, hints))
            return false;
    }
    return true;
}

static bool plain_write(struct folded *folded, const struct source *source, struct hints *hints)
{
    if (!segment_begin(folded, source, FOLD_PLAIN))
        return false;
    if (source->length < folded->limit - folded->used && is_ascii(source->text, source->length))
        return plain_ascii(folded, source, hints);
    return plain_any(folded, source, hints);
}

/* Writes a further reading of the value whose plain reading began at plain, unless it says the same or nothing. */
static bool other_write(struct folded *folded, const struct source *source, enum fold_view view,
                        const struct mark *plain, uint32_t plain_length)
{
    struct mark mark = mark_here(folded);
    if (!reading_write(folded, source, view))
        return false;
    uint32_t length = folded->used - mark.used;
    bool same = length == plain_length && memcmp(folded->bytes + plain->used, folded->bytes + mark.used, length) == 0;
    if (same || length == 1)
        mark_return(folded, &mark);
    return true;
}

/* Whether a line may be full, and has another behind it. Most values are shorter than that. */
static bool has_full_line(const struct source *source)
{
    return source->length > FULL_LINE_CHARACTERS && memchr(source->text, '\n', source->length) != NULL;
}

static bool fold_value(struct folded *folded, const struct source *source)
{
    struct hints hints = {0};
    struct mark plain = mark_here(folded);
    if (!plain_write(folded, source, &hints))
        return false;
    uint32_t plain_length = folded->used - plain.used;
    if (plain_length == 1) {
        mark_return(folded, &plain);
        return true;
    }
    unsigned wanted = hints.ask ? readings_wanted(source) : 0;
    bool latin = hints.latin || (wanted & 1u << FOLD_LATIN),
         cyrillic = hints.cyrillic || (wanted & 1u << FOLD_CYRILLIC);
    if (latin && !other_write(folded, source, FOLD_LATIN, &plain, plain_length))
        return false;
    if (cyrillic && !other_write(folded, source, FOLD_CYRILLIC, &plain, plain_length))
        return false;
    if (hints.singles && !joined_write(folded, source))
        return false;
    return !has_full_line(source) || unbroken_write(folded, source, plain.segments);
}

/* The plain reading never says more than 5/2 of its text (LETTER_GROWTH). A value has the others only where it is in
 * disguise or in full lines, and all of them together stay within what remains unless the text is nothing but that:
 * then it did not fit, and goes to policy. Tokens: a token and the separator behind it take two bytes of text, in each
 * reading. */
static uint32_t bytes_limit(const struct limits *limits)
{
    uint64_t bytes = (uint64_t)limits->text_bytes * 4 + (uint64_t)limits->fields * 8 + 64;
    return bytes < UINT32_MAX ? (uint32_t)bytes : UINT32_MAX;
}

static uint32_t tokens_limit(const struct limits *limits)
{
    uint64_t tokens = (uint64_t)limits->text_bytes + limits->fields;
    return tokens < UINT32_MAX ? (uint32_t)tokens : UINT32_MAX;
}

static uint32_t segments_limit(const struct limits *limits)
{
    uint64_t segments = (uint64_t)limits->fields * 4 + limits->text_bytes / 16 + 16;
    return segments < UINT32_MAX ? (uint32_t)segments : UINT32_MAX;
}

static size_t aligned(size_t size)
{
    return (size + 63) & ~(size_t)63;
}

size_t folded_size(const struct limits *limits)
{
    return aligned(FOLD_PADDING + (size_t)bytes_limit(limits) + FOLD_PADDING) +
           aligned((size_t)tokens_limit(limits) * sizeof(struct folded_token)) +
           aligned((size_t)segments_limit(limits) * sizeof(struct folded_segment));
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
    at += aligned(FOLD_PADDING + (size_t)folded->limit + FOLD_PADDING);
    folded->tokens = (struct folded_token *)at;
    at += aligned((size_t)folded->token_limit * sizeof(struct folded_token));
    folded->segments = (struct folded_segment *)at;
}

static struct source source_of(const struct transfer *transfer, uint32_t value)
{
    return (struct source){transfer_text(transfer, &transfer->values[value]), transfer->values[value].length,
                           (uint16_t)value};
}

/* Whether a value may go on the text before it: an occurrence of the same field that is one of free text. */
static bool may_go_on(const struct transfer *transfer, uint32_t value)
{
    const struct field_value *left = &transfer->values[value - 1], *right = &transfer->values[value];
    return left->field == right->field && !left->alternative && !right->alternative &&
           left->length >= FULL_TEXT_CHARACTERS && field_kind((fg_field)left->field) == FIELD_KIND_TEXT;
}

/* Folds a value, and what goes over into it from the one before, which was folded from this segment on. */
static bool fold_next(struct folded *folded, const struct transfer *transfer, uint32_t value, uint32_t before)
{
    const struct source source = source_of(transfer, value);
    uint32_t segment = folded->segment_count;
    if (!fold_value(folded, &source))
        return false;
    if (value == 0 || !may_go_on(transfer, value))
        return true;
    const struct source left = source_of(transfer, value - 1);
    return unbroken_write_across(folded, &left, before, &source, segment);
}

bool fold_transfer(struct folded *folded, const struct transfer *transfer)
{
    uint32_t before = 0;
    folded->used = folded->token_count = folded->segment_count = 0;
    if (transfer->value_count > UINT16_MAX)
        return false;
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
                : view == FOLD_UNBROKEN ? true
                                        : reading_write(&folded, &source, view);
    if (!fits)
        return out_size + 1;
    return folded.used > 1 ? folded.used : 0;
}

unsigned text_scripts(const unsigned char *utf8, size_t length)
{
    unsigned scripts = 0;
    for (uint32_t at = 0, end = (uint32_t)length; at < end;) {
        struct unit unit = unit_at(utf8, end, at);
        scripts |= unit.letter->flags & (LETTER_LATIN | LETTER_CYRILLIC | LETTER_OTHER);
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
