/*
 * pack_evade.h: `fiatgate pack test --evade`: whether a pack can be dodged.
 */
#ifndef FIATGATE_PACK_EVADE_H
#define FIATGATE_PACK_EVADE_H

#include <stdbool.h>
#include <stdint.h>

#include "config.h"

struct evade_options {
    const char *entry, *list; /* ids; NULL = all */
    uint64_t minimum;         /* percent, in place of what the pack asks for */
    bool minimum_given;
    uint64_t forms, jobs; /* of each word, kind and depth; threads; 0 = as is usual */
    bool wanted, all, json;
};

enum evade_option { EVADE_WANTED = 1024, EVADE_ENTRY, EVADE_LIST, EVADE_FORMS, EVADE_JOBS, EVADE_ALL, EVADE_MINIMUM };

/* Rows of an option table. */
#define EVADE_OPTIONS                                                                                                  \
    {"evade", no_argument, NULL, EVADE_WANTED}, {"entry", required_argument, NULL, EVADE_ENTRY},                       \
        {"list", required_argument, NULL, EVADE_LIST}, {"forms", required_argument, NULL, EVADE_FORMS},                \
        {"jobs", required_argument, NULL, EVADE_JOBS}, {"minimum", required_argument, NULL, EVADE_MINIMUM},            \
    {                                                                                                                  \
        "all", no_argument, NULL, EVADE_ALL                                                                            \
    }
/* Their part of a help text. */
#define EVADE_HELP                                                                                                     \
    "\n"                                                                                                               \
    "  --evade            disguises the words of the pack, in place of running its cases\n"                            \
    "  --list ID          those of this list alone;  --entry ID  of this entry alone\n"                                \
    "  --forms N          disguises of each word, kind of trick and depth, 1 to 100 (default 8)\n"                     \
    "  --jobs N           threads (default 1)\n"                                                                       \
    "  --minimum PERCENT  in place of the pack's evasion_minimum; 0 asks for nothing\n"                                \
    "  --all              shows every disguise that is not caught, and every word\n"
/* Takes one of them; false = its value is wrong (said). Other codes are ignored. */
bool evade_take(struct evade_options *options, const char *command, int code, const char *value);

/* Returns an exit code; says what is wrong. */
int pack_evade(const char *name, const char *base, const struct gate_config *config,
               const struct evade_options *options);

#endif
