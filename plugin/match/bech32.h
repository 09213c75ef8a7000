/*
 * bech32.h: bech32 and bech32m (BIP 173, BIP 350), and CashAddr, which is of the same kind. Pure functions; part of the
 * screening path.
 */
#ifndef FIATGATE_BECH32_H
#define FIATGATE_BECH32_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define BECH32_LONGEST 128 /* characters; Cardano's are longer than the 90 of BIP 173 */

enum bech32_check { BECH32_CHECK = 1, BECH32M_CHECK = 0x2bc830a3 };

/* What stands behind the prefix and the 1, in groups of five bits. */
struct bech32 {
    uint32_t check; /* enum bech32_check when it holds */
    size_t count;   /* groups, without those of the check sum */
    uint8_t groups[BECH32_LONGEST];
};

/* Of an address whose prefix (what comes before the 1) has so many characters; false = it is not written in one case,
 * or has a character that is none of the alphabet. */
bool bech32_read(const unsigned char *text, size_t length, size_t prefix, struct bech32 *bech32);

/* Groups of five bits, from the one numbered first, as bytes. Returns how many, 0 when bits that are left are not 0 or
 * the bytes are more than limit. */
size_t bech32_bytes(const struct bech32 *bech32, size_t first, uint8_t *bytes, size_t limit);

/* Whether 42 characters are an address of Bitcoin Cash, without "bitcoincash:". */
bool cashaddr_is_valid(const unsigned char *text, size_t length);

#endif
