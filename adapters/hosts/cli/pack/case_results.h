/*
 * case_results.h: what came of a pack's own cases, kept for those who print it: people, JSON, JUnit. Filled by
 * trial_run() (plugin/control/trial.h).
 */
#ifndef FIATGATE_CLI_CASE_RESULTS_H
#define FIATGATE_CLI_CASE_RESULTS_H

#include <stdio.h>

#include "compiler.h"
#include "control/trial.h"

/* One case. Texts are owned. */
struct case_outcome {
    bool met, held;
    char *expected, *came; /* what must come of it and what did, in words */
    char *reasons;         /* a line each, "" = nothing was found */
};

/* What cases reached of one list: how many of its entries, of how many. */
struct coverage {
    const char *name;
    uint32_t reached, all;
};

struct case_results {
    const struct pack *pack;
    const char *folder; /* stands before the files of cases, with "/"; "" for a built pack */
    enum compiler_language language;
    struct case_outcome *outcomes;  /* by number in pack.cases */
    bool *hit_wanted, *pass_wanted; /* of each rule: a case that must hit, or must not, was as expected */
    bool *hit_given, *pass_given;   /* of each rule: there is such a case */
    bool *rules_held, *entries_hit, *exceptions_used;
    uint64_t *hits_before; /* of the rules, by the pack's counters */
    uint32_t failed;       /* cases that were not met */
    bool out_of_memory;
};

/* false = memory could not be had. */
bool case_results_begin(struct case_results *results, const struct pack *pack, const char *folder,
                        enum compiler_language language);
/* A case_result_fn. */
void case_results_take(void *results, const struct case_result *result);
void case_results_free(struct case_results *results);

/* Of the rules that are not off, those without a case that must hit, and without one that must not. */
bool case_is_missing(const struct case_results *results, uint32_t rule, enum pack_expectation expectation);
uint32_t cases_missing(const struct case_results *results);
/* The sentence about it, to be freed; NULL = no memory. */
char *case_missing_sentence(const struct case_results *results, uint32_t rule, enum pack_expectation expectation);

uint32_t rules_to_test(const struct case_results *results);
/* Rules that are not off and have both kinds of case, all as expected. */
uint32_t rules_tested(const struct case_results *results);
struct coverage coverage_of_list(const struct case_results *results, uint32_t list);
struct coverage coverage_of_exceptions(const struct case_results *results);
/* Of the texts that rules name, how many belong to a rule that some case hit. */
struct coverage coverage_of_texts(const struct case_results *results);

/* case_print.c: for people, for programs, for build servers. */
void case_results_print(const struct case_results *results, FILE *out);
void case_results_print_json(const struct case_results *results, FILE *out);
/* The whole JUnit file as text, to be freed; NULL = no memory. */
char *case_results_junit(const struct case_results *results);

#endif
