/*
 * state_killed_test.c: a gate killed before and after every system call with which it writes its state, its copies of
 * packs or its log, or out of room: the old state stands or the new one, never a part of one.
 */
#include <errno.h>
#include <signal.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <jansson.h>

#include "plugin/digest.h"
#include "plugin/durable.h"
#include "plugin/judge/pack.h"
#include "run_tests.h"
#include "state_fixture.h"

/* --- Killed, and out of room -------------------------------------------------------------------------------------- */

static struct gate_state subject;

static void write_state(void)
{
    state_write(&subject, why, sizeof why);
}

static void begin_state(void)
{
    struct gate_state fresh;
    state_read(&fresh, folder, why, sizeof why);
}

static void keep_pack(void)
{
    state_keep_pack(&subject, work_path("big.fgp"), subject.active, why, sizeof why);
}

static void log_change_of_subject(void)
{
    log_it(&subject);
}

enum killing { KILLED, ENDED, NO_TRACING };

/* Runs something in a child that is killed at its nth stop, before and behind each of its system calls. */
static enum killing kill_at(void (*work)(void), int stops)
{
    int status = 0;
    pid_t child = fork();
    if (child == 0) {
        if (ptrace(PTRACE_TRACEME, 0, NULL, NULL) != 0)
            _exit(3);
        raise(SIGSTOP);
        work();
        _exit(0);
    }
    waitpid(child, &status, 0);
    if (WIFEXITED(status))
        return NO_TRACING;
    for (int i = 0; i < stops; i++) {
        if (ptrace(PTRACE_SYSCALL, child, NULL, NULL) != 0)
            break;
        waitpid(child, &status, 0);
        if (WIFEXITED(status))
            return ENDED;
    }
    kill(child, SIGKILL);
    waitpid(child, &status, 0);
    return KILLED;
}

/* Kills at every point in turn; check() is asked after each. The number of points, 0 = cannot be tried here. */
static int kill_everywhere(void (*before)(void), void (*work)(void), void (*check)(void))
{
    for (int stops = 0; stops < 10000; stops++) {
        before();
        enum killing how = kill_at(work, stops);
        if (how == NO_TRACING) {
            puts("\n  skipped: processes cannot be traced here");
            return 0;
        }
        check();
        if (how == ENDED)
            return stops;
    }
    return 10000;
}

static struct gate_state older, newer;
static unsigned wrong, old_seen, new_seen;

static void put_older(void)
{
    subject = older;
    state_write(&older, why, sizeof why);
    subject = newer;
}

static void old_or_new(void)
{
    struct gate_state got;
    if (state_read(&got, folder, why, sizeof why) != FG_OK)
        wrong++;
    else if (is_same(&got, &older))
        old_seen++;
    else if (is_same(&got, &newer))
        new_seen++;
    else
        wrong++;
}

static void a_killed_writer_leaves_old_or_new(void)
{
    begin();
    CU_ASSERT_EQUAL_FATAL(state_read(&older, folder, why, sizeof why), FG_OK);
    activate(&older, "kz", "2026.10", HASH_A, 1790000000);
    newer = older;
    activate(&newer, "kz", "2026.11", HASH_B, 1790000001);
    wrong = old_seen = new_seen = 0;
    int points = kill_everywhere(put_older, write_state, old_or_new);
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT_TRUE(points == 0 || (points > 8 && old_seen > 4 && new_seen > 1));
}

static void can_be_begun(void)
{
    struct gate_state got;
    wrong += state_read(&got, folder, why, sizeof why) != FG_OK;
}

static void a_killed_beginner_can_begin_again(void)
{
    wrong = 0;
    int points = kill_everywhere(begin, begin_state, can_be_begun);
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT_TRUE(points == 0 || points > 8);
}

static void drop_copy(void)
{
    char path[4400];
    state_pack_path(&subject, subject.active, path, sizeof path);
    remove(path);
}

static void none_or_whole(void)
{
    char path[4400];
    state_pack_path(&subject, subject.active, path, sizeof path);
    bool there = access(path, F_OK) == 0;
    wrong += there && !is_copy(&subject, work_path("big.fgp"), subject.active);
    old_seen += !there;
    new_seen += there;
    state_drop_packs(&subject);
    strcat(path, ".new");
    wrong += access(path, F_OK) == 0;
}

static void a_killed_copier_leaves_none_or_all(void)
{
    begin();
    CU_ASSERT_EQUAL_FATAL(state_read(&subject, folder, why, sizeof why), FG_OK);
    snprintf(subject.active, sizeof subject.active, "%s", write_pack("big.fgp", 300000, 3));
    wrong = old_seen = new_seen = 0;
    int points = kill_everywhere(drop_copy, keep_pack, none_or_whole);
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT_TRUE(points == 0 || (points > 20 && old_seen > 10 && new_seen > 1));
}

static void goes_on(void)
{
    struct change_log_facts facts;
    wrong += log_it(&subject) != FG_OK;
    wrong += change_log_verify(in_folder("changes.log"), &facts, why, sizeof why) != FG_OK;
    wrong += facts.torn > 0; /* a line is written by one call: it is there or not */
}

static void nothing(void)
{
}

static void a_killed_logger_leaves_a_log_that_goes_on(void)
{
    begin();
    CU_ASSERT_EQUAL_FATAL(state_read(&subject, folder, why, sizeof why), FG_OK);
    wrong = 0;
    int points = kill_everywhere(nothing, log_change_of_subject, goes_on);
    CU_ASSERT_EQUAL(wrong, 0);
    CU_ASSERT_TRUE(points == 0 || points > 8);
}

