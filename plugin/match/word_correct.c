/*
 * word_correct.c: words with one typing error in them (word_ways.h): whole ones, then stems with their endings. From
 * each letter of the token that words of the pack still begin with, one error is supposed there and the rest must go on
 * without one. Which letters a word could have there the trie says, so that nothing is tried that leads to no word.
 * Where no error in a single letter is found, those in Cyrillic letters that are written as several are looked for,
 * too.
 */
#include <string.h>

#include "letter_units.h"
#include "word_ways.h"

/* Steps through the trie for one token, so that no pack and no text makes it long. Ordinary words take some dozens. */
#define STEPS_MOST 1024

struct attempt {
    const struct word_index *index;
    const unsigned char *token;
    uint32_t length;
    uint32_t steps;
    unsigned uses;       /* that the word must have */
    bool goes_on;        /* a stem and its ending are looked for, not a whole word */
    bool stands;         /* the token is a stem with some ending */
    bool ordinary;       /* that stem is an ordinary word's */
    bool has_stem;       /* a stem with an ending was seen on the way */
    uint32_t stem_least; /* letters of a stem that goes on */
    uint32_t count;
    struct correction *found; /* CORRECTIONS, of which there are so many */
};

uint32_t correction_write(const struct correction *correction, const unsigned char *token, uint32_t length,
                          unsigned char *right)
{
    const uint32_t changed = correction->kept + correction->letter_count;
    memcpy(right, token, correction->kept);
    memcpy(right + correction->kept, correction->letters, correction->letter_count);
    memcpy(right + changed, token + correction->resumed, length - correction->resumed);
    return changed + length - correction->resumed;
}

/* Keeps what is right if none of those kept says the same; whether there is no room for more. */
static bool keep(struct attempt *attempt, const struct correction *correction)
{
    unsigned char right[WORD_CORRECTED], other[WORD_CORRECTED];
    const uint32_t length = correction_write(correction, attempt->token, attempt->length, right);
    for (uint32_t i = 0; i < attempt->count; i++)
        if (correction_write(&attempt->found[i], attempt->token, attempt->length, other) == length &&
            memcmp(right, other, length) == 0)
            return false;
    attempt->found[attempt->count++] = *correction;
    return attempt->count == CORRECTIONS;
}

/* Letters by which a stem in which an error was put right may go on: an error and a long ending make surnames and other
 * words of everyday life into words of the pack. */
static uint32_t ending_most(uint32_t word, uint32_t depth)
{
    uint32_t most = depth >= CORRECTED_LONG ? CORRECTED_ENDING_LONG : CORRECTED_ENDING;
    return WORD_ENDING(word) < most ? WORD_ENDING(word) : most;
}

/* Whether the token's letters from `at` on end a word that may be wrong, or a stem and its ending. `depth` letters of
 * the word lead to the node. A stem goes on for a letter at least: an error at its end and an ending are too much. */
static bool ends_a_word(struct attempt *attempt, uint32_t node, uint32_t depth, uint32_t at)
{
    for (uint32_t stepped = 0;; stepped++) {
        uint32_t word = attempt->index->nodes[node].word, rest = attempt->length - at;
        if ((word & attempt->uses) == attempt->uses && depth >= WORD_WRONG_LEAST) {
            const bool stem = rest > 0 && stepped > 0 && depth >= attempt->stem_least &&
                              rest <= ending_most(word, depth) && !has_folded_digit(attempt->token + at, rest);
            attempt->has_stem |= stem;
            if (attempt->goes_on ? stem : rest == 0)
                return true;
        }
        if (rest == 0 || attempt->steps++ >= STEPS_MOST)
            return false;
        node = word_step(attempt->index, node, attempt->token[at++]);
        depth++;
        if (node == 0)
            return false;
    }
}

static bool exchanged(struct attempt *attempt, uint32_t node, uint32_t at)
{
    const unsigned char *token = attempt->token;
    if (attempt->length - at < 2 || token[at] == token[at + 1])
        return false;
    uint32_t other = word_step(attempt->index, node, token[at + 1]);
    other = other != 0 ? word_step(attempt->index, other, token[at]) : 0;
    const struct correction correction = {at, {token[at + 1], token[at]}, 2, at + 2};
    return other != 0 && ends_a_word(attempt, other, at + 2, at + 2) && keep(attempt, &correction);
}

static bool too_many(struct attempt *attempt, uint32_t node, uint32_t at)
{
    const struct correction correction = {at, {0}, 0, at + 1};
    return at < attempt->length && !is_folded_digit(attempt->token[at]) && ends_a_word(attempt, node, at, at + 1) &&
           keep(attempt, &correction);
}

static uint32_t vowels(uint32_t letters)
{
    return letters & (word_letter_bit('A') | word_letter_bit('E') | word_letter_bit('I') | word_letter_bit('O') |
                      word_letter_bit('U') | word_letter_bit('Y'));
}

