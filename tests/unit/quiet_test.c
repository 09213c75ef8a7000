/*
 * quiet_test.c: from bytes to verdict nothing allocates and nothing enters the kernel, over every format, good, bad and
 * hit messages. malloc and its family are replaced and count; system calls are trapped by a seccomp filter in a child.
 * Also: fg_screen() needs less than 48 kB of stack, measured on a painted one. All of it once more with everything that
 * a gate can have: a second pack, a relief, an exception, clocks, lists past their age, counters.
 *
 * Sanitizer builds replace malloc, enter the kernel themselves and need more stack: there all three are left out.
 */
#include <CUnit/Basic.h>
#include <errno.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <pthread.h>
#include <signal.h>
#include <stdbool.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <ucontext.h>
#include <unistd.h>

#include "live_fixture.h"
#include "messages.h"
#include "plugin/judge/relief_set.h"
#include "plugin/evidence/pack_counters.h"
#include "run_tests.h"
#include "sanitized.h"

static const char *const messages[] = {
    MT103_WITH("HANS MUSTER", "INVOICE 7"),
    MT103_WITH("FOREIGN COIN EXCHANGE LTD", "U S D T \xD0\x92\xD0\xA2\xD0\xA1"),
    MT103_WITH("HANS MUSTER", "INVOICE 7\r\n-}{5:{CHK:123456789ABC}}{1:F01"),
    "{1:F01TESTKZKAAXXX0000000000}{2:I940TESTDEFFXXXXN}{4:\r\n:20:X\r\n-}",
    PACS008_HEAD PACS008_TRANSFER("A1", "HANS MUSTER", "GOODS &amp; <![CDATA[SERVICES]]>") PACS008_TAIL,
    PACS008_HEAD PACS008_TRANSFER("A1", "FOREIGN COIN EXCHANGE LTD", "GOODS")
        PACS008_TRANSFER("A2", "HANS MUSTER", "U&#83;DT") PACS008_TAIL,
    PACS008_HEAD PACS008_TRANSFER("A1", "HANS MUSTER", "GOODS") "</Broken>",
    "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY b \"c\">]><Document/>",
    "{1:F01TESTKZKAAXXX0000000000}{2:I202TESTUS33XXXXN}{3:{119:COV}}{4:\r\n:20:C\r\n:21:P\r\n:32A:261121USD1,\r\n"
    ":52A:TESTKZKA\r\n:58A:TESTDEFF\r\n:50K:/KZ35601A000000012345\r\nAIDAR TESTOV\r\n:59:/1\r\n"
    "FOREIGN COIN EXCHANGE LTD\r\n:70:USDT\r\n-}",
    "{1:F01TESTRUMMAXXX0000000000}{2:I103TESTDEFFXXXXN}{3:{113:RUR6}}{4:\r\n:20:+R\r\n:23B:CRED\r\n:32A:261121RUB1,\r\n"
    ":50K:/1\r\nINN7803018248\r\nOOO ROGA I KOPYTA\r\n:59:/2\r\nMEJOV\r\n:70:OPLATA ZA KRIPTOVALuTU 'USDT' DLa POK\r\n"
    "UPKI\r\n:71A:OUR\r\n:72:/NZP/I TAK DALEE\r\n-}",
    "{1:F01K0547000000000000000}\n{2:I102SCLEAR000000U3003}\n{4:\n:20:F1\n:50:/D/KZ35601A000000012345\n/NAME/A B\n"
    "/IDN/850101300015\n:59:KZ41722C000000054321\n/NAME/\x80\x81\x82\x83 "
    "\x84\x85\x86\x87\n:70:/KNP/119\n/ASSIGN/\x8E\x8F"
    "\x8B\x80\x92\x80 USDT\n:21:1\n:32B:KZT1,00\n:70:/OPV/C\n//FM/X\n//NM/Y\n:32A:261121KZT1,00\n-}",
    PACS009_WITH("<UndrlygCstmrCdtTrf><Dbtr><Nm>AIDAR TESTOV</Nm></Dbtr><Cdtr><Nm>FOREIGN COIN EXCHANGE LTD</Nm></Cdtr>"
                 "<RmtInf><Ustrd>\xF3\xF1\xE4\xF2</Ustrd></RmtInf></UndrlygCstmrCdtTrf><New>USDT</New>"),
    "<AppHdr xmlns=\"urn:iso:std:iso:20022:tech:xsd:head.001.001.02\"><MsgDefIdr>pain.001.001.09</MsgDefIdr></AppHdr>\n"
    "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.09\"><CstmrCdtTrfInitn><GrpHdr><MsgId>M</MsgId>"
    "<CreDtTm>2026-11-21T10:00:00</CreDtTm></GrpHdr><PmtInf><PmtInfId>P</PmtInfId><ReqdExctnDt><Dt>2026-11-21</Dt>"
    "</ReqdExctnDt><Dbtr><Nm>AIDAR "
    "TESTOV</Nm></Dbtr><CdtTrfTxInf><PmtId><EndToEndId>E</EndToEndId></PmtId><Amt><InstdAmt "
    "Ccy=\"EUR\">1</InstdAmt></Amt><Cdtr><Nm>HANS "
    "MUSTER</Nm></Cdtr></CdtTrfTxInf></PmtInf></CstmrCdtTrfInitn></Document>",
    "01007000000000000000165413330089020011000000000000001000",
    "0800822000000000000004000000000000000421090613000001301",
    "no message at all",
    "",
};
#define MESSAGES (sizeof messages / sizeof *messages)

