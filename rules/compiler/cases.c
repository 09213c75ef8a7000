/*
 * cases.c: tables of cases. A row is one payment; its columns are those of a case (case_columns) and any canonical
 * field, "remittance.2" for its second occurrence. Messages are files in cases/messages, taken byte for byte.
 */
#include "cases.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "folder.h"
#include "sheet.h"
#include "spreadsheet.h"
#include "text.h"
#include "vocabulary.h"

#define COUNT(array)     (sizeof(array) / sizeof(array)[0])
#define OCCURRENCES_MAX  1000
#define CASE_BYTES_MOST  (64u << 20)
#define MESSAGES_FOLDER  "cases/messages/"
#define CASE_FACTS_FIRST CASE_CHANNEL

/* The facts are in the order of enum pack_fact. */
enum case_column {
    CASE_ID,
    CASE_RULE,
    CASE_EXPECT,
    CASE_ACTION,
    CASE_TITLE,
    CASE_AS_OF,
    CASE_MESSAGE,
    CASE_CHANNEL,
    CASE_RAIL,
    CASE_DIRECTION,
    CASE_ON_US,
    CASE_CUSTOMER_CLASS,
    CASE_PAYER_SEGMENT,
    CASE_COLUMNS
};

static const struct column case_columns[CASE_COLUMNS] = {
    [CASE_ID] = {"id", true},
    [CASE_RULE] = {"rule", true},
    [CASE_EXPECT] = {"expect", true},
    [CASE_ACTION] = {"action", false},
    [CASE_TITLE] = {"title", false},
    [CASE_AS_OF] = {"as_of", false},
    [CASE_MESSAGE] = {"message", false},
    [CASE_CHANNEL] = {"channel", false},
    [CASE_RAIL] = {"rail", false},
    [CASE_DIRECTION] = {"direction", false},
    [CASE_ON_US] = {"on_us", false},
    [CASE_CUSTOMER_CLASS] = {"customer_class", false},
    [CASE_PAYER_SEGMENT] = {"payer_segment", false},
};

static const struct word expectation_words[] = {{"hit", PACK_EXPECT_HIT}, {"pass", PACK_EXPECT_PASS}};
static const struct vocabulary expectations = {expectation_words, COUNT(expectation_words)};

/* A column that holds a field of the payment. */
struct field_column {
    const char *heading;
    uint32_t cell, field, occurrence;
};

/* A message that a case was given, and where its bytes are. */
struct message_bytes {
    const char *name;
    uint32_t at, length;
};

struct case_reading {
    struct draft *draft;
    const char *file;
    struct sheet sheet;
    struct field_column columns[CSV_CELLS_MAX];
    uint32_t column_count;
    struct record_table messages; /* struct message_bytes */
};

/* --- The first line --------------------------------------------------------------------------------------------- */

static const char *suggest_column(struct case_reading *reading, const char *name)
{
    const char **names = arena_take(&reading->draft->arena, (CASE_COLUMNS + vocabulary_fields.count) * sizeof *names);
    size_t count = 0;
    for (; count < CASE_COLUMNS; count++)
        names[count] = case_columns[count].name;
    for (uint32_t i = 0; i < vocabulary_fields.count; i++)
        names[count++] = vocabulary_fields.words[i].name;
    return text_suggest(&reading->draft->arena, reading->draft->report->language, name, names, count);
}

/* A number from 1 to OCCURRENCES_MAX, 0 = it is none. */
static uint32_t occurrence_number(const char *text)
{
    size_t digits = strspn(text, "0123456789");
    unsigned long number = digits > 0 && digits < 5 && !text[digits] ? strtoul(text, NULL, 10) : 0;
    return number <= OCCURRENCES_MAX ? (uint32_t)number : 0;
}

/* Reads "remittance" and "remittance.2"; false = reported. */
static bool field_column_read(struct case_reading *reading, uint32_t cell, struct field_column *column)
{
    struct draft *draft = reading->draft;
    const char *heading = reading->sheet.csv.cells[cell], *dot = strchr(heading, '.');
    size_t length = dot ? (size_t)(dot - heading) : strlen(heading);
    const char *name = arena_text(&draft->arena, heading, length);
    *column = (struct field_column){.heading = heading, .cell = cell};
    if (!vocabulary_find(&vocabulary_fields, name, &column->field)) {
        report_fault(draft->report, sheet_place_at(&reading->sheet, cell), CASE_COLUMN_UNKNOWN, heading,
                     suggest_column(reading, name));
        return false;
    }
    uint32_t number = dot ? occurrence_number(dot + 1) : 1;
    if (number == 0) {
        report_fault(draft->report, sheet_place_at(&reading->sheet, cell), CASE_OCCURRENCE, heading, OCCURRENCES_MAX,
                     (int)length, heading);
        return false;
    }
    column->occurrence = number - 1;
    return true;
}

