/*
 * evade_screen.h: a payment between two private persons with a text, or a payee, that is to be caught: put through a
 * lane as a host would, and what came of it.
 */
#ifndef FIATGATE_EVADE_SCREEN_H
#define FIATGATE_EVADE_SCREEN_H

#include "evade_words.h"
#include "fiatgate.h"

/* Read by all threads. */
struct evade_desk {
    const struct pack *pack;
    fg_gate *gate;
    int32_t as_of;
    char date[12];
};

struct evade_lane {
    const struct evade_desk *desk;
    fg_lane *lane;
    fg_verdict *verdict;
    uint64_t screened;
    bool failed; /* the engine, a limit: no answer counts */
};

struct evade_payment {
    const char *texts[2]; /* occurrences of the remittance information; NULL = none */
    const char *payee;    /* NULL = a private person */
};

struct evade_answer {
    fg_action action;
    bool named;  /* a reason names an entry of the word */
    bool family; /* or one of the same list */
};

bool evade_lane_open(struct evade_lane *lane, const struct evade_desk *desk);
void evade_lane_close(struct evade_lane *lane);
/* word may be NULL: then nothing is named. */
struct evade_answer evade_screen(struct evade_lane *lane, const struct evade_payment *payment,
                                 const struct evade_word *word);

#endif
