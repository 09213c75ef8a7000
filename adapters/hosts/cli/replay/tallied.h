/*
 * tallied.h: sums of all payments of a batch, without a name being written or hashed for each: kept by numbers, and
 * named when they are poured into the batch's sums.
 */
#ifndef FIATGATE_CLI_REPLAY_TALLIED_H
#define FIATGATE_CLI_REPLAY_TALLIED_H

#include "fiatgate.h"
#include "outcome.h"

/* So many different cells, and days, before they are poured. */
#define TALLIED_PLACES 256u

struct tallied_cell {
    uint64_t key; /* 0 = free */
    uint64_t count;
    replay_amount amount;
};

struct tallied {
    struct tallied_cell cells[TALLIED_PLACES], days[TALLIED_PLACES];
    uint32_t cell_order[TALLIED_PLACES], day_order[TALLIED_PLACES]; /* places, in the order in which they came */
    uint32_t cell_count, day_count;
    uint64_t fields[FG_FIELD_LIMIT];
    uint64_t transfers, other_rule, before_day;
    uint64_t messages, bytes, not_a_transfer, unmapped;
};

/* A payment's cell and day; day 0 = none, currency "" = none, amount 0 where there is none. */
void tallied_payment(struct tallied *tallied, struct sums *sums, fg_action before, fg_action after, int32_t day,
                     const char currency[4], replay_amount amount);
void tallied_fields(struct tallied *tallied, const uint64_t fields[2]);
/* Gives all of it to the sums and begins anew. */
void tallied_pour(struct tallied *tallied, struct sums *sums);

#endif
