/*
 * cases.h: the pack's own tests, the tables of cases/: payments, given as fields or as a message, and what must come of
 * each.
 */
#ifndef FIATGATE_COMPILER_CASES_H
#define FIATGATE_COMPILER_CASES_H

#include "draft.h"

/* Reads the cases of the folder that is being read, if it has any; the rules must have been read. A bank's case takes
 * the place of the base's of the same id. */
void cases_read(struct draft *draft);
/*
 * When every case and override is read: cases of rules that are off are left out, and the base's cases ask for no
 * action where a layer decides on actions: what a rule finds is the base's, what comes of it the bank's.
 */
void cases_settle(struct draft *draft);
/* Warns of every rule that is not off and has no case that must hit or none that must pass. */
void cases_check_complete(struct draft *draft);

#endif
