/*
 * transfer.c: writes and finds the values of one transfer in the lane's memory (transfer.h). Touches nothing else.
 */
#include "transfer.h"

#include <string.h>

/* Runs per value are few (one per line or character reference); this share of them is enough for every real message,
 * and past it positions only become coarser. */
static uint32_t run_limit(const struct limits *limits)
{
    return limits->fields * 2 + limits->text_bytes / 8;
}

static size_t aligned(size_t size)
{
    return (size + 15) & ~(size_t)15;
}

size_t transfer_size(const struct limits *limits)
{
    return aligned((size_t)limits->fields * sizeof(struct field_value)) +
           aligned((size_t)run_limit(limits) * sizeof(struct text_run)) + aligned(limits->text_bytes);
}

void transfer_place(struct transfer *transfer, void *memory, const struct limits *limits)
{
    unsigned char *at = memory;
    memset(transfer, 0, sizeof *transfer);
    transfer->values = (struct field_value *)at;
    transfer->value_limit = limits->fields;
    at += aligned((size_t)limits->fields * sizeof(struct field_value));
    transfer->runs = (struct text_run *)at;
    transfer->run_limit = run_limit(limits);
    at += aligned((size_t)transfer->run_limit * sizeof(struct text_run));
    transfer->text = at;
    transfer->text_limit = limits->text_bytes;
}

void transfer_reset(struct transfer *transfer)
{
    transfer->value_count = transfer->text_used = transfer->run_count = 0;
    transfer->header_values = transfer->header_text = transfer->header_runs = 0;
    transfer->header_uses = 0;
    transfer->level = LEVEL_TRANSFER;
    transfer->writing = false;
    memset(transfer->occurrences, 0, sizeof transfer->occurrences);
    memset(transfer->header_occurrences, 0, sizeof transfer->header_occurrences);
}

void transfer_end_header(struct transfer *transfer)
{
    transfer->header_values = transfer->value_count;
    transfer->header_text = transfer->text_used;
    transfer->header_runs = transfer->run_count;
    transfer->header_uses = 0;
    memcpy(transfer->header_occurrences, transfer->occurrences, sizeof transfer->occurrences);
}

void transfer_rewind(struct transfer *transfer)
{
    transfer->value_count = transfer->header_values;
    transfer->text_used = transfer->header_text;
    transfer->run_count = transfer->header_runs;
    transfer->level = LEVEL_TRANSFER;
    transfer->writing = false;
    memcpy(transfer->occurrences, transfer->header_occurrences, sizeof transfer->occurrences);
}

void transfer_set_mark(const struct transfer *transfer, struct transfer_mark *mark)
{
    *mark = (struct transfer_mark){transfer->value_count, transfer->text_used, transfer->run_count, {0}};
    memcpy(mark->occurrences, transfer->occurrences, sizeof mark->occurrences);
}

void transfer_return(struct transfer *transfer, const struct transfer_mark *mark)
{
    transfer->value_count = mark->values;
    transfer->text_used = mark->text;
    transfer->run_count = mark->runs;
    memcpy(transfer->occurrences, mark->occurrences, sizeof transfer->occurrences);
    transfer_end_header(transfer);
    transfer_rewind(transfer);
}

void transfer_mark_alternative(struct transfer *transfer)
{
    if (transfer->value_count > 0 && !transfer->writing)
        transfer->values[transfer->value_count - 1].alternative = 1;
}

bool transfer_begin(struct transfer *transfer, fg_field field)
{
    if (transfer->value_count >= transfer->value_limit || (unsigned)field >= FG_FIELD_LIMIT || transfer->writing ||
        transfer->occurrences[field] == UINT16_MAX)
        return false;
    struct field_value *value = &transfer->values[transfer->value_count];
    *value = (struct field_value){.field = (uint8_t)field,
                                  .occurrence = transfer->occurrences[field],
                                  .text = transfer->text_used,
                                  .first_run = transfer->run_count};
    transfer->writing = true;
    return true;
}

/* Adds a run, or stretches the last one where the new piece continues it or no run is left. */
static void add_run(struct transfer *transfer, struct field_value *value, uint32_t length, uint32_t source,
                    uint32_t source_length)
{
    uint32_t decoded = value->length;
    if (value->run_count > 0) {
        struct text_run *last = &transfer->runs[value->first_run + value->run_count - 1];
        bool last_exact = decoded - last->decoded == last->source_length;
        if (last_exact && length == source_length && last->source + last->source_length == source) {
            last->source_length += source_length;
            return;
        }
        if (transfer->run_count >= transfer->run_limit) {
            uint32_t start = last->source < source ? last->source : source;
            uint32_t end = last->source + last->source_length;
            if (source + source_length > end)
                end = source + source_length;
            /* A widened run must not look exact, else part of it would be mapped one to one. */
            last->source = start;
            last->source_length = end - start;
            if (last->source_length == decoded + length - last->decoded)
                last->source_length++;
            return;
        }
    }
    if (transfer->run_count >= transfer->run_limit)
        return; /* a value without runs: its position is not known */
    transfer->runs[transfer->run_count++] =
        (struct text_run){.decoded = decoded, .source = source, .source_length = source_length};
    value->run_count++;
}

