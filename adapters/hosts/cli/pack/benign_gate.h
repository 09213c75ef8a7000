/*
 * benign_gate.h: the false-hit gate of `fiatgate pack test --benign`: how often the rules of a pack cry wolf, and
 * whether they do it more often than the pack's own baseline says.
 */
#ifndef FIATGATE_CLI_BENIGN_GATE_H
#define FIATGATE_CLI_BENIGN_GATE_H

#include <stdio.h>

#include "benign_measure.h"
#include "compiler.h"

#define BENIGN_VOLUME 1000000u /* payments a day, where nobody says how many */

struct benign_options {
    const char *files[BENIGN_SETS_MAX];
    bool names[BENIGN_SETS_MAX]; /* of each file: its lines are names, whatever it is called */
    uint32_t count;
    uint64_t volume; /* payments a day, for which alerts are reckoned */
    int32_t as_of;   /* 0 = today */
    bool write_baseline, json;
    enum compiler_language language;
};

/* Rows of an option table, and their part of a help text. */
enum benign_option {
    BENIGN_OPTION_FILE = 768,
    BENIGN_OPTION_NAMES,
    BENIGN_OPTION_VOLUME,
    BENIGN_OPTION_AS_OF,
    BENIGN_OPTION_WRITE
};
#define BENIGN_OPTIONS                                                                                                 \
    {"benign", required_argument, NULL, BENIGN_OPTION_FILE},                                                           \
        {"benign-names", required_argument, NULL, BENIGN_OPTION_NAMES},                                                \
        {"volume", required_argument, NULL, BENIGN_OPTION_VOLUME},                                                     \
        {"as-of", required_argument, NULL, BENIGN_OPTION_AS_OF},                                                       \
    {                                                                                                                  \
        "write-baseline", no_argument, NULL, BENIGN_OPTION_WRITE                                                       \
    }
#define BENIGN_HELP                                                                                                    \
    "  --benign FILE      measure the lines of FILE, and of all files that follow PACK\n"                              \
    "  --benign-names FILE   the same, and its lines are names\n"                                                      \
    "  --volume N         payments a day, by which alerts are reckoned (default 1000000)\n"                            \
    "  --as-of DATE       the day of payments that say none (default today)\n"                                         \
    "  --write-baseline   write what was measured to benign.csv in PACK, a folder, and to no other file; what other\n" \
    "                     files gave stays in it\n"
/* Takes one of them; false = its value is wrong (said). Other codes are ignored. */
bool benign_take(struct benign_options *options, const char *command, int code, const char *value);
/* Takes one more file. false = there are too many (said). */
bool benign_take_file(struct benign_options *options, const char *path, bool names);
/* Measures, prints, compares with the baseline or, where that is asked for, writes a new one into the folder. An exit
 * code: EXIT_DIFFERS where the pack cries wolf more often than its baseline. */
int benign_gate(const struct benign_options *options, const struct pack *pack, const char *folder);

/* benign_print.c, benign_json.c: what was measured, for people and for programs. Both return whether anything is worse
 * than the baseline. */
bool benign_print(const struct benign_options *options, const struct benign_measure *measure, FILE *out);
bool benign_print_json(const struct benign_options *options, const struct benign_measure *measure, FILE *out);

#endif
