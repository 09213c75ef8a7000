/*
 * explain_report.h: what `pack explain` says of one transfer: which rules hold and why, and where in the message.
 */
#ifndef FIATGATE_CLI_EXPLAIN_REPORT_H
#define FIATGATE_CLI_EXPLAIN_REPORT_H

#include <stdio.h>

#include "explanation.h"
#include "judge/explain.h"

/* What is being explained, and how. */
struct explain_report {
    FILE *out;
    const char *file;
    uint32_t file_line;         /* of canonical transfers, which stand one a line; 0 = a message */
    const unsigned char *bytes; /* of the message; NULL where only fields are known */
    size_t length;
    size_t columns;
    bool all;    /* rules that do not hold, too */
    bool failed; /* memory could not be had, or judging says otherwise */
};

/* looked_into_fn, with an explain_report. */
void explain_print(void *report, const struct looked_into *transfer);
void explain_print_json(void *report, const struct looked_into *transfer);

/* explain_text.c: the message, or the fields, with marks under what rules that hold point at. */
void explain_print_text(struct explain_report *report, const struct looked_into *transfer);

/* Shared words. */
/* Bytes [from, to) of a value on one line, cut when it is long. */
void write_quoted(FILE *out, const struct transfer *transfer, const struct field_value *value, uint32_t from,
                  uint32_t to);
/* "creditor_name", "remittance.2" */
void write_field(FILE *out, const struct field_value *value);
/* "venues/okx" */
void write_entry(FILE *out, const struct pack *pack, uint32_t entry);
/* Why something that was found does not fit, by bit of enum explain_miss. */
void write_miss(FILE *out, const struct judge_input *input, const struct pack_selection *selection, uint32_t entry,
                uint32_t miss);
/* "look-alike letters, one typing error put right": by enum text_reading bits. */
void write_readings(FILE *out, uint32_t readings);
#define EXPLAIN_MISSES 10
extern const char *const explain_miss_codes[EXPLAIN_MISSES]; /* for programs */

#endif
