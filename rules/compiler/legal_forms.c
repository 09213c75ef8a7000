/*
 * legal_forms.c: legal_forms.csv, and legal forms at the ends of folded names.
 */
#include "legal_forms.h"

#include <string.h>

#include "match/entity_index_layout.h"
#include "text/fold.h"
#include "cells.h"
#include "csv.h"
#include "names.h"
#include "text.h"

struct forms_reading {
    struct draft *draft;
    struct place place;
    uint16_t class;
};

static void add_form(const struct forms_reading *reading, const char *folded)
{
    struct draft *draft = reading->draft;
    struct legal_form *form = record_table_add(&draft->legal_forms, 1);
    form->folded = arena_text(&draft->arena, folded, strlen(folded));
    form->class = reading->class;
}

/* "S.A." folds to " S A "; it is also written "SA". */
static bool joined_letters(const char *folded, char out[DRAFT_TERM_MAX + 1])
{
    size_t length = strlen(folded), used = 0;
    if (length < 5 || length % 2 == 0)
        return false;
    out[used++] = ' ';
    for (size_t at = 0; at < length; at++) {
        if ((folded[at] == ' ') != (at % 2 == 0))
            return false;
        if (at % 2 == 1)
            out[used++] = folded[at];
    }
    out[used++] = ' ';
    out[used] = 0;
    return true;
}

static void read_form(void *context, const char *part)
{
    const struct forms_reading *reading = context;
    char folded[DRAFT_TERM_MAX + 1], joined[DRAFT_TERM_MAX + 1];
    size_t length = names_fold(part, folded);
    if (length == 0 || length > DRAFT_TERM_MAX || names_count_words(folded) > FORM_WORDS_MAX) {
        report_fault(reading->draft->report, reading->place, LEGAL_FORM, names_shown(part), part);
        return;
    }
    add_form(reading, folded);
    if (joined_letters(folded, joined))
        add_form(reading, joined);
}

/* Without legal forms no name is a legal name, which rules and licences look for. */
static void note_missing_forms(struct draft *draft)
{
    for (uint32_t list = 0; list < draft->sections[PACK_LISTS].count; list++) {
        const struct pack_list *record = draft_record(draft, PACK_LISTS, list);
        if (record->kind != PACK_LIST_ENTITIES && record->kind != PACK_LIST_REGISTER)
            continue;
        report_fault(draft->report, (struct place){.file = "legal_forms.csv"}, LEGAL_FORMS_MISSING);
        return;
    }
}

static void read_line(struct draft *draft, const struct csv *csv, uint16_t class)
{
    for (uint32_t cell = 0; cell < csv->cell_count; cell++) {
        struct forms_reading reading = {.draft = draft, .place = csv->row, .class = class};
        reading.place.cell = cell + 1;
        cell_check(draft->report, &draft->arena, reading.place, CELL_ALIASES, "forms", csv->cells[cell]);
        text_each_part(&draft->arena, csv->cells[cell], ';', read_form, &reading);
    }
}

void legal_forms_read(struct draft *draft)
{
    struct csv csv;
    draft->legal_forms.size = sizeof(struct legal_form);
    if (!text_exists(draft->report, "legal_forms.csv")) {
        note_missing_forms(draft);
        return;
    }
    if (!csv_open(&csv, &draft->arena, draft->report, "legal_forms.csv"))
        return;
    enum csv_row row;
    uint16_t class = 0;
    while ((row = csv_read(&csv)) != CSV_END) {
        /* A first line that names the column is allowed, as in the other files. */
        if (row == CSV_BROKEN || (csv.row.line == 1 && strcmp(csv.cells[0], "forms") == 0))
            continue;
        if (class == FORM_CLASSES_MAX) {
            report_fault(draft->report, csv.row, LEGAL_FORMS_MANY, FORM_CLASSES_MAX);
            return;
        }
        read_line(draft, &csv, ++class);
    }
}

static bool ends_with(const char *name, const char *form)
{
    size_t name_length = strlen(name), form_length = strlen(form);
    return name_length > form_length && strcmp(name + name_length - form_length, form) == 0;
}

static bool begins_with(const char *name, const char *form)
{
    size_t form_length = strlen(form);
    return strlen(name) > form_length && strncmp(name, form, form_length) == 0;
}

typedef bool (*form_place_fn)(const char *name, const char *form);

static const struct legal_form *longest_form(const struct draft *draft, const char *name, form_place_fn stands)
{
    const struct legal_form *forms = draft->legal_forms.records, *longest = NULL;
    for (uint32_t i = 0; i < draft->legal_forms.count; i++) {
        if (stands(name, forms[i].folded) && (!longest || strlen(forms[i].folded) > strlen(longest->folded)))
            longest = &forms[i];
    }
    return longest;
}

const struct legal_form *legal_form_behind(const struct draft *draft, const char *name)
{
    return longest_form(draft, name, ends_with);
}

const struct legal_form *legal_form_before(const struct draft *draft, const char *name)
{
    return longest_form(draft, name, begins_with);
}

void legal_form_cut_behind(char *name, const struct legal_form *form)
{
    name[strlen(name) - strlen(form->folded) + 1] = 0;
}

void legal_form_cut_before(char *name, const struct legal_form *form)
{
    size_t gone = strlen(form->folded) - 1;
    memmove(name, name + gone, strlen(name) - gone + 1);
}

uint64_t legal_forms_take(const struct draft *draft, char *name)
{
    uint64_t forms = 0;
    for (int taken = 0; taken < FORMS_TAKEN_MAX; taken++) {
        const struct legal_form *behind = legal_form_behind(draft, name);
        const struct legal_form *form = behind ? behind : legal_form_before(draft, name);
        if (!form)
            break;
        if (behind)
            legal_form_cut_behind(name, form);
        else
            legal_form_cut_before(name, form);
        forms = forms_with(forms, form->class);
    }
    return forms;
}

void legal_form_each_spelling(const struct draft *draft, const struct legal_form *form, legal_spelling_fn spelling,
                              void *context)
{
    const struct legal_form *forms = draft->legal_forms.records;
    for (uint32_t i = 0; i < draft->legal_forms.count; i++) {
        if (forms[i].class == form->class)
            spelling(context, forms[i].folded);
    }
}

/* The first spelling of a class. */
static const struct legal_form *first_of(const struct draft *draft, uint16_t class)
{
    const struct legal_form *forms = draft->legal_forms.records;
    for (uint32_t i = 0; i < draft->legal_forms.count; i++) {
        if (forms[i].class == class)
            return &forms[i];
    }
    return NULL;
}

uint16_t legal_form_family(const struct draft *draft, uint16_t class)
{
    /* Each step is to a shorter first spelling; a few are more than any form has. */
    for (int step = 0; step < FORMS_TAKEN_MAX; step++) {
        const struct legal_form *first = first_of(draft, class);
        const struct legal_form *kind = first ? legal_form_behind(draft, first->folded) : NULL;
        if (!kind || kind->class == class)
            break;
        class = kind->class;
    }
    return class;
}
