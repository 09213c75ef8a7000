/*
 * findings.h: what a replay found, from its work file, for everything that shows it: the terminal, JSON, the report and
 * its CSV. All that the work file took must have been committed, and nobody else may be in it meanwhile.
 */
#ifndef FIATGATE_CLI_FINDINGS_H
#define FIATGATE_CLI_FINDINGS_H

#include <stdio.h>

#include "judge/pack.h"
#include "labels.h"
#include "replay.pb-c.h"
#include "work_file.h"

/* What the work file does not know. All of it is borrowed. */
struct findings_source {
    struct work_file *work;
    const struct pack *pack, *against; /* against NULL = none */
    const struct labels *labels;       /* NULL = none */
    const char *const *options;
    size_t option_count;
    uint64_t files, skipped;
    uint32_t minutes_an_alert;
    bool complete, unmasked;
};

/* The report_version of Fiatgate__Replay, and of the report made of it. */
#define REPORT_VERSION 1

/* Freed with fiatgate__replay__free_unpacked(). NULL = said why. Everything in it is in an order that the input alone
 * decides. */
Fiatgate__Replay *findings_read(const struct findings_source *source);

/* Calls with each payment concerned, in the order of the input. SHOWN: those alone that the report shows, with their
 * fields and reasons: all where no more than REPORT_PAYMENTS are concerned; else of each group (same change, rule and
 * entry) the same number, drawn by hash. false = said why, or each returned false. */
#define REPORT_PAYMENTS 2000u
enum findings_which { FINDINGS_ALL, FINDINGS_SHOWN };
typedef bool (*finding_fn)(void *context, const Fiatgate__ReplayPayment *payment);
bool findings_payments(const struct findings_source *source, enum findings_which which, finding_fn each, void *context);

/* findings_print.c: the same for a terminal. */
void findings_print(FILE *out, const Fiatgate__Replay *replay, bool colour);

/* junit.c: every label as a test case, for CI. false = said why. */
bool junit_write(FILE *out, const struct findings_source *source, const Fiatgate__Replay *replay);

/* report_csv.c: every payment concerned, one a line. false = said why. */
bool report_csv_write(FILE *out, const struct findings_source *source);

/* report_html.c: one file that needs nothing else. false = said why. */
bool report_html_write(FILE *out, const Fiatgate__Replay *replay, const struct findings_source *source);

/* report_head.c: what a report says of itself, for who signs it. */
struct report_head {
    uint32_t version;
    bool complete;
    uint64_t transfers;
    char pack_hash[65], against_hash[65];
};
/* Writes the line of JSON that stands in the report's head; reads it back out of a report's bytes. false = the bytes
 * are no report of a replay, and why says what they lack. */
bool report_head_write(FILE *out, const Fiatgate__Replay *replay);
bool report_head_read(const char *bytes, size_t length, struct report_head *head, char *why, size_t why_size);

#endif
