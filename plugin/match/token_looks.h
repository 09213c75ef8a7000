/*
 * token_looks.h: what the filters of a pack's indexes say of every token of folded text, asked of all tokens in one
 * pass: whether words, names, stems or patterns may begin or hide there. Nearly all tokens of ordinary text are let go
 * by it, so this is most of what scanning costs. respell.h, automaton_scan.h and name_index.h look at the tokens that
 * are left. Touches the folded text and the pack; part of the screening path.
 */
#ifndef FIATGATE_TOKEN_LOOKS_H
#define FIATGATE_TOKEN_LOOKS_H

#include "judge/pack.h"
#include "text/fold.h"

/* What may be said of a token: which of the words of struct looks. */
enum token_look {
    LOOK_CUT,    /* a longer word begins with it and the next one's first letter */
    LOOK_OPEN,   /* it is to be looked into: no settled word, and long enough */
    LOOK_UNSAID, /* no settled word, and no number */
    LOOK_HALF,   /* of letters, and no ordinary word that is too long to be half of another */
    LOOK_NAME,   /* a name of the index may be it, or begin with it and the one behind it */
    LOOK_STEM,   /* something of the automaton may begin with it; not where it is settled that nothing does */
    LOOK_AGAIN,  /* it is said again (struct folded_token) */
    LOOKS
};
_Static_assert(LOOKS <= sizeof(struct looks) / sizeof(uint64_t), "each has a word");

/* What tokens are asked by, once for a pack, to be freed. NULL = no memory. Allocates; not for the
 * screening path. */
struct look_tables *look_tables_new(const struct pack *pack);

/* Asks the tokens of a segment and all behind it, and notes in folded.looks what is said of each. Tokens stand one
 * space apart, the last of a segment and the first of the next two. */
void tokens_look(const struct pack *pack, struct folded *folded, uint32_t segment);

/* Of so many tokens from one on, at most LOOKED_AT, those of which something is said: bit n: the n-th of them. */
static inline uint64_t tokens_that(const struct folded *folded, uint32_t first, uint32_t count, enum token_look look)
{
    const struct looks *looks = folded->looks + first / LOOKED_AT;
    const uint32_t before = first % LOOKED_AT;
    const uint64_t tokens = looks[0].say[look] >> before | looks[1].say[look] << 1 << (LOOKED_AT - 1 - before);
    return count < LOOKED_AT ? tokens & ((UINT64_C(1) << count) - 1) : tokens;
}
static inline bool token_says(const struct folded *folded, uint32_t token, enum token_look look)
{
    return folded->looks[token / LOOKED_AT].say[look] >> token % LOOKED_AT & 1;
}

#endif
