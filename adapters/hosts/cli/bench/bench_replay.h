/*
 * bench_replay.h: `fiatgate bench --replay`: what reading an archive and reporting add to screening, and what a second
 * core gains.
 */
#ifndef FIATGATE_CLI_BENCH_REPLAY_H
#define FIATGATE_CLI_BENCH_REPLAY_H

#include "setup.h"

#define BENCH_REPLAY_ROUNDS   9
#define BENCH_REPLAY_MESSAGES 50000u

struct bench_replay_plan {
    const struct setup *setup; /* names a built pack */
    const char *against;       /* another built pack; NULL = none */
    uint64_t messages;
    bool json;
};

/* Measures and prints. EXIT_DONE, or an exit code (said why). */
int bench_replay(const struct bench_replay_plan *plan);

#endif
