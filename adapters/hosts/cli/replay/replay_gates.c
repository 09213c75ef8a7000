/*
 * replay_gates.c: packs loaded once a worker, side by side (replay_gates.h). The first worker's are loaded in the
 * caller's thread, which alone speaks of them; the others' are their copies, or none.
 */
#include "replay_gates.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct replay_gates {
    size_t count;
    struct gate_pair pairs[];
};

/* A gate with a copy of a pack, which a thread of its own opens. */
struct copying {
    const struct setup *setup;
    const struct built_pack *pack;
    uint32_t lanes;
    fg_gate *gate;
    pthread_t thread;
    bool started;
};

static void *copy(void *context)
{
    struct copying *copying = context;
    copying->gate = setup_open_copy(copying->setup, copying->pack, copying->lanes);
    return NULL;
}

/* Ends it. NULL = there is none that is like the first. */
static fg_gate *copied(struct copying *copying, const fg_gate *first)
{
    if (copying->started)
        pthread_join(copying->thread, NULL);
    if (first && copying->gate && memcmp(gate_pack(copying->gate)->sha256, gate_pack(first)->sha256, 32) == 0)
        return copying->gate;
    fg_close(copying->gate);
    return NULL;
}

/* The gates of one pack. The first has lanes for all workers, as it may have to be lent. */
static int open_side(const struct setup *setup, uint32_t lanes, fg_gate **gates, size_t count)
{
    struct built_pack pack;
    struct copying *copies = calloc(count, sizeof *copies);
    int code = copies ? built_pack_get(setup->pack, &pack) : EXIT_PRODUCT;
    if (code == EXIT_DONE) {
        for (size_t i = 1; i < count; i++) {
            copies[i] = (struct copying){.setup = setup, .pack = &pack, .lanes = lanes};
            copies[i].started = pthread_create(&copies[i].thread, NULL, copy, &copies[i]) == 0;
        }
        code = setup_open_built(setup, &pack, (uint32_t)count * lanes, &gates[0]);
        for (size_t i = 1; i < count; i++)
            gates[i] = copied(&copies[i], gates[0]);
        built_pack_release(&pack);
    } else if (!copies)
        say("memory for %zu jobs could not be had", count);
    free(copies);
    return code;
}

static int open_pairs(struct replay_gates *gates, const struct replay_options *options)
{
    struct setup setup = options->setup;
    fg_gate **opened = calloc(gates->count, sizeof *opened);
    int code = EXIT_PRODUCT;
    if (!opened) {
        say("memory for %zu jobs could not be had", gates->count);
        return code;
    }
    code = open_side(&setup, replay_looks_back_alone(options) ? 2 : 1, opened, gates->count);
    for (size_t i = 0; i < gates->count; i++) {
        gates->pairs[i].gate = opened[i];
        gates->pairs[i].against = replay_looks_back_alone(options) ? opened[i] : NULL;
    }
    if (code == EXIT_DONE && options->against) {
        setup.pack = options->against;
        memset(opened, 0, gates->count * sizeof *opened);
        code = open_side(&setup, 1, opened, gates->count);
        for (size_t i = 0; i < gates->count; i++)
            gates->pairs[i].against = opened[i];
    }
    free(opened);
    return code;
}

int replay_gates_open(struct replay_gates **gates, const struct replay_options *options, size_t workers)
{
    struct replay_gates *made = *gates = calloc(1, sizeof *made + workers * sizeof *made->pairs);
    if (!made) {
        say("memory for %zu jobs could not be had", workers);
        return EXIT_PRODUCT;
    }
    made->count = workers;
    int code = open_pairs(made, options);
    if (code != EXIT_DONE) {
        replay_gates_close(made);
        *gates = NULL;
    }
    return code;
}

void replay_gates_close(struct replay_gates *gates)
{
    if (!gates)
        return;
    for (size_t i = 0; i < gates->count; i++) {
        if (gates->pairs[i].against != gates->pairs[i].gate)
            fg_close(gates->pairs[i].against);
        fg_close(gates->pairs[i].gate);
    }
    free(gates);
}

struct gate_pair replay_gates_of(const struct replay_gates *gates, size_t worker)
{
    const struct gate_pair *first = &gates->pairs[0], *own = &gates->pairs[worker];
    return (struct gate_pair){.gate = own->gate ? own->gate : first->gate,
                              .against = own->against ? own->against : first->against};
}
