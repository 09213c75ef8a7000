/*
 * sheet.c: columns by name, in any order.
 */
#include "sheet.h"

#include <string.h>

#include "cells.h"
#include "spreadsheet.h"
#include "text.h"

static int32_t known_column(const struct sheet *sheet, const char *name)
{
    for (uint32_t column = 0; column < sheet->column_count; column++) {
        if (strcmp(sheet->columns[column].name, name) == 0)
            return (int32_t)column;
    }
    return -1;
}

struct place sheet_place_at(const struct sheet *sheet, uint32_t cell)
{
    struct place place = sheet->csv.row;
    place.cell = cell + 1;
    return place;
}

static void note_unknown(struct sheet *sheet, uint32_t cell)
{
    const char *name = sheet->csv.cells[cell];
    const char *names[SHEET_COLUMNS_MAX];
    for (uint32_t column = 0; column < sheet->column_count; column++)
        names[column] = sheet->columns[column].name;
    const char *meant = cell_as_column(sheet->csv.arena, name);
    if (known_column(sheet, meant) >= 0) {
        report_fault(sheet->csv.report, sheet_place_at(sheet, cell), NEARLY_A_COLUMN, name,
                     meant_hint(sheet->csv.arena, sheet->csv.report->language, meant));
        return;
    }
    const char *nearest = text_suggest(sheet->csv.arena, sheet->csv.report->language, name, names, sheet->column_count);
    if (nearest[0])
        report_fault(sheet->csv.report, sheet_place_at(sheet, cell), NEARLY_A_COLUMN, name, nearest);
}

/* What a spreadsheet writes where the comma is the decimal sign, or when it saves "text". */
static bool is_separated_otherwise(const struct sheet *sheet)
{
    const char *heading = sheet->csv.cells[0];
    bool semicolons = strchr(heading, ';') != NULL, tabs = strchr(heading, '\t') != NULL;
    if (sheet->width > 1 || (!semicolons && !tabs))
        return false;
    if (semicolons)
        report_fault(sheet->csv.report, sheet->csv.row, SEMICOLONS);
    else
        report_fault(sheet->csv.report, sheet->csv.row, TABS);
    return true;
}

static bool name_columns(struct sheet *sheet)
{
    bool complete = true;
    for (uint32_t column = 0; column < sheet->column_count; column++)
        sheet->cells[column] = -1;
    for (uint32_t cell = 0; cell < sheet->width; cell++) {
        const char *name = sheet->csv.cells[cell];
        int32_t column = known_column(sheet, name);
        if (column < 0)
            continue;
        if (sheet->cells[column] >= 0) {
            report_fault(sheet->csv.report, sheet_place_at(sheet, cell), COLUMN_TWICE, name);
            complete = false;
        } else {
            sheet->cells[column] = (int32_t)cell;
        }
    }
    for (uint32_t column = 0; column < sheet->column_count; column++) {
        if (sheet->columns[column].required && sheet->cells[column] < 0) {
            report_fault(sheet->csv.report, sheet->csv.row, COLUMN_MISSING, sheet->columns[column].name);
            complete = false;
        }
    }
    return complete;
}

/* Columns that only the reader knows hold payments. */
static void note_contents(struct sheet *sheet)
{
    for (uint32_t cell = 0; cell < sheet->width; cell++) {
        const char *name = sheet->csv.cells[cell];
        enum cell_content content = sheet_knows(sheet, cell) ? cell_content_of(name, CELL_OTHER) : CELL_PAYMENT;
        sheet->names[cell] = name;
        sheet->contents[cell] = (uint8_t)content;
    }
}

bool sheet_knows(const struct sheet *sheet, uint32_t cell)
{
    for (uint32_t column = 0; column < sheet->column_count; column++) {
        if (sheet->cells[column] == (int32_t)cell)
            return true;
    }
    return false;
}

bool sheet_open_wider(struct sheet *sheet, struct arena *arena, struct report *report, const char *file,
                      const struct column *columns, uint32_t column_count)
{
    sheet->width = 0;
    if (!csv_open(&sheet->csv, arena, report, file))
        return false;
    sheet->columns = columns;
    sheet->column_count = column_count;
    enum csv_row row = csv_read(&sheet->csv);
    if (row == CSV_END)
        report_fault(report, (struct place){.file = file}, FILE_EMPTY);
    if (row != CSV_ROW)
        return false;
    sheet->width = sheet->csv.cell_count;
    if (is_separated_otherwise(sheet) || !name_columns(sheet))
        return false;
    note_contents(sheet);
    return true;
}

bool sheet_open(struct sheet *sheet, struct arena *arena, struct report *report, const char *file,
                const struct column *columns, uint32_t column_count)
{
    bool opened = sheet_open_wider(sheet, arena, report, file, columns, column_count);
    /* Also where a column is missing: one that is nearly it may be there. */
    for (uint32_t cell = 0; cell < sheet->width; cell++) {
        if (known_column(sheet, sheet->csv.cells[cell]) >= 0)
            continue;
        note_unknown(sheet, cell);
        sheet->contents[cell] = CELL_OTHER;
    }
    return opened;
}

static bool row_is_complete(struct sheet *sheet)
{
    if (sheet->csv.cell_count != sheet->width) {
        report_fault(sheet->csv.report, sheet->csv.row, ROW_WIDTH, sheet->csv.row.line, sheet->csv.cell_count,
                     sheet->width);
        return false;
    }
    bool complete = true;
    for (uint32_t column = 0; column < sheet->column_count; column++) {
        if (sheet->columns[column].required && !sheet_cell(sheet, column)[0]) {
            report_fault(sheet->csv.report, sheet_cell_place(sheet, column), CELL_EMPTY, sheet->columns[column].name);
            complete = false;
        }
    }
    return complete;
}

static bool is_required(const struct sheet *sheet, uint32_t cell)
{
    int32_t column = known_column(sheet, sheet->names[cell]);
    return column >= 0 && sheet->columns[column].required;
}

/* What is lost is not read again as a date or identifier: once is enough to be told. */
static void check_cells(struct sheet *sheet)
{
    struct csv *csv = &sheet->csv;
    for (uint32_t cell = 0; cell < sheet->width; cell++) {
        enum cell_content content = sheet->contents[cell];
        if (content == CELL_OTHER || cell_check(csv->report, csv->arena, sheet_place_at(sheet, cell), content,
                                                sheet->names[cell], csv->cells[cell]))
            continue;
        if ((content == CELL_DATE || content == CELL_IDENTIFIER) && !is_required(sheet, cell))
            csv->cells[cell] += strlen(csv->cells[cell]);
    }
}

bool sheet_next(struct sheet *sheet)
{
    for (;;) {
        enum csv_row row = csv_read(&sheet->csv);
        if (row == CSV_END)
            return false;
        if (row != CSV_ROW || !row_is_complete(sheet))
            continue;
        check_cells(sheet);
        return true;
    }
}

const char *sheet_cell(const struct sheet *sheet, uint32_t column)
{
    return sheet->cells[column] < 0 ? "" : sheet->csv.cells[sheet->cells[column]];
}

struct place sheet_place(const struct sheet *sheet)
{
    return sheet->csv.row;
}

struct place sheet_cell_place(const struct sheet *sheet, uint32_t column)
{
    return sheet->cells[column] < 0 ? sheet->csv.row : sheet_place_at(sheet, (uint32_t)sheet->cells[column]);
}
