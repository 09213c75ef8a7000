/*
 * envelope.c: finds the messages of an input and the blocks of each (envelope.h). Reads the message, writes the error,
 * touches nothing else.
 */
#include "envelope.h"

#include <string.h>

/* The next such byte at or behind `at`; `end` when there is none. */
static uint32_t find_byte(const struct mt_reading *reading, char byte, uint32_t at, uint32_t end)
{
    const unsigned char *found = memchr(reading->bytes + at, byte, end - at);
    return found ? (uint32_t)(found - reading->bytes) : end;
}

/* "{1:" to "{5:" at `at`: nothing that is nested looks like this, the tags inside blocks are longer. */
static bool opens_block(const struct mt_reading *reading, uint32_t at, uint32_t end)
{
    return at + 3 <= end && reading->bytes[at] == '{' && reading->bytes[at + 1] >= '1' &&
           reading->bytes[at + 1] <= '5' && reading->bytes[at + 2] == ':';
}

/* Where the current message must end at the latest: at the end of its DOS-PCC frame, or of the input. */
static uint32_t message_limit(struct mt_reading *reading, uint32_t at)
{
    if (!reading->framed)
        return reading->length;
    if (at >= reading->frame_end)
        reading->frame_end = find_byte(reading, MT_FRAME_END, at, reading->length);
    return reading->frame_end;
}

uint32_t mt_find_block(const struct mt_reading *reading, struct mt_slice slice)
{
    uint32_t at = slice.start;
    while ((at = find_byte(reading, '{', at, slice.end)) < slice.end && !opens_block(reading, at, slice.end))
        at++;
    return at;
}

/* The closing brace of a block whose content begins at `at`; `end` when it is not closed before the next block. */
static uint32_t closing_brace(const struct mt_reading *reading, uint32_t at, uint32_t end)
{
    uint32_t depth = 0;
    while (at < end) {
        uint32_t close = find_byte(reading, '}', at, end);
        for (uint32_t open = at; (open = find_byte(reading, '{', open, close)) < close; open++) {
            if (opens_block(reading, open, end))
                return end;
            depth++;
        }
        if (close == end || depth == 0)
            return close;
        depth--;
        at = close + 1;
    }
    return end;
}

/* The same for the text of service and system messages, which quote whole messages in braces of their own. */
static uint32_t matching_brace(const struct mt_reading *reading, uint32_t at, uint32_t end)
{
    for (uint32_t depth = 0; at < end; at++) {
        if (reading->bytes[at] == '}' && depth-- == 0)
            return at;
        if (reading->bytes[at] == '{')
            depth++;
    }
    return end;
}

/* The text block ends with -} at the beginning of a line; returns where that stands, `end` when nowhere: then none of
 * the texts up to there has one, and they are not searched again. */
static uint32_t closing_hyphen(struct mt_reading *reading, uint32_t start, uint32_t end)
{
    if (end == reading->unclosed_end)
        return start + 2 <= end && memcmp(reading->bytes + start, "-}", 2) == 0 ? start : end;
    for (uint32_t at = start; (at = find_byte(reading, '}', at, end)) < end; at++) {
        if (at == start || reading->bytes[at - 1] != '-')
            continue;
        unsigned char before = at - 1 > start ? reading->bytes[at - 2] : '\n';
        if (before == '\n' || before == '\r')
            return at - 1;
    }
    reading->unclosed_end = end;
    return end;
}

/* Whether a message may end in front of `at`: nothing but spaces stands there before a trailer, the next message or the
 * end. */
static bool may_end(const struct mt_reading *reading, uint32_t at, uint32_t end)
{
    while (at < end && mt_is_space(reading->bytes[at]))
        at++;
    return at == end || reading->bytes[at] == '$' ||
           (at + 3 <= end && reading->bytes[at] == '{' && reading->bytes[at + 2] == ':' &&
            strchr("15S", reading->bytes[at + 1]) != NULL && reading->bytes[at + 1] != '\0');
}

/* The same for a text that has lost its line ends: the first -} in it, if nothing follows; `end` when there is none
 * before a line end. */
static uint32_t closing_in_line(const struct mt_reading *reading, uint32_t first, uint32_t end)
{
    for (uint32_t at = first; at < end && reading->bytes[at] != '\n' && reading->bytes[at] != '\r'; at++)
        if (reading->bytes[at] == '}' && at > first && reading->bytes[at - 1] == '-')
            return may_end(reading, at + 1, end) ? at - 1 : end;
    return end;
}

static bool begins_line(const struct mt_reading *reading, uint32_t at)
{
    return at > 0 && (reading->bytes[at - 1] == '\n' || reading->bytes[at - 1] == '\r');
}

/* A text that ends with } or - alone on its last line is whole, too: a message that was cut has neither there. A hyphen
 * must have its line end behind it, else it may be what is left of -}. Returns where that stands, `end` when nowhere.
 */
