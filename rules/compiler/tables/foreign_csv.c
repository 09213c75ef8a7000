/*
 * foreign_csv.c: rows of CSV with commas, semicolons or tabs (foreign_csv.h).
 */
#include "foreign_csv.h"

#include <string.h>

#include "csv.h"

#define HEADER_LINES 20 /* titles may stand above the names of the columns */

static const char separators[] = ",;\t";

#define SEPARATORS (sizeof separators - 1)

/* How often each separator stands outside quotes in the line that begins here; returns where it ends. */
static const char *count_in_line(const char *line, uint32_t counts[SEPARATORS])
{
    bool quoted = false;
    memset(counts, 0, SEPARATORS * sizeof *counts);
    for (; *line && (quoted || *line != '\n'); line++) {
        const char *separator = strchr(separators, *line);
        quoted ^= *line == '"';
        if (!quoted && separator)
            counts[separator - separators]++;
    }
    return line;
}

/* The separator that stands most often in one of the first lines: that of the widest row. */
static char tell_separator(const char *text)
{
    char best = ',';
    uint32_t most = 0;
    for (uint32_t line = 0; line < HEADER_LINES && *text; line++) {
        uint32_t counts[SEPARATORS];
        text = count_in_line(text, counts);
        for (size_t i = 0; i < SEPARATORS; i++) {
            if (counts[i] > most) {
                most = counts[i];
                best = separators[i];
            }
        }
        text += *text == '\n';
    }
    return best;
}

/* Excel's own way to name the separator: a first line "sep=;". */
static char *past_separator_line(char *text, char *separator)
{
    if (strncmp(text, "sep=", 4) != 0 || !text[4] || (text[5] != '\n' && text[5] != '\r'))
        return text;
    *separator = text[4];
    text += 5 + strspn(text + 5, "\r");
    return text + (*text == '\n');
}

void foreign_csv_read(struct table *table, struct foreign_text *text)
{
    struct csv csv;
    char separator = tell_separator(text->text);
    char *from = past_separator_line(text->text, &separator);
    csv_open_text(&csv, table->arena, table->report, from, separator);
    if (from != text->text)
        csv.line = csv.rows = 1;
    for (enum csv_row row; (row = csv_read(&csv)) != CSV_END;) {
        if (row == CSV_BROKEN)
            continue;
        if (!table_add_row(table, csv.row.line, csv.row.row))
            return;
        for (uint32_t cell = 0; cell < csv.cell_count; cell++)
            if (!table_add_cell(table, cell, TABLE_TEXT, csv.cells[cell]))
                return;
    }
}
