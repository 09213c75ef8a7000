/*
 * table_list.h: lists of kind table become rows of PACK_TABLE_ROWS.
 */
#ifndef FIATGATE_COMPILER_TABLE_LIST_H
#define FIATGATE_COMPILER_TABLE_LIST_H

#include "lists.h"

/* Reads the file of one list, or what a layer adds to it. */
void table_read(struct draft *draft, uint32_t list);
/* When all are read: brings the rows into the order of the file. */
void tables_sort(struct draft *draft);

#endif
