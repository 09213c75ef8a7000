/*
 * wallets_test.c: the hash functions of check sums against libcrypto and published vectors, addresses of the
 * specifications (BIP 173, BIP 350, EIP-55, SEP-23, CIP-19, SS58), addresses in running text, what looks like one and
 * is none, and how much text made of such things may cost. All addresses are examples of specifications.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/Basic.h>
#include <openssl/evp.h>

#include "plugin/match/chain_hashes.h"
#include "plugin/match/identifiers.h"
#include "plugin/match/wallet_forms.h"
#include "plugin/match/wallet_search.h"
#include "random_numbers.h"
#include "run_tests.h"

static void test_hashes(void)
{
    uint8_t bytes[400], ours[64], theirs[64];
    for (size_t length = 0; length < sizeof bytes; length++) {
        for (size_t i = 0; i < length; i++)
            bytes[i] = (uint8_t)random_below(256);
        CU_ASSERT_FATAL(EVP_Digest(bytes, length, theirs, NULL, EVP_sha256(), NULL) == 1);
        hash_sha256(bytes, length, ours);
        CU_ASSERT(memcmp(ours, theirs, 32) == 0);
        CU_ASSERT_FATAL(EVP_Digest(bytes, length, theirs, NULL, EVP_blake2b512(), NULL) == 1);
        hash_blake2b(bytes, length, ours);
        CU_ASSERT(memcmp(ours, theirs, 64) == 0);
    }
}

static void test_keccak(void)
{
    static const struct {
        const char *text, *hash;
    } vectors[] = {
        {"", "c5d2460186f7233c927e7db2dcc703c0e500b653ca82273b7bfad8045d85a470"},
        {"abc", "4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45"},
        {"The quick brown fox jumps over the lazy dog",
         "4d741b6f1eb29cb2a9b9911c82f56fa8d73b04959d3d9d222895df6c0b28aa15"},
    };
    for (size_t i = 0; i < sizeof vectors / sizeof vectors[0]; i++) {
        uint8_t hash[32];
        char hex[65];
        hash_keccak256((const uint8_t *)vectors[i].text, strlen(vectors[i].text), hash);
        for (size_t k = 0; k < sizeof hash; k++)
            snprintf(hex + 2 * k, 3, "%02x", hash[k]);
        CU_ASSERT_STRING_EQUAL(hex, vectors[i].hash);
    }
}

static void test_alphabets(void)
{
    static const struct {
        const char *characters;
        uint8_t bit;
    } alphabets[] = {
        {"123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz", ALPHABET_BASE58},
        {"qpzry9x8gf2tvdw0s3jn54khce6mua7l", ALPHABET_BECH32},
        {"QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L", ALPHABET_BECH32_CAPITAL},
        {"0123456789abcdefABCDEF", ALPHABET_HEX},
        {"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", ALPHABET_BASE32},
        {"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_", ALPHABET_BASE64},
        {"123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", ALPHABET_FOLDED58},
    };
    for (unsigned byte = 0; byte < 256; byte++) {
        uint8_t expected = 0;
        for (size_t i = 0; i < sizeof alphabets / sizeof alphabets[0]; i++)
            if (byte != 0 && strchr(alphabets[i].characters, (int)byte))
                expected |= alphabets[i].bit;
        CU_ASSERT_EQUAL(wallet_alphabets_of((unsigned char)byte), expected);
    }
}

enum { NOT_ONE = 255 };

struct address_case {
    const char *text;
    uint8_t chain, form; /* NOT_ONE: it is none */
};

