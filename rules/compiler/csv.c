/*
 * csv.c: reads CSV in place: cells are parts of the file's own text.
 */
#include "csv.h"

#include <string.h>

#include "text.h"

static void begin(struct csv *csv, struct arena *arena, struct report *report, const char *file, char separator)
{
    memset(csv, 0, sizeof *csv);
    csv->arena = arena;
    csv->report = report;
    csv->file = file;
    csv->line = 1;
    memcpy(csv->stops, (char[]){separator, '\r', '\n', '"', 0}, sizeof csv->stops);
}

bool csv_open(struct csv *csv, struct arena *arena, struct report *report, const char *file)
{
    size_t length;
    begin(csv, arena, report, file, ',');
    csv->next = text_read(arena, report, file, &length);
    return csv->next != NULL;
}

void csv_open_text(struct csv *csv, struct arena *arena, struct report *report, char *text, char separator)
{
    begin(csv, arena, report, "", separator);
    csv->next = text;
}

static bool row_ends(const char *at)
{
    return *at == 0 || *at == '\n' || (*at == '\r' && (at[1] == '\n' || at[1] == 0));
}

/* Goes to the first character of the next line. */
static void skip_line(struct csv *csv)
{
    char *end = strchr(csv->next, '\n');
    csv->next = end ? end + 1 : NULL;
    csv->line++;
}

/* A row that cannot be read was reported: the next one may begin on the next line. */
static enum csv_row leave_row(struct csv *csv)
{
    if (csv->next)
        skip_line(csv);
    return CSV_BROKEN;
}

/* Reads a cell that begins with a quote: what it says goes to *cell, csv->next stands behind the closing quote. */
static bool read_quoted(struct csv *csv, char **cell)
{
    char *from = csv->next + 1, *to = from;
    *cell = to;
    for (;;) {
        if (*from == 0) {
            csv->next = NULL;
            return false;
        }
        if (*from == '\n')
            csv->line++;
        if (*from == '"' && from[1] == '"') {
            from++;
        } else if (*from == '"') {
            csv->next = from + 1;
            *to = 0;
            return true;
        }
        *to++ = *from++;
    }
}

static void end_row(struct csv *csv)
{
    if (*csv->next == 0) {
        csv->next = NULL;
        return;
    }
    char *end = csv->next;
    csv->next = end + (*end == '\r' && end[1] == '\n' ? 2 : 1);
    if (csv->next[0] == 0)
        csv->next = NULL;
    *end = 0;
    csv->line++;
}

/* Also ",,,": what a spreadsheet leaves of rows that were cleared. */
static bool row_is_empty(const struct csv *csv)
{
    for (uint32_t i = 0; i < csv->cell_count; i++)
        if (csv->cells[i][0])
            return false;
    return true;
}

static enum csv_row read_row(struct csv *csv)
{
    csv->row = (struct place){.folder = csv->report->folder, .file = csv->file, .line = csv->line, .row = ++csv->rows};
    csv->cell_count = 0;
    for (;;) {
        if (csv->cell_count == CSV_CELLS_MAX) {
            report_fault(csv->report, csv->row, TOO_MANY_CELLS);
            return leave_row(csv);
        }
        char *cell = csv->next;
        if (*csv->next == '"') {
            if (!read_quoted(csv, &cell)) {
                report_fault(csv->report, csv->row, QUOTE_NOT_CLOSED);
                return leave_row(csv);
            }
            if (*csv->next != csv->stops[0] && !row_ends(csv->next)) {
                report_fault(csv->report, csv->row, TEXT_BEHIND_QUOTE);
                return leave_row(csv);
            }
        } else {
            csv->next += strcspn(csv->next, csv->stops);
            while (*csv->next == '\r' && !row_ends(csv->next))
                csv->next += 1 + strcspn(csv->next + 1, csv->stops);
            if (*csv->next == '"') {
                report_fault(csv->report, csv->row, QUOTE_INSIDE_CELL);
                return leave_row(csv);
            }
        }
        csv->cells[csv->cell_count++] = cell;
        if (*csv->next != csv->stops[0])
            break;
        *csv->next++ = 0;
    }
    end_row(csv);
    for (uint32_t i = 0; i < csv->cell_count; i++)
        csv->cells[i] = text_trim(csv->cells[i]);
    return CSV_ROW;
}

enum csv_row csv_read(struct csv *csv)
{
    while (csv->next && *csv->next) {
        enum csv_row row = read_row(csv);
        if (row != CSV_ROW || !row_is_empty(csv))
            return row;
    }
    return CSV_END;
}
