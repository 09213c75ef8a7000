/*
 * wallets.c: the forms of addresses, and which of them a text fits (wallets.h). Sources: BIP 13, 173 and 350; EIP-55;
 * SLIP-173 for prefixes of bech32; chain parameters in the reference clients of each coin (chainparams.cpp and alike);
 * TEP-2 (TON); XLS-5d (XRP); SEP-23 (Stellar); SS58 registry (Polkadot); CIP-19 (Cardano); ZIP 173 and 316 (Zcash).
 */
#include "wallet_forms.h"

#include <string.h>

/* enum wallet_alphabet bits. */
const uint8_t wallet_alphabets[256] = {
    ['+'] = 0x20, 0x00, 0x20, 0x00, 0x20, 0x2e, 0x69, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x7f, 0x6f, 0x6f, 0x00,
    0x00,         0x00, 0x00, 0x00, 0x00, 0x00, 0x7d, 0x79, 0x7d, 0x7d, 0x7d, 0x7d, 0x75, 0x75, 0x70, 0x75,
    0x75,         0x75, 0x75, 0x75, 0x70, 0x75, 0x75, 0x75, 0x75, 0x75, 0x75, 0x75, 0x75, 0x75, 0x75, 0x75,
    0x00,         0x00, 0x00, 0x00, 0x20, 0x00, 0x2b, 0x29, 0x2b, 0x2b, 0x2b, 0x2b, 0x23, 0x23, 0x21, 0x23,
    0x23,         0x22, 0x23, 0x23, 0x21, 0x23, 0x23, 0x23, 0x23, 0x23, 0x23, 0x23, 0x23, 0x23, 0x23, 0x23};

const uint8_t wallet_kinds[256] = {
    ['0'] = 1, ['1'] = 1, ['2'] = 1, ['3'] = 1, ['4'] = 1, ['5'] = 1, ['6'] = 1, ['7'] = 1, ['8'] = 1,
    ['9'] = 1, ['A'] = 2, ['B'] = 2, ['C'] = 2, ['D'] = 2, ['E'] = 2, ['F'] = 2, ['G'] = 2, ['H'] = 2,
    ['I'] = 2, ['J'] = 2, ['K'] = 2, ['L'] = 2, ['M'] = 2, ['N'] = 2, ['O'] = 2, ['P'] = 2, ['Q'] = 2,
    ['R'] = 2, ['S'] = 2, ['T'] = 2, ['U'] = 2, ['V'] = 2, ['W'] = 2, ['X'] = 2, ['Y'] = 2, ['Z'] = 2,
    ['a'] = 3, ['b'] = 3, ['c'] = 3, ['d'] = 3, ['e'] = 3, ['f'] = 3, ['g'] = 3, ['h'] = 3, ['i'] = 3,
    ['j'] = 3, ['k'] = 3, ['l'] = 3, ['m'] = 3, ['n'] = 3, ['o'] = 3, ['p'] = 3, ['q'] = 3, ['r'] = 3,
    ['s'] = 3, ['t'] = 3, ['u'] = 3, ['v'] = 3, ['w'] = 3, ['x'] = 3, ['y'] = 3, ['z'] = 3};

static const char *const chain_names[WALLET_CHAINS] = {
    [WALLET_NONE] = "",
    [WALLET_BITCOIN] = "bitcoin",
    [WALLET_EVM] = "evm",
    [WALLET_TRON] = "tron",
    [WALLET_TON] = "ton",
    [WALLET_XRP] = "xrp",
    [WALLET_SOLANA] = "solana",
    [WALLET_LITECOIN] = "litecoin",
    [WALLET_DOGECOIN] = "dogecoin",
    [WALLET_DASH] = "dash",
    [WALLET_BITCOIN_CASH] = "bitcoin_cash",
    [WALLET_ZCASH] = "zcash",
    [WALLET_CARDANO] = "cardano",
    [WALLET_MONERO] = "monero",
    [WALLET_STELLAR] = "stellar",
    [WALLET_POLKADOT] = "polkadot",
    [WALLET_COSMOS] = "cosmos",
    [WALLET_TEZOS] = "tezos",
    [WALLET_OTHER] = "other",
};

