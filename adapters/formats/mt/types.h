/*
 * types.h: what a message type is to this product: read, a transfer that cannot be read, no transfer, or unknown.
 */
#ifndef FIATGATE_MT_TYPES_H
#define FIATGATE_MT_TYPES_H

#include <stdint.h>

#include "format.h"

enum mt_kind {
    MT_READ,            /* a transfer that this build reads */
    MT_UNREAD_TRANSFER, /* moves money on a customer's or bank's order, but cannot be read here */
    MT_NO_TRANSFER,     /* known to order no outbound transfer */
    MT_FREE,            /* the same, of text that may be asked to be screened */
    MT_UNKNOWN          /* no type this build knows: never taken for harmless */
};

/* type is the number of block 2, 0 to 999. */
enum mt_kind mt_kind_of(uint32_t type);
/* Every type, and what it is. */
void mt_types(type_row_fn each, void *context);

#endif
