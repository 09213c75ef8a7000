/*
 * export.c: a list or register of a pack as a file for spreadsheets (tables.h). In .xlsx every cell is a text, which no
 * spreadsheet takes for a number or a date; in .csv it would.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "child.h"
#include "files.h"
#include "tables.h"
#include "target.h"

struct export
{
    const struct export_options *options;
    struct arena arena;
    struct report *report;
    struct target target;
};

static bool ends_with(const char *text, const char *ending)
{
    size_t length = strlen(text), tail = strlen(ending);
    return length >= tail && strcasecmp(text + length - tail, ending) == 0;
}

/* --- .xlsx ----------------------------------------------------------------------------------------------------------
 */

#define WIDTH 22 /* of a column, in characters */

/* A format "@" for the columns as well: what is typed into new rows stays text too. */
static bool fill_sheet(struct export *export, lxw_workbook *workbook, lxw_worksheet *sheet)
{
    const struct target *target = &export->target;
    lxw_format *text = workbook_add_format(workbook), *heading = workbook_add_format(workbook);
    format_set_num_format(text, "@");
    format_set_num_format(heading, "@");
    format_set_bold(heading);
    worksheet_set_column(sheet, 0, (lxw_col_t)(target->column_count - 1), WIDTH, text);
    for (uint32_t column = 0; column < target->column_count; column++)
        worksheet_write_string(sheet, 0, (lxw_col_t)column, target->columns[column], heading);
    for (uint32_t row = 0; row < target->rows.count; row++) {
        const char *const *cells = target_row_at(target, row)->cells;
        for (uint32_t column = 0; column < target->column_count; column++) {
            if (!cells[column][0] ||
                worksheet_write_string(sheet, row + 1, (lxw_col_t)column, cells[column], text) == LXW_NO_ERROR)
                continue;
            report_fault(export->report,
                         ((struct place){.file = target->file,
                                         .line = target_row_at(target, row)->line,
                                         .row = row + 2,
                                         .cell = column + 1}),
                         CELL_NOT_FOR_SHEETS);
            return false;
        }
    }
    worksheet_freeze_panes(sheet, 1, 0);
    return true;
}

/* libxlsxwriter writes files itself: one aside, taken over and put in place with the care of all others. */
static const char *write_sheet(struct export *export, const char *aside, size_t *size)
{
    lxw_workbook *workbook = workbook_new(aside);
    lxw_doc_properties properties = {.created = 1}; /* the same list gives the same bytes */
    lxw_worksheet *sheet = workbook ? workbook_add_worksheet(workbook, NULL) : NULL;
    if (!sheet)
        memory_exhausted();
    workbook_set_properties(workbook, &properties);
    bool filled = fill_sheet(export, workbook, sheet);
    errno = EIO;
    lxw_error error = workbook_close(workbook);
    if (filled && error != LXW_NO_ERROR)
        report_fault(export->report, (struct place){.file = ""}, CANNOT_WRITE, export->options->output,
                     message_errno(export->report->language, errno));
    if (!filled || error != LXW_NO_ERROR)
        return NULL;
    const char *folder = export->report->folder;
    export->report->folder = aside;
    const char *bytes = (const char *)file_read(&export->arena, export->report, size);
    export->report->folder = folder;
    return bytes;
}

static const char *as_xlsx(struct export *export, size_t *size)
{
    size_t length = strlen(export->options->output) + 32;
    char *aside = arena_take(&export->arena, length);
    snprintf(aside, length, "%s.new-%ld", export->options->output, (long)getpid());
    const char *bytes = write_sheet(export, aside, size);
    unlink(aside);
    return bytes;
}

/* --- .csv -----------------------------------------------------------------------------------------------------------
 */

/* Columns whose digits a spreadsheet takes for numbers, or for dates; NULL when there is none. */
static const char *endangered_column(const struct target *target)
{
    for (uint32_t i = 0; i < target->kind->count; i++) {
        const struct list_column *column = &target->kind->columns[i];
        bool digits = column->type == COLUMN_TAX_ID || column->type == COLUMN_DIGITS;
        if (digits && target_column(target, column->name) != UINT32_MAX)
            return column->name;
    }
    return NULL;
}

static void put_cells(FILE *file, const char *const *cells, uint32_t count, char separator)
{
    for (uint32_t i = 0; i < count; i++) {
        const char *cell = cells[i];
        bool quoted = strpbrk(cell, ",;\t\"\r\n") != NULL;
        fprintf(file, "%.*s%s", i > 0, &separator, quoted ? "\"" : "");
        for (; *cell; cell++) {
            fputc(*cell, file);
            if (*cell == '"')
                fputc('"', file);
        }
        fputs(quoted ? "\"" : "", file);
    }
    fputs("\r\n", file);
}

static const char *as_csv(struct export *export, size_t *size)
{
    const struct target *target = &export->target;
    const char *column = endangered_column(target);
    char *bytes = NULL;
    if (column && !export->options->csv_anyway) {
        report_fault(export->report, (struct place){.file = target->file}, CSV_DAMAGES, column);
        return NULL;
    }
    FILE *file = open_memstream(&bytes, size);
    if (!file)
        memory_exhausted();
    fputs("\xEF\xBB\xBF", file);
    put_cells(file, target->columns, target->column_count, export->options->separator);
    for (uint32_t row = 0; row < target->rows.count; row++)
        put_cells(file, target_row_at(target, row)->cells, target->column_count, export->options->separator);
    if (fclose(file) != 0)
        memory_exhausted();
    const char *kept = arena_text(&export->arena, bytes, *size);
    free(bytes);
    return kept;
}

static void export_in_child(struct report *report, void *work)
{
    struct export export = {.options = work, .report = report};
    size_t size = 0;
    if (target_open(&export.target, &export.arena, report, export.options->list)) {
        if (!export.target.exists) {
            report_fault(report, (struct place){.file = export.target.file}, FILE_MISSING,
                         message_errno(report->language, ENOENT));
        } else {
            const char *bytes =
                ends_with(export.options->output, ".xlsx") ? as_xlsx(&export, &size) : as_csv(&export, &size);
            if (bytes)
                file_put(&export.arena, report, export.options->output, bytes, size);
        }
    }
    target_close(&export.target);
    arena_free(&export.arena);
}

int table_export(const struct export_options *options, compiler_report_fn report, void *context)
{
    struct receiver receiver = {.receive = report, .context = context, .language = options->language};
    const struct compiler_limits *limits = options->limits ? options->limits : &compiler_default_limits;
    return child_run(options->folder, limits, export_in_child, (void *)options, &receiver);
}