static const struct address_case addresses[] = {
    /* BIP 173 and 350 */
    {"BC1QW508D6QEJXTDG4Y5R3ZARVARY0C5XW7KV8F3T4", WALLET_BITCOIN, WALLET_VERIFIED},
    {"bc1pw508d6qejxtdg4y5r3zarvary0c5xw7kw508d6qejxtdg4y5r3zarvary0c5xw7kt5nd6y", WALLET_BITCOIN, WALLET_VERIFIED},
    {"BC1SW50QGDZ25J", WALLET_BITCOIN, WALLET_VERIFIED},
    {"bc1zw508d6qejxtdg4y5r3zarvaryvaxxpcs", WALLET_BITCOIN, WALLET_VERIFIED},
    {"bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0", WALLET_BITCOIN, WALLET_VERIFIED},
    {"tb1qw508d6qejxtdg4y5r3zarvary0c5xw7kxpjzsx", WALLET_NONE, NOT_ONE},                     /* a test network */
    {"bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqh2y7hd", WALLET_NONE, NOT_ONE}, /* bech32, version 1 */
    {"BC1S0XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ54WELL", WALLET_NONE, NOT_ONE},
    {"bc1qw508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t5", WALLET_NONE, NOT_ONE},
    {"bc1p38j9r5y49hruaue7wxjce0updqjuyyx0kh56v8s25huc6995vvpql3jow4", WALLET_NONE, NOT_ONE},
    {"BC130XLXVLHEMJA6C4DQV22UAPCTQUPFHLXM9H8Z3K2E72Q4K9HCZ7VQ7ZWS8R", WALLET_NONE, NOT_ONE},
    {"bc1pw5dgrnzv", WALLET_NONE, NOT_ONE},
    {"BC1QR508D6QEJXTDG4Y5R3ZARVARYV98GJ9P", WALLET_NONE, NOT_ONE},
    {"bc1QW508d6qejxtdg4y5r3zarvary0c5xw7kv8f3t4", WALLET_NONE, NOT_ONE},
    {"bc1gmk9yu", WALLET_NONE, NOT_ONE},
    /* EIP-55 */
    {"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", WALLET_EVM, WALLET_VERIFIED},
    {"0xfB6916095ca1df60bB79Ce92cE3Ea74c37c5d359", WALLET_EVM, WALLET_VERIFIED},
    {"0xdbF03B407c01E7cD3CBea99509d93f8DDDC8C6FB", WALLET_EVM, WALLET_VERIFIED},
    {"0xD1220A0cf47c7B9Be7A2E6BA89F429762e7b9aDb", WALLET_EVM, WALLET_VERIFIED},
    {"0x52908400098527886E0F7030069857D2E4169EE7", WALLET_EVM, WALLET_UNVERIFIED},
    {"0xde709f2102306220921060314715629080e2fb77", WALLET_EVM, WALLET_UNVERIFIED},
    {"0XDE709F2102306220921060314715629080E2FB77", WALLET_EVM, WALLET_UNVERIFIED},
    {"5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", WALLET_EVM, WALLET_VERIFIED},
    {"0x5AAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", WALLET_NONE, NOT_ONE},
    {"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAe", WALLET_NONE, NOT_ONE},
    {"de709f2102306220921060314715629080e2fb77", WALLET_NONE, NOT_ONE},
    /* Bitcoin's first, Tron's token contract, both with a slip of the pen */
    {"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", WALLET_BITCOIN, WALLET_VERIFIED},
    {"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", WALLET_NONE, NOT_ONE},
    {"1A1zP1eP5QGefi2DMPTfTL5SLmv7Divf0a", WALLET_NONE, NOT_ONE},
    {"3P14159f73E4gFr7JterCCQh9QjiTjiZrG", WALLET_BITCOIN, WALLET_VERIFIED},
    {"TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", WALLET_TRON, WALLET_VERIFIED},
    {"TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u", WALLET_NONE, NOT_ONE},
    {"TR7NHQJEKQXGTCI8Q8ZY4PL8OTSZGJLJ6T", WALLET_TRON, WALLET_ADDRESS_LIKE},
    {"1A1ZP1EP5QGEFI2DMPTFTL5SLMV7DIVFNA", WALLET_BITCOIN, WALLET_ADDRESS_LIKE},
    {"RHB9CJAWYB4RJ91VRWN96DKUKG4BWDTYTH", WALLET_XRP, WALLET_ADDRESS_LIKE},
    {"LM2WMPR1RP6J3SA59CMXMS1SPZJ9EXPGC1", WALLET_LITECOIN, WALLET_ADDRESS_LIKE},
    {"DRPABLEBSE6PEAR89N7KVXDF1ZXNCUZ377", WALLET_DOGECOIN, WALLET_ADDRESS_LIKE},
    {"TB7NHQJEKQXGTCI8Q8ZY4PL8OTSZGJLJ6T", WALLET_TRON, WALLET_ADDRESS_LIKE},
    {"T17NHQJEKQXGTCI8Q8ZY4PL8OTSZGJLJ6T", WALLET_NONE, NOT_ONE}, /* Tron's go on with 9 or a letter */
    {"RZB9CJAWYB4RJ91VRWN96DKUKG4BWDTYTH", WALLET_NONE, NOT_ONE},
    /* TEP-2, XLS-5d and the genesis account of XRP, SEP-23 */
    {"UQB0ciOhmL68ocTIovPwMfVadfmCMznA-70gg3l4EKY3LU8R", WALLET_TON, WALLET_VERIFIED},
    {"UQB0ciOhmL68ocTIovPwMfVadfmCMznA+70gg3l4EKY3LU8R", WALLET_TON, WALLET_VERIFIED},
    {"UQB0ciOhmL68ocTIovPwMfVadfmCMznA-70gg3l4EKY3LU8S", WALLET_NONE, NOT_ONE},
    {"0:747223a198beBCA1C4C8A2F3F031F55A75F9823339C0FBBD2083797810A6372D", WALLET_TON, WALLET_UNVERIFIED},
    {"rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTh", WALLET_XRP, WALLET_VERIFIED},
    {"rHb9CJAWyB4rj91VRWn96DkukG4bwdtyTi", WALLET_NONE, NOT_ONE},
    {"XVLhHMPHU98es4dbozjVtdWzVrDjtV18pX8yuPT7y4xaEHi", WALLET_XRP, WALLET_VERIFIED},
    {"GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGZ", WALLET_STELLAR, WALLET_VERIFIED},
    {"GA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVSGY", WALLET_NONE, NOT_ONE},
    {"MA7QYNF7SOWQ3GLR2BGMZEHXAVIRZA4KVWLTJJFC7MGXUA74P7UJVAAAAAAAAAAAAAJLK", WALLET_STELLAR, WALLET_VERIFIED},
    /* CIP-19, SS58, CashAddr's specification, BIP 13 by other coins, Cosmos */
    {"addr1vx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzers66hrl8", WALLET_CARDANO, WALLET_VERIFIED},
    {"addr1qx2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzer3n0d3vllmyqwsx5wktcd8cc3sq835lu7drv2xwl2wywfgse35a3x",
     WALLET_CARDANO, WALLET_VERIFIED},
    {"addr_test1vz2fxv2umyhttkxyxp8x0dlpdt3k6cwng5pxj3jhsydzerspjrlsz", WALLET_NONE, NOT_ONE},
    {"15oF4uVJwmo4TdGW7VfQxNLavjCXviqxT9S1MgbjMNHr6Sp5", WALLET_POLKADOT, WALLET_VERIFIED},
    {"5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY", WALLET_POLKADOT, WALLET_VERIFIED},
    {"bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", WALLET_BITCOIN_CASH, WALLET_VERIFIED},
    {"qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", WALLET_BITCOIN_CASH, WALLET_VERIFIED},
    {"qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6b", WALLET_NONE, NOT_ONE},
};

