/*
 * messages.h: every sentence the compiler says, in every language it speaks, from the tables in messages/. A row is
 *
 *   FAULT(id, kind, english, russian)
 *
 * with both texts as printf formats that take the same arguments in the same order. A fault's code is its id in lower
 * case with "-" for "_"; it never changes, whatever becomes of the sentence.
 */
#ifndef FIATGATE_COMPILER_MESSAGES_H
#define FIATGATE_COMPILER_MESSAGES_H

#include <stddef.h>

#include "compiler.h"

enum fault_id {
#define FAULT(id, kind, english, russian) FAULT_##id,
#include "messages/all.def"
#undef FAULT
    FAULT_IDS
};

/* The English formats once more, where the C compiler sees them and checks the arguments of each call. */
#define FAULT(id, kind, english, russian) __attribute__((unused)) static const char fault_format_##id[] = english;
#include "messages/all.def"
#undef FAULT

enum message_kind {
    MESSAGE_ERROR,
    MESSAGE_UNREADABLE, /* an error: a file that cannot be opened, read or written */
    MESSAGE_WARNING,
    MESSAGE_PART, /* stands inside other sentences, never alone */
};

#define MESSAGE_CODE_MAX  48
#define MESSAGE_LANGUAGES 2

struct message {
    const char *id;
    enum message_kind kind;
    const char *texts[MESSAGE_LANGUAGES]; /* by enum compiler_language */
};

const struct message *message_of(enum fault_id id);
const char *message_text(enum compiler_language language, enum fault_id id);
/* "UNKNOWN_KEY" as "unknown-key". */
void message_code(enum fault_id id, char code[MESSAGE_CODE_MAX]);

/* Writes a message with its arguments: message_write(out, size, language, ID, arguments…). Returns as snprintf does. */
#define message_write(out, size, language, id, ...)                                                                    \
    message_print(out, size, language, FAULT_##id, fault_format_##id, ##__VA_ARGS__)
int message_print(char *out, size_t size, enum compiler_language language, enum fault_id id, const char *english, ...)
    __attribute__((format(printf, 5, 6)));

/* What the system calls an errno or a signal, and libconfig a syntax fault. */
const char *message_errno(enum compiler_language language, int error);
const char *message_signal(enum compiler_language language, int number);
const char *message_syntax(enum compiler_language language, const char *english);

#endif
