/*
 * packs.h: a PACK argument as a built pack: an .fgp as it is, a pack folder built aside into a temporary file first.
 */
#ifndef FIATGATE_CLI_PACKS_H
#define FIATGATE_CLI_PACKS_H

#include <stdbool.h>
#include <stdio.h>

#include "compiler.h"

struct built_pack {
    char path[4096];
    bool temporary;
};

/* EXIT_DONE, or the exit code (said why, faults of a folder with file and line). */
int built_pack_get(const char *pack, struct built_pack *built);
/* The same; where pack is the folder of a bank's layer, over the base in that folder; NULL = the one it names. */
int built_pack_get_over(const char *pack, const char *base, struct built_pack *built);
/* Removes a temporary file. */
void built_pack_release(struct built_pack *built);

/* Gets and loads a pack, signed or not, with one scratch. EXIT_DONE, or the exit code (said why). */
struct pack;
int pack_read_over(const char *name, const char *base, struct pack **pack);

bool is_folder(const char *path);

/* Today by the local calendar, YYYYMMDD, as the compiler counts days; 0 = not known. */
int32_t today_by_calendar(void);

/* What the environment asks for: Russian where LC_ALL, else LC_MESSAGES, else LANG begins with "ru". */
enum compiler_language language_wanted(void);
/* "en" or "ru" */
bool language_given(const char *text, enum compiler_language *language);

/* Counts faults and prints them. */
struct fault_printer {
    bool quiet_warnings; /* counted only */
    enum compiler_language language;
    FILE *out;
    unsigned errors, warnings;
    unsigned unreadable; /* of the errors, those of files that could not be opened, read or written */
};
/* file:line:column: error: cell D14: sentence, in colour where wanted */
void print_fault(void *printer, const struct compiler_fault *fault);
/* One JSON object a line. */
void print_fault_json(void *printer, const struct compiler_fault *fault);

#endif
