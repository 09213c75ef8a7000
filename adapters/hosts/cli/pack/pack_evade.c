/*
 * pack_evade.c: a pack, once as a gate's and once to be looked into, and all its words in disguise (pack_evade.h).
 */
#include "pack_evade.h"

#include <stdio.h>
#include <string.h>

#include "command.h"
#include "evade_report.h"
#include "gate.h"
#include "loader.h"
#include "packs.h"

#define FORMS_USUAL   8
#define JOBS_USUAL    1
#define JOBS_MOST     256
#define MESSAGE_BYTES 65536

bool evade_take(struct evade_options *options, const char *command, int code, const char *value)
{
    switch (code) {
    case EVADE_WANTED:
        options->wanted = true;
        return true;
    case EVADE_ENTRY:
        options->entry = value;
        return true;
    case EVADE_LIST:
        options->list = value;
        return true;
    case EVADE_ALL:
        options->all = true;
        return true;
    case EVADE_FORMS:
        if (number_given(value, 1, EVADE_FORMS_MAX, &options->forms))
            return true;
        say_usage(command, "--forms is a number from 1 to %d, not '%s'", EVADE_FORMS_MAX, value);
        return false;
    case EVADE_MINIMUM:
        options->minimum_given = number_given(value, 0, 100, &options->minimum);
        if (options->minimum_given)
            return true;
        say_usage(command, "--minimum is a number from 0 to 100, not '%s'", value);
        return false;
    case EVADE_JOBS:
        if (number_given(value, 1, JOBS_MOST, &options->jobs))
            return true;
        say_usage(command, "--jobs is a number from 1 to %d, not '%s'", JOBS_MOST, value);
        return false;
    default:
        return true;
    }
}

static void log_warning(void *context, fg_log_level level, const char *sentence)
{
    (void)context;
    if (level == FG_LOG_WARNING)
        say("%s", sentence);
}

/* As a replay has it: whatever a live gate asks of signatures, and with no counters kept. */
static bool open_gate(struct gate_config *config, const char *path, uint32_t lanes, fg_gate **gate)
{
    char why[1024] = "";
    config->lanes = lanes;
    config->trust.looking_back = true;
    config->stats_folder[0] = '\0';
    config->limits.message_bytes = MESSAGE_BYTES;
    config->limits.text_bytes = MESSAGE_BYTES;
    config->limits.reasons_per_transfer = 128;
    snprintf(config->pack_path, sizeof config->pack_path, "%s", path);
    if (gate_open(config, log_warning, NULL, gate, why, sizeof why) == FG_OK)
        return true;
    say("%s", why);
    return false;
}

static int run_and_report(struct evade_run *run, const struct evade_options *options)
{
    struct evade_sums sums;
    double minimum = run->minimum;
    struct evade_choice choice = {.list = options->list, .entry = options->entry};
    if (!evade_words_read(&run->words, run->desk.pack, &choice)) {
        say("memory for the words of the pack could not be had");
        return EXIT_PRODUCT;
    }
    if (run->words.count == 0 && (options->list || options->entry)) {
        say("the pack has no word to disguise in list %s, entry %s; fiatgate pack show --json names them",
            options->list ? options->list : "(any)", options->entry ? options->entry : "(any)");
        return EXIT_USAGE;
    }
    if (!evade_run_all(run))
        return EXIT_PRODUCT;
    evade_add_up(run, minimum, &sums);
    if (options->json)
        evade_print_json(run, &sums, stdout);
    else
        evade_print(run, &sums, stdout);
    return minimum > 0 && !evade_is_enough(&sums, minimum) ? EXIT_DIFFERS : EXIT_DONE;
}

/* The pack's own is for all its words together: of a few of them a kind of trick has so few forms that one decides. */
static uint32_t minimum_asked(const struct evade_options *options, const struct pack *pack)
{
    if (options->minimum_given)
        return (uint32_t)options->minimum;
    return options->list || options->entry ? 0 : pack->meta->evasion_minimum;
}

int pack_evade(const char *name, const char *base, const struct gate_config *config,
               const struct evade_options *options)
{
    static struct gate_config of_gate; /* large, and one command is run at a time */
    struct built_pack built;
    struct pack *pack = NULL;
    char why[1024] = "";
    int code = built_pack_get_over(name, base, &built);
    if (code != EXIT_DONE)
        return code;
    struct evade_run run = {.forms = (uint32_t)(options->forms ? options->forms : FORMS_USUAL),
                            .jobs = (uint32_t)(options->jobs ? options->jobs : JOBS_USUAL),
                            .keep_all = options->all,
                            .desk = {.as_of = today_by_calendar()}};
    of_gate = *config;
    fg_error error = pack_load(built.path, 1, NULL, NULL, &pack, why, sizeof why);
    bool open = error == FG_OK && open_gate(&of_gate, built.path, run.jobs, &run.desk.gate);
    built_pack_release(&built);
    if (error != FG_OK) {
        say("%s", *why ? why : fg_error_text(error));
        return error == FG_E_PACK ? EXIT_INPUT : EXIT_PRODUCT;
    }
    run.desk.pack = pack;
    run.minimum = minimum_asked(options, pack);
    snprintf(run.desk.date, sizeof run.desk.date, "%08d", run.desk.as_of);
    code = open ? run_and_report(&run, options) : EXIT_PRODUCT;
    evade_run_free(&run);
    fg_close(run.desk.gate);
    pack_free(pack);
    return code;
}
