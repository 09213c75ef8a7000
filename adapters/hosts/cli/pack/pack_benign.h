/*
 * pack_benign.h: the entries of a pack measured against texts that should hit nothing, for `fiatgate pack check
 * --benign`.
 */
#ifndef FIATGATE_PACK_BENIGN_H
#define FIATGATE_PACK_BENIGN_H

#include <stdint.h>

#include "compiler.h"

#define BENIGN_FILES_MAX 16

struct benign_files {
    char *paths[BENIGN_FILES_MAX];
    int count;
    uint32_t limit; /* so many lines an entry may hit */
};

/*
 * Builds the folder aside, folds and scans each line of the files as a payment's text would be, and says of each entry
 * that hits more lines than the limit how many, and the first of them. An exit code; what is found are warnings.
 */
int measure_benign(const char *folder, const struct compiler_options *options, const struct benign_files *files);

#endif
