/*
 * header.h: what the blocks in front of a message's text say, as canonical fields.
 */
#ifndef FIATGATE_MT_HEADER_H
#define FIATGATE_MT_HEADER_H

#include "envelope.h"

/* Sender, receiver, day of sending, the tags of block 3 and of trailers, and what stands before the first block. */
bool mt_put_header(struct mt_reading *reading, const struct mt_message *message);
/* What stands in block 1 or 2 behind an address, or in all of it where address is NULL: numbers and single letters of
 * the network, which are passed over. Words are scanned. */
bool mt_put_rest(struct mt_reading *reading, struct mt_slice block, const struct mt_slice *address);
/* The BIC of a logical terminal's address: 8 characters, or 11 with its branch. */
bool mt_put_terminal(struct mt_reading *reading, fg_field field, struct mt_slice address);

#endif
