/*
 * names.h: from what a list calls somebody to the terms that are looked for.
 */
#ifndef FIATGATE_COMPILER_NAMES_H
#define FIATGATE_COMPILER_NAMES_H

#include "draft.h"

/* One spelling of a legal form, folded; spellings of one form share a line. */
struct legal_form {
    const char *folded;
    unsigned line;
};

/* Reads legal_forms.csv, where the folder has one. */
void names_read_legal_forms(struct draft *draft);

/* The entry whose names are being read, and the folded names that are also ordinary words. */
struct naming {
    struct draft *draft;
    struct place place;
    uint32_t entry;
    struct record_table ambiguous; /* const char * */
};

void naming_open(struct naming *naming, struct draft *draft, struct place place, uint32_t entry);
void naming_close(struct naming *naming);

/*
 * Each takes a cell as it is written and reports what cannot be looked for. Ambiguous names come first: what is listed
 * there counts as nothing else.
 */
void naming_ambiguous(struct naming *naming, const char *cell);
/* A legal name, in every way its legal form can be written, and without it where enough remains. */
void naming_legal_name(struct naming *naming, const char *cell);
/* A brand, without a remark in brackets. */
void naming_brand(struct naming *naming, const char *cell);
void naming_aliases(struct naming *naming, const char *column, const char *cell);
void naming_domains(struct naming *naming, const char *cell);

/* A word or stem of a list of terms. ending 0 = a whole word. */
void naming_term(struct naming *naming, const char *cell, uint8_t ending);

/* Identifiers of a cell, "; " between several; what is none is reported as a warning and left out. */
void naming_identifiers(struct naming *naming, const char *column, enum identifier_kind kind, uint32_t match,
                        const char *cell);
/* The first valid identifier of that kind in a cell, in normal form, else "". */
const char *naming_first_identifier(struct draft *draft, enum identifier_kind kind, const char *cell);

#endif
