/*
 * compiler_test.c: the pack compiler. What is wrong with a pack is told by data: each folder of tests/packs/bad is laid
 * over tests/packs/small, or when its name begins with "layered-" over tests/packs/layer, and expected.txt holds every
 * sentence that must come.
 */
#include <CUnit/Basic.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "rules/compiler/messages.h"
#include "pack_files.h"
#include "run_tests.h"
#include "sanitized.h"

#define LAYER_PACK FIATGATE_SOURCE_DIR "/tests/packs/layer"
#define TODAY      20261122 /* of bad packs: the day after which exceptions have ended */

static struct fault_lines lines;
static bool told[FAULT_IDS]; /* by any test of this file, in English */

static enum fault_id fault_of_code(const char *code)
{
    char known[MESSAGE_CODE_MAX];
    for (int id = 0; id < FAULT_IDS; id++) {
        message_code((enum fault_id)id, known);
        if (strcmp(known, code) == 0)
            return (enum fault_id)id;
    }
    return FAULT_IDS;
}

static void hear(void *context, const struct compiler_fault *fault)
{
    enum fault_id id = fault_of_code(fault->code);
    CU_ASSERT_NOT_EQUAL(id, FAULT_IDS);
    if (id < FAULT_IDS)
        told[id] = true;
    add_fault_line(context, fault);
}

static int check(const char *folder)
{
    lines = (struct fault_lines){.folder = folder};
    return compiler_check(folder, NULL, hear, &lines);
}

static int check_today(const char *folder, enum compiler_language language)
{
    struct compiler_options options = {.language = language, .today = TODAY};
    lines = (struct fault_lines){.folder = folder};
    return compiler_check(folder, &options, hear, &lines);
}

static int build(const char *folder, const char *out, const struct compiler_limits *limits)
{
    struct compiler_options options = {.limits = limits};
    lines = (struct fault_lines){.folder = folder};
    return compiler_build(folder, out, &options, hear, &lines);
}

static void expect_lines(const char *what, const char *expected)
{
    if (strcmp(lines.text, expected) != 0)
        fprintf(stderr, "\n%s: expected\n%s---- but got\n%s----\n", what, expected, lines.text);
    CU_ASSERT_STRING_EQUAL(lines.text, expected);
}

static int count_errors(const char *text)
{
    int count = 0;
    for (const char *line = text; line && *line; line = strchr(line, '\n') ? strchr(line, '\n') + 1 : NULL)
        count += strncmp(line, "error ", 6) == 0;
    return count;
}

static void small_pack_has_no_fault(void)
{
    CU_ASSERT_EQUAL(check(SMALL_PACK), 0);
    expect_lines("small", "");
}

/* What a bad pack must be told, in the file of one language. */
static char *read_expected(const char *name, const char *file)
{
    char path[1040];
    size_t size;
    snprintf(path, sizeof path, "%s/%s/%s", BAD_PACKS, name, file);
    char *expected = read_file(path, &size);
    CU_ASSERT_PTR_NOT_NULL_FATAL(expected);
    return expected;
}

/* Sentences may name folders that lie elsewhere on each machine: WORK stands for the one of this run. */
static void leave_out_folder(const char *folder)
{
    size_t length = strlen(folder);
    for (char *at = strstr(lines.text, folder); at; at = strstr(at, folder)) {
        memcpy(at, "WORK", 4);
        memmove(at + 4, at + length, strlen(at + length) + 1);
    }
}

static void expect_both_languages(const char *name, const char *work, const char *folder)
{
    char *english = read_expected(name, "expected.txt"), *russian = read_expected(name, "expected.ru.txt");
    int errors = check_today(folder, COMPILER_ENGLISH);
    leave_out_folder(work);
    expect_lines(name, english);
    CU_ASSERT_EQUAL(errors, count_errors(english));
    CU_ASSERT_EQUAL(check_today(folder, COMPILER_RUSSIAN), errors);
    leave_out_folder(work);
    expect_lines(name, russian);
    free(english);
    free(russian);

    /* Building says the same and makes nothing, unless there are warnings only. */
    char out[512];
    snprintf(out, sizeof out, "%s", work_path("bad.fgp"));
    CU_ASSERT_EQUAL(build(folder, out, NULL), errors);
    CU_ASSERT_EQUAL(access(out, F_OK) == 0, errors == 0);
    unlink(out);
}

