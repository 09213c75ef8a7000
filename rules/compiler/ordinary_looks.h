/*
 * ordinary_looks.h: which ordinary words need not be read as the Latin ones that they look like, as all that is found
 * in these is found in the word itself: арматура looks like APMATYPA, which is there for those alone who write it so.
 */
#ifndef FIATGATE_COMPILER_ORDINARY_LOOKS_H
#define FIATGATE_COMPILER_ORDINARY_LOOKS_H

#include "draft.h"

/* Takes the look of such words from the draft's ordinary forms (struct word_form). Terms [0, count) are those whose
 * words are looked for. */
void ordinary_looks_drop(struct draft *draft, uint32_t count);

#endif
