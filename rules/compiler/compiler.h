/*
 * compiler.h: from a pack folder (rules/language.md) to a built pack (plugin/judge/pack.h). Used by the command line
 * only; libfiatgate.so links none of it. All source is read in a child process with limits, so that neither a hostile
 * file nor a library that exits on failed allocation can harm the caller.
 */
#ifndef FIATGATE_COMPILER_H
#define FIATGATE_COMPILER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum compiler_severity { COMPILER_ERROR, COMPILER_WARNING };

enum compiler_language { COMPILER_ENGLISH, COMPILER_RUSSIAN };

/* One thing that is wrong. Numbers count from 1, 0 = not known. The texts are borrowed for the call. */
struct compiler_fault {
    enum compiler_severity severity;
    const char *code; /* for programs: "unknown-key"; the same in every language and version */
    const char *file; /* as the folder was given, "/" and the file within it */
    unsigned line;
    unsigned column;      /* in characters */
    unsigned row, cell;   /* of a table, as a spreadsheet counts: row 14, cell 4 is D14; cell 0 = no cell is meant */
    bool unreadable;      /* an error: a file could not be opened, read or written */
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

struct compiler_options {
    const struct compiler_limits *limits; /* NULL = the default */
    enum compiler_language language;
    int32_t today;    /* YYYYMMDD, 0 = not known: nothing is judged by its age */
    const char *base; /* of a bank's layer: the folder of its base; NULL = the one it names */
};

/*
 * Reads every file of a pack folder and reports every fault (of a file that is no valid libconfig, its first). Returns
 * the number of errors; warnings are reported and not counted. options NULL = the defaults, here and below.
 */
int compiler_check(const char *folder, const struct compiler_options *options, compiler_report_fn report,
                   void *context);

/*
 * The same, then compiles and writes out_path by way of a file beside it and a rename: on any failure nothing is left
 * behind and what stood at out_path before still does. The same source gives the same bytes. Returns the
 * number of errors, 0 = built.
 */
int compiler_build(const char *folder, const char *out_path, const struct compiler_options *options,
                   compiler_report_fn report, void *context);

#define COMPILER_CELL_NAME 24
/* The cell a fault is about as spreadsheets name it, "D14"; "" when it is about none. */
void compiler_cell_name(const struct compiler_fault *fault, char name[COMPILER_CELL_NAME]);

#endif
