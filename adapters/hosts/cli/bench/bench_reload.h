/*
 * bench_reload.h: `fiatgate bench --reload`: what a lane notices of packs being changed beside it.
 */
#ifndef FIATGATE_CLI_BENCH_RELOAD_H
#define FIATGATE_CLI_BENCH_RELOAD_H

#include "setup.h"

#define BENCH_RELOAD_ROUNDS 15

/*
 * One lane screens on one core; in every other round the gate's pack is reloaded again and again on another. Prints the
 * median of the rounds' percentiles with and without, and their ratio. setup.pack must name a built pack; each round of
 * either kind lasts `seconds` divided by their number. An exit code (said why).
 */
int bench_reload(struct setup *setup, double seconds, bool json);

#endif
