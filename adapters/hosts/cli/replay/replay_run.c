/*
 * replay_run.c: workers that read, screen and hand over batch by batch (replay_run.h).
 */
#include "replay_run.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <time.h>

#include "command.h"
#include "replay_order.h"
#include "replay_progress.h"
#include "stop_signal.h"

#define COMMIT_SECONDS  1.0
#define SKIPPED_AT_ONCE 64u

/* What the workers share. */
struct running {
    const struct replay_run *run;
    struct replay_order *order;
    atomic_bool failed;
    atomic_bool ended; /* the input has; batches that were read may be under way */
    /* Of whoever takes. */
    struct timespec begun;
    double committed; /* seconds after the beginning */
    struct replay_progress progress;
    struct replay_speed *speed;
};

struct worker {
    struct running *running;
    struct judging *judging;
    struct piece_batch batch;
    pthread_t thread;
    bool started;
};

static double seconds_since(const struct timespec *begun)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - begun->tv_sec) + (double)(now.tv_nsec - begun->tv_nsec) / 1e9;
}

/* Takes one outcome in its turn. When is committed does not change what is found. */
static bool take(void *context, const struct outcome *outcome)
{
    struct running *running = context;
    struct replay_speed *speed = running->speed;
    if (!work_file_take(running->run->work, outcome))
        return false;
    for (size_t i = 0; i < outcome->sums.count; i++) {
        const struct sum *sum = &outcome->sums.items[i];
        speed->messages += sum->kind == SUM_MESSAGES ? sum->count : 0;
        speed->bytes += sum->kind == SUM_BYTES ? sum->count : 0;
    }
    speed->nanoseconds += outcome->nanoseconds;
    double seconds = seconds_since(&running->begun);
    replay_progress_draw(&running->progress, running->run->reading, speed->messages, seconds);
    if (seconds - running->committed < COMMIT_SECONDS)
        return true;
    bool committed = work_file_commit(running->run->work);
    running->committed = seconds_since(&running->begun);
    return committed;
}

static void *work(void *context)
{
    struct worker *worker = context;
    struct running *running = worker->running;
    while (stop_signal() == 0 && !atomic_load(&running->failed)) {
        if (!reading_next(running->run->reading, &worker->batch)) {
            /* While it waits for a pipe it is stopped, too. */
            if (stop_signal() == 0)
                atomic_store(&running->ended, true);
            break;
        }
        struct outcome *outcome = replay_order_begin(running->order, worker->batch.number);
        if (outcome)
            judging_run(worker->judging, &worker->batch, outcome);
        if (!outcome || !replay_order_end(running->order, worker->batch.number))
            atomic_store(&running->failed, true);
    }
    return NULL;
}

static void run_workers(struct running *running, struct worker *workers, size_t count)
{
    clock_gettime(CLOCK_MONOTONIC, &running->begun);
    replay_progress_begin(&running->progress, running->run->show_progress, running->run->reading);
    /* The first worker is this thread; one that cannot be started leaves its share to the others. */
    for (size_t i = 1; i < count; i++)
        workers[i].started = pthread_create(&workers[i].thread, NULL, work, &workers[i]) == 0;
    work(&workers[0]);
    for (size_t i = 1; i < count; i++)
        if (workers[i].started)
            pthread_join(workers[i].thread, NULL);
    replay_progress_end(&running->progress);
    running->speed->seconds = seconds_since(&running->begun);
}

/* The exit code of what the workers came to. */
static int end_of(struct running *running)
{
    /* What could not be taken was said; what was taken before is committed either way. */
    bool committed = work_file_commit(running->run->work);
    running->speed->stopped_by = atomic_load(&running->ended) ? 0 : stop_signal();
    if (atomic_load(&running->failed) || !committed)
        return EXIT_PRODUCT;
    if (reading_failed(running->run->reading)) {
        say("memory for reading could not be had");
        return EXIT_PRODUCT;
    }
    return EXIT_DONE;
}

/* Passes over what an earlier run has taken, some batches at a time, so that it can be stopped. */
static int go_on(const struct replay_run *run)
{
    uint64_t left = work_file_batches(run->work);
    while (left > 0 && stop_signal() == 0) {
        uint64_t some = left < SKIPPED_AT_ONCE ? left : SKIPPED_AT_ONCE;
        if (!reading_skip(run->reading, some) && stop_signal() == 0) {
            say("the input ends before what was replayed of it when it was interrupted; give the same input, or add "
                "--anew to begin again");
            return EXIT_INPUT;
        }
        left -= some;
    }
    return EXIT_DONE;
}

int replay_run(const struct replay_run *run, struct replay_speed *speed)
{
    struct running running = {.run = run, .speed = speed};
    struct worker *workers = calloc(run->jobs, sizeof *workers);
    *speed = (struct replay_speed){0};
    int code = workers ? EXIT_DONE : EXIT_PRODUCT;
    size_t open = 0;
    for (; code == EXIT_DONE && open < run->jobs; open++) {
        workers[open].running = &running;
        code = judging_open(&workers[open].judging, run->plan, replay_gates_of(run->gates, open));
    }
    running.order = replay_order_new(run->jobs, work_file_batches(run->work), take, &running);
    if (!workers || !running.order) {
        say("memory for %zu jobs could not be had", run->jobs);
        code = EXIT_PRODUCT;
    }
    stop_signal_note();
    if (code == EXIT_DONE)
        code = go_on(run);
    if (code == EXIT_DONE) {
        run_workers(&running, workers, run->jobs);
        code = end_of(&running);
    }
    stop_signal_finish();
    for (size_t i = 0; i < open; i++) {
        judging_close(workers[i].judging);
        piece_batch_free(&workers[i].batch);
    }
    replay_order_free(running.order);
    free(workers);
    return code;
}
