/*
 * evade_language.c: tricks with what a word says (evade_tricks.h): the other script, endings, typing errors.
 */
#include <string.h>

#include "evade_tricks.h"
#include "text/fold.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* --- scripts ---------------------------------------------------------------------------------------------------- */

enum scheme { PASSPORT, BGN, RUR6, TYPED, KAZAKH_2018, KAZAKH_2021, SCHEMES };

struct cyrillic {
    const char *letter, *in_latin[SCHEMES];
};
static const struct cyrillic cyrillics[] = {
#define CYRILLIC(letter, ...) {letter, {__VA_ARGS__}},
#define LATIN(letters, by_ear, by_letter)
#include "evade_translit.def"
#undef CYRILLIC
#undef LATIN
};

enum hearing { BY_EAR, BY_LETTER, HEARINGS };
struct latin {
    const char *letters, *in_cyrillic[HEARINGS];
};
static const struct latin latins[] = {
#define CYRILLIC(letter, ...)
#define LATIN(letters, ...) {letters, {__VA_ARGS__}},
#include "evade_translit.def"
#undef CYRILLIC
#undef LATIN
};

/* Of alternatives with "|" between, one. */
static void choose(const char *alternatives, char out[16], struct evade_chance *chance)
{
    uint32_t seen = 0;
    for (const char *at = alternatives;; at++) {
        size_t length = strcspn(at, "|");
        if (evade_draw(chance, ++seen) == 0 && length < 16) {
            memcpy(out, at, length);
            out[length] = '\0';
        }
        at += length;
        if (!*at)
            return;
    }
}

static bool append_in_latin(struct evade_form *made, uint32_t letter, enum scheme scheme, struct evade_chance *chance)
{
    char own[8], other[16];
    struct evade_form one = {.letters = {evade_lower(letter)}, .count = 1};
    evade_form_write(&one, 0, 1, own, sizeof own);
    for (size_t i = 0; i < COUNT(cyrillics); i++) {
        if (strcmp(cyrillics[i].letter, own) != 0)
            continue;
        choose(cyrillics[i].in_latin[scheme], other, chance);
        return evade_form_append(made, other);
    }
    return evade_form_append(made, own);
}

static bool to_latin(struct evade_form *form, enum scheme scheme, struct evade_chance *chance)
{
    struct evade_form made = {0};
    for (uint32_t i = 0; i < form->count; i++)
        if (!append_in_latin(&made, form->letters[i], scheme, chance))
            return false;
    *form = made;
    return true;
}

/* The row whose letters stand there. */
static const struct latin *latin_at(const struct evade_form *form, uint32_t at)
{
    for (size_t i = 0; i < COUNT(latins); i++) {
        const char *letters = latins[i].letters;
        uint32_t length = (uint32_t)strlen(letters), same = 0;
        while (same < length && at + same < form->count &&
               evade_lower(form->letters[at + same]) == (uint32_t)letters[same])
            same++;
        if (same == length)
            return &latins[i];
    }
    return NULL;
}

static bool to_cyrillic(struct evade_form *form, enum hearing hearing)
{
    struct evade_form made = {0};
    for (uint32_t i = 0; i < form->count;) {
        const struct latin *row = latin_at(form, i);
        char own[8];
        evade_form_write(form, i, i + 1, own, sizeof own);
        if (!evade_form_append(&made, row ? row->in_cyrillic[hearing] : own))
            return false;
        i += row ? (uint32_t)strlen(row->letters) : 1;
    }
    *form = made;
    return true;
}

int evade_transliterate(struct evade_form *form, const struct evade_word *word, uint32_t variant,
                        struct evade_chance *chance)
{
    struct evade_form before = *form;
    bool by_ear = (word->match & PACK_MATCH_DOMAIN) != 0; /* "ком", which nobody writes letter by letter */
    bool done = word->cyrillic ? to_latin(form, variant % SCHEMES, chance)
                               : to_cyrillic(form, by_ear ? BY_EAR : variant % HEARINGS);
    if (!done || memcmp(&before, form, sizeof before) == 0)
        return EVADE_NOTHING;
    return READING_TRANSLITERATED;
}

