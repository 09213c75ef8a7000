/*
 * identifiers_test.c: check digits against published numbers, finding identifiers in fields and text. Addresses of
 * wallets have their own (wallets_test.c).
 */
#define RANDOM_SEED UINT64_C(0x2545F4914F6CDD1D)

#include <ctype.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/Basic.h>

#include "plugin/match/check_digits.h"
#include "plugin/match/identifiers.h"
#include "random_numbers.h"
#include "run_tests.h"

struct identifier_case {
    enum identifier_kind kind;
    const char *text;
    const char *key; /* NULL = it is none */
};

static const struct identifier_case cases[] = {
    /* examples of the ISO 13616 registry */
    {IDENTIFIER_IBAN, "KZ86125KZT5004100100", "KZ86125KZT5004100100"},
    {IDENTIFIER_IBAN, "GB82 WEST 1234 5698 7654 32", "GB82WEST12345698765432"},
    {IDENTIFIER_IBAN, "/DE89370400440532013000", "DE89370400440532013000"},
    {IDENTIFIER_IBAN, "/D/NO93 8601 1117 947", "NO9386011117947"},
    {IDENTIFIER_IBAN, "IBAN: fr14 2004 1010 0505 0001 3m02 606", "FR1420041010050500013M02606"},
    {IDENTIFIER_IBAN, "MT84MALT011000012345MTLCAST001S", "MT84MALT011000012345MTLCAST001S"},
    {IDENTIFIER_IBAN, "KZ87125KZT5004100100", NULL},
    {IDENTIFIER_IBAN, "KZ86125KZT500410010", NULL},
    {IDENTIFIER_IBAN, "KZ86125KZT50041001000", NULL},
    {IDENTIFIER_IBAN, "QQ86125KZT5004100100", NULL},
    {IDENTIFIER_IBAN, "", NULL},
    {IDENTIFIER_ACCOUNT, "/1234-5678 90", "1234567890"},
    {IDENTIFIER_ACCOUNT, "/C/40817810099910004312", "40817810099910004312"},
    {IDENTIFIER_ACCOUNT, "сч 1", NULL},
    {IDENTIFIER_ACCOUNT, " / ", NULL},
    {IDENTIFIER_BIC, "HSBKKZKX", "HSBKKZKX"},
    {IDENTIFIER_BIC, "hsbkkzkxXXX", "HSBKKZKX"},
    {IDENTIFIER_BIC, "DEUTDEFF500", "DEUTDEFF500"},
    {IDENTIFIER_BIC, "DEUTDEFF5", NULL},
    {IDENTIFIER_BIC, "DEUT1EFF", NULL},
    {IDENTIFIER_BIC, "DEUTDEF-", NULL},
    {IDENTIFIER_LEI, "529900T8BM49AURSDO55", "529900T8BM49AURSDO55"},
    {IDENTIFIER_LEI, "5493001KJTIIGC8Y1R12", "5493001KJTIIGC8Y1R12"},
    {IDENTIFIER_LEI, "5493001KJTIIGC8Y1R13", NULL},
    {IDENTIFIER_LEI, "96000000000000000000", NULL},
    {IDENTIFIER_LEI, "529900T8BM49AURSDO555", NULL},
    {IDENTIFIER_TAX_ID, "211040900220", "211040900220"},
    {IDENTIFIER_TAX_ID, "220340900479", "220340900479"},
    {IDENTIFIER_TAX_ID, "220140900035", "220140900035"},
    {IDENTIFIER_TAX_ID, "220 140 900 035", "220140900035"},
    {IDENTIFIER_TAX_ID, "211040900221", NULL},
    {IDENTIFIER_TAX_ID, "21104090022", NULL},
    {IDENTIFIER_WALLET, "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"},
    {IDENTIFIER_WALLET, "/0xdAC17F958D2ee523a2206206994597C13D831ec7", "0xdac17f958d2ee523a2206206994597c13d831ec7"},
    {IDENTIFIER_WALLET, "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"},
    {IDENTIFIER_WALLET, "BC1QAR0SRRR7XFKVY5L643LYDNW9RE59GTZZWF5MDQ", "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq"},
    {IDENTIFIER_WALLET, "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzWF5MDQ", NULL},
    {IDENTIFIER_WALLET, "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"},
    {IDENTIFIER_WALLET, "UQB0ciOhmL68ocTIovPwMfVadfmCMznA-70gg3l4EKY3LU8R",
     "EQB0ciOhmL68ocTIovPwMfVadfmCMznA-70gg3l4EKY3LRLU"},
    {IDENTIFIER_WALLET, "1A1zP1eP5QGefi2DMPTfTL5SLmv7Divf0a", NULL},
    {IDENTIFIER_WALLET, "550e8400-e29b-41d4-a716-446655440000", NULL},
    {IDENTIFIER_WALLET, "1f3870be274f6c49b3e31a1c6728957f", NULL},
    {IDENTIFIER_WALLET, "1HGCM82633A123456", NULL},
    {IDENTIFIER_WALLET, "0xdAC17F958D2ee523a2206206994597C13D831ec", NULL},
    {IDENTIFIER_WALLET, "2f2a5e8b1c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7", NULL},
    {IDENTIFIER_WALLET, "31415926535897932384626433832795", NULL},
};

