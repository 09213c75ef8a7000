/*
 * texts.c: texts by their rows, and the rules that name them.
 */
#include "texts.h"

#include <stdlib.h>
#include <string.h>

#include "include/fiatgate.h"
#include "folder.h"
#include "sheet.h"
#include "text.h"
#include "vocabulary.h"

#define COUNT(array)   (sizeof(array) / sizeof(array)[0])
#define TEXT_BYTES_MAX 600

enum text_column { TEXT_ID, TEXT_AUDIENCE, TEXT_DISCLOSURE, TEXT_FIRST_LANGUAGE };

static const struct column columns[] = {
    [TEXT_ID] = {"id", true},
    [TEXT_AUDIENCE] = {"audience", true},
    [TEXT_DISCLOSURE] = {"disclosure", true},
    [TEXT_FIRST_LANGUAGE + PACK_KAZAKH] = {"kk", false},
    [TEXT_FIRST_LANGUAGE + PACK_RUSSIAN] = {"ru", false},
    [TEXT_FIRST_LANGUAGE + PACK_ENGLISH] = {"en", false},
};

static uint32_t read_word(struct draft *draft, const struct sheet *sheet, uint32_t column,
                          const struct vocabulary *vocabulary)
{
    const char *cell = sheet_cell(sheet, column);
    uint32_t value = 0;
    if (!vocabulary_find(vocabulary, cell, &value))
        report_fault(draft->report, sheet_cell_place(sheet, column), UNKNOWN_WORD, columns[column].name, cell,
                     vocabulary_hint(&draft->arena, draft->report->language, vocabulary, cell));
    return value;
}

static struct text_source *find_text(const struct draft *draft, const char *id)
{
    struct text_source *texts = draft->text_sources.records;
    for (uint32_t i = 0; i < draft->text_sources.count; i++) {
        if (strcmp(texts[i].id, id) == 0)
            return &texts[i];
    }
    return NULL;
}

static void read_row(struct draft *draft, const struct sheet *sheet)
{
    struct text_source text = {
        .id = sheet_cell(sheet, TEXT_ID),
        .audience = (uint8_t)read_word(draft, sheet, TEXT_AUDIENCE, &vocabulary_audiences),
        .disclosure = (uint8_t)read_word(draft, sheet, TEXT_DISCLOSURE, &vocabulary_disclosures),
        .layer = draft->layer,
        .place = sheet_cell_place(sheet, TEXT_ID),
    };
    for (uint32_t language = 0; language < PACK_LANGUAGES; language++) {
        uint32_t column = TEXT_FIRST_LANGUAGE + language;
        text.texts[language] = sheet_cell(sheet, column);
        text.cells[language] = sheet_cell_place(sheet, column);
        size_t length = strlen(text.texts[language]);
        if (length > TEXT_BYTES_MAX)
            report_fault(draft->report, text.cells[language], TEXT_TOO_LONG, columns[column].name, text.id, length,
                         TEXT_BYTES_MAX);
    }
    struct text_source *known = find_text(draft, text.id);
    if (known && known->layer == draft->layer)
        report_fault(draft->report, text.place, TEXT_ID_TAKEN, text.id);
    else if (known)
        *known = text;
    else
        *(struct text_source *)record_table_add(&draft->text_sources, 1) = text;
}

static void read_file(struct draft *draft, const char *file)
{
    struct sheet sheet;
    if (!sheet_open(&sheet, &draft->arena, draft->report, file, columns, COUNT(columns)))
        return;
    while (sheet_next(&sheet))
        read_row(draft, &sheet);
}

void texts_read(struct draft *draft)
{
    folder_each_file(draft, "texts", ".csv", read_file);
}

/* --- Texts of rules ----------------------------------------------------------------------------------------------- */

static const char *word_of(const struct vocabulary *vocabulary, uint32_t value)
{
    for (uint32_t i = 0; i < vocabulary->count; i++) {
        if (vocabulary->words[i].value == value)
            return vocabulary->words[i].name;
    }
    return "";
}

static const char *suggest_text(struct draft *draft, const char *id)
{
    const struct text_source *texts = draft->text_sources.records;
    const char **names = arena_take(&draft->arena, draft->text_sources.count * sizeof *names);
    for (uint32_t i = 0; i < draft->text_sources.count; i++)
        names[i] = texts[i].id;
    return text_suggest(&draft->arena, draft->report->language, id, names, draft->text_sources.count);
}

