/*
 * rule_index.h: what is worked out of a pack's rules once, when it is loaded, so that a transfer looks at few of them:
 * in which order they are tried, what each cannot do without, and, as sets of selections, what may make which of them
 * true. All of it is made of verified sections, belongs to the pack and is never changed; nothing of it stands in a
 * file. Judging says the same without it (a pack that is too large for it has none), and takes longer.
 */
#ifndef FIATGATE_RULE_INDEX_H
#define FIATGATE_RULE_INDEX_H

#include <string.h>

#include "gates.h"
#include "match/identifiers.h"
#include "pack.h"

/* A pack of more is judged without an index. */
#define INDEXED_RULES      512
#define INDEXED_SELECTIONS 1024

#define SELECTION_WORDS (INDEXED_SELECTIONS / 64)
#define RULE_WORDS      (INDEXED_RULES / 64)

#define INDEXED_CONFIDENCES (PACK_UNSURE + 1)
#define INDEXED_CLASSES     (PACK_OTHER + 1)

/* Sets of selections, a bit each by its number in the pack. What is found of a list makes those of LIST true that are
 * also in the sets of all else that is known of it; of the other sets any one will do. */
enum selection_set {
    SET_ALWAYS,       /* they may be true whatever there is */
    SET_LICENCE,      /* on licences */
    SET_UNREGISTERED, /* on licences, true of a party that is in no register */
    SET_NEEDED,       /* a rule needs one of them or others */
    SET_OF_ENTRIES,   /* on entries that they name */
    SET_CODED,        /* on a code */
    SET_TABLES,       /* on tables */
    SET_ANYWHERE,     /* by enum pack_anchor */
    SET_ANCHORED,
    SET_ALONE,
    SET_AMONG_FILLERS,
    SET_AS_WRITTEN,                        /* certain things, however they were read */
    SET_HOWEVER_READ,                      /* no reading is asked for */
    SET_READING,                           /* + bit of enum text_reading that is asked for */
    SET_CERTAIN = SET_READING + 8,         /* + bit of pack_certainty */
    SET_LIST = SET_CERTAIN + 2,            /* + list */
    SET_MATCH = SET_LIST + PACK_LISTS_MAX, /* + bit of pack_match */
    SET_ENTRY = SET_MATCH + 32,            /* + what an entry is: entry_set() */
    SET_FIELD = SET_ENTRY + INDEXED_CONFIDENCES * INDEXED_CLASSES * 2, /* + field that it stands in */
    SET_VALUE = SET_FIELD + FG_FIELD_LIMIT,                            /* + field that has a value */
    SET_IDENTIFIED = SET_VALUE + FG_FIELD_LIMIT,                       /* + field that has an identifier */
    SET_IDENTIFIER = SET_IDENTIFIED + FG_FIELD_LIMIT,                  /* + enum identifier_kind */
    SELECTION_SETS = SET_IDENTIFIER + IDENTIFIER_KINDS
};

/* The rows of one table that ask for a code of one field; they stand together. */
struct row_group {
    uint32_t first, end; /* in row_runs */
    uint32_t field;      /* 0 = they ask for none */
};

/* Of these the rows that ask for the same code; they, too, stand together. */
struct row_run {
    uint64_t code;       /* code_key() of it */
    uint64_t fields[2];  /* bits: none of the rows fits a transfer that has none of these; 0, which is none, is had */
    uint32_t first, end; /* in pack.table_rows */
};

/* What is known of one rule. Its own selections are bits: those on lists; on codes and licences, which name lists that
 * the rule rests on; those that its condition asks for. */
struct rule_known {
    uint32_t lists, resting, asked;
    uint32_t first_gate, gate_count; /* in gates; none = its bytes are read */
};

#define NO_RULE UINT16_MAX

