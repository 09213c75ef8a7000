/*
 * verdict.h: a verdict from within: how screening fills it. Everything in it is a copy of bounded size, in memory taken
 * when it was made; filling it allocates nothing.
 *
 * Per transfer it keeps eight bytes. Reasons, and the particulars of transfers that did not plainly pass, have slots of
 * fixed size, limits.reasons_per_message of each; when they are all taken, a newcomer of a higher rank takes the place
 * of the lowest, and what has no place is counted.
 */
#ifndef FIATGATE_VERDICT_H
#define FIATGATE_VERDICT_H

#include <stdatomic.h>
#include <stdbool.h>

#include "config.h"
#include "format.h"
#include "include/fiatgate.h"
#include "judge/pack.h"

#define VERDICT_REFERENCES      13
#define VERDICT_REFERENCE_BYTES 48
#define VERDICT_STALE_LISTS     8
#define VERDICT_ID_BYTES        64

struct verdict_transfer {
    int32_t as_of;
    uint8_t action : 4;
    uint8_t would : 4;
    uint8_t shadow; /* 1 + the second pack's action; 0 = it gave none */
    uint8_t duties; /* fg_duty bits */
    uint8_t marks;  /* fg_mark bits of its own: stale, excepted, relieved */
};

/* What goes first when room runs out. What decides stands above everything that is only said. */
#define VERDICT_RANKS 8
static inline uint8_t verdict_rank(fg_action decided)
{
    return (uint8_t)(4 + decided);
}
static inline uint8_t verdict_shadow_rank(fg_action said)
{
    return (uint8_t)said;
}

struct verdict_reason {
    uint32_t transfer;
    uint8_t rank;
    uint8_t action;
    uint8_t field;
    uint8_t cut;
    uint8_t level; /* enum transfer_level */
    uint8_t layer; /* 1 + enum pack_layer_number, 0 = none: the library's own */
    bool shadow, relieved;
    uint8_t readings; /* fg_reading bits */
    uint8_t doubted;  /* fg_field */
    uint32_t occurrence;
    int32_t weight;
    int32_t list_as_of;
    uint64_t start, end;
    char rule[VERDICT_ID_BYTES];
    char exception[VERDICT_ID_BYTES];
    char title[160];
    char entry[160];
    char basis[256];
    char text[208];
    char doubted_code[40];
    char looks_like[124];
};

/* Of a transfer that did not pass, or would not, or not with the second pack, or that a rule lets pass with a duty. */
struct verdict_detail {
    uint32_t transfer;
    uint8_t rank;
    uint8_t ground;     /* fg_ground of the rule that decided */
    uint8_t disclosure; /* fg_disclosure */
    bool hold_certain;
    int32_t hold_day; /* 0 = no end is known */
    uint32_t hold_seconds;
    char rule[VERDICT_ID_BYTES];
    char would_rule[VERDICT_ID_BYTES];
    char shadow_rule[VERDICT_ID_BYTES];
    char customer_text[VERDICT_ID_BYTES];
    char officer_text[VERDICT_ID_BYTES];
    char status_reason[8];
    char references[VERDICT_REFERENCES][VERDICT_REFERENCE_BYTES];
};

/* Slots that are listed in the order of the message; order[] holds slot numbers. */
struct verdict_slots {
    uint32_t *order;
    uint32_t count, limit;
    uint32_t of_rank[VERDICT_RANKS]; /* how many of each are kept */
};

/* A pack, or one of its layers. */
struct verdict_origin {
    char name[64], version[64], hash[65];
};

/* What is the same in every verdict of one pack. It stays from message to message, known again by its hash. */
struct verdict_pack {
    struct verdict_origin source;
    struct verdict_origin layers[PACK_LAYERS_MAX];
    uint32_t layer_count;
    char clock_basis[PACK_GROUNDS][256];
};

struct verdict_stale_list {
    uint32_t number; /* index in pack.lists */
    int32_t retrieved_at;
    char id[VERDICT_ID_BYTES];
};

struct fg_verdict {
    atomic_flag busy;
    struct limits limits;
    uint8_t policy[FG_CAUSE_COUNT][FG_CHANNEL_COUNT];
    fg_status status;
    fg_cause cause;
    fg_action action, would;
    fg_action floor, would_floor; /* every transfer gets at least this */
    uint32_t marks;               /* fg_mark bits */
    bool settled;                 /* false while a message is screened: whoever looks sees hold at the least */
    bool degraded;
    bool has_error;
    struct read_error error;
    struct message_info info;
    struct read_warnings warnings;
    char format[16];
    bool pack_known, shadow_known; /* this message has reached them */
    struct verdict_pack pack;
    struct verdict_origin shadow;
    struct verdict_stale_list stale_lists[VERDICT_STALE_LISTS];
    uint32_t stale_list_count;
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
/* Says which pack judges, and what it says of itself; and which one judges beside it. */
void verdict_name_pack(struct fg_verdict *verdict, const struct pack *pack);
void verdict_name_shadow(struct fg_verdict *verdict, const struct pack *pack);
/* The whole message ends not screened: at the least this action, which the policy gives; would is what it gave a gate
 * that does not only shadow. */
void verdict_not_screened(struct fg_verdict *verdict, fg_cause cause, fg_action action, fg_action would);
/* Sets every transfer's least action (a message found broken later). */
void verdict_raise_all(struct fg_verdict *verdict, fg_action action, fg_action would);
/* The next transfer, numbered from 1. The caller has checked limits.transfers. */
void verdict_add_transfer(struct fg_verdict *verdict, const struct verdict_transfer *transfer);
/* What the underlying customer transfer of the last transfer adds: stricter actions, duties and marks. */
void verdict_strengthen_transfer(struct fg_verdict *verdict, const struct verdict_transfer *with);
/* Names a list or register past its age, once. */
void verdict_add_stale_list(struct fg_verdict *verdict, const struct pack *pack, uint32_t number);
/* A slot for a reason, zeroed but for transfer and rank; NULL = none was free and none lower was found (counted). */
struct verdict_reason *verdict_add_reason(struct fg_verdict *verdict, uint32_t transfer, uint8_t rank);
/* The same for the particulars of a transfer. */
struct verdict_detail *verdict_add_detail(struct fg_verdict *verdict, uint32_t transfer, uint8_t rank);
/* The particulars kept of this transfer, which is the last that was judged, now of this rank at the least; NULL = there
 * are none. */
struct verdict_detail *verdict_last_detail(struct fg_verdict *verdict, uint32_t transfer, uint8_t rank);
/* Those of any transfer, NULL = none are kept. */
const struct verdict_detail *verdict_detail_of(const struct fg_verdict *verdict, uint32_t transfer);
/* The fields of verdict_detail.references, in its order. */
extern const fg_field verdict_reference_fields[VERDICT_REFERENCES];

/* Copies UTF-8 text into a bounded buffer, never splitting a character. Returns whether it was cut. */
bool copy_text(char *out, size_t size, const char *text, size_t length);

#endif
