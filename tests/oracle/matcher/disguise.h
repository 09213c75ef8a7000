/*
 * disguise.h: random texts made of a sketched pack's words, as they are, disguised and among others.
 */
#ifndef FIATGATE_ORACLE_DISGUISE_H
#define FIATGATE_ORACLE_DISGUISE_H

#include "sketch.h"

#define PAYMENT_VALUES 4
#define PAYMENT_BYTES  400

/* The values of one transfer. */
struct payment {
    struct {
        uint8_t field; /* fg_field */
        uint32_t length;
        char text[PAYMENT_BYTES]; /* UTF-8 */
    } values[PAYMENT_VALUES];
    uint32_t count;
};

void payment_random(struct payment *payment, const struct sketch *sketch, uint64_t *random);
void payment_print(FILE *stream, const struct payment *payment);

#endif
