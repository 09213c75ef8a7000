/*
 * memory.c: reading allocates nothing after open, in fixed memory for any number of transfers, and no message leaves
 * less of it to the next.
 */
#include "harness.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/Basic.h>

#include "tests/unit/sanitized.h"

static unsigned long allocations;

/* Counting needs the allocator to itself, which the sanitizers have taken. */
#ifndef SANITIZED
extern void *__libc_malloc(size_t size);
extern void *__libc_calloc(size_t count, size_t size);
extern void *__libc_realloc(void *block, size_t size);

void *malloc(size_t size)
{
    allocations++;
    return __libc_malloc(size);
}

void *calloc(size_t count, size_t size)
{
    allocations++;
    return __libc_calloc(count, size);
}

void *realloc(void *block, size_t size)
{
    allocations++;
    return __libc_realloc(block, size);
}
#endif

static struct lane lane;

static void test_no_allocation(void)
{
    static const char *const messages[] = {
        MESSAGE(PAID_TO("A") PAID_TO("B<!-- c -->&amp;<![CDATA[x]]>")),
        MESSAGE(PAID_TO("A</Cdtr>")),
        "<!DOCTYPE x>" MESSAGE(PAID_TO("A")),
        MESSAGE(PAID_TO("A")) "<x/>",
        HEAD "<CdtTrfTxInf><a1/><a2/><a3/><a4/><a5 b='c' d='e' f='g'/>",
        "<Document xmlns='urn:iso:std:iso:20022:tech:xsd:camt.053.001.08'><BkToCstmrStmt/></Document>",
    };
#ifndef SANITIZED
    allocations = 0;
    free(malloc(1));
    CU_ASSERT_EQUAL(allocations, 1); /* the counting itself works */
#else
    printf("(counted in builds without sanitizers) ");
#endif
    static const char usual[] = MESSAGE(PAID_TO("A"));
    CU_ASSERT_EQUAL(lane_read(&lane, usual, sizeof usual - 1, NULL), READ_END);
    struct arena *arena = &lane.workspace->arena;
    size_t used = arena->used;
    allocations = 0;
    for (int round = 0; round < 10000; round++) {
        const char *message = messages[round % 6];
        lane_read(&lane, message, strlen(message), NULL);
    }
    CU_ASSERT_EQUAL(allocations, 0);
    CU_ASSERT_EQUAL(lane_read(&lane, usual, sizeof usual - 1, NULL), READ_END);
    CU_ASSERT_EQUAL(arena->used, used);
}

/* A message that fills the arena, then the usual one: it needs exactly what it needed before. */
static void test_recovery(void)
{
    static char hostile[400000];
    static const char usual[] = MESSAGE(PAID_TO("A") PAID_TO("B"));
    struct arena *arena = &lane.workspace->arena;
    arena->peak = 0;
    CU_ASSERT_EQUAL(lane_read(&lane, usual, sizeof usual - 1, NULL), READ_END);
    size_t peak = arena->peak, used = arena->used;
    size_t length = (size_t)sprintf(hostile, HEAD "<CdtTrfTxInf>");
    for (int i = 0; length < sizeof hostile - 32; i++)
        length += (size_t)sprintf(hostile + length, "<n%d a%d='b'/>", i, i);
    CU_ASSERT_EQUAL(lane_read(&lane, hostile, length, NULL), READ_LIMIT);
    CU_ASSERT_STRING_EQUAL(lane.error.code, "limit-parser-memory");
    arena->peak = 0;
    CU_ASSERT_EQUAL(lane_read(&lane, usual, sizeof usual - 1, NULL), READ_END);
    CU_ASSERT_EQUAL(arena->peak, peak);
    CU_ASSERT_EQUAL(arena->used, used);
}

static size_t write_batch(char *out, uint32_t transfers)
{
    size_t n = (size_t)sprintf(out, "%s", HEAD);
    for (uint32_t i = 0; i < transfers; i++)
        n += (size_t)sprintf(out + n,
                             "<CdtTrfTxInf><PmtId><EndToEndId>E%u</EndToEndId></PmtId><!-- %u -->"
                             "<IntrBkSttlmAmt Ccy='EUR'>%u.01</IntrBkSttlmAmt><Cdtr><Nm>A&amp;B %u</Nm></Cdtr>"
                             "<RmtInf><Ustrd><![CDATA[text]]> %u</Ustrd></RmtInf></CdtTrfTxInf>\n",
                             i, i, i, i, i);
    return n + (size_t)sprintf(out + n, "%s", TAIL);
}

