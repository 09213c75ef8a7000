/*
 * vocabulary.h: the words of the rule language and the numbers they stand for.
 */
#ifndef FIATGATE_COMPILER_VOCABULARY_H
#define FIATGATE_COMPILER_VOCABULARY_H

#include <stdbool.h>
#include <stdint.h>

#include "include/fiatgate.h"
#include "compiler.h"
#include "storage.h"

struct word {
    const char *name;
    uint32_t value;
};

struct vocabulary {
    const struct word *words;
    uint32_t count;
};

extern const struct vocabulary vocabulary_list_kinds;    /* enum pack_list_kind, without registers */
extern const struct vocabulary vocabulary_enforcements;  /* enum pack_enforcement */
extern const struct vocabulary vocabulary_stale_actions; /* fg_action; "none" is pass */
extern const struct vocabulary vocabulary_reports;       /* pack_meta.report_required */
extern const struct vocabulary vocabulary_weekdays;      /* bits of pack_meta.weekend */
extern const struct vocabulary vocabulary_grounds;       /* enum pack_ground */
extern const struct vocabulary vocabulary_disclosures;   /* enum pack_disclosure */
extern const struct vocabulary vocabulary_duties;        /* pack_duty bits */
extern const struct vocabulary vocabulary_clock_units;   /* enum pack_clock_unit */
extern const struct vocabulary vocabulary_audiences;     /* enum pack_audience */
extern const struct vocabulary vocabulary_day_kinds;     /* pack_calendar_day.working */
extern const struct vocabulary vocabulary_all_parties;   /* enum pack_party, debtors with them */
extern const struct vocabulary vocabulary_identifiers;   /* enum identifier_kind */
extern const struct vocabulary vocabulary_amounts;       /* fg_field */
extern const struct vocabulary vocabulary_party_kinds;   /* enum pack_party_kind */
extern const struct vocabulary vocabulary_residencies;   /* enum pack_residency */
extern const struct vocabulary vocabulary_classes;       /* enum pack_entity_class */
extern const struct vocabulary vocabulary_confidences;   /* enum pack_confidence */
extern const struct vocabulary vocabulary_statuses;      /* enum pack_licence_status */
extern const struct vocabulary vocabulary_term_matches;  /* enum term_match */
extern const struct vocabulary vocabulary_readings;      /* enum text_reading bits, of lists */
extern const struct vocabulary vocabulary_certainties;   /* enum pack_certainty */
extern const struct vocabulary vocabulary_table_results; /* enum pack_table_result */
extern const struct vocabulary vocabulary_range_uses;    /* what accounts of a range are for; words for people */
extern const struct vocabulary vocabulary_chains;        /* enum wallet_chain */
extern const struct vocabulary vocabulary_wallet_forms;  /* enum wallet_form */
extern const struct vocabulary vocabulary_tax_ids;       /* enum pack_party_kind: whose they are */
extern const struct vocabulary vocabulary_coded_parties; /* enum pack_party, of those with a sector code */
extern const struct vocabulary vocabulary_matches;       /* enum pack_match */
extern const struct vocabulary vocabulary_acts;          /* pack_selection.cites_act */
extern const struct vocabulary vocabulary_parties;       /* enum pack_party, of those that are paid */
extern const struct vocabulary vocabulary_states;        /* enum pack_licence_state */
extern const struct vocabulary vocabulary_actions;       /* fg_action */
extern const struct vocabulary vocabulary_rule_actions;  /* fg_action, or ACTION_WEIGHT */
extern const struct vocabulary vocabulary_modes;         /* enum pack_mode */
extern const struct vocabulary vocabulary_facts;         /* enum pack_fact */
extern const struct vocabulary vocabulary_fields;        /* fg_field */
extern const struct vocabulary vocabulary_groups;        /* letters of fiatgate_fields.h, 0 for @all */

enum term_match { TERM_WORD, TERM_STEM };

/* An action that is none: the rule passes and adds its weight. */
#define ACTION_WEIGHT 255

/* The values of a fact, by enum pack_fact. */
const struct vocabulary *vocabulary_fact_values(uint32_t fact);

bool vocabulary_find(const struct vocabulary *vocabulary, const char *name, uint32_t *value);
/* What to say behind a word that is not known: the nearest one, or all when they are few, or "". */
const char *vocabulary_hint(struct arena *arena, enum compiler_language language, const struct vocabulary *vocabulary,
                            const char *name);

/* What a field may be used for, from fiatgate_fields.h. */
enum field_use {
    FIELD_USE_NONE,       /* amounts, dates, currencies, bare references */
    FIELD_USE_WORDS,      /* words are looked for in it */
    FIELD_USE_CODE,       /* it holds a code */
    FIELD_USE_IDENTIFIER, /* it holds an identifier of one kind */
};
enum field_use vocabulary_field_use(uint32_t field);
/* The kind of identifier as the name of the kind in fiatgate_fields.h ("LEI"), "" for other fields. */
const char *vocabulary_field_kind(uint32_t field);
/* Whether the field is in the group of that letter. */
bool vocabulary_field_in_group(uint32_t field, uint32_t letter);

#endif
