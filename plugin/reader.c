/*
 * reader.c: recognises a message's format and pulls its transfers (reader.h, and the reader_* of gate.h). Touches its
 * own memory and, read-only, the message.
 */
#include "reader.h"

#include <stdio.h>
#include <string.h>

#include "gate.h"
#include "lines.h"

size_t reader_size(const struct format *const *table, const struct limits *limits)
{
    size_t size = whole_lines(transfer_size(limits));
    for (uint32_t i = 0; i < READER_FORMATS && table[i]; i++)
        size += whole_lines(table[i]->workspace_size(limits));
    return size;
}

bool reader_place(struct reader *reader, void *memory, const struct format *const *table, const struct limits *limits,
                  const struct reader_settings *settings, uint64_t seed)
{
    unsigned char *at = memory;
    memset(reader, 0, sizeof *reader);
    reader->table = table;
    reader->limits = *limits;
    transfer_place(&reader->transfer, at, limits);
    at += whole_lines(transfer_size(limits));
    for (uint32_t i = 0; i < READER_FORMATS && table[i]; i++) {
        size_t size = table[i]->workspace_size(limits);
        const struct format_settings its = {settings->scan_free_text, settings->own[i]};
        if (!table[i]->open(at, size, limits, &its, seed)) {
            reader_close(reader);
            return false;
        }
        reader->workspaces[i] = at;
        reader->format_count = i + 1;
        at += whole_lines(size);
    }
    return true;
}

void reader_close(struct reader *reader)
{
    for (uint32_t i = 0; i < reader->format_count; i++)
        reader->table[i]->close(reader->workspaces[i]);
    reader->format_count = 0;
}

static enum read_result refuse(struct read_error *error, enum read_result result, const char *code)
{
    error->code = code;
    error->offset = 0;
    error->line = 1;
    return result;
}

enum read_result reader_begin(struct reader *reader, const void *bytes, size_t length, struct message_info *info,
                              struct read_error *error)
{
    *info = reader->info = (struct message_info){.format = ""};
    *error = (struct read_error){.code = ""};
    reader->current = NULL;
    reader->warnings.count = reader->warnings.dropped = reader->warnings.unmapped = 0;
    transfer_reset(&reader->transfer);
    if (length == 0) {
        snprintf(error->text, sizeof error->text, "the message is empty");
        return refuse(error, READ_BROKEN, "message-empty");
    }
    if (length > reader->limits.message_bytes) {
        snprintf(error->text, sizeof error->text, "the message has %zu bytes, more than limits.message_bytes = %u",
                 length, reader->limits.message_bytes);
        return refuse(error, READ_LIMIT, "limit-message-bytes");
    }
    int best = 0;
    for (uint32_t i = 0; i < reader->format_count; i++) {
        int claim = reader->table[i]->claims(reader->workspaces[i], bytes, length);
        if (claim > best) {
            best = claim;
            reader->current = reader->table[i];
            reader->current_workspace = reader->workspaces[i];
        }
    }
    if (!reader->current) {
        snprintf(error->text, sizeof error->text,
                 "the bytes are of no known format: neither FIN blocks ({1:), nor an ISO 20022 document (<), nor an "
                 "ISO 8583 message begin here");
        return refuse(error, READ_BROKEN, "format-unknown");
    }
    reader->info = (struct message_info){.format = reader->current->name};
    reader->source = (struct message_source){.bytes = bytes, .length = (uint32_t)length, .warnings = &reader->warnings};
    enum read_result result =
        reader->current->begin(reader->current_workspace, &reader->source, &reader->transfer, &reader->info, error);
    *info = reader->info;
    if (result == READ_TRANSFER)
        transfer_end_header(&reader->transfer);
    return result;
}

enum read_result reader_next(struct reader *reader, struct read_error *error)
{
    if (!reader->current)
        return READ_END;
    transfer_rewind(&reader->transfer);
    return reader->current->next(reader->current_workspace, &reader->transfer, error);
}

const struct transfer *reader_transfer(const struct reader *reader)
{
    return &reader->transfer;
}

const struct message_info *reader_info(const struct reader *reader)
{
    return &reader->info;
}

const struct read_warnings *reader_warnings(const struct reader *reader)
{
    return &reader->warnings;
}

fg_error reader_settings_load(struct reader_settings *settings, const struct format *const *table,
                              const char *const paths[READER_FORMATS], char *why, size_t why_size)
{
    fg_error error = FG_OK;
    for (uint32_t i = 0; i < READER_FORMATS && table[i] && error == FG_OK; i++) {
        void *own = NULL;
        if (table[i]->load)
            error = table[i]->load(paths[i], &own, why, why_size);
        settings->own[i] = own;
    }
    if (error != FG_OK)
        reader_settings_unload(settings, table);
    return error;
}

void reader_settings_unload(struct reader_settings *settings, const struct format *const *table)
{
    for (uint32_t i = 0; i < READER_FORMATS && table[i]; i++) {
        if (table[i]->unload && settings->own[i])
            table[i]->unload((void *)(uintptr_t)settings->own[i]);
        settings->own[i] = NULL;
    }
}
