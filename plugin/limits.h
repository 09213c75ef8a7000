/*
 * limits.h: how much of anything one message may hold. Set from the configuration at open; lane memory is sized from
 * them and nothing on the screening path goes past them. Passing one is not_screened with cause limit, never a cut.
 */
/* On an include path that holds this folder, <limits.h> finds this file: pass the system's on. Outside the guard, because
 * either may be asked for first. */
#include_next <limits.h>

#ifndef FIATGATE_LIMITS_H
#define FIATGATE_LIMITS_H

#include <stdint.h>

struct limits {
    uint32_t message_bytes;        /* of one message */
    uint32_t transfers;            /* in one message */
    uint32_t fields;               /* values in one transfer, header included */
    uint32_t text_bytes;           /* decoded bytes in one transfer, header included */
    uint32_t depth;                /* of nested XML elements */
    uint32_t hits;                 /* list hits in one transfer */
    uint32_t reasons_per_transfer; /* kept in the verdict; more are counted, the strictest kept */
    uint32_t reasons_per_message;
};

#endif
