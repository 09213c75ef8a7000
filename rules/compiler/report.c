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

#define RECORD_END UINT32_MAX

struct record {
    uint32_t id; /* enum fault_id, or RECORD_END */
    uint32_t line, column, row, cell;
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

static void send_fault(struct report *report, enum fault_id id, struct place place, const char *sentence)
{
    char file[TEXT_MAX];
    const char *folder = place.folder ? place.folder : report->folder;
    size_t length = strlen(folder);
    bool ended = length > 0 && folder[length - 1] == '/';
    if (place.file[0])
        snprintf(file, sizeof file, "%s%s%s", folder, ended ? "" : "/", place.file);
    else
        snprintf(file, sizeof file, "%s", folder);

    struct record record = {.id = (uint32_t)id,
                            .line = place.line,
                            .column = place.column,
                            .row = place.row,
                            .cell = place.cell,
                            .file_length = (uint32_t)strlen(file),
                            .sentence_length = (uint32_t)strlen(sentence)};
    send_all(report->pipe, &record, sizeof record);
    send_all(report->pipe, file, record.file_length + 1);
    send_all(report->pipe, sentence, record.sentence_length + 1);
}

static bool is_error(enum fault_id id)
{
    return message_of(id)->kind == MESSAGE_ERROR || message_of(id)->kind == MESSAGE_UNREADABLE;
}

void report_message(struct report *report, struct place place, enum fault_id id, const char *english, ...)
{
    char sentence[TEXT_MAX];
    va_list arguments;
    (void)english; /* for the C compiler, which checks the arguments against it */
    va_start(arguments, english);
    vsnprintf(sentence, sizeof sentence, message_text(report->language, id), arguments);
    va_end(arguments);
    send_fault(report, id, place, sentence);
    if (is_error(id))
        report->errors++;
}

void report_end(struct report *report)
{
    struct record record = {.id = RECORD_END};
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

static void hand_on(const struct receiver *receiver, enum fault_id id, const struct record *record, const char *file,
                    const char *sentence)
{
    char code[MESSAGE_CODE_MAX];
    if (!receiver->receive)
        return;
    message_code(id, code);
    struct compiler_fault fault = {
        .severity = is_error(id) ? COMPILER_ERROR : COMPILER_WARNING,
        .code = code,
        .file = file,
        .line = record->line,
        .column = record->column,
        .row = record->row,
        .cell = record->cell,
        .unreadable = message_of(id)->kind == MESSAGE_UNREADABLE,
        .sentence = sentence,
    };
    receiver->receive(receiver->context, &fault);
}

int report_receive(int pipe, const struct receiver *receiver, bool *ended)
{
    struct record record;
    int errors = 0;
    *ended = false;
    while (receive_all(pipe, &record, sizeof record)) {
        if (record.id == RECORD_END) {
            *ended = true;
            continue;
        }
        char file[TEXT_MAX], sentence[TEXT_MAX];
        if (record.id >= FAULT_IDS || record.file_length >= TEXT_MAX || record.sentence_length >= TEXT_MAX ||
            !receive_all(pipe, file, record.file_length + 1) ||
            !receive_all(pipe, sentence, record.sentence_length + 1))
            break;
        hand_on(receiver, (enum fault_id)record.id, &record, file, sentence);
        errors += is_error((enum fault_id)record.id);
    }
    return errors;
}

void report_at_once(const struct receiver *receiver, const char *file, enum fault_id id, const char *english, ...)
{
    static const struct record whole_file;
    char sentence[TEXT_MAX];
    va_list arguments;
    (void)english;
    va_start(arguments, english);
    vsnprintf(sentence, sizeof sentence, message_text(receiver->language, id), arguments);
    va_end(arguments);
    hand_on(receiver, id, &whole_file, file, sentence);
}
