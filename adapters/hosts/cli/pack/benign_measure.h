/*
 * benign_measure.h: innocent payments through the rules of a pack: how many of each set of them every rule would flag,
 * and how many it would hold or block. For the false-hit gate of `fiatgate pack test --benign`.
 */
#ifndef FIATGATE_CLI_BENIGN_MEASURE_H
#define FIATGATE_CLI_BENIGN_MEASURE_H

#include <stdbool.h>
#include <stdint.h>

#include "judge/pack.h"

#define BENIGN_SETS_MAX   32
#define BENIGN_EXAMPLES   3  /* kept of each rule */
#define BENIGN_TEXT_SHOWN 80 /* bytes of each */

/* What the lines of a file are. */
enum benign_kind {
    BENIGN_TEXTS,    /* the remittance text of a payment between two private persons */
    BENIGN_NAMES,    /* a payee of one payment and the payer of another */
    BENIGN_TRANSFERS /* a canonical transfer each */
};

struct benign_count {
    uint64_t flagged; /* at least flagged */
    uint64_t stopped; /* of these held or blocked */
};

/* The payments of one file. */
struct benign_set {
    const char *path;
    const char *name; /* the file's, by which a baseline knows it */
    enum benign_kind kind;
    uint64_t payments;
    uint64_t left_out;          /* lines that are too long, or not UTF-8 */
    struct benign_count *rules; /* [0] the payments as they are decided, [1 + n] what rule n asks for, also in shadow */
};

struct benign_example {
    const struct benign_set *set;
    unsigned long line;
    char text[BENIGN_TEXT_SHOWN + 1];
};

/* The first payments that a rule flagged; rule 0 is payments stopped without a rule, as a limit was passed. */
struct benign_examples {
    struct benign_example items[BENIGN_EXAMPLES];
    uint32_t count;
};

struct benign_measure {
    const struct pack *pack;
    int32_t as_of; /* of payments that say no day themselves */
    struct benign_set sets[BENIGN_SETS_MAX];
    uint32_t set_count;
    struct benign_examples *examples; /* by 1 + rule */
};

/* What the lines of a file are, by its path: transfers in *.jsonl, names in a folder names/, else texts. */
enum benign_kind benign_kind_of(const char *path);
/* Names a file to be measured; path is borrowed. false = there are too many, or one of that name already (said). */
bool benign_add(struct benign_measure *measure, const char *path, enum benign_kind kind);
/* Screens all lines of all files. An exit code (said). */
int benign_measure_run(struct benign_measure *measure);
void benign_measure_free(struct benign_measure *measure);

/* The id of a rule as in benign_set.rules, "" for all together. */
static inline const char *benign_rule_id(const struct pack *pack, uint32_t rule)
{
    return rule > 0 ? pack_string(pack, pack->rules[rule - 1].id) : "";
}
/* All sets together, of a rule as in benign_set.rules; *payments as many as there are. */
struct benign_count benign_total(const struct benign_measure *measure, uint32_t rule, uint64_t *payments);

#endif
