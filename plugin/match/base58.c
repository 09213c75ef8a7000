/*
 * base58.c: reads base58 (base58.h). Five digits are taken at a time: 58 to the fifth fits 32 bits.
 */
#include "base58.h"

#include <stdbool.h>
#include <string.h>

#define NONE      255
#define WORDS_MAX (BASE58_BYTES_MAX / 4)

/* The value of '1' to 'z' in each alphabet. */
static const uint8_t digit_values[2]['z' - '1' + 1] = {
    [BASE58_BITCOIN] = {0,    1,    2,    3,  4,  5,  6,  7,  8,  NONE, NONE, NONE, NONE, NONE, NONE,
                        NONE, 9,    10,   11, 12, 13, 14, 15, 16, NONE, 17,   18,   19,   20,   21,
                        NONE, 22,   23,   24, 25, 26, 27, 28, 29, 30,   31,   32,   NONE, NONE, NONE,
                        NONE, NONE, NONE, 33, 34, 35, 36, 37, 38, 39,   40,   41,   42,   43,   NONE,
                        44,   45,   46,   47, 48, 49, 50, 51, 52, 53,   54,   55,   56,   57},
    /* rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz */
    [BASE58_RIPPLE] = {50,   33,   7,    21, 41, 40, 27, 45, 8,  NONE, NONE, NONE, NONE, NONE, NONE,
                       NONE, 54,   10,   38, 12, 14, 47, 15, 16, NONE, 17,   18,   19,   20,   13,
                       NONE, 22,   23,   24, 25, 26, 11, 28, 29, 30,   31,   32,   NONE, NONE, NONE,
                       NONE, NONE, NONE, 5,  34, 35, 36, 37, 6,  39,   3,    49,   42,   43,   NONE,
                       44,   4,    46,   1,  48, 0,  2,  51, 52, 53,   9,    55,   56,   57},
};

static uint8_t value_of(enum base58_alphabet alphabet, unsigned char character)
{
    return character < '1' || character > 'z' ? NONE : digit_values[alphabet][character - '1'];
}

/* A number of little end first. */
struct number {
    uint32_t words[WORDS_MAX];
    size_t used;
};

/* number * factor + more; false = it is too long. */
static bool multiply(struct number *number, uint32_t factor, uint32_t more)
{
    uint64_t carry = more;
    for (size_t i = 0; i < number->used; i++) {
        carry += (uint64_t)number->words[i] * factor;
        number->words[i] = (uint32_t)carry;
        carry >>= 32;
    }
    if (carry == 0)
        return true;
    if (number->used == WORDS_MAX)
        return false;
    number->words[number->used++] = (uint32_t)carry;
    return true;
}

static bool read_number(enum base58_alphabet alphabet, const unsigned char *text, size_t length, struct number *number)
{
    number->used = 0;
    for (size_t at = 0; at < length;) {
        uint32_t factor = 1, digits = 0;
        for (int i = 0; i < 5 && at < length; i++, at++) {
            uint8_t value = value_of(alphabet, text[at]);
            if (value == NONE)
                return false;
            digits = digits * 58 + value;
            factor *= 58;
        }
        if (!multiply(number, factor, digits))
            return false;
    }
    return true;
}

size_t base58_read(enum base58_alphabet alphabet, const unsigned char *text, size_t length, uint8_t *bytes,
                   size_t limit)
{
    struct number number;
    size_t zeros = 0;
    while (zeros < length && value_of(alphabet, text[zeros]) == 0)
        zeros++;
    if (zeros > limit || !read_number(alphabet, text + zeros, length - zeros, &number))
        return 0;
    size_t significant = number.used * 4;
    while (significant > 0 && (number.words[(significant - 1) / 4] >> (8 * ((significant - 1) % 4)) & 0xFF) == 0)
        significant--;
    if (significant > limit - zeros)
        return 0;
    memset(bytes, 0, zeros);
    for (size_t i = 0; i < significant; i++)
        bytes[zeros + significant - 1 - i] = (uint8_t)(number.words[i / 4] >> (8 * (i % 4)));
    return zeros + significant;
}

#define BLOCK_BYTES  8
#define BLOCK_DIGITS 11

/* One block to exactly so many bytes; false = the number does not fit them. */
static bool read_block(const unsigned char *text, size_t length, uint8_t *bytes, size_t size)
{
    uint64_t block = 0;
    for (size_t i = 0; i < length; i++) {
        uint8_t value = value_of(BASE58_BITCOIN, text[i]);
        if (value == NONE || __builtin_mul_overflow(block, 58, &block) || __builtin_add_overflow(block, value, &block))
            return false;
    }
    if (size < BLOCK_BYTES && block >> (8 * size))
        return false;
    for (size_t i = 0; i < size; i++)
        bytes[size - 1 - i] = (uint8_t)(block >> (8 * i));
    return true;
}

size_t base58_read_blocks(const unsigned char *text, size_t length, uint8_t *bytes, size_t limit)
{
    static const uint8_t sizes[BLOCK_DIGITS + 1] = {0, 0, 1, 2, 0, 3, 4, 5, 0, 6, 7, BLOCK_BYTES};
    size_t used = 0;
    for (size_t at = 0; at < length;) {
        size_t digits = length - at < BLOCK_DIGITS ? length - at : BLOCK_DIGITS;
        size_t size = sizes[digits];
        if (size == 0 || size > limit - used || !read_block(text + at, digits, bytes + used, size))
            return 0;
        used += size;
        at += digits;
    }
    return used;
}
