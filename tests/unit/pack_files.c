/*
 * pack_files.c: folders and files of the pack tests.
 */
#include "pack_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static char work_folder[256];

bool work_open(void)
{
    const char *temporary = getenv("TMPDIR");
    snprintf(work_folder, sizeof work_folder, "%s/fiatgate-test-XXXXXX", temporary && *temporary ? temporary : "/tmp");
    return mkdtemp(work_folder) != NULL;
}

static bool run(const char *format, const char *a, const char *b)
{
    char command[1024];
    int length = snprintf(command, sizeof command, format, a, b);
    return length > 0 && (size_t)length < sizeof command && system(command) == 0;
}

void work_close(void)
{
    if (work_folder[0] && !run("rm -rf '%s'%s", work_folder, ""))
        fprintf(stderr, "%s could not be removed\n", work_folder);
}

const char *work_path(const char *name)
{
    static char paths[2][512];
    static int next;
    next = !next;
    snprintf(paths[next], sizeof paths[next], "%s/%s", work_folder, name);
    return paths[next];
}

bool copy_folder(const char *from, const char *to)
{
    return run("mkdir -p '%s'%s", to, "") && run("cp -R '%s/.' '%s/'", from, to);
}

char *read_file(const char *path, size_t *size)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return NULL;
    char *bytes = NULL;
    *size = 0;
    for (;;) {
        char *longer = realloc(bytes, *size + 65536 + 1);
        if (!longer)
            break;
        bytes = longer;
        size_t got = fread(bytes + *size, 1, 65536, file);
        *size += got;
        bytes[*size] = 0;
        if (got == 0)
            break;
    }
    fclose(file);
    return bytes;
}

/* Cut to size at the end rather than emptied first: file systems flush a file that was emptied and written again. */
bool write_file(const char *path, const void *bytes, size_t size)
{
    int file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (file < 0)
        return false;
    bool written = write(file, bytes, size) == (ssize_t)size && ftruncate(file, (off_t)size) == 0;
    return close(file) == 0 && written;
}

int count_names(const char *prefix)
{
    int count = 0;
    DIR *folder = opendir(work_folder);
    for (struct dirent *entry = folder ? readdir(folder) : NULL; entry; entry = readdir(folder))
        count += strncmp(entry->d_name, prefix, strlen(prefix)) == 0;
    if (folder)
        closedir(folder);
    return count;
}

void add_fault_line(void *context, const struct compiler_fault *fault)
{
    struct fault_lines *lines = context;
    if (strcmp(fault->code, "cases-none") == 0)
        return; /* the packs of these tests have none; tests/cli/pack-test.case looks at that */
    lines->unreadable |= fault->unreadable;
    const char *file = fault->file;
    char position[64] = "";
    size_t folder = strlen(lines->folder);
    if (strncmp(file, lines->folder, folder) == 0)
        file += folder + (file[folder] == '/');
    if (fault->line && fault->column)
        snprintf(position, sizeof position, ":%u:%u", fault->line, fault->column);
    else if (fault->line)
        snprintf(position, sizeof position, ":%u", fault->line);
    char cell[COMPILER_CELL_NAME];
    compiler_cell_name(fault, cell);
    int length = snprintf(lines->text + lines->used, sizeof lines->text - lines->used, "%s %s%s: %s%s%s%s\n",
                          fault->severity == COMPILER_ERROR ? "error" : "warning", file, position,
                          cell[0] ? "cell " : "", cell, cell[0] ? ": " : "", fault->sentence);
    if (length > 0 && (size_t)length < sizeof lines->text - lines->used)
        lines->used += (size_t)length;
}
