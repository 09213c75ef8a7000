/*
 * change.h: the way every change of the active pack goes: load aside, activate, and keep what came of it for the log
 * and for those who ask later.
 */
#ifndef FIATGATE_CHANGE_H
#define FIATGATE_CHANGE_H

#include "control/activate.h"

/*
 * Under the gate's lock. line receives what the host's log is to be told once the lock is free: which pack is active
 * now, or the sentence of the refusal. Returns as fg_reload.
 */
fg_error change_pack(struct fg_gate *gate, const struct activation_terms *terms, char *line, size_t line_size);
/* Tells the host's log, and why_not where it was a refusal. The lock is free. */
void change_tell(const struct fg_gate *gate, fg_error error, const char *line, char *why_not, size_t why_not_size);
/* A call about packs begins with this: a gate of this process; the path, when one is given, of a length that fits. */
fg_error change_check(fg_gate *gate, const char *pack_path, char *why_not, size_t why_not_size);

#endif