static void run_bad_case(const char *name)
{
    char from[1024], folder[512];
    snprintf(from, sizeof from, "%s/%s", BAD_PACKS, name);
    snprintf(folder, sizeof folder, "%s", work_path(name));
    CU_ASSERT_TRUE_FATAL(copy_folder(SMALL_PACK, folder) && copy_folder(from, folder));
    expect_both_languages(name, folder, folder);
}

/* A layer beside its base; what the case has in base/ is laid over that. */
static void run_bad_layer(const char *name)
{
    char from[1024], base_from[1100], folder[512], layer[600], base[600];
    snprintf(from, sizeof from, "%s/%s", BAD_PACKS, name);
    snprintf(base_from, sizeof base_from, "%s/base", from);
    snprintf(folder, sizeof folder, "%s", work_path(name));
    snprintf(layer, sizeof layer, "%s/layer", folder);
    snprintf(base, sizeof base, "%s/small", folder);
    CU_ASSERT_TRUE_FATAL(copy_folder(SMALL_PACK, base) && copy_folder(LAYER_PACK, layer) && copy_folder(from, layer));
    CU_ASSERT_TRUE_FATAL(access(base_from, F_OK) != 0 || copy_folder(base_from, base));
    expect_both_languages(name, folder, layer);
}

static void bad_packs_get_their_sentences(void)
{
    int cases = 0;
    DIR *folder = opendir(BAD_PACKS);
    CU_ASSERT_PTR_NOT_NULL_FATAL(folder);
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        if (entry->d_name[0] == '.')
            continue;
        if (strncmp(entry->d_name, "layered-", 8) == 0)
            run_bad_layer(entry->d_name);
        else
            run_bad_case(entry->d_name);
        cases++;
    }
    closedir(folder);
    CU_ASSERT_TRUE(cases >= 60);
}

/* The layer that bad ones are made from has no fault itself. */
static void small_layer_has_no_fault(void)
{
    char folder[512], layer[600], base[600];
    snprintf(folder, sizeof folder, "%s", work_path("layered"));
    snprintf(layer, sizeof layer, "%s/layer", folder);
    snprintf(base, sizeof base, "%s/small", folder);
    CU_ASSERT_TRUE_FATAL(copy_folder(SMALL_PACK, base) && copy_folder(LAYER_PACK, layer));
    CU_ASSERT_EQUAL(check_today(layer, COMPILER_ENGLISH), 0);
    expect_lines("layer", "");
}

static void folders_that_are_none_get_a_sentence(void)
{
    CU_ASSERT_TRUE(check("/nowhere/at/all") > 0);
    CU_ASSERT_TRUE(lines.unreadable);
    CU_ASSERT_PTR_NOT_NULL(
        strstr(lines.text, "error pack.cfg: cannot be opened: No such file or directory: check the name"));
    CU_ASSERT_TRUE(check(SMALL_PACK "/pack.cfg") > 0);
    CU_ASSERT_PTR_NOT_NULL(strstr(lines.text, "Not a directory"));
}

/* What stands in a file is another matter than a file that cannot be opened. */
static void only_missing_files_are_unreadable(void)
{
    const char *folder = work_path("readable");
    CU_ASSERT_TRUE_FATAL(copy_folder(SMALL_PACK, folder) && copy_folder(BAD_PACKS "/term-values", folder));
    CU_ASSERT_TRUE(check(folder) > 0);
    CU_ASSERT_FALSE(lines.unreadable);
    CU_ASSERT_TRUE_FATAL(copy_folder(BAD_PACKS "/file-missing", folder));
    CU_ASSERT_TRUE(check(folder) > 0);
    CU_ASSERT_TRUE(lines.unreadable);
}

