/*
 * table_list.c: lists of kind table: what goes with what in a payment, a row each.
 */
#include "table_list.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "vocabulary.h"

enum table_column {
    TABLE_ID,
    TABLE_FIELD,
    TABLE_CODE,
    TABLE_AND_FIELD,
    TABLE_AND_CODE,
    TABLE_PAYER,
    TABLE_PAYEE,
    TABLE_PAYER_RESIDENCY,
    TABLE_PAYEE_RESIDENCY,
    TABLE_RESULT,
    TABLE_TITLE,
    TABLE_CONFIDENCE,
    TABLE_FROM,
    TABLE_TO,
    TABLE_SOURCE
};

static const struct column table_columns[] = {
    [TABLE_ID] = {"id", true},
    [TABLE_FIELD] = {"field", false},
    [TABLE_CODE] = {"code", false},
    [TABLE_AND_FIELD] = {"and_field", false},
    [TABLE_AND_CODE] = {"and_code", false},
    [TABLE_PAYER] = {"payer", false},
    [TABLE_PAYEE] = {"payee", false},
    [TABLE_PAYER_RESIDENCY] = {"payer_residency", false},
    [TABLE_PAYEE_RESIDENCY] = {"payee_residency", false},
    [TABLE_RESULT] = {"result", true},
    [TABLE_TITLE] = {"title", false},
    [TABLE_CONFIDENCE] = {"confidence", false},
    [TABLE_FROM] = {"valid_from", false},
    [TABLE_TO] = {"valid_to", false},
    [TABLE_SOURCE] = {"source", false},
};

/* What a cell asks for; "" = nothing, which may also be written "*". */
static const char *asked(const struct list_reading *reading, uint32_t column)
{
    const char *cell = sheet_cell(&reading->sheet, column);
    return strcmp(cell, "*") == 0 ? "" : cell;
}

static void say_unknown(struct list_reading *reading, uint32_t column, const char *word,
                        const struct vocabulary *vocabulary)
{
    struct draft *draft = reading->draft;
    report_fault(draft->report, sheet_cell_place(&reading->sheet, column), UNKNOWN_WORD,
                 reading->sheet.columns[column].name, word,
                 vocabulary_hint(&draft->arena, draft->report->language, vocabulary, word));
}

/* The bits of a cell's words, ";" between them; 0 = it asks for nothing, or it was reported. */
static uint8_t read_kinds(struct list_reading *reading, uint32_t column, const struct vocabulary *vocabulary)
{
    const char *at = asked(reading, column);
    uint32_t bits = 0, value;
    while (*at) {
        size_t length = strcspn(at, ";"), used = length;
        while (used > 0 && at[used - 1] == ' ')
            used--;
        const char *word = arena_text(&reading->draft->arena, at, used);
        if (vocabulary_find(vocabulary, word, &value))
            bits |= value;
        else
            say_unknown(reading, column, word, vocabulary);
        at += length + (at[length] == ';');
        at += strspn(at, " ");
    }
    return (uint8_t)bits;
}

/* A field and the code that it must say: both or neither. false = reported. */
static bool read_code(struct list_reading *reading, uint32_t field_column, uint32_t code_column, uint8_t *field,
                      uint32_t *code)
{
    struct draft *draft = reading->draft;
    const char *name = asked(reading, field_column), *said = asked(reading, code_column);
    uint32_t value = 0;
    if (!name[0] != !said[0]) {
        report_fault(draft->report, sheet_cell_place(&reading->sheet, name[0] ? code_column : field_column),
                     TABLE_HALF_A_CODE, table_columns[field_column].name, table_columns[code_column].name);
        return false;
    }
    if (name[0] && !vocabulary_find(&vocabulary_fields, name, &value)) {
        say_unknown(reading, field_column, name, &vocabulary_fields);
        return false;
    }
    if (name[0] && vocabulary_field_use(value) != FIELD_USE_CODE) {
        report_fault(draft->report, sheet_cell_place(&reading->sheet, field_column), FIELD_HOLDS_NO_CODE, name);
        return false;
    }
    char *capitals = arena_text(&draft->arena, said, strlen(said));
    for (char *at = capitals; *at; at++)
        if (*at >= 'a' && *at <= 'z')
            *at = (char)(*at - 'a' + 'A');
    *field = (uint8_t)value;
    *code = draft_string(draft, capitals);
    return true;
}

static bool asks_the_same(const struct pack_table_row *a, const struct pack_table_row *b)
{
    return a->list == b->list && a->code_field == b->code_field && a->code == b->code && a->and_field == b->and_field &&
           a->and_code == b->and_code && a->payer_kinds == b->payer_kinds && a->payee_kinds == b->payee_kinds &&
           a->payer_residency == b->payer_residency && a->payee_residency == b->payee_residency;
}

static bool periods_meet(const struct pack_entry *a, const struct pack_entry *b)
{
    return (a->valid_to == 0 || b->valid_from <= a->valid_to) && (b->valid_to == 0 || a->valid_from <= b->valid_to);
}

