/*
 * replay_show.h: what a replay found, on the terminal and in the files that were asked for.
 */
#ifndef FIATGATE_CLI_REPLAY_SHOW_H
#define FIATGATE_CLI_REPLAY_SHOW_H

#include "findings.h"
#include "replay_options.h"
#include "replay_run.h"

/* EXIT_DONE; EXIT_DIFFERS: the packs decide differently, or anything differs from its label; EXIT_INPUT,
 * EXIT_PRODUCT: something could not be written (said). */
int replay_show(const struct replay_options *options, const struct findings_source *source,
                const struct replay_speed *speed);

#endif
