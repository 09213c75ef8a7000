/*
 * wide_tokens.h: the tokens of up to 64 bytes of text at once, with AVX-512 (wide.h).
 */
#ifndef FIATGATE_WIDE_TOKENS_H
#define FIATGATE_WIDE_TOKENS_H

#include "fold.h"
#include "wide.h"

#if defined(__x86_64__)

/* Where a window begins: in the folded bytes, and in the text. */
struct begins {
    uint32_t at, from;
};

_Static_assert(sizeof(struct folded_token) == 16 && offsetof(struct folded_token, again) == 12,
               "a token is four words, the last of them 0");

/* Writes eight tokens, of which the first bytes of these are where they stand in the window's folded bytes, and where
 * they begin and end in the window. */
WIDE void eight_write(struct folded_token *tokens, bytes64 base, bytes64 at, bytes64 from, bytes64 to)
{
    const __m128i begin = _mm_unpacklo_epi8(_mm512_castsi512_si128(at), _mm512_castsi512_si128(from)),
                  end = _mm_cvtepu8_epi16(_mm512_castsi512_si128(to));
    const __m128i four = _mm_unpacklo_epi16(begin, end), next = _mm_unpackhi_epi16(begin, end);
    _mm512_storeu_si512(tokens, _mm512_add_epi32(_mm512_cvtepu8_epi32(four), base));
    _mm512_storeu_si512(tokens + 4, _mm512_add_epi32(_mm512_cvtepu8_epi32(next), base));
}

/* Writes the tokens that begin and end at these bits of a window; the first bytes of `at` are where they stand in its
 * folded bytes. Where one more begins than ends, it ends nowhere yet. */
WIDE void tokens_write_wide(struct folded_token *tokens, struct begins begins, bytes64 at, uint64_t starts,
                            uint64_t ends)
{
    const bytes64 base = _mm512_broadcast_i32x4(_mm_setr_epi32((int)begins.at, (int)begins.from, (int)begins.from, 0));
    bytes64 from = _mm512_maskz_compress_epi8(starts, numbers()), to = _mm512_maskz_compress_epi8(ends, numbers());
    eight_write(tokens, base, at, from, to);
    for (unsigned count = count_of(starts); count > 8; count -= 8) {
        at = _mm512_alignr_epi64(at, at, 1);
        from = _mm512_alignr_epi64(from, from, 1);
        to = _mm512_alignr_epi64(to, to, 1);
        eight_write(tokens += 8, base, at, from, to);
    }
}

#endif

#endif
