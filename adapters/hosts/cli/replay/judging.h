/*
 * judging.h: one worker's lanes. Screens the pieces of a batch with one pack, or with two, and says what came of it. A
 * judging is of one thread at a time; workers share a plan, of which none writes anything.
 */
#ifndef FIATGATE_CLI_REPLAY_JUDGING_H
#define FIATGATE_CLI_REPLAY_JUDGING_H

#include <stdatomic.h>

#include "fiatgate.h"
#include "labels.h"
#include "outcome.h"
#include "reading.h"
#include "setup.h"

struct judging;

struct judging_plan {
    const struct setup *setup;   /* of the pack that is tried; facts and limits are for both */
    const struct labels *labels; /* NULL = none; looked up, never written */
    int32_t changed_since;       /* YYYYMMDD; payments before it are counted and left; 0 = none are */
    int32_t against_as_of;       /* the day the other side takes all payments as of; 0 = each as this side does */
    bool unmasked;
    /* Details are made only of a payment whose draw is not above this, which the work file lowers as payments come; and
     * of those only where the report may show it beside the others of this worker. */
    const _Atomic uint64_t *draw_limit;
};

/* A worker's gates, of which it opens lanes. */
struct gate_pair {
    fg_gate *gate;    /* of the pack that is tried */
    fg_gate *against; /* may be the same, as of an earlier day; NULL = beside letting everything pass */
};

/* EXIT_DONE, or an exit code (said why). Plan and gates are borrowed. */
int judging_open(struct judging **judging, const struct judging_plan *plan, struct gate_pair gates);
void judging_close(struct judging *judging);
/* Fills an outcome, which the caller clears. Nothing in it points into the batch. */
void judging_run(struct judging *judging, const struct piece_batch *batch, struct outcome *outcome);

#endif
