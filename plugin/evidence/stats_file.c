/*
 * stats_file.c: the files of a gate's counters, or the memory in their place (stats_file.h). Called at open, reload and
 * close; touches the statistics folder and nothing else.
 */
#include "evidence/stats_file.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "evidence/stats_layout.h"
#include "lane.h"

#define NAME_BYTES 64
#define GATES_MAX  64 /* of one process in one folder */

struct stats_file {
    int folder;            /* -1 = in memory */
    int lock;              /* the gate's file, locked while the gate lives */
    char name[NAME_BYTES]; /* without its ending */
    char shown[CONFIG_PATH_BYTES];
    void *block; /* the gate's file, or memory laid out like it */
    size_t size;
    struct stats_gate *head;
    unsigned char *lanes;
    size_t lane_size;
};

#define COUNTER(field, many)                                                                                           \
    {                                                                                                                  \
        .name = #field, .offset = offsetof(struct lane_counters, field), .count = (many)                               \
    }
static const struct stats_counter counters[] = {
    COUNTER(messages, 1),      COUNTER(bytes, 1),          COUNTER(transfers, 1),
    COUNTER(reasons, 1),       COUNTER(not_a_transfer, 1), COUNTER(warned, 1),
    COUNTER(unmapped, 1),      COUNTER(actions, 4),        COUNTER(not_screened, FG_CAUSE_COUNT),
    COUNTER(would, 4),         COUNTER(shadow, 4),         COUNTER(shadow_apart, 1),
    COUNTER(shadow_failed, 1), COUNTER(excepted, 1),       COUNTER(relieved, 1),
    COUNTER(stale, 1),
};
#define COUNTERS (sizeof counters / sizeof *counters)
_Static_assert(COUNTERS <= STATS_COUNTERS, "a reader takes no more");

static fg_error __attribute__((format(printf, 3, 4))) refuse(char *why, size_t why_size, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    if (why && why_size > 0)
        vsnprintf(why, why_size, format, arguments);
    va_end(arguments);
    return FG_E_STATE;
}

/* Every page is there once this returns: what a store finds later cannot be a full file system. */
static void touch(unsigned char *block, size_t size)
{
    for (size_t at = 0; at < size; at += 4096)
        ((volatile unsigned char *)block)[at] = 0;
}

static void *map_whole(int file, size_t size, int *reason)
{
    *reason = fchmod(file, 0640) == 0 ? posix_fallocate(file, 0, (off_t)size) : errno;
    if (*reason != 0)
        return NULL;
    void *block = mmap(NULL, size, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_POPULATE, file, 0);
    if (block == MAP_FAILED) {
        *reason = errno;
        return NULL;
    }
    touch(block, size);
    return block;
}

/* --- gates that are no more ------------------------------------------------------------------------------------- */

static bool lock_file(int file)
{
    struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
    return fcntl(file, F_OFD_SETLK, &lock) == 0;
}

/* Whether the file is still what stands under its name. */
static bool stands_there(int folder, const char *path, int file)
{
    struct stat open_one, named;
    return fstat(file, &open_one) == 0 && fstatat(folder, path, &named, AT_SYMLINK_NOFOLLOW) == 0 &&
           open_one.st_ino == named.st_ino && open_one.st_dev == named.st_dev;
}

static void remove_ending(int folder, const char *name, const char *ending)
{
    char path[NAME_BYTES + 16];
    snprintf(path, sizeof path, "%s%s", name, ending);
    unlinkat(folder, path, 0);
}

/* Whoever removes a gate's files holds its lock while they go, so that a gate of the same name cannot begin meanwhile.
 */
