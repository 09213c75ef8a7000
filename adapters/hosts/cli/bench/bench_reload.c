/*
 * bench_reload.c: a lane's time per message while packs are changed beside it (bench_reload.h). Rounds with and without
 * reloads alternate, so that a slow minute of the machine is in both; each of the two threads is pinned to a core of
 * its own, as a scheduler that put them on one would measure itself.
 */
#include "bench_reload.h"

#include <inttypes.h>
#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "bench.pb-c.h"
#include "bench_messages.h"
#include "proto_json.h"

#define ROUND_LEAST  0.2 /* seconds: a pack takes tens of milliseconds to load */
#define SAMPLES_MOST (1u << 20)

enum kind { ALONE, BESIDE_RELOADS, KINDS };

struct reload_rig {
    fg_gate *gate;
    fg_lane *lane;
    fg_verdict *verdict;
    const struct bench_message *message;
    uint32_t *samples; /* nanoseconds of one round */
    atomic_bool stop;
    uint64_t reloads;
    int cores[2];
    char why[1024]; /* of a reload that failed */
    uint64_t p50[KINDS][BENCH_RELOAD_ROUNDS], p99[KINDS][BENCH_RELOAD_ROUNDS];
    uint64_t measured[KINDS];
};

static uint64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000u + (uint64_t)time.tv_nsec;
}

static void pin(int core)
{
    cpu_set_t set;
    CPU_ZERO(&set);
    CPU_SET(core, &set);
    (void)pthread_setaffinity_np(pthread_self(), sizeof set, &set);
}

/* Two of the cores this process may use. */
static bool find_cores(int cores[2])
{
    cpu_set_t set;
    int found = 0;
    if (sched_getaffinity(0, sizeof set, &set) != 0)
        return false;
    for (int core = 0; core < CPU_SETSIZE && found < 2; core++)
        if (CPU_ISSET(core, &set))
            cores[found++] = core;
    return found == 2;
}

static void *reload_on_and_on(void *context)
{
    struct reload_rig *rig = context;
    pin(rig->cores[1]);
    while (!atomic_load(&rig->stop)) {
        if (fg_reload(rig->gate, NULL, rig->why, sizeof rig->why) != FG_OK)
            return NULL;
        rig->reloads++;
    }
    return rig;
}

static int ascending(const void *a, const void *b)
{
    uint32_t left = *(const uint32_t *)a, right = *(const uint32_t *)b;
    return left < right ? -1 : left > right;
}

static int ascending_long(const void *a, const void *b)
{
    uint64_t left = *(const uint64_t *)a, right = *(const uint64_t *)b;
    return left < right ? -1 : left > right;
}

/* One round of the screening thread. false = a message was not screened. */
static bool screen_for(struct reload_rig *rig, double seconds, enum kind kind, int round)
{
    fg_facts facts = {.size = sizeof facts, .as_of = 20261121};
    uint64_t end = now() + (uint64_t)(seconds * 1e9);
    uint32_t count = 0;
    for (uint64_t begun = now(); begun < end && count < SAMPLES_MOST;) {
        if (fg_screen(rig->lane, rig->message->bytes, rig->message->length, &facts, rig->verdict) != FG_OK)
            return false;
        uint64_t ended = now();
        rig->samples[count++] = (uint32_t)(ended - begun > UINT32_MAX ? UINT32_MAX : ended - begun);
        begun = ended;
    }
    qsort(rig->samples, count, sizeof *rig->samples, ascending);
    rig->p50[kind][round] = rig->samples[count / 2];
    rig->p99[kind][round] = rig->samples[(uint64_t)count * 99 / 100];
    rig->measured[kind] += count;
    return true;
}

static bool screen_beside_reloads(struct reload_rig *rig, double seconds, int round)
{
    pthread_t thread;
    void *reloaded = NULL;
    atomic_store(&rig->stop, false);
    if (pthread_create(&thread, NULL, reload_on_and_on, rig) != 0)
        return false;
    bool done = screen_for(rig, seconds, BESIDE_RELOADS, round);
    atomic_store(&rig->stop, true);
    pthread_join(thread, &reloaded);
    if (!reloaded)
        say("%s", rig->why);
    return done && reloaded;
}

