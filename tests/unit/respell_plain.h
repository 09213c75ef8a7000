/*
 * respell_plain.h: what a token says and hides by a plain search that knows no index of words: every word with every
 * typing error in it.
 */
#ifndef FIATGATE_TEST_RESPELL_PLAIN_H
#define FIATGATE_TEST_RESPELL_PLAIN_H

#include "respell_fixture.h"

static unsigned plain_standing(const char *token, size_t length)
{
    unsigned uses = 0;
    for (uint32_t i = 0; i < word_count; i++) {
        const struct word *word = &words[i];
        if (word->length > length || memcmp(word->letters, token, word->length) != 0)
            continue;
        size_t rest = length - word->length, letters = 0;
        while (letters < rest && token[word->length + letters] >= 'A')
            letters++;
        if (rest == 0)
            uses |= word->uses;
        else if (letters == rest)
            uses |= (rest <= word->ending ? word->uses & ~(unsigned)WORD_ORDINARY : 0u) |
                    (rest <= word->ordinary_ending ? (unsigned)WORD_ORDINARY : 0u);
    }
    return uses;
}

/* What is asked of a token: a whole word, or a stem that goes on; of other letters only a vowel for a consonant or the
 * other way round, or none; and errors from a letter on. */
struct plain_ask {
    bool goes_on, stands, ordinary;
    size_t from;
};

static bool plain_is_vowel(char letter)
{
    return strchr("AEIOUY", letter) != NULL;
}

static bool plain_has_digit(const char *token, size_t length)
{
    return strcspn(token, "0123456789") < length;
}

static uint32_t plain_ending(const struct word *word)
{
    uint32_t most = word->length >= CORRECTED_LONG ? CORRECTED_ENDING_LONG : CORRECTED_ENDING;
    return word->ending < most ? word->ending : most;
}

/* Whether one error makes the token's first letters the word: all four kinds at all places are tried. */
static bool plain_error(const struct word *word, const char *token, size_t length, struct plain_ask ask)
{
    char wrong[WORD_LONGEST + 2];
    for (size_t at = ask.from; at <= word->length; at++)
        for (int kind = 0; kind < 4; kind++)
            for (char letter = 'A'; letter <= (kind < 2 ? 'Z' : 'A'); letter++) {
                size_t size = word->length;
                memcpy(wrong, word->letters, size);
                if (kind == 0 && at < size && wrong[at] >= 'A' && !ask.ordinary &&
                    (!ask.stands || plain_is_vowel(wrong[at]) != plain_is_vowel(letter))) {
                    wrong[at] = letter;
                } else if (kind == 1) {
                    memmove(wrong + at + 1, wrong + at, size++ - at);
                    wrong[at] = letter;
                } else if (kind == 2 && at < size && wrong[at] >= 'A') {
                    memmove(wrong + at, wrong + at + 1, --size - at);
                } else if (kind == 3 && at + 1 < size) {
                    char first = wrong[at];
                    wrong[at] = wrong[at + 1];
                    wrong[at + 1] = first;
                } else {
                    continue;
                }
                /* An error at a stem's end has no ending behind it. */
                size_t touched = kind == 3 ? at + 1 : kind == 2 ? at - 1 : at;
                bool whole = length == size;
                bool goes_on = length > size && length - size <= plain_ending(word) &&
                               (kind == 2 ? at < size : touched + 1 < size) &&
                               !plain_has_digit(token + size, length - size);
                if ((ask.goes_on ? goes_on : whole) && memcmp(wrong, token, size) == 0)
                    return true;
            }
    return false;
}

/* Whether a token with these letters in the place of so many is the word, or its stem with an ending. */
static bool plain_instead(const struct word *word, const char *token, size_t length, size_t at, const char *letters,
                          size_t replaced, bool stem)
{
    const size_t put = strlen(letters), size = length - replaced + put, rest = size - word->length;
    if (at + replaced > length || size < word->length || at + put > word->length ||
        memcmp(word->letters, token, at) != 0 || memcmp(word->letters + at, letters, put) != 0 ||
        memcmp(word->letters + at + put, token + at + replaced, word->length - at - put) != 0)
        return false;
    return stem ? rest > 0 && rest <= plain_ending(word) && at + put < word->length &&
                      !plain_has_digit(token + length - rest, rest)
                : rest == 0;
}

