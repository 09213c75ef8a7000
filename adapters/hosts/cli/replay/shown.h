/*
 * shown.h: which of the payments concerned the report shows with all their details. All, while they are not more than
 * a limit; beyond it of each group the same number, those with the smallest draws: the largest number with which no
 * more than the limit are kept. Where there are more groups than that, one of each, those with the smallest draws. What
 * is kept in the end does not depend on the order in which the payments came.
 *
 * Touches its own memory alone, which grows with the number of groups and not with the number of payments.
 */
#ifndef FIATGATE_CLI_REPLAY_SHOWN_H
#define FIATGATE_CLI_REPLAY_SHOWN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What payments of one group have in common. */
struct shown_group_key {
    int change, label; /* enums Change and LabelResult */
    const char *rule, *entry;
};

struct shown;

/* NULL = memory could not be had. */
struct shown *shown_new(size_t limit);
void shown_free(struct shown *shown);

/* Is called with each payment that was kept and is not any more. */
typedef void (*shown_drop_fn)(void *context, uint64_t seq);

enum shown_answer { SHOWN_KEPT, SHOWN_NOT_KEPT, SHOWN_NO_MEMORY };
/* seq rises from call to call; it decides between equal draws. What is dropped may be the payment itself, which then is
 * not kept and not handed to drop. */
enum shown_answer shown_add(struct shown *shown, const struct shown_group_key *key, uint64_t draw, uint64_t seq,
                            shown_drop_fn drop, void *context);

/* After the payments kept before have been added again: some were not kept. */
void shown_cut(struct shown *shown);

size_t shown_count(const struct shown *shown);
/* How many each group may keep; 0 = all. */
size_t shown_a_group(const struct shown *shown);
/* No payment with a larger draw will be kept, whatever its group. */
uint64_t shown_draw_limit(const struct shown *shown);

#endif
