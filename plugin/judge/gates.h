/*
 * gates.h: a rule's condition as gates, made of its bytes when the pack is loaded, so that judging does not read those
 * again and again. Both say the same (condition.c).
 */
#ifndef FIATGATE_GATES_H
#define FIATGATE_GATES_H

#include "pack.h"

#define GATES_MAX 32 /* of one rule; one that needs more has none */

/* Truths are bits of one word: those of a rule's selections, by their numbers, and from here on those of its gates. */
#define GATE_FIRST 32

#define GATE_ANY 1
#define GATE_ALL UINT8_MAX

/* True where so many of some truths before it are, or where they are not. */
struct gate {
    uint64_t of;
    uint8_t wanted; /* or GATE_ALL */
    bool inverted;
};

/* Makes the gates of a rule's condition, the last of which is the condition; how many they are. 0 = it cannot be read,
 * or needs too many. */
uint32_t gates_make(const struct pack *pack, const struct pack_rule *rule, struct gate gates[GATES_MAX]);

static inline bool gates_hold(const struct gate *gates, uint32_t count, uint64_t truths)
{
    bool is = false;
    for (uint32_t i = 0; i < count; i++) {
        const struct gate *gate = &gates[i];
        uint64_t seen = truths & gate->of;
        is = gate->wanted == GATE_ANY   ? seen != 0
             : gate->wanted == GATE_ALL ? seen == gate->of
                                        : __builtin_popcountll(seen) >= gate->wanted;
        is ^= gate->inverted;
        truths |= (uint64_t)is << (GATE_FIRST + i);
    }
    return is;
}

#endif
