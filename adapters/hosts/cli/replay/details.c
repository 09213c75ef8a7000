/*
 * details.c: looks again at payments concerned (judging_within.h). Nothing is kept of payments for this while they are
 * judged: the message is screened once more where something of it is wanted.
 */
#include <stdlib.h>

#include "judging_within.h"
#include "picture.h"

/* Pictures that are made in one look: what is held in memory of a message of many payments. */
#define AT_ONCE 512u

struct details {
    struct judging *judging;
    const struct wanted *wanted; /* of this look, by number */
    size_t count;
    bool before; /* the other side is looked at */
    struct picture pictures[AT_ONCE];
};

struct details *details_open(void)
{
    return calloc(1, sizeof(struct details));
}

void details_close(struct details *details)
{
    free(details);
}

static int by_number(const void *number, const void *wanted)
{
    uint32_t left = *(const uint32_t *)number, right = ((const struct wanted *)wanted)->number;
    return left < right ? -1 : left > right;
}

static void see(void *context, const struct judge_input *input, const struct judgement *judgement, uint32_t number,
                bool underlying)
{
    (void)underlying;
    struct details *details = context;
    struct message_seen *seen = &details->judging->seen;
    const struct wanted *wanted = bsearch(&number, details->wanted, details->count, sizeof *wanted, by_number);
    if (!wanted)
        return;
    if (wanted->particulars)
        particulars_take(seen, &seen->facts[number - 1], input->transfer);
    if (wanted->detail)
        picture_see(&details->pictures[wanted - details->wanted], input, judgement, details->before);
}

static void look(struct details *details, struct watch *watch, const struct message *message)
{
    details->before = watch == &details->judging->other;
    watch_let_see(watch, see, details);
    judging_screen(details->judging, watch, message->given, message->outcome);
    watch_see_again(watch);
    for (size_t i = 0; i < details->count; i++)
        if (details->wanted[i].detail)
            picture_see_checks(&details->pictures[i], watch->verdict, details->wanted[i].number, details->before);
}

static void keep(struct details *details, struct outcome *outcome)
{
    for (size_t i = 0; i < details->count; i++) {
        struct concern *concern = &outcome->concerns[details->wanted[i].concern];
        if (!details->wanted[i].detail)
            continue;
        concern->detail = picture_pack(&details->pictures[i], &concern->detail_length);
        outcome->sums.failed = outcome->sums.failed || !concern->detail;
        picture_end(&details->pictures[i]);
    }
}

/* Only of payments of which something is wanted. */
static void take_some(struct judging *judging, const struct message *message, const struct wanted *wanted, size_t count)
{
    struct details *details = judging->details;
    details->judging = judging;
    details->wanted = wanted;
    details->count = count;
    bool any = false, both = false;
    for (size_t i = 0; i < count; i++) {
        any = any || wanted[i].detail || wanted[i].particulars;
        both = both || wanted[i].detail;
        if (wanted[i].detail)
            picture_begin(&details->pictures[i], !judging->plan->unmasked);
    }
    if (any)
        look(details, &judging->side, message);
    if (judging->compares && (both || (any && judging->seen.count > fg_verdict_transfers(judging->side.verdict))))
        look(details, &judging->other, message);
    keep(details, message->outcome);
}

void details_take(struct judging *judging, const struct message *message, const struct wanted *wanted, size_t count)
{
    for (size_t done = 0; done < count; done += AT_ONCE)
        take_some(judging, message, wanted + done, count - done < AT_ONCE ? count - done : AT_ONCE);
}
