/*
 * ordinary_forms.h: the forms of ordinary words that texts are full of, made here from their stems, so that a text's
 * words are known at one look, and in a token of several words where they end. What is not made here is ordinary by its
 * stem only where it stands by itself, and may be another word with a letter too many or too few.
 */
#ifndef FIATGATE_COMPILER_ORDINARY_FORMS_H
#define FIATGATE_COMPILER_ORDINARY_FORMS_H

#include "draft.h"

/* Notes the forms of a stem that may go on by so many letters, or (ending 0) of a word, as its list writes it. Of
 * several words none are made. */
void ordinary_forms_note(struct draft *draft, const char *written, uint8_t ending);

#endif
