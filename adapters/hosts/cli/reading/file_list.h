/*
 * file_list.h: the files that paths stand for: a folder for those below it, in the order of their names.
 */
#ifndef FIATGATE_CLI_FILE_LIST_H
#define FIATGATE_CLI_FILE_LIST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct listed_file {
    char *path;      /* as given, or the folder as given, "/" and the file within it */
    uint32_t folder; /* the length of the part of path before what is below the folder that was given */
    bool sized;      /* a regular file */
    uint64_t size;
    int64_t changed;         /* nanoseconds */
    uint64_t device, number; /* of a regular file: the same for the same file by another name */
};

struct file_list {
    struct listed_file *items;
    size_t count, room;
    size_t skipped; /* files in folders that are no messages by their name */
};

/* Adds a path: a file, or all files below a folder. What does not exist is added too: reading it says so. false = no
 * memory. */
bool file_list_add(struct file_list *list, const char *path);
/* Leaves each regular file where it stands first; how many were left out is added to *repeated, and into name, of
 * name_size bytes, goes the first of them, cut where it is longer. false = no memory. */
bool file_list_once(struct file_list *list, size_t *repeated, char *name, size_t name_size);
void file_list_free(struct file_list *list);

#endif
