/*
 * changed_entries.h: which entries of a pack are not what they are in the pack it is compared with: what a change is
 * put down to, where a rule points at several.
 */
#ifndef FIATGATE_CLI_REPLAY_CHANGED_ENTRIES_H
#define FIATGATE_CLI_REPLAY_CHANGED_ENTRIES_H

#include <stdbool.h>

#include "judge/pack.h"

/* Of each entry of the pack whether another pack lacks it, or knows other dates, names or licences of it. NULL = memory
 * could not be had; to be freed. */
bool *changed_entries(const struct pack *pack, const struct pack *other);
/* Of each entry whether it, or its licence, begins or ends on a day behind this one (YYYYMMDD). The same. */
bool *entries_changed_after(const struct pack *pack, int32_t day);

#endif
