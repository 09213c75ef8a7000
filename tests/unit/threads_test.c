/*
 * threads_test.c: many threads at one gate. Lanes open, screen and close while the gate's pack is swapped for another
 * and back; verdicts are handed to a thread that reads and frees them; a second gate with a pack of its own is not
 * disturbed; the process forks while lanes are busy, and the child closes what it inherited.
 *
 * FIATGATE_TEST_SECONDS says how long (default 1); meant for a build with the thread sanitizer.
 */
#include <CUnit/Basic.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "gate_fixture.h"
#include "messages.h"
#include "run_tests.h"

#define OTHER_PACK FIATGATE_BINARY_DIR "/kz.fgp"
#define SCREENERS  3
#define QUEUE      64

static const char message[] = PACS008_HEAD PACS008_TRANSFER("A1", "FOREIGN COIN EXCHANGE LTD", "GOODS")
    PACS008_TRANSFER("A2", "X", "USDT") PACS008_TAIL;
#define LENGTH (sizeof message - 1)

/* What either pack makes of the message. */
struct answer {
    char hash[65];
    fg_action action;
    uint32_t reasons;
};

static struct answer answers[2];
static fg_gate *shared, *other;
static atomic_bool stop;
static _Atomic unsigned long screened, read_elsewhere, wrong, forks;
static pthread_mutex_t queue_lock = PTHREAD_MUTEX_INITIALIZER;
static fg_verdict *queue[QUEUE];
static unsigned queued;

static bool is_an_answer(const fg_verdict *verdict)
{
    for (int i = 0; i < 2; i++)
        if (strcmp(fg_verdict_pack_hash(verdict), answers[i].hash) == 0)
            return fg_verdict_action(verdict) == answers[i].action &&
                   fg_verdict_reasons(verdict) == answers[i].reasons && fg_verdict_transfers(verdict) == 2;
    return false;
}

static void hand_over(fg_verdict *verdict)
{
    pthread_mutex_lock(&queue_lock);
    bool taken = queued < QUEUE;
    if (taken)
        queue[queued++] = verdict;
    pthread_mutex_unlock(&queue_lock);
    if (!taken)
        fg_verdict_free(verdict);
}

static void *screen_and_hand_over(void *context)
{
    (void)context;
    for (unsigned long round = 0; !atomic_load(&stop); round++) {
        fg_lane *lane = NULL;
        if (fg_lane_open(shared, &lane) != FG_OK) {
            atomic_fetch_add(&wrong, 1);
            return NULL;
        }
        for (int i = 0; i < 20; i++) {
            fg_verdict *verdict = verdict_for_test(shared);
            if (fg_screen(lane, message, LENGTH, NULL, verdict) != FG_OK || !is_an_answer(verdict))
                atomic_fetch_add(&wrong, 1);
            atomic_fetch_add(&screened, 1);
            hand_over(verdict);
        }
        if (fg_lane_close(lane) != FG_OK)
            atomic_fetch_add(&wrong, 1);
    }
    return NULL;
}

static void *read_and_free(void *context)
{
    (void)context;
    for (;;) {
        pthread_mutex_lock(&queue_lock);
        fg_verdict *verdict = queued > 0 ? queue[--queued] : NULL;
        pthread_mutex_unlock(&queue_lock);
        if (!verdict) {
            if (atomic_load(&stop))
                break;
            nanosleep(&(struct timespec){.tv_nsec = 100000}, NULL);
            continue;
        }
        if (!is_an_answer(verdict))
            atomic_fetch_add(&wrong, 1);
        atomic_fetch_add(&read_elsewhere, 1);
        fg_verdict_free(verdict);
    }
    return NULL;
}

/* A gate with the first pack, never reloaded. */
static void *screen_elsewhere(void *context)
{
    (void)context;
    fg_lane *lane = lane_for_test(other);
    fg_verdict *verdict = verdict_for_test(other);
    while (!atomic_load(&stop))
        if (fg_screen(lane, message, LENGTH, NULL, verdict) != FG_OK ||
            strcmp(fg_verdict_pack_hash(verdict), answers[0].hash) != 0 || !is_an_answer(verdict))
            atomic_fetch_add(&wrong, 1);
    fg_verdict_free(verdict);
    if (fg_lane_close(lane) != FG_OK)
        atomic_fetch_add(&wrong, 1);
    return NULL;
}