static size_t peak_of_batch(uint32_t transfers)
{
    char *batch = malloc(4096 + transfers * 300u);
    CU_ASSERT_PTR_NOT_NULL_FATAL(batch);
    size_t length = write_batch(batch, transfers);
    lane.workspace->arena.peak = 0;
    allocations = 0;
    enum read_result result = lane_begin(&lane, batch, length);
    uint32_t count = 0;
    for (; result == READ_TRANSFER; count++) {
        result = lane_next(&lane);
        if (result == READ_TRANSFER && count % 997 == 0) {
            char expected[32];
            snprintf(expected, sizeof expected, "A&B %u", count);
            CU_ASSERT_STRING_EQUAL(lane_text(&lane, FG_FIELD_CREDITOR_NAME, 0), expected);
        }
    }
    CU_ASSERT_EQUAL(result, READ_END);
    CU_ASSERT_EQUAL(count, transfers + 1);
    CU_ASSERT_EQUAL(allocations, 0);
    free(batch);
    return lane.workspace->arena.peak;
}

static void test_many_transfers(void)
{
    size_t thousand = peak_of_batch(1000), many = peak_of_batch(100000);
    printf("(expat's memory for 1,000 transfers %zu bytes, for 100,000 %zu, of %zu) ", thousand, many,
           lane.workspace->arena.size);
    CU_ASSERT_TRUE(many <= thousand + 4096);
}

struct written {
    char *message;
    size_t length;
};

/* Opens and closes a transfer's element in its place. */
static void write_element(void *context, const char *path, uint8_t field)
{
    struct written *written = context;
    if (strncmp(path, "CdtTrfTxInf/", 12) != 0 || strstr(path, "IntrBkSttlmAmt") || strchr(path, '@') ||
        field == FG_FIELD_SETTLEMENT_DATE)
        return;
    char close[1024] = "";
    for (const char *at = path + 12; *at != '\0'; at += *at == '/') {
        int length = (int)strcspn(at, "/");
        char before[1024];
        written->length += (size_t)sprintf(written->message + written->length, "<%.*s>", length, at);
        snprintf(before, sizeof before, "%s", close);
        snprintf(close, sizeof close, "</%.*s>%.900s", length, at, before);
        at += length;
    }
    written->length += (size_t)sprintf(written->message + written->length, "A1%s", close);
}

/* Room for every element that pacs.008 has, each once, as deep as it stands. */
static void test_all_elements(void)
{
    static char message[1 << 20];
    struct lane large;
    struct limits limits = usual_limits;
    limits.fields = 16384;
    CU_ASSERT_TRUE_FATAL(lane_open(&large, &limits));
    struct written written = {message, 0};
    written.length = (size_t)sprintf(message, HEAD "<CdtTrfTxInf>" AMOUNT "<Cdtr><Nm>N</Nm></Cdtr>");
    each_element(iso20022_pacs_008, write_element, &written);
    written.length += (size_t)sprintf(message + written.length, "</CdtTrfTxInf>" TAIL);
    large.workspace->arena.peak = 0;
    uint32_t transfers;
    CU_ASSERT_EQUAL(lane_read(&large, message, written.length, &transfers), READ_END);
    CU_ASSERT_EQUAL(transfers, 1);
    CU_ASSERT_EQUAL(large.warnings.unmapped, 0);
    printf("(%zu bytes, expat's memory %zu of %zu) ", written.length, large.workspace->arena.peak,
           large.workspace->arena.size);
    CU_ASSERT_TRUE(large.workspace->arena.peak < large.workspace->arena.size / 2);
    lane_close(&large);
}

static int set_up(void)
{
    return !lane_open(&lane, &usual_limits);
}

static int tear_down(void)
{
    lane_close(&lane);
    return 0;
}

void add_memory_tests(void)
{
    CU_pSuite suite = CU_add_suite("iso20022: memory", set_up, tear_down);
    CU_add_test(suite, "no allocation", test_no_allocation);
    CU_add_test(suite, "recovery", test_recovery);
    CU_add_test(suite, "all elements", test_all_elements);
    CU_add_test(suite, "100,000 transfers", test_many_transfers);
}
