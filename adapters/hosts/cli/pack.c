/*
 * pack.c: `fiatgate pack`: builds, checks and shows rule packs. Sources are read by rules/compiler alone, built packs
 * by rules/loader alone.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "command.h"
#include "loader.h"
#include "pack_commands.h"
#include "pack_work.h"
#include "packs.h"

static const char help[] =
    "fiatgate pack build FOLDER [-o OUT.fgp] [--language en|ru]\n"
    "fiatgate pack check FOLDER [--json] [--language en|ru]\n"
    "fiatgate pack show PACK\n"
    "fiatgate pack test PACK [OPTION]...      screens the pack's own cases (--help says more)\n"
    "fiatgate pack explain PACK MESSAGE [OPTION]...  why a message gets its verdict (--help says more)\n"
    "\n"
    "A pack is a folder of rules (libconfig), lists and registers (CSV) that a compliance officer edits;\n"
    "rules/README.md describes it. What a switch loads is built from it: one .fgp file.\n"
    "\n"
    "  build   reads all of FOLDER and writes one .fgp, by default FOLDER.fgp beside the folder. On any fault nothing\n"
    "          is written and what stood there before stays. The same source gives the same bytes\n"
    "    -o, --output OUT.fgp   where to write\n"
    "  check   says everything that is wrong in FOLDER, with file, line and cell, and builds nothing\n"
    "    --json                 one object a line: severity, code, file, line, column, cell, sentence\n"
    "  show    what a built pack, or a folder, holds: name, version, hash, lists and registers, rules\n"
    "  sign, verify   who answers for a built pack, and whether a gate takes it (fiatgate pack sign --help says more)\n"
    "\n"
    "  --language en|ru   the language of what is said about FOLDER; by default that of LC_ALL, LC_MESSAGES or LANG\n"
    "\n"
    "Exit code 0 when the pack has no error (warnings are allowed), 1 when it has, 3 when a file could not be opened,\n"
    "read or written.\n";

static const char *plural(unsigned long count)
{
    return count == 1 ? "" : "s";
}

static int exit_code_of(const struct fault_printer *faults)
{
    return faults->unreadable > 0 ? EXIT_INPUT : faults->errors > 0 ? EXIT_DIFFERS : EXIT_DONE;
}

/* Today by the local calendar, as the compiler counts days. */
static int32_t today(void)
{
    struct tm day;
    time_t now = time(NULL);
    return localtime_r(&now, &day) ? (day.tm_year + 1900) * 10000 + (day.tm_mon + 1) * 100 + day.tm_mday : 0;
}

static void print_check(const char *folder, const struct fault_printer *faults)
{
    if (faults->language == COMPILER_RUSSIAN)
        printf("%s: ошибок: %u, предупреждений: %u\n", folder, faults->errors, faults->warnings);
    else
        printf("%s: %u error%s, %u warning%s\n", folder, faults->errors, plural(faults->errors), faults->warnings,
               plural(faults->warnings));
}

static int check(const char *folder, enum compiler_language language)
{
    struct compiler_options options = {.language = language, .today = today()};
    struct fault_printer faults = {.language = language, .out = stdout};
    compiler_check(folder, &options, print_fault, &faults);
    print_check(folder, &faults);
    return exit_code_of(&faults);
}

static int check_json(const char *folder, enum compiler_language language)
{
    struct compiler_options options = {.language = language, .today = today()};
    struct fault_printer faults = {.language = language, .out = stdout};
    compiler_check(folder, &options, print_fault_json, &faults);
    return exit_code_of(&faults);
}

/* FOLDER.fgp beside the folder, whatever way the folder was written ("kz", "kz/", "."). To be freed. */
static char *default_output(const char *folder)
{
    size_t length = strlen(folder);
    while (length > 1 && folder[length - 1] == '/')
        length--;
    bool dots = folder[length - 1] == '.' && (length == 1 || folder[length - 2] == '/' || folder[length - 2] == '.');
    char *real = dots ? realpath(folder, NULL) : NULL;
    char *path = NULL;
    int printed = real ? asprintf(&path, "%s.fgp", real) : asprintf(&path, "%.*s.fgp", (int)length, folder);
    free(real);
    return printed < 0 ? NULL : path;
}

