/*
 * judge.h: from what was found in a transfer to an action and its reasons. Reads the transfer, the hits and the active
 * pack; writes only the judgement it is given. No rule can lower another's action, and text never makes a condition
 * with `not` true (the compiler refuses `not` over list selections).
 *
 * Precedence (the table of precedence.c, which `fiatgate pack show` prints): a rule that holds asks for its action. One
 * in shadow mode, or off, or outside its dates, decides nothing. One that an exception covers asks for pass; one that
 * is relieved asks for flag at the most; neither ever touches a rule or list of sanctions. Of what is then asked for
 * the strictest decides; among equals the first in the pack. Weights of the rules that hold are added up before, and
 * rules on their sum are rules like any other.
 */
#ifndef FIATGATE_JUDGE_H
#define FIATGATE_JUDGE_H

#include <stdbool.h>
#include <stdint.h>

#include "include/fiatgate.h"
#include "match/identifiers.h"
#include "match/scan.h"
#include "transfer.h"
#include "pack.h"

struct judge_input {
    const struct pack *pack;
    const struct transfer *transfer;
    const struct scan_hit *hits;
    uint32_t hit_count;
    const struct identifier *identifiers;
    uint32_t identifier_count;
    const fg_facts *facts;            /* never NULL */
    int32_t as_of;                    /* never 0 */
    const struct relief_set *reliefs; /* relief_set.h, resolved against this pack; NULL = none */
    int64_t now;                      /* seconds since 1970 by which reliefs lapse; 0 where there are none */
};

/* What made a rule's condition hold. */
struct judge_reason {
    uint32_t rule;  /* index in pack.rules */
    uint32_t entry; /* 1 + index in pack.entries; 0 = none */
    uint32_t value; /* 1 + index in transfer.values; 0 = none */
    uint32_t from, to;
    uint64_t registers;  /* bits as pack_selection.lists: those that count and are not loaded; 0 = it speaks of none */
    uint32_t selections; /* bits: those on lists, of the rule's own, that it makes true */
    uint32_t exception;  /* 1 + index in pack.exceptions of the one that covers the rule here; 0 = none */
    int32_t weight;   /* what the rule added to the sum, with its first reason alone; of a shadow: would have added */
    uint8_t action;   /* fg_action that the rule asks for here, after exception and relief */
    bool shadow;      /* it decided nothing: the rule is in shadow mode, or holds by the weights of such alone */
    bool relieved;    /* a relief lowered the action */
    uint8_t readings; /* enum text_reading bits: how the text had to be read for it; 0 = as written */
};

struct judgement {
    fg_action action;
    uint32_t rule;           /* 1 + index of the deciding rule; 0 = pass without a rule */
    fg_action would;         /* what it were if rules in shadow mode were enforced */
    uint32_t would_rule;     /* 1 + index of the rule that would then decide */
    uint32_t duties;         /* pack_duty bits of all rules in enforce mode that hold and no exception covers */
    int32_t weight;          /* the sum of the weights of rules in enforce mode that hold and no exception covers */
    uint64_t resting_on;     /* bits as pack_selection.lists: lists and registers that action or reasons rest on, also a
                              * licence that kept a rule from holding */
    bool excepted, relieved; /* any rule in enforce mode that holds was */
    uint64_t reliefs;        /* bits: those of input.reliefs without which the action were stricter */
    struct judge_reason *reasons;
    uint32_t reason_count, reason_limit;
    uint32_t dropped; /* reasons that did not fit; those of the strictest rules are kept */
};

/* The licence state of a party as of the date, with the entry it rests on (1 + index, 0 = none) and the value that
 * shows it. */
struct licence_finding {
    uint32_t states; /* pack_licence_state bits, never 0 */
    uint32_t entry;
    uint32_t value; /* 1 + index in transfer.values */
    uint32_t from, to;
    uint64_t lists; /* bits: the registers and lists of accounts it rests on; 0 = the party is in none */
};
void licence_find(const struct judge_input *input, enum pack_party party, struct licence_finding *finding);

/* Scratch for one transfer's signs, sized from limits.hits; lives in the lane, aligned to 16. */
size_t judge_workspace_size(const struct limits *limits);
void judge_workspace_place(void *workspace, const struct limits *limits);
/*
 * Judges one transfer; needs no more than limits.hits hits and as many identifiers, in the order of values, and no more
 * than 192 times limits.hits pairs of the two. Reasons come strictest rule first. false = more than that was given
 * (cause limit): the judgement then says hold, and nothing was judged.
 */
bool judge_transfer(const struct judge_input *input, void *workspace, struct judgement *judgement);

#endif
