/*
 * replay_progress.h: how far a replay has come, in one line on a terminal. Touches standard error.
 */
#ifndef FIATGATE_CLI_REPLAY_PROGRESS_H
#define FIATGATE_CLI_REPLAY_PROGRESS_H

#include "reading.h"

struct replay_progress {
    bool shown;            /* standard error is a terminal, and the line is wanted */
    double drawn;          /* seconds after the beginning */
    uint64_t bytes_before; /* read when it began: what an earlier run had done */
};

void replay_progress_begin(struct replay_progress *progress, bool wanted, const struct reading *reading);
/* Draws the line anew, a few times a second. messages and seconds are of this run. */
void replay_progress_draw(struct replay_progress *progress, const struct reading *reading, uint64_t messages,
                          double seconds);
void replay_progress_end(const struct replay_progress *progress);

#endif
