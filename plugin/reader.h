/*
 * reader.h: one message's reading, whatever its format: asks every adapter what it makes of the bytes, then pulls
 * transfers through the one that is surest. Lives in memory its owner lays out; allocates nothing after reader_place().
 */
#ifndef FIATGATE_READER_H
#define FIATGATE_READER_H

#include "format.h"

#define READER_FORMATS 8

struct reader {
    const struct format *const *table;
    void *workspaces[READER_FORMATS];
    uint32_t format_count;
    const struct format *current;
    void *current_workspace;
    struct limits limits;
    struct message_source source;
    struct transfer transfer;
    void *memory; /* owned when made by reader_new() */
};

size_t reader_size(const struct format *const *table, const struct limits *limits);
/* memory: reader_size() bytes, aligned to 64. false = an adapter could not open. */
bool reader_place(struct reader *reader, void *memory, const struct format *const *table, const struct limits *limits,
                  uint64_t seed);
/* Closes the adapters' workspaces; the memory stays its owner's. */
void reader_close(struct reader *reader);

/* Begins a message. READ_TRANSFER: call reader_next. Otherwise the message ends here; info and error say what could be
 * told. The bytes must stay as they are until the last reader_next. */
enum read_result reader_begin(struct reader *reader, const void *bytes, size_t length, struct message_info *info,
                              struct read_error *error);
/* The next transfer, in the place of the last one. */
enum read_result reader_next(struct reader *reader, struct read_error *error);
const struct transfer *reader_transfer(const struct reader *reader);

#endif
