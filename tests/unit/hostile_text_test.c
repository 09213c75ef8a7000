/*
 * hostile_text_test.c: texts made to cost far more than their length, as a random search over words, letters, signs and
 * scripts found them, screened with the Kazakh pack: fg_screen_fields() stays within its 48 kB of stack, and eight
 * times the text costs no more than eight times the work. The work is timed on the thread's own clock, the least of
 * several rounds, and compared with wide margins; what a text costs beside an everyday one of its length is printed.
 */
#include <CUnit/Basic.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "plugin/include/fiatgate.h"
#include "run_tests.h"
#include "sanitized.h"

/* What is repeated. The last is made of the pack's own words, run together and in disguise. */
static const char *const texts[] = {
    "payment under contract 17 for spare parts, delivery by rail; freight and customs included ",
    "b ",
    "f ",
    "x y z ",
    "of to in it is ",
    "АВСЕНКМОРТХаеорсух",
    "8kqTbG8xUtH5HyiZibenaK6EVdeWeu0x46",
    "u\xCC\x81\xCC\x82\xCC\x83s\xCC\x84\xCC\x85\xCC\x86",
    "1 2 3 4 5 6 7 8 9 0 ",
    "крипто.prodazhivyvodkardanocryptobroker*stakingrewardsbnbnetworkvyvodтetepобменниковelеctrum7qTbG8x'46",
};
#define TEXTS (sizeof texts / sizeof *texts)

#define SHORT_BYTES (8u << 10)
#define LONG_BYTES  (8u * SHORT_BYTES)
#define ROUNDS      3

static fg_gate *gate;
static fg_lane *lane;
static fg_verdict *verdict;

static int set_up(void)
{
    char why[1024];
    fg_options options = {.size = sizeof options,
                          .version = FG_VERSION,
                          .config_path = FIATGATE_SOURCE_DIR "/samples/switch/gate.cfg",
                          .pack_path = FIATGATE_BINARY_DIR "/kz.fgp"};
    if (fg_open(&options, &gate, why, sizeof why) != FG_OK) {
        printf("\n  %s\n", why);
        return 1;
    }
    return fg_lane_open(gate, &lane) != FG_OK || fg_verdict_new(gate, &verdict) != FG_OK;
}

static int tear_down(void)
{
    fg_verdict_free(verdict);
    fg_lane_close(lane);
    return fg_close(gate) != FG_OK;
}

/* So many bytes of it, over and over, without a character that is cut. */
static size_t repeat(const char *piece, char *text, size_t bytes)
{
    size_t length = strlen(piece), used = 0;
    for (; used + length <= bytes; used += length)
        memcpy(text + used, piece, length);
    return used;
}

static void screen(const char *text, size_t length)
{
    const fg_field_input fields[] = {
        {.field = FG_FIELD_DEBTOR_NAME, .bytes = "HANS MUSTER", .length = 11},
        {.field = FG_FIELD_CREDITOR_NAME, .bytes = "ACME TRADING LLP", .length = 16},
        {.field = FG_FIELD_REMITTANCE, .bytes = text, .length = length},
    };
    const fg_facts facts = {.size = sizeof facts, .as_of = 20261121};
    fg_error answer = fg_screen_fields(lane, fields, sizeof fields / sizeof *fields, &facts, verdict);
    CU_ASSERT_TRUE(answer == FG_OK || (answer == FG_NOT_SCREENED && fg_verdict_cause(verdict) == FG_CAUSE_LIMIT));
}

static double nanoseconds(const char *piece, size_t bytes)
{
    static char text[LONG_BYTES];
    size_t length = repeat(piece, text, bytes);
    double least = 1e18;
    for (int round = 0; round < ROUNDS; round++) {
        struct timespec begun, ended;
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &begun);
        screen(text, length);
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &ended);
        double took = (double)(ended.tv_sec - begun.tv_sec) * 1e9 + (double)(ended.tv_nsec - begun.tv_nsec);
        least = took < least ? took : least;
    }
    return least;
}

static void work_grows_with_the_length_alone(void)
{
    double everyday = nanoseconds(texts[0], SHORT_BYTES);
    for (size_t i = 0; i < TEXTS; i++) {
        double few = nanoseconds(texts[i], SHORT_BYTES), many = nanoseconds(texts[i], LONG_BYTES);
        printf("\n  %5.0f times an everyday text, %4.1f times as much for eight times the length: %.24s",
               few / everyday, many / few, texts[i]);
        /* Where work grew with the square of the length, it were 64 times. */
        CU_ASSERT_TRUE(many < 32 * few);
    }
}

#ifndef SANITIZED
#define STACK (512u << 10)
#define PAINT 0xA7

static void *screen_all(void *context)
{
    static char text[SHORT_BYTES];
    for (size_t i = 0; i < TEXTS; i++)
        screen(text, repeat(texts[i], text, sizeof text));
    return context;
}

static void the_stack_stays_below_48_kB(void)
{
    unsigned char *stack = aligned_alloc(4096, STACK);
    pthread_attr_t attributes;
    pthread_t thread;
    CU_ASSERT_PTR_NOT_NULL_FATAL(stack);
    memset(stack, PAINT, STACK);
    pthread_attr_init(&attributes);
    pthread_attr_setstack(&attributes, stack, STACK);
    CU_ASSERT_EQUAL_FATAL(pthread_create(&thread, &attributes, screen_all, NULL), 0);
    pthread_join(thread, NULL);
    pthread_attr_destroy(&attributes);
    size_t untouched = 0;
    while (untouched < STACK && stack[untouched] == PAINT)
        untouched++;
    free(stack);
    printf("\n  fg_screen_fields: %zu bytes of stack, with what a thread itself takes", STACK - untouched);
    CU_ASSERT_TRUE(STACK - untouched < 48u << 10);
    CU_ASSERT_TRUE(STACK - untouched > 4096); /* the paint works */
}
#endif

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("hostile texts", set_up, tear_down);
    CU_ADD_TEST(suite, work_grows_with_the_length_alone);
#ifndef SANITIZED
    CU_ADD_TEST(suite, the_stack_stays_below_48_kB);
#endif
    return run_tests();
}