static const char *column_of_same(const struct case_reading *reading, const struct field_column *column)
{
    for (uint32_t i = 0; i < reading->column_count; i++) {
        const struct field_column *known = &reading->columns[i];
        if (known->field == column->field && known->occurrence == column->occurrence)
            return known->heading;
    }
    return NULL;
}

static void name_field_columns(struct case_reading *reading)
{
    reading->column_count = 0;
    for (uint32_t cell = 0; cell < reading->sheet.width; cell++) {
        struct field_column column;
        if (sheet_knows(&reading->sheet, cell) || !field_column_read(reading, cell, &column))
            continue;
        const char *same = column_of_same(reading, &column);
        if (same)
            report_fault(reading->draft->report, sheet_place_at(&reading->sheet, cell), CASE_FIELD_TWICE,
                         column.heading, same);
        else
            reading->columns[reading->column_count++] = column;
    }
}

/* --- The payment of a row --------------------------------------------------------------------------------------- */

/* A message is kept once, however many cases of a file look at it. NULL = reported. */
static const struct message_bytes *message_take(struct case_reading *reading, const char *name)
{
    struct draft *draft = reading->draft;
    struct message_bytes *known = reading->messages.records;
    struct record_table *bytes = &draft->sections[PACK_CASE_BYTES];
    struct place place = sheet_cell_place(&reading->sheet, CASE_MESSAGE);
    for (uint32_t i = 0; i < reading->messages.count; i++) {
        if (strcmp(known[i].name, name) == 0)
            return &known[i];
    }
    size_t length, size = strlen(MESSAGES_FOLDER) + strlen(name) + 1;
    char *file = arena_take(&draft->arena, size);
    snprintf(file, size, "%s%s", MESSAGES_FOLDER, name);
    if (!text_exists(draft->report, file)) {
        report_fault(draft->report, place, CASE_MESSAGE_MISSING, name);
        return NULL;
    }
    const unsigned char *message = bytes_read(&draft->arena, draft->report, file, &length);
    if (!message)
        return NULL;
    if (length == 0) {
        report_fault(draft->report, place, CASE_MESSAGE_EMPTY, name);
        return NULL;
    }
    if (length > CASE_BYTES_MOST - bytes->count) {
        report_fault(draft->report, place, CASE_BYTES_MANY, name, CASE_BYTES_MOST);
        return NULL;
    }
    struct message_bytes *added = record_table_add(&reading->messages, 1);
    *added = (struct message_bytes){.name = name, .at = bytes->count, .length = (uint32_t)length};
    memcpy(record_table_add(bytes, (uint32_t)length), message, length);
    return added;
}

static void take_message(struct case_reading *reading, const char *name, struct pack_case *test)
{
    if (!text_stays_inside(name)) {
        report_fault(reading->draft->report, sheet_cell_place(&reading->sheet, CASE_MESSAGE), CASE_MESSAGE_OUTSIDE,
                     name);
        return;
    }
    const struct message_bytes *message = message_take(reading, name);
    if (!message)
        return;
    test->message = message->at;
    test->message_length = message->length;
}

static void take_fields(struct case_reading *reading, struct pack_case *test)
{
    struct draft *draft = reading->draft;
    test->first_field = draft->sections[PACK_CASE_FIELDS].count;
    for (uint32_t i = 0; i < reading->column_count; i++) {
        const struct field_column *column = &reading->columns[i];
        const char *text = reading->sheet.csv.cells[column->cell];
        uint32_t number, value = draft_string(draft, text);
        if (!text[0])
            continue;
        struct pack_field_value *field = draft_add(draft, PACK_CASE_FIELDS, &number);
        *field = (struct pack_field_value){column->field, column->occurrence, value};
        test->field_count++;
    }
}