const char *wallet_chain_name(enum wallet_chain chain)
{
    return (unsigned)chain < WALLET_CHAINS ? chain_names[chain] : "";
}

/* clang-format off */
#define CHECKED(chain, starts, shortest, longest, size, ...)                                                           \
    {chain, PREFIX_NONE, starts, shortest, longest, ALPHABET_BASE58, true, true, read_base58check, size,               \
     sizeof((uint8_t[]){__VA_ARGS__}), {__VA_ARGS__}}
#define RIPPLE(starts, shortest, longest, size, ...)                                                                   \
    {WALLET_XRP, PREFIX_NONE, starts, shortest, longest, ALPHABET_BASE58, true, true, read_ripple, size,               \
     sizeof((uint8_t[]){__VA_ARGS__}), {__VA_ARGS__}}
#define NUMBER(chain, starts, shortest, longest, read, size, ...)                                                      \
    {chain, PREFIX_NONE, starts, shortest, longest, ALPHABET_BASE58, true, true, read, size,                           \
     sizeof((uint8_t[]){__VA_ARGS__}), {__VA_ARGS__}}
#define CODED(chain, kind, starts, shortest, longest, alphabet, capitals, small, read)                                 \
    {chain, kind, starts, shortest, longest, alphabet, capitals, small, read, 0, 0, {0}}