struct rule_index {
    uint32_t words;                        /* of a set of selections */
    uint64_t *sets;                        /* SELECTION_SETS first words of them, then their second words, ... */
    uint8_t list_words[PACK_LISTS_MAX][2]; /* the first word of the set LIST + i that is not empty; behind the last */
    uint64_t asked[2][2];                  /* fields of which the sets VALUE, and IDENTIFIED, are not empty */
    /* Rules that may ask for anything, strictest first, those in shadow mode behind all others: bits below are by the
     * place here. */
    uint32_t *order;
    uint32_t rule_count, rule_words; /* of a set of them */
    uint16_t *needing;               /* by selection in SET_NEEDED: the place of the rule that needs it */
    uint64_t needless[RULE_WORDS], weighing[RULE_WORDS], needing_hits[RULE_WORDS], dated[RULE_WORDS];
    struct rule_known *rules; /* by the number of a rule */
    struct gate *gates;
    /* Bits: lists. */
    uint64_t registers; /* by which a party may be licensed: registers, and lists of accounts */
    uint64_t loaded_registers, missing_registers;
    struct row_group *row_groups;
    uint32_t row_group_count;
    struct row_run *row_runs;
    uint32_t row_run_count;
    uint64_t *code_filters; /* by selection in SET_CODED: bits by code_bit() of its codes */
    /* The pack's identifiers. */
    uint32_t kind_first[IDENTIFIER_KINDS + 1];
    uint32_t range_lengths; /* bits: how long ranges are */
    uint64_t *filter;       /* bits by identifier_hash(): a key without its bit is none of the pack's */
    uint32_t filter_mask;
};

/* Bytes of memory for the index of a verified pack, 0 = the pack is too large for one. */
size_t rule_index_size(const struct pack *pack);
/* Makes it in zeroed memory of that size, aligned to 16. */
struct rule_index *rule_index_make(const struct pack *pack, void *memory);

/* What a rule cannot do without: one of these selections of its own (bits) must be true for it to hold. 0 = it may hold
 * without any. The rule's selections must exist. */
uint32_t condition_needs(const struct pack *pack, const struct pack_rule *rule);

/* Of all sets the same word, by enum selection_set. */
static inline const uint64_t *selection_sets(const struct rule_index *index, uint32_t word)
{
    return index->sets + (size_t)word * SELECTION_SETS;
}

static inline uint32_t entry_set(const struct pack_entry *entry)
{
    return SET_ENTRY + ((uint32_t)entry->confidence * INDEXED_CLASSES + entry->entity_class) * 2 +
           (entry->cites_act != 0);
}

/* How a code begins, in capitals: codes in the order of their bytes are in the order of their keys, or have the same.
 */
static inline uint64_t code_key(const unsigned char *text, size_t length)
{
    uint64_t key = 0;
    for (size_t i = 0; i < sizeof key; i++) {
        unsigned char byte = i < length ? text[i] : 0;
        key = key << 8 | (byte >= 'a' && byte <= 'z' ? byte - 0x20u : byte);
    }
    return key;
}

static inline uint64_t code_bit(uint64_t key)
{
    return UINT64_C(1) << (key * UINT64_C(0x9E3779B97F4A7C15) >> 58);
}

/* Of a key that is not empty. */
static inline uint32_t identifier_hash(uint8_t kind, const char *key, size_t length)
{
    uint64_t first = 0, last = 0;
    if (length >= sizeof first) {
        memcpy(&first, key, sizeof first);
        memcpy(&last, key + length - sizeof last, sizeof last);
    } else {
        for (size_t i = 0; i < length; i++)
            first = first << 8 | (unsigned char)key[i];
    }
    uint64_t mixed = (first ^ ((uint64_t)kind << 56 | (uint64_t)length << 48)) * UINT64_C(0x9E3779B97F4A7C15) ^
                     last * UINT64_C(0xC2B2AE3D27D4EB4F);
    mixed = (mixed ^ mixed >> 32) * UINT64_C(0xD6E8FEB86659FD93);
    return (uint32_t)(mixed >> 32);
}

#endif