static int open_plain(void)
{
    live_open();
    return 0;
}

static int open_with_everything(void)
{
    static struct relief_set reliefs = {
        .count = 2,
        .reliefs = {{.kind = RELIEF_RULE, .of = VENUE, .until = INT64_MAX},
                    {.kind = RELIEF_ACCOUNT, .length = 22, .until = INT64_MAX, .key = "DE89370400440532013000"}}};
    static struct pack_clock clock = {.ground = PACK_GROUND_AML,
                                      .unit = PACK_CLOCK_WORKING_HOURS,
                                      .length = 999,
                                      .day_begins = 540,
                                      .day_ends = 1080};
    static struct pack_field_value payee = {.field = FG_FIELD_CREDITOR_NAME};
    static struct pack_exception exception = {
        .valid_from = 20261101, .valid_to = 20261130, .rule = WORD, .condition_count = 1};
    char why[512];
    live_open();
    payee.value = new_string(" MEJOV ");
    exception.id = new_string("known-payee");
    pack->clocks = &clock;
    pack->clock_count = 1;
    pack->conditions = &payee;
    pack->condition_count = 1;
    pack->exceptions = &exception;
    pack->exception_count = 1;
    rule_of(pack, WORD)->action = FG_HOLD;
    rule_of(pack, WORD)->ground = PACK_GROUND_AML;
    for (uint32_t i = 0; i < pack->list_count; i++)
        list_of(pack, i)->max_age_days = 1;
    meta_of(pack)->stale_action = FG_FLAG;
    meta_of(pack)->valid_to = 20261120;
    struct live_set *live = live_copy(gate);
    if (!live)
        return 1;
    live->reliefs = &reliefs;
    free(live_publish(gate, live));
    return fg_shadow_load(gate, API_PACK, "A. Officer", "everything", why, sizeof why) != FG_OK;
}

static int close_all(void)
{
    struct live_set *live = live_copy(gate);
    if (!live)
        return 1;
    live->reliefs = NULL; /* they are this program's */
    free(live_publish(gate, live));
    live_close();
    return 0;
}

/* How the suite that runs opens its gate. */
static int (*opening)(void) = open_plain;

static int open_everything(void)
{
    opening = open_with_everything;
    return opening();
}

static void screen_all(unsigned rounds)
{
    fg_facts facts = {.size = sizeof facts, .today = 20261121, .deadline_ns = UINT64_MAX};
    for (unsigned round = 0; round < rounds; round++)
        for (size_t i = 0; i < MESSAGES; i++)
            fg_screen(lane, messages[i], strlen(messages[i]), &facts, verdict);
}

#ifndef SANITIZED
static volatile bool counting;
static volatile unsigned allocations;

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);
extern void __libc_free(void *);
void *malloc(size_t size)
{
    allocations += counting;
    return __libc_malloc(size);
}
void *calloc(size_t count, size_t size)
{
    allocations += counting;
    return __libc_calloc(count, size);
}
void *realloc(void *old, size_t size)
{
    allocations += counting;
    return __libc_realloc(old, size);
}
void free(void *old)
{
    allocations += counting && old;
    __libc_free(old);
}

static void nothing_is_allocated(void)
{
    allocations = 0;
    counting = true;
    char *probe = malloc(1); /* the trap itself works */
    free(probe);
    counting = false;
    CU_ASSERT_EQUAL(allocations, 2);
    allocations = 0;
    counting = true;
    screen_all(200);
    counting = false;
    CU_ASSERT_EQUAL(allocations, 0);
}

/* The child's system calls other than writing its report and leaving end it with the number of the call. */
static void on_trapped_call(int signal_number, siginfo_t *facts, void *context)
{
    (void)signal_number;
    (void)context;
    _exit(1 + facts->si_syscall % 200);
}

static int trap_calls(void)
{
    struct sigaction action = {.sa_sigaction = on_trapped_call, .sa_flags = SA_SIGINFO};
    sigaction(SIGSYS, &action, NULL);
    struct sock_filter filter[] = {
        BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(struct seccomp_data, nr)),
        BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, SYS_exit_group, 1, 0),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_TRAP),
        BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW),
    };
    struct sock_fprog program = {.len = sizeof filter / sizeof *filter, .filter = filter};
    if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0)
        return -1;
    return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0);
}

