/*
 * entity_index_layout.h: the bytes of PACK_NAME_FORMS, and what those who write and those who read it must compute
 * alike. A name is looked up by the sum of its words' hashes, which is the same in any order of them, after the legal
 * forms at its ends were taken off; a filter of all words of names and legal forms says of most values at their first
 * words that they are no name, and filters in the header say of nearly every word that no legal form begins or ends
 * with it.
 *
 * Layout: struct entity_index_header | struct entity_slot names[name_slots] | struct form_slot forms[form_slots] |
 * struct bare_term bare[bare_terms] | uint16_t families[classes], filled up with zeros to a multiple of 8 |
 * uint64_t words[filter_words].
 * Both tables are open-addressed: what is looked for stands in the first free slot from its place on.
 */
#ifndef FIATGATE_ENTITY_INDEX_LAYOUT_H
#define FIATGATE_ENTITY_INDEX_LAYOUT_H

#include <stdint.h>

#include "name_index_layout.h"

#define ENTITY_WORDS_MAX  16 /* of one name with its legal forms */
#define ENTITY_RUN_MAX    64 /* used slots that may follow each other */
#define FORM_WORDS_MAX    8  /* of one legal form */
#define FORMS_TAKEN_MAX   3  /* legal forms of one name */
#define FORM_CLASSES_MAX  4095
#define ENTITY_FILTER_MAX (UINT32_C(1) << 20) /* words of 64 bits */

#define FORM_FILTER_WORDS 8

struct entity_index_header {
    uint32_t name_slots, form_slots; /* powers of two */
    uint32_t bare_terms;
    uint32_t classes;       /* of legal forms, from 1 */
    uint32_t longest_form;  /* words */
    uint32_t longest_token; /* bytes, of a name or form */
    uint32_t filter_words;  /* a power of two, at least 8 */
    uint32_t reserved;      /* zero */
    uint64_t begins[FORM_FILTER_WORDS], ends[FORM_FILTER_WORDS];
};

/* A name without its legal forms. */
struct entity_slot {
    uint32_t check; /* the upper half of its hash */
    uint32_t legal; /* 1 + the term that it is with its legal forms, 0 = none */
    uint32_t name;  /* 1 + the term that it is without, 0 = none; a slot with neither is free */
    uint32_t reserved;
    uint64_t forms; /* packed */
};

/* A spelling of a legal form. */
struct form_slot {
    uint32_t check;
    uint32_t text;   /* string: folded, with the spaces around it */
    uint16_t length; /* of the string; 0 = free */
    uint16_t class;
    uint32_t reserved;
};

/* A term over a name without its legal forms, which is found anywhere in a value: where the whole name has other forms,
 * it is somebody else's. By term. */
struct bare_term {
    uint32_t term;
    uint32_t reserved;
    uint64_t forms;
};

/* The classes of the legal forms of a name, each once, in their order: 16 bits each, the least first; 0 = none. Returns
 * what it was when there is no room. */
static inline uint64_t forms_with(uint64_t forms, uint16_t class)
{
    uint64_t below = 0;
    unsigned at = 0;
    for (; at < 16 * FORMS_TAKEN_MAX; at += 16) {
        uint16_t other = (uint16_t)(forms >> at);
        if (other == class)
            return forms;
        if (other == 0 || other > class)
            break;
        below |= (uint64_t)other << at;
    }
    if (forms >> 16 * (FORMS_TAKEN_MAX - 1) & UINT16_MAX)
        return forms;
    return below | (uint64_t) class << at | forms >> at << (at + 16);
}

/* Of no words; each word of a name adds its own. */
#define ENTITY_START UINT64_C(0)

static inline uint64_t entity_word(uint64_t token_hash)
{
    return name_mix(NAME_START, token_hash);
}

static inline uint32_t entity_place(uint64_t hash, uint32_t slots)
{
    return (uint32_t)(hash >> 7) & (slots - 1);
}

/* The bit of a word of names or legal forms. */
static inline uint32_t entity_word_bit(uint64_t token_hash, uint32_t filter_words)
{
    return (uint32_t)(token_hash >> 9) & (filter_words * 64 - 1);
}

static inline uint32_t form_filter_word(uint64_t token_hash)
{
    return (uint32_t)(token_hash >> 6) % FORM_FILTER_WORDS;
}
static inline uint64_t form_filter_bit(uint64_t token_hash)
{
    return UINT64_C(1) << (token_hash & 63);
}

#endif