/* Threads of the parent are in their lanes; the child has none of them and may only close. */
static void fork_and_close(fg_lane *idle)
{
    pid_t child = fork();
    if (child == 0)
        _exit(fg_reload(shared, NULL, NULL, 0) != FG_E_FORKED || fg_lane_close(idle) != FG_OK ||
              fg_close(shared) != FG_OK || fg_close(other) != FG_OK);
    int status = 1;
    if (child < 0 || waitpid(child, &status, 0) != child || status != 0)
        atomic_fetch_add(&wrong, 1);
    atomic_fetch_add(&forks, 1);
}

static void learn_answer(int which, const char *pack)
{
    char why[512] = "";
    CU_ASSERT_EQUAL_FATAL(fg_reload(shared, pack, why, sizeof why), FG_OK);
    fg_lane *lane = lane_for_test(shared);
    fg_verdict *verdict = verdict_for_test(shared);
    CU_ASSERT_EQUAL(fg_screen(lane, message, LENGTH, NULL, verdict), FG_OK);
    snprintf(answers[which].hash, sizeof answers[which].hash, "%s", fg_verdict_pack_hash(verdict));
    answers[which].action = fg_verdict_action(verdict);
    answers[which].reasons = fg_verdict_reasons(verdict);
    fg_verdict_free(verdict);
    CU_ASSERT_EQUAL(fg_lane_close(lane), FG_OK);
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static void packs_alternate_under_load(void)
{
    learn_answer(0, API_PACK);
    learn_answer(1, OTHER_PACK);
    CU_ASSERT_STRING_NOT_EQUAL(answers[0].hash, answers[1].hash);
    pthread_t threads[SCREENERS + 2];
    for (int i = 0; i < SCREENERS; i++)
        pthread_create(&threads[i], NULL, screen_and_hand_over, NULL);
    pthread_create(&threads[SCREENERS], NULL, read_and_free, NULL);
    pthread_create(&threads[SCREENERS + 1], NULL, screen_elsewhere, NULL);
    const char *seconds = getenv("FIATGATE_TEST_SECONDS");
    double until = now() + (seconds ? atof(seconds) : 1.0);
    fg_lane *idle = lane_for_test(shared);
    unsigned long reloads = 0;
    char why[512], hash[65];
    fg_counters counters = {.size = sizeof counters};
    while (now() < until || reloads < 2) {
        CU_ASSERT_EQUAL(fg_reload(shared, reloads++ % 2 ? OTHER_PACK : API_PACK, why, sizeof why), FG_OK);
        CU_ASSERT_EQUAL(fg_pack_in_use(shared, NULL, NULL, 0, NULL, 0, hash, sizeof hash), FG_OK);
        CU_ASSERT_STRING_EQUAL(hash, answers[(reloads - 1) % 2].hash);
        CU_ASSERT_EQUAL(fg_counters_read(shared, &counters), FG_OK);
        if (reloads % 4 == 1)
            fork_and_close(idle);
    }
    atomic_store(&stop, true);
    for (int i = 0; i < SCREENERS + 2; i++)
        pthread_join(threads[i], NULL);
    CU_ASSERT_EQUAL(fg_close(shared), FG_E_LANES);
    CU_ASSERT_EQUAL(fg_lane_close(idle), FG_OK);
    while (queued > 0)
        fg_verdict_free(queue[--queued]);
    CU_ASSERT_EQUAL(atomic_load(&wrong), 0);
    CU_ASSERT_TRUE(atomic_load(&screened) > 0 && atomic_load(&read_elsewhere) > 0 && atomic_load(&forks) > 0);
    printf("%lu screened, %lu read elsewhere, %lu reloads, %lu forks ... ", atomic_load(&screened),
           atomic_load(&read_elsewhere), reloads, atomic_load(&forks));
}

int main(void)
{
    struct gate_config config = config_for_test();
    config.lanes = SCREENERS + 1;
    config.limits.message_bytes = 1 << 20;
    config.limits.text_bytes = 65536;
    config.limits.fields = 512;
    config.limits.transfers = 64;
    config.limits.reasons_per_message = 16;
    shared = gate_for_test(&config);
    other = gate_for_test(&config);
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("threads", NULL, NULL);
    CU_ADD_TEST(suite, packs_alternate_under_load);
    int failed = run_tests();
    return fg_close(shared) != FG_OK || fg_close(other) != FG_OK || failed;
}
