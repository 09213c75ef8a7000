/*
 * load.h: a pack on its way into a gate: read, its signatures verified, asked whether this gate may take it, its engine
 * and its own cases tried. Touches nothing that lanes see and leaves nothing behind when it fails.
 */
#ifndef FIATGATE_CONTROL_LOAD_H
#define FIATGATE_CONTROL_LOAD_H

#include "control/state.h"
#include "lane.h"

/* A pack that was found fit, published nowhere yet. */
struct loaded_pack {
    struct pack *pack;
    char fallback[65];      /* hash of the pack that its signers named to go back to, "" = none */
    int64_t keys_signed_at; /* of the register of keys it was taken with, 0 = none */
};

/*
 * remembered: what the pack must not fall behind: the gate's state; for a second pack a copy of it without
 * highest_version. Under the gate's lock. FG_OK and what fg_reload returns; why names the file and what to do.
 */
fg_error load_aside(const struct fg_gate *gate, const struct gate_state *remembered, const char *path,
                    struct loaded_pack *loaded, char *why, size_t why_size);

#endif
