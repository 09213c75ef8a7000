/*
 * loader_memory_test.c: memory that cannot be had while a pack is loaded: each call of malloc and its family that
 * pack_load() and the known-answer test make is made to fail in turn, with a signed pack of every kind of record and
 * with one of a long list. Every time: FG_E_MEMORY with its sentence, and nothing left behind.
 *
 * Sanitizer builds replace malloc themselves; there the test says that it is skipped.
 */
#include <CUnit/Basic.h>

#include <openssl/err.h>
#include <stdio.h>
#include <string.h>

#include "pack_rich.h"
#include "pack_small.h"
#include "plugin/match/scan.h"
#include "run_tests.h"
#include "sanitized.h"

#ifdef SANITIZED
int main(void)
{
    puts("loader_memory_test skipped: sanitizers replace malloc themselves");
    return 0;
}
#else
#include "failing_memory.h"

#define NAMES 10500 /* more than a list may have before it counts as long */

static fg_error admit(void *context, const struct pack *pack, char *why, size_t why_size)
{
    (void)context;
    (void)why;
    (void)why_size;
    return pack->payload ? FG_OK : FG_E_TRUST;
}

static const char *path;

/* Loads the pack, asks for the known answers, and takes it down again. */
static fg_error load(void)
{
    struct pack *pack = NULL;
    fg_error error = pack_load(path, 3, admit, NULL, &pack, small_why, sizeof small_why);
    if (error != FG_OK)
        return pack ? FG_E_INTERNAL : error;
    error = scan_self_test(pack, pack->scratch[0], small_why, sizeof small_why);
    pack_free(pack);
    return error;
}

/* Every call fails once; one of OpenSSL's it does without, and qsort() sorts without the memory that it asks for. */
static void fail_each_call(void)
{
    failing = 0;
    CU_ASSERT_EQUAL_FATAL(load(), FG_OK); /* what is made once for the whole process is made now */
    long before = blocks;
    calls = 0;
    CU_ASSERT_EQUAL_FATAL(load(), FG_OK);
    unsigned long all = calls, failed = 0;
    CU_ASSERT_EQUAL(blocks, before);
    for (unsigned long n = 1; n <= all; n++) {
        small_why[0] = '\0';
        calls = 0;
        failing = n;
        fg_error error = load();
        failing = 0;
        failed += error != FG_OK;
        bool clean = error == FG_OK ? small_why[0] == '\0' : error == FG_E_MEMORY && small_why[0] != '\0';
        bool good = clean && blocks == before && ERR_peek_error() == 0;
        if (!good)
            printf("\n  call %lu of %lu: error %d, %ld blocks left, \"%s\"\n", n, all, error, blocks - before,
                   small_why);
        CU_ASSERT_TRUE(good);
    }
    printf("\n    %lu calls ... ", all);
    CU_ASSERT_TRUE(all > 10 && failed > 10);
    CU_ASSERT_EQUAL(load(), FG_OK);
}

static void every_call_of_a_pack_of_every_kind(void)
{
    path = small_path;
    fail_each_call();
}

/* A long list of names and a stem, in a folder of its own. */
static bool write_names(const char *folder)
{
    char file[600];
    char *text = malloc(NAMES * 64);
    if (!text)
        return false;
    size_t used = (size_t)sprintf(text, "id,term,match,source\nstem,invent,stem,made up\n");
    for (int i = 0; i < NAMES; i++)
        used += (size_t)sprintf(text + used, "n%d,Invented%d Trading%d,word,made up\n", i, i, i % 7);
    snprintf(file, sizeof file, "%s/lists/words.csv", folder);
    bool written = write_file(file, text, used);
    free(text);
    return written;
}

static void every_call_of_a_pack_with_a_long_list(void)
{
    struct fault_lines lines = {.folder = "names"};
    char folder[512], built[512];
    snprintf(folder, sizeof folder, "%s", work_path("names"));
    snprintf(built, sizeof built, "%s", work_path("names.fgp"));
    CU_ASSERT_TRUE_FATAL(copy_folder(FIATGATE_SOURCE_DIR "/tests/packs/api", folder) && write_names(folder));
    CU_ASSERT_EQUAL_FATAL(compiler_build(folder, built, NULL, add_fault_line, &lines), 0);
    path = built;
    struct pack *pack;
    CU_ASSERT_EQUAL_FATAL(pack_load(path, 1, NULL, NULL, &pack, small_why, sizeof small_why), FG_OK);
    CU_ASSERT_EQUAL(pack_ordered_terms(pack) - pack_spelled_terms(pack), NAMES);
    CU_ASSERT_TRUE(pack->meta->spelled_names > 0);
    pack_free(pack);
    fail_each_call();
}

static int build_rich(void)
{
    size_t size;
    if (small_build() != 0)
        return 1;
    unsigned char *rich = rich_pack(small_good, &size);
    return small_replace(rich, size);
}

int main(void)
{
    if (!work_open() || CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    /* OpenSSL's list of errors is made at a thread's first error and stays. */
    ERR_raise(ERR_LIB_USER, 1);
    ERR_clear_error();
    CU_pSuite suite = CU_add_suite("memory of the loader", build_rich, small_drop);
    CU_ADD_TEST(suite, every_call_of_a_pack_of_every_kind);
    CU_ADD_TEST(suite, every_call_of_a_pack_with_a_long_list);
    int failed = run_tests();
    work_close();
    return failed;
}
#endif
