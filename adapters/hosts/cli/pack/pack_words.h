/*
 * pack_words.h: what the records of a built pack say, in words, for `pack show` and `pack diff`; rules' conditions and
 * selections are in rule_words.h. Reads the pack; texts that are returned as char * are to be freed, NULL = no memory.
 */
#ifndef FIATGATE_CLI_PACK_WORDS_H
#define FIATGATE_CLI_PACK_WORDS_H

#include <stdio.h>

#include "date_words.h"
#include "judge/pack.h"

/* "2026-01-01 … open" */
char *period_words(int32_t from, int32_t to);

/* One word, as the rule language has it. */
const char *list_kind_word(uint32_t kind);
const char *enforcement_word(uint32_t enforcement);
const char *language_word(uint32_t language);

char *condition_words(const struct pack *pack, const struct pack_rule *rule);
char *selection_words(const struct pack *pack, const struct pack_selection *selection);
/* "report, freeze"; "none" */
char *duty_words(uint32_t duties);
/* "5 working_days", "8 working_hours of 09:00 to 18:00" */
char *clock_words(const struct pack_clock *clock);
/* "purpose codes 332, SALA; category purposes SALA" */
char *apart_words(const struct pack *pack, const struct pack_apart *group);
/* "saturday, sunday"; "none" */
char *weekend_words(uint32_t weekend);
/* "creditor_name ACME LTD, creditor_account KZ…": what a payment must say for an exception to cover it. */
char *payment_words(const struct pack *pack, const struct pack_exception *exception);
/* "list/entry"; "" for none (0; else 1 + its number). */
char *entry_words(const struct pack *pack, uint32_t entry);

/* Whose a record is: the name of its layer. */
const char *layer_word(const struct pack *pack, uint32_t layer);

/* Text in lines of so many columns; the first is begun already, the others begin with indent spaces. Ends the line. */
void write_wrapped(FILE *out, const char *text, unsigned indent, unsigned columns);

#endif
