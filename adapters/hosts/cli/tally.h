/*
 * tally.h: how many of what, over Verdict lines: transfers by action, messages by status and cause, and by rule.
 */
#ifndef FIATGATE_CLI_TALLY_H
#define FIATGATE_CLI_TALLY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fiatgate.h"
#include "verdict.pb-c.h"

struct tally_rule {
    char *rule;
    uint64_t decided; /* transfers whose action it decided */
    uint64_t held;    /* transfers it gave a reason for */
};

struct tally {
    uint64_t transfers[4]; /* by action */
    uint64_t not_a_transfer;
    uint64_t not_screened[FG_CAUSE_COUNT];
    uint64_t reasons_dropped;
    struct tally_rule *rules;
    size_t rule_count;
    bool failed; /* memory could not be had for a rule's name */
};

void tally_line(struct tally *tally, const Fiatgate__Verdict *line);
/* Adds from's numbers to tally's. */
void tally_add(struct tally *tally, const struct tally *from);
/* Orders rules by how often they decided, then by name. */
void tally_sort(struct tally *tally);
uint64_t tally_transfers(const struct tally *tally);
uint64_t tally_not_screened(const struct tally *tally);
void tally_free(struct tally *tally);

#endif
