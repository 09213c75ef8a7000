/*
 * body.h: what the fields of a text say it is, whatever type block 2 names: a payment under the header of a message
 * that moves no money would pass unread.
 */
#ifndef FIATGATE_MT_BODY_H
#define FIATGATE_MT_BODY_H

#include "envelope.h"
#include "types.h"

enum mt_body {
    MT_BODY_OF_TYPE,  /* nothing speaks against the header */
    MT_BODY_CUSTOMER, /* that of an MT103 */
    MT_BODY_BANK,     /* that of an MT202 */
    MT_BODY_BATCH     /* that of several payments: an MT101, MT102, MT203 */
};

/* For a type that moves no money, and its kind. Types whose own fields are like a payment's, or which quote those of
 * another message (n92, n95, n96), are believed. */
enum mt_body mt_body_of(const struct mt_reading *reading, const struct mt_message *message, uint32_t type,
                        enum mt_kind kind);

#endif
