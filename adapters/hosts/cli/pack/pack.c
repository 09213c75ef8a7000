/*
 * pack.c: `fiatgate pack`: builds and checks rule packs; its other commands have files of their own. Sources are read
 * by rules/compiler alone, built packs by rules/loader alone.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "loader.h"
#include "pack_benign.h"
#include "pack_commands.h"
#include "pack_work.h"
#include "packs.h"

static const char help[] =
    "fiatgate pack build FOLDER [-o OUT.fgp] [--base FOLDER] [--language en|ru]\n"
    "fiatgate pack check FOLDER [--json] [--base FOLDER] [--benign FILE]... [--language en|ru]\n"
    "fiatgate pack test | show | diff | explain | import | export | sign | verify ...\n"
    "\n"
    "A pack is a folder of rules (libconfig), lists and registers (CSV) that a compliance officer edits;\n"
    "rules/README.md describes it. What a switch loads is built from it: one .fgp file.\n"
    "\n"
    "  build   reads all of FOLDER and writes one .fgp, by default FOLDER.fgp beside the folder. On any fault nothing\n"
    "          is written and what stood there before stays. The same source gives the same bytes\n"
    "    -o, --output OUT.fgp   where to write\n"
    "  check   says everything that is wrong in FOLDER, with file, line and cell, and builds nothing\n"
    "    --json                 one object a line: severity, code, file, line, column, cell, sentence\n"
    "    --benign FILE          then screens each line of FILE, names or texts that should hit nothing, and says\n"
    "                           which entries are found in them; may be given again\n"
    "    --benign-limit N       so many lines an entry may be found in (0)\n"
    "\n"
    "  --base FOLDER      where the pack is a bank's layer: its base, in place of the one it names\n"
    "  --language en|ru   the language of what is said about FOLDER; by default that of LC_ALL, LC_MESSAGES or LANG\n"
    "\n"
    "Each of these has a --help of its own:\n"
    "  test PACK                screens the pack's own cases\n"
    "  show PACK                what a pack holds\n"
    "  diff OLD NEW             what changes from one pack to another\n"
    "  explain PACK MESSAGE     why a message gets its verdict\n"
    "  import FILE              a spreadsheet or foreign CSV into a list or register of a pack folder\n"
    "  export FOLDER            a list or register of a pack folder into a spreadsheet\n"
    "  sign PACK.fgp            who answers for a built pack\n"
    "  verify PACK.fgp          whether a gate takes it\n"
    "\n"
    "  fiatgate pack check --language ru rules/packs/kz\n"
    "  fiatgate pack build rules/packs/kz -o kz.fgp\n"
    "\n"
    "Exit code 0 when the pack has no error (warnings are allowed, and entries found in benign lines are warnings),\n"
    "1 when it has, 3 when a file could not be opened, read or written.\n";

static int exit_code_of(const struct fault_printer *faults)
{
    return faults->unreadable > 0 ? EXIT_INPUT : faults->errors > 0 ? EXIT_DIFFERS : EXIT_DONE;
}

static void print_check(const char *folder, const struct fault_printer *faults)
{
    if (faults->language == COMPILER_RUSSIAN)
        printf("%s: ошибок: %u, предупреждений: %u\n", folder, faults->errors, faults->warnings);
    else
        printf("%s: %u error%s, %u warning%s\n", folder, faults->errors, plural(faults->errors), faults->warnings,
               plural(faults->warnings));
}

static int check(const char *folder, const struct compiler_options *options)
{
    struct fault_printer faults = {.language = options->language, .out = stdout};
    compiler_check(folder, options, print_fault, &faults);
    print_check(folder, &faults);
    return exit_code_of(&faults);
}

/* Entries can be measured once the pack can be built. */
static int check_and_measure(const char *folder, const struct compiler_options *options,
                             const struct benign_files *benign)
{
    int code = check(folder, options);
    return code == EXIT_DONE && benign->count > 0 ? measure_benign(folder, options, benign) : code;
}

