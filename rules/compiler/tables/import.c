/*
 * import.c: one import, in the compiler's child (tables.h): source file, table, records, comparison, new file.
 */
#include "tables.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "child.h"
#include "files.h"
#include "foreign_csv.h"
#include "merge.h"
#include "worksheet.h"

struct import {
    const struct import_options *options;
    struct arena arena;
    struct report *report;
    FILE *out;
};

bool import_profile_known(const char *name)
{
    bool known;
    profile_find(name, "", &known);
    return known;
}

#define say(import, id, ...)                                                                                           \
    do {                                                                                                               \
        char line_[2048];                                                                                              \
        message_write(line_, sizeof line_, (import)->report->language, id, ##__VA_ARGS__);                             \
        fprintf((import)->out, "%s\n", line_);                                                                         \
    } while (0)

/* --- The source -----------------------------------------------------------------------------------------------------
 */

/* "register.xlsx [Licences]": where the faults of a sheet are. */
static const char *sheet_name(struct import *import, const struct workbook_sheet *sheet)
{
    size_t size = strlen(import->options->source) + strlen(sheet->name) + 4;
    char *name = arena_take(&import->arena, size);
    snprintf(name, size, "%s [%s]", import->options->source, sheet->name);
    return name;
}

static void list_sheets(const struct workbook *workbook, char *names, size_t size)
{
    const struct workbook_sheet *sheets = workbook->sheets.records;
    size_t used = 0;
    names[0] = 0;
    for (uint32_t i = 0; i < workbook->sheets.count && used < size; i++)
        used += (size_t)snprintf(names + used, size - used, "%s%s", i ? ", " : "", sheets[i].name);
}

/* The sheet that is named, else the only one with cells that is not hidden; NULL = reported. */
static const struct workbook_sheet *choose_sheet(struct import *import, struct workbook *workbook)
{
    const struct workbook_sheet *sheets = workbook->sheets.records, *found = NULL;
    const char *wanted = import->options->sheet;
    char names[1024];
    uint32_t count = 0;
    for (uint32_t i = 0; i < workbook->sheets.count; i++) {
        bool fits = wanted ? strcmp(sheets[i].name, wanted) == 0
                           : !sheets[i].hidden && xlsx_sheet_has_cells(workbook, &sheets[i]);
        count += fits;
        found = fits && !found ? &sheets[i] : found;
        if (import->report->errors > 0)
            return NULL;
    }
    list_sheets(workbook, names, sizeof names);
    if (wanted && !found)
        report_fault(import->report, (struct place){.file = ""}, XLSX_NO_SUCH_SHEET, wanted, names);
    else if (!found)
        report_fault(import->report, (struct place){.file = ""}, XLSX_ALL_EMPTY, names);
    else if (count > 1 && !wanted)
        report_fault(import->report, (struct place){.file = ""}, XLSX_SEVERAL_SHEETS, names);
    return import->report->errors > 0 ? NULL : found;
}

static void read_workbook(struct import *import, struct table *table, const unsigned char *bytes, size_t size)
{
    struct workbook workbook;
    if (!xlsx_open(&workbook, &import->arena, import->report, bytes, size))
        return;
    const struct workbook_sheet *sheet = choose_sheet(import, &workbook);
    if (sheet) {
        import->report->folder = sheet_name(import, sheet);
        xlsx_read_sheet(&workbook, sheet, table);
    }
    xlsx_close(&workbook);
}

static void read_csv(struct import *import, struct table *table, const unsigned char *bytes, size_t size)
{
    struct foreign_text text;
    if (import->options->sheet) {
        report_fault(import->report, (struct place){.file = ""}, SHEET_OF_CSV);
        return;
    }
    if (!foreign_text_read(&import->arena, import->report, bytes, size, &text))
        return;
    if (strcmp(text.encoding, "UTF-8") != 0)
        say(import, IMPORT_ENCODING, import->options->source, text.encoding);
    foreign_csv_read(table, &text);
}

/* What the bytes are tells more than what the file is called. */
static void read_source(struct import *import, struct table *table)
{
    size_t size = 0;
    const unsigned char *bytes = file_read(&import->arena, import->report, &size);
    if (!bytes)
        return;
    if (size >= 4 && memcmp(bytes, "PK\3\4", 4) == 0)
        read_workbook(import, table, bytes, size);
    else if (size >= 4 && memcmp(bytes, "\xD0\xCF\x11\xE0", 4) == 0)
        report_fault(import->report, (struct place){.file = ""}, XLSX_OLD_OR_LOCKED);
    else
        read_csv(import, table, bytes, size);
}

/* --- The list -------------------------------------------------------------------------------------------------------
 */

static void write_list(struct import *import, struct merge *merge)
{
    size_t size, length = strlen(import->options->folder) + strlen(merge->target->file) + 2;
    const char *bytes = merge_write(merge, &size);
    char *path = arena_take(&import->arena, length);
    snprintf(path, length, "%s/%s", import->options->folder, merge->target->file);
    if (file_put(&import->arena, import->report, path, bytes, size))
        say(import, IMPORT_WRITTEN, path);
}

static void say_retrieved(struct import *import, const struct merge *merge)
{
    say(import, IMPORT_RETRIEVED, merge->target->line, import->options->retrieved_at);
}

static void finish(struct import *import, struct merge *merge)
{
    uint32_t rows = merge->target->rows.count;
    merge_say(merge);
    say(import, IMPORT_SUMMARY, merge->target->file, merge->added, merge->changed, merge->gone,
        rows - merge->changed - merge->gone);
    if (!merge_changes(merge))
        say(import, IMPORT_NOTHING);
    else if (import->options->dry_run)
        say(import, IMPORT_DRY);
    else
        write_list(import, merge);
    say_retrieved(import, merge);
}

static void compare(struct import *import, struct target *target, struct table *table, const char *source)
{
    struct records records = {
        .table = table, .kind = target->kind, .order = import->options->dates, .fix = import->options->fix};
    struct merge merge = {
        .target = target, .records = &records, .out = import->out, .delete_gone = import->options->delete_gone};
    import->report->folder = source;
    if (records_plan(&records, import->options->as, target->columns, target->column_count)) {
        say(import, IMPORT_PROFILE, source, records.profile->name, table_row_at(table, records.header)->row);
        records_read(&records);
        if (records.records.count == 0 && target->rows.count > 0) /* an empty file is nothing to empty a list by */
            report_fault(import->report, (struct place){.file = ""}, TABLE_EMPTY);
        merge_prepare(&merge);
    }
    table_say_rest(table);
    import->report->folder = import->options->folder;
    if (import->report->errors == 0)
        finish(import, &merge);
    records_close(&records);
}

static void import_in_child(struct report *report, void *work)
{
    const struct import_options *options = work;
    struct import import = {.options = options, .report = report, .out = fdopen(options->out, "w")};
    struct table table;
    struct target target;
    if (!import.out)
        memory_exhausted();
    if (target_open(&target, &import.arena, report, options->list)) {
        table_open(&table, &import.arena, report);
        report->folder = options->source;
        read_source(&import, &table);
        const char *source = report->folder;
        if (report->errors == 0)
            compare(&import, &target, &table, source);
        else
            table_say_rest(&table);
        table_close(&table);
    }
    target_close(&target);
    arena_free(&import.arena);
    if (fflush(import.out) != 0)
        report_fault(report, ((struct place){.folder = options->folder, .file = ""}), CANNOT_SAY);
}

int table_import(const struct import_options *options, compiler_report_fn report, void *context)
{
    struct receiver receiver = {.receive = report, .context = context, .language = options->language};
    const struct compiler_limits *limits = options->limits ? options->limits : &compiler_default_limits;
    return child_run(options->folder, limits, import_in_child, (void *)options, &receiver);
}
