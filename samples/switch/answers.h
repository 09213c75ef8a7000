/*
 * answers.h: what the party that instructed a blocked transfer is told.
 */
#ifndef SWITCH_ANSWERS_H
#define SWITCH_ANSWERS_H

#include "library.h"

/* Writes the answer for the blocked transfers of a message that was screened: a pacs.002 for ISO 20022, an MT199 for
 * MT. reference is the answer's own, at most 16 characters. False, with nothing written, when no transfer is blocked or
 * the message names nobody to answer to. */
bool answer_blocked(const struct library *fg, const fg_verdict *verdict, const char *reference, FILE *out);

#endif