static void test_cases(void)
{
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char key[IDENTIFIER_KEY + 1] = "";
        size_t length =
            identifier_read(cases[i].kind, (const unsigned char *)cases[i].text, strlen(cases[i].text), key);
        key[length] = '\0';
        const char *expected = cases[i].key ? cases[i].key : "";
        if (strlen(expected) != length || memcmp(expected, key, length) != 0)
            fprintf(stderr, "case %zu: \"%s\" gives \"%s\", expected \"%s\"\n", i, cases[i].text, key, expected);
        CU_ASSERT(strlen(expected) == length && memcmp(expected, key, length) == 0);
    }
}

/* The last digit that makes eleven digits an IIN or BIN, -1 when none does. */
static int tax_id_end(char digits[12])
{
    for (int last = 0; last < 10; last++) {
        digits[11] = (char)('0' + last);
        if (tax_id_is_valid(digits, 12))
            return last;
    }
    return -1;
}

static void test_tax_ids(void)
{
    CU_ASSERT(bin_is_valid("211040900220", 12) && !iin_is_valid("211040900220", 12));
    CU_ASSERT(bin_is_valid("220340900479", 12) && bin_is_valid("220140900035", 12));
    char person[] = "85010130001x"; /* made up: 1 January 1985 */
    CU_ASSERT_FATAL(tax_id_end(person) >= 0);
    CU_ASSERT(iin_is_valid(person, 12) && !bin_is_valid(person, 12));
    static const char *const nobody[] = {"85130130001", "85013230001", "85022930001", "85010170001",
                                         "85010100001", "21134090022", "21107090022"};
    for (size_t i = 0; i < sizeof nobody / sizeof nobody[0]; i++) {
        char digits[12];
        memcpy(digits, nobody[i], 11);
        CU_ASSERT_EQUAL(tax_id_end(digits), -1);
    }
    char leap[] = "84022930001x";
    CU_ASSERT(tax_id_end(leap) >= 0 || (leap[10] = '2', tax_id_end(leap)) >= 0);
}

/* How many of all ways to change one digit, from a position on, leave a valid number valid. */
static unsigned unnoticed_changes(const char *number, size_t from, bool (*is_valid)(const char *, size_t))
{
    char changed[40];
    unsigned unnoticed = 0;
    size_t length = strlen(number);
    CU_ASSERT_FATAL(length < sizeof changed && is_valid(number, length));
    for (size_t i = from; i < length; i++)
        for (char digit = '0'; isdigit((unsigned char)number[i]) && digit <= '9'; digit++) {
            memcpy(changed, number, length + 1);
            changed[i] = digit;
            unnoticed += digit != number[i] && is_valid(changed, length);
        }
    return unnoticed;
}

/* The countries as bits are those that have a length. */
static void test_iban_countries(void)
{
    for (unsigned first = 0; first < 32; first++)
        for (unsigned second = 0; second < 32; second++) {
            bool letters = first >= 1 && first <= 26 && second >= 1 && second <= 26;
            bool has = letters && iban_length((char)('@' + first), (char)('@' + second)) != 0;
            CU_ASSERT_EQUAL((iban_countries[first * 4 + second / 8] >> (second % 8) & 1) != 0, has);
        }
}

