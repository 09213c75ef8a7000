/*
 * pack_test.c: `fiatgate pack test`: a pack's own cases, screened. Writes one file, of results, where that is asked
 * for.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "benign_gate.h"
#include "case_results.h"
#include "command.h"
#include "durable.h"
#include "loader.h"
#include "pack_commands.h"
#include "pack_evade.h"
#include "packs.h"
#include "setup.h"

static const char help[] =
    "fiatgate pack test PACK [--junit FILE] [--json] [--base FOLDER] [--language en|ru]\n"
    "fiatgate pack test PACK --evade [--list ID] [--entry ID] [--forms N] [--jobs N] [--all] [--json]\n"
    "fiatgate pack test PACK --benign FILE... [--benign-names FILE] [--volume N] [--as-of DATE] [--write-baseline]\n"
    "\n"
    "Screens every case of a pack (the tables in its folder cases/) and says which did not come out as expected,\n"
    "with file and line, what came instead, and why. PACK is a built .fgp or a pack folder, which is built aside.\n"
    "\n"
    "Every rule that is not off needs at least one case that it must hit and one that it must let pass; what is\n"
    "missing is a fault. At the end stands what the cases reached: rules, entries by list, exceptions, texts.\n"
    "\n"
    "With --benign it also screens payments that nobody should be stopped for, and says how often each rule and all\n"
    "together flag them, with 95 % intervals, as flags a million and alerts a day. Each line of a FILE is the text of\n"
    "a payment between two private persons; in a folder names/ and with --benign-names, a name, once as payee and\n"
    "once as payer; in *.jsonl a canonical transfer. A pack's benign.csv says how often it was when somebody last\n"
    "looked. To flag or stop more of as many payments as then, or of another number more than counting noise, is a\n"
    "fault.\n"
    "\n"
    "With --evade no cases are run. Every name, alias, domain and word of the lists is put into the text of a payment\n"
    "between two private persons in disguise, of one, two and three tricks (letters that look the same, accents, "
    "signs\n"
    "for letters, other scripts, typing errors, letters apart, words cut or run together, ...), and legal names as "
    "the\n"
    "payee, beside innocent words that are nearly the same. Said are the share that is caught by kind of trick, how\n"
    "hard each word is to disguise, and which forms are not caught. What the pack asks for (evasion_minimum in "
    "policy)\n"
    "must be met by every kind of trick and by all together, unless --list or --entry asks for a part of it, and "
    "nothing\n"
    "innocent may be stopped.\n"
    "\n"
    "  --junit FILE       also writes the results as JUnit XML, for build servers\n"
    "  --json             one object a line: every case, what is missing, and a summary\n"
    "  --base FOLDER      where PACK is the folder of a bank's layer: its base, in place of the one it names\n"
    "  --language en|ru   the language of what is said; by default that of LC_ALL, LC_MESSAGES or LANG\n" READING_HELP
        BENIGN_HELP EVADE_HELP "\n"
    "  fiatgate pack test rules/packs/kz --junit results.xml\n"
    "  fiatgate pack test rules/packs/kz --benign texts.txt names/people.txt --write-baseline\n"
    "\n"
    "Exit code 0 when all came out as expected, nothing is missing and nothing is worse, 1 when not, 3 when PACK or a\n"
    "FILE cannot be read or PACK has faults (fiatgate pack check lists them), 4 when the product failed.\n";

struct options {
    const char *pack, *base, *junit;
    bool json;
    struct evade_options evade;
    enum compiler_language language;
    struct gate_config config;
    struct benign_options benign;
};

/* PACK and, with --benign, further files. */
static int read_arguments(int count, char **arguments, struct options *options)
{
    struct benign_options *benign = &options->benign;
    if (count < 1 || (count > 1 && benign->count == 0) || !*arguments[0])
        return say_usage("pack test", "it takes one PACK, a built .fgp or a pack folder");
    for (int i = 1; i < count; i++)
        if (!benign_take_file(benign, arguments[i], false))
            return EXIT_USAGE;
    options->pack = arguments[0];
    options->evade.json = options->json;
    benign->json = options->json;
    benign->language = options->language;
    if (options->evade.wanted && (benign->count > 0 || options->junit))
        return say_usage("pack test", "--evade goes without --benign and --junit");
    if (benign->write_baseline && (benign->count == 0 || !is_folder(options->pack)))
        return say_usage("pack test", "--write-baseline goes with --benign, and PACK must be a folder");
    return EXIT_DONE;
}

