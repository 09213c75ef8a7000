/*
 * pack.c: `fiatgate pack`: builds, checks and shows rule packs. Sources are read by rules/compiler alone, built packs
 * by rules/loader alone.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "command.h"
#include "loader.h"
#include "packs.h"

static const char help[] =
    "fiatgate pack build FOLDER [-o OUT.fgp]\n"
    "fiatgate pack check FOLDER\n"
    "fiatgate pack show PACK\n"
    "\n"
    "A pack is a folder of rules (libconfig), lists and registers (CSV) that a compliance officer edits;\n"
    "rules/README.md describes it. What a switch loads is built from it: one .fgp file.\n"
    "\n"
    "  build   reads all of FOLDER and writes one .fgp, by default FOLDER.fgp beside the folder. On any fault nothing\n"
    "          is written and what stood there before stays. The same source gives the same bytes\n"
    "    -o, --output OUT.fgp   where to write\n"
    "  check   says everything that is wrong in FOLDER, with file and line, and builds nothing\n"
    "  show    what a built pack, or a folder, holds: name, version, hash, lists and registers, rules\n"
    "\n"
    "Exit code 0 when the pack has no error (warnings are allowed), 3 when it has.\n";

static const char *plural(unsigned long count)
{
    return count == 1 ? "" : "s";
}

static int check(const char *folder)
{
    struct fault_printer faults = {.out = stdout};
    int errors = compiler_check(folder, print_fault, &faults);
    printf("%s: %d error%s, %u warning%s\n", folder, errors, plural((unsigned long)errors), faults.warnings,
           plural(faults.warnings));
    return errors > 0 ? EXIT_INPUT : EXIT_DONE;
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
    if (pack_load(path, 1, &pack, why, sizeof why) == FG_OK)
        printf("built %s: pack %s %s, %u rule%s, %u entr%s, hash %s\n", path, pack_string(pack, pack->meta->name),
               pack_string(pack, pack->meta->version), pack->rule_count, plural(pack->rule_count), pack->entry_count,
               pack->entry_count == 1 ? "y" : "ies", pack->hash);
    if (pack)
        pack_free(pack);
}

static int build(const char *folder, const char *output)
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
    struct fault_printer faults = {.out = stderr};
    int errors = compiler_build(folder, path, NULL, print_fault, &faults);
    if (errors > 0)
        say("%s: nothing was written (%d error%s); fix what is said above", path, errors,
            plural((unsigned long)errors));
    else
        print_built(path);
    free(path);
    return errors > 0 ? EXIT_INPUT : EXIT_DONE;
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
    fg_error error = pack_load(built.path, 1, &pack, why, sizeof why);
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
    show_lists(pack);
    show_rules(pack);
    pack_free(pack);
    return EXIT_DONE;
}

int command_pack(int argc, char **argv)
{
    static const struct option options[] = {{"output", required_argument, NULL, 'o'}, OPTION_HELP, {0}};
    const char *output = NULL;
    int code;
    while ((code = next_option("pack", argc, argv, ":ho:", options)) != -1) {
        if (code == 'h') {
            fputs(help, stdout);
            return EXIT_DONE;
        }
        if (code == '?')
            return EXIT_USAGE;
        output = optarg;
    }
    static const char *const names[] = {"build", "check", "show", NULL};
    if (optind >= argc)
        return say_usage("pack", "nothing is asked of a pack; say build, check or show");
    const char *what = argv[optind];
    const char *near = nearest(what, names);
    if (strcmp(what, "build") != 0 && strcmp(what, "check") != 0 && strcmp(what, "show") != 0)
        return say_usage("pack", "there is no 'pack %s'%s%s%s", what, near ? "; did you mean '" : "", near ? near : "",
                         near ? "'" : "");
    if (argc - optind != 2 || !*argv[optind + 1])
        return say_usage("pack", "%s takes one %s", what, *what == 's' ? "PACK" : "FOLDER");
    if (output && *what != 'b')
        return say_usage("pack", "-o goes with build only");
    const char *pack = argv[optind + 1];
    return *what == 'b' ? build(pack, output) : *what == 'c' ? check(pack) : show(pack);
}
