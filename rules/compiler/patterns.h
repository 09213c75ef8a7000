/*
 * patterns.h: where patterns come from: lists of kind patterns, and selections of rules, whose patterns become entries
 * of one list, the pack's last.
 */
#ifndef FIATGATE_COMPILER_PATTERNS_H
#define FIATGATE_COMPILER_PATTERNS_H

#include "cfg.h"

/* The list that holds the patterns of rules. */
#define PATTERNS_OF_RULES "patterns"

/* Reads the file of a list of patterns. */
void patterns_read(struct draft *draft, uint32_t list);
/* Notes a pattern of a selection of a rule, the n-th from 1; false = reported. */
bool patterns_note(struct cfg *cfg, config_setting_t *selection, const char *rule, uint32_t n, const char *text);
/* How many patterns have been noted: those from there on that belong to a selection get its number. */
uint32_t patterns_noted(const struct draft *draft);
void patterns_belong(struct draft *draft, uint32_t first, uint32_t selection);
/* When all rules are read: makes the list and its entries. */
void patterns_close(struct draft *draft);

#endif
