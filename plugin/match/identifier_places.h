/*
 * identifier_places.h: which bytes of a block are worth a look, by what its bytes are: for identifier_words.c, and for
 * identifier_marks_wide.c, where the same is made of other instructions. Bits alone.
 */
#ifndef FIATGATE_IDENTIFIER_PLACES_H
#define FIATGATE_IDENTIFIER_PLACES_H

#include "identifier_marks.h"
#include "identifier_words.h"
#include "wallet_search.h"

#define PLACES static inline __attribute__((always_inline))

/* The second of two groups of eight letters beside each other, as there are in each run of 26. */
PLACES uint64_t long_letters(struct identifier_words *words, uint64_t letters)
{
    uint64_t full = letters & letters >> 4;
    full &= full >> 2;
    full &= full >> 1 & 0x0101010101010101u;
    const uint64_t second = full & (full << 8 | words->behind_letters);
    words->behind_letters = full >> (BLOCK - 8);
    return second;
}

/* The second of two groups of four digits, as there are in each run of 12. Before the block there may be one if there
 * is a digit. */
PLACES uint64_t long_numbers(const struct identifier_words *words, uint64_t digits)
{
    uint64_t full = digits & digits >> 2;
    full &= full >> 1 & 0x1111111111111111u;
    return full & (full << 4 | words->behind_digit);
}

/* Heads, and the bytes behind them or behind the gap that follows: adding carries a bit over the gap. */
PLACES uint64_t behind(uint64_t heads, uint64_t gap)
{
    return (((heads & gap) + gap) & ~gap) | heads;
}

/* The last digits of numbers near behind a word of two letters that is a country with IBANs, and before something by
 * which an IBAN goes on; or the block ends before that is seen. */
PLACES uint64_t behind_countries(const struct marks *marks, const struct number_marks *more, uint64_t gap)
{
    const uint64_t word = marks->digits | marks->letters, digits = marks->digits;
    const uint64_t pairs = marks->letters & (marks->letters << 1 | 1) & ~(word << 2),
                   countries = pairs & more->countries;
    const uint64_t numbers = behind(countries << 1, gap) & digits, ends = digits + numbers;
    return (ends & ~digits & (marks->letters | more->groups)) >> 1 | (ends < digits ? UINT64_C(1) << 63 : 0);
}

/* Bytes with no break among the 25 from them on, as far as the block goes. */
PLACES uint64_t whole_of(uint64_t breaks)
{
    breaks |= breaks >> 1;
    breaks |= breaks >> 2;
    breaks |= breaks >> 4;
    breaks |= breaks >> 8;
    return ~(breaks | breaks >> (WALLET_PIECES_SHORTEST - 16));
}

/* Bytes that eight digits begin at; where the block ends, they may. */
PLACES uint64_t eight_digits(uint64_t digits)
{
    uint64_t run = digits & (digits >> 1 | UINT64_C(1) << 63);
    run &= run >> 2 | UINT64_C(3) << 62;
    return run & (run >> 4 | UINT64_C(15) << 60);
}

/* Words of digits and letters, and numbers that may be worth a look. */
PLACES uint64_t number_places(struct identifier_words *words, const struct marks *marks,
                              const struct number_marks *more)
{
    const uint64_t behind_digit = marks->digits << 1 | words->behind_digit;
    const uint64_t behind_letter = marks->letters << 1 | (words->behind_word ^ words->behind_digit);
    const uint64_t starts = marks->digits & ~behind_digit, word = marks->digits | marks->letters;
    const uint64_t gap = ~(word | more->high);
    const uint64_t heads = more->labels << 1 | 1; /* before the block there may be one, or a country */
    const uint64_t zeros = more->breaks & ~(word >> 1);
    words->pieces = whole_of(more->breaks) & more->ahead;
    return (marks->digits & behind_letter) | (marks->letters & behind_digit) | long_numbers(words, marks->digits) |
           behind_countries(marks, more, gap) |
           (starts & (behind(heads, gap) | zeros | (words->pieces & (more->firsts | eight_digits(marks->digits)))));
}

/* Begins with the next block. */
PLACES void identifier_next_block(struct identifier_words *words)
{
    const size_t at = words->block_end;
    words->block = at;
    words->block_end = words->length - at < BLOCK ? words->length : at + BLOCK;
}

/* Marks its places. Only where there are digits, and behind them, it is asked what else counts. */
PLACES void identifier_find_places(struct identifier_words *words, const struct marks *marks,
                                   const struct number_marks *more)
{
    const uint64_t word = marks->digits | marks->letters;
    uint64_t places = (marks->ton & ~(word << 1 | words->behind_word)) | long_letters(words, marks->letters);
    if (marks->digits || words->behind_digit)
        places |= number_places(words, marks, more);
    words->places = places;
    words->behind_digit = marks->digits >> (BLOCK - 1);
    words->behind_word = word >> (BLOCK - 1);
}

#endif
