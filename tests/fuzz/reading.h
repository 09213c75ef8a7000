/*
 * reading.h: what must hold of everything an adapter reads, whatever the bytes. A target makes an adapter ready once
 * and reads each input with it twice: with roomy limits, and with limits that are nearly always in the way.
 */
#ifndef FIATGATE_TEST_READING_H
#define FIATGATE_TEST_READING_H

#include "invariants.h"

struct adapter {
    const struct format *format;
    struct limits limits;
    void *workspace;
    struct transfer transfer;
    uint64_t transfers, values; /* read so far, so that a target can say that it reads anything at all */
};

static const struct limits roomy_limits = {.message_bytes = 1 << 20,
                                           .transfers = 4096,
                                           .fields = 2048,
                                           .text_bytes = 256u << 10,
                                           .depth = 64,
                                           .attributes = 64};
static const struct limits tight_limits = {
    .message_bytes = 1 << 20, .transfers = 4096, .fields = 64, .text_bytes = 4096, .depth = 16, .attributes = 4};

static inline void *memory_for_test(size_t size)
{
    void *memory = aligned_alloc(64, (size + 63) & ~(size_t)63);
    MUST(memory != NULL);
    memset(memory, 0x5A, (size + 63) & ~(size_t)63);
    return memory;
}

static inline void adapter_open(struct adapter *adapter, const struct format *format, const struct limits *limits)
{
    char why[512] = "";
    void *own = NULL;
    MUST(!format->load || format->load(NULL, &own, why, sizeof why) == FG_OK);
    adapter->format = format;
    adapter->limits = *limits;
    size_t size = format->workspace_size(limits);
    adapter->workspace = memory_for_test(size);
    const struct format_settings settings = {.scan_free_text = true, .own = own};
    MUST(format->open(adapter->workspace, size, limits, &settings, 0x5EED));
    transfer_place(&adapter->transfer, memory_for_test(transfer_size(limits)), limits);
}

static inline void value_holds(const struct transfer *transfer, const struct field_value *value, size_t length)
{
    const unsigned char *text = transfer_text(transfer, value);
    MUST(field_kind((fg_field)value->field) != FIELD_KIND_NONE);
    MUST(value->length > 0 && value->text + value->length <= transfer->text_used);
    MUST(utf8_valid_prefix(text, value->length) == value->length);
    MUST(value->first_run + value->run_count <= transfer->run_count);
    uint64_t start, end;
    transfer_source(transfer, value, 0, value->length, &start, &end);
    MUST(start <= end && end <= length);
    /* Some part in the middle lies within the whole. */
    uint64_t part_start, part_end;
    uint32_t middle = value->length / 2;
    transfer_source(transfer, value, middle, middle + 1, &part_start, &part_end);
    MUST(part_end == 0 || (part_start >= start && part_end <= end && part_start < part_end));
}

/* FNV-1a over all that was read: the same bytes must be read the same way each time. */
static inline uint64_t transfer_hash(const struct transfer *transfer, uint64_t hash)
{
    for (uint32_t i = 0; i < transfer->value_count; i++) {
        const struct field_value *value = &transfer->values[i];
        hash = (hash ^ value->field ^ (uint64_t)value->alternative << 8) * 0x100000001B3u;
        for (uint32_t k = 0; k < value->length; k++)
            hash = (hash ^ transfer_text(transfer, value)[k]) * 0x100000001B3u;
    }
    return (hash ^ transfer->level) * 0x100000001B3u;
}

static inline void error_holds(enum read_result result, const struct read_error *error, size_t length)
{
    MUST(result == READ_BROKEN || result == READ_LIMIT);
    MUST(error->code && error->code[0] && error->text[0] && error->offset <= length);
    MUST(strncmp(error->code, "limit-", 6) == 0 || result == READ_BROKEN);
    MUST(utf8_valid_prefix(error->text, strlen(error->text)) == strlen(error->text));
}

