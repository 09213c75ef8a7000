/*
 * compiler.h: from a pack folder (rules/README.md) to a built pack (plugin/judge/pack.h). Used by the command line
 * only; libfiatgate.so links none of it. All source is read in a child process with limits, so that neither a hostile
 * file nor a library that exits on failed allocation can harm the caller.
 */
#ifndef FIATGATE_COMPILER_H
#define FIATGATE_COMPILER_H

#include <stdint.h>

enum compiler_severity { COMPILER_ERROR, COMPILER_WARNING };

/* One thing that is wrong. line and column count from 1, 0 = not known. The texts are borrowed for the call. */
struct compiler_fault {
    enum compiler_severity severity;
    const char *file; /* as the folder was given, "/" and the file within it */
    unsigned line;
    unsigned column;      /* in bytes */
    const char *sentence; /* what is wrong and what to do, without file and line */
};

typedef void (*compiler_report_fn)(void *context, const struct compiler_fault *fault);

struct compiler_limits {
    uint32_t cpu_seconds;
    uint32_t wall_seconds;
    uint64_t memory_bytes; /* address space; not set in builds with sanitizers, which need terabytes of it */
};

/* 120 s of processor time, 300 s in all, 4 GiB. */
extern const struct compiler_limits compiler_default_limits;

/*
 * Reads every file of a pack folder and reports every fault (of a file that is no valid libconfig, its first). Returns
 * the number of errors; warnings are reported and not counted.
 */
int compiler_check(const char *folder, compiler_report_fn report, void *context);

/*
 * The same, then compiles and writes out_path by way of a file beside it and a rename: on any failure nothing is left
 * behind and what stood at out_path before still does. The same source gives the same bytes. limits NULL = the
 * default. Returns the number of errors, 0 = built.
 */
int compiler_build(const char *folder, const char *out_path, const struct compiler_limits *limits,
                   compiler_report_fn report, void *context);

#endif
