/*
 * hostile_text_test.c: texts made to cost far more than their length, as a random search over words, letters, signs and
 * scripts found them, screened with the Kazakh pack: fg_screen_fields() stays within its 48 kB of stack, and a text
 * that can be read in too many ways is refused, not looked through for as long as it takes.
 */
#include <CUnit/Basic.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "plugin/include/fiatgate.h"
#include "run_tests.h"
#include "sanitized.h"

/* What is repeated, and whether so much of it is screened. The last is made of the pack's own words, run together and
 * in disguise. */
static const struct {
    const char *piece;
    bool screened;
} texts[] = {
    {"payment under contract 17 for spare parts, delivery by rail; freight and customs included ", true},
    {"b ", false},
    {"f ", true},
    {"x y z ", true},
    {"of to in it is ", true},
    {"АВСЕНКМОРТХаеорсух", true},
    {"8kqTbG8xUtH5HyiZibenaK6EVdeWeu0x46", true},
    {"u\xCC\x81\xCC\x82\xCC\x83s\xCC\x84\xCC\x85\xCC\x86", true},
    {"1 2 3 4 5 6 7 8 9 0 ", true},
    {"крипто.prodazhivyvodkardanocryptobroker*stakingrewardsbnbnetworkvyvodтetепобменниковelеctrum7qTbG8x'46", true},
};
#define TEXTS (sizeof texts / sizeof *texts)

#define SHORT_BYTES (8u << 10)
#define LONG_BYTES  (8u * SHORT_BYTES)

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

static fg_error screen(const char *text, size_t length)
{
    const fg_field_input fields[] = {
        {.field = FG_FIELD_DEBTOR_NAME, .bytes = "HANS MUSTER", .length = 11},
        {.field = FG_FIELD_CREDITOR_NAME, .bytes = "ACME TRADING LLP", .length = 16},
        {.field = FG_FIELD_REMITTANCE, .bytes = text, .length = length},
    };
    const fg_facts facts = {.size = sizeof facts, .as_of = 20261121};
    return fg_screen_fields(lane, fields, sizeof fields / sizeof *fields, &facts, verdict);
}

static void what_is_refused_is_refused_as_work(size_t number, size_t bytes)
{
    static char text[LONG_BYTES];
    const char *code = "", *sentence = "";
    uint64_t offset = 0;
    uint32_t line = 0;
    fg_error answer = screen(text, repeat(texts[number].piece, text, bytes));
    if (answer == FG_NOT_SCREENED) {
        CU_ASSERT_EQUAL(fg_verdict_error(verdict, &code, &offset, &line, &sentence), FG_OK);
        CU_ASSERT_EQUAL(fg_verdict_cause(verdict), FG_CAUSE_LIMIT);
    }
    if (strcmp(code, texts[number].screened ? "" : "limit-work") != 0)
        printf("\n  %zu bytes of \"%.24s\": %s", bytes, texts[number].piece, *code ? code : "screened");
    CU_ASSERT_STRING_EQUAL(code, texts[number].screened ? "" : "limit-work");
}

/* Little of it is screened, whatever it is. */
static void work_is_bounded_by_the_length(void)
{
    for (size_t i = 0; i < TEXTS; i++) {
        char text[64];
        CU_ASSERT_EQUAL(screen(text, repeat(texts[i].piece, text, sizeof text)), FG_OK);
        what_is_refused_is_refused_as_work(i, SHORT_BYTES);
        what_is_refused_is_refused_as_work(i, LONG_BYTES);
    }
}

#ifndef SANITIZED
#define STACK (512u << 10)
#define PAINT 0xA7

static void *screen_all(void *context)
{
    static char text[SHORT_BYTES];
    for (size_t i = 0; i < TEXTS; i++)
        screen(text, repeat(texts[i].piece, text, sizeof text));
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
    CU_ADD_TEST(suite, work_is_bounded_by_the_length);
#ifndef SANITIZED
    CU_ADD_TEST(suite, the_stack_stays_below_48_kB);
#endif
    return run_tests();
}
