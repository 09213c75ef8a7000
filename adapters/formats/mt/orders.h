/*
 * orders.h: one message as the transfers it orders: one, a batch with a header that all share, or a cover and the
 * customer's transfer it carries along.
 */
#ifndef FIATGATE_MT_ORDERS_H
#define FIATGATE_MT_ORDERS_H

#include "envelope.h"
#include "layout.h"

/* Where the reading of one message stands. */
struct mt_order {
    const struct mt_layout *layout;
    struct mt_walk items; /* what has not been read of a batch's items */
    struct mt_slice text; /* of the items, or all */
    uint32_t customer;    /* where a cover's customer transfer begins */
    uint64_t filled[2];   /* the numbers of the header's fields with text */
    bool russian;
    bool flat;
    bool underlying; /* the cover is read, its customer transfer comes next */
    bool done;
};

/* Begins a message and writes and ends the header of its transfers. false = refused. */
bool mt_begin_order(struct mt_reading *reading, const struct mt_message *message, const struct mt_layout *layout,
                    struct mt_order *order);
/* Writes the next transfer. false with reading->result READ_TRANSFER: there is none left; else refused. */
bool mt_next_order(struct mt_reading *reading, const struct mt_message *message, struct mt_order *order);

#endif
