/*
 * wallet_list.h: lists of kind wallets become identifiers of the pack.
 */
#ifndef FIATGATE_COMPILER_WALLET_LIST_H
#define FIATGATE_COMPILER_WALLET_LIST_H

#include "lists.h"

/* Reads the file of one list, or what a layer adds to it. */
void wallets_read(struct draft *draft, uint32_t list);

#endif
