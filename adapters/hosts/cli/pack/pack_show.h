/*
 * pack_show.h: the parts in which `fiatgate pack show` says what a built pack holds.
 */
#ifndef FIATGATE_CLI_PACK_SHOW_H
#define FIATGATE_CLI_PACK_SHOW_H

#include <stdio.h>

#include "judge/pack.h"

struct showing {
    const struct pack *pack;
    FILE *out;
    unsigned columns;
    int32_t today;   /* YYYYMMDD */
    bool conditions; /* of rules, too, in words */
};

/* How many rules would do what, if the gate enforced. */
struct rule_tally {
    uint32_t actions[4]; /* enforced rules, by fg_action; those that pass add a weight or a duty */
    uint32_t shadow, off;
};
struct rule_tally tally_rules(const struct pack *pack);

/* pack_show_identity.c */
void show_identity(const struct showing *showing);
void show_policy(const struct showing *showing);
void show_clocks(const struct showing *showing);
void show_apart(const struct showing *showing);
void show_precedence(const struct showing *showing);
/* pack_show_holdings.c */
void show_lists(const struct showing *showing);
void show_rules(const struct showing *showing);
void show_exceptions(const struct showing *showing);
void show_texts(const struct showing *showing);
/* pack_show_baseline.c: nothing where the pack has none. */
void show_baseline(const struct showing *showing);
/* pack_show_json.c: all of them as one object. EXIT_DONE or EXIT_PRODUCT (said). */
int show_json(const struct showing *showing);

#endif
