/*
 * gate.h: what hosts in this tree (the command line) may use beside fiatgate.h: a gate opened from a configuration in
 * memory, and the adapters run without a pack. The public functions are in fiatgate.h.
 */
#ifndef FIATGATE_GATE_H
#define FIATGATE_GATE_H

#include "config.h"
#include "format.h"
#include "include/fiatgate.h"
#include "judge/pack.h"

/* fg_open without the file: config.pack_path names the pack. */
fg_error gate_open(const struct gate_config *config, fg_log_fn log, void *log_context, fg_gate **gate, char *why,
                   size_t why_size);

/*
 * Reading without judging. A reader owns one transfer and the workspaces of all formats. reader_begin recognises the
 * format and reads the header, reader_next reads one transfer; results are those of format.h. The message's bytes must
 * stay until the last reader_next. On READ_NOT_A_TRANSFER and READ_BROKEN, info says what could be told.
 */
struct reader;
fg_error reader_new(const struct limits *limits, struct reader **reader);
void reader_free(struct reader *reader);
enum read_result reader_begin(struct reader *reader, const void *bytes, size_t length, struct message_info *info,
                              struct read_error *error);
enum read_result reader_next(struct reader *reader, struct read_error *error);
const struct transfer *reader_transfer(const struct reader *reader);

#endif
