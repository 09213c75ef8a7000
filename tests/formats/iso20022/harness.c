/*
 * harness.c: a lane of the adapter's own, and looks into its transfer (harness.h).
 */
#include "harness.h"

#include <stdlib.h>
#include <string.h>

#include "plugin/text/utf8.h"

const struct limits usual_limits = {.message_bytes = 64u << 20,
                                    .transfers = 200000,
                                    .fields = 4096,
                                    .text_bytes = 256u << 10,
                                    .depth = 64,
                                    .attributes = 64};

static void *aligned_memory(size_t size)
{
    return aligned_alloc(16, (size + 15) & ~(size_t)15);
}

bool lane_open(struct lane *lane, const struct limits *limits)
{
    memset(lane, 0, sizeof *lane);
    lane->limits = *limits;
    size_t size = iso20022_format.workspace_size(limits);
    lane->workspace = aligned_memory(size);
    lane->transfer_memory = aligned_memory(transfer_size(limits));
    if (!lane->workspace || !lane->transfer_memory)
        return false;
    transfer_place(&lane->transfer, lane->transfer_memory, limits);
    return iso20022_format.open(lane->workspace, size, limits, &(struct format_settings){0}, 0x5EED5EED5EEDu);
}

void lane_close(struct lane *lane)
{
    iso20022_format.close(lane->workspace);
    free(lane->workspace);
    free(lane->transfer_memory);
}

enum read_result lane_begin(struct lane *lane, const void *bytes, size_t length)
{
    memset(&lane->warnings, 0, sizeof lane->warnings);
    lane->source = (struct message_source){.bytes = bytes, .length = (uint32_t)length, .warnings = &lane->warnings};
    memset(&lane->info, 0, sizeof lane->info);
    memset(&lane->error, 0, sizeof lane->error);
    transfer_reset(&lane->transfer);
    enum read_result result =
        iso20022_format.begin(lane->workspace, &lane->source, &lane->transfer, &lane->info, &lane->error);
    transfer_end_header(&lane->transfer);
    return result;
}

enum read_result lane_next(struct lane *lane)
{
    transfer_rewind(&lane->transfer);
    return iso20022_format.next(lane->workspace, &lane->transfer, &lane->error);
}

enum read_result lane_first(struct lane *lane, const void *bytes, size_t length)
{
    enum read_result result = lane_begin(lane, bytes, length);
    return result == READ_TRANSFER ? lane_next(lane) : result;
}

enum read_result lane_read(struct lane *lane, const void *bytes, size_t length, uint32_t *transfers)
{
    uint32_t count = 0;
    enum read_result result = lane_begin(lane, bytes, length);
    while (result == READ_TRANSFER) {
        result = lane_next(lane);
        if (result == READ_TRANSFER && !lane_values_are_sane(lane))
            abort();
        count += result == READ_TRANSFER;
    }
    if (transfers)
        *transfers = count;
    return result;
}

static const char *keep(const void *bytes, size_t length)
{
    static char kept[8][4096];
    static unsigned turn;
    char *buffer = kept[turn++ % 8];
    if (length > sizeof kept[0] - 1)
        length = sizeof kept[0] - 1;
    memcpy(buffer, bytes, length);
    buffer[length] = '\0';
    return buffer;
}

const char *lane_text(const struct lane *lane, fg_field field, uint32_t nth)
{
    const struct field_value *value = transfer_find(&lane->transfer, field, nth);
    return value ? keep(transfer_text(&lane->transfer, value), value->length) : "";
}

uint32_t lane_count(const struct lane *lane, fg_field field)
{
    uint32_t count = 0;
    while (transfer_find(&lane->transfer, field, count))
        count++;
    return count;
}

const char *lane_original(const struct lane *lane, fg_field field, uint32_t nth, uint32_t from, uint32_t to)
{
    const struct field_value *value = transfer_find(&lane->transfer, field, nth);
    if (!value)
        return "(no value)";
    uint64_t start, end;
    transfer_source(&lane->transfer, value, from, to, &start, &end);
    if (end > lane->source.length || start > end)
        return "(outside)";
    return keep(lane->source.bytes + start, end - start);
}

bool lane_values_are_sane(const struct lane *lane)
{
    const struct transfer *transfer = &lane->transfer;
    for (uint32_t i = 0; i < transfer->value_count; i++) {
        const struct field_value *value = &transfer->values[i];
        if (value->length == 0 || value->text > transfer->text_used ||
            value->length > transfer->text_used - value->text ||
            value->first_run + value->run_count > transfer->run_count)
            return false;
        if (utf8_valid_prefix(transfer_text(transfer, value), value->length) != value->length)
            return false;
        uint64_t start, end;
        transfer_source(transfer, value, 0, value->length, &start, &end);
        if (start > end || end > lane->source.length || (value->run_count > 0 && start == end))
            return false;
    }
    return true;
}

static void walk(const struct path_row *list, char *path, size_t used, const struct path_roles *roles, uint8_t above,
                 element_fn each, void *context)
{
    for (const struct path_row *row = list; row->paths; row++)
        for (const char *at = row->paths; *at != '\0'; at += *at == ' ') {
            size_t length = strcspn(at, " ");
            uint8_t field = paths_field(row->field, roles, above);
            memcpy(path + used, at, length);
            path[used + length] = '\0';
            each(context, path, field);
            path[used + length] = '/';
            if (row->inside)
                walk(row->inside, path, used + length + 1, row->roles ? row->roles : roles, field, each, context);
            at += length;
        }
}

void each_element(const struct path_row *list, element_fn each, void *context)
{
    char path[1024];
    walk(list, path, 0, NULL, FG_FIELD_OTHER_TEXT, each, context);
}
