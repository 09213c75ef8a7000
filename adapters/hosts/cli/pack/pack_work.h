/*
 * pack_work.h: the worst case of work per transfer, as `pack build` and `pack show` print it.
 */
#ifndef FIATGATE_PACK_WORK_H
#define FIATGATE_PACK_WORK_H

#include "judge/pack.h"

void print_work(const struct pack *pack);

#endif
