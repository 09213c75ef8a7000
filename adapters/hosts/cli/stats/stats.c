/*
 * stats.c: `fiatgate stats`: what the gates on this machine have counted, read beside them while they work.
 */
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "command.h"
#include "fiatgate.h"
#include "stats_read.h"
#include "stats_write.h"

#define DEFAULT_FOLDER "/dev/shm/fiatgate"

static const char help[] =
    "fiatgate stats [--json | --prometheus] [--rules N] [--entries N] [FOLDER | FILE]\n\n"
    "What the gates on this machine have counted, read while they work; none of them is stopped or\n"
    "waited for. FOLDER is the one that their configuration names (stats = { folder = …; };), by\n"
    "default " DEFAULT_FOLDER "; FILE is one gate's NAME.gate in it.\n\n"
    "  --json        a line of JSON per gate\n"
    "  --prometheus  Prometheus' text format\n"
    "  --rules N     at most N rules, those with most hits (10 in the table, else all)\n"
    "  --entries N   at most N list entries, those with most hits (10; none for Prometheus)\n"
    "\n"
    "  fiatgate stats --prometheus > /var/lib/node_exporter/fiatgate.prom\n"
    "\n"
    "Exit code 0 when all was read, 3 when there is no gate, or one could not be read.\n";

enum stats_format { STATS_TABLE, STATS_JSON, STATS_PROMETHEUS };

struct stats_options {
    enum stats_format format;
    uint64_t rules, entries;
    bool rules_given, entries_given;
};

static bool take_number(const char *option, uint64_t *number, bool *given)
{
    *given = number_given(optarg, 0, UINT32_MAX, number);
    if (!*given)
        say_usage("stats", "%s is a number, not '%s'", option, optarg);
    return *given;
}

/* EXIT_DONE, EXIT_USAGE (said), or -1 when help was printed. */
static int read_options(int argc, char **argv, struct stats_options *options)
{
    static const struct option known[] = {{"json", no_argument, NULL, 'j'},
                                          {"prometheus", no_argument, NULL, 'p'},
                                          {"rules", required_argument, NULL, 'r'},
                                          {"entries", required_argument, NULL, 'e'},
                                          OPTION_HELP,
                                          {0}};
    int code;
    while ((code = next_option("stats", argc, argv, ":h", known)) != -1) {
        switch (code) {
        case 'h':
            fputs(help, stdout);
            return -1;
        case 'j':
        case 'p':
            if (options->format != STATS_TABLE)
                return say_usage("stats", "one form at a time: --json or --prometheus");
            options->format = code == 'j' ? STATS_JSON : STATS_PROMETHEUS;
            break;
        case 'r':
            if (!take_number("--rules", &options->rules, &options->rules_given))
                return EXIT_USAGE;
            break;
        case 'e':
            if (!take_number("--entries", &options->entries, &options->entries_given))
                return EXIT_USAGE;
            break;
        default:
            return EXIT_USAGE;
        }
    }
    return EXIT_DONE;
}

static struct stats_wanted wanted_of(const struct stats_options *options)
{
    struct stats_wanted wanted = {.rules = options->format == STATS_TABLE ? 10 : UINT32_MAX,
                                  .entries = options->format == STATS_PROMETHEUS ? 0 : 10,
                                  .now = (int64_t)time(NULL)};
    time_t seconds = (time_t)wanted.now;
    struct tm day;
    if (gmtime_r(&seconds, &day))
        wanted.today = (day.tm_year + 1900) * 10000 + (day.tm_mon + 1) * 100 + day.tm_mday;
    if (options->rules_given)
        wanted.rules = (uint32_t)options->rules;
    if (options->entries_given)
        wanted.entries = (uint32_t)options->entries;
    return wanted;
}

int command_stats(int argc, char **argv)
{
    struct stats_options options = {0};
    int code = read_options(argc, argv, &options);
    if (code != EXIT_DONE)
        return code < 0 ? EXIT_DONE : code;
    if (argc - optind > 1)
        return say_usage("stats", "one FOLDER or FILE at a time");
    const char *path = argc > optind ? argv[optind] : DEFAULT_FOLDER;
    if (!*path)
        return say_usage("stats", "the name of the FOLDER is empty");
    struct stats_wanted wanted = wanted_of(&options);
    struct stats_view view;
    code = stats_read(&view, path);
    if (options.format == STATS_PROMETHEUS)
        stats_prometheus(&view, &wanted);
    else if (options.format == STATS_TABLE && view.count > 0)
        stats_table(&view, &wanted);
    else if (options.format == STATS_TABLE && code == EXIT_DONE)
        say("%s: no gate keeps its counters here; does the configuration name this folder (stats = { folder = …; };)?",
            path);
    else if (options.format == STATS_JSON && !stats_json(&view, &wanted)) {
        say("memory for the line could not be had");
        code = EXIT_PRODUCT;
    }
    stats_free(&view);
    return code;
}
