/*
 * judging_within.h: judging from within, as its files share it.
 *
 *   judging.c    a batch's pieces, one after the other: what is read of each, both sides, sums of messages
 *   payments.c   what became of the payments of a message: changes, labels, sums, payments concerned
 *   details.c    payments that may be shown, looked at again; picture.h has what is made of them
 */
#ifndef FIATGATE_CLI_JUDGING_WITHIN_H
#define FIATGATE_CLI_JUDGING_WITHIN_H

#include "canonical.h"
#include "judging.h"
#include "observed.h"
#include "shown.h"
#include "tallied.h"

/* What a piece gives to be screened: a message's bytes, or fields. */
struct given {
    const void *bytes;
    size_t length;
    const fg_field_input *fields; /* NULL = bytes */
    size_t field_count;
    const char *type; /* of fields, what the message was that they come from; NULL = not said */
};

struct judging {
    const struct judging_plan *plan;
    struct message_seen seen;
    struct watch side;  /* of the pack that is tried */
    struct watch other; /* what it is compared with, and asked first */
    bool compares;      /* whether there is another */
    fg_facts facts, other_facts;
    struct canonical_fields fields;
    struct tallied tallied;
    struct details *details;
    struct shown *shown; /* what of this worker's payments the report would show, were there no others */
    uint64_t concerned;  /* payments of all batches so far */
    struct evp_md_st *sha256;
    struct evp_md_ctx_st *hashing;
};

/* A message that has been screened on both sides. */
struct message {
    const struct piece *piece;
    const struct given *given;
    struct outcome *outcome;
};

/* judging.c: screens what is given with one side again or for the first time; its verdict is filled. */
void judging_screen(const struct judging *judging, struct watch *watch, const struct given *given,
                    struct outcome *outcome);
/* What type of message it is: "mt103". Lives as long as the verdict and what was given. */
const char *message_type(const struct message *message, const fg_verdict *verdict);

/* payments.c */
void payments_take(struct judging *judging, const struct message *message);
/* Labels of what is no payment: the message as a whole. Returns whether any speaks of it. */
bool label_message(struct judging *judging, const struct message *message, int got, const char *error);

/* details.c: looks again at payments whose fields and reasons are wanted, or of which not everything is known. */
struct wanted {
    uint32_t number;  /* of the payment in its message */
    size_t concern;   /* index in outcome.concerns */
    bool detail;      /* its fields and reasons */
    bool particulars; /* what is not known of it yet */
};
struct details *details_open(void);
void details_close(struct details *details);
void details_take(struct judging *judging, const struct message *message, const struct wanted *wanted, size_t count);

#endif
