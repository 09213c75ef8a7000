/*
 * machine_reference.h: references that no person has written: in them chance makes words. Reads bytes as they were
 * sent.
 */
#ifndef FIATGATE_JUDGE_MACHINE_REFERENCE_H
#define FIATGATE_JUDGE_MACHINE_REFERENCE_H

#include <stdbool.h>
#include <stdint.h>

static inline bool is_hexadecimal(unsigned char byte)
{
    return (byte >= '0' && byte <= '9') || (byte >= 'A' && byte <= 'F') || (byte >= 'a' && byte <= 'f');
}

/* What a place of a text is part of. */
enum machine_reference {
    NO_REFERENCE,
    /* Eight or more hexadecimal digits, in one piece or with single dashes between them, and nothing else up to the
     * next blank or sign. Somebody may write a name so, but hardly where it needs digits for letters. */
    HEXADECIMAL_REFERENCE,
    /* A UUID: groups of 8, 4, 4, 4 and 12 hexadecimal digits (RFC 9562, section 4; a UETR is one), small or capital.
     * The last digit may be missing: ISO 20022 has references of 35 characters. */
    UUID_REFERENCE
};
enum machine_reference machine_reference_at(const unsigned char *text, uint32_t length, uint32_t at);

#endif
