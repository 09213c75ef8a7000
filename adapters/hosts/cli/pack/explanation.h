/*
 * explanation.h: a message screened as a host would have it, and then read once more, so that what was judged of each
 * transfer can be looked into. The lane does both; the two are compared.
 */
#ifndef FIATGATE_CLI_EXPLANATION_H
#define FIATGATE_CLI_EXPLANATION_H

#include <stdbool.h>

#include "fiatgate.h"
#include "judge/judge.h"

/* One transfer, or the customer's transfer that a cover carries along. Borrowed for the call. */
struct looked_into {
    const struct judge_input *input;
    const struct judgement *judgement;
    const fg_verdict *verdict;
    uint32_t number; /* as in the verdict; a customer's transfer has that of its cover */
    bool underlying;
};
typedef void (*looked_into_fn)(void *context, const struct looked_into *transfer);

enum looked {
    LOOKED,
    LOOKED_DIFFERENTLY, /* what was found is not what the verdict says: a fault of this build */
    LOOKED_FAILED       /* the engine, or memory */
};

/* Calls for each transfer that the verdict has; transfer 0 = all, else that one alone. The verdict is left filled. */
enum looked look_into_message(fg_lane *lane, const void *bytes, size_t length, const fg_facts *facts,
                              fg_verdict *verdict, uint32_t transfer, looked_into_fn each, void *context);
enum looked look_into_fields(fg_lane *lane, const fg_field_input *fields, size_t count, const fg_facts *facts,
                             fg_verdict *verdict, looked_into_fn each, void *context);

#endif
