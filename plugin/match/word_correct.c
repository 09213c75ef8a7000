/*
 * word_correct.c: words with one typing error in them (word_ways.h). From each letter of the token that words of the
 * pack still begin with, one error is supposed there and the rest must go on without one. Which letters a word could
 * have there the trie says, so that nothing is tried that leads to no word.
 */
#include "word_ways.h"

/* Steps through the trie for one token, so that no pack and no text makes it long. Ordinary words take some dozens. */
#define STEPS_MOST 1024

struct attempt {
    const struct word_index *index;
    const unsigned char *token;
    uint32_t length;
    uint32_t steps;
};

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
        if ((word & WORD_MAY_BE_WRONG) && depth >= WORD_WRONG_LEAST &&
            (rest == 0 || (stepped > 0 && rest <= ending_most(word, depth))))
            return true;
        if (rest == 0 || attempt->steps++ >= STEPS_MOST)
            return false;
        node = word_step(attempt->index, node, attempt->token[at++]);
        depth++;
        if (node == 0)
            return false;
    }
}

static bool exchanged(struct attempt *attempt, uint32_t node, uint32_t at, struct correction *correction)
{
    const unsigned char *token = attempt->token;
    if (attempt->length - at < 2 || token[at] == token[at + 1])
        return false;
    uint32_t other = word_step(attempt->index, node, token[at + 1]);
    other = other != 0 ? word_step(attempt->index, other, token[at]) : 0;
    *correction = (struct correction){at, {token[at + 1], token[at]}, 2, at + 2};
    return other != 0 && ends_a_word(attempt, other, at + 2, at + 2);
}

static bool too_many(struct attempt *attempt, uint32_t node, uint32_t at, struct correction *correction)
{
    *correction = (struct correction){at, {0}, 0, at + 1};
    return at < attempt->length && ends_a_word(attempt, node, at, at + 1);
}

/* Another letter, or one too few: `resumed` says where the token goes on behind it. */
static bool other_letter(struct attempt *attempt, uint32_t node, uint32_t at, uint32_t resumed,
                         struct correction *correction)
{
    if (resumed > attempt->length)
        return false;
    uint32_t letters = attempt->index->nodes[node].next;
    if (at < attempt->length)
        letters &= ~word_letter_bit(attempt->token[at]);
    for (; letters != 0; letters &= letters - 1) {
        unsigned char letter = (unsigned char)('A' + __builtin_ctz(letters));
        uint32_t child = word_step(attempt->index, node, letter);
        if ((resumed < attempt->length && word_step(attempt->index, child, attempt->token[resumed]) == 0) ||
            !ends_a_word(attempt, child, at + 1, resumed))
            continue;
        *correction = (struct correction){at, {letter}, 1, resumed};
        return true;
    }
    return false;
}

bool word_correct(const struct word_index *index, const unsigned char *token, uint32_t length,
                  const struct word_path *path, unsigned where, struct correction *correction)
{
    struct attempt attempt = {.index = index, .token = token, .length = length};
    if (length < CORRECTED_LEAST || length > WORD_LONGEST + 1 || path->standing != 0 || has_folded_digit(token, length))
        return false;
    for (uint32_t at = path->depth; at > 0 && attempt.steps < STEPS_MOST; at--) {
        uint32_t node = path->nodes[at];
        if (!(where >> (at < WRONG_LAST ? at : WRONG_LAST) & 1))
            continue;
        if (exchanged(&attempt, node, at, correction) || too_many(&attempt, node, at, correction) ||
            other_letter(&attempt, node, at, at + 1, correction) || other_letter(&attempt, node, at, at, correction))
            return true;
    }
    return false;
}
