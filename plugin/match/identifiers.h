/*
 * identifiers.h: identifiers, and finding them in text. Pure functions over the bytes they are given; used by the
 * screening path and by the pack compiler. IBAN, LEI, BIC and IIN/BIN are verified (check_digits.h); wallet addresses
 * (wallets.h) say of themselves how far they are.
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
    IDENTIFIER_WALLET, /* a wallet address (wallets.h) */
    IDENTIFIER_RANGE,  /* how an account begins; in packs alone */
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
    uint8_t chain;            /* of a wallet: enum wallet_chain */
    uint8_t form;             /* of a wallet: enum wallet_form */
    char key[IDENTIFIER_KEY]; /* normalised: upper case, no spaces, slashes or dashes; BIC without a final XXX; of
                                 wallets as wallets.h says */
};

/* Normalises text as an identifier of that kind and verifies it. Returns the key's length, 0 when it is none. */
size_t identifier_read(enum identifier_kind kind, const unsigned char *text, size_t length, char key[IDENTIFIER_KEY]);

/*
 * All identifiers of a transfer: the fields of their kind, and IBAN, LEI, IIN/BIN (with "BIN 2110…" or "/IDN/2110…")
 * and wallet addresses (wallet_search.h) in scanned fields. Returns how many were written; past the limit it returns
 * limit + 1.
 */
uint32_t identifiers_find(const struct transfer *transfer, struct identifier *found, uint32_t limit);

#endif