/* Whether the payment says itself of which day it is, as the library would read it. */
static bool fields_have_date(const struct case_reading *reading)
{
    int32_t date;
    for (uint32_t i = 0; i < reading->column_count; i++) {
        const struct field_column *column = &reading->columns[i];
        const char *text = reading->sheet.csv.cells[column->cell];
        if ((column->field == FG_FIELD_SETTLEMENT_DATE || column->field == FG_FIELD_CREATION_DATE) && text[0] &&
            date_read(text, DATE_EXACT, &date))
            return true;
    }
    return false;
}

static void take_payment(struct case_reading *reading, struct pack_case *test)
{
    struct report *report = reading->draft->report;
    const char *message = sheet_cell(&reading->sheet, CASE_MESSAGE);
    if (!message[0]) {
        take_fields(reading, test);
        if (test->field_count == 0)
            report_fault(report, sheet_place(&reading->sheet), CASE_WITHOUT_PAYMENT);
        else if (!sheet_cell(&reading->sheet, CASE_AS_OF)[0] && !fields_have_date(reading))
            report_fault(report, sheet_cell_place(&reading->sheet, CASE_AS_OF), CASE_WITHOUT_DATE);
        return;
    }
    for (uint32_t i = 0; i < reading->column_count; i++) {
        const struct field_column *column = &reading->columns[i];
        if (reading->sheet.csv.cells[column->cell][0])
            report_fault(report, sheet_place_at(&reading->sheet, column->cell), CASE_MESSAGE_AND_FIELD,
                         column->heading);
    }
    take_message(reading, message, test);
}

/* --- What a row expects ----------------------------------------------------------------------------------------- */

/* The value of a word in a cell; absent when the cell is empty, or reported. */
static uint32_t word_in(struct case_reading *reading, uint32_t column, const struct vocabulary *words, uint32_t absent)
{
    struct draft *draft = reading->draft;
    const char *cell = sheet_cell(&reading->sheet, column);
    uint32_t value = absent;
    if (cell[0] && !vocabulary_find(words, cell, &value))
        report_fault(draft->report, sheet_cell_place(&reading->sheet, column), UNKNOWN_WORD, case_columns[column].name,
                     cell, vocabulary_hint(&draft->arena, draft->report->language, words, cell));
    return value;
}

static const char *suggest_rule(struct draft *draft, const char *id)
{
    uint32_t count = draft->sections[PACK_RULES].count;
    const char **names = arena_take(&draft->arena, (count + 1) * sizeof *names);
    for (uint32_t i = 0; i < count; i++)
        names[i] = draft_text(draft, ((const struct pack_rule *)draft_record(draft, PACK_RULES, i))->id);
    return text_suggest(&draft->arena, draft->report->language, id, names, count);
}

static uint32_t find_rule(struct case_reading *reading)
{
    struct draft *draft = reading->draft;
    const char *id = sheet_cell(&reading->sheet, CASE_RULE);
    uint32_t string = draft_string(draft, id), count = draft->sections[PACK_RULES].count;
    for (uint32_t i = 0; i < count; i++) {
        if (((const struct pack_rule *)draft_record(draft, PACK_RULES, i))->id == string)
            return i;
    }
    /* Where no rule could be read that is what was said, not this of every case. */
    if (count > 0)
        report_fault(draft->report, sheet_cell_place(&reading->sheet, CASE_RULE), CASE_RULE_UNKNOWN, id,
                     suggest_rule(draft, id));
    return 0;
}

static void take_facts(struct case_reading *reading, struct pack_case *test)
{
    uint8_t *const facts[] = {
        [PACK_FACT_CHANNEL] = &test->channel,
        [PACK_FACT_RAIL] = &test->rail,
        [PACK_FACT_DIRECTION] = &test->direction,
        [PACK_FACT_ON_US] = &test->on_us,
        [PACK_FACT_CUSTOMER_CLASS] = &test->customer_class,
        [PACK_FACT_PAYER_SEGMENT] = &test->payer_segment,
    };
    for (uint32_t fact = 0; fact < COUNT(facts); fact++)
        *facts[fact] = (uint8_t)word_in(reading, CASE_FACTS_FIRST + fact, vocabulary_fact_values(fact), 0);
}

static int32_t as_of(struct case_reading *reading)
{
    int32_t date;
    const char *cell = sheet_cell(&reading->sheet, CASE_AS_OF);
    if (!date_read(cell, DATE_EXACT, &date))
        report_fault(reading->draft->report, sheet_cell_place(&reading->sheet, CASE_AS_OF), NOT_A_DAY,
                     case_columns[CASE_AS_OF].name, cell,
                     spreadsheet_date_hint(&reading->draft->arena, reading->draft->report->language, cell));
    return date;
}

