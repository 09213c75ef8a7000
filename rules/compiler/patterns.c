/*
 * patterns.c: patterns of lists and rules as entries, each tried alone on the engine.
 */
#include "patterns.h"

#include <stdio.h>
#include <string.h>

#include <hs/hs_compile.h>

#include "lists.h"
#include "pattern.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* Positions of all patterns of a pack: so many are compiled in some seconds. */
#define PACK_POSITIONS_MAX 16384
#define SHOWN_BYTES_MAX    40

/* What is compiled alone may still be refused, for reasons of the engine's own. */
static bool engine_takes(struct draft *draft, struct place place, const char *text)
{
    char source[PATTERN_BYTES_MAX + 8];
    hs_platform_info_t baseline = {.tune = HS_TUNE_FAMILY_GENERIC, .cpu_features = 0};
    hs_compile_error_t *error = NULL;
    hs_database_t *database = NULL;
    snprintf(source, sizeof source, " (?:%s) ", text); /* as database.c compiles it */
    hs_error_t rc = hs_compile(source, HS_FLAG_SOM_LEFTMOST, HS_MODE_BLOCK, &baseline, &database, &error);
    if (rc == HS_SUCCESS) {
        hs_free_database(database);
        return true;
    }
    if (rc == HS_NOMEM || (error && strstr(error->message, "allocate memory")))
        memory_exhausted();
    const char *why = error ? error->message : message_text(draft->report->language, FAULT_NO_REASON_GIVEN);
    size_t length = strlen(why); /* the engine ends its sentence with a full stop */
    report_fault(draft->report, place, PATTERN_REFUSED, text,
                 (int)(length > 0 && why[length - 1] == '.' ? length - 1 : length), why);
    hs_free_compile_error(error);
    return false;
}

/* How much of a pattern a sentence shows: whole characters of one that is too long. */
static int shown(const char *text)
{
    size_t length = strnlen(text, PATTERN_BYTES_MAX + 1);
    if (length <= PATTERN_BYTES_MAX)
        return (int)length;
    for (length = SHOWN_BYTES_MAX; length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80;)
        length--;
    return (int)length;
}

/* Reads a pattern; false = reported. */
static bool read_pattern(struct draft *draft, struct place place, const char *text)
{
    struct pattern pattern;
    if (!pattern_read(&pattern, text, draft->report->language)) {
        report_fault(draft->report, place, PATTERN, shown(text), text, pattern.error_at + 1, pattern.error);
        return false;
    }
    bool fitted = draft->pattern_positions <= PACK_POSITIONS_MAX;
    draft->pattern_positions += pattern.positions;
    if (draft->pattern_positions > PACK_POSITIONS_MAX) {
        if (fitted) /* said once */
            report_fault(draft->report, place, TOO_MANY_PATTERNS, draft->pattern_positions, PACK_POSITIONS_MAX);
        return false;
    }
    return engine_takes(draft, place, text);
}

/* --- Lists -------------------------------------------------------------------------------------------------------- */

enum pattern_column {
    PATTERN_ID,
    PATTERN_PATTERN,
    PATTERN_TITLE,
    PATTERN_CONFIDENCE,
    PATTERN_FROM,
    PATTERN_TO,
    PATTERN_SOURCE
};

static const struct column columns[] = {
    [PATTERN_ID] = {"id", true},
    [PATTERN_PATTERN] = {"pattern", true},
    [PATTERN_TITLE] = {"title", false},
    [PATTERN_CONFIDENCE] = {"confidence", false},
    [PATTERN_FROM] = {"valid_from", false},
    [PATTERN_TO] = {"valid_to", false},
    [PATTERN_SOURCE] = {"source", false},
};

static void read_row(struct list_reading *reading)
{
    struct draft *draft = reading->draft;
    const char *text = sheet_cell(&reading->sheet, PATTERN_PATTERN),
               *title = sheet_cell(&reading->sheet, PATTERN_TITLE);
    uint32_t number, source = draft_string(draft, sheet_cell(&reading->sheet, PATTERN_SOURCE));
    struct pack_entry *entry = list_add_entry(reading, PATTERN_ID, title[0] ? title : text, &number);
    entry->source = source;
    entry->confidence = list_confidence(reading, PATTERN_CONFIDENCE);
    entry->valid_from = list_date(reading, PATTERN_FROM, DATE_EARLIEST);
    entry->valid_to = list_date(reading, PATTERN_TO, DATE_LATEST);
    list_check_period(reading, PATTERN_FROM, PATTERN_TO, entry->valid_from, entry->valid_to);
    if (read_pattern(draft, sheet_cell_place(&reading->sheet, PATTERN_PATTERN), text))
        draft_mention_pattern(draft, text, number);
}

