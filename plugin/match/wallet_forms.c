/*
 * wallet_forms.c: the check sum of each form of address, and the key of each account (wallet_forms.h).
 */
#include "wallet_forms.h"

#include <string.h>

#include "base58.h"
#include "bech32.h"
#include "chain_hashes.h"

#define CHECK_BYTES 4

/* --- Keys --------------------------------------------------------------------------------------------------------- */

#define KEY_BEGINNING 31

void wallet_set_key(struct wallet *wallet, const unsigned char *text, size_t length)
{
    static const char digits[] = "0123456789abcdef";
    uint8_t hash[32];
    if (length <= WALLET_KEY) {
        memcpy(wallet->key, text, length);
        wallet->length = (uint8_t)length;
        return;
    }
    hash_sha256(text, length, hash);
    memcpy(wallet->key, text, KEY_BEGINNING);
    wallet->key[KEY_BEGINNING] = '#';
    for (size_t i = 0; i < WALLET_KEY - KEY_BEGINNING - 1; i++)
        wallet->key[KEY_BEGINNING + 1 + i] = digits[hash[i / 2] >> (i % 2 ? 0 : 4) & 15];
    wallet->length = WALLET_KEY;
}

void wallet_set_small_key(struct wallet *wallet, const unsigned char *text, size_t length)
{
    unsigned char small[WALLET_LONGEST];
    for (size_t i = 0; i < length && i < sizeof small; i++)
        small[i] = text[i] >= 'A' && text[i] <= 'Z' ? text[i] | 0x20 : text[i];
    wallet_set_key(wallet, small, length);
}

/* --- Numbers in base58 -------------------------------------------------------------------------------------------- */

static bool version_is(const struct wallet_form_row *row, const uint8_t *bytes)
{
    return memcmp(bytes, row->version, row->version_size) == 0;
}

static bool read_checked(const struct wallet_form_row *row, enum base58_alphabet alphabet, const unsigned char *text,
                         size_t length, struct wallet *wallet)
{
    uint8_t bytes[BASE58_BYTES_MAX], hash[32];
    if (base58_read(alphabet, text, length, bytes, row->size) != row->size || !version_is(row, bytes))
        return false;
    hash_sha256(bytes, row->size - CHECK_BYTES, hash);
    hash_sha256(hash, sizeof hash, hash);
    if (memcmp(hash, bytes + row->size - CHECK_BYTES, CHECK_BYTES) != 0)
        return false;
    wallet_set_key(wallet, text, length);
    return true;
}

bool read_base58check(const struct wallet_form_row *row, const unsigned char *text, size_t length,
                      struct wallet *wallet)
{
    return read_checked(row, BASE58_BITCOIN, text, length, wallet);
}

bool read_ripple(const struct wallet_form_row *row, const unsigned char *text, size_t length, struct wallet *wallet)
{
    return read_checked(row, BASE58_RIPPLE, text, length, wallet);
}

bool read_solana(const struct wallet_form_row *row, const unsigned char *text, size_t length, struct wallet *wallet)
{
    uint8_t bytes[32];
    if (base58_read(BASE58_BITCOIN, text, length, bytes, row->size) != row->size)
        return false;
    wallet->form = WALLET_UNVERIFIED;
    wallet_set_key(wallet, text, length);
    return true;
}

bool read_polkadot(const struct wallet_form_row *row, const unsigned char *text, size_t length, struct wallet *wallet)
{
    static const char mark[] = "SS58PRE";
    uint8_t bytes[35], hash[64], hashed[sizeof mark - 1 + 33];
    if (base58_read(BASE58_BITCOIN, text, length, bytes, sizeof bytes) != sizeof bytes || !version_is(row, bytes))
        return false;
    memcpy(hashed, mark, sizeof mark - 1);
    memcpy(hashed + sizeof mark - 1, bytes, 33);
    hash_blake2b(hashed, sizeof hashed, hash);
    if (memcmp(hash, bytes + 33, 2) != 0)
        return false;
    wallet_set_key(wallet, text, length);
    return true;
}

