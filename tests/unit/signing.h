/*
 * signing.h: persons with keys, for tests: whoever has the same number has the same key in every run. Signs texts,
 * registers of keys and packs as the command line does, by hand, so that what is tested is not what makes the material.
 */
#ifndef FIATGATE_TEST_SIGNING_H
#define FIATGATE_TEST_SIGNING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "plugin/control/keys.h"
#include "plugin/judge/pack.h"

/* The public key of person number n, as bytes and as 64 hex digits. */
void signer_key(uint8_t number, uint8_t key[32]);
void signer_hex(uint8_t number, char hex[65]);
void signer_sign(uint8_t number, const void *text, size_t length, uint8_t signature[64]);

/* Keepers of these numbers. */
struct keepers keepers_of(uint8_t a, uint8_t b);
/* Writes a register in which "@N@" stands for the key of person N, and beside it the signatures of both keepers. */
bool register_write(const char *path, const char *text, uint8_t a, uint8_t b, int64_t signed_at);

/* Fills in the key and signs: payload, person, signer, signed_at and the rest are as the caller has set them. */
void signature_make(struct pack_signature *signature, uint8_t number);
/* The same for the payload of a pack's file, at whose end it is put. */
bool pack_file_sign(const char *path, struct pack_signature *signature, uint8_t number);

#endif
