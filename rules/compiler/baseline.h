/*
 * baseline.h: what the pack found in benign texts when somebody last looked: benign.csv, which `fiatgate pack test
 * --benign --write-baseline` writes, into PACK_BASELINE.
 */
#ifndef FIATGATE_COMPILER_BASELINE_H
#define FIATGATE_COMPILER_BASELINE_H

#include "draft.h"

#define BASELINE_FILE "benign.csv"
/* The folder's benign.csv, where it has one; the rules must have been read. */
void baseline_read(struct draft *draft);

#endif
