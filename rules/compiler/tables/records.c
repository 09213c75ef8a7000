/*
 * records.c: which row names the columns, what each means, and every row below it (records.h).
 */
#include "records.h"

#include <stdio.h>
#include <string.h>

#define HEADER_ROWS 20 /* titles may stand above the names of the columns */

/* The columns that our own file has. */
struct ours {
    const char *const *names;
    uint32_t count;
};

static bool is_ours(const struct ours *ours, const char *name)
{
    for (uint32_t i = 0; i < ours->count; i++)
        if (strcmp(ours->names[i], name) == 0)
            return true;
    return false;
}

uint32_t records_output(const struct records *records, const char *name)
{
    for (uint32_t i = 0; i < records->output_count; i++)
        if (strcmp(records->outputs[i].name, name) == 0)
            return i;
    return OUTPUT_NONE;
}

/* The output of that name, made when there is none; OUTPUT_NONE when there are too many. */
static uint32_t need_output(struct records *records, const char *name)
{
    uint32_t output = records_output(records, name);
    const struct list_column *column = list_kind_column(records->kind, name);
    if (output != OUTPUT_NONE || records->output_count == OUTPUTS_MAX)
        return output;
    records->outputs[records->output_count] =
        (struct output){.name = name, .type = column ? column->type : COLUMN_TEXT};
    return records->output_count++;
}

/* --- What a heading means -------------------------------------------------------------------------------------------
 */

struct meaning {
    const char *column; /* of ours; NULL = nothing of ours */
    enum take take;
    uint32_t rank;
    bool known;
};

static bool own_meaning(const struct records *records, const struct ours *ours, const char *heading,
                        struct meaning *meaning)
{
    struct arena *arena = records->table->arena;
    for (uint32_t i = 0; i < records->kind->count + ours->count; i++) {
        bool theirs = i >= records->kind->count;
        const char *name = theirs ? ours->names[i - records->kind->count] : records->kind->columns[i].name;
        if (strcmp(heading_normal(arena, name), heading) != 0)
            continue;
        *meaning = (struct meaning){.column = name, .known = true};
        return true;
    }
    return false;
}

static struct meaning meaning_of(const struct records *records, const struct profile *profile, const struct ours *ours,
                                 const char *heading)
{
    struct meaning meaning = {0};
    if (profile->own_columns && own_meaning(records, ours, heading, &meaning))
        return meaning;
    for (uint32_t i = 0; i < profile->heading_count; i++) {
        const struct heading *known = &profile->headings[i];
        if (strcmp(known->heading, heading) != 0)
            continue;
        if (known->column && !list_kind_column(records->kind, known->column) && !is_ours(ours, known->column))
            continue;
        return (struct meaning){.column = known->column, .take = known->take, .rank = i + 1, .known = true};
    }
    return meaning;
}

static const struct table_cell *cells_of(const struct table *table, const struct table_row *row)
{
    return (const struct table_cell *)table->cells.records + row->first;
}

/* How many of a row's cells name a column. */
static uint32_t count_known(const struct records *records, const struct profile *profile, const struct ours *ours,
                            const struct table_row *row)
{
    uint32_t known = 0;
    for (uint32_t i = 0; i < row->count; i++) {
        const char *heading = heading_normal(records->table->arena, cells_of(records->table, row)[i].text);
        struct meaning meaning = meaning_of(records, profile, ours, heading);
        known += meaning.known && meaning.column;
    }
    return known;
}

static const struct profile *tell_profile(const struct records *records, const struct table_row *row)
{
    const char *headings[TABLE_COLUMNS_MAX];
    for (uint32_t i = 0; i < row->count; i++)
        headings[i] = heading_normal(records->table->arena, cells_of(records->table, row)[i].text);
    return profile_tell(headings, row->count, records->kind->name);
}

/* The first row with two known columns, or the first with one. */
static bool find_header(struct records *records, const struct profile *profile, const struct ours *ours)
{
    const struct table *table = records->table;
    for (uint32_t least = 2; least > 0; least--) {
        for (uint32_t row = 0; row < table->rows.count && row < HEADER_ROWS; row++) {
            const struct table_row *candidate = table_row_at(table, row);
            const struct profile *as = profile ? profile : tell_profile(records, candidate);
            if (count_known(records, as, ours, candidate) < least)
                continue;
            records->profile = as;
            records->header = row;
            return true;
        }
    }
    return false;
}

