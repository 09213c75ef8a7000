/*
 * alphabets.c: letters that look alike, and the tables of Windows-1251 and Windows-1252.
 */
#include "alphabets.h"

#include <string.h>

#include "text/utf8.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

uint32_t character_at(const char *text, size_t *length)
{
    const unsigned char *at = (const unsigned char *)text;
    if (at[0] < 0x80) {
        *length = 1;
        return at[0];
    }
    *length = at[0] < 0xE0 ? 2 : at[0] < 0xF0 ? 3 : 4;
    uint32_t character = at[0] & (0x7Fu >> *length);
    for (size_t i = 1; i < *length; i++)
        character = character << 6 | (at[i] & 0x3F);
    return character;
}

size_t character_write(uint32_t character, char out[4])
{
    size_t length = character < 0x80 ? 1 : character < 0x800 ? 2 : character < 0x10000 ? 3 : 4;
    for (size_t i = length - 1; i > 0; i--, character >>= 6)
        out[i] = (char)(0x80 | (character & 0x3F));
    static const uint8_t leads[] = {0, 0, 0xC0, 0xE0, 0xF0};
    out[0] = (char)(leads[length] | character);
    return length;
}

static bool is_latin(uint32_t character)
{
    uint32_t lower = character | 0x20;
    return (lower >= 'a' && lower <= 'z') ||
           (character >= 0xC0 && character <= 0x24F && character != 0xD7 && character != 0xF7);
}

static bool is_cyrillic(uint32_t character)
{
    return character >= 0x400 && character <= 0x52F && !(character >= 0x482 && character <= 0x489);
}

bool character_is_letter(uint32_t character)
{
    return is_latin(character) || is_cyrillic(character);
}

struct look_alike {
    uint16_t cyrillic;
    char latin;
    bool both_ways; /* the Cyrillic letter is of Russian or Kazakh: a Latin one may stand for it */
};

static const struct look_alike look_alikes[] = {
    {0x410, 'A', true},  {0x412, 'B', true},  {0x415, 'E', true},  {0x41A, 'K', true}, {0x41C, 'M', true},
    {0x41D, 'H', true},  {0x41E, 'O', true},  {0x420, 'P', true},  {0x421, 'C', true}, {0x422, 'T', true},
    {0x423, 'Y', true},  {0x425, 'X', true},  {0x406, 'I', true},  {0x430, 'a', true}, {0x435, 'e', true},
    {0x43A, 'k', true},  {0x43E, 'o', true},  {0x440, 'p', true},  {0x441, 'c', true}, {0x443, 'y', true},
    {0x445, 'x', true},  {0x456, 'i', true},  {0x4BA, 'h', false}, {0x4BB, 'h', true}, {0x405, 'S', false},
    {0x408, 'J', false}, {0x455, 's', false}, {0x458, 'j', false}, {0x501, 'd', false}};

/* The Latin letter that looks like a Cyrillic one, 0 = none. */
static uint32_t latin_like(uint32_t cyrillic)
{
    for (size_t i = 0; i < COUNT(look_alikes); i++)
        if (look_alikes[i].cyrillic == cyrillic)
            return (uint32_t)look_alikes[i].latin;
    return 0;
}

static uint32_t cyrillic_like(uint32_t latin)
{
    for (size_t i = 0; i < COUNT(look_alikes); i++)
        if (look_alikes[i].both_ways && (uint32_t)look_alikes[i].latin == latin)
            return look_alikes[i].cyrillic;
    return 0;
}

/* Writes text with every letter of one alphabet as its like of the other; false = one has none, or no room. */
static bool write_in(bool latin, const char *text, size_t length, char *out, size_t size)
{
    size_t used = 0;
    for (size_t at = 0, step; at < length; at += step) {
        uint32_t character = character_at(text + at, &step);
        if (latin ? is_cyrillic(character) : is_latin(character))
            character = latin ? latin_like(character) : cyrillic_like(character);
        if (character == 0 || used + 5 > size)
            return false;
        used += character_write(character, out + used);
    }
    out[used] = 0;
    return true;
}

bool text_as_latin(const char *text, char *out, size_t size)
{
    return write_in(true, text, strlen(text), out, size);
}

struct letter_counts {
    unsigned latin, cyrillic;
};