void patterns_read(struct draft *draft, uint32_t list)
{
    struct list_reading reading;
    if (!list_open(&reading, draft, list, columns, COUNT(columns)))
        return;
    while (sheet_next(&reading.sheet))
        read_row(&reading);
}

/* --- Rules -------------------------------------------------------------------------------------------------------- */

bool patterns_note(struct cfg *cfg, config_setting_t *selection, const char *rule, uint32_t n, const char *text)
{
    struct draft *draft = cfg->draft;
    struct place place = cfg_place(cfg, config_setting_get_member(selection, "pattern"));
    if (!read_pattern(draft, place, text))
        return false;
    const char *name = config_setting_name(selection);
    size_t size = strlen(rule) + strlen(name) + 16;
    char *id = arena_take(&draft->arena, size);
    snprintf(id, size, "%s.%s.%u", rule, name, n);
    struct rule_pattern *noted = record_table_add(&draft->rule_patterns, 1);
    noted->id = draft_string(draft, id);
    noted->text = draft_string(draft, text);
    noted->layer = draft->layer;
    return true;
}

uint32_t patterns_noted(const struct draft *draft)
{
    return draft->rule_patterns.count;
}

void patterns_belong(struct draft *draft, uint32_t first, uint32_t selection)
{
    struct rule_pattern *noted = draft->rule_patterns.records;
    for (uint32_t i = first; i < draft->rule_patterns.count; i++)
        noted[i].selection = selection;
}

/* The list of the patterns of rules; UINT32_MAX = reported. */
static uint32_t add_list(struct draft *draft)
{
    uint32_t number;
    struct place place = {.file = "pack.cfg"};
    if (draft->sections[PACK_LISTS].count == PACK_LISTS_MAX) {
        report_fault(draft->report, place, NO_LIST_FOR_PATTERNS, PACK_LISTS_MAX);
        return UINT32_MAX;
    }
    uint32_t id = draft_string(draft, PATTERNS_OF_RULES);
    struct pack_list *list = draft_add(draft, PACK_LISTS, &number);
    *list = (struct pack_list){.id = id, .title = id, .kind = PACK_LIST_PATTERNS};
    struct list_source *source = record_table_add(&draft->list_sources, 1);
    *source = (struct list_source){.id = PATTERNS_OF_RULES, .file = "", .place = place, .used = true};
    return number;
}

/* The selection looks for this entry of the list, and for no other rule's. */
static void add_to_selection(struct draft *draft, const struct rule_pattern *noted, uint32_t list)
{
    uint32_t code;
    *(uint32_t *)draft_add(draft, PACK_CODES, &code) = noted->id;
    struct pack_selection *selection = draft_record(draft, PACK_SELECTIONS, noted->selection);
    if (selection->code_count++ == 0)
        selection->first_code = code;
    selection->lists = UINT64_C(1) << list;
}

void patterns_close(struct draft *draft)
{
    uint32_t count = draft->rule_patterns.count, number;
    uint32_t list = count > 0 ? add_list(draft) : UINT32_MAX;
    for (uint32_t i = 0; list != UINT32_MAX && i < count; i++) {
        const struct rule_pattern *noted = (const struct rule_pattern *)draft->rule_patterns.records + i;
        struct pack_entry *entry = draft_add(draft, PACK_ENTRIES, &number);
        *entry = (struct pack_entry){
            .id = noted->id, .name = noted->text, .list = list, .entity_class = PACK_OTHER, .layer = noted->layer};
        ((struct pack_list *)draft_record(draft, PACK_LISTS, list))->entry_count++;
        add_to_selection(draft, noted, list);
        draft_mention_pattern(draft, draft_text(draft, noted->text), number);
    }
}
