/*
 * standing.h: what stands around a name or word in its field, for the selections that ask for it (enum pack_anchor).
 * Reads the message and the pack's words; no allocation.
 */
#ifndef FIATGATE_JUDGE_STANDING_H
#define FIATGATE_JUDGE_STANDING_H

#include "evaluation.h"

/* Whether its value says nothing but this, and numbers and payment codes behind it. */
bool is_alone(const struct judge_input *input, const struct sign *sign);

/* Whether its value says nothing but this, numbers, payment codes and words of lists of kind `filler`, of which it has
 * at most FILLERS_MOST words on either side: "перевод за крипто, спасибо 5000". */
#define FILLERS_MOST 16
bool is_among_fillers(const struct judge_input *input, const struct sign *sign);

#endif
