/*
 * plain_ascii_wide.c: the plain reading of ASCII, 64 bytes at once, with AVX-512 (plain_ascii_ways.h, wide.h). A
 * window's letters, digits and the first separators behind them are drawn together, which are the folded bytes; so are
 * the numbers of the bytes where words begin and end, which are the tokens.
 */
#include "plain_ascii_ways.h"

#include "wide_tokens.h"

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

/* Writes the tokens that begin in a window. */
WIDE void tokens_write(const struct ascii *ascii, uint32_t base, uint64_t kept, uint64_t starts, uint64_t ends)
{
    tokens_write_wide(ascii->folded->tokens + ascii->count, (struct begins){ascii->used, base},
                      _mm512_maskz_compress_epi8(_pext_u64(starts, kept), numbers()), starts, ends);
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
