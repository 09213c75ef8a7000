/*
 * changes.c: `fiatgate changes`: the log of changes of a live gate (control/state.h): looked over for lines that were
 * changed, taken out or put in, and shown.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "command.h"
#include "control/state.h"
#include "packs.h"

static const char help[] =
    "fiatgate changes [--json] STATE\n"
    "\n"
    "What was changed at a live gate, by whom and why: packs made active, fallbacks, the kill switch, reliefs. STATE "
    "is\n"
    "the state folder that the gate's configuration names, or its file changes.log. Each line holds the SHA-256 of "
    "the\n"
    "one before it: the chain is followed first, and the first line that breaks it is named. That nothing was cut off\n"
    "at the end is seen by keeping the last line's hash, which is printed, elsewhere.\n"
    "\n"
    "  --json   the lines as they stand in the log\n"
    "\n"
    "Exit code 0 when the chain is whole, 1 when it is broken, 3 when the log cannot be read.\n";

static const char *text(const json_t *line, const char *key)
{
    const char *value = json_string_value(json_object_get(line, key));
    return value ? value : "";
}

static void print_change(const json_t *line)
{
    printf("%-20s  %-10s", text(line, "time"), text(line, "act"));
    if (*text(line, "pack"))
        printf("  %s %s", text(line, "pack"), text(line, "version"));
    if (*text(line, "hash"))
        printf(" %.16s…", text(line, "hash"));
    putchar('\n');
    if (*text(line, "who") || *text(line, "why"))
        printf("                      by %s: %s\n", text(line, "who"), text(line, "why"));
    if (*text(line, "what"))
        printf("                      %s\n", text(line, "what"));
    if (strcmp(text(line, "outcome"), "done") != 0)
        printf("                      %s\n", text(line, "outcome"));
}

/* Lines that a gate which ended in the midst of writing left unfinished are no JSON, and are named as such. */
static void print_lines(FILE *log, bool json)
{
    char *line = NULL;
    size_t size = 0;
    while (getline(&line, &size, log) > 0) {
        json_t *change = json ? NULL : json_loads(line, 0, NULL);
        if (json)
            fputs(line, stdout);
        else if (change)
            print_change(change);
        else
            printf("(a line that was left unfinished)\n");
        json_decref(change);
    }
    free(line);
}

static int show(const char *state, bool json)
{
    char path[4096], why[1024] = "";
    struct change_log_facts facts;
    snprintf(path, sizeof path, "%s%s", state, is_folder(state) ? "/changes.log" : "");
    FILE *log = fopen(path, "re");
    if (!log) {
        say("%s: the log of changes cannot be opened: %s; name the state folder of a gate, or its changes.log", path,
            strerror(errno));
        return EXIT_INPUT;
    }
    print_lines(log, json);
    fclose(log);
    if (change_log_verify(path, &facts, why, sizeof why) != FG_OK) {
        say("%s", why);
        return EXIT_DIFFERS;
    }
    if (!json)
        printf("\n%llu change%s, the chain is whole; the last line's hash is %s\n", (unsigned long long)facts.lines,
               facts.lines == 1 ? "" : "s", facts.last);
    return EXIT_DONE;
}

int command_changes(int argc, char **argv)
{
    static const struct option options[] = {{"json", no_argument, NULL, 'j'}, OPTION_HELP, {0}};
    bool json = false;
    int code;
    while ((code = next_option("changes", argc, argv, ":hj", options)) != -1) {
        if (code == 'h') {
            fputs(help, stdout);
            return EXIT_DONE;
        }
        if (code == '?')
            return EXIT_USAGE;
        json = true;
    }
    if (argc - optind != 1)
        return say_usage("changes", "one STATE folder, or its changes.log, is needed");
    return show(argv[optind], json);
}
