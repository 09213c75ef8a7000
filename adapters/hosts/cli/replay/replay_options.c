/*
 * replay_options.c: the arguments of `fiatgate replay` (replay_options.h). Reads the file of --iso8583, to name what is
 * in it.
 */
#include "replay_options.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "civil_date.h"
#include "command.h"
#include "file_hash.h"

#define MINUTES_AN_ALERT 10u

static const char help[] =
    "fiatgate replay --pack PACK [OPTION]... FILE...\n"
    "\n"
    "Screens recorded payments once more, with a new pack, and says what it would have done: which payments it "
    "blocks,\n"
    "holds or flags that the pack before did not (--against), and which it lets go; how many, whose, how much money, "
    "by\n"
    "which rules and entries; and what was not measured. Each payment is taken as of its own settlement date.\n"
    "\n" FILES_HELP "\n"
    "What is compared:\n"
    "  --against PACK           the pack that is live now. Without it everything counts as passed before\n"
    "  --changed-since DATE     look back: which payments since DATE (2026-11-01) would be stopped now that were not?\n"
    "                           Earlier ones are counted and left. Compared with --against, else with the same pack\n"
    "                           as of the day before DATE\n"
    "  --labels CSV             compare with what is expected, and say each difference. Columns: file, tx, action\n"
    "                           and, if wanted, rule (must have decided) and why. tx 0, or none, is the message as a\n"
    "                           whole: its strictest action. file is a path as given, or below a FILE that is a\n"
    "                           folder or archive, or below the folder of CSV. A label that no message met is a\n"
    "                           difference\n"
    "\n"
    "What comes out, beside the table on the terminal:\n"
    "  --report OUT.html        a report in one file, for who decides; every payment concerned in OUT.csv beside it.\n"
    "                           Its SHA-256 is what fiatgate pack sign --report signs\n"
    "  --unmasked               names, accounts, numbers and texts as they are; without it only what a rule hit is\n"
    "                           shown\n"
    "  --minutes-an-alert N     for the hours a day that alerts take (default 10)\n"
    "  --json                   one line of JSON (proto/replay.proto) in place of the table\n"
    "  --junit FILE             labels as test cases, for CI\n"
    "  --quiet                  neither progress nor speed\n"
    "\n"
    "How it runs:\n"
    "  --jobs N                 threads, each with the packs in memory of its own (default: as many as there are\n"
    "                           processors, and fewer where there is little to read)\n"
    "  --work FILE              what was found so far (default OUT.html.work; without --report a temporary file). When "
    "a\n"
    "                           replay is interrupted, or killed, the same command goes on where it was; the file is\n"
    "                           removed when all is done\n"
    "  --anew                   begin again, whatever an interrupted replay has found\n"
    "  --allow-unreadable N     so many messages that cannot be read, and that no label foresees, are no failure\n"
    "                           (default 0)\n" SETUP_HELP "\n"
    "  fiatgate replay --pack new.fgp --against live.fgp --report october.html october.tar.gz\n"
    "  fiatgate replay --pack rules/packs/kz --labels samples/labels.csv samples/messages\n"
    "  fiatgate replay --pack kz.fgp --changed-since 2026-11-01 --report look-back.html archive/\n"
    "\n"
    "Exit code 0 when done; 1 when the packs decide differently (--against, --changed-since), or anything differs "
    "from\n"
    "its label; 3 when more could not be read than --allow-unreadable says; 4 when fiatgate itself failed.\n";

enum option_code {
    AGAINST = 256,
    LABELS,
    JUNIT,
    REPORT,
    WORK,
    ANEW,
    JOBS,
    SINCE,
    UNREADABLE,
    MINUTES,
    UNMASKED,
    JSON,
    QUIET
};

static const struct option table[] = {{"against", required_argument, NULL, AGAINST},
                                      {"labels", required_argument, NULL, LABELS},
                                      {"junit", required_argument, NULL, JUNIT},
                                      {"report", required_argument, NULL, REPORT},
                                      {"work", required_argument, NULL, WORK},
                                      {"anew", no_argument, NULL, ANEW},
                                      {"jobs", required_argument, NULL, JOBS},
                                      {"changed-since", required_argument, NULL, SINCE},
                                      {"allow-unreadable", required_argument, NULL, UNREADABLE},
                                      {"minutes-an-alert", required_argument, NULL, MINUTES},
                                      {"unmasked", no_argument, NULL, UNMASKED},
                                      {"json", no_argument, NULL, JSON},
                                      {"quiet", no_argument, NULL, QUIET},
                                      SETUP_OPTIONS,
                                      OPTION_HELP,
                                      {0}};
#define ROWS (sizeof table / sizeof *table - 2)

/* Whether what is found depends on an option. Packs and labels are named by their contents. */
static bool is_deciding(int code)
{
    return code == SINCE || code == UNMASKED || (code >= SETUP_PACK && code != SETUP_PACK);
}

static bool take_number(const char *text, const char *option, uint64_t least, uint64_t most, uint64_t *number)
{
    if (number_given(text, least, most, number))
        return true;
    say_usage("replay", "%s is a number from %llu to %llu, not '%s'", option, (unsigned long long)least,
              (unsigned long long)most, text);
    return false;
}

static bool take_small(const char *text, const char *option, uint64_t most, uint32_t *number)
{
    uint64_t value;
    if (!take_number(text, option, 1, most, &value))
        return false;
    *number = (uint32_t)value;
    return true;
}

