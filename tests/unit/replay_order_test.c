/*
 * replay_order_test.c: outcomes of several threads are taken one at a time and in the order of their batches, whatever
 * each takes; a thread that is far ahead waits; where nothing more can be taken all come to an end.
 */
#include <CUnit/Basic.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <unistd.h>

#include "adapters/hosts/cli/replay/replay_order.h"
#include "run_tests.h"

#define WORKERS 5u
#define AHEAD   (32u * WORKERS)

/* What the workers share. */
struct scene {
    struct replay_order *order;
    atomic_ulong next_batch; /* as a reader hands them out */
    uint64_t first, count;
    size_t concerns; /* of each outcome */
    uint64_t slow;   /* a batch that takes until another is `ahead` of it, where the others wait for it */
    uint64_t ahead;
    uint64_t fails; /* what cannot be taken */
    /* Of whoever takes. */
    atomic_int taking;
    uint64_t taken;
    unsigned wrong;
    atomic_ulong farthest; /* begun beyond what is taken */
    atomic_ulong taken_now;
};

static bool take(void *context, const struct outcome *outcome)
{
    struct scene *scene = context;
    scene->wrong += atomic_fetch_add(&scene->taking, 1) != 0;
    scene->wrong += outcome->batch != scene->first + scene->taken;
    scene->wrong += outcome->sums.count != 1 || outcome->sums.items[0].count != outcome->batch;
    scene->wrong += outcome->concern_count != scene->concerns;
    scene->taken++;
    atomic_store(&scene->taken_now, scene->taken);
    atomic_fetch_sub(&scene->taking, 1);
    return outcome->batch != scene->fails;
}

/* By what they have done, not by the clock: on a busy machine nobody may have come far by then. Ten seconds at most. */
static void wait_for_the_others(struct scene *scene)
{
    for (int i = 0; i < 10000 && atomic_load(&scene->farthest) < scene->ahead; i++)
        usleep(1000);
}

static void *work(void *context)
{
    struct scene *scene = context;
    for (;;) {
        uint64_t batch = atomic_fetch_add(&scene->next_batch, 1);
        if (batch >= scene->first + scene->count)
            return NULL;
        struct outcome *outcome = replay_order_begin(scene->order, batch);
        if (!outcome)
            return NULL;
        uint64_t ahead = batch - scene->first - atomic_load(&scene->taken_now), before = atomic_load(&scene->farthest);
        while (ahead > before && !atomic_compare_exchange_weak(&scene->farthest, &before, ahead))
            continue;
        sums_add(&outcome->sums, SUM_MESSAGES, "", "", batch, 0);
        for (size_t i = 0; i < scene->concerns; i++)
            if (!outcome_add_concern(outcome))
                abort();
        if (batch == scene->slow)
            wait_for_the_others(scene);
        else if (batch * 2654435761u % 16 == 0)
            usleep(50);
        if (!replay_order_end(scene->order, batch))
            return NULL;
    }
}

static void run(struct scene *scene)
{
    pthread_t threads[WORKERS];
    scene->order = replay_order_new(WORKERS, scene->first, take, scene);
    CU_ASSERT_PTR_NOT_NULL_FATAL(scene->order);
    atomic_store(&scene->next_batch, scene->first);
    for (unsigned i = 0; i < WORKERS; i++)
        CU_ASSERT_EQUAL_FATAL(pthread_create(&threads[i], NULL, work, scene), 0);
    for (unsigned i = 0; i < WORKERS; i++)
        pthread_join(threads[i], NULL);
    CU_ASSERT_EQUAL(scene->wrong, 0);
    replay_order_free(scene->order);
}

static void all_are_taken_in_order(void)
{
    struct scene scene = {.first = 7, .count = 20000, .slow = UINT64_MAX, .fails = UINT64_MAX};
    run(&scene);
    CU_ASSERT_EQUAL(scene.taken, 20000);
}

static void who_is_far_ahead_waits(void)
{
    struct scene scene = {.count = 3000, .slow = 1000, .ahead = AHEAD - 1, .fails = UINT64_MAX};
    run(&scene);
    CU_ASSERT_EQUAL(scene.taken, 3000);
    CU_ASSERT_EQUAL(atomic_load(&scene.farthest), AHEAD - 1);
}

/* Outcomes with many payments wait in small numbers: 20000 payments, and what was begun before they were there. */
static void many_payments_wait_in_small_numbers(void)
{
    struct scene scene = {.count = 300, .slow = 50, .ahead = 7, .concerns = 3000, .fails = UINT64_MAX};
    run(&scene);
    CU_ASSERT_EQUAL(scene.taken, 300);
    CU_ASSERT_TRUE(atomic_load(&scene.farthest) >= 7);
    CU_ASSERT_TRUE(atomic_load(&scene.farthest) <= 7 + WORKERS);
}

static void a_failure_ends_it_for_all(void)
{
    struct scene scene = {.count = 100000, .slow = UINT64_MAX, .fails = 500};
    run(&scene);
    CU_ASSERT_EQUAL(scene.taken, 501);
    /* Also for those who wait for a batch that is slow. */
    struct scene waiting = {.count = 100000, .slow = 500, .ahead = AHEAD - 1, .fails = 500};
    run(&waiting);
    CU_ASSERT_EQUAL(waiting.taken, 501);
    replay_order_free(NULL);
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("order of batches", NULL, NULL);
    CU_add_test(suite, "all are taken in order", all_are_taken_in_order);
    CU_add_test(suite, "who is far ahead waits", who_is_far_ahead_waits);
    CU_add_test(suite, "many payments wait in small numbers", many_payments_wait_in_small_numbers);
    CU_add_test(suite, "a failure ends it for all", a_failure_ends_it_for_all);
    return run_tests();
}