/* The bytes of the run of letters that begins here, 0 = none does. */
static size_t count_letters(const char *text, struct letter_counts *counts)
{
    size_t length = 0, step;
    *counts = (struct letter_counts){0};
    for (; text[length]; length += step) {
        uint32_t character = character_at(text + length, &step);
        if (is_latin(character))
            counts->latin++;
        else if (is_cyrillic(character))
            counts->cyrillic++;
        else
            break;
    }
    return length;
}

static void note_foreign_letter(struct mixed_word *found)
{
    size_t step;
    found->position = 1;
    for (const char *at = found->word; *at; at += step, found->position++) {
        uint32_t character = character_at(at, &step);
        if (is_cyrillic(character) != found->cyrillic)
            continue;
        memcpy(found->letter, at, step);
        found->letter[step] = 0;
        return;
    }
}

static bool read_mixed(const char *word, size_t length, const struct letter_counts *counts, struct mixed_word *found)
{
    char latin[WORD_BYTES_MAX], cyrillic[WORD_BYTES_MAX];
    if (counts->latin == 0 || counts->cyrillic == 0 || length >= WORD_BYTES_MAX)
        return false;
    bool as_latin = write_in(true, word, length, latin, sizeof latin);
    bool as_cyrillic = write_in(false, word, length, cyrillic, sizeof cyrillic);
    if (!as_latin && !as_cyrillic)
        return false; /* "USDTшка" is written so on purpose */
    found->cyrillic = as_latin && (!as_cyrillic || counts->latin >= counts->cyrillic);
    memcpy(found->word, word, length);
    found->word[length] = 0;
    memcpy(found->meant, found->cyrillic ? latin : cyrillic, sizeof found->meant);
    note_foreign_letter(found);
    return true;
}

bool mixed_word_find(const char *text, struct mixed_word *found)
{
    struct letter_counts counts;
    for (const char *at = text; *at;) {
        size_t length = count_letters(at, &counts);
        if (length > 0 && read_mixed(at, length, &counts, found))
            return true;
        if (length == 0)
            character_at(at, &length);
        at += length;
    }
    return false;
}

/* --- Code pages ------------------------------------------------------------------------------------------------- */

/* What the bytes from 0x80 on say; 0 = nothing. */
static const uint16_t windows_1251[128] = {
    0x402, 0x403, 0x201A, 0x453,  0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x409,  0x2039, 0x40A,  0x40C, 0x40B,
    0x40F, 0x452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0,      0x2122, 0x459,  0x203A, 0x45A, 0x45C,
    0x45B, 0x45F, 0xA0,   0x40E,  0x45E,  0x408,  0xA4,   0x490,  0xA6,   0xA7,   0x401,  0xA9,   0x404,  0xAB,  0xAC,
    0xAD,  0xAE,  0x407,  0xB0,   0xB1,   0x406,  0x456,  0x491,  0xB5,   0xB6,   0xB7,   0x451,  0x2116, 0x454, 0xBB,
    0x458, 0x405, 0x455,  0x457,  0x410,  0x411,  0x412,  0x413,  0x414,  0x415,  0x416,  0x417,  0x418,  0x419, 0x41A,
    0x41B, 0x41C, 0x41D,  0x41E,  0x41F,  0x420,  0x421,  0x422,  0x423,  0x424,  0x425,  0x426,  0x427,  0x428, 0x429,
    0x42A, 0x42B, 0x42C,  0x42D,  0x42E,  0x42F,  0x430,  0x431,  0x432,  0x433,  0x434,  0x435,  0x436,  0x437, 0x438,
    0x439, 0x43A, 0x43B,  0x43C,  0x43D,  0x43E,  0x43F,  0x440,  0x441,  0x442,  0x443,  0x444,  0x445,  0x446, 0x447,
    0x448, 0x449, 0x44A,  0x44B,  0x44C,  0x44D,  0x44E,  0x44F};
static const uint16_t windows_1252[32] = {0x20AC, 0,      0x201A, 0x192,  0x201E, 0x2026, 0x2020, 0x2021,
                                          0x2C6,  0x2030, 0x160,  0x2039, 0x152,  0,      0x17D,  0,
                                          0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                          0x2DC,  0x2122, 0x161,  0x203A, 0x153,  0,      0x17E,  0x178};

/* The byte that a character is in a code page, -1 = it has none. */
typedef int (*page_byte_fn)(uint32_t character);

