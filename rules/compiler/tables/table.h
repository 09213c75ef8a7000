/*
 * table.h: a foreign table as plain rows of cells, whatever file it came in; and what is wrong with it, each kind of
 * fault said a bounded number of times. Lives in the arena of one import, in the compiler's child.
 */
#ifndef FIATGATE_TABLES_TABLE_H
#define FIATGATE_TABLES_TABLE_H

#include "report.h"
#include "storage.h"

#define TABLE_COLUMNS_MAX 128
#define TABLE_ROWS_MAX    1048576u /* what a sheet of a spreadsheet can have */
#define TABLE_CELLS_MAX   4000000u

enum table_cell_kind {
    TABLE_TEXT,
    TABLE_NUMBER,  /* a number's digits, all of them */
    TABLE_INEXACT, /* a whole number from 2^53 on, of which spreadsheets keep the first 15 digits */
    TABLE_DATE,    /* YYYY-MM-DD or, where the sheet shows no day, YYYY-MM */
};

/* Cells that say nothing are left out. */
struct table_cell {
    const char *text; /* trimmed */
    uint16_t column;  /* from 0 */
    uint8_t kind;
};

struct table_row {
    uint32_t line, row; /* from 1, of the text and of the sheet */
    uint32_t first, count;
};

/* Cells that were made one: only the first of them says anything. */
struct table_merge {
    uint32_t row, column, last_row, last_column; /* rows as a sheet counts, from 1; columns from 0 */
};

struct table {
    struct arena *arena;
    struct report *report;      /* its folder is the file that is being read */
    struct record_table rows;   /* struct table_row */
    struct record_table cells;  /* struct table_cell */
    struct record_table merges; /* struct table_merge */
    uint32_t said[FAULT_IDS];   /* how often each fault was met */
    bool full;                  /* more came than a table may hold: reported */
};

void table_open(struct table *table, struct arena *arena, struct report *report);
void table_close(struct table *table);

/* A row more; NULL = the table is full (reported). Pointers hold until the next one. */
struct table_row *table_add_row(struct table *table, uint32_t line, uint32_t row);
/* A cell more of the row added last; one that says nothing is left out. false = the table is full (reported). */
bool table_add_cell(struct table *table, uint32_t column, enum table_cell_kind kind, const char *text);
const struct table_row *table_row_at(const struct table *table, uint32_t row);
/* The cell of a column, NULL when it says nothing. */
const struct table_cell *table_cell_at(const struct table *table, const struct table_row *row, uint32_t column);

/* Where a cell of a row stands; TABLE_WHOLE_ROW = the row. */
#define TABLE_WHOLE_ROW UINT32_MAX
struct place table_place(const struct table_row *row, uint32_t column);

/* Whether a fault of the kind may still be said; counts it. */
bool table_may_say(struct table *table, enum fault_id id);
/* Says a fault: table_fault(table, place, ID, arguments…). */
#define table_fault(table, at, id, ...)                                                                                \
    do {                                                                                                               \
        if (table_may_say(table, FAULT_##id))                                                                          \
            report_fault((table)->report, at, id, ##__VA_ARGS__);                                                      \
    } while (0)
/* How many were left unsaid of each kind. */
void table_say_rest(struct table *table);

#endif
