/*
 * replay_order.c: batches of several workers, back in one row (replay_order.h).
 */
#include "replay_order.h"

#include <pthread.h>
#include <stdlib.h>

/* A worker may be so many batches ahead of the one that is next: as many as are screened while a commit waits for the
 * disk. */
#define AHEAD_OF_EACH 32u
/* Beyond so many payments concerned, with their details, in outcomes that wait, only the batch that is next goes on. */
#define CONCERNS_WAITING 20000u

struct place {
    struct outcome outcome;
    bool done; /* and not taken yet */
};

struct replay_order {
    pthread_mutex_t lock;
    pthread_cond_t room;
    order_take_fn take;
    void *context;
    uint64_t next;
    bool taking; /* someone is */
    bool failed;
    unsigned waiting;
    size_t concerns; /* in places that are done */
    size_t count;
    struct place *places; /* of batch n the place n % count, from n - count + 1 being taken on */
};

struct replay_order *replay_order_new(size_t workers, uint64_t first, order_take_fn take, void *context)
{
    struct replay_order *order = calloc(1, sizeof *order);
    if (!order)
        return NULL;
    *order = (struct replay_order){.take = take, .context = context, .next = first, .count = workers * AHEAD_OF_EACH};
    order->places = calloc(order->count, sizeof *order->places);
    pthread_mutex_init(&order->lock, NULL);
    pthread_cond_init(&order->room, NULL);
    if (order->places)
        return order;
    replay_order_free(order);
    return NULL;
}

void replay_order_free(struct replay_order *order)
{
    if (!order)
        return;
    for (size_t i = 0; order->places && i < order->count; i++)
        outcome_free(&order->places[i].outcome);
    free(order->places);
    pthread_cond_destroy(&order->room);
    pthread_mutex_destroy(&order->lock);
    free(order);
}

static struct place *place_of(struct replay_order *order, uint64_t batch)
{
    return &order->places[batch % order->count];
}

static bool has_room(const struct replay_order *order, uint64_t batch)
{
    return batch == order->next || (batch < order->next + order->count && order->concerns <= CONCERNS_WAITING);
}

struct outcome *replay_order_begin(struct replay_order *order, uint64_t batch)
{
    pthread_mutex_lock(&order->lock);
    order->waiting++;
    while (!order->failed && !has_room(order, batch))
        pthread_cond_wait(&order->room, &order->lock);
    order->waiting--;
    struct outcome *outcome = order->failed ? NULL : &place_of(order, batch)->outcome;
    pthread_mutex_unlock(&order->lock);
    if (outcome)
        outcome->batch = batch;
    return outcome;
}

/* Takes what is next, for as long as it is there. The lock is held, but for the taking itself. */
static void take_what_is_there(struct replay_order *order)
{
    struct place *place;
    while (!order->failed && (place = place_of(order, order->next))->done) {
        pthread_mutex_unlock(&order->lock);
        size_t concerns = place->outcome.concern_count;
        bool taken = order->take(order->context, &place->outcome);
        outcome_clear(&place->outcome);
        pthread_mutex_lock(&order->lock);
        place->done = false;
        order->concerns -= concerns;
        order->next++;
        order->failed = !taken;
        if (order->waiting > 0)
            pthread_cond_broadcast(&order->room);
    }
}

bool replay_order_end(struct replay_order *order, uint64_t batch)
{
    pthread_mutex_lock(&order->lock);
    struct place *place = place_of(order, batch);
    place->done = true;
    order->concerns += place->outcome.concern_count;
    if (!order->taking) {
        order->taking = true;
        take_what_is_there(order);
        order->taking = false;
    }
    bool failed = order->failed;
    pthread_mutex_unlock(&order->lock);
    return !failed;
}
