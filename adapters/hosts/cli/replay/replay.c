/*
 * replay.c: `fiatgate replay`: many messages against a pack, on several threads; counts, differences from labels,
 * speed.
 */
#include <inttypes.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "command.h"
#include "labels.h"
#include "screening.h"
#include "verdict_table.h"
#include "tally.h"

#define JOBS_MOST 256

static const char help[] =
    "fiatgate replay --pack PACK [OPTION]... PATH...\n"
    "\n"
    "Screens many messages and counts: transfers by action, messages that are no transfer or could not be screened\n"
    "by cause, rules by how often they decided, and the speed. Each payment is taken as of its own settlement date.\n"
    "\n"
    "PATH is a message, a folder (all files in it but hidden ones, *.csv, *.md, *.cfg), *.jsonl (canonical\n"
    "transfers, one a line), or - for standard input.\n"
    "\n"
    "  --labels CSV             compare with what is expected, and print each difference. Columns: file, tx, action\n"
    "                           and, if wanted, rule (must have decided) and why. tx 0, or none, is the message as a\n"
    "                           whole: its strictest action. file is a path as given, or below a PATH that is a\n"
    "                           folder, or below the folder of CSV. A label that no message met is a difference\n"
    "  --jobs N                 threads, each with a lane of its own (default 1)\n" SETUP_HELP "\n"
    "  fiatgate replay --pack kz.fgp --jobs 2 archive/\n"
    "  fiatgate replay --pack rules/packs/kz --labels samples/labels.csv samples/messages\n"
    "\n"
    "Exit code 0 when done, 1 when anything differs from its label, 3 when a message could not be read that no label\n"
    "speaks of.\n";

/* What the threads share. */
struct replay {
    const struct inputs *inputs;
    struct labels *labels; /* NULL = none */
    atomic_size_t next;
};

struct worker {
    struct replay *replay;
    struct screening screening;
    struct tally tally;
    uint64_t unlabelled; /* lines that no label speaks of */
    bool unforeseen;     /* a message could not be read, and no label speaks of it */
    pthread_t thread;
    bool started;
};

static void take_line(void *context, const struct input *input, const Fiatgate__Verdict *line)
{
    struct worker *worker = context;
    struct labels *labels = worker->replay->labels;
    tally_line(&worker->tally, line);
    bool labelled = labels && labels_note(labels, input, line);
    worker->unlabelled += labels && !labelled;
    if (line->status == FIATGATE__STATUS__STATUS_NOT_SCREENED && !labelled)
        worker->unforeseen = true;
}

static void *work(void *context)
{
    struct worker *worker = context;
    struct replay *replay = worker->replay;
    for (;;) {
        size_t i = atomic_fetch_add(&replay->next, 1);
        if (i >= replay->inputs->count)
            return NULL;
        screening_run(&worker->screening, &replay->inputs->items[i]);
    }
}

static double seconds_since(const struct timespec *begun)
{
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)(now.tv_sec - begun->tv_sec) + (double)(now.tv_nsec - begun->tv_nsec) / 1e9;
}

static void print_counts(const struct tally *tally, const struct inputs *inputs, uint64_t messages)
{
    bool colour = colour_wanted(stdout);
    printf("messages         %10" PRIu64 "   in %zu file%s", messages, inputs->count, plural(inputs->count));
    if (inputs->skipped > 0)
        printf("; %zu left out (hidden, *.csv, *.md, *.cfg)", inputs->skipped);
    printf("\n  no transfer    %10" PRIu64 "\n  not screened   %10" PRIu64, tally->not_a_transfer,
           tally_not_screened(tally));
    for (int i = 0, shown = 0; i < FG_CAUSE_COUNT; i++)
        if (tally->not_screened[i] > 0)
            printf("%s%s %" PRIu64, shown++ ? ", " : "   ", fg_cause_name((fg_cause)i), tally->not_screened[i]);
    printf("\ntransfers        %10" PRIu64 "\n", tally_transfers(tally));
    for (int i = FG_PASS; i <= FG_BLOCK; i++)
        printf("  %s%-14s%s %10" PRIu64 "\n", action_paint(i, colour), fg_action_name((fg_action)i),
               colour ? "\033[0m" : "", tally->transfers[i]);
    if (tally->rule_count > 0)
        printf("%-40s %10s %10s\n", "rules", "decided", "held");
    for (size_t i = 0; i < tally->rule_count; i++)
        printf("  %-38s %10" PRIu64 " %10" PRIu64 "\n", tally->rules[i].rule, tally->rules[i].decided,
               tally->rules[i].held);
    if (tally->reasons_dropped > 0)
        printf("  %" PRIu64 " reasons were more than a verdict keeps; their actions count\n", tally->reasons_dropped);
}

