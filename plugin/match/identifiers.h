/*
 * identifiers.h: identifiers, their check digits, and finding them in text. Pure functions over the bytes they are
 * given; used by the screening path and by the pack compiler.
 *
 *   IBAN  ISO 13616, mod 97-10; Kazakhstan: KZ + 2 check + 3 bank code + 13 characters (20).
 *   LEI   ISO 17442, 18 characters + mod 97-10.
 *   BIC   ISO 9362, 8 or 11 characters: 6 letters/…, country, location, branch.
 *   IIN/BIN  12 digits, Kazakhstan; weights 1..11 mod 11, when 10 weights 3..11,1,2, when 10 again invalid; IIN: date,
 *         digit 7 in 1..6; BIN: month, digit 5 in 4..6.
 *   Wallet addresses are told by shape only (base58 1/3/T…, bech32 bc1…, 0x + 40 hex, TON EQ/UQ + 46): unverified.
 */
#ifndef FIATGATE_IDENTIFIERS_H
#define FIATGATE_IDENTIFIERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "transfer.h"

enum identifier_kind {
    IDENTIFIER_NONE,
    IDENTIFIER_ACCOUNT, /* an account as written, no check digits known */
    IDENTIFIER_IBAN,
    IDENTIFIER_BIC,
    IDENTIFIER_LEI,
    IDENTIFIER_TAX_ID, /* IIN or BIN with a valid check digit */
    IDENTIFIER_WALLET, /* the shape of a wallet address; never verified by this build */
    IDENTIFIER_KINDS
};

#define IDENTIFIER_KEY 64

struct identifier {
    uint8_t kind;
    bool identity;  /* it stands in a field of its kind (an id, account, LEI or BIC field), not in free text */
    uint16_t value; /* index in transfer.values */
    uint32_t from;  /* bytes [from, to) of the value */
    uint32_t to;
    uint8_t length;
    char key[IDENTIFIER_KEY]; /* normalised: upper case, no spaces, slashes or dashes; BIC without a final XXX; wallet
                                 addresses as written */
};

/* Normalises text as an identifier of that kind and verifies it. Returns the key's length, 0 when it is none. */
size_t identifier_read(enum identifier_kind kind, const unsigned char *text, size_t length, char key[IDENTIFIER_KEY]);

bool iban_is_valid(const char *key, size_t length);
bool lei_is_valid(const char *key, size_t length);
bool bic_is_valid(const char *key, size_t length);
/* Both forms; iin_is_valid and bin_is_valid tell them apart. */
bool tax_id_is_valid(const char *key, size_t length);
bool iin_is_valid(const char *key, size_t length);
bool bin_is_valid(const char *key, size_t length);

/*
 * All identifiers of a transfer: the fields of their kind, and IBAN, LEI, IIN/BIN (with "BIN 2110…" or "/IDN/2110…")
 * and wallet shapes in scanned fields. Returns how many were written; past the limit it returns limit + 1.
 */
uint32_t identifiers_find(const struct transfer *transfer, struct identifier *found, uint32_t limit);

#endif
