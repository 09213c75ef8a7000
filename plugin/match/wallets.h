/*
 * wallets.h: addresses of digital-asset chains: their forms and check sums. Pure functions over the bytes they are
 * given; part of the screening path, also used by the pack compiler. One row a chain in wallets.c says prefix,
 * alphabet, length and check; sources stand with the rows.
 */
#ifndef FIATGATE_WALLETS_H
#define FIATGATE_WALLETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum wallet_chain {
    WALLET_NONE,
    WALLET_BITCOIN, /* base58check, bech32 (BIP 173), bech32m (BIP 350) */
    WALLET_EVM,     /* Ethereum and chains like it: EIP-55 */
    WALLET_TRON,    /* base58check, 0x41 */
    WALLET_TON,     /* base64 with CRC-16 */
    WALLET_XRP,     /* base58check in Ripple's alphabet */
    WALLET_SOLANA,  /* base58 of 32 bytes, without a check sum */
    WALLET_LITECOIN,
    WALLET_DOGECOIN,
    WALLET_DASH,
    WALLET_BITCOIN_CASH,
    WALLET_ZCASH,
    WALLET_CARDANO,
    WALLET_MONERO,
    WALLET_STELLAR,
    WALLET_POLKADOT,
    WALLET_COSMOS,
    WALLET_CHAINS /* at most 32: bits of pack_selection.values */
};

/* How far an address is known to be one. */
enum wallet_form {
    WALLET_VERIFIED,    /* its check sum holds */
    WALLET_UNVERIFIED,  /* of the exact form, without a check sum that could hold: 0x in one case, Solana */
    WALLET_ADDRESS_LIKE /* prefix, length and alphabet of one, in a field whose format folds case: it cannot be checked
                         */
};

struct wallet {
    uint8_t chain; /* enum wallet_chain */
    uint8_t form;  /* enum wallet_form */
};

#define WALLET_LONGEST 128 /* characters of the longest address known */

/* Whether these characters, all of them, are an address; false also where a check sum is there and wrong. */
bool wallet_read(const unsigned char *text, size_t length, struct wallet *wallet);

#endif
