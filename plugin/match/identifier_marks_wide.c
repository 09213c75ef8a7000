/*
 * identifier_marks_wide.c: the marks of a block, all at once, with AVX-512 (identifier_marks.h, text/wide.h).
 */
#include "identifier_marks.h"

#include "text/wide.h"

#if defined(__x86_64__)

WIDE_TARGET void marks_read_wide(const unsigned char *text, unsigned length, struct marks *marks,
                                 struct number_marks *more)
{
    const uint64_t here = length < BLOCK ? below(length) : UINT64_MAX;
    const bytes64 bytes = _mm512_maskz_loadu_epi8(here, text), small = _mm512_or_si512(bytes, all(0x20));
    *marks = (struct marks){.digits = are_between(bytes, '0', '9'),
                            .letters = are_between(small, 'a', 'z'),
                            .ton = are(_mm512_or_si512(bytes, all('E' ^ 'U')), 'U')};
    more->high = _mm512_movepi8_mask(bytes);
    more->labels = labels_of(are(small, LATIN_LABEL) | are(small, CYRILLIC_LABEL),
                             are(small, BEFORE_LATIN) | are(small, OR_BEFORE_LATIN) | are(bytes, BEFORE_CYRILLIC));
    more->breaks = more->high | are(bytes, '0') | are(bytes, 'l') |
                   are_between(bytes, PUNCTUATION_FIRST, PUNCTUATION_FIRST + PUNCTUATION_COUNT - 1);
}

#else

void marks_read_wide(const unsigned char *text, unsigned length, struct marks *marks, struct number_marks *more)
{
    (void)text;
    (void)length;
    *marks = (struct marks){0, 0, 0};
    *more = (struct number_marks){0, 0, 0};
}

#endif
