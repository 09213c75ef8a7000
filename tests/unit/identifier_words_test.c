/*
 * identifier_words_test.c: identifiers are found in the words that are picked out as they are by a plain search, which
 * asks every word that could begin one: over random texts of letters, digits, labels, gaps and addresses, cut into
 * values anywhere. No byte outside a text is read.
 */
#define RANDOM_SEED UINT64_C(0x2545F4914F6CDD1D)

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <CUnit/Basic.h>

#include "plugin/match/check_digits.h"
#include "plugin/match/identifier_words.h"
#include "plugin/match/identifiers.h"
#include "plugin/match/wallet_search.h"
#include "random_numbers.h"
#include "run_tests.h"

#define FOUND_MOST 64

/* --- The plain search --------------------------------------------------------------------------------------------- */

struct plain {
    const unsigned char *text;
    size_t length;
    struct wallet_search wallets;
    struct identifier found[FOUND_MOST];
    uint32_t count;
    uint16_t value;
};

static bool is_small(int byte)
{
    return byte >= 'a' && byte <= 'z';
}

static bool is_of_word(int byte)
{
    return is_digit(byte) || is_upper(byte) || is_small(byte);
}

static char capital(int byte)
{
    return (char)(is_small(byte) ? byte - 'a' + 'A' : byte);
}

static bool is_between_groups(int byte)
{
    return byte != 0 && strchr(" \t\r\n-.", byte);
}

static void add(struct plain *plain, enum identifier_kind kind, size_t from, size_t to, const char *key, size_t length)
{
    if (plain->count == FOUND_MOST)
        return;
    struct identifier *found = &plain->found[plain->count++];
    *found = (struct identifier){.kind = (uint8_t)kind,
                                 .value = plain->value,
                                 .from = (uint32_t)from,
                                 .to = (uint32_t)to,
                                 .length = (uint8_t)length};
    memcpy(found->key, key, length);
}

/* So many letters and digits, at most three bytes between two of them, and no more of them behind. Returns where they
 * end; 0 = it is not so. */
static size_t groups(const struct plain *plain, size_t at, size_t wanted, char *key)
{
    size_t count = 0;
    for (int gap = 0; at < plain->length && count < wanted; at++) {
        if (is_of_word(plain->text[at])) {
            key[count++] = capital(plain->text[at]);
            gap = 0;
        } else if (!is_between_groups(plain->text[at]) || ++gap > 3) {
            return 0;
        }
    }
    return count == wanted && (at == plain->length || !is_of_word(plain->text[at])) ? at : 0;
}

static bool ends_in_label(const struct plain *plain, size_t at)
{
    static const char *const labels[] = {"BIN", "IIN", "IDN", "bin", "iin", "idn", "Bin", "Iin", "БИН",
                                         "ИИН", "БСН", "ЖСН", "бин", "иин", "бсн", "жсн", "Бин", "Иин"};
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (at >= strlen(labels[i]) && memcmp(plain->text + at - strlen(labels[i]), labels[i], strlen(labels[i])) == 0)
            return true;
    return false;
}

static bool is_behind_label(const struct plain *plain, size_t at)
{
    for (int gap = 0; gap < 4 && at > 0 && plain->text[at - 1] && strchr(":/.-#= \t\r\n", plain->text[at - 1]); gap++)
        at--;
    return ends_in_label(plain, at);
}

static void plain_tax_id(struct plain *plain, size_t from, size_t to)
{
    char key[IDENTIFIER_KEY];
    bool long_word = to - from > 11;
    if (to - from == 15 && ends_in_label(plain, from + 3))
        from += 3;
    if (!is_digit(plain->text[from]) || (to - from != 12 && (long_word || !is_behind_label(plain, from))))
        return;
    to = groups(plain, from, 12, key);
    if (to && tax_id_is_valid(key, 12))
        add(plain, IDENTIFIER_TAX_ID, from, to, key, 12);
}

