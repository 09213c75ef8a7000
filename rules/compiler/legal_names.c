/*
 * legal_names.c: legal names become terms: in every way their legal form can be written, without it where enough
 * remains, and with their words in any order (match/entity_index.h).
 */
#include "names.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "match/entity_index_layout.h"
#include "text/fold.h"
#include "legal_forms.h"
#include "ordinary.h"
#include "spellings.h"

#define LONE_NAME_LETTERS_MIN 6

/* " A B " and " LTD " make " A B LTD "; too long ones are left out. */
static bool join_folded(const char *first, const char *second, char out[DRAFT_TERM_MAX + 1])
{
    return snprintf(out, DRAFT_TERM_MAX + 1, "%s%s", first, second + 1) <= DRAFT_TERM_MAX;
}

/* --- With a legal form ---------------------------------------------------------------------------------------------
 */

struct legal_variant {
    const struct naming *naming;
    const char *cell;
    const char *name;                    /* without the forms taken off */
    const struct legal_form *outer_form; /* "LTD" in "CO. LTD.", NULL for a single form */
};

static void look_for_legal_name(const struct legal_variant *variant, const char *folded)
{
    const struct wanted wanted = naming_wanted(variant->naming, variant->cell, folded, PACK_MATCH_LEGAL_NAME);
    draft_mention(variant->naming->draft, &wanted);
}

/* A legal form may stand before or behind a name: "TOO NAME", "NAME LLP". */
static void look_for_with_form(void *context, const char *spelling)
{
    const struct legal_variant *variant = context;
    char folded[DRAFT_TERM_MAX + 1];
    if (join_folded(variant->name, spelling, folded))
        look_for_legal_name(variant, folded);
    if (join_folded(spelling, variant->name, folded))
        look_for_legal_name(variant, folded);
}

/* "NAME CO" is the name for each spelling of LTD. */
static void look_for_with_inner_form(void *context, const char *spelling)
{
    const struct legal_variant *variant = context;
    char folded[DRAFT_TERM_MAX + 1];
    if (!join_folded(variant->name, spelling, folded))
        return;
    struct legal_variant outer = *variant;
    outer.name = folded;
    legal_form_each_spelling(variant->naming->draft, variant->outer_form, look_for_with_form, &outer);
}

/* --- Without -------------------------------------------------------------------------------------------------------
 */

/* Whether a name says who is meant without its legal form: one word must be long and no ordinary one, several not all
 * ordinary. */
static bool is_telling(const struct naming *naming, const char *folded)
{
    if (naming_is_ambiguous(naming, folded) || ordinary_are_words(naming->draft, folded))
        return false;
    return names_count_words(folded) > 1 || ways_letters(folded) >= LONE_NAME_LETTERS_MIN;
}

static void look_for_bare_name(const struct naming *naming, const char *cell, const char *folded, uint64_t forms)
{
    if (!is_telling(naming, folded))
        return;
    struct wanted wanted = naming_wanted(naming, cell, folded, PACK_MATCH_NAME);
    wanted.legal_forms = forms;
    draft_mention(naming->draft, &wanted);
    spellings_wish_squeezed(naming->draft, &wanted);
}

/* --- In any order --------------------------------------------------------------------------------------------------
 */

static int compare_words(const void *left, const void *right)
{
    return strcmp(*(const char *const *)left, *(const char *const *)right);
}

/* false = too many words for the index. */
static bool sort_words(const char *folded, char sorted[DRAFT_TERM_MAX + 1])
{
    char words[DRAFT_TERM_MAX + 1], *place = NULL;
    const char *list[ENTITY_WORDS_MAX];
    size_t count = 0, used = 1;
    snprintf(words, sizeof words, "%s", folded);
    for (const char *word = strtok_r(words, " ", &place); word; word = strtok_r(NULL, " ", &place)) {
        if (count == ENTITY_WORDS_MAX)
            return false;
        list[count++] = word;
    }
    qsort(list, count, sizeof *list, compare_words);
    sorted[0] = ' ';
    for (size_t i = 0; i < count; i++)
        used += (size_t)sprintf(sorted + used, "%s ", list[i]);
    return true;
}

/* A name without its legal forms. */
struct bare_name {
    const struct naming *naming;
    const char *cell, *whole; /* as it is written, and folded with its legal forms */
    uint64_t forms;
    void (*look_for)(struct draft *draft, const struct wanted *wanted);
};

static void look_for_unordered(void *context, const char *folded)
{
    const struct bare_name *bare = context;
    struct draft *draft = bare->naming->draft;
    char sorted[DRAFT_TERM_MAX + 1];
    if (strlen(folded) > NAME_BYTES_MAX || !sort_words(folded, sorted))
        return;
    struct wanted wanted = naming_wanted(bare->naming, bare->cell, sorted, PACK_MATCH_LEGAL_NAME);
    wanted.form = PACK_TERM_UNORDERED;
    wanted.made = true;
    wanted.legal_forms = bare->forms;
    if (bare->forms != 0) {
        struct wanted legal = wanted; /* as long as it is with its legal forms */
        legal.ways = naming_wanted(bare->naming, bare->cell, bare->whole, PACK_MATCH_LEGAL_NAME).ways;
        bare->look_for(draft, &legal);
    }
    if (names_count_words(sorted) < 2 || !is_telling(bare->naming, folded))
        return;
    wanted.match = PACK_MATCH_NAME;
    wanted.legal_forms |= WANTED_WITHOUT_FORM;
    bare->look_for(draft, &wanted);
}

