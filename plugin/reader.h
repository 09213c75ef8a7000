/*
 * reader.h: one message's reading, whatever its format: asks every adapter what it makes of the bytes, then pulls
 * transfers through the one that is surest. Lives in memory its owner lays out; allocates nothing after reader_place().
 */
#ifndef FIATGATE_READER_H
#define FIATGATE_READER_H

#include "format.h"

#define READER_FORMATS 8

/* How the adapters are to read, beside the limits. */
struct reader_settings {
    bool scan_free_text;
    const void *own[READER_FORMATS]; /* by place in the table: what each adapter's load() made */
};

struct reader {
    const struct format *const *table;
    void *workspaces[READER_FORMATS];
    uint32_t format_count;
    const struct format *current;
    void *current_workspace;
    struct limits limits;
    struct message_source source;
    struct message_info info;      /* of the message read last, where an input holds several */
    struct read_warnings warnings; /* of the message being read */
    struct transfer transfer;
    struct reader_settings settings; /* and these: owned when made by reader_new() */
    void *memory;
};

size_t reader_size(const struct format *const *table, const struct limits *limits);
/* memory: reader_size() bytes, aligned to 64. false = an adapter could not open. */
bool reader_place(struct reader *reader, void *memory, const struct format *const *table, const struct limits *limits,
                  const struct reader_settings *settings, uint64_t seed);
/* Closes the adapters' workspaces; the memory stays its owner's. */
void reader_close(struct reader *reader);

/* Begins a message. READ_TRANSFER: call reader_next. Otherwise the message ends here; info and error say what could be
 * told. The bytes must stay as they are until the last reader_next. */
enum read_result reader_begin(struct reader *reader, const void *bytes, size_t length, struct message_info *info,
                              struct read_error *error);
/* The next transfer, in the place of the last one. */
enum read_result reader_next(struct reader *reader, struct read_error *error);
const struct transfer *reader_transfer(const struct reader *reader);
/* What the transfer read last is of: an input may hold several messages. */
const struct message_info *reader_info(const struct reader *reader);
/* What was noticed so far in the message. */
const struct read_warnings *reader_warnings(const struct reader *reader);

/* Calls the load() of every adapter that has one; paths by the table's order, NULL for what is built in. On failure
 * nothing stays loaded. Returns FG_OK, FG_E_CONFIG, FG_E_MEMORY; why says the reason. */
fg_error reader_settings_load(struct reader_settings *settings, const struct format *const *table,
                              const char *const paths[READER_FORMATS], char *why, size_t why_size);
void reader_settings_unload(struct reader_settings *settings, const struct format *const *table);

#endif
