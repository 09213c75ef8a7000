/*
 * work_file_place.c: the work file as a file (work_file_place.h).
 */
#include "work_file_place.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"

#define ELSEWHERE "name another file with --work"

/* The first bytes of an SQLite database, and where its application id stands. */
static const char magic[16] = "SQLite format 3";
#define APPLICATION_AT 68

enum content { CONTENT_NONE, CONTENT_REPLAY, CONTENT_OTHER };

static enum content content_of(int file)
{
    unsigned char head[APPLICATION_AT + 4];
    ssize_t length = pread(file, head, sizeof head, 0);
    if (length == 0)
        return CONTENT_NONE;
    if (length < (ssize_t)sizeof head)
        return CONTENT_OTHER;
    const unsigned char *id = head + APPLICATION_AT;
    uint32_t application = (uint32_t)id[0] << 24 | (uint32_t)id[1] << 16 | (uint32_t)id[2] << 8 | id[3];
    /* Killed while the file was made: its first page is a hole. */
    static const unsigned char hole[sizeof head];
    if (memcmp(head, hole, sizeof head) == 0)
        return CONTENT_NONE;
    return memcmp(head, magic, sizeof magic) == 0 && application == WORK_FILE_APPLICATION ? CONTENT_REPLAY
                                                                                          : CONTENT_OTHER;
}

static char *with_ending(const char *path, const char *ending)
{
    char *whole = NULL;
    return asprintf(&whole, "%s%s", path, ending) < 0 ? NULL : whole;
}

/* The path with a folder that goes through no links; NULL = said why. */
static char *without_links(const char *path)
{
    char *of_folder = strdup(path), *of_name = strdup(path), *whole = NULL;
    const char *name = of_name ? basename(of_name) : NULL;
    char *folder = of_folder ? realpath(dirname(of_folder), NULL) : NULL;
    if (of_folder && of_name && !folder)
        say("%s: the folder of the work file cannot be used: %s; " ELSEWHERE, path, strerror(errno));
    else if (!folder || asprintf(&whole, "%s/%s", strcmp(folder, "/") == 0 ? "" : folder, name) < 0) {
        whole = NULL;
        say("%s: memory for the work file's name could not be had", path);
    }
    free(folder);
    free(of_folder);
    free(of_name);
    return whole;
}

static bool is_own_file(const struct stat *facts)
{
    return S_ISREG(facts->st_mode) && facts->st_uid == geteuid() && facts->st_nlink == 1;
}

/* What SQLite would read beside the file must be the user's own, too. */
static bool journal_is_own(const char *path)
{
    struct stat facts;
    char *journal = with_ending(path, "-journal");
    bool own = journal && (lstat(journal, &facts) != 0 || is_own_file(&facts));
    if (!own)
        say("%s-journal: this is no file of yours, and stands where the work file needs one; remove it, or " ELSEWHERE,
            path);
    free(journal);
    return own;
}

static bool lock(const struct work_file_place *place)
{
    if (flock(place->file, LOCK_EX | LOCK_NB) == 0 || errno == ENOTSUP || errno == ENOSYS)
        return true;
    if (errno == EWOULDBLOCK)
        say("%s: another replay works with this file; wait until it has ended, or " ELSEWHERE, place->path);
    else
        say("%s: the work file cannot be locked: %s; " ELSEWHERE, place->path, strerror(errno));
    return false;
}

/* Opens the file that the path names now. */
static bool open_it(struct work_file_place *place)
{
    struct stat facts;
    place->file = open(place->path, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600);
    if (place->file < 0) {
        say("%s: the work file cannot be %s: %s; " ELSEWHERE, place->path,
            access(place->path, F_OK) == 0 ? "opened" : "made",
            errno == ELOOP ? "it is a symbolic link" : strerror(errno));
        return false;
    }
    if (fstat(place->file, &facts) != 0 || !is_own_file(&facts)) {
        say("%s: this is no file of yours alone, so it is not used as work file; " ELSEWHERE, place->path);
        return false;
    }
    return true;
}

/* Whether the path still names the file that is open: who ends a replay removes it, who begins one may have waited. */
static bool is_still_there(const struct work_file_place *place)
{
    struct stat open_one, named;
    return fstat(place->file, &open_one) == 0 && lstat(place->path, &named) == 0 && open_one.st_dev == named.st_dev &&
           open_one.st_ino == named.st_ino;
}

/* Throws away what a replay left. */
static bool empty_it(struct work_file_place *place)
{
    /* The file first: beside an empty database a journal means nothing. */
    bool emptied = ftruncate(place->file, 0) == 0;
    char *journal = with_ending(place->path, "-journal");
    emptied = emptied && journal && (unlink(journal) == 0 || errno == ENOENT);
    if (!emptied)
        say("%s: the work file cannot be emptied: %s; remove it", place->path, strerror(errno));
    free(journal);
    return emptied;
}

static bool take_it(struct work_file_place *place, bool anew)
{
    enum content content = content_of(place->file);
    if (content == CONTENT_OTHER) {
        say("%s: this is no work file of a replay, so nothing is written to it; " ELSEWHERE, place->path);
        return false;
    }
    fchmod(place->file, 0600);
    place->is_new = content == CONTENT_NONE || anew;
    return !place->is_new || empty_it(place);
}

int work_file_place_open(struct work_file_place *place, const char *path, bool anew)
{
    *place = (struct work_file_place){.path = without_links(path), .file = -1};
    bool opened = place->path && open_it(place) && lock(place);
    for (int tries = 0; opened && tries < 3 && !is_still_there(place); tries++) {
        close(place->file);
        opened = open_it(place) && lock(place);
    }
    if (opened && journal_is_own(place->path) && take_it(place, anew))
        return EXIT_DONE;
    work_file_place_close(place);
    return EXIT_INPUT;
}

void work_file_place_close(struct work_file_place *place)
{
    if (place->file >= 0)
        close(place->file);
    free(place->path);
    *place = (struct work_file_place){.file = -1};
}

void work_file_place_remove(struct work_file_place *place)
{
    if (place->path)
        unlink(place->path);
    work_file_place_close(place);
}
