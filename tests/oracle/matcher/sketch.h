/*
 * sketch.h: a small random pack: first as a list of terms that can be shortened and printed, then as a struct pack in
 * memory that scan_folded() takes: compiled as rules/compiler/database.c does it, with an index of names and one of
 * words.
 */
#ifndef FIATGATE_ORACLE_SKETCH_H
#define FIATGATE_ORACLE_SKETCH_H

#include <stdio.h>

#include <hs/hs_runtime.h>

#include "plugin/judge/pack.h"
#include "respelling.h"

/* How a term is looked for. */
enum sketched {
    SKETCHED_SPELLED, /* its words are known: stems by the automaton or the engine, whole words by the index of names */
    SKETCHED_AS_WRITTEN, /* by the index of names, its words unknown, as of long lists */
    SKETCHED_ORDINARY
};

#define SKETCH_TERMS 24
#define SKETCH_TEXT  48

struct sketch_term {
    char text[SKETCH_TEXT]; /* words with single spaces between */
    uint8_t ending;
    uint8_t kind;  /* enum sketched */
    uint16_t uses; /* enum word_use bits that its entries allow */
    uint8_t forms; /* of an ordinary word: bit n: it has the form with sketch_endings[n] */
};

/* Letters that the compiler supposes ordinary stems to go on with. */
#define SKETCH_FORMS 6
extern const char *const sketch_endings[SKETCH_FORMS];

struct sketch {
    struct sketch_term terms[SKETCH_TERMS];
    uint32_t count;
};

void sketch_random(struct sketch *sketch, uint64_t *random);
void sketch_remove(struct sketch *sketch, uint32_t term);
void sketch_print(FILE *stream, const struct sketch *sketch);

/* What the pack's words are, beside the pack that holds them. */
struct sketch_pack {
    struct pack pack;
    struct lexicon lexicon;
    hs_scratch_t *scratch;
};

/* Ends the program where the engine refuses the terms. */
struct sketch_pack *sketch_build(const struct sketch *sketch);
/* Changes a letter of a term that the engine has already compiled, so that the matchers must differ. */
void sketch_pack_spoil(struct sketch_pack *built);
void sketch_pack_free(struct sketch_pack *built);

#endif
