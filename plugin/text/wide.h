/*
 * wide.h: 64 bytes at once, with AVX-512, in few words. Only on processors that have VBMI2, too, which came with the
 * ones that do not slow down for wide registers. Constant data and registers, nothing else.
 */
#ifndef FIATGATE_WIDE_H
#define FIATGATE_WIDE_H

#include <stdbool.h>
#include <stdint.h>

#if defined(__x86_64__)

#include <immintrin.h>

#define WIDE_TARGET __attribute__((target("avx512f,avx512bw,avx512vbmi,avx512vbmi2,bmi,bmi2,lzcnt,popcnt")))
#define WIDE        static inline WIDE_TARGET __attribute__((always_inline))

#define WIDE_BYTES 64

typedef __m512i bytes64;

static inline bool can_go_wide(void)
{
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") &&
           __builtin_cpu_supports("avx512vbmi") && __builtin_cpu_supports("avx512vbmi2");
}

WIDE bytes64 all(unsigned char byte)
{
    return _mm512_set1_epi8((char)byte);
}
WIDE uint64_t are(bytes64 bytes, unsigned char byte)
{
    return _mm512_cmpeq_epi8_mask(bytes, all(byte));
}
WIDE uint64_t are_between(bytes64 bytes, unsigned char first, unsigned char last)
{
    return _mm512_cmple_epu8_mask(_mm512_sub_epi8(bytes, all(first)), all((unsigned char)(last - first)));
}
WIDE uint64_t have(bytes64 bytes, unsigned char bits)
{
    return _mm512_test_epi8_mask(bytes, all(bits));
}
WIDE bytes64 either(uint64_t mask, bytes64 these, bytes64 others)
{
    return _mm512_mask_mov_epi8(others, mask, these);
}
WIDE uint64_t below(unsigned bit)
{
    return ((uint64_t)1 << bit) - 1;
}
WIDE unsigned lowest(uint64_t mask)
{
    return (unsigned)_tzcnt_u64(mask);
}
WIDE unsigned count_of(uint64_t mask)
{
    return (unsigned)_mm_popcnt_u64(mask);
}

/* Each byte's own number. */
WIDE bytes64 numbers(void)
{
    static const unsigned char all_of_them[WIDE_BYTES] = {
        0,  1,  2,  3,  4,  5,  6,  7,  8,  9,  10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21,
        22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43,
        44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63};
    return _mm512_loadu_si512(all_of_them);
}

#else

static inline bool can_go_wide(void)
{
    return false;
}

#endif

#endif
