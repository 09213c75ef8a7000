/*
 * change_log.c: the append-only log of changes in a gate's state folder (state.h). Each line holds the SHA-256 of the
 * one before it, so that none can be changed or taken out of the middle unseen. A line that a gate which ended in the
 * midst of writing left unfinished is ended and kept. Touches that file only.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "civil_date.h"
#include "control/control.h"
#include "control/state.h"
#include "digest.h"
#include "durable.h"
#include "text/utf8.h"

#define LOG_MODE      0640
#define LOG_TEXT      1024 /* bytes of a text; longer ones are cut */
#define LOG_LINE      65536
#define LOG_PREV      "\"prev\":\""
#define LOG_END_BYTES (sizeof LOG_PREV - 1 + 64 + 2) /* "prev":"HASH"} */

/* --- A line ------------------------------------------------------------------------------------------------------- */

struct line {
    char *text; /* LOG_LINE bytes */
    size_t used;
};

/* Room for what follows is seen to by LOG_TEXT: ten texts, each byte at most six long. */
static void put(struct line *line, const char *text)
{
    size_t length = strlen(text);
    memcpy(line->text + line->used, text, length);
    line->used += length;
}

_Static_assert(10 * 6 * (LOG_TEXT + 1) + 512 < LOG_LINE, "a line of the longest texts has room");

/* A string of JSON: what is no UTF-8 becomes "?". */
static void put_string(struct line *line, const char *text)
{
    size_t length = strnlen(text, LOG_TEXT);
    char escaped[8];
    put(line, "\"");
    while (length > 0) {
        unsigned char byte = (unsigned char)*text;
        size_t whole = utf8_valid_prefix(text, length < 4 ? length : 4);
        size_t taken = 1;
        if (byte == '"' || byte == '\\')
            snprintf(escaped, sizeof escaped, "\\%c", byte);
        else if (byte < 0x20 || byte == 0x7F)
            snprintf(escaped, sizeof escaped, "\\u%04x", byte);
        else if (whole == 0)
            snprintf(escaped, sizeof escaped, "?");
        else {
            taken = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
            snprintf(escaped, sizeof escaped, "%.*s", (int)taken, text);
        }
        put(line, escaped);
        text += taken;
        length -= taken;
    }
    put(line, "\"");
}

static void put_member(struct line *line, const char *key, const char *text)
{
    put(line, line->used > 1 ? ",\"" : "\"");
    put(line, key);
    put(line, "\":");
    put_string(line, text ? text : "");
}

static void write_line(struct line *line, const struct change *change, const uint8_t before[32])
{
    char time[UTC_TEXT] = "", hex[65];
    (void)utc_write(change->at, time);
    hex_write(before, 32, hex);
    put(line, "{");
    put_member(line, "time", time);
    put_member(line, "act", change->act);
    put_member(line, "who", change->who);
    put_member(line, "why", change->why);
    put_member(line, "pack", change->pack);
    put_member(line, "version", change->version);
    put_member(line, "hash", change->hash);
    put_member(line, "what", change->what);
    put_member(line, "outcome", change->outcome);
    put_member(line, "prev", hex);
    put(line, "}\n");
}

/* --- Appending ---------------------------------------------------------------------------------------------------- */

/* The hash of the log's last line, zeros when it has none, and whether that line was never finished. room has LOG_LINE
 * bytes. false: errno says why, 0 = no gate wrote this. */
static bool read_last(int file, off_t size, char *room, uint8_t hash[32], bool *torn)
{
    off_t from = size > LOG_LINE ? size - LOG_LINE : 0;
    size_t wanted = (size_t)(size - from), got = 0;
    memset(hash, 0, 32);
    *torn = false;
    if (size == 0)
        return true;
    while (got < wanted) {
        ssize_t part = pread(file, room + got, wanted - got, from + (off_t)got);
        if (part < 0 && errno == EINTR)
            continue;
        if (part <= 0) {
            errno = part == 0 ? EIO : errno;
            return false;
        }
        got += (size_t)part;
    }
    *torn = room[got - 1] != '\n';
    size_t end = *torn ? got : got - 1, begin = end;
    while (begin > 0 && room[begin - 1] != '\n')
        begin--;
    errno = 0;
    if (begin == 0 && from > 0)
        return false;
    errno = ENOMEM;
    return digest_sha256(room + begin, end - begin, hash);
}

/* All of the line or nothing of it: a full disk must not leave half a line that this process could take back. */
static bool append(int file, off_t size, const struct line *line)
{
    if (write_all(file, line->text, line->used) && fsync(file) == 0)
        return true;
    int error = errno;
    if (ftruncate(file, size) != 0)
        error = errno;
    errno = error;
    return false;
}

