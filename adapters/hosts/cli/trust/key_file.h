/*
 * key_file.h: private keys on disk: Ed25519, PKCS#8 in PEM, always under a passphrase, with whose key it is and its
 * public half written above. What is secret is wiped from memory after use. Functions that fail have said why.
 */
#ifndef FIATGATE_CLI_KEY_FILE_H
#define FIATGATE_CLI_KEY_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "judge/pack.h"

/* A key in use. */
struct signing_key {
    struct evp_pkey_st *holder; /* NULL = none */
    uint8_t public_key[32];
    char person[PACK_PERSON_BYTES]; /* as the file says, "" = it does not */
};

/*
 * Makes a key and its file, which must not exist. passphrase_file NULL = asked for on the terminal. Returns an exit
 * code.
 */
int key_file_make(const char *path, const char *person, const char *passphrase_file, uint8_t public_key[32]);
/* Opens a key; to be given to signing_key_close(). Returns an exit code. */
int signing_key_open(const char *path, const char *passphrase_file, struct signing_key *key);
void signing_key_close(struct signing_key *key);
/* false: memory could not be had. */
bool signing_key_sign(const struct signing_key *key, const void *text, size_t length, uint8_t signature[64]);

#endif
