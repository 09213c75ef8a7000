/*
 * xlsx_text.h: text of a cell or of a shared string while the parser brings it in pieces.
 */
#ifndef FIATGATE_TABLES_XLSX_TEXT_H
#define FIATGATE_TABLES_XLSX_TEXT_H

#include <stdbool.h>
#include <stddef.h>

#define XLSX_TEXT_MAX (4 * 32767) /* a cell holds 32,767 characters */

struct xlsx_text {
    size_t length;
    bool too_long; /* the rest was left out */
    char bytes[XLSX_TEXT_MAX + 1];
};

void xlsx_text_begin(struct xlsx_text *text);
void xlsx_text_add(struct xlsx_text *text, const char *more, size_t length);
/* The whole, with a NUL behind it; escapes of characters that XML cannot hold ("_x000D_") are put back. */
char *xlsx_text_end(struct xlsx_text *text);

#endif
