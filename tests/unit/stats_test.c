/*
 * stats_test.c: what rules, entries and lanes count, over reloads and from another process: the files that a gate keeps
 * its counters in, and what the command line reads of them, also of files that are damaged.
 */
#include <CUnit/Basic.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <pthread.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "adapters/hosts/cli/command.h"
#include "adapters/hosts/cli/stats/stats_read.h"
#include "gate_fixture.h"
#include "messages.h"
#include "plugin/evidence/stats_layout.h"
#include "run_tests.h"

#define FIATGATE_PROGRAM FIATGATE_BINARY_DIR "/fiatgate"
#define CHECKER          FIATGATE_SOURCE_DIR "/tests/cli/stats_prometheus"

static const char venue_mt[] = MT103_WITH("FOREIGN COIN EXCHANGE LTD", "INVOICE 7");
static const char word_mt[] = MT103_WITH("HANS MUSTER", "ZA USDT");
static const char plain_mt[] = MT103_WITH("HANS MUSTER", "INVOICE 7");

static char folder[64];
static char why[1024];

/* --- the folder ------------------------------------------------------------------------------------------------- */

static int make_folder(void)
{
    struct stat facts;
    bool memory = stat("/dev/shm", &facts) == 0 && access("/dev/shm", W_OK) == 0;
    snprintf(folder, sizeof folder, "%s/fiatgate-stats-XXXXXX", memory ? "/dev/shm" : "/tmp");
    return mkdtemp(folder) == NULL;
}

static unsigned files_of(const char *path, bool remove_them)
{
    unsigned count = 0;
    char name[512];
    DIR *entries = opendir(path);
    for (struct dirent *entry; entries && (entry = readdir(entries)) != NULL;) {
        if (entry->d_name[0] == '.')
            continue;
        count++;
        snprintf(name, sizeof name, "%s/%s", path, entry->d_name);
        if (remove_them)
            unlink(name);
    }
    if (entries)
        closedir(entries);
    return count;
}

static int remove_folder(void)
{
    files_of(folder, true);
    return rmdir(folder);
}

static struct gate_config shown_config(void)
{
    struct gate_config config = config_for_test();
    snprintf(config.stats_folder, sizeof config.stats_folder, "%s", folder);
    return config;
}

/* The path of the only file with that ending, cut from a fresh look at the folder. */
static const char *only_file(const char *ending)
{
    static char path[512];
    path[0] = '\0';
    DIR *entries = opendir(folder);
    for (struct dirent *entry; entries && (entry = readdir(entries)) != NULL;) {
        size_t length = strlen(entry->d_name), tail = strlen(ending);
        if (length > tail && strcmp(entry->d_name + length - tail, ending) == 0)
            snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
    }
    if (entries)
        closedir(entries);
    return path;
}

static void screen(fg_gate *gate, const char *message, unsigned times)
{
    fg_lane *lane = lane_for_test(gate);
    fg_verdict *verdict = verdict_for_test(gate);
    while (times-- > 0)
        fg_screen(lane, message, strlen(message), NULL, verdict);
    fg_verdict_free(verdict);
    CU_ASSERT_EQUAL(fg_lane_close(lane), FG_OK);
}

static fg_hits rule_hits(fg_gate *gate, uint32_t index)
{
    fg_hits hits = {.size = sizeof hits};
    CU_ASSERT_EQUAL(fg_rule_hits(gate, index, &hits), FG_OK);
    return hits;
}

/* --- counting --------------------------------------------------------------------------------------------------- */

