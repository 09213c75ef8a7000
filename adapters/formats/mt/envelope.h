/*
 * envelope.h: the blocks of FIN messages: one input may hold service messages (ACK, NAK), several messages (RJE, parted
 * by $; DOS-PCC frames) or one. Everything here reads the message and writes nothing but the error.
 */
#ifndef FIATGATE_MT_ENVELOPE_H
#define FIATGATE_MT_ENVELOPE_H

#include "bytes.h"

/* The contents of a message's blocks, without their braces and names. A block that is missing has start 0. */
struct mt_message {
    struct mt_slice before;      /* what stands before the first block of the first message */
    struct mt_slice basic;       /* block 1 */
    struct mt_slice application; /* block 2 */
    struct mt_slice user;        /* block 3 */
    struct mt_slice text;        /* block 4, up to the -} that closes it */
    struct mt_slice extra;       /* from the first to the last byte behind block 4 that belongs to no trailer */
    struct mt_slice trailers;    /* from the first to the last byte of blocks 5 and S, with their braces */
    uint32_t start;              /* of the first block */
    bool text_closed;
    bool text_half_closed; /* by - or } alone, at the end of the input */
    bool text_nested;      /* block 4 holds blocks, as in service messages */
};

/* Reads the next message at *at and moves *at behind it. false: there is none (reading->result stays READ_TRANSFER), or
 * the blocks are broken. */
bool mt_next_message(struct mt_reading *reading, uint32_t *at, struct mt_message *message);

/* Whether the message is an ACK, a NAK or another message between a user and the network. */
bool mt_is_service(const struct mt_reading *reading, const struct mt_message *message);
/* The number of the message type in block 2; false (and refused) when there is none. */
bool mt_type(struct mt_reading *reading, const struct mt_message *message, uint32_t *type);
/* The content of a tag of block 3, such as "121"; false when it has none. */
bool mt_user_tag(const struct mt_reading *reading, const struct mt_message *message, const char *tag,
                 struct mt_slice *value);

/* The logical terminal addresses of the sender and the receiver (8 to 12 characters); false when not told. */
bool mt_sender(const struct mt_reading *reading, const struct mt_message *message, struct mt_slice *address);
bool mt_receiver(const struct mt_reading *reading, const struct mt_message *message, struct mt_slice *address);

/* Where in the slice a block 1 to 5 is opened ("{4:"); the slice's end when nowhere. */
uint32_t mt_find_block(const struct mt_reading *reading, struct mt_slice slice);

#endif
