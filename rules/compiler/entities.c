/*
 * entities.c: lists of entities and registers of licences: the two kinds of list whose entries have names and
 * identifiers.
 */
#include "lists.h"

#include <string.h>

#include "civil_date.h"
#include "duplicates.h"
#include "names.h"
#include "vocabulary.h"

enum entity_column {
    ENTITY_ID,
    ENTITY_BRAND,
    ENTITY_LEGAL_NAME,
    ENTITY_COUNTRY,
    ENTITY_LEI,
    ENTITY_BIC,
    ENTITY_ACCOUNT,
    ENTITY_TAX_ID,
    ENTITY_DOMAINS,
    ENTITY_ALIASES,
    ENTITY_AMBIGUOUS_ALIASES,
    ENTITY_CLASS,
    ENTITY_CONFIDENCE,
    ENTITY_READINGS,
    ENTITY_ACT,
    ENTITY_BASIS,
    ENTITY_FROM,
    ENTITY_TO,
    ENTITY_SOURCE,
    ENTITY_COLUMNS
};

static const struct column entity_columns[ENTITY_COLUMNS] = {
    [ENTITY_ID] = {"id", true},
    [ENTITY_BRAND] = {"brand", true},
    [ENTITY_LEGAL_NAME] = {"legal_name", false},
    [ENTITY_COUNTRY] = {"country", false},
    [ENTITY_LEI] = {"lei", false},
    [ENTITY_BIC] = {"bic", false},
    [ENTITY_ACCOUNT] = {"account", false},
    [ENTITY_TAX_ID] = {"tax_id", false},
    [ENTITY_DOMAINS] = {"domains", false},
    [ENTITY_ALIASES] = {"aliases", false},
    [ENTITY_AMBIGUOUS_ALIASES] = {"ambiguous_aliases", false},
    [ENTITY_CLASS] = {"class", true},
    [ENTITY_CONFIDENCE] = {"confidence", true},
    [ENTITY_READINGS] = {"readings", false},
    [ENTITY_ACT] = {"act", false},
    [ENTITY_BASIS] = {"basis", false},
    [ENTITY_FROM] = {"valid_from", false},
    [ENTITY_TO] = {"valid_to", false},
    [ENTITY_SOURCE] = {"source", false},
};

static uint32_t read_word(struct list_reading *reading, uint32_t column, const struct vocabulary *vocabulary,
                          uint32_t otherwise)
{
    const char *cell = sheet_cell(&reading->sheet, column);
    uint32_t value;
    if (vocabulary_find(vocabulary, cell, &value))
        return value;
    report_fault(reading->draft->report, sheet_cell_place(&reading->sheet, column), UNKNOWN_WORD,
                 reading->sheet.columns[column].name, cell,
                 vocabulary_hint(&reading->draft->arena, reading->draft->report->language, vocabulary, cell));
    return otherwise;
}

static void name_entity(struct list_reading *reading, uint32_t entry)
{
    const struct sheet *sheet = &reading->sheet;
    struct naming naming;
    naming_open(&naming, reading->draft, sheet_place(sheet), entry);
    naming_readings(&naming, list_naming_cell(&naming, sheet, ENTITY_READINGS));
    naming_ambiguous(&naming, list_naming_cell(&naming, sheet, ENTITY_AMBIGUOUS_ALIASES));
    naming_legal_name(&naming, list_naming_cell(&naming, sheet, ENTITY_LEGAL_NAME));
    naming_brand(&naming, list_naming_cell(&naming, sheet, ENTITY_BRAND));
    naming_aliases(&naming, "aliases", list_naming_cell(&naming, sheet, ENTITY_ALIASES));
    naming_domains(&naming, list_naming_cell(&naming, sheet, ENTITY_DOMAINS));
    naming_identifiers(&naming, "lei", IDENTIFIER_LEI, PACK_MATCH_LEI, list_naming_cell(&naming, sheet, ENTITY_LEI));
    naming_identifiers(&naming, "bic", IDENTIFIER_BIC, PACK_MATCH_BIC, list_naming_cell(&naming, sheet, ENTITY_BIC));
    naming_identifiers(&naming, "account", IDENTIFIER_ACCOUNT, PACK_MATCH_ACCOUNT,
                       list_naming_cell(&naming, sheet, ENTITY_ACCOUNT));
    naming_identifiers(&naming, "tax_id", IDENTIFIER_TAX_ID, PACK_MATCH_TAX_ID,
                       list_naming_cell(&naming, sheet, ENTITY_TAX_ID));
    naming_close(&naming);
}

/* A brand without a legal name is what the row is about; otherwise several rows may have it. */
static void claim_rows_of_entity(struct list_reading *reading, const struct pack_entry *entry)
{
    bool named = sheet_cell(&reading->sheet, ENTITY_LEGAL_NAME)[0] != 0;
    uint32_t name = named ? ENTITY_LEGAL_NAME : ENTITY_BRAND;
    claim_name(reading, entry, ENTITY_ID, named ? CLAIM_NAME : CLAIM_BRAND, name);
    claim_identifier(reading, entry, ENTITY_ID, name, CLAIM_LEI, ENTITY_LEI);
    claim_identifier(reading, entry, ENTITY_ID, name, CLAIM_BIC, ENTITY_BIC);
    claim_identifier(reading, entry, ENTITY_ID, name, CLAIM_ACCOUNT, ENTITY_ACCOUNT);
    claim_identifier(reading, entry, ENTITY_ID, name, CLAIM_TAX_ID, ENTITY_TAX_ID);
}

