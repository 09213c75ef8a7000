/*
 * pack_files.h: what the tests of compiler and loader share: folders of their own to work in, and files as bytes.
 */
#ifndef FIATGATE_PACK_FILES_H
#define FIATGATE_PACK_FILES_H

#include <stdbool.h>
#include <stddef.h>

#include "rules/compiler/compiler.h"

#define SMALL_PACK FIATGATE_SOURCE_DIR "/tests/packs/small"
#define BAD_PACKS  FIATGATE_SOURCE_DIR "/tests/packs/bad"

/* A new empty folder for this run, removed by work_close(). */
bool work_open(void);
void work_close(void);
/* The path of a name in it; the two texts returned last stay valid. */
const char *work_path(const char *name);

/* Copies a folder over another, which is made when it is not there. */
bool copy_folder(const char *from, const char *to);
/* The whole file with a NUL behind it, to be freed; NULL = it cannot be read. */
char *read_file(const char *path, size_t *size);
bool write_file(const char *path, const void *bytes, size_t size);
/* How many names of the work folder begin so. */
int count_names(const char *prefix);

/* Faults, but for that a pack has no cases, as lines "error file:line:column: cell D14: sentence", without the folder
 * before the file; the words around the sentence are English in every language. */
struct fault_lines {
    const char *folder;
    char text[65536];
    size_t used;
    bool unreadable; /* one of them is of a file that could not be opened, read or written */
};
void add_fault_line(void *context, const struct compiler_fault *fault);

#endif
