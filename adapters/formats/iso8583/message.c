/*
 * message.c: takes a message apart (message.h): prefix, type, bitmaps, fields, and nothing left over.
 */
#include "message.h"

#include <string.h>

static bool is_digit(unsigned char byte)
{
    return byte >= '0' && byte <= '9';
}

/* The value of a hexadecimal digit, 16 when it is none. */
static unsigned hex_value(unsigned char byte)
{
    if (is_digit(byte))
        return byte - '0';
    unsigned char upper = byte & 0xDF;
    return upper >= 'A' && upper <= 'F' ? upper - 'A' + 10u : 16;
}

/* --- refusing -------------------------------------------------------------------------------------------------- */

static void add_text(struct read_error *error, const char *text)
{
    size_t used = strlen(error->text);
    while (*text && used + 1 < sizeof error->text)
        error->text[used++] = *text++;
    error->text[used] = '\0';
}

static void add_number(struct read_error *error, uint32_t number)
{
    char digits[11];
    size_t at = sizeof digits - 1;
    digits[at] = '\0';
    do
        digits[--at] = (char)('0' + number % 10);
    while ((number /= 10) > 0);
    add_text(error, digits + at);
}

bool iso_refuse(struct iso_message *message, uint32_t offset, const struct iso_fault *fault)
{
    struct read_error *error = message->error;
    *error = (struct read_error){.code = fault->code, .offset = offset};
    const char *name = message->layout->fields[fault->field].name;
    size_t used = 0;
    for (const char *at = fault->sentence; *at; at++) {
        char character[2] = {*at, '\0'};
        if (*at == '%') {
            add_text(error, "field ");
            add_number(error, fault->field);
            add_text(error, *name ? " (" : "");
            add_text(error, name);
            add_text(error, *name ? ")" : "");
        } else if (*at == '#' && used < 2) {
            add_number(error, fault->numbers[used++]);
        } else {
            add_text(error, character);
        }
    }
    return false;
}

/* --- prefix and type ------------------------------------------------------------------------------------------- */

static uint32_t prefix_bytes(enum layout_prefix prefix)
{
    return prefix == PREFIX_NONE ? 0 : prefix == PREFIX_ASCII4 ? 4 : 2;
}

/* The digits of a number in BCD or ASCII. UINT32_MAX when something else stands there. */
static uint32_t read_number(const unsigned char *bytes, uint32_t digits, enum layout_coding coding)
{
    uint32_t value = 0;
    for (uint32_t i = 0; i < digits; i++) {
        uint32_t half = i + digits % 2;
        unsigned digit = coding != CODING_BCD ? bytes[i] - (unsigned)'0'
                         : half % 2           ? bytes[half / 2] & 15u
                                              : bytes[half / 2] >> 4;
        if (digit > 9)
            return UINT32_MAX;
        value = value * 10 + digit;
    }
    bool filled = coding == CODING_BCD && digits % 2 && bytes[0] >> 4 != 0;
    return filled ? UINT32_MAX : value;
}

/* The prefix must give the length of all that follows it. */
static bool check_prefix(struct iso_message *message)
{
    uint32_t width = prefix_bytes(message->layout->prefix), rest = message->length - width, said = 0;
    if (width == 0)
        return true;
    if (message->layout->prefix == PREFIX_BINARY2)
        said = (uint32_t)message->bytes[0] << 8 | message->bytes[1];
    else
        said = read_number(message->bytes, 4, message->layout->prefix == PREFIX_BCD2 ? CODING_BCD : CODING_ASCII);
    if (said == UINT32_MAX)
        return iso_refuse(message, 0,
                          &(struct iso_fault){.code = "iso8583-length-prefix",
                                              .sentence = "the length ahead of the message is no number; four digits "
                                                          "are expected by length_prefix of the layout"});
    return said == rest ||
           iso_refuse(message, 0,
                      &(struct iso_fault){.code = "iso8583-length-prefix",
                                          .sentence =
                                              "the length ahead of the message says # bytes, and # follow; give "
                                              "one whole message at a time",
                                          .numbers = {said, rest}});
}

