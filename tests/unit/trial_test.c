/*
 * trial_test.c: a pack's own cases: met and not met, each way with its sentence; fields, whole messages, facts; rules
 * in shadow mode; and that a trial leaves the pack as it was.
 */
#include <CUnit/Basic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "messages.h"
#include "pack_files.h"
#include "plugin/control/trial.h"
#include "plugin/loader.h"
#include "plugin/match/disguise.h"
#include "plugin/match/name_index.h"
#include "run_tests.h"
#include "signed_gate.h"

#define VENUE 0
#define WORD  1

static const char batch[] = PACS008_HEAD PACS008_TRANSFER("A1", "HANS MUSTER", "GOODS")
    PACS008_TRANSFER("A2", "FOREIGN COIN EXCHANGE LTD", "GOODS") PACS008_TAIL;
static const char statement[] =
    "{1:F01TESTKZKAAXXX0000000000}{2:I940TESTDEFFXXXXN}{4:\r\n:20:X\r\n:25:1\r\n:28C:1\r\n-}";

static void add_message(struct pack_edit *edit, const char *bytes, uint32_t rule, enum pack_expectation expectation,
                        int32_t action)
{
    struct pack_case made = {.id = pack_edit_string(edit, "message"),
                             .file = pack_edit_string(edit, "cases/venue.csv"),
                             .rule = rule,
                             .expectation = expectation,
                             .action = action,
                             .message_length = (uint32_t)strlen(bytes)};
    made.message = pack_edit_add(edit, PACK_CASE_BYTES, bytes, made.message_length);
    pack_edit_add(edit, PACK_CASES, &made, 1);
}

/* Each case and what is said of it, in turn. */
static const char *const sentences[] = {
    "",
    "",
    "the rule was expected not to hold, and it did; the action was block by rule venue",
    "the rule was expected to hold, and it did not; the action was pass",
    "rule venue did hold as expected, but the action was block by rule venue, not hold",
    "", /* the second transfer of a batch */
    "the rule was expected not to hold, and it did; the action was block",
    "its message orders no transfer (mt940), so nothing was judged",
    "its message was not screened (bad_message): ",
    "",
};

static void with_cases(struct pack_edit *edit)
{
    pack_edit_case(edit, "FOREIGN COIN EXCHANGE LTD", VENUE, PACK_EXPECT_HIT, FG_BLOCK);
    pack_edit_case(edit, "HANS MUSTER", VENUE, PACK_EXPECT_PASS, -1);
    pack_edit_case(edit, "FOREIGN COIN EXCHANGE LTD", VENUE, PACK_EXPECT_PASS, -1);
    pack_edit_case(edit, "HANS MUSTER", VENUE, PACK_EXPECT_HIT, -1);
    pack_edit_case(edit, "FOREIGN COIN EXCHANGE LTD", VENUE, PACK_EXPECT_HIT, FG_HOLD);
    add_message(edit, batch, VENUE, PACK_EXPECT_HIT, FG_BLOCK);
    add_message(edit, batch, VENUE, PACK_EXPECT_PASS, -1);
    add_message(edit, statement, VENUE, PACK_EXPECT_PASS, -1);
    add_message(edit, "no message", VENUE, PACK_EXPECT_PASS, -1);
    pack_edit_rule(edit, WORD)->mode = PACK_SHADOW; /* seen all the same */
    add_message(edit, MT103_WITH("HANS MUSTER", "ZA USDT"), WORD, PACK_EXPECT_HIT, FG_PASS);
}

static void check_result(void *context, const struct case_result *result)
{
    unsigned *seen = context;
    CU_ASSERT_EQUAL_FATAL(result->number, *seen);
    const char *expected = sentences[(*seen)++];
    bool same = *expected ? strncmp(result->sentence, expected, strlen(expected)) == 0 : result->sentence[0] == '\0';
    if (!same)
        printf("\n  case %u: expected \"%s\", got \"%s\"\n", result->number, expected, result->sentence);
    CU_ASSERT_TRUE(same);
    CU_ASSERT_EQUAL(result->met, *expected == '\0');
    CU_ASSERT_PTR_NOT_NULL(result->verdict);
}

