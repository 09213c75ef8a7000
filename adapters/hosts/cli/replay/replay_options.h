/*
 * replay_options.h: what `fiatgate replay` was asked for.
 */
#ifndef FIATGATE_CLI_REPLAY_OPTIONS_H
#define FIATGATE_CLI_REPLAY_OPTIONS_H

#include "setup.h"

#define REPLAY_JOBS_MOST 256u

struct replay_options {
    struct setup setup;
    const char *against, *labels, *junit; /* NULL = not given */
    const char *report;
    char *csv;  /* beside the report */
    char *work; /* given, or beside the report; NULL = a temporary file */
    bool anew, unmasked, json, quiet;
    uint32_t jobs; /* 0 = not given */
    uint32_t minutes_an_alert;
    uint64_t allow_unreadable;
    int32_t changed_since; /* YYYYMMDD, 0 = not given */
    char **paths;
    int path_count;
    /* Those that decide what is found, as "--as-of 2026-11-01", in the order of the table of options. */
    char **deciding;
    size_t deciding_count;
};

/* Reads the command's arguments. -1 = go on; else the exit code: of --help, or of what is wrong (said). Options are to
 * be freed in any case. */
int replay_options_read(struct replay_options *options, int argc, char **argv);
void replay_options_free(struct replay_options *options);

/* Whether the pack is compared with itself, as of the day before changes are looked for. */
static inline bool replay_looks_back_alone(const struct replay_options *options)
{
    return options->changed_since != 0 && !options->against;
}

#endif
