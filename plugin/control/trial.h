/*
 * trial.h: a pack's own cases, each screened as a message of a host would be, through a lane of a gate of their own
 * that nobody else sees. Run before a pack is published, and by `fiatgate pack test`. Allocates; never on the screening
 * path.
 */
#ifndef FIATGATE_TRIAL_H
#define FIATGATE_TRIAL_H

#include "config.h"
#include "judge/pack.h"

/* What came of one case. Borrowed for the call. */
struct case_result {
    const struct pack *pack;
    uint32_t number; /* index in pack.cases */
    bool met;
    const char *sentence; /* "" or what was expected and what came instead */
    const fg_verdict *verdict;
};
typedef void (*case_result_fn)(void *context, const struct case_result *result);

/*
 * Runs every case of a pack that has been loaded and is published nowhere. result may be NULL. *failed: how many were
 * not met. Returns FG_OK (also when cases were not met), FG_E_MEMORY, FG_E_ENGINE.
 */
fg_error trial_run(const struct gate_config *config, struct pack *pack, case_result_fn result, void *context,
                   uint32_t *failed, char *why, size_t why_size);

#endif
