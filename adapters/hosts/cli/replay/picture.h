/*
 * picture.h: a payment as people are shown it: its fields in pieces, the reasons that point at them, and nothing of
 * whose it is where that is masked. Made from what a lane shows of it while it judges, of one side after the other.
 */
#ifndef FIATGATE_CLI_REPLAY_PICTURE_H
#define FIATGATE_CLI_REPLAY_PICTURE_H

#include "judge/judge.h"
#include "replay.pb-c.h"

/* A reason points at bytes [from, to) of a value. */
struct mark {
    uint8_t level; /* enum transfer_level */
    bool before;   /* the reason is the other side's */
    bool shown;    /* it points at something of a list, which may be shown */
    bool whole;    /* which is all there is to it (masking.h) */
    uint32_t value, from, to;
    uint32_t reason; /* its index among those of its side */
};

/* The values of a transfer, copied; those up to header_values are the message's header's. */
struct values {
    struct field_value *items;
    uint32_t count, header_values;
    unsigned char *text;
};

struct picture {
    Fiatgate__ReplayPayment *payment; /* its three lists alone */
    struct values levels[2];          /* the transfer's, its customer's transfer's */
    struct mark *marks;
    size_t mark_count, mark_room;
    bool masks;
    bool failed; /* memory could not be had */
};

void picture_begin(struct picture *picture, bool masks);
void picture_end(struct picture *picture);

/* picture_reasons.c: takes the values, the first time, and one side's reasons. */
void picture_see(struct picture *picture, const struct judge_input *input, const struct judgement *judgement,
                 bool before);
/* What the gate itself checked of that transfer of the verdict. */
void picture_see_checks(struct picture *picture, const fg_verdict *verdict, uint32_t number, bool before);

/* picture_fields.c: the values in pieces, and all of it packed into memory to be freed. NULL = it could not be had. */
uint8_t *picture_pack(struct picture *picture, size_t *length);

#endif
