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

/* A UETR has 36 characters; anything else in its place is scanned. */
#define UETR_WIDTH 36

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
    if (memcmp(name, "121", 3) == 0 && mt_length(value) == UETR_WIDTH)
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

bool mt_put_header(struct mt_reading *reading, const struct mt_message *message)
{
    struct mt_slice slice;
    if (mt_sender(reading, message, &slice) && !mt_put_terminal(reading, FG_FIELD_SENDER_BIC, slice))
        return false;
    if (mt_receiver(reading, message, &slice) && !mt_put_terminal(reading, FG_FIELD_RECEIVER_BIC, slice))
        return false;
    return put_creation_date(reading, message->application) && put_user_block(reading, message->user) &&
           mt_put_lines(reading, FG_FIELD_OTHER_TEXT, mt_trim(reading, message->before));
}
