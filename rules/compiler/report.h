/*
 * report.h: how faults leave the child that reads sources: as records in a pipe, read by the caller's process.
 */
#ifndef FIATGATE_COMPILER_REPORT_H
#define FIATGATE_COMPILER_REPORT_H

#include <stdbool.h>
#include <stdint.h>

#include "compiler.h"

/* A position in a source: the file within the pack folder, line and column as in compiler_fault. */
struct place {
    const char *file;
    unsigned line;
    unsigned column;
};

struct report {
    int pipe;           /* where the records go */
    const char *folder; /* stands before every file */
    unsigned errors;
};

void report_error(struct report *report, struct place place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
void report_warning(struct report *report, struct place place, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* The last record: the child has said all it has to say. */
void report_end(struct report *report);

/* The other end: reads records until the pipe closes and hands them on. Returns the number of errors; *ended says
 * whether the last record came. */
int report_receive(int pipe, compiler_report_fn receive, void *context, bool *ended);

#endif
