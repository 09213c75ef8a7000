/*
 * columns.h: the columns that lists and registers of a pack have (rules/language.md), and how registers elsewhere name
 * what goes into them. Tables of data.
 */
#ifndef FIATGATE_TABLES_COLUMNS_H
#define FIATGATE_TABLES_COLUMNS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "storage.h"

enum column_type {
    COLUMN_TEXT,
    COLUMN_DATE,
    COLUMN_STATUS, /* of a licence */
    COLUMN_TAX_ID, /* twelve digits, zeros before them too */
    COLUMN_DIGITS, /* a code, account or number that is none to count with */
};

struct list_column {
    const char *name;
    enum column_type type;
    bool required;
};

struct list_kind {
    const char *name; /* as pack.cfg has it; "register" */
    const struct list_column *columns;
    uint32_t count;
};

/* NULL = there is no such kind. */
const struct list_kind *list_kind_find(const char *name);
/* The kind whose required columns are all among these, NULL when none or several are. */
const struct list_kind *list_kind_of_columns(const char *const *names, uint32_t count);
/* NULL = the kind has no such column. */
const struct list_column *list_kind_column(const struct list_kind *kind, const char *name);

/* How a cell becomes what our column holds. */
enum take {
    TAKE_BY_COLUMN,   /* as the type of our column says */
    TAKE_SERIES,      /* several things, "|", ";" or line ends between them */
    TAKE_DOMAINS,     /* addresses of web sites */
    TAKE_DAY_BEFORE,  /* the last day before a date */
    TAKE_JOINED,      /* all cells that go there, one behind the other */
    TAKE_JOINED_DATE, /* the same of a date */
};

struct heading {
    const char *heading; /* as heading_normal makes it */
    const char *column;  /* of ours; NULL = it is known, and nothing of ours */
    enum take take;
};

/* What a column holds in a new row whose source says nothing. */
struct fallback {
    const char *column, *value;
};

/* A register as its authority publishes it. */
struct profile {
    const char *name; /* "esma-casp" */
    const char *kind; /* the lists it can go into, NULL = any */
    const struct heading *headings;
    uint32_t heading_count;
    const char *signature[3]; /* the headings by which it is told */
    struct fallback fallbacks[4];
    bool day_first;     /* 03/04/2026 is in April */
    bool says_comments; /* suspensions stand in its comments */
    bool own_columns;   /* our own names of columns count too, and an empty cell empties ours */
};

#define PROFILE_NAMES "native, generic, esma-casp, esma-noncompliant or afsa"

/* The profile of that name for a kind of list; *known: there is one of that name for another kind. */
const struct profile *profile_find(const char *name, const char *kind, bool *known);
/* The one whose signature is among the headings; "generic" when none is. */
const struct profile *profile_tell(const char *const *headings, uint32_t count, const char *kind);

/* A heading in small letters, ё as е, without punctuation, one space between words. */
const char *heading_normal(struct arena *arena, const char *heading);

/* A status of a licence, in our words (active, suspended, ended); "" = none is known by that word. */
const char *status_word(struct arena *arena, const char *word);

#endif
