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
/* Removes a temporary file. */
void built_pack_release(struct built_pack *built);

bool is_folder(const char *path);

/* Counts faults and prints them: file:line:column: error: sentence, in colour where wanted. */
struct fault_printer {
    bool quiet_warnings; /* counted only */
    FILE *out;
    unsigned errors, warnings;
};
void print_fault(void *printer, const struct compiler_fault *fault);

#endif
