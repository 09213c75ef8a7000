/*
 * messages.c: looks up the message table. What the system says is English here: no locale is set in this process.
 */
#include "messages.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

#define FAULT(id, kind, english, russian)                                                                              \
    [FAULT_##id] = {#id, MESSAGE_##kind, {[COMPILER_ENGLISH] = english, [COMPILER_RUSSIAN] = russian}},
static const struct message messages[FAULT_IDS] = {
#include "messages/all.def"
};
#undef FAULT

const struct message *message_of(enum fault_id id)
{
    return &messages[id];
}

const char *message_text(enum compiler_language language, enum fault_id id)
{
    return messages[id].texts[language];
}

void message_code(enum fault_id id, char code[MESSAGE_CODE_MAX])
{
    size_t length = 0;
    for (const char *at = messages[id].id; *at && length < MESSAGE_CODE_MAX - 1; at++)
        code[length++] = *at == '_' ? '-' : *at >= 'A' && *at <= 'Z' ? (char)(*at - 'A' + 'a') : *at;
    code[length] = 0;
}

int message_print(char *out, size_t size, enum compiler_language language, enum fault_id id, const char *english, ...)
{
    va_list arguments;
    (void)english; /* it was checked against the arguments; the table holds the same text */
    va_start(arguments, english);
    int length = vsnprintf(out, size, message_text(language, id), arguments);
    va_end(arguments);
    return length;
}

struct numbered_message {
    int number;
    enum fault_id id;
};

static enum fault_id find_number(const struct numbered_message *table, size_t count, int number, enum fault_id other)
{
    for (size_t i = 0; i < count; i++) {
        if (table[i].number == number)
            return table[i].id;
    }
    return other;
}

const char *message_errno(enum compiler_language language, int error)
{
    static const struct numbered_message errors[] = {
        {ENOENT, FAULT_ERROR_NOT_THERE},
        {ENOTDIR, FAULT_ERROR_NOT_A_FOLDER},
        {EISDIR, FAULT_ERROR_IS_A_FOLDER},
        {EACCES, FAULT_ERROR_NO_PERMISSION},
        {EPERM, FAULT_ERROR_NOT_PERMITTED},
        {ENOSPC, FAULT_ERROR_NO_SPACE},
        {EDQUOT, FAULT_ERROR_QUOTA},
        {EROFS, FAULT_ERROR_READ_ONLY},
        {EIO, FAULT_ERROR_INPUT_OUTPUT},
        {ELOOP, FAULT_ERROR_LINK_LOOP},
        {ENAMETOOLONG, FAULT_ERROR_NAME_TOO_LONG},
        {EMFILE, FAULT_ERROR_FILES_OPEN},
        {ENFILE, FAULT_ERROR_FILES_OPEN},
        {EAGAIN, FAULT_ERROR_TRY_AGAIN},
        {ENOMEM, FAULT_ERROR_MEMORY},
        {EEXIST, FAULT_ERROR_FILE_EXISTS},
    };
    if (language == COMPILER_ENGLISH)
        return strerror(error);
    return message_text(language, find_number(errors, COUNT(errors), error, FAULT_ERROR_OTHER));
}

const char *message_signal(enum compiler_language language, int number)
{
    static const struct numbered_message signals[] = {
        {SIGSEGV, FAULT_SIGNAL_SEGV},   {SIGABRT, FAULT_SIGNAL_ABORT},     {SIGBUS, FAULT_SIGNAL_BUS},
        {SIGILL, FAULT_SIGNAL_ILLEGAL}, {SIGFPE, FAULT_SIGNAL_ARITHMETIC}, {SIGKILL, FAULT_SIGNAL_KILLED},
    };
    if (language == COMPILER_ENGLISH)
        return strsignal(number);
    return message_text(language, find_number(signals, COUNT(signals), number, FAULT_SIGNAL_OTHER));
}

const char *message_syntax(enum compiler_language language, const char *english)
{
    static const enum fault_id known[] = {FAULT_SYNTAX_ERROR, FAULT_DUPLICATE_KEY, FAULT_MIXED_ARRAY};
    if (language == COMPILER_ENGLISH)
        return english;
    for (size_t i = 0; i < COUNT(known); i++) {
        if (strcmp(message_text(COMPILER_ENGLISH, known[i]), english) == 0)
            return message_text(language, known[i]);
    }
    return message_text(language, FAULT_SYNTAX_ERROR);
}
