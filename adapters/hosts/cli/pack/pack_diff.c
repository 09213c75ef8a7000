/*
 * pack_diff.c: `fiatgate pack diff`: what changes from one pack to another, and what of a bank's layer that bears on.
 */
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "loader.h"
#include "pack_commands.h"
#include "pack_diff.h"
#include "pack_layer_conflicts.h"
#include "packs.h"

static const char help[] =
    "fiatgate pack diff OLD NEW [--json] [--base FOLDER] [--language en|ru]\n"
    "fiatgate pack diff OLD_BASE NEW_BASE --layer FOLDER [--json] [--language en|ru]\n"
    "\n"
    "Says in words what changes from one pack to another, each a built .fgp or a pack folder (a bank's layer with its\n"
    "base): policy, rules, exceptions, lists and registers, entries, clocks, calendar, texts, cases, layers. What\n"
    "becomes milder stands first, then what becomes stricter, then what may be either, then the rest.\n"
    "\n"
    "  --layer FOLDER     a bank's layer over OLD_BASE: says as well what of it does not fit NEW_BASE any more, or\n"
    "                     now means something else: overrides of rules that changed, lists that are gone, exceptions\n"
    "                     that lapse, texts and lists in whose place the layer's own stand. All three are folders\n"
    "  --base FOLDER      where OLD or NEW is the folder of a bank's layer: its base, in place of the one it names\n"
    "  --json             one object a line: every change (effect, subject, id, change, old, new, sentence), every\n"
    "                     conflict, and a summary\n"
    "  --language en|ru   the language of faults of a folder; changes are said in English\n"
    "\n"
    "  fiatgate pack diff active.fgp rules/packs/kz\n"
    "\n"
    "Exit code 0 when nothing differs, 1 when something does; with --layer 0 when the layer fits, 1 when there is a\n"
    "conflict; 3 when a pack cannot be read or has faults, 4 when the product failed.\n";

struct options {
    const char *before, *after, *base, *layer;
    bool json;
    enum compiler_language language;
};

/* EXIT_DONE, EXIT_USAGE (said), or -1 when help was printed. */
static int read_options(int argc, char **argv, struct options *options)
{
    enum { JSON = 256, BASE, LAYER, LANGUAGE };
    static const struct option known[] = {{"json", no_argument, NULL, JSON},
                                          {"base", required_argument, NULL, BASE},
                                          {"layer", required_argument, NULL, LAYER},
                                          {"language", required_argument, NULL, LANGUAGE},
                                          OPTION_HELP,
                                          {0}};
    int code;
    *options = (struct options){.language = language_wanted()};
    while ((code = next_option("pack diff", argc, argv, ":h", known)) != -1) {
        switch (code) {
        case 'h':
            fputs(help, stdout);
            return -1;
        case JSON:
            options->json = true;
            break;
        case BASE:
            options->base = optarg;
            break;
        case LAYER:
            options->layer = optarg;
            break;
        case LANGUAGE:
            if (!language_given(optarg, &options->language))
                return say_usage("pack diff", "'%s' is no language; say en or ru", optarg);
            break;
        default:
            return EXIT_USAGE;
        }
    }
    if (argc - optind != 2 || !*argv[optind] || !*argv[optind + 1])
        return say_usage("pack diff", "it takes two packs, OLD and NEW, each a built .fgp or a pack folder");
    options->before = argv[optind];
    options->after = argv[optind + 1];
    if (options->layer && options->base)
        return say_usage("pack diff", "--layer and --base do not go together: the two packs are the bases");
    if (options->layer && (!is_folder(options->before) || !is_folder(options->after) || !is_folder(options->layer)))
        return say_usage("pack diff", "with --layer, both packs and the layer are folders");
    return EXIT_DONE;
}

static int short_of_memory(void)
{
    say("memory for the differences could not be had");
    return EXIT_PRODUCT;
}

static int report_conflicts(const struct options *options, const struct layer_update *update)
{
    struct layer_conflicts conflicts;
    layer_conflicts_find(&conflicts, update);
    int code = conflicts.count > 0 ? EXIT_DIFFERS : EXIT_DONE;
    if (conflicts.out_of_memory)
        code = short_of_memory();
    else if (options->json)
        layer_conflicts_print_json(&conflicts, stdout);
    else
        layer_conflicts_print(&conflicts, options->layer, stdout);
    layer_conflicts_free(&conflicts);
    return code;
}

static int look_at_layer(const struct options *options, const struct pack *before, const struct changes *changes)
{
    struct pack *layered = NULL;
    int code = pack_read_over(options->layer, options->before, &layered);
    if (code != EXIT_DONE) {
        say("%s: the layer must fit the base that it was made for, which is to be the first of the two",
            options->layer);
        return code;
    }
    struct layer_update update = {.layer = options->layer,
                                  .old_base = options->before,
                                  .new_base = options->after,
                                  .before = before,
                                  .layered = layered,
                                  .base_changes = changes,
                                  .language = options->language,
                                  .today = today_by_calendar()};
    code = report_conflicts(options, &update);
    pack_free(layered);
    return code;
}

static int report(const struct options *options, const struct pack *before, const struct pack *after)
{
    struct changes changes = {0};
    diff_packs(before, after, &changes);
    int code = strcmp(before->hash, after->hash) == 0 ? EXIT_DONE : EXIT_DIFFERS;
    if (changes.out_of_memory)
        code = short_of_memory();
    else if (options->json)
        changes_print_json(&changes, before, after, stdout);
    else
        changes_print(&changes, before, after, stdout);
    if (options->layer && !changes.out_of_memory)
        code = look_at_layer(options, before, &changes);
    changes_free(&changes);
    return code;
}

int pack_diff(int argc, char **argv)
{
    struct options options;
    struct pack *before = NULL, *after = NULL;
    int code = read_options(argc, argv, &options);
    if (code != EXIT_DONE)
        return code < 0 ? EXIT_DONE : code;
    code = pack_read_over(options.before, options.base, &before);
    if (code == EXIT_DONE)
        code = pack_read_over(options.after, options.base, &after);
    if (code == EXIT_DONE)
        code = report(&options, before, after);
    if (before)
        pack_free(before);
    if (after)
        pack_free(after);
    return code;
}
