/*
 * labels_test.c: what labels say, which messages they mean, and what a difference is.
 */
#include <CUnit/Basic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "adapters/hosts/cli/labels.h"
#include "fiatgate.h"
#include "run_tests.h"

static char folder[64];

static int make_folder(void)
{
    snprintf(folder, sizeof folder, "/tmp/fiatgate-labels-XXXXXX");
    if (!mkdtemp(folder) || chdir(folder) != 0)
        return 1;
    return mkdir("inbox", 0700) != 0 || mkdir("inbox/sub", 0700) != 0;
}

static int remove_folder(void)
{
    char command[128];
    snprintf(command, sizeof command, "rm -rf '%s'", folder);
    return chdir("/") != 0 || system(command) != 0;
}

static void write_file(const char *path, const char *text)
{
    FILE *out = fopen(path, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(out);
    fputs(text, out);
    fclose(out);
}

static const char table[] = "why,action,file,tx,rule\n"
                            "\"a, b\",hold,inbox/a.mt,1,words\n"
                            ",pass,sub/b.xml,,\n"
                            ",flag,sub/b.xml,2,\n"
                            "in a tar,block,all.tar/day/c.mt,1,\n"
                            "of many,pass,many.rje#12,1,\n";

static const struct label *found_at(const struct labels *labels, const size_t *found, unsigned i)
{
    return &labels->items[found[i]];
}

static void labels_are_found(void)
{
    struct labels labels;
    size_t found[LABELS_OF_ONE];
    write_file("l.csv", table);
    CU_ASSERT_FATAL(labels_read(&labels, "l.csv"));
    CU_ASSERT_EQUAL(labels.count, 5);
    CU_ASSERT_EQUAL(strlen(labels.hash), 64);

    CU_ASSERT_EQUAL_FATAL(labels_find(&labels, "./inbox/a.mt", "a.mt", 1, found), 1);
    CU_ASSERT_STRING_EQUAL(found_at(&labels, found, 0)->rule, "words");
    CU_ASSERT_STRING_EQUAL(found_at(&labels, found, 0)->why, "a, b");
    CU_ASSERT_EQUAL(found_at(&labels, found, 0)->line, 2);
    CU_ASSERT_EQUAL(labels_find(&labels, "inbox/a.mt", "a.mt", 2, found), 0);
    /* Its own label, and that of the message as a whole. */
    CU_ASSERT_EQUAL_FATAL(labels_find(&labels, "inbox/sub/b.xml", "sub/b.xml", 2, found), 2);
    CU_ASSERT_EQUAL(found_at(&labels, found, 0)->tx, 2);
    CU_ASSERT_EQUAL(found_at(&labels, found, 1)->tx, 0);
    CU_ASSERT_EQUAL(labels_find(&labels, "inbox/sub/b.xml", "sub/b.xml", 1, found), 1);
    CU_ASSERT_EQUAL(labels_find(&labels, "inbox/sub/b.xml", "sub/b.xml", 0, found), 1);
    CU_ASSERT_EQUAL(labels_find(&labels, "inbox/b.xml", "b.xml", 2, found), 0);
    labels_free(&labels);
}

/* Below the folder of the CSV, however the path goes there, also where its end is no file. */
static void links_and_dots_are_followed(void)
{
    struct labels labels;
    size_t found[LABELS_OF_ONE];
    write_file("l.csv", table);
    write_file("inbox/a.mt", "");
    write_file("all.tar", "");
    write_file("many.rje", "");
    CU_ASSERT_FATAL(labels_read(&labels, "./inbox/../l.csv"));
    char whole[128];
    snprintf(whole, sizeof whole, "%s/inbox/sub/../a.mt", folder);
    CU_ASSERT_EQUAL(labels_find(&labels, whole, whole, 1, found), 1);
    CU_ASSERT_EQUAL(labels_find(&labels, "inbox/../all.tar/day/c.mt", "day/c.mt", 1, found), 1);
    CU_ASSERT_EQUAL(labels_find(&labels, "inbox/../many.rje#12", "inbox/../many.rje#12", 1, found), 1);
    CU_ASSERT_EQUAL(chdir("inbox"), 0);
    CU_ASSERT_EQUAL(labels_find(&labels, "a.mt", "a.mt", 1, found), 1);
    CU_ASSERT_EQUAL(labels_find(&labels, "a.mt#7", "a.mt#7", 1, found), 0);
    CU_ASSERT_EQUAL(labels_find(&labels, "../many.rje#12", "../many.rje#12", 1, found), 1);
    CU_ASSERT_EQUAL(labels_find(&labels, "-", "-", 1, found), 0);
    CU_ASSERT_EQUAL(labels_find(&labels, "/", "/", 1, found), 0);
    CU_ASSERT_EQUAL(labels_find(&labels, "", "", 1, found), 0);
    CU_ASSERT_EQUAL(chdir(".."), 0);
    CU_ASSERT_EQUAL(labels_find(&labels, "many.rje#12", "x", 1, found), 1);
    labels_free(&labels);
}

static void results(void)
{
    struct label hold = {.action = FG_HOLD, .rule = ""}, by = {.action = FG_HOLD, .rule = "words"};
    struct label pass = {.action = FG_PASS, .rule = ""};
    CU_ASSERT_EQUAL(label_result(&hold, FG_HOLD, "any"), FIATGATE__LABEL_RESULT__LABEL_RESULT_AS_EXPECTED);
    CU_ASSERT_EQUAL(label_result(&by, FG_HOLD, "words"), FIATGATE__LABEL_RESULT__LABEL_RESULT_AS_EXPECTED);
    CU_ASSERT_EQUAL(label_result(&by, FG_HOLD, "any"), FIATGATE__LABEL_RESULT__LABEL_RESULT_OTHER);
    CU_ASSERT_EQUAL(label_result(&hold, FG_PASS, ""), FIATGATE__LABEL_RESULT__LABEL_RESULT_MISS);
    CU_ASSERT_EQUAL(label_result(&hold, FG_BLOCK, ""), FIATGATE__LABEL_RESULT__LABEL_RESULT_OTHER);
    CU_ASSERT_EQUAL(label_result(&hold, -1, ""), FIATGATE__LABEL_RESULT__LABEL_RESULT_OTHER);
    CU_ASSERT_EQUAL(label_result(&pass, FG_FLAG, "words"), FIATGATE__LABEL_RESULT__LABEL_RESULT_FALSE_HIT);
    CU_ASSERT_EQUAL(label_result(&pass, -1, ""), FIATGATE__LABEL_RESULT__LABEL_RESULT_OTHER);
    CU_ASSERT_EQUAL(label_result(&pass, FG_PASS, ""), FIATGATE__LABEL_RESULT__LABEL_RESULT_AS_EXPECTED);
}

static void bad_files_are_refused(void)
{
    static const char *const bad[] = {"",
                                      "a,b\n1,2\n",
                                      "file,tx,action\nx,y,pass\n",
                                      "file,tx,action\nx,1,stop\n",
                                      "file,tx,action\n,1,pass\n",
                                      "file,tx,action\nx,1,pass\n./x,1,pass\n",
                                      "file,tx,action\n\"x,1,pass\n"};
    struct labels labels;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        write_file("bad.csv", bad[i]);
        CU_ASSERT_FALSE(labels_read(&labels, "bad.csv"));
        labels_free(&labels);
    }
    CU_ASSERT_FALSE(labels_read(&labels, "nowhere.csv"));
    labels_free(&labels);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 2;
    CU_pSuite suite = CU_add_suite("labels", make_folder, remove_folder);
    CU_ADD_TEST(suite, labels_are_found);
    CU_ADD_TEST(suite, links_and_dots_are_followed);
    CU_ADD_TEST(suite, results);
    CU_ADD_TEST(suite, bad_files_are_refused);
    return run_tests();
}
