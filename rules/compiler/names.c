/*
 * names.c: names become folded terms. Folding is FOLD_PLAIN for all: the screening path reads a message in several
 * ways, lists are read in one.
 */
#include "names.h"

#include <stdio.h>
#include <string.h>

#include "text/fold.h"
#include "text/utf8.h"
#include "ordinary.h"
#include "spellings.h"
#include "text.h"

#define SHOWN_BYTES_MAX  40
#define STEM_LETTERS_MIN 4

size_t names_fold(const char *text, char out[DRAFT_TERM_MAX + 1])
{
    size_t length = fold_text(FOLD_PLAIN, text, strlen(text), out, DRAFT_TERM_MAX);
    out[length <= DRAFT_TERM_MAX ? length : 0] = 0;
    return length;
}

uint32_t names_count_words(const char *folded)
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

bool naming_is_ambiguous(const struct naming *naming, const char *folded)
{
    const char *const *known = naming->ambiguous.records;
    for (uint32_t i = 0; i < naming->ambiguous.count; i++) {
        if (strcmp(known[i], folded) == 0)
            return true;
    }
    return false;
}

int names_shown(const char *text)
{
    size_t length = strnlen(text, SHOWN_BYTES_MAX + 1);
    if (length > SHOWN_BYTES_MAX)
        length = utf8_valid_prefix(text, SHOWN_BYTES_MAX);
    return (int)length;
}

bool naming_fold(struct naming *naming, const char *column, const char *name, char out[DRAFT_TERM_MAX + 1])
{
    struct report *report = naming->draft->report;
    size_t length = names_fold(name, out);
    if (length == 0) {
        report_fault(report, naming->place, NOTHING_TO_FIND, column, name);
        return false;
    }
    if (length > DRAFT_TERM_MAX) {
        report_fault(report, naming->place, NAME_TOO_LONG, column, names_shown(name), name, DRAFT_TERM_MAX - 2);
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

void naming_readings(struct naming *naming, const char *cell)
{
    naming->given = ways_read(naming->draft, naming->place, cell);
}

struct wanted naming_wanted(const struct naming *naming, const char *written, const char *folded, uint32_t match)
{
    struct wanted wanted = {.folded = folded, .entry = naming->entry, .match = match};
    wanted.ways = ways_by_letters(ways_letters(folded));
    if (naming->given.given) {
        wanted.ways.certain = naming->given.certain;
        wanted.ways.doubtful = naming->given.doubtful;
    }
    wanted.ways.scripts = (uint8_t)text_scripts((const unsigned char *)written, strlen(written));
    return wanted;
}

/* What a cell says, as it is written and as people may write it instead. */
static void naming_look_for(const struct naming *naming, const char *written, const char *folded, uint32_t match)
{
    const struct wanted wanted = naming_wanted(naming, written, folded, match);
    draft_mention(naming->draft, &wanted);
    spellings_wish(naming->draft, &wanted, written, SPELLINGS_OF_WORDS);
    spellings_wish_squeezed(naming->draft, &wanted);
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
    if (!naming_fold(naming, "ambiguous_aliases", part, folded) || naming_is_ambiguous(naming, folded))
        return;
    const char **known = record_table_add(&naming->ambiguous, 1);
    *known = arena_text(&naming->draft->arena, folded, strlen(folded));
    naming_look_for(naming, part, folded, PACK_MATCH_AMBIGUOUS);
}

void naming_ambiguous(struct naming *naming, const char *cell)
{
    struct cell_reading reading = {.naming = naming};
    text_each_part(&naming->draft->arena, cell, ';', note_ambiguous, &reading);
}

void naming_note_ordinary(struct naming *naming, const char *column, const char *name, const char *folded)
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
    if (!naming_fold(naming, reading->column, part, folded) || naming_is_ambiguous(naming, folded))
        return;
    naming_note_ordinary(naming, reading->column, part, folded);
    naming_look_for(naming, part, folded, PACK_MATCH_ALIAS);
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

/* Leaves a stem's last word open. false = it was reported. */
static bool open_stem(struct naming *naming, const char *cell, char folded[DRAFT_TERM_MAX + 1])
{
    folded[strlen(folded) - 1] = 0;
    const char *last = strrchr(folded, ' ') + 1;
    if (strlen(last) >= STEM_LETTERS_MIN)
        return true;
    report_fault(naming->draft->report, naming->place, STEM_TOO_SHORT, cell, last, STEM_LETTERS_MIN);
    return false;
}

void naming_term(struct naming *naming, const char *cell, uint8_t ending)
{
    char folded[DRAFT_TERM_MAX + 1];
    if (!naming_fold(naming, "term", cell, folded))
        return;
    if (ordinary_is_everywhere(naming->draft, folded))
        report_fault(naming->draft->report, naming->place, TERM_IN_EVERY_PAYMENT, cell);
    if (ending > 0 && !open_stem(naming, cell, folded))
        return;
    struct wanted wanted = naming_wanted(naming, cell, folded, PACK_MATCH_WORD);
    wanted.ending = ending;
    draft_mention(naming->draft, &wanted);
    spellings_wish(naming->draft, &wanted, cell, SPELLINGS_OF_WORDS);
    spellings_wish_squeezed(naming->draft, &wanted);
}

bool naming_unsought_term(struct naming *naming, const char *cell, uint8_t ending)
{
    char folded[DRAFT_TERM_MAX + 1];
    size_t length = names_fold(cell, folded);
    if ((length < 3 || length > DRAFT_TERM_MAX) && !naming_fold(naming, "term", cell, folded))
        return false;
    if (ending > 0 && !open_stem(naming, cell, folded))
        return false;
    struct wanted wanted = naming_wanted(naming, cell, folded, PACK_MATCH_WORD);
    wanted.ending = ending;
    wanted.ways.certain = wanted.ways.doubtful = 0;
    draft_mention(naming->draft, &wanted);
    return true;
}
