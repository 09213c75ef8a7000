/*
 * verdict.h: a verdict from within: how screening fills it. Everything in it is a copy of bounded size, in memory taken
 * when it was made; filling it allocates nothing.
 *
 * Per transfer it keeps eight bytes. Reasons, and the particulars of transfers that did not pass, have slots of fixed
 * size, limits.reasons_per_message of each; when they are all taken, a stricter newcomer takes the place of the
 * weakest, and what has no place is counted.
 */
#ifndef FIATGATE_VERDICT_H
#define FIATGATE_VERDICT_H

#include <stdatomic.h>
#include <stdbool.h>

#include "config.h"
#include "format.h"
#include "include/fiatgate.h"

#define VERDICT_REFERENCES      13
#define VERDICT_REFERENCE_BYTES 48

struct verdict_transfer {
    int32_t as_of;
    uint8_t action;
};

struct verdict_reason {
    uint32_t transfer;
    uint8_t action;
    uint8_t field;
    uint8_t cut;
    uint8_t level; /* enum transfer_level */
    uint32_t occurrence;
    uint64_t start, end;
    char rule[64];
    char title[160];
    char entry[160];
    char basis[256];
    char text[208];
};

/* Of a transfer that did not pass. */
struct verdict_detail {
    uint32_t transfer;
    uint8_t action;
    char rule[64];
    char status_reason[8];
    char references[VERDICT_REFERENCES][VERDICT_REFERENCE_BYTES];
};

/* Slots that are listed in the order of the message; order[] holds slot numbers. */
struct verdict_slots {
    uint32_t *order;
    uint32_t count, limit;
    uint32_t of_action[4]; /* how many of each are kept */
};

struct fg_verdict {
    atomic_flag busy;
    struct limits limits;
    uint8_t policy[FG_CAUSE_COUNT][FG_CHANNEL_COUNT];
    fg_status status;
    fg_cause cause;
    fg_action action;
    fg_action floor; /* every transfer gets at least this */
    bool settled;    /* false while a message is screened: whoever looks sees hold at the least */
    bool degraded;
    bool has_error;
    struct read_error error;
    struct message_info info;
    struct read_warnings warnings;
    char format[16];
    char pack_name[64], pack_version[64], pack_hash[65];
    char customer_reference[65];
    struct verdict_transfer *transfers;
    uint32_t transfer_count;
    struct verdict_reason *reasons;
    struct verdict_slots reason_slots;
    struct verdict_detail *details;
    struct verdict_slots detail_slots;
    uint32_t reasons_dropped;
};

/* Forgets the last message: action hold, cause internal, until it is settled. */
void verdict_clear(struct fg_verdict *verdict);
/* Begins a message: no action yet, and not settled. */
void verdict_start(struct fg_verdict *verdict);
/* Ends it: what stands in the verdict is what became of the message. */
void verdict_settle(struct fg_verdict *verdict);
/* The whole message ends not screened: the policy's action for cause and channel, at the least. */
void verdict_not_screened(struct fg_verdict *verdict, fg_cause cause, uint8_t channel);
/* Sets every transfer's least action (a message found broken later). */
void verdict_raise_all(struct fg_verdict *verdict, fg_action action);
/* The next transfer, numbered from 1. The caller has checked limits.transfers. */
void verdict_add_transfer(struct fg_verdict *verdict, fg_action action, int32_t as_of);
/* What the underlying customer transfer of the last transfer asks for: the stricter action stays. */
void verdict_strengthen_transfer(struct fg_verdict *verdict, fg_action action);
/* A slot for a reason or for the particulars of a transfer, zeroed but for transfer and action; NULL = none was free
 * and none weaker was found (counted). */
struct verdict_reason *verdict_add_reason(struct fg_verdict *verdict, uint32_t transfer, fg_action action);
struct verdict_detail *verdict_add_detail(struct fg_verdict *verdict, uint32_t transfer, fg_action action);
/* The particulars kept of the last transfer that has any, if it is this one and asks for less than the action, which
 * they are given; NULL = there are none. */
struct verdict_detail *verdict_strengthen_detail(struct fg_verdict *verdict, uint32_t transfer, fg_action action);
/* The fields of verdict_detail.references, in its order. */
extern const fg_field verdict_reference_fields[VERDICT_REFERENCES];

/* Copies UTF-8 text into a bounded buffer, never splitting a character. Returns whether it was cut. */
bool copy_text(char *out, size_t size, const char *text, size_t length);

#endif
