/*
 * spellings.h: further terms by which an entry is looked for: in the other alphabet as people spell it, and its words
 * run together. They are wishes until all lists are read: what the lists say themselves, for whatever entry, is not
 * looked for a second time, and what is an ordinary word is not looked for at all.
 */
#ifndef FIATGATE_COMPILER_SPELLINGS_H
#define FIATGATE_COMPILER_SPELLINGS_H

#include "draft.h"

enum spelling_set {
    SPELLINGS_OF_WORDS, /* in every scheme */
    SPELLINGS_OF_NAMES  /* in the few that names of firms are written in */
};

/*
 * Calls for each spelling of a text as it is written: Latin ones of Cyrillic text, folded Cyrillic ones of Latin text.
 * Each scheme is kept to throughout a text. ending as in pack_term: of a stem, nothing is known of how it ends.
 */
typedef void (*spelling_fn)(void *context, const char *folded);
void spellings_each(const char *written, uint8_t ending, enum spelling_set set, spelling_fn spelling, void *context);

/* Wishes for the spellings of what is wanted, which is written so. They stand for the entry as it is written: text in
 * the other alphabet is a transliteration of it. */
void spellings_wish(struct draft *draft, const struct wanted *wanted, const char *written, enum spelling_set set);
/* Wishes for its words run together, where that is long enough to be no other word. */
void spellings_wish_squeezed(struct draft *draft, const struct wanted *wanted);
/* Wishes for what is wanted itself. */
void spellings_wish_this(struct draft *draft, const struct wanted *wanted);

/* When all lists are read: the wishes that nothing speaks against become mentions. */
void spellings_grant(struct draft *draft);

#endif