/* A spelling of the whole name; legal forms that are not known in the other alphabet would be taken for others. */
static void look_for_spelled(void *context, const char *folded)
{
    const struct bare_name *bare = context;
    char name[DRAFT_TERM_MAX + 1];
    snprintf(name, sizeof name, "%s", folded);
    if (legal_forms_take(bare->naming->draft, name) == bare->forms)
        look_for_unordered(context, name);
}

static void look_for_in_any_order(const struct naming *naming, const char *cell, const char *whole, const char *folded,
                                  uint64_t forms)
{
    struct bare_name bare = {.naming = naming, .cell = cell, .whole = whole, .forms = forms, .look_for = draft_mention};
    look_for_unordered(&bare, folded);
    bare.look_for = spellings_wish_this;
    if (text_scripts((const unsigned char *)cell, strlen(cell)) == SCRIPT_LATIN)
        spellings_each(folded, 0, SPELLINGS_OF_NAMES, look_for_unordered, &bare);
    else
        spellings_each(cell, 0, SPELLINGS_OF_NAMES, look_for_spelled, &bare);
}

/* --- Of a cell -----------------------------------------------------------------------------------------------------
 */

/* A Latin name spelled in Cyrillic letters keeps its legal form as it stands: folded, ЛТД is LTD. */
struct spelled_name {
    const struct wanted *whole; /* as the list has it */
    struct draft *draft;
    const char *form;
    bool form_before;
};

static void wish_with_form(void *context, const char *folded)
{
    const struct spelled_name *spelled = context;
    char whole[DRAFT_TERM_MAX + 1];
    struct wanted wish = *spelled->whole;
    wish.folded = whole;
    if (spelled->form_before ? join_folded(spelled->form, folded, whole) : join_folded(folded, spelled->form, whole))
        spellings_wish_this(spelled->draft, &wish);
}

/* The whole name in the other alphabet, and run together. name: without the form. */
static void wish_whole_name(const struct naming *naming, const char *cell, const struct spelled_name *spelled,
                            const char *name)
{
    struct spelled_name made = *spelled;
    spellings_wish_squeezed(naming->draft, spelled->whole);
    if (spelled->whole->ways.scripts == SCRIPT_LATIN)
        spellings_each(name, 0, SPELLINGS_OF_NAMES, wish_with_form, &made);
    else
        spellings_wish(naming->draft, spelled->whole, cell, SPELLINGS_OF_NAMES);
}

static void note_forms(const struct naming *naming, uint64_t forms)
{
    struct entity_forms *record = record_table_add(&naming->draft->entity_forms, 1);
    *record = (struct entity_forms){.entry = naming->entry, .legal_forms = forms};
}

static void look_for_formless_name(struct naming *naming, const char *cell, const char *name)
{
    if (naming_is_ambiguous(naming, name))
        return;
    naming_note_ordinary(naming, "legal_name", cell, name);
    const struct wanted wanted = naming_wanted(naming, cell, name, PACK_MATCH_NAME);
    draft_mention(naming->draft, &wanted);
    spellings_wish_squeezed(naming->draft, &wanted);
    look_for_in_any_order(naming, cell, name, name, 0);
}

void naming_legal_name(struct naming *naming, const char *cell)
{
    char name[DRAFT_TERM_MAX + 1];
    if (!cell[0] || !naming_fold(naming, "legal_name", cell, name))
        return;
    struct draft *draft = naming->draft;
    const char *full = arena_text(&draft->arena, name, strlen(name));
    const struct legal_form *behind = legal_form_behind(draft, name);
    const struct legal_form *form = behind ? behind : legal_form_before(draft, name);
    if (!form) {
        look_for_formless_name(naming, cell, name);
        return;
    }
    char bare[DRAFT_TERM_MAX + 1];
    snprintf(bare, sizeof bare, "%s", full);
    uint64_t forms = legal_forms_take(draft, bare);
    note_forms(naming, forms);
    look_for_in_any_order(naming, cell, full, bare, forms);

    if (behind)
        legal_form_cut_behind(name, form);
    else
        legal_form_cut_before(name, form);
    struct legal_variant variant = {.naming = naming, .cell = cell, .name = name};
    look_for_legal_name(&variant, full);
    legal_form_each_spelling(draft, form, look_for_with_form, &variant);
    look_for_bare_name(naming, cell, name, forms);
    const struct wanted whole = naming_wanted(naming, cell, full, PACK_MATCH_LEGAL_NAME);
    const struct spelled_name spelled = {
        .whole = &whole, .draft = draft, .form = form->folded, .form_before = behind == NULL};
    wish_whole_name(naming, cell, &spelled, name);

    /* "CO. LTD.": a second form behind the name, each spelling of one with each of the other. */
    const struct legal_form *inner = legal_form_behind(draft, name);
    if (!inner)
        return;
    legal_form_cut_behind(name, inner);
    variant.outer_form = form;
    legal_form_each_spelling(draft, inner, look_for_with_inner_form, &variant);
    look_for_bare_name(naming, cell, name, forms);
}
