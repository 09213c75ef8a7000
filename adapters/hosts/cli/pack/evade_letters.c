/*
 * evade_letters.c: tricks with single letters (evade_tricks.h).
 */
#include <string.h>

#include "evade_look_alikes.h"
#include "evade_tricks.h"
#include "text/fold.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* How many of the letters that can be replaced are. */
enum extent { ONE, SOME, ALL };

/* The rows of a letter in the table of look-alikes: the first, and how many. */
static uint32_t rows_of(uint32_t letter, const struct evade_look_alike **first)
{
    uint32_t low = 0, high = evade_look_alike_count;
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (evade_look_alikes[middle].letter < letter)
            low = middle + 1;
        else
            high = middle;
    }
    *first = evade_look_alikes + low;
    uint32_t count = 0;
    while (low + count < evade_look_alike_count && evade_look_alikes[low + count].letter == letter)
        count++;
    return count;
}

/* One of a letter's replacements among these classes (bits 1 << enum evade_look), 0 = it has none. */
static uint32_t replacement(uint32_t letter, uint32_t classes, struct evade_chance *chance)
{
    const struct evade_look_alike *rows;
    uint32_t count = rows_of(letter, &rows), fitting = 0, chosen = 0;
    for (uint32_t i = 0; i < count; i++)
        if ((classes >> rows[i].look & 1) && evade_draw(chance, ++fitting) == 0)
            chosen = rows[i].other;
    return chosen;
}

/* Replaces letters by others of these classes; how many it did. */
static uint32_t replace_letters(struct evade_form *form, uint32_t classes, enum extent extent,
                                struct evade_chance *chance)
{
    struct evade_form other = *form;
    uint32_t can = 0, done = 0;
    for (uint32_t i = 0; i < form->count; i++) {
        uint32_t found = replacement(form->letters[i], classes, chance);
        can += found != 0;
        other.letters[i] = found ? found : form->letters[i];
    }
    uint32_t chosen = can > 0 ? evade_draw(chance, can) : 0;
    for (uint32_t i = 0, number = 0; i < form->count; i++) {
        if (other.letters[i] == form->letters[i])
            continue;
        bool taken = extent == ALL || number == chosen || (extent == SOME && evade_draw(chance, 2) == 0);
        number++;
        if (!taken)
            continue;
        form->letters[i] = other.letters[i];
        done++;
    }
    return done;
}

static void capitals(struct evade_form *form)
{
    for (uint32_t i = 0; i < form->count; i++)
        form->letters[i] = evade_upper(form->letters[i]);
}

static void small_letters(struct evade_form *form)
{
    for (uint32_t i = 0; i < form->count; i++)
        form->letters[i] = evade_lower(form->letters[i]);
}

/* Two letters that look like one. */
static bool pair_for_letter(struct evade_form *form)
{
    static const struct {
        uint32_t letter, first, second;
    } pairs[] = {{'m', 'r', 'n'}, {'w', 'v', 'v'}, {0x44B, 0x44C, 'l'}, {0x44E, 'l', 'o'}};
    for (uint32_t i = 0; i < form->count; i++) {
        for (size_t k = 0; k < COUNT(pairs); k++) {
            if (form->letters[i] != pairs[k].letter || !evade_form_insert(form, i + 1, pairs[k].second))
                continue;
            form->letters[i] = pairs[k].first;
            return true;
        }
    }
    return false;
}