/* Another letter, or one too few: `resumed` says where the token goes on behind it. */
static bool other_letter(struct attempt *attempt, uint32_t node, uint32_t at, uint32_t resumed)
{
    if (resumed > attempt->length || (resumed > at && (attempt->ordinary || is_folded_digit(attempt->token[at]))))
        return false;
    uint32_t letters = attempt->index->nodes[node].next;
    if (at < attempt->length)
        letters &= ~word_letter_bit(attempt->token[at]);
    if (attempt->stands && resumed > at)
        letters = vowels(word_letter_bit(attempt->token[at])) ? letters & ~vowels(letters) : vowels(letters);
    for (; letters != 0; letters &= letters - 1) {
        unsigned char letter = (unsigned char)('A' + __builtin_ctz(letters));
        uint32_t child = word_step(attempt->index, node, letter);
        if ((resumed < attempt->length && word_step(attempt->index, child, attempt->token[resumed]) == 0) ||
            !ends_a_word(attempt, child, at + 1, resumed))
            continue;
        const struct correction correction = {at, {letter}, 1, resumed};
        if (keep(attempt, &correction))
            return true;
    }
    return false;
}

/* --- Letters that are written as several ---------------------------------------------------------------------- */

/* What pairs begin with, as word_letter_bit() has it. */
#define UNIT_FIRST_LETTERS                                                                                             \
    (1u << ('Z' - 'A') | 1u << ('K' - 'A') | 1u << ('T' - 'A') | 1u << ('C' - 'A') | 1u << ('S' - 'A') |               \
     1u << ('Y' - 'A'))

/* Node behind so many letters; 0: no word goes on so. */
static uint32_t walk(struct attempt *attempt, uint32_t node, const unsigned char *letters, uint32_t count)
{
    attempt->steps++;
    for (uint32_t i = 0; i < count; i++)
        if ((node = word_step(attempt->index, node, letters[i])) == 0)
            return 0;
    return node;
}

/* Whether a word has these letters in the place of so many of the token's. */
static bool has_instead(struct attempt *attempt, uint32_t node, uint32_t at, const unsigned char *letters,
                        uint32_t count, uint32_t replaced)
{
    const uint32_t resumed = at + replaced;
    if (resumed > attempt->length || attempt->steps >= STEPS_MOST ||
        (node = walk(attempt, node, letters, count)) == 0 ||
        (resumed < attempt->length && word_step(attempt->index, node, attempt->token[resumed]) == 0) ||
        !ends_a_word(attempt, node, at + count, resumed))
        return false;
    struct correction correction = {.kept = at, .letter_count = count, .resumed = resumed};
    memcpy(correction.letters, letters, count);
    return keep(attempt, &correction);
}

static bool units_exchanged(struct attempt *attempt, uint32_t node, uint32_t at)
{
    const unsigned char *token = attempt->token + at;
    const uint32_t left = attempt->length - at, longest = unit_length(token, left);
    for (uint32_t first = longest;; first = 1) {
        const uint32_t second = first < left ? unit_length(token + first, left - first) : 0;
        for (uint32_t length = second; length > 0; length = length > 1 ? 1 : 0) {
            unsigned char turned[2 * UNIT_LONGEST];
            memcpy(turned, token + first, length);
            memcpy(turned + length, token, first);
            if (first + length > 2 && memcmp(turned, token, first + length) != 0 &&
                has_instead(attempt, node, at, turned, first + length, first + length))
                return true;
        }
        if (first == 1)
            return false;
    }
}

static bool unit_doubled(struct attempt *attempt, uint32_t node, uint32_t at)
{
    const unsigned char *token = attempt->token + at;
    const uint32_t left = attempt->length - at;
    return left >= 2 * UNIT_PAIR && unit_is_pair(token[0], token[1]) &&
           memcmp(token, token + UNIT_PAIR, UNIT_PAIR) == 0 && has_instead(attempt, node, at, token, 0, UNIT_PAIR);
}

/* One for another: of several letters for any, a single one for its neighbour on the keys. */
static bool another_unit(struct attempt *attempt, uint32_t node, uint32_t at)
{
    const unsigned char *token = attempt->token + at;
    const uint32_t left = attempt->length - at, length = left > 0 ? unit_length(token, left) : 0;
    const uint32_t letters = attempt->index->nodes[node].next;
    for (uint32_t i = 0; i < UNIT_PAIRS && length > 0 && (letters & UNIT_FIRST_LETTERS); i++) {
        const unsigned char *pair = unit_pairs[i];
        if (!(letters & word_letter_bit(pair[0])))
            continue;
        if ((length == 1 && !is_folded_digit(token[0])) ||
            (length == UNIT_PAIR && pair[0] != token[0] && pair[1] != token[1]) ||
            (length == UNIT_LONGEST && pair[0] == 'S'))
            if (has_instead(attempt, node, at, pair, UNIT_PAIR, length))
                return true;
    }
    for (uint32_t i = 0; i < UNIT_KEYS && length > 1; i++)
        if (unit_keys[i].length == length && memcmp(unit_keys[i].unit, token, length) == 0 &&
            has_instead(attempt, node, at, &unit_keys[i].letter, 1, length))
            return true;
    return false;
}

