/*
 * target.h: the list or register of the pack that is imported into or exported: what pack.cfg says of it, and its file
 * with every row as it stands there, so that what does not change keeps its bytes.
 */
#ifndef FIATGATE_TABLES_TARGET_H
#define FIATGATE_TABLES_TARGET_H

#include "columns.h"
#include "csv.h"
#include "report.h"

struct target_row {
    const char *begin, *end;  /* its bytes, empty lines before it and its line end with them */
    const char *line_end;     /* where that begins */
    const char *const *cells; /* as many as there are columns */
    unsigned line;
    bool taken; /* some row of the source is the same entry */
};

struct target {
    struct arena *arena;
    struct report *report; /* its folder is the pack's */
    const struct list_kind *kind;
    const char *file;     /* within the folder */
    const char *id;       /* of the list */
    unsigned line;        /* of pack.cfg, where retrieved_at stands or would */
    bool exists, marked;  /* the file; it begins with a byte order mark */
    const char *line_end; /* "\n" or "\r\n", that of the first line */
    const char *header, *header_end;
    const char *tail, *tail_end; /* empty lines behind the last row */
    const char *columns[CSV_CELLS_MAX];
    uint32_t column_count;
    struct record_table rows; /* struct target_row */
};

/* Finds the list in pack.cfg and reads its file, where it has one yet. false = reported. */
bool target_open(struct target *target, struct arena *arena, struct report *report, const char *id);
void target_close(struct target *target);

/* The number of a column, OUTPUT_NONE of records.h when there is none. */
uint32_t target_column(const struct target *target, const char *name);
struct target_row *target_row_at(const struct target *target, uint32_t row);

#endif
