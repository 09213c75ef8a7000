/*
 * map.h: the field map of the messages in layout.h, printed from the tables that reading uses.
 */
#ifndef FIATGATE_MT_MAP_H
#define FIATGATE_MT_MAP_H

#include "format.h"

void mt_map(map_row_fn each, void *context);

#endif
