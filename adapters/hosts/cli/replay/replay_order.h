/*
 * replay_order.h: what workers make of their batches, taken in the order of the batches, whoever is done first. No
 * thread of its own: the worker whose batch is next takes it, and those behind it that are there already. A worker that
 * is too far ahead waits. Touches its own memory alone.
 */
#ifndef FIATGATE_CLI_REPLAY_ORDER_H
#define FIATGATE_CLI_REPLAY_ORDER_H

#include "outcome.h"

struct replay_order;

/* Takes one outcome; calls come one at a time, from any worker. false = nothing more can be taken. */
typedef bool (*order_take_fn)(void *context, const struct outcome *outcome);

/* first is the batch that is taken first. NULL = memory could not be had. */
struct replay_order *replay_order_new(size_t workers, uint64_t first, order_take_fn take, void *context);
void replay_order_free(struct replay_order *order);

/* An empty outcome for a batch, which has to be handed over; waits until there is room for it. NULL = nothing more is
 * taken. Every batch must be begun, by someone. */
struct outcome *replay_order_begin(struct replay_order *order, uint64_t batch);
/* Hands it over. false = nothing more is taken. */
bool replay_order_end(struct replay_order *order, uint64_t batch);

#endif
