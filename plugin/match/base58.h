/*
 * base58.h: base58 as bytes. Pure functions; part of the screening path.
 */
#ifndef FIATGATE_BASE58_H
#define FIATGATE_BASE58_H

#include <stddef.h>
#include <stdint.h>

enum base58_alphabet { BASE58_BITCOIN, BASE58_RIPPLE };

#define BASE58_BYTES_MAX 80 /* of one number */

/* The number that the characters write, big end first, with a zero byte for each zero digit before it. Returns how many
 * bytes it has, 0 when a character is no digit or the number has more than `limit` of them. */
size_t base58_read(enum base58_alphabet alphabet, const unsigned char *text, size_t length, uint8_t *bytes,
                   size_t limit);

/* The same as Monero writes it: eight bytes at a time in eleven characters, what is left in as many as it needs. */
size_t base58_read_blocks(const unsigned char *text, size_t length, uint8_t *bytes, size_t limit);

#endif
