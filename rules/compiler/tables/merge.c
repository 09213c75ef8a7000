/*
 * merge.c: records of a source over the rows of our file (merge.h). Rows that do not change keep their bytes and order.
 */
#include "merge.h"

#include <stdlib.h>
#include <string.h>

static const struct record *record_at(const struct merge *merge, uint32_t number)
{
    return (const struct record *)merge->records->records.records + number;
}

static const char *fallback(const struct merge *merge, const char *column)
{
    const struct fallback *fallbacks = merge->records->profile->fallbacks;
    size_t count = sizeof merge->records->profile->fallbacks / sizeof *fallbacks;
    for (size_t i = 0; i < count && fallbacks[i].column; i++)
        if (strcmp(fallbacks[i].column, column) == 0)
            return fallbacks[i].value;
    return "";
}

/* Who has no brand is called by the legal name, else by the first site. */
static const char *brand_of(const struct merge *merge, const struct record *record)
{
    const char *name = record_says(merge->records, record, "legal_name");
    const char *sites = record_says(merge->records, record, "domains");
    return name[0] ? name : arena_text(merge->target->arena, sites, strcspn(sites, ";"));
}

/* What a new row says in a column. */
static const char *new_cell(const struct merge *merge, uint32_t number, const struct merge_column *column)
{
    const struct record *record = record_at(merge, number);
    const char *said = column->output == OUTPUT_NONE ? "" : record->values[column->output];
    if (strcmp(column->name, "id") == 0)
        return merge->ids[number];
    if (said && said[0])
        return said;
    if (strcmp(column->name, "brand") == 0)
        return brand_of(merge, record);
    return fallback(merge, column->name);
}

/* What a row of ours says once the record has been taken over. */
static const char *merged_cell(const struct merge *merge, uint32_t number, const struct merge_column *column)
{
    const char *said = column->output == OUTPUT_NONE ? NULL : record_at(merge, number)->values[column->output];
    const char *ours =
        column->ours == MATCH_NONE ? "" : target_row_at(merge->target, merge->rows[number])->cells[column->ours];
    return said ? said : ours;
}

static const char *old_cell(const struct merge *merge, uint32_t row, const struct merge_column *column)
{
    return column->ours == MATCH_NONE ? "" : target_row_at(merge->target, row)->cells[column->ours];
}

/* --- Columns --------------------------------------------------------------------------------------------------------
 */

static void add_column(struct merge *merge, const char *name, uint32_t ours)
{
    if (merge->column_count == OUTPUTS_MAX)
        return;
    merge->columns[merge->column_count++] =
        (struct merge_column){.name = name, .ours = ours, .output = records_output(merge->records, name)};
    merge->new_columns += ours == MATCH_NONE;
}

static bool any_says(const struct merge *merge, uint32_t output)
{
    for (uint32_t i = 0; i < merge->records->records.count; i++) {
        const char *value = record_at(merge, i)->values[output];
        if (value && value[0])
            return true;
    }
    return false;
}

/* Ours in their order; then what the source has to say beside. A new file has the columns that every row needs. */
static void plan_columns(struct merge *merge)
{
    const struct target *target = merge->target;
    const struct records *records = merge->records;
    for (uint32_t i = 0; i < target->column_count; i++)
        add_column(merge, target->columns[i], i);
    for (uint32_t i = 0; i < target->kind->count; i++) {
        const struct list_column *column = &target->kind->columns[i];
        uint32_t output = records_output(records, column->name);
        bool wanted = (column->required && !target->exists) || (output != OUTPUT_NONE && any_says(merge, output));
        if (wanted && target_column(target, column->name) == UINT32_MAX)
            add_column(merge, column->name, MATCH_NONE);
    }
}

/* --- Comparison -----------------------------------------------------------------------------------------------------
 */

static bool row_changes(const struct merge *merge, uint32_t row)
{
    uint32_t number = merge->record_of[row];
    for (uint32_t i = 0; number != MATCH_NONE && i < merge->column_count; i++) {
        const struct merge_column *column = &merge->columns[i];
        if (strcmp(merged_cell(merge, number, column), old_cell(merge, row, column)) != 0)
            return true;
    }
    return false;
}

