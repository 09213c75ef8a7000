/*
 * source.h: a pack folder, read into a draft.
 */
#ifndef FIATGATE_COMPILER_SOURCE_H
#define FIATGATE_COMPILER_SOURCE_H

#include "draft.h"

/*
 * Reads every file of the folder, and of the base it names where it is a bank's layer (base_over, where it is not NULL,
 * is the base's folder in place of the one the layer names); every fault is reported.
 */
void source_read(struct draft *draft, const char *base_over);

#endif
