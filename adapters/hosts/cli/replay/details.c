/*
 * details.c: looks again at payments concerned (judging_within.h): their fields, split where reasons point at them, and
 * the reasons themselves. What passes is never kept for it: the message is screened once more where something of it is
 * wanted.
 */
#include <stdlib.h>
#include <string.h>

#include "judging_within.h"

struct details {
    struct judging *judging;
    const struct wanted *wanted; /* of this look, by number */
    size_t count;
};

struct details *details_open(void)
{
    return calloc(1, sizeof(struct details));
}

void details_close(struct details *details)
{
    free(details);
}

static const struct wanted *wanted_of(const struct details *details, uint32_t number)
{
    size_t low = 0, high = details->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (details->wanted[middle].number == number)
            return &details->wanted[middle];
        if (details->wanted[middle].number < number)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

static void see(void *context, const struct judge_input *input, const struct judgement *judgement, uint32_t number,
                bool underlying)
{
    struct details *details = context;
    const struct wanted *wanted = wanted_of(details, number);
    (void)judgement;
    (void)underlying;
    if (!wanted || number > details->judging->seen.count)
        return;
    if (wanted->particulars)
        particulars_take(&details->judging->seen, &details->judging->seen.facts[number - 1], input->transfer);
}

static void look(struct details *details, struct watch *watch, const struct message *message)
{
    watch_let_see(watch, see, details);
    judging_screen(details->judging, watch, message->given, message->outcome);
    watch_see_again(watch);
}

void details_take(struct judging *judging, const struct message *message, const struct wanted *wanted, size_t count)
{
    struct details *details = judging->details;
    bool any = false;
    for (size_t i = 0; i < count; i++)
        any = any || wanted[i].particulars;
    if (!any)
        return;
    details->judging = judging;
    details->wanted = wanted;
    details->count = count;
    look(details, &judging->side, message);
}
