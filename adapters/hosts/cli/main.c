/*
 * main.c: the command line `fiatgate`. Finds the command, runs it, and sees that what it printed has arrived.
 */
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "fiatgate.h"

struct command {
    const char *name;
    int (*run)(int argc, char **argv);
    const char *line;
};

static const struct command commands[] = {
    {"parse", command_parse, "what a message says: one line of JSON per transfer"},
    {"screen", command_screen, "what is decided of messages, and why"},
    {"replay", command_replay, "screens many messages; counts, differences from labels, speed"},
    {"pack", command_pack, "rule packs: check, test, build, sign, show, compare, explain, import, export"},
    {"stats", command_stats, "what the gates on this machine have counted"},
    {"key", command_key, "keys of those who sign packs, and the register of keys"},
    {"order", command_order, "orders of relief for a live gate, signed by persons"},
    {"changes", command_changes, "what was changed at a live gate, by whom and why"},
    {"formats", command_formats, "which messages are read, and the field map"},
    {"bench", command_bench, "what screening costs on this machine"},
};
#define COMMANDS (sizeof commands / sizeof *commands)

static int print_help(void)
{
    printf("fiatgate screens outbound payments against a rule pack: pass, flag, hold or block, with reasons.\n\n"
           "  fiatgate COMMAND [OPTION]... [FILE]...\n\n");
    for (size_t i = 0; i < COMMANDS; i++)
        printf("  %-8s %s\n", commands[i].name, commands[i].line);
    printf("  %-8s what a command does, and its options\n\n", "help");
    printf("Try it on a message:\n"
           "  fiatgate pack build rules/packs/kz -o kz.fgp\n"
           "  fiatgate screen --pack kz.fgp payment.txt\n\n"
           "Exit codes: 0 done (a block is no error), 1 done and something differs from what was expected,\n"
           "2 wrong usage, 3 input that could not be read, 4 the product itself failed.\n");
    return EXIT_DONE;
}

static const struct command *find(const char *name)
{
    for (size_t i = 0; i < COMMANDS; i++)
        if (strcmp(commands[i].name, name) == 0)
            return &commands[i];
    return NULL;
}

static int unknown(const char *name)
{
    const char *names[COMMANDS + 2];
    for (size_t i = 0; i < COMMANDS; i++)
        names[i] = commands[i].name;
    names[COMMANDS] = "help";
    names[COMMANDS + 1] = NULL;
    const char *near = nearest(name, names);
    if (near)
        say("there is no command '%s'; did you mean '%s'? `fiatgate help` lists them", name, near);
    else
        say("there is no command '%s'; `fiatgate help` lists them", name);
    return EXIT_USAGE;
}

static int run(int argc, char **argv)
{
    const char *name = argc > 1 ? argv[1] : "";
    if (strcmp(name, "--version") == 0 || strcmp(name, "version") == 0) {
        printf("fiatgate %s\n", fg_version_text());
        return EXIT_DONE;
    }
    if (argc == 1) {
        say("no command is given; `fiatgate help` lists them");
        return EXIT_USAGE;
    }
    bool help = strcmp(name, "help") == 0 || strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0;
    if (help && (argc == 2 || strcmp(argv[2], "help") == 0))
        return print_help();
    const struct command *command = find(help ? argv[2] : name);
    if (!command)
        return unknown(help ? argv[2] : name);
    if (help) {
        char *arguments[] = {argv[2], "--help", NULL};
        return command->run(2, arguments);
    }
    return command->run(argc - 1, argv + 1);
}

int main(int argc, char **argv)
{
    int code = run(argc, argv);
    if (fflush(stdout) != 0 || ferror(stdout)) {
        say("what was to be printed could not all be written; is the disk full, or the reader gone?");
        return EXIT_PRODUCT;
    }
    return code;
}
