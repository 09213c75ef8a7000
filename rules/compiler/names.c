/*
 * names.c: names become folded terms. Folding is FOLD_PLAIN for all: the screening path reads a message in several
 * ways, lists are read in one.
 */
#include "names.h"

#include <stdio.h>
#include <string.h>

#include "text/fold.h"
#include "text/utf8.h"
#include "cells.h"
#include "csv.h"
#include "ordinary.h"
#include "text.h"

#define SHOWN_BYTES_MAX       40
#define STEM_LETTERS_MIN      4
#define LONE_NAME_LETTERS_MIN 6

/* Folds into out, which then holds a NUL behind it. Returns the length; 0 = nothing remains, > DRAFT_TERM_MAX = too
 * long. */
static size_t fold_plain(const char *text, char out[DRAFT_TERM_MAX + 1])
{
    size_t length = fold_text(FOLD_PLAIN, text, strlen(text), out, DRAFT_TERM_MAX);
    out[length <= DRAFT_TERM_MAX ? length : 0] = 0;
    return length;
}

static uint32_t token_count(const char *folded)
{
    uint32_t count = 0;
    for (const char *at = folded; at[0] && at[1]; at++)
        count += at[0] == ' ';
    return count;
}

void naming_open(struct naming *naming, struct draft *draft, struct place place, uint32_t entry)
{
    memset(naming, 0, sizeof *naming);
    naming->draft = draft;
    naming->place = place;
    naming->entry = entry;
    naming->ambiguous.size = sizeof(const char *);
}

void naming_close(struct naming *naming)
{
    record_table_free(&naming->ambiguous);
}

static bool is_ambiguous(const struct naming *naming, const char *folded)
{
    const char *const *known = naming->ambiguous.records;
    for (uint32_t i = 0; i < naming->ambiguous.count; i++) {
        if (strcmp(known[i], folded) == 0)
            return true;
    }
    return false;
}

/* How many bytes of a long text a sentence shows: whole characters only. */
static int shown(const char *text)
{
    size_t length = strnlen(text, SHOWN_BYTES_MAX + 1);
    if (length > SHOWN_BYTES_MAX)
        length = utf8_valid_prefix(text, SHOWN_BYTES_MAX);
    return (int)length;
}

/* Folds a name that is to be looked for, and says what speaks against it. */
static bool fold_name(struct naming *naming, const char *column, const char *name, char out[DRAFT_TERM_MAX + 1])
{
    struct report *report = naming->draft->report;
    size_t length = fold_plain(name, out);
    if (length == 0) {
        report_fault(report, naming->place, NOTHING_TO_FIND, column, name);
        return false;
    }
    if (length > DRAFT_TERM_MAX) {
        report_fault(report, naming->place, NAME_TOO_LONG, column, shown(name), name, DRAFT_TERM_MAX - 2);
        return false;
    }
    if (length == 3) {
        report_fault(report, naming->place, SINGLE_CHARACTER, column, name, out[1]);
        return false;
    }
    if (length == 4)
        report_fault(report, naming->place, TWO_CHARACTERS, column, name);
    return true;
}

struct cell_reading {
    struct naming *naming;
    const char *column;
    uint32_t match;
};

static void note_ambiguous(void *context, const char *part)
{
    struct naming *naming = ((struct cell_reading *)context)->naming;
    char folded[DRAFT_TERM_MAX + 1];
    if (!fold_name(naming, "ambiguous_aliases", part, folded) || is_ambiguous(naming, folded))
        return;
    const char **known = record_table_add(&naming->ambiguous, 1);
    *known = arena_text(&naming->draft->arena, folded, strlen(folded));
    draft_mention(naming->draft, folded, 0, naming->entry, PACK_MATCH_AMBIGUOUS);
}

void naming_ambiguous(struct naming *naming, const char *cell)
{
    struct cell_reading reading = {.naming = naming};
    text_each_part(&naming->draft->arena, cell, ';', note_ambiguous, &reading);
}

/* A name that is no name of one firm; a register has no column for such names. */
static void note_ordinary(struct naming *naming, const char *column, const char *name, const char *folded)
{
    struct draft *draft = naming->draft;
    if (!ordinary_is_word(draft, folded))
        return;
    const struct pack_entry *entry = draft_record(draft, PACK_ENTRIES, naming->entry);
    if (entry->licence)
        report_fault(draft->report, naming->place, ORDINARY_IN_REGISTER, column, name);
    else
        report_fault(draft->report, naming->place, ORDINARY_NAME, column, name);
}

static void add_alias(void *context, const char *part)
{
    struct cell_reading *reading = context;
    struct naming *naming = reading->naming;
    char folded[DRAFT_TERM_MAX + 1];
    if (!fold_name(naming, reading->column, part, folded) || is_ambiguous(naming, folded))
        return;
    note_ordinary(naming, reading->column, part, folded);
    draft_mention(naming->draft, folded, 0, naming->entry, PACK_MATCH_ALIAS);
}

