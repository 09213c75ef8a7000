/*
 * folder.c: lists folders of the pack that is being read (folder.h).
 */
#include "folder.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* By bytes: the order does not depend on the locale. */
static int by_name(const void *a, const void *b)
{
    return strcmp(*(char *const *)a, *(char *const *)b);
}

static bool is_wanted(const char *name, const char *ending)
{
    size_t length = strlen(name), tail = strlen(ending);
    return name[0] != '.' && length > tail && strcmp(name + length - tail, ending) == 0;
}

/* The paths of the files, in the order of the folder. */
static bool list_files(struct draft *draft, const char *subfolder, const char *ending, struct record_table *files)
{
    char path[4096];
    struct report *report = draft->report;
    snprintf(path, sizeof path, "%s/%s", report->folder, subfolder);
    DIR *folder = opendir(path);
    if (!folder && errno == ENOENT)
        return true;
    for (struct dirent *entry; folder && (errno = 0, entry = readdir(folder));) {
        if (!is_wanted(entry->d_name, ending))
            continue;
        size_t size = strlen(subfolder) + strlen(entry->d_name) + 2;
        char *file = arena_take(&draft->arena, size);
        snprintf(file, size, "%s/%s", subfolder, entry->d_name);
        *(char **)record_table_add(files, 1) = file;
    }
    int error = errno;
    if (folder)
        closedir(folder);
    if (error != 0)
        report_fault(report, (struct place){.file = subfolder}, FOLDER_UNREADABLE,
                     message_errno(report->language, error));
    return error == 0;
}

int folder_each_file(struct draft *draft, const char *subfolder, const char *ending, folder_file_fn read)
{
    struct record_table files = {.size = sizeof(char *)};
    bool listed = list_files(draft, subfolder, ending, &files);
    uint32_t count = files.count;
    if (count > 0)
        qsort(files.records, count, sizeof(char *), by_name);
    for (uint32_t i = 0; listed && i < count; i++)
        read(draft, ((char **)files.records)[i]);
    record_table_free(&files);
    return listed ? (int)count : -1;
}
