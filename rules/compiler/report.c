/*
 * report.c: fault records in a pipe. The writing half runs in the child, the reading half in the caller's process.
 */
#include "report.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define TEXT_MAX 8192

enum record_kind { RECORD_ERROR, RECORD_WARNING, RECORD_END };

struct record {
    uint32_t kind;
    uint32_t line, column;
    uint32_t file_length, sentence_length; /* the bytes follow: file, NUL, sentence, NUL */
};

/* All of it, or the process ends: without its caller a child has nobody to work for. */
static void send_all(int pipe, const void *bytes, size_t length)
{
    const char *next = bytes;
    while (length > 0) {
        ssize_t sent = write(pipe, next, length);
        if (sent < 0 && errno == EINTR)
            continue;
        if (sent <= 0)
            _exit(EXIT_FAILURE);
        next += sent;
        length -= (size_t)sent;
    }
}

static void send_fault(struct report *report, enum record_kind kind, struct place place, const char *format,
                       va_list arguments)
{
    char file[TEXT_MAX], sentence[TEXT_MAX];
    size_t folder = strlen(report->folder);
    bool ended = folder > 0 && report->folder[folder - 1] == '/';
    if (place.file[0])
        snprintf(file, sizeof file, "%s%s%s", report->folder, ended ? "" : "/", place.file);
    else
        snprintf(file, sizeof file, "%s", report->folder);
    vsnprintf(sentence, sizeof sentence, format, arguments);

    struct record record = {.kind = kind,
                            .line = place.line,
                            .column = place.column,
                            .file_length = (uint32_t)strlen(file),
                            .sentence_length = (uint32_t)strlen(sentence)};
    send_all(report->pipe, &record, sizeof record);
    send_all(report->pipe, file, record.file_length + 1);
    send_all(report->pipe, sentence, record.sentence_length + 1);
}

void report_error(struct report *report, struct place place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    send_fault(report, RECORD_ERROR, place, format, arguments);
    va_end(arguments);
    report->errors++;
}

void report_warning(struct report *report, struct place place, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    send_fault(report, RECORD_WARNING, place, format, arguments);
    va_end(arguments);
}

void report_end(struct report *report)
{
    struct record record = {.kind = RECORD_END};
    send_all(report->pipe, &record, sizeof record);
}

static bool receive_all(int pipe, void *bytes, size_t length)
{
    char *next = bytes;
    while (length > 0) {
        ssize_t received = read(pipe, next, length);
        if (received < 0 && errno == EINTR)
            continue;
        if (received <= 0)
            return false;
        next += received;
        length -= (size_t)received;
    }
    return true;
}

int report_receive(int pipe, compiler_report_fn receive, void *context, bool *ended)
{
    struct record record;
    int errors = 0;
    *ended = false;
    while (receive_all(pipe, &record, sizeof record)) {
        if (record.kind == RECORD_END) {
            *ended = true;
            continue;
        }
        char file[TEXT_MAX], sentence[TEXT_MAX];
        if (record.file_length >= TEXT_MAX || record.sentence_length >= TEXT_MAX ||
            !receive_all(pipe, file, record.file_length + 1) ||
            !receive_all(pipe, sentence, record.sentence_length + 1))
            break;
        struct compiler_fault fault = {
            .severity = record.kind == RECORD_ERROR ? COMPILER_ERROR : COMPILER_WARNING,
            .file = file,
            .line = record.line,
            .column = record.column,
            .sentence = sentence,
        };
        if (fault.severity == COMPILER_ERROR)
            errors++;
        if (receive)
            receive(context, &fault);
    }
    return errors;
}