/* A pipe in a list's place is refused, not waited for. */
static void special_files_are_refused(void)
{
    const char *folder = work_path("special");
    char path[1024];
    CU_ASSERT_TRUE_FATAL(copy_folder(SMALL_PACK, folder));
    snprintf(path, sizeof path, "%s/lists/words.csv", folder);
    unlink(path);
    CU_ASSERT_EQUAL_FATAL(mkfifo(path, 0600), 0);
    CU_ASSERT_EQUAL(check(folder), 1);
    expect_lines("pipe", "error lists/words.csv: is no regular file: name a file\n");
}

/* A pack without legal forms can be built, but its owner should know what that means. */
static void missing_legal_forms_are_noted(void)
{
    char folder[512], path[1024];
    snprintf(folder, sizeof folder, "%s", work_path("formless"));
    CU_ASSERT_TRUE_FATAL(copy_folder(SMALL_PACK, folder));
    snprintf(path, sizeof path, "%s/legal_forms.csv", folder);
    CU_ASSERT_EQUAL_FATAL(unlink(path), 0);
    strcat(folder, "/"); /* files are named the same when the folder is given so */
    CU_ASSERT_EQUAL(check(folder), 0);
    expect_lines("formless",
                 "warning legal_forms.csv: is missing: no name is matched as a legal_name; add it, a line for "
                 "each legal form\n");
}

/* Classes of legal forms are counted in few bits. */
static void legal_forms_have_a_bound(void)
{
    char folder[512], path[1024], forms[4096 * 6 + 1];
    size_t used = 0;
    snprintf(folder, sizeof folder, "%s", work_path("forms"));
    CU_ASSERT_TRUE_FATAL(copy_folder(SMALL_PACK, folder));
    for (int line = 0; line < 4096; line++)
        used += (size_t)snprintf(forms + used, sizeof forms - used, "x%04d\n", line);
    snprintf(path, sizeof path, "%s/legal_forms.csv", folder);
    CU_ASSERT_TRUE_FATAL(write_file(path, forms, used));
    check(folder);
    CU_ASSERT_PTR_NOT_NULL(
        strstr(lines.text, "error legal_forms.csv:4096: more than 4095 legal forms: remove lines\n"));
}

static void rules_that_are_not_there_get_a_sentence(void)
{
    char folder[512], path[1024];
    snprintf(folder, sizeof folder, "%s", work_path("ruleless"));
    CU_ASSERT_TRUE_FATAL(copy_folder(SMALL_PACK, folder));
    snprintf(path, sizeof path, "%s/rules/10-rules.cfg", folder);
    CU_ASSERT_EQUAL_FATAL(unlink(path), 0);
    CU_ASSERT_EQUAL(check(folder), 1);
    expect_lines("ruleless", "error rules: holds no .cfg file: put the rules into rules/*.cfg\n");
    snprintf(path, sizeof path, "%s/rules", folder);
    CU_ASSERT_EQUAL_FATAL(rmdir(path), 0);
    CU_ASSERT_EQUAL(check(folder), 1);
    expect_lines("without rules", "error rules: No such file or directory: put the rules into rules/*.cfg\n");
}

static void files_have_a_bound(void)
{
    char folder[512], path[1024];
    snprintf(folder, sizeof folder, "%s", work_path("vast"));
    CU_ASSERT_TRUE_FATAL(copy_folder(SMALL_PACK, folder));
    snprintf(path, sizeof path, "%s/lists/words.csv", folder);
    CU_ASSERT_EQUAL_FATAL(truncate(path, ((off_t)64 << 20) + 1), 0);
    CU_ASSERT_EQUAL(check(folder), 1);
    expect_lines("vast", "error lists/words.csv: has 67108865 bytes, more than the 67108864 a source file may have: "
                         "split it\n");
}

/* --- The bytes that are built ----------------------------------------------------------------------------------- */

static void expect_same_file(const char *a_path, const char *b_path)
{
    size_t a_size = 0, b_size = 0;
    char *a = read_file(a_path, &a_size), *b = read_file(b_path, &b_size);
    CU_ASSERT_PTR_NOT_NULL(a);
    CU_ASSERT_PTR_NOT_NULL(b);
    CU_ASSERT_TRUE(a && b && a_size == b_size && memcmp(a, b, a_size) == 0);
    free(a);
    free(b);
}

