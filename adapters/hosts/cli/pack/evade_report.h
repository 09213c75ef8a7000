/*
 * evade_report.h: what came of all disguises, for people and for programs.
 */
#ifndef FIATGATE_EVADE_REPORT_H
#define FIATGATE_EVADE_REPORT_H

#include <stdio.h>

#include "evade_run.h"

/* Words by how many letters they have, as they are asked for. */
enum evade_size { EVADE_LONG, EVADE_SHORT, EVADE_SIZES };
#define EVADE_LONG_LETTERS 6

/* Everything added up. */
struct evade_sums {
    struct evade_count kinds[EVADE_KINDS][EVADE_DEPTHS];    /* of all words */
    struct evade_count sizes[EVADE_KINDS + 1][EVADE_SIZES]; /* of any depth; the last: each disguise once */
    struct evade_count depths[EVADE_DEPTHS];
    struct evade_count all, beside, payees;
    uint32_t alone, by_sign, unfound; /* words */
    uint32_t below[EVADE_SIZES];      /* words of which less is caught than the minimum */
    uint32_t not_asked, narrowed, held_alone, neighbours, flagged, stopped;
};
void evade_add_up(const struct evade_run *run, double minimum, struct evade_sums *sums);
/* Whether all that a pack may ask for is there: every kind and all together, and nothing stopped that must not be. */
bool evade_is_enough(const struct evade_sums *sums, double minimum);

/* The result's own share, each disguise once. */
struct evade_count evade_total(const struct evade_result *result);
/* Of one kind, of any depth. */
struct evade_count evade_of_kind(const struct evade_result *result, enum evade_kind kind);
/* Names of kinds with a comma between. */
void evade_kind_names(uint32_t kinds, char *out, size_t size);

void evade_print(const struct evade_run *run, const struct evade_sums *sums, FILE *out);
void evade_print_json(const struct evade_run *run, const struct evade_sums *sums, FILE *out);

#endif
