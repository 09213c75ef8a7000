/*
 * wallet_vectors_test.c: published vectors of addresses (folder FIATGATE_ADDRESSES, skipped without it): every valid
 * one of a chain that is known here is found in running text, also cut by lines of 35 characters; none that is invalid
 * is taken for a verified one of its chain.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <CUnit/Basic.h>

#include "plugin/match/identifiers.h"
#include "plugin/match/wallets.h"
#include "run_tests.h"

/* What the files call chains, and which forms of ours their addresses may have. */
static const struct chain_name {
    const char *name;
    uint32_t chains; /* bits; Bitcoin's 3… may be Litecoin's, and its 1… Bitcoin Cash's */
} chain_names[] = {
#define EVM     (1u << WALLET_EVM)
#define BITCOIN (1u << WALLET_BITCOIN)
    {"btc", BITCOIN},
    {"xbt", BITCOIN},
    {"bitcoin", BITCOIN},
    {"bsv", BITCOIN | 1u << WALLET_BITCOIN_CASH},
    {"bch", BITCOIN | 1u << WALLET_BITCOIN_CASH},
    {"bitcoincash", BITCOIN | 1u << WALLET_BITCOIN_CASH},
    {"eth", EVM},
    {"ethereum", EVM},
    {"etc", EVM},
    {"arb", EVM},
    {"bsc", EVM},
    {"bnb", EVM | 1u << WALLET_COSMOS},
    {"avax", EVM},
    {"op", EVM},
    {"celo", EVM},
    {"yfi", EVM},
    {"ethw", EVM},
    {"trx", 1u << WALLET_TRON},
    {"tron", 1u << WALLET_TRON},
    {"ton", 1u << WALLET_TON},
    {"ton-raw", 1u << WALLET_TON},
    {"xrp", 1u << WALLET_XRP},
    {"ripple", 1u << WALLET_XRP},
    {"sol", 1u << WALLET_SOLANA},
    {"solana", 1u << WALLET_SOLANA},
    {"ltc", BITCOIN | 1u << WALLET_LITECOIN},
    {"litecoin", BITCOIN | 1u << WALLET_LITECOIN},
    {"doge", 1u << WALLET_DOGECOIN},
    {"dogecoin", 1u << WALLET_DOGECOIN},
    {"xvg", 1u << WALLET_DOGECOIN},
    {"btg", 1u << WALLET_OTHER | BITCOIN},
    {"dash", 1u << WALLET_DASH},
    {"zec", 1u << WALLET_ZCASH},
    {"zcash", 1u << WALLET_ZCASH},
    {"ada", 1u << WALLET_CARDANO},
    {"cardano", 1u << WALLET_CARDANO},
    {"xmr", 1u << WALLET_MONERO},
    {"monero", 1u << WALLET_MONERO},
    {"xlm", 1u << WALLET_STELLAR},
    {"stellar", 1u << WALLET_STELLAR},
    {"dot", 1u << WALLET_POLKADOT},
    {"cro", 1u << WALLET_COSMOS | EVM},
    {"xtz", 1u << WALLET_TEZOS},
};

struct vector {
    const char *address;
    uint32_t chains;
    bool valid;
    bool test_network; /* or both: what those carry is worth nothing, and no row is of them */
};

/* One line of a file, "address,chain,valid,source[,network…]"; false = of a chain that is not known here. */
static bool read_vector(char *line, struct vector *vector)
{
    char *rest = line;
    const char *address = strsep(&rest, ","), *chain = strsep(&rest, ","), *valid = strsep(&rest, ",");
    if (!address || !chain || !valid)
        return false;
    const char *check = rest ? strrchr(rest, ',') : NULL;
    if (strcmp(valid, "1") == 0 && check && strcmp(check, ",0") == 0)
        return false; /* who collected the file says that it is no address of that chain */
    *vector = (struct vector){.address = address, .valid = strcmp(valid, "1") == 0};
    vector->test_network = rest && (strstr(rest, ",test") || strstr(rest, ",regtest") || strstr(rest, ",signet") ||
                                    strstr(rest, ",stagenet") || strstr(rest, ",both"));
    for (size_t i = 0; i < sizeof chain_names / sizeof chain_names[0]; i++)
        if (strcasecmp(chain, chain_names[i].name) == 0)
            vector->chains = chain_names[i].chains;
    return vector->chains != 0;
}

/* Forms of test networks that the files do not mark. */
static bool is_of_test_network(const struct vector *vector)
{
    return vector->test_network || strncasecmp(vector->address, "tb1", 3) == 0 ||
           ((vector->chains & BITCOIN) && strchr("mn2", vector->address[0])) || strstr(vector->address, "_test1") ||
           strncmp(vector->address, "bcrt1", 5) == 0;
}

static const struct limits limits = {.fields = 16, .text_bytes = 4096};

