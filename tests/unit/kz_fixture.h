/*
 * kz_fixture.h: reads domestic messages with what the MT adapter calls for them, in memory of their exact size so that
 * a sanitizer sees a byte read too many. Included by the tests of adapters/formats/kz.
 */
#ifndef FIATGATE_KZ_FIXTURE_H
#define FIATGATE_KZ_FIXTURE_H

#include "adapter_fixture.h"
#include "adapters/formats/kz/kz.h"

struct kz_fixture {
    struct limits limits;
    struct transfer transfer;
    struct message_info info;
    struct read_error error;
    struct read_warnings warnings;
    struct mt_reading reading;
    struct mt_message message;
    struct kz_batch batch;
    void *memory;
    unsigned char *bytes; /* the message, in a block of its size */
    uint32_t length;
};

static inline void kz_fixture_open(struct kz_fixture *fixture, uint32_t fields, uint32_t text_bytes)
{
    memset(fixture, 0, sizeof *fixture);
    fixture->limits = fixture_limits(fields, text_bytes);
    fixture->memory = fixture_memory(transfer_size(&fixture->limits));
    transfer_place(&fixture->transfer, fixture->memory, &fixture->limits);
}

static inline void kz_fixture_close(struct kz_fixture *fixture)
{
    free(fixture->memory);
    free(fixture->bytes);
}

/* READ_TRANSFER when the header was read. */
static inline enum read_result kz_fixture_begin(struct kz_fixture *fixture, const void *bytes, size_t length)
{
    free(fixture->bytes);
    fixture->bytes = fixture_copy(bytes, length);
    fixture->length = (uint32_t)length;
    fixture->info = (struct message_info){.format = ""};
    fixture->error = (struct read_error){.code = ""};
    fixture->warnings = (struct read_warnings){.count = 0};
    transfer_reset(&fixture->transfer);
    fixture->reading = (struct mt_reading){.bytes = fixture->bytes,
                                           .length = fixture->length,
                                           .transfer = &fixture->transfer,
                                           .error = &fixture->error,
                                           .warnings = &fixture->warnings,
                                           .result = READ_TRANSFER};
    uint32_t at = mt_start(fixture->bytes, fixture->length);
    if (!mt_check(&fixture->reading) || !mt_next_message(&fixture->reading, &at, &fixture->message))
        return fixture->reading.result == READ_TRANSFER ? READ_END : fixture->reading.result;
    if (!kz_is_domestic(&fixture->reading, &fixture->message))
        return READ_NOT_A_TRANSFER;
    kz_describe(&fixture->reading, &fixture->message, &fixture->info);
    kz_begin(&fixture->reading, &fixture->message, &fixture->batch);
    return fixture->reading.result;
}

/* READ_TRANSFER when a payment was read. */
static inline enum read_result kz_fixture_next(struct kz_fixture *fixture)
{
    transfer_rewind(&fixture->transfer);
    if (kz_next(&fixture->reading, &fixture->message, &fixture->batch))
        return READ_TRANSFER;
    return fixture->reading.result == READ_TRANSFER ? READ_END : fixture->reading.result;
}

/* The nth value of a field as a string, "" when there is none; valid until the next call but three. */
static inline const char *kz_fixture_text(const struct kz_fixture *fixture, fg_field field, uint32_t nth)
{
    return fixture_text(&fixture->transfer, field, nth);
}

/* Whether one of the warnings has this code. */
static inline bool kz_fixture_warned(const struct kz_fixture *fixture, const char *code)
{
    return fixture_warned(&fixture->warnings, code);
}

#endif
