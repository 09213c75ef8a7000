/*
 * durable.h: a file that is, whatever happens to process or machine, either the one that stood there or the new one:
 * written aside, synced, renamed, its folder synced. Every function that fails leaves the reason in errno.
 */
#ifndef FIATGATE_DURABLE_H
#define FIATGATE_DURABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#define DURABLE_PATH 4352

struct durable {
    char path[DURABLE_PATH];
    char aside[DURABLE_PATH + 8]; /* PATH.new: one name, so that what an interrupted writer left is written over */
    int file;
};

/* false: nothing is to be dropped. */
bool durable_begin(struct durable *durable, const char *path, mode_t mode);
bool durable_write(struct durable *durable, const void *bytes, size_t length);
/* Puts it in place. On failure what stood there before still does. */
bool durable_end(struct durable *durable);
/* Instead of durable_end. errno stays as it is. */
void durable_drop(struct durable *durable);

/* All of that for bytes at hand. */
bool durable_replace(const char *path, mode_t mode, const void *bytes, size_t length);
/* Makes what was renamed, made or removed in the folder of that path last. */
bool durable_sync_folder_of(const char *path);
/* write() until all is written. */
bool write_all(int file, const void *bytes, size_t length);

#endif