static void check_new_row(struct merge *merge, uint32_t number)
{
    struct table *table = merge->records->table;
    const struct table_row *row = table_row_at(table, record_at(merge, number)->row);
    for (uint32_t i = 0; i < merge->column_count; i++) {
        const struct merge_column *column = &merge->columns[i];
        const struct list_column *known = list_kind_column(merge->target->kind, column->name);
        if (known && known->required && !new_cell(merge, number, column)[0])
            table_fault(table, table_place(row, TABLE_WHOLE_ROW), CELL_EMPTY, column->name);
    }
}

static void give_ids(struct merge *merge)
{
    struct new_ids ids;
    if (!list_kind_column(merge->target->kind, "id"))
        return;
    new_ids_open(&ids, merge->target);
    for (uint32_t i = 0; i < merge->records->records.count; i++)
        if (merge->rows[i] == MATCH_NONE)
            merge->ids[i] = new_id(&ids, merge->records, record_at(merge, i));
    new_ids_close(&ids);
}

void merge_prepare(struct merge *merge)
{
    struct arena *arena = merge->target->arena;
    uint32_t records = merge->records->records.count, rows = merge->target->rows.count;
    merge->rows = arena_take(arena, (records + 1) * sizeof *merge->rows);
    merge->record_of = arena_take(arena, (rows + 1) * sizeof *merge->record_of);
    merge->ids = arena_take(arena, (records + 1) * sizeof *merge->ids);
    match_records(merge->target, merge->records, merge->rows);
    for (uint32_t row = 0; row < rows; row++)
        merge->record_of[row] = MATCH_NONE;
    for (uint32_t i = 0; i < records; i++)
        if (merge->rows[i] != MATCH_NONE)
            merge->record_of[merge->rows[i]] = i;
    plan_columns(merge);
    give_ids(merge);
    for (uint32_t i = 0; i < records; i++) {
        if (merge->rows[i] != MATCH_NONE)
            continue;
        merge->added++;
        check_new_row(merge, i);
    }
    for (uint32_t row = 0; row < rows; row++) {
        merge->gone += merge->record_of[row] == MATCH_NONE;
        merge->changed += row_changes(merge, row);
    }
}

bool merge_changes(const struct merge *merge)
{
    return merge->added > 0 || merge->changed > 0 || (merge->delete_gone && merge->gone > 0) || !merge->target->exists;
}

/* --- What is said ---------------------------------------------------------------------------------------------------
 */

#define LINE_MAX_BYTES 2048

/* What a terminal would obey is shown as a blank. */
static void say_line(FILE *out, char *line)
{
    for (char *at = line; *at; at++)
        if ((unsigned char)*at < 0x20 || *at == 0x7F)
            *at = ' ';
    fprintf(out, "%s\n", line);
}

#define say_change(merge, id, ...)                                                                                     \
    do {                                                                                                               \
        char line_[LINE_MAX_BYTES];                                                                                    \
        message_write(line_, sizeof line_, (merge)->target->report->language, id, ##__VA_ARGS__);                      \
        say_line((merge)->out, line_);                                                                                 \
    } while (0)

/* How a row of ours is called: its first column, and the name behind it where there is one. */
static const char *name_of(const struct target *target, const char *const *cells)
{
    static const char *const names[] = {"legal_name", "brand", "term", "title", "pattern"};
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        uint32_t column = target_column(target, names[i]);
        if (column != UINT32_MAX && cells[column][0])
            return cells[column];
    }
    return "";
}

static void say_row(struct merge *merge, uint32_t row)
{
    uint32_t number = merge->record_of[row];
    const struct target_row *ours = target_row_at(merge->target, row);
    const char *id = ours->cells[0], *name = name_of(merge->target, ours->cells);
    if (number == MATCH_NONE && merge->delete_gone)
        say_change(merge, IMPORT_DELETED, ours->line, id, name);
    else if (number == MATCH_NONE)
        say_change(merge, IMPORT_GONE, ours->line, id, name);
    for (uint32_t i = 0; number != MATCH_NONE && i < merge->column_count; i++) {
        const struct merge_column *column = &merge->columns[i];
        const char *was = old_cell(merge, row, column), *becomes = merged_cell(merge, number, column);
        if (strcmp(was, becomes) != 0)
            say_change(merge, IMPORT_CHANGED, ours->line, id, column->name, was, becomes);
    }
}