static void add_input(struct records *records, const struct table_row *row, const struct table_cell *cell,
                      const struct meaning *meaning)
{
    uint32_t output = need_output(records, meaning->column), at = records->input_count;
    if (output == OUTPUT_NONE)
        return;
    for (uint32_t i = 0; i < records->input_count; i++) {
        if (records->inputs[i].output == output && meaning->rank == 0 && records->inputs[i].rank == 0)
            table_fault(records->table, table_place(row, cell->column), COLUMN_TWICE, cell->text);
    }
    for (; at > 0 && records->inputs[at - 1].rank > meaning->rank; at--)
        records->inputs[at] = records->inputs[at - 1];
    records->inputs[at] =
        (struct input){.column = cell->column, .output = output, .take = meaning->take, .rank = meaning->rank};
    records->input_count++;
}

static void plan_inputs(struct records *records, const struct ours *ours)
{
    const struct table *table = records->table;
    const struct table_row *row = table_row_at(table, records->header);
    for (uint32_t i = 0; i < row->count; i++) {
        const struct table_cell *cell = cells_of(table, row) + i;
        struct meaning meaning = meaning_of(records, records->profile, ours, heading_normal(table->arena, cell->text));
        if (meaning.column)
            add_input(records, row, cell, &meaning);
        else if (!meaning.known)
            table_fault(records->table, table_place(row, cell->column), COLUMN_LEFT_OUT, cell->text);
    }
    if (records_output(records, "status") == OUTPUT_NONE)
        return;
    need_output(records, "note");
    if (!records->profile->own_columns && is_ours(ours, "printed_status"))
        need_output(records, "printed_status");
    if (records->profile->says_comments) {
        need_output(records, "suspended_from");
        need_output(records, "suspended_to");
    }
}

/* Below the names of the columns every cell must say for itself what it says. */
static void check_merges(struct records *records)
{
    const struct table_merge *merges = records->table->merges.records;
    uint32_t header = table_row_at(records->table, records->header)->row;
    for (uint32_t i = 0; i < records->table->merges.count; i++) {
        struct place place = {.file = "", .line = merges[i].row, .row = merges[i].row, .cell = merges[i].column + 1};
        if (merges[i].last_row >= header)
            table_fault(records->table, place, XLSX_MERGED, merges[i].last_row - merges[i].row + 1,
                        merges[i].last_column - merges[i].column + 1);
    }
}

bool records_plan(struct records *records, const char *as, const char *const *ours, uint32_t our_count)
{
    struct report *report = records->table->report;
    struct ours file = {.names = ours, .count = our_count};
    bool known = true;
    const struct profile *profile = as ? profile_find(as, records->kind->name, &known) : NULL;
    records->records = (struct record_table){.size = sizeof(struct record)};
    if (as && !profile) {
        report_fault(report, (struct place){.file = ""}, PROFILE_OF_OTHER_KIND, as, records->kind->name);
        return false;
    }
    if (records->table->rows.count == 0) {
        report_fault(report, (struct place){.file = ""}, TABLE_EMPTY);
        return false;
    }
    if (!find_header(records, profile, &file)) {
        const struct table_row *row = table_row_at(records->table, 0);
        report_fault(report, table_place(row, TABLE_WHOLE_ROW), NO_HEADER, HEADER_ROWS,
                     row->count ? cells_of(records->table, row)->text : "");
        return false;
    }
    if (records->order == ORDER_UNKNOWN && records->profile->day_first)
        records->order = ORDER_DAY_FIRST;
    plan_inputs(records, &file);
    check_merges(records);
    return true;
}

/* --- Rows -----------------------------------------------------------------------------------------------------------
 */

static const char *join(struct arena *arena, const char *a, const char *between, const char *b)
{
    size_t size = strlen(a) + strlen(between) + strlen(b) + 1;
    char *joined = arena_take(arena, size);
    snprintf(joined, size, "%s%s%s", a, between, b);
    return joined;
}