static void test_changed_digits(void)
{
    CU_ASSERT_EQUAL(unnoticed_changes("KZ86125KZT5004100100", 0, iban_is_valid), 0);
    CU_ASSERT_EQUAL(unnoticed_changes("DE89370400440532013000", 0, iban_is_valid), 0);
    CU_ASSERT_EQUAL(unnoticed_changes("529900T8BM49AURSDO55", 0, lei_is_valid), 0);
    CU_ASSERT_EQUAL(unnoticed_changes("5493001KJTIIGC8Y1R12", 0, lei_is_valid), 0);
    /* An IIN or BIN protects its eleventh digit hardly at all (its weight is 11, of 11), the others nearly always. */
    static const char *const tax_ids[] = {"211040900220", "220340900479", "220140900035"};
    for (size_t i = 0; i < sizeof tax_ids / sizeof tax_ids[0]; i++) {
        CU_ASSERT_EQUAL(unnoticed_changes(tax_ids[i], 11, tax_id_is_valid), 0);
        CU_ASSERT(unnoticed_changes(tax_ids[i], 0, tax_id_is_valid) <= 9 + 5);
    }
}

static const struct limits limits = {.fields = 16, .text_bytes = 4096};

static void *open_transfer(struct transfer *transfer)
{
    void *memory = aligned_alloc(64, (transfer_size(&limits) + 63) / 64 * 64);
    CU_ASSERT_FATAL(memory != NULL);
    transfer_place(transfer, memory, &limits);
    transfer_reset(transfer);
    return memory;
}

/* What one value gives, as "KIND:KEY@text KIND:KEY@text". */
static const char *found_in(fg_field field, const char *text)
{
    static const char *const names[IDENTIFIER_KINDS] = {"NONE", "ACCOUNT", "IBAN", "BIC", "LEI", "TAX", "WALLET"};
    static char line[1024];
    struct transfer transfer;
    struct identifier found[8];
    void *memory = open_transfer(&transfer);
    CU_ASSERT_FATAL(transfer_put(&transfer, field, text, (uint32_t)strlen(text), 0));
    uint32_t count = identifiers_find(&transfer, found, 8);
    CU_ASSERT_FATAL(count <= 8);
    line[0] = '\0';
    for (uint32_t i = 0; i < count; i++) {
        CU_ASSERT_FATAL(found[i].from < found[i].to && found[i].to <= strlen(text));
        size_t used = strlen(line);
        snprintf(line + used, sizeof line - used, "%s%s%s:%.*s@%.*s", used ? " | " : "", found[i].identity ? "" : "?",
                 names[found[i].kind], found[i].length, found[i].key, (int)(found[i].to - found[i].from),
                 text + found[i].from);
    }
    free(memory);
    return line;
}

struct field_case {
    fg_field field;
    const char *text, *found;
};

