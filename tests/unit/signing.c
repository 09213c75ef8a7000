/*
 * signing.c: persons with keys, for tests (signing.h).
 */
#include "signing.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "plugin/digest.h"

static EVP_PKEY *private_key(uint8_t number)
{
    uint8_t seed[32];
    memset(seed, number, sizeof seed);
    return EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, NULL, seed, sizeof seed);
}

void signer_key(uint8_t number, uint8_t key[32])
{
    size_t length = 32;
    EVP_PKEY *holder = private_key(number);
    EVP_PKEY_get_raw_public_key(holder, key, &length);
    EVP_PKEY_free(holder);
}

void signer_hex(uint8_t number, char hex[65])
{
    uint8_t key[32];
    signer_key(number, key);
    hex_write(key, 32, hex);
}

void signer_sign(uint8_t number, const void *text, size_t length, uint8_t signature[64])
{
    size_t size = 64;
    EVP_PKEY *holder = private_key(number);
    EVP_MD_CTX *context = EVP_MD_CTX_new();
    EVP_DigestSignInit(context, NULL, NULL, NULL, holder);
    EVP_DigestSign(context, signature, &size, text, length);
    EVP_MD_CTX_free(context);
    EVP_PKEY_free(holder);
}

struct keepers keepers_of(uint8_t a, uint8_t b)
{
    struct keepers keepers = {.count = 2};
    signer_key(a, keepers.keys[0]);
    signer_key(b, keepers.keys[1]);
    return keepers;
}

/* The text with keys in place of "@N@". To be freed. */
static char *with_keys(const char *text)
{
    char *made = calloc(1, strlen(text) * 20 + 1), *at = made;
    while (*text) {
        int number, used = 0;
        if (sscanf(text, "@%d@%n", &number, &used) == 1 && used > 0) {
            signer_hex((uint8_t)number, at);
            at += 64;
            text += used;
        } else
            *at++ = *text++;
    }
    return made;
}

static void write_signature(FILE *file, const char *text, uint8_t number, int64_t signed_at)
{
    struct keeper_signature signature = {.signed_at = signed_at};
    char line[KEEPER_LINE_BYTES];
    size_t length;
    unsigned char *what = keeper_text(text, signed_at, &length);
    signer_key(number, signature.key);
    signer_sign(number, what, length, signature.signature);
    keeper_line_write(&signature, line);
    fputs(line, file);
    free(what);
}

bool register_write(const char *path, const char *text, uint8_t a, uint8_t b, int64_t signed_at)
{
    char beside[4096];
    char *made = with_keys(text);
    snprintf(beside, sizeof beside, "%s.sig", path);
    FILE *file = fopen(path, "w"), *signatures = fopen(beside, "w");
    bool opened = file && signatures;
    if (opened) {
        fputs(made, file);
        write_signature(signatures, made, a, signed_at);
        write_signature(signatures, made, b, signed_at);
    }
    bool written = !file || fclose(file) == 0;
    written = (!signatures || fclose(signatures) == 0) && written;
    free(made);
    return opened && written;
}

void signature_make(struct pack_signature *signature, uint8_t number)
{
    unsigned char text[512];
    static const char prefix[] = "fiatgate pack signature 1\n";
    signer_key(number, signature->key);
    memcpy(text, prefix, sizeof prefix - 1);
    memcpy(text + sizeof prefix - 1, signature, offsetof(struct pack_signature, signature));
    signer_sign(number, text, sizeof prefix - 1 + offsetof(struct pack_signature, signature), signature->signature);
}

bool pack_file_sign(const char *path, struct pack_signature *signature, uint8_t number)
{
    struct pack_frame frame;
    FILE *file = fopen(path, "r+b");
    if (!file)
        return false;
    bool done = fread(&frame, sizeof frame, 1, file) == 1;
    memcpy(signature->payload_sha256, frame.payload_sha256, 32);
    signature_make(signature, number);
    frame.signatures_size += sizeof *signature;
    done = done && fseek(file, 0, SEEK_SET) == 0 && fwrite(&frame, sizeof frame, 1, file) == 1 &&
           fseek(file, 0, SEEK_END) == 0 && fwrite(signature, sizeof *signature, 1, file) == 1;
    return fclose(file) == 0 && done;
}
