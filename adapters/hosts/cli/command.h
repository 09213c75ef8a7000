/*
 * command.h: what all commands of the command line share: exit codes, reading of options, sentences for people.
 */
#ifndef FIATGATE_CLI_COMMAND_H
#define FIATGATE_CLI_COMMAND_H

#include <getopt.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

/* A block is not an error. */
enum exit_code {
    EXIT_DONE = 0,
    EXIT_DIFFERS = 1, /* done, and something differs from what was expected */
    EXIT_USAGE = 2,
    EXIT_INPUT = 3,  /* input that could not be read */
    EXIT_PRODUCT = 4 /* the product itself failed */
};
/* Of two answers the one that counts: 4, then 3, then 1. */
int exit_worst(int a, int b);

/* argv[0] is the command's name. Each returns an exit code. */
int command_parse(int argc, char **argv);
int command_screen(int argc, char **argv);
int command_replay(int argc, char **argv);
int command_pack(int argc, char **argv);
int command_key(int argc, char **argv);
int command_bench(int argc, char **argv);
int command_formats(int argc, char **argv);
int command_stats(int argc, char **argv);
int command_order(int argc, char **argv);
int command_changes(int argc, char **argv);

/* A sentence on standard error, begun with "fiatgate: ". */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));
/* The same for wrong usage, ended with where help is found; returns EXIT_USAGE. */
int say_usage(const char *command, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * getopt_long with sentences of our own: the option's code, -1 behind the last, 'h' for --help, '?' when it is wrong
 * (said already). Every table must end with OPTION_HELP and a row of zeros. shorts begins with ':'.
 */
#define OPTION_HELP                                                                                                    \
    {                                                                                                                  \
        "help", no_argument, NULL, 'h'                                                                                 \
    }
int next_option(const char *command, int argc, char **argv, const char *shorts, const struct option *options);

/* A whole number in [least, most]. */
bool number_given(const char *text, uint64_t least, uint64_t most, uint64_t *number);
/* The name of a list nearest to what was typed, NULL when none is near. names ends with NULL. */
const char *nearest(const char *typed, const char *const *names);

/* Whether colours may be used on a stream: a terminal, and neither NO_COLOR nor a dumb one. */
bool colour_wanted(FILE *stream);
/* The width of the terminal a stream goes to, 0 when it goes to none, or the terminal does not say. */
size_t columns_of(FILE *stream);
/* The same for text that is wrapped in any case: 100 where there is no such width. */
unsigned wrapping_columns_of(FILE *stream);

/* The ending of a word behind that count: "" of one, else "s". */
const char *plural(uint64_t count);

#endif
