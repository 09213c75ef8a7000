/*
 * compiler.c: checking and building a pack folder. Writes one file: out_path, through a neighbour of it.
 */
#include "compiler.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "child.h"
#include "draft.h"
#include "durable.h"
#include "image.h"
#include "source.h"

struct check {
    int32_t today;    /* as in compiler_options */
    const char *base; /* likewise */
};

struct build {
    struct check check;
    const char *out_path;
    const char *part_path; /* beside it; renamed when complete */
};

static void read_all(struct draft *draft, struct report *report, const struct check *check)
{
    draft_open(draft, report);
    draft->today = check->today;
    source_read(draft, check->base);
}

static void check_in_child(struct report *report, void *work)
{
    struct draft draft;
    read_all(&draft, report, work);
    draft_close(&draft);
}

static const struct compiler_options default_options;

static const struct compiler_limits *limits_of(const struct compiler_options *options)
{
    return options->limits ? options->limits : &compiler_default_limits;
}

int compiler_check(const char *folder, const struct compiler_options *options, compiler_report_fn report, void *context)
{
    if (!options)
        options = &default_options;
    struct receiver receiver = {.receive = report, .context = context, .language = options->language};
    struct check check = {.today = options->today, .base = options->base};
    return child_run(folder, limits_of(options), check_in_child, &check, &receiver);
}

/* Nothing that can be blocked ends the child between the first byte and the rename. */
static void write_out(struct report *report, const struct build *build, const unsigned char *bytes, size_t size)
{
    sigset_t all;
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, NULL);
    unlink(build->part_path);
    int descriptor = open(build->part_path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
    bool done = descriptor >= 0 && write_all(descriptor, bytes, size) && fsync(descriptor) == 0;
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
        report_fault(report, (struct place){.file = ""}, CANNOT_WRITE, build->out_path,
                     message_errno(report->language, why));
    }
}

static void build_in_child(struct report *report, void *work)
{
    const struct build *build = work;
    struct draft draft;
    size_t size;
    read_all(&draft, report, &build->check);
    if (report->errors == 0)
        draft_sort(&draft);
    if (report->errors == 0 && database_build(&draft)) {
        entity_index_build(&draft);
        const unsigned char *bytes = image_build(&draft, &size);
        if (bytes)
            write_out(report, build, bytes, size);
    }
    draft_close(&draft);
}

int compiler_build(const char *folder, const char *out_path, const struct compiler_options *options,
                   compiler_report_fn report, void *context)
{
    if (!options)
        options = &default_options;
    struct receiver receiver = {.receive = report, .context = context, .language = options->language};
    char part_path[4096];
    int length = snprintf(part_path, sizeof part_path, "%s.tmp-%ld", out_path, (long)getpid());
    if (length < 0 || (size_t)length >= sizeof part_path) {
        report_here(&receiver, folder, OUTPUT_PATH_TOO_LONG);
        return 1;
    }
    struct stat facts;
    if (stat(out_path, &facts) == 0 && !S_ISREG(facts.st_mode)) {
        report_here(&receiver, out_path, OUTPUT_NOT_A_FILE);
        return 1;
    }
    struct build build = {
        .check = {.today = options->today, .base = options->base}, .out_path = out_path, .part_path = part_path};
    int errors = child_run(folder, limits_of(options), build_in_child, &build, &receiver);
    if (errors > 0)
        unlink(part_path); /* what a child that was killed may have left */
    return errors;
}

void compiler_cell_name(const struct compiler_fault *fault, char name[COMPILER_CELL_NAME])
{
    char letters[8];
    size_t at = sizeof letters - 1;
    unsigned column = fault->cell;
    name[0] = 0;
    if (column == 0)
        return;
    /* A … Z, AA, AB: digits from 1 to 26, no zero. */
    for (letters[at] = 0; column > 0; column = (column - 1) / 26)
        letters[--at] = (char)('A' + (column - 1) % 26);
    snprintf(name, COMPILER_CELL_NAME, "%s%u", letters + at, fault->row ? fault->row : fault->line);
}