/* Of those that fit, the first whose check sum holds counts. */
static const struct wallet_form_row rows[] = {
    CHECKED(WALLET_BITCOIN, "1", 26, 34, 25, 0x00),
    CHECKED(WALLET_BITCOIN, "3", 33, 34, 25, 0x05),
    CHECKED(WALLET_TRON, "T", 34, 34, 25, 0x41),
    CHECKED(WALLET_LITECOIN, "L", 33, 34, 25, 0x30),
    CHECKED(WALLET_LITECOIN, "M", 33, 34, 25, 0x32),
    CHECKED(WALLET_DOGECOIN, "D", 33, 34, 25, 0x1E), /* and Verge, Digibyte, PIVX */
    CHECKED(WALLET_DOGECOIN, "9A", 33, 34, 25, 0x16),
    CHECKED(WALLET_DASH, "X", 33, 34, 25, 0x4C),
    CHECKED(WALLET_DASH, "7", 33, 34, 25, 0x10),
    CHECKED(WALLET_ZCASH, "t", 35, 35, 26, 0x1C, 0xB8),
    CHECKED(WALLET_ZCASH, "t", 35, 35, 26, 0x1C, 0xBD),
    CHECKED(WALLET_TEZOS, "t", 36, 36, 27, 0x06, 0xA1, 0x9F),
    CHECKED(WALLET_TEZOS, "t", 36, 36, 27, 0x06, 0xA1, 0xA1),
    CHECKED(WALLET_TEZOS, "t", 36, 36, 27, 0x06, 0xA1, 0xA4),
    CHECKED(WALLET_TEZOS, "K", 36, 36, 27, 0x02, 0x5A, 0x79),
    CHECKED(WALLET_OTHER, "G", 33, 34, 25, 0x26),       /* Bitcoin Gold */
    CHECKED(WALLET_OTHER, "A", 33, 34, 25, 0x17),       /* its scripts; NEO */
    CHECKED(WALLET_OTHER, "Q", 33, 34, 25, 0x3A),       /* Qtum */
    CHECKED(WALLET_OTHER, "V", 33, 34, 25, 0x47),       /* Vertcoin */
    CHECKED(WALLET_OTHER, "P", 33, 34, 25, 0x37),       /* Peercoin */
    CHECKED(WALLET_OTHER, "NM", 33, 34, 25, 0x34),      /* Namecoin */
    CHECKED(WALLET_OTHER, "R", 33, 34, 25, 0x3C),       /* Komodo */
    CHECKED(WALLET_OTHER, "z", 35, 35, 26, 0x20, 0x89), /* Horizen */
    CHECKED(WALLET_OTHER, "z", 35, 35, 26, 0x20, 0x96),
    RIPPLE("r", 25, 35, 25, 0x00),
    RIPPLE("X", 46, 48, 35, 0x05, 0x44),
    NUMBER(WALLET_MONERO, "4", 95, 95, read_monero, 69, 18),
    NUMBER(WALLET_MONERO, "8", 95, 95, read_monero, 69, 42),
    NUMBER(WALLET_MONERO, "4", 106, 106, read_monero, 77, 19),
    NUMBER(WALLET_POLKADOT, "1", 46, 48, read_polkadot, 35, 0),
    NUMBER(WALLET_POLKADOT, "5", 47, 48, read_polkadot, 35, 42),
    NUMBER(WALLET_POLKADOT, "CDEFGHJ", 46, 48, read_polkadot, 35, 2), /* Kusama */
    NUMBER(WALLET_CARDANO, "A234D", 55, 110, read_byron, 80, 0x82, 0xD8, 0x18, 0x58),
    CODED(WALLET_STELLAR, PREFIX_NONE, "G", 56, 56, ALPHABET_BASE32, true, false, read_stellar),
    CODED(WALLET_STELLAR, PREFIX_NONE, "M", 69, 69, ALPHABET_BASE32, true, false, read_stellar),
    CODED(WALLET_EVM, PREFIX_HEX, "0", 42, 42, ALPHABET_HEX, false, false, read_evm),
    CODED(WALLET_EVM, PREFIX_NONE, "", 40, 40, ALPHABET_HEX, true, true, read_evm), /* its 0x left out */
    CODED(WALLET_NONE, PREFIX_BECH32, "", 14, WALLET_LONGEST, ALPHABET_BECH32, false, true, read_bech32),
    CODED(WALLET_NONE, PREFIX_BECH32, "", 14, WALLET_LONGEST, ALPHABET_BECH32_CAPITAL, true, false, read_bech32),
    CODED(WALLET_BITCOIN_CASH, PREFIX_NONE, "qpzr", 42, 42, ALPHABET_BECH32, false, true, read_cashaddr),
    CODED(WALLET_BITCOIN_CASH, PREFIX_NONE, "QPZR", 42, 42, ALPHABET_BECH32_CAPITAL, true, false, read_cashaddr),
    CODED(WALLET_BITCOIN_CASH, PREFIX_CASH, "bB", 54, 54, ALPHABET_BECH32 | ALPHABET_BECH32_CAPITAL, false, false,
          read_cashaddr),
    CODED(WALLET_TON, PREFIX_NONE, "EU", 48, 48, ALPHABET_BASE64, true, true, read_ton),
    CODED(WALLET_TON, PREFIX_WORKCHAIN, "0-", 66, 67, ALPHABET_HEX, false, false, read_ton_raw),
    NUMBER(WALLET_SOLANA, "", 32, 44, read_solana, 32, ),
    CODED(WALLET_TRON, PREFIX_NONE, "T", 34, 34, ALPHABET_FOLDED58, true, false, read_folded),
    CODED(WALLET_BITCOIN, PREFIX_NONE, "1", 33, 34, ALPHABET_FOLDED58, true, false, read_folded),
    CODED(WALLET_BITCOIN, PREFIX_NONE, "3", 34, 34, ALPHABET_FOLDED58, true, false, read_folded),
    CODED(WALLET_XRP, PREFIX_NONE, "R", 34, 34, ALPHABET_FOLDED58, true, false, read_folded),
    CODED(WALLET_LITECOIN, PREFIX_NONE, "L", 34, 34, ALPHABET_FOLDED58, true, false, read_folded),
    CODED(WALLET_DOGECOIN, PREFIX_NONE, "D", 34, 34, ALPHABET_FOLDED58, true, false, read_folded),
    CODED(WALLET_MONERO, PREFIX_NONE, "48", 95, 95, ALPHABET_FOLDED58, true, false, read_folded),
    CODED(WALLET_TON, PREFIX_NONE, "EU", 48, 48, ALPHABET_BASE64, true, false, read_folded),
};
/* clang-format on */

