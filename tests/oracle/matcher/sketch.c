/*
 * sketch.c: random terms (sketch.h). Their words are made of few syllables, so that they begin, end, hold and nearly
 * are each other.
 */
#include "sketch.h"

#include <string.h>

#include "random.h"

static const char *const syllables[] = {"KA",  "RI", "PT",     "BO",  "TE",  "USD", "COIN", "BIN", "AN", "CE",  "SH",
                                        "ZHE", "YA", "OT",     "20",  "XI",  "Q",   "1",    "LO",  "MA", "VER", "ST",
                                        "ER",  "E",  "BTC",    "OKO", "I",   "ZA",  "NA",   "S",   "V",  "DO",  "IZ",
                                        "BA",  "LL", "VALYUT", "GRO", "TSA", "U",   "5",    "MI",  "NE", "PO",  "T"};
#define SYLLABLES (sizeof syllables / sizeof syllables[0])
#define CHOSEN    7

const char *const sketch_endings[SKETCH_FORMS] = {"A", "Y", "EM", "YKH", "OVAM", "USHCHI"};

/* A word of some of the chosen syllables, or a short one; appended. */
static void add_word(char *text, const char *const chosen[CHOSEN], uint64_t *random)
{
    size_t room = SKETCH_TEXT - 1 - strlen(text);
    uint32_t count = 1 + random_below(random, 2) + random_below(random, 4);
    for (uint32_t i = 0; i < count; i++) {
        const char *syllable = chosen[random_below(random, CHOSEN)];
        size_t length = strlen(syllable);
        if (length >= room)
            return;
        strncat(text, syllable, room);
        room -= length;
    }
}

static bool has_letter(const char *text)
{
    return strpbrk(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != NULL;
}

/* Another term's text with a space more. */
static void cut_text(char text[SKETCH_TEXT], const char *other, uint64_t *random)
{
    size_t length = strlen(other), at = 1 + random_below(random, (uint32_t)length);
    bool may = at < length && length + 1 < SKETCH_TEXT && other[at] != ' ' && other[at - 1] != ' ';
    snprintf(text, SKETCH_TEXT, may ? "%.*s %s" : "%.*s%s", (int)at, other, other + at);
}

/* Words of a term: seldom the same as, or a part of, another's. */
static void choose_text(const struct sketch *sketch, char text[SKETCH_TEXT], const char *const chosen[CHOSEN],
                        uint64_t *random)
{
    if (sketch->count > 0 && random_chance(random, 6)) {
        cut_text(text, sketch->terms[random_below(random, sketch->count)].text, random);
        return;
    }
    uint32_t words = random_chance(random, 65) ? 1 : 2 + random_below(random, 2);
    text[0] = 0;
    for (uint32_t i = 0; i < words && strlen(text) < SKETCH_TEXT / 2; i++) {
        if (i > 0)
            strcat(text, " ");
        if (sketch->count > 0 && random_chance(random, 20)) {
            const char *other = sketch->terms[random_below(random, sketch->count)].text;
            size_t length = strcspn(other, " "), taken = random_chance(random, 60) ? length : 1 + length / 2;
            if (taken < SKETCH_TEXT / 2 - 1)
                strncat(text, other, taken);
        } else {
            add_word(text, chosen, random);
        }
    }
}

static bool has(const struct sketch *sketch, const struct sketch_term *term)
{
    for (uint32_t i = 0; i < sketch->count; i++)
        if (strcmp(sketch->terms[i].text, term->text) == 0 &&
            (sketch->terms[i].ending == term->ending || term->kind != SKETCHED_SPELLED))
            return true;
    return false;
}

/* Forms of a word: some of those that its stem goes on with. */
static void choose_forms(struct sketch_term *term, uint64_t *random)
{
    if (strchr(term->text, ' ') || random_chance(random, 25))
        return;
    term->ending = (uint8_t)(term->ending > 0 ? term->ending : random_below(random, 7));
    for (uint32_t i = 0; i < SKETCH_FORMS; i++)
        if (strlen(sketch_endings[i]) <= term->ending && random_chance(random, 50))
            term->forms |= (uint8_t)(1u << i);
}

void sketch_random(struct sketch *sketch, uint64_t *random)
{
    const unsigned all = WORD_MAY_BE_CUT | WORD_MAY_BE_GLUED | WORD_MAY_BE_WRONG | WORD_MAY_BE_NUMBERED;
    const char *chosen[CHOSEN];
    uint32_t wanted = 3 + random_below(random, SKETCH_TERMS - 2);
    sketch->count = 0;
    for (uint32_t i = 0; i < CHOSEN; i++)
        chosen[i] = syllables[random_below(random, SYLLABLES)];
    for (uint32_t tries = 0; sketch->count < wanted && tries < 4 * SKETCH_TERMS; tries++) {
        struct sketch_term term = {.uses = (uint16_t)(random_chance(random, 75) ? all : random_next(random) & all)};
        term.uses |= random_chance(random, 70) ? WORD_SAID : 0;
        term.uses |= random_chance(random, 20) ? WORD_FILLER : 0;
        uint32_t kind = random_below(random, 10);
        choose_text(sketch, term.text, chosen, random);
        term.kind = kind < 6 ? SKETCHED_SPELLED : kind < 8 ? SKETCHED_AS_WRITTEN : SKETCHED_ORDINARY;
        if (term.kind != SKETCHED_AS_WRITTEN && random_chance(random, 35))
            term.ending = (uint8_t)(1 + random_below(random, 5));
        if (term.kind == SKETCHED_ORDINARY)
            choose_forms(&term, random);
        if (has_letter(term.text) && !has(sketch, &term))
            sketch->terms[sketch->count++] = term;
    }
}

void sketch_remove(struct sketch *sketch, uint32_t term)
{
    memmove(sketch->terms + term, sketch->terms + term + 1, (--sketch->count - term) * sizeof sketch->terms[0]);
}

void sketch_print(FILE *stream, const struct sketch *sketch)
{
    static const char *const kinds[] = {"spelled", "as written", "ordinary"};
    for (uint32_t i = 0; i < sketch->count; i++) {
        const struct sketch_term *term = &sketch->terms[i];
        fprintf(stream, "  term \"%s\", ending %d, %s, allowed 0x%02x", term->text, term->ending, kinds[term->kind],
                term->uses);
        for (uint32_t n = 0; n < SKETCH_FORMS; n++)
            if (term->forms >> n & 1)
                fprintf(stream, ", -%s", sketch_endings[n]);
        fputc('\n', stream);
    }
}
