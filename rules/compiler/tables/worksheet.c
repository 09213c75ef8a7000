/*
 * worksheet.c: rows and cells of sheet XML (worksheet.h). Cells are sparse: each says where it stands, or stands behind
 * the one before.
 */
#include "worksheet.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "serial_date.h"
#include "xlsx_text.h"

#define SHEET_COLUMNS 16384
#define SHEET_ROWS    1048576
#define MERGES_MAX    4096
#define EXACT_BELOW   9007199254740992.0 /* 2^53: whole numbers below it are exact */

struct worksheet {
    struct workbook *workbook;
    struct table *table;
    struct xlsx_text *text;
    const struct table_row *row; /* in the table, NULL = it has no cell yet */
    uint32_t row_number;         /* of the sheet, from 1, 0 = before the first */
    uint32_t column;             /* of the cell, from 0 */
    uint32_t next_column;
    char type[16]; /* of the cell */
    uint32_t style;
    bool inside_cell, inside_string, spoken, capture; /* capture: text belongs to the value */
    bool formula, value;                              /* the cell has one */
    bool misplaced;                                   /* the row is, and was reported */
    bool full;                                        /* the table is */
    bool any;                                         /* some cell holds something */
};

/* A whole number of decimal digits, limit + 1 where it is larger or none. */
static uint32_t read_number(const char *text, uint32_t limit)
{
    uint32_t number = 0;
    if (!text || !*text)
        return limit + 1;
    for (; *text >= '0' && *text <= '9' && number <= limit; text++)
        number = number * 10 + (uint32_t)(*text - '0');
    return *text || number > limit ? limit + 1 : number;
}

/* "D14": column from 0, row from 1; where it ends, NULL = it is no such thing. */
static const char *read_reference(const char *text, uint32_t *column, uint32_t *row)
{
    *column = *row = 0;
    for (; *text >= 'A' && *text <= 'Z' && *column <= SHEET_COLUMNS; text++)
        *column = *column * 26 + (uint32_t)(*text - 'A' + 1);
    for (; *text >= '0' && *text <= '9' && *row <= SHEET_ROWS; text++)
        *row = *row * 10 + (uint32_t)(*text - '0');
    if (*column == 0 || *column > SHEET_COLUMNS || *row == 0 || *row > SHEET_ROWS)
        return NULL;
    --*column;
    return text;
}

static struct place cell_place(const struct worksheet *sheet)
{
    struct table_row row = {.line = sheet->row_number, .row = sheet->row_number};
    return table_place(&row, sheet->column);
}

static struct place row_place(const struct worksheet *sheet)
{
    return (struct place){.file = "", .line = sheet->row_number, .row = sheet->row_number};
}

static void begin_row(struct worksheet *sheet, const char **attributes)
{
    const char *given = attribute(attributes, "r");
    uint32_t number = given ? read_number(given, SHEET_ROWS) : sheet->row_number + 1;
    sheet->next_column = 0;
    sheet->row = NULL;
    sheet->misplaced = number > SHEET_ROWS || number <= sheet->row_number;
    if (sheet->misplaced)
        table_fault(sheet->table, row_place(sheet), XLSX_ROW_NUMBER, given ? given : "");
    else
        sheet->row_number = number;
}

static void begin_cell(struct worksheet *sheet, const char **attributes)
{
    const char *reference = attribute(attributes, "r"), *type = attribute(attributes, "t"),
               *style = attribute(attributes, "s");
    uint32_t row = sheet->row_number, column = sheet->next_column;
    sheet->inside_cell = true;
    sheet->formula = sheet->value = sheet->inside_string = sheet->spoken = sheet->capture = false;
    snprintf(sheet->type, sizeof sheet->type, "%s", type ? type : "n");
    sheet->style = style ? read_number(style, UINT32_MAX / 16) : 0;
    xlsx_text_begin(sheet->text);
    if (reference && !sheet->misplaced) {
        const char *end = read_reference(reference, &column, &row);
        if (!end || *end || row != sheet->row_number || column < sheet->next_column) {
            table_fault(sheet->table, row_place(sheet), XLSX_CELL_REFERENCE, reference);
            column = sheet->next_column;
        }
    }
    sheet->column = column;
    sheet->next_column = column + 1;
}

