/*
 * bech32.c: reads bech32, bech32m and CashAddr (bech32.h).
 */
#include "bech32.h"

#define CHECK_GROUPS 6
#define NONE         255

/* The value of '0' to 'z'; capitals have that of their small letters. qpzry9x8gf2tvdw0s3jn54khce6mua7l */
static const uint8_t group_values['z' - '0' + 1] = {
    15,   NONE, 10, 17, 21, 20,   26,   30,   7,    5,    NONE, NONE, NONE, NONE, NONE, NONE, NONE, 29, NONE,
    24,   13,   25, 9,  8,  23,   NONE, 18,   22,   31,   27,   19,   NONE, 1,    0,    3,    16,   11, 28,
    12,   14,   6,  4,  2,  NONE, NONE, NONE, NONE, NONE, NONE, 29,   NONE, 24,   13,   25,   9,    8,  23,
    NONE, 18,   22, 31, 27, 19,   NONE, 1,    0,    3,    16,   11,   28,   12,   14,   6,    4,    2};

static uint8_t value_of(unsigned char character)
{
    return character < '0' || character > 'z' ? NONE : group_values[character - '0'];
}

static bool is_one_case(const unsigned char *text, size_t length)
{
    bool capitals = false, small = false;
    for (size_t i = 0; i < length; i++) {
        capitals |= text[i] >= 'A' && text[i] <= 'Z';
        small |= text[i] >= 'a' && text[i] <= 'z';
    }
    return !(capitals && small);
}

static uint32_t next_remainder(uint32_t remainder, uint8_t group)
{
    static const uint32_t generators[5] = {0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3};
    uint32_t top = remainder >> 25;
    remainder = (remainder & 0x1ffffff) << 5 ^ group;
    for (unsigned i = 0; i < 5; i++)
        remainder ^= top >> i & 1 ? generators[i] : 0;
    return remainder;
}

/* The prefix goes into the check sum by the upper three bits of its small letters, a zero, and the lower five. */
static uint32_t prefix_remainder(const unsigned char *text, size_t prefix)
{
    uint32_t remainder = 1;
    for (size_t i = 0; i < prefix; i++)
        remainder = next_remainder(remainder, (text[i] | 0x20) >> 5);
    remainder = next_remainder(remainder, 0);
    for (size_t i = 0; i < prefix; i++)
        remainder = next_remainder(remainder, text[i] & 31);
    return remainder;
}

bool bech32_read(const unsigned char *text, size_t length, size_t prefix, struct bech32 *bech32)
{
    if (length > BECH32_LONGEST || length < prefix + 1 + CHECK_GROUPS || !is_one_case(text, length))
        return false;
    bech32->check = prefix_remainder(text, prefix);
    bech32->count = length - prefix - 1 - CHECK_GROUPS;
    for (size_t i = prefix + 1; i < length; i++) {
        uint8_t group = value_of(text[i]);
        if (group == NONE)
            return false;
        bech32->check = next_remainder(bech32->check, group);
        bech32->groups[i - prefix - 1] = group;
    }
    return true;
}

size_t bech32_bytes(const struct bech32 *bech32, size_t first, uint8_t *bytes, size_t limit)
{
    uint32_t bits = 0;
    unsigned held = 0;
    size_t used = 0;
    for (size_t i = first; i < bech32->count; i++) {
        bits = (bits << 5 | bech32->groups[i]) & 0xfff;
        held += 5;
        if (held < 8)
            continue;
        held -= 8;
        if (used == limit)
            return 0;
        bytes[used++] = (uint8_t)(bits >> held);
    }
    return held < 5 && (bits & ((1u << held) - 1)) == 0 ? used : 0;
}

static uint64_t next_cash_remainder(uint64_t remainder, uint8_t group)
{
    static const uint64_t generators[5] = {0x98f2bc8e61, 0x79b76d99e2, 0xf33e5fb3c4, 0xae2eabe2a8, 0x1e4f43e470};
    uint64_t top = remainder >> 35;
    remainder = (remainder & 0x07ffffffff) << 5 ^ group;
    for (unsigned i = 0; i < 5; i++)
        remainder ^= top >> i & 1 ? generators[i] : 0;
    return remainder;
}

bool cashaddr_is_valid(const unsigned char *text, size_t length)
{
    static const unsigned char prefix[] = "bitcoincash";
    uint64_t remainder = 1;
    if (length != 42 || !is_one_case(text, length))
        return false;
    for (size_t i = 0; i + 1 < sizeof prefix; i++)
        remainder = next_cash_remainder(remainder, prefix[i] & 31);
    remainder = next_cash_remainder(remainder, 0);
    for (size_t i = 0; i < length; i++) {
        uint8_t group = value_of(text[i]);
        if (group == NONE)
            return false;
        remainder = next_cash_remainder(remainder, group);
    }
    return remainder == 1;
}
