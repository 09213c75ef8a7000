/*
 * values.c: writes text and attributes as values of the transfer, trimmed, with the places they came from. Text that
 * comments, CDATA, references or block boundaries divide arrives in pieces and is joined to one value. Touches the
 * reading and its transfer.
 */
#include "reading.h"

#include <string.h>

/* Characters that share a run once half of the runs are used (a transcoded message of much text): positions are then
 * exact to so many characters. */
#define COARSE_CHARACTERS 16

/* XML allows no other sign below the blank than tab and the ends of lines. */
static bool is_space(char c)
{
    return (unsigned char)c <= ' ';
}

static void refuse_text(struct iso20022_reading *reading)
{
    transfer_abandon(reading->transfer);
    iso20022_refuse_limit(reading, "limit-text-bytes", "text_bytes", reading->limits.text_bytes);
}

static bool begin(struct iso20022_reading *reading, uint8_t field)
{
    if (transfer_begin(reading->transfer, (fg_field)field))
        return true;
    iso20022_refuse_limit(reading, "limit-fields", "fields", reading->limits.fields);
    return false;
}

/* --- Pieces of text with their places --------------------------------------------------------------------------- */

static uint32_t utf8_length(unsigned char lead)
{
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/* Bytes that a character of this many bytes of UTF-8 has in the message: UTF-16, or else ISO-8859-1. */
static uint32_t source_length_of(const struct iso20022_reading *reading, uint32_t decoded)
{
    if (reading->unit == UNIT_BYTE)
        return 1;
    return decoded == 4 ? 4 : 2;
}

/* Whether every character was transcoded on its own: else the piece is one reference. */
static bool is_transcoded(const struct iso20022_reading *reading, const char *text, uint32_t length,
                          uint32_t source_length)
{
    uint32_t expected = 0;
    for (uint32_t i = 0; i < length;) {
        uint32_t one = utf8_length((unsigned char)text[i]);
        expected += source_length_of(reading, one);
        i += one;
    }
    return expected == source_length;
}

static bool append_transcoded(struct iso20022_reading *reading, const char *text, uint32_t length, uint32_t source)
{
    struct transfer *transfer = reading->transfer;
    uint32_t together = transfer->run_count > transfer->run_limit / 2 ? COARSE_CHARACTERS : 1;
    for (uint32_t i = 0; i < length;) {
        uint32_t decoded = 0, raw = 0, count = 0;
        bool exact = true;
        while (i + decoded < length && count < together) {
            uint32_t one = utf8_length((unsigned char)text[i + decoded]);
            uint32_t its = source_length_of(reading, one);
            /* Lengths that are equal by accident would be taken for bytes that map one to one. */
            if (count > 0 && !(exact && one == its) && decoded + one == raw + its)
                break;
            exact = exact && one == its;
            decoded += one;
            raw += its;
            count++;
        }
        if (!transfer_append(transfer, text + i, decoded, source, raw))
            return false;
        i += decoded;
        source += raw;
    }
    return true;
}

/* A piece as expat gives it: characters that stand in the message as they are, transcoded ones, or one reference. */
static bool append(struct iso20022_reading *reading, const char *text, uint32_t length, uint32_t source,
                   uint32_t source_length)
{
    if (source > reading->source.length || source_length > reading->source.length - source)
        source = source_length = 0; /* unknown */
    if (length == source_length && memcmp(text, reading->source.bytes + source, length) == 0)
        return transfer_append(reading->transfer, text, length, source, length);
    if (is_transcoded(reading, text, length, source_length))
        return append_transcoded(reading, text, length, source);
    return transfer_append(reading->transfer, text, length, source, source_length);
}

/* Text whose first skipped signs are white space before a value. */
static void __attribute__((noinline))
take_text(struct iso20022_reading *reading, const char *text, uint32_t length, uint32_t skipped)
{
    if (reading->wrong != READ_TRANSFER || reading->depth == 0)
        return;
    const struct frame *frame = reading_top(reading);
    if (frame->field == FG_FIELD_NONE) {
        if (reading->part == PART_ENVELOPE)
            content_note_envelope(reading, memchr(text, '<', length) != NULL);
        if (reading->heard && reading->depth == reading->heard_depth)
            content_hear_text(reading, text, length);
        return;
    }
    uint32_t source = iso20022_offset(reading);
    uint32_t source_length = (uint32_t)XML_GetCurrentByteCount(reading->parser);
    /* A piece with anything behind its white space is no reference, so each space stands for itself. */
    uint32_t raw = skipped * source_length_of(reading, 1);
    if (raw > source_length)
        raw = source_length;
    source += raw;
    source_length -= raw;
    if (!reading->transfer->writing && !begin(reading, frame->field))
        return;
    if (!append(reading, text + skipped, length - skipped, source, source_length))
        refuse_text(reading);
}

/* Most calls bring the white space between tags, and expat brings each line's end in one of its own. */
void XMLCALL iso20022_text(void *user, const XML_Char *text, int count)
{
    struct iso20022_reading *reading = user;
    int skipped = 0;
    if (!reading->transfer->writing)
        while (skipped < count && is_space(text[skipped]))
            skipped++;
    if (skipped < count)
        take_text(reading, text, (uint32_t)count, (uint32_t)skipped);
}

/* --- Values that are complete ----------------------------------------------------------------------------------- */

static bool all_of(const unsigned char *text, uint32_t length, bool (*allowed)(unsigned char))
{
    for (uint32_t i = 0; i < length; i++)
        if (!allowed(text[i]))
            return false;
    return true;
}

static bool is_upper(unsigned char c)
{
    return c >= 'A' && c <= 'Z';
}

static bool is_digit(unsigned char c)
{
    return c >= '0' && c <= '9';
}

static bool is_alphanumeric(unsigned char c)
{
    return is_upper(c) || is_digit(c) || (c >= 'a' && c <= 'z');
}

static bool is_date_sign(unsigned char c)
{
    return is_digit(c) || memchr("-:.+TZ", c, 6);
}

static bool is_hexadecimal_or_dash(unsigned char c)
{
    return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F') || c == '-';
}

/* A number as accounts, organisations and banks have them: with a digit, and signs only between digits. A name in such
 * a place ("VENUE", "VENUE-20") is none. */
static bool is_number(const unsigned char *text, uint32_t length)
{
    uint32_t digits = 0, letters = 0, signs = 0;
    for (uint32_t i = 0; i < length; i++) {
        digits += is_digit(text[i]);
        letters += is_alphanumeric(text[i]) && !is_digit(text[i]);
        signs += memchr("-:.+", text[i], 4) != NULL;
    }
    return digits + letters + signs == length && digits > 0 && (letters == 0 || signs == 0);
}

static bool is_uuid(const unsigned char *text, uint32_t length)
{
    return length == 36 && all_of(text, length, is_hexadecimal_or_dash);
}

/* Digits with at most one point, as XML Schema's decimal without a sign. */
bool value_is_amount(const unsigned char *text, uint32_t length)
{
    uint32_t numerals = 0, points = 0;
    for (uint32_t i = 0; i < length; i++) {
        numerals += is_digit(text[i]);
        points += text[i] == '.';
    }
    return numerals > 0 && points <= 1 && numerals + points == length && length <= 24;
}

static bool is_currency_sign(unsigned char c)
{
    return is_upper(c) || is_digit(c);
}

/* The form of a currency code; whether ISO 4217 has it is for rules to say. */
bool value_is_currency(const unsigned char *text, uint32_t length)
{
    return length == 3 && all_of(text, length, is_currency_sign);
}

/* Whether a value has the form of its kind. What has not is screened as free text too, so that nothing hides in a field
 * whose words nobody reads. */
static bool has_form(enum field_kind kind, const unsigned char *text, uint32_t length)
{
    switch (kind) {
    case FIELD_KIND_AMOUNT:
        return value_is_amount(text, length);
    case FIELD_KIND_CURRENCY:
        return value_is_currency(text, length);
    case FIELD_KIND_DATE:
        return length >= 8 && is_digit(text[0]) && is_digit(text[3]) && length <= 40 &&
               all_of(text, length, is_date_sign);
    case FIELD_KIND_CODE:
        return length <= 4 && all_of(text, length, is_alphanumeric);
    case FIELD_KIND_BIC:
        return (length == 8 || length == 11) && all_of(text, length, is_alphanumeric);
    case FIELD_KIND_LEI:
        return length == 20 && all_of(text, length, is_alphanumeric);
    case FIELD_KIND_ACCOUNT:
    case FIELD_KIND_TAXID:
        return is_number(text, length);
    case FIELD_KIND_REF:
        return is_number(text, length) || is_uuid(text, length);
    default:
        return true;
    }
}

bool value_put(struct iso20022_reading *reading, fg_field field, const unsigned char *text, uint32_t length,
               uint32_t source, uint32_t source_length)
{
    if (!begin(reading, (uint8_t)field))
        return false;
    if (!transfer_append(reading->transfer, text, length, source, source_length)) {
        refuse_text(reading);
        return false;
    }
    transfer_end(reading->transfer);
    return true;
}

bool value_copy(struct iso20022_reading *reading, fg_field field, const struct field_value *from, uint32_t start,
                uint32_t length)
{
    uint64_t source, source_end;
    transfer_source(reading->transfer, from, start, start + length, &source, &source_end);
    return value_put(reading, field, transfer_text(reading->transfer, from) + start, length, (uint32_t)source,
                     (uint32_t)(source_end - source));
}

void value_close(struct iso20022_reading *reading)
{
    struct transfer *transfer = reading->transfer;
    transfer_trim(transfer);
    if (!transfer_end(transfer))
        return;
    const struct field_value *value = &transfer->values[transfer->value_count - 1];
    requirements_note(reading, value);
    if (reading->wrong == READ_TRANSFER && !field_is_scanned((fg_field)value->field) &&
        !has_form(field_kind((fg_field)value->field), transfer_text(transfer, value), value->length))
        value_copy(reading, FG_FIELD_OTHER_TEXT, value, 0, value->length);
}

/* --- Attributes ------------------------------------------------------------------------------------------------- */

/* What says how to read the XML and carries nothing of the payment. But for places of schemas, which are a list, it is
 * one word: several are a text. */
static bool is_technical(const char *name, const char *value)
{
    static const char *const names[] = {"xsi:type", "xsi:nil", "xml:lang", "xml:space"};
    if (strcmp(name, "xsi:schemaLocation") == 0 || strcmp(name, "xsi:noNamespaceSchemaLocation") == 0)
        return true;
    bool known = strncmp(name, "xmlns", 5) == 0 && (name[5] == '\0' || name[5] == ':');
    for (size_t i = 0; i < sizeof names / sizeof names[0] && !known; i++)
        known = strcmp(name, names[i]) == 0;
    return known && value[strcspn(value, " \t\r\n")] == '\0';
}

/* Its value as it stands in the message is [source, source + source_length). */
static void write_attribute(struct iso20022_reading *reading, uint8_t field, const char *text, uint32_t source,
                            uint32_t source_length)
{
    uint32_t length = (uint32_t)strlen(text);
    while (length > 0 && is_space(text[length - 1]))
        length--;
    uint32_t skipped = 0;
    while (skipped < length && is_space(text[skipped]))
        skipped++;
    if (skipped == length)
        return;
    /* Trimmed text maps exactly where the value holds no reference and is not transcoded; else to the whole value. */
    uint32_t trimmed = length - skipped;
    if (source_length >= length && memcmp(text + skipped, reading->source.bytes + source + skipped, trimmed) == 0) {
        source += skipped;
        source_length = trimmed;
    }
    if (!begin(reading, field))
        return;
    if (!transfer_append(reading->transfer, text + skipped, trimmed, source, source_length))
        refuse_text(reading);
    else
        value_close(reading);
}

void value_attributes(struct iso20022_reading *reading, const XML_Char **attributes)
{
    const struct frame *frame = &reading->frames[reading->depth - 1];
    if (frame->field == FG_FIELD_NONE && frame->node == PATH_ANY)
        return; /* a signature, whose attributes name methods */
    uint32_t tag = iso20022_offset(reading);
    struct attribute_walk walk =
        attribute_walk_begin(&reading->source, reading->unit, tag, (uint32_t)XML_GetCurrentByteCount(reading->parser));
    for (; attributes[0] && reading->wrong == READ_TRANSFER; attributes += 2) {
        uint32_t source = tag, source_length = 0;
        attribute_walk_next(&walk, &source, &source_length);
        if (is_technical(attributes[0], attributes[1]))
            continue;
        const char *colon = strrchr(attributes[0], ':');
        bool currency = strcmp(colon ? colon + 1 : attributes[0], "Ccy") == 0;
        write_attribute(reading, currency ? frame->currency : FG_FIELD_OTHER_TEXT, attributes[1], source,
                        source_length);
    }
}