static void same_source_gives_same_bytes(void)
{
    CU_ASSERT_EQUAL(build(SMALL_PACK, work_path("a.fgp"), NULL), 0);
    CU_ASSERT_EQUAL(build(SMALL_PACK, work_path("b.fgp"), NULL), 0);
    expect_same_file(work_path("a.fgp"), work_path("b.fgp"));
    CU_ASSERT_TRUE(copy_folder(SMALL_PACK, work_path("elsewhere")));
    CU_ASSERT_EQUAL(build(work_path("elsewhere"), work_path("b.fgp"), NULL), 0);
    expect_same_file(work_path("a.fgp"), work_path("b.fgp"));
}

/* As Windows programs save files: a byte order mark and CR LF. */
static void rewrite_for_windows(const char *path)
{
    size_t size, used = 0;
    char *text = read_file(path, &size), *windows = malloc(size * 2 + 8);
    CU_ASSERT_PTR_NOT_NULL_FATAL(text);
    CU_ASSERT_PTR_NOT_NULL_FATAL(windows);
    memcpy(windows, "\xEF\xBB\xBF", 3);
    used = 3;
    for (size_t i = 0; i < size; i++) {
        if (text[i] == '\n')
            windows[used++] = '\r';
        windows[used++] = text[i];
    }
    CU_ASSERT_TRUE(write_file(path, windows, used));
    free(text);
    free(windows);
}

static void windows_files_read_the_same(void)
{
    static const char *const files[] = {
        "pack.cfg",           "lists/venues.csv",       "lists/words.csv",     "lists/codes.csv",
        "lists/accounts.csv", "registers/register.csv", "registers/empty.csv", "legal_forms.csv",
        "rules/10-rules.cfg"};
    char folder[512], path[1024];
    snprintf(folder, sizeof folder, "%s", work_path("windows"));
    CU_ASSERT_TRUE_FATAL(copy_folder(SMALL_PACK, folder));
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        snprintf(path, sizeof path, "%s/%s", folder, files[i]);
        rewrite_for_windows(path);
    }
    CU_ASSERT_EQUAL(build(folder, work_path("w.fgp"), NULL), 0);
    expect_lines("windows", "");
    CU_ASSERT_EQUAL(build(SMALL_PACK, work_path("a.fgp"), NULL), 0);
    expect_same_file(work_path("a.fgp"), work_path("w.fgp"));
}

/* What cannot be written changes nothing and leaves nothing. */
static void failed_writes_leave_nothing(void)
{
    char folder[512];
    snprintf(folder, sizeof folder, "%s", work_path("full"));
    CU_ASSERT_EQUAL_FATAL(mkdir(folder, 0700), 0);
    CU_ASSERT_EQUAL(build(SMALL_PACK, folder, NULL), 1); /* a folder stands where the file should */
    CU_ASSERT_PTR_NOT_NULL(strstr(lines.text, "is no regular file, and a pack would take its place"));
    CU_ASSERT_EQUAL(count_names("full"), 1);
    CU_ASSERT_EQUAL(build(SMALL_PACK, "/nowhere/at/all.fgp", NULL), 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(lines.text, "/nowhere/at/all.fgp cannot be written: No such file or directory"));
    char long_path[8192];
    memset(long_path, 'a', sizeof long_path);
    long_path[sizeof long_path - 1] = 0;
    CU_ASSERT_EQUAL(build(SMALL_PACK, long_path, NULL), 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(lines.text, "the output path is too long: choose a shorter one"));
    /* A device, or a pipe somebody reads, is not replaced by a file. */
    const char *pipe = work_path("full/pipe");
    struct stat facts;
    CU_ASSERT_EQUAL_FATAL(mkfifo(pipe, 0600), 0);
    CU_ASSERT_EQUAL(build(SMALL_PACK, pipe, NULL), 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(lines.text, "is no regular file, and a pack would take its place"));
    CU_ASSERT_TRUE(stat(pipe, &facts) == 0 && S_ISFIFO(facts.st_mode));
}

static int open_descriptors(void)
{
    int count = 0;
    DIR *folder = opendir("/proc/self/fd");
    for (struct dirent *entry = folder ? readdir(folder) : NULL; entry; entry = readdir(folder))
        count++;
    if (folder)
        closedir(folder);
    return count;
}

