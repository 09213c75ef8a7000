/*
 * labels.h: what people say should be decided of messages, from a CSV file, and what a decision is beside it.
 */
#ifndef FIATGATE_CLI_LABELS_H
#define FIATGATE_CLI_LABELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "replay.pb-c.h"

struct label {
    const char *file;
    const char *rule; /* "" = any */
    const char *why;
    uint32_t tx; /* 0 = the message as a whole */
    uint32_t line;
    int action;
};

struct labels {
    struct label *items; /* ordered by file, tx */
    size_t count;
    char *text;   /* of the CSV file: labels point into it */
    char *folder; /* of the CSV file, without links; NULL when it cannot be told */
    const char *path;
    char hash[65]; /* SHA-256 of the CSV file, in hex */
};

/* false = said what is wrong, with file and line. */
bool labels_read(struct labels *labels, const char *path);

/* The labels that mean transfer tx of a message (0 = what could not be read, or is none): its own, then that of the
 * message as a whole, of which the strictest action counts. Puts their indexes in items, returns how many. file and
 * relative are a piece's. Any thread. */
#define LABELS_OF_ONE 2
unsigned labels_find(const struct labels *labels, const char *file, const char *relative, uint32_t tx,
                     size_t found[LABELS_OF_ONE]);
/* What a label says of an action, -1 = nothing came, and of the rule that decided ("" = none). */
Fiatgate__LabelResult label_result(const struct label *label, int got, const char *rule);

void labels_free(struct labels *labels);

#endif