/* --- What a cell says ----------------------------------------------------------------------------------------------
 */

static void put(struct worksheet *sheet, enum table_cell_kind kind, const char *text)
{
    if (!text[0] || sheet->full || sheet->misplaced)
        return;
    sheet->any = true;
    if (!sheet->row) {
        sheet->row = table_add_row(sheet->table, sheet->row_number, sheet->row_number);
        sheet->full = !sheet->row;
    }
    if (!sheet->full)
        sheet->full = !table_add_cell(sheet->table, sheet->column, kind, text);
}

static void put_shared(struct worksheet *sheet, const char *text)
{
    uint32_t count = sheet->workbook->strings.count, number = read_number(text, UINT32_MAX / 16);
    if (number >= count)
        table_fault(sheet->table, cell_place(sheet), XLSX_STRING_NUMBER, text, count);
    else
        put(sheet, TABLE_TEXT, ((const char *const *)sheet->workbook->strings.records)[number]);
}

static enum workbook_style style_of(const struct worksheet *sheet)
{
    const uint8_t *styles = sheet->workbook->styles.records;
    return sheet->style < sheet->workbook->styles.count ? (enum workbook_style)styles[sheet->style] : STYLE_NUMBER;
}

static void put_date(struct worksheet *sheet, const char *text, double number, bool month)
{
    char date[SERIAL_DATE];
    if (!serial_date(number, sheet->workbook->from_1904, date)) {
        table_fault(sheet->table, cell_place(sheet), XLSX_DATE_NUMBER, text);
        return;
    }
    if (month && strcmp(date + 7, "-01") == 0)
        date[7] = 0;
    put(sheet, TABLE_DATE, date);
}

static void put_number(struct worksheet *sheet, const char *text)
{
    char digits[64], *end;
    double number = strtod(text, &end);
    if (end == text || *end || !isfinite(number) || strpbrk(text, "xXnN")) {
        table_fault(sheet->table, cell_place(sheet), XLSX_NUMBER, text);
        return;
    }
    enum workbook_style style = style_of(sheet);
    if (style != STYLE_NUMBER) {
        put_date(sheet, text, number, style == STYLE_MONTH);
        return;
    }
    bool whole = number == trunc(number);
    if (whole && fabs(number) < EXACT_BELOW)
        snprintf(digits, sizeof digits, "%.0f", number);
    else
        snprintf(digits, sizeof digits, "%.15g", number);
    put(sheet, whole && fabs(number) >= EXACT_BELOW ? TABLE_INEXACT : TABLE_NUMBER, digits);
}

/* "2026-11-22T00:00:00" */
static void put_iso_date(struct worksheet *sheet, char *text)
{
    text[strcspn(text, "T")] = 0;
    put(sheet, TABLE_DATE, text);
}

static bool has_control(const char *text)
{
    for (; *text; text++)
        if ((unsigned char)*text < 0x20 && !strchr("\t\n\r", *text))
            return true;
    return false;
}

static void put_value(struct worksheet *sheet, char *text)
{
    const char *type = sheet->type;
    if (has_control(text))
        table_fault(sheet->table, cell_place(sheet), CONTROL_CHARACTER);
    else if (strcmp(type, "s") == 0)
        put_shared(sheet, text);
    else if (strcmp(type, "inlineStr") == 0 || strcmp(type, "str") == 0)
        put(sheet, TABLE_TEXT, text);
    else if (strcmp(type, "b") == 0)
        put(sheet, TABLE_TEXT, strcmp(text, "0") == 0 ? "FALSE" : "TRUE");
    else if (strcmp(type, "e") == 0)
        table_fault(sheet->table, cell_place(sheet), XLSX_ERROR_VALUE, text);
    else if (strcmp(type, "d") == 0)
        put_iso_date(sheet, text);
    else
        put_number(sheet, text);
}