static void print_speed(const struct worker *workers, size_t jobs, double seconds)
{
    uint64_t messages = 0, bytes = 0, nanoseconds = 0;
    for (size_t i = 0; i < jobs; i++) {
        messages += workers[i].screening.messages;
        bytes += workers[i].screening.bytes;
        nanoseconds += workers[i].screening.nanoseconds;
    }
    printf("speed: %.2f s with %zu job%s, reading files included: %.0f messages/s, %.1f MB/s; inside the library %.1f "
           "µs a message\n",
           seconds, jobs, plural(jobs), seconds > 0 ? (double)messages / seconds : 0,
           seconds > 0 ? (double)bytes / seconds / 1e6 : 0,
           messages > 0 ? (double)nanoseconds / (double)messages / 1e3 : 0);
}

/* Counts, differences and speed; the exit code. */
static int report(struct replay *replay, struct worker *workers, size_t jobs, double seconds)
{
    struct tally tally = {0};
    uint64_t messages = 0, unlabelled = 0;
    int code = EXIT_DONE;
    for (size_t i = 0; i < jobs; i++) {
        tally_add(&tally, &workers[i].tally);
        messages += workers[i].screening.messages;
        unlabelled += workers[i].unlabelled;
        if (workers[i].unforeseen)
            code = exit_worst(code, EXIT_INPUT);
        if (workers[i].screening.code == EXIT_PRODUCT)
            code = EXIT_PRODUCT;
    }
    tally_sort(&tally);
    print_counts(&tally, replay->inputs, messages);
    if (replay->labels) {
        putchar('\n');
        if (labels_report(replay->labels) > 0)
            code = exit_worst(code, EXIT_DIFFERS);
        if (unlabelled > 0)
            printf("%" PRIu64 " transfer%s or message%s without a label\n", unlabelled, plural(unlabelled),
                   plural(unlabelled));
    }
    putchar('\n');
    print_speed(workers, jobs, seconds);
    if (tally.failed) {
        say("memory for counting could not be had");
        code = EXIT_PRODUCT;
    }
    tally_free(&tally);
    return code;
}

static int run_workers(struct replay *replay, struct worker *workers, size_t jobs)
{
    struct timespec begun;
    clock_gettime(CLOCK_MONOTONIC, &begun);
    /* The first worker is this thread; one that cannot be started leaves its share to the others. */
    for (size_t i = 1; i < jobs; i++)
        workers[i].started = pthread_create(&workers[i].thread, NULL, work, &workers[i]) == 0;
    work(&workers[0]);
    for (size_t i = 1; i < jobs; i++)
        if (workers[i].started)
            pthread_join(workers[i].thread, NULL);
    return report(replay, workers, jobs, seconds_since(&begun));
}

static int replay_all(struct setup *setup, struct replay *replay, size_t jobs)
{
    fg_gate *gate = NULL;
    struct worker *workers = calloc(jobs, sizeof *workers);
    int code = workers ? setup_open(setup, (uint32_t)jobs, &gate) : EXIT_PRODUCT;
    if (!workers)
        say("memory for %zu jobs could not be had", jobs);
    size_t open = 0;
    for (; code == EXIT_DONE && open < jobs; open++) {
        workers[open].replay = replay;
        code = screening_open(&workers[open].screening, setup, gate, take_line, &workers[open]);
    }
    if (code == EXIT_DONE)
        code = run_workers(replay, workers, jobs);
    for (size_t i = 0; i < open; i++) {
        screening_close(&workers[i].screening);
        tally_free(&workers[i].tally);
    }
    free(workers);
    fg_close(gate);
    return code;
}

int command_replay(int argc, char **argv)
{
    enum { LABELS = 256, JOBS };
    static const struct option options[] = {{"labels", required_argument, NULL, LABELS},
                                            {"jobs", required_argument, NULL, JOBS},
                                            SETUP_OPTIONS,
                                            OPTION_HELP,
                                            {0}};
    struct setup setup;
    setup_defaults(&setup, "replay");
    const char *label_file = NULL;
    uint64_t jobs = 1;
    int code;
    while ((code = next_option("replay", argc, argv, ":hj:", options)) != -1) {
        if (code == 'h') {
            fputs(help, stdout);
            return EXIT_DONE;
        }
        if (code == '?' || !setup_take(&setup, code, optarg))
            return EXIT_USAGE;
        if (code == LABELS)
            label_file = optarg;
        if ((code == JOBS || code == 'j') && !number_given(optarg, 1, JOBS_MOST, &jobs))
            return say_usage("replay", "--jobs is a number from 1 to %d, not '%s'", JOBS_MOST, optarg);
    }
    if (!setup.pack)
        return say_usage("replay", "no pack is given; add --pack PACK");
    struct inputs inputs = {0};
    struct labels labels;
    struct replay replay = {.inputs = &inputs};
    int answer = inputs_add_all(&inputs, "replay", argv + optind, argc - optind, setup.format);
    if (inputs.count > 0) {
        bool read = !label_file || labels_read(&labels, label_file);
        replay.labels = label_file ? &labels : NULL;
        answer = exit_worst(answer, read ? replay_all(&setup, &replay, jobs) : EXIT_INPUT);
        if (label_file)
            labels_free(&labels);
    }
    inputs_free(&inputs);
    return answer;
}
