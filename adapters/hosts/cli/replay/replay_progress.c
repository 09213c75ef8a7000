/*
 * replay_progress.c: the line that says how far a replay has come (replay_progress.h).
 */
#include "replay_progress.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command.h"

#define EVERY_SECONDS 0.2
#define BAR_COLUMNS   24
/* No time left is foretold from less than this. */
#define SURE_SECONDS 2.0

void replay_progress_begin(struct replay_progress *progress, bool wanted, const struct reading *reading)
{
    *progress = (struct replay_progress){.shown = wanted && isatty(STDERR_FILENO),
                                         .bytes_before = reading_progress(reading).bytes_read};
}

/* "3:05", "2:13:05" */
static void write_time(double seconds, char *text, size_t size)
{
    unsigned whole = (unsigned)(seconds + 0.5);
    if (whole >= 3600)
        snprintf(text, size, "%u:%02u:%02u", whole / 3600, whole / 60 % 60, whole % 60);
    else
        snprintf(text, size, "%u:%02u", whole / 60, whole % 60);
}

/* "[########----------------]  33 %  1:12 left" */
static void write_part(const struct replay_progress *progress, const struct reading_progress *read, double seconds,
                       char *text, size_t size)
{
    double part = (double)read->bytes_read / (double)read->bytes_total;
    uint64_t now = read->bytes_read - progress->bytes_before;
    char bar[BAR_COLUMNS + 1], left[24] = "";
    int full = (int)(part * BAR_COLUMNS);
    memset(bar, '-', BAR_COLUMNS);
    memset(bar, '#', (size_t)full);
    bar[BAR_COLUMNS] = '\0';
    if (seconds >= SURE_SECONDS && now > 0)
        write_time(seconds * (double)(read->bytes_total - read->bytes_read) / (double)now, left, sizeof left);
    snprintf(text, size, "[%s] %3d %%%s%s%s", bar, (int)(part * 100), *left ? "  " : "", left, *left ? " left" : "");
}

void replay_progress_draw(struct replay_progress *progress, const struct reading *reading, uint64_t messages,
                          double seconds)
{
    if (!progress->shown || seconds - progress->drawn < EVERY_SECONDS)
        return;
    progress->drawn = seconds;
    struct reading_progress read = reading_progress(reading);
    char part[96] = "", line[160];
    if (read.total_known && read.bytes_total > 0 && read.bytes_read <= read.bytes_total)
        write_part(progress, &read, seconds, part, sizeof part);
    int length = snprintf(line, sizeof line, "%s%s%" PRIu64 " messages, %.0f a second", part, *part ? "  " : "",
                          messages, seconds > 0 ? (double)messages / seconds : 0);
    size_t columns = columns_of(stderr);
    if (columns > 1 && (size_t)length >= columns)
        line[columns - 1] = '\0';
    fprintf(stderr, "\r%s\033[K", line);
    fflush(stderr);
}

void replay_progress_end(const struct replay_progress *progress)
{
    if (progress->shown && progress->drawn > 0)
        fputs("\r\033[K", stderr);
}
