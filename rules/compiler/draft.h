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
    uint32_t first_code, code_count; /* lists of codes */
    bool used;                       /* by a rule */
};

/* What the bank decides, in one place, for the rules that name it. */
struct setting_source {
    const char *id, *basis, *link;
    uint8_t action;
    struct place place;
    bool used;
};

/* That a term stands for an entry; sorted into PACK_POSTINGS at the end. */
struct mention {
    uint32_t term, entry, match;
};

struct draft {
    struct report *report;
    int32_t today; /* YYYYMMDD, 0 = not known: nothing is judged by its age */
    struct arena arena;
    struct record_table sections[PACK_SECTIONS];
    struct record_table list_sources;    /* struct list_source */
    struct record_table setting_sources; /* struct setting_source */
    struct record_table mentions;        /* struct mention */
    struct record_table legal_forms;     /* struct legal_form, names.h */
    struct index string_index, term_index, entry_index, rule_index;
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

/* A folded text stands for an entry; the same text for several entries is one term. ending as in pack_term. */
void draft_mention(struct draft *draft, const char *folded, uint8_t ending, uint32_t entry, uint32_t match);
/* An identifier in normal form stands for an entry. */
void draft_identify(struct draft *draft, enum identifier_kind kind, const char *key, size_t length, uint32_t entry,
                    uint32_t match);

/* Brings postings and identifiers into the order of the file. */
void draft_sort(struct draft *draft);

#endif