static bool plain_lei(struct plain *plain, size_t from, size_t to)
{
    char key[IDENTIFIER_KEY];
    if (to - from != 20 || !groups(plain, from, 20, key) || all_digits(key, 20) || !lei_is_valid(key, 20))
        return false;
    add(plain, IDENTIFIER_LEI, from, to, key, 20);
    return true;
}

static size_t plain_iban(struct plain *plain, size_t from, size_t to)
{
    char key[IDENTIFIER_KEY] = "";
    for (size_t i = 0; i < 4 && i < to - from; i++)
        key[i] = capital(plain->text[from + i]);
    if (to - from > 6 && memcmp(key, "IBAN", 4) == 0)
        from += 4;
    if (to - from < 2 || is_digit(plain->text[from]) || is_digit(plain->text[from + 1]))
        return 0;
    size_t wanted = iban_length(capital(plain->text[from]), capital(plain->text[from + 1]));
    if (!wanted || to - from > wanted || (to - from > 2 && !is_digit(plain->text[from + 2])))
        return 0;
    to = groups(plain, from, wanted, key);
    if (!to || !iban_is_valid(key, wanted))
        return 0;
    add(plain, IDENTIFIER_IBAN, from, to, key, wanted);
    return to;
}

static void add_wallet(struct plain *plain, const struct wallet_place *place)
{
    add(plain, IDENTIFIER_WALLET, place->from, place->to, place->wallet.key, place->wallet.length);
    if (plain->count < FOUND_MOST) {
        plain->found[plain->count - 1].chain = place->wallet.chain;
        plain->found[plain->count - 1].form = place->wallet.form;
    }
}

static size_t plain_wallet(struct plain *plain, size_t from, size_t to)
{
    struct wallet_place place;
    if (!wallet_find(&plain->wallets, from, to, &place))
        return 0;
    add_wallet(plain, &place);
    return place.to;
}

static bool may_begin(const struct plain *plain, size_t from, size_t to)
{
    size_t behind = to;
    for (size_t i = from; i < to; i++)
        if (is_digit(plain->text[i]))
            return true;
    while (behind < to + 3 && behind < plain->length && is_between_groups(plain->text[behind]))
        behind++;
    return to - from >= 26 || (to - from == 2 && behind < plain->length && is_digit(plain->text[behind])) ||
           wallet_starts_ton(plain->text + from, plain->length - from);
}

static void plain_value(struct plain *plain)
{
    struct wallet_place place;
    size_t end = 0;
    for (size_t at = 0; at < plain->length;) {
        size_t from = at, to;
        while (from < plain->length && !is_of_word(plain->text[from]))
            from++;
        for (to = from; to < plain->length && is_of_word(plain->text[to]);)
            to++;
        at = to;
        if (from == to || !may_begin(plain, from, to))
            continue;
        end = plain_iban(plain, from, to);
        if (!end)
            end = plain_wallet(plain, from, to);
        if (end)
            at = end;
        else if (!plain_lei(plain, from, to))
            plain_tax_id(plain, from, to);
    }
    if (end < plain->length && wallet_find_at_end(&plain->wallets, &place))
        add_wallet(plain, &place);
}

static void plain_search(struct plain *plain, const struct transfer *transfer)
{
    plain->wallets = (struct wallet_search){.checks = WALLET_CHECKS, .bytes = WALLET_BYTES};
    plain->count = 0;
    for (uint32_t i = 0; i < transfer->value_count; i++) {
        const struct field_value *value = &transfer->values[i];
        plain->text = transfer_text(transfer, value);
        plain->length = value->length;
        plain->value = (uint16_t)i;
        wallet_search_value(&plain->wallets, plain->text, plain->length);
        if (i + 1 < transfer->value_count && is_of_word(plain->text[plain->length - 1])) {
            plain->wallets.next = transfer_text(transfer, value + 1);
            plain->wallets.next_length = value[1].length;
        }
        plain_value(plain);
    }
}

/* --- Random texts ------------------------------------------------------------------------------------------------- */

