/*
 * map.h: the adapter's field map (format.h).
 */
#ifndef FIATGATE_ISO20022_MAP_H
#define FIATGATE_ISO20022_MAP_H

#include "format.h"

/* The source of a row whose path is longer than the map can show. The tables have none, which a test sees to. */
#define MAP_TOO_LONG "a path too long to show"

void map_list(const void *own, map_row_fn each, void *context);

#endif
