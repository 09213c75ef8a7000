/*
 * text.c: source files as text. Opens files of the pack folder, for reading.
 */
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "alphabets.h"
#include "distance.h"
#include "text/utf8.h"
#include "transfer.h"

#define WORD_SHOWN       80 /* bytes of a word in another code page */
#define SOURCE_BYTES_MAX ((off_t)64 << 20)

/* UTF-8 without a zero byte; the first byte that breaks this is reported. */
static bool text_is_plain(struct report *report, const char *file, const char *text, size_t length)
{
    size_t valid = utf8_valid_prefix(text, length);
    const char *zero = memchr(text, 0, valid), *wrong = zero ? zero : text + valid, *line = text;
    if (!zero && valid == length)
        return true;
    struct place place = {.file = file, .line = 1};
    for (const char *at = text; at < wrong; at++) {
        if (*at == '\n') {
            place.line++;
            line = at + 1;
        }
    }
    place.column = text_column(line, wrong);
    char word[WORD_SHOWN];
    if (length >= 2 && (memcmp(text, "\xFF\xFE", 2) == 0 || memcmp(text, "\xFE\xFF", 2) == 0))
        report_fault(report, (struct place){.file = file}, FILE_UTF16);
    else if (zero)
        report_fault(report, place, ZERO_BYTE, (size_t)(wrong - text));
    else if (word_of_windows_1251(text, length, valid, word, sizeof word))
        report_fault(report, place, NOT_UTF8_CYRILLIC, valid, (unsigned char)*wrong, word);
    else
        report_fault(report, place, NOT_UTF8, (size_t)(wrong - text), (unsigned char)*wrong);
    return false;
}

static char *read_whole(struct arena *arena, struct report *report, const char *file, int descriptor, size_t *length)
{
    struct place place = {.file = file};
    struct stat status;
    if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
        report_fault(report, place, NOT_A_FILE);
        return NULL;
    }
    if (status.st_size > SOURCE_BYTES_MAX) {
        report_fault(report, place, FILE_TOO_LARGE, (long long)status.st_size, (long long)SOURCE_BYTES_MAX);
        return NULL;
    }
    size_t size = (size_t)status.st_size, used = 0;
    char *text = arena_take(arena, size + 1);
    while (used < size) {
        ssize_t got = read(descriptor, text + used, size - used);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0) {
            report_fault(report, place, CANNOT_READ, message_errno(report->language, errno));
            return NULL;
        }
        if (got == 0)
            break;
        used += (size_t)got;
    }
    text[used] = 0;
    *length = used;
    return text;
}

unsigned text_column(const char *line, const char *at)
{
    unsigned column = 1;
    for (; line < at; line++)
        column += ((unsigned char)*line & 0xC0) != 0x80;
    return column;
}

bool text_exists(const struct report *report, const char *file)
{
    char path[4096];
    snprintf(path, sizeof path, "%s/%s", report->folder, file);
    return access(path, F_OK) == 0;
}

/* NULL = reported. */
static char *open_and_read(struct arena *arena, struct report *report, const char *file, size_t *length)
{
    size_t path_size = strlen(report->folder) + strlen(file) + 2;
    char *path = arena_take(arena, path_size);
    snprintf(path, path_size, "%s/%s", report->folder, file);
    /* O_NONBLOCK: a pipe in the file's place is refused, not waited for. */
    int descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (descriptor < 0) {
        struct place place = {.file = file};
        bool missing = errno == ENOENT || errno == ENOTDIR;
        const char *why = message_errno(report->language, errno);
        if (missing)
            report_fault(report, place, FILE_MISSING, why);
        else
            report_fault(report, place, CANNOT_OPEN, why);
        return NULL;
    }
    char *text = read_whole(arena, report, file, descriptor, length);
    close(descriptor);
    return text;
}

unsigned char *bytes_read(struct arena *arena, struct report *report, const char *file, size_t *length)
{
    return (unsigned char *)open_and_read(arena, report, file, length);
}

char *text_read(struct arena *arena, struct report *report, const char *file, size_t *length)
{
    char *text = open_and_read(arena, report, file, length);
    if (!text)
        return NULL;
    if (*length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) {
        text += 3;
        *length -= 3;
    }
    return text_is_plain(report, file, text, *length) ? text : NULL;
}

bool text_stays_inside(const char *file)
{
    if (file[0] == '/')
        return false;
    for (const char *at = file; *at; at++) {
        bool begins = at == file || at[-1] == '/';
        if (begins && at[0] == '.' && at[1] == '.' && (at[2] == '/' || at[2] == 0))
            return false;
    }
    return true;
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

char *text_trim(char *text)
{
    while (is_blank(*text))
        text++;
    size_t length = strlen(text);
    while (length > 0 && is_blank(text[length - 1]))
        text[--length] = 0;
    return text;
}

void text_each_part(struct arena *arena, const char *text, char separator, text_part_fn part, void *context)
{
    char *copy = arena_text(arena, text, strlen(text));
    while (copy) {
        char *end = strchr(copy, separator);
        if (end)
            *end = 0;
        char *trimmed = text_trim(copy);
        if (trimmed[0])
            part(context, trimmed);
        copy = end ? end + 1 : NULL;
    }
}

const char *text_suggest(struct arena *arena, enum compiler_language language, const char *word,
                         const char *const *known, size_t count)
{
    const char *nearest = NULL;
    unsigned least = UINT_MAX;
    for (size_t i = 0; i < count; i++) {
        unsigned distance = word_distance(word, known[i]);
        if (distance < least) {
            least = distance;
            nearest = known[i];
        }
    }
    size_t letters = nearest ? strlen(nearest) : 0;
    unsigned near = letters <= 4 ? 1 : letters <= 8 ? 2 : 3;
    if (least == 0 || least > near || letters == 0)
        return "";
    size_t size = strlen(nearest) + strlen(message_text(language, FAULT_DID_YOU_MEAN)) + 1;
    char *sentence = arena_take(arena, size);
    message_write(sentence, size, language, DID_YOU_MEAN, nearest);
    return sentence;
}

static bool read_digits(const char *text, size_t number, int32_t *value)
{
    *value = 0;
    for (size_t i = 0; i < number; i++) {
        if (text[i] < '0' || text[i] > '9')
            return false;
        *value = *value * 10 + (text[i] - '0');
    }
    return true;
}

static int32_t last_day(int32_t year, int32_t month)
{
    int32_t day = 31;
    while (day > 28 && !civil_date_is_valid(year * 10000 + month * 100 + day))
        day--;
    return day;
}

bool date_read(const char *text, enum date_reading reading, int32_t *date)
{
    size_t length = strlen(text);
    int32_t year, month = reading == DATE_LATEST ? 12 : 1, day;
    *date = 0;
    if (length == 0)
        return true;
    if ((length != 10 && length != 7 && length != 4) || !read_digits(text, 4, &year))
        return false;
    if (length != 10 && reading == DATE_EXACT)
        return false;
    if (length >= 7 && (text[4] != '-' || !read_digits(text + 5, 2, &month) || month < 1 || month > 12))
        return false;
    if (length == 10) {
        if (text[7] != '-' || !read_digits(text + 8, 2, &day))
            return false;
    } else {
        day = reading == DATE_LATEST ? last_day(year, month) : 1;
    }
    *date = year * 10000 + month * 100 + day;
    return civil_date_is_valid(*date);
}
