/*
 * worksheet.h: the cells of one sheet of an .xlsx workbook as a table.
 */
#ifndef FIATGATE_TABLES_WORKSHEET_H
#define FIATGATE_TABLES_WORKSHEET_H

#include "table.h"
#include "workbook.h"

/*
 * Reads a sheet into the table. What is wrong with a cell is reported with its row and cell. false = the sheet as a
 * whole cannot be read (reported).
 */
bool xlsx_read_sheet(struct workbook *workbook, const struct workbook_sheet *sheet, struct table *table);

/* Whether any cell of the sheet holds anything. */
bool xlsx_sheet_has_cells(struct workbook *workbook, const struct workbook_sheet *sheet);

#endif
