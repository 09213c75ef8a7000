/*
 * replay.c: `fiatgate replay`: recorded payments screened once more, with a new pack (replay_options.c has its help).
 * Opens what a replay needs, lets it run, and has what was found shown.
 */
#include <inttypes.h>
#include <sched.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "civil_date.h"
#include "command.h"
#include "digest.h"
#include "findings.h"
#include "replay_options.h"
#include "replay_places.h"
#include "replay_run.h"
#include "replay_show.h"
#include "stop_signal.h"

struct replay {
    const struct replay_options *options;
    size_t jobs;
    struct replay_gates *gates;
    struct gate_pair first; /* of the gates: what the packs are is asked there */
    struct labels labels;
    struct reading *reading;
    struct work_file *work;
    struct replay_speed speed;
};

/* --- open -------------------------------------------------------------------------------------------------------- */

/* Less than so much to read is not worth another worker, which loads the packs for itself. */
#define BYTES_A_WORKER (2u << 20)

static size_t processors(void)
{
    cpu_set_t set;
    long count = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : sysconf(_SC_NPROCESSORS_ONLN);
    return count < 1 ? 1 : count > REPLAY_JOBS_MOST ? REPLAY_JOBS_MOST : (size_t)count;
}

static size_t workers(const struct replay *replay)
{
    if (replay->options->jobs > 0)
        return replay->options->jobs;
    struct reading_progress input = reading_progress(replay->reading);
    uint64_t worth = 1 + input.bytes_total / BYTES_A_WORKER;
    return input.total_known && worth < processors() ? (size_t)worth : processors();
}

/* All texts, an end of line behind each. */
static bool hash_texts(char *const *texts, size_t count, char hex[65])
{
    char *whole = NULL;
    size_t length = 0;
    uint8_t sha256[32];
    FILE *out = open_memstream(&whole, &length);
    for (size_t i = 0; out && i < count; i++)
        fprintf(out, "%s\n", texts[i]);
    bool hashed = out && fclose(out) == 0 && digest_sha256(whole, length, sha256);
    if (hashed)
        hex_write(sha256, sizeof sha256, hex);
    free(whole);
    return hashed;
}

#define IDENTITIES 6

/* What decides what is found. false = memory could not be had. */
static bool identify(const struct replay *replay, struct work_identity identities[IDENTITIES])
{
    static const char *const names[IDENTITIES] = {"the pack", "the pack compared with", "options", "the input",
                                                  "labels",   "the version of fiatgate"};
    uint8_t input[32];
    memset(identities, 0, IDENTITIES * sizeof *identities);
    for (int i = 0; i < IDENTITIES; i++)
        identities[i].name = names[i];
    hex_write(gate_pack(replay->first.gate)->sha256, 32, identities[0].value);
    if (replay->first.against)
        hex_write(gate_pack(replay->first.against)->sha256, 32, identities[1].value);
    memcpy(identities[4].value, replay->labels.hash, sizeof identities[4].value);
    snprintf(identities[5].value, sizeof identities[5].value, "%s", fg_version_text());
    if (!hash_texts(replay->options->deciding, replay->options->deciding_count, identities[2].value) ||
        !reading_identity(replay->reading, input))
        return false;
    hex_write(input, sizeof input, identities[3].value);
    return true;
}

static int open_work(struct replay *replay)
{
    const struct replay_options *options = replay->options;
    struct work_identity identities[IDENTITIES];
    if (!identify(replay, identities)) {
        say("memory for the names of packs and input could not be had");
        return EXIT_PRODUCT;
    }
    int code = work_file_open(&replay->work, options->work, identities, IDENTITIES, options->anew);
    uint64_t messages;
    if (code == EXIT_DONE && work_file_batches(replay->work) > 0 && !options->quiet &&
        work_file_sum(replay->work, SUM_MESSAGES, &messages))
        say("%s: goes on with the replay that was interrupted, behind %" PRIu64 " messages", options->work, messages);
    return code;
}

/* --- run and show ------------------------------------------------------------------------------------------------ */

static int32_t day_before(int32_t date)
{
    return civil_date_at(((int64_t)civil_date_days(date) - civil_date_days(19700101) - 1) * 86400);
}

