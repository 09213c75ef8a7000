/*
 * evade_text.h: a disguised word in the text of a payment: among ordinary words, beside a second sign, over the end of
 * a full line or of an occurrence. Pure.
 */
#ifndef FIATGATE_EVADE_TEXT_H
#define FIATGATE_EVADE_TEXT_H

#include "evade_form.h"

#define EVADE_TEXT_BYTES 3200

struct evade_text {
    char first[EVADE_TEXT_BYTES], second[EVADE_TEXT_BYTES]; /* second "" = there is one occurrence */
};

/* Ordinary words around a word; the first of them are none at all. */
struct evade_context {
    const char *before, *after;
};
extern const struct evade_context evade_contexts[];
extern const uint32_t evade_context_count;

/* What a second sign may be: words that say something beside another, and nothing alone. */
extern const char *const evade_signs[];
extern const uint32_t evade_sign_count;

/* sign "" = none. */
void evade_text_make(struct evade_text *text, const struct evade_form *form, const struct evade_context *context,
                     const char *sign);

#endif
