/*
 * order_test.c: the text of an order of relief: read strictly, every fault with line and byte, written again as it was.
 */
#include <CUnit/Basic.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "plugin/control/order.h"
#include "run_tests.h"

#define NOW      INT64_C(1795340000)
#define NOW_TEXT "2026-11-22T09:33:20Z"

#define HEAD "fiatgate order 1\n"
#define BODY HEAD "act: relieve\nrule: venue\npack: api\nwhy: licensed this morning\nat: " NOW_TEXT "\n"

static void an_order_is_read_and_written_again(void)
{
    static const char text[] = BODY "by: A. Officer\nby: B. Officer\n";
    struct order order;
    char why[512], again[ORDER_BYTES_MAX];
    CU_ASSERT_TRUE_FATAL(order_read(text, strlen(text), &order, why, sizeof why));
    CU_ASSERT_EQUAL(order.act, ORDER_RELIEVE);
    CU_ASSERT_EQUAL(order.subject, ORDER_RULE);
    CU_ASSERT_STRING_EQUAL(order.what, "venue");
    CU_ASSERT_STRING_EQUAL(order.pack, "api");
    CU_ASSERT_STRING_EQUAL(order.why, "licensed this morning");
    CU_ASSERT_EQUAL(order.at, NOW);
    CU_ASSERT_EQUAL(order.signer_count, 2);
    CU_ASSERT_STRING_EQUAL(order.signers[1].person, "B. Officer");
    CU_ASSERT_EQUAL(order.body_length, strlen(BODY));
    CU_ASSERT_EQUAL(order_write(&order, again, sizeof again), strlen(text));
    CU_ASSERT_STRING_EQUAL(again, text);
    CU_ASSERT_EQUAL(order_write(&order, again, 20), 0);
    strcpy(order.why, "two\nlines");
    CU_ASSERT_EQUAL(order_write(&order, again, sizeof again), 0);
}

static void a_faulty_order_is_told_line_and_byte(void)
{
    static const struct {
        const char *text, *sentence;
    } faulty[] = {
        {"", "line 1 (byte 0): the order ends before it is whole"},
        {"fiatgate order 2\n", "line 1 (byte 0): an order begins with the line"},
        {HEAD "act: block\n", "line 2 (byte 17): the act is relieve or end, not block"},
        {HEAD "Act: relieve\n", "line 2 (byte 17): here stands `act: …`"},
        {HEAD "act:relieve\n", "line 2 (byte 17): here stands `act: …`"},
        {HEAD "act: relieve\nlist: x\n", "line 3 (byte 30): here stands `rule: ID`"},
        {HEAD "act: relieve\nrule: \n", "line 3 (byte 30): rule is a text of 1 to 159 bytes"},
        {HEAD "act: relieve\nrule: x\npack: api \n", "line 4 (byte 38): pack is a text"},
        {HEAD "act: relieve\nrule: x\npack: api\nwhy: \x01\n", "line 5 (byte 48): why is a text"},
        {HEAD "act: relieve\nrule: x\npack: api\nwhy: \xC2\x85\n", "line 5 (byte 48): why is a text"},
        {HEAD "act: relieve\nrule: x\npack: api\nwhy: \xFF\n", "line 5 (byte 48): why is a text"},
        {HEAD "act: relieve\nrule: x\npack: api\nwhy: y\r\n", "line 5 (byte 48): why is a text"},
        {HEAD "act: relieve\nrule: x\npack: api\nwhy: y\nat: 2026-11-22 09:33:20\n", "line 6 (byte 55): at is a time"},
        {HEAD "act: relieve\nrule: x\npack: api\nwhy: y\nat: 2026-02-29T09:33:20Z\n", "line 6 (byte 55): at is a time"},
        {HEAD "act: relieve\nrule: x\npack: api\nwhy: y\nat: 2026-11-22T24:00:00Z\n", "line 6 (byte 55): at is a time"},
        {BODY, "the order ends before it is whole"},
        {BODY "by: A. Officer", "the order ends before it is whole"},
        {BODY "why: twice\n", "here stands `by: PERSON KEY SIGNATURE`"},
        {BODY "by: A\nby: B\nby: C\n", "an order has at most 2 persons"},
        {BODY "by: A\n\n", "here stands `by: PERSON KEY SIGNATURE`"},
        {BODY "by: A. Officer 0000000000000000000000000000000000000000000000000000000000000000 00\n",
         "by is a person's name of at most 63 bytes"},
    };
    for (size_t i = 0; i < sizeof faulty / sizeof *faulty; i++) {
        struct order order;
        char why[512] = "";
        CU_ASSERT_FALSE(order_read(faulty[i].text, strlen(faulty[i].text), &order, why, sizeof why));
        if (!strstr(why, faulty[i].sentence))
            printf("\n%zu: %s\n", i, why);
        CU_ASSERT_PTR_NOT_NULL(strstr(why, faulty[i].sentence));
    }
}

/* Any byte changed gives another order or none, and never a crash. */
static void every_byte_of_an_order_counts(void)
{
    static const char text[] = BODY "by: A. Officer\n";
    char changed[sizeof text], why[512];
    struct order first, order;
    CU_ASSERT_TRUE_FATAL(order_read(text, strlen(text), &first, why, sizeof why));
    for (size_t i = 0; i < strlen(text); i++)
        for (unsigned byte = 0; byte < 256; byte++) {
            memcpy(changed, text, sizeof text);
            changed[i] = (char)byte;
            if (changed[i] == text[i] || !order_read(changed, strlen(text), &order, why, sizeof why))
                continue;
            CU_ASSERT_TRUE(i >= first.body_length || strcmp(order.hash, first.hash) != 0);
        }
    for (size_t length = 0; length < strlen(text); length++)
        CU_ASSERT_FALSE(order_read(text, length, &order, why, sizeof why));
}

static void times_are_those_of_the_calendar(void)
{
    static const int64_t times[] = {0, 951782399, 951782400, 1709164800, 1709251199, 4102444800, INT64_C(253402300799)};
    for (size_t i = 0; i < sizeof times / sizeof *times; i++) {
        struct order order = {.what = "r", .pack = "p", .why = "w", .at = times[i], .signer_count = 1}, again;
        char text[512], wanted[32], why[512];
        time_t seconds = (time_t)times[i];
        struct tm day;
        strcpy(order.signers[0].person, "A");
        size_t length = order_write(&order, text, sizeof text);
        strftime(wanted, sizeof wanted, "at: %Y-%m-%dT%H:%M:%SZ\n", gmtime_r(&seconds, &day));
        CU_ASSERT_PTR_NOT_NULL(strstr(text, wanted));
        CU_ASSERT_TRUE(order_read(text, length, &again, why, sizeof why) && again.at == times[i]);
    }
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("orders", NULL, NULL);
    CU_ADD_TEST(suite, an_order_is_read_and_written_again);
    CU_ADD_TEST(suite, a_faulty_order_is_told_line_and_byte);
    CU_ADD_TEST(suite, every_byte_of_an_order_counts);
    CU_ADD_TEST(suite, times_are_those_of_the_calendar);
    return run_tests();
}