static int run(struct replay *replay)
{
    const struct replay_options *options = replay->options;
    struct judging_plan plan = {.setup = &options->setup,
                                .labels = options->labels ? &replay->labels : NULL,
                                .changed_since = options->changed_since,
                                .against_as_of =
                                    replay_looks_back_alone(options) ? day_before(options->changed_since) : 0,
                                .unmasked = options->unmasked,
                                .draw_limit = work_file_draw_limit(replay->work)};
    struct replay_run of = {.reading = replay->reading,
                            .work = replay->work,
                            .plan = &plan,
                            .gates = replay->gates,
                            .jobs = replay->jobs,
                            .show_progress = !options->quiet};
    return replay_run(&of, &replay->speed);
}

static int show(struct replay *replay)
{
    const struct replay_options *options = replay->options;
    struct reading_progress read = reading_progress(replay->reading);
    struct findings_source source = {.work = replay->work,
                                     .pack = gate_pack(replay->first.gate),
                                     .against = replay->first.against ? gate_pack(replay->first.against) : NULL,
                                     .labels = options->labels ? &replay->labels : NULL,
                                     .options = (const char *const *)options->deciding,
                                     .option_count = options->deciding_count,
                                     .files = read.files_read,
                                     .skipped = read.skipped,
                                     .minutes_an_alert = options->minutes_an_alert,
                                     .complete = replay->speed.stopped_by == 0,
                                     .unmasked = options->unmasked};
    return replay_show(options, &source, &replay->speed);
}

/* More could not be read than may be, or the library failed. */
static int check_unread(struct replay *replay)
{
    uint64_t unread, allowed = replay->options->allow_unreadable;
    if (!work_file_sum(replay->work, SUM_UNFORESEEN, &unread))
        return EXIT_PRODUCT;
    int code = work_file_facts(replay->work).product_failed ? EXIT_PRODUCT : EXIT_DONE;
    if (code == EXIT_PRODUCT)
        say("fiatgate itself failed with some messages; they are counted as not screened");
    if (unread <= allowed)
        return code;
    say("%" PRIu64 " message%s could not be read; look at what is said of them, or allow them with --allow-unreadable",
        unread, plural(unread));
    return exit_worst(code, EXIT_INPUT);
}

/* Ends the replay that came so far: code is what has been found of it. */
static int end(struct replay *replay, int code)
{
    const char *kept = replay->options->work;
    int number = replay->speed.stopped_by;
    if (number == 0 && code != EXIT_PRODUCT) {
        work_file_remove(replay->work);
        return code;
    }
    work_file_close(replay->work);
    if (number == 0)
        return code;
    if (kept)
        say("interrupted; the same command goes on where it was, from %s", kept);
    else
        say("interrupted; with --report or --work the same command could go on where it was");
    fflush(stdout);
    stop_signal_die(number);
    return code;
}

static int replay_opened(struct replay *replay)
{
    replay->first = replay_gates_of(replay->gates, 0);
    int code = open_work(replay);
    if (code != EXIT_DONE)
        return code;
    code = run(replay);
    if (code != EXIT_DONE) {
        work_file_close(replay->work);
        return code;
    }
    int shown = show(replay);
    code = exit_worst(shown, shown == EXIT_PRODUCT ? EXIT_DONE : check_unread(replay));
    return end(replay, code);
}

static int replay_paths(struct replay *replay)
{
    const struct replay_options *options = replay->options;
    const struct reading_settings settings = {.command = "replay",
                                              .format = options->setup.format,
                                              .once = true,
                                              .message_limit = options->setup.config.limits.message_bytes,
                                              .stopped = stop_signal};
    if (!replay_places_check(options))
        return EXIT_INPUT;
    int code = reading_open(&replay->reading, &settings, options->paths, options->path_count);
    if (!replay->reading)
        return code;
    replay->jobs = workers(replay);
    int opened = replay_gates_open(&replay->gates, options, replay->jobs);
    code = exit_worst(code, opened == EXIT_DONE ? replay_opened(replay) : opened);
    replay_gates_close(replay->gates);
    reading_close(replay->reading);
    return code;
}

int command_replay(int argc, char **argv)
{
    struct replay_options options;
    struct replay replay = {.options = &options};
    int code = replay_options_read(&options, argc, argv);
    if (code == -1) {
        code = !options.labels || labels_read(&replay.labels, options.labels) ? replay_paths(&replay) : EXIT_INPUT;
        if (options.labels)
            labels_free(&replay.labels);
    }
    replay_options_free(&options);
    return code;
}
