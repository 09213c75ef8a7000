/*
 * ours.c: runs the library's reader over a message, and looks whether its values lead back to their bytes (ours.h).
 */
#include "ours.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "reference.h"

struct reader *ours_open(void)
{
    static struct gate_config config;
    struct reader *reader;
    char why[512];
    gate_config_defaults(&config);
    if (reader_new(&config, &reader, why, sizeof why) == FG_OK)
        return reader;
    fprintf(stderr, "no reader: %s\n", why);
    exit(2);
}

/* A message written plainly has each value without markup at its place, byte for byte, and each part of it. */
static void look_at_place(const struct transfer *transfer, const struct field_value *value, uint32_t from, uint32_t to,
                          const struct message *message, struct ours *ours)
{
    const char *text = (const char *)transfer_text(transfer, value);
    uint64_t start, end;
    transfer_source(transfer, value, from, to, &start, &end);
    bool inside = start <= end && end <= message->bytes.length;
    bool marked_up = value->alternative || memchr(text, '&', value->length) || memchr(text, '<', value->length) ||
                     memchr(text, '>', value->length);
    if (inside && (!message->as_written || marked_up))
        return;
    ours->places++;
    if (inside && end - start == to - from && memcmp(message->bytes.bytes + start, text + from, to - from) == 0)
        return;
    uint64_t shown = inside ? end - start : 0;
    snprintf(ours->misplaced, sizeof ours->misplaced,
             "%s \"%.*s\" is said to stand at [%llu, %llu), where \"%.*s\" stands", field_key(value->field),
             (int)(to - from < 150 ? to - from : 150), text + from, (unsigned long long)start, (unsigned long long)end,
             (int)(shown < 150 ? shown : 150), inside ? message->bytes.bytes + start : "");
}

/* Some documents are indented with no-break spaces, which are text to XML but say nothing. */
static bool is_blank(const unsigned char *text, uint32_t length)
{
    uint32_t at = 0;
    while (at < length && (text[at] == ' ' || text[at] == 0xC2 || text[at] == 0xA0 || text[at] == '\n'))
        at++;
    return at == length;
}

static void keep_field(const struct transfer *transfer, fg_field field, struct our_transfer *kept)
{
    struct buffer joined = {0};
    const struct field_value *value;
    for (uint32_t nth = 0; (value = transfer_find(transfer, field, nth)) != NULL; nth++) {
        if (value->alternative || is_blank(transfer_text(transfer, value), value->length))
            continue;
        if (joined.length > 0)
            buffer_say(&joined, "\n");
        buffer_add(&joined, transfer_text(transfer, value), value->length);
    }
    kept->fields[field] = joined.bytes;
}

static void add_whole(struct buffer *buffer, const struct transfer *transfer, const struct field_value *value)
{
    buffer_add(buffer, transfer_text(transfer, value), value->length);
    buffer_say(buffer, "\x01");
}

static void keep(const struct transfer *transfer, const struct message *message, struct ours *ours)
{
    if (ours->transfer_count == ours->transfer_room) {
        ours->transfer_room = ours->transfer_room * 2 + 8;
        ours->transfers = realloc(ours->transfers, ours->transfer_room * sizeof *ours->transfers);
        if (!ours->transfers)
            abort();
    }
    struct our_transfer *kept = &ours->transfers[ours->transfer_count++];
    memset(kept, 0, sizeof *kept);
    kept->underlying = transfer->level == LEVEL_UNDERLYING;
    for (int field = 1; field < FG_FIELD_LIMIT; field++)
        keep_field(transfer, (fg_field)field, kept);
    buffer_say(&kept->everything, "\x01");
    buffer_say(&kept->scanned, "\x01");
    for (uint32_t i = 0; i < transfer->value_count; i++) {
        const struct field_value *value = &transfer->values[i];
        add_whole(&kept->everything, transfer, value);
        if (field_is_scanned(value->field))
            add_whole(&kept->scanned, transfer, value);
        look_at_place(transfer, value, 0, value->length, message, ours);
        look_at_place(transfer, value, value->length / 3, value->length - value->length / 3, message, ours);
    }
}

void ours_read(struct reader *reader, const struct message *message, struct ours *ours)
{
    memset(ours, 0, sizeof *ours);
    ours->result = reader_begin(reader, message->bytes.bytes, message->bytes.length, &ours->info, &ours->error);
    while (ours->result == READ_TRANSFER) {
        ours->result = reader_next(reader, &ours->error);
        if (ours->result == READ_TRANSFER)
            keep(reader_transfer(reader), message, ours);
    }
}

void ours_free(struct ours *ours)
{
    for (uint32_t i = 0; i < ours->transfer_count; i++) {
        for (int field = 1; field < FG_FIELD_LIMIT; field++)
            free(ours->transfers[i].fields[field]);
        buffer_free(&ours->transfers[i].everything);
        buffer_free(&ours->transfers[i].scanned);
    }
    free(ours->transfers);
    memset(ours, 0, sizeof *ours);
}
