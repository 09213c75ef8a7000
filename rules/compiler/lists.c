/*
 * lists.c: what rows of all lists and registers have in common, the kinds of list with little to say (terms, codes, and
 * accounts the bank has registered), and the order in which all are read.
 */
#include "lists.h"

#include <string.h>

#include "duplicates.h"
#include "names.h"
#include "ordinary_forms.h"
#include "patterns.h"
#include "range_list.h"
#include "spellings.h"
#include "spreadsheet.h"
#include "table_list.h"
#include "vocabulary.h"
#include "wallet_list.h"

bool list_open(struct list_reading *reading, struct draft *draft, uint32_t list, const struct column *columns,
               uint32_t column_count)
{
    const struct list_source *source = (const struct list_source *)draft->list_sources.records + list;
    reading->draft = draft;
    reading->list = list;
    if (!source->file[0])
        return false; /* reported where pack.cfg was read */
    return sheet_open(&reading->sheet, &draft->arena, draft->report, source->file, columns, column_count);
}

struct pack_entry *list_add_entry(struct list_reading *reading, uint32_t id_column, const char *name, uint32_t *entry)
{
    struct draft *draft = reading->draft;
    const char *id = sheet_cell(&reading->sheet, id_column);
    uint32_t id_string = draft_string(draft, id), name_string = draft_string(draft, name);
    if (!draft_claim_entry_id(draft, reading->list, id_string))
        report_fault(draft->report, sheet_cell_place(&reading->sheet, id_column), ENTRY_ID_TAKEN, id);
    struct pack_list *list = draft_record(draft, PACK_LISTS, reading->list);
    list->entry_count++;
    struct pack_entry *record = draft_add(draft, PACK_ENTRIES, entry);
    record->id = id_string;
    record->name = name_string;
    record->list = reading->list;
    record->entity_class = PACK_OTHER;
    record->layer = reading->draft->layer;
    return record;
}

const char *list_naming_cell(struct naming *naming, const struct sheet *sheet, uint32_t column)
{
    naming->place = sheet_cell_place(sheet, column);
    return sheet_cell(sheet, column);
}

int32_t list_date(struct list_reading *reading, uint32_t column, enum date_reading how)
{
    int32_t date;
    const char *cell = sheet_cell(&reading->sheet, column);
    if (!date_read(cell, how, &date))
        report_fault(reading->draft->report, sheet_cell_place(&reading->sheet, column), NOT_A_DATE,
                     reading->sheet.columns[column].name, cell,
                     spreadsheet_date_hint(&reading->draft->arena, reading->draft->report->language, cell));
    return date;
}

void list_check_period(struct list_reading *reading, uint32_t from_column, uint32_t to_column, int32_t from, int32_t to)
{
    if (from == 0 || to == 0 || from <= to)
        return;
    report_fault(reading->draft->report, sheet_cell_place(&reading->sheet, from_column), PERIOD_EMPTY,
                 reading->sheet.columns[from_column].name, sheet_cell(&reading->sheet, from_column),
                 reading->sheet.columns[to_column].name, sheet_cell(&reading->sheet, to_column));
}

uint8_t list_confidence(struct list_reading *reading, uint32_t column)
{
    const char *cell = sheet_cell(&reading->sheet, column);
    uint32_t value = PACK_SURE;
    if (!cell[0])
        return PACK_SURE;
    char *word = arena_text(&reading->draft->arena, cell, strspn(cell, "abcdefghijklmnopqrstuvwxyz"));
    if (!vocabulary_find(&vocabulary_confidences, word, &value)) {
        report_fault(
            reading->draft->report, sheet_cell_place(&reading->sheet, column), UNKNOWN_WORD, "confidence", cell,
            vocabulary_hint(&reading->draft->arena, reading->draft->report->language, &vocabulary_confidences, word));
        value = PACK_UNSURE;
    }
    return (uint8_t)value;
}

/* --- Terms ------------------------------------------------------------------------------------------------------ */

