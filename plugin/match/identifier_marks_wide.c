/*
 * identifier_marks_wide.c: blocks read all at once, with AVX-512 (identifier_marks.h, text/wide.h).
 */
#include "identifier_places.h"

#include "check_digits.h"
#include "text/wide.h"

#if defined(__x86_64__)

/* What a byte of ASCII is, and, by their seven lower bits, which of the others labels in Cyrillic end in: a few of
 * ASCII count for these, too, which is seen when they are looked at. */
#define DIGIT        1
#define ASCII_LETTER 2
#define LABEL_FIRST  4
#define LABEL_SECOND 8
#define LABEL_LAST   16
#define BREAK        32
#define FIRST_DIGIT  64
#define GROUP        128

static const unsigned char classes[128] __attribute__((aligned(64))) = {
    0x00, 0x04, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x80, 0x80, 0x00, 0x00, 0x80, 0x00, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x00, 0x00, 0x00, 0x04, 0x00, 0x00, 0x00, 0x00, 0x10, 0x00, 0x00, 0x80, 0x24, 0x20, 0x20, 0x20, 0x20,
    0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x20, 0x80, 0x80, 0x00, 0x21, 0x41, 0x01, 0x41, 0x41, 0x41, 0x01, 0x41, 0x45,
    0x01, 0x00, 0x00, 0x00, 0x10, 0x00, 0x00, 0x00, 0x02, 0x06, 0x02, 0x0a, 0x02, 0x02, 0x02, 0x02, 0x0e, 0x02, 0x02,
    0x02, 0x02, 0x12, 0x02, 0x0a, 0x02, 0x02, 0x02, 0x02, 0x02, 0x02, 0x02, 0x02, 0x02, 0x02, 0x00, 0x00, 0x00, 0x00,
    0x00, 0x00, 0x02, 0x06, 0x02, 0x0a, 0x02, 0x02, 0x02, 0x02, 0x0e, 0x02, 0x02, 0x22, 0x02, 0x12, 0x02, 0x02, 0x02,
    0x02, 0x02, 0x02, 0x02, 0x02, 0x02, 0x02, 0x02, 0x02, 0x00, 0x00, 0x00, 0x00, 0x00,
};

struct looked_up {
    bytes64 lower, upper;
};

WIDE bytes64 class_of(struct looked_up table, bytes64 bytes)
{
    return _mm512_permutex2var_epi8(table.lower, bytes, table.upper);
}

WIDE bytes64 bytes_up_to(const unsigned char *text, size_t length, uint64_t *here)
{
    *here = length < BLOCK ? below((unsigned)length) : UINT64_MAX;
    return _mm512_maskz_loadu_epi8(*here, text);
}

/* Bytes from which on there are enough up to the first break in the next block, or where the text ends for good. */
WIDE uint64_t bytes_ahead(const struct identifier_words *words, struct looked_up table)
{
    uint64_t here;
    const bytes64 next = bytes_up_to(words->text + words->block_end, words->length - words->block_end, &here);
    const uint64_t ends = words->goes_on ? 0 : ~here;
    const uint64_t breaks = have(class_of(table, next), BREAK) | _mm512_movepi8_mask(next) | ends;
    const size_t whole = words->block_end - words->block + lowest(breaks);
    const size_t count = whole >= WALLET_PIECES_SHORTEST ? whole - WALLET_PIECES_SHORTEST + 1 : 0;
    return count < BLOCK ? below((unsigned)count) : UINT64_MAX;
}

/* The first letter of what begins at the block's first byte stands before it: it may be any. */
WIDE uint64_t countries_of(bytes64 bytes)
{
    const bytes64 before = _mm512_permutexvar_epi8(_mm512_sub_epi8(numbers(), all(1)), bytes);
    const bytes64 first = _mm512_and_si512(_mm512_slli_epi16(before, 2), all(31 << 2));
    const bytes64 second = _mm512_and_si512(_mm512_srli_epi16(bytes, 3), all(3));
    const bytes64 row = _mm512_permutex2var_epi8(_mm512_load_si512(iban_countries), _mm512_or_si512(first, second),
                                                 _mm512_load_si512(iban_countries + BLOCK));
    const bytes64 bit = _mm512_shuffle_epi8(_mm512_set1_epi64(0x8040201008040201), _mm512_and_si512(bytes, all(7)));
    return _mm512_test_epi8_mask(row, bit) | 1;
}

WIDE_TARGET void identifier_read_wide(struct identifier_words *words)
{
    const struct looked_up table = {_mm512_load_si512(classes), _mm512_load_si512(classes + BLOCK)};
    do {
        uint64_t here;
        identifier_next_block(words);
        const bytes64 bytes = bytes_up_to(words->text + words->block, words->block_end - words->block, &here);
        const bytes64 class = class_of(table, bytes);
        const uint64_t high = _mm512_movepi8_mask(bytes);
        const struct marks marks = {.digits = have(class, DIGIT) & ~high,
                                    .letters = have(class, ASCII_LETTER) & ~high,
                                    .ton = are(_mm512_or_si512(bytes, all('E' ^ 'U')), 'U')};
        const struct number_marks more = {
            .high = high,
            .labels = labels_of(have(class, LABEL_FIRST), have(class, LABEL_SECOND), have(class, LABEL_LAST)),
            .breaks = have(class, BREAK) | high,
            .countries = countries_of(bytes),
            .groups = have(class, GROUP) & ~high,
            .firsts = have(class, FIRST_DIGIT),
            .ahead = bytes_ahead(words, table)};
        identifier_find_places(words, &marks, &more);
    } while (words->places == 0 && words->block_end < words->length);
}

#else

void identifier_read_wide(struct identifier_words *words)
{
    words->block = words->block_end = words->length;
    words->places = 0;
}

#endif
