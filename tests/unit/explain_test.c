/*
 * explain_test.c: what `pack explain` finds is what fg_screen answers: for every sample message, and for the messages
 * of FIATGATE_CORPUS where it names a folder, the rules it says hold give the verdict's rule and action. And how a
 * message is marked.
 */
#include <CUnit/Basic.h>

#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "adapters/hosts/cli/pack/explanation.h"
#include "adapters/hosts/cli/pack/marked_text.h"
#include "pack_files.h"
#include "plugin/gate.h"
#include "plugin/judge/explain.h"
#include "run_tests.h"

static fg_gate *gate;
static fg_lane *lane;
static fg_verdict *verdict;
static unsigned transfers, differing;

static int open_gate(void)
{
    struct gate_config config;
    char why[512] = "";
    if (!work_open() ||
        compiler_build(FIATGATE_SOURCE_DIR "/rules/packs/kz", work_path("kz.fgp"), NULL, NULL, NULL) != 0)
        return 1;
    gate_config_defaults(&config);
    config.trust.looking_back = true;
    config.trust.unsigned_packs = true;
    config.enforcement = PACK_ENFORCEMENT_ENFORCE;
    config.lanes = 1;
    config.window_action = FG_PASS; /* the gate's own check of dates would answer for old messages */
    snprintf(config.pack_path, sizeof config.pack_path, "%s", work_path("kz.fgp"));
    if (gate_open(&config, NULL, NULL, &gate, why, sizeof why) != FG_OK) {
        fprintf(stderr, "%s\n", why);
        return 1;
    }
    return fg_lane_open(gate, &lane) != FG_OK || fg_verdict_new(gate, &verdict) != FG_OK;
}

static int close_gate(void)
{
    fg_verdict_free(verdict);
    fg_lane_close(lane);
    fg_close(gate);
    work_close();
    return 0;
}

/* The rule that decides by what was explained: the strictest, and of those the first. */
struct decided {
    fg_action action;
    uint32_t rule; /* 1 + index */
};

static void hear_rule(void *context, const struct explained_rule *rule)
{
    struct decided *decided = context;
    if (!rule->holds || rule->off || rule->out_of_date || !rule->outcome || rule->outcome->shadow)
        return;
    if (decided->rule == 0 || (fg_action)rule->outcome->action > decided->action)
        *decided = (struct decided){(fg_action)rule->outcome->action, rule->rule + 1};
}

/* Of a cover and its customer's transfer, which share a number, the stricter counts. */
struct hearing {
    uint32_t number;
    fg_action action;
    char rule[128];
    bool disagreed;
};

static void compare(struct hearing *hearing)
{
    const char *rule = fg_verdict_rule(verdict, hearing->number);
    fg_action action = fg_verdict_transfer_action(verdict, hearing->number);
    if (hearing->number == 0 || strncmp(rule, "fiatgate.", 9) == 0)
        return;
    bool last = hearing->number == fg_verdict_transfers(verdict);
    if (last && fg_verdict_status(verdict) != FG_STATUS_SCREENED)
        return; /* the policy answers for what could not be screened */
    transfers++;
    hearing->disagreed |= action != hearing->action;
    hearing->disagreed |= action != FG_PASS && strcmp(rule, hearing->rule) != 0;
}

static void hear_transfer(void *context, const struct looked_into *transfer)
{
    struct hearing *hearing = context;
    struct decided decided = {FG_PASS, 0};
    hearing->disagreed |= judge_explain(transfer->input, transfer->judgement, hear_rule, &decided) != EXPLAIN_DONE;
    if (!transfer->underlying) {
        compare(hearing);
        hearing->number = transfer->number;
        hearing->action = FG_PASS;
        hearing->rule[0] = '\0';
    }
    if (transfer->underlying && decided.action <= hearing->action)
        return;
    hearing->action = decided.action;
    const struct pack *pack = transfer->input->pack;
    snprintf(hearing->rule, sizeof hearing->rule, "%s",
             decided.rule > 0 ? pack_string(pack, pack->rules[decided.rule - 1].id) : "");
}

static void look_into(const char *path)
{
    size_t size;
    fg_facts facts = {.size = sizeof facts, .today = 20261123};
    struct hearing hearing = {.number = 0};
    char *bytes = read_file(path, &size);
    CU_ASSERT_PTR_NOT_NULL_FATAL(bytes);
    enum looked looked = look_into_message(lane, bytes, size, &facts, verdict, 0, hear_transfer, &hearing);
    compare(&hearing);
    free(bytes);
    if (looked == LOOKED && !hearing.disagreed)
        return;
    fprintf(stderr, "%s: what explains it is not its verdict\n", path);
    differing++;
}