static bool take_date(const char *text, int32_t *date)
{
    unsigned year, month, day;
    char behind;
    bool read = strlen(text) == 10 && sscanf(text, "%4u-%2u-%2u%c", &year, &month, &day, &behind) == 3;
    int32_t value = read ? (int32_t)(year * 10000 + month * 100 + day) : 0;
    /* The day before it must be a date, too. */
    if (!read || !civil_date_is_valid(value) || value == 19000101) {
        say_usage("replay", "--changed-since is a date like 2026-11-21, not '%s'", text);
        return false;
    }
    *date = value;
    return true;
}

static bool take_name(const char *text, const char *option, const char **name)
{
    if (!*text)
        say_usage("replay", "%s is empty; name a file", option);
    *name = text;
    return *text;
}

/* false = said what is wrong. */
static bool take_option(struct replay_options *options, int code, const char *value, const char **work)
{
    switch (code) {
    case AGAINST:
        return take_name(value, "--against", &options->against);
    case LABELS:
        return take_name(value, "--labels", &options->labels);
    case JUNIT:
        return take_name(value, "--junit", &options->junit);
    case REPORT:
        return take_name(value, "--report", &options->report);
    case WORK:
        return take_name(value, "--work", work);
    case ANEW:
        return options->anew = true;
    case 'j':
    case JOBS:
        return take_small(value, "--jobs", REPLAY_JOBS_MOST, &options->jobs);
    case SINCE:
        return take_date(value, &options->changed_since);
    case UNREADABLE:
        return take_number(value, "--allow-unreadable", 0, INT64_MAX, &options->allow_unreadable);
    case MINUTES:
        return take_small(value, "--minutes-an-alert", 1440, &options->minutes_an_alert);
    case UNMASKED:
        return options->unmasked = true;
    case JSON:
        return options->json = true;
    case QUIET:
        return options->quiet = true;
    default:
        return setup_take(&options->setup, code, value);
    }
}

static bool ends_with(const char *text, const char *ending)
{
    size_t length = strlen(text), ending_length = strlen(ending);
    return length > ending_length && strcmp(text + length - ending_length, ending) == 0;
}

/* The files beside the report. false = no memory. */
static bool name_files(struct replay_options *options, const char *work)
{
    if (options->report) {
        size_t length = strlen(options->report) - (ends_with(options->report, ".html") ? strlen(".html") : 0);
        if (asprintf(&options->csv, "%.*s.csv", (int)length, options->report) < 0)
            options->csv = NULL;
    }
    if (work)
        options->work = strdup(work);
    else if (options->report && asprintf(&options->work, "%s.work", options->report) < 0)
        options->work = NULL;
    return (!options->report || options->csv) && (!(work || options->report) || options->work);
}

/* "--as-of 2026-11-01"; NULL = said why. A file is named by its contents. */
static char *option_text(const struct option *row, const char *value)
{
    char *text = NULL, hash[65];
    if (row->val == SETUP_ISO8583) {
        if (!file_hash(value, hash))
            return NULL;
        value = hash;
    }
    if (asprintf(&text, "--%s%s%s", row->name, row->has_arg ? " " : "", row->has_arg ? value : "") >= 0)
        return text;
    say("memory for the options could not be had");
    return NULL;
}

/* values are those of the rows, NULL where an option is not given. */
static int list_deciding(struct replay_options *options, const char *const *values)
{
    options->deciding = calloc(ROWS, sizeof *options->deciding);
    for (size_t i = 0; options->deciding && i < ROWS; i++) {
        if (!values[i] || !is_deciding(table[i].val))
            continue;
        char *text = option_text(&table[i], values[i]);
        if (!text)
            return EXIT_INPUT;
        options->deciding[options->deciding_count++] = text;
    }
    return options->deciding ? -1 : EXIT_PRODUCT;
}

static int check(const struct replay_options *options, const char *work)
{
    if (!options->setup.pack)
        return say_usage("replay", "no pack is given; add --pack PACK");
    if (options->path_count == 0)
        return say_usage("replay", "no FILE is given; name messages, a folder or an archive, or - for standard input");
    if (options->report && ends_with(options->report, ".csv"))
        return say_usage("replay", "--report names the HTML file; the .csv comes beside it");
    if (options->anew && !options->report && !work)
        return say_usage("replay", "--anew begins an interrupted replay again; add the --report or --work it had");
    if (options->junit && !options->labels)
        return say_usage("replay", "--junit is made of labels; add --labels CSV");
    return -1;
}

int replay_options_read(struct replay_options *options, int argc, char **argv)
{
    const char *values[ROWS] = {0}, *work = NULL;
    int code;
    *options = (struct replay_options){.minutes_an_alert = MINUTES_AN_ALERT};
    setup_defaults(&options->setup, "replay");
    while ((code = next_option("replay", argc, argv, ":hj:", table)) != -1) {
        if (code == 'h') {
            fputs(help, stdout);
            return EXIT_DONE;
        }
        if (code == '?' || !take_option(options, code, optarg, &work))
            return EXIT_USAGE;
        for (size_t i = 0; i < ROWS; i++)
            if (table[i].val == code)
                values[i] = optarg ? optarg : "";
    }
    options->paths = argv + optind;
    options->path_count = argc - optind;
    code = check(options, work);
    if (code == -1 && !name_files(options, work)) {
        say("memory for the names of files could not be had");
        code = EXIT_PRODUCT;
    }
    return code == -1 ? list_deciding(options, values) : code;
}

void replay_options_free(struct replay_options *options)
{
    for (size_t i = 0; i < options->deciding_count; i++)
        free(options->deciding[i]);
    free(options->deciding);
    free(options->csv);
    free(options->work);
}
