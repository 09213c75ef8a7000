/*
 * wallet_forms.h: between wallets.c, which tells forms of addresses by prefix, length and alphabet, and wallet_forms.c,
 * which checks them.
 */
#ifndef FIATGATE_WALLET_FORMS_H
#define FIATGATE_WALLET_FORMS_H

#include "wallets.h"

enum wallet_alphabet {
    ALPHABET_BASE58 = 1u << 0,
    ALPHABET_BECH32 = 1u << 1,         /* small */
    ALPHABET_BECH32_CAPITAL = 1u << 2, /* the same in capitals */
    ALPHABET_HEX = 1u << 3,
    ALPHABET_BASE32 = 1u << 4,
    ALPHABET_BASE64 = 1u << 5,  /* of both kinds, for texts and for web addresses */
    ALPHABET_FOLDED58 = 1u << 6 /* base58 in capitals: i and o become letters that base58 has not */
};

enum wallet_prefix_kind { PREFIX_NONE, PREFIX_HEX, PREFIX_BECH32, PREFIX_CASH, PREFIX_WORKCHAIN };

struct wallet_form_row;
/* Checks what fits the row; sets the form and the key. */
typedef bool (*wallet_reader)(const struct wallet_form_row *row, const unsigned char *text, size_t length,
                              struct wallet *wallet);

struct wallet_form_row {
    uint8_t chain;
    uint8_t prefix_kind; /* enum wallet_prefix_kind */
    const char *starts;  /* characters it can begin with; "" = any */
    uint8_t shortest, longest;
    uint8_t alphabet;     /* of what is behind its prefix */
    bool capitals, small; /* it must have such letters */
    wallet_reader read;
    uint8_t size; /* bytes of the number in base58, its check sum with it */
    uint8_t version_size;
    uint8_t version[4]; /* how they begin */
};

bool read_base58check(const struct wallet_form_row *row, const unsigned char *text, size_t length,
                      struct wallet *wallet);
bool read_ripple(const struct wallet_form_row *row, const unsigned char *text, size_t length, struct wallet *wallet);
bool read_solana(const struct wallet_form_row *row, const unsigned char *text, size_t length, struct wallet *wallet);
bool read_polkadot(const struct wallet_form_row *row, const unsigned char *text, size_t length, struct wallet *wallet);
bool read_monero(const struct wallet_form_row *row, const unsigned char *text, size_t length, struct wallet *wallet);
bool read_byron(const struct wallet_form_row *row, const unsigned char *text, size_t length, struct wallet *wallet);
bool read_stellar(const struct wallet_form_row *row, const unsigned char *text, size_t length, struct wallet *wallet);
bool read_evm(const struct wallet_form_row *row, const unsigned char *text, size_t length, struct wallet *wallet);
bool read_bech32(const struct wallet_form_row *row, const unsigned char *text, size_t length, struct wallet *wallet);
bool read_cashaddr(const struct wallet_form_row *row, const unsigned char *text, size_t length, struct wallet *wallet);
bool read_ton(const struct wallet_form_row *row, const unsigned char *text, size_t length, struct wallet *wallet);
bool read_ton_raw(const struct wallet_form_row *row, const unsigned char *text, size_t length, struct wallet *wallet);
bool read_folded(const struct wallet_form_row *row, const unsigned char *text, size_t length, struct wallet *wallet);

/* A prefix of bech32 (without the 1) that is known; NULL = none is. */
struct bech32_prefix {
    const char *prefix;
    uint8_t chain;
    uint8_t contents; /* enum bech32_contents */
};
enum bech32_contents { CONTENTS_SEGWIT, CONTENTS_ACCOUNT, CONTENTS_CARDANO, CONTENTS_SAPLING, CONTENTS_UNIFIED };
const struct bech32_prefix *bech32_prefix_of(const unsigned char *text, size_t length);

/* Which kind of prefix a text has, and of how many bytes. */
enum wallet_prefix_kind wallet_prefix_of(const unsigned char *text, size_t length, size_t *size);

void wallet_set_key(struct wallet *wallet, const unsigned char *text, size_t length);
void wallet_set_small_key(struct wallet *wallet, const unsigned char *text, size_t length);

#endif