static int look_into_file(const char *path, const struct stat *facts, int kind, struct FTW *place)
{
    const char *end = strrchr(path, '.');
    bool other = end && (strcmp(end, ".csv") == 0 || strcmp(end, ".md") == 0 || strcmp(end, ".jsonl") == 0);
    (void)place;
    if (kind == FTW_F && !other && facts->st_size < (10 << 20))
        look_into(path);
    return 0;
}

static void look_into_folder(const char *folder)
{
    transfers = differing = 0;
    CU_ASSERT_EQUAL(nftw(folder, look_into_file, 16, FTW_PHYS), 0);
    CU_ASSERT_EQUAL(differing, 0);
}

static void samples_are_explained_as_they_are_judged(void)
{
    look_into_folder(FIATGATE_SOURCE_DIR "/samples/messages");
    CU_ASSERT(transfers > 150);
    look_into_folder(FIATGATE_SOURCE_DIR "/samples/cards");
    CU_ASSERT(transfers > 5);
}

static void corpus_is_explained_as_it_is_judged(void)
{
    const char *folder = getenv("FIATGATE_CORPUS");
    if (!folder) {
        printf("skipped: FIATGATE_CORPUS names no folder ");
        return;
    }
    look_into_folder(folder);
    CU_ASSERT(transfers > 0);
    printf("%u transfers ", transfers);
}

/* --- Marks ------------------------------------------------------------------------------------------------------- */

struct marked {
    const char *text;
    size_t length; /* 0 = strlen */
    struct text_mark marks[3];
    const char *printed;
};

static const struct marked texts[] = {
    {"one\r\ntwo three\r\nfour",
     0,
     {{9, 14, "here"}},
     "    1 | one\n    2 | two three\n      |     ^^^^^ here\n    3 | four\n"},
    /* Two marks of one line, in their order; one that goes on in the next line is named there. */
    {"abcd\nefgh",
     0,
     {{0, 2, "first"}, {3, 7, "second"}},
     "    1 | abcd\n      | ^^ first\n      |    ^\n    2 | efgh\n      | ^^ second\n"},
    /* Controls are seen, never sent to the terminal. */
    {"a\x1b[2J\x07z", 0, {{6, 7, "z"}}, "    1 | a␛[2J␇z\n      |       ^ z\n"},
    {"\xe2\x80\xae"
     "abc",
     0,
     {{3, 4, "a"}},
     "    1 | �abc\n      |  ^ a\n"},
    /* Russian text in UTF-8, in windows-1251 by declaration, in UTF-16. */
    {"оплата", 0, {{0, 4, "x"}}, "    1 | оплата\n      | ^^ x\n"},
    {"<?xml encoding='windows-1251'?>\n\xEE\xEF",
     0,
     {{33, 34, "x"}},
     "    1 | <?xml encoding='windows-1251'?>\n    2 | оп\n      |  ^ x\n"},
    {"\xff\xfe\x3e\x04\n\0\x3f\x04", 8, {{6, 8, "x"}}, "    1 | �о\n    2 | п\n      | ^ x\n"},
    /* A long line is cut around its mark. */
    {"0123456789012345678901234567890123456789012345678901234567890123456789012345678901234567890123456789XY",
     0,
     {{100, 102, "x"}},
     "    1 | …012345678901234567890123456789XY\n      |                                ^^ x\n"},
};

static void marks_stand_under_what_they_mark(void)
{
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        const struct marked *of = &texts[i];
        char *printed = NULL;
        size_t size, count = 0, length = of->length ? of->length : strlen(of->text);
        while (count < 3 && of->marks[count].label)
            count++;
        FILE *out = open_memstream(&printed, &size);
        CU_ASSERT_PTR_NOT_NULL_FATAL(out);
        CU_ASSERT_EQUAL(print_marked(out, (const unsigned char *)of->text, length, of->marks, count, 64), 0);
        fclose(out);
        if (strcmp(printed, of->printed) != 0)
            fprintf(stderr, "\n%zu: expected\n%s---- but got\n%s----\n", i, of->printed, printed);
        CU_ASSERT_STRING_EQUAL(printed, of->printed);
        free(printed);
    }
}

static void words_are_wrapped(void)
{
    char *printed = NULL;
    size_t size;
    FILE *out = open_memstream(&printed, &size);
    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    print_wrapped(out, "  a line of words that is much longer than forty columns\nshort\n", 40);
    fclose(out);
    CU_ASSERT_STRING_EQUAL(printed, "  a line of words that is much longer\n    than forty columns\nshort\n");
    free(printed);
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("explain", open_gate, close_gate);
    CU_add_test(suite, "samples are explained as they are judged", samples_are_explained_as_they_are_judged);
    CU_add_test(suite, "the corpus is explained as it is judged", corpus_is_explained_as_it_is_judged);
    CU_add_test(suite, "marks stand under what they mark", marks_stand_under_what_they_mark);
    CU_add_test(suite, "words are wrapped", words_are_wrapped);
    return run_tests();
}
