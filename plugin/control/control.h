/*
 * control.h: what a gate keeps for those who control it and no lane ever sees: its state, the reliefs in force, why the
 * last change was refused. Everything here is read and written under the gate's lock (fg_gate.reload).
 */
#ifndef FIATGATE_CONTROL_H
#define FIATGATE_CONTROL_H

#include "control/state.h"
#include "lane.h"

struct relief_book; /* control/relief_book.h: the orders in force */
struct stats_file;  /* evidence/stats_file.c: the mapped file of counters */

struct control {
    struct gate_state state;
    int state_lock;              /* of its folder, -1 = the gate keeps no state */
    struct relief_book *reliefs; /* from reliefs_open() to reliefs_close() */
    struct stats_file *stats;    /* where the counters lie */
    fg_error refusal;            /* of the last change that was refused; FG_OK = none was */
    int64_t refused_at;
    char refusal_sentence[1024];
};

/* Seconds since 1970. */
int64_t control_now(void);

/* The sentence of a refusal or failure; why may be NULL when why_size is 0. */
void control_say(char *why, size_t why_size, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Keeps why a change was refused (fg_last_refusal), and writes it to the change log as well as that goes. */
void control_refused(struct fg_gate *gate, const struct change *change, fg_error error, const char *sentence);
/* Writes a change of the active pack's gate to the log before it is made. who and why NULL = "". */
fg_error control_log(const struct fg_gate *gate, const char *act, const char *who, const char *why,
                     const struct pack *pack, const char *what, char *why_not, size_t why_not_size);

/* Clears why_not; a gate of this process. FG_OK, FG_E_ARGUMENT, FG_E_FORKED with a sentence. */
fg_error control_check_gate(const fg_gate *gate, char *why_not, size_t why_not_size);
/* The same, and who and why as texts that are not empty: what every call that changes something must have. */
fg_error control_check(const fg_gate *gate, const char *who, const char *why, char *why_not, size_t why_not_size);
void control_lock(fg_gate *gate);
/* Both in turn. FG_OK: the gate is locked, control_end() must follow. */
fg_error control_begin(fg_gate *gate, const char *who, const char *why, char *why_not, size_t why_not_size);
void control_end(fg_gate *gate);

#endif
