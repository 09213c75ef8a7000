/*
 * format.h: what an adapter of adapters/formats offers the core. An adapter is a pull reader: it reads a message's
 * header once, then one transfer at a time into the same lane memory, and each is judged before the next is read.
 * It allocates nothing, blocks on nothing, keeps all state in the workspace it is given, and stops at every limit.
 */
#ifndef FIATGATE_FORMAT_H
#define FIATGATE_FORMAT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "message_limits.h"
#include "transfer.h"

enum read_result {
    READ_TRANSFER,       /* begin: the header is read, call next; next: a transfer was read */
    READ_END,            /* next: no more transfers, and the message is whole */
    READ_NOT_A_TRANSFER, /* begin: a known message type that moves no customer money */
    READ_BROKEN,         /* the message is broken, or a transfer type that cannot be read: read_error says where */
    READ_LIMIT           /* a limit was passed: read_error says which */
};

/* A sentence for a person: what is wrong and what is expected. code is a stable identifier in static storage
 * ("mt-missing-32a", "xml-not-well-formed"); text names no content of the message beyond a tag or element name. */
struct read_error {
    const char *code;
    uint64_t offset;
    uint32_t line; /* 1-based; 0 when the format has no lines */
    char text[200];
};

struct message_info {
    const char *format; /* static: "mt", "iso20022" */
    char type[40];      /* "mt103", "mt103+stp", "pacs.008.001.08"; what could be told of an unreadable one */
};

struct message_source {
    const unsigned char *bytes;
    uint32_t length; /* never above limits.message_bytes */
};

struct format {
    const char *name;
    /* Bytes of workspace in a lane, for these limits; aligned to 16. */
    size_t (*workspace_size)(const struct limits *limits);
    /* Lane open: makes the workspace ready. seed is random per lane (hash salts). May call the system; false = the
     * memory was not enough. */
    bool (*open)(void *workspace, size_t size, const struct limits *limits, uint64_t seed);
    /* Lane close. */
    void (*close)(void *workspace);
    /* Whether the bytes look like this format: 0 no … 100 surely. Looks at no more than the first 4 kB. */
    int (*claims)(const unsigned char *bytes, size_t length);
    /* Reads the header into an empty transfer and fills info as early as it can. On READ_TRANSFER the core calls
     * transfer_end_header(). */
    enum read_result (*begin)(void *workspace, const struct message_source *source, struct transfer *transfer,
                              struct message_info *info, struct read_error *error);
    /* Reads the next transfer behind the header; the core has called transfer_rewind(). The source is that of begin. */
    enum read_result (*next)(void *workspace, struct transfer *transfer, struct read_error *error);
};

/* The table of adapters in this build, NULL-terminated (adapters/formats/formats.c). */
extern const struct format *const formats[];

#endif
