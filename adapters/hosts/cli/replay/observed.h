/*
 * observed.h: one side of a replay: a lane of a gate, the verdict it fills, and what is seen of each transfer at the
 * moment at which it is judged. What passes costs little: a date, an amount, and a mask of fields.
 */
#ifndef FIATGATE_CLI_REPLAY_OBSERVED_H
#define FIATGATE_CLI_REPLAY_OBSERVED_H

#include "fiatgate.h"
#include "judge/judge.h"
#include "outcome.h"

/* Of a payment that may be concerned. Of a cover and its customer's transfer together; the customer is the latter's. */
struct particulars {
    char purpose_code[36], category_purpose[36], uetr[40];
    uint8_t customer[16]; /* zero = none is named */
    bool whole;           /* the cover was looked at too */
};

/* What both sides see alike. */
struct payment_facts {
    int32_t day; /* YYYYMMDD: settlement, else when the message was made; 0 = neither is said */
    bool before_day;
    bool has_amount;
    char currency[4];
    replay_amount amount;
    uint64_t fields[2];   /* bit n of word n/64: fg_field n is there */
    uint32_t particulars; /* 1 + index; 0 = not taken */
};

/* The message at hand, by the numbers of its payments from 1. Memory is kept from message to message. */
struct message_seen {
    struct payment_facts *facts;
    size_t count, room;
    struct particulars *particulars;
    size_t particular_count, particular_room;
    int32_t first_day;              /* payments before it are left; 0 = none are */
    const char *reference;          /* the host's of the payer; NULL = none */
    const struct evp_md_st *sha256; /* of libcrypto */
    bool failed;                    /* memory could not be had */
};
void message_seen_begin(struct message_seen *seen);
void message_seen_free(struct message_seen *seen);
/* NULL = they were not taken. */
struct particulars *particulars_of(struct message_seen *seen, const struct payment_facts *facts);
/* Takes them now, or what they lack. */
void particulars_take(struct message_seen *seen, struct payment_facts *facts, const struct transfer *transfer);

/* What the rules of one side make of a payment. */
struct payment_judged {
    uint8_t action;  /* fg_action, before the gate's own checks and what its policy says of the message */
    uint8_t settled; /* with the gate's own checks */
    uint32_t rule;   /* 1 + index in pack.rules: which decided; 0 = none */
    uint32_t entry;  /* 1 + index in pack.entries: of its first reason that has one; 0 = none has */
};

/* How often each of many numbered things came, once a payment. */
struct counted {
    uint64_t *counts;
    uint32_t *last;  /* the payment by which it was counted last */
    uint32_t *found; /* those with a count, in the order in which they came */
    uint32_t found_count, limit;
};

/* A rule that held in a payment. */
struct rule_held {
    uint32_t payment, rule;
};

struct watch {
    fg_lane *lane;
    fg_verdict *verdict;
    const struct pack *pack; /* the gate's, which stays */
    struct message_seen *seen;
    const struct watch *other; /* the side that was asked before; NULL = none */
    struct payment_judged *judged;
    size_t count, room;            /* of the message at hand */
    struct counted rules, entries; /* of the batch */
    uint32_t payment;              /* counts payments of the batch */
    bool *changed;                 /* of each entry whether the other side's is another; NULL = none is */
    bool keeps_rules;              /* wanted: held */
    struct rule_held *held;        /* of the message at hand */
    size_t held_count, held_room;
};

/* EXIT_DONE, or an exit code (said why). seen is borrowed, and so is other. */
int watch_open(struct watch *watch, fg_gate *gate, struct message_seen *seen, const struct watch *other);
void watch_close(struct watch *watch);
/* Before each message. */
void watch_begin(struct watch *watch);
/* Before a message is screened again, and after it: what is seen then goes to another, or to this side again. */
typedef void (*watch_fn)(void *context, const struct judge_input *input, const struct judgement *judgement,
                         uint32_t number, bool underlying);
void watch_let_see(struct watch *watch, watch_fn see, void *context);
void watch_see_again(struct watch *watch);
/* What it made of a payment; of one that was not judged there, nothing. */
struct payment_judged watch_judged(const struct watch *watch, uint32_t number);

/* Gives what was counted over the batch to its sums and begins anew. */
void watch_pour(struct watch *watch, struct sums *sums, enum sum_kind rules, bool entries);
/* "venues/okx" of 1 + index in pack.entries, into room for ENTRY_PATH bytes; "" of 0. */
#define ENTRY_PATH 160
const char *entry_path(const struct pack *pack, uint32_t entry, char words[ENTRY_PATH]);

#endif
