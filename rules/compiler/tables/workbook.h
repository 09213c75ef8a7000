/*
 * workbook.h: what of an .xlsx workbook stands beside its cells: which sheets there are and in which part, the strings
 * they share, and which styles show a number as a date. The functions are called after the format, as those that write
 * workbooks in libxlsxwriter are called after the workbook.
 */
#ifndef FIATGATE_TABLES_WORKBOOK_H
#define FIATGATE_TABLES_WORKBOOK_H

#include "package.h"

struct workbook_sheet {
    const char *name;
    const char *part; /* "" = the workbook does not say where it is */
    bool hidden;
};

/* How a style shows a number. */
enum workbook_style { STYLE_NUMBER, STYLE_DATE, STYLE_MONTH /* a date without its day */ };

struct workbook {
    struct package package;
    struct record_table sheets;  /* struct workbook_sheet */
    struct record_table strings; /* const char * */
    struct record_table styles;  /* uint8_t, enum workbook_style */
    bool from_1904;              /* days count from there */
};

/* false = reported. */
bool xlsx_open(struct workbook *workbook, struct arena *arena, struct report *report, const unsigned char *bytes,
               size_t length);
void xlsx_close(struct workbook *workbook);

#endif