static int check_json(const char *folder, const struct compiler_options *options)
{
    struct fault_printer faults = {.language = options->language, .out = stdout};
    compiler_check(folder, options, print_fault_json, &faults);
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

static int build(const char *folder, const char *output, const struct compiler_options *options)
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
    struct fault_printer faults = {.language = options->language, .out = stderr};
    compiler_build(folder, path, options, print_fault, &faults);
    if (faults.errors == 0)
        print_built(path);
    else if (options->language == COMPILER_RUSSIAN)
        say("%s: ничего не записано (ошибок: %u); исправьте то, что названо выше", path, faults.errors);
    else
        say("%s: nothing was written (%u error%s); fix what is said above", path, faults.errors, plural(faults.errors));
    free(path);
    return exit_code_of(&faults);
}

struct pack_options {
    const char *output;
    bool json;
    struct benign_files benign;
    struct compiler_options compiler;
};

static bool read_count(const char *text, uint32_t *count)
{
    char *end;
    unsigned long value = strtoul(text, &end, 10);
    *count = (uint32_t)value;
    return *text >= '0' && *text <= '9' && *end == 0 && value <= UINT32_MAX;
}

static int add_benign(struct benign_files *benign, char *path)
{
    if (benign->count == BENIGN_FILES_MAX)
        return say_usage("pack", "--benign can be given %d times; join some files", BENIGN_FILES_MAX);
    benign->paths[benign->count++] = path;
    return EXIT_DONE;
}

/* EXIT_DONE, EXIT_USAGE (said), or -1 when help was printed. */
static int read_options(int argc, char **argv, struct pack_options *options)
{
    static const struct option known[] = {{"output", required_argument, NULL, 'o'},
                                          {"json", no_argument, NULL, 'j'},
                                          {"base", required_argument, NULL, 'b'},
                                          {"benign", required_argument, NULL, 'B'},
                                          {"benign-limit", required_argument, NULL, 'L'},
                                          {"language", required_argument, NULL, 'l'},
                                          OPTION_HELP,
                                          {0}};
    int code;
    *options = (struct pack_options){.compiler = {.language = language_wanted(), .today = today_by_calendar()}};
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
        case 'b':
            options->compiler.base = optarg;
            break;
        case 'B':
            if (add_benign(&options->benign, optarg) != EXIT_DONE)
                return EXIT_USAGE;
            break;
        case 'L':
            if (!read_count(optarg, &options->benign.limit))
                return say_usage("pack", "'%s' is no number of lines; say --benign-limit 10", optarg);
            break;
        case 'l':
            if (!language_given(optarg, &options->compiler.language))
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
    {"show", pack_show},     {"diff", pack_diff},     {"test", pack_test}, {"explain", pack_explain},
    {"import", pack_import}, {"export", pack_export}, {"sign", pack_sign}, {"verify", pack_verify},
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
    static const char *const names[] = {"build",  "check",  "show", "diff",   "test", "explain",
                                        "import", "export", "sign", "verify", NULL};
    if (optind >= argc)
        return say_usage("pack", "nothing is asked of a pack; say build, check or show");
    const char *what = argv[optind];
    const char *near = nearest(what, names);
    if (strcmp(what, "build") != 0 && strcmp(what, "check") != 0)
        return say_usage("pack", "there is no 'pack %s'%s%s%s", what, near ? "; did you mean '" : "", near ? near : "",
                         near ? "'" : "");
    if (argc - optind != 2 || !*argv[optind + 1])
        return say_usage("pack", "%s takes one FOLDER", what);
    if (options.output && *what != 'b')
        return say_usage("pack", "-o goes with build only");
    if (options.json && *what != 'c')
        return say_usage("pack", "--json goes with check only");
    if (options.benign.count > 0 && (*what != 'c' || options.json))
        return say_usage("pack", "--benign goes with check only, and without --json");
    const char *folder = argv[optind + 1];
    if (*what == 'b')
        return build(folder, options.output, &options.compiler);
    return options.json ? check_json(folder, &options.compiler)
                        : check_and_measure(folder, &options.compiler, &options.benign);
}
