/*
 * foreign_csv.h: CSV from elsewhere as a table: the separator is told by the line that names the columns.
 */
#ifndef FIATGATE_TABLES_FOREIGN_CSV_H
#define FIATGATE_TABLES_FOREIGN_CSV_H

#include "foreign_text.h"
#include "table.h"

/* Cuts the text. What is wrong is reported. */
void foreign_csv_read(struct table *table, struct foreign_text *text);

#endif