static void test_addresses(void)
{
    for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
        const struct address_case *one = &addresses[i];
        struct wallet wallet = {.form = NOT_ONE};
        bool found = wallet_read((const unsigned char *)one->text, strlen(one->text), &wallet);
        bool right = found ? wallet.chain == one->chain && wallet.form == one->form : one->form == NOT_ONE;
        if (!right)
            fprintf(stderr, "%s: chain %u, form %u\n", one->text, found ? wallet.chain : 0u,
                    found ? wallet.form : 255u);
        CU_ASSERT(right);
    }
}

static void test_keys(void)
{
    static const struct {
        const char *text, *key;
    } keys[] = {
        {"UQB0ciOhmL68ocTIovPwMfVadfmCMznA-70gg3l4EKY3LU8R", "EQB0ciOhmL68ocTIovPwMfVadfmCMznA-70gg3l4EKY3LRLU"},
        {"0:747223A198BEBCA1C4C8A2F3F031F55A75F9823339C0FBBD2083797810A6372D",
         "EQB0ciOhmL68ocTIovPwMfVadfmCMznA-70gg3l4EKY3LRLU"},
        {"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed", "0x5aaeb6053f3e94c9b9a09f33669435e7ef1beaed"},
        {"BC1SW50QGDZ25J", "bc1sw50qgdz25j"},
        {"bitcoincash:qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a", "qpm2qsznhks23z7629mms6s4cwef74vcwvy22gdx6a"},
        {"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"},
    };
    for (size_t i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        struct wallet wallet;
        CU_ASSERT_FATAL(wallet_read((const unsigned char *)keys[i].text, strlen(keys[i].text), &wallet));
        CU_ASSERT(wallet.length == strlen(keys[i].key) && memcmp(wallet.key, keys[i].key, wallet.length) == 0);
    }
}

