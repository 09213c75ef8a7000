/*
 * bench_measure.h: times per message of all subjects, in interleaved rounds, so that a slow minute of the machine is in
 * all of them; and instructions per message, counted by callgrind.
 */
#ifndef FIATGATE_CLI_BENCH_MEASURE_H
#define FIATGATE_CLI_BENCH_MEASURE_H

#include "bench_subjects.h"

/* Read before each message to leave the caches cold: more than the second level holds. */
#define BENCH_COLD_BYTES (32u << 20)

struct bench_times {
    uint32_t *nanoseconds; /* sorted when measured */
    size_t count, room;
};

/* Measures for that many seconds; times holds one per subject, to be freed by bench_times_free(). false = a subject
 * failed, or memory could not be had (said). */
bool bench_measure_hot(const struct bench_subject *subjects, size_t count, double seconds, struct bench_times *times);
bool bench_measure_cold(const struct bench_subject *subjects, size_t count, double seconds, struct bench_times *times);
void bench_times_free(struct bench_times *times, size_t count);

/* The time below which that share of the samples lie; 0 when there are too few samples to say. */
uint64_t bench_percentile(const struct bench_times *times, double share);

/*
 * Instructions per message of a subject: runs this program under valgrind, as `bench --count`, and reads what callgrind
 * says. 0 = it could not be had (said). pack must be a built pack.
 */
uint64_t bench_instructions(const struct bench_subject *subject, const char *pack);
/* The other side of it: works on the message of that name as that kind. The calls counted are those of
 * bench_counted_call(). */
#define BENCH_COUNTED_CALLS 50
bool bench_count(const struct bench_subject *subject);

#endif
