/*
 * findings_answers.h: what the terminal and the report both ask of findings, so that both say the same. Pure functions
 * over a Fiatgate__Replay, whose texts may be missing.
 */
#ifndef FIATGATE_CLI_REPLAY_FINDINGS_ANSWERS_H
#define FIATGATE_CLI_REPLAY_FINDINGS_ANSWERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "replay.pb-c.h"

#define ACTION_COUNT (FIATGATE__ACTION__ACTION_BLOCK + 1)

/* Whether a pack is compared with itself. */
bool replay_is_of_one_pack(const Fiatgate__Replay *replay);
/* The day of a look back, which compares a pack with itself as of the day before; NULL = it is none. */
const char *replay_look_back(const Fiatgate__Replay *replay);
/* The payments of one change, all in all; NULL = there are none. */
const Fiatgate__ReplayGroup *replay_change(const Fiatgate__Replay *replay, int change);
/* How many payments would get each action, were what is in shadow enforced. */
void replay_would(const Fiatgate__Replay *replay, uint64_t would[ACTION_COUNT]);
/* Whether the payments of a group went on, if flagged, and are held or blocked now. */
bool replay_stops(const Fiatgate__ReplayGroup *group);
/* The number of the next group shown apart, from this one on, that is the first of its kind, and of whose kind no
 * payment is newly stopped; replay.n_apart = none is left. */
size_t replay_next_spared(const Fiatgate__Replay *replay, size_t from);

#endif
