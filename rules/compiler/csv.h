/*
 * csv.h: RFC 4180 tables in UTF-8: quotes, doubled quotes, line ends inside quotes, CRLF or LF. Those of a
 * pack are separated by commas.
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
    char stops[5]; /* what ends a cell without quotes, the separator first */
};

enum csv_row { CSV_ROW, CSV_BROKEN, CSV_END };

/* Opens a file of the pack folder; false = reported. */
bool csv_open(struct csv *csv, struct arena *arena, struct report *report, const char *file);
/* Opens a text that was read already, with a separator of its own; faults have the file name of the report's folder. */
void csv_open_text(struct csv *csv, struct arena *arena, struct report *report, char *text, char separator);
/* Reads one row into cells, trimmed; rows without any text are left out. CSV_BROKEN = reported, the next row can be
 * read. */
enum csv_row csv_read(struct csv *csv);

#endif
