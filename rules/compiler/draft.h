/*
 * draft.h: a pack while it is being built: the records of pack.h in growing tables, and what the sources say about
 * lists and settings. Lists and rules write it, image.c turns it into a file.
 */
#ifndef FIATGATE_COMPILER_DRAFT_H
#define FIATGATE_COMPILER_DRAFT_H

#include <stdbool.h>
#include <stdint.h>

#include "judge/pack.h"
#include "match/identifiers.h"
#include "storage.h"
#include "report.h"

/* What pack.cfg says about a list or register that no record of the pack holds. Index as in PACK_LISTS. */
struct list_source {
    const char *id;
    const char *file;
    struct place place;
    const char *folder;              /* of the file */
    uint8_t layer;                   /* whose list it is, or whose file takes its place */
    uint32_t first_code, code_count; /* lists of codes */
    int32_t longest_months;          /* registers: how long a licence may last; 0 = as long as it says */
    bool used;                       /* by a rule */
};

/* What a rule asks for, on what ground, and who is told what: a rule's own, or that of its setting (decision.h). */
struct decision {
    uint32_t given; /* bit n: enum decision_key n */
    uint8_t action, ground, disclosure, duties;
    int32_t weight;
    const char *basis, *link;
    const char *texts[PACK_AUDIENCES]; /* ids, "" = none */
    struct place text_places[PACK_AUDIENCES];
};

/* A layer's file whose rows are added to a list of its base. */
struct list_addition {
    uint32_t list; /* in PACK_LISTS */
    const char *file, *folder;
    uint8_t layer;
};

/* What the bank decides, in one place, for the rules that name it. */
struct setting_source {
    const char *id;
    uint8_t layer;
    struct decision decision;
    struct place place;
    bool used;
};

/* What the sources say about a rule that no record of the pack holds. Index as in PACK_RULES. */
struct rule_source {
    struct place place;
    struct place text_places[PACK_AUDIENCES];
    const char *source;     /* all its keys as they were read, in one form however they were laid out */
    const char *definition; /* the same of its selections and condition */
    bool sound;             /* nothing was wrong with it when it was read */
};

/* A text for people, as its row says it. */
struct text_source {
    const char *id;
    const char *texts[PACK_LANGUAGES]; /* "" = missing */
    uint8_t audience, disclosure, layer;
    struct place place, cells[PACK_LANGUAGES];
    bool used; /* by a rule */
};

/* Payments that are shown apart, as their group of pack.cfg says it. */
enum apart_codes { APART_PURPOSES, APART_CATEGORIES, APART_CODES };
struct apart_source {
    const char *id;
    const char *titles[PACK_LANGUAGES]; /* "" = none */
    const char **codes[APART_CODES];
    uint32_t counts[APART_CODES];
    uint8_t layer;
    struct place place;
};

/* A pattern that a selection of a rule gives itself; it gets an entry of the list "patterns" when all are known. */
struct rule_pattern {
    uint32_t selection; /* in PACK_SELECTIONS */
    uint32_t id;        /* string: RULE.SELECTION.N */
    uint32_t text;      /* string: as it is written */
    uint8_t layer;
};

/* How a text may be read for an entry to be found in it, as in pack_posting. */
struct ways {
    uint8_t certain, doubtful, scripts, letters;
};

/* A folded text that stands for an entry. */
struct wanted {
    const char *folded;
    uint32_t entry, match;
    struct ways ways;
    uint64_t legal_forms; /* of a name without them, as in entity_forms: such a name is a term for each */
    uint8_t ending;       /* as in pack_term; 0 = whole words */
    uint8_t form;         /* enum pack_term_form */
    bool made;            /* no list says it: a spelling, or another order of words */
};

/* In wanted.legal_forms: the name is looked for without them, and is another term than with them. */
#define WANTED_WITHOUT_FORM (UINT64_C(1) << 63)

/* That a term stands for an entry; sorted into PACK_POSTINGS at the end. */
struct mention {
    uint32_t term, entry, match;
    struct ways ways;
    bool made; /* as in struct wanted */
};

/* The legal forms of an entry's name, packed as match/entity_index_layout.h says; entries without any have no record.
 */
struct entity_forms {
    uint32_t entry;
    uint64_t legal_forms;
};

struct draft {
    struct report *report;
    int32_t today; /* YYYYMMDD, 0 = not known: nothing is judged by its age */
    uint8_t layer; /* enum pack_layer_number: whose files are being read */
    struct arena arena;
    struct record_table sections[PACK_SECTIONS];
    struct record_table list_sources;    /* struct list_source */
    struct record_table list_additions;  /* struct list_addition */
    struct record_table setting_sources; /* struct setting_source */
    struct record_table mentions;        /* struct mention */
    struct record_table posting_said;    /* bool of each posting: a list says its term so (not mention.made) */
    struct record_table wishes;          /* struct wanted: spellings.h */
    struct record_table term_forms;      /* uint64_t: wanted.legal_forms of each term, until draft_sort() */
    struct record_table entity_forms;    /* struct entity_forms, by entry */
    struct record_table legal_forms;     /* struct legal_form, names.h */
    struct record_table rule_sources;    /* struct rule_source */
    struct record_table text_sources;    /* struct text_source */
    struct record_table rule_patterns;   /* struct rule_pattern */
    struct record_table apart_sources;   /* struct apart_source */
    struct record_table ordinary_words;  /* struct ordinary_word, ordinary.c */
    struct record_table ordinary_forms;  /* struct word_form: ordinary words and their forms, ordinary_forms.h */
    struct record_table claims;          /* struct claim, duplicates.h */
    uint32_t pattern_positions;          /* of all patterns, when each repetition is written out */
    uint8_t clock_layers[PACK_GROUNDS];  /* 1 + who set the clock of that ground, 0 = nobody */
    struct index string_index, term_index, entry_index, rule_index, claim_index, ordinary_index;
};

#define DRAFT_TERM_MAX 1024 /* bytes of one folded term */

void draft_open(struct draft *draft, struct report *report);
void draft_close(struct draft *draft);

/* The record numbered so in a section. */
void *draft_record(const struct draft *draft, enum pack_section_id section, uint32_t record);
/* A zeroed record more; its number goes to *record. */
void *draft_add(struct draft *draft, enum pack_section_id section, uint32_t *record);
/* The offset of a text in the pool, each text once. */
uint32_t draft_string(struct draft *draft, const char *text);
const char *draft_text(const struct draft *draft, uint32_t string);

/* False when the list already has an entry of that id. */
bool draft_claim_entry_id(struct draft *draft, uint32_t list, uint32_t id);
bool draft_claim_rule_id(struct draft *draft, uint32_t id);

/* A folded text stands for an entry; the same text for several entries is one term. */
void draft_mention(struct draft *draft, const struct wanted *wanted);
/* The same of a pattern (pattern.h). */
void draft_mention_pattern(struct draft *draft, const char *pattern, uint32_t entry);
/* An identifier in normal form stands for an entry. */
void draft_identify(struct draft *draft, enum identifier_kind kind, const char *key, size_t length, uint32_t entry,
                    uint32_t match);

/* Brings terms, postings and identifiers into the order of the file. */
void draft_sort(struct draft *draft);

#endif
