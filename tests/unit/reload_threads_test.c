/*
 * reload_threads_test.c: a bank's gate that changes its pack a thousand times while two threads screen as fast as they
 * can. Two signed packs that answer differently alternate: a reload, then back to the fallback, each with signatures,
 * state, log and the pack's own cases. Every verdict must be the one of the pack it names; none may be lost, by the
 * host's own count, the gate's counters, and those of the rule, which are carried from pack to pack; no screening
 * thread may enter the kernel to wait; and memory is at the end what it was.
 *
 * FIATGATE_TEST_RELOADS says how often (default 1000, with sanitizers 60).
 */
#include <CUnit/Basic.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <malloc.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "messages.h"
#include "pack_files.h"
#include "run_tests.h"
#include "sanitized.h"
#include "signed_gate.h"

#ifdef SANITIZED
#define RELOADS 60
#else
#define RELOADS 1000
#endif
#define SETTLED   40 /* reloads until memory is looked at first */
#define SCREENERS 2
#define SLACK     (64u << 10)

static const char message[] = PACS008_HEAD PACS008_TRANSFER("A1", "FOREIGN COIN EXCHANGE LTD", "GOODS")
    PACS008_TRANSFER("A2", "HANS MUSTER", "GOODS") PACS008_TAIL;

static void answering(struct pack_edit *edit, fg_action action)
{
    pack_edit_rule(edit, 0)->action = (uint8_t)action;
    pack_edit_case(edit, "FOREIGN COIN EXCHANGE LTD", 0, PACK_EXPECT_HIT, (int32_t)action);
    pack_edit_case(edit, "HANS MUSTER", 0, PACK_EXPECT_PASS, FG_PASS);
}
static void blocking(struct pack_edit *edit)
{
    answering(edit, FG_BLOCK);
}
static void holding(struct pack_edit *edit)
{
    answering(edit, FG_HOLD);
}

static const struct signed_pack packs[] = {
    {"blocking", "1", blocking, 3, 4, NULL, NULL},
    {"holding", "2", holding, 3, 4, "blocking", NULL},
};

static fg_gate *gate;
static atomic_bool stop;
static _Atomic unsigned long screened, wrong, by_pack[2], waits;
static _Atomic int last_wait;

/* --- a screening thread may leave, and nothing else ------------------------------------------------------------------
 */

#ifndef SANITIZED
static _Atomic int unguarded; /* threads that could not be given a filter */

static void on_call(int number, siginfo_t *facts, void *context)
{
    (void)number;
    (void)context;
    atomic_store(&last_wait, facts->si_syscall);
    atomic_fetch_add(&waits, 1);
}

#define ALLOW(call) BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_##call, 0, 1), BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW)

/* Of this thread alone: whatever it calls in the kernel but what ends it is counted, and not done. */
static void forbid_calls(void)
{
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        ALLOW(exit),
        ALLOW(exit_group),
        ALLOW(madvise),
        ALLOW(munmap),
        ALLOW(rt_sigprocmask),
        ALLOW(rt_sigreturn),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP),
    };
    struct sock_fprog program = {.len = sizeof filter / sizeof *filter, .filter = filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0 || prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) != 0)
        atomic_fetch_add(&unguarded, 1);
}

static void *call_the_kernel(void *context)
{
    forbid_calls();
    syscall(SYS_sched_yield);
    return context;
}

static void set_trap(void)
{
    struct sigaction action = {.sa_sigaction = on_call, .sa_flags = SA_SIGINFO};
    pthread_t thread;
    sigaction(SIGSYS, &action, NULL);
    pthread_create(&thread, NULL, call_the_kernel, NULL);
    pthread_join(thread, NULL);
    if (atomic_load(&unguarded) > 0)
        printf("\n  skipped: this kernel allows no seccomp filter, calls of screening threads are not counted\n  ");
    else
        CU_ASSERT_EQUAL(atomic_exchange(&waits, 0), 1); /* the trap itself works */
}
#else
static void forbid_calls(void)
{
}
static void set_trap(void)
{
}
#endif

/* --- screening ------------------------------------------------------------------------------------------------------
 */

static bool is_right(const fg_verdict *verdict)
{
    bool second = strcmp(fg_verdict_pack_version(verdict), "2") == 0;
    atomic_fetch_add_explicit(&by_pack[second], 1, memory_order_relaxed);
    return fg_verdict_transfers(verdict) == 2 &&
           fg_verdict_transfer_action(verdict, 1) == (second ? FG_HOLD : FG_BLOCK) &&
           fg_verdict_transfer_action(verdict, 2) == FG_PASS &&
           (fg_verdict_marks(verdict) & FG_MARK_FALLBACK) == (second ? 0 : fg_verdict_marks(verdict));
}

static void *screen_on_and_on(void *context)
{
    fg_lane *lane = context;
    fg_verdict *verdict = NULL;
    if (fg_verdict_new(gate, &verdict) != FG_OK)
        return NULL;
    forbid_calls();
    while (!atomic_load_explicit(&stop, memory_order_relaxed)) {
        if (fg_screen(lane, message, sizeof message - 1, NULL, verdict) != FG_OK || !is_right(verdict))
            atomic_fetch_add(&wrong, 1);
        atomic_fetch_add_explicit(&screened, 1, memory_order_relaxed);
    }
    return verdict;
}

/* --- reloading ------------------------------------------------------------------------------------------------------
 */