static bool log_change(int file, const struct change *change, char *room)
{
    struct stat facts;
    uint8_t before[32];
    bool torn;
    struct line line = {.text = room};
    if (fstat(file, &facts) != 0)
        return false;
    if (!S_ISREG(facts.st_mode)) {
        errno = 0;
        return false;
    }
    if (!read_last(file, facts.st_size, room, before, &torn))
        return false;
    if (torn && !write_all(file, "\n", 1))
        return false;
    write_line(&line, change, before);
    return append(file, facts.st_size + torn, &line);
}

fg_error change_log(const struct gate_state *state, const struct change *change, char *why, size_t why_size)
{
    char path[DURABLE_PATH];
    if (!*state->folder)
        return FG_OK;
    snprintf(path, sizeof path, "%s/changes.log", state->folder);
    char *room = malloc(LOG_LINE);
    errno = ENOMEM;
    int file = room ? open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, LOG_MODE) : -1;
    bool logged = file >= 0 && log_change(file, change, room) && durable_sync_folder_of(path);
    if (!logged && errno != 0)
        control_say(why, why_size, "%s: the change cannot be written down: %s", path, strerror(errno));
    else if (!logged)
        control_say(why, why_size, "%s: is no log of changes: put the log back from a backup, or move it away", path);
    if (file >= 0)
        close(file);
    free(room);
    return logged ? FG_OK : FG_E_STATE;
}

/* --- Looking it over ---------------------------------------------------------------------------------------------- */

/* What is known on the way through a log. */
struct log_walk {
    uint8_t before[32]; /* hash of the line before */
    struct change_log_facts *facts;
};

/* Whether a line is finished and whether it names the one before it. */
static bool follows(struct log_walk *walk, const char *line, size_t length, bool *finished)
{
    uint8_t named[32];
    const char *end = length > LOG_END_BYTES ? line + length - LOG_END_BYTES : NULL;
    *finished = end && line[0] == '{' && strncmp(end, LOG_PREV, sizeof LOG_PREV - 1) == 0 &&
                memcmp(line + length - 2, "\"}", 2) == 0 && hex_read(end + sizeof LOG_PREV - 1, 32, named);
    return !*finished || memcmp(named, walk->before, 32) == 0;
}

static fg_error walk_line(struct log_walk *walk, const char *path, const char *line, size_t length, char *why,
                          size_t why_size)
{
    bool finished;
    walk->facts->lines++;
    if (!follows(walk, line, length, &finished)) {
        control_say(why, why_size,
                    "%s:%llu: does not follow the line before it: one of them was changed, or lines were taken out or "
                    "put in",
                    path, (unsigned long long)walk->facts->lines);
        return FG_E_STATE;
    }
    walk->facts->torn += !finished;
    if (digest_sha256(line, length, walk->before))
        return FG_OK;
    control_say(why, why_size, "%s: memory to look it over could not be had", path);
    return FG_E_MEMORY;
}

/* The whole lines of room[0, used), and what follows them too when the file has ended. What is left moves to its start.
 */
static fg_error walk_lines(struct log_walk *walk, const char *path, char *room, size_t *used, bool at_end, char *why,
                           size_t why_size)
{
    size_t begin = 0;
    fg_error error = FG_OK;
    while (error == FG_OK && begin < *used) {
        const char *end = memchr(room + begin, '\n', *used - begin);
        if (!end && !at_end && !(begin == 0 && *used == LOG_LINE))
            break;
        size_t length = end ? (size_t)(end - room) - begin : *used - begin;
        if (!end && !at_end) {
            control_say(why, why_size, "%s:%llu: is longer than any line of a log of changes", path,
                        (unsigned long long)walk->facts->lines + 1);
            return FG_E_STATE;
        }
        error = walk_line(walk, path, room + begin, length, why, why_size);
        begin += length + (end != NULL);
    }
    memmove(room, room + begin, *used - begin);
    *used -= begin;
    return error;
}

fg_error change_log_verify(const char *path, struct change_log_facts *facts, char *why, size_t why_size)
{
    struct log_walk walk = {.facts = facts};
    size_t used = 0;
    ssize_t got = 1;
    fg_error error = FG_OK;
    memset(facts, 0, sizeof *facts);
    char *room = malloc(LOG_LINE);
    int file = room ? open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY) : -1;
    while (file >= 0 && error == FG_OK && got > 0) {
        got = read(file, room + used, LOG_LINE - used);
        used += got > 0 ? (size_t)got : 0;
        if (got >= 0)
            error = walk_lines(&walk, path, room, &used, got == 0, why, why_size);
        else if (errno == EINTR)
            got = 1;
    }
    if (file < 0 || got < 0) {
        control_say(why, why_size, "%s: cannot be read: %s", path, strerror(errno));
        error = FG_E_STATE;
    }
    hex_write(walk.before, 32, facts->last);
    if (file >= 0)
        close(file);
    free(room);
    return error;
}
