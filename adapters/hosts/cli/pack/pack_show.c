/*
 * pack_show.c: `fiatgate pack show`: what a pack holds, for people and for programs.
 */
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "loader.h"
#include "pack_commands.h"
#include "pack_show.h"
#include "packs.h"

static const char help[] =
    "fiatgate pack show PACK [--json] [--base FOLDER] [--policy] [--clocks] [--apart] [--lists] [--rules]\n"
    "                        [--conditions] [--exceptions] [--texts] [--baseline] [--precedence]\n"
    "\n"
    "Says what a pack holds: name, version, dates, hash, layers with the hashes of their sources, who claims to have\n"
    "signed it, what it does and, where it only shadows, what enforcing would do; payments that a replay shows apart;\n"
    "lists and registers with their age; rules; exceptions; what benign payments gave; and in what order all of that\n"
    "decides. PACK is a built .fgp or a pack folder.\n"
    "\n"
    "  --policy --clocks --apart --lists --rules --exceptions --texts --baseline --precedence\n"
    "                     only these parts; without any, all but the texts\n"
    "  --conditions       rules with their conditions and selections in words\n"
    "  --base FOLDER      where PACK is the folder of a bank's layer: its base, in place of the one it names\n"
    "  --json             all of it, conditions and texts too, as one object\n"
    "\n"
    "  fiatgate pack show kz.fgp --rules --conditions\n"
    "\n"
    "Exit code 0, 3 when PACK cannot be read or has faults (fiatgate pack check lists them).\n";

/* A part that can be asked for. */
static const struct part {
    const char *name;
    void (*show)(const struct showing *showing);
    bool by_default;
} parts[] = {{"policy", show_policy, true}, {"clocks", show_clocks, true},     {"apart", show_apart, true},
             {"lists", show_lists, true},   {"rules", show_rules, true},       {"exceptions", show_exceptions, true},
             {"texts", show_texts, false},  {"baseline", show_baseline, true}, {"precedence", show_precedence, true}};
enum { PARTS = sizeof parts / sizeof *parts, RULES = 4 };

struct options {
    const char *pack, *base;
    bool json, conditions;
    uint32_t wanted; /* bit n: parts[n]; 0 = those by default */
};

/* EXIT_DONE, EXIT_USAGE (said), or -1 when help was printed. */
static int read_options(int argc, char **argv, struct options *options)
{
    enum { PART = 256, JSON = PART + PARTS, BASE, CONDITIONS };
    struct option known[PARTS + 5] = {{"json", no_argument, NULL, JSON},
                                      {"base", required_argument, NULL, BASE},
                                      {"conditions", no_argument, NULL, CONDITIONS},
                                      OPTION_HELP};
    int code;
    for (int i = 0; i < PARTS; i++)
        known[4 + i] = (struct option){parts[i].name, no_argument, NULL, PART + i};
    *options = (struct options){.pack = NULL};
    while ((code = next_option("pack show", argc, argv, ":h", known)) != -1) {
        if (code == 'h') {
            fputs(help, stdout);
            return -1;
        }
        if (code == '?')
            return EXIT_USAGE;
        if (code == JSON)
            options->json = true;
        else if (code == BASE)
            options->base = optarg;
        else if (code == CONDITIONS)
            options->conditions = true;
        else
            options->wanted |= 1u << (code - PART);
    }
    if (argc - optind != 1 || !*argv[optind])
        return say_usage("pack show", "it takes one PACK, a built .fgp or a pack folder");
    options->pack = argv[optind];
    if (options->conditions && options->wanted != 0)
        options->wanted |= 1u << RULES;
    return EXIT_DONE;
}

static void show(const struct showing *showing, uint32_t wanted)
{
    show_identity(showing);
    for (uint32_t i = 0; i < PARTS; i++)
        if (wanted == 0 ? parts[i].by_default : (wanted >> i & 1) != 0)
            parts[i].show(showing);
}

int pack_show(int argc, char **argv)
{
    struct options options;
    struct pack *pack = NULL;
    int code = read_options(argc, argv, &options);
    if (code != EXIT_DONE)
        return code < 0 ? EXIT_DONE : code;
    code = pack_read_over(options.pack, options.base, &pack);
    if (code != EXIT_DONE)
        return code;
    struct showing showing = {.pack = pack,
                              .out = stdout,
                              .columns = wrapping_columns_of(stdout),
                              .today = today_by_calendar(),
                              .conditions = options.conditions};
    if (options.json)
        code = show_json(&showing);
    else
        show(&showing, options.wanted);
    pack_free(pack);
    return code;
}