static inline void warnings_hold(const struct read_warnings *warnings, size_t length)
{
    MUST(warnings->count <= READ_WARNINGS);
    for (uint32_t i = 0; i < warnings->count; i++)
        MUST(warnings->kept[i].code[0] && warnings->kept[i].text[0] && warnings->kept[i].offset <= length);
    MUST(warnings->unmapped == 0 || warnings->count > 0);
}

/* Reads a whole message; returns a hash of what came of it. */
static inline uint64_t adapter_read(struct adapter *adapter, const uint8_t *bytes, size_t length)
{
    struct read_warnings warnings = {.count = 0};
    struct message_source source = {.bytes = bytes, .length = (uint32_t)length, .warnings = &warnings};
    struct message_info info = {.format = ""};
    struct read_error error = {.code = ""};
    struct transfer *transfer = &adapter->transfer;
    uint64_t hash = 0xCBF29CE484222325u;
    transfer_reset(transfer);
    enum read_result result = adapter->format->begin(adapter->workspace, &source, transfer, &info, &error);
    MUST(memchr(info.type, '\0', sizeof info.type) && info.format[0]);
    MUST(result != READ_END && !transfer->writing);
    bool first = true;
    if (result == READ_TRANSFER)
        transfer_end_header(transfer);
    while (result == READ_TRANSFER) {
        transfer_rewind(transfer);
        result = adapter->format->next(adapter->workspace, transfer, &error);
        MUST(!transfer->writing && result != READ_NOT_A_TRANSFER);
        if (result != READ_TRANSFER)
            break;
        MUST(transfer->level == LEVEL_TRANSFER || (transfer->level == LEVEL_UNDERLYING && !first));
        MUST(transfer->value_count <= adapter->limits.fields && transfer->text_used <= adapter->limits.text_bytes);
        for (uint32_t i = 0; i < transfer->value_count; i++)
            value_holds(transfer, &transfer->values[i], length);
        hash = transfer_hash(transfer, hash);
        adapter->values += transfer->value_count;
        adapter->transfers++;
        first = false;
    }
    if (result == READ_BROKEN || result == READ_LIMIT)
        error_holds(result, &error, length);
    else
        MUST((result == READ_END || result == READ_NOT_A_TRANSFER) && info.type[0]);
    warnings_hold(&warnings, length);
    return (hash ^ (uint64_t)result ^ (uint64_t)warnings.count << 8 ^ error.offset << 16) * 0x100000001B3u;
}

/* One input through an adapter with both sets of limits, and once more with the first: a message leaves nothing behind
 * that changes how the next is read. */
static inline void adapters_read(const struct format *format, struct adapter adapters[2], const uint8_t *bytes,
                                 size_t length)
{
    if (!adapters[0].format) {
        adapter_open(&adapters[0], format, &roomy_limits);
        adapter_open(&adapters[1], format, &tight_limits);
    }
    int claim = format->claims(adapters[0].workspace, bytes, length);
    MUST(claim >= 0 && claim <= 100);
    if (length > roomy_limits.message_bytes)
        return;
    uint64_t hash = adapter_read(&adapters[0], bytes, length);
    adapter_read(&adapters[1], bytes, length);
    MUST(adapter_read(&adapters[0], bytes, length) == hash);
}

/* The same for an input whose first byte is below 0x20: that byte chooses a beginning, the rest goes between it and the
 * end, so that a fuzzer need not keep what stands around a message whole. */
static inline void adapters_read_within(const struct format *format, struct adapter adapters[2],
                                        const char *const *beginnings, size_t count, const char *end,
                                        const uint8_t *bytes, size_t length)
{
    if (length == 0 || bytes[0] >= 0x20) {
        adapters_read(format, adapters, bytes, length);
        return;
    }
    const char *beginning = beginnings[bytes[0] % count];
    size_t before = strlen(beginning), behind = strlen(end), whole = before + length - 1 + behind;
    uint8_t *message = malloc(whole); /* no larger than the message, for the sanitizer */
    MUST(message != NULL);
    memcpy(message, beginning, before);
    memcpy(message + before, bytes + 1, length - 1);
    memcpy(message + before + length - 1, end, behind);
    adapters_read(format, adapters, message, whole);
    free(message);
}

#endif
