/*
 * publish.c: swaps what lanes read (publish.h).
 */
#include "control/publish.h"

#include <stdlib.h>
#include <time.h>

#include "evidence/pack_counters.h"
#include "loader.h"

struct live_set *live_copy(const struct fg_gate *gate)
{
    struct live_set *copy = malloc(sizeof *copy);
    const struct live_set *live = atomic_load(&gate->live);
    if (copy)
        *copy = live ? *live : (struct live_set){0};
    return copy;
}

/* Until no lane reads the old set. Lanes hold one for microseconds, so looking again after a while is enough. */
static void wait_for_lanes(const struct fg_gate *gate, const struct live_set *old)
{
    for (uint32_t i = 0; i < gate->config.lanes; i++)
        while (atomic_load(&gate->slots[i].using) == old)
            nanosleep(&(struct timespec){.tv_nsec = 50000}, NULL);
}

struct live_set *live_publish(struct fg_gate *gate, struct live_set *fresh)
{
    struct live_set *old = atomic_exchange(&gate->live, fresh);
    atomic_store(&gate->only_shadows, (fresh->pack->marks & FG_MARK_SHADOWED) != 0);
    if (old)
        wait_for_lanes(gate, old);
    return old;
}

void live_pack_free(struct pack *pack)
{
    if (pack)
        counters_free(pack);
    pack_free(pack);
}
