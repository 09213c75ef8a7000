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
#include "reader.h"

/* fg_open without the file: config.pack_path names the pack. */
fg_error gate_open(const struct gate_config *config, fg_log_fn log, void *log_context, fg_gate **gate, char *why,
                   size_t why_size);

/* The pack that is live, for as long as nobody reloads. */
const struct pack *gate_pack(const fg_gate *gate);

/* What the adapters take from files of the bank's (format_paths). To be given to reader_settings_unload(). FG_OK,
 * FG_E_CONFIG, FG_E_MEMORY. */
fg_error gate_load_settings(const struct gate_config *config, struct reader_settings *settings, char *why,
                            size_t why_size);

/*
 * Reading without judging (reader.h): a reader in memory of its own. reader_begin recognises the format and reads the
 * header, reader_next reads one transfer; results are those of format.h. The message's bytes must stay until the last
 * reader_next.
 * Of the configuration it takes the limits, scan_free_text and format_paths. FG_OK, FG_E_CONFIG, FG_E_MEMORY; why says
 * the reason.
 */
fg_error reader_new(const struct gate_config *config, struct reader **reader, char *why, size_t why_size);
void reader_free(struct reader *reader);

#endif