/* --- In text ------------------------------------------------------------------------------------------------------ */

static const struct limits limits = {.fields = 16, .text_bytes = 65536};

/* The identifiers of a remittance given in values that a '|' parts. */
static uint32_t find_in(const char *text, struct identifier *found, uint32_t limit)
{
    struct transfer transfer;
    void *memory = aligned_alloc(64, (transfer_size(&limits) + 63) / 64 * 64);
    CU_ASSERT_FATAL(memory != NULL);
    transfer_place(&transfer, memory, &limits);
    transfer_reset(&transfer);
    for (const char *at = text; *at;) {
        size_t length = strcspn(at, "|");
        CU_ASSERT_FATAL(transfer_put(&transfer, FG_FIELD_REMITTANCE, at, (uint32_t)length, 0));
        at += length + (at[length] == '|');
    }
    uint32_t count = identifiers_find(&transfer, found, limit);
    for (uint32_t i = 0; i < count && i < limit; i++)
        CU_ASSERT(found[i].from < found[i].to && found[i].to <= transfer.values[found[i].value].length);
    free(memory);
    return count;
}

/* Whether an address is found in a text, alone of all, in that form. */
static bool is_found(const char *text, const struct wallet *wanted)
{
    struct identifier found[8];
    uint32_t count = find_in(text, found, 8);
    return count == 1 && found[0].kind == IDENTIFIER_WALLET && found[0].chain == wanted->chain &&
           found[0].form == wanted->form && found[0].length == wanted->length &&
           memcmp(found[0].key, wanted->key, wanted->length) == 0;
}

/* An address with something put in every so many characters. */
static void cut(const char *address, size_t every, const char *gap, char *text, size_t size)
{
    size_t used = 0;
    for (size_t i = 0; address[i] && used + 8 < size; i++)
        used += (size_t)snprintf(text + used, size - used, "%s%c", i > 0 && i % every == 0 ? gap : "", address[i]);
}

static const char *const frames[] = {"%s",        "перевод на %s спасибо", "%s at the start", "at the end %s",
                                     "адрес(%s)", "TRC20:%s, memo 77",     "кошелек%s",       "INV 12 /%s/ 2024"};

static void test_frames(void)
{
    for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
        struct wallet wallet;
        if (addresses[i].form == NOT_ONE)
            continue;
        CU_ASSERT_FATAL(wallet_read((const unsigned char *)addresses[i].text, strlen(addresses[i].text), &wallet));
        for (size_t k = 0; k < sizeof frames / sizeof frames[0]; k++) {
            char text[512];
            snprintf(text, sizeof text, frames[k], addresses[i].text);
            bool found = is_found(text, &wallet);
            if (!found)
                fprintf(stderr, "not found: %s\n", text);
            CU_ASSERT(found);
        }
    }
}