/* Two rows that ask the same for the same days: one of them is not heard, or says the opposite. */
static void check_repeated(struct list_reading *reading, const struct pack_table_row *row)
{
    struct draft *draft = reading->draft;
    const struct pack_entry *entry = draft_record(draft, PACK_ENTRIES, row->entry);
    for (uint32_t i = 0; i < draft->sections[PACK_TABLE_ROWS].count; i++) {
        const struct pack_table_row *before = draft_record(draft, PACK_TABLE_ROWS, i);
        const struct pack_entry *of = draft_record(draft, PACK_ENTRIES, before->entry);
        if (!asks_the_same(before, row) || !periods_meet(of, entry))
            continue;
        report_fault(draft->report, sheet_place(&reading->sheet), TABLE_ROW_TWICE, draft_text(draft, of->id));
        return;
    }
}

static bool asks_nothing(const struct pack_table_row *row)
{
    return (row->code_field | row->and_field | row->payer_kinds | row->payee_kinds | row->payer_residency |
            row->payee_residency) == 0;
}

static uint32_t add_entry(struct list_reading *reading)
{
    const char *title = sheet_cell(&reading->sheet, TABLE_TITLE);
    uint32_t number, source = draft_string(reading->draft, sheet_cell(&reading->sheet, TABLE_SOURCE));
    struct pack_entry *entry =
        list_add_entry(reading, TABLE_ID, title[0] ? title : sheet_cell(&reading->sheet, TABLE_ID), &number);
    entry->source = source;
    entry->confidence = list_confidence(reading, TABLE_CONFIDENCE);
    entry->valid_from = list_date(reading, TABLE_FROM, DATE_EARLIEST);
    entry->valid_to = list_date(reading, TABLE_TO, DATE_LATEST);
    list_check_period(reading, TABLE_FROM, TABLE_TO, entry->valid_from, entry->valid_to);
    return number;
}

static void read_row(struct list_reading *reading)
{
    struct draft *draft = reading->draft;
    unsigned faults = draft->report->errors;
    uint32_t number, result = PACK_ORDINARY;
    struct pack_table_row row = {.list = reading->list, .entry = add_entry(reading)};
    const char *word = sheet_cell(&reading->sheet, TABLE_RESULT);
    if (!vocabulary_find(&vocabulary_table_results, word, &result))
        say_unknown(reading, TABLE_RESULT, word, &vocabulary_table_results);
    row.result = (uint8_t)result;
    bool coded = read_code(reading, TABLE_FIELD, TABLE_CODE, &row.code_field, &row.code);
    coded = read_code(reading, TABLE_AND_FIELD, TABLE_AND_CODE, &row.and_field, &row.and_code) && coded;
    row.payer_kinds = read_kinds(reading, TABLE_PAYER, &vocabulary_party_kinds);
    row.payee_kinds = read_kinds(reading, TABLE_PAYEE, &vocabulary_party_kinds);
    row.payer_residency = read_kinds(reading, TABLE_PAYER_RESIDENCY, &vocabulary_residencies);
    row.payee_residency = read_kinds(reading, TABLE_PAYEE_RESIDENCY, &vocabulary_residencies);
    if (!coded || faults != draft->report->errors)
        return;
    if (asks_nothing(&row))
        report_fault(draft->report, sheet_place(&reading->sheet), TABLE_ROW_EMPTY);
    else
        check_repeated(reading, &row);
    *(struct pack_table_row *)draft_add(draft, PACK_TABLE_ROWS, &number) = row;
}

void table_read(struct draft *draft, uint32_t list)
{
    struct list_reading reading;
    if (!list_open(&reading, draft, list, table_columns, sizeof table_columns / sizeof table_columns[0]))
        return;
    while (sheet_next(&reading.sheet))
        read_row(&reading);
}

/* A row while its table is sorted, with the text of its code. */
struct sorted_row {
    struct pack_table_row row;
    const char *code;
};

static int compare_rows(const void *left, const void *right)
{
    const struct sorted_row *a = left, *b = right;
    if (a->row.list != b->row.list)
        return a->row.list < b->row.list ? -1 : 1;
    if (a->row.code_field != b->row.code_field)
        return a->row.code_field - b->row.code_field;
    int order = strcmp(a->code, b->code);
    return order != 0 ? order : a->row.entry < b->row.entry ? -1 : a->row.entry > b->row.entry;
}

void tables_sort(struct draft *draft)
{
    uint32_t count = draft->sections[PACK_TABLE_ROWS].count;
    struct sorted_row *rows = arena_take(&draft->arena, (count + (size_t)1) * sizeof *rows);
    for (uint32_t i = 0; i < count; i++) {
        rows[i].row = *(const struct pack_table_row *)draft_record(draft, PACK_TABLE_ROWS, i);
        rows[i].code = draft_text(draft, rows[i].row.code);
    }
    qsort(rows, count, sizeof *rows, compare_rows);
    for (uint32_t i = 0; i < count; i++)
        *(struct pack_table_row *)draft_record(draft, PACK_TABLE_ROWS, i) = rows[i].row;
}
