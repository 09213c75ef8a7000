/*
 * iso8583_fixture.h: writes card messages in each of the three styles and reads them with the adapter alone, in memory
 * of their exact size so that a sanitizer sees a byte read too many. Included by the tests of the adapter.
 */
#ifndef FIATGATE_ISO8583_FIXTURE_H
#define FIATGATE_ISO8583_FIXTURE_H

#include "adapter_fixture.h"
#include "adapters/formats/iso8583/iso8583.h"
#include "adapters/formats/iso8583/layout.h"

#define CARD_PAN    "4000001234567899"
#define CARD_MASKED "400000******7899"
#define CARD_MOST   16384

/* How a message is written: message type and numbers, and bitmap. */
enum card_style { CARD_ASCII_HEX, CARD_ASCII_BINARY, CARD_BCD_BINARY, CARD_STYLES };

/* A field of a message: digits, text (filled up with blanks), or the hexadecimal digits of bytes. */
struct card_field {
    unsigned number;
    const char *value;
};

struct card_bytes {
    unsigned char at[CARD_MOST];
    size_t length;
};

static inline void card_add(struct card_bytes *bytes, const void *more, size_t length)
{
    if (bytes->length + length > sizeof bytes->at) {
        fprintf(stderr, "iso8583_fixture: a message of the test is too long\n");
        exit(2);
    }
    memcpy(bytes->at + bytes->length, more, length);
    bytes->length += length;
}

/* Digits two a byte; an odd number is filled up ahead. */
static inline void card_add_bcd(struct card_bytes *bytes, const char *digits)
{
    size_t count = strlen(digits);
    for (size_t i = 0; i < count + count % 2; i += 2) {
        unsigned high = count % 2 ? (i == 0 ? 0 : (unsigned)(digits[i - 1] - '0')) : (unsigned)(digits[i] - '0');
        unsigned low = (unsigned)(digits[count % 2 ? i : i + 1] - '0');
        unsigned char byte = (unsigned char)((high & 15) << 4 | (low & 15));
        card_add(bytes, &byte, 1);
    }
}

static inline void card_add_hex(struct card_bytes *bytes, const char *digits)
{
    for (; digits[0] && digits[1]; digits += 2) {
        unsigned value = 0;
        if (sscanf(digits, "%2x", &value) != 1)
            exit(2);
        card_add(bytes, &(unsigned char){(unsigned char)value}, 1);
    }
}

static inline void card_add_bitmap(struct card_bytes *bytes, enum card_style style, uint64_t word)
{
    char digits[17];
    snprintf(digits, sizeof digits, "%016llX", (unsigned long long)word);
    if (style == CARD_ASCII_HEX)
        card_add(bytes, digits, 16);
    else
        card_add_hex(bytes, digits);
}

static inline void card_add_field(struct card_bytes *bytes, enum card_style style, const struct layout_field *field,
                                  const char *value)
{
    bool bcd = style == CARD_BCD_BINARY, binary = field->type == LAYOUT_BINARY;
    size_t length = binary ? strlen(value) / 2 : strlen(value);
    char digits[24];
    if (field->length_digits > 0) {
        snprintf(digits, sizeof digits, field->length_digits == 2 ? "%02zu" : "%03zu", length);
        if (bcd)
            card_add_bcd(bytes, digits);
        else
            card_add(bytes, digits, strlen(digits));
    }
    if (binary && (style != CARD_ASCII_HEX || field->length_digits > 0))
        card_add_hex(bytes, value);
    else if (bcd && (field->type == LAYOUT_NUMBER || field->type == LAYOUT_TRACK))
        card_add_bcd(bytes, value);
    else if (bcd && field->type == LAYOUT_SIGNED) {
        card_add(bytes, value, 1);
        card_add_bcd(bytes, value + 1);
    } else
        card_add(bytes, value, strlen(value));
    for (; field->length_digits == 0 && field->type == LAYOUT_TEXT && length < field->length; length++)
        card_add(bytes, " ", 1);
}