#define ENDING_DEFAULT 4

enum term_column {
    TERM_ID,
    TERM_TERM,
    TERM_MATCH,
    TERM_ENDING,
    TERM_READINGS,
    TERM_CONFIDENCE,
    TERM_FROM,
    TERM_TO,
    TERM_SOURCE
};

static const struct column term_columns[] = {
    [TERM_ID] = {"id", true},
    [TERM_TERM] = {"term", true},
    [TERM_MATCH] = {"match", true},
    [TERM_ENDING] = {"ending", false},
    [TERM_READINGS] = {"readings", false},
    [TERM_CONFIDENCE] = {"confidence", false},
    [TERM_FROM] = {"valid_from", false},
    [TERM_TO] = {"valid_to", false},
    [TERM_SOURCE] = {"source", false},
};

/* How many letters the term of this row may go on by; 0 = a whole word. */
static uint8_t read_ending(struct list_reading *reading)
{
    struct report *report = reading->draft->report;
    const char *match = sheet_cell(&reading->sheet, TERM_MATCH), *cell = sheet_cell(&reading->sheet, TERM_ENDING);
    uint32_t kind = TERM_WORD, letters = 0;
    if (!vocabulary_find(&vocabulary_term_matches, match, &kind))
        report_fault(
            report, sheet_cell_place(&reading->sheet, TERM_MATCH), UNKNOWN_WORD, "match", match,
            vocabulary_hint(&reading->draft->arena, reading->draft->report->language, &vocabulary_term_matches, match));
    if (kind == TERM_WORD) {
        if (cell[0])
            report_fault(report, sheet_cell_place(&reading->sheet, TERM_ENDING), ENDING_OF_WORD);
        return 0;
    }
    if (!cell[0])
        return ENDING_DEFAULT;
    for (const char *at = cell; *at >= '0' && *at <= '9' && letters <= PACK_ENDING_MAX; at++)
        letters = letters * 10 + (uint32_t)(*at - '0');
    if (cell[strspn(cell, "0123456789")] || letters < 1 || letters > PACK_ENDING_MAX) {
        report_fault(report, sheet_cell_place(&reading->sheet, TERM_ENDING), ENDING_NUMBER, cell, PACK_ENDING_MAX);
        return ENDING_DEFAULT;
    }
    return (uint8_t)letters;
}

static void terms_read(struct draft *draft, uint32_t list)
{
    struct list_reading reading;
    const struct pack_list *record = draft_record(draft, PACK_LISTS, list);
    const bool ordinary = record->kind == PACK_LIST_ORDINARY;
    const bool sought = !ordinary && record->kind != PACK_LIST_FILLER;
    if (!list_open(&reading, draft, list, term_columns, sizeof term_columns / sizeof term_columns[0]))
        return;
    while (sheet_next(&reading.sheet)) {
        const char *term = sheet_cell(&reading.sheet, TERM_TERM);
        uint32_t number, source = draft_string(draft, sheet_cell(&reading.sheet, TERM_SOURCE));
        struct pack_entry *entry = list_add_entry(&reading, TERM_ID, term, &number);
        entry->source = source;
        entry->confidence = list_confidence(&reading, TERM_CONFIDENCE);
        entry->valid_from = list_date(&reading, TERM_FROM, DATE_EARLIEST);
        entry->valid_to = list_date(&reading, TERM_TO, DATE_LATEST);
        list_check_period(&reading, TERM_FROM, TERM_TO, entry->valid_from, entry->valid_to);
        uint8_t ending = read_ending(&reading);
        claim_term(&reading, entry, TERM_ID, TERM_TERM, ending);

        struct naming naming;
        naming_open(&naming, draft, sheet_cell_place(&reading.sheet, TERM_TERM), number);
        naming_readings(&naming, list_naming_cell(&naming, &reading.sheet, TERM_READINGS));
        term = list_naming_cell(&naming, &reading.sheet, TERM_TERM);
        if (sought)
            naming_term(&naming, term, ending);
        else if (naming_unsought_term(&naming, term, ending) && ordinary)
            ordinary_forms_note(draft, term, ending);
        naming_close(&naming);
    }
}

