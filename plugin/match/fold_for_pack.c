/*
 * fold_for_pack.c: where a line ends between two words of their own (fold_for_pack.h).
 */
#include "fold_for_pack.h"

#include <string.h>

#include "token_looks_ways.h"

#define APART_LONGEST WORD_LONGEST /* letters of both words; what is longer may be anything */

static bool is_ordinary(const struct word_index *index, const unsigned char *token, uint32_t length)
{
    const uint64_t first = word_first(word_bytes(token), length);
    const uint64_t second = length > 8 ? word_first(word_bytes(token + 8), length - 8) : 0;
    return length <= SETTLED_LETTERS && (word_settled(index, first, second) & SETTLED_ORDINARY);
}

/* Whether a token may be of the pack: a word or stem of a term, or what a name begins with. */
static bool may_be_of_pack(const struct look_tables *tables, const unsigned char *token, uint32_t length)
{
    if ((word_standing(&tables->words, token, length) & ~(unsigned)WORD_ORDINARY) != 0)
        return true;
    return tables->has_names && looked_begins_name(tables, looked_hash(tables, token, length), length);
}

/* As struct word_breaks says. */
static bool are_apart(const void *context, const struct word_break *at)
{
    const struct look_tables *tables = context;
    unsigned char both[APART_LONGEST + FOLD_PADDING] = {0};
    if (at->left_length + at->right_length > APART_LONGEST || !is_ordinary(&tables->words, at->left, at->left_length) ||
        !is_ordinary(&tables->words, at->right, at->right_length))
        return false;
    memcpy(both, at->left, at->left_length);
    memcpy(both + at->left_length, at->right, at->right_length);
    return !may_be_of_pack(tables, both, at->left_length + at->right_length);
}

bool fold_for_pack(const struct pack *pack, struct folded *folded, const struct transfer *transfer)
{
    const struct look_tables tables = look_tables_of(pack);
    const struct word_breaks breaks = {are_apart, &tables};
    return fold_transfer(folded, transfer, tables.has_words ? &breaks : NULL);
}