static void nothing_stays_open(void)
{
    int before = open_descriptors();
    check(SMALL_PACK);
    build(SMALL_PACK, work_path("a.fgp"), NULL);
    build(SMALL_PACK, "/nowhere/at/all.fgp", NULL);
    CU_ASSERT_EQUAL(open_descriptors(), before);
}

/* --- Limits ----------------------------------------------------------------------------------------------------- */

/* What no source is to blame for is said in the language asked for, too. */
static void the_compiler_speaks_russian_of_itself(void)
{
    struct compiler_limits limits = compiler_default_limits;
    struct compiler_options options = {.limits = &limits, .language = COMPILER_RUSSIAN};
    lines = (struct fault_lines){.folder = SMALL_PACK};
    CU_ASSERT_EQUAL(compiler_build(SMALL_PACK, "/nowhere/at/all.fgp", &options, hear, &lines), 1);
    expect_lines("output",
                 "error : /nowhere/at/all.fgp: не удаётся записать: такого файла или папки нет; там ничего не "
                 "изменено: освободите место или выберите другую папку\n");
    CU_ASSERT_TRUE(lines.unreadable);
    lines = (struct fault_lines){.folder = SMALL_PACK};
    CU_ASSERT_EQUAL(compiler_build(SMALL_PACK, work_path(""), &options, hear, &lines), 1);
    CU_ASSERT_PTR_NOT_NULL(strstr(lines.text, "это не обычный файл, а пакет занял бы его место"));
}

/* A pack whose compilation takes many seconds. */
static void make_large_pack(const char *folder)
{
    char path[1024];
    CU_ASSERT_TRUE_FATAL(copy_folder(SMALL_PACK, folder));
    snprintf(path, sizeof path, "%s/lists/words.csv", folder);
    FILE *file = fopen(path, "w");
    CU_ASSERT_PTR_NOT_NULL_FATAL(file);
    fprintf(file, "id,term,match\n");
    unsigned state = 1;
    for (unsigned i = 0; i < 400000; i++) {
        char word[3][9] = {"", "", ""};
        for (int w = 0; w < 3; w++) {
            for (int c = 0; c < 8; c++) {
                state = state * 1664525u + 1013904223u;
                word[w][c] = (char)('A' + (state >> 16) % 26);
            }
        }
        fprintf(file, "t%u,%s %s %s,word\n", i, word[0], word[1], word[2]);
    }
    CU_ASSERT_EQUAL(fclose(file), 0);
}

static void expect_limit(const char *folder, const struct compiler_limits *limits, const char *sentence)
{
    char out[512], expected[512];
    size_t size = 0;
    snprintf(out, sizeof out, "%s", work_path("limited.fgp"));
    CU_ASSERT_TRUE_FATAL(write_file(out, "as it was", 9));
    CU_ASSERT_EQUAL(build(folder, out, limits), 1);
    snprintf(expected, sizeof expected, "error : %s\n", sentence);
    expect_lines("limit", expected);
    char *bytes = read_file(out, &size);
    CU_ASSERT_TRUE(bytes && size == 9 && memcmp(bytes, "as it was", 9) == 0);
    free(bytes);
    CU_ASSERT_EQUAL(count_names("limited.fgp"), 1);
}

static void limits_end_a_build_with_a_sentence(void)
{
    char folder[512];
    snprintf(folder, sizeof folder, "%s", work_path("large"));
    make_large_pack(folder);
    struct compiler_limits limits = compiler_default_limits;
    limits.cpu_seconds = 1;
    expect_limit(folder, &limits, "compiling took more than 1 s of processor time: make the lists smaller");
    limits = compiler_default_limits;
    limits.wall_seconds = 1;
    expect_limit(folder, &limits, "compiling took more than 1 s: make the lists smaller");
#ifndef SANITIZED
    limits = compiler_default_limits;
    limits.memory_bytes = UINT64_C(160) << 20;
    expect_limit(folder, &limits,
                 "compiling needed more memory than there is or than the 160 MiB it may have: make the lists smaller");
#endif
}

/* --- Every fault ------------------------------------------------------------------------------------------------ */

