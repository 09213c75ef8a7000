/*
 * header.c: writes blocks 1 to 3 into the transfer (header.h). Touches nothing else.
 */
#include "header.h"

#include <string.h>

#include "party.h"
#include "values.h"
#include "write.h"

bool mt_put_terminal(struct mt_reading *reading, fg_field field, struct mt_slice address)
{
    struct mt_slice branch = {address.start + 9, address.end};
    bool has_branch = mt_length(address) == 12 && mt_is_capital(mt_byte(reading, address, 8)) &&
                      mt_is_bic(reading, (struct mt_slice){address.start, address.start + 8}) &&
                      memcmp(reading->bytes + branch.start, "XXX", 3) != 0;
    for (uint32_t i = 0; i < 3 && has_branch; i++)
        has_branch = mt_is_capital(mt_byte(reading, branch, i)) || mt_is_digit(mt_byte(reading, branch, i));
    if (!mt_open(reading, field, address.start) ||
        !mt_piece(reading, (struct mt_slice){address.start, address.start + 8}) ||
        (has_branch && !mt_piece(reading, branch)))
        return false;
    mt_close(reading);
    return true;
}

/* Block 2 from the network: O, type, input time (4), the date of the message input reference. */
static bool put_creation_date(struct mt_reading *reading, struct mt_slice block)
{
    struct mt_slice day = {block.start + 8, block.start + 14};
    char iso[10];
    if (mt_byte(reading, block, 0) != 'O' || mt_length(block) < 14 || !mt_date(reading, day, iso))
        return true;
    if (!mt_open(reading, FG_FIELD_CREATION_DATE, day.start) || !mt_replace(reading, iso, sizeof iso, day))
        return false;
    mt_close(reading);
    return true;
}

/* The tags of block 3 that are codes, and how long each may be: these carry no words. */
static const struct {
    const char *tag;
    uint8_t length;
} codes[] = {{"103", 3}, {"111", 3}, {"113", 4}, {"119", 8}};

/* A UETR has 36 characters: digits of base 16, parted by hyphens. Anything else in its place is scanned. */
#define UETR_WIDTH 36

static bool is_uetr(const struct mt_reading *reading, struct mt_slice value)
{
    for (uint32_t i = 0; i < mt_length(value); i++) {
        unsigned char byte = mt_byte(reading, value, i);
        bool parted = i == 8 || i == 13 || i == 18 || i == 23;
        if (parted ? byte != '-' : !mt_is_digit(byte) && ((byte | 0x20) < 'a' || (byte | 0x20) > 'f'))
            return false;
    }
    return mt_length(value) == UETR_WIDTH;
}

static bool is_code(const struct mt_reading *reading, const unsigned char *tag, struct mt_slice value)
{
    for (uint32_t i = 0; i < mt_length(value); i++)
        if (!mt_is_capital(mt_byte(reading, value, i)) && !mt_is_digit(mt_byte(reading, value, i)))
            return false;
    for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
        if (memcmp(codes[i].tag, tag, 3) == 0)
            return mt_length(value) <= codes[i].length;
    return false;
}

/* "121:…" without its braces. */
static bool put_user_tag(struct mt_reading *reading, struct mt_slice tag)
{
    struct mt_slice value = {tag.start + 4, tag.end};
    const unsigned char *name = reading->bytes + tag.start;
    if (mt_length(tag) < 4 || name[3] != ':')
        return mt_put(reading, FG_FIELD_OTHER_TEXT, tag);
    if (memcmp(name, "121", 3) == 0 && is_uetr(reading, value))
        return mt_put(reading, FG_FIELD_UETR, value);
    if (memcmp(name, "108", 3) == 0)
        return mt_put(reading, FG_FIELD_TRANSACTION_ID, value);
    return is_code(reading, name, value) || mt_put(reading, FG_FIELD_OTHER_TEXT, value);
}

/* {108:…}{121:…}; what stands between the tags is scanned, too. */
static bool put_user_block(struct mt_reading *reading, struct mt_slice block)
{
    for (uint32_t at = block.start; at < block.end;) {
        uint32_t from = at;
        bool tag = reading->bytes[at] == '{';
        const unsigned char *end = memchr(reading->bytes + at, tag ? '}' : '{', block.end - at);
        at = end ? (uint32_t)(end - reading->bytes) : block.end;
        if (tag ? !put_user_tag(reading, (struct mt_slice){from + 1, at})
                : !mt_put(reading, FG_FIELD_OTHER_TEXT, mt_trim(reading, (struct mt_slice){from, at})))
            return false;
        if (tag && at < block.end)
            at++;
    }
    return true;
}