void naming_aliases(struct naming *naming, const char *column, const char *cell)
{
    struct cell_reading reading = {.naming = naming, .column = column};
    text_each_part(&naming->draft->arena, cell, ';', add_alias, &reading);
}

void naming_brand(struct naming *naming, const char *cell)
{
    struct cell_reading reading = {.naming = naming, .column = "brand"};
    char *brand = text_trim(arena_text(&naming->draft->arena, cell, strcspn(cell, "(")));
    if (brand[0])
        add_alias(&reading, brand);
}

/* "https://www.Example.com/path" is read as "Example.com". */
static void add_domain(void *context, const char *part)
{
    struct naming *naming = ((struct cell_reading *)context)->naming;
    const char *scheme = strstr(part, "://");
    const char *host = scheme ? scheme + 3 : part;
    if (strncasecmp(host, "www.", 4) == 0)
        host += 4;
    char *domain = arena_text(&naming->draft->arena, host, strcspn(host, "/:?#"));
    char folded[DRAFT_TERM_MAX + 1];
    if (!strchr(domain, '.') || strchr(domain, ' ')) {
        report_fault(naming->draft->report, naming->place, NOT_A_DOMAIN, part);
        return;
    }
    if (fold_name(naming, "domain", domain, folded))
        draft_mention(naming->draft, folded, 0, naming->entry, PACK_MATCH_DOMAIN);
}

void naming_domains(struct naming *naming, const char *cell)
{
    struct cell_reading reading = {.naming = naming};
    text_each_part(&naming->draft->arena, cell, ';', add_domain, &reading);
}

void naming_term(struct naming *naming, const char *cell, uint8_t ending)
{
    char folded[DRAFT_TERM_MAX + 1];
    if (!fold_name(naming, "term", cell, folded))
        return;
    if (ordinary_is_everywhere(naming->draft, folded))
        report_fault(naming->draft->report, naming->place, TERM_IN_EVERY_PAYMENT, cell);
    if (ending > 0) {
        size_t length = strlen(folded) - 1;
        folded[length] = 0; /* the last token may go on */
        size_t letters = length - 1 - (size_t)(strrchr(folded, ' ') - folded);
        if (letters < STEM_LETTERS_MIN) {
            report_fault(naming->draft->report, naming->place, STEM_TOO_SHORT, cell, strrchr(folded, ' ') + 1,
                         STEM_LETTERS_MIN);
            return;
        }
    }
    draft_mention(naming->draft, folded, ending, naming->entry, PACK_MATCH_WORD);
}

/* --- Legal names ------------------------------------------------------------------------------------------------ */

struct forms_reading {
    struct draft *draft;
    struct place place;
};

