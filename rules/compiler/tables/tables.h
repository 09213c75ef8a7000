/*
 * tables.h: lists and registers from spreadsheets and foreign CSV into a pack folder, and out to spreadsheets. Linked
 * by the command line and by tests only. All files are read in a child with limits, as compiler.h reads sources.
 */
#ifndef FIATGATE_TABLES_H
#define FIATGATE_TABLES_H

#include "compiler.h"
#include "dates.h"

struct import_options {
    const char *source; /* .xlsx or CSV */
    const char *folder; /* of the pack */
    const char *list;   /* its id */
    const char *as;     /* a profile's name; NULL = told by the columns */
    const char *sheet;  /* of a workbook; NULL = the only one with cells */
    enum date_order dates;
    const char *retrieved_at; /* YYYY-MM-DD */
    bool dry_run, fix, delete_gone;
    int out; /* descriptor: what changes is said here */
    enum compiler_language language;
    const struct compiler_limits *limits; /* NULL = the default */
};

/* Whether there is a profile of that name. */
bool import_profile_known(const char *name);

/*
 * Says what would change and, without errors and unless it is a dry run, writes the list's file aside and puts it in
 * place. Returns the number of errors; nothing is written then.
 */
int table_import(const struct import_options *options, compiler_report_fn report, void *context);

struct export_options {
    const char *folder, *list;
    const char *output; /* ends with .xlsx or .csv */
    char separator;     /* of .csv */
    bool csv_anyway;    /* identifiers too, which spreadsheets damage in .csv */
    enum compiler_language language;
    const struct compiler_limits *limits;
};

int table_export(const struct export_options *options, compiler_report_fn report, void *context);

#endif
