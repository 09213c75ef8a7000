/*
 * baseline.c: rows of benign.csv. A row is of a set of texts and of a rule, or, where it names none, of all rules
 * together: how many texts the set has, how many of them were at least flagged, and how many of these held or blocked.
 * Each set has a row of all rules; a rule without a row found nothing.
 */
#include "baseline.h"

#include <stdlib.h>
#include <string.h>

#include "sheet.h"
#include "text.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum baseline_column { BASELINE_SET, BASELINE_TEXTS, BASELINE_RULE, BASELINE_FLAGGED, BASELINE_STOPPED };

static const struct column columns[] = {
    [BASELINE_SET] = {"set", true},         [BASELINE_TEXTS] = {"texts", true},     [BASELINE_RULE] = {"rule", false},
    [BASELINE_FLAGGED] = {"flagged", true}, [BASELINE_STOPPED] = {"stopped", true},
};

/* A row with what its record does not say. */
struct baseline_row {
    const char *set;
    struct pack_baseline record;
    struct place place;
};

static bool read_number(struct draft *draft, const struct sheet *sheet, uint32_t column, uint32_t *number)
{
    const char *text = sheet_cell(sheet, column);
    char *end = NULL;
    size_t digits = strspn(text, "0123456789");
    unsigned long long value = digits > 0 && digits <= 10 ? strtoull(text, &end, 10) : 0;
    if (!end || *end || value > UINT32_MAX) {
        report_fault(draft->report, sheet_cell_place(sheet, column), BASELINE_NUMBER, columns[column].name, text);
        return false;
    }
    *number = (uint32_t)value;
    return true;
}

static const char *suggest_rule(struct draft *draft, const char *id)
{
    uint32_t count = draft->sections[PACK_RULES].count;
    const char **names = arena_take(&draft->arena, (count + (size_t)1) * sizeof *names);
    for (uint32_t i = 0; i < count; i++)
        names[i] = draft_text(draft, ((const struct pack_rule *)draft_record(draft, PACK_RULES, i))->id);
    return text_suggest(&draft->arena, draft->report->language, id, names, count);
}

/* 1 + the rule's number, 0 for an empty cell. false = reported. */
static bool read_rule(struct draft *draft, const struct sheet *sheet, uint32_t *rule)
{
    const char *id = sheet_cell(sheet, BASELINE_RULE);
    *rule = 0;
    if (!id[0])
        return true;
    for (uint32_t i = 0; i < draft->sections[PACK_RULES].count; i++) {
        if (strcmp(draft_text(draft, ((const struct pack_rule *)draft_record(draft, PACK_RULES, i))->id), id) == 0) {
            *rule = i + 1;
            return true;
        }
    }
    report_fault(draft->report, sheet_cell_place(sheet, BASELINE_RULE), BASELINE_RULE_UNKNOWN, id,
                 suggest_rule(draft, id));
    return false;
}

static void read_row(struct draft *draft, const struct sheet *sheet, struct record_table *rows)
{
    struct baseline_row row = {.set = sheet_cell(sheet, BASELINE_SET), .place = sheet_place(sheet)};
    struct pack_baseline *record = &row.record;
    bool sound = read_number(draft, sheet, BASELINE_TEXTS, &record->texts);
    sound = read_number(draft, sheet, BASELINE_FLAGGED, &record->flagged) && sound;
    sound = read_number(draft, sheet, BASELINE_STOPPED, &record->stopped) && sound;
    sound = read_rule(draft, sheet, &record->rule) && sound;
    if (sound && (record->texts == 0 || record->flagged > record->texts || record->stopped > record->flagged)) {
        report_fault(draft->report, row.place, BASELINE_SUMS, record->stopped, record->flagged, record->texts);
        sound = false;
    }
    if (sound)
        *(struct baseline_row *)record_table_add(rows, 1) = row;
}

static int by_set_and_rule(const void *a, const void *b)
{
    const struct baseline_row *left = a, *right = b;
    int order = strcmp(left->set, right->set);
    if (order == 0)
        order = (left->record.rule > right->record.rule) - (left->record.rule < right->record.rule);
    return order != 0 ? order : (left->place.line > right->place.line) - (left->place.line < right->place.line);
}

/* Compares a row with the first of its set and with the one before it, in the order of sets and rules. */
static void check_row(struct draft *draft, const struct baseline_row *row, const struct baseline_row *first)
{
    if (row == first) {
        if (row->record.rule != 0)
            report_fault(draft->report, row->place, BASELINE_WITHOUT_ALL, row->set);
        return;
    }
    if (row[-1].record.rule == row->record.rule)
        report_fault(draft->report, row->place, BASELINE_ROW_TWICE, row->set, row[-1].place.line);
    else if (first->record.texts != row->record.texts)
        report_fault(draft->report, row->place, BASELINE_TEXTS_DIFFER, row->record.texts, row->set, first->place.line,
                     first->record.texts);
}

static void write_row(struct draft *draft, const struct baseline_row *row)
{
    uint32_t number, set = draft_string(draft, row->set);
    struct pack_baseline *record = draft_add(draft, PACK_BASELINE, &number);
    *record = row->record;
    record->set = set;
}

void baseline_read(struct draft *draft)
{
    struct record_table table = {.size = sizeof(struct baseline_row)};
    struct sheet sheet;
    if (!text_exists(draft->report, BASELINE_FILE) ||
        !sheet_open(&sheet, &draft->arena, draft->report, BASELINE_FILE, columns, COUNT(columns)))
        return;
    while (sheet_next(&sheet))
        read_row(draft, &sheet, &table);
    struct baseline_row *rows = table.records, *first = rows;
    if (table.count > 0)
        qsort(rows, table.count, sizeof *rows, by_set_and_rule);
    for (uint32_t i = 0; i < table.count; i++) {
        if (strcmp(first->set, rows[i].set) != 0)
            first = &rows[i];
        check_row(draft, &rows[i], first);
        write_row(draft, &rows[i]);
    }
    record_table_free(&table);
}
