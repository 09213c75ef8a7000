/*
 * lanes.c: which pack is in use, in the gate and by each lane.
 */
#include <stdio.h>

#include "control/control.h"
#include "judge/pack.h"

fg_error fg_lane_packs(fg_gate *gate, fg_lane_pack *lanes, uint32_t room, uint32_t *used)
{
    if (!gate || !used || (!lanes && room > 0))
        return FG_E_ARGUMENT;
    if (guard_is_forked(gate->guard))
        return FG_E_FORKED;
    *used = 0;
    pthread_mutex_lock(&gate->reload);
    uint64_t active = atomic_load(&gate->live)->pack->generation;
    for (uint32_t i = 0; i < gate->config.lanes; i++) {
        struct lane_slot *slot = &gate->slots[i];
        if (!atomic_load(&slot->taken))
            continue;
        uint64_t generation = atomic_load_explicit(&slot->generation, memory_order_relaxed);
        if (*used < room)
            lanes[*used] = (fg_lane_pack){.lane = i,
                                          .current = generation == active,
                                          .inside = atomic_load(&slot->using) != NULL,
                                          .generation = generation};
        (*used)++;
    }
    pthread_mutex_unlock(&gate->reload);
    return FG_OK;
}

fg_error fg_pack_in_use(fg_gate *gate, const fg_lane *lane, char *name, size_t name_size, char *version,
                        size_t version_size, char *hash, size_t hash_size)
{
    if (!gate || (lane && lane->gate != gate) || (name && !name_size) || (version && !version_size) ||
        (hash && !hash_size))
        return FG_E_ARGUMENT;
    if (guard_is_forked(gate->guard))
        return FG_E_FORKED;
    pthread_mutex_lock(&gate->reload);
    const struct pack *pack = atomic_load(&gate->live)->pack;
    bool current = !lane || atomic_load(&gate->slots[lane->slot].generation) == pack->generation;
    if (name)
        snprintf(name, name_size, "%s", current ? pack_string(pack, pack->meta->name) : "");
    if (version)
        snprintf(version, version_size, "%s", current ? pack_string(pack, pack->meta->version) : "");
    if (hash)
        snprintf(hash, hash_size, "%s", current ? pack->hash : "");
    pthread_mutex_unlock(&gate->reload);
    return FG_OK;
}