static void add_entity(struct list_reading *reading)
{
    const struct sheet *sheet = &reading->sheet;
    struct draft *draft = reading->draft;
    const char *legal_name = sheet_cell(sheet, ENTITY_LEGAL_NAME), *act = sheet_cell(sheet, ENTITY_ACT);
    uint32_t act_string = draft_string(draft, act[0] ? act : sheet_cell(sheet, ENTITY_BASIS));
    uint32_t source = draft_string(draft, sheet_cell(sheet, ENTITY_SOURCE)), number;

    struct pack_entry *entry =
        list_add_entry(reading, ENTITY_ID, legal_name[0] ? legal_name : sheet_cell(sheet, ENTITY_BRAND), &number);
    entry->confidence = list_confidence(reading, ENTITY_CONFIDENCE);
    entry->entity_class = (uint8_t)read_word(reading, ENTITY_CLASS, &vocabulary_classes, PACK_OTHER);
    entry->cites_act = act[0] != 0;
    entry->act = act_string;
    entry->source = source;
    entry->valid_from = list_date(reading, ENTITY_FROM, DATE_EARLIEST);
    entry->valid_to = list_date(reading, ENTITY_TO, DATE_LATEST);
    list_check_period(reading, ENTITY_FROM, ENTITY_TO, entry->valid_from, entry->valid_to);
    claim_rows_of_entity(reading, entry);
    name_entity(reading, number);
}

void entities_read(struct draft *draft, uint32_t list)
{
    struct list_reading reading;
    if (!list_open(&reading, draft, list, entity_columns, ENTITY_COLUMNS))
        return;
    while (sheet_next(&reading.sheet))
        add_entity(&reading);
}

/* --- Registers -------------------------------------------------------------------------------------------------- */

enum register_column {
    REGISTER_ID,
    REGISTER_LEGAL_NAME,
    REGISTER_LICENCE_NO,
    REGISTER_TRADE_NAMES,
    REGISTER_TAX_ID,
    REGISTER_LEI,
    REGISTER_BIC,
    REGISTER_ACCOUNT,
    REGISTER_DOMAINS,
    REGISTER_ACTIVITIES,
    REGISTER_STATUS,
    REGISTER_FROM,
    REGISTER_TO,
    REGISTER_SUSPENDED_FROM,
    REGISTER_SUSPENDED_TO,
    REGISTER_CONDITIONS,
    REGISTER_SOURCE,
    REGISTER_CONFIDENCE,
    REGISTER_READINGS,
    REGISTER_COLUMNS
};

static const struct column register_columns[REGISTER_COLUMNS] = {
    [REGISTER_ID] = {"id", true},
    [REGISTER_LEGAL_NAME] = {"legal_name", true},
    [REGISTER_LICENCE_NO] = {"licence_no", false},
    [REGISTER_TRADE_NAMES] = {"trade_names", false},
    [REGISTER_TAX_ID] = {"tax_id", false},
    [REGISTER_LEI] = {"lei", false},
    [REGISTER_BIC] = {"bic", false},
    [REGISTER_ACCOUNT] = {"account", false},
    [REGISTER_DOMAINS] = {"domains", false},
    [REGISTER_ACTIVITIES] = {"activities", false},
    [REGISTER_STATUS] = {"status", true},
    [REGISTER_FROM] = {"valid_from", false},
    [REGISTER_TO] = {"valid_to", false},
    [REGISTER_SUSPENDED_FROM] = {"suspended_from", false},
    [REGISTER_SUSPENDED_TO] = {"suspended_to", false},
    [REGISTER_CONDITIONS] = {"conditions", false},
    [REGISTER_SOURCE] = {"source", false},
    [REGISTER_CONFIDENCE] = {"confidence", false},
    [REGISTER_READINGS] = {"readings", false},
};

/* The last day of a licence that lasts so many months from a day on: the one before the same day of the month, or
 * before the month's first where it has no such day. */
static int32_t last_day(int32_t from, int32_t months)
{
    int32_t month = from / 100 % 100 - 1 + months, year = from / 10000 + month / 12;
    int32_t end = year * 10000 + (month % 12 + 1) * 100 + from % 100;
    do
        end--;
    while (!civil_date_is_valid(end));
    return end;
}

/* A register may say how long its licences last at most; one without a beginning or an end lasts longer than that. */
static void check_term(struct list_reading *reading, const struct pack_licence *licence)
{
    const struct list_source *sources = reading->draft->list_sources.records;
    int32_t months = sources[reading->list].longest_months;
    if (months == 0 || licence->status == PACK_LICENCE_ENDED)
        return;
    if (licence->valid_from == 0 || licence->valid_to == 0 || licence->valid_to > last_day(licence->valid_from, months))
        report_fault(reading->draft->report, sheet_cell_place(&reading->sheet, REGISTER_TO), LICENCE_TOO_LONG, months);
}