static void add_form(struct draft *draft, const char *folded, unsigned line)
{
    struct legal_form *form = record_table_add(&draft->legal_forms, 1);
    form->folded = arena_text(&draft->arena, folded, strlen(folded));
    form->line = line;
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
    struct forms_reading *reading = context;
    char folded[DRAFT_TERM_MAX + 1], joined[DRAFT_TERM_MAX + 1];
    size_t length = fold_plain(part, folded);
    if (length == 0 || length > DRAFT_TERM_MAX) {
        report_fault(reading->draft->report, reading->place, LEGAL_FORM, shown(part), part);
        return;
    }
    add_form(reading->draft, folded, reading->place.line);
    if (joined_letters(folded, joined))
        add_form(reading->draft, joined, reading->place.line);
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

void names_read_legal_forms(struct draft *draft)
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
    while ((row = csv_read(&csv)) != CSV_END) {
        struct forms_reading reading = {.draft = draft, .place = csv.row};
        /* A first line that names the column is allowed, as in the other files. */
        if (row == CSV_BROKEN || (csv.row.line == 1 && strcmp(csv.cells[0], "forms") == 0))
            continue;
        for (uint32_t cell = 0; cell < csv.cell_count; cell++) {
            struct place place = csv.row;
            place.cell = cell + 1;
            cell_check(draft->report, &draft->arena, place, CELL_ALIASES, "forms", csv.cells[cell]);
            text_each_part(&draft->arena, csv.cells[cell], ';', read_form, &reading);
        }
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

/* The longest spelling of a legal form that stands there in the name, NULL = none. */
static const char *longest_form(const struct draft *draft, const char *name, form_place_fn stands)
{
    const struct legal_form *forms = draft->legal_forms.records;
    const char *longest = NULL;
    for (uint32_t i = 0; i < draft->legal_forms.count; i++) {
        if (stands(name, forms[i].folded) && (!longest || strlen(forms[i].folded) > strlen(longest)))
            longest = forms[i].folded;
    }
    return longest;
}

/* Takes the legal form off a folded name, in place. Returns the spelling it had, NULL = none recognised. */
static const char *take_form(const struct draft *draft, char *name)
{
    const char *form = longest_form(draft, name, ends_with);
    if (form) {
        name[strlen(name) - strlen(form) + 1] = 0;
        return form;
    }
    form = longest_form(draft, name, begins_with);
    if (form) {
        size_t gone = strlen(form) - 1;
        memmove(name, name + gone, strlen(name) - gone + 1);
    }
    return form;
}

/* Calls for every spelling that shares a line with this one. */
typedef void (*spelling_fn)(void *context, const char *spelling);

static void each_spelling(const struct draft *draft, const char *form, spelling_fn spelling, void *context)
{
    const struct legal_form *forms = draft->legal_forms.records;
    for (uint32_t i = 0; i < draft->legal_forms.count; i++) {
        if (strcmp(forms[i].folded, form) != 0)
            continue;
        for (uint32_t j = 0; j < draft->legal_forms.count; j++) {
            if (forms[j].line == forms[i].line)
                spelling(context, forms[j].folded);
        }
    }
}

/* " A B " and " LTD " make " A B LTD "; too long ones are left out. */
static bool join_folded(const char *first, const char *second, char out[DRAFT_TERM_MAX + 1])
{
    return snprintf(out, DRAFT_TERM_MAX + 1, "%s%s", first, second + 1) <= DRAFT_TERM_MAX;
}

struct legal_variant {
    struct naming *naming;
    const char *name;       /* without the forms taken off */
    const char *outer_form; /* "LTD" in "CO. LTD.", NULL for a single form */
};

static void add_legal_name(struct naming *naming, const char *folded)
{
    draft_mention(naming->draft, folded, 0, naming->entry, PACK_MATCH_LEGAL_NAME);
}

/* A legal form may stand before or behind a name: "TOO NAME", "NAME LLP". */
static void add_with_form(void *context, const char *spelling)
{
    const struct legal_variant *variant = context;
    char folded[DRAFT_TERM_MAX + 1];
    if (join_folded(variant->name, spelling, folded))
        add_legal_name(variant->naming, folded);
    if (join_folded(spelling, variant->name, folded))
        add_legal_name(variant->naming, folded);
}

/* "NAME CO" is the name for each spelling of LTD. */
static void add_with_inner_form(void *context, const char *spelling)
{
    const struct legal_variant *variant = context;
    char folded[DRAFT_TERM_MAX + 1];
    if (!join_folded(variant->name, spelling, folded))
        return;
    struct legal_variant outer = {.naming = variant->naming, .name = folded};
    each_spelling(variant->naming->draft, variant->outer_form, add_with_form, &outer);
}

/* The name alone, where it says enough to be looked for. */
static void add_bare_name(struct naming *naming, const char *cell, const char *folded)
{
    if (token_count(folded) < 2 && (strlen(folded) - 2 < LONE_NAME_LETTERS_MIN || is_ambiguous(naming, folded)))
        return;
    const struct pack_entry *entry = draft_record(naming->draft, PACK_ENTRIES, naming->entry);
    if (!entry->licence && ordinary_is_word(naming->draft, folded)) {
        const char *bare = text_trim(arena_text(&naming->draft->arena, folded, strlen(folded)));
        report_fault(naming->draft->report, naming->place, ORDINARY_WITHOUT_FORM, "legal_name", cell, bare, bare);
    }
    draft_mention(naming->draft, folded, 0, naming->entry, PACK_MATCH_NAME);
}

void naming_legal_name(struct naming *naming, const char *cell)
{
    char name[DRAFT_TERM_MAX + 1];
    if (!cell[0] || !fold_name(naming, "legal_name", cell, name))
        return;
    char *full = arena_text(&naming->draft->arena, name, strlen(name));
    const char *form = take_form(naming->draft, name);
    if (!form) {
        if (is_ambiguous(naming, name))
            return;
        note_ordinary(naming, "legal_name", cell, name);
        draft_mention(naming->draft, name, 0, naming->entry, PACK_MATCH_NAME);
        return;
    }
    add_legal_name(naming, full);
    struct legal_variant variant = {.naming = naming, .name = name};
    each_spelling(naming->draft, form, add_with_form, &variant);
    add_bare_name(naming, cell, name);

    /* "CO. LTD.": a second form behind the name, each spelling of one with each of the other. */
    const char *inner = longest_form(naming->draft, name, ends_with);
    if (!inner)
        return;
    name[strlen(name) - strlen(inner) + 1] = 0;
    variant.outer_form = form;
    each_spelling(naming->draft, inner, add_with_inner_form, &variant);
    add_bare_name(naming, cell, name);
}