/* What is said of packs and of compiling them; what is said of tables that are imported has its own tests. */
#define FAULT(id, kind, english, russian) FAULT_##id,
static const enum fault_id of_packs[] = {
#include "rules/compiler/messages/build.def"
#include "rules/compiler/messages/cases.def"
#include "rules/compiler/messages/cells.def"
#include "rules/compiler/messages/cfg.def"
#include "rules/compiler/messages/csv.def"
#include "rules/compiler/messages/files.def"
#include "rules/compiler/messages/layers.def"
#include "rules/compiler/messages/lists.def"
#include "rules/compiler/messages/names.def"
#include "rules/compiler/messages/patterns.def"
#include "rules/compiler/messages/policy.def"
#include "rules/compiler/messages/rules.def"
#include "rules/compiler/messages/run.def"
#include "rules/compiler/messages/texts.def"
};
#undef FAULT

/* Faults that no source makes, or none that a test can hold. */
static const struct {
    enum fault_id id;
    const char *why;
} untold[] = {
    {FAULT_CANNOT_READ, "a disk that fails"},
    {FAULT_SOURCE_UNREADABLE, "a disk that fails between two readings"},
    {FAULT_FOLDER_UNREADABLE, "permissions, which do not bind root"},
    {FAULT_CANNOT_OPEN, "permissions, which do not bind root"},
    {FAULT_NO_PIPE, "a system without descriptors"},
    {FAULT_NO_PROCESS, "a system without processes"},
    {FAULT_SIGNAL, "a fault of the compiler itself"},
    {FAULT_ENDED_EARLY, "a fault of the compiler itself"},
    {FAULT_INTERRUPTED, "a person at the keyboard"},
    {FAULT_NO_MEMORY, "the limit is not set in builds with sanitizers"},
    {FAULT_TERMS_REFUSED, "patterns are refused before the engine sees them"},
    {FAULT_PACK_TOO_LARGE, "a pack of gigabytes"},
    {FAULT_CASE_BYTES_MANY, "messages of tens of megabytes"},
};

static bool may_stay_untold(enum fault_id id)
{
    for (size_t i = 0; i < sizeof untold / sizeof untold[0]; i++)
        if (untold[i].id == id)
            return untold[i].why[0] != 0;
    return false;
}

static void every_fault_is_told_by_a_test(void)
{
    for (size_t i = 0; i < sizeof of_packs / sizeof of_packs[0]; i++) {
        const struct message *message = message_of(of_packs[i]);
        bool expected = message->kind != MESSAGE_PART && !may_stay_untold(of_packs[i]);
        if (expected && !told[of_packs[i]])
            fprintf(stderr, "\n%s is told by no bad pack\n", message->id);
        CU_ASSERT_TRUE(told[of_packs[i]] || !expected);
    }
}

int main(void)
{
    if (!work_open() || CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("compiler", NULL, NULL);
    CU_ADD_TEST(suite, small_pack_has_no_fault);
    CU_ADD_TEST(suite, small_layer_has_no_fault);
    CU_ADD_TEST(suite, bad_packs_get_their_sentences);
    CU_ADD_TEST(suite, folders_that_are_none_get_a_sentence);
    CU_ADD_TEST(suite, only_missing_files_are_unreadable);
    CU_ADD_TEST(suite, special_files_are_refused);
    CU_ADD_TEST(suite, missing_legal_forms_are_noted);
    CU_ADD_TEST(suite, legal_forms_have_a_bound);
    CU_ADD_TEST(suite, rules_that_are_not_there_get_a_sentence);
    CU_ADD_TEST(suite, files_have_a_bound);
    CU_ADD_TEST(suite, same_source_gives_same_bytes);
    CU_ADD_TEST(suite, windows_files_read_the_same);
    CU_ADD_TEST(suite, failed_writes_leave_nothing);
    CU_ADD_TEST(suite, nothing_stays_open);
    CU_ADD_TEST(suite, the_compiler_speaks_russian_of_itself);
    CU_ADD_TEST(suite, limits_end_a_build_with_a_sentence);
    CU_ADD_TEST(suite, every_fault_is_told_by_a_test); /* the last: it asks what those before it were told */
    int failed = run_tests();
    work_close();
    return failed;
}
