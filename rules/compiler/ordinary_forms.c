/*
 * ordinary_forms.c: stems with the endings of endings.def, folded; and words and forms of which every letter looks like
 * a Latin one, as the Latin reading of a text says them: сумма is SUMMA, and looks like CYMMA.
 */
#include "ordinary_forms.h"

#include <stdio.h>
#include <string.h>

#include "match/word_index.h"
#include "text/fold.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

enum language { OTHERS, KAZAKH };

#define ENDINGS(language, endings) {language, endings},
static const struct {
    enum language language;
    const char *endings;
} lines[] = {
#include "endings.def"
};
#undef ENDINGS

/* Of whose letters a stem is. */
static enum language language_of(const char *stem)
{
    static const char *const letters[] = {"ә", "ғ", "қ", "ң", "ө", "ұ", "ү", "һ", "і"};
    for (size_t i = 0; i < COUNT(letters); i++)
        if (strstr(stem, letters[i]))
            return KAZAKH;
    return OTHERS;
}

/* Folds one word into out, without spaces. 0 = it is none, or several, or too long. */
static size_t fold_word(enum fold_view view, const char *written, size_t length, char out[DRAFT_TERM_MAX + 1])
{
    size_t size = fold_text(view, written, length, out, DRAFT_TERM_MAX);
    if (size < 3 || size > DRAFT_TERM_MAX || memchr(out + 1, ' ', size - 2))
        return 0;
    memmove(out, out + 1, size - 2);
    out[size - 2] = 0;
    return size - 2;
}

/* What a word looks like in Latin letters: NULL = what it is, " " = several things, or digits. */
static const char *look_of(struct draft *draft, const char *written, size_t length, const char *folded)
{
    char look[DRAFT_TERM_MAX + 1];
    const size_t size = fold_word(FOLD_LATIN, written, length, look);
    if (size == 0 || strcspn(look, "0123456789") != size)
        return " ";
    return strcmp(look, folded) == 0 ? NULL : arena_text(&draft->arena, look, size);
}

/* Keeps an ordinary word as it is written, if it folds to a stem and at most so many letters, not none but where that
 * is most. */
static void note_form(struct draft *draft, const char *stem, size_t most, const char *written, size_t length)
{
    char folded[DRAFT_TERM_MAX + 1];
    const size_t size = fold_word(FOLD_PLAIN, written, length, folded), letters = strlen(stem);
    if (size < letters + (most > 0) || size - letters > most || memcmp(folded, stem, letters) != 0)
        return;
    draft->ordinary_forms.size = sizeof(struct word_form);
    *(struct word_form *)record_table_add(&draft->ordinary_forms, 1) = (struct word_form){
        .letters = arena_text(&draft->arena, folded, size), .look = look_of(draft, written, length, folded)};
}

/* Whether a stem would go on with the letter that it ends with: no Russian form says кк (закуп-к-ка), but by a typing
 * error. */
static bool doubles_k(const char *written, size_t length, const char *ending)
{
    static const char k[] = "к";
    const size_t bytes = sizeof k - 1;
    return length >= bytes && memcmp(written + length - bytes, k, bytes) == 0 && strncmp(ending, k, bytes) == 0;
}

void ordinary_forms_note(struct draft *draft, const char *written, uint8_t ending)
{
    char form[DRAFT_TERM_MAX + 1], folded[DRAFT_TERM_MAX + 1];
    const size_t length = strlen(written);
    if (fold_word(FOLD_PLAIN, written, length, folded) == 0)
        return;
    note_form(draft, folded, 0, written, length);
    const enum language language = language_of(written);
    for (size_t i = 0; ending > 0 && i < COUNT(lines); i++)
        for (const char *at = lines[i].endings; lines[i].language == language && *at;) {
            const size_t letters = strcspn(at, " ");
            const int size = snprintf(form, sizeof form, "%s%.*s", written, (int)letters, at);
            if (size > 0 && (size_t)size < sizeof form && !(language == OTHERS && doubles_k(written, length, at)))
                note_form(draft, folded, ending, form, (size_t)size);
            at += letters + (at[letters] != 0);
        }
}
