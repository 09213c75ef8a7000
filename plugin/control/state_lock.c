/*
 * state_lock.c: one gate a state folder (state.h). Two would write over each other's highest version, and each drop the
 * packs the other keeps. The lock is that of an open file, so it ends with the gate or its process, however that ends,
 * and never has to be cleared away by hand. Touches STATE/lock only.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "control/control.h"
#include "control/state.h"
#include "durable.h"

#define LOCK_MODE 0640

static bool set_lock(int file, short kind)
{
    struct flock lock = {.l_type = kind, .l_whence = SEEK_SET};
    return fcntl(file, F_OFD_SETLK, &lock) == 0;
}

static fg_error refuse(const char *path, const char *folder, char *why, size_t why_size)
{
    if (errno == EACCES || errno == EAGAIN)
        control_say(why, why_size,
                    "%s: another gate keeps its state in this folder (or a process that it left behind does): close "
                    "that one first, or give each a folder of its own",
                    path);
    else if (errno == ENOENT || errno == ENOTDIR)
        control_say(why, why_size, "%s: " STATE_NO_FOLDER, folder);
    else
        control_say(why, why_size, "%s: cannot be locked: %s; let this process alone write to the folder", path,
                    strerror(errno));
    return FG_E_STATE;
}

fg_error state_lock(const char *folder, int *lock, char *why, size_t why_size)
{
    char path[DURABLE_PATH];
    struct stat facts;
    *lock = -1;
    if (snprintf(path, sizeof path, "%s/lock", folder) >= (int)sizeof path) {
        errno = ENAMETOOLONG;
        return refuse(folder, folder, why, why_size);
    }
    int file = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, LOCK_MODE);
    if (file < 0 && errno == EACCES)
        errno = EPERM; /* not what a lock that is held says */
    if (file >= 0 && fstat(file, &facts) == 0 && !S_ISREG(facts.st_mode))
        errno = EINVAL;
    else if (file >= 0 && set_lock(file, F_WRLCK)) {
        *lock = file;
        return FG_OK;
    }
    fg_error error = refuse(path, folder, why, why_size);
    if (file >= 0)
        close(file);
    return error;
}

void state_unlock(int lock, bool forked)
{
    if (lock < 0)
        return;
    if (!forked) /* before it is closed: a child that was forked meanwhile has the same file open */
        set_lock(lock, F_UNLCK);
    close(lock);
}
