/*
 * digest.c: SHA-256 through libcrypto, and hexadecimal digits (digest.h). Touches nothing but its arguments.
 */
#include "digest.h"

#include <string.h>

#include <openssl/err.h>
#include <openssl/evp.h>

bool digest_sha256(const void *bytes, size_t length, uint8_t hash[32])
{
    uint8_t made[EVP_MAX_MD_SIZE];
    ERR_set_mark();
    EVP_MD *sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
    bool done = sha256 && EVP_Digest(bytes, length, made, NULL, sha256, NULL) == 1;
    EVP_MD_free(sha256);
    ERR_pop_to_mark();
    if (done)
        memcpy(hash, made, 32);
    return done;
}

void hex_write(const uint8_t *bytes, size_t count, char *text)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t i = 0; i < count; i++) {
        text[2 * i] = digits[bytes[i] >> 4];
        text[2 * i + 1] = digits[bytes[i] & 15];
    }
    text[2 * count] = '\0';
}

static int digit_of(char digit)
{
    if (digit >= '0' && digit <= '9')
        return digit - '0';
    if (digit >= 'a' && digit <= 'f')
        return digit - 'a' + 10;
    if (digit >= 'A' && digit <= 'F')
        return digit - 'A' + 10;
    return -1;
}

bool hex_read(const char *text, size_t count, uint8_t *bytes)
{
    for (size_t i = 0; i < count; i++) {
        int high = digit_of(text[2 * i]);
        int low = high < 0 ? -1 : digit_of(text[2 * i + 1]);
        if (low < 0)
            return false;
        bytes[i] = (uint8_t)(high * 16 + low);
    }
    return true;
}

bool hex_is_hash(const char *text)
{
    return strspn(text, "0123456789abcdef") == 64 && text[64] == '\0';
}