static void end_cell(struct worksheet *sheet)
{
    char *text = xlsx_text_end(sheet->text);
    sheet->inside_cell = false;
    if (sheet->text->too_long) {
        table_fault(sheet->table, cell_place(sheet), XLSX_CELL_TOO_LONG, XLSX_TEXT_MAX);
        return;
    }
    if (sheet->formula && !sheet->value)
        table_fault(sheet->table, cell_place(sheet), XLSX_FORMULA_EMPTY);
    else if (sheet->formula)
        table_fault(sheet->table, cell_place(sheet), XLSX_FORMULA, text);
    if (text[0])
        put_value(sheet, text);
}

/* --- Elements -------------------------------------------------------------------------------------------------------
 */

static void add_merge(struct worksheet *sheet, const char *reference)
{
    struct table_merge merge;
    const char *end = reference ? read_reference(reference, &merge.column, &merge.row) : NULL;
    if (!end || *end != ':' || !read_reference(end + 1, &merge.last_column, &merge.last_row) ||
        sheet->table->merges.count == MERGES_MAX)
        return;
    struct table_merge *record = record_table_add(&sheet->table->merges, 1);
    *record = merge;
}

static void sheet_start(void *context, const char *element, const char **attributes)
{
    struct worksheet *sheet = context;
    if (strcmp(element, "row") == 0)
        begin_row(sheet, attributes);
    else if (strcmp(element, "c") == 0)
        begin_cell(sheet, attributes);
    else if (strcmp(element, "mergeCell") == 0)
        add_merge(sheet, attribute(attributes, "ref"));
    else if (!sheet->inside_cell)
        return;
    else if (strcmp(element, "f") == 0)
        sheet->formula = true;
    else if (strcmp(element, "v") == 0)
        sheet->capture = sheet->value = true;
    else if (strcmp(element, "is") == 0)
        sheet->inside_string = true;
    else if (strcmp(element, "rPh") == 0)
        sheet->spoken = true;
    else if (strcmp(element, "t") == 0)
        sheet->capture = sheet->inside_string && !sheet->spoken;
}

static void sheet_end(void *context, const char *element)
{
    struct worksheet *sheet = context;
    if (strcmp(element, "v") == 0 || strcmp(element, "t") == 0)
        sheet->capture = false;
    else if (strcmp(element, "rPh") == 0)
        sheet->spoken = false;
    else if (strcmp(element, "c") == 0)
        end_cell(sheet);
}

static void sheet_text(void *context, const char *text, size_t length)
{
    struct worksheet *sheet = context;
    if (sheet->capture)
        xlsx_text_add(sheet->text, text, length);
}

static bool table_is_full(void *context)
{
    return ((struct worksheet *)context)->full;
}

static bool any_cell_came(void *context)
{
    return ((struct worksheet *)context)->any;
}

static enum part_result read_part(struct worksheet *sheet, const char *part, bool (*enough)(void *))
{
    return package_read(
        &sheet->workbook->package, part,
        &(struct part_reader){
            .context = sheet, .start = sheet_start, .end = sheet_end, .text = sheet_text, .enough = enough});
}

bool xlsx_read_sheet(struct workbook *workbook, const struct workbook_sheet *sheet, struct table *table)
{
    struct worksheet reading = {.workbook = workbook, .table = table};
    reading.text = arena_take(table->arena, sizeof *reading.text);
    enum part_result result = sheet->part[0] ? read_part(&reading, sheet->part, table_is_full) : PART_ABSENT;
    if (result == PART_ABSENT)
        report_fault(table->report, (struct place){.file = ""}, XLSX_NO_SHEET_PART);
    return result == PART_READ;
}

static void leave_element(void *context, const char *element)
{
    (void)context, (void)element;
}

static void look_for_value(void *context, const char *element, const char **attributes)
{
    struct worksheet *sheet = context;
    (void)attributes;
    sheet->any |= strcmp(element, "v") == 0 || strcmp(element, "t") == 0;
}

bool xlsx_sheet_has_cells(struct workbook *workbook, const struct workbook_sheet *sheet)
{
    struct worksheet reading = {.workbook = workbook};
    return sheet->part[0] &&
           package_read(&workbook->package, sheet->part,
                        &(struct part_reader){.context = &reading,
                                              .start = look_for_value,
                                              .end = leave_element,
                                              .enough = any_cell_came}) == PART_READ &&
           reading.any;
}