bool transfer_append(struct transfer *transfer, const void *bytes, uint32_t length, uint32_t source,
                     uint32_t source_length)
{
    if (!transfer->writing || length > transfer->text_limit - transfer->text_used)
        return false;
    if (length == 0)
        return true;
    struct field_value *value = &transfer->values[transfer->value_count];
    memcpy(transfer->text + transfer->text_used, bytes, length);
    add_run(transfer, value, length, source, source_length);
    transfer->text_used += length;
    value->length += length;
    return true;
}

bool transfer_end(struct transfer *transfer)
{
    if (!transfer->writing)
        return false;
    struct field_value *value = &transfer->values[transfer->value_count];
    if (value->length == 0) {
        transfer_abandon(transfer);
        return false;
    }
    transfer->writing = false;
    transfer->occurrences[value->field]++;
    transfer->value_count++;
    return true;
}

/* Takes what lies behind the value's length out of its runs. */
static void cut_runs(struct transfer *transfer, struct field_value *value, uint32_t old_length)
{
    while (value->run_count > 0) {
        struct text_run *last = &transfer->runs[value->first_run + value->run_count - 1];
        if (last->decoded < value->length) {
            bool exact = old_length - last->decoded == last->source_length;
            uint32_t kept = value->length - last->decoded;
            if (exact)
                last->source_length = kept;
            else if (kept == last->source_length && last->source > 0) {
                last->source--; /* must not look exact now; a byte wider is coarser, not wrong */
                last->source_length++;
            }
            break;
        }
        old_length = last->decoded;
        value->run_count--;
    }
    transfer->run_count = value->first_run + value->run_count;
}

void transfer_trim(struct transfer *transfer)
{
    if (!transfer->writing)
        return;
    struct field_value *value = &transfer->values[transfer->value_count];
    uint32_t old_length = value->length;
    const unsigned char *text = transfer->text + value->text;
    while (value->length > 0 && memchr(" \t\r\n", text[value->length - 1], 4))
        value->length--;
    if (value->length == old_length)
        return;
    transfer->text_used = value->text + value->length;
    cut_runs(transfer, value, old_length);
}

void transfer_abandon(struct transfer *transfer)
{
    if (!transfer->writing)
        return;
    const struct field_value *value = &transfer->values[transfer->value_count];
    transfer->text_used = value->text;
    transfer->run_count = value->first_run;
    transfer->writing = false;
}

bool transfer_put(struct transfer *transfer, fg_field field, const void *bytes, uint32_t length, uint32_t source)
{
    if (!transfer_begin(transfer, field))
        return false;
    if (!transfer_append(transfer, bytes, length, source, length)) {
        transfer_abandon(transfer);
        return false;
    }
    transfer_end(transfer);
    return true;
}

static const struct field_value *find_in(const struct transfer *transfer, uint32_t from, uint32_t to, fg_field field,
                                         uint32_t nth)
{
    for (uint32_t i = from; i < to; i++)
        if (transfer->values[i].field == field && nth-- == 0)
            return &transfer->values[i];
    return NULL;
}

const struct field_value *transfer_find(const struct transfer *transfer, fg_field field, uint32_t nth)
{
    if (find_in(transfer, transfer->header_values, transfer->value_count, field, 0))
        return find_in(transfer, transfer->header_values, transfer->value_count, field, nth);
    return find_in(transfer, 0, transfer->header_values, field, nth);
}

/* The run that holds a byte of the value, or the first: the last that begins at or before it. */
static uint32_t run_at(const struct transfer *transfer, const struct field_value *value, uint32_t at)
{
    uint32_t low = 0, high = value->run_count;
    while (high - low > 1) {
        uint32_t middle = low + (high - low) / 2;
        if (transfer->runs[value->first_run + middle].decoded <= at)
            low = middle;
        else
            high = middle;
    }
    return low;
}

void transfer_source(const struct transfer *transfer, const struct field_value *value, uint32_t from, uint32_t to,
                     uint64_t *start, uint64_t *end)
{
    *start = *end = 0;
    if (to > value->length)
        to = value->length;
    if (from >= to)
        return;
    bool found = false;
    for (uint32_t i = run_at(transfer, value, from); i < value->run_count; i++) {
        const struct text_run *run = &transfer->runs[value->first_run + i];
        uint32_t run_end = i + 1 < value->run_count ? run[1].decoded : value->length;
        if (run->decoded >= to)
            break;
        bool exact = run_end - run->decoded == run->source_length;
        uint64_t a = run->source, b = (uint64_t)run->source + run->source_length;
        if (exact && from > run->decoded)
            a = run->source + (from - run->decoded);
        if (exact && to < run_end)
            b = run->source + (to - run->decoded);
        if (!found || a < *start)
            *start = a;
        if (!found || b > *end)
            *end = b;
        found = true;
    }
}

static bool digits(const unsigned char *text, uint32_t count, int32_t *number)
{
    *number = 0;
    for (uint32_t i = 0; i < count; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *number = *number * 10 + (text[i] - '0');
    }
    return true;
}

int32_t transfer_date(const struct transfer *transfer, fg_field field)
{
    const struct field_value *value = transfer_find(transfer, field, 0);
    if (!value || value->length < 8)
        return 0;
    const unsigned char *text = transfer_text(transfer, value);
    bool dashed = value->length >= 10 && text[4] == '-' && text[7] == '-';
    int32_t year, month, day;
    if (!digits(text, 4, &year) || !digits(text + (dashed ? 5 : 4), 2, &month) ||
        !digits(text + (dashed ? 8 : 6), 2, &day))
        return 0;
    int32_t date = year * 10000 + month * 100 + day;
    return civil_date_is_valid(date) ? date : 0;
}