/* Letters in a row from which on they may be a word. */
#define WORD_LETTERS 3

static bool holds_word(const struct mt_reading *reading, struct mt_slice slice)
{
    uint32_t letters = 0;
    for (uint32_t at = slice.start; at < slice.end && letters < WORD_LETTERS; at++) {
        unsigned char byte = reading->bytes[at];
        letters = (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z' ? letters + 1 : byte >= 0x80 ? WORD_LETTERS : 0;
    }
    return letters == WORD_LETTERS;
}

bool mt_put_rest(struct mt_reading *reading, struct mt_slice block, const struct mt_slice *address)
{
    struct mt_slice rest = {address ? address->end : block.start, block.end};
    return mt_length(block) == 0 || !holds_word(reading, rest) || mt_put_lines(reading, FG_FIELD_OTHER_TEXT, rest);
}

/* The tags of trailers, whose values the network or the user's system computes: checksums, flags, numbers of messages.
 */
static const char trailer_tags[] = "CHK MAC PAC TNG PDE PDM DLM MRF SYS SAC COP SPD FAC UNT USR CON MAN MDG ";

/* Of a reference of the network: time, date, terminal, session and sequence. */
#define REFERENCE_WIDTH 16

static bool is_trailer_tag(const struct mt_reading *reading, struct mt_slice tag)
{
    char name[5] = {0};
    if (mt_length(tag) < 3 || (mt_length(tag) > 3 && reading->bytes[tag.start + 3] != ':'))
        return false;
    memcpy(name, reading->bytes + tag.start, 3);
    name[3] = ' ';
    const char *known = strstr(trailer_tags, name);
    uint32_t digits = 0, others = 0, length = 0; /* others: letters that are no digits of base 16 */
    for (uint32_t at = tag.start + 4; at < tag.end; at++, length++) {
        unsigned char byte = reading->bytes[at];
        if (!mt_is_capital(byte) && !mt_is_digit(byte))
            return false;
        digits += mt_is_digit(byte);
        others += byte > 'F';
    }
    return known && (length <= 1 || others == 0 || (length >= REFERENCE_WIDTH && 4 * digits >= length));
}

/* {5:{CHK:…}{TNG:}}{S:…}: every part between braces that is not as such tags are is scanned. */
static bool put_trailers(struct mt_reading *reading, struct mt_slice trailers)
{
    for (uint32_t at = trailers.start; at < trailers.end; at++) {
        uint32_t from = at;
        while (at < trailers.end && reading->bytes[at] != '{' && reading->bytes[at] != '}')
            at++;
        struct mt_slice part = mt_trim(reading, (struct mt_slice){from, at});
        bool name = mt_length(part) == 2 && reading->bytes[part.start + 1] == ':';
        if (mt_length(part) > 0 && !name && !is_trailer_tag(reading, part) &&
            !mt_put_lines(reading, FG_FIELD_OTHER_TEXT, part))
            return false;
    }
    return true;
}

bool mt_put_header(struct mt_reading *reading, const struct mt_message *message)
{
    struct mt_slice sender, receiver;
    bool sends = mt_sender(reading, message, &sender), receives = mt_receiver(reading, message, &receiver);
    if ((sends && !mt_put_terminal(reading, FG_FIELD_SENDER_BIC, sender)) ||
        (receives && !mt_put_terminal(reading, FG_FIELD_RECEIVER_BIC, receiver)))
        return false;
    bool output = mt_byte(reading, message->application, 0) == 'O';
    const struct mt_slice *from = sends ? &sender : NULL, *to = receives ? &receiver : NULL;
    return put_creation_date(reading, message->application) &&
           mt_put_rest(reading, message->basic, output ? to : from) &&
           mt_put_rest(reading, message->application, output ? from : to) && put_user_block(reading, message->user) &&
           put_trailers(reading, message->trailers) &&
           mt_put_lines(reading, FG_FIELD_OTHER_TEXT, mt_trim(reading, message->before));
}
