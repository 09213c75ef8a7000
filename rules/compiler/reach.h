/*
 * reach.h: whether rules can hold at all, and whether they can fail to: what an officer did not mean.
 */
#ifndef FIATGATE_COMPILER_REACH_H
#define FIATGATE_COMPILER_REACH_H

#include "draft.h"

/* When everything is read: reports rules that can never hold or always do, and sums of weights that are never reached.
 */
void reach_check(struct draft *draft);

#endif
