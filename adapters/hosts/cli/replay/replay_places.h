/*
 * replay_places.h: where a replay writes.
 */
#ifndef FIATGATE_CLI_REPLAY_PLACES_H
#define FIATGATE_CLI_REPLAY_PLACES_H

#include "replay_options.h"

/* Whether the report, its CSV, the file of --junit and the work file can be where they are wanted: asked before hours
 * of work, not behind them. Their folders are there; what a replay reads is not written over; nothing comes to lie in a
 * folder that is read, where the same command would read it the next time. false = said which, why and what to do. */
bool replay_places_check(const struct replay_options *options);

#endif