static int in_child(void (*work)(void))
{
    fflush(stdout);
    pid_t child = fork();
    if (child == 0) {
        /* A fork may not use its parent's gate: it opens its own. */
        opening();
        screen_all(2);
        if (trap_calls() != 0)
            _exit(255);
        work();
        syscall(SYS_exit_group, 0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    return WIFEXITED(status) ? WEXITSTATUS(status) : 254;
}

static void call_the_kernel(void)
{
    syscall(SYS_getppid);
}

static void screen_in_child(void)
{
    screen_all(200);
}

static void the_kernel_is_not_entered(void)
{
    int trapped = in_child(call_the_kernel);
    if (trapped == 255) {
        printf("\n  skipped: this kernel allows no seccomp filter\n");
        return;
    }
    CU_ASSERT_EQUAL(trapped, 1 + SYS_getppid); /* the trap itself works */
    CU_ASSERT_EQUAL(in_child(screen_in_child), 0);
}

#define STACK (512u << 10)
#define PAINT 0xA7

static void *screen_on_painted_stack(void *context)
{
    (void)context;
    screen_all(3);
    return NULL;
}

static void *do_nothing(void *context)
{
    return context;
}

static size_t stack_used(void *(*work)(void *))
{
    unsigned char *stack = aligned_alloc(4096, STACK);
    pthread_attr_t attributes;
    pthread_t thread;
    if (!stack)
        return SIZE_MAX;
    memset(stack, PAINT, STACK);
    pthread_attr_init(&attributes);
    pthread_attr_setstack(&attributes, stack, STACK);
    pthread_create(&thread, &attributes, work, NULL);
    pthread_join(thread, NULL);
    pthread_attr_destroy(&attributes);
    size_t untouched = 0;
    while (untouched < STACK && stack[untouched] == PAINT)
        untouched++;
    free(stack);
    return STACK - untouched;
}

static void the_stack_stays_below_48_kB(void)
{
    size_t floor = stack_used(do_nothing), used = stack_used(screen_on_painted_stack);
    printf("\n  fg_screen: %zu bytes of stack above the thread's own %zu\n", used - floor, floor);
    CU_ASSERT_TRUE(used - floor < 48u << 10);
    CU_ASSERT_TRUE(used - floor > 256); /* the paint works */
}
#endif

static void the_messages_are_what_the_test_means(void)
{
    static const fg_action expected[MESSAGES] = {FG_PASS,  FG_BLOCK, FG_HOLD,  FG_PASS,  FG_PASS,
                                                 FG_BLOCK, FG_HOLD,  FG_HOLD,  FG_BLOCK, /* MT202 COV */
                                                 FG_FLAG,  FG_FLAG,  FG_BLOCK, FG_PASS,  /* SWIFT-RUR … pain.001 */
                                                 FG_HOLD,  FG_PASS,  FG_HOLD,  FG_HOLD};
    for (size_t i = 0; i < MESSAGES; i++) {
        fg_screen(lane, messages[i], strlen(messages[i]), NULL, verdict);
        CU_ASSERT_EQUAL(fg_verdict_action(verdict), expected[i]);
        if (fg_verdict_action(verdict) != expected[i]) {
            const char *sentence = "";
            fg_verdict_error(verdict, NULL, NULL, NULL, &sentence);
            printf("\n    message %zu: %s (%s)", i, fg_action_name(fg_verdict_action(verdict)), sentence);
        }
    }
    screen_all(1);
}

/* The gate that has everything uses it. */
static void everything_is_used(void)
{
    screen_all(1);
    fg_counters sums = counted();
    CU_ASSERT_TRUE(sums.shadow_apart > 0);
    CU_ASSERT_TRUE(sums.relieved > 0);
    CU_ASSERT_TRUE(sums.excepted > 0);
    CU_ASSERT_TRUE(sums.stale > 0);
    CU_ASSERT_EQUAL(sums.shadow_failed, 0);
    CU_ASSERT_TRUE(atomic_load(&pack->counters->rules[VENUE].hits) > 0);
    fg_hold hold = {.size = sizeof hold};
    fg_facts facts = {.size = sizeof facts, .today = 20261121};
    fg_screen(lane, messages[10], strlen(messages[10]), &facts, verdict);
    CU_ASSERT_EQUAL(fg_verdict_hold(verdict, 1, &hold), FG_OK);
}

static void add_tests(CU_pSuite suite)
{
#ifndef SANITIZED
    CU_ADD_TEST(suite, nothing_is_allocated);
    CU_ADD_TEST(suite, the_kernel_is_not_entered);
    CU_ADD_TEST(suite, the_stack_stays_below_48_kB);
#else
    (void)suite;
#endif
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite plain = CU_add_suite("quiet", open_plain, close_all);
    CU_ADD_TEST(plain, the_messages_are_what_the_test_means);
    add_tests(plain);
    CU_pSuite everything = CU_add_suite("quiet with everything", open_everything, close_all);
    CU_ADD_TEST(everything, everything_is_used);
    add_tests(everything);
    return run_tests();
}
