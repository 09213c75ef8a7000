/*
 * file_list.c: folders walked (file_list.h). Touches the file system, reading only.
 */
#include "file_list.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "format_names.h"

#define FOLDER_DEPTH 64

/* Takes path over, also on failure. facts NULL = not known. */
static bool add_file(struct file_list *list, char *path, size_t folder, const struct stat *facts)
{
    if (path && list->count == list->room) {
        size_t room = list->room ? list->room * 2 : 64;
        struct listed_file *items = realloc(list->items, room * sizeof *items);
        if (items) {
            list->items = items;
            list->room = room;
        }
    }
    if (!path || list->count == list->room) {
        free(path);
        return false;
    }
    struct listed_file *file = &list->items[list->count++];
    *file = (struct listed_file){.path = path, .folder = (uint32_t)folder};
    if (facts && S_ISREG(facts->st_mode)) {
        file->sized = true;
        file->size = (uint64_t)facts->st_size;
        file->device = (uint64_t)facts->st_dev;
        file->number = (uint64_t)facts->st_ino;
        file->changed = facts->st_mtim.tv_sec * INT64_C(1000000000) + facts->st_mtim.tv_nsec;
    }
    return true;
}

static bool ends_with_slash(const char *path)
{
    return *path && path[strlen(path) - 1] == '/';
}

static char *join(const char *folder, const char *name)
{
    char *path = NULL;
    return asprintf(&path, "%s%s%s", folder, ends_with_slash(folder) ? "" : "/", name) < 0 ? NULL : path;
}

static bool add_below(struct file_list *list, const char *path, size_t folder, int depth);

static bool add_entry(struct file_list *list, const char *parent, const char *name, size_t folder, int depth)
{
    if (strcmp(name, ".") == 0 || strcmp(name, "..") == 0)
        return true;
    char *path = join(parent, name);
    struct stat facts;
    if (!path)
        return false;
    /* Links to folders are not followed, so that no folder is walked twice or for ever. */
    bool known = lstat(path, &facts) == 0;
    if (known && S_ISDIR(facts.st_mode) && name[0] != '.') {
        bool added = add_below(list, path, folder, depth + 1);
        free(path);
        return added;
    }
    bool file = known && S_ISLNK(facts.st_mode) ? stat(path, &facts) == 0 && S_ISREG(facts.st_mode)
                                                : !known || S_ISREG(facts.st_mode);
    if (file && is_message_name(name))
        return add_file(list, path, folder, known ? &facts : NULL);
    list->skipped++;
    free(path);
    return true;
}

static bool add_below(struct file_list *list, const char *path, size_t folder, int depth)
{
    struct dirent **entries = NULL;
    int count = depth > FOLDER_DEPTH ? -1 : scandir(path, &entries, NULL, alphasort);
    /* A folder that cannot be read is added as it is: reading it says why. */
    if (count < 0)
        return add_file(list, strdup(path), folder < strlen(path) ? folder : 0, NULL);
    bool added = true;
    for (int i = 0; i < count; i++) {
        added = added && add_entry(list, path, entries[i]->d_name, folder, depth);
        free(entries[i]);
    }
    free(entries);
    return added;
}

bool file_list_add(struct file_list *list, const char *path)
{
    struct stat facts;
    bool known = strcmp(path, "-") != 0 && stat(path, &facts) == 0;
    if (known && S_ISDIR(facts.st_mode))
        return add_below(list, path, strlen(path) + !ends_with_slash(path), 0);
    return add_file(list, strdup(path), 0, known ? &facts : NULL);
}

/* The same file side by side, the first that was given first. */
static int by_file(const void *a, const void *b)
{
    const struct listed_file *left = *(struct listed_file *const *)a, *right = *(struct listed_file *const *)b;
    if (left->device != right->device)
        return left->device < right->device ? -1 : 1;
    if (left->number != right->number)
        return left->number < right->number ? -1 : 1;
    return left < right ? -1 : left > right;
}

static void leave_out(struct listed_file *file, size_t *repeated)
{
    free(file->path);
    file->path = NULL;
    ++*repeated;
}

bool file_list_once(struct file_list *list, size_t *repeated, char *name, size_t name_size)
{
    struct listed_file **order = malloc((list->count + 1) * sizeof *order), *first = NULL;
    size_t count = 0, kept = 0;
    if (!order)
        return false;
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].sized)
            order[count++] = &list->items[i];
    qsort(order, count, sizeof *order, by_file);
    for (size_t i = 1; i < count; i++)
        if (order[i]->device == order[i - 1]->device && order[i]->number == order[i - 1]->number) {
            if (!first || order[i] < first)
                snprintf(name, name_size, "%s", (first = order[i])->path);
            leave_out(order[i], repeated);
        }
    free(order);
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].path)
            list->items[kept++] = list->items[i];
    list->count = kept;
    return true;
}

void file_list_free(struct file_list *list)
{
    for (size_t i = 0; i < list->count; i++)
        free(list->items[i].path);
    free(list->items);
    *list = (struct file_list){0};
}