static int byte_of_1251(uint32_t character)
{
    if (character < 0x80)
        return (int)character;
    for (size_t i = 0; i < COUNT(windows_1251); i++)
        if (windows_1251[i] == character)
            return (int)(0x80 + i);
    return -1;
}

/* Also as Latin-1, where the bytes from 0x80 to 0x9F are control characters. */
static int byte_of_1252(uint32_t character)
{
    if (character <= 0xFF)
        return (int)character;
    for (size_t i = 0; i < COUNT(windows_1252); i++)
        if (windows_1252[i] == character)
            return (int)(0x80 + i);
    return -1;
}

/* The bytes a word was, before they were read in a code page. Returns their number, 0 = it never was in that page. */
static size_t bytes_of(const char *word, size_t length, page_byte_fn byte_of, char *out)
{
    size_t used = 0;
    for (size_t at = 0, step; at < length; at += step) {
        int byte = byte_of(character_at(word + at, &step));
        if (byte < 0)
            return 0;
        out[used++] = (char)byte;
    }
    out[used] = 0;
    return used;
}

/* Whether bytes are UTF-8 that holds so many letters beyond ASCII, and nothing else beyond it than those. */
static bool is_utf8_with_letters(const char *bytes, size_t length, unsigned letters)
{
    unsigned found = 0;
    if (utf8_valid_prefix(bytes, length) != length)
        return false;
    for (size_t at = 0, step; at < length; at += step) {
        uint32_t character = character_at(bytes + at, &step);
        found += character >= 0x80 && character_is_letter(character);
    }
    return found >= letters;
}

/* What Windows-1251 makes of bytes; false = of one of them nothing, or no room. */
static bool write_1251(const char *bytes, size_t length, char *out, size_t size)
{
    size_t used = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char byte = (unsigned char)bytes[i];
        uint32_t character = byte < 0x80 ? byte : windows_1251[byte - 0x80];
        if (character == 0 || used + 5 > size)
            return false;
        used += character_write(character, out + used);
    }
    out[used] = 0;
    return true;
}

/* A word of accented letters alone is of no language: "Áèðæà". */
#define ACCENTED_LETTERS_MIN 4

static bool is_accented_throughout(const char *word, size_t length)
{
    unsigned accented = 0;
    for (size_t at = 0, step; at < length; at += step) {
        uint32_t character = character_at(word + at, &step);
        if (character >= 0xC0 && character <= 0xFF)
            accented++;
        else if (character_is_letter(character))
            return false;
    }
    return accented >= ACCENTED_LETTERS_MIN;
}

static bool read_misread(const char *word, size_t length, char *meant, size_t size)
{
    char bytes[WORD_BYTES_MAX];
    static const struct {
        page_byte_fn byte_of;
        unsigned letters; /* so many must come out: in Cyrillic text "Рё" may stand by itself */
    } pages[] = {{byte_of_1252, 1}, {byte_of_1251, 2}};
    for (size_t i = 0; i < COUNT(pages); i++) {
        size_t used = bytes_of(word, length, pages[i].byte_of, bytes);
        if (used > 0 && used < size && is_utf8_with_letters(bytes, used, pages[i].letters)) {
            memcpy(meant, bytes, used + 1);
            return true;
        }
    }
    if (!is_accented_throughout(word, length))
        return false;
    size_t used = bytes_of(word, length, byte_of_1252, bytes);
    return used > 0 && write_1251(bytes, used, meant, size);
}

bool misread_word_find(const char *text, struct misread_word *found)
{
    for (const char *at = text; *at;) {
        size_t length = strcspn(at, " \t\r\n;,");
        if (length > 0 && length < WORD_BYTES_MAX && read_misread(at, length, found->meant, sizeof found->meant)) {
            memcpy(found->word, at, length);
            found->word[length] = 0;
            return true;
        }
        at += length + (at[length] != 0);
    }
    return false;
}

static bool ends_word(unsigned char byte)
{
    return byte <= ' ' || byte == ',' || byte == ';' || byte == '"';
}

bool word_of_windows_1251(const char *text, size_t length, size_t at, char *out, size_t size)
{
    size_t from = at, to = at;
    unsigned letters = 0;
    while (from > 0 && !ends_word((unsigned char)text[from - 1]))
        from--;
    while (to < length && !ends_word((unsigned char)text[to]))
        letters += (unsigned char)text[to++] >= 0xC0;
    return letters >= 3 && to - from < WORD_BYTES_MAX && write_1251(text + from, to - from, out, size);
}
