/*
 * input.c: files of text (input.h). Touches the file system, reading only.
 */
#include "input.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define READ_STEP (64u << 10)

static bool grow(struct content *content, size_t room)
{
    if (room <= content->room)
        return true;
    unsigned char *bytes = realloc(content->bytes, room);
    if (!bytes)
        return false;
    content->bytes = bytes;
    content->room = room;
    return true;
}

static int open_input(const char *path, char *why, size_t why_size)
{
    struct stat facts;
    bool standard = strcmp(path, "-") == 0;
    int file = standard ? dup(STDIN_FILENO) : open(path, O_RDONLY | O_CLOEXEC);
    if (file < 0) {
        snprintf(why, why_size, "the file cannot be opened: %s; check %s", strerror(errno),
                 standard ? "that standard input is not closed" : "its name and permissions");
        return -1;
    }
    if (fstat(file, &facts) == 0 && S_ISDIR(facts.st_mode)) {
        snprintf(why, why_size, "this is a folder that cannot be read as one; check its permissions, or name files");
        close(file);
        return -1;
    }
    return file;
}

bool input_read(const char *path, size_t limit, struct content *content, char *why, size_t why_size)
{
    content->length = 0;
    int file = open_input(path, why, why_size);
    if (file < 0)
        return false;
    bool done = false, failed = false;
    while (!done && !failed && content->length <= limit) {
        size_t want = limit + 1 - content->length;
        if (want > READ_STEP)
            want = READ_STEP;
        if (content->room - content->length < want && !grow(content, (content->length + want) * 2)) {
            snprintf(why, why_size, "memory for the file could not be had; split it");
            failed = true;
            break;
        }
        ssize_t got = read(file, content->bytes + content->length, want);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            snprintf(why, why_size, "reading failed at byte %zu: %s", content->length, strerror(errno));
        failed = got < 0;
        done = got == 0;
        content->length += got > 0 ? (size_t)got : 0;
    }
    close(file);
    return !failed;
}

FILE *input_open(const char *path, char *why, size_t why_size)
{
    int file = open_input(path, why, why_size);
    FILE *stream = file < 0 ? NULL : fdopen(file, "r");
    if (file >= 0 && !stream) {
        snprintf(why, why_size, "memory to read the file could not be had");
        close(file);
    }
    return stream;
}

void input_close(FILE *file)
{
    fclose(file);
}

enum line_result input_line(FILE *file, size_t limit, struct content *content)
{
    content->length = 0;
    bool too_long = false;
    int byte;
    while ((byte = getc_unlocked(file)) != EOF && byte != '\n') {
        if (content->length == limit) {
            too_long = true;
            continue;
        }
        if (content->length == content->room && !grow(content, content->room ? content->room * 2 : 4096))
            return LINE_FAILED;
        content->bytes[content->length++] = (unsigned char)byte;
    }
    if (byte == EOF && ferror(file))
        return LINE_FAILED;
    if (byte == EOF && content->length == 0)
        return LINE_END;
    return too_long ? LINE_TOO_LONG : LINE_READ;
}

void content_free(struct content *content)
{
    free(content->bytes);
    *content = (struct content){0};
}