static void remove_if_dead(int folder, const char *name)
{
    char path[NAME_BYTES + 16];
    snprintf(path, sizeof path, "%s.gate", name);
    int file = openat(folder, path, O_RDWR | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return;
    if (lock_file(file) && stands_there(folder, path, file)) {
        remove_ending(folder, name, ".pack");
        remove_ending(folder, name, ".pack.new");
        remove_ending(folder, name, ".gate");
    }
    close(file);
}

static void remove_dead(int folder)
{
    int again = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    DIR *entries = again >= 0 ? fdopendir(again) : NULL;
    if (!entries) {
        if (again >= 0)
            close(again);
        return;
    }
    for (struct dirent *entry; (entry = readdir(entries)) != NULL;) {
        size_t length = strlen(entry->d_name);
        if (length <= 5 || length - 5 >= NAME_BYTES ||
            strncmp(entry->d_name, STATS_PREFIX, strlen(STATS_PREFIX)) != 0 ||
            strcmp(entry->d_name + length - 5, ".gate") != 0)
            continue;
        char name[NAME_BYTES];
        snprintf(name, sizeof name, "%.*s", (int)(length - 5), entry->d_name);
        remove_if_dead(folder, name);
    }
    closedir(entries);
}

/* --- the gate's own file ---------------------------------------------------------------------------------------- */

static fg_error open_folder(struct stats_file *stats, const char *folder, char *why, size_t why_size)
{
    struct stat facts;
    snprintf(stats->shown, sizeof stats->shown, "%s", folder);
    stats->folder = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (stats->folder < 0 || fstat(stats->folder, &facts) != 0)
        return refuse(why, why_size,
                      "%s: the statistics folder cannot be opened (%s); make it, on a memory file system", folder,
                      strerror(errno));
    if ((facts.st_mode & (S_IWGRP | S_IWOTH)) && !(facts.st_mode & S_ISVTX))
        return refuse(why, why_size,
                      "%s: others may write to the statistics folder, and so stop this process; give it mode 0750",
                      folder);
    return FG_OK;
}

/* A name that no gate of any process has, its file locked. */
static fg_error take_name(struct stats_file *stats, char *why, size_t why_size)
{
    int reason = EEXIST;
    for (unsigned number = 1; number <= GATES_MAX && (reason == EEXIST || reason == 0); number++) {
        char path[NAME_BYTES + 16];
        snprintf(stats->name, sizeof stats->name, STATS_PREFIX "%ld-%u", (long)getpid(), number);
        snprintf(path, sizeof path, "%s.gate", stats->name);
        stats->lock = openat(stats->folder, path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0640);
        reason = stats->lock < 0 ? errno : 0;
        if (stats->lock < 0)
            continue;
        if (lock_file(stats->lock) && stands_there(stats->folder, path, stats->lock))
            return FG_OK;
        close(stats->lock); /* somebody who clears away took it for a dead one's, and removes it */
        stats->lock = -1;
    }
    return refuse(why, why_size, "%s: a file of statistics cannot be made there (%s); let this process write to it",
                  stats->shown, reason ? strerror(reason) : "64 gates of this process have one");
}

static void describe(struct stats_file *stats, uint32_t lanes, size_t lanes_offset)
{
    struct stats_gate *head = stats->block;
    head->head.layout = STATS_LAYOUT;
    head->head.pid = (uint32_t)getpid();
    head->head.file_size = stats->size;
    snprintf(head->version, sizeof head->version, "%s", fg_version_text());
    head->opened_at = (int64_t)time(NULL);
    head->lane_count = lanes;
    head->lane_size = (uint32_t)stats->lane_size;
    head->lanes_offset = (uint32_t)lanes_offset;
    head->counter_count = COUNTERS;
    memcpy(head + 1, counters, sizeof counters);
    memcpy(head->head.magic, STATS_GATE_MAGIC, sizeof head->head.magic);
    stats->head = head;
    stats->lanes = (unsigned char *)stats->block + lanes_offset;
}

static fg_error map_gate(struct stats_file *stats, const char *folder, char *why, size_t why_size)
{
    fg_error error = open_folder(stats, folder, why, why_size);
    if (error != FG_OK)
        return error;
    remove_dead(stats->folder);
    error = take_name(stats, why, why_size);
    if (error != FG_OK)
        return error;
    int reason;
    stats->block = map_whole(stats->lock, stats->size, &reason);
    if (!stats->block)
        return refuse(why, why_size, "%s/%s.gate: %zu bytes of statistics cannot be had there (%s); make room", folder,
                      stats->name, stats->size, strerror(reason));
    return FG_OK;
}

fg_error stats_open(const char *folder, uint32_t lanes, struct stats_file **stats, char *why, size_t why_size)
{
    struct stats_file *made = *stats = calloc(1, sizeof *made);
    size_t lanes_offset = lines_apart(sizeof(struct stats_gate) + sizeof counters);
    fg_error error = FG_OK;
    if (made) {
        made->folder = made->lock = -1;
        made->lane_size = lines_apart(sizeof(struct lane_counters));
        made->size = lanes_offset + lanes * made->lane_size;
        if (*folder)
            error = map_gate(made, folder, why, why_size);
        else
            made->block = lines_new(made->size);
    }
    if (!made || (error == FG_OK && !made->block)) {
        refuse(why, why_size, "memory for the counters of %u lanes could not be had", lanes);
        error = FG_E_MEMORY;
    }
    if (error != FG_OK) {
        stats_close(made, false);
        *stats = NULL;
        return error;
    }
    describe(made, lanes, lanes_offset);
    return FG_OK;
}

struct lane_counters *stats_lane(struct stats_file *stats, uint32_t lane)
{
    return (struct lane_counters *)(stats->lanes + lane * stats->lane_size);
}

struct gate_totals *stats_totals(struct stats_file *stats)
{
    return &stats->head->totals;
}

void stats_close(struct stats_file *stats, bool forked)
{
    if (!stats)
        return;
    if (stats->lock >= 0 && !forked) {
        remove_ending(stats->folder, stats->name, ".pack");
        remove_ending(stats->folder, stats->name, ".gate");
    }
    if (stats->folder < 0)
        free(stats->block);
    else if (stats->block)
        munmap(stats->block, stats->size);
    if (stats->lock >= 0)
        close(stats->lock);
    if (stats->folder >= 0)
        close(stats->folder);
    free(stats);
}

/* --- the file of a pack ----------------------------------------------------------------------------------------- */

bool stats_has_files(const struct stats_file *stats)
{
    return stats && stats->folder >= 0;
}

uint32_t stats_pid(const struct stats_file *stats)
{
    return stats->head->head.pid;
}

fg_error stats_pack_new(struct stats_file *stats, size_t size, void **block, char *why, size_t why_size)
{
    char path[NAME_BYTES + 16];
    snprintf(path, sizeof path, "%s.pack.new", stats->name);
    unlinkat(stats->folder, path, 0);
    int file = openat(stats->folder, path, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0640);
    int reason = errno;
    *block = file >= 0 ? map_whole(file, size, &reason) : NULL;
    if (file >= 0)
        close(file);
    if (*block)
        return FG_OK;
    if (file >= 0)
        unlinkat(stats->folder, path, 0);
    return refuse(why, why_size, "%s/%s: %zu bytes for the pack's counters cannot be had there (%s); make room",
                  stats->shown, path, size, strerror(reason));
}

bool stats_pack_show(struct stats_file *stats)
{
    char from[NAME_BYTES + 16], to[NAME_BYTES + 16];
    snprintf(from, sizeof from, "%s.pack.new", stats->name);
    snprintf(to, sizeof to, "%s.pack", stats->name);
    if (renameat(stats->folder, from, stats->folder, to) == 0)
        return true;
    unlinkat(stats->folder, from, 0);
    return false;
}

void stats_pack_free(struct stats_file *stats, void *block, size_t size, bool shown)
{
    munmap(block, size);
    if (!shown)
        remove_ending(stats->folder, stats->name, ".pack.new");
}