void merge_say(struct merge *merge)
{
    struct table *table = merge->records->table;
    for (uint32_t row = 0; row < merge->target->rows.count; row++)
        say_row(merge, row);
    for (uint32_t i = 0; i < merge->records->records.count; i++) {
        if (merge->rows[i] != MATCH_NONE)
            continue;
        const char *cells[2] = {"", ""};
        for (uint32_t column = 0, said = 0; column < merge->column_count && said < 2; column++) {
            const char *cell = new_cell(merge, i, &merge->columns[column]);
            if (cell[0])
                cells[said++] = cell;
        }
        say_change(merge, IMPORT_ADDED, table_row_at(table, record_at(merge, i)->row)->row, cells[0], cells[1]);
    }
    if (merge->new_columns > 0 && merge->target->exists)
        for (uint32_t i = 0; i < merge->column_count; i++)
            if (merge->columns[i].ours == MATCH_NONE)
                say_change(merge, IMPORT_COLUMN, merge->columns[i].name);
}

/* --- The new file ---------------------------------------------------------------------------------------------------
 */

static void put_text(FILE *file, const char *text, size_t length)
{
    if (length > 0 && fwrite(text, 1, length, file) != length)
        memory_exhausted();
}

static void put_string(FILE *file, const char *text)
{
    put_text(file, text, strlen(text));
}

static void put_cell(FILE *file, const char *cell, bool first)
{
    if (!first)
        put_string(file, ",");
    if (!cell[strcspn(cell, ",\"\r\n")]) {
        put_string(file, cell);
        return;
    }
    put_string(file, "\"");
    for (; *cell; cell++)
        put_text(file, *cell == '"' ? "\"\"" : cell, *cell == '"' ? 2 : 1);
    put_string(file, "\"");
}

static void put_header(struct merge *merge, FILE *file)
{
    const struct target *target = merge->target;
    if (target->marked)
        put_string(file, "\xEF\xBB\xBF");
    if (target->exists)
        put_text(file, target->header, (size_t)(target->header_end - target->header));
    for (uint32_t i = 0; i < merge->column_count; i++)
        if (merge->columns[i].ours == MATCH_NONE)
            put_cell(file, merge->columns[i].name, i == 0);
    put_string(file, target->line_end);
}

static void put_row(struct merge *merge, FILE *file, uint32_t row)
{
    const struct target_row *ours = target_row_at(merge->target, row);
    uint32_t number = merge->record_of[row];
    if (number == MATCH_NONE && merge->delete_gone)
        return;
    if (!row_changes(merge, row)) {
        put_text(file, ours->begin, (size_t)(ours->line_end - ours->begin));
        for (uint32_t i = 0; i < merge->new_columns; i++)
            put_string(file, ",");
    } else {
        for (uint32_t i = 0; i < merge->column_count; i++)
            put_cell(file, merged_cell(merge, number, &merge->columns[i]), i == 0);
    }
    if (ours->line_end < ours->end)
        put_text(file, ours->line_end, (size_t)(ours->end - ours->line_end));
    else
        put_string(file, merge->target->line_end);
}

const char *merge_write(struct merge *merge, size_t *size)
{
    char *bytes = NULL;
    FILE *file = open_memstream(&bytes, size);
    if (!file)
        memory_exhausted();
    put_header(merge, file);
    for (uint32_t row = 0; row < merge->target->rows.count; row++)
        put_row(merge, file, row);
    for (uint32_t i = 0; i < merge->records->records.count; i++) {
        if (merge->rows[i] != MATCH_NONE)
            continue;
        for (uint32_t column = 0; column < merge->column_count; column++)
            put_cell(file, new_cell(merge, i, &merge->columns[column]), column == 0);
        put_string(file, merge->target->line_end);
    }
    if (merge->target->exists)
        put_text(file, merge->target->tail, (size_t)(merge->target->tail_end - merge->target->tail));
    if (fclose(file) != 0)
        memory_exhausted();
    char *kept = arena_text(merge->target->arena, bytes, *size);
    free(bytes);
    return kept;
}
