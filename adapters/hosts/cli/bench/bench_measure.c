/*
 * bench_measure.c: times per message (bench_measure.h). Each sample is one message, or text, between two readings of
 * the clock.
 */
#include "bench_measure.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#define HOT_WARM     16  /* not timed, at the start of a subject's turn */
#define HOT_TURN     128 /* timed */
#define ROUNDS_LEAST 2   /* of cold turns, however short the time: one sample has no median */
#define SAMPLES_MOST (4u << 20)

static uint64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static bool keep(struct bench_times *times, uint64_t nanoseconds)
{
    if (times->count == SAMPLES_MOST)
        return true;
    if (times->count == times->room) {
        size_t room = times->room ? times->room * 2 : 4096;
        uint32_t *grown = realloc(times->nanoseconds, room * sizeof *grown);
        if (!grown) {
            say("memory for the samples could not be had; lower --seconds");
            return false;
        }
        times->nanoseconds = grown;
        times->room = room;
    }
    times->nanoseconds[times->count++] = nanoseconds > UINT32_MAX ? UINT32_MAX : (uint32_t)nanoseconds;
    return true;
}

static bool failed(const struct bench_subject *subject)
{
    say("%s failed on the bench's %s: nothing is measured", bench_kind_name(subject->kind), subject->material);
    return false;
}

static bool once(const struct bench_subject *subject, struct bench_times *times)
{
    uint64_t begun = now();
    bool done = bench_once(subject);
    uint64_t ended = now();
    return done ? keep(times, ended - begun) : failed(subject);
}

static int ascending(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return left < right ? -1 : left > right;
}

static void sort_all(struct bench_times *times, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (times[i].count > 1)
            qsort(times[i].nanoseconds, times[i].count, sizeof *times[i].nanoseconds, ascending);
}

bool bench_measure_hot(const struct bench_subject *subjects, size_t count, double seconds, struct bench_times *times)
{
    uint64_t end = now() + (uint64_t)(seconds * 1e9);
    do {
        for (size_t i = 0; i < count; i++) {
            for (int n = 0; n < HOT_WARM; n++)
                if (!bench_prepare(&subjects[i]) || !bench_once(&subjects[i]))
                    return failed(&subjects[i]);
            for (int n = 0; n < HOT_TURN; n++) {
                if (!bench_prepare(&subjects[i]))
                    return failed(&subjects[i]);
                if (!once(&subjects[i], &times[i]))
                    return false;
            }
        }
    } while (now() < end);
    sort_all(times, count);
    return true;
}

bool bench_measure_cold(const struct bench_subject *subjects, size_t count, double seconds, struct bench_times *times)
{
    volatile unsigned char *memory = malloc(BENCH_COLD_BYTES);
    if (!memory) {
        say("memory to empty the caches with could not be had");
        return false;
    }
    memset((void *)(uintptr_t)memory, 1, BENCH_COLD_BYTES);
    uint64_t end = now() + (uint64_t)(seconds * 1e9);
    bool done = true;
    int rounds = 0;
    do {
        for (size_t i = 0; i < count && done; i++) {
            done = bench_prepare(&subjects[i]) || failed(&subjects[i]);
            for (size_t at = 0; at < BENCH_COLD_BYTES; at += 64)
                memory[at]++;
            done = done && once(&subjects[i], &times[i]);
        }
    } while (done && (++rounds < ROUNDS_LEAST || now() < end));
    free((void *)(uintptr_t)memory);
    sort_all(times, count);
    return done;
}

void bench_times_free(struct bench_times *times, size_t count)
{
    for (size_t i = 0; i < count; i++)
        free(times[i].nanoseconds);
}

uint64_t bench_percentile(const struct bench_times *times, double share)
{
    /* Fewer than one sample beyond it say nothing of it. */
    if ((double)times->count * (1 - share) < 0.999)
        return 0;
    size_t at = (size_t)((double)times->count * share);
    return times->nanoseconds[at < times->count ? at : times->count - 1];
}