static bool change_pack(unsigned long number)
{
    char why[1024] = "";
    fg_error error = number % 2 == 0 ? fg_reload(gate, signed_pack_path("holding"), why, sizeof why)
                                     : fg_fall_back(gate, "B. Berik", "in turn", why, sizeof why);
    if (error != FG_OK)
        printf("\n  change %lu: %d %s\n", number, error, why);
    return error == FG_OK;
}

static size_t memory_in_use(void)
{
    struct mallinfo2 facts = mallinfo2();
    return facts.uordblks + facts.hblkhd;
}

static long resident_pages(void)
{
    long size = 0, resident = 0;
    FILE *file = fopen("/proc/self/statm", "r");
    if (file && fscanf(file, "%ld %ld", &size, &resident) != 2)
        resident = 0;
    if (file)
        fclose(file);
    return resident;
}

static double now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static unsigned long reloads_wanted(void)
{
    const char *given = getenv("FIATGATE_TEST_RELOADS");
    unsigned long wanted = given ? strtoul(given, NULL, 10) : RELOADS;
    return wanted < SETTLED + 2 ? SETTLED + 2 : wanted;
}

static void check_counts(void)
{
    fg_counters counters = {.size = sizeof counters};
    fg_hits hits = {.size = sizeof hits};
    unsigned long all = atomic_load(&screened);
    CU_ASSERT_EQUAL(fg_counters_read(gate, &counters), FG_OK);
    CU_ASSERT_EQUAL(counters.messages, all);
    CU_ASSERT_EQUAL(counters.transfers, 2 * all);
    CU_ASSERT_EQUAL(counters.actions[FG_PASS], all);
    CU_ASSERT_EQUAL(counters.actions[FG_BLOCK], atomic_load(&by_pack[0]));
    CU_ASSERT_EQUAL(counters.actions[FG_HOLD], atomic_load(&by_pack[1]));
    CU_ASSERT_EQUAL(fg_rule_hits(gate, 0, &hits), FG_OK);
    CU_ASSERT_STRING_EQUAL(hits.id, "venue");
    CU_ASSERT_EQUAL(hits.hits, all);
    CU_ASSERT_EQUAL(hits.blocks, atomic_load(&by_pack[0]));
    CU_ASSERT_EQUAL(hits.holds, atomic_load(&by_pack[1]));
}

static void a_thousand_changes_of_the_pack_under_load(void)
{
    unsigned long wanted = reloads_wanted(), done = 0;
    size_t memory = 0;
    long pages = 0;
    fg_lane *lanes[SCREENERS];
    pthread_t threads[SCREENERS];
    set_trap();
    for (int i = 0; i < SCREENERS; i++) {
        CU_ASSERT_EQUAL_FATAL(fg_lane_open(gate, &lanes[i]), FG_OK);
        CU_ASSERT_EQUAL_FATAL(pthread_create(&threads[i], NULL, screen_on_and_on, lanes[i]), 0);
    }
    double began = now();
    for (; done < wanted && change_pack(done); done++)
        if (done == SETTLED) {
            memory = memory_in_use();
            pages = resident_pages();
        }
    double seconds = now() - began;
    size_t memory_after = memory_in_use();
    long pages_after = resident_pages();
    atomic_store(&stop, true);
    for (int i = 0; i < SCREENERS; i++) {
        void *verdict = NULL;
        pthread_join(threads[i], &verdict);
        CU_ASSERT_PTR_NOT_NULL(verdict);
        fg_verdict_free(verdict);
    }
    CU_ASSERT_EQUAL(done, wanted);
    CU_ASSERT_EQUAL(atomic_load(&wrong), 0);
    CU_ASSERT_TRUE(atomic_load(&by_pack[0]) > 0 && atomic_load(&by_pack[1]) > 0);
    CU_ASSERT_EQUAL(atomic_load(&waits), 0);
    if (atomic_load(&waits) > 0)
        printf("\n  a screening thread made system call %d\n", atomic_load(&last_wait));
    check_counts();
#ifndef SANITIZED
    CU_ASSERT_TRUE(memory_after <= memory + SLACK);
    CU_ASSERT_TRUE(pages_after <= pages + pages / 8);
#endif
    for (int i = 0; i < SCREENERS; i++)
        CU_ASSERT_EQUAL(fg_lane_close(lanes[i]), FG_OK);
    printf("%lu changes in %.1f s, %lu messages; %zu bytes in use after %d, %zu at the end; %ld and %ld pages ... ",
           done, seconds, atomic_load(&screened), memory, SETTLED, memory_after, pages, pages_after);
}

int main(void)
{
    /* What is synced a thousand times lies in memory. */
    if (access("/dev/shm", W_OK) == 0)
        setenv("TMPDIR", "/dev/shm", 1);
    if (!signed_gate_set_up())
        return 1;
    for (size_t i = 0; i < sizeof packs / sizeof *packs; i++)
        signed_pack_make(&packs[i]);
    char why[1024] = "";
    static struct gate_config config;
    config = signed_gate_config("blocking");
    if (gate_open(&config, NULL, NULL, &gate, why, sizeof why) != FG_OK) {
        fprintf(stderr, "the test's gate cannot be opened: %s\n", why);
        work_close();
        return 1;
    }
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("reload under load", NULL, NULL);
    CU_ADD_TEST(suite, a_thousand_changes_of_the_pack_under_load);
    int failed = run_tests();
    failed |= fg_close(gate) != FG_OK;
    work_close();
    return failed;
}
