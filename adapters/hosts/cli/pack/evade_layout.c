/*
 * evade_layout.c: tricks with how a word lies in the text (evade_tricks.h): apart, cut, over the end of a line or
 * field, run together with what stands beside it.
 */
#include <string.h>

#include "evade_tricks.h"
#include "text/fold.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* A mark that goes with the letter before it, or what is not seen: nothing is put in front of it. */
static bool goes_with_letter(uint32_t letter)
{
    return (letter >= 0x300 && letter <= 0x36F) || letter == 0x20DD || letter == 0xAD || letter == 0x61C ||
           letter == 0x180E || (letter >= 0x200B && letter <= 0x200F) || (letter >= 0x202A && letter <= 0x202E) ||
           (letter >= 0x2060 && letter <= 0x2069) || letter == 0xFE0F || letter == 0xFEFF || letter >= 0xE0000;
}

/* Whether the word can be taken apart in front of this letter: something of it stands on either side. */
static bool can_part(const struct evade_form *form, uint32_t at)
{
    return at > 0 && at < form->count && form->letters[at] != ' ' && form->letters[at - 1] != ' ' &&
           form->letters[at] != '.' && form->letters[at - 1] != '.' && !goes_with_letter(form->letters[at]);
}

/* A place where it can, 0 = nowhere. */
static uint32_t place_to_part(const struct evade_form *form, struct evade_chance *chance)
{
    uint32_t seen = 0, chosen = 0;
    for (uint32_t at = 1; at < form->count; at++)
        if (can_part(form, at) && evade_draw(chance, ++seen) == 0)
            chosen = at;
    return chosen;
}

int evade_space(struct evade_form *form, const struct evade_word *word, uint32_t variant, struct evade_chance *chance)
{
    static const uint32_t separators[] = {' ',    '.', '-', '_', '/',    ',',    '*',     '|',
                                          0x00B7, '+', '~', ':', 0x2009, 0x00A0, 0x1F525, 0x1F4B0};
    uint32_t done = 0;
    bool mixed = variant % 5 == 4;
    (void)word;
    for (uint32_t at = form->count; at-- > 1;) {
        uint32_t separator = mixed ? separators[evade_draw(chance, COUNT(separators))]
                                   : separators[variant < COUNT(separators) ? variant : variant % COUNT(separators)];
        if (!can_part(form, at))
            continue;
        if (!evade_form_insert(form, at, separator))
            return EVADE_NOTHING;
        done++;
    }
    return done >= 2 ? READING_SPACED : EVADE_NOTHING;
}

int evade_cut(struct evade_form *form, const struct evade_word *word, uint32_t variant, struct evade_chance *chance)
{
    static const uint32_t separators[] = {' ', '-', ' ', '.', '_', '/', ' ', '*', ',', '\''};
    uint32_t at = place_to_part(form, chance);
    (void)word;
    return at > 0 && evade_form_insert(form, at, separators[variant % COUNT(separators)]) ? READING_DIVIDED
                                                                                          : EVADE_NOTHING;
}

int evade_over_lines(struct evade_form *form, const struct evade_word *word, uint32_t variant,
                     struct evade_chance *chance)
{
    static const struct {
        uint8_t kind, columns;
    } ways[] = {{BREAK_LINE, 35}, {BREAK_FIELD, 35}, {BREAK_LINE, 70}, {BREAK_FIELD, 140},
                {BREAK_LINE, 62}, {BREAK_FIELD, 70}, {BREAK_FIELD, 0}};
    (void)word;
    form->break_at = (uint16_t)place_to_part(form, chance);
    if (form->break_at == 0)
        return EVADE_NOTHING;
    form->break_kind = ways[variant % COUNT(ways)].kind;
    form->columns = ways[variant % COUNT(ways)].columns;
    return READING_BROKEN;
}

int evade_glue(struct evade_form *form, const struct evade_word *word, uint32_t variant, struct evade_chance *chance)
{
    static const char *const words[] = {"купить", "куплю", "покупка", "обмен",   "продажа", "продам",  "за",
                                        "buy",    "sell",  "wallet",  "кошелек", "курс",    "перевод", "оплата"};
    static const char *const numbers[] = {"500", "1000", "25", "100500", "2026"};
    bool numbered = variant % 3 != 2, in_front = evade_draw(chance, 2) == 0;
    (void)word;
    if (form->count == 0)
        return EVADE_NOTHING;
    if (numbered && evade_is_digit(form->letters[0]))
        in_front = false;
    if (numbered && evade_is_digit(form->letters[in_front ? 0 : form->count - 1]))
        return EVADE_NOTHING;
    const char *other =
        numbered ? numbers[evade_draw(chance, COUNT(numbers))] : words[evade_draw(chance, COUNT(words))];
    if (!(in_front ? evade_form_lead(form, other) : evade_form_append(form, other)))
        return EVADE_NOTHING;
    return numbered ? READING_NUMBERED : READING_DIVIDED;
}