int evade_homoglyphs(struct evade_form *form, const struct evade_word *word, uint32_t variant,
                     struct evade_chance *chance)
{
    enum {
        TWINS = 1u << LOOK_TWIN,
        ANY = TWINS | 1u << LOOK_LATIN | 1u << LOOK_CYRILLIC | 1u << LOOK_GREEK | 1u << LOOK_OTHER
    };
    static const struct {
        uint32_t classes;
        enum extent extent;
        bool capitals;
    } ways[] = {{TWINS, ALL, true},
                {TWINS, ONE, false},
                {TWINS, SOME, true},
                {1u << LOOK_GREEK, SOME, true},
                {ANY, ONE, true},
                {TWINS, ONE, true},
                {TWINS, ALL, false},
                {ANY, SOME, false},
                {1u << LOOK_GREEK, ONE, false},
                {ANY, ALL, true},
                {TWINS, SOME, false},
                {ANY, ONE, false}};
    (void)word;
    if (variant % 24 == 23)
        return pair_for_letter(form) ? READING_LOOK_ALIKE : EVADE_NOTHING;
    size_t way = variant % COUNT(ways);
    if (ways[way].capitals)
        capitals(form);
    else
        small_letters(form);
    return replace_letters(form, ways[way].classes, ways[way].extent, chance) > 0 ? READING_LOOK_ALIKE : EVADE_NOTHING;
}

/* Alphabets of signs that Unicode does not make the same letter, but every reader does: A to Z in turn. */
static const uint32_t sign_alphabets[] = {0x249C /* in brackets */, 0x1F150 /* white on a disc */,
                                          0x1F170 /* white on a square */, 0x1F1E6 /* halves of flags */};

static bool write_in_signs(struct evade_form *form, uint32_t alphabet)
{
    uint32_t done = 0;
    for (uint32_t i = 0; i < form->count; i++) {
        uint32_t letter = evade_upper(form->letters[i]);
        if (letter < 'A' || letter > 'Z')
            continue;
        form->letters[i] = alphabet + (letter - 'A');
        done++;
    }
    return done > 0;
}

int evade_compatible(struct evade_form *form, const struct evade_word *word, uint32_t variant,
                     struct evade_chance *chance)
{
    (void)word;
    if (variant % 6 == 5)
        return write_in_signs(form, sign_alphabets[variant / 6 % COUNT(sign_alphabets)]) ? 0 : EVADE_NOTHING;
    if (variant % 2 == 0)
        capitals(form);
    enum extent extent = variant % 6 < 2 ? ALL : variant % 6 < 4 ? ONE : SOME;
    return replace_letters(form, 1u << LOOK_COMPATIBLE, extent, chance) > 0 ? 0 : EVADE_NOTHING;
}

/* Marks that make no letter of Russian or Kazakh another one. */
static const uint32_t marks[] = {0x300, 0x301, 0x302, 0x303, 0x304, 0x307, 0x30A, 0x30C,
                                 0x30F, 0x323, 0x331, 0x332, 0x335, 0x336, 0x338, 0x20DD};

int evade_accents(struct evade_form *form, const struct evade_word *word, uint32_t variant, struct evade_chance *chance)
{
    (void)word;
    if (variant % 3 == 2) /* letters that have one */
        return replace_letters(form, 1u << LOOK_ACCENTED, variant % 2 ? SOME : ONE, chance) > 0 ? 0 : EVADE_NOTHING;
    uint32_t mark = marks[evade_draw(chance, COUNT(marks))], letters = evade_form_letters(form), done = 0;
    uint32_t chosen = letters > 0 ? evade_draw(chance, letters) : 0;
    for (uint32_t i = 0, number = 0; i < form->count; i++) {
        if (!evade_is_letter(form->letters[i]) || (number++ != chosen && variant % 3 == 0))
            continue;
        if (!evade_form_insert(form, ++i, mark))
            return EVADE_NOTHING;
        done++;
    }
    return done > 0 ? 0 : EVADE_NOTHING;
}

enum leet_set { SIGNS, DRAWN, LEET_SETS };
struct leet {
    const char *letter, *others; /* each one or more characters, a space between two */
    enum leet_set set;
};
static const struct leet leets[] = {
#define LEET(letter, others)       {letter, others, SIGNS},
#define LEET_DRAWN(letter, others) {letter, others, DRAWN},
#include "evade_leet.def"
#undef LEET
#undef LEET_DRAWN
};

