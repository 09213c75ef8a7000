/*
 * activate.h: a loaded pack made the active one of its gate: remembered, written down, and swapped in at one point.
 * Everything that can fail is done before the swap, and undone again when a later step fails.
 */
#ifndef FIATGATE_ACTIVATE_H
#define FIATGATE_ACTIVATE_H

#include "control/load.h"

/* Who makes it active, how, and from what file. */
struct activation_terms {
    const char *act;  /* as the change log says it: open, reload, fall_back */
    const char *done; /* as the host's log is told of it: "opened" */
    const char *who, *why;
    const char *path;
    bool is_fallback; /* by which the gate goes back, also when it is opened again in that state */
};

/*
 * Takes the loaded pack over on success; on failure it is still the caller's to free, and gate, state and folder are as
 * they were. Under the gate's lock. FG_OK, FG_E_MEMORY, FG_E_STATE; why has the sentence.
 */
fg_error activate(struct fg_gate *gate, struct loaded_pack *loaded, const struct activation_terms *terms, char *why,
                  size_t why_size);

#endif
