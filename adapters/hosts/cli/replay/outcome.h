/*
 * outcome.h: what screening one batch came to: sums, and the payments concerned. Workers make outcomes side by side,
 * the work file takes them in the order of their batches; nothing in one depends on another, on the time or on the
 * number of threads.
 */
#ifndef FIATGATE_CLI_OUTCOME_H
#define FIATGATE_CLI_OUTCOME_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "replay.pb-c.h"

/* Amounts are whole numbers of 10^-5 of a currency's unit, the finest that ISO 20022 knows; 10^15 payments of the
 * largest amount that is read fit. */
__extension__ typedef __int128 replay_amount;
/* Reads a decimal string; false = it is none, has more than five decimals that are not 0, or more than 18 digits before
 * the point. */
bool replay_amount_read(const char *text, size_t length, replay_amount *amount);
/* With as many decimals as it needs, two at least; out has room for 48 bytes. */
void replay_amount_write(replay_amount amount, char out[48]);
/* The whole number itself, as the work file keeps it. */
bool replay_amount_read_whole(const char *text, replay_amount *amount);
void replay_amount_write_whole(replay_amount amount, char out[48]);

/* What is added up of all payments, concerned or not. The name says of what. */
enum sum_kind {
    SUM_CELL,        /* "pass>hold" by currency: the other pack's action and this one's */
    SUM_DAY,         /* "20261121>hold": by this pack's action */
    SUM_RULE,        /* rules that held, by id; payments */
    SUM_RULE_BEFORE, /* the same of the other pack */
    SUM_ENTRY,       /* entries that were a reason: "venues/okx" */
    SUM_TYPE,        /* "mt103": messages */
    SUM_CAUSE,       /* "bad_message": messages not screened, by enum Cause */
    SUM_FIELD,       /* canonical fields that payments had, by name */
    SUM_OTHER_RULE,  /* the same action by another rule; no name */
    SUM_MESSAGES,    /* no name, as all that follow */
    SUM_BYTES,
    SUM_TRANSFERS,
    SUM_NOT_A_TRANSFER,
    SUM_NOT_SCREENED, /* messages */
    SUM_UNMAPPED,     /* elements that the field map does not know */
    SUM_BEFORE_DAY,   /* payments before the day of --changed-since */
    SUM_UNLABELLED,   /* payments and messages without a label */
    SUM_LABEL_RULE,   /* "kz-words-strong>hold>rule": payments with a label in which a rule held; the action expected;
                         "rule" where the label names that rule, "" where it names none, "other" where another */
    SUM_UNFORESEEN,   /* of the unreadable ones those that no label speaks of; no name */
    SUM_WOULD, /* "pass>hold": decided, and what it were if all that is in shadow were enforced, where that is more */
    SUM_PAST_PACK, /* payments screened as of a day past the pack's valid_to; no name */
    SUM_CUT_SHORT, /* of SUM_NOT_SCREENED: files and archives that hold nobody knows how many; no name */
    SUM_NO_AMOUNT, /* payments without an amount that can be added up, by currency; no name */
    SUM_KINDS
};

struct sum {
    enum sum_kind kind;
    char *name;       /* "" = of all */
    char currency[4]; /* "" = none, or it does not matter */
    uint64_t count;
    replay_amount amount;
};

/* Sums by kind, name and currency, found by hash. Grows with the number of different names, which its owner keeps small
 * by emptying it into the work file. */
struct sums {
    struct sum *items; /* in the order in which they came */
    size_t count, room;
    uint32_t *places;
    size_t place_count;
    bool failed; /* memory could not be had */
};
void sums_add(struct sums *sums, enum sum_kind kind, const char *name, const char *currency, uint64_t count,
              replay_amount amount);
void sums_clear(struct sums *sums); /* keeps its memory */
void sums_free(struct sums *sums);

/* A payment concerned, or with a label that it does not meet. */
struct concern {
    Fiatgate__ReplayPayment
        *payment;         /* all but customer, which the work file numbers, and the three lists at its end */
    uint8_t customer[16]; /* the same for the same customer: of the first of debtor_id, debtor_account, the host's
                             reference and the debtor's folded name that is there; zero = none of them */
    replay_amount amount;
    bool has_amount;
    uint64_t draw;   /* by it examples are drawn of a group, the smallest first: from SHA-256 of file and tx */
    uint64_t same;   /* equal for the same payment of messages of the same bytes: from SHA-256 of them and its number */
    uint8_t *detail; /* ReplayPayment with its three last lists alone, packed; NULL = not made */
    size_t detail_length;
};

/* A label that a payment or message met. */
struct met_label {
    size_t label; /* index in labels.items */
    int got;      /* enum fg_action */
    char *rule;   /* that decided, "" = none */
    char *error;  /* why it could not be screened; "" */
};

struct outcome {
    uint64_t batch;
    uint8_t sha256[32]; /* over the pieces of the batch: of each its kind, tx, file, length and bytes */
    struct sums sums;
    struct concern *concerns; /* in the order of the input */
    size_t concern_count, concern_room;
    Fiatgate__ReplayUnreadable **unreadable;
    size_t unreadable_count, unreadable_room;
    struct met_label *met;
    size_t met_count, met_room;
    int32_t first_day, last_day; /* YYYYMMDD; 0 = none */
    uint64_t nanoseconds;        /* inside the library; for the terminal, never for the report */
    bool product_failed;         /* an engine or internal failure: exit code 4 */
};
/* One more of each, empty; a payment and an unreadable one (with its error) with memory of their own, into which go
 * strings that malloc() made. NULL = memory could not be had (sums.failed). */
struct concern *outcome_add_concern(struct outcome *outcome);
Fiatgate__ReplayUnreadable *outcome_add_unreadable(struct outcome *outcome);
struct met_label *outcome_add_met(struct outcome *outcome);
/* Forgets everything, and keeps the memory of the lists. */
void outcome_clear(struct outcome *outcome);
void outcome_free(struct outcome *outcome);

#endif
