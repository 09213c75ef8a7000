/*
 * random_numbers.h: numbers for random tests, the same in every run: Marsaglia's xorshift of 64 bits. A test that wants
 * a sequence of its own defines RANDOM_SEED, which is not 0, before it includes this.
 */
#ifndef FIATGATE_TEST_RANDOM_NUMBERS_H
#define FIATGATE_TEST_RANDOM_NUMBERS_H

#include <stdint.h>

#ifndef RANDOM_SEED
#define RANDOM_SEED UINT64_C(0x9E3779B97F4A7C15)
#endif

static uint64_t random_state = RANDOM_SEED;

/* One of 0 to limit - 1; limit is not 0. */
static inline uint32_t random_below(uint32_t limit)
{
    random_state ^= random_state << 13;
    random_state ^= random_state >> 7;
    random_state ^= random_state << 17;
    return (uint32_t)((random_state >> 32) % limit);
}

#endif
