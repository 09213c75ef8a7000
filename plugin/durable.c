/*
 * durable.c: files replaced as a whole (durable.h). Touches the file system only.
 */
#include "durable.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool write_all(int file, const void *bytes, size_t length)
{
    const char *at = bytes;
    while (length > 0) {
        ssize_t written = write(file, at, length);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0) {
            errno = written == 0 ? ENOSPC : errno;
            return false;
        }
        at += written;
        length -= (size_t)written;
    }
    return true;
}

bool durable_begin(struct durable *durable, const char *path, mode_t mode)
{
    if (snprintf(durable->path, sizeof durable->path, "%s", path) >= (int)sizeof durable->path) {
        errno = ENAMETOOLONG;
        return false;
    }
    struct stat there;
    if (stat(path, &there) == 0 && !S_ISREG(there.st_mode)) { /* /dev/null, by whoever may put a file in its place */
        errno = EINVAL;
        return false;
    }
    snprintf(durable->aside, sizeof durable->aside, "%s.new", path);
    /* Never written through, nor waited for: a link or pipe of that name, which somebody else may have put there, is no
     * file of ours. */
    unlink(durable->aside);
    durable->file = open(durable->aside, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, mode);
    return durable->file >= 0;
}

bool durable_write(struct durable *durable, const void *bytes, size_t length)
{
    return write_all(durable->file, bytes, length);
}

/* The folder in which that path lies, opened; -1 = errno. */
static int open_folder_of(const char *path)
{
    char folder[DURABLE_PATH];
    const char *slash = strrchr(path, '/');
    int length = slash == path ? 1 : slash ? (int)(slash - path) : 0;
    if (snprintf(folder, sizeof folder, "%.*s", length, path) >= (int)sizeof folder) {
        errno = ENAMETOOLONG;
        return -1;
    }
    return open(length ? folder : ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
}

static bool sync_and_close(int folder)
{
    bool synced = fsync(folder) == 0;
    int error = errno;
    close(folder);
    errno = error;
    return synced;
}

bool durable_sync_folder_of(const char *path)
{
    int folder = open_folder_of(path);
    return folder >= 0 && sync_and_close(folder);
}

/* The written file takes its place; false = what stood there still does. */
static bool put_in_place(struct durable *durable)
{
    if (fsync(durable->file) != 0)
        return false;
    int closed = close(durable->file);
    durable->file = -1;
    return closed == 0 && rename(durable->aside, durable->path) == 0;
}

bool durable_end(struct durable *durable)
{
    /* Opened first: once the file is renamed nothing may be missing for the rest. */
    int folder = open_folder_of(durable->path);
    if (folder >= 0 && put_in_place(durable))
        return sync_and_close(folder);
    durable_drop(durable);
    if (folder >= 0) {
        int error = errno;
        close(folder);
        errno = error;
    }
    return false;
}

void durable_drop(struct durable *durable)
{
    int error = errno;
    if (durable->file >= 0)
        close(durable->file);
    durable->file = -1;
    unlink(durable->aside);
    errno = error;
}

bool durable_replace(const char *path, mode_t mode, const void *bytes, size_t length)
{
    struct durable durable;
    if (!durable_begin(&durable, path, mode))
        return false;
    if (!durable_write(&durable, bytes, length)) {
        durable_drop(&durable);
        return false;
    }
    return durable_end(&durable);
}
