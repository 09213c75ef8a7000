/*
 * literals.c: goes through a .cfg file as libconfig's scanner does: comments, texts, names, and what begins with a
 * digit.
 */
#include "literals.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "text.h"

#define SHOWN_MAX 40

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_letter(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

/* Behind a text that begins here; at the end when it is never closed. */
static const char *skip_text(const char *at)
{
    for (at++; *at && *at != '"'; at++) {
        if (*at == '\\' && at[1])
            at++;
    }
    return *at ? at + 1 : at;
}

/* Behind a comment that begins here, NULL = none does. */
static const char *skip_comment(const char *at)
{
    const char *end;
    if (at[0] == '/' && at[1] == '*')
        end = strstr(at + 2, "*/");
    else if (at[0] == '#' || (at[0] == '/' && at[1] == '/'))
        end = strchr(at, '\n');
    else
        return NULL;
    if (!end)
        return at + strlen(at);
    return *end == '\n' ? end : end + 2;
}

static const char *skip_name(const char *at)
{
    while (is_letter(*at) || is_digit(*at) || *at == '*' || *at == '-' || *at == '_')
        at++;
    return at;
}

static bool number_begins(const char *at)
{
    if (*at == '-' || *at == '+')
        at++;
    return is_digit(*at) || (*at == '.' && is_digit(at[1]));
}

/* Behind a number, or what was meant as a date or a time. */
static const char *skip_number(const char *at)
{
    do
        at++;
    while (is_digit(*at) || is_letter(*at) || *at == '.' || *at == ':' || *at == '-' || *at == '+');
    return at;
}

static void report_number(struct report *report, struct place place, const char *at, const char *end)
{
    char *stop;
    int length = end - at > SHOWN_MAX ? SHOWN_MAX : (int)(end - at);
    errno = 0;
    long long value = strtoll(at, &stop, 0);
    while (stop < end && *stop == 'L')
        stop++;
    if (stop == end && (errno == ERANGE || value > INT32_MAX || value < INT32_MIN))
        report_fault(report, place, NUMBER_WRAPS, length, at, length, at);
    else
        report_fault(report, place, NUMBER_UNQUOTED, length, at, length, at);
}

static void count_lines(struct place *place, const char **line, const char *from, const char *to)
{
    for (const char *at = from; at < to; at++) {
        if (*at == '\n') {
            place->line++;
            *line = at + 1;
        }
    }
}

void literals_check(struct report *report, const char *file, const char *text)
{
    struct place place = {.file = file, .line = 1};
    const char *line = text;
    for (const char *at = text; *at;) {
        const char *end = skip_comment(at);
        if (!end && *at == '"')
            end = skip_text(at);
        else if (!end && (is_letter(*at) || *at == '*'))
            end = skip_name(at);
        if (!end && number_begins(at)) {
            end = skip_number(at);
            place.column = text_column(line, at);
            report_number(report, place, at, end);
        }
        if (!end)
            end = at + 1;
        count_lines(&place, &line, at, end);
        at = end;
    }
}
