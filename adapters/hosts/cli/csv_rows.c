/*
 * csv_rows.c: rows of a CSV text, in place (csv_rows.h). Touches the text it is given.
 */
#include "csv_rows.h"

#include <string.h>

void csv_rows_begin(struct csv_rows *rows, char *text)
{
    *rows = (struct csv_rows){.next = strncmp(text, "\xEF\xBB\xBF", 3) == 0 ? text + 3 : text, .line = 1};
}

/* Takes one cell out of the text. Returns what ended it: ',', '\n' or '\0'. */
static char take_cell(struct csv_rows *rows, char **cell)
{
    char *from = rows->next, *to = rows->next;
    bool quoted = *from == '"';
    *cell = to;
    from += quoted;
    while (*from && (quoted || (*from != ',' && *from != '\n'))) {
        if (quoted && *from == '"' && from[1] != '"') {
            quoted = false;
            from++;
            continue;
        }
        from += quoted && *from == '"';
        rows->line += *from == '\n';
        *to++ = *from++;
    }
    char end = *from;
    rows->unclosed = rows->unclosed || quoted;
    rows->line += end == '\n';
    rows->next = end ? from + 1 : from;
    if (to > *cell && to[-1] == '\r' && end != ',')
        to--;
    *to = '\0';
    return end;
}

bool csv_rows_next(struct csv_rows *rows)
{
    do {
        if (!*rows->next)
            return false;
        rows->row_line = rows->line;
        rows->cell_count = 0;
        char *cell, end;
        do {
            end = take_cell(rows, &cell);
            if (rows->cell_count < CSV_ROW_CELLS)
                rows->cells[rows->cell_count++] = cell;
        } while (end == ',');
    } while (rows->cell_count == 1 && !*rows->cells[0]);
    return true;
}