/* In groups of four, by lines of 35 wherever they fall, over the border of two values; what has no check sum
 * only by line ends. */
static void test_cuts(void)
{
    for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
        struct wallet wallet;
        const char *address = addresses[i].text;
        char text[512], whole[600];
        if (addresses[i].form == NOT_ONE || strlen(address) < 26 || strncmp(address, "bitcoincash:", 12) == 0 ||
            strlen(address) == 40) /* hex without 0x: found in one piece */
            continue;
        CU_ASSERT_FATAL(wallet_read((const unsigned char *)address, strlen(address), &wallet));
        for (size_t every = 7; every < strlen(address) && every < 35; every += 3) {
            static const char *const gaps[] = {"\n", "\r\n", "\n//", " ", "|"};
            for (size_t gap = 0; gap < sizeof gaps / sizeof gaps[0]; gap++) {
                bool checked = wallet.form == WALLET_VERIFIED || wallet.chain == WALLET_EVM;
                bool once = strlen(address) <= 2 * every && gap != 3;
                bool border_once = gap != 4 || strlen(address) <= 2 * every;
                if ((!checked && !once) || !border_once)
                    continue;
                cut(address, every, gaps[gap], text, sizeof text);
                snprintf(whole, sizeof whole, "перевод %s", text);
                bool found = is_found(whole, &wallet);
                if (!found)
                    fprintf(stderr, "not found: %s\n", whole);
                CU_ASSERT(found);
            }
        }
    }
}

/* Over the border of two values, also where no digit stands before it. Not within a prefix, nor where what is left is
 * as good as an address of Solana. */
static void test_borders(void)
{
    for (size_t i = 0; i < sizeof addresses / sizeof addresses[0]; i++) {
        struct wallet wallet;
        const char *address = addresses[i].text;
        size_t length = strlen(address);
        if (addresses[i].form != WALLET_VERIFIED || length < 26 || length == 40 || strchr(address, ':'))
            continue;
        CU_ASSERT_FATAL(wallet_read((const unsigned char *)address, length, &wallet));
        for (size_t at = wallet_start_of((const unsigned char *)address, length).prefix + 3; at < 17; at++) {
            struct wallet rest;
            char text[256];
            if (wallet_read((const unsigned char *)address + at, length - at, &rest))
                continue;
            snprintf(text, sizeof text, "to %.*s|%s", (int)at, address, address + at);
            bool found = is_found(text, &wallet);
            if (!found)
                fprintf(stderr, "not found: %s\n", text);
            CU_ASSERT(found);
        }
    }
}