static uint32_t half_closing(const struct mt_reading *reading, uint32_t start, uint32_t end)
{
    for (uint32_t at = start; (at = find_byte(reading, '}', at, end)) < end; at++)
        if (begins_line(reading, at) && may_end(reading, at + 1, end))
            return at;
    uint32_t last = end;
    while (last > start && mt_is_space(reading->bytes[last - 1]))
        last--;
    bool hyphen = last > start && last < end && reading->bytes[last - 1] == '-' && begins_line(reading, last - 1) &&
                  begins_line(reading, last + 1);
    return hyphen ? last - 1 : end;
}

/* Block 4, whose content begins at `at`. Returns where the next block may begin. */
static uint32_t read_text(struct mt_reading *reading, uint32_t at, uint32_t end, struct mt_message *message)
{
    uint32_t first = at;
    while (first < end && mt_is_space(reading->bytes[first]))
        first++;
    message->text_nested = first < end && reading->bytes[first] == '{';
    uint32_t close = message->text_nested ? matching_brace(reading, at, end) : closing_in_line(reading, first, end);
    if (!message->text_nested && close == end)
        close = closing_hyphen(reading, at, end);
    if (!message->text_nested && close == end) {
        close = half_closing(reading, at, end);
        message->text_half_closed = close < end;
    }
    message->text = (struct mt_slice){at, close};
    message->text_closed = close < end;
    if (!message->text_closed)
        return end;
    return close + (message->text_nested || message->text_half_closed ? 1 : 2);
}

static bool take_block(struct mt_reading *reading, struct mt_slice *block, struct mt_slice content)
{
    if (block->start != 0)
        return mt_refuse(reading, "mt-duplicate-block", content.start - 3,
                         "this block stands twice in one message; each message must begin with a block 1", "");
    *block = content;
    return true;
}

static void widen(struct mt_slice *whole, struct mt_slice slice)
{
    if (whole->start == 0)
        whole->start = slice.start;
    whole->end = slice.end;
}

static bool refuse_unclosed(struct mt_reading *reading, uint32_t at)
{
    return mt_refuse(reading, "mt-unclosed-block", at, "a block is not closed by }; the message may be cut", "");
}

/* A block at *at that is not block 4: one with a number goes where it belongs, a trailer is passed over, and what else
 * stands behind the text block is kept to be screened. */
static bool read_block(struct mt_reading *reading, uint32_t *at, uint32_t end, struct mt_message *message)
{
    uint32_t start = *at;
    bool named = start + 3 <= end && reading->bytes[start + 2] == ':';
    unsigned char name = named ? reading->bytes[start + 1] : 0;
    uint32_t close = closing_brace(reading, start + 1, end);
    bool trailer = name == '5' || name == 'S';
    if (close == end && !(trailer && message->text_closed && end == reading->length &&
                          mt_find_block(reading, (struct mt_slice){start + 3, end}) == end))
        return refuse_unclosed(reading, start);
    *at = close < end ? close + 1 : end;
    struct mt_slice content = {start + 3, close};
    switch (name) {
    case '1':
        return take_block(reading, &message->basic, content);
    case '2':
        return take_block(reading, &message->application, content);
    case '3':
        return take_block(reading, &message->user, content);
    case '5':
    case 'S':
        widen(&message->trailers, (struct mt_slice){start, *at});
        return true;
    default:
        break;
    }
    if (message->text.start == 0)
        return mt_refuse(reading, "mt-unknown-block", start,
                         "a block of no known name stands before the text; blocks 1 to 4 are expected", "");
    widen(&message->extra, (struct mt_slice){start, *at});
    return true;
}

/* Text between blocks (a brace that opens none included), up to the next brace or the end of the message. */
static bool read_between(struct mt_reading *reading, uint32_t *at, uint32_t end, struct mt_message *message)
{
    uint32_t start = *at;
    do
        ++*at;
    while (*at < end && reading->bytes[*at] != '{' && reading->bytes[*at] != '$');
    if (message->text.start == 0)
        return mt_refuse(reading, "mt-outside-block", start,
                         "text stands outside the blocks; the fields of a message belong between {4: and -}", "");
    widen(&message->extra, (struct mt_slice){start, *at});
    return true;
}

/* Between messages: line ends, spaces, the $ of RJE and the frames of DOS-PCC. */
static bool is_separator(unsigned char byte)
{
    return mt_is_space(byte) || byte == '$' || byte == MT_FRAME_START || byte == MT_FRAME_END || byte == '\0';
}

/* Whether a reference begins a line: such text is of a payment whose blocks are missing. */
static bool holds_reference(const struct mt_reading *reading, struct mt_slice text)
{
    struct mt_slice line;
    while (mt_line(reading, &text, &line))
        if (mt_length(line) >= 4 && memcmp(reading->bytes + line.start, ":20:", 4) == 0)
            return true;
    return false;
}

/* Some systems put lines of their own in front of a message, up to a line that begins with {1:. They hold no payment:
 * no other block, and no reference. */
static void skip_preface(const struct mt_reading *reading, uint32_t *at, struct mt_message *message)
{
    struct mt_slice preface = {*at, mt_find_block(reading, (struct mt_slice){*at, reading->length})};
    if (preface.end == reading->length || reading->bytes[preface.end + 1] != '1' ||
        !begins_line(reading, preface.end) || holds_reference(reading, preface))
        return;
    message->before = preface;
    *at = preface.end;
}

