/*
 * replay.c: `fiatgate replay`: recorded payments screened once more, with a new pack (replay_options.c has its help).
 * Opens what a replay needs, lets it run, and has what was found shown.
 */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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
    struct setup setup, against_setup;
    fg_gate *gate, *against; /* the same one where a pack is compared with itself as of an earlier day */
    struct labels labels;
    struct reading *reading;
    struct work_file *work;
    struct replay_speed speed;
};

/* --- open -------------------------------------------------------------------------------------------------------- */

static bool looks_back_alone(const struct replay_options *options)
{
    return options->changed_since && !options->against;
}

static int open_gates(struct replay *replay)
{
    const struct replay_options *options = replay->options;
    replay->setup = replay->against_setup = options->setup;
    replay->against_setup.pack = options->against;
    int code = setup_open(&replay->setup, options->jobs * (looks_back_alone(options) ? 2 : 1), &replay->gate);
    if (code == EXIT_DONE && options->against)
        code = setup_open(&replay->against_setup, options->jobs, &replay->against);
    else if (looks_back_alone(options))
        replay->against = replay->gate;
    return code;
}

static void close_gates(struct replay *replay)
{
    if (replay->against != replay->gate)
        fg_close(replay->against);
    fg_close(replay->gate);
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
    hex_write(gate_pack(replay->gate)->sha256, 32, identities[0].value);
    if (replay->against)
        hex_write(gate_pack(replay->against)->sha256, 32, identities[1].value);
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
    if (code == EXIT_DONE && work_file_batches(replay->work) > 0 && !options->quiet)
        say("%s: goes on with the replay that was interrupted, behind %" PRIu64 " messages", options->work,
            work_file_sum(replay->work, SUM_MESSAGES));
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
    struct judging_plan plan = {.setup = &replay->setup,
                                .gate = replay->gate,
                                .against = replay->against,
                                .labels = options->labels ? &replay->labels : NULL,
                                .changed_since = options->changed_since,
                                .against_as_of = looks_back_alone(options) ? day_before(options->changed_since) : 0,
                                .unmasked = options->unmasked,
                                .draw_limit = work_file_draw_limit(replay->work)};
    struct replay_run of = {.reading = replay->reading,
                            .work = replay->work,
                            .plan = &plan,
                            .jobs = options->jobs,
                            .show_progress = !options->quiet};
    return replay_run(&of, &replay->speed);
}

static int show(struct replay *replay)
{
    const struct replay_options *options = replay->options;
    struct reading_progress read = reading_progress(replay->reading);
    struct findings_source source = {.work = replay->work,
                                     .pack = gate_pack(replay->gate),
                                     .against = replay->against ? gate_pack(replay->against) : NULL,
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
    uint64_t unread = work_file_sum(replay->work, SUM_UNFORESEEN), allowed = replay->options->allow_unreadable;
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
    int opened = open_gates(replay);
    code = exit_worst(code, opened == EXIT_DONE ? replay_opened(replay) : opened);
    close_gates(replay);
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