/* What payments are full of. */
static const char *const benign[] = {"UETR 550e8400-e29b-41d4-a716-446655440000",
                                     "eb6305c9-1f7f-49de-aed0-16487c27b42d",
                                     "ЭСФ ESF-210440012345-20240131-12345678",
                                     "ESF-20240131-ABCDEF1234567890-00012",
                                     "sha1 2fd4e1c67a2d28fced849ee1bb76e7391b93eb12",
                                     "2FD4E1C67A2D28FCED849EE1BB76E7391B93EB12",
                                     "sha256 e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                     "0xe3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                     "VIN 1HGCM82633A123456 WVWZZZ1JZ3W386752",
                                     "md5 1f3870be274f6c49b3e31a1c6728957f",
                                     "MT31 MALT 0110 0001 2345 MTLC AST0 01S",
                                     "BIC HSBKKZKXXXX госномер 123ABC02 777KZT05",
                                     "31415926535897932384626433832795",
                                     "1234567891234567891234567891",
                                     "111111111111111111111111111111111111",
                                     "договор 1/2024-ПТ-777 от 12.05.2024, счёт 3-7/15",
                                     "CONTRACT1234567ORDER7654321INVOICE",
                                     "TRANSFER123456789TO987654321KZT17A",
                                     "TOVARPOSCHETU17OTCHET3ZAYAVKA125AB",
                                     "1Q2024REPORTFORALLTHEDEPARTMENTS15",
                                     "3RDQUARTERPAYMENTFORTHELEASEOFCAR2",
                                     "TICKET77HOTEL25TRANSFERTOALMATY2X9",
                                     "dGhlIHF1aWNrIGJyb3duIGZveCBqdW1wcyBvdmVyIHRoZSBsYXp5IGRvZw==",
                                     "ORDER-2024-11-22-000123456789-KASPI",
                                     "1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7 8 9 1 2 3 4 5 6 7 8 9",
                                     "Tax T 123 May 15 June 16 Sept 17 Act 18 Annex 19 Str 7",
                                     "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9",
                                     "AWB 157-12345675 CNTR MSKU1234565 B/L MEDUQ1234567",
                                     "bc1 q bc12 BC1 clause ltc1",
                                     "T-34, 3D-printer, 1C:Enterprise 8.3, X5 Retail, L7, D3",
                                     "3FF1 EQ-5D UQ 7",
                                     "QR-0a1B2c3D4e5F6g7H8i9J0kLmNoPqRsTu",
                                     "0:10 0:20 0: 12:30",
                                     "iPhone 15 ProMax 256Gb, MacBook Air M3 13"};

static void test_benign(void)
{
    for (size_t i = 0; i < sizeof benign / sizeof benign[0]; i++) {
        struct identifier found[8];
        uint32_t count = find_in(benign[i], found, 8);
        for (uint32_t k = 0; k < count && k < 8; k++) {
            if (found[k].kind == IDENTIFIER_WALLET)
                fprintf(stderr, "%s: chain %u, form %u\n", benign[i], found[k].chain, found[k].form);
            CU_ASSERT_NOT_EQUAL(found[k].kind, IDENTIFIER_WALLET);
        }
    }
}

/* Random capitals and digits of the length of references: how many are taken for an address in capitals. */
static void test_random_references(void)
{
    static const char characters[] = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    unsigned like = 0, verified = 0;
    for (int round = 0; round < 200000; round++) {
        unsigned char text[36];
        size_t length = 16 + random_below(20);
        struct wallet wallet;
        for (size_t i = 0; i < length; i++)
            text[i] = (unsigned char)characters[random_below(36)];
        if (!wallet_read(text, length, &wallet))
            continue;
        like += wallet.form == WALLET_ADDRESS_LIKE;
        verified += wallet.form != WALLET_ADDRESS_LIKE;
    }
    fprintf(stderr, "%u of 200000 random references are like an address\n", like);
    CU_ASSERT(like < 500);
    CU_ASSERT_EQUAL(verified, 0);
}

/* What is written as an address but fails its check sum is reported as that; references and words in camel case, which
 * are of other letters, lengths or turns, are not. */
static void test_wrong_checks(void)
{
    static const struct {
        const char *text;
        enum wallet_chain chain; /* WALLET_NONE = not found */
    } texts[] = {
        {"перевод TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u", WALLET_TRON},
        {"TQ7vXn2mRk8sJ4hLp9aDyEw3bFcGt6UzKi спасибо", WALLET_TRON},
        {"UQB0ciOhmL68ocTIovPwMfVadfmCMznA-70gg3l4EKY3LU8S", WALLET_TON},
        {"за UQBx7nKp3_dLwq0VtR9sZyE5mHcJ2fGa8TiXoW4kNuY6bQrS", WALLET_TON},
        {"1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNb", WALLET_BITCOIN},
        {"0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", WALLET_EVM},
        {"TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6", WALLET_NONE},
        {"TransferForTheCarToMyBrotherArman2", WALLET_NONE},
        {"ThankYouForTheDeskAndTwoChairs2x9z", WALLET_NONE},
        {"rb9cDmTq7vXn2mRk8sJ4hxp9aDyEw3bFcG", WALLET_NONE},
        {"5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAeD", WALLET_NONE},
        {"KZ86125KZT5004100100 GB29NWBK60161331926819", WALLET_NONE},
    };
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        struct identifier found[8];
        uint32_t count = find_in(texts[i].text, found, 8), wrong = 0;
        for (uint32_t k = 0; k < count && k < 8; k++)
            wrong += found[k].kind == IDENTIFIER_WALLET && found[k].form == WALLET_CHECK_FAILED &&
                     found[k].chain == texts[i].chain;
        bool right =
            texts[i].chain == WALLET_NONE ? count == 0 || found[0].kind != IDENTIFIER_WALLET : count == 1 && wrong == 1;
        if (!right)
            fprintf(stderr, "%s: %u found, form %u, chain %u\n", texts[i].text, count, found[0].form, found[0].chain);
        CU_ASSERT(right);
    }
}

