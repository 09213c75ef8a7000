/*
 * fold_for_pack.c: where a line ends between two words of their own, and which words are no disguises
 * (fold_for_pack.h).
 */
#include "fold_for_pack.h"

#include <string.h>

#include "token_looks_ways.h"

/* What is read of a settled word, letters and all behind them. */
#define SETTLED_BYTES (SETTLED_LETTERS + 1)
_Static_assert(SETTLED_BYTES <= FOLD_PADDING && 2 * SETTLED_LETTERS <= WORD_LONGEST, "both are read whole");

/* enum settled of a token. */
static unsigned settled(const struct word_index *index, const unsigned char *token, uint32_t length)
{
    const uint64_t first = word_first(word_bytes(token), length);
    const uint64_t second = length > 8 ? word_first(word_bytes(token + 8), length - 8) : 0;
    return length <= SETTLED_LETTERS ? word_settled(index, first, second) : 0;
}

static bool is_of_a_term(const struct look_tables *tables, const unsigned char *token, uint32_t length)
{
    return (word_standing(&tables->words, token, length) & WORD_OF_A_TERM) != 0;
}

static bool may_begin_a_name(const struct look_tables *tables, const unsigned char *token, uint32_t length)
{
    return tables->has_names && looked_begins_name(tables, looked_hash(tables, token, length), length);
}

/* As struct known_words says. Both are a word together only where a longer one begins with the left one; a stem that
 * goes on over the break is found in the left one already. */
static bool are_apart(const void *context, const struct word_break *at)
{
    const struct look_tables *tables = context;
    const uint32_t length = at->left_length + at->right_length;
    const unsigned left = settled(&tables->words, at->left, at->left_length);
    unsigned char both[2 * SETTLED_BYTES + NAME_READ_AHEAD];
    if (left == 0 || settled(&tables->words, at->right, at->right_length) == 0)
        return false;
    memcpy(both, at->left, SETTLED_BYTES);
    memcpy(both + at->left_length, at->right, SETTLED_BYTES);
    memset(both + length, 0, NAME_READ_AHEAD);
    return !((left & SETTLED_BEGINS) && is_of_a_term(tables, both, length)) && !may_begin_a_name(tables, both, length);
}

/* Letters of a word that is whole again over a break at which nothing else says that one goes over: of shorter ones too
 * many are two words that happen to stand there. */
#define ONE_LEAST 6

static bool are_one(const void *context, const struct word_break *at)
{
    const struct look_tables *tables = context;
    const uint32_t length = at->left_length + at->right_length;
    unsigned char both[2 * SETTLED_BYTES + NAME_READ_AHEAD] = {0};
    if (length < ONE_LEAST || at->left_length > SETTLED_LETTERS || at->right_length > SETTLED_LETTERS)
        return false;
    const uint64_t first = word_first(word_bytes(at->left), at->left_length);
    memcpy(both, at->left, SETTLED_BYTES);
    memcpy(both + at->left_length, at->right, SETTLED_BYTES);
    memset(both + length, 0, NAME_READ_AHEAD);
    return (word_filter_has(&tables->words, FILTER_CUT, cut_key(first, at->left_length, at->right[0])) &&
            is_of_a_term(tables, both, length)) ||
           may_begin_a_name(tables, both, length);
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
    const struct known_words known = {tables, are_apart, are_one, is_itself};
    return fold_transfer(folded, transfer, tables->has_words ? &known : NULL);
}