/* EXIT_DONE, EXIT_USAGE (said), or -1 when help was printed. */
static int read_options(int argc, char **argv, struct options *options)
{
    enum { JUNIT = 256, JSON, LANGUAGE, BASE };
    static const struct option known[] = {{"junit", required_argument, NULL, JUNIT},
                                          {"json", no_argument, NULL, JSON},
                                          {"language", required_argument, NULL, LANGUAGE},
                                          {"base", required_argument, NULL, BASE},
                                          READING_OPTIONS,
                                          BENIGN_OPTIONS,
                                          EVADE_OPTIONS,
                                          OPTION_HELP,
                                          {0}};
    int code;
    *options = (struct options){.language = language_wanted(), .benign = {.volume = BENIGN_VOLUME}};
    gate_config_defaults(&options->config);
    while ((code = next_option("pack test", argc, argv, ":h", known)) != -1) {
        switch (code) {
        case 'h':
            fputs(help, stdout);
            return -1;
        case '?':
            return EXIT_USAGE;
        case JUNIT:
            options->junit = optarg;
            break;
        case JSON:
            options->json = true;
            break;
        case LANGUAGE:
            if (!language_given(optarg, &options->language))
                return say_usage("pack test", "'%s' is no language; say en or ru", optarg);
            break;
        case BASE:
            options->base = optarg;
            break;
        default:
            if (!reading_take("pack test", &options->config, code, optarg) ||
                !benign_take(&options->benign, "pack test", code, optarg) ||
                !evade_take(&options->evade, "pack test", code, optarg))
                return EXIT_USAGE;
        }
    }
    return read_arguments(argc - optind, argv + optind, options);
}

static int write_junit(const struct case_results *results, const char *path)
{
    char *text = case_results_junit(results);
    if (!text) {
        say("memory for the results could not be had");
        return EXIT_PRODUCT;
    }
    bool written = durable_replace(path, 0644, text, strlen(text));
    if (!written)
        say("%s: the results cannot be written: %s; name a file in a folder that can be written", path,
            strerror(errno));
    free(text);
    return written ? EXIT_DONE : EXIT_INPUT;
}

static int report(const struct options *options, const struct case_results *results)
{
    int code = results->failed + cases_missing(results) > 0 ? EXIT_DIFFERS : EXIT_DONE;
    if (options->json)
        case_results_print_json(results, stdout);
    else
        case_results_print(results, stdout);
    return options->junit ? exit_worst(code, write_junit(results, options->junit)) : code;
}

static int test(const struct options *options, struct pack *pack, const char *folder)
{
    struct case_results results;
    char why[1024] = "";
    uint32_t failed;
    int code = EXIT_PRODUCT;
    if (!case_results_begin(&results, pack, folder, options->language)) {
        say("memory for the results could not be had");
    } else {
        fg_error error = trial_run(&options->config, pack, case_results_take, &results, &failed, why, sizeof why);
        if (error != FG_OK)
            say("%s", *why ? why : fg_error_text(error));
        else if (results.out_of_memory)
            say("memory for the results could not be had");
        else
            code = report(options, &results);
        if (error == FG_E_CONFIG)
            code = EXIT_INPUT;
    }
    case_results_free(&results);
    return code;
}

/* What stands before the files of cases when they are named: the folder with one "/", or nothing. To be freed. */
static char *folder_before(const char *pack)
{
    size_t length = strlen(pack);
    char *folder = NULL;
    if (!is_folder(pack))
        return strdup("");
    while (length > 1 && pack[length - 1] == '/')
        length--;
    return asprintf(&folder, "%.*s/", (int)length, pack) < 0 ? NULL : folder;
}

int pack_test(int argc, char **argv)
{
    struct options options;
    struct pack *pack = NULL;
    int code = read_options(argc, argv, &options);
    if (code != EXIT_DONE)
        return code < 0 ? EXIT_DONE : code;
    if (options.evade.wanted)
        return pack_evade(options.pack, options.base, &options.config, &options.evade);
    code = pack_read_over(options.pack, options.base, &pack);
    if (code != EXIT_DONE)
        return code;
    char *folder = folder_before(options.pack);
    code = folder ? test(&options, pack, folder) : EXIT_PRODUCT;
    if (options.benign.count > 0)
        code = exit_worst(code, benign_gate(&options.benign, pack, options.pack));
    free(folder);
    pack_free(pack);
    return code;
}
