/*
 * letter_units.h: letters of Cyrillic that the folded text writes as several (ж ZH, щ SHCH): what a typing error
 * touches is one of them, whatever it takes to write it. Pure functions over the bytes they are given.
 */
#ifndef FIATGATE_MATCH_LETTER_UNITS_H
#define FIATGATE_MATCH_LETTER_UNITS_H

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define UNIT_PAIR    2 /* the length of most */
#define UNIT_LONGEST 4 /* SHCH */
#define UNIT_PAIRS   7
static const unsigned char unit_pairs[UNIT_PAIRS][UNIT_PAIR] = {{'Z', 'H'}, {'K', 'H'}, {'T', 'S'}, {'C', 'H'},
                                                                {'S', 'H'}, {'Y', 'U'}, {'Y', 'A'}};
static const unsigned char unit_longest[UNIT_LONGEST] = {'S', 'H', 'C', 'H'};

static inline bool unit_is_pair(unsigned char first, unsigned char second)
{
    return second == 'H'   ? first == 'Z' || first == 'K' || first == 'C' || first == 'S'
           : second == 'S' ? first == 'T'
                           : first == 'Y' && (second == 'U' || second == 'A');
}

/* The length of the one of several that stands at the beginning of letters, the longest; 1: none does. */
static inline uint32_t unit_length(const unsigned char *letters, uint32_t left)
{
    if (left >= UNIT_LONGEST && memcmp(letters, unit_longest, UNIT_LONGEST) == 0)
        return UNIT_LONGEST;
    return left >= UNIT_PAIR && unit_is_pair(letters[0], letters[1]) ? UNIT_PAIR : 1;
}

/* Letters as they are written in Cyrillic. */
static inline uint32_t unit_count(const unsigned char *letters, uint32_t length)
{
    uint32_t count = 0;
    for (uint32_t at = 0; at < length; at += unit_length(letters + at, length - at))
        count++;
    return count;
}

/* Letters of one whose keys lie beside those of one of several, which is hit in error for them. */
struct unit_key {
    unsigned char letter, unit[UNIT_LONGEST];
    uint8_t length;
};
#define UNIT_KEYS 9
static const struct unit_key unit_keys[UNIT_KEYS] = {{'I', {'T', 'S'}, 2},           /* й ц */
                                                     {'U', {'T', 'S'}, 2},           /* у ц */
                                                     {'G', {'S', 'H'}, 2},           /* г ш */
                                                     {'Z', {'S', 'H', 'C', 'H'}, 4}, /* з щ */
                                                     {'Z', {'K', 'H'}, 2},           /* з х */
                                                     {'D', {'Z', 'H'}, 2},           /* д ж */
                                                     {'E', {'Z', 'H'}, 2},           /* э ж */
                                                     {'S', {'C', 'H'}, 2},           /* с ч */
                                                     {'B', {'Y', 'U'}, 2}};          /* б ю */

#endif