/* Writes a message; fields by rising number, ended by a number of 0. */
static inline struct card_bytes card_write(const struct layout *layout, enum card_style style, const char *type,
                                           const struct card_field *fields)
{
    struct card_bytes bytes = {.length = 0};
    struct layout_set set = {{0, 0}};
    for (const struct card_field *field = fields; field->number; field++)
        layout_add(&set, field->number);
    if (set.words[1])
        layout_add(&set, 1);
    if (style == CARD_BCD_BINARY)
        card_add_bcd(&bytes, type);
    else
        card_add(&bytes, type, 4);
    card_add_bitmap(&bytes, style, set.words[0]);
    if (set.words[1])
        card_add_bitmap(&bytes, style, set.words[1]);
    for (const struct card_field *field = fields; field->number; field++)
        card_add_field(&bytes, style, &layout->fields[field->number], field->value);
    return bytes;
}

struct card_fixture {
    struct limits limits;
    void *layout;
    struct transfer transfer;
    struct message_info info;
    struct read_error error;
    struct read_warnings warnings;
    void *memory;
    void *workspace;
    unsigned char *bytes;
    size_t length;
};

static inline void card_open(struct card_fixture *fixture, const char *path, uint32_t fields, uint32_t text_bytes)
{
    memset(fixture, 0, sizeof *fixture);
    fixture->limits = fixture_limits(fields, text_bytes);
    char why[512] = "";
    size_t size = iso8583_format.workspace_size(&fixture->limits);
    fixture->memory = fixture_memory(transfer_size(&fixture->limits));
    fixture->workspace = fixture_memory(size);
    struct format_settings settings = {.own = NULL};
    if (iso8583_format.load(path, &fixture->layout, why, sizeof why) != FG_OK)
        fprintf(stderr, "iso8583_fixture: %s\n", why);
    settings.own = fixture->layout;
    if (!fixture->layout || !iso8583_format.open(fixture->workspace, size, &fixture->limits, &settings, 1)) {
        fprintf(stderr, "iso8583_fixture: no reader could be opened\n");
        exit(2);
    }
    transfer_place(&fixture->transfer, fixture->memory, &fixture->limits);
}

static inline void card_close(struct card_fixture *fixture)
{
    iso8583_format.close(fixture->workspace);
    iso8583_format.unload(fixture->layout);
    free(fixture->workspace);
    free(fixture->memory);
    free(fixture->bytes);
}

static inline int card_claim(const struct card_fixture *fixture, const void *bytes, size_t length)
{
    unsigned char *copy = fixture_copy(bytes, length);
    int claim = iso8583_format.claims(fixture->workspace, copy, length);
    free(copy);
    return claim;
}

/* begin and, for a request, the first next. */
static inline enum read_result card_read(struct card_fixture *fixture, const void *bytes, size_t length)
{
    free(fixture->bytes);
    fixture->bytes = fixture_copy(bytes, length);
    fixture->length = length;
    fixture->info = (struct message_info){.format = ""};
    fixture->error = (struct read_error){.code = ""};
    fixture->warnings = (struct read_warnings){.count = 0};
    transfer_reset(&fixture->transfer);
    struct message_source source = {fixture->bytes, (uint32_t)length, &fixture->warnings};
    enum read_result result =
        iso8583_format.begin(fixture->workspace, &source, &fixture->transfer, &fixture->info, &fixture->error);
    if (result != READ_TRANSFER)
        return result;
    transfer_end_header(&fixture->transfer);
    transfer_rewind(&fixture->transfer);
    return iso8583_format.next(fixture->workspace, &fixture->transfer, &fixture->error);
}

/* The nth value of a field as a string, "" when there is none; valid until the next call but three. */
static inline const char *card_text(const struct card_fixture *fixture, fg_field field, uint32_t nth)
{
    return fixture_text(&fixture->transfer, field, nth);
}

/* Whether two texts are the same; says what differs. */
static inline bool card_same(const char *got, const char *expected)
{
    bool same = strcmp(got, expected) == 0;
    if (!same)
        printf("\n    expected \"%s\", got \"%s\"", expected, got);
    return same;
}

#endif
