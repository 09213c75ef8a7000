/*
 * verdict_table.h: verdicts as a table for people. Rows are kept until the end, so that columns fit what is in them.
 */
#ifndef FIATGATE_CLI_VERDICT_TABLE_H
#define FIATGATE_CLI_VERDICT_TABLE_H

#include <stdbool.h>
#include <stddef.h>

#include "verdict.pb-c.h"

#define TABLE_COLUMNS     6
#define TABLE_STALE_LISTS 8

struct verdict_table_row {
    char *cells[TABLE_COLUMNS];
    int paint;  /* the action that colours the row, -1 = none */
    bool whole; /* found is a sentence somebody needs whole, and the last cell */
};

struct verdict_table {
    struct verdict_table_row *rows;
    size_t count, room;
    bool failed;                    /* memory could not be had for a row */
    unsigned marks;                 /* fg_mark bits of all that was added */
    bool would;                     /* an action would be another, were everything enforced */
    char *stale[TABLE_STALE_LISTS]; /* lists past their age, each with its day */
    size_t stale_count;
};

/* Adds the rows of one line: the verdict, then further reasons. */
void verdict_table_add(struct verdict_table *table, const Fiatgate__Verdict *line);
/* Prints heading, rows, and what is to be noted of all of them to standard output, within that many columns where they
 * are enough; 0 = as wide as they are. */
void verdict_table_print(const struct verdict_table *table, bool colour, size_t columns);
void verdict_table_free(struct verdict_table *table);

/* The escape sequence for an action, "" without colour. */
const char *action_paint(int action, bool colour);

#endif
