/*
 * plain_ascii_wide.c: the plain reading of ASCII, 64 bytes at once, with AVX-512 (plain_ascii_ways.h, wide.h). A
 * window's letters, digits and the first separators behind them are drawn together, which are the folded bytes; so are
 * the numbers of the bytes where words begin and end, which are the tokens.
 */
#include "plain_ascii_ways.h"

#include "wide.h"

#if defined(__x86_64__)

/* Reads the window that begins at a byte of the text. Returns its bytes, folded. */
WIDE bytes64 window_read(struct window *window, const struct source *source, uint32_t base)
{
    const uint32_t left = source->length - base;
    const uint64_t here = left < WINDOW ? below(left) : UINT64_MAX;
    const bytes64 bytes = _mm512_maskz_loadu_epi8(here, source->text + base);
    const bytes64 lowered = _mm512_or_si512(bytes, all(0x20));
    const uint64_t letter = are_between(lowered, 'a', 'z'), digit = are_between(bytes, '0', '9');
    const bytes64 folded = either(letter, _mm512_and_si512(bytes, all(0xDF)), either(digit, bytes, all(' ')));
    window->classes =
        (struct classes){.letter = letter,
                         .digit = digit,
                         .small = letter & have(bytes, 0x20),
                         .sign = (_mm512_cmpgt_epu8_mask(lowered, all(';')) & ~letter) | are_between(bytes, '!', '+')};
    _mm512_storeu_si512(window->bytes + PIECE, folded);
    return folded;
}

/* Writes sixteen tokens, of which these bytes, in their order, are where they stand in the window's folded bytes, and
 * where they begin and end in the window. */
WIDE void sixteen_write(const struct ascii *ascii, struct folded_token *tokens, uint32_t base, __m128i at, __m128i from,
                        __m128i to)
{
    const __m128i fours = _mm_setr_epi8(0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
    const __m512i begins = _mm512_set1_epi32((int)base), none = _mm512_setzero_si512();
    const __m512i ats = _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm_shuffle_epi8(at, fours)),
                                         _mm512_set1_epi32((int)ascii->used)),
                  froms = _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm_shuffle_epi8(from, fours)), begins),
                  tos = _mm512_add_epi32(_mm512_cvtepu8_epi32(_mm_shuffle_epi8(to, fours)), begins);
    const __m512i low = _mm512_unpacklo_epi32(ats, froms), high = _mm512_unpackhi_epi32(ats, froms);
    const __m512i low_ends = _mm512_unpacklo_epi32(tos, none), high_ends = _mm512_unpackhi_epi32(tos, none);
    _mm512_storeu_si512(tokens, _mm512_unpacklo_epi64(low, low_ends));
    _mm512_storeu_si512(tokens + 4, _mm512_unpackhi_epi64(low, low_ends));
    _mm512_storeu_si512(tokens + 8, _mm512_unpacklo_epi64(high, high_ends));
    _mm512_storeu_si512(tokens + 12, _mm512_unpackhi_epi64(high, high_ends));
}
_Static_assert(sizeof(struct folded_token) == 16 && offsetof(struct folded_token, again) == 12,
               "a token is four words, the last of them 0");

/* Writes the tokens that begin in a window. */
WIDE void tokens_write(const struct ascii *ascii, uint32_t base, uint64_t kept, uint64_t starts, uint64_t ends)
{
    struct folded_token *tokens = ascii->folded->tokens + ascii->count;
    const bytes64 at = _mm512_maskz_compress_epi8(starts, _mm512_maskz_expand_epi8(kept, numbers())),
                  from = _mm512_maskz_compress_epi8(starts, numbers()),
                  to = _mm512_maskz_compress_epi8(ends, numbers());
    sixteen_write(ascii, tokens, base, _mm512_castsi512_si128(at), _mm512_castsi512_si128(from),
                  _mm512_castsi512_si128(to));
    if (count_of(starts) > 16)
        sixteen_write(ascii, tokens + 16, base, _mm512_extracti32x4_epi32(at, 1), _mm512_extracti32x4_epi32(from, 1),
                      _mm512_extracti32x4_epi32(to, 1));
}

/* Notes those of the tokens that begin and end in a window that are marked, the first of which are at these bits. */
static void notes_write(const struct ascii *ascii, uint64_t starts, uint64_t ends, const struct marks *marks)
{
    const struct folded_token *token = ascii->folded->tokens + ascii->count;
    for (; ends != 0; starts &= starts - 1, ends &= ends - 1, token++) {
        const uint64_t token_bits = (ends & -ends) - (starts & -starts);
        if (((marks->suspect | marks->odd) & token_bits) != 0)
            ascii_note(ascii, token, (marks->suspect & token_bits) != 0);
    }
}

WIDE void window_write(struct ascii *ascii, uint32_t base)
{
    struct window window;
    const bytes64 folded = window_read(&window, ascii->source, base);
    const struct marks marks = ascii_marks(ascii, &window, base);
    const uint64_t words = window.classes.letter | window.classes.digit, before = words << 1 | ascii->open;
    const uint64_t starts = words & ~before, kept = words | before;
    uint64_t ends = before & ~words;
    _mm512_storeu_si512(ascii->folded->bytes + ascii->used, _mm512_maskz_compress_epi8(kept, folded));
    ascii->single |= (starts & ~(words >> 1)) != 0;
    if (ascii->open) {
        const unsigned run = lowest(ends);
        const uint64_t of_it = run < WINDOW ? below(run) : UINT64_MAX;
        ascii->folded->tokens[ascii->count - 1].to = base + run;
        ascii->marked |= (marks.suspect & of_it) != 0;
        ascii->odd |= (marks.odd & of_it) != 0;
        if (run < WINDOW)
            ascii_end(ascii);
        ends &= ends - 1;
    }
    tokens_write(ascii, base, kept, starts, ends);
    if ((marks.suspect | marks.odd) != 0)
        notes_write(ascii, starts, ends, &marks);
    ascii->count += count_of(starts);
    ascii->used += count_of(kept);
    if (count_of(starts) == count_of(ends))
        return;
    const unsigned last = 63 - (unsigned)__builtin_clzll(starts);
    ascii->folded->tokens[ascii->count - 1].to = base + WINDOW;
    ascii->open = true;
    ascii->marked = marks.suspect >> last != 0;
    ascii->odd = marks.odd >> last != 0;
}

WIDE_TARGET void ascii_windows_wide(struct ascii *ascii)
{
    for (uint32_t base = 0; base < ascii->source->length; base += WINDOW)
        window_write(ascii, base);
}

#else

void ascii_windows_wide(struct ascii *ascii)
{
    ascii_windows_each(ascii);
}

#endif
