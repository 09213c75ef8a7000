/*
 * bench_replay.c: `replay` of one archive on disk, beside processes that do nothing but screen the same messages
 * (bench_replay.h). All of them are whole processes, from their start to their end, in rounds in which each has its
 * turn: what starting and loading the pack cost is in all, and so is a slow minute of the machine. Writes below
 * TMPDIR, or /tmp, and removes what it wrote.
 */
#include "bench_replay.h"

#include <errno.h>
#include <expat.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sched.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "bench.pb-c.h"
#include "bench_payments.h"
#include "proto_json.h"

#define ADDED_MOST     0.50
#define SPEED_UP_LEAST 0.95
#define HASH_SALT      0x5bd1e995u /* any: so that no parse asks the system for one */
#define PADDING        64
#define FOLDER_BYTES   4096
#define PATH_BYTES     (FOLDER_BYTES + 32)

enum kind { PACS008, MT103, KINDS };
static const char *const kind_names[KINDS] = {"pacs.008", "mt103"};

/* What has its turn in a round. */
enum runner { EXPAT, SCREENING, REPLAY, TWO_SCREENINGS, TWO_JOBS, RUNNERS };
static const struct {
    const char *subject, *title;
} runners[RUNNERS] = {{"expat", "expat's parse"},
                      {"screening", "screening, one process"},
                      {"replay", "replay, one job"},
                      {"screening+twin", "screening, two processes at once, each all messages"},
                      {"replay+jobs", "replay, two jobs"}};

/* All messages of a kind, one behind the other. */
struct messages {
    char *bytes;
    size_t *ends;
    size_t used;
};

struct rig {
    const struct bench_replay_plan *plan;
    char folder[FOLDER_BYTES];
    struct messages messages[KINDS];
    XML_Parser parser;
    /* By the clock; and what the processors spent, which is the same on a busy machine. */
    double seconds[KINDS][RUNNERS][BENCH_REPLAY_ROUNDS], spent[KINDS][RUNNERS][BENCH_REPLAY_ROUNDS];
    bool two_cores;
};