bool mt_next_message(struct mt_reading *reading, uint32_t *at, struct mt_message *message)
{
    bool first = *at == mt_start(reading->bytes, reading->length);
    *message = (struct mt_message){.start = 0};
    while (*at < reading->length && is_separator(reading->bytes[*at]))
        ++*at;
    if (*at >= reading->length)
        return false;
    if (first && reading->bytes[*at] != '{')
        skip_preface(reading, at, message);
    message->start = *at;
    uint32_t end = message_limit(reading, *at);
    while (*at < end && reading->bytes[*at] != '$') {
        unsigned char byte = reading->bytes[*at];
        bool named = byte == '{' && *at + 3 <= end && reading->bytes[*at + 2] == ':';
        if (mt_is_space(byte)) {
            ++*at;
        } else if (byte != '{' || (!named && message->text.start != 0)) {
            if (!read_between(reading, at, end, message))
                return false;
        } else if (opens_block(reading, *at, end) && reading->bytes[*at + 1] == '1' && *at != message->start) {
            break;
        } else if (opens_block(reading, *at, end) && reading->bytes[*at + 1] == '4') {
            if (message->text.start != 0)
                return take_block(reading, &message->text, (struct mt_slice){*at + 3, *at + 3});
            *at = read_text(reading, *at + 3, end, message);
            if (message->text_nested && !message->text_closed)
                return refuse_unclosed(reading, message->text.start - 3);
        } else if (!read_block(reading, at, end, message)) {
            return false;
        }
    }
    return true;
}

bool mt_is_service(const struct mt_reading *reading, const struct mt_message *message)
{
    return message->application.start == 0 && mt_length(message->basic) >= 3 &&
           (message->text.start == 0 || message->text_nested) &&
           memcmp(reading->bytes + message->basic.start + 1, "01", 2) != 0;
}

bool mt_type(struct mt_reading *reading, const struct mt_message *message, uint32_t *type)
{
    struct mt_slice block = message->application;
    if (block.start == 0)
        return mt_refuse(reading, "mt-missing-block-2", message->start,
                         "block 2 is missing, so the message type is unknown; expected {2:I103… or {2:O103…", "");
    unsigned char way = mt_byte(reading, block, 0);
    *type = 0;
    for (uint32_t i = 1; i <= 3; i++) {
        unsigned char digit = mt_byte(reading, block, i);
        if ((way != 'I' && way != 'O') || !mt_is_digit(digit))
            return mt_refuse(reading, "mt-bad-block-2", block.start,
                             "block 2 names no message type; expected I or O and three digits, as in {2:I103…", "");
        *type = *type * 10 + (uint32_t)(digit - '0');
    }
    return true;
}

bool mt_user_tag(const struct mt_reading *reading, const struct mt_message *message, const char *tag,
                 struct mt_slice *value)
{
    uint32_t length = (uint32_t)strlen(tag);
    uint32_t at = message->user.start;
    for (; (at = find_byte(reading, '{', at, message->user.end)) < message->user.end; at++) {
        uint32_t name = at + 1;
        if (message->user.end - name <= length || memcmp(reading->bytes + name, tag, length) != 0 ||
            reading->bytes[name + length] != ':')
            continue;
        uint32_t start = name + length + 1;
        *value = (struct mt_slice){start, closing_brace(reading, start, message->user.end)};
        return true;
    }
    return false;
}

/* An address of up to 12 characters at an offset in a block; false when no BIC of 8 begins there. It ends before the
 * first byte that is not ASCII: a character must not be cut in two. */
static bool address_at(const struct mt_reading *reading, struct mt_slice block, uint32_t offset,
                       struct mt_slice *address)
{
    for (uint32_t i = 0; i < 8; i++) {
        unsigned char byte = mt_byte(reading, block, offset + i);
        if (!mt_is_capital(byte) && (i == 4 || i == 5 || !mt_is_digit(byte)))
            return false;
    }
    uint32_t length = 8;
    while (length < 12 && offset + length < mt_length(block) && mt_byte(reading, block, offset + length) < 0x80)
        length++;
    address->start = block.start + offset;
    address->end = address->start + length;
    return true;
}

/* Block 1: application and service identifier (F01), logical terminal, session and sequence number. */
static bool own_address(const struct mt_reading *reading, const struct mt_message *message, struct mt_slice *address)
{
    return address_at(reading, message->basic, 3, address);
}

/* Block 2 from the network: O, type, input time (4), then the message input reference: date (6), the sender's logical
 * terminal, session and sequence number. To the network: I, type, the receiver's address. */
bool mt_sender(const struct mt_reading *reading, const struct mt_message *message, struct mt_slice *address)
{
    if (mt_byte(reading, message->application, 0) == 'O')
        return address_at(reading, message->application, 14, address);
    return own_address(reading, message, address);
}

bool mt_receiver(const struct mt_reading *reading, const struct mt_message *message, struct mt_slice *address)
{
    if (mt_byte(reading, message->application, 0) == 'O')
        return own_address(reading, message, address);
    return address_at(reading, message->application, 4, address);
}
