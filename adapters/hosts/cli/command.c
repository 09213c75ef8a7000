/*
 * command.c: what all commands share (command.h). Touches standard error and getopt's own state.
 */
#include "command.h"

#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "distance.h"

#define COLUMNS_WITHOUT_TERMINAL 100

int exit_worst(int a, int b)
{
    static const int rank[] = {
        [EXIT_DONE] = 0, [EXIT_DIFFERS] = 1, [EXIT_USAGE] = 2, [EXIT_INPUT] = 3, [EXIT_PRODUCT] = 4};
    return rank[a] > rank[b] ? a : b;
}

void say(const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    flockfile(stderr);
    fputs("fiatgate: ", stderr);
    vfprintf(stderr, format, arguments);
    fputc('\n', stderr);
    funlockfile(stderr);
    va_end(arguments);
}

int say_usage(const char *command, const char *format, ...)
{
    va_list arguments;
    va_start(arguments, format);
    fprintf(stderr, "fiatgate %s: ", command);
    vfprintf(stderr, format, arguments);
    fprintf(stderr, "; see fiatgate %s --help\n", command);
    va_end(arguments);
    return EXIT_USAGE;
}

static void suggest_option(const char *command, const char *typed, const struct option *options)
{
    const char *names[64];
    size_t count = 0;
    for (; options[count].name && count < 63; count++)
        names[count] = options[count].name;
    names[count] = NULL;
    const char *near = strncmp(typed, "--", 2) == 0 ? nearest(typed + 2, names) : NULL;
    if (near)
        say_usage(command, "there is no option %s; did you mean --%s?", typed, near);
    else
        say_usage(command, "there is no option %s", typed);
}

int next_option(const char *command, int argc, char **argv, const char *shorts, const struct option *options)
{
    opterr = 0;
    int at = optind;
    int code = getopt_long(argc, argv, shorts, options, NULL);
    if (code == ':')
        say_usage(command, "%s needs a value", argv[optind - 1]);
    else if (code == '?' && optopt > 0 && isprint(optopt) && argv[at] && argv[at][1] != '-')
        say_usage(command, "there is no option -%c", optopt);
    else if (code == '?')
        suggest_option(command, argv[optind - 1], options);
    return code == ':' ? '?' : code;
}

bool number_given(const char *text, uint64_t least, uint64_t most, uint64_t *number)
{
    char *end = NULL;
    errno = 0;
    unsigned long long value = isdigit((unsigned char)text[0]) ? strtoull(text, &end, 10) : 0;
    if (!end || *end || errno || value < least || value > most)
        return false;
    *number = value;
    return true;
}

const char *nearest(const char *typed, const char *const *names)
{
    const char *best = NULL;
    unsigned best_distance = (unsigned)strlen(typed) / 3 + 2;
    for (; *names; names++)
        if (word_distance(typed, *names) < best_distance) {
            best = *names;
            best_distance = word_distance(typed, best);
        }
    return best;
}

bool colour_wanted(FILE *stream)
{
    const char *none = getenv("NO_COLOR");
    const char *terminal = getenv("TERM");
    return isatty(fileno(stream)) && !(none && *none) && terminal && strcmp(terminal, "dumb") != 0;
}

size_t columns_of(FILE *stream)
{
    struct winsize size;
    return isatty(fileno(stream)) && ioctl(fileno(stream), TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

unsigned wrapping_columns_of(FILE *stream)
{
    size_t columns = columns_of(stream);
    return columns ? (unsigned)columns : COLUMNS_WITHOUT_TERMINAL;
}

const char *plural(uint64_t count)
{
    return count == 1 ? "" : "s";
}