static double now(clockid_t clock)
{
    struct timespec time;
    clock_gettime(clock, &time);
    return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

/* --- Messages, in memory and as archives ----------------------------------------------------------------------- */

static struct payment_plan payments(const struct rig *rig)
{
    return (struct payment_plan){
        .seed = 1, .count = rig->plan->messages, .one_in = PAYMENT_ONE_IN, .customers = PAYMENT_CUSTOMERS};
}

static bool make_messages(const struct rig *rig, enum kind kind, struct messages *messages)
{
    struct payment_plan plan = payments(rig);
    size_t room = 0;
    messages->ends = calloc(plan.count, sizeof *messages->ends);
    for (uint64_t n = 0; messages->ends && n < plan.count; n++) {
        struct payment payment;
        if (room - messages->used < PAYMENT_BYTES + PADDING) {
            room = room * 2 + (1u << 20);
            char *grown = realloc(messages->bytes, room);
            if (!grown)
                return false;
            messages->bytes = grown;
        }
        payment_make(&payment, &plan, n);
        char *out = messages->bytes + messages->used;
        messages->used += kind == PACS008 ? payment_pacs008(&payment, out) : payment_mt103(&payment, out);
        messages->ends[n] = messages->used;
    }
    return messages->ends != NULL;
}

static const char *path_of(const struct rig *rig, const char *name, char path[PATH_BYTES])
{
    snprintf(path, PATH_BYTES, "%.*s/%s", FOLDER_BYTES - 1, rig->folder, name);
    return path;
}

static const char *archive_of(const struct rig *rig, enum kind kind, char path[PATH_BYTES])
{
    return path_of(rig, kind == PACS008 ? "pacs008.tar" : "mt103.tar", path);
}

static bool make_archive(const struct rig *rig, enum kind kind)
{
    char path[PATH_BYTES];
    struct payment_plan plan = payments(rig);
    int file = open(archive_of(rig, kind, path), O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    bool done = file >= 0 && payments_tar(&plan, kind == PACS008 ? PAYMENTS_PACS008 : PAYMENTS_MT103, file);
    if (!done)
        say("%s cannot be written: %s", path, strerror(errno));
    if (file >= 0)
        close(file);
    return done;
}

/* --- Those that have their turn -------------------------------------------------------------------------------- */

static bool parse_all(const struct rig *rig, const struct messages *messages, double *spent)
{
    size_t begin = 0;
    double begun = now(CLOCK_PROCESS_CPUTIME_ID);
    for (uint64_t n = 0; n < rig->plan->messages; begin = messages->ends[n++]) {
        XML_ParserReset(rig->parser, NULL);
        XML_SetHashSalt(rig->parser, HASH_SALT);
        if (XML_Parse(rig->parser, messages->bytes + begin, (int)(messages->ends[n] - begin), XML_TRUE) !=
            XML_STATUS_OK)
            return false;
    }
    *spent = now(CLOCK_PROCESS_CPUTIME_ID) - begun;
    return true;
}

/* One pack's half of a screening process. */
struct side {
    fg_gate *gate;
    fg_lane *lane;
    fg_verdict *verdict;
};

static int side_open(struct side *side, const struct setup *of, const char *pack)
{
    struct setup setup = *of;
    setup.pack = pack;
    int code = setup_open(&setup, 1, &side->gate);
    if (code == EXIT_DONE &&
        (fg_lane_open(side->gate, &side->lane) != FG_OK || fg_verdict_new(side->gate, &side->verdict) != FG_OK))
        code = EXIT_PRODUCT;
    return code;
}

/* All of a screening process; never returns. */
static void screen_all(const struct rig *rig, const struct messages *messages)
{
    struct side sides[2];
    const char *const packs[2] = {rig->plan->setup->pack, rig->plan->against};
    size_t side_count = rig->plan->against ? 2 : 1, begin = 0;
    int code = EXIT_DONE;
    for (size_t i = 0; i < side_count && code == EXIT_DONE; i++)
        code = side_open(&sides[i], rig->plan->setup, packs[i]);
    for (uint64_t n = 0; code == EXIT_DONE && n < rig->plan->messages; begin = messages->ends[n++])
        for (size_t i = 0; i < side_count; i++)
            if (fg_screen(sides[i].lane, messages->bytes + begin, messages->ends[n] - begin, &rig->plan->setup->facts,
                          sides[i].verdict) != FG_OK)
                code = EXIT_PRODUCT;
    _exit(code);
}

static pid_t start_screening(const struct rig *rig, const struct messages *messages)
{
    pid_t child = fork();
    if (child == 0)
        screen_all(rig, messages);
    return child;
}

static pid_t start_replay(const struct rig *rig, enum kind kind, const char *jobs)
{
    char archive[PATH_BYTES], report[PATH_BYTES];
    const char *arguments[16] = {"fiatgate", "replay",
                                 "--quiet",  "--anew",
                                 "--jobs",   jobs,
                                 "--pack",   rig->plan->setup->pack,
                                 "--report", path_of(rig, "report.html", report)};
    size_t count = 10;
    if (rig->plan->against) {
        arguments[count++] = "--against";
        arguments[count++] = rig->plan->against;
    }
    arguments[count++] = archive_of(rig, kind, archive);
    posix_spawn_file_actions_t actions;
    pid_t child = -1;
    if (posix_spawn_file_actions_init(&actions) != 0)
        return -1;
    if (posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0) != 0 ||
        posix_spawn(&child, "/proc/self/exe", &actions, NULL, (char **)(uintptr_t)arguments, environ) != 0)
        child = -1;
    posix_spawn_file_actions_destroy(&actions);
    return child;
}

/* A difference between two packs is no failure. Adds what it spent. */
static bool ended_well(pid_t child, double *spent)
{
    int status;
    struct rusage usage;
    if (child < 0)
        return false;
    while (wait4(child, &status, 0, &usage) < 0)
        if (errno != EINTR)
            return false;
    *spent += (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
              (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
    return WIFEXITED(status) && (WEXITSTATUS(status) == EXIT_DONE || WEXITSTATUS(status) == EXIT_DIFFERS);
}

static bool run(const struct rig *rig, enum kind kind, enum runner runner, double *spent)
{
    const struct messages *messages = &rig->messages[kind];
    switch (runner) {
    case EXPAT:
        return parse_all(rig, messages, spent);
    case SCREENING:
        return ended_well(start_screening(rig, messages), spent);
    case TWO_SCREENINGS: {
        pid_t one = start_screening(rig, messages), other = start_screening(rig, messages);
        bool done = ended_well(one, spent);
        return ended_well(other, spent) && done;
    }
    default:
        return ended_well(start_replay(rig, kind, runner == REPLAY ? "1" : "2"), spent);
    }
}

/* Whether that runner has a turn: expat reads XML alone, and two need two cores. */
static bool has_turn(const struct rig *rig, enum kind kind, enum runner runner)
{
    return (runner != EXPAT || kind == PACS008) && (runner < TWO_SCREENINGS || rig->two_cores);
}

static bool run_turn(struct rig *rig, enum kind kind, enum runner runner, int round)
{
    if (!has_turn(rig, kind, runner))
        return true;
    double begun = now(CLOCK_MONOTONIC);
    if (!run(rig, kind, runner, &rig->spent[kind][runner][round])) {
        say("%s of the bench's %s failed: nothing is measured", runners[runner].title, kind_names[kind]);
        return false;
    }
    rig->seconds[kind][runner][round] = now(CLOCK_MONOTONIC) - begun;
    return true;
}

/* Every other round goes backwards, so that a machine that becomes slower or faster favours nobody. */
static bool run_rounds(struct rig *rig)
{
    bool done = true;
    for (int round = 0; round < BENCH_REPLAY_ROUNDS; round++)
        for (int kind = 0; kind < KINDS; kind++)
            for (int turn = 0; done && turn < RUNNERS; turn++)
                done = run_turn(rig, (enum kind)kind, (enum runner)(round % 2 ? RUNNERS - 1 - turn : turn), round);
    return done;
}

/* --- What came of it ------------------------------------------------------------------------------------------- */

static int ascending(const void *a, const void *b)
{
    double left = *(const double *)a, right = *(const double *)b;
    return left < right ? -1 : left > right;
}

static double median(const double figures[BENCH_REPLAY_ROUNDS])
{
    double sorted[BENCH_REPLAY_ROUNDS];
    memcpy(sorted, figures, sizeof sorted);
    qsort(sorted, BENCH_REPLAY_ROUNDS, sizeof *sorted, ascending);
    return sorted[BENCH_REPLAY_ROUNDS / 2];
}

/* What is compared is compared round by round. */
struct ratios {
    double added, added_of_expat, speed_up, twin_speed_up, speed_up_ratio;
};

static struct ratios ratios_of(const struct rig *rig, enum kind kind)
{
    double added[BENCH_REPLAY_ROUNDS], of_expat[BENCH_REPLAY_ROUNDS], speed_up[BENCH_REPLAY_ROUNDS],
        twin[BENCH_REPLAY_ROUNDS], ratio[BENCH_REPLAY_ROUNDS];
    for (int round = 0; round < BENCH_REPLAY_ROUNDS; round++) {
        double screening = rig->seconds[kind][SCREENING][round], replay = rig->seconds[kind][REPLAY][round];
        added[round] = rig->spent[kind][REPLAY][round] - rig->spent[kind][SCREENING][round];
        of_expat[round] = added[round] / rig->spent[PACS008][EXPAT][round];
        speed_up[round] = rig->two_cores ? replay / rig->seconds[kind][TWO_JOBS][round] : 0;
        twin[round] = rig->two_cores ? 2 * screening / rig->seconds[kind][TWO_SCREENINGS][round] : 0;
        ratio[round] = rig->two_cores ? speed_up[round] / twin[round] : 0;
    }
    return (struct ratios){.added = median(added),
                           .added_of_expat = median(of_expat),
                           .speed_up = median(speed_up),
                           .twin_speed_up = median(twin),
                           .speed_up_ratio = median(ratio)};
}

static void print_json(const struct rig *rig)
{
    for (int kind = 0; kind < KINDS; kind++) {
        struct ratios ratios = ratios_of(rig, (enum kind)kind);
        for (int runner = 0; runner < RUNNERS; runner++) {
            if (!has_turn(rig, (enum kind)kind, (enum runner)runner))
                continue;
            Fiatgate__Figure figure = FIATGATE__FIGURE__INIT;
            figure.message = (char *)(uintptr_t)kind_names[kind];
            figure.subject = (char *)(uintptr_t)runners[runner].subject;
            figure.has_bytes = figure.has_samples = figure.has_p50_ns = 1;
            figure.bytes = rig->messages[kind].used / rig->plan->messages;
            figure.samples = rig->plan->messages * BENCH_REPLAY_ROUNDS;
            figure.p50_ns = (uint64_t)(median(rig->seconds[kind][runner]) * 1e9 / (double)rig->plan->messages);
            figure.has_spent_ns = 1;
            figure.spent_ns = (uint64_t)(median(rig->spent[kind][runner]) * 1e9 / (double)rig->plan->messages);
            figure.has_added_ratio = runner == REPLAY;
            figure.added_ratio = ratios.added_of_expat;
            figure.has_speed_up = runner >= TWO_SCREENINGS;
            figure.speed_up = runner == TWO_JOBS ? ratios.speed_up : ratios.twin_speed_up;
            figure.has_speed_up_ratio = runner == TWO_JOBS;
            figure.speed_up_ratio = ratios.speed_up_ratio;
            proto_json_write(stdout, &figure.base);
        }
    }
}

static void print(const struct rig *rig)
{
    printf("%-10s %-52s %6s %9s %12s %12s   medians of %d rounds\n", "message", "", "bytes", "messages", "ns a message",
           "of processor", BENCH_REPLAY_ROUNDS);
    for (int kind = 0; kind < KINDS; kind++)
        for (int runner = 0; runner < RUNNERS; runner++)
            if (has_turn(rig, (enum kind)kind, (enum runner)runner))
                printf("%-10s %-52s %6zu %9" PRIu64 " %12.0f %12.0f\n", kind_names[kind], runners[runner].title,
                       rig->messages[kind].used / rig->plan->messages, rig->plan->messages,
                       median(rig->seconds[kind][runner]) * 1e9 / (double)rig->plan->messages,
                       median(rig->spent[kind][runner]) * 1e9 / (double)rig->plan->messages);
    putchar('\n');
    for (int kind = 0; kind < KINDS; kind++) {
        struct ratios ratios = ratios_of(rig, (enum kind)kind);
        printf("%s: reading, taking and reporting add %.1f µs of the processor a message to screening, %.2f of expat's "
               "parse of the "
               "pacs.008 (at most %.2f is wanted).\n",
               kind_names[kind], ratios.added * 1e6 / (double)rig->plan->messages, ratios.added_of_expat, ADDED_MOST);
        if (rig->two_cores)
            printf("%s: two jobs are %.2f times as fast as one, two screening processes that know nothing of each "
                   "other %.2f times: %.2f of it (at least %.2f is wanted).\n",
                   kind_names[kind], ratios.speed_up, ratios.twin_speed_up, ratios.speed_up_ratio, SPEED_UP_LEAST);
    }
    if (!rig->two_cores)
        puts("This process may use one core only: two jobs are not measured.");
}

static void rig_free(struct rig *rig)
{
    static const char *const files[] = {"pacs008.tar", "mt103.tar", "report.html", "report.csv", "report.html.work"};
    char path[PATH_BYTES];
    for (size_t i = 0; i < sizeof files / sizeof *files && rig->folder[0]; i++)
        remove(path_of(rig, files[i], path));
    if (rig->folder[0])
        rmdir(rig->folder);
    for (int kind = 0; kind < KINDS; kind++) {
        free(rig->messages[kind].bytes);
        free(rig->messages[kind].ends);
    }
    if (rig->parser)
        XML_ParserFree(rig->parser);
    free(rig);
}

static bool prepare(struct rig *rig)
{
    cpu_set_t cores;
    rig->two_cores = sched_getaffinity(0, sizeof cores, &cores) == 0 && CPU_COUNT(&cores) > 1;
    const char *temporary = getenv("TMPDIR");
    snprintf(rig->folder, sizeof rig->folder, "%s/fiatgate-bench-XXXXXX", temporary && *temporary ? temporary : "/tmp");
    if (!mkdtemp(rig->folder)) {
        say("no archive can be written in %s: %s; set TMPDIR", rig->folder, strerror(errno));
        rig->folder[0] = '\0';
        return false;
    }
    rig->parser = XML_ParserCreate(NULL);
    for (int kind = 0; kind < KINDS; kind++)
        if (!rig->parser || !make_messages(rig, (enum kind)kind, &rig->messages[kind])) {
            say("memory for %" PRIu64 " messages could not be had; lower --messages", rig->plan->messages);
            return false;
        }
    return make_archive(rig, PACS008) && make_archive(rig, MT103);
}

int bench_replay(const struct bench_replay_plan *plan)
{
    struct rig *rig = calloc(1, sizeof *rig);
    if (!rig)
        return EXIT_PRODUCT;
    rig->plan = plan;
    bool done = prepare(rig) && run_rounds(rig);
    if (done && plan->json)
        print_json(rig);
    else if (done)
        print(rig);
    rig_free(rig);
    return done ? EXIT_DONE : EXIT_PRODUCT;
}
