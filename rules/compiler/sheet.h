/*
 * sheet.h: a CSV file whose first line names its columns.
 */
#ifndef FIATGATE_COMPILER_SHEET_H
#define FIATGATE_COMPILER_SHEET_H

#include "csv.h"

#define SHEET_COLUMNS_MAX 32

/* A column the compiler knows. One that must be there must also hold something in every row. */
struct column {
    const char *name;
    bool required;
};

struct sheet {
    struct csv csv;
    const struct column *columns;
    uint32_t column_count;
    uint32_t width;                   /* cells in the first line */
    int32_t cells[SHEET_COLUMNS_MAX]; /* the cell of each known column, -1 = not there */
    uint8_t contents[CSV_CELLS_MAX];  /* enum cell_content, by cell */
    const char *names[CSV_CELLS_MAX]; /* of all columns, as the first line has them */
};

/* Reads the first line; false = reported. Columns that are not known are left alone, with a warning when their name is
 * nearly that of a known one. */
bool sheet_open(struct sheet *sheet, struct arena *arena, struct report *report, const char *file,
                const struct column *columns, uint32_t column_count);
/* The same of a table that also has columns which its reader finds by itself in csv.cells, right behind this call:
 * nothing is said of any. */
bool sheet_open_wider(struct sheet *sheet, struct arena *arena, struct report *report, const char *file,
                      const struct column *columns, uint32_t column_count);
/* Whether a cell of a row, from 0, is of a known column. */
bool sheet_knows(const struct sheet *sheet, uint32_t cell);
/* Where a cell of the row stands, from 0. */
struct place sheet_place_at(const struct sheet *sheet, uint32_t cell);
/* The next row that has as many cells as the first line and all required ones filled; others are reported. What stands
 * in its cells was checked (cells.h): one that is not required is empty when its value is lost. false = the end. */
bool sheet_next(struct sheet *sheet);
/* What the row says in a known column, "" when the column is not there. */
const char *sheet_cell(const struct sheet *sheet, uint32_t column);
/* Where a row stands. */
struct place sheet_place(const struct sheet *sheet);
/* Where its cell of a known column stands; the row when the column is not there. */
struct place sheet_cell_place(const struct sheet *sheet, uint32_t column);

#endif