static size_t plain_unit(const char *letters)
{
    static const char *const units[] = {"SHCH", "ZH", "KH", "TS", "CH", "SH", "YU", "YA"};
    for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
        if (strncmp(letters, units[i], strlen(units[i])) == 0)
            return strlen(units[i]);
    return *letters ? 1 : 0;
}

/* The same for letters that are written as several. */
static bool plain_unit_error(const struct word *word, const char *token, size_t length, struct plain_ask ask)
{
    static const char *const pairs[] = {"ZH", "KH", "TS", "CH", "SH", "YU", "YA"};
    static const char *const keys[][2] = {{"I", "TS"}, {"U", "TS"}, {"G", "SH"}, {"Z", "SHCH"}, {"Z", "KH"},
                                          {"D", "ZH"}, {"E", "ZH"}, {"S", "CH"}, {"B", "YU"}};
    size_t units = 0;
    for (size_t at = 0; at < length; at += plain_unit(token + at))
        units++;
    for (size_t at = ask.from; units >= CORRECTED_LEAST && at <= length && token[0] == word->letters[0]; at++) {
        const size_t own = plain_unit(token + at);
        for (size_t first = own; first > 0; first = first > 1 ? 1 : 0)
            for (size_t second = plain_unit(token + at + first); second > 0; second = second > 1 ? 1 : 0) {
                char turned[16];
                snprintf(turned, sizeof turned, "%.*s%.*s", (int)second, token + at + first, (int)first, token + at);
                if (first + second > 2 && plain_instead(word, token, length, at, turned, first + second, ask.goes_on))
                    return true;
            }
        for (size_t i = 0; i < sizeof pairs / sizeof pairs[0]; i++) {
            const char *pair = pairs[i];
            bool stands = strncmp(token + at, pair, 2) == 0;
            bool other = (own == 1 && token[at] >= 'A') ||
                         (own == 2 && token[at] != pair[0] && token[at + 1] != pair[1]) || (own == 4 && pair[0] == 'S');
            if (stands && strncmp(token + at + 2, pair, 2) == 0 &&
                plain_instead(word, token, length, at, "", 2, ask.goes_on))
                return true;
            if ((!ask.stands && other && plain_instead(word, token, length, at, pair, own, ask.goes_on)) ||
                ((!ask.goes_on || word->length > WORD_WRONG_LEAST) &&
                 plain_instead(word, token, length, at, pair, 0, ask.goes_on)))
                return true;
        }
        for (size_t i = 0; !ask.stands && i < sizeof keys / sizeof keys[0]; i++)
            if (own == strlen(keys[i][1]) && strncmp(token + at, keys[i][1], own) == 0 &&
                plain_instead(word, token, length, at, keys[i][0], own, ask.goes_on))
                return true;
    }
    return false;
}

/* The forms that a compiler made of ordinary stems, each of so many letters. */
static bool plain_is_form(const char *token, size_t length)
{
    for (size_t i = 0; i < sizeof forms / sizeof forms[0]; i++)
        if (strlen(forms[i].letters) == length && memcmp(forms[i].letters, token, length) == 0)
            return true;
    return false;
}

static bool plain_wrong_from(const char *token, size_t length, size_t from, unsigned uses)
{
    unsigned standing = plain_standing(token, length);
    bool whole = false;
    if (length < CORRECTED_LEAST || plain_is_form(token, length))
        return false;
    for (uint32_t i = 0; i < word_count; i++)
        if (words[i].length == length && memcmp(words[i].letters, token, length) == 0) {
            whole = true;
            if (words[i].uses & (WORD_SAID | WORD_ORDINARY))
                return false;
        }
    for (uint32_t i = 0; i < word_count; i++)
        for (int stem = 0; stem <= (standing == 0); stem++) {
            const struct plain_ask ask = {stem, standing != 0 && !whole, (standing & WORD_ORDINARY) != 0, from};
            const bool itself = words[i].length == length && memcmp(words[i].letters, token, length) == 0;
            if (!itself && (words[i].uses & uses) == uses &&
                (plain_error(&words[i], token, length, ask) || plain_unit_error(&words[i], token, length, ask)))
                return true;
        }
    return false;
}

static bool plain_wrong(const char *token, size_t length)
{
    return plain_wrong_from(token, length, 1, WORD_MAY_BE_WRONG);
}

#endif
