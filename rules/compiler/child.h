/*
 * child.h: work done in a child process with limits on time and memory.
 */
#ifndef FIATGATE_COMPILER_CHILD_H
#define FIATGATE_COMPILER_CHILD_H

#include "compiler.h"
#include "report.h"

typedef void (*child_work_fn)(struct report *report, void *work);

/*
 * Runs work in a child. Its reports reach the caller as they are made; an end by a limit, a signal or want of memory is
 * reported as an error with its sentence. Returns the number of errors.
 */
int child_run(const char *folder, const struct compiler_limits *limits, child_work_fn run, void *work,
              const struct receiver *receiver);

#endif
