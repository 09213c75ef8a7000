/*
 * findings_labels_test.c: labels beside what came: cells, recall and precision, differences with their reasons; the
 * same on a terminal, and as test cases that an XML parser reads.
 */
#include <CUnit/Basic.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fiatgate.h"
#include "findings_fixture.h"
#include "run_tests.h"

#define READER FIATGATE_SOURCE_DIR "/tests/unit/junit_reader"

static struct labels labels;
static char folder[64], csv[96];

static const char table[] = "file,tx,action,rule,why\n"
                            "b.mt,1,hold,venue-named,a venue\n"
                            "a.mt,1,pass,,\"<wages> & \"\"pensions\"\"\"\n"
                            "c.mt,1,hold,,\n"
                            "e.mt,0,pass,,nobody\n"
                            "d.mt,2,flag,code-alone,\n"
                            "f.mt,1,block,,bell\x07\n"
                            "g.mt,1,pass,,\n";

static int make_labels(void)
{
    snprintf(folder, sizeof folder, "/tmp/fiatgate-findings-XXXXXX");
    if (findings_pack() != 0 || !mkdtemp(folder))
        return 1;
    snprintf(csv, sizeof csv, "%s/l.csv", folder);
    FILE *out = fopen(csv, "w");
    if (!out || fputs(table, out) < 0 || fclose(out) != 0)
        return 1;
    return !labels_read(&labels, csv);
}

static int drop_labels(void)
{
    labels_free(&labels);
    unlink(csv);
    return rmdir(folder) != 0 || findings_pack_drop() != 0;
}

static const struct fixture_payment payments[] = {
    {"in/a.mt", "2026-11-20", "5", "KZT", "venue-named", "venues/moon", "", "MOON\x1B[31m\"]]>&", 2, 0, 2,
     FIATGATE__LABEL_RESULT__LABEL_RESULT_FALSE_HIT, 1, 1, 3},
    {"in/c.mt", "2026-11-20", "5", "KZT", "", "", "", NULL, 0, 0, 0, FIATGATE__LABEL_RESULT__LABEL_RESULT_MISS, 2, 1,
     4},
};

static void meet(const struct findings_source *source, const char *file, uint32_t tx, int got, const char *rule)
{
    size_t found[LABELS_OF_ONE];
    CU_ASSERT_EQUAL_FATAL(labels_find(&labels, file, file, tx, found), 1);
    findings_met(source, found[0], got, rule, "");
}

static struct findings_source labelled(void)
{
    struct findings_source source = findings_of(payments, sizeof payments / sizeof *payments);
    source.labels = &labels;
    meet(&source, "b.mt", 1, FG_HOLD, "venue-named");
    meet(&source, "a.mt", 1, FG_HOLD, "venue-named");
    meet(&source, "c.mt", 1, FG_PASS, "");
    meet(&source, "d.mt", 2, FG_FLAG, "codes-and-words");
    meet(&source, "f.mt", 1, FG_BLOCK, "code-alone");
    meet(&source, "g.mt", 1, FG_PASS, "");
    findings_sum(&source, SUM_UNLABELLED, "", "", 4, "");
    findings_sum(&source, SUM_LABEL_RULE, "venue-named>hold>rule", "", 1, "");
    findings_sum(&source, SUM_LABEL_RULE, "venue-named>pass>", "", 1, "");
    findings_sum(&source, SUM_LABEL_RULE, "codes-and-words>flag>other", "", 1, "");
    findings_sum(&source, SUM_LABEL_RULE, "code-alone>block>", "", 1, "");
    return source;
}

static void check_share(const Fiatgate__ReplayShare *share, uint64_t count, uint64_t of)
{
    CU_ASSERT_PTR_NOT_NULL_FATAL(share);
    CU_ASSERT_EQUAL(share->count, count);
    CU_ASSERT_EQUAL(share->of, of);
    CU_ASSERT_EQUAL(share->has_share, of > 0);
    CU_ASSERT(share->low >= 0 && share->low <= share->high && share->high <= 1);
}

static const Fiatgate__ReplayLabelRule *rule_named(const Fiatgate__ReplayLabels *found, const char *rule)
{
    for (size_t i = 0; i < found->n_rules; i++)
        if (strcmp(found->rules[i]->rule, rule) == 0)
            return found->rules[i];
    return NULL;
}

