/*
 * state.h: what a gate must remember over a restart, in its state folder: the highest version of each pack ever active,
 * the activations, the packs active now and to fall back to (as copies of their files), the reliefs in force, and the
 * append-only log of changes. Written aside, synced and renamed; read at open and under the gate's control lock.
 *
 *   STATE/state          libconfig: format = 1; packs = ({ name; highest; active = "HASH"; fallback = "HASH"; since; …
 * }); STATE/packs/HASH.fgp copies of the active pack and of the one to fall back to; older ones are removed
 *   STATE/reliefs/       the signed orders of reliefs in force, a file each
 *   STATE/changes.log    one line of JSON a change: time, act, who, why, pack, hash, outcome; each holds the SHA-256 of
 * the line before it
 */
#ifndef FIATGATE_STATE_H
#define FIATGATE_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "include/fiatgate.h"

#define STATE_ACTIVATIONS 32

struct activation {
    char hash[65];
    char version[64];
    int64_t first_active; /* seconds since 1970 */
};

struct gate_state {
    char folder[4096]; /* "" = the gate keeps no state: nothing is remembered or written */
    char pack_name[64];
    char highest_version[64]; /* "" = none was ever active */
    char active[65];          /* hash, "" = none */
    char fallback[65];        /* as signed with the present activation, "" = none */
    bool fell_back;           /* the active pack is the fallback */
    bool switched_off;
    struct activation activations[STATE_ACTIVATIONS]; /* the latest, newest first */
    uint32_t activation_count;
};

/* Reads or begins the state in a folder, which must exist. FG_OK, FG_E_STATE, FG_E_MEMORY. */
fg_error state_read(struct gate_state *state, const char *folder, char *why, size_t why_size);
/* Writes it; on failure what stood there before still does. */
fg_error state_write(const struct gate_state *state, char *why, size_t why_size);
/* Path of the copy of a pack. */
void state_pack_path(const struct gate_state *state, const char hash[65], char *path, size_t size);
/* Copies a pack's file into the folder (aside, sync, rename). */
fg_error state_keep_pack(const struct gate_state *state, const char *from, const char hash[65], char *why,
                         size_t why_size);
/* Removes copies that are neither active nor to fall back to. */
void state_drop_packs(const struct gate_state *state);

/* One change, as it goes to the log. Texts may be "". */
struct change {
    const char *act; /* open, reload, shadow, switch_off, switch_on, fall_back, relieve, relieve_confirm, relief_end */
    const char *who, *why;
    const char *pack, *version, *hash;
    const char *what;    /* the rule, entry or account of a relief; the path of a pack */
    const char *outcome; /* "done", or the sentence of the refusal */
    int64_t at;
};
/* Appends and syncs. FG_OK, FG_E_STATE. Without a folder it does nothing. */
fg_error change_log(const struct gate_state *state, const struct change *change, char *why, size_t why_size);

#endif