bool read_monero(const struct wallet_form_row *row, const unsigned char *text, size_t length, struct wallet *wallet)
{
    uint8_t bytes[BASE58_BYTES_MAX], hash[32];
    if (base58_read_blocks(text, length, bytes, row->size) != row->size || !version_is(row, bytes))
        return false;
    hash_keccak256(bytes, row->size - CHECK_BYTES, hash);
    if (memcmp(hash, bytes + row->size - CHECK_BYTES, CHECK_BYTES) != 0)
        return false;
    wallet_set_key(wallet, text, length);
    return true;
}

/* CRC-32 of IEEE 802.3, low bit first. */
static uint32_t crc32_of(const uint8_t *bytes, size_t length)
{
    uint32_t crc = UINT32_MAX;
    for (size_t i = 0; i < length; i++) {
        crc ^= bytes[i];
        for (int bit = 0; bit < 8; bit++)
            crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
    }
    return ~crc;
}

/* CBOR: an array of two, the first tagged 24 with so many bytes, the second their CRC-32 in four. */
bool read_byron(const struct wallet_form_row *row, const unsigned char *text, size_t length, struct wallet *wallet)
{
    enum { HEAD = 5, TAIL = 5, FOUR_BYTES = 0x1A };
    uint8_t bytes[BASE58_BYTES_MAX];
    size_t size = base58_read(BASE58_BITCOIN, text, length, bytes, row->size);
    if (size < HEAD + TAIL || !version_is(row, bytes) || size != (size_t)HEAD + bytes[4] + TAIL)
        return false;
    const uint8_t *tail = bytes + size - TAIL;
    uint32_t crc = (uint32_t)tail[1] << 24 | (uint32_t)tail[2] << 16 | (uint32_t)tail[3] << 8 | tail[4];
    if (tail[0] != FOUR_BYTES || crc != crc32_of(bytes + HEAD, bytes[4]))
        return false;
    wallet_set_key(wallet, text, length);
    return true;
}

/* --- CRC-16 ------------------------------------------------------------------------------------------------------- */

/* CRC-16/XMODEM. */
static uint16_t crc16_of(const uint8_t *bytes, size_t length)
{
    uint32_t crc = 0;
    for (size_t i = 0; i < length; i++) {
        crc ^= (uint32_t)bytes[i] << 8;
        for (int bit = 0; bit < 8; bit++)
            crc = crc & 0x8000 ? crc << 1 ^ 0x1021 : crc << 1;
    }
    return (uint16_t)crc;
}

static uint8_t base32_value(unsigned char character)
{
    return character >= 'A' ? (uint8_t)(character - 'A') : (uint8_t)(character - '2' + 26);
}

/* A version byte, what it is of, and the CRC, low byte first. G: an account, M: one of several in an account. */
bool read_stellar(const struct wallet_form_row *row, const unsigned char *text, size_t length, struct wallet *wallet)
{
    uint8_t bytes[43];
    uint32_t bits = 0;
    unsigned held = 0;
    size_t used = 0;
    (void)row;
    for (size_t i = 0; i < length; i++) {
        bits = (bits << 5 | base32_value(text[i])) & 0xFFF;
        held += 5;
        if (held < 8)
            continue;
        held -= 8;
        if (used == sizeof bytes)
            return false;
        bytes[used++] = (uint8_t)(bits >> held);
    }
    if (used < 3 || (bits & ((1u << held) - 1)) != 0 || bytes[0] != (text[0] == 'G' ? 6 << 3 : 12 << 3))
        return false;
    if (crc16_of(bytes, used - 2) != (bytes[used - 2] | bytes[used - 1] << 8))
        return false;
    wallet_set_key(wallet, text, length);
    return true;
}

/* --- TON ---------------------------------------------------------------------------------------------------------- */

#define TON_BYTES      36 /* flags, workchain, hash, CRC */
#define TON_HASH       32
#define TON_BOUNCEABLE 0x11
#define TON_PLAIN      0x51
#define MASTERCHAIN    0xFF

