/*
 * files.h: files outside the pack folder: the source of an import, and what is put in place whole or not at all.
 */
#ifndef FIATGATE_TABLES_FILES_H
#define FIATGATE_TABLES_FILES_H

#include <stddef.h>

#include "report.h"
#include "storage.h"

/* The whole file at a path, which is the report's folder; NULL = reported. */
unsigned char *file_read(struct arena *arena, struct report *report, size_t *size);

/* Writes aside, syncs and renames; a file that was there gives its permissions. false = reported, nothing changed. */
bool file_put(struct arena *arena, struct report *report, const char *path, const void *bytes, size_t size);

#endif
