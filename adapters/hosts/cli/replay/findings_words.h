/*
 * findings_words.h: words of a replay's findings on a terminal. For findings_print*.c and junit.c.
 */
#ifndef FIATGATE_CLI_FINDINGS_WORDS_H
#define FIATGATE_CLI_FINDINGS_WORDS_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "findings_answers.h"

#define CHANGE_COUNT (FIATGATE__CHANGE__CHANGE_NO_LONGER_FLAGGED + 1)

/* "be newly held", "be held" beside nothing: what a payment would. */
const char *change_words(int change, bool beside_nothing);
bool change_makes_stricter(int change);
/* Escape sequences, "" without colour. */
const char *change_paint(int change, bool colour);
const char *action_colour(int action, bool colour);
const char *action_word(int action);

/* "1 234 567" */
#define NUMBER_WORDS 32
const char *number_words(uint64_t number, char text[NUMBER_WORDS]);
/* "1 234 567.00 KZT and 12 000.00 USD"; the largest by number of payments first, others are counted. */
void print_money(FILE *out, Fiatgate__ReplayMoney *const *money, size_t count);
bool money_is_told(Fiatgate__ReplayMoney *const *money, size_t count);

/* "inbox/a.mt tx 1: expected pass, got hold by words (why); label: ..." */
void print_difference(FILE *out, const Fiatgate__ReplayDifference *difference);
/* One reason: 'creditor_name "MOONBOURSE LTD": payee-venue, venues/moonbourse'. */
void print_reason(FILE *out, const Fiatgate__Reason *reason);
/* findings_print_labels.c */
void findings_print_labels(FILE *out, const Fiatgate__ReplayLabels *labels);

#endif
