/*
 * files.c: reads and puts whole files (files.h).
 */
#include "files.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "durable.h"

#define SOURCE_BYTES_MAX ((off_t)64 << 20)

static const struct place whole = {.file = ""};

/* false = it could not be read (errno), or became shorter. */
static bool read_all(int descriptor, unsigned char *bytes, size_t size)
{
    for (size_t used = 0; used < size;) {
        ssize_t got = read(descriptor, bytes + used, size - used);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        used += (size_t)got;
    }
    return true;
}

static unsigned char *read_open(struct arena *arena, struct report *report, int descriptor, size_t *size)
{
    struct stat facts;
    if (fstat(descriptor, &facts) != 0 || !S_ISREG(facts.st_mode)) {
        report_fault(report, whole, NOT_A_FILE);
        return NULL;
    }
    if (facts.st_size > SOURCE_BYTES_MAX) {
        report_fault(report, whole, FILE_TOO_LARGE, (long long)facts.st_size, (long long)SOURCE_BYTES_MAX);
        return NULL;
    }
    *size = (size_t)facts.st_size;
    unsigned char *bytes = arena_take(arena, *size + 1);
    errno = EIO; /* of a file that became shorter */
    if (read_all(descriptor, bytes, *size))
        return bytes;
    report_fault(report, whole, CANNOT_READ, message_errno(report->language, errno));
    return NULL;
}

unsigned char *file_read(struct arena *arena, struct report *report, size_t *size)
{
    /* O_NONBLOCK: a pipe in the file's place is refused, not waited for. */
    int descriptor = open(report->folder, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        bool missing = errno == ENOENT || errno == ENOTDIR;
        const char *why = message_errno(report->language, errno);
        if (missing)
            report_fault(report, whole, FILE_MISSING, why);
        else
            report_fault(report, whole, CANNOT_OPEN, why);
        return NULL;
    }
    unsigned char *bytes = read_open(arena, report, descriptor, size);
    close(descriptor);
    return bytes;
}

/* false: errno says why, and nothing of it is left. */
static bool put_aside(const char *aside, const char *path, mode_t mode, const void *bytes, size_t size)
{
    int descriptor = open(aside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return false;
    bool done = write_all(descriptor, bytes, size) && fsync(descriptor) == 0 && fchmod(descriptor, mode) == 0;
    int why = errno;
    if (close(descriptor) != 0 && done) {
        done = false;
        why = errno;
    }
    if (done && rename(aside, path) == 0)
        return true;
    why = done ? errno : why;
    unlink(aside);
    errno = why;
    return false;
}

bool file_put(struct arena *arena, struct report *report, const char *path, const void *bytes, size_t size)
{
    struct stat facts;
    sigset_t all, before;
    bool there = stat(path, &facts) == 0;
    size_t length = strlen(path) + 32;
    char *aside = arena_take(arena, length);
    snprintf(aside, length, "%s.tmp-%ld", path, (long)getpid());
    if (there && !S_ISREG(facts.st_mode)) {
        report_fault(report, ((struct place){.folder = path, .file = ""}), NOT_A_FILE);
        return false;
    }
    sigfillset(&all); /* nothing that can be blocked comes between the first byte and the rename */
    sigprocmask(SIG_BLOCK, &all, &before);
    bool done = put_aside(aside, path, there ? facts.st_mode & 0777 : 0644, bytes, size);
    int why = errno;
    sigprocmask(SIG_SETMASK, &before, NULL);
    if (done)
        durable_sync_folder_of(path);
    else
        report_fault(report, (struct place){.file = ""}, CANNOT_WRITE, path, message_errno(report->language, why));
    return done;
}