/* One of the replacements of a letter in a text, NULL = it has none; its bytes go to *length. */
static const char *leet_of(uint32_t letter, enum leet_set set, size_t *length, struct evade_chance *chance)
{
    char own[8];
    struct evade_form form = {.letters = {evade_lower(letter)}, .count = 1};
    evade_form_write(&form, 0, 1, own, sizeof own);
    for (size_t i = 0; i < COUNT(leets); i++) {
        if (leets[i].set != set || strcmp(leets[i].letter, own) != 0)
            continue;
        const char *chosen = NULL;
        uint32_t seen = 0;
        for (const char *at = leets[i].others; *at; at += strcspn(at, " "), at += *at == ' ')
            if (evade_draw(chance, ++seen) == 0)
                chosen = at;
        *length = chosen ? strcspn(chosen, " ") : 0;
        return chosen;
    }
    return NULL;
}

int evade_leet(struct evade_form *form, const struct evade_word *word, uint32_t variant, struct evade_chance *chance)
{
    struct evade_form made = {0};
    uint32_t letters = evade_form_letters(form), done = 0;
    uint32_t from = letters > 0 ? evade_draw(chance, letters) : 0;
    enum leet_set set = variant % 8 == 7 ? DRAWN : SIGNS;
    (void)word;
    for (uint32_t i = 0; i < form->count; i++) {
        size_t length = 0;
        char other[16], own[8];
        bool taken = variant % 3 == 0 ? done == 0 && i >= from : variant % 3 == 1 ? evade_draw(chance, 2) == 0 : true;
        const char *found = taken && i > 0 ? leet_of(form->letters[i], set, &length, chance) : NULL;
        if (found && length < sizeof other) {
            memcpy(other, found, length);
            other[length] = '\0';
            done++;
        }
        evade_form_write(form, i, i + 1, own, sizeof own);
        if (!evade_form_append(&made, found ? other : own))
            return EVADE_NOTHING;
    }
    *form = made;
    return done > 0 ? READING_LOOK_ALIKE : EVADE_NOTHING;
}

int evade_case(struct evade_form *form, const struct evade_word *word, uint32_t variant, struct evade_chance *chance)
{
    struct evade_form before = *form;
    (void)word;
    for (uint32_t i = 0; i < form->count; i++) {
        bool first = i == 0 || !evade_is_letter(form->letters[i - 1]);
        bool large[] = {true, i % 2 == 0, i % 2 == 1, first, !first, false};
        bool chosen = variant < COUNT(large) ? large[variant] : evade_draw(chance, 2) == 0;
        form->letters[i] = chosen ? evade_upper(form->letters[i]) : evade_lower(form->letters[i]);
    }
    return memcmp(&before, form, sizeof before) != 0 ? 0 : EVADE_NOTHING;
}

/* Spaces of no width, joiners, marks of direction, soft hyphens, selectors of variants. */
static const uint32_t unseen[] = {0x200B, 0x00AD, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x200E, 0x200F,
                                  0x034F, 0x180E, 0x061C, 0x202C, 0xFE0F, 0x2063, 0x2066, 0xE0061};

int evade_unseen(struct evade_form *form, const struct evade_word *word, uint32_t variant, struct evade_chance *chance)
{
    uint32_t sign = unseen[variant % COUNT(unseen)], done = 0;
    bool everywhere = evade_draw(chance, 2) == 0;
    (void)word;
    if (form->count < 2)
        return EVADE_NOTHING;
    if (!everywhere)
        return evade_form_insert(form, 1 + evade_draw(chance, form->count - 1u), sign) ? 0 : EVADE_NOTHING;
    for (uint32_t i = 1; i < form->count; i++) {
        if (!evade_is_letter(form->letters[i]))
            continue;
        if (!evade_form_insert(form, i++, sign))
            return EVADE_NOTHING;
        done++;
    }
    return done > 0 ? 0 : EVADE_NOTHING;
}
