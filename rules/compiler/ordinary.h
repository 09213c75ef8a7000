/*
 * ordinary.h: names and terms that say too little, measured against words of every day. The words are compiled in, so
 * that this needs nothing beside the pack; `fiatgate pack check --benign` measures with an officer's own texts.
 */
#ifndef FIATGATE_COMPILER_ORDINARY_H
#define FIATGATE_COMPILER_ORDINARY_H

#include <stdbool.h>

#include "names.h"

/* Whether folded text is one ordinary word. */
bool ordinary_is_word(struct draft *draft, const char *folded);
/* Whether folded text is nothing but ordinary words, one or several. */
bool ordinary_are_words(struct draft *draft, const char *folded);
/* Whether folded text is one that next to no payment is without. */
bool ordinary_is_everywhere(struct draft *draft, const char *folded);

#endif
