/*
 * answers.h: what the switch tells whoever instructed a transfer that it refuses, in kind: a message of the family the
 * transfer came in, with the original references and a neutral reason and nothing else. A rule, a list entry or matched
 * text would tip off a customer, and teach a prober what to change. Of what is quoted only characters go through that
 * cannot end their field, or the message.
 */
#ifndef SWITCH_ANSWERS_H
#define SWITCH_ANSWERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "fiatgate.h"

#define NOT_SPECIFIED "MS03" /* the status reason of a rule that names none */

/* The message that is answered. */
struct refusal {
    const fg_verdict *verdict;
    const char *bytes;
    size_t length;
    const char *reference; /* of the answer, at most 16 characters */
};

/* What is refused: what is blocked. Of cards also what is held: a terminal waits for seconds and no person decides in
 * them; were nobody to answer, the card scheme would, and might approve. */
bool is_refused(const fg_verdict *verdict, uint32_t transfer);

/* The ending of the answer's file name, ".pacs002.xml". NULL when the message has no kind of answer: of Kazakhstan's
 * domestic formats no layout of a refusal is public. */
const char *answer_ending(const fg_verdict *verdict);

/* Writes the answer to the refused transfers of a message. False when nothing is refused, when there is no kind of
 * answer, or when the message names nobody to answer to. */
bool answer_refused(const struct refusal *refusal, FILE *out);

/* --- the kinds (answer_xml.c, answer_mt.c, answer_card.c) ------------------------------------------------------- */

/* pacs.002 to transfers between banks, pain.002 to a customer's order. */
bool answer_pacs002(const struct refusal *refusal, FILE *out);
bool answer_pain002(const struct refusal *refusal, FILE *out);
/* MT199 to category 1, MT299 to category 2. */
bool answer_mt199(const struct refusal *refusal, FILE *out);
bool answer_mt299(const struct refusal *refusal, FILE *out);
/* 0110 to an authorisation request, 0210 to a financial request. */
bool answer_card(const struct refusal *refusal, FILE *out);

#endif
