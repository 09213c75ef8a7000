/*
 * write.c: writes values into the transfer (write.h), in the lane's memory and nowhere else.
 */
#include "write.h"

bool mt_open(struct mt_reading *reading, fg_field field, uint32_t at)
{
    return transfer_begin(reading->transfer, field) || mt_limit(reading, "limit-fields", at, "limits.fields");
}

static bool appended(struct mt_reading *reading, bool done, uint32_t at)
{
    if (done)
        return true;
    transfer_abandon(reading->transfer);
    return mt_limit(reading, "limit-text-bytes", at, "limits.text_bytes");
}

bool mt_piece(struct mt_reading *reading, struct mt_slice slice)
{
    bool done = encoding_append(reading->transfer, reading->encoding, reading->bytes + slice.start, mt_length(slice),
                                slice.start);
    return appended(reading, done, slice.start);
}

bool mt_replace(struct mt_reading *reading, const char *text, uint32_t length, struct mt_slice slice)
{
    return appended(reading, transfer_append(reading->transfer, text, length, slice.start, mt_length(slice)),
                    slice.start);
}

bool mt_join(struct mt_reading *reading, const char *joiner, uint32_t *last, struct mt_slice line)
{
    if (*last != 0 && !mt_replace(reading, joiner, 1, (struct mt_slice){*last, line.start}))
        return false;
    *last = line.end;
    return mt_piece(reading, line);
}

void mt_close(struct mt_reading *reading)
{
    transfer_end(reading->transfer);
}

bool mt_put(struct mt_reading *reading, fg_field field, struct mt_slice slice)
{
    if (mt_length(slice) == 0)
        return true;
    if (!mt_open(reading, field, slice.start) || !mt_piece(reading, slice))
        return false;
    mt_close(reading);
    return true;
}

bool mt_put_lines(struct mt_reading *reading, fg_field field, struct mt_slice slice)
{
    if (!reading->returns)
        return mt_put(reading, field, slice);
    if (mt_length(slice) == 0)
        return true;
    if (!mt_open(reading, field, slice.start))
        return false;
    struct mt_slice line;
    for (uint32_t last = 0; mt_line(reading, &slice, &line);)
        if (!mt_join(reading, "\n", &last, line))
            return false;
    mt_close(reading);
    return true;
}
