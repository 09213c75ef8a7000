/*
 * trial_in.h: the trial of a pack (trial.h) as a gate itself makes it: with what the gate has read from the files of
 * its configuration, which are not read again.
 */
#ifndef FIATGATE_TRIAL_IN_H
#define FIATGATE_TRIAL_IN_H

#include "control/trial.h"
#include "lane.h"

fg_error trial_run_in(const struct fg_gate *gate, struct pack *pack, case_result_fn result, void *context,
                      uint32_t *failed, char *why, size_t why_size);

#endif
