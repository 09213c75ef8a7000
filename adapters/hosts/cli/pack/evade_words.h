/*
 * evade_words.h: what of a pack is to be disguised: every name, alias, domain and word of its lists of entities and
 * terms and of its registers, as a person writes it. Reads the pack.
 */
#ifndef FIATGATE_EVADE_WORDS_H
#define FIATGATE_EVADE_WORDS_H

#include <stdbool.h>
#include <stdint.h>

#include "judge/pack.h"

struct evade_word {
    char *written;           /* UTF-8 */
    const uint32_t *entries; /* in PACK_ENTRIES, each once */
    uint32_t entry_count;
    uint32_t match;            /* pack_match bits */
    uint8_t certain, doubtful; /* enum text_reading bits by which any of the entries counts */
    uint8_t letters;           /* letters and digits as written; 255 = that or more */
    uint8_t ending;            /* letters by which it may go on */
    bool cyrillic;
};

struct evade_words {
    struct evade_word *items; /* by how they are written */
    uint32_t count;
    uint32_t *entries;
};

/* Which of them, by id; NULL = all. */
struct evade_choice {
    const char *list, *entry;
};

/* false = memory could not be had. */
bool evade_words_read(struct evade_words *words, const struct pack *pack, const struct evade_choice *choice);
void evade_words_free(struct evade_words *words);

#endif
