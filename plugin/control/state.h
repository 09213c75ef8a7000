/*
 * state.h: what a gate must remember over a restart, in its state folder: the highest version of each pack ever active,
 * the activations, the packs active now and to fall back to (as copies of their files), the reliefs in force, and the
 * append-only log of changes. Written aside, synced and renamed; read at open and under the gate's control lock.
 *
 *   STATE/state          libconfig: format, the active pack, its fallback, highest versions, activations; its last line
 *                        is the SHA-256 of those before it, so that half a file is not taken for a whole one
 *   STATE/packs/HASH.fgp copies of the active pack and of the one to fall back to; older ones are removed
 *   STATE/reliefs/       the signed orders of reliefs in force, a file each
 *   STATE/lock           locked while a gate has the folder
 *   STATE/changes.log    one line of JSON a change: time, act, who, why, pack, version, hash, what, outcome, and prev,
 *                        the SHA-256 of the line before it (without its end; zeros before the first)
 */
#ifndef FIATGATE_STATE_H
#define FIATGATE_STATE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "include/fiatgate.h"

#define STATE_ACTIVATIONS 32
#define STATE_PACKS       16

struct activation {
    char hash[65];
    char version[64];
    int64_t first_active; /* seconds since 1970 */
};

/* How far a pack of that name has ever come. */
struct pack_height {
    char name[64];
    char version[64];
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
    struct pack_height heights[STATE_PACKS]; /* of packs that were active before under other names */
    uint32_t height_count;
    int64_t keys_signed_at; /* key_register.signed_at of the newest register a pack was taken with; 0 = none was */
};

#define STATE_NO_FOLDER "is no folder that can be opened: make it, writable for the gate alone"

/* Takes a folder for one gate, until it is let go or the process ends; *lock -1 = it was not. FG_OK, FG_E_STATE. In a
 * forked child the lock is the parent's: the child's state_unlock() lets go of the file alone. -1 is allowed. */
fg_error state_lock(const char *folder, int *lock, char *why, size_t why_size);
void state_unlock(int lock, bool forked);

/* Reads or begins the state in a folder, which must exist. A folder that holds a change log and no state is refused: to
 * begin anew there would forget the highest version. FG_OK, FG_E_STATE, FG_E_MEMORY. */
fg_error state_read(struct gate_state *state, const char *folder, char *why, size_t why_size);
/* The same for those who only look: nothing is begun or written; FG_E_STATE where there is no state yet. */
fg_error state_look(struct gate_state *state, const char *folder, char *why, size_t why_size);

/* Notes, in memory, that a pack is active from now on: highest version of its name, activations (one that was active
 * before keeps its first_active), active; fallback "" = none. fell_back is the caller's. FG_E_STATE: packs of more than
 * STATE_PACKS names were active, nothing is changed. */
fg_error state_activate(struct gate_state *state, const char *pack_name, const struct activation *activation,
                        const char *fallback, char *why, size_t why_size);
/* The highest version ever active of packs of that name, "" = none. */
const char *state_highest(const struct gate_state *state, const char *pack_name);
/* When that pack became active first; NULL = not among those remembered. */
const struct activation *state_activation(const struct gate_state *state, const char *hash);
/* Writes it; on failure what stood there before still does. FG_OK, FG_E_STATE, FG_E_MEMORY. */
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
/* Reads a whole log and follows its chain. FG_E_STATE: why names the first line that breaks it. */
struct change_log_facts {
    uint64_t lines;
    uint64_t torn; /* lines that a gate which ended in the midst of writing left unfinished; the chain goes over them */
    char last[65]; /* SHA-256 of the last line: who keeps it elsewhere knows later that nothing was cut off */
};
fg_error change_log_verify(const char *path, struct change_log_facts *facts, char *why, size_t why_size);

#endif
