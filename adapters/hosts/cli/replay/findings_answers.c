/*
 * findings_answers.c: what the terminal and the report ask of findings (findings_answers.h).
 */
#include "findings_answers.h"

#include <string.h>

static bool is_same(const char *a, const char *b)
{
    return strcmp(a ? a : "", b ? b : "") == 0;
}

bool replay_is_of_one_pack(const Fiatgate__Replay *replay)
{
    return replay->pack && replay->against && is_same(replay->pack->hash, replay->against->hash);
}

const char *replay_look_back(const Fiatgate__Replay *replay)
{
    static const char option[] = "--changed-since ";
    if (!replay_is_of_one_pack(replay))
        return NULL;
    for (size_t i = 0; i < replay->n_options; i++)
        if (strncmp(replay->options[i], option, sizeof option - 1) == 0)
            return replay->options[i] + sizeof option - 1;
    return NULL;
}

const Fiatgate__ReplayGroup *replay_change(const Fiatgate__Replay *replay, int change)
{
    for (size_t i = 0; i < replay->n_changes; i++)
        if ((int)replay->changes[i]->change == change && replay->changes[i]->payments > 0)
            return replay->changes[i];
    return NULL;
}

void replay_would(const Fiatgate__Replay *replay, uint64_t would[ACTION_COUNT])
{
    memset(would, 0, ACTION_COUNT * sizeof *would);
    for (size_t i = 0; i < replay->n_would; i++)
        if (replay->would[i]->after < ACTION_COUNT)
            would[replay->would[i]->after] += replay->would[i]->payments;
}

bool replay_stops(const Fiatgate__ReplayGroup *group)
{
    return group->payments > 0 && (group->change == FIATGATE__CHANGE__CHANGE_NEWLY_BLOCKED ||
                                   group->change == FIATGATE__CHANGE__CHANGE_NEWLY_HELD);
}

/* Whether a group is the first of its kind, and no payment of its kind is stopped. */
static bool is_spared(const Fiatgate__Replay *replay, size_t group)
{
    for (size_t i = 0; i < replay->n_apart; i++)
        if (is_same(replay->apart[i]->key, replay->apart[group]->key) && (i < group || replay_stops(replay->apart[i])))
            return false;
    return true;
}

size_t replay_next_spared(const Fiatgate__Replay *replay, size_t from)
{
    while (from < replay->n_apart && !is_spared(replay, from))
        from++;
    return from;
}
