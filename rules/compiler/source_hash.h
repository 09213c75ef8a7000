/*
 * source_hash.h: the hash of a pack folder's sources, by which a bank's layer names its base and a verdict its layers.
 */
#ifndef FIATGATE_COMPILER_SOURCE_HASH_H
#define FIATGATE_COMPILER_SOURCE_HASH_H

#include "draft.h"

/*
 * SHA-256, as 64 hex digits in the draft's arena, over the text "fiatgate pack sources 1\n" and a line "PATH\0SIZE
 * SHA256\n" for every .cfg and .csv file of the folder that is being read, and for every file under cases/, in the
 * order of the paths' bytes. Hidden files and others (a README) are not part of it. Of .cfg and .csv
 * files a byte order mark and the CR of CR LF are left out first. NULL = reported.
 */
const char *source_hash(struct draft *draft);

#endif
