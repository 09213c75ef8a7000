/*
 * random.h: numbers that look random and are the same on every machine (SplitMix64).
 */
#ifndef FIATGATE_ORACLE_RANDOM_H
#define FIATGATE_ORACLE_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

static inline uint64_t random_next(uint64_t *state)
{
    uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
    return z ^ z >> 31;
}

static inline uint32_t random_below(uint64_t *state, uint32_t limit)
{
    return (uint32_t)((random_next(state) >> 32) * limit >> 32);
}

static inline bool random_chance(uint64_t *state, uint32_t in_hundred)
{
    return random_below(state, 100) < in_hundred;
}

#endif
