/*
 * keccak.c: Keccak-256 in one call (chain_hashes.h), after the reference of the Keccak team.
 */
#include "chain_hashes.h"

#include <string.h>

#define RATE   136 /* bytes taken in at a time */
#define LANES  25
#define ROUNDS 24

static const uint64_t round_constants[ROUNDS] = {
    0x0000000000000001, 0x0000000000008082, 0x800000000000808a, 0x8000000080008000, 0x000000000000808b,
    0x0000000080000001, 0x8000000080008081, 0x8000000000008009, 0x000000000000008a, 0x0000000000000088,
    0x0000000080008009, 0x000000008000000a, 0x000000008000808b, 0x800000000000008b, 0x8000000000008089,
    0x8000000000008003, 0x8000000000008002, 0x8000000000000080, 0x000000000000800a, 0x800000008000000a,
    0x8000000080008081, 0x8000000000008080, 0x0000000080000001, 0x8000000080008008};

/* The lanes in the order in which rho and pi pass them on, and by how many bits each is turned. */
static const uint8_t targets[24] = {10, 7,  11, 17, 18, 3, 5,  16, 8,  21, 24, 4,
                                    15, 23, 19, 13, 12, 2, 20, 14, 22, 9,  6,  1};
static const uint8_t turns[24] = {1,  3,  6,  10, 15, 21, 28, 36, 45, 55, 2,  14,
                                  27, 41, 56, 8,  25, 43, 62, 18, 39, 61, 20, 44};

static uint64_t rotated(uint64_t lane, unsigned bits)
{
    return lane << bits | lane >> (64 - bits);
}

static void theta(uint64_t lanes[LANES])
{
    uint64_t columns[5];
    for (size_t x = 0; x < 5; x++)
        columns[x] = lanes[x] ^ lanes[x + 5] ^ lanes[x + 10] ^ lanes[x + 15] ^ lanes[x + 20];
    for (size_t i = 0; i < LANES; i++)
        lanes[i] ^= columns[(i + 4) % 5] ^ rotated(columns[(i + 1) % 5], 1);
}

static void permute(uint64_t lanes[LANES])
{
    for (size_t round = 0; round < ROUNDS; round++) {
        theta(lanes);
        uint64_t carried = lanes[1];
        for (size_t i = 0; i < 24; i++) {
            uint64_t next = lanes[targets[i]];
            lanes[targets[i]] = rotated(carried, turns[i]);
            carried = next;
        }
        for (size_t row = 0; row < LANES; row += 5) {
            uint64_t first = lanes[row], second = lanes[row + 1];
            lanes[row] ^= ~second & lanes[row + 2];
            lanes[row + 1] ^= ~lanes[row + 2] & lanes[row + 3];
            lanes[row + 2] ^= ~lanes[row + 3] & lanes[row + 4];
            lanes[row + 3] ^= ~lanes[row + 4] & first;
            lanes[row + 4] ^= ~first & second;
        }
        lanes[0] ^= round_constants[round];
    }
}

static void take_in(uint64_t lanes[LANES], const uint8_t block[RATE])
{
    for (size_t i = 0; i < RATE; i++)
        lanes[i / 8] ^= (uint64_t)block[i] << (8 * (i % 8));
    permute(lanes);
}

void hash_keccak256(const uint8_t *bytes, size_t length, uint8_t hash[32])
{
    uint64_t lanes[LANES] = {0};
    uint8_t last[RATE] = {0};
    size_t left = length % RATE;
    for (size_t at = 0; at + RATE <= length; at += RATE)
        take_in(lanes, bytes + at);
    if (left > 0)
        memcpy(last, bytes + length - left, left);
    last[left] = 0x01;
    last[RATE - 1] |= 0x80;
    take_in(lanes, last);
    for (size_t i = 0; i < 32; i++)
        hash[i] = (uint8_t)(lanes[i / 8] >> (8 * (i % 8)));
}
