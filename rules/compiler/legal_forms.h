/*
 * legal_forms.h: legal forms of names (LLP, GmbH, ТОО): their spellings, from legal_forms.csv, and taking them off.
 */
#ifndef FIATGATE_COMPILER_LEGAL_FORMS_H
#define FIATGATE_COMPILER_LEGAL_FORMS_H

#include "draft.h"

/* One spelling of a legal form, folded; spellings of one form share a class, counted from 1 in the order of the file.
 */
struct legal_form {
    const char *folded;
    uint16_t class;
};

/* Reads legal_forms.csv, where the folder has one. */
void legal_forms_read(struct draft *draft);

/* The longest spelling that stands at the end of a folded name, or at its start, and leaves something of it; NULL =
 * none. */
const struct legal_form *legal_form_behind(const struct draft *draft, const char *name);
const struct legal_form *legal_form_before(const struct draft *draft, const char *name);

/* Takes them off, in place. */
void legal_form_cut_behind(char *name, const struct legal_form *form);
void legal_form_cut_before(char *name, const struct legal_form *form);

/* Takes all legal forms off a folded name, in place, as match/entity_index.c does. Returns them packed, 0 = none. */
uint64_t legal_forms_take(const struct draft *draft, char *name);

/* Calls for every spelling that shares a class with this one, itself among them. */
typedef void (*legal_spelling_fn)(void *context, const char *spelling);
void legal_form_each_spelling(const struct draft *draft, const struct legal_form *form, legal_spelling_fn spelling,
                              void *context);

/*
 * The class that a class is a kind of, by the first spelling of its line: PTE LTD ends with LTD. Itself when it is of
 * its own kind.
 */
uint16_t legal_form_family(const struct draft *draft, uint16_t class);

#endif
