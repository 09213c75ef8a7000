/*
 * fold_for_pack.c: where a line ends between two words of their own (fold_for_pack.h).
 */
#include "fold_for_pack.h"

#include <string.h>

#include "token_looks_ways.h"

#define APART_LONGEST WORD_LONGEST /* letters of both words; what is longer may be anything */

/* enum settled of a token. */
static unsigned settled(const struct word_index *index, const unsigned char *token, uint32_t length)
{
    const uint64_t first = word_first(word_bytes(token), length);
    const uint64_t second = length > 8 ? word_first(word_bytes(token + 8), length - 8) : 0;
    return length <= SETTLED_LETTERS ? word_settled(index, first, second) : 0;
}

/* Whether a token may be of the pack: a word of a term, where any begins as it does, or what a name begins with. */
static bool may_be_of_pack(const struct look_tables *tables, const unsigned char *token, uint32_t length, bool begins)
{
    if (begins && (word_standing(&tables->words, token, length) & WORD_OF_A_TERM) != 0)
        return true;
    return tables->has_names && looked_begins_name(tables, looked_hash(tables, token, length), length);
}

/* As struct known_words says. A stem that goes on over the break is found in the left word already. */
static bool are_apart(const void *context, const struct word_break *at)
{
    const struct look_tables *tables = context;
    const uint32_t length = at->left_length + at->right_length;
    const unsigned left = settled(&tables->words, at->left, at->left_length);
    unsigned char both[APART_LONGEST + FOLD_PADDING] = {0};
    if (length > APART_LONGEST || left == 0 || settled(&tables->words, at->right, at->right_length) == 0)
        return false;
    memcpy(both, at->left, at->left_length);
    memcpy(both + at->left_length, at->right, at->right_length);
    return !may_be_of_pack(tables, both, length, (left & SETTLED_BEGINS) != 0);
}

static bool is_itself(const void *context, const unsigned char *token, uint32_t length)
{
    const struct look_tables *tables = context;
    return (settled(&tables->words, token, length) & SETTLED_LOOKS_ITSELF) != 0;
}

bool fold_for_pack(const struct pack *pack, struct folded *folded, const struct transfer *transfer)
{
    struct look_tables room;
    const struct look_tables *tables = look_tables_of(pack, &room);
    const struct known_words known = {tables, are_apart, is_itself};
    return fold_transfer(folded, transfer, tables->has_words ? &known : NULL);
}