bool iso_find_type(struct iso_message *message, const struct layout *layout, const unsigned char *bytes,
                   uint32_t length)
{
    uint32_t at = prefix_bytes(layout->prefix) + layout->header_bytes;
    if (length < at || length - at < 4)
        return false;
    message->layout = layout;
    message->bytes = bytes;
    message->length = length;
    message->type_at = at;
    const unsigned char *type = bytes + at;
    bool ascii = is_digit(type[0]) && is_digit(type[1]) && is_digit(type[2]) && is_digit(type[3]);
    message->bcd = layout->message_type == CODING_BCD || (layout->message_type == CODING_AS_MESSAGE && !ascii);
    if (!message->bcd && !ascii)
        return false;
    for (unsigned i = 0; i < 4; i++) {
        unsigned digit = message->bcd ? (i % 2 ? type[i / 2] & 15u : type[i / 2] >> 4) : type[i] - (unsigned)'0';
        if (digit > 9)
            return false;
        message->type[i] = (char)('0' + digit);
    }
    message->type[4] = '\0';
    message->bitmap_at = at + (message->bcd ? 2 : 4);
    message->class_row = message_class_of(message->type);
    return message->class_row != NULL;
}

/* --- bitmaps --------------------------------------------------------------------------------------------------- */

static bool all_hex(const unsigned char *bytes, uint32_t count)
{
    for (uint32_t i = 0; i < count; i++)
        if (hex_value(bytes[i]) > 15)
            return false;
    return true;
}

static bool refuse_bitmap(struct iso_message *message, uint32_t offset, const char *sentence)
{
    return iso_refuse(message, offset, &(struct iso_fault){.code = "iso8583-bitmap", .sentence = sentence});
}

/* Reads one bitmap of 64 fields into a word and moves at behind it. */
static bool read_bitmap(struct iso_message *message, uint32_t *at, uint64_t *word)
{
    uint32_t width = message->hex_bitmap ? 16 : 8;
    const unsigned char *bytes = message->bytes + *at;
    if (message->length - *at < width)
        return refuse_bitmap(message, *at,
                             "the message ends inside its bitmap; 8 bytes or 16 hexadecimal digits are expected");
    if (message->hex_bitmap && !all_hex(bytes, width))
        return refuse_bitmap(message, *at, "the bitmap is not written in 16 hexadecimal digits");
    *word = 0;
    for (uint32_t i = 0; i < width; i++)
        *word = message->hex_bitmap ? *word << 4 | hex_value(bytes[i]) : *word << 8 | bytes[i];
    *at += width;
    return true;
}

static bool read_bitmaps(struct iso_message *message)
{
    uint32_t at = message->bitmap_at;
    message->hex_bitmap =
        message->layout->bitmap == CODING_HEX || (message->layout->bitmap == CODING_AS_MESSAGE &&
                                                  message->length - at >= 16 && all_hex(message->bytes + at, 16));
    message->bitmap = (struct layout_set){{0, 0}};
    if (!read_bitmap(message, &at, &message->bitmap.words[0]))
        return false;
    if (layout_has(&message->bitmap, 1) && !read_bitmap(message, &at, &message->bitmap.words[1]))
        return false;
    if (layout_has(&message->bitmap, LAYOUT_TERTIARY))
        return refuse_bitmap(message, message->bitmap_at,
                             "the bitmap announces a third one (field 65), which no version read here has");
    message->fields_at = at;
    return true;
}

/* --- fields ---------------------------------------------------------------------------------------------------- */

/* How a field of this message is written. */
static enum layout_coding coding_of(const struct iso_message *message, const struct layout_field *field)
{
    const struct layout *layout = message->layout;
    if (field->coding != CODING_AS_MESSAGE)
        return field->coding;
    if (field->type == LAYOUT_TEXT)
        return CODING_ASCII;
    if (field->type == LAYOUT_BINARY)
        return field->length_digits == 0 && message->hex_bitmap ? CODING_HEX : CODING_BYTES;
    if (layout->numbers != CODING_AS_MESSAGE)
        return layout->numbers;
    return message->bcd ? CODING_BCD : CODING_ASCII;
}