static void take_cell(struct records *records, const struct table_row *row, const struct input *input,
                      const char **values)
{
    const struct table_cell *cell = table_cell_at(records->table, row, input->column);
    const char **value = &values[input->output];
    const char *said = cell ? value_read(records, row, cell, input) : NULL;
    if (!said && records->profile->own_columns && !*value)
        *value = "";
    if (!said || !said[0])
        return;
    if (!*value || !**value)
        *value = said;
    else if (input->take == TAKE_JOINED || input->take == TAKE_JOINED_DATE)
        *value = join(records->table->arena, *value, "; ", said);
    else if (input->take == TAKE_SERIES || input->take == TAKE_DOMAINS)
        *value = join(records->table->arena, *value, ";", said);
}

static void add_note(struct records *records, const char **values, const char *what)
{
    uint32_t note = records_output(records, "note");
    if (note == OUTPUT_NONE)
        return;
    bool first = !values[note] || !values[note][0];
    values[note] = first ? what : join(records->table->arena, values[note], "; ", what);
}

/* A state that no word of ours stands for licenses nobody. */
static void settle_status(struct records *records, const struct table_row *row, const char **values)
{
    uint32_t status = records_output(records, "status"), printed = records_output(records, "printed_status");
    struct arena *arena = records->table->arena;
    if (status == OUTPUT_NONE || !values[status] || !values[status][0])
        return;
    const char *said = values[status], *word = status_word(arena, said);
    if (!records->profile->own_columns && printed != OUTPUT_NONE)
        values[printed] = said;
    values[status] = word;
    if (word[0])
        return;
    values[status] = "suspended";
    add_note(records, values, join(arena, "status as printed: ", "", said));
    table_fault(records->table, table_place(row, TABLE_WHOLE_ROW), STATUS_UNCLEAR, said);
}

static const char *find_word(const char *text, const char *const *words)
{
    for (; *words; words++) {
        const char *found = strcasestr(text, *words);
        if (found)
            return found;
    }
    return NULL;
}

/* "suspended from 15-08-2023 till 30-11-2023" in the comments: the days when they stand there, else a licence that
 * counts as suspended. */
static void settle_suspension(struct records *records, const struct table_row *row, const char **values)
{
    static const char *const suspended[] = {"suspen", "приостан", NULL};
    static const char *const until[] = {"till", "until", " to ", " по ", " до ", NULL};
    uint32_t conditions = records_output(records, "conditions"), status = records_output(records, "status"),
             first = records_output(records, "suspended_from"), last = records_output(records, "suspended_to");
    if (!records->profile->says_comments || conditions == OUTPUT_NONE || first == OUTPUT_NONE || last == OUTPUT_NONE)
        return;
    const char *comment = values[conditions], *at = comment ? find_word(comment, suspended) : NULL;
    char from[DATE_TEXT], to[DATE_TEXT] = "";
    if (!at)
        return;
    struct arena *arena = records->table->arena;
    const char *end = date_within(at, from);
    if (!end) {
        if (status != OUTPUT_NONE && values[status] && strcmp(values[status], "active") == 0)
            values[status] = "suspended";
        table_fault(records->table, table_place(row, TABLE_WHOLE_ROW), SUSPENSION_WITHOUT_DAYS, comment);
        return;
    }
    const char *word = find_word(end, until), *second = word && word - end < 8 ? date_within(word, to) : NULL;
    values[first] = arena_text(arena, from, strlen(from));
    if (second)
        values[last] = arena_text(arena, to, strlen(to));
    table_fault(records->table, table_place(row, TABLE_WHOLE_ROW), SUSPENSION_FROM_COMMENT, from, second ? to : "…",
                comment);
}

static void read_row(struct records *records, uint32_t number)
{
    const struct table_row *row = table_row_at(records->table, number);
    const char **values = arena_take(records->table->arena, records->output_count * sizeof *values);
    bool any = false;
    for (uint32_t i = 0; i < records->input_count; i++)
        take_cell(records, row, &records->inputs[i], values);
    for (uint32_t i = 0; i < records->output_count; i++)
        any |= values[i] && values[i][0];
    if (!any)
        return;
    settle_status(records, row, values);
    settle_suspension(records, row, values);
    struct record *record = record_table_add(&records->records, 1);
    *record = (struct record){.row = number, .values = values};
}

void records_read(struct records *records)
{
    for (uint32_t row = records->header + 1; row < records->table->rows.count; row++)
        read_row(records, row);
}

void records_close(struct records *records)
{
    record_table_free(&records->records);
}
