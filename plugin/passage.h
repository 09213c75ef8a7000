/*
 * passage.h: one message's passage through a lane, as the files of the screening path share it.
 *
 *   screen.c         from bytes to transfers, and what ends a message early
 *   settle.c         what is judged of a transfer becomes part of the verdict, and is counted
 *   shadow_judge.c   the second pack's answer to a transfer
 */
#ifndef FIATGATE_PASSAGE_H
#define FIATGATE_PASSAGE_H

#include "lane.h"
#include "verdict.h"

struct passage {
    struct fg_lane *lane;
    struct lane_counters *counters;
    const struct pack *pack; /* NULL until it is reached */
    hs_scratch_t *scratch;
    const struct pack *shadow; /* the second pack, NULL = none */
    fg_facts facts;            /* a copy: as much of the host's as this library knows */
    struct fg_verdict *verdict;
    int64_t now;          /* seconds since 1970, where a relief may lapse; else 0 */
    uint64_t header_work; /* what the header adds to each transfer, in bytes of text */
    uint64_t repeated;    /* of that, what was done again for the transfers behind the first of a header */
    uint32_t counted;     /* transfers that the counters have */
    fg_action asked;      /* the last transfer's action, also where the gate only shadows */
};

/* A transfer that is being judged, and its place in the verdict. */
struct judged {
    const struct transfer *transfer;
    int32_t as_of;
    uint32_t number;
    bool underlying; /* it has its cover's number and makes its action stricter, never milder */
};

/* Whether the gate only shadows: nothing is stopped, and what is not screened asks for flag at the most. */
static inline bool passage_only_shadows(const struct passage *passage)
{
    if (passage->pack)
        return (passage->pack->marks & FG_MARK_SHADOWED) != 0;
    return passage->lane && atomic_load_explicit(&passage->lane->gate->only_shadows, memory_order_relaxed);
}

/* --- settle.c --------------------------------------------------------------------------------------------------- */

void settle_transfer(struct passage *passage, const struct judged *judged, const struct judgement *judgement);
/* The transfer judged last counts once its underlying customer transfer, if it has one, has been judged too. */
void settle_last(struct passage *passage);

/* What the gate checks of a transfer itself, whatever the rules say. */
struct own_finding {
    const char *rule, *title; /* the rule's name begins with "fiatgate." */
    fg_action action;
    fg_field field;
    uint32_t list; /* 1 + index in pack.lists, 0 = none */
};
#define OWN_CHECKS 3
/* Returns how many were found. */
uint32_t own_checks(const struct passage *passage, const struct pack *pack, const struct judged *judged,
                    struct own_finding found[OWN_CHECKS]);

/* The particulars of a transfer, with its references; NULL = there is no place. */
struct verdict_detail *detail_for(struct passage *passage, const struct judged *judged, uint8_t rank);

/* --- shadow_judge.c --------------------------------------------------------------------------------------------- */

/* What the second pack says of a transfer that has been settled; found is what the active pack was given. Uses the
 * lane's hits, workspace and reasons anew. */
void shadow_judge(struct passage *passage, const struct judged *judged, const struct judge_input *found);
/* It was not asked, or could not answer: its answer to the whole transfer is missing, and counted so. */
void shadow_unjudged(struct passage *passage, const struct judged *judged);

static inline void copy_string(char *out, size_t size, const char *text)
{
    copy_text(out, size, text, strlen(text));
}

#endif
