/*
 * report.h: how faults leave the child that reads sources: as records in a pipe, read by the caller's process.
 */
#ifndef FIATGATE_COMPILER_REPORT_H
#define FIATGATE_COMPILER_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "compiler.h"
#include "messages.h"

/* A position in a source: the file within the pack folder, the rest as in compiler_fault. */
struct place {
    const char *folder; /* NULL = the one that is being read */
    const char *file;
    unsigned line;
    unsigned column;
    unsigned row, cell;
};

struct report {
    int pipe;           /* where the records go */
    const char *folder; /* stands before every file */
    enum compiler_language language;
    unsigned errors;
};

/* Says a fault of the message table: report_fault(report, place, ID, arguments…). */
#define report_fault(report, place, id, ...) report_message(report, place, FAULT_##id, fault_format_##id, ##__VA_ARGS__)
void report_message(struct report *report, struct place place, enum fault_id id, const char *english, ...)
    __attribute__((format(printf, 4, 5)));
/* The last record: the child has said all it has to say. */
void report_end(struct report *report);

/* The other end, in the caller's process. */
struct receiver {
    compiler_report_fn receive; /* NULL = nobody listens */
    void *context;
    enum compiler_language language;
};

/* Reads records until the pipe closes and hands them on. Returns the number of errors; *ended says whether the last
 * record came. */
int report_receive(int pipe, const struct receiver *receiver, bool *ended);

/* One fault that no child said, of a file or folder as a whole: report_here(receiver, file, ID, arguments…). */
#define report_here(receiver, file, id, ...)                                                                           \
    report_at_once(receiver, file, FAULT_##id, fault_format_##id, ##__VA_ARGS__)
void report_at_once(const struct receiver *receiver, const char *file, enum fault_id id, const char *english, ...)
    __attribute__((format(printf, 4, 5)));

#endif
