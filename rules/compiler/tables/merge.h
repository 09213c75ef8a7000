/*
 * merge.h: what an import changes in our file: said row by row, and as the bytes of the new file.
 */
#ifndef FIATGATE_TABLES_MERGE_H
#define FIATGATE_TABLES_MERGE_H

#include <stdio.h>

#include "match.h"

struct merge_column {
    const char *name;
    uint32_t ours;   /* column of our file, MATCH_NONE = a new one */
    uint32_t output; /* of the records, OUTPUT_NONE = they say nothing of it */
};

struct merge {
    struct target *target;
    struct records *records;
    FILE *out; /* what changes is said here */
    bool delete_gone;
    struct merge_column columns[OUTPUTS_MAX];
    uint32_t column_count, new_columns;
    uint32_t *rows;      /* by record, MATCH_NONE = a new row */
    uint32_t *record_of; /* by row, MATCH_NONE = the source has it no more */
    const char **ids;    /* by record, of new rows */
    uint32_t added, changed, gone;
};

/* Compares; new rows that lack what every row needs are reported. */
void merge_prepare(struct merge *merge);
/* Says every new, changed and gone row, a line each. */
void merge_say(struct merge *merge);
/* Whether the new file differs from ours. */
bool merge_changes(const struct merge *merge);
/* The new file. */
const char *merge_write(struct merge *merge, size_t *size);

#endif