static const char *const pieces[] = {"KZ",
                                     "DE",
                                     "NO",
                                     "86125KZT5004100100",
                                     "KZ86125KZT5004100100",
                                     "GB82 WEST 1234 5698 7654 32",
                                     "2110",
                                     "409",
                                     "00220",
                                     "211040900220",
                                     "220 140 900 035",
                                     "5493001KJTIIGC8Y1R12",
                                     "BIN",
                                     "iin",
                                     "Bin",
                                     "БИН",
                                     "жсн",
                                     "н",
                                     "IBAN",
                                     "/",
                                     "//",
                                     "0x",
                                     "EQ",
                                     "Uf8",
                                     "bc1q",
                                     "T",
                                     "1",
                                     "0",
                                     "0:",
                                     "G",
                                     "-",
                                     ".",
                                     "\n",
                                     "\r\n",
                                     "  ",
                                     ":",
                                     "No.",
                                     "№",
                                     ",",
                                     "договор",
                                     "услуги",
                                     "payment",
                                     "Trading",
                                     "GP-6628",
                                     "l",
                                     "08.04.2024",
                                     "89960,60",
                                     "ABCDEFGHIJKLMNOPQRSTUVWXYZ",
                                     "\xff",
                                     "\xBD",
                                     "_",
                                     "dAC17F958D2ee523a220",
                                     "6206994597C13D831ec7",
                                     "UQB0ciOhmL68ocTIovPwMfVadfmCMznA",
                                     "a",
                                     "Z",
                                     "q",
                                     "TR7NHqjeKQxGTCi8q8Z",
                                     "Y4pL8otSzgjLj6t",
                                     "-70gg3l4EKY3LU8R"};
static const char addresses[][49] = {"TR7NHqjeKQxGTCi8q8ZY4pL8otSzgjLj6t", "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa",
                                     "bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq",
                                     "0xdAC17F958D2ee523a2206206994597C13D831ec7",
                                     "UQB0ciOhmL68ocTIovPwMfVadfmCMznA-70gg3l4EKY3LU8R"};

/* An address, often cut, sometimes with a character changed. */
static size_t put_address(char *out)
{
    static const char *const gaps[] = {" ", "\n", "\r\n", "-", "\n//"};
    const char *address = addresses[random_below(sizeof addresses / sizeof *addresses)];
    size_t used = 0, every = random_below(3) ? 5 + random_below(30) : 99;
    for (size_t i = 0; address[i]; i++) {
        if (i > 0 && i % every == 0)
            used += (size_t)sprintf(out + used, "%s", gaps[random_below(5)]);
        out[used++] = random_below(300) ? address[i] : '8';
    }
    return used;
}

static size_t put_letters(char *out, const char *letters, uint32_t count)
{
    size_t length = 1 + random_below(14);
    for (size_t i = 0; i < length; i++)
        out[i] = letters[random_below(count)];
    return length;
}

static size_t put_text(char *out, size_t wanted)
{
    static const char mixed[] = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";
    const uint32_t kind = random_below(4);
    size_t used = 0;
    while (used < wanted) {
        uint32_t draw = random_below(10);
        const char *piece = pieces[random_below(sizeof pieces / sizeof *pieces)];
        if (draw < 1)
            used += put_address(out + used);
        else if (draw < 4 || kind == 0)
            used += put_letters(out + used, mixed, kind == 1 ? 9 : sizeof mixed - 1);
        else
            used += (size_t)sprintf(out + used, "%s", piece);
        if (random_below(3) == 0)
            out[used++] = " -.\n/,:"[random_below(7)];
    }
    return used;
}

/* --- Tests -------------------------------------------------------------------------------------------------------- */

static const struct limits limits = {.fields = 8, .text_bytes = 2048};

static bool are_same(const struct transfer *transfer, const struct plain *plain)
{
    struct identifier found[FOUND_MOST];
    memset(found, 0, sizeof found);
    uint32_t count = identifiers_find(transfer, found, FOUND_MOST);
    if (count != plain->count)
        return false;
    for (uint32_t i = 0; i < count; i++) {
        const struct identifier *left = &found[i], *right = &plain->found[i];
        if (left->kind != right->kind || left->value != right->value || left->from != right->from ||
            left->to != right->to || left->length != right->length || left->chain != right->chain ||
            left->form != right->form || memcmp(left->key, right->key, left->length) != 0)
            return false;
    }
    return true;
}

