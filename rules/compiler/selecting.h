/*
 * selecting.h: one selection of a rule while it is read, and what the readers of its kinds share.
 */
#ifndef FIATGATE_COMPILER_SELECTING_H
#define FIATGATE_COMPILER_SELECTING_H

#include "rules.h"

struct selecting {
    struct cfg *cfg;
    config_setting_t *group;
    struct pack_selection *selection;
    const char *rule; /* its id */
};

/* Where a key stands; the selection when it has no such key. */
struct place selecting_place(const struct selecting *selecting, const char *key);

/* The bits that a word's value stands for. */
typedef uint32_t (*bits_of_fn)(uint32_t value);
uint32_t bit_numbered(uint32_t value);
uint32_t bits_themselves(uint32_t value);
/* The bits of a key's words; those of the whole vocabulary when the key is absent. */
uint32_t selecting_bits(const struct selecting *selecting, const char *key, const struct vocabulary *vocabulary,
                        bits_of_fn bits_of);

/* Reads the key `fields`; all fields when it is absent. */
void selecting_fields(const struct selecting *selecting);
/* Adds the fields of a group, by its letter. */
void selecting_add_group(struct pack_selection *selection, uint32_t letter);
/* The field named by a text; 0 = reported. */
uint32_t selecting_field(const struct selecting *selecting, const char *key, const char *name);
/* Codes of so many capital letters: countries of two, currencies of three. */
void selecting_letter_codes(const struct selecting *selecting, const char *key, size_t letters);

/* selections_compared.c */
void read_different_selection(const struct selecting *selecting);
void read_same_selection(const struct selecting *selecting);
void read_amount_selection(const struct selecting *selecting);
void read_party_kind_selection(const struct selecting *selecting);
void read_residency_selection(const struct selecting *selecting);
void read_kind_contradicted_selection(const struct selecting *selecting);

#endif