/* --- Codes ------------------------------------------------------------------------------------------------------ */

enum code_column { CODE_CODE, CODE_TITLE };

static const struct column code_columns[] = {
    [CODE_CODE] = {"code", true},
    [CODE_TITLE] = {"title", false},
};

/* A code of the list and where it stands. */
struct code_row {
    const char *code;
    struct place place;
};

#define CODE_DIGITS_MAX 16

/* How many codes of digits alone have each length. */
static void count_lengths(const struct record_table *rows, uint32_t counts[CODE_DIGITS_MAX + 1])
{
    const struct code_row *row = rows->records;
    for (uint32_t i = 0; i < rows->count; i++) {
        size_t length = strlen(row[i].code);
        if (length <= CODE_DIGITS_MAX && row[i].code[strspn(row[i].code, "0123456789")] == 0)
            counts[length]++;
    }
}

/* Where most codes have one length, a shorter one has lost the zeros before it. */
static void note_short_codes(struct draft *draft, const struct record_table *rows)
{
    uint32_t counts[CODE_DIGITS_MAX + 1] = {0}, digits = 0, usual = 0;
    const struct code_row *row = rows->records;
    count_lengths(rows, counts);
    for (uint32_t length = 1; length <= CODE_DIGITS_MAX; length++) {
        digits += counts[length];
        if (counts[length] >= counts[usual])
            usual = length;
    }
    if (counts[usual] * 2 <= digits)
        return;
    for (uint32_t i = 0; i < rows->count; i++) {
        size_t length = strlen(row[i].code);
        if (length == 0 || length >= usual || row[i].code[strspn(row[i].code, "0123456789")])
            continue;
        char meant[CODE_DIGITS_MAX + 1];
        memset(meant, '0', usual - length);
        memcpy(meant + usual - length, row[i].code, length + 1);
        report_fault(draft->report, row[i].place, CODE_SHORT, row[i].code, meant);
    }
}

static void codes_read(struct draft *draft, uint32_t list)
{
    struct list_reading reading;
    struct record_table rows = {.size = sizeof(struct code_row)};
    struct list_source *source = (struct list_source *)draft->list_sources.records + list;
    if (source->code_count == 0)
        source->first_code = draft->sections[PACK_CODES].count;
    if (!list_open(&reading, draft, list, code_columns, sizeof code_columns / sizeof code_columns[0]))
        return;
    while (sheet_next(&reading.sheet)) {
        const char *code = sheet_cell(&reading.sheet, CODE_CODE);
        uint32_t text = draft_string(draft, code), number;
        for (uint32_t i = source->first_code; i < draft->sections[PACK_CODES].count; i++) {
            if (*(uint32_t *)draft_record(draft, PACK_CODES, i) == text) {
                report_fault(draft->report, sheet_cell_place(&reading.sheet, CODE_CODE), CODE_TWICE, code);
                break;
            }
        }
        *(uint32_t *)draft_add(draft, PACK_CODES, &number) = text;
        *(struct code_row *)record_table_add(&rows, 1) =
            (struct code_row){.code = code, .place = sheet_cell_place(&reading.sheet, CODE_CODE)};
    }
    note_short_codes(draft, &rows);
    record_table_free(&rows);
    source->code_count = draft->sections[PACK_CODES].count - source->first_code;
    struct pack_list *record = draft_record(draft, PACK_LISTS, list);
    record->entry_count = source->code_count;
}

/* --- Accounts --------------------------------------------------------------------------------------------------- */

enum account_column { ACCOUNT_TAX_ID, ACCOUNT_LICENCE_NO, ACCOUNT_ACCOUNT, ACCOUNT_FROM, ACCOUNT_TO, ACCOUNT_SOURCE };