#define ROWS              (sizeof rows / sizeof rows[0])
#define SOLANA_CHANGES    8 /* an address has no check sum, so it should at least look like one */
#define SHORTEST          14
#define SHORTEST_UNMARKED 25 /* of those without a prefix */

static const struct bech32_prefix bech32_prefixes[] = {
    {"bc", WALLET_BITCOIN, CONTENTS_SEGWIT},       {"ltc", WALLET_LITECOIN, CONTENTS_SEGWIT},
    {"addr", WALLET_CARDANO, CONTENTS_CARDANO},    {"stake", WALLET_CARDANO, CONTENTS_CARDANO},
    {"zs", WALLET_ZCASH, CONTENTS_SAPLING},        {"u", WALLET_ZCASH, CONTENTS_UNIFIED},
    {"cosmos", WALLET_COSMOS, CONTENTS_ACCOUNT},   {"osmo", WALLET_COSMOS, CONTENTS_ACCOUNT},
    {"celestia", WALLET_COSMOS, CONTENTS_ACCOUNT}, {"inj", WALLET_COSMOS, CONTENTS_ACCOUNT},
    {"sei", WALLET_COSMOS, CONTENTS_ACCOUNT},      {"terra", WALLET_COSMOS, CONTENTS_ACCOUNT},
    {"kava", WALLET_COSMOS, CONTENTS_ACCOUNT},     {"thor", WALLET_COSMOS, CONTENTS_ACCOUNT},
    {"cro", WALLET_COSMOS, CONTENTS_ACCOUNT},      {"bnb", WALLET_COSMOS, CONTENTS_ACCOUNT},
    {"band", WALLET_COSMOS, CONTENTS_ACCOUNT},     {"secret", WALLET_COSMOS, CONTENTS_ACCOUNT},
    {"akash", WALLET_COSMOS, CONTENTS_ACCOUNT},    {"dydx", WALLET_COSMOS, CONTENTS_ACCOUNT},
    {"noble", WALLET_COSMOS, CONTENTS_ACCOUNT},    {"axelar", WALLET_COSMOS, CONTENTS_ACCOUNT},
    {"juno", WALLET_COSMOS, CONTENTS_ACCOUNT},     {"stars", WALLET_COSMOS, CONTENTS_ACCOUNT},
    {"neutron", WALLET_COSMOS, CONTENTS_ACCOUNT},  {"avax", WALLET_OTHER, CONTENTS_ACCOUNT},
    {"one", WALLET_OTHER, CONTENTS_ACCOUNT},       {"zil", WALLET_OTHER, CONTENTS_ACCOUNT},
    {"erd", WALLET_OTHER, CONTENTS_ACCOUNT},       {"vtc", WALLET_OTHER, CONTENTS_SEGWIT},
    {"dgb", WALLET_OTHER, CONTENTS_SEGWIT},        {"btg", WALLET_OTHER, CONTENTS_SEGWIT},
};

#define BECH32_PREFIX_LONGEST 8

const struct bech32_prefix *bech32_prefix_of(const unsigned char *text, size_t length)
{
    char small[BECH32_PREFIX_LONGEST + 1];
    size_t count = 0;
    for (; count < length && count < BECH32_PREFIX_LONGEST && (text[count] | 0x20) >= 'a'; count++)
        small[count] = (char)(text[count] | 0x20);
    if (count == 0 || count == length || text[count] != '1')
        return NULL;
    small[count] = '\0';
    for (size_t i = 0; i < sizeof bech32_prefixes / sizeof bech32_prefixes[0]; i++)
        if (strcmp(bech32_prefixes[i].prefix, small) == 0)
            return &bech32_prefixes[i];
    return NULL;
}

#define CASH_PREFIX "bitcoincash:"

static bool has_cash_prefix(const unsigned char *text, size_t length)
{
    for (size_t i = 0; i + 1 < sizeof CASH_PREFIX; i++)
        if (i >= length || (text[i] | (CASH_PREFIX[i] == ':' ? 0 : 0x20)) != CASH_PREFIX[i])
            return false;
    return true;
}

