/*
 * evade_form.c: code points in a bounded row (evade_form.h).
 */
#include "evade_form.h"

#include <string.h>

#include "text/utf8.h"

/* The character at the start of well-formed UTF-8; its bytes go to *length. */
static uint32_t character_at(const unsigned char *at, size_t *length)
{
    *length = at[0] < 0x80 ? 1 : at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : 4;
    uint32_t letter = *length == 1 ? at[0] : at[0] & (0x7Fu >> *length);
    for (size_t i = 1; i < *length; i++)
        letter = letter << 6 | (at[i] & 0x3Fu);
    return letter;
}

static size_t put_character(uint32_t letter, char out[4])
{
    if (letter < 0x80) {
        out[0] = (char)letter;
        return 1;
    }
    size_t length = letter < 0x800 ? 2 : letter < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--, letter >>= 6)
        out[i] = (char)(0x80 | (letter & 0x3F));
    out[0] = (char)((0xF00u >> length & 0xFF) | letter);
    return length;
}

bool evade_form_read(struct evade_form *form, const char *utf8)
{
    *form = (struct evade_form){0};
    return evade_form_append(form, utf8);
}

size_t evade_form_write(const struct evade_form *form, uint32_t from, uint32_t to, char *out, size_t size)
{
    size_t used = 0;
    for (uint32_t i = from; i < to && used + 4 < size; i++)
        used += put_character(form->letters[i], out + used);
    out[used] = '\0';
    return used;
}

bool evade_form_insert(struct evade_form *form, uint32_t at, uint32_t letter)
{
    if (form->count == EVADE_LETTERS_MAX)
        return false;
    memmove(form->letters + at + 1, form->letters + at, (form->count - at) * sizeof *form->letters);
    form->letters[at] = letter;
    form->count++;
    return true;
}

/* Inserts a text there; false and unchanged where it does not fit. */
static bool insert_text(struct evade_form *form, uint32_t at, const char *utf8)
{
    size_t size = strlen(utf8);
    struct evade_form before = *form;
    if (utf8_valid_prefix(utf8, size) != size)
        return false;
    for (size_t done = 0, length; done < size; done += length, at++) {
        if (!evade_form_insert(form, at, character_at((const unsigned char *)utf8 + done, &length))) {
            *form = before;
            return false;
        }
    }
    return true;
}

bool evade_form_lead(struct evade_form *form, const char *utf8)
{
    return insert_text(form, 0, utf8);
}

bool evade_form_append(struct evade_form *form, const char *utf8)
{
    return insert_text(form, form->count, utf8);
}

void evade_form_remove(struct evade_form *form, uint32_t at)
{
    form->count--;
    memmove(form->letters + at, form->letters + at + 1, (form->count - at) * sizeof *form->letters);
}

/* Letters of one range whose capitals lie so far before them, or just before each. */
struct case_range {
    uint32_t first, last, back; /* of the small letters; back 1: they stand in turn, the capital first */
};
static const struct case_range case_ranges[] = {
    {'a', 'z', 32},    {0x430, 0x44F, 32}, {0x450, 0x45F, 80}, {0x461, 0x481, 1}, {0x48B, 0x4BF, 1},
    {0x4D1, 0x52F, 1}, {0x3B1, 0x3C1, 32}, {0x3C3, 0x3C9, 32}, {0xE0, 0xF6, 32},  {0xF8, 0xFE, 32},
    {0x101, 0x137, 1}, {0x13A, 0x148, 1},  {0x14B, 0x177, 1}};

/* Whether a range that goes in turn has its small letters on numbers like the first. */
static bool is_small_of(const struct case_range *range, uint32_t letter)
{
    return letter >= range->first && letter <= range->last && (range->back != 1 || (letter - range->first) % 2 == 0);
}

uint32_t evade_upper(uint32_t letter)
{
    for (size_t i = 0; i < sizeof case_ranges / sizeof case_ranges[0]; i++)
        if (is_small_of(&case_ranges[i], letter))
            return letter == 0x131 ? 'I' : letter - case_ranges[i].back;
    return letter;
}

uint32_t evade_lower(uint32_t letter)
{
    for (size_t i = 0; i < sizeof case_ranges / sizeof case_ranges[0]; i++)
        if (is_small_of(&case_ranges[i], letter + case_ranges[i].back))
            return letter + case_ranges[i].back;
    return letter;
}

bool evade_is_latin(uint32_t letter)
{
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
}

bool evade_is_cyrillic(uint32_t letter)
{
    return letter >= 0x400 && letter <= 0x52F;
}

bool evade_is_digit(uint32_t letter)
{
    return letter >= '0' && letter <= '9';
}

bool evade_is_letter(uint32_t letter)
{
    return evade_is_latin(letter) || evade_is_cyrillic(letter) || evade_is_digit(letter) ||
           (letter >= 0xC0 && letter <= 0x24F && letter != 0xD7 && letter != 0xF7);
}

uint32_t evade_form_letters(const struct evade_form *form)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < form->count; i++)
        count += evade_is_letter(form->letters[i]);
    return count;
}

uint64_t evade_hash(const void *bytes, size_t length, uint64_t seed)
{
    uint64_t hash = 0xCBF29CE484222325u ^ seed;
    for (size_t i = 0; i < length; i++)
        hash = (hash ^ ((const unsigned char *)bytes)[i]) * 0x100000001B3u;
    return hash;
}

uint32_t evade_draw(struct evade_chance *chance, uint32_t below)
{
    uint64_t drawn = chance->state += 0x9E3779B97F4A7C15u; /* splitmix64 */
    drawn = (drawn ^ drawn >> 30) * 0xBF58476D1CE4E5B9u;
    drawn = (drawn ^ drawn >> 27) * 0x94D049BB133111EBu;
    drawn ^= drawn >> 31;
    return (uint32_t)(drawn % below);
}
