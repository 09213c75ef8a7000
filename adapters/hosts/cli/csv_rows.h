/*
 * csv_rows.h: rows of an RFC 4180 table in memory: quotes, doubled quotes, line ends in quotes, CRLF or LF.
 */
#ifndef FIATGATE_CLI_CSV_ROWS_H
#define FIATGATE_CLI_CSV_ROWS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CSV_ROW_CELLS 64

struct csv_rows {
    char *next;        /* NUL-terminated text; cells are cut out of it in place */
    uint32_t line;     /* of next */
    uint32_t row_line; /* where the row read last begins */
    char *cells[CSV_ROW_CELLS];
    uint32_t cell_count;
    bool unclosed; /* a quote that the row read last opened is never closed */
};

/* A UTF-8 byte order mark is passed over. */
void csv_rows_begin(struct csv_rows *rows, char *text);
/* Reads the next row that is not empty; false = there is none. Cells beyond CSV_ROW_CELLS are dropped. */
bool csv_rows_next(struct csv_rows *rows);

#endif