static void labels_are_counted(void)
{
    struct findings_source source = labelled();
    Fiatgate__Replay *replay = findings_read(&source);
    CU_ASSERT_FATAL(replay && replay->labels);
    const Fiatgate__ReplayLabels *found = replay->labels;
    CU_ASSERT_STRING_EQUAL(found->hash, labels.hash);
    CU_ASSERT_EQUAL(found->labels, 7);
    CU_ASSERT_EQUAL(found->as_expected, 3); /* b, f, g */
    CU_ASSERT_EQUAL(found->unmet, 1);
    CU_ASSERT_EQUAL(found->without_label, 4);
    uint64_t sum = 0, missing = 0;
    for (size_t i = 0; i < found->n_cells; i++) {
        sum += found->cells[i]->payments;
        missing += found->cells[i]->has_after ? 0 : found->cells[i]->payments;
    }
    CU_ASSERT_EQUAL(sum, 7);
    CU_ASSERT_EQUAL(missing, 1);
    /* Stopped or flagged: a, b, d, f, of which a should pass; c should not have. */
    CU_ASSERT_EQUAL_FATAL(found->n_rules, 4);
    check_share(found->rules[0]->precision, 3, 4);
    check_share(found->rules[0]->recall, 3, 4);
    check_share(rule_named(found, "venue-named")->precision, 1, 2);
    check_share(rule_named(found, "venue-named")->recall, 1, 1);
    check_share(rule_named(found, "code-alone")->precision, 1, 1);
    check_share(rule_named(found, "code-alone")->recall, 0, 1);
    check_share(rule_named(found, "codes-and-words")->recall, 1, 4);
    fiatgate__replay__free_unpacked(replay, NULL);
    findings_drop(&source);
}

static void differences_are_listed(void)
{
    struct findings_source source = labelled();
    Fiatgate__Replay *replay = findings_read(&source);
    CU_ASSERT_FATAL(replay && replay->labels);
    const Fiatgate__ReplayLabels *found = replay->labels;
    CU_ASSERT_EQUAL_FATAL(found->n_differences, 4);
    const Fiatgate__ReplayDifference *a = found->differences[0], *c = found->differences[1], *e = found->differences[2],
                                     *d = found->differences[3];
    CU_ASSERT_STRING_EQUAL(a->file, "a.mt");
    CU_ASSERT_EQUAL(a->line, 3);
    CU_ASSERT_EQUAL(a->result, FIATGATE__LABEL_RESULT__LABEL_RESULT_FALSE_HIT);
    CU_ASSERT_EQUAL_FATAL(a->n_reasons, 1);
    CU_ASSERT_STRING_EQUAL(a->reasons[0]->entry, "venues/moon");
    CU_ASSERT_EQUAL(c->result, FIATGATE__LABEL_RESULT__LABEL_RESULT_MISS);
    CU_ASSERT_EQUAL(c->n_reasons, 0);
    CU_ASSERT_FALSE(e->has_got);
    CU_ASSERT_EQUAL(d->result, FIATGATE__LABEL_RESULT__LABEL_RESULT_OTHER);
    CU_ASSERT_STRING_EQUAL(d->expected_rule, "code-alone");
    CU_ASSERT_STRING_EQUAL(d->rule, "codes-and-words");
    fiatgate__replay__free_unpacked(replay, NULL);
    findings_drop(&source);
}

static void the_terminal_explains_them(void)
{
    struct findings_source source = labelled();
    Fiatgate__Replay *replay = findings_read(&source);
    char *text = findings_written(findings_to_terminal, &source, replay);
    findings_say(
        text,
        "differs: a.mt tx 1: expected pass, got hold by venue-named; label: <wages> & \"pensions\" [line 3 of the "
        "labels]\n    creditor_name \"MOON [31m\"]]>&\": venue-named, venues/moon\n");
    findings_say(text, "differs: e.mt tx 0: expected pass, but no message or transfer of that name was screened");
    findings_say(text, "labels: 3 of 7 as expected, 4 differ\n4 transfers or messages without a label\n");
    findings_say(text, "  all rules                            75.0% (30.1-95.4), 3 of 4");
    findings_say(text, "pack explain");
    CU_ASSERT_PTR_NULL(strchr(text, '\033'));
    free(text);
    fiatgate__replay__free_unpacked(replay, NULL);
    findings_drop(&source);
}

/* What a parser of XML makes of it. */
static void test_cases_are_xml(void)
{
    struct findings_source source = labelled();
    Fiatgate__Replay *replay = findings_read(&source);
    char *text = findings_written(junit_write, &source, replay),
         *again = findings_written(junit_write, &source, replay);
    CU_ASSERT_STRING_EQUAL(text, again);
    FILE *reader = popen(READER, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(reader);
    fputs(text, reader);
    int code = pclose(reader);
    CU_ASSERT_EQUAL(code, 0);
    if (code != 0)
        puts(text);
    free(text);
    free(again);
    fiatgate__replay__free_unpacked(replay, NULL);
    findings_drop(&source);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_pSuite suite = CU_add_suite("labels of a replay", make_labels, drop_labels);
    CU_ADD_TEST(suite, labels_are_counted);
    CU_ADD_TEST(suite, differences_are_listed);
    CU_ADD_TEST(suite, the_terminal_explains_them);
    CU_ADD_TEST(suite, test_cases_are_xml);
    return run_tests();
}
