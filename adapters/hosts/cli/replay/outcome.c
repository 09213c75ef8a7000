/*
 * outcome.c: an outcome's lists grow, and are forgotten (outcome.h). Touches its own memory alone.
 */
#include <stdlib.h>

#include "outcome.h"

/* Room for one more behind count items of a size; NULL = memory could not be had, and items stay as they are. */
static void *grown(void *items, size_t count, size_t *room, size_t size)
{
    if (count < *room)
        return items;
    size_t wanted = *room ? *room * 2 : 16;
    void *more = realloc(items, wanted * size);
    if (more)
        *room = wanted;
    return more;
}

struct concern *outcome_add_concern(struct outcome *outcome)
{
    struct concern *concerns =
        grown(outcome->concerns, outcome->concern_count, &outcome->concern_room, sizeof *concerns);
    Fiatgate__ReplayPayment *payment = malloc(sizeof *payment);
    outcome->concerns = concerns ? concerns : outcome->concerns;
    if (!concerns || !payment) {
        free(payment);
        outcome->sums.failed = true;
        return NULL;
    }
    fiatgate__replay_payment__init(payment);
    struct concern *concern = &concerns[outcome->concern_count++];
    *concern = (struct concern){.payment = payment};
    return concern;
}

Fiatgate__ReplayUnreadable *outcome_add_unreadable(struct outcome *outcome)
{
    Fiatgate__ReplayUnreadable **items = grown(outcome->unreadable, outcome->unreadable_count,
                                               &outcome->unreadable_room, sizeof(Fiatgate__ReplayUnreadable *));
    Fiatgate__ReplayUnreadable *item = malloc(sizeof *item);
    Fiatgate__Error *error = malloc(sizeof *error);
    outcome->unreadable = items ? items : outcome->unreadable;
    if (!items || !item || !error) {
        free(item);
        free(error);
        outcome->sums.failed = true;
        return NULL;
    }
    fiatgate__replay_unreadable__init(item);
    fiatgate__error__init(error);
    item->error = error;
    return items[outcome->unreadable_count++] = item;
}

struct met_label *outcome_add_met(struct outcome *outcome)
{
    struct met_label *met = grown(outcome->met, outcome->met_count, &outcome->met_room, sizeof *met);
    if (!met) {
        outcome->sums.failed = true;
        return NULL;
    }
    outcome->met = met;
    met += outcome->met_count++;
    *met = (struct met_label){0};
    return met;
}

void outcome_clear(struct outcome *outcome)
{
    for (size_t i = 0; i < outcome->concern_count; i++) {
        fiatgate__replay_payment__free_unpacked(outcome->concerns[i].payment, NULL);
        free(outcome->concerns[i].detail);
    }
    for (size_t i = 0; i < outcome->unreadable_count; i++)
        fiatgate__replay_unreadable__free_unpacked(outcome->unreadable[i], NULL);
    for (size_t i = 0; i < outcome->met_count; i++) {
        free(outcome->met[i].rule);
        free(outcome->met[i].error);
    }
    struct outcome kept = *outcome;
    sums_clear(&kept.sums);
    *outcome = (struct outcome){.sums = kept.sums,
                                .concerns = kept.concerns,
                                .concern_room = kept.concern_room,
                                .unreadable = kept.unreadable,
                                .unreadable_room = kept.unreadable_room,
                                .met = kept.met,
                                .met_room = kept.met_room};
}

void outcome_free(struct outcome *outcome)
{
    outcome_clear(outcome);
    sums_free(&outcome->sums);
    free(outcome->concerns);
    free(outcome->unreadable);
    free(outcome->met);
    *outcome = (struct outcome){0};
}
