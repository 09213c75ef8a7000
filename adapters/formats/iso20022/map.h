/*
 * map.h: the adapter's field map (format.h).
 */
#ifndef FIATGATE_ISO20022_MAP_H
#define FIATGATE_ISO20022_MAP_H

#include "format.h"

void map_list(const void *own, map_row_fn each, void *context);

#endif