/* A file may grow to so many bytes and no more, as on a full disk. */
static void limit_files(rlim_t bytes)
{
    struct rlimit limit;
    getrlimit(RLIMIT_FSIZE, &limit);
    limit.rlim_cur = bytes == 0 ? limit.rlim_max : bytes;
    setrlimit(RLIMIT_FSIZE, &limit);
    signal(SIGXFSZ, bytes == 0 ? SIG_DFL : SIG_IGN);
}

static void a_full_disk_changes_nothing(void)
{
    struct change_log_facts facts;
    size_t size, after;
    begin();
    CU_ASSERT_EQUAL_FATAL(state_read(&subject, folder, why, sizeof why), FG_OK);
    older = subject;
    log_it(&subject);
    free(read_file(in_folder("changes.log"), &size));
    activate(&subject, "kz", "2026.11", HASH_A, 1);
    limit_files(100);
    fg_error written = state_write(&subject, why, sizeof why);
    limit_files(size + 50);
    fg_error logged = change_log(&subject, &sample, why + 512, 512);
    limit_files(0);
    CU_ASSERT_EQUAL(written, FG_E_STATE);
    CU_ASSERT_STRING_EQUAL(said(), "/state: cannot be written: File too large; what stood there before still does");
    CU_ASSERT_EQUAL(logged, FG_E_STATE);
    CU_ASSERT_PTR_NOT_NULL(strstr(why + 512, "/changes.log: the change cannot be written down: File too large"));
    free(read_file(in_folder("changes.log"), &after));
    CU_ASSERT_EQUAL(after, size);
    CU_ASSERT_NOT_EQUAL(access(in_folder("state.new"), F_OK), 0);
    CU_ASSERT_EQUAL(change_log_verify(in_folder("changes.log"), &facts, why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(state_read(&newer, folder, why, sizeof why), FG_OK);
    CU_ASSERT_TRUE(is_same(&older, &newer));
}

/* What somebody has put where a file is written aside is not waited for and not written through. */
static void what_is_planted_aside_is_not_written_through(void)
{
    size_t size;
    begin();
    CU_ASSERT_EQUAL_FATAL(state_read(&subject, folder, why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL_FATAL(mkfifo(in_folder("state.new"), 0600), 0);
    alarm(120); /* ends the program, rather than wait for whoever reads the pipe */
    CU_ASSERT_EQUAL(state_write(&subject, why, sizeof why), FG_OK);
    alarm(0);
    CU_ASSERT_TRUE_FATAL(write_file(in_folder("precious"), "precious", 8));
    char to[768];
    snprintf(to, sizeof to, "%s", in_folder("state.new"));
    CU_ASSERT_EQUAL_FATAL(link(in_folder("precious"), to), 0);
    CU_ASSERT_EQUAL(state_write(&subject, why, sizeof why), FG_OK);
    char *kept = read_file(in_folder("precious"), &size);
    CU_ASSERT_TRUE(kept && size == 8);
    free(kept);
    CU_ASSERT_EQUAL_FATAL(symlink("precious", to), 0);
    CU_ASSERT_EQUAL(state_write(&subject, why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL_FATAL(mkdir(to, 0700), 0);
    CU_ASSERT_EQUAL(state_write(&subject, why, sizeof why), FG_E_STATE);
    rmdir(to);
    CU_ASSERT_EQUAL_FATAL(mkfifo(in_folder("pipe"), 0600), 0); /* a device or pipe is nothing to replace */
    CU_ASSERT_FALSE(durable_replace(in_folder("pipe"), 0600, "text", 4));
    CU_ASSERT_EQUAL(errno, EINVAL);
    CU_ASSERT_EQUAL(state_read(&newer, folder, why, sizeof why), FG_OK);
}

/* A process without a place for one more file replaces all or nothing: nothing is renamed that could not be synced. */
static void no_file_descriptor_is_found_out_before(void)
{
    struct rlimit limit, low;
    begin();
    CU_ASSERT_EQUAL_FATAL(state_read(&subject, folder, why, sizeof why), FG_OK);
    older = subject;
    activate(&subject, "kz", "2026.11", HASH_A, 1);
    getrlimit(RLIMIT_NOFILE, &limit);
    int next = dup(0);
    close(next);
    low = limit;
    low.rlim_cur = (rlim_t)next + 1; /* one more, and no other beside it */
    setrlimit(RLIMIT_NOFILE, &low);
    fg_error written = state_write(&subject, why, sizeof why);
    setrlimit(RLIMIT_NOFILE, &limit);
    CU_ASSERT_EQUAL(written, FG_E_STATE);
    CU_ASSERT_EQUAL(state_read(&newer, folder, why, sizeof why), FG_OK);
    CU_ASSERT_TRUE(is_same(&older, &newer));
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("state killed", open_folder, close_folder);
    CU_add_test(suite, "a killed writer leaves old or new", a_killed_writer_leaves_old_or_new);
    CU_add_test(suite, "a killed beginner can begin again", a_killed_beginner_can_begin_again);
    CU_add_test(suite, "a killed copier leaves none or all", a_killed_copier_leaves_none_or_all);
    CU_add_test(suite, "a killed logger leaves a log that goes on", a_killed_logger_leaves_a_log_that_goes_on);
    CU_add_test(suite, "a full disk changes nothing", a_full_disk_changes_nothing);
    CU_add_test(suite, "what is planted aside", what_is_planted_aside_is_not_written_through);
    CU_add_test(suite, "no file descriptor is left", no_file_descriptor_is_found_out_before);
    return run_tests();
}