/* --- What it may cost -----------------------------------------------------------------------------------------------
 */

/* Past so many check sums the shape is reported. */
static void test_many(void)
{
    static const char wrong[] = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6u ", right[] = "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t ";
    static char text[200 * sizeof wrong];
    static struct identifier found[256];
    size_t used = 0;
    for (int i = 0; i < 150; i++)
        used += (size_t)snprintf(text + used, sizeof text - used, "%s", i == 0 ? right : wrong);
    uint32_t count = find_in(text, found, 256), like = 0, wrong_checks = 0;
    for (uint32_t i = 0; i < count; i++) {
        like += found[i].form == WALLET_ADDRESS_LIKE;
        wrong_checks += found[i].form == WALLET_CHECK_FAILED;
    }
    CU_ASSERT_EQUAL(found[0].form, WALLET_VERIFIED);
    CU_ASSERT_EQUAL(count, 150);
    CU_ASSERT(wrong_checks > 0 && wrong_checks < WALLET_CHECKS && like == 149 - wrong_checks);
}

/* Whatever the text is, no more than the budget is spent, and each place lies in its value. */
static void test_hostile(void)
{
    static const char *const pieces[] = {"1",  "3",    "T",  "0x", "bc1q", "EQ", "UQA", "0:", " ",  "\n", "-", ".",
                                         "//", "TR7N", "aB", "q",  "G",    "M4", "4",   "D",  "Ef", "_",  "|"};
    for (int round = 0; round < 30000; round++) {
        char text[700] = "x";
        size_t length = 1, wanted = 100 + random_below(500);
        while (length < wanted) {
            const char *piece = pieces[random_below(sizeof pieces / sizeof pieces[0])];
            bool value_end = piece[0] == '|' && text[length - 1] == '|';
            if (random_below(3) == 0)
                text[length++] = (char)('1' + random_below(9));
            else if (!value_end)
                length += (size_t)snprintf(text + length, sizeof text - length, "%s", piece);
        }
        text[length] = '\0';
        for (size_t i = 0, bars = 0; i < length; i++)
            if (text[i] == '|' && ++bars > 12) /* limits.fields */
                text[i] = '!';
        struct identifier found[64];
        find_in(text, found, 64);
    }
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("wallets", NULL, NULL);
    bool added = suite && CU_add_test(suite, "hashes against libcrypto", test_hashes) &&
                 CU_add_test(suite, "Keccak-256", test_keccak) && CU_add_test(suite, "alphabets", test_alphabets) &&
                 CU_add_test(suite, "addresses of specifications", test_addresses) &&
                 CU_add_test(suite, "keys", test_keys) && CU_add_test(suite, "in text", test_frames) &&
                 CU_add_test(suite, "cut", test_cuts) && CU_add_test(suite, "borders", test_borders) &&
                 CU_add_test(suite, "benign", test_benign) &&
                 CU_add_test(suite, "wrong check sums", test_wrong_checks) &&
                 CU_add_test(suite, "random references", test_random_references) &&
                 CU_add_test(suite, "many", test_many) && CU_add_test(suite, "hostile text", test_hostile);
    return added ? run_tests() : 1;
}
