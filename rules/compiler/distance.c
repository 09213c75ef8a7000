/*
 * distance.c: Levenshtein distance in one row (distance.h).
 */
#include "distance.h"

#include <limits.h>
#include <stddef.h>
#include <string.h>

unsigned word_distance(const char *a, const char *b)
{
    unsigned row[DISTANCE_WORD_MAX + 1];
    size_t a_length = strlen(a), b_length = strlen(b);
    if (a_length > DISTANCE_WORD_MAX || b_length > DISTANCE_WORD_MAX)
        return UINT_MAX;
    for (size_t j = 0; j <= b_length; j++)
        row[j] = (unsigned)j;
    for (size_t i = 1; i <= a_length; i++) {
        unsigned diagonal = row[0];
        row[0] = (unsigned)i;
        for (size_t j = 1; j <= b_length; j++) {
            unsigned best = diagonal + (a[i - 1] != b[j - 1]);
            if (row[j] + 1 < best)
                best = row[j] + 1;
            if (row[j - 1] + 1 < best)
                best = row[j - 1] + 1;
            diagonal = row[j];
            row[j] = best;
        }
    }
    return row[b_length];
}