/* What is uncertain licenses nobody: a licence lasts from the last to the first day it may, a suspension from the first
 * to the last. */
static uint32_t add_licence(struct list_reading *reading, uint32_t entry)
{
    const struct sheet *sheet = &reading->sheet;
    struct draft *draft = reading->draft;
    uint32_t licence_no = draft_string(draft, sheet_cell(sheet, REGISTER_LICENCE_NO));
    uint32_t tax_id =
        draft_string(draft, naming_first_identifier(draft, IDENTIFIER_TAX_ID, sheet_cell(sheet, REGISTER_TAX_ID)));
    uint32_t number;
    struct pack_licence *licence = draft_add(draft, PACK_LICENCES, &number);
    licence->entry = entry;
    licence->number = licence_no;
    licence->tax_id = tax_id;
    licence->valid_from = list_date(reading, REGISTER_FROM, DATE_LATEST);
    licence->valid_to = list_date(reading, REGISTER_TO, DATE_EARLIEST);
    licence->suspended_from = list_date(reading, REGISTER_SUSPENDED_FROM, DATE_EARLIEST);
    licence->suspended_to = list_date(reading, REGISTER_SUSPENDED_TO, DATE_LATEST);
    licence->status = read_word(reading, REGISTER_STATUS, &vocabulary_statuses, PACK_LICENCE_ENDED);
    list_check_period(reading, REGISTER_FROM, REGISTER_TO, licence->valid_from, licence->valid_to);
    list_check_period(reading, REGISTER_SUSPENDED_FROM, REGISTER_SUSPENDED_TO, licence->suspended_from,
                      licence->suspended_to);
    if (licence->suspended_to != 0 && licence->suspended_from == 0)
        report_fault(draft->report, sheet_cell_place(sheet, REGISTER_SUSPENDED_TO), SUSPENSION_WITHOUT_START);
    check_term(reading, licence);
    claim_licence(reading, licence, REGISTER_LEGAL_NAME, REGISTER_LICENCE_NO, REGISTER_STATUS);
    return number;
}

static void name_licensee(struct list_reading *reading, uint32_t entry)
{
    const struct sheet *sheet = &reading->sheet;
    struct naming naming;
    naming_open(&naming, reading->draft, sheet_place(sheet), entry);
    naming_readings(&naming, list_naming_cell(&naming, sheet, REGISTER_READINGS));
    naming_legal_name(&naming, list_naming_cell(&naming, sheet, REGISTER_LEGAL_NAME));
    naming_aliases(&naming, "trade_names", list_naming_cell(&naming, sheet, REGISTER_TRADE_NAMES));
    naming_domains(&naming, list_naming_cell(&naming, sheet, REGISTER_DOMAINS));
    naming_identifiers(&naming, "tax_id", IDENTIFIER_TAX_ID, PACK_MATCH_TAX_ID,
                       list_naming_cell(&naming, sheet, REGISTER_TAX_ID));
    naming_identifiers(&naming, "lei", IDENTIFIER_LEI, PACK_MATCH_LEI, list_naming_cell(&naming, sheet, REGISTER_LEI));
    naming_identifiers(&naming, "bic", IDENTIFIER_BIC, PACK_MATCH_BIC, list_naming_cell(&naming, sheet, REGISTER_BIC));
    naming_identifiers(&naming, "account", IDENTIFIER_ACCOUNT, PACK_MATCH_ACCOUNT,
                       list_naming_cell(&naming, sheet, REGISTER_ACCOUNT));
    naming_close(&naming);
}

static void add_licensee(struct list_reading *reading)
{
    const struct sheet *sheet = &reading->sheet;
    struct draft *draft = reading->draft;
    uint32_t source = draft_string(draft, sheet_cell(sheet, REGISTER_SOURCE)), number;
    struct pack_entry *entry = list_add_entry(reading, REGISTER_ID, sheet_cell(sheet, REGISTER_LEGAL_NAME), &number);
    entry->confidence = list_confidence(reading, REGISTER_CONFIDENCE);
    entry->source = source;
    claim_identifier(reading, entry, REGISTER_ID, REGISTER_LEGAL_NAME, CLAIM_TAX_ID, REGISTER_TAX_ID);
    claim_identifier(reading, entry, REGISTER_ID, REGISTER_LEGAL_NAME, CLAIM_LEI, REGISTER_LEI);
    claim_identifier(reading, entry, REGISTER_ID, REGISTER_LEGAL_NAME, CLAIM_ACCOUNT, REGISTER_ACCOUNT);
    /* The entry stands on the register on every day; what its licence says of a day is the licence's. */
    entry->licence = 1 + add_licence(reading, number);
    name_licensee(reading, number);
}

void register_read(struct draft *draft, uint32_t list)
{
    struct list_reading reading;
    if (!list_open(&reading, draft, list, register_columns, REGISTER_COLUMNS))
        return;
    while (sheet_next(&reading.sheet))
        add_licensee(&reading);
}
