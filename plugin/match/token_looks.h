/*
 * token_looks.h: what the filters of a pack's indexes say of every token of folded text, asked of all tokens in one
 * pass: whether words, names, stems or patterns may begin or hide there. Nearly all tokens of ordinary text are let go
 * by it, so this is most of what scanning costs. respell.h, automaton_scan.h and name_index.h look at the tokens that
 * are left. Touches the folded text and the pack; part of the screening path.
 */
#ifndef FIATGATE_TOKEN_LOOKS_H
#define FIATGATE_TOKEN_LOOKS_H

#include <string.h>

#include "judge/pack.h"
#include "text/fold.h"

/* What may be said of a token: bits. */
enum token_look {
    LOOK_CUT = 1 << 0,    /* a longer word begins with it and the next one's first letter */
    LOOK_OPEN = 1 << 1,   /* it is to be looked into: no settled word, and long enough */
    LOOK_UNSAID = 1 << 2, /* no settled word, and no number */
    LOOK_HALF = 1 << 3,   /* of letters, and no ordinary word that is too long to be half of another */
    LOOK_NAME = 1 << 4,   /* a name of the index may begin with it */
    LOOK_STEM = 1 << 5,   /* something of the automaton may */
    LOOK_AGAIN = 1 << 6   /* it is said again (struct folded_token) */
};

/* Asks the tokens of a segment and all behind it, and notes in folded.looks what is said of each. */
void tokens_look(const struct pack *pack, struct folded *folded, uint32_t segment);

/* Tokens of one question. */
#define LOOKED_AT 64u

/* Of so many tokens, at most LOOKED_AT, those of which something is said: bit n: token n. */
static inline uint64_t tokens_that(const unsigned char *looks, uint32_t count, enum token_look look)
{
    const uint64_t lowest = UINT64_C(0x0101010101010101), gather = UINT64_C(0x0102040810204080);
    uint64_t tokens = 0, eight;
    for (uint32_t i = 0; i < count; i += 8) {
        memcpy(&eight, looks + i, sizeof eight);
        tokens |= ((eight / look & lowest) * gather >> 56) << i;
    }
    return count < LOOKED_AT ? tokens & ((UINT64_C(1) << count) - 1) : tokens;
}

#endif