enum wallet_prefix_kind wallet_prefix_of(const unsigned char *text, size_t length, size_t *size)
{
    const struct bech32_prefix *prefix;
    *size = 0;
    if (length < 2)
        return PREFIX_NONE;
    if (text[0] == '0' && (text[1] | 0x20) == 'x') {
        *size = 2;
        return PREFIX_HEX;
    }
    if ((text[0] == '0' && text[1] == ':') || (length > 2 && memcmp(text, "-1:", 3) == 0)) {
        *size = text[0] == '0' ? 2 : 3;
        return PREFIX_WORKCHAIN;
    }
    if ((text[0] | 0x20) == 'b' && has_cash_prefix(text, length)) {
        *size = sizeof CASH_PREFIX - 1;
        return PREFIX_CASH;
    }
    prefix = bech32_prefix_of(text, length);
    if (!prefix)
        return PREFIX_NONE;
    *size = strlen(prefix->prefix) + 1;
    return PREFIX_BECH32;
}

/* What a text is made of. */
struct make {
    enum wallet_prefix_kind prefix_kind;
    uint8_t alphabets;                         /* that all behind the prefix is in */
    size_t capitals, small, digits, digit_run; /* the longest run of them */
    size_t changes;                            /* between these kinds */
    size_t vowels;                             /* among the capitals */
};

static void count_kinds(struct make *make, const unsigned char *text, size_t length)
{
    size_t run = 0;
    unsigned char before = 0;
    for (size_t i = 0; i < length; i++) {
        unsigned char kind = wallet_kinds[text[i]];
        bool digit = kind == 1, capital = kind == 2, small = kind == 3;
        run = digit ? run + 1 : 0;
        make->digits += digit;
        make->capitals += capital;
        make->small += small;
        make->digit_run = run > make->digit_run ? run : make->digit_run;
        make->vowels += capital && memchr("AEIOU", text[i], 5);
        make->changes += i > 0 && kind != before;
        before = kind;
    }
}

/* Its alphabets are none where it is too short, or too long, for any form. */
static struct make make_of(const unsigned char *text, size_t length)
{
    size_t size;
    struct make make = {.alphabets = 0};
    if (length < SHORTEST || length > WALLET_LONGEST)
        return make;
    make.prefix_kind = wallet_prefix_of(text, length, &size);
    if (make.prefix_kind == PREFIX_NONE && length < SHORTEST_UNMARKED)
        return make;
    make.alphabets = UINT8_MAX;
    for (size_t i = size; i < length; i++)
        make.alphabets &= wallet_alphabets_of(text[i]);
    /* The prefix of bech32 is written in the case of the rest. */
    count_kinds(&make, text + (make.prefix_kind == PREFIX_HEX ? size : 0),
                length - (make.prefix_kind == PREFIX_HEX ? size : 0));
    return make;
}

/* References, concatenated words and account numbers in capitals have zeros, long numbers, many vowels, or few of
 * either kind: an address has none of these. One in twenty addresses is lost for it. */
static bool is_like_folded(const struct make *make)
{
    return make->small == 0 && make->digits >= 2 && make->digit_run <= 4 && make->capitals >= 2 * make->digits &&
           make->changes >= 5 && make->vowels * 10 <= make->capitals * 3;
}

/* What stands behind the first of 34 characters in capitals: a number of 25 bytes that begins with its version goes so
 * far and no further. */
static bool goes_on_folded(const unsigned char *text, size_t length)
{
    static const char *const seconds[128] = {
        ['1'] = "123456789ABCDEFGHJKLMNPQ", ['3'] = "123456789ABCDEFGHJKLMNPQR", ['D'] = "56789ABCDEFGHJKLMNPQRSTU",
        ['L'] = "ABCDEFGHIKLMNPQRSTUVWXYZ", ['R'] = "349ABDEFGHJKLMNPQRSUW",     ['T'] = "9ABCDEFGHJKLMNPQRSTUVWXYZ"};
    return length != 34 || text[0] >= 128 || !seconds[text[0]] || strchr(seconds[text[0]], text[1]);
}