/* What a plain search spends its budget on is not all looked at otherwise: compared as long as there is some left. */
static void test_plain(void)
{
    static struct plain plain;
    struct transfer transfer;
    void *memory = aligned_alloc(64, (transfer_size(&limits) + 63) / 64 * 64);
    uint32_t compared = 0, found = 0;
    CU_ASSERT_FATAL(memory != NULL);
    transfer_place(&transfer, memory, &limits);
    for (int round = 0; round < 200000; round++) {
        char text[512];
        size_t length = put_text(text, 1 + random_below(300)), at = 0;
        transfer_reset(&transfer);
        for (uint32_t values = 1 + random_below(3); at < length && values > 0; values--) {
            size_t part = values == 1 ? length - at : 1 + random_below((uint32_t)(length - at));
            CU_ASSERT_FATAL(transfer_put(&transfer, FG_FIELD_REMITTANCE, text + at, (uint32_t)part, 0));
            at += part;
        }
        plain_search(&plain, &transfer);
        if (plain.wallets.checks == 0 || plain.wallets.bytes == 0 || plain.count == FOUND_MOST)
            continue;
        bool same = are_same(&transfer, &plain);
        if (!same)
            fprintf(stderr, "another finding: %.*s\n", (int)length, text);
        CU_ASSERT(same);
        compared++;
        found += plain.count;
    }
    CU_ASSERT(compared > 150000 && found > 50000);
    free(memory);
}

/* Texts in memory of exactly their length, from any byte on: words are given in order, each once. */
static void test_bounds(void)
{
    for (int round = 0; round < 20000; round++) {
        char text[512] = "";
        size_t length = random_below(4) ? put_text(text, 1 + random_below(300)) : random_below(40);
        unsigned char *exact = malloc(length + 1);
        CU_ASSERT_FATAL(exact != NULL);
        unsigned char *begin = exact + 1;
        memcpy(begin, text, length);
        struct identifier_words words;
        size_t from, to, last = 0;
        identifier_words_start(&words, begin, length, random_below(2));
        if (length > 0 && random_below(2))
            identifier_words_go_on(&words, last = random_below((uint32_t)length + 1));
        while (identifier_words_next(&words, &from, &to)) {
            CU_ASSERT_FATAL(last <= from && from < to && to <= length);
            CU_ASSERT(is_of_word(begin[from]) && (to == length || !is_of_word(begin[to])));
            last = to;
        }
        free(exact);
    }
}

/* Blocks read at once, where the processor can, and in chunks of sixteen bytes: the same words. */
static void test_both_ways(void)
{
    for (int round = 0; round < 40000; round++) {
        char text[512];
        const size_t length = put_text(text, 1 + random_below(300));
        struct identifier_words at_once, in_chunks;
        identifier_words_start(&at_once, (const unsigned char *)text, length, random_below(2));
        in_chunks = at_once;
        in_chunks.wide = false;
        size_t from, to, from_in_chunks, to_in_chunks;
        bool more;
        do {
            more = identifier_words_next(&at_once, &from, &to);
            CU_ASSERT_EQUAL_FATAL(identifier_words_next(&in_chunks, &from_in_chunks, &to_in_chunks), more);
            CU_ASSERT_FATAL(!more || (from == from_in_chunks && to == to_in_chunks));
        } while (more);
    }
}

int main(void)
{
    if (CU_initialize_registry() != CUE_SUCCESS)
        return 1;
    CU_pSuite suite = CU_add_suite("identifier words", NULL, NULL);
    bool added = suite && CU_add_test(suite, "against a plain search", test_plain) &&
                 CU_add_test(suite, "bounds", test_bounds) && CU_add_test(suite, "both ways", test_both_ways);
    return added ? run_tests() : 1;
}
