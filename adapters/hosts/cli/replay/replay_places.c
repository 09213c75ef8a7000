/*
 * replay_places.c: where a replay writes (replay_places.h). Asks the file system, and changes nothing in it.
 */
#include "replay_places.h"

#include <errno.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"

/* A file that is written. */
struct place {
    const char *path, *option; /* path NULL = it is not wanted */
};

/* The last of them is the work file: it is not replaced but opened, and who opens it asks whether it may be. */
#define PLACES 4u

/* The folder of a path, through no links; NULL = it cannot be used, or no memory: errno says which. */
static char *folder_of(const char *path)
{
    char *copy = strdup(path), *folder = copy ? realpath(dirname(copy), NULL) : NULL;
    free(copy);
    return folder;
}

static bool can_write(const struct place *place)
{
    char *folder = folder_of(place->path);
    bool can = folder && access(folder, W_OK | X_OK) == 0;
    if (!can)
        say("%s: no file can be written there: %s; name another with %s", place->path, strerror(errno), place->option);
    free(folder);
    return can;
}

/* A file is put in place of what is there: of a device or a link that would be its end. */
static bool is_ordinary(const struct place *place)
{
    struct stat facts;
    if (lstat(place->path, &facts) != 0 || S_ISREG(facts.st_mode))
        return true;
    say("%s: is %s, no file that may be replaced; name another with %s", place->path,
        S_ISDIR(facts.st_mode)   ? "a folder"
        : S_ISLNK(facts.st_mode) ? "a symbolic link"
                                 : "a device or the like",
        place->option);
    return false;
}

static bool is_same_file(const char *path, const char *other)
{
    struct stat facts, others;
    return stat(path, &facts) == 0 && stat(other, &others) == 0 && facts.st_dev == others.st_dev &&
           facts.st_ino == others.st_ino;
}

/* The path may not be there yet. */
static bool is_same_place(const char *path, const char *other)
{
    char *folder = folder_of(path), *others = folder_of(other), *name = strdup(path), *other_name = strdup(other);
    bool same = folder && others && name && other_name && strcmp(folder, others) == 0 &&
                strcmp(basename(name), basename(other_name)) == 0;
    free(folder);
    free(others);
    free(name);
    free(other_name);
    return same;
}

static bool spares(const struct place *place, const char *read)
{
    if (!read || !is_same_file(place->path, read))
        return true;
    say("%s: is read by this replay, and would be written over; name another with %s", place->path, place->option);
    return false;
}

static bool lies_in(const char *path, const char *folder)
{
    char *above = realpath(folder, NULL), *of = folder_of(path);
    size_t length = above ? strlen(above) : 0;
    bool within = above && of && strncmp(of, above, length) == 0 &&
                  (of[length] == '\0' || of[length] == '/' || strcmp(above, "/") == 0);
    free(above);
    free(of);
    return within;
}

/* Whether the place is another one than everything that is read, and than a folder that is. */
static bool is_apart(const struct place *place, const struct replay_options *options)
{
    const char *const read[] = {options->setup.pack, options->against, options->labels};
    struct stat facts;
    for (size_t i = 0; i < sizeof read / sizeof *read; i++)
        if (!spares(place, read[i]))
            return false;
    for (int i = 0; i < options->path_count; i++) {
        const char *path = options->paths[i];
        if (strcmp(path, "-") == 0)
            continue;
        if (!spares(place, path))
            return false;
        if (stat(path, &facts) != 0 || !S_ISDIR(facts.st_mode) || !lies_in(place->path, path))
            continue;
        say("%s: lies in %s, which is read: given again, the command would read it as a message; name a file elsewhere "
            "with %s",
            place->path, path, place->option);
        return false;
    }
    return true;
}

bool replay_places_check(const struct replay_options *options)
{
    const struct place places[PLACES] = {{options->report, "--report"},
                                         {options->csv, "--report"},
                                         {options->junit, "--junit"},
                                         {options->work, options->report ? "--work or --report" : "--work"}};
    for (size_t i = 0; i < PLACES; i++) {
        if (!places[i].path)
            continue;
        bool replaced = i + 1 < PLACES;
        if ((replaced && (!can_write(&places[i]) || !is_ordinary(&places[i]))) || !is_apart(&places[i], options))
            return false;
        for (size_t j = 0; j < i; j++)
            if (places[j].path && is_same_place(places[i].path, places[j].path)) {
                say("%s: two files of this replay would be written there; name another with %s", places[i].path,
                    places[i].option);
                return false;
            }
    }
    return true;
}
