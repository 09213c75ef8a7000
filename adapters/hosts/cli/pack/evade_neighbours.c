/*
 * evade_neighbours.c: words made longer, or begun by another letter (evade_neighbours.h).
 */
#include "evade_neighbours.h"

#include <stdio.h>
#include <string.h>

#include "evade_form.h"
#include "text/fold.h"

#define COUNT(array)  (sizeof(array) / sizeof(array)[0])
#define FOLDED_BYTES  2048
#define LEAST_LETTERS 3

/* Whether the pack has the word itself, or a stem that it begins with. */
static bool is_in_pack(const struct pack *pack, const char *text)
{
    char folded[FOLDED_BYTES];
    size_t length = fold_text(FOLD_PLAIN, text, strlen(text), folded, sizeof folded);
    if (length == 0 || length > sizeof folded)
        return true;
    for (uint32_t i = 0; i < pack->term_count; i++) {
        const struct pack_term *term = &pack->terms[i];
        const char *known = pack_string(pack, term->text);
        size_t known_length = strlen(known);
        if (term->pattern == PACK_TERM_LITERAL && known_length <= length && memcmp(folded, known, known_length) == 0 &&
            (term->ending > 0 || known_length == length))
            return true;
    }
    return false;
}

static void offer(const struct pack *pack, const char *text, evade_neighbour_fn each, void *context)
{
    if (!is_in_pack(pack, text))
        each(context, text);
}

static void begun_otherwise(const struct pack *pack, const struct evade_form *form, bool cyrillic,
                            evade_neighbour_fn each, void *context)
{
    static const uint32_t others[2][3] = {{'f', 'm', 'z'}, {0x43C /* м */, 0x444 /* ф */, 0x434 /* д */}};
    char text[EVADE_LETTERS_MAX * 4 + 1];
    for (size_t i = 0; i < COUNT(others[0]); i++) {
        struct evade_form other = *form;
        if (evade_lower(form->letters[0]) == others[cyrillic][i])
            continue;
        other.letters[0] = others[cyrillic][i];
        evade_form_write(&other, 0, other.count, text, sizeof text);
        offer(pack, text, each, context);
    }
}

static void made_longer(const struct pack *pack, const struct evade_word *word, evade_neighbour_fn each, void *context)
{
    static const char *const before[2][2] = {{"sub", "mar"}, {"мала", "пере"}};
    static const char *const behind[2][3] = {{"ravel", "ishly", "enko"}, {"ельщик", "овский", "инград"}};
    char text[EVADE_LETTERS_MAX * 4 + 64];
    for (size_t i = 0; i < COUNT(before[0]); i++) {
        snprintf(text, sizeof text, "%s%s", before[word->cyrillic][i], word->written);
        offer(pack, text, each, context);
    }
    for (size_t i = 0; i < COUNT(behind[0]) && word->ending == 0; i++) {
        snprintf(text, sizeof text, "%s%s", word->written, behind[word->cyrillic][i]);
        offer(pack, text, each, context);
    }
}

void evade_neighbours(const struct pack *pack, const struct evade_word *word, evade_neighbour_fn each, void *context)
{
    struct evade_form form;
    if (word->letters < LEAST_LETTERS || !evade_form_read(&form, word->written) ||
        strpbrk(word->written, " .-") != NULL || evade_is_digit(form.letters[0]))
        return;
    begun_otherwise(pack, &form, word->cyrillic, each, context);
    made_longer(pack, word, each, context);
}

void evade_ordinary_words(evade_neighbour_fn each, void *context)
{
    static const char *const texts[] = {
#define ORDINARY(text) text,
#include "evade_ordinary.def"
#undef ORDINARY
    };
    for (size_t i = 0; i < COUNT(texts); i++)
        each(context, texts[i]);
}
