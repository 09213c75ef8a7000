/*
 * content.c: digits and text of a field (content.h). Reads the message; writes the value in progress and nothing else.
 */
#include "content.h"

#include <string.h>

#include "text/utf8.h"

/* A number this short is no card's, and may stand anywhere by chance. */
#define PAN_LEAST 12

/* --- digits ---------------------------------------------------------------------------------------------------- */

/* Of a field in BCD: the half bytes ahead of its first digit. */
static uint32_t half_bytes_ahead(const struct iso_span *span)
{
    return span->length % 2 && span->pad_left;
}

static bool is_signed(const struct iso_message *message, unsigned number)
{
    return message->layout->fields[number].type == LAYOUT_SIGNED;
}

uint32_t iso_digit_count(const struct iso_message *message, unsigned number)
{
    return message->spans[number].length + is_signed(message, number);
}

void iso_digit_bytes(const struct iso_message *message, unsigned number, uint32_t from, uint32_t to, uint32_t *start,
                     uint32_t *end)
{
    const struct iso_span *span = &message->spans[number];
    uint32_t sign = is_signed(message, number), ahead = half_bytes_ahead(span);
    *start = span->start + from;
    *end = span->start + to;
    if (span->coding != CODING_BCD)
        return;
    *start = span->start + (from < sign ? 0 : sign + (from - sign + ahead) / 2);
    *end = span->start + (to <= sign ? to : sign + (to - sign + ahead + 1) / 2);
}

char iso_digit(const struct iso_message *message, unsigned number, uint32_t place)
{
    const struct iso_span *span = &message->spans[number];
    uint32_t sign = is_signed(message, number);
    if (span->coding != CODING_BCD || place < sign)
        return (char)message->bytes[span->start + place];
    uint32_t half = place - sign + half_bytes_ahead(span);
    unsigned char byte = message->bytes[span->start + sign + half / 2];
    return "0123456789ABCDEF"[half % 2 ? byte & 15 : byte >> 4];
}

/* --- card numbers ---------------------------------------------------------------------------------------------- */

static void mask(struct iso_pan *pan)
{
    uint32_t first = pan->length >= 13 ? 6 : 0, last = pan->length >= 9 ? 4 : 0;
    memcpy(pan->shown, pan->digits, sizeof pan->shown);
    for (uint32_t i = first; i + last < pan->length; i++)
        pan->shown[i] = '*';
}

/* Takes the digits that a field begins with. */
static void take_pan(const struct iso_message *message, unsigned number, struct iso_pan *pan)
{
    uint32_t count = iso_digit_count(message, number), length = 0;
    for (; length < count && length < PAN_MOST; length++) {
        char digit = iso_digit(message, number, length);
        if (digit < '0' || digit > '9')
            break;
        pan->digits[length] = digit;
    }
    pan->length = length;
    pan->field = length > 0 ? number : 0;
    mask(pan);
}

void iso_find_pan(const struct iso_message *message, struct iso_pan *pan)
{
    static const enum layout_form in_turn[] = {FORM_PAN, FORM_TRACK};
    *pan = (struct iso_pan){0};
    for (size_t i = 0; i < sizeof in_turn / sizeof *in_turn; i++)
        for (unsigned number = LAYOUT_FIRST; number <= LAYOUT_LAST && pan->field == 0; number++)
            if (message->layout->fields[number].form == in_turn[i] && layout_has(&message->bitmap, number))
                take_pan(message, number, pan);
}

/* --- text ------------------------------------------------------------------------------------------------------ */

static bool is_blank(unsigned char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

static struct iso_text trimmed(const struct iso_message *message, struct iso_text text)
{
    while (text.start < text.end && is_blank(message->bytes[text.start]))
        text.start++;
    while (text.start < text.end && is_blank(message->bytes[text.end - 1]))
        text.end--;
    return text;
}

static bool is_continuation(unsigned char byte)
{
    return (byte & 0xC0) == 0x80;
}

/* The length of UTF-8 text whose last character was cut where its field ends, without the rest of that character;
 * the whole length for any other text. */
static uint32_t whole_characters(const unsigned char *bytes, uint32_t length)
{
    uint32_t good = (uint32_t)utf8_valid_prefix(bytes, length), rest = length - good;
    if (rest == 0 || rest > 3 || good == 0 || bytes[good] < 0xC2)
        return length;
    for (uint32_t i = good + 1; i < length; i++)
        if (!is_continuation(bytes[i]))
            return length;
    for (uint32_t i = 0; i < good; i++)
        if (bytes[i] >= 0x80)
            return good;
    return length;
}

struct iso_text iso_text_of(const struct iso_message *message, unsigned number)
{
    const struct iso_span *span = &message->spans[number];
    struct iso_text text = {.start = span->start, .end = span->end};
    text.end = text.start + whole_characters(message->bytes + text.start, text.end - text.start);
    text.encoding = encoding_tell(message->bytes + text.start, text.end - text.start);
    return trimmed(message, text);
}

/* The same place, or the beginning of the UTF-8 character that it divides. */
static uint32_t character_start(const struct iso_message *message, struct iso_text whole, uint32_t at)
{
    if (whole.encoding == ENCODING_UTF8)
        while (at > whole.start && at < whole.end && is_continuation(message->bytes[at]))
            at--;
    return at;
}

struct iso_text iso_text_part(const struct iso_message *message, unsigned number, struct iso_text whole, uint32_t from,
                              uint32_t to)
{
    uint32_t base = message->spans[number].start, start = base + from - 1, end = base + to;
    struct iso_text part = {.start = start < whole.start ? whole.start : start,
                            .end = end > whole.end ? whole.end : end,
                            .encoding = whole.encoding};
    if (part.start >= part.end)
        return (struct iso_text){.start = whole.start, .end = whole.start, .encoding = whole.encoding};
    part.start = character_start(message, whole, part.start);
    part.end = character_start(message, whole, part.end);
    return trimmed(message, part);
}

bool iso_append_text(const struct iso_message *message, const struct iso_pan *pan, struct transfer *transfer,
                     struct iso_text text)
{
    for (uint32_t at = text.start; at < text.end;) {
        const unsigned char *bytes = message->bytes + at;
        const unsigned char *found =
            pan->length >= PAN_LEAST ? memmem(bytes, text.end - at, pan->digits, pan->length) : NULL;
        uint32_t ahead = found ? (uint32_t)(found - bytes) : text.end - at;
        if (ahead > 0 && !encoding_append(transfer, text.encoding, bytes, ahead, at))
            return false;
        at += ahead;
        if (found && !transfer_append(transfer, pan->shown, pan->length, at, pan->length))
            return false;
        at += found ? pan->length : 0;
    }
    return true;
}