static void every_case_is_met_or_says_why_not(void)
{
    static const struct signed_pack made = {"tried", "1", with_cases, 0, 0, NULL, NULL};
    struct pack *pack = NULL;
    struct gate_config config;
    char why[512] = "";
    unsigned seen = 0;
    uint32_t failed = 99;
    signed_pack_make(&made);
    CU_ASSERT_EQUAL_FATAL(pack_load(signed_pack_path("tried"), 1, NULL, NULL, &pack, why, sizeof why), FG_OK);
    gate_config_defaults(&config);
    config.enabled = false; /* a trial tries the pack, not the gate's switch */
    config.limits.reasons_per_transfer = 1;
    CU_ASSERT_EQUAL(trial_run(&config, pack, check_result, &seen, &failed, why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(seen, sizeof sentences / sizeof *sentences);
    CU_ASSERT_EQUAL(failed, 6);
    CU_ASSERT_PTR_NULL(pack->counters);
    CU_ASSERT_EQUAL(trial_run(&config, pack, NULL, NULL, &failed, why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(failed, 6);
    pack_free(pack);
}

/* All terms are exact names, which the index finds; there is no database. */
static void with_names_alone(struct pack_edit *edit)
{
    uint32_t count = edit->sections[PACK_TERMS].count;
    for (uint32_t i = 0; i < count; i++) {
        char name[32];
        int length = snprintf(name, sizeof name, " NAME%04u HOUSE ", i);
        uint32_t text = pack_edit_string(edit, name);
        struct pack_term *term = (struct pack_term *)(void *)edit->sections[PACK_TERMS].bytes + i;
        term->text = text;
        term->length = (uint16_t)length;
        term->pattern = term->ending = 0;
    }
    const struct pack_term *terms = (const void *)edit->sections[PACK_TERMS].bytes;
    const char *strings = (const void *)edit->sections[PACK_STRINGS].bytes;
    size_t size = name_index_build(terms, strings, 0, count, NULL, 0);
    unsigned char *section = calloc(1, size);
    CU_ASSERT_EQUAL_FATAL(name_index_build(terms, strings, 0, count, section, size), size);
    edit->sections[PACK_NAME_INDEX].count = edit->sections[PACK_DATABASE].count = 0;
    edit->sections[PACK_AUTOMATON].count = edit->sections[PACK_DISGUISES].count = 0;
    pack_edit_add(edit, PACK_NAME_INDEX, section, (uint32_t)size);
    size_t disguised = disguise_build(terms, strings, count, NULL, 0);
    unsigned char *disguises = calloc(1, disguised);
    disguise_build(terms, strings, count, disguises, disguised);
    pack_edit_add(edit, PACK_DISGUISES, disguises, (uint32_t)disguised);
    free(disguises);
    edit->sections[PACK_NAME_FORMS].count = 0;
    struct pack_meta *meta = pack_edit_meta(edit);
    meta->scanned_terms = meta->walked_terms = meta->spelled_names = meta->unordered_terms = 0;
    free(section);
}

static void a_pack_without_a_database_is_tried_by_its_index(void)
{
    static const struct signed_pack made = {"names", "1", with_names_alone, 0, 0, NULL, NULL};
    struct gate_config config = signed_gate_config("names");
    fg_gate *gate = NULL;
    char why[512] = "";
    signed_pack_make(&made);
    memset(&config.trust, 0, sizeof config.trust);
    config.trust.unsigned_packs = true;
    CU_ASSERT_EQUAL(gate_open(&config, NULL, NULL, &gate, why, sizeof why), FG_OK);
    CU_ASSERT_STRING_EQUAL(why, "");
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
}

static int set_up(void)
{
    return !work_open();
}

static int tear_down(void)
{
    work_close();
    return 0;
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("trial", set_up, tear_down);
    CU_ADD_TEST(suite, every_case_is_met_or_says_why_not);
    CU_ADD_TEST(suite, a_pack_without_a_database_is_tried_by_its_index);
    return run_tests();
}
