/*
 * compiler.c: checking and building a pack folder. Writes one file: out_path, through a neighbour of it.
 */
#include "compiler.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "child.h"
#include "draft.h"
#include "image.h"
#include "source.h"

struct build {
    const char *out_path;
    const char *part_path; /* beside it; renamed when complete */
};

static void check_in_child(struct report *report, void *work)
{
    struct draft draft;
    (void)work;
    draft_open(&draft, report);
    source_read(&draft);
    draft_close(&draft);
}

int compiler_check(const char *folder, compiler_report_fn report, void *context)
{
    return child_run(folder, &compiler_default_limits, check_in_child, NULL, report, context);
}

static bool write_all(int descriptor, const unsigned char *bytes, size_t size)
{
    while (size > 0) {
        ssize_t written = write(descriptor, bytes, size);
        if (written < 0 && errno == EINTR)
            continue;
        if (written <= 0)
            return false;
        bytes += written;
        size -= (size_t)written;
    }
    return fsync(descriptor) == 0;
}

/* Nothing that can be blocked ends the child between the first byte and the rename. */
static void write_out(struct report *report, const struct build *build, const unsigned char *bytes, size_t size)
{
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    unlink(build->part_path);
    int descriptor = open(build->part_path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    bool done = descriptor >= 0 && write_all(descriptor, bytes, size);
    int why = errno;
    if (descriptor >= 0 && close(descriptor) != 0 && done) {
        done = false;
        why = errno;
    }
    if (done && rename(build->part_path, build->out_path) != 0) {
        done = false;
        why = errno;
    }
    if (!done) {
        if (descriptor >= 0)
            unlink(build->part_path);
        report_error(report, (struct place){.file = ""},
                     "%s cannot be written: %s; nothing was changed there: make room, or choose another place",
                     build->out_path, strerror(why));
    }
}

static void build_in_child(struct report *report, void *work)
{
    struct draft draft;
    size_t size;
    draft_open(&draft, report);
    source_read(&draft);
    if (report->errors == 0)
        draft_sort(&draft);
    if (report->errors == 0 && database_build(&draft)) {
        const unsigned char *bytes = image_build(&draft, &size);
        if (bytes)
            write_out(report, work, bytes, size);
    }
    draft_close(&draft);
}

/* One error, before anything was read. */
static int refuse(const char *file, const char *sentence, compiler_report_fn report, void *context)
{
    struct compiler_fault fault = {.severity = COMPILER_ERROR, .file = file, .sentence = sentence};
    if (report)
        report(context, &fault);
    return 1;
}

int compiler_build(const char *folder, const char *out_path, const struct compiler_limits *limits,
                   compiler_report_fn report, void *context)
{
    char part_path[4096];
    int length = snprintf(part_path, sizeof part_path, "%s.tmp-%ld", out_path, (long)getpid());
    if (length < 0 || (size_t)length >= sizeof part_path)
        return refuse(folder, "the output path is too long: choose a shorter one", report, context);
    struct stat facts;
    if (stat(out_path, &facts) == 0 && !S_ISREG(facts.st_mode))
        return refuse(out_path, "is no regular file, and a pack would take its place: choose another output", report,
                      context);
    struct build build = {.out_path = out_path, .part_path = part_path};
    int errors = child_run(folder, limits ? limits : &compiler_default_limits, build_in_child, &build, report, context);
    if (errors > 0)
        unlink(part_path); /* what a child that was killed may have left */
    return errors;
}
