/*
 * mt_fixture.h: reads FIN messages with the MT adapter alone, in memory of their exact size so that a sanitizer sees a
 * byte read too many. Included by the tests of the adapter, one program each.
 */
#ifndef FIATGATE_MT_FIXTURE_H
#define FIATGATE_MT_FIXTURE_H

#include <CUnit/CUnit.h>

#include "adapter_fixture.h"
#include "adapters/formats/mt/mt.h"

#define MT_HEADER                                                                                                      \
    "{1:F01HSBKKZKXAXXX0000000000}{2:I103BUKBGB22XXXXN}{3:{121:7a1c0f4e-2b5d-4a8e-9c1d-0f2e3d4c5b6a}}{4:\n"
/* A whole MT103 around the fields of its parties and texts. */
#define MT103_OF(fields)        MT_HEADER ":20:FT26\n:23B:CRED\n:32A:261121EUR5000,00\n" fields "-}"
#define MT_DEBTOR               ":50K:/KZ35601A000000012345\nSPECIMEN PAYER\nABAY AVE 10\n"
#define MT_CREDITOR             ":59:/GB33BUKB20201555555555\nSPECIMEN PAYEE\nLONDON\n"
#define MT103_WITH_TEXT(fields) MT103_OF(MT_DEBTOR MT_CREDITOR fields)
#define MT103_PLAIN             MT103_WITH_TEXT(":70:INVOICE 7\n:71A:SHA\n")

struct mt_fixture {
    struct limits limits;
    struct transfer transfer;
    struct message_info info;
    struct read_error error;
    struct read_warnings warnings;
    void *memory;
    void *workspace;
    unsigned char *bytes; /* the message, in a block of its size */
    uint32_t length;
};

static inline void mt_fixture_open_with(struct mt_fixture *fixture, uint32_t fields, uint32_t text_bytes,
                                        const struct format_settings *settings)
{
    memset(fixture, 0, sizeof *fixture);
    fixture->limits = fixture_limits(fields, text_bytes);
    size_t size = mt_format.workspace_size(&fixture->limits);
    fixture->memory = fixture_memory(transfer_size(&fixture->limits));
    fixture->workspace = fixture_memory(size);
    if (!mt_format.open(fixture->workspace, size, &fixture->limits, settings, 1)) {
        fprintf(stderr, "mt_fixture: no reader could be opened\n");
        exit(2);
    }
    transfer_place(&fixture->transfer, fixture->memory, &fixture->limits);
}

static inline void mt_fixture_open(struct mt_fixture *fixture, uint32_t fields, uint32_t text_bytes)
{
    mt_fixture_open_with(fixture, fields, text_bytes, &(struct format_settings){0});
}

static inline void mt_fixture_close(struct mt_fixture *fixture)
{
    mt_format.close(fixture->workspace);
    free(fixture->workspace);
    free(fixture->memory);
    free(fixture->bytes);
}

static inline enum read_result mt_fixture_begin(struct mt_fixture *fixture, const void *bytes, size_t length)
{
    free(fixture->bytes);
    fixture->bytes = fixture_copy(bytes, length);
    fixture->length = (uint32_t)length;
    fixture->info = (struct message_info){.format = ""};
    fixture->error = (struct read_error){.code = ""};
    fixture->warnings.count = fixture->warnings.dropped = fixture->warnings.unmapped = 0;
    transfer_reset(&fixture->transfer);
    struct message_source source = {.bytes = fixture->bytes, .length = fixture->length, .warnings = &fixture->warnings};
    enum read_result result =
        mt_format.begin(fixture->workspace, &source, &fixture->transfer, &fixture->info, &fixture->error);
    if (result == READ_TRANSFER)
        transfer_end_header(&fixture->transfer);
    return result;
}

static inline enum read_result mt_fixture_next(struct mt_fixture *fixture)
{
    transfer_rewind(&fixture->transfer);
    return mt_format.next(fixture->workspace, &fixture->transfer, &fixture->error);
}

/* begin and the first next: READ_TRANSFER when a transfer was read. */
static inline enum read_result mt_fixture_read(struct mt_fixture *fixture, const char *message)
{
    enum read_result result = mt_fixture_begin(fixture, message, strlen(message));
    return result == READ_TRANSFER ? mt_fixture_next(fixture) : result;
}

/* Whether a warning of that code was given. */
static inline bool mt_fixture_warned(const struct mt_fixture *fixture, const char *code)
{
    return fixture_warned(&fixture->warnings, code);
}

/* The nth value of a field as a string, "" when there is none; valid until the next call but three. */
static inline const char *mt_fixture_text(const struct mt_fixture *fixture, fg_field field, uint32_t nth)
{
    return fixture_text(&fixture->transfer, field, nth);
}

/* A failed row says which row it was. */
#define CHECK(condition, what)                                                                                         \
    do {                                                                                                               \
        bool holds = (condition);                                                                                      \
        if (!holds)                                                                                                    \
            fprintf(stderr, "\nrow failed: %s\n", what);                                                               \
        CU_assertImplementation(holds, __LINE__, #condition, __FILE__, "", CU_FALSE);                                  \
    } while (0)

#endif
