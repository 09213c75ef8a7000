/*
 * findings_fixture.h: a work file with a handful of payments concerned, laid out by hand, and the small pack, for tests
 * of what is read out of it.
 */
#ifndef FIATGATE_FINDINGS_FIXTURE_H
#define FIATGATE_FINDINGS_FIXTURE_H

#include "adapters/hosts/cli/replay/findings.h"
#include "pack_small.h"

/* What a payment of the fixture says; customer 0 = none. */
struct fixture_payment {
    const char *file, *day, *amount, *currency, *rule, *entry, *apart, *text;
    int change, before, after, label, customer;
    uint32_t tx, label_line;
};

/* Suite set-up and tear-down: the pack is built. */
int findings_pack(void);
int findings_pack_drop(void);

/* A source over a new work file that took these payments in one batch, and the sums and labels that are added behind
 * them. Ended by findings_drop(). */
struct findings_source findings_of(const struct fixture_payment *payments, size_t count);
void findings_sum(const struct findings_source *source, enum sum_kind kind, const char *name, const char *currency,
                  uint64_t count, const char *amount);
void findings_met(const struct findings_source *source, size_t label, int got, const char *rule, const char *error);
void findings_unreadable(const struct findings_source *source, const char *file, const char *text);
void findings_drop(struct findings_source *source);

/* What a writer writes, as text to be freed. */
typedef bool (*findings_writer)(FILE *out, const struct findings_source *source, const Fiatgate__Replay *replay);
char *findings_written(findings_writer writer, const struct findings_source *source, const Fiatgate__Replay *replay);

/* Writes what the terminal shows, for findings_written(). */
bool findings_to_terminal(FILE *out, const struct findings_source *source, const Fiatgate__Replay *replay);
/* Asserts that a text has a part, and prints one that it has not. */
void findings_say(const char *text, const char *part);

#endif
