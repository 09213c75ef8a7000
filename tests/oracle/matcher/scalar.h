/*
 * scalar.h: terms looked for word by word: what pack.h says of them, and no more. The plain matcher that the engine is
 * held against.
 */
#ifndef FIATGATE_ORACLE_SCALAR_H
#define FIATGATE_ORACLE_SCALAR_H

#include "plugin/judge/pack.h"
#include "spelling.h"

/* Adds where each term of the pack stands in each spelling, once for each spelling. Terms are literals. */
void scalar_find(const struct pack *pack, const struct spellings *spellings, struct findings *findings);

#endif