static const struct column account_columns[] = {
    [ACCOUNT_TAX_ID] = {"tax_id", false},  [ACCOUNT_LICENCE_NO] = {"licence_no", false},
    [ACCOUNT_ACCOUNT] = {"account", true}, [ACCOUNT_FROM] = {"valid_from", false},
    [ACCOUNT_TO] = {"valid_to", false},    [ACCOUNT_SOURCE] = {"source", false},
};

/* One entry for the account and one of the licences of its owner. */
static void add_account(struct list_reading *reading, uint32_t licence)
{
    struct draft *draft = reading->draft;
    const struct pack_licence *of = draft_record(draft, PACK_LICENCES, licence);
    const struct pack_entry *owner = draft_record(draft, PACK_ENTRIES, of->entry);
    uint32_t id = draft_string(draft, sheet_cell(&reading->sheet, ACCOUNT_ACCOUNT));
    uint32_t source = draft_string(draft, sheet_cell(&reading->sheet, ACCOUNT_SOURCE)), name = owner->name, number;

    struct pack_list *list = draft_record(draft, PACK_LISTS, reading->list);
    list->entry_count++;
    struct pack_entry *entry = draft_add(draft, PACK_ENTRIES, &number);
    entry->id = id;
    entry->name = name;
    entry->list = reading->list;
    entry->entity_class = PACK_OTHER;
    entry->layer = draft->layer;
    entry->source = source;
    entry->licence = 1 + licence;
    /* The bank vouches for what it registered; what is uncertain licenses nobody. */
    entry->confidence = PACK_SURE;
    entry->valid_from = list_date(reading, ACCOUNT_FROM, DATE_LATEST);
    entry->valid_to = list_date(reading, ACCOUNT_TO, DATE_EARLIEST);

    struct naming naming;
    naming_open(&naming, draft, sheet_cell_place(&reading->sheet, ACCOUNT_ACCOUNT), number);
    naming_identifiers(&naming, "account", IDENTIFIER_ACCOUNT, PACK_MATCH_ACCOUNT,
                       sheet_cell(&reading->sheet, ACCOUNT_ACCOUNT));
    naming_close(&naming);
}

/* Whose account it is, as a string of the draft: the tax id or, where the register gives none, the licence number. */
struct account_owner {
    const char *column;
    uint32_t text;
};

static bool read_owner(struct list_reading *reading, struct account_owner *owner)
{
    struct draft *draft = reading->draft;
    const char *cell = sheet_cell(&reading->sheet, ACCOUNT_TAX_ID);
    const char *licence_no = sheet_cell(&reading->sheet, ACCOUNT_LICENCE_NO);
    if (!cell[0] && licence_no[0]) {
        *owner = (struct account_owner){.column = "licence_no", .text = draft_string(draft, licence_no)};
        return true;
    }
    if (!cell[0]) {
        report_fault(draft->report, sheet_place(&reading->sheet), NO_LICENSEE);
        return false;
    }
    const char *tax_id = naming_first_identifier(draft, IDENTIFIER_TAX_ID, cell);
    if (!tax_id[0]) {
        report_fault(draft->report, sheet_cell_place(&reading->sheet, ACCOUNT_TAX_ID), TAX_ID_NOT_VALID, cell,
                     identifier_hint(&draft->arena, draft->report->language, IDENTIFIER_TAX_ID, cell));
        return false;
    }
    *owner = (struct account_owner){.column = "tax_id", .text = draft_string(draft, tax_id)};
    return true;
}

