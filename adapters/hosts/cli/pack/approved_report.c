/*
 * approved_report.c: whether a file is the report of a whole replay of the pack that is to be signed
 * (approved_report.h).
 */
#include "approved_report.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "digest.h"
#include "findings.h"

#define HASH_SHOWN 16 /* digits, as far as people compare them */

struct file_bytes {
    char *bytes;
    size_t length;
};

static bool read_whole(int descriptor, struct file_bytes *file, size_t size)
{
    file->bytes = malloc(size + 1);
    while (file->bytes && file->length < size) {
        ssize_t got = read(descriptor, file->bytes + file->length, size - file->length);
        if (got < 0 && errno == EINTR)
            continue;
        if (got <= 0)
            return false;
        file->length += (size_t)got;
    }
    return file->bytes != NULL;
}

/* EXIT_DONE, or EXIT_INPUT (said). */
static int read_file(const char *path, struct file_bytes *file)
{
    struct stat facts;
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    bool regular = descriptor >= 0 && fstat(descriptor, &facts) == 0 && S_ISREG(facts.st_mode);
    bool whole = regular && facts.st_size > 0 && read_whole(descriptor, file, (size_t)facts.st_size);
    int why = errno;
    if (descriptor >= 0)
        close(descriptor);
    if (whole)
        return EXIT_DONE;
    if (descriptor < 0)
        say("%s: the replay report cannot be opened: %s", path, strerror(why));
    else if (regular && facts.st_size == 0)
        say("%s: is empty, and no replay report: name the file that `fiatgate replay --report` has written", path);
    else
        say("%s: the replay report cannot be read: name the file that `fiatgate replay --report` has written", path);
    return EXIT_INPUT;
}

/* Whether somebody can have decided by it about this pack. */
static int judge(const char *path, const struct report_head *head, const struct pack *pack)
{
    if (strcmp(head->pack_hash, pack->hash) != 0)
        say("%s: is the report of another pack, whose hash is %.*s…, and this one's is %.*s…: replay this pack, and "
            "look "
            "at that report",
            path, HASH_SHOWN, head->pack_hash, HASH_SHOWN, pack->hash);
    else if (!head->complete)
        say("%s: speaks of a replay that was interrupted: give the same `fiatgate replay` command again, which goes on "
            "where it stopped, and look at the report that it writes",
            path);
    else if (head->transfers == 0)
        say("%s: no payment was replayed for it, so it says nothing of the pack: replay recorded payments", path);
    else
        return EXIT_DONE;
    return EXIT_DIFFERS;
}

static int hash_of(const struct file_bytes *file, uint8_t sha256[32])
{
    if (digest_sha256(file->bytes, file->length, sha256))
        return EXIT_DONE;
    say("memory for the replay report's hash could not be had");
    return EXIT_PRODUCT;
}

/* Whether it is a report, and one that somebody can have decided by. */
static int look_at(const char *path, const struct file_bytes *file, const struct pack *pack)
{
    struct report_head head;
    char why[256] = "";
    if (report_head_read(file->bytes, file->length, &head, why, sizeof why))
        return judge(path, &head, pack);
    say("%s: %s", path, why);
    return EXIT_DIFFERS;
}

int approved_report_read(const char *path, const struct pack *pack, uint8_t sha256[32])
{
    struct file_bytes file = {0};
    int code = read_file(path, &file);
    if (code == EXIT_DONE)
        code = look_at(path, &file, pack);
    if (code == EXIT_DONE)
        code = hash_of(&file, sha256);
    free(file.bytes);
    return code;
}

int approved_report_hash(const char *path, uint8_t sha256[32])
{
    struct file_bytes file = {0};
    int code = read_file(path, &file);
    if (code == EXIT_DONE)
        code = hash_of(&file, sha256);
    free(file.bytes);
    return code;
}
