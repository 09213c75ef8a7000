/*
 * answer_card.c: refusals of card payments in ISO 8583 (answers.h): 0110 to 0100, 0210 to 0200, built from the bytes of
 * the request. Only requests in ASCII with a bitmap in hexadecimal digits are answered here; a host knows the map of
 * its own scheme.
 */
#include <string.h>

#include "answers.h"
#include "library.h"

/* Do not honour. 57 (not permitted) and 59 (suspected fraud) would tell the cardholder more than a refusal. */
#define RESPONSE_CODE "05"

#define LAST_FIELD 49

/* How fields 2 to 49 of the 1987 map are written: so many digits of length ahead, then at most so many characters;
 * without them exactly so many. */
static const struct {
    unsigned char length_digits;
    unsigned short length;
} fields[LAST_FIELD + 1] = {
    [1] = {0, 16},   [2] = {2, 19},  [3] = {0, 6},   [4] = {0, 12},   [5] = {0, 12},   [6] = {0, 12},   [7] = {0, 10},
    [8] = {0, 8},    [9] = {0, 8},   [10] = {0, 8},  [11] = {0, 6},   [12] = {0, 6},   [13] = {0, 4},   [14] = {0, 4},
    [15] = {0, 4},   [16] = {0, 4},  [17] = {0, 4},  [18] = {0, 4},   [19] = {0, 3},   [20] = {0, 3},   [21] = {0, 3},
    [22] = {0, 3},   [23] = {0, 3},  [24] = {0, 3},  [25] = {0, 2},   [26] = {0, 2},   [27] = {0, 1},   [28] = {0, 9},
    [29] = {0, 9},   [30] = {0, 9},  [31] = {0, 9},  [32] = {2, 11},  [33] = {2, 11},  [34] = {2, 28},  [35] = {2, 37},
    [36] = {3, 104}, [37] = {0, 12}, [38] = {0, 6},  [39] = {0, 2},   [40] = {0, 3},   [41] = {0, 8},   [42] = {0, 15},
    [43] = {0, 40},  [44] = {2, 25}, [45] = {2, 76}, [46] = {3, 999}, [47] = {3, 999}, [48] = {3, 999}, [49] = {0, 3},
};

/* What an answer must give back so that its request is found: card, processing code, amount, times, trace number,
 * institutions, retrieval reference, terminal, merchant, currency. */
static const unsigned char echoed[] = {2, 3, 4, 7, 11, 12, 13, 32, 33, 37, 41, 42, 49};

struct piece {
    const char *at;
    size_t length;
};

static bool in_bitmap(const char *bitmap, unsigned field)
{
    static const char digits[] = "0123456789ABCDEF0123456789abcdef";
    const char *digit = memchr(digits, bitmap[(field - 1) / 4], sizeof digits - 1);
    return digit && ((unsigned)(digit - digits) % 16 >> (3 - (field - 1) % 4) & 1);
}

/* The length of a field that begins here, with its length digits; 0 when it does not end within the message. */
static size_t field_length(unsigned field, const char *at, size_t left)
{
    size_t length = 0, ahead = fields[field].length_digits;
    if (ahead == 0)
        return fields[field].length <= left ? fields[field].length : 0;
    for (size_t i = 0; i < ahead; i++) {
        if (i >= left || at[i] < '0' || at[i] > '9')
            return 0;
        length = length * 10 + (size_t)(at[i] - '0');
    }
    return length <= fields[field].length && ahead + length <= left ? ahead + length : 0;
}

/* Finds the fields of a request, behind its type and bitmap. */
static bool find_fields(const char *bytes, size_t length, struct piece found[LAST_FIELD + 1])
{
    const char *bitmap = bytes + 4, *at = bytes + 20, *end = bytes + length;
    for (unsigned field = 1; field <= LAST_FIELD; field++) {
        found[field] = (struct piece){at, 0};
        if (!in_bitmap(bitmap, field))
            continue;
        found[field].length = field_length(field, at, (size_t)(end - at));
        if (found[field].length == 0)
            return false;
        at += found[field].length;
    }
    return true;
}

bool answer_card(const struct refusal *refusal, FILE *out)
{
    struct piece found[LAST_FIELD + 1];
    unsigned char bitmap[8] = {0};
    if (fg.verdict_transfers(refusal->verdict) != 1 || !is_refused(refusal->verdict, 1) || refusal->length < 20 ||
        !find_fields(refusal->bytes, refusal->length, found))
        return false;
    for (size_t i = 0; i < sizeof found / sizeof *found; i++)
        if (i != 39 && !memchr(echoed, (int)i, sizeof echoed))
            found[i].length = 0;
    found[39] = (struct piece){RESPONSE_CODE, strlen(RESPONSE_CODE)};
    for (unsigned field = 1; field <= LAST_FIELD; field++)
        if (found[field].length > 0)
            bitmap[(field - 1) / 8] |= (unsigned char)(0x80 >> (field - 1) % 8);
    fprintf(out, "%.2s10", refusal->bytes);
    for (size_t i = 0; i < sizeof bitmap; i++)
        fprintf(out, "%02X", bitmap[i]);
    for (unsigned field = 1; field <= LAST_FIELD; field++)
        fwrite(found[field].at, 1, found[field].length, out);
    return true;
}