static void print_built(const char *path)
{
    struct pack *pack = NULL;
    char why[1024];
    if (pack_load(path, 1, NULL, NULL, &pack, why, sizeof why) == FG_OK) {
        printf("built %s: pack %s %s, %u rule%s, %u entr%s, hash %s\n", path, pack_string(pack, pack->meta->name),
               pack_string(pack, pack->meta->version), pack->rule_count, plural(pack->rule_count), pack->entry_count,
               pack->entry_count == 1 ? "y" : "ies", pack->hash);
        print_work(pack);
    }
    if (pack)
        pack_free(pack);
}

static int build(const char *folder, const char *output, enum compiler_language language)
{
    if (!is_folder(folder)) {
        say("%s: this is no folder; name the pack folder that holds pack.cfg", folder);
        return EXIT_INPUT;
    }
    char *path = output ? strdup(output) : default_output(folder);
    if (!path) {
        say("memory for a path could not be had");
        return EXIT_PRODUCT;
    }
    struct compiler_options options = {.language = language, .today = today()};
    struct fault_printer faults = {.language = language, .out = stderr};
    compiler_build(folder, path, &options, print_fault, &faults);
    if (faults.errors == 0)
        print_built(path);
    else if (language == COMPILER_RUSSIAN)
        say("%s: ничего не записано (ошибок: %u); исправьте то, что названо выше", path, faults.errors);
    else
        say("%s: nothing was written (%u error%s); fix what is said above", path, faults.errors, plural(faults.errors));
    free(path);
    return exit_code_of(&faults);
}

static const char *date(int32_t day, const char *open, char *text, size_t size)
{
    if (day == 0)
        return open;
    snprintf(text, size, "%04d-%02d-%02d", day / 10000, day / 100 % 100, day % 100);
    return text;
}

static void show_lists(const struct pack *pack)
{
    static const char *const kinds[] = {"entities", "terms", "codes", "accounts", "register"};
    char from[16], to[16], retrieved[16];
    printf("\n%-24s %-9s %7s  %-10s  %-23s %s\n", "list", "kind", "entries", "retrieved", "counts", "title");
    for (uint32_t i = 0; i < pack->list_count; i++) {
        const struct pack_list *list = &pack->lists[i];
        printf("%-24s %-9s %7u  %-10s  %-10s…%-12s %s\n", pack_string(pack, list->id),
               list->kind < sizeof kinds / sizeof *kinds ? kinds[list->kind] : "?", list->entry_count,
               date(list->retrieved_at, "-", retrieved, sizeof retrieved),
               date(list->counts_from, "", from, sizeof from), date(list->counts_to, "", to, sizeof to),
               pack_string(pack, list->title));
    }
}

static void show_rules(const struct pack *pack)
{
    static const char *const modes[] = {"enforce", "shadow", "off"};
    printf("\n%-36s %-6s %-8s %-20s %s\n", "rule", "action", "mode", "setting", "title");
    for (uint32_t i = 0; i < pack->rule_count; i++) {
        const struct pack_rule *rule = &pack->rules[i];
        printf("%-36s %-6s %-8s %-20s %s\n", pack_string(pack, rule->id), fg_action_name((fg_action)rule->action),
               rule->mode < sizeof modes / sizeof *modes ? modes[rule->mode] : "?", pack_string(pack, rule->setting),
               pack_string(pack, rule->title));
    }
}

