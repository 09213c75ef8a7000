/*
 * word_cut.c: words that stand in several tokens (word_ways.h).
 *
 * Pieces that each say something by themselves make no word: "NA LICHNYE" is no NALICHNYE where both are ordinary, nor
 * is a number that stands beside a word part of it (TRC 20, where TRC is a word of the pack). One piece must say
 * nothing. Several words of a term are put together where they are cut elsewhere, so far as these or their words are
 * not already by themselves. Nor is a word put together that a term of the pack has in just these pieces, which finds
 * it; of several that the pieces are, stems with the rest as their ending, the longest is asked. Short words are as
 * easily met by chance, so they have few pieces, and a letter at their end is no piece of them where another single one
 * follows (USD T/T).
 */
#include "word_ways.h"

struct walk {
    const struct word_index *index;
    const struct folded *folded;
    const struct folded_segment *segment;
    uint32_t first, node, letters;
    bool lost; /* no word goes on so */
};

/* A word that ends in the token gone through last. */
struct ended {
    uint32_t letters, node; /* 0 = none */
};

/* Whether a piece says something by itself. */
static bool speaks(const struct walk *walk, const unsigned char *piece, uint32_t length, bool numbered)
{
    if (!has_folded_letter(piece, length))
        return true;
    unsigned standing = word_standing(walk->index, piece, length);
    return numbered ? standing != 0 : (standing & WORD_ORDINARY) != 0;
}

/* Whether tokens [first, last] may be pieces of a word. */
static bool are_pieces(const struct walk *walk, uint32_t last, struct ended word)
{
    const struct folded *folded = walk->folded;
    uint32_t pieces = last - walk->first + 1;
    uint64_t cuts = 0, phrase = word_phrase_cuts(walk->index, word.node);
    bool numbered = false, all_speak = true;
    if (word.letters < CUT_LONG) {
        if (pieces > CUT_SHORT_PIECES)
            return false;
        uint32_t next = last + 1, end = token_bytes_end(folded, walk->segment, last);
        bool letter = end - folded->tokens[last].at == 1;
        if (letter && next < segment_tokens_end(folded, walk->segment) &&
            token_bytes_end(folded, walk->segment, next) - folded->tokens[next].at == 1)
            return false;
    }
    for (uint32_t i = walk->first, at = 0; i <= last; i++) {
        uint32_t length = token_bytes_end(folded, walk->segment, i) - folded->tokens[i].at;
        numbered |= has_folded_digit(folded->bytes + folded->tokens[i].at, length);
        at += length;
        cuts |= i < last ? (uint64_t)1 << at : 0;
    }
    if (cuts == phrase)
        return false;
    for (uint32_t i = walk->first; i <= last && all_speak; i++)
        all_speak = speaks(walk, folded->bytes + folded->tokens[i].at,
                           token_bytes_end(folded, walk->segment, i) - folded->tokens[i].at, numbered);
    return !all_speak;
}

/* Goes on through one token; returns the longest word that may be cut and ends with it. */
static struct ended through_token(struct walk *walk, uint32_t token)
{
    const unsigned char *text = walk->folded->bytes + walk->folded->tokens[token].at;
    uint32_t length = token_bytes_end(walk->folded, walk->segment, token) - walk->folded->tokens[token].at;
    struct ended found = {0};
    for (uint32_t i = 0; i < length; i++) {
        walk->node = word_step(walk->index, walk->node, text[i]);
        if (walk->node == 0) {
            walk->lost = true;
            return found;
        }
        uint32_t word = walk->index->nodes[walk->node].word, rest = length - i - 1;
        walk->letters++;
        if (!(word & (WORD_MAY_BE_CUT | WORD_PHRASE)) || walk->letters < WORD_CUT_LEAST)
            continue;
        if (rest == 0 || (rest <= WORD_ENDING(word) && !has_folded_digit(text + i + 1, rest)))
            found = (struct ended){walk->letters, walk->node};
    }
    return found;
}

struct cut word_cut(const struct word_index *index, const struct folded *folded, const struct folded_segment *segment,
                    uint32_t token)
{
    struct walk walk = {.index = index, .folded = folded, .segment = segment, .first = token};
    uint32_t end = segment_tokens_end(folded, segment);
    struct cut cut = {.tokens = 0};
    if (end - token > CUT_PIECES)
        end = token + CUT_PIECES;
    for (uint32_t i = token; i < end && !walk.lost; i++) {
        struct ended word = through_token(&walk, i);
        if (word.letters > 0 && i > token && are_pieces(&walk, i, word)) {
            const uint32_t uses = index->nodes[word.node].word;
            cut = (struct cut){.tokens = i - token + 1,
                               .is_word = (uses & WORD_MAY_BE_CUT) != 0,
                               .phrase = uses & WORD_PHRASE ? word_phrase_cuts(index, word.node) : 0};
        }
    }
    return cut;
}
