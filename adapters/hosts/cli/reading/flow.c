/*
 * flow.c: files in blocks (flow.h).
 */
#include "flow.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "format_names.h"

#define ASK_MILLISECONDS 200

/* Waits until something can be read, or the reading is stopped, which is true. */
static bool wait_stopped(struct file_flow *file)
{
    struct pollfd source = {.fd = file->file, .events = POLLIN};
    while (!file->sized && file->stopped && !file->was_stopped) {
        int ready = poll(&source, 1, ASK_MILLISECONDS);
        if (ready > 0 || (ready < 0 && errno != EINTR))
            break;
        file->was_stopped = file->stopped() != 0;
    }
    return file->was_stopped;
}

static ssize_t fail(struct file_flow *file, const char *reason)
{
    file->flow.code = "file-unreadable";
    snprintf(file->flow.why, sizeof file->flow.why,
             "reading failed at byte %llu: %s; copy the file anew, or check the disk",
             (unsigned long long)file->position, reason);
    return -1;
}

/* Reads until there are so many bytes, or the file ends. -1 = failed. */
static ssize_t fill(struct file_flow *file, size_t least)
{
    size_t length = 0;
    while (length < least) {
        if (wait_stopped(file))
            return fail(file, "stopped");
        ssize_t got = read(file->file, file->block + length, FLOW_BLOCK_BYTES - length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return fail(file, strerror(errno));
        if (got == 0)
            break;
        length += (size_t)got;
        file->position += (size_t)got;
    }
    atomic_store_explicit(file->progress, file->progress_before + file->position, memory_order_relaxed);
    return (ssize_t)length;
}

static enum flow_result more(struct flow *flow)
{
    struct file_flow *file = (struct file_flow *)flow;
    ssize_t got = file->held > 0 ? (ssize_t)file->held : fill(file, 1);
    file->held = 0;
    flow->bytes = file->block;
    flow->length = got > 0 ? (size_t)got : 0;
    return got < 0 ? FLOW_BROKEN : got == 0 ? FLOW_END : FLOW_BYTES;
}

bool file_flow_open(struct file_flow *file, const char *path, unsigned char *block, atomic_uint_fast64_t *progress,
                    uint64_t before)
{
    *file = (struct file_flow){.flow = {.more = more, .code = "file-unreadable"},
                               .block = block,
                               .progress = progress,
                               .progress_before = before};
    bool standard = strcmp(path, "-") == 0;
    struct stat facts;
    file->file = standard ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY);
    if (file->file < 0) {
        snprintf(file->flow.why, sizeof file->flow.why, "the file cannot be opened: %s; check %s", strerror(errno),
                 standard ? "that standard input is not closed" : "its name and permissions");
        return false;
    }
    bool known = fstat(file->file, &facts) == 0;
    if (known && S_ISDIR(facts.st_mode)) {
        snprintf(file->flow.why, sizeof file->flow.why,
                 "this is a folder that cannot be read as one; check its permissions, or name files");
        file_flow_close(file);
        return false;
    }
    /* Of standard input that something has read from already, only what follows is ours. */
    file->sized = known && S_ISREG(facts.st_mode) && lseek(file->file, 0, SEEK_CUR) == 0;
    file->size = file->sized ? (uint64_t)facts.st_size : 0;
    return true;
}

void file_flow_close(struct file_flow *file)
{
    if (file->file >= 0)
        close(file->file);
    file->file = -1;
}

const unsigned char *file_flow_head(struct file_flow *file, size_t *length)
{
    ssize_t got = fill(file, FORMAT_HEAD_BYTES);
    file->held = *length = got > 0 ? (size_t)got : 0;
    return got < 0 ? NULL : file->block;
}

int64_t file_flow_seek(struct file_flow *file, int64_t offset, int whence)
{
    off_t at = lseek(file->file, (off_t)offset, whence);
    if (at < 0)
        return -1;
    file->held = file->flow.length = 0;
    file->position = (uint64_t)at;
    return at;
}
