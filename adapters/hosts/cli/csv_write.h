/*
 * csv_write.h: cells of a CSV table for spreadsheets (RFC 4180).
 */
#ifndef FIATGATE_CLI_CSV_WRITE_H
#define FIATGATE_CLI_CSV_WRITE_H

#include <stdio.h>

/* What a table begins with, so that Excel takes it as UTF-8. */
#define CSV_BYTE_ORDER_MARK "\xEF\xBB\xBF"
#define CSV_LINE_END        "\r\n"

/* In quotes where it needs them. What a spreadsheet would take for a formula, as it begins with = + - @, a tab or the
 * end of a line, gets a ' before it. Bytes that are not UTF-8 become U+FFFD; other control characters, and marks that
 * turn the direction of writing, stand as in the report: [U+001B]. */
void csv_write_cell(FILE *out, const char *text);

#endif
