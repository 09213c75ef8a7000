/*
 * wilson.c: intervals of shares (wilson.h).
 */
#include "wilson.h"

#include <math.h>

struct wilson_share wilson_share_of(uint64_t count, uint64_t of)
{
    static const double z = 1.959963984540054; /* 95 %, two-sided */
    if (of == 0)
        return (struct wilson_share){0, 0, 1};
    double n = (double)of, p = (double)count / n, spread = z * z / n;
    double middle = (p + spread / 2) / (1 + spread);
    double half = z / (1 + spread) * sqrt(p * (1 - p) / n + spread / (4 * n));
    return (struct wilson_share){
        .share = p, .from = count == 0 ? 0 : fmax(0, middle - half), .to = count == of ? 1 : fmin(1, middle + half)};
}