static int show(const char *name)
{
    struct built_pack built;
    int code = built_pack_get(name, &built);
    if (code != EXIT_DONE)
        return code;
    struct pack *pack = NULL;
    char why[1024] = "", from[16], to[16];
    fg_error error = pack_load(built.path, 1, NULL, NULL, &pack, why, sizeof why);
    built_pack_release(&built);
    if (error != FG_OK) {
        say("%s", *why ? why : fg_error_text(error));
        return error == FG_E_PACK ? EXIT_INPUT : EXIT_PRODUCT;
    }
    printf("pack     %s %s (%s)\n         %s\nvalid    %s … %s\nhash     %s\nholds    %u entries, %u terms, %u "
           "identifiers, %u licences, %u rules\n",
           pack_string(pack, pack->meta->name), pack_string(pack, pack->meta->version),
           pack_string(pack, pack->meta->jurisdiction), pack_string(pack, pack->meta->title),
           date(pack->meta->valid_from, "open", from, sizeof from), date(pack->meta->valid_to, "open", to, sizeof to),
           pack->hash, pack->entry_count, pack->term_count, pack->identifier_count, pack->licence_count,
           pack->rule_count);
    print_work(pack);
    show_lists(pack);
    show_rules(pack);
    pack_free(pack);
    return EXIT_DONE;
}

struct pack_options {
    const char *output;
    bool json;
    bool language_given;
    enum compiler_language language;
};

/* EXIT_DONE, EXIT_USAGE (said), or -1 when help was printed. */
static int read_options(int argc, char **argv, struct pack_options *options)
{
    static const struct option known[] = {{"output", required_argument, NULL, 'o'},
                                          {"json", no_argument, NULL, 'j'},
                                          {"language", required_argument, NULL, 'l'},
                                          OPTION_HELP,
                                          {0}};
    int code;
    *options = (struct pack_options){.language = language_wanted()};
    while ((code = next_option("pack", argc, argv, ":ho:", known)) != -1) {
        switch (code) {
        case 'h':
            fputs(help, stdout);
            return -1;
        case 'o':
            options->output = optarg;
            break;
        case 'j':
            options->json = true;
            break;
        case 'l':
            options->language_given = true;
            if (!language_given(optarg, &options->language))
                return say_usage("pack", "'%s' is no language of faults; say en or ru", optarg);
            break;
        default:
            return EXIT_USAGE;
        }
    }
    return EXIT_DONE;
}

/* The commands that read their own options. */
struct pack_command {
    const char *name;
    int (*run)(int argc, char **argv);
};

static const struct pack_command commands[] = {
    {"test", pack_test},
    {"explain", pack_explain},
    {"sign", pack_sign},
    {"verify", pack_verify},
};

static const struct pack_command *find_command(const char *name)
{
    for (size_t i = 0; i < sizeof commands / sizeof *commands; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

int command_pack(int argc, char **argv)
{
    struct pack_options options;
    const struct pack_command *own = argc > 1 ? find_command(argv[1]) : NULL;
    if (own)
        return own->run(argc - 1, argv + 1);
    int code = read_options(argc, argv, &options);
    if (code != EXIT_DONE)
        return code < 0 ? EXIT_DONE : code;
    static const char *const names[] = {"build", "check", "show", "test", "explain", "sign", "verify", NULL};
    if (optind >= argc)
        return say_usage("pack", "nothing is asked of a pack; say build, check or show");
    const char *what = argv[optind];
    const char *near = nearest(what, names);
    if (strcmp(what, "build") != 0 && strcmp(what, "check") != 0 && strcmp(what, "show") != 0)
        return say_usage("pack", "there is no 'pack %s'%s%s%s", what, near ? "; did you mean '" : "", near ? near : "",
                         near ? "'" : "");
    if (argc - optind != 2 || !*argv[optind + 1])
        return say_usage("pack", "%s takes one %s", what, *what == 's' ? "PACK" : "FOLDER");
    if (options.output && *what != 'b')
        return say_usage("pack", "-o goes with build only");
    if (options.json && *what != 'c')
        return say_usage("pack", "--json goes with check only");
    if (options.language_given && *what == 's')
        return say_usage("pack", "--language goes with build and check only");
    const char *pack = argv[optind + 1];
    if (*what == 'b')
        return build(pack, options.output, options.language);
    if (*what == 's')
        return show(pack);
    return options.json ? check_json(pack, options.language) : check(pack, options.language);
}
