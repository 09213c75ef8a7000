/*
 * cfg_text.c: reads a libconfig file whole and looks through its text (cfg_text.h). Touches the file and the memory it
 * is given.
 */
#include "cfg_text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

void cfg_fault(struct cfg_reading *reading, int line, const char *format, ...)
{
    if (reading->failed || reading->why_size == 0) {
        reading->failed = true;
        return;
    }
    reading->failed = true;
    int used = line > 0 ? snprintf(reading->why, reading->why_size, "%s:%d: ", reading->path, line)
                        : snprintf(reading->why, reading->why_size, "%s: ", reading->path);
    if (used < 0 || (size_t)used >= reading->why_size)
        return;
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(reading->why + used, reading->why_size - (size_t)used, format, arguments);
    va_end(arguments);
}

/* The end of a comment that begins here, or the same place. */
static const char *behind_comment(const char *at)
{
    if (*at == '#' || strncmp(at, "//", 2) == 0)
        return at + strcspn(at, "\n");
    if (strncmp(at, "/*", 2) == 0) {
        const char *end = strstr(at + 2, "*/");
        return end ? end + 2 : at + strlen(at);
    }
    return at;
}

/* Digits of a number in hexadecimal that begins here, 0 = none does. */
static size_t hexadecimal_digits(const char *at)
{
    return at[0] == '0' && (at[1] == 'x' || at[1] == 'X') ? strspn(at + 2, "0123456789ABCDEFabcdef") : 0;
}

/* The line the string's end is on; at is moved to its last quote, or to the text's end. */
static int skip_string(const char **at, int line)
{
    for (++*at; **at && **at != '"'; ++*at) {
        if (**at == '\\' && (*at)[1])
            ++*at;
        line += **at == '\n';
    }
    return line;
}

/* What libconfig would take wrongly without a word: numbers beyond 32 bits wrap, @include opens other files. */
void cfg_check(struct cfg_reading *reading, const char *text)
{
    int line = 1, run = 0;
    for (const char *at = text; *at;) {
        const char *end = behind_comment(at);
        if (end > at) {
            for (; at < end; at++)
                line += *at == '\n';
            continue; /* another comment may follow at once */
        }
        if (*at == '"')
            line = skip_string(&at, line);
        run = *at >= '0' && *at <= '9' ? run + 1 : 0;
        if (run == 10)
            cfg_fault(reading, line, "a number of ten digits or more is larger than any setting takes");
        if (hexadecimal_digits(at) > 8)
            cfg_fault(reading, line, "a hexadecimal number of nine digits or more is larger than any setting takes");
        if (strncmp(at, "@include", 8) == 0)
            cfg_fault(reading, line, "@include is not allowed here: %s is one file", reading->content);
        line += *at == '\n';
        at += *at != '\0';
    }
}

char *cfg_read_file(struct cfg_reading *reading, unsigned limit)
{
    int file = open(reading->path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    struct stat facts;
    if (file < 0 || fstat(file, &facts) != 0) {
        cfg_fault(reading, 0, "the %s cannot be opened: %s", reading->file, strerror(errno));
        if (file >= 0)
            close(file);
        return NULL;
    }
    char *text = NULL;
    if (!S_ISREG(facts.st_mode))
        cfg_fault(reading, 0, "the %s must be a regular file", reading->file);
    else if (facts.st_size > (off_t)limit)
        cfg_fault(reading, 0, "the %s is larger than %u bytes", reading->file, limit);
    else if (!(text = calloc(1, (size_t)facts.st_size + 1))) {
        cfg_fault(reading, 0, "memory for the %s could not be had", reading->file);
        reading->no_memory = true;
    }
    size_t used = 0;
    for (ssize_t got = 1; text && used < (size_t)facts.st_size && got > 0; used += got > 0 ? (size_t)got : 0)
        got = read(file, text + used, (size_t)facts.st_size - used);
    close(file);
    if (text && used < (size_t)facts.st_size)
        cfg_fault(reading, 0, "the %s could not be read to its end", reading->file);
    else if (text && strlen(text) < used)
        cfg_fault(reading, 0, "byte %zu is zero, and what follows would not be read: write the file as plain text",
                  strlen(text));
    if (!reading->failed)
        return text;
    free(text);
    return NULL;
}

bool cfg_parse(struct cfg_reading *reading, const char *text, config_t *parsed)
{
    if (strncmp(text, "\xEF\xBB\xBF", 3) == 0)
        text += 3;
    cfg_check(reading, text);
    if (!reading->failed && !config_read_string(parsed, text))
        cfg_fault(reading, config_error_line(parsed), "%s", config_error_text(parsed));
    return !reading->failed;
}