/* Reads the length ahead of a variable field and moves at behind it. */
static bool read_length(struct iso_message *message, unsigned number, uint32_t *at, uint32_t *length)
{
    const struct layout_field *field = &message->layout->fields[number];
    enum layout_coding coding = message->layout->lengths;
    if (coding == CODING_AS_MESSAGE)
        coding = message->bcd ? CODING_BCD : CODING_ASCII;
    uint32_t digits = field->length_digits, width = coding == CODING_ASCII ? digits : digits / 2 + digits % 2;
    if (coding == CODING_BYTES)
        width = digits == 2 ? 1 : 2;
    if (message->length - *at < width)
        return iso_refuse(message, *at,
                          &(struct iso_fault){.code = "iso8583-cut",
                                              .field = number,
                                              .sentence = "the message ends where the length of % is expected"});
    const unsigned char *bytes = message->bytes + *at;
    if (coding == CODING_BYTES)
        *length = width == 1 ? bytes[0] : (uint32_t)bytes[0] << 8 | bytes[1];
    else
        *length = read_number(bytes, digits, coding);
    if (*length == UINT32_MAX)
        return iso_refuse(message, *at,
                          &(struct iso_fault){.code = "iso8583-length",
                                              .field = number,
                                              .sentence = "the length of % is no number of # digits",
                                              .numbers = {digits}});
    if (*length > field->length)
        return iso_refuse(message, *at,
                          &(struct iso_fault){.code = "iso8583-length",
                                              .field = number,
                                              .sentence = "% says it has length #, and may have # at most",
                                              .numbers = {*length, field->length}});
    *at += width;
    return true;
}

/* The bytes that a content of some length takes. */
static uint32_t width_of(const struct layout_field *field, const struct iso_span *span)
{
    uint32_t sign = field->type == LAYOUT_SIGNED;
    if (span->coding == CODING_BCD)
        return sign + (span->length + 1) / 2;
    return span->coding == CODING_HEX ? 2 * span->length : sign + span->length;
}

static bool refuse_content(struct iso_message *message, unsigned number, uint32_t offset, const char *sentence)
{
    return iso_refuse(message, offset,
                      &(struct iso_fault){.code = "iso8583-content", .field = number, .sentence = sentence});
}

/* Digits in BCD: two a byte, and what fills up an odd number of them. */
static bool check_bcd(struct iso_message *message, unsigned number, struct iso_span *span, uint32_t start)
{
    const struct layout_field *field = &message->layout->fields[number];
    const unsigned char *bytes = message->bytes;
    if (span->length % 2) {
        unsigned first = bytes[start] >> 4, last = bytes[span->end - 1] & 15;
        bool right = last == 15 || (last == 0 && first != 0);
        span->pad_left = field->pad == PAD_LEFT || (field->pad == PAD_EITHER && (field->length_digits == 0 || !right));
        if (span->pad_left ? first != 0 : last != 0 && last != 15)
            return refuse_content(
                message, number, start,
                "% has an odd number of digits in BCD, and no 0 or F where one fills up the last byte");
    }
    uint32_t from = span->pad_left && span->length % 2, to = from + span->length;
    for (uint32_t i = from; i < to && field->type != LAYOUT_TRACK; i++)
        if ((i % 2 ? bytes[start + i / 2] & 15 : bytes[start + i / 2] >> 4) > 9)
            return refuse_content(message, number, start + i / 2, "% holds something that is no decimal digit");
    return true;
}

/* Text may break lines; other control characters are no text. */
static bool is_control(unsigned char byte)
{
    return (byte < 0x20 && byte != '\t' && byte != '\r' && byte != '\n') || byte == 0x7F;
}

/* A track has digits and separators, which some write as the letters of their BCD. What is read past must not be able
 * to hold words. */
static bool is_of_track(unsigned char byte)
{
    return (byte >= '0' && byte <= '?') || hex_value(byte) < 16 || byte == ' ';
}

