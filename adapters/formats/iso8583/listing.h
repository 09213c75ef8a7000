/*
 * listing.h: what a layout takes from where, and what becomes of each message type, for the lists that supervisors see
 * (format.h). Not on the screening path.
 */
#ifndef FIATGATE_ISO8583_LISTING_H
#define FIATGATE_ISO8583_LISTING_H

#include "format.h"

/* own: the layout. */
void iso_list_fields(const void *own, map_row_fn each, void *context);
void iso_list_types(const void *own, type_row_fn each, void *context);

#endif
