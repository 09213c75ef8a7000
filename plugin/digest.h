/*
 * digest.h: SHA-256 and hexadecimal digits, for what is signed, named and chained. libcrypto does the work; what it
 * leaves in the thread's list of errors, which is the host's, is taken out again.
 */
#ifndef FIATGATE_DIGEST_H
#define FIATGATE_DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* false = memory, or the algorithm, could not be had. */
bool digest_sha256(const void *bytes, size_t length, uint8_t hash[32]);

/* Two digits a byte, in lower case, and a NUL. */
void hex_write(const uint8_t *bytes, size_t count, char *text);
/* Exactly count bytes from the first 2 * count characters, in either case. false: one of them is no digit. */
bool hex_read(const char *text, size_t count, uint8_t *bytes);
/* Whether a text is the name of a hash: 64 digits in lower case and nothing else. */
bool hex_is_hash(const char *text);

#endif
