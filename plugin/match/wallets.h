/*
 * wallets.h: addresses of digital-asset chains: their forms and check sums. Pure functions over the bytes they are
 * given; part of the screening path, also used by the pack compiler. One row a form in wallets.c says prefix, alphabet,
 * length and check; sources stand with the rows. Test networks have no rows: what they carry is worth nothing.
 */
#ifndef FIATGATE_WALLETS_H
#define FIATGATE_WALLETS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Forms that several chains share count for the oldest: 1… and 3… for Bitcoin, 0x… for all that run the EVM. */
enum wallet_chain {
    WALLET_NONE,
    WALLET_BITCOIN, /* base58check, bech32 (BIP 173), bech32m (BIP 350) */
    WALLET_EVM,     /* Ethereum and chains like it: EIP-55 */
    WALLET_TRON,    /* base58check, 0x41 */
    WALLET_TON,     /* base64 with CRC-16; workchain and hash, which have none */
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
    WALLET_COSMOS, /* and chains of its kind */
    WALLET_TEZOS,
    WALLET_OTHER, /* of a row, without a name here */
    WALLET_CHAINS /* at most 32: bits of pack_selection.values */
};

/* How far an address is known to be one. */
enum wallet_form {
    WALLET_VERIFIED,     /* its check sum holds */
    WALLET_UNVERIFIED,   /* of the exact form, without a check sum that could hold: 0x in one case, Solana */
    WALLET_ADDRESS_LIKE, /* prefix, length and alphabet of one, in capitals as formats write that fold case, or one too
                            many in a transfer to be checked */
    WALLET_CHECK_FAILED  /* written as one and hardly as anything else, but its check sum fails: mistyped, or made up */
};

#define WALLET_LONGEST 112 /* characters of the longest address known */
#define WALLET_KEY     64

struct wallet {
    uint8_t chain; /* enum wallet_chain */
    uint8_t form;  /* enum wallet_form */
    uint8_t length;
    /* What an account's spellings have in common. EVM: 0x and small letters; bech32: small letters; CashAddr: without
     * its prefix; TON: the bounceable form; others as written. Of one of more than WALLET_KEY characters: the first 31,
     * '#', and half of the SHA-256 of all, in hex. Not NUL-terminated. */
    char key[WALLET_KEY];
};

/* Whether these characters, all of them, are an address; false also where a check sum is there and wrong. */
bool wallet_read(const unsigned char *text, size_t length, struct wallet *wallet);

/* The same by prefix, length and alphabet alone, without a check sum: WALLET_ADDRESS_LIKE. Much cheaper. */
bool wallet_by_shape(const unsigned char *text, size_t length, struct wallet *wallet);

/* What is written as an address, capitals, small letters and digits in turn, but has a check sum that fails:
 * WALLET_CHECK_FAILED. Forms of few characters, or that references have as often, are none. */
#define WALLET_WRONG_SHORTEST 33
bool wallet_with_wrong_check(const unsigned char *text, size_t length, struct wallet *wallet);

/* Digits are 1, capitals 2, small letters 3, all others 0. */
extern const uint8_t wallet_kinds[256];

/* How often capitals, small letters and digits take turns. */
size_t wallet_changes(const unsigned char *text, size_t length);

/* What addresses that begin like a text have in common. */
struct wallet_start {
    size_t prefix;       /* bytes of "0x", "bc1" and the like before their own alphabet; 0 = none */
    uint8_t alphabets;   /* wallet_alphabets_of() bits; 0 = no address begins so */
    uint64_t lengths[2]; /* bit n: so many characters */
};
struct wallet_start wallet_start_of(const unsigned char *text, size_t length);

/* Bits of the alphabets of addresses that a character is in. */
extern const uint8_t wallet_alphabets[256];
static inline uint8_t wallet_alphabets_of(unsigned char character)
{
    return wallet_alphabets[character];
}

/* "bitcoin", …; "" for WALLET_NONE. */
const char *wallet_chain_name(enum wallet_chain chain);

#endif