static void add_accounts(struct list_reading *reading)
{
    struct draft *draft = reading->draft;
    const char *account = sheet_cell(&reading->sheet, ACCOUNT_ACCOUNT);
    struct account_owner owner;
    if (!read_owner(reading, &owner))
        return;
    if (!naming_first_identifier(draft, IDENTIFIER_ACCOUNT, account)[0]) {
        report_fault(draft->report, sheet_cell_place(&reading->sheet, ACCOUNT_ACCOUNT), ACCOUNT_NOT_VALID, account,
                     identifier_hint(&draft->arena, draft->report->language, IDENTIFIER_ACCOUNT, account));
        return;
    }
    bool by_number = strcmp(owner.column, "licence_no") == 0;
    uint32_t found = 0, licences = draft->sections[PACK_LICENCES].count;
    for (uint32_t licence = 0; licence < licences; licence++) {
        const struct pack_licence *record = draft_record(draft, PACK_LICENCES, licence);
        if ((by_number ? record->number : record->tax_id) != owner.text)
            continue;
        add_account(reading, licence);
        found++;
    }
    if (found > 0)
        claim_account(reading, draft_record(draft, PACK_ENTRIES, draft->sections[PACK_ENTRIES].count - 1),
                      ACCOUNT_ACCOUNT);
    else
        report_fault(draft->report, sheet_cell_place(&reading->sheet, by_number ? ACCOUNT_LICENCE_NO : ACCOUNT_TAX_ID),
                     NOT_A_LICENSEE, owner.column, draft_text(draft, owner.text));
}

static void accounts_read(struct draft *draft, uint32_t list)
{
    struct list_reading reading;
    if (!list_open(&reading, draft, list, account_columns, sizeof account_columns / sizeof account_columns[0]))
        return;
    while (sheet_next(&reading.sheet))
        add_accounts(&reading);
}

/* --- All of them, in their order ------------------------------------------------------------------------------------
 */

static void read_file(struct draft *draft, uint32_t list)
{
    const struct pack_list *record = draft_record(draft, PACK_LISTS, list);
    switch (record->kind) {
    case PACK_LIST_ENTITIES:
        entities_read(draft, list);
        break;
    case PACK_LIST_TERMS:
    case PACK_LIST_ORDINARY:
    case PACK_LIST_FILLER:
        terms_read(draft, list);
        break;
    case PACK_LIST_CODES:
        codes_read(draft, list);
        break;
    case PACK_LIST_REGISTER:
        register_read(draft, list);
        break;
    case PACK_LIST_PATTERNS:
        patterns_read(draft, list);
        break;
    case PACK_LIST_ACCOUNTS:
        accounts_read(draft, list);
        break;
    case PACK_LIST_TABLE:
        table_read(draft, list);
        break;
    case PACK_LIST_WALLETS:
        wallets_read(draft, list);
        break;
    case PACK_LIST_RANGES:
        ranges_read(draft, list);
        break;
    default: /* an unknown kind was reported */
        break;
    }
}

/* The list's own file, then what a layer adds to it, each in the folder and the name of whose it is. */
static void read_list(struct draft *draft, uint32_t list)
{
    struct list_source *source = (struct list_source *)draft->list_sources.records + list, own = *source;
    const struct list_addition *additions = draft->list_additions.records;
    const char *folder = draft->report->folder;
    uint8_t layer = draft->layer;
    draft->report->folder = own.folder;
    draft->layer = own.layer;
    read_file(draft, list);
    for (uint32_t i = 0; i < draft->list_additions.count; i++) {
        if (additions[i].list != list)
            continue;
        source->file = additions[i].file;
        draft->report->folder = additions[i].folder;
        draft->layer = additions[i].layer;
        read_file(draft, list);
    }
    source->file = own.file;
    draft->report->folder = folder;
    draft->layer = layer;
}

void lists_read(struct draft *draft)
{
    uint32_t count = draft->sections[PACK_LISTS].count;
    for (int accounts = 0; accounts < 2; accounts++) { /* accounts name licences of registers: they come last */
        for (uint32_t list = 0; list < count; list++) {
            const struct pack_list *record = draft_record(draft, PACK_LISTS, list);
            if ((record->kind == PACK_LIST_ACCOUNTS) == (accounts == 1))
                read_list(draft, list);
        }
    }
    tables_sort(draft);
    spellings_grant(draft);
}