static const struct field_case field_cases[] = {
    {FG_FIELD_CREDITOR_ACCOUNT, "/KZ86125KZT5004100100", "IBAN:KZ86125KZT5004100100@KZ86125KZT5004100100"},
    {FG_FIELD_CREDITOR_ACCOUNT, "IBAN KZ86 125K ZT50 0410 0100", "IBAN:KZ86125KZT5004100100@KZ86 125K ZT50 0410 0100"},
    {FG_FIELD_CREDITOR_ACCOUNT, "KZ87125KZT5004100100", "ACCOUNT:KZ87125KZT5004100100@KZ87125KZT5004100100"},
    {FG_FIELD_CREDITOR_ACCOUNT, "TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t",
     "ACCOUNT:TR7NHQJEKQXGTCI8Q8ZY4PL8OTSZGJLJ6T@TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t | "
     "WALLET:TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t@TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t"},
    {FG_FIELD_CREDITOR_ID, "211040900220", "TAX:211040900220@211040900220"},
    {FG_FIELD_CREDITOR_ID, "TXID/KZ/211040900220", "TAX:211040900220@211040900220"},
    {FG_FIELD_CREDITOR_ID, "211040900221", ""},
    {FG_FIELD_CREDITOR_ID, "5493001KJTIIGC8Y1R12", "LEI:5493001KJTIIGC8Y1R12@5493001KJTIIGC8Y1R12"},
    {FG_FIELD_CREDITOR_ID, "5493001KJTIIGC8Y1R13", ""},
    {FG_FIELD_INTERMEDIARY_AGENT_ID, "5493001KJTIIGC8Y1R12", "LEI:5493001KJTIIGC8Y1R12@5493001KJTIIGC8Y1R12"},
    {FG_FIELD_INTERMEDIARY_AGENT_ID, "FW021000021", ""},
    {FG_FIELD_CREDITOR_LEI, "529900T8BM49AURSDO55", "LEI:529900T8BM49AURSDO55@529900T8BM49AURSDO55"},
    {FG_FIELD_CREDITOR_BIC, "HSBKKZKXXXX", "BIC:HSBKKZKX@HSBKKZKXXXX"},
    {FG_FIELD_CREDITOR_BIC, "HSBK", ""},
    {FG_FIELD_REMITTANCE, "to KZ86 125K ZT50 0410 0100 please", "?IBAN:KZ86125KZT5004100100@KZ86 125K ZT50 0410 0100"},
    {FG_FIELD_REMITTANCE, "to KZ86125KZT50\r\n04100100.", "?IBAN:KZ86125KZT5004100100@KZ86125KZT50\r\n04100100"},
    {FG_FIELD_REMITTANCE, "KZ 86 125KZT5004100100", "?IBAN:KZ86125KZT5004100100@KZ 86 125KZT5004100100"},
    {FG_FIELD_REMITTANCE, "IBANKZ86125KZT5004100100;", "?IBAN:KZ86125KZT5004100100@KZ86125KZT5004100100"},
    {FG_FIELD_REMITTANCE, "XKZ86125KZT5004100100", ""},
    {FG_FIELD_REMITTANCE, "KZ86125KZT50041001001", ""},
    {FG_FIELD_REMITTANCE, "BIN:211040900220", "?TAX:211040900220@211040900220"},
    {FG_FIELD_REMITTANCE, "/NAME/TOO/IDN/211040900220/KBE/17", "?TAX:211040900220@211040900220"},
    {FG_FIELD_REMITTANCE, "BIN211040900220", "?TAX:211040900220@211040900220"},
    {FG_FIELD_REMITTANCE, "БИН211040900220, ИИН 220 140 900 035",
     "?TAX:211040900220@211040900220 | ?TAX:220140900035@220 140 900 035"},
    {FG_FIELD_REMITTANCE, "BIN 2110409\r\n00220", "?TAX:211040900220@2110409\r\n00220"},
    {FG_FIELD_REMITTANCE, "211 040 900 220", ""},
    {FG_FIELD_REMITTANCE, "invoice 211040900221", ""},
    {FG_FIELD_REMITTANCE, "A211040900220 2110409002200", ""},
    {FG_FIELD_CREDITOR_NAME, "ATAIX LTD 220340900479", "?TAX:220340900479@220340900479"},
    {FG_FIELD_REMITTANCE, "LEI 5493001KJTIIGC8Y1R12", "?LEI:5493001KJTIIGC8Y1R12@5493001KJTIIGC8Y1R12"},
    {FG_FIELD_REMITTANCE, "memo 1029384 TON UQB0ciOhmL68ocTIovPwMfVadfmCMznA-70gg3l4EKY3LU8R",
     "?WALLET:EQB0ciOhmL68ocTIovPwMfVadfmCMznA-70gg3l4EKY3LRLU@UQB0ciOhmL68ocTIovPwMfVadfmCMznA-70gg3l4EKY3LU8R"},
    {FG_FIELD_REMITTANCE, "(0xdAC17F958D2ee523a2206206994597C13D831ec7)",
     "?WALLET:0xdac17f958d2ee523a2206206994597c13d831ec7@0xdAC17F958D2ee523a2206206994597C13D831ec7"},
    {FG_FIELD_REMITTANCE, "x1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
     "?WALLET:1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa@1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"},
    {FG_FIELD_REMITTANCE, "550e8400-e29b-41d4-a716-446655440000 VIN 1HGCM82633A123456", ""},
    {FG_FIELD_UETR, "211040900220", ""},
};

