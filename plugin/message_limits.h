/*
 * message_limits.h: how much of anything one message may hold. Set from the configuration at open; lane memory is sized
 * from them and nothing on the screening path goes past them. Passing one is not_screened with cause limit, never a
 * cut.
 */
#ifndef FIATGATE_MESSAGE_LIMITS_H
#define FIATGATE_MESSAGE_LIMITS_H

#include <stdint.h>

struct limits {
    uint32_t message_bytes;        /* of one message */
    uint32_t transfers;            /* in one message */
    uint32_t fields;               /* values in one transfer, header included */
    uint32_t text_bytes;           /* decoded bytes in one transfer, header included */
    uint32_t depth;                /* of nested XML elements */
    uint32_t attributes;           /* of one XML element */
    uint32_t hits;                 /* list hits in one transfer */
    uint32_t reasons_per_transfer; /* kept in the verdict; more are counted, the strictest kept */
    uint32_t reasons_per_message;
};

#endif