static bool starts_so(const struct wallet_form_row *row, unsigned char first)
{
    return !row->starts[0] || (first != 0 && strchr(row->starts, first));
}

static bool fits(const struct wallet_form_row *row, const struct make *make, const unsigned char *text, size_t length)
{
    return length >= row->shortest && length <= row->longest && (make->alphabets & row->alphabet) &&
           make->prefix_kind == row->prefix_kind && starts_so(row, text[0]) && (!row->capitals || make->capitals > 0) &&
           (!row->small || make->small > 0) &&
           (row->read != read_folded || (is_like_folded(make) && goes_on_folded(text, length))) &&
           (row->read != read_solana || (make->digits > 0 && make->changes >= SOLANA_CHANGES));
}

static uint8_t chain_of(const struct wallet_form_row *row, const unsigned char *text, size_t length)
{
    return row->chain != WALLET_NONE ? row->chain : bech32_prefix_of(text, length)->chain;
}

bool wallet_read(const unsigned char *text, size_t length, struct wallet *wallet)
{
    struct make make = make_of(text, length);
    for (size_t i = 0; i < ROWS && make.alphabets; i++) {
        if (!fits(&rows[i], &make, text, length))
            continue;
        *wallet = (struct wallet){.chain = chain_of(&rows[i], text, length)};
        if (rows[i].read(&rows[i], text, length, wallet))
            return true;
    }
    return false;
}

bool wallet_by_shape(const unsigned char *text, size_t length, struct wallet *wallet)
{
    struct make make = make_of(text, length);
    for (size_t i = 0; i < ROWS && make.alphabets; i++) {
        if (!fits(&rows[i], &make, text, length))
            continue;
        *wallet = (struct wallet){.chain = chain_of(&rows[i], text, length), .form = WALLET_ADDRESS_LIKE};
        wallet_set_key(wallet, text, length);
        return true;
    }
    return false;
}

#define WRONG_DIGITS 3 /* not all in one number, as behind words in camel case */

/* Forms by which an address without its check sum is told: Ethereum's with its 0x. */
static bool is_told_without_check(const struct wallet_form_row *row)
{
    return (row->read == read_base58check && row->chain != WALLET_OTHER) || row->read == read_ton ||
           (row->read == read_evm && row->prefix_kind == PREFIX_HEX);
}

bool wallet_with_wrong_check(const unsigned char *text, size_t length, struct wallet *wallet)
{
    if (length < WALLET_WRONG_SHORTEST)
        return false;
    const struct make make = make_of(text, length);
    if (make.digits < WRONG_DIGITS || make.digit_run == make.digits || make.capitals == 0 || make.small == 0 ||
        make.changes < length / 4)
        return false;
    for (size_t i = 0; i < ROWS && make.alphabets; i++) {
        if (!is_told_without_check(&rows[i]) || !fits(&rows[i], &make, text, length))
            continue;
        *wallet = (struct wallet){.chain = rows[i].chain, .form = WALLET_CHECK_FAILED};
        wallet_set_key(wallet, text, length);
        return true;
    }
    return false;
}

size_t wallet_changes(const unsigned char *text, size_t length)
{
    size_t changes = 0;
    for (size_t i = 1; i < length; i++)
        changes += wallet_kinds[text[i]] != wallet_kinds[text[i - 1]];
    return changes;
}

struct wallet_start wallet_start_of(const unsigned char *text, size_t length)
{
    struct wallet_start start = {.prefix = 0};
    enum wallet_prefix_kind kind = wallet_prefix_of(text, length, &start.prefix);
    for (size_t i = 0; i < ROWS && length > 0; i++) {
        const struct wallet_form_row *row = &rows[i];
        if (row->prefix_kind != kind || !starts_so(row, text[0]))
            continue;
        start.alphabets |= row->alphabet;
        for (unsigned count = row->shortest; count <= row->longest; count++)
            start.lengths[count / 64] |= UINT64_C(1) << (count % 64);
    }
    return start;
}
