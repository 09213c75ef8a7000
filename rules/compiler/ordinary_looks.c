/*
 * ordinary_looks.c: compares the entries that have a word with those that have what it looks like (ordinary_looks.h).
 */
#include "ordinary_looks.h"

#include <stdlib.h>
#include <string.h>

#include "match/word_index.h"

/* A word or a look, and the form that it is of; sorted. */
struct spelling {
    const char *letters;
    uint32_t form;
};

/* That an entry says the form, or what it looks like. */
struct saying {
    uint32_t form, entry;
};

struct side {
    struct spelling *spellings;
    uint32_t count;
    struct record_table sayings; /* struct saying */
};

static int compare_spellings(const void *left, const void *right)
{
    const struct spelling *a = left, *b = right;
    const int letters = strcmp(a->letters, b->letters);
    return letters != 0 ? letters : (a->form > b->form) - (a->form < b->form);
}

static int compare_sayings(const void *left, const void *right)
{
    const struct saying *a = left, *b = right;
    return a->form != b->form ? (a->form > b->form) - (a->form < b->form)
                              : (a->entry > b->entry) - (a->entry < b->entry);
}

/* A word of a term: a stem, if it goes on by so many letters. */
struct part {
    const char *letters;
    size_t length, ending;
};

/* The first spelling that does not stand before a word's letters. */
static uint32_t first_from(const struct side *side, const struct part *part)
{
    uint32_t low = 0, high = side->count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (strncmp(side->spellings[middle].letters, part->letters, part->length) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

static void note_part(const struct draft *draft, struct side *side, const struct part *part,
                      const struct pack_term *term)
{
    for (uint32_t i = first_from(side, part); i < side->count; i++) {
        const struct spelling *spelling = &side->spellings[i];
        if (strncmp(spelling->letters, part->letters, part->length) != 0)
            return;
        if (strlen(spelling->letters) > part->length + part->ending)
            continue;
        struct saying *sayings = record_table_add(&side->sayings, term->posting_count);
        for (uint32_t n = 0; n < term->posting_count; n++) {
            const struct pack_posting *posting = draft_record(draft, PACK_POSTINGS, term->first_posting + n);
            sayings[n] = (struct saying){spelling->form, posting->entry};
        }
    }
}

/* Notes which entries say the side's spellings. */
static void note_terms(const struct draft *draft, struct side *side, uint32_t count)
{
    qsort(side->spellings, side->count, sizeof *side->spellings, compare_spellings);
    for (uint32_t i = 0; i < count; i++) {
        const struct pack_term *term = draft_record(draft, PACK_TERMS, i);
        const char *text = draft_text(draft, term->text);
        if (term->pattern != PACK_TERM_LITERAL)
            continue;
        for (size_t at = 1, length; at < term->length; at += length + 1) {
            length = strcspn(text + at, " ");
            const struct part part = {text + at, length, at + length >= term->length ? term->ending : 0};
            note_part(draft, side, &part, term);
        }
    }
    if (side->sayings.count > 0)
        qsort(side->sayings.records, side->sayings.count, sizeof(struct saying), compare_sayings);
}

/* Whether entries say a form's look, and all of them the form, too. */
static bool say_the_same(const struct side *looks, const struct side *words, uint32_t form)
{
    const struct saying *said = looks->sayings.records;
    uint32_t low = 0, high = looks->sayings.count;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (said[middle].form < form)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == looks->sayings.count || said[low].form != form || words->sayings.count == 0)
        return false;
    for (; low < looks->sayings.count && said[low].form == form; low++)
        if (!bsearch(&said[low], words->sayings.records, words->sayings.count, sizeof *said, compare_sayings))
            return false;
    return true;
}

void ordinary_looks_drop(struct draft *draft, uint32_t count)
{
    struct word_form *forms = draft->ordinary_forms.records;
    const size_t room = draft->ordinary_forms.count + 1;
    struct side words = {.spellings = arena_take(&draft->arena, room * sizeof *words.spellings),
                         .sayings = {.size = sizeof(struct saying)}};
    struct side looks = {.spellings = arena_take(&draft->arena, room * sizeof *looks.spellings),
                         .sayings = {.size = sizeof(struct saying)}};
    for (uint32_t i = 0; i < draft->ordinary_forms.count; i++)
        if (forms[i].look && forms[i].look[0] != ' ') {
            words.spellings[words.count++] = (struct spelling){forms[i].letters, i};
            looks.spellings[looks.count++] = (struct spelling){forms[i].look, i};
        }
    note_terms(draft, &words, count);
    note_terms(draft, &looks, count);
    for (uint32_t i = 0; i < draft->ordinary_forms.count; i++)
        if (forms[i].look && forms[i].look[0] != ' ' && say_the_same(&looks, &words, i))
            forms[i].look = NULL;
    record_table_free(&words.sayings);
    record_table_free(&looks.sayings);
}
