/*
 * signatures.c: the form of what stands behind a pack's payload: each record a signature of this payload by a person
 * whose name can be printed. Whether it is true, and whether that person may sign, is asked elsewhere
 * (control/trust.h).
 */
#include <string.h>

#include "text/utf8.h"
#include "verify.h"

/* A control character, or one that turns or hides what is printed beside it. The text is UTF-8. */
static bool is_unprintable(const unsigned char *at)
{
    if (at[0] < 0x20 || at[0] == 0x7F)
        return true;
    if (at[0] == 0xC2)
        return at[1] < 0xA0; /* U+0080 to U+009F */
    if (at[0] != 0xE2)
        return false;
    return (at[1] == 0x80 && ((at[2] >= 0x8B && at[2] <= 0x8F) || (at[2] >= 0xA8 && at[2] <= 0xAE))) ||
           (at[1] == 0x81 && at[2] >= 0xA0 && at[2] <= 0xAF); /* U+200B-200F, U+2028-202E, U+2060-206F */
}

static bool person_is_valid(const char person[PACK_PERSON_BYTES])
{
    size_t length = strnlen(person, PACK_PERSON_BYTES);
    if (length == 0 || length == PACK_PERSON_BYTES || utf8_valid_prefix(person, length) != length)
        return false;
    for (size_t i = 0; i < length; i++)
        if (is_unprintable((const unsigned char *)person + i))
            return false;
    for (size_t i = length; i < PACK_PERSON_BYTES; i++)
        if (person[i] != 0)
            return false;
    return true;
}

static bool signature_is_valid(const struct refusal *refusal, const struct pack *pack, uint32_t number)
{
    const struct pack_signature *signature = &pack->signatures[number];
    if (memcmp(signature->payload_sha256, pack->sha256, sizeof pack->sha256) != 0)
        return refuse(refusal, "signature %u is of another pack: sign this one", number);
    if ((signature->signer != PACK_SIGNER_AUTHOR && signature->signer != PACK_SIGNER_APPROVER) ||
        signature->reserved != 0 || !person_is_valid(signature->person))
        return refuse(refusal,
                      "signature %u is damaged: it names no person or nothing that a person signs as; sign the pack "
                      "anew",
                      number);
    return true;
}

bool signatures_verify(const struct refusal *refusal, const struct pack *pack)
{
    return all_are_valid(refusal, pack, pack->signature_count, signature_is_valid);
}