static uint8_t base64_value(unsigned char character)
{
    if (character >= 'A' && character <= 'Z')
        return (uint8_t)(character - 'A');
    if (character >= 'a' && character <= 'z')
        return (uint8_t)(character - 'a' + 26);
    if (character >= '0' && character <= '9')
        return (uint8_t)(character - '0' + 52);
    return character == '+' || character == '-' ? 62 : 63;
}

/* The key of an account, whichever way it was written. */
static void set_ton_key(struct wallet *wallet, uint8_t workchain, const uint8_t hash[TON_HASH])
{
    static const char alphabet[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    uint8_t bytes[TON_BYTES] = {TON_BOUNCEABLE, workchain};
    memcpy(bytes + 2, hash, TON_HASH);
    uint16_t crc = crc16_of(bytes, TON_BYTES - 2);
    bytes[TON_BYTES - 2] = (uint8_t)(crc >> 8);
    bytes[TON_BYTES - 1] = (uint8_t)crc;
    for (size_t i = 0; i < TON_BYTES; i += 3) {
        uint32_t group = (uint32_t)bytes[i] << 16 | (uint32_t)bytes[i + 1] << 8 | bytes[i + 2];
        for (size_t k = 0; k < 4; k++)
            wallet->key[i / 3 * 4 + k] = alphabet[group >> (18 - 6 * k) & 63];
    }
    wallet->length = TON_BYTES / 3 * 4;
}

bool read_ton(const struct wallet_form_row *row, const unsigned char *text, size_t length, struct wallet *wallet)
{
    uint8_t bytes[TON_BYTES];
    (void)row;
    for (size_t i = 0; i + 4 <= length && i / 4 * 3 < TON_BYTES; i += 4) {
        uint32_t group = 0;
        for (size_t k = 0; k < 4; k++)
            group = group << 6 | base64_value(text[i + k]);
        bytes[i / 4 * 3] = (uint8_t)(group >> 16);
        bytes[i / 4 * 3 + 1] = (uint8_t)(group >> 8);
        bytes[i / 4 * 3 + 2] = (uint8_t)group;
    }
    if ((bytes[0] != TON_BOUNCEABLE && bytes[0] != TON_PLAIN) || (bytes[1] != 0 && bytes[1] != MASTERCHAIN) ||
        crc16_of(bytes, TON_BYTES - 2) != (bytes[TON_BYTES - 2] << 8 | bytes[TON_BYTES - 1]))
        return false;
    set_ton_key(wallet, bytes[1], bytes + 2);
    return true;
}

static uint8_t hex_value(unsigned char digit)
{
    return digit <= '9' ? (uint8_t)(digit - '0') : (uint8_t)((digit | 0x20) - 'a' + 10);
}

/* "0:" or "-1:" and the hash in hex: nothing in it can be checked. */
bool read_ton_raw(const struct wallet_form_row *row, const unsigned char *text, size_t length, struct wallet *wallet)
{
    uint8_t hash[TON_HASH];
    size_t prefix;
    (void)row;
    wallet_prefix_of(text, length, &prefix);
    if (length != prefix + 2 * sizeof hash)
        return false;
    for (size_t i = 0; i < sizeof hash; i++)
        hash[i] = (uint8_t)(hex_value(text[prefix + 2 * i]) << 4 | hex_value(text[prefix + 2 * i + 1]));
    wallet->form = WALLET_UNVERIFIED;
    set_ton_key(wallet, text[0] == '-' ? MASTERCHAIN : 0, hash);
    return true;
}

/* --- Ethereum ----------------------------------------------------------------------------------------------------- */

#define EVM_DIGITS 40

/* EIP-55: a letter is a capital where the hash of the small digits has a digit of 8 or more. */
static bool capitals_are_right(const unsigned char *digits, const unsigned char *small)
{
    uint8_t hash[32];
    hash_keccak256(small, EVM_DIGITS, hash);
    for (size_t i = 0; i < EVM_DIGITS; i++) {
        bool capital = (hash[i / 2] >> (i % 2 ? 0 : 4) & 15) >= 8;
        if (digits[i] > '9' && capital != (digits[i] <= 'F'))
            return false;
    }
    return true;
}

bool read_evm(const struct wallet_form_row *row, const unsigned char *text, size_t length, struct wallet *wallet)
{
    unsigned char small[2 + EVM_DIGITS] = {'0', 'x'};
    const unsigned char *digits = text + (length - EVM_DIGITS);
    bool capital = false, lower = false;
    (void)row;
    for (size_t i = 0; i < EVM_DIGITS; i++) {
        capital |= digits[i] >= 'A' && digits[i] <= 'F';
        lower |= digits[i] >= 'a';
        small[2 + i] = digits[i] >= 'A' ? digits[i] | 0x20 : digits[i];
    }
    if (capital && lower && !capitals_are_right(digits, small + 2))
        return false;
    wallet->form = capital && lower ? WALLET_VERIFIED : WALLET_UNVERIFIED;
    wallet_set_key(wallet, small, sizeof small);
    return true;
}

/* --- Bech32 and its kin ------------------------------------------------------------------------------------------- */

/* A witness program (BIP 141): version 0 has 20 or 32 bytes and the first check, others 2 to 40 and the second. */
static bool is_segwit(const struct bech32 *bech32)
{
    uint8_t bytes[40];
    if (bech32->count < 1 || bech32->groups[0] > 16)
        return false;
    size_t size = bech32_bytes(bech32, 1, bytes, sizeof bytes);
    if (bech32->groups[0] == 0)
        return bech32->check == BECH32_CHECK && (size == 20 || size == 32);
    return bech32->check == BECH32M_CHECK && size >= 2;
}

/* The kind in the upper half of the first byte, the network in the lower: 1 is the main one. */
static bool is_cardano(const uint8_t *bytes, size_t size)
{
    return size >= 29 && size <= 65 && (bytes[0] & 15) == 1 && (bytes[0] >> 4 <= 7 || bytes[0] >> 4 >= 14);
}

static bool holds(const struct bech32 *bech32, enum bech32_contents contents)
{
    uint8_t bytes[BECH32_LONGEST];
    size_t size;
    if (contents == CONTENTS_SEGWIT)
        return is_segwit(bech32);
    if (bech32->check != (contents == CONTENTS_UNIFIED ? BECH32M_CHECK : BECH32_CHECK))
        return false;
    size = bech32_bytes(bech32, 0, bytes, sizeof bytes);
    switch (contents) {
    case CONTENTS_ACCOUNT:
        return size == 20 || size == 32;
    case CONTENTS_CARDANO:
        return is_cardano(bytes, size);
    case CONTENTS_SAPLING:
        return size == 43;
    case CONTENTS_UNIFIED:
        return size >= 38;
    case CONTENTS_SEGWIT:
        break;
    }
    return false;
}

bool read_bech32(const struct wallet_form_row *row, const unsigned char *text, size_t length, struct wallet *wallet)
{
    const struct bech32_prefix *prefix = bech32_prefix_of(text, length);
    struct bech32 bech32;
    (void)row;
    if (!prefix || !bech32_read(text, length, strlen(prefix->prefix), &bech32) || !holds(&bech32, prefix->contents))
        return false;
    wallet_set_small_key(wallet, text, length);
    return true;
}

bool read_cashaddr(const struct wallet_form_row *row, const unsigned char *text, size_t length, struct wallet *wallet)
{
    size_t prefix;
    (void)row;
    wallet_prefix_of(text, length, &prefix);
    if (!cashaddr_is_valid(text + prefix, length - prefix))
        return false;
    wallet_set_small_key(wallet, text + prefix, length - prefix);
    return true;
}

/* --- Case folded away --------------------------------------------------------------------------------------------- */

bool read_folded(const struct wallet_form_row *row, const unsigned char *text, size_t length, struct wallet *wallet)
{
    (void)row;
    wallet->form = WALLET_ADDRESS_LIKE;
    wallet_set_key(wallet, text, length);
    return true;
}
