/*
 * chain_hashes.h: the hash functions that check sums of wallet addresses are made of. Pure functions over the bytes
 * they are given: no memory is taken, no lock held, no library called, as the screening path asks for (libcrypto's
 * calls of one line take memory). They guard against slips of the pen, not secrets: what is signed goes through
 * digest.h.
 */
#ifndef FIATGATE_CHAIN_HASHES_H
#define FIATGATE_CHAIN_HASHES_H

#include <stddef.h>
#include <stdint.h>

void hash_sha256(const uint8_t *bytes, size_t length, uint8_t hash[32]);
/* Keccak-256 as Ethereum and Monero use it: the padding is that of the competition, not of SHA-3. */
void hash_keccak256(const uint8_t *bytes, size_t length, uint8_t hash[32]);
/* BLAKE2b (RFC 7693) of 64 bytes, without a key. */
void hash_blake2b(const uint8_t *bytes, size_t length, uint8_t hash[64]);

#endif