/* The record that a case goes to: a new one, or that of the base's case in whose place it comes. */
static struct pack_case *case_record(struct case_reading *reading, const struct pack_case *test)
{
    struct draft *draft = reading->draft;
    uint32_t number;
    for (uint32_t i = 0; i < draft->sections[PACK_CASES].count; i++) {
        struct pack_case *known = draft_record(draft, PACK_CASES, i);
        if (known->id != test->id)
            continue;
        if (known->layer == test->layer)
            report_fault(draft->report, sheet_cell_place(&reading->sheet, CASE_ID), CASE_ID_TAKEN,
                         draft_text(draft, test->id), draft_text(draft, known->file), known->line);
        return known;
    }
    return draft_add(draft, PACK_CASES, &number);
}

static void read_row(struct case_reading *reading)
{
    struct draft *draft = reading->draft;
    const struct sheet *sheet = &reading->sheet;
    struct pack_case test = {
        .id = draft_string(draft, sheet_cell(sheet, CASE_ID)),
        .title = draft_string(draft, sheet_cell(sheet, CASE_TITLE)),
        .file = draft_string(draft, reading->file),
        .line = sheet_place(sheet).line,
        .rule = find_rule(reading),
        .expectation = word_in(reading, CASE_EXPECT, &expectations, PACK_EXPECT_HIT),
        .action = (int32_t)word_in(reading, CASE_ACTION, &vocabulary_actions, UINT32_MAX),
        .as_of = as_of(reading),
        .layer = draft->layer,
    };
    take_facts(reading, &test);
    take_payment(reading, &test);
    *case_record(reading, &test) = test;
}

static void read_file(struct draft *draft, const char *file)
{
    struct case_reading reading = {.draft = draft, .file = file, .messages.size = sizeof(struct message_bytes)};
    if (!sheet_open_wider(&reading.sheet, &draft->arena, draft->report, file, case_columns, CASE_COLUMNS))
        return;
    name_field_columns(&reading);
    while (sheet_next(&reading.sheet))
        read_row(&reading);
    record_table_free(&reading.messages);
}

void cases_read(struct draft *draft)
{
    folder_each_file(draft, "cases", ".csv", read_file);
}

void cases_settle(struct draft *draft)
{
    struct record_table *table = &draft->sections[PACK_CASES];
    struct pack_case *cases = table->records;
    uint32_t kept = 0;
    for (uint32_t i = 0; i < table->count; i++) {
        bool known = cases[i].rule < draft->sections[PACK_RULES].count; /* else it was reported */
        const struct pack_rule *rule = known ? draft_record(draft, PACK_RULES, cases[i].rule) : NULL;
        if (cases[i].layer < draft->layer)
            cases[i].action = -1;
        if (rule && rule->mode != PACK_OFF)
            cases[kept++] = cases[i];
    }
    table->count = kept;
}

/* --- Whether each rule has been thought of ---------------------------------------------------------------------- */

static bool has_case(const struct draft *draft, uint32_t rule, enum pack_expectation expectation)
{
    for (uint32_t i = 0; i < draft->sections[PACK_CASES].count; i++) {
        const struct pack_case *test = draft_record(draft, PACK_CASES, i);
        if (test->rule == rule && test->expectation == (uint32_t)expectation)
            return true;
    }
    return false;
}

void cases_check_complete(struct draft *draft)
{
    const struct rule_source *sources = draft->rule_sources.records;
    if (draft->sections[PACK_CASES].count == 0) {
        report_fault(draft->report, (struct place){.file = "pack.cfg"}, CASES_NONE);
        return;
    }
    for (uint32_t i = 0; i < draft->sections[PACK_RULES].count; i++) {
        const struct pack_rule *rule = draft_record(draft, PACK_RULES, i);
        const char *id = draft_text(draft, rule->id);
        if (rule->mode == PACK_OFF)
            continue;
        if (!has_case(draft, i, PACK_EXPECT_HIT))
            report_fault(draft->report, sources[i].place, CASE_HIT_MISSING, id, id);
        if (!has_case(draft, i, PACK_EXPECT_PASS))
            report_fault(draft->report, sources[i].place, CASE_PASS_MISSING, id, id);
    }
}