static uint64_t median(uint64_t figures[BENCH_RELOAD_ROUNDS])
{
    qsort(figures, BENCH_RELOAD_ROUNDS, sizeof *figures, ascending_long);
    return figures[BENCH_RELOAD_ROUNDS / 2];
}

static void print_json(const struct reload_rig *rig, const uint64_t p50[KINDS], const uint64_t p99[KINDS])
{
    static const char *const subjects[KINDS] = {"fg_screen", "fg_screen+reload"};
    for (int kind = 0; kind < KINDS; kind++) {
        Fiatgate__Figure figure = FIATGATE__FIGURE__INIT;
        figure.message = (char *)(uintptr_t)rig->message->name;
        figure.subject = (char *)(uintptr_t)subjects[kind];
        figure.cache = (char *)(uintptr_t) "hot";
        figure.has_bytes = figure.has_samples = figure.has_p50_ns = figure.has_p99_ns = 1;
        figure.bytes = rig->message->length;
        figure.samples = rig->measured[kind];
        figure.p50_ns = p50[kind];
        figure.p99_ns = p99[kind];
        proto_json_write(stdout, &figure.base);
    }
}

static void print(struct reload_rig *rig, bool json)
{
    static const char *const titles[KINDS] = {"alone", "beside reloads"};
    uint64_t p50[KINDS], p99[KINDS];
    for (int kind = 0; kind < KINDS; kind++) {
        p50[kind] = median(rig->p50[kind]);
        p99[kind] = median(rig->p99[kind]);
    }
    if (json) {
        print_json(rig, p50, p99);
        return;
    }
    printf("%-10s %-15s %9s %9s %9s   medians of %d rounds each, in turn\n", "message", "fg_screen", "messages",
           "p50 ns", "p99 ns", BENCH_RELOAD_ROUNDS);
    for (int kind = 0; kind < KINDS; kind++)
        printf("%-10s %-15s %9" PRIu64 " %9" PRIu64 " %9" PRIu64 "\n", rig->message->name, titles[kind],
               rig->measured[kind], p50[kind], p99[kind]);
    printf("\np99 beside %" PRIu64 " reloads on another core over p99 alone: %.2f\n", rig->reloads,
           p99[ALONE] > 0 ? (double)p99[BESIDE_RELOADS] / (double)p99[ALONE] : 0.0);
}

static bool measure(struct reload_rig *rig, double seconds)
{
    double each = seconds / (2 * BENCH_RELOAD_ROUNDS);
    if (each < ROUND_LEAST)
        each = ROUND_LEAST;
    pin(rig->cores[0]);
    for (int round = 0; round < BENCH_RELOAD_ROUNDS; round++)
        if (!screen_for(rig, each, ALONE, round) || !screen_beside_reloads(rig, each, round)) {
            say("a message or a reload of the bench failed: nothing is measured");
            return false;
        }
    return true;
}

int bench_reload(struct setup *setup, double seconds, bool json)
{
    struct reload_rig rig = {.message = &bench_messages[BENCH_MESSAGES - 1]};
    if (!find_cores(rig.cores)) {
        say("this process may use one core only: a lane and the reloads beside it need two");
        return EXIT_INPUT;
    }
    /* As a live gate loads: with the pack's own cases. */
    setup->config.trust = (struct trust_config){.unsigned_packs = true};
    setup->config.enforcement = PACK_ENFORCEMENT_ENFORCE;
    int code = setup_open(setup, 1, &rig.gate);
    if (code != EXIT_DONE)
        return code;
    rig.samples = malloc(SAMPLES_MOST * sizeof *rig.samples);
    bool done =
        rig.samples && fg_lane_open(rig.gate, &rig.lane) == FG_OK && fg_verdict_new(rig.gate, &rig.verdict) == FG_OK;
    if (!done)
        say("memory for the bench could not be had");
    done = done && measure(&rig, seconds);
    if (done)
        print(&rig, json);
    free(rig.samples);
    fg_verdict_free(rig.verdict);
    fg_lane_close(rig.lane);
    fg_close(rig.gate);
    return done ? EXIT_DONE : EXIT_PRODUCT;
}
