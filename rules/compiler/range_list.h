/*
 * range_list.h: lists of kind ranges become identifiers of the pack.
 */
#ifndef FIATGATE_COMPILER_RANGE_LIST_H
#define FIATGATE_COMPILER_RANGE_LIST_H

#include "lists.h"

/* Reads the file of one list, or what a layer adds to it. */
void ranges_read(struct draft *draft, uint32_t list);

#endif