/* A text that somebody will read needs all languages; said once, of the first rule that uses it. */
static void use_text(struct draft *draft, struct text_source *text, const char *rule)
{
    for (uint32_t language = 0; !text->used && language < PACK_LANGUAGES; language++) {
        if (!text->texts[language][0])
            report_fault(draft->report, text->cells[language], TEXT_LANGUAGE_MISSING, text->id,
                         columns[TEXT_FIRST_LANGUAGE + language].name, rule);
    }
    text->used = true;
}

static void check_text(struct draft *draft, uint32_t number, uint32_t audience)
{
    const struct pack_rule *rule = draft_record(draft, PACK_RULES, number);
    const struct rule_source *source = (const struct rule_source *)draft->rule_sources.records + number;
    const char *id = draft_text(draft, audience == PACK_FOR_CUSTOMER ? rule->customer_text : rule->officer_text);
    const char *name = draft_text(draft, rule->id);
    struct place place = source->text_places[audience];
    if (!id[0])
        return;
    struct text_source *text = find_text(draft, id);
    if (!text) {
        report_fault(draft->report, place, UNKNOWN_TEXT, id, suggest_text(draft, id));
        return;
    }
    use_text(draft, text, name);
    if (text->audience != audience)
        report_fault(draft->report, place, TEXT_AUDIENCE_OTHER, id, word_of(&vocabulary_audiences, text->audience),
                     word_of(&vocabulary_audiences, audience));
    else if (audience == PACK_FOR_CUSTOMER && text->disclosure > rule->disclosure)
        report_fault(draft->report, place, TEXT_SAYS_MORE, id, word_of(&vocabulary_disclosures, text->disclosure), name,
                     word_of(&vocabulary_disclosures, rule->disclosure));
}

/* What a customer may be told of a rule, and whether somebody has written it. */
static void check_disclosure(struct draft *draft, uint32_t number)
{
    const struct pack_rule *rule = draft_record(draft, PACK_RULES, number);
    const struct rule_source *source = (const struct rule_source *)draft->rule_sources.records + number;
    bool silent = rule->ground == PACK_GROUND_AML || rule->ground == PACK_GROUND_SANCTIONS;
    if (silent && rule->disclosure == PACK_DISCLOSE_REASONS)
        report_fault(draft->report, source->place, REASONS_DISCLOSED, draft_text(draft, rule->id),
                     word_of(&vocabulary_grounds, rule->ground));
    bool stops = rule->action == FG_HOLD || rule->action == FG_BLOCK;
    if (stops && rule->disclosure != PACK_DISCLOSE_NONE && rule->customer_text == 0)
        report_fault(draft->report, source->place, CUSTOMER_TEXT_MISSING, draft_text(draft, rule->id));
}

static int by_id(const void *a, const void *b)
{
    const struct text_source *left = a, *right = b;
    return strcmp(left->id, right->id);
}

static void write_texts(struct draft *draft)
{
    struct text_source *texts = draft->text_sources.records;
    if (draft->text_sources.count > 0)
        qsort(texts, draft->text_sources.count, sizeof *texts, by_id);
    for (uint32_t i = 0; i < draft->text_sources.count; i++) {
        for (uint32_t language = 0; language < PACK_LANGUAGES; language++) {
            if (!texts[i].texts[language][0])
                continue;
            uint32_t number, id = draft_string(draft, texts[i].id),
                             text = draft_string(draft, texts[i].texts[language]);
            struct pack_text *record = draft_add(draft, PACK_TEXTS, &number);
            *record = (struct pack_text){.id = id,
                                         .text = text,
                                         .language = (uint8_t)language,
                                         .audience = texts[i].audience,
                                         .disclosure = texts[i].disclosure,
                                         .layer = texts[i].layer};
        }
    }
}

void texts_close(struct draft *draft)
{
    for (uint32_t rule = 0; rule < draft->sections[PACK_RULES].count; rule++) {
        const struct rule_source *source = (const struct rule_source *)draft->rule_sources.records + rule;
        check_text(draft, rule, PACK_FOR_CUSTOMER);
        check_text(draft, rule, PACK_FOR_OFFICER);
        if (source->sound)
            check_disclosure(draft, rule);
    }
    const struct text_source *texts = draft->text_sources.records;
    for (uint32_t i = 0; i < draft->text_sources.count; i++) {
        if (!texts[i].used && draft->report->errors == 0)
            report_fault(draft->report, texts[i].place, TEXT_UNUSED, texts[i].id);
    }
    write_texts(draft);
}
