/*
 * respelling_capitals.c: words that capitals or another script tell apart in one word of a text, as
 * match/word_capitals.h describes them (respelling.h).
 */
#include "respelling.h"

#include <string.h>

#include "plugin/match/word_ways.h"
#include "plugin/text/letters.h"

#define LETTERS 512

/* A letter of the value: what it is, and how many letters of the folded word stand before it. */
struct letter_read {
    unsigned flags;
    uint32_t before;
};

/* The letters that a word was folded from, and one more that only says where they end; 0 = there is other than letters
 * and digits, or they are not the word's. */
static uint32_t read_letters(const unsigned char *text, const struct spelled *word, struct letter_read letters[LETTERS])
{
    uint32_t count = 0, said = 0;
    for (uint32_t at = word->from; at < word->to && count + 1 < LETTERS;) {
        const struct unit unit = unit_at(text, word->to, at);
        at = unit.next;
        if (unit.letter->kind == KIND_IGNORED)
            continue;
        if (unit.letter->kind != KIND_LETTER && unit.letter->kind != KIND_DIGIT)
            return 0;
        letters[count++] = (struct letter_read){unit.letter->flags, said};
        said += unit.letter->plain_length;
    }
    return said == word->length ? count : 0;
}

static bool are_of_two_scripts(const struct letter_read *left, const struct letter_read *right)
{
    const unsigned scripts = LETTER_LATIN | LETTER_CYRILLIC;
    return (left->flags & scripts) && (right->flags & scripts) && !(left->flags & right->flags & scripts);
}

/* Whether a word begins with one of the letters, which is not the first. */
static bool begins(const struct letter_read *letters, uint32_t count, uint32_t at)
{
    const struct letter_read *here = &letters[at];
    if (are_of_two_scripts(here - 1, here) || ((here[-1].flags & LETTER_SMALL) && (here->flags & LETTER_CAPITAL)))
        return true;
    return (here[-1].flags & here->flags & LETTER_CAPITAL) && at + 1 < count && (here[1].flags & LETTER_SMALL) &&
           !are_of_two_scripts(here, here + 1);
}

static bool has_digit(const char *letters, uint32_t length)
{
    for (uint32_t i = 0; i < length; i++)
        if (letters[i] < 'A')
            return true;
    return false;
}

static bool is_preposition(const char *letters, uint32_t length)
{
    static const char *const all[] = {"V", "S", "K", "NA", "ZA", "PO", "OT", "IZ", "DO"};
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
        if (strlen(all[i]) == length && memcmp(all[i], letters, length) == 0)
            return true;
    return false;
}

/* Whether several words are supposed in a word. */
static bool is_supposed(const char *letters, uint32_t length)
{
    if (length >= 7 || has_digit(letters, length < 8 ? length : 8) || has_digit(letters + length - 1, 1))
        return true;
    for (uint32_t own = 1; own <= 2 && length >= 5; own++)
        if (is_preposition(letters, own) || is_preposition(letters + length - own, own))
            return true;
    return false;
}

static bool begins_with_word(const struct lexicon *lexicon, const char *letters, uint32_t length, bool behind)
{
    for (uint32_t i = 0; i < lexicon->count; i++) {
        const struct word *word = &lexicon->words[i];
        if ((word->uses & WORD_MAY_NEIGHBOUR) && word->length <= length &&
            memcmp(word->letters, letters, word->length) == 0 &&
            (word->length >= 3 ||
             (!behind && begins_with_word(lexicon, letters + word->length, length - word->length, true))))
            return true;
    }
    return false;
}

bool lexicon_split_capitals(const struct lexicon *lexicon, const unsigned char *text, const struct spelled *word,
                            struct pieces *pieces)
{
    struct letter_read letters[LETTERS];
    const uint32_t count = read_letters(text, word, letters);
    bool found = false;
    *pieces = (struct pieces){.readings = READING_NUMBERED};
    if (count == 0 || word->length > WORD_LONGEST || lexicon_says(lexicon, word->letters, word->length) != 0 ||
        !is_supposed(word->letters, word->length) || !begins_with_word(lexicon, word->letters, word->length, false))
        return false;
    for (uint32_t i = 1, from = 0; i <= count; i++) {
        const uint32_t to = i < count ? letters[i].before : word->length;
        if (to == from || (i < count && !begins(letters, count, i)))
            continue;
        const unsigned said = lexicon_says(lexicon, word->letters + from, to - from);
        if (said == 0 && !are_digits(word->letters + from, to - from))
            return false;
        found |= to - from >= 3 && (said & WORD_MAY_BE_NUMBERED) && !(said & WORD_ORDINARY);
        pieces->ends[pieces->count++] = from = to;
    }
    return found && pieces->count > 1 && pieces->count <= SPLIT_PIECES;
}
