/*
 * bench_messages.h: what `fiatgate bench` measures with.
 */
#ifndef FIATGATE_CLI_BENCH_MESSAGES_H
#define FIATGATE_CLI_BENCH_MESSAGES_H

#include <stdbool.h>
#include <stddef.h>

#define BENCH_MESSAGES 2

struct bench_message {
    const char *name;
    const char *bytes;
    size_t length;
    bool is_xml;
};

extern const struct bench_message bench_messages[BENCH_MESSAGES];

#endif
