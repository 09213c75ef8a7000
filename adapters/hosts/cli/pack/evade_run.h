/*
 * evade_run.h: every word of a pack in its disguises through the real screening, on several lanes, and what came of
 * each; beside them words that are innocent and look nearly alike (evade_neighbours.h).
 */
#ifndef FIATGATE_EVADE_RUN_H
#define FIATGATE_EVADE_RUN_H

#include "evade_combine.h"
#include "evade_screen.h"

/* How a word is found that is not disguised, in the text of a payment. */
enum evade_standing {
    EVADE_ALONE,  /* by itself */
    EVADE_BESIDE, /* beside a second sign: weak or ambiguous by design */
    EVADE_UNFOUND /* in neither way, at most as the payee */
};

/* caught: flagged or worse, and for the word or one of its list; named: for an entry of the word itself; flagged: for
 * whatever is named. */
struct evade_count {
    uint32_t forms, caught, named, flagged;
};

/* A disguise that was not caught, or a text that was stopped and must not be. */
struct evade_case {
    char *text; /* as it was put in; " ⏎ " between two occurrences */
    uint32_t kinds;
    uint8_t depth;
    bool as_payee;
    fg_action action;
};
struct evade_cases {
    struct evade_case *items;
    uint32_t count, limit;
};

struct evade_result {
    enum evade_standing standing;
    uint8_t sign;     /* in evade_signs, where it stands beside one */
    uint8_t doubtful; /* in evade_signs: what doubtful readings of it stand beside */
    bool payee;       /* it is found as the payee's name too */
    struct evade_count kinds[EVADE_KINDS][EVADE_DEPTHS];
    struct evade_count depths[EVADE_DEPTHS]; /* each disguise once */
    struct evade_count payees;               /* of these, those as the payee's name */
    uint32_t not_asked;                      /* disguises that the rules forbid to read so */
    uint32_t narrowed;                       /* of these, by the entry's own row and not by its length */
    uint32_t held_alone;                     /* doubtful readings that were stopped without a second sign */
    uint32_t neighbours, neighbours_flagged, neighbours_stopped;
    struct evade_cases missed, stopped, flagged;
};

struct evade_run {
    struct evade_desk desk;
    struct evade_words words;
    struct evade_result *results; /* one for each word, then that of ordinary words */
    uint32_t forms, jobs;
    uint32_t minimum;  /* percent that must be caught; 0 = nothing is asked */
    bool keep_all;     /* every disguise that was not caught, not a few of each kind */
    uint32_t contexts; /* bits: those of evade_contexts that say nothing to this pack */
    uint32_t signs;    /* the same of evade_signs */
    uint64_t screened;
};

/* Fills results. false = a fault of the product (said). */
bool evade_run_all(struct evade_run *run);
void evade_run_free(struct evade_run *run);

/* Share in percent; 100 of none. */
double evade_share(const struct evade_count *count);
void evade_count_add(struct evade_count *to, const struct evade_count *from);

#endif
