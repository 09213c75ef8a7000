/*
 * table.c: rows and cells as they are read (table.h).
 */
#include "table.h"

#include <string.h>

#include "text.h"

#define SAID_MAX 50 /* faults of one kind */

void table_open(struct table *table, struct arena *arena, struct report *report)
{
    *table = (struct table){.arena = arena,
                            .report = report,
                            .rows = {.size = sizeof(struct table_row)},
                            .cells = {.size = sizeof(struct table_cell)},
                            .merges = {.size = sizeof(struct table_merge)}};
}

void table_close(struct table *table)
{
    record_table_free(&table->rows);
    record_table_free(&table->cells);
    record_table_free(&table->merges);
}

struct table_row *table_add_row(struct table *table, uint32_t line, uint32_t row)
{
    if (table->rows.count == TABLE_ROWS_MAX) {
        table_fault(table, ((struct place){.file = "", .line = line, .row = row}), TABLE_TOO_LONG, TABLE_ROWS_MAX);
        table->full = true;
        return NULL;
    }
    struct table_row *record = record_table_add(&table->rows, 1);
    *record = (struct table_row){.line = line, .row = row, .first = table->cells.count};
    return record;
}

bool table_add_cell(struct table *table, uint32_t column, enum table_cell_kind kind, const char *text)
{
    struct table_row *row = (struct table_row *)table->rows.records + table->rows.count - 1;
    char *trimmed = text_trim(arena_text(table->arena, text, strlen(text)));
    if (!trimmed[0])
        return true;
    if (column >= TABLE_COLUMNS_MAX) {
        table_fault(table, table_place(row, column), TABLE_TOO_WIDE, TABLE_COLUMNS_MAX);
        return true;
    }
    if (table->cells.count == TABLE_CELLS_MAX) {
        table_fault(table, table_place(row, column), TABLE_TOO_FULL, TABLE_CELLS_MAX);
        table->full = true;
        return false;
    }
    struct table_cell *cell = record_table_add(&table->cells, 1);
    *cell = (struct table_cell){.text = trimmed, .column = (uint16_t)column, .kind = (uint8_t)kind};
    row->count++;
    return true;
}

const struct table_row *table_row_at(const struct table *table, uint32_t row)
{
    return (const struct table_row *)table->rows.records + row;
}

const struct table_cell *table_cell_at(const struct table *table, const struct table_row *row, uint32_t column)
{
    const struct table_cell *cells = (const struct table_cell *)table->cells.records + row->first;
    for (uint32_t i = 0; i < row->count; i++)
        if (cells[i].column == column)
            return &cells[i];
    return NULL;
}

struct place table_place(const struct table_row *row, uint32_t column)
{
    struct place place = {.file = "", .line = row->line, .row = row->row};
    if (column != TABLE_WHOLE_ROW)
        place.cell = column + 1;
    return place;
}

bool table_may_say(struct table *table, enum fault_id id)
{
    return table->said[id]++ < SAID_MAX;
}

void table_say_rest(struct table *table)
{
    for (int id = 0; id < FAULT_IDS; id++) {
        char code[MESSAGE_CODE_MAX];
        if (table->said[id] <= SAID_MAX)
            continue;
        message_code((enum fault_id)id, code);
        report_fault(table->report, (struct place){.file = ""}, MORE_OF_A_KIND, table->said[id] - SAID_MAX, code);
    }
}
