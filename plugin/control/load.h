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
    uint8_t fallback_sha256[32]; /* what its approver named to go back to; zero = none */
};

/*
 * remembered: what the pack must not fall behind (the gate's state; for a second pack a copy without
 * highest_version). FG_OK and what fg_reload returns; why names the file and what to do.
 */
fg_error load_aside(const struct fg_gate *gate, const struct gate_state *remembered, const char *path,
                    struct loaded_pack *loaded, char *why, size_t why_size);

#endif