static void count_and_reload(const struct gate_config *config)
{
    fg_gate *gate = gate_for_test(config);
    fg_hits hits = {.size = sizeof hits};
    screen(gate, venue_mt, 3);
    screen(gate, word_mt, 2);
    screen(gate, plain_mt, 5);
    for (int reloads = 0; reloads < 3; reloads++) {
        hits = rule_hits(gate, 0);
        CU_ASSERT_STRING_EQUAL(hits.id, "venue");
        CU_ASSERT_TRUE(hits.hits == 3 && hits.blocks == 3 && hits.holds == 0 && hits.flags == 0);
        hits = rule_hits(gate, 1);
        CU_ASSERT_STRING_EQUAL(hits.id, "word");
        CU_ASSERT_TRUE(hits.hits == 2 && hits.flags == 2);
        CU_ASSERT_EQUAL(fg_entry_hits(gate, 0, &hits), FG_OK);
        CU_ASSERT_STRING_EQUAL(hits.id, "venues/fce");
        CU_ASSERT_EQUAL(hits.hits, 3);
        CU_ASSERT_EQUAL(fg_reload(gate, NULL, why, sizeof why), FG_OK);
    }
    screen(gate, venue_mt, 1);
    CU_ASSERT_EQUAL(rule_hits(gate, 0).hits, 4);
    CU_ASSERT_EQUAL(fg_rule_hits(gate, 3, &hits), FG_E_NOT_FOUND);
    CU_ASSERT_EQUAL(fg_entry_hits(gate, 99, &hits), FG_E_NOT_FOUND);
    hits.size--;
    CU_ASSERT_EQUAL(fg_rule_hits(gate, 0, &hits), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL(fg_rule_hits(NULL, 0, &hits), FG_E_ARGUMENT);
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
}

static void counters_go_on_over_reloads(void)
{
    struct gate_config in_memory = config_for_test(), in_files = shown_config();
    count_and_reload(&in_memory);
    count_and_reload(&in_files);
    CU_ASSERT_EQUAL(files_of(folder, false), 0);
}

/* Two lanes screen while packs come and go: every hit is counted once. */
struct worker {
    fg_gate *gate;
    atomic_bool *stop;
    atomic_uint_fast64_t screened;
};

static void *work(void *argument)
{
    struct worker *worker = argument;
    fg_lane *lane = lane_for_test(worker->gate);
    fg_verdict *verdict = verdict_for_test(worker->gate);
    while (!atomic_load(worker->stop)) {
        fg_screen(lane, venue_mt, strlen(venue_mt), NULL, verdict);
        atomic_fetch_add(&worker->screened, 1);
    }
    fg_verdict_free(verdict);
    fg_lane_close(lane);
    return NULL;
}

static void no_hit_is_lost_under_reloads(void)
{
    struct gate_config config = shown_config();
    atomic_bool stop = false;
    fg_gate *gate = gate_for_test(&config);
    struct worker workers[2] = {{.gate = gate, .stop = &stop}, {.gate = gate, .stop = &stop}};
    pthread_t threads[2];
    for (int i = 0; i < 2; i++)
        CU_ASSERT_EQUAL(pthread_create(&threads[i], NULL, work, &workers[i]), 0);
    for (int i = 0; i < 2; i++)
        while (atomic_load(&workers[i].screened) == 0)
            sched_yield(); /* on a busy machine all reloads may be done before a thread begins */
    for (int i = 0; i < 50; i++)
        CU_ASSERT_EQUAL(fg_reload(gate, NULL, why, sizeof why), FG_OK);
    atomic_store(&stop, true);
    for (int i = 0; i < 2; i++)
        pthread_join(threads[i], NULL);
    CU_ASSERT_EQUAL(rule_hits(gate, 0).blocks, workers[0].screened + workers[1].screened);
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
}

/* --- the files -------------------------------------------------------------------------------------------------- */

static void each_gate_has_files_of_its_own(void)
{
    struct gate_config config = shown_config();
    fg_gate *first = gate_for_test(&config), *second = gate_for_test(&config);
    struct stat facts;
    CU_ASSERT_EQUAL(files_of(folder, false), 4);
    CU_ASSERT_EQUAL(stat(only_file(".gate"), &facts), 0);
    CU_ASSERT_EQUAL(facts.st_mode & 07777, 0640);
    CU_ASSERT_TRUE(facts.st_blocks * 512 >= facts.st_size);
    CU_ASSERT_EQUAL(stat(only_file(".pack"), &facts), 0);
    CU_ASSERT_EQUAL(facts.st_mode & 07777, 0640);
    CU_ASSERT_TRUE(facts.st_blocks * 512 >= facts.st_size);
    CU_ASSERT_EQUAL(fg_close(first), FG_OK);
    CU_ASSERT_EQUAL(files_of(folder, false), 2);
    CU_ASSERT_EQUAL(fg_close(second), FG_OK);
    CU_ASSERT_EQUAL(files_of(folder, false), 0);
}

static void a_refused_pack_leaves_no_file(void)
{
    struct gate_config config = shown_config();
    fg_gate *gate = gate_for_test(&config);
    CU_ASSERT_NOT_EQUAL(fg_reload(gate, "/nonexistent.fgp", why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(files_of(folder, false), 2);
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
    fg_gate *none = NULL;
    snprintf(config.pack_path, sizeof config.pack_path, "/nonexistent.fgp");
    CU_ASSERT_NOT_EQUAL(gate_open(&config, NULL, NULL, &none, why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(files_of(folder, false), 0);
}

static void folders_that_will_not_do_are_refused(void)
{
    struct gate_config config = shown_config();
    fg_gate *gate = NULL;
    snprintf(config.stats_folder, sizeof config.stats_folder, "%s/none", folder);
    CU_ASSERT_EQUAL(gate_open(&config, NULL, NULL, &gate, why, sizeof why), FG_E_STATE);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "cannot be opened (No such file or directory)"));
    config = shown_config();
    CU_ASSERT_EQUAL(chmod(folder, 0777), 0);
    CU_ASSERT_EQUAL(gate_open(&config, NULL, NULL, &gate, why, sizeof why), FG_E_STATE);
    CU_ASSERT_PTR_NOT_NULL(strstr(why, "give it mode 0750"));
    CU_ASSERT_EQUAL(chmod(folder, 0750), 0);
}

/* Links that somebody has put where the files are to be lead nowhere. */
static void links_are_not_followed(void)
{
    char path[512], target[512];
    struct gate_config config = shown_config();
    struct stat facts;
    snprintf(target, sizeof target, "%s/target", folder);
    FILE *file = fopen(target, "w");
    fputs("precious", file);
    fclose(file);
    static const char *const endings[] = {"1.gate", "1.pack", "1.pack.new", "2.pack.new", "2.pack"};
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        snprintf(path, sizeof path, "%s/" STATS_PREFIX "%d-%s", folder, (int)getpid(), endings[i]);
        CU_ASSERT_EQUAL(symlink(target, path), 0);
    }
    fg_gate *gate = gate_for_test(&config);
    screen(gate, venue_mt, 1);
    CU_ASSERT_EQUAL(fg_reload(gate, NULL, why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
    CU_ASSERT_EQUAL(stat(target, &facts), 0);
    CU_ASSERT_EQUAL(facts.st_size, 8);
    files_of(folder, true);
}

/* A process that ends without closing its gate, and the next one that opens one there. */
static void files_of_the_dead_are_removed(void)
{
    struct gate_config config = shown_config();
    struct stats_view view;
    pid_t child = fork();
    if (child == 0) {
        screen(gate_for_test(&config), venue_mt, 1);
        _exit(0);
    }
    waitpid(child, NULL, 0);
    CU_ASSERT_EQUAL(files_of(folder, false), 2);
    CU_ASSERT_EQUAL(stats_read(&view, folder), EXIT_DONE);
    CU_ASSERT_EQUAL_FATAL(view.count, 1);
    CU_ASSERT_FALSE(view.gates[0].alive);
    CU_ASSERT_EQUAL(view.gates[0].pid, (uint32_t)child);
    CU_ASSERT_EQUAL(stats_find(&view.gates[0], "messages")->values[0], 1);
    stats_free(&view);
    fg_gate *gate = gate_for_test(&config);
    CU_ASSERT_EQUAL(files_of(folder, false), 2);
    CU_ASSERT_EQUAL(stats_read(&view, folder), EXIT_DONE);
    CU_ASSERT_TRUE(view.count == 1 && view.gates[0].alive && view.gates[0].pid == (uint32_t)getpid());
    stats_free(&view);
    /* A forked child that closes what it inherited leaves the parent's files alone. */
    child = fork();
    if (child == 0)
        _exit(fg_close(gate) != FG_OK);
    waitpid(child, NULL, 0);
    CU_ASSERT_EQUAL(files_of(folder, false), 2);
    screen(gate, venue_mt, 1);
    CU_ASSERT_EQUAL(rule_hits(gate, 0).hits, 1);
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
}

/* In a child with a file system of its own, as large as so many pages. 0 = as expected, 77 = not permitted here. */
static int open_on_small(unsigned kilobytes, fg_error wanted)
{
    char options[64];
    struct gate_config config = shown_config();
    fg_gate *gate = NULL;
    snprintf(options, sizeof options, "size=%uk,mode=0750", kilobytes);
    if (unshare(CLONE_NEWNS) != 0 || mount(NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0 ||
        mount("none", folder, "tmpfs", 0, options) != 0)
        return 77;
    fg_error error = gate_open(&config, NULL, NULL, &gate, why, sizeof why);
    if (error != wanted)
        return 1;
    if (error != FG_OK)
        return !strstr(why, "make room") || files_of(folder, false) != 0;
    /* Full from here on: nothing that screening does needs more, and a reload says what it lacks. */
    char path[512];
    static char filler[4096];
    snprintf(path, sizeof path, "%s/filler", folder);
    int file = open(path, O_WRONLY | O_CREAT, 0600);
    while (write(file, filler, sizeof filler) > 0)
        continue;
    close(file);
    for (unsigned i = 0; i < config.lanes; i++)
        screen(gate, venue_mt, 10);
    if (rule_hits(gate, 0).hits != 10 * config.lanes)
        return 2;
    if (fg_reload(gate, NULL, why, sizeof why) != FG_E_STATE || !strstr(why, "make room"))
        return 3;
    screen(gate, venue_mt, 1);
    return fg_close(gate) != FG_OK;
}

static void a_full_file_system_is_a_sentence(void)
{
    static const struct {
        unsigned kilobytes;
        fg_error wanted;
    } sizes[] = {{4, FG_E_STATE}, {16, FG_OK}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        int status = 0;
        pid_t child = fork();
        if (child == 0)
            _exit(open_on_small(sizes[i].kilobytes, sizes[i].wanted));
        waitpid(child, &status, 0);
        if (WIFEXITED(status) && WEXITSTATUS(status) == 77)
            printf("(skipped: no file system can be mounted here) ");
        else
            CU_ASSERT_EQUAL(status, 0);
    }
}

/* --- the command line ------------------------------------------------------------------------------------------- */

static char printed[1 << 18];

/* Runs the command line on the folder; its exit code. */
static int run(const char *arguments)
{
    char command[1024];
    snprintf(command, sizeof command, FIATGATE_PROGRAM " stats %s %s 2>&1", arguments, folder);
    FILE *pipe = popen(command, "r");
    size_t length = pipe ? fread(printed, 1, sizeof printed - 1, pipe) : 0;
    printed[length] = '\0';
    int status = pipe ? pclose(pipe) : -1;
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static json_int_t number_at(const json_t *object, const char *key, const char *inner)
{
    const json_t *value = json_object_get(object, key);
    return json_integer_value(inner ? json_object_get(value, inner) : value);
}

static void another_process_reads_what_the_gate_says(void)
{
    struct gate_config config = shown_config();
    fg_gate *gate = gate_for_test(&config);
    fg_counters counters = {.size = sizeof counters};
    screen(gate, venue_mt, 7);
    screen(gate, word_mt, 2);
    screen(gate, "{1:nothing", 3);
    CU_ASSERT_EQUAL(fg_reload(gate, NULL, why, sizeof why), FG_OK);
    CU_ASSERT_EQUAL(fg_switch_off(gate, "A. Officer", "a test", why, sizeof why), FG_OK);
    screen(gate, plain_mt, 1);
    CU_ASSERT_EQUAL(fg_counters_read(gate, &counters), FG_OK);
    CU_ASSERT_EQUAL(run("--json"), EXIT_DONE);
    json_t *line = json_loads(printed, 0, NULL);
    CU_ASSERT_PTR_NOT_NULL_FATAL(line);
    const json_t *read = json_object_get(line, "counters");
    CU_ASSERT_EQUAL(number_at(read, "messages", NULL), (json_int_t)counters.messages);
    CU_ASSERT_EQUAL(number_at(read, "transfers", NULL), 9);
    CU_ASSERT_EQUAL(number_at(read, "actions", "block"), (json_int_t)counters.actions[FG_BLOCK]);
    CU_ASSERT_EQUAL(number_at(read, "actions", "flag"), 2);
    CU_ASSERT_EQUAL(number_at(read, "not_screened", "bad_message"), 3);
    CU_ASSERT_EQUAL(number_at(read, "not_screened", "switched_off"), 1);
    CU_ASSERT_EQUAL(number_at(line, "reloads", NULL), 1);
    CU_ASSERT_TRUE(json_is_true(json_object_get(line, "switched_off")));
    const json_t *rules = json_object_get(line, "rules"), *first = json_array_get(rules, 0);
    CU_ASSERT_EQUAL(json_array_size(rules), 3);
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(first, "rule")), "venue");
    CU_ASSERT_EQUAL(number_at(first, "blocks", NULL), 7);
    CU_ASSERT_EQUAL(number_at(json_array_get(json_object_get(line, "entries"), 0), "hits", NULL), 7);
    CU_ASSERT_STRING_EQUAL(json_string_value(json_object_get(json_object_get(line, "pack"), "name")), "api");
    json_decref(line);
    CU_ASSERT_EQUAL(run(""), EXIT_DONE);
    CU_ASSERT_PTR_NOT_NULL(strstr(printed, "alarm        switched-off: "));
    CU_ASSERT_PTR_NOT_NULL(strstr(printed, "\nactions      flag 2, block 7\n"));
    CU_ASSERT_PTR_NOT_NULL(strstr(printed, "\nvenues/fce"));
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
}

/* The checker knows the format's grammar; files are changed to hold what must be escaped. */
static void prometheus_can_read_it(void)
{
    struct gate_config config = shown_config();
    char command[1024];
    fg_gate *gate = gate_for_test(&config), *second = gate_for_test(&config);
    screen(gate, venue_mt, 7);
    int file = open(only_file(".pack"), O_WRONLY);
    static const char hostile[] = "a\"b\\c\nd\x1b[31m{}";
    CU_ASSERT_EQUAL(pwrite(file, hostile, sizeof hostile, (off_t)offsetof(struct stats_pack, name)), sizeof hostile);
    close(file);
    snprintf(command, sizeof command, FIATGATE_PROGRAM " stats --prometheus --entries 5 %s | python3 " CHECKER, folder);
    CU_ASSERT_EQUAL(system(command), 0);
    CU_ASSERT_EQUAL(run("--prometheus"), EXIT_DONE);
    CU_ASSERT_PTR_NOT_NULL(strstr(printed, "pack=\"a\\\"b\\\\c?d?[31m{}\""));
    CU_ASSERT_PTR_NOT_NULL(strstr(printed, "rule=\"venue\"} 7\n"));
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
    CU_ASSERT_EQUAL(fg_close(second), FG_OK);
}

static size_t read_file(const char *path, unsigned char *bytes, size_t size)
{
    FILE *file = fopen(path, "r");
    size_t length = file ? fread(bytes, 1, size, file) : 0;
    if (file)
        fclose(file);
    return length;
}

static void write_file(const char *path, const unsigned char *bytes, size_t length)
{
    FILE *file = fopen(path, "w");
    CU_ASSERT_EQUAL(fwrite(bytes, 1, length, file), length);
    fclose(file);
}

/* Cut short anywhere, or with any byte changed: a sentence or figures, never a crash. The sanitizers look on. */
static void damaged_files_are_harmless(void)
{
    static unsigned char gate_bytes[1 << 16], pack_bytes[1 << 16];
    char gate_path[512], pack_path[512];
    struct gate_config config = shown_config();
    struct stats_view view;
    fg_gate *gate = gate_for_test(&config);
    screen(gate, venue_mt, 1);
    size_t gate_size = read_file(only_file(".gate"), gate_bytes, sizeof gate_bytes);
    size_t pack_size = read_file(only_file(".pack"), pack_bytes, sizeof pack_bytes);
    CU_ASSERT_EQUAL(fg_close(gate), FG_OK);
    snprintf(gate_path, sizeof gate_path, "%s/" STATS_PREFIX "0-1.gate", folder);
    snprintf(pack_path, sizeof pack_path, "%s/" STATS_PREFIX "0-1.pack", folder);
    int null = open("/dev/null", O_WRONLY), standard_error = dup(2);
    dup2(null, 2); /* thousands of sentences */
    write_file(pack_path, pack_bytes, pack_size);
    for (size_t i = 0; i < gate_size; i++) {
        write_file(gate_path, gate_bytes, i);
        CU_ASSERT_EQUAL(stats_read(&view, folder), EXIT_INPUT);
        CU_ASSERT_EQUAL(view.count, 0);
        stats_free(&view);
        gate_bytes[i] ^= 0xFF;
        write_file(gate_path, gate_bytes, gate_size);
        stats_read(&view, folder);
        stats_free(&view);
        gate_bytes[i] ^= 0xFF;
    }
    write_file(gate_path, gate_bytes, gate_size);
    for (size_t i = 0; i < pack_size; i++) {
        write_file(pack_path, pack_bytes, i);
        CU_ASSERT_EQUAL(stats_read(&view, folder), EXIT_INPUT);
        CU_ASSERT_TRUE(view.count == 1 && view.gates[0].pack == NULL);
        stats_free(&view);
        for (unsigned flip = 0x80; flip <= 0xFF; flip += 0x7F) {
            pack_bytes[i] ^= (unsigned char)flip;
            write_file(pack_path, pack_bytes, pack_size);
            stats_read(&view, folder);
            stats_free(&view);
            pack_bytes[i] ^= (unsigned char)flip;
        }
    }
    dup2(standard_error, 2);
    close(standard_error);
    close(null);
    files_of(folder, true);
}

static void what_is_wrong_is_said(void)
{
    CU_ASSERT_EQUAL(run(""), EXIT_DONE);
    CU_ASSERT_PTR_NOT_NULL(strstr(printed, "no gate keeps its counters here"));
    CU_ASSERT_EQUAL(run("--json"), EXIT_DONE);
    CU_ASSERT_STRING_EQUAL(printed, "");
    char path[512];
    snprintf(path, sizeof path, "%s/" STATS_PREFIX "0-1.gate", folder);
    static unsigned char other[sizeof(struct stats_gate) + 64] = STATS_GATE_MAGIC "\x63";
    write_file(path, other, sizeof other);
    CU_ASSERT_EQUAL(run(""), EXIT_INPUT);
    CU_ASSERT_PTR_NOT_NULL(strstr(printed, "the file has layout 99, this program reads 1"));
    files_of(folder, true);
    CU_ASSERT_EQUAL(symlink("/etc/passwd", path), 0);
    CU_ASSERT_EQUAL(run(""), EXIT_INPUT);
    CU_ASSERT_PTR_NOT_NULL(strstr(printed, "cannot be read"));
    files_of(folder, true);
    CU_ASSERT_EQUAL(mkfifo(path, 0600), 0);
    CU_ASSERT_EQUAL(run(""), EXIT_INPUT); /* and does not wait for a writer */
    files_of(folder, true);
}

int main(void)
{
    CU_initialize_registry();
    CU_pSuite suite = CU_add_suite("stats", make_folder, remove_folder);
    CU_ADD_TEST(suite, counters_go_on_over_reloads);
    CU_ADD_TEST(suite, no_hit_is_lost_under_reloads);
    CU_ADD_TEST(suite, each_gate_has_files_of_its_own);
    CU_ADD_TEST(suite, a_refused_pack_leaves_no_file);
    CU_ADD_TEST(suite, folders_that_will_not_do_are_refused);
    CU_ADD_TEST(suite, links_are_not_followed);
    CU_ADD_TEST(suite, files_of_the_dead_are_removed);
    CU_ADD_TEST(suite, a_full_file_system_is_a_sentence);
    CU_ADD_TEST(suite, another_process_reads_what_the_gate_says);
    CU_ADD_TEST(suite, prometheus_can_read_it);
    CU_ADD_TEST(suite, damaged_files_are_harmless);
    CU_ADD_TEST(suite, what_is_wrong_is_said);
    return run_tests();
}
