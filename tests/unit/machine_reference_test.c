/*
 * machine_reference_test.c: what is a UUID or hexadecimal, and what names are found there (judge/machine_reference.h).
 */
#include <stdio.h>
#include <string.h>

#include "judge/machine_reference.h"
#include "judge_fixture.h"
#include "run_tests.h"

#define UUID "52f1d68f-02f8-477a-a7a5-cf137fbda878"

/* Asked at the byte behind the bar. */
static const struct {
    const char *text;
    enum machine_reference reference;
} places[] = {
    {"|" UUID, UUID_REFERENCE},
    {"52f1d68f-02f8-477a-|a7a5-cf137fbda878", UUID_REFERENCE},
    {"52f1d68f-02f8-477a-a7a5-cf137fbda87|8", UUID_REFERENCE},
    {"52F1D68F-02F8-477A-|A7A5-CF137FBDA87", UUID_REFERENCE}, /* cut to 35 characters */
    {"52F1D68F-02F8-477A-|A7A5-CF137FBDA8", HEXADECIMAL_REFERENCE},
    {"ref 52f1d68f-02f8-477a-|a7a5-cf137fbda878, paid", UUID_REFERENCE},
    {"/52f1d68f-02f8-477a-|a7a5-cf137fbda878/", UUID_REFERENCE},
    {"x52f1d68f-02f8-477a-|a7a5-cf137fbda878", HEXADECIMAL_REFERENCE},
    {"x52f1d68|f-02f8-477a-a7a5-cf137fbda878", NO_REFERENCE},
    {"x52f1d68f-02f8-477a-a7|a5", HEXADECIMAL_REFERENCE},
    {"52f1d68f-02f8-477a-|a7a5-cf137fbda878x", HEXADECIMAL_REFERENCE},
    {"52f1d68f-02f8-477a-|a7a5-cf137fbda878\xD0\xB3", HEXADECIMAL_REFERENCE},
    {"52f1d68f-02f8-477a-a7a5-|cf137fbda878\xD0\xB3", NO_REFERENCE},
    {"ESF|-9627-4153-4342", NO_REFERENCE},
    {"ESF-|9627-4153-4342", HEXADECIMAL_REFERENCE},
    {"9627-4153-434|2-EST", HEXADECIMAL_REFERENCE},
    {"9627-4153-4342-|EST", NO_REFERENCE},
    {"52f1d68f-02f8477a--|a7a5-cf137fbda878", HEXADECIMAL_REFERENCE},
    {"52f1d68f-02f8-477a-a7|a5cf-137fbda878", HEXADECIMAL_REFERENCE},
    {"|1234567", NO_REFERENCE},
    {"|12345678", HEXADECIMAL_REFERENCE},
    {"|d06e-2026", HEXADECIMAL_REFERENCE},
    {"|d06e 2026", NO_REFERENCE},
    {"84D73023-|5B38", HEXADECIMAL_REFERENCE},
    {"84D73023-5B38|-", NO_REFERENCE},
    {"|-84D73023", NO_REFERENCE},
    {"84D73|G23", NO_REFERENCE},
    {"84D73|023G", NO_REFERENCE},
    {"", NO_REFERENCE},
};

static void places_in_references(void)
{
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        char text[128];
        const char *bar = strchr(places[i].text, '|');
        const uint32_t at = bar ? (uint32_t)(bar - places[i].text) : 0;
        const uint32_t length =
            (uint32_t)snprintf(text, sizeof text, "%.*s%s", (int)at, places[i].text, bar ? bar + 1 : "");
        const enum machine_reference reference = machine_reference_at((const unsigned char *)text, length, at);
        if (reference != places[i].reference)
            printf("\n  \"%s\"", places[i].text);
        CU_ASSERT_EQUAL(reference, places[i].reference);
    }
}

/* In a run that has no end in sight nothing is read far away. */
static void long_runs(void)
{
    unsigned char text[4096];
    memset(text, 'a', sizeof text);
    CU_ASSERT_EQUAL(machine_reference_at(text, sizeof text, 2000), HEXADECIMAL_REFERENCE);
    text[2100] = 'x';
    CU_ASSERT_EQUAL(machine_reference_at(text, sizeof text, 2000), NO_REFERENCE);
    CU_ASSERT_EQUAL(machine_reference_at(text, sizeof text, 1900), HEXADECIMAL_REFERENCE);
}

/* A7A5 is a coin; of it nothing is said in a UUID, but in anything else that is hexadecimal. */
static void names_in_references(void)
{
    static const struct {
        const char *text;
        bool flagged;
    } cases[] = {{"A7A5", true},       {UUID, false},         {"a7a5-2026-1121", true}, {UUID " A7A5", true},
                 {"A7A5 " UUID, true}, {"<" UUID ">", false}, {UUID "-a7a5", true}};
    struct fixture *fixture = fixture_new();
    const uint32_t coins = fixture_list(fixture, PACK_LIST_ENTITIES, "coins");
    fixture_term(fixture, fixture_entry(fixture, coins, "A7A5"), PACK_MATCH_WORD, " A7A5 ", 0);
    rule(fixture, FG_FLAG);
    fixture_selection(fixture, PACK_SELECT_LIST)->lists = UINT64_C(1) << coins;
    CU_ASSERT_TRUE_FATAL(fixture_build(fixture, NULL));
    struct message *message = message_new();
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
        expect_flagged(message, fixture, cases[i].text, NULL, cases[i].flagged);
    message_free(message);
    fixture_free(fixture);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_pSuite suite = CU_add_suite("machine reference", NULL, NULL);
    CU_ADD_TEST(suite, places_in_references);
    CU_ADD_TEST(suite, long_runs);
    CU_ADD_TEST(suite, names_in_references);
    return run_tests();
}