static bool check_content(struct iso_message *message, unsigned number, struct iso_span *span)
{
    const struct layout_field *field = &message->layout->fields[number];
    uint32_t at = span->start;
    if (field->type == LAYOUT_SIGNED) {
        unsigned char sign = message->bytes[at];
        if (sign != 'C' && sign != 'D' && !is_digit(sign))
            return refuse_content(message, number, at, "% does not begin with C or D");
        at++;
    }
    if (span->coding == CODING_BCD)
        return check_bcd(message, number, span, at);
    for (; at < span->end; at++) {
        unsigned char byte = message->bytes[at];
        if (span->coding == CODING_HEX && hex_value(byte) > 15)
            return refuse_content(message, number, at, "% holds something that is no hexadecimal digit");
        if ((field->type == LAYOUT_NUMBER || field->type == LAYOUT_SIGNED) && !is_digit(byte))
            return refuse_content(message, number, at, "% holds something that is no decimal digit");
        if (field->type == LAYOUT_TRACK && !is_of_track(byte) && message->class_row->treatment == TREATED_AS_TRANSFERS)
            return refuse_content(message, number, at,
                                  "% holds a letter, and a track of type z has digits and separators; one with a name "
                                  "is ans");
        if ((field->type == LAYOUT_TEXT || field->type == LAYOUT_TRACK) && is_control(byte))
            return refuse_content(message, number, at, "% holds a control character, which is no text");
    }
    return true;
}

static bool find_field(struct iso_message *message, unsigned number, uint32_t *at)
{
    const struct layout_field *field = &message->layout->fields[number];
    struct iso_span unasked, *span = message->spans ? &message->spans[number] : &unasked;
    if (field->type == LAYOUT_UNDEFINED)
        return iso_refuse(message, message->bitmap_at,
                          &(struct iso_fault){.code = "iso8583-field-unknown",
                                              .field = number,
                                              .sentence = "the bitmap announces %, which the layout does not describe; "
                                                          "add it to the file named by formats.iso8583"});
    uint32_t length = field->length;
    if (field->length_digits > 0 && !read_length(message, number, at, &length))
        return false;
    *span = (struct iso_span){.start = *at, .length = length, .coding = (uint8_t)coding_of(message, field)};
    uint32_t width = width_of(field, span), rest = message->length - *at;
    if (width > rest)
        return iso_refuse(message, *at,
                          &(struct iso_fault){.code = "iso8583-cut",
                                              .field = number,
                                              .sentence = "% needs # bytes, and the message ends after #",
                                              .numbers = {width, rest}});
    *at = span->end = span->start + width;
    return length == 0 || check_content(message, number, span);
}

/* The first field of a set that the message lacks. */
static bool check_presence(struct iso_message *message, const struct layout_set *set, const char *sentence)
{
    for (unsigned number = LAYOUT_FIRST; number <= LAYOUT_LAST; number++)
        if (layout_has(set, number) && !layout_has(&message->bitmap, number))
            return iso_refuse(
                message, message->bitmap_at,
                &(struct iso_fault){.code = "iso8583-missing-field", .field = number, .sentence = sentence});
    return true;
}

/* One line end behind the message, as files have it, is no part of it. */
static uint32_t without_line_end(const struct iso_message *message, uint32_t at)
{
    uint32_t end = message->length;
    if (end > at && message->bytes[end - 1] == '\n')
        end--;
    if (end > at && message->bytes[end - 1] == '\r')
        end--;
    return end;
}

bool iso_take_apart(struct iso_message *message)
{
    if (!check_prefix(message) || !read_bitmaps(message) ||
        !check_presence(message, &message->layout->every_message_holds, "% is missing; every message must have it") ||
        (message->class_row->treatment == TREATED_AS_TRANSFERS &&
         !check_presence(message, &message->layout->every_request_holds, "% is missing; every request must have it")))
        return false;
    uint32_t at = message->fields_at;
    for (unsigned number = LAYOUT_FIRST; number <= LAYOUT_LAST; number++)
        if (layout_has(&message->bitmap, number) && !find_field(message, number, &at))
            return false;
    uint32_t end = without_line_end(message, at);
    return at == end ||
           iso_refuse(message, at,
                      &(struct iso_fault){.code = "iso8583-bytes-behind",
                                          .sentence = "# bytes stand behind the last field that the bitmap announces; "
                                                      "give one whole message at a time, written as the layout says",
                                          .numbers = {end - at}});
}
