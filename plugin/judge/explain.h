/*
 * explain.h: why each rule holds on a transfer or does not, selection by selection, for `fiatgate pack explain`. Asks
 * the functions that judging asks, so that it cannot say anything else; allocates, and is never on the screening path.
 */
#ifndef FIATGATE_EXPLAIN_H
#define FIATGATE_EXPLAIN_H

#include "judge.h"

/* Why something that was found does not make a selection on lists, identifiers or wallets true: bits. */
enum explain_miss {
    EXPLAIN_FIELD = 1u << 0,      /* it stands in another field */
    EXPLAIN_MATCH = 1u << 1,      /* it stands for its entry in another way */
    EXPLAIN_CONFIDENCE = 1u << 2, /* its entry is of another confidence */
    EXPLAIN_CLASS = 1u << 3,
    EXPLAIN_ACT = 1u << 4,       /* an authority's act is cited, or is not */
    EXPLAIN_PLACE = 1u << 5,     /* not at the start of its field, or not alone in it */
    EXPLAIN_ENTRIES = 1u << 6,   /* the selection is on other entries */
    EXPLAIN_DATE = 1u << 7,      /* its entry is not valid on that day */
    EXPLAIN_CERTAINTY = 1u << 8, /* it had to be read in a way that is doubtful for its entry, or is not */
    EXPLAIN_FORM = 1u << 9       /* a wallet's address of another chain or form */
};

struct explained_find {
    struct judge_reason reason; /* entry, value, from, to */
    uint32_t misses;            /* 0 where it makes the selection true */
};

#define EXPLAIN_FINDS 4
struct explained_selection {
    bool holds;
    /* What made it true; of a selection on lists, identifiers or wallets that is not true, what nearly did. */
    uint32_t find_count;
    struct explained_find finds[EXPLAIN_FINDS];
    bool more;                             /* than are listed */
    const struct licence_finding *licence; /* of selections on a licence, else NULL */
    int64_t weights;                       /* of selections on weights: the sum that they saw */
};

struct explained_rule {
    uint32_t rule; /* index in pack.rules */
    bool off, out_of_date;
    bool holds;                         /* its condition; true of a rule that is off or out of date, too */
    const struct judge_reason *outcome; /* the first that judging gave for it; NULL when it gave none */
    uint32_t selection_count;
    const struct explained_selection *selections;
};
typedef void (*explained_rule_fn)(void *context, const struct explained_rule *rule);

enum explain_result {
    EXPLAIN_DONE,
    EXPLAIN_NO_MEMORY,
    EXPLAIN_DISAGREES /* judging said otherwise of some rule: a fault of this build */
};

/* Calls for every rule, in the order of the pack. judgement: what judge_transfer() made of the same input. */
enum explain_result judge_explain(const struct judge_input *input, const struct judgement *judgement,
                                  explained_rule_fn each, void *context);

#endif