static void test_fields(void)
{
    for (size_t i = 0; i < sizeof field_cases / sizeof field_cases[0]; i++) {
        const char *found = found_in(field_cases[i].field, field_cases[i].text);
        if (strcmp(found, field_cases[i].found) != 0)
            fprintf(stderr, "case %zu: \"%s\" gives \"%s\", expected \"%s\"\n", i, field_cases[i].text, found,
                    field_cases[i].found);
        CU_ASSERT_STRING_EQUAL(found, field_cases[i].found);
    }
}

static void test_limit(void)
{
    struct transfer transfer;
    struct identifier found[3];
    void *memory = open_transfer(&transfer);
    const char *text = "211040900220 220340900479 220140900035";
    CU_ASSERT(transfer_put(&transfer, FG_FIELD_CREDITOR_BIC, "HSBKKZKX", 8, 0));
    CU_ASSERT(transfer_put(&transfer, FG_FIELD_REMITTANCE, text, (uint32_t)strlen(text), 8));
    struct identifier *four = malloc(4 * sizeof *four);
    CU_ASSERT_FATAL(four != NULL);
    CU_ASSERT_EQUAL(identifiers_find(&transfer, four, 4), 4);
    CU_ASSERT_EQUAL(four[0].value, 0);
    CU_ASSERT_EQUAL(four[3].value, 1);
    CU_ASSERT_EQUAL(identifiers_find(&transfer, found, 3), 4);
    CU_ASSERT_EQUAL(identifiers_find(&transfer, NULL, 0), 1);
    free(four);
    free(memory);
}

/* Whatever stands in the fields, what is found lies inside its value and reads back as the same key. */
static void test_hostile_bytes(void)
{
    static const char *const pieces[] = {"KZ",   "86125KZT5004100100",
                                         "2110", "40900220",
                                         " ",    "-",
                                         "\n",   "BIN",
                                         "IBAN", "/",
                                         "0x",   "EQ",
                                         "bc1q", "T",
                                         "\xff", "\0"};
    static const fg_field fields[] = {FG_FIELD_CREDITOR_ACCOUNT, FG_FIELD_CREDITOR_ID, FG_FIELD_CREDITOR_LEI,
                                      FG_FIELD_CREDITOR_BIC, FG_FIELD_REMITTANCE};
    struct transfer transfer;
    void *memory = open_transfer(&transfer);
    for (int round = 0; round < 50000; round++) {
        char text[160];
        uint32_t length = 0, wanted = 1 + random_below(sizeof text - 24);
        while (length < wanted) {
            const char *piece = pieces[random_below(sizeof pieces / sizeof pieces[0])];
            size_t count = *piece ? strlen(piece) : 1;
            memcpy(text + length, piece, count);
            length += (uint32_t)count;
            if (random_below(3) == 0)
                text[length++] = (char)random_below(256);
        }
        transfer_reset(&transfer);
        struct identifier found[4];
        CU_ASSERT_FATAL(transfer_put(&transfer, fields[random_below(5)], text, length, 0));
        uint32_t count = identifiers_find(&transfer, found, 4);
        for (uint32_t i = 0; i < count && i < 4; i++) {
            char key[IDENTIFIER_KEY];
            CU_ASSERT_FATAL(found[i].from < found[i].to && found[i].to <= length && found[i].length > 0);
            bool dotted = memchr(text + found[i].from, '.', found[i].to - found[i].from) != NULL;
            if (found[i].kind == IDENTIFIER_ACCOUNT || found[i].kind == IDENTIFIER_WALLET || dotted)
                continue;
            size_t again = identifier_read(found[i].kind, (const unsigned char *)text + found[i].from,
                                           found[i].to - found[i].from, key);
            CU_ASSERT_FATAL(again == found[i].length && memcmp(key, found[i].key, again) == 0);
        }
    }
    free(memory);
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("identifiers", NULL, NULL);
    bool added = suite && CU_add_test(suite, "known numbers", test_cases) &&
                 CU_add_test(suite, "IIN and BIN", test_tax_ids) &&
                 CU_add_test(suite, "changed digits", test_changed_digits) &&
                 CU_add_test(suite, "countries of IBANs", test_iban_countries) &&
                 CU_add_test(suite, "fields and text", test_fields) && CU_add_test(suite, "limit", test_limit) &&
                 CU_add_test(suite, "hostile bytes", test_hostile_bytes);
    return added ? run_tests() : 1;
}
