/*
 * replay_run.h: a replay on several threads, from what is read to what the work file has taken.
 */
#ifndef FIATGATE_CLI_REPLAY_RUN_H
#define FIATGATE_CLI_REPLAY_RUN_H

#include "judging.h"
#include "reading.h"
#include "replay_gates.h"
#include "work_file.h"

struct replay_run {
    struct reading *reading;
    struct work_file *work;
    const struct judging_plan *plan;
    const struct replay_gates *gates; /* for so many jobs */
    size_t jobs;
    bool show_progress;
};

/* What this run did, for the terminal: it differs from run to run. */
struct replay_speed {
    double seconds;
    uint64_t messages, bytes;
    uint64_t nanoseconds; /* inside the library */
    int stopped_by;       /* a signal, 0 = the input came to its end */
};

/*
 * Goes on behind the batches that the work file has, until the input ends or a signal asks for the end. All that was
 * taken is committed. EXIT_DONE, or an exit code (said): lanes could not be opened, something could not be read or
 * written, or the input ends before what the work file has.
 */
int replay_run(const struct replay_run *run, struct replay_speed *speed);

#endif