static bool is_found(struct transfer *transfer, const struct vector *vector, const char *text)
{
    struct identifier found[16];
    transfer_reset(transfer);
    CU_ASSERT_FATAL(transfer_put(transfer, FG_FIELD_REMITTANCE, text, (uint32_t)strlen(text), 0));
    uint32_t count = identifiers_find(transfer, found, 16);
    for (uint32_t i = 0; i < count && i < 16; i++)
        if (found[i].kind == IDENTIFIER_WALLET && (vector->chains >> found[i].chain & 1))
            return true;
    return false;
}

/* A text in lines of 35 characters, as field 70 has them. */
static void cut_lines(const char *text, char *lines, size_t size)
{
    size_t used = 0, column = 0;
    for (; *text && used + 3 < size; text++) {
        column += ((unsigned char)*text & 0xC0) != 0x80;
        if (column > 35) {
            lines[used++] = '\r';
            lines[used++] = '\n';
            column = 1;
        }
        lines[used++] = *text;
    }
    lines[used] = '\0';
}

struct tally {
    unsigned valid, found, places, found_places, lines, found_lines, invalid, taken, test_networks, unknown;
};

static void count_places(struct transfer *transfer, const struct vector *vector, struct tally *tally)
{
    static const char *const frames[] = {"перевод на %s спасибо", "%s at the start", "at the end %s", "адрес (%s)",
                                         "wallet:%s, memo 77",    "за товар\n%s"};
    for (size_t i = 0; i < sizeof frames / sizeof frames[0]; i++) {
        char text[512], lines[600];
        snprintf(text, sizeof text, frames[i], vector->address);
        cut_lines(text, lines, sizeof lines);
        bool found = is_found(transfer, vector, text), in_lines = is_found(transfer, vector, lines);
        tally->places++;
        tally->found_places += found;
        tally->lines++;
        tally->found_lines += in_lines;
        if (!found || !in_lines)
            fprintf(stderr, "not found%s: %s\n", found ? " in lines" : "", found ? lines : text);
    }
}

static void count_vector(struct transfer *transfer, const struct vector *vector, struct tally *tally)
{
    struct wallet wallet = {.chain = WALLET_NONE};
    bool read = wallet_read((const unsigned char *)vector->address, strlen(vector->address), &wallet);
    if (is_of_test_network(vector)) {
        tally->test_networks++;
        return;
    }
    if (!vector->valid) {
        bool of_its_own = vector->chains == BITCOIN || wallet.chain != WALLET_BITCOIN;
        bool taken = read && wallet.form == WALLET_VERIFIED && of_its_own && (vector->chains >> wallet.chain & 1);
        tally->invalid++;
        tally->taken += taken;
        if (taken)
            fprintf(stderr, "taken for a valid one: %s\n", vector->address);
        return;
    }
    bool right = read && (vector->chains >> wallet.chain & 1);
    tally->valid++;
    tally->found += right;
    if (right)
        count_places(transfer, vector, tally);
    else
        fprintf(stderr, "not read: %s\n", vector->address);
}

static void count_file(struct transfer *transfer, const char *path, struct tally *tally)
{
    char line[2048];
    FILE *file = fopen(path, "r");
    CU_ASSERT_FATAL(file != NULL);
    while (fgets(line, sizeof line, file)) {
        struct vector vector;
        line[strcspn(line, "\r\n")] = '\0';
        if (read_vector(line, &vector))
            count_vector(transfer, &vector, tally);
        else
            tally->unknown++;
    }
    fclose(file);
}

static void test_vectors(void)
{
    static const char *const files[] = {"bip173_bip350.csv", "bitcoin_core_key_io.csv", "ofac_all.csv",
                                        "multicoin_validator_tests.csv", "ton_tron_misc.csv"};
    const char *folder = getenv("FIATGATE_ADDRESSES");
    if (!folder) {
        fprintf(stderr, "skipped: set FIATGATE_ADDRESSES to the folder of address vectors\n");
        return;
    }
    struct transfer transfer;
    void *memory = aligned_alloc(64, (transfer_size(&limits) + 63) / 64 * 64);
    CU_ASSERT_FATAL(memory != NULL);
    transfer_place(&transfer, memory, &limits);
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        struct tally tally = {0};
        char path[4096];
        snprintf(path, sizeof path, "%s/%s", folder, files[i]);
        count_file(&transfer, path, &tally);
        fprintf(
            stderr,
            "%s: valid %u, read %u; in text %u of %u, in lines of 35 %u of %u; invalid %u, taken for verified %u; of "
            "test networks %u, of other chains %u\n",
            files[i], tally.valid, tally.found, tally.found_places, tally.places, tally.found_lines, tally.lines,
            tally.invalid, tally.taken, tally.test_networks, tally.unknown);
        CU_ASSERT(tally.valid > 0);
        CU_ASSERT_EQUAL(tally.found, tally.valid);
        CU_ASSERT_EQUAL(tally.found_places, tally.places);
        CU_ASSERT_EQUAL(tally.found_lines, tally.lines);
        CU_ASSERT_EQUAL(tally.taken, 0);
    }
    free(memory);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("address vectors", NULL, NULL);
    return suite && CU_add_test(suite, "vectors", test_vectors) ? run_tests() : 1;
}
