/*
 * names.h: from what a list calls somebody to the terms that are looked for.
 */
#ifndef FIATGATE_COMPILER_NAMES_H
#define FIATGATE_COMPILER_NAMES_H

#include "draft.h"
#include "ways.h"

/* The entry whose names are being read, and the folded names that are also ordinary words. */
struct naming {
    struct draft *draft;
    struct place place;
    uint32_t entry;
    struct given_ways given;       /* what the row says of its readings */
    struct record_table ambiguous; /* const char * */
};

void naming_open(struct naming *naming, struct draft *draft, struct place place, uint32_t entry);
void naming_close(struct naming *naming);

/* The cell that says how a text may be read for the entry to be found in it; it comes before all others. */
void naming_readings(struct naming *naming, const char *cell);

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

/* A word or stem that nothing looks for, of ordinary words or fillers: known as it is written alone. false = it
 * was none, and that is reported. */
bool naming_unsought_term(struct naming *naming, const char *cell, uint8_t ending);
/* A word or stem of a list of terms. ending 0 = a whole word. */
void naming_term(struct naming *naming, const char *cell, uint8_t ending);

/* Identifiers of a cell, "; " between several; what is none is reported as a warning and left out. */
void naming_identifiers(struct naming *naming, const char *column, enum identifier_kind kind, uint32_t match,
                        const char *cell);
/* The first valid identifier of that kind in a cell, in normal form, else "". */
const char *naming_first_identifier(struct draft *draft, enum identifier_kind kind, const char *cell);

/* --- What the readers of names share (names.c, legal_names.c, domains.c, legal_forms.c) ----------------------------
 */

/* Folds into out, which then holds a NUL behind it. Returns the length; 0 = nothing remains, > DRAFT_TERM_MAX = too
 * long. */
size_t names_fold(const char *text, char out[DRAFT_TERM_MAX + 1]);
/* Words of folded text. */
uint32_t names_count_words(const char *folded);
/* How many bytes of a long text a sentence shows: whole characters only. */
int names_shown(const char *text);

/* Folds a name that is to be looked for, and says what speaks against it. */
bool naming_fold(struct naming *naming, const char *column, const char *name, char out[DRAFT_TERM_MAX + 1]);
bool naming_is_ambiguous(const struct naming *naming, const char *folded);
/* A name that is no name of one firm; a register has no column for such names. */
void naming_note_ordinary(struct naming *naming, const char *column, const char *name, const char *folded);
/* Folded text of the entry as it is looked for, whole words, with the ways that its length and its row give it. */
struct wanted naming_wanted(const struct naming *naming, const char *written, const char *folded, uint32_t match);

#endif
