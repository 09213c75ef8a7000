/*
 * rule_words.h: what a built rule says, in words: its condition and its selections.
 */
#ifndef FIATGATE_CLI_RULE_WORDS_H
#define FIATGATE_CLI_RULE_WORDS_H

#include <stdio.h>

#include "judge/pack.h"

/* "venue and not licensed" */
void write_condition(FILE *out, const struct pack *pack, const struct pack_rule *rule);
/* "a legal name or alias of venues in creditor_name" */
void write_selection(FILE *out, const struct pack *pack, const struct pack_selection *selection);

/* "creditor_name, @free_text": groups where all of their fields are meant. */
void write_fields(FILE *out, const uint64_t fields[2]);
/* "none or lapsed": the words of a vocabulary whose values are these bits. */
struct vocabulary;
void write_bits(FILE *out, const struct vocabulary *words, uint32_t bits);
/* The word of one value, "?" when there is none. */
const char *word_of(const struct vocabulary *words, uint32_t value);

#endif
