/*
 * source.h: a pack folder, read into a draft.
 */
#ifndef FIATGATE_COMPILER_SOURCE_H
#define FIATGATE_COMPILER_SOURCE_H

#include "draft.h"

/* Reads every file of the folder; every fault is reported. */
void source_read(struct draft *draft);

#endif
