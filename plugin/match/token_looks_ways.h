/*
 * token_looks_ways.h: the two ways in which token_looks.c asks: token by token, and eight at once where the processor
 * can. Both say the same of every token, which a test holds them to.
 */
#ifndef FIATGATE_TOKEN_LOOKS_WAYS_H
#define FIATGATE_TOKEN_LOOKS_WAYS_H

#include "automaton.h"
#include "token_looks.h"
#include "word_index_layout.h"

/* What is asked. Of an index that the pack has none of, nothing is. */
struct look_tables {
    bool has_words, has_names, has_stems;
    struct word_index words;
    const uint64_t *names; /* the filter of tokens that names begin with */
    uint32_t names_mask;   /* of its bits' numbers */
    uint32_t longest_name_token;
    struct automaton stems;
};
struct look_tables look_tables_of(const struct pack *pack);

/* Tokens in a row, of which the first `count` are some, and the others empty ones at the text's start. */
struct looked {
    const unsigned char *bytes; /* FOLD_PADDING of them are readable behind each token */
    uint32_t count;
    uint32_t at[LOOKED_AT], length[LOOKED_AT];
    unsigned char next[LOOKED_AT]; /* the byte behind the space behind it; a space where its segment ends */
};

/* What is said of each, but LOOK_AGAIN; bytes behind the last up to a multiple of eight may be written. */
void look_at_each(const struct look_tables *tables, const struct looked *looked, unsigned char *looks);
void look_at_eights(const struct look_tables *tables, const struct looked *looked, unsigned char *looks);
/* Whether look_at_eights() may be called: the processor can, and the pack has all tables. */
bool may_look_at_eights(const struct look_tables *tables);

/* Whether a name may begin with a token. */
bool look_for_name(const struct look_tables *tables, const unsigned char *token, uint32_t length);

#endif
