/*
 * token_looks_ways.h: the two ways in which token_looks.c asks: token by token, and eight at once where the processor
 * can. Both say the same of every token, which a test holds them to.
 */
#ifndef FIATGATE_TOKEN_LOOKS_WAYS_H
#define FIATGATE_TOKEN_LOOKS_WAYS_H

#include "automaton.h"
#include "name_index_layout.h"
#include "token_looks.h"
#include "word_index_layout.h"

/* What is asked. Of an index that the pack has none of, nothing is. */
struct look_tables {
    bool has_words, has_names, has_stems;
    struct word_index words;
    const uint64_t *names;  /* the filter of tokens that names begin with, */
    const uint64_t *starts; /* and that of what they begin with */
    uint32_t filter_words;  /* of each */
    uint32_t longest_name_token;
    struct automaton stems;
};
/* Those of the pack, or of one that has not been loaded, as tests make them, in a room of the caller's. */
const struct look_tables *look_tables_of(const struct pack *pack, struct look_tables *room);

/* Tokens in a row, at most LOOKED_AT, of a text in which one stands behind the last of all: its first byte would be the
 * one behind the space that the next segment began with. TOKENS_AHEAD are readable behind that. */
struct looked {
    const unsigned char *bytes; /* FOLD_PADDING of them are readable behind each token */
    const struct folded_token *tokens;
    uint32_t count;
    uint64_t ends; /* a bit of each that is the last of its segment */
};

/* What is said of each, in the first `count` bits, and nothing in others; LOOK_NAME: a name may begin with it. And the
 * hash of each, by which names are found; of one that is longer than any token of theirs, and than NAME_READ_AHEAD, 0.
 * Hashes behind the last may be written up to a multiple of eight. */
struct said {
    struct looks looks;
    uint64_t hashes[LOOKED_AT + 8];
};
void look_at_each(const struct look_tables *tables, const struct looked *looked, struct said *said);
void look_at_eights(const struct look_tables *tables, const struct looked *looked, struct said *said);
/* Whether look_at_eights() may be called: the processor can, and the pack has all tables. */
bool may_look_at_eights(const struct look_tables *tables);

/* One past a token's last byte: where the space behind it stands. */
static inline uint32_t looked_end(const struct looked *looked, uint32_t token)
{
    const uint32_t before = looked->tokens[token + 1].at - 1;
    return before - (looked->bytes[before - 1] == ' ');
}

/* The first byte of the token behind it; a space where its segment ends. */
static inline unsigned char looked_next(const struct looked *looked, uint32_t token)
{
    const unsigned char *next = looked->bytes + looked->tokens[token + 1].at;
    return next[-2] == ' ' ? ' ' : next[0];
}

/* struct said.hashes */
static inline uint64_t looked_hash(const struct look_tables *tables, const unsigned char *token, uint32_t length)
{
    return length <= NAME_READ_AHEAD || length <= tables->longest_name_token ? name_token_hash(token, length) : 0;
}

/* Whether a name may begin with a token of this hash. */
static inline bool looked_begins_name(const struct look_tables *tables, uint64_t hash, uint32_t length)
{
    const uint32_t bit = name_token_bit(hash, tables->filter_words);
    return length - 1 < tables->longest_name_token && (tables->names[bit / 64] >> bit % 64 & 1);
}

#endif