/* Of the shortest stems too few letters are left to be told from others by the filters. */
static bool unit_missing(struct attempt *attempt, uint32_t node, uint32_t at)
{
    const uint32_t letters = attempt->index->nodes[node].next;
    bool enough = false;
    attempt->stem_least = WORD_WRONG_LEAST + 1;
    for (uint32_t i = 0; i < UNIT_PAIRS && (letters & UNIT_FIRST_LETTERS) && !enough; i++)
        enough = (letters & word_letter_bit(unit_pairs[i][0])) &&
                 has_instead(attempt, node, at, unit_pairs[i], UNIT_PAIR, 0);
    attempt->stem_least = 0;
    return enough;
}

/* Whether something at a letter, or behind it, may be a letter that is written as several, in the token or in a word.
 */
static bool may_have_unit(const struct attempt *attempt, uint32_t node, uint32_t at)
{
    const unsigned char *token = attempt->token + at;
    const uint32_t left = attempt->length - at;
    return (attempt->index->nodes[node].next & UNIT_FIRST_LETTERS) != 0 ||
           (left > 1 && unit_is_pair(token[0], token[1])) || (left > 2 && unit_is_pair(token[1], token[2]));
}

/* The same for the letters of a token as they are written in Cyrillic, of which there must be enough. */
static void correct_units(struct attempt *attempt, const struct word_path *path, uint64_t where)
{
    if (unit_count(attempt->token, attempt->length) < CORRECTED_LEAST)
        return;
    for (uint32_t at = path->depth; at > 0 && attempt->steps < STEPS_MOST; at--) {
        const uint32_t node = path->nodes[at];
        if ((where >> at & 1) && may_have_unit(attempt, node, at) &&
            (units_exchanged(attempt, node, at) || unit_doubled(attempt, node, at) ||
             (!attempt->stands && another_unit(attempt, node, at)) || unit_missing(attempt, node, at)))
            return;
    }
}

static void correct_letters(struct attempt *attempt, const struct word_path *path, uint64_t where)
{
    for (uint32_t at = path->depth; at > 0 && attempt->steps < STEPS_MOST; at--) {
        const uint32_t node = path->nodes[at];
        if ((where >> at & 1) && (exchanged(attempt, node, at) || too_many(attempt, node, at) ||
                                  other_letter(attempt, node, at, at + 1) || other_letter(attempt, node, at, at)))
            return;
    }
}

static void correct(struct attempt *attempt, const struct word_path *path, uint64_t where)
{
    correct_letters(attempt, path, where);
    if (attempt->count < CORRECTIONS)
        correct_units(attempt, path, where);
}

/* What is a word, if one that no list says, is most likely that: words beside it are put right as well. */
static void put_itself_first(struct attempt *attempt)
{
    attempt->count -= attempt->count == CORRECTIONS;
    memmove(attempt->found + 1, attempt->found, attempt->count * sizeof *attempt->found);
    attempt->found[0] = (struct correction){.kept = attempt->length, .resumed = attempt->length};
    attempt->count++;
}

/* Whether an ordinary word goes on as its forms do. Longer ones are words of the trie. */
static bool is_ordinary_form(const struct word_index *index, const unsigned char *token, uint32_t length)
{
    uint64_t letters[2] = {0};
    if (length > SETTLED_LETTERS)
        return false;
    memcpy(letters, token, length);
    return word_settled(index, letters[0], letters[1]) != 0;
}

uint32_t word_correct(const struct word_index *index, const unsigned char *token, uint32_t length,
                      const struct word_path *path, uint64_t where, unsigned uses,
                      struct correction corrections[CORRECTIONS])
{
    struct attempt attempt = {.index = index,
                              .token = token,
                              .length = length,
                              .uses = uses | WORD_MAY_BE_WRONG,
                              .stands = path->standing != 0 && path->whole == 0,
                              .ordinary = (path->standing & WORD_ORDINARY) != 0,
                              .found = corrections};
    if (length < CORRECTED_LEAST || length > WORD_LONGEST + 1 || word_path_settles(path) ||
        ((path->standing & WORD_ORDINARY) && is_ordinary_form(index, token, length)))
        return 0;
    correct(&attempt, path, where);
    attempt.goes_on = true;
    if (attempt.count == 0 && attempt.has_stem && path->standing == 0)
        correct(&attempt, path, where);
    if (attempt.count > 0 && path->whole != 0)
        put_itself_first(&attempt);
    return attempt.count;
}
