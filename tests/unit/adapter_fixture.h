/*
 * adapter_fixture.h: what the fixtures of the adapters' tests share: limits, memory of the exact size of a message so
 * that a sanitizer sees a byte read too many, and looks at what was read.
 */
#ifndef FIATGATE_TEST_ADAPTER_FIXTURE_H
#define FIATGATE_TEST_ADAPTER_FIXTURE_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "plugin/format.h"

static inline struct limits fixture_limits(uint32_t fields, uint32_t text_bytes)
{
    return (struct limits){.message_bytes = 1u << 20,
                           .transfers = 100,
                           .fields = fields,
                           .text_bytes = text_bytes,
                           .depth = 16,
                           .attributes = 64,
                           .hits = 16,
                           .reasons_per_transfer = 4,
                           .reasons_per_message = 16};
}

/* Memory for a workspace or a transfer; ends the test program where there is none. */
static inline void *fixture_memory(size_t size)
{
    void *memory = aligned_alloc(16, (size + 15) & ~(size_t)15);
    if (!memory) {
        fprintf(stderr, "no memory for the test's reader\n");
        exit(2);
    }
    return memory;
}

/* A copy of a message in a block of its size. */
static inline unsigned char *fixture_copy(const void *bytes, size_t length)
{
    unsigned char *copy = malloc(length ? length : 1);
    if (!copy) {
        fprintf(stderr, "no memory for the test's message\n");
        exit(2);
    }
    memcpy(copy, bytes, length);
    return copy;
}

/* The nth value of a field as a string, "" when there is none; valid until the next call but three. */
static inline const char *fixture_text(const struct transfer *transfer, fg_field field, uint32_t nth)
{
    static char texts[4][4096];
    static unsigned turn;
    char *text = texts[turn++ % 4];
    const struct field_value *value = transfer_find(transfer, field, nth);
    uint32_t length = value ? value->length : 0;
    if (length >= sizeof texts[0])
        length = sizeof texts[0] - 1;
    if (value)
        memcpy(text, transfer_text(transfer, value), length);
    text[length] = '\0';
    return text;
}

/* Whether a warning of that code was given. */
static inline bool fixture_warned(const struct read_warnings *warnings, const char *code)
{
    for (uint32_t i = 0; i < warnings->count; i++)
        if (strcmp(warnings->kept[i].code, code) == 0)
            return true;
    return false;
}

#endif
