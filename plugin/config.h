/*
 * config.h: a gate's configuration, read from a small libconfig file at fg_open and never on the screening path.
 *
 * libconfig ends the process when it cannot have memory while scanning. Reason for taking it in a host's process all
 * the same: the file is read once, before the first payment, is limited to CONFIG_FILE_BYTES, and may include no other
 * file.
 */
#ifndef FIATGATE_CONFIG_H
#define FIATGATE_CONFIG_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "control/keys.h"
#include "include/fiatgate.h"
#include "judge/pack.h"
#include "message_limits.h"
#include "reader.h"

#define CONFIG_FILE_BYTES (64u << 10)
#define CONFIG_PATH_BYTES 4096

/* Which packs a gate takes (the group trust of its configuration). Without the group it takes none. */
struct trust_config {
    bool unsigned_packs;   /* a developer's gate: packs need no signatures, and every verdict says so */
    bool looking_back;     /* the command line: packs of any date and version, whatever their cases say, no state;
                            * never from a file */
    bool report_required;  /* the approver must have signed the hash of a replay report */
    char jurisdiction[16]; /* of the packs it takes */
    char keys_path[CONFIG_PATH_BYTES];    /* the register of keys; "" where packs need no signatures */
    struct keepers keepers;               /* whose signatures the register must have */
    char state_folder[CONFIG_PATH_BYTES]; /* "" only where packs need no signatures */
};

struct gate_config {
    char pack_path[CONFIG_PATH_BYTES];
    bool enabled;
    bool scan_free_text;
    char format_paths[READER_FORMATS][CONFIG_PATH_BYTES]; /* by adapter of formats[]; "" = what is built in */
    uint32_t lanes;
    struct limits limits;
    uint8_t policy[FG_CAUSE_COUNT][FG_CHANNEL_COUNT]; /* fg_action, never FG_PASS */
    uint32_t window_past_days, window_future_days;    /* of settlement dates around the host's day */
    uint8_t window_action;                            /* fg_action; FG_PASS = no window */
    uint8_t enforcement; /* enum pack_enforcement, for packs that say nothing; UNSAID = such packs are refused */
    struct trust_config trust;
    char stats_folder[CONFIG_PATH_BYTES]; /* of the files of counters, on a memory file system; "" = none are kept */
};

/* The shipped defaults: hold for every cause. */
void gate_config_defaults(struct gate_config *config);
/* Reads a file over the defaults. FG_OK, FG_E_CONFIG, FG_E_MEMORY; why names file, line and what to do. */
fg_error gate_config_read(struct gate_config *config, const char *path, char *why, size_t why_size);

#endif
