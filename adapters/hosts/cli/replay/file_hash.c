/*
 * file_hash.c: SHA-256 of files (file_hash.h). Reads the file, step by step.
 */
#include "file_hash.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <openssl/evp.h>

#include "command.h"
#include "digest.h"

static bool hash_all(FILE *file, EVP_MD_CTX *digest, char hex[65])
{
    static _Thread_local unsigned char step[1u << 16];
    uint8_t sha256[32];
    size_t length;
    bool works = EVP_DigestInit_ex(digest, EVP_sha256(), NULL) == 1;
    while (works && (length = fread(step, 1, sizeof step, file)) > 0)
        works = EVP_DigestUpdate(digest, step, length) == 1;
    if (!works || ferror(file) || EVP_DigestFinal_ex(digest, sha256, NULL) != 1)
        return false;
    hex_write(sha256, sizeof sha256, hex);
    return true;
}

bool file_hash(const char *path, char hex[65])
{
    errno = 0;
    FILE *file = fopen(path, "rb");
    EVP_MD_CTX *digest = file ? EVP_MD_CTX_new() : NULL;
    bool hashed = digest && hash_all(file, digest, hex);
    if (!hashed)
        say("%s: the file cannot be read: %s", path, errno ? strerror(errno) : "memory could not be had");
    EVP_MD_CTX_free(digest);
    if (file)
        fclose(file);
    return hashed;
}
