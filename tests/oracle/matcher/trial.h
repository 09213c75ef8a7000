/*
 * trial.h: one pack and one payment, searched by all matchers and compared.
 */
#ifndef FIATGATE_ORACLE_TRIAL_H
#define FIATGATE_ORACLE_TRIAL_H

#include <stdio.h>

#include "disguise.h"
#include "sketch.h"

enum verdict {
    TRIAL_AGREED,
    TRIAL_OPEN,       /* agreed without the readings by the pack's words, of which some are not compared */
    TRIAL_SCALAR,     /* the engine and the plain matcher differ */
    TRIAL_READINGS,   /* they find the same, but say otherwise how it had to be read */
    TRIAL_SECOND,     /* the plain matcher and RE2 differ */
    TRIAL_NOT_SCANNED /* folding or the engine refused */
};

/* Memory for any number of trials, one after the other. */
struct trial;
struct trial *trial_new(void);
void trial_free(struct trial *trial);

/* Readies a pack for trials; the one before is forgotten. */
void trial_load(struct trial *trial, const struct sketch *sketch);
/* Spoils the pack for the plain matcher alone. */
void trial_spoil(struct trial *trial);
enum verdict trial_run(struct trial *trial, const struct payment *payment);
/* What the last run found, of each matcher what the other does not. */
void trial_print(FILE *stream, const struct trial *trial);
/* Findings of the plain matcher in all runs, and those of readings by the pack's words among them. */
uint64_t trial_found(const struct trial *trial);
uint64_t trial_found_respelled(const struct trial *trial);

#endif
