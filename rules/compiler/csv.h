/*
 * csv.h: RFC 4180 tables in UTF-8: quotes, doubled quotes, line ends inside quotes, CRLF or LF.
 */
#ifndef FIATGATE_COMPILER_CSV_H
#define FIATGATE_COMPILER_CSV_H

#include <stdbool.h>
#include <stdint.h>

#include "storage.h"
#include "report.h"

#define CSV_CELLS_MAX 128

struct csv {
    struct arena *arena;
    struct report *report;
    const char *file;
    char *next;          /* what has not been read yet; NULL at the end */
    unsigned line;       /* of next */
    unsigned rows;       /* read so far, empty ones with them */
    struct place row;    /* where the row read last begins */
    uint32_t cell_count; /* of the row read last */
    char *cells[CSV_CELLS_MAX];
};

enum csv_row { CSV_ROW, CSV_BROKEN, CSV_END };

/* Opens a file of the pack folder; false = reported. */
bool csv_open(struct csv *csv, struct arena *arena, struct report *report, const char *file);
/* Reads one row into cells, trimmed; rows without any text are left out. CSV_BROKEN = reported, the next row can be
 * read. */
enum csv_row csv_read(struct csv *csv);

#endif