/* --- endings ---------------------------------------------------------------------------------------------------- */

int evade_inflect(struct evade_form *form, const struct evade_word *word, uint32_t variant, struct evade_chance *chance)
{
    static const char *const endings[] = {
#define ENDING(letters) letters,
#include "evade_endings.def"
#undef ENDING
    };
    struct evade_form ending;
    const char *chosen = endings[variant < 6 ? variant : evade_draw(chance, COUNT(endings))];
    if (!word->cyrillic || !evade_form_read(&ending, chosen) || ending.count > word->ending)
        return EVADE_NOTHING;
    return evade_form_append(form, chosen) ? 0 : EVADE_NOTHING;
}

/* --- typing errors ---------------------------------------------------------------------------------------------- */

#define MISTYPED_LETTERS 7 /* of a word of its own, at the least */

/* Rows of keys: a neighbour on the same row is what is hit in error. */
static const char *const key_rows[] = {"qwertyuiop",   "asdfghjkl",   "zxcvbnm",
                                       "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю"};

static uint32_t neighbour_key(uint32_t letter)
{
    for (size_t i = 0; i < COUNT(key_rows); i++) {
        struct evade_form keys;
        evade_form_read(&keys, key_rows[i]);
        for (uint32_t k = 0; k < keys.count; k++)
            if (keys.letters[k] == evade_lower(letter))
                return keys.letters[k > 0 ? k - 1 : k + 1];
    }
    return 0;
}

/* The soft and the hard sign say nothing and are left out in the other script: отправь has six letters to be known by.
 */
static bool is_silent(uint32_t letter)
{
    const uint32_t small = evade_lower(letter);
    return small == 0x44A || small == 0x44C;
}

/* One past the last letter of a word; its letters but the silent ones go to *letters. */
static uint32_t word_end(const struct evade_form *form, uint32_t from, uint32_t *letters)
{
    uint32_t end = from;
    for (*letters = 0; end < form->count && evade_is_letter(form->letters[end]); end++)
        *letters += !is_silent(form->letters[end]);
    return end;
}

/* A place behind the first letter of a word that is long enough, from the one that chance gives on; 0 = there is none.
 */
static uint32_t place_to_mistype(const struct evade_form *form, struct evade_chance *chance)
{
    uint32_t places[EVADE_LETTERS_MAX], count = 0;
    for (uint32_t i = 0, end, letters; i < form->count; i = end + 1) {
        end = word_end(form, i, &letters);
        for (uint32_t k = i + 1; letters >= MISTYPED_LETTERS && k < end; k++)
            if (!evade_is_digit(form->letters[k]))
                places[count++] = k;
    }
    return count > 0 ? places[evade_draw(chance, count)] : 0;
}

int evade_mistype(struct evade_form *form, const struct evade_word *word, uint32_t variant, struct evade_chance *chance)
{
    enum { SWAP, DROP, DOUBLE, REPLACE, ERRORS };
    uint32_t at = place_to_mistype(form, chance);
    (void)word;
    if (at == 0)
        return EVADE_NOTHING;
    uint32_t letter = form->letters[at], other = neighbour_key(letter);
    switch (variant % ERRORS) {
    case SWAP:
        if (at + 1 == form->count || !evade_is_letter(form->letters[at + 1]) || form->letters[at + 1] == letter)
            return EVADE_NOTHING;
        form->letters[at] = form->letters[at + 1];
        form->letters[at + 1] = letter;
        return READING_CORRECTED;
    case DROP:
        evade_form_remove(form, at);
        return READING_CORRECTED;
    case DOUBLE:
        return evade_form_insert(form, at, letter) ? READING_CORRECTED : EVADE_NOTHING;
    default:
        if (other == 0)
            return EVADE_NOTHING;
        form->letters[at] = other;
        return READING_CORRECTED;
    }
}
