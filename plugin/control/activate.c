/*
 * activate.c: a loaded pack made the active one (activate.h).
 *
 * The order is what makes it safe. First what takes memory: counters, reliefs, the set that lanes will read. Then the
 * copy in the state folder, which changes nothing by lying there. Then the line in the change log; when the next step
 * fails, a second line says so. Then the state, one rename: from here on a restart would take the new pack. The swap
 * itself cannot fail.
 */
#include "control/activate.h"

#include <stdlib.h>
#include <string.h>

#include "control/control.h"
#include "control/publish.h"
#include "control/relief.h"
#include "control/trust.h"
#include "evidence/pack_counters.h"

/* What is made for a pack before it is swapped in. */
struct preparation {
    struct gate_state *state; /* as it is to be */
    struct live_set *live;
    struct relief_set *reliefs;
};

static fg_error no_memory(const char *path, char *why, size_t why_size)
{
    control_say(why, why_size, "%s: memory to make the pack the active one could not be had", path);
    return FG_E_MEMORY;
}

/* One step back is signed with an activation. Who takes it by the file of the fallback goes back as fg_fall_back()
 * does, or the fallback's own fallback were a second step. */
static bool goes_back(const struct gate_state *state, const struct pack *pack, const struct activation_terms *terms)
{
    const char *highest = state_highest(state, pack_string(pack, pack->meta->name));
    return terms->is_fallback || (strcmp(pack->hash, state->fallback) == 0 && *highest &&
                                  version_compare(pack_string(pack, pack->meta->version), highest) <= 0);
}

/* The state as it will be. A gate that goes back keeps the name of the pack it went back to, so that it may be opened
 * with it again. */
static fg_error next_state(const struct fg_gate *gate, const struct loaded_pack *loaded,
                           const struct activation_terms *terms, struct gate_state *next, char *why, size_t why_size)
{
    bool back = goes_back(&gate->control->state, loaded->pack, terms);
    const struct pack *pack = loaded->pack;
    struct activation activation = {.first_active = control_now()};
    *next = gate->control->state;
    if (terms->is_fallback && strcmp(pack->hash, next->fallback) != 0) {
        control_say(why, why_size,
                    "%s: this is pack %.16s… and not the one it was kept as: the copy was changed; reload the pack by "
                    "its own file",
                    terms->path, pack->hash);
        return FG_E_STATE;
    }
    control_say(activation.hash, sizeof activation.hash, "%s", pack->hash);
    control_say(activation.version, sizeof activation.version, "%s", pack_string(pack, pack->meta->version));
    fg_error error = state_activate(next, pack_string(pack, pack->meta->name), &activation,
                                    back ? pack->hash : loaded->fallback, why, why_size);
    next->fell_back = back;
    if (loaded->keys_signed_at > next->keys_signed_at)
        next->keys_signed_at = loaded->keys_signed_at;
    return error;
}

static fg_error prepare(struct fg_gate *gate, struct loaded_pack *loaded, const struct activation_terms *terms,
                        struct preparation *made, char *why, size_t why_size)
{
    const struct live_set *live = atomic_load(&gate->live);
    made->state = malloc(sizeof *made->state);
    made->live = live_copy(gate);
    if (!made->state || !made->live)
        return no_memory(terms->path, why, why_size);
    fg_error error = next_state(gate, loaded, terms, made->state, why, why_size);
    if (error == FG_OK)
        error = counters_make(gate, loaded->pack, live ? live->pack : NULL, why, why_size);
    if (error == FG_OK)
        error = reliefs_resolve(gate, loaded->pack, &made->reliefs, why, why_size);
    return error;
}

static void drop(struct preparation *made, struct pack *pack)
{
    counters_free(pack);
    free(made->reliefs);
    free(made->live);
    free(made->state);
}

/* Copy, log, state. */
static fg_error write_down(struct fg_gate *gate, const struct pack *pack, const struct activation_terms *terms,
                           const struct gate_state *next, char *why, size_t why_size)
{
    char kept[sizeof next->folder + 128];
    if (next->folder[0] == '\0')
        return FG_OK;
    state_pack_path(next, pack->hash, kept, sizeof kept);
    fg_error error =
        strcmp(kept, terms->path) == 0 ? FG_OK : state_keep_pack(next, terms->path, pack->hash, why, why_size);
    if (error == FG_OK)
        error = control_log(gate, terms->act, terms->who, terms->why, pack, terms->path, why, why_size);
    if (error == FG_OK) {
        error = state_write(next, why, why_size);
        if (error != FG_OK) /* it may stand there all the same, renamed and not synced */
            (void)state_write(&gate->control->state, NULL, 0);
    }
    if (error != FG_OK)
        state_drop_packs(&gate->control->state);
    return error;
}

/* Lanes see the new pack from here on. */
static void swap(struct fg_gate *gate, struct pack *pack, struct preparation *made)
{
    const struct live_set *before = atomic_load(&gate->live);
    const struct relief_set *old_reliefs = before ? before->reliefs : NULL;
    pack->generation = ++gate->generation;
    made->live->pack = pack;
    made->live->reliefs = made->reliefs;
    struct live_set *old = live_publish(gate, made->live);
    if (!old)
        return;
    counters_carry(pack, old->pack);
    live_pack_free(old->pack);
    free((struct relief_set *)(uintptr_t)old_reliefs);
    free(old);
}

fg_error activate(struct fg_gate *gate, struct loaded_pack *loaded, const struct activation_terms *terms, char *why,
                  size_t why_size)
{
    struct preparation made = {0};
    loaded->pack->marks |= goes_back(&gate->control->state, loaded->pack, terms) ? FG_MARK_FALLBACK : 0;
    fg_error error = prepare(gate, loaded, terms, &made, why, why_size);
    if (error == FG_OK)
        error = write_down(gate, loaded->pack, terms, made.state, why, why_size);
    if (error != FG_OK) {
        drop(&made, loaded->pack);
        return error;
    }
    swap(gate, loaded->pack, &made);
    loaded->pack = NULL;
    gate->control->state = *made.state;
    free(made.state);
    state_drop_packs(&gate->control->state);
    reliefs_settle(gate);
    return FG_OK;
}
