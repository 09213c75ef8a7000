/*
 * replay_show.c: the end of a replay (replay_show.h). Files are written aside and put in place when they are whole.
 */
#include "replay_show.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "command.h"
#include "file_hash.h"
#include "proto_json.h"

/* --- files ------------------------------------------------------------------------------------------------------- */

/* What is shown, for those who write it. */
struct shown_replay {
    const struct findings_source *source;
    const Fiatgate__Replay *replay;
};

typedef bool (*write_fn)(FILE *out, const struct shown_replay *shown);

static bool write_html(FILE *out, const struct shown_replay *shown)
{
    return report_html_write(out, shown->replay, shown->source);
}

static bool write_csv(FILE *out, const struct shown_replay *shown)
{
    return report_csv_write(out, shown->source);
}

static bool write_junit(FILE *out, const struct shown_replay *shown)
{
    return junit_write(out, shown->source, shown->replay);
}

/* Unmasked, a file is its writer's alone. */
static FILE *open_aside(const char *aside, bool unmasked)
{
    unlink(aside);
    int file = open(aside, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, unmasked ? 0600 : 0666);
    FILE *out = file >= 0 ? fdopen(file, "w") : NULL;
    if (!out && file >= 0)
        close(file);
    return out;
}

/* Writes a file beside where it belongs, then puts it there: nobody sees half of it, and what was there before stays
 * until then. */
static bool write_file(const char *path, write_fn write_it, const struct shown_replay *shown)
{
    char *aside = NULL;
    if (asprintf(&aside, "%s.part", path) < 0) {
        say("%s: memory for the file's name could not be had", path);
        return false;
    }
    errno = 0;
    FILE *out = open_aside(aside, shown->source->unmasked);
    bool opened = out != NULL, said = opened && !write_it(out, shown);
    bool written = opened && !said && fflush(out) == 0 && fsync(fileno(out)) == 0;
    int cause = errno;
    if (opened && fclose(out) != 0 && written) {
        cause = errno;
        written = false;
    }
    if (written && rename(aside, path) != 0) {
        cause = errno;
        written = false;
    }
    if (!written && !said)
        say("%s: the file cannot be written: %s; what was found is kept: then give the same command again", path,
            strerror(cause));
    if (!written)
        unlink(aside);
    free(aside);
    return written;
}

/* The hash of the report is what is signed; why none is, where `pack sign` would refuse it. */
static bool tell_report(FILE *out, const struct replay_options *options, const Fiatgate__Replay *replay)
{
    char hash[65];
    if (!file_hash(options->report, hash))
        return false;
    fprintf(out, "\nreport: %s, every payment concerned: %s\nSHA-256 of the report: %s\n", options->report,
            options->csv, hash);
    if (replay->complete && replay->input->transfers > 0)
        fprintf(out,
                "to sign the pack with it: fiatgate pack sign PACK.fgp --report %s --key FILE.key --as "
                "author|approver\n",
                options->report);
    else
        fputs(replay->complete ? "it speaks of no payment at all: no pack can be signed with it\n"
                               : "it speaks of a part of the input alone: no pack can be signed with it\n",
              out);
    return true;
}

/* --- terminal ---------------------------------------------------------------------------------------------------- */

/* On standard error: it is another one each time. */
static void print_speed(const struct replay_options *options, const struct replay_speed *speed)
{
    double messages = (double)speed->messages;
    fprintf(stderr,
            "speed: %" PRIu64 " messages in %.2f s with %" PRIu32 " job%s, reading included: %.0f messages/s, %.1f "
            "MB/s; inside the library %.1f µs a message\n",
            speed->messages, speed->seconds, options->jobs, plural(options->jobs),
            speed->seconds > 0 ? messages / speed->seconds : 0,
            speed->seconds > 0 ? (double)speed->bytes / speed->seconds / 1e6 : 0,
            messages > 0 ? (double)speed->nanoseconds / messages / 1e3 : 0);
}

static bool differs(const Fiatgate__Replay *replay)
{
    for (size_t i = 0; replay->against && i < replay->n_changes; i++)
        if (replay->changes[i]->change != FIATGATE__CHANGE__CHANGE_NONE && replay->changes[i]->payments > 0)
            return true;
    return replay->labels && replay->labels->as_expected < replay->labels->labels;
}

/* The files that are asked for. They come before what is printed, which may have a reader who leaves: `| head`. */
static bool write_files(const struct replay_options *options, const struct shown_replay *shown)
{
    if (options->junit && !write_file(options->junit, write_junit, shown))
        return false;
    return !options->report ||
           (write_file(options->csv, write_csv, shown) && write_file(options->report, write_html, shown));
}

static void print(const struct replay_options *options, const Fiatgate__Replay *replay)
{
    /* That the reader is gone is said at the end, and ends nothing. */
    signal(SIGPIPE, SIG_IGN);
    if (options->json)
        proto_json_write(stdout, &replay->base);
    else
        findings_print(stdout, replay, colour_wanted(stdout));
}

int replay_show(const struct replay_options *options, const struct findings_source *source,
                const struct replay_speed *speed)
{
    Fiatgate__Replay *replay = findings_read(source);
    if (!replay)
        return EXIT_PRODUCT;
    struct shown_replay shown = {source, replay};
    bool written = write_files(options, &shown);
    print(options, replay);
    if (written && options->report)
        written = tell_report(options->json ? stderr : stdout, options, replay);
    fflush(stdout);
    if (!options->quiet)
        print_speed(options, speed);
    int code = !written ? EXIT_PRODUCT : differs(replay) ? EXIT_DIFFERS : EXIT_DONE;
    fiatgate__replay__free_unpacked(replay, NULL);
    return code;
}
