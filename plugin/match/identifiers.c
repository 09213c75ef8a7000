/*
 * identifiers.c: reads identifiers and finds them in the values of a transfer (identifiers.h). Touches the transfer's
 * text, read-only, and what it is given to write to. Every word is looked at a bounded number of times.
 */
#include "identifiers.h"

#include <assert.h>
#include <endian.h>
#include <string.h>

#include "check_digits.h"
#include "identifier_words.h"
#include "wallet_search.h"

static_assert(WALLET_KEY == IDENTIFIER_KEY, "keys of wallets are keys of identifiers");

/* Letters, in capitals, and digits: what words are made of; 0 for all others. */
static const char capitals[256] = {
    ['0'] = '0', ['1'] = '1', ['2'] = '2', ['3'] = '3', ['4'] = '4', ['5'] = '5', ['6'] = '6', ['7'] = '7', ['8'] = '8',
    ['9'] = '9', ['A'] = 'A', ['B'] = 'B', ['C'] = 'C', ['D'] = 'D', ['E'] = 'E', ['F'] = 'F', ['G'] = 'G', ['H'] = 'H',
    ['I'] = 'I', ['J'] = 'J', ['K'] = 'K', ['L'] = 'L', ['M'] = 'M', ['N'] = 'N', ['O'] = 'O', ['P'] = 'P', ['Q'] = 'Q',
    ['R'] = 'R', ['S'] = 'S', ['T'] = 'T', ['U'] = 'U', ['V'] = 'V', ['W'] = 'W', ['X'] = 'X', ['Y'] = 'Y', ['Z'] = 'Z',
    ['a'] = 'A', ['b'] = 'B', ['c'] = 'C', ['d'] = 'D', ['e'] = 'E', ['f'] = 'F', ['g'] = 'G', ['h'] = 'H', ['i'] = 'I',
    ['j'] = 'J', ['k'] = 'K', ['l'] = 'L', ['m'] = 'M', ['n'] = 'N', ['o'] = 'O', ['p'] = 'P', ['q'] = 'Q', ['r'] = 'R',
    ['s'] = 'S', ['t'] = 'T', ['u'] = 'U', ['v'] = 'V', ['w'] = 'W', ['x'] = 'X', ['y'] = 'Y', ['z'] = 'Z'};

static bool is_letter_or_digit(unsigned char byte)
{
    return capitals[byte] != 0;
}

/* Bytes of a value that an identifier is written in. */
struct stretch {
    size_t from, to;
};

static bool is_blank(int byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

static struct stretch trimmed(const unsigned char *text, size_t length)
{
    struct stretch stretch = {0, length};
    while (stretch.from < stretch.to && is_blank(text[stretch.from]))
        stretch.from++;
    while (stretch.to > stretch.from && is_blank(text[stretch.to - 1]))
        stretch.to--;
    return stretch;
}

/* Whether a word begins with "IBAN", and something stands behind it. */
static bool has_iban_label(const unsigned char *text, struct stretch word, size_t behind)
{
    text += word.from;
    return word.to - word.from > 4 + behind && capitals[text[0]] == 'I' && capitals[text[1]] == 'B' &&
           capitals[text[2]] == 'A' && capitals[text[3]] == 'N';
}

/* An account without what is written before it: "/", "/D/" and "/C/" of SWIFT messages, "IBAN". */
static struct stretch account_stretch(const unsigned char *text, size_t length)
{
    struct stretch account = trimmed(text, length);
    bool slash = false;
    for (; account.from < account.to && (text[account.from] == '/' || is_blank(text[account.from])); account.from++)
        slash = true;
    if (slash && account.to - account.from > 2 && (text[account.from] == 'D' || text[account.from] == 'C') &&
        text[account.from + 1] == '/')
        account.from += 2;
    if (has_iban_label(text, account, 0)) {
        account.from += 4;
        while (account.from < account.to && (is_blank(text[account.from]) || text[account.from] == ':'))
            account.from++;
    }
    return account;
}

/* Capitals without blanks, slashes and dashes; 0 for what does not fit or is not ASCII. */
static size_t compact(const unsigned char *text, struct stretch stretch, char key[IDENTIFIER_KEY])
{
    size_t count = 0;
    for (size_t i = stretch.from; i < stretch.to; i++) {
        char byte = capitals[text[i]];
        if (!byte && (is_blank(text[i]) || text[i] == '/' || text[i] == '-'))
            continue;
        if ((!byte && (text[i] < ' ' || text[i] > '~')) || count == IDENTIFIER_KEY)
            return 0;
        key[count++] = byte ? byte : (char)text[i];
    }
    return count;
}

static size_t bic_read(const unsigned char *text, struct stretch stretch, char key[IDENTIFIER_KEY])
{
    size_t count = compact(text, stretch, key);
    if (!bic_is_valid(key, count))
        return 0;
    return count == 11 && memcmp(key + 8, "XXX", 3) == 0 ? 8 : count;
}

static size_t lei_read(const unsigned char *text, struct stretch stretch, char key[IDENTIFIER_KEY])
{
    size_t count = compact(text, stretch, key);
    return lei_is_valid(key, count) ? count : 0;
}

static bool wallet_of_account(const unsigned char *text, struct stretch account, struct wallet *wallet)
{
    return wallet_read(text + account.from, account.to - account.from, wallet);
}

size_t identifier_read(enum identifier_kind kind, const unsigned char *text, size_t length, char key[IDENTIFIER_KEY])
{
    size_t count;
    struct wallet wallet;
    switch (kind) {
    case IDENTIFIER_ACCOUNT:
        return compact(text, account_stretch(text, length), key);
    case IDENTIFIER_IBAN:
        count = compact(text, account_stretch(text, length), key);
        return iban_is_valid(key, count) ? count : 0;
    case IDENTIFIER_BIC:
        return bic_read(text, trimmed(text, length), key);
    case IDENTIFIER_LEI:
        return lei_read(text, trimmed(text, length), key);
    case IDENTIFIER_TAX_ID:
        count = compact(text, trimmed(text, length), key);
        return tax_id_is_valid(key, count) ? count : 0;
    case IDENTIFIER_WALLET:
        if (!wallet_of_account(text, account_stretch(text, length), &wallet))
            return 0;
        memcpy(key, wallet.key, wallet.length);
        return wallet.length;
    case IDENTIFIER_NONE:
    case IDENTIFIER_RANGE:
    case IDENTIFIER_KINDS:
        break;
    }
    return 0;
}

/* What is being searched, and what was found. */
struct search {
    struct identifier *found;
    uint32_t limit, count; /* count is limit + 1 once one more was found */
    const unsigned char *text;
    size_t length;
    struct wallet_search wallets; /* in the same text */
    uint16_t value;
    bool identity;
};

static struct identifier *report(struct search *search, enum identifier_kind kind, struct stretch where,
                                 const char *key, size_t length)
{
    if (search->count >= search->limit) {
        search->count = search->limit + 1;
        return NULL;
    }
    struct identifier *found = &search->found[search->count++];
    *found = (struct identifier){.kind = (uint8_t)kind,
                                 .identity = search->identity,
                                 .value = search->value,
                                 .from = (uint32_t)where.from,
                                 .to = (uint32_t)where.to,
                                 .length = (uint8_t)length};
    memcpy(found->key, key, length);
    return found;
}

static void report_wallet(struct search *search, struct stretch where, const struct wallet *wallet)
{
    struct identifier *found = report(search, IDENTIFIER_WALLET, where, wallet->key, wallet->length);
    if (!found)
        return;
    found->chain = wallet->chain;
    found->form = wallet->form;
}

/* A field that is one account, and may be a wallet address too. */
static void report_account(struct search *search)
{
    char key[IDENTIFIER_KEY];
    struct wallet wallet;
    struct stretch account = account_stretch(search->text, search->length);
    size_t length = compact(search->text, account, key);
    if (length)
        report(search, iban_is_valid(key, length) ? IDENTIFIER_IBAN : IDENTIFIER_ACCOUNT, account, key, length);
    if (wallet_of_account(search->text, account, &wallet))
        report_wallet(search, account, &wallet);
}

/* A field that is one LEI or BIC. */
static void report_code(struct search *search, enum identifier_kind kind)
{
    char key[IDENTIFIER_KEY];
    struct stretch code = trimmed(search->text, search->length);
    size_t length = kind == IDENTIFIER_BIC ? bic_read(search->text, code, key) : lei_read(search->text, code, key);
    if (length)
        report(search, kind, code, key, length);
}

/* ":/.-#=" and blanks. */
static bool is_label_gap(unsigned char byte)
{
    const uint64_t gaps = UINT64_C(1) << ':' | UINT64_C(1) << '/' | UINT64_C(1) << '.' | UINT64_C(1) << '-' |
                          UINT64_C(1) << '#' | UINT64_C(1) << '=' | UINT64_C(1) << ' ' | UINT64_C(1) << '\t' |
                          UINT64_C(1) << '\r' | UINT64_C(1) << '\n';
    return byte < 64 && (gaps >> byte & 1) != 0;
}

/* Whether digits that begin at a byte are said to be an IIN or BIN: "BIN: ", "/IDN/", "БИН " before them. */
static bool is_labelled(const unsigned char *text, size_t at)
{
    for (int i = 0; i < 4 && at > 0 && is_label_gap(text[at - 1]); i++)
        at--;
    return identifier_label_before(text, at) != 0;
}

#define GAP_LONGEST 3 /* bytes between two characters of an identifier in free text: a line break and a space */

static bool is_gap(int byte)
{
    return is_blank(byte) || byte == '-' || byte == '.';
}

/* Collects so many letters and digits from a byte on, over gaps. Returns where they end, 0 = there are not so many. */
static size_t collect(const struct search *search, size_t at, size_t wanted, char *key)
{
    size_t count = 0, gap = 0;
    for (; at < search->length && count < wanted; at++) {
        char byte = capitals[search->text[at]];
        if (byte) {
            key[count++] = byte;
            gap = 0;
        } else if (!is_gap(search->text[at]) || ++gap > GAP_LONGEST || count == 0) {
            return 0;
        }
    }
    bool ends = at == search->length || !is_letter_or_digit(search->text[at]);
    return count == wanted && ends ? at : 0;
}

/* Twelve digits in one word, with a label before them in the word or not; or in groups behind a label. */
static bool find_tax_id(struct search *search, struct stretch word)
{
    char key[IDENTIFIER_KEY];
    size_t length = word.to - word.from;
    if (length == 15 && identifier_label_before(search->text, word.from + 3))
        word.from += 3;
    if (!is_digit(search->text[word.from]))
        return false;
    if (word.to - word.from != 12 && (length > 11 || !is_labelled(search->text, word.from)))
        return false;
    word.to = collect(search, word.from, 12, key);
    if (!word.to || !tax_id_is_valid(key, 12))
        return false;
    report(search, IDENTIFIER_TAX_ID, word, key, 12);
    return true;
}

/* From a country code on; returns where the IBAN ends, 0 = there is none. */
static size_t find_iban(struct search *search, struct stretch word)
{
    char key[IDENTIFIER_KEY];
    const unsigned char *text = search->text;
    if (has_iban_label(text, word, 2))
        word.from += 4;
    size_t length = word.to - word.from;
    if (length < 2 || length > IBAN_LONGEST || is_digit(text[word.from]) || is_digit(text[word.from + 1]) ||
        (length > 2 && !is_digit(text[word.from + 2])))
        return 0;
    size_t wanted = iban_length(capitals[text[word.from]], capitals[text[word.from + 1]]);
    if (!wanted || length > wanted)
        return 0;
    word.to = collect(search, word.from, wanted, key);
    if (!word.to || !iban_is_valid(key, wanted))
        return 0;
    report(search, IDENTIFIER_IBAN, word, key, wanted);
    return word.to;
}

/* An all-digit word of 20 is an account of a neighbouring country rather than an LEI. */
static bool find_lei(struct search *search, struct stretch word)
{
    char key[IDENTIFIER_KEY];
    if (word.to - word.from != 20)
        return false;
    compact(search->text, word, key);
    if (all_digits(key, 20) || !lei_is_valid(key, 20))
        return false;
    report(search, IDENTIFIER_LEI, word, key, 20);
    return true;
}

static size_t report_place(struct search *search, const struct wallet_place *place)
{
    report_wallet(search, (struct stretch){place->from, place->to}, &place->wallet);
    return place->to;
}

/* Returns where the wallet address ends, 0 = there is none. */
static size_t find_wallet(struct search *search, struct stretch word)
{
    struct wallet_place place;
    return wallet_find(&search->wallets, word.from, word.to, &place) ? report_place(search, &place) : 0;
}

static bool next_word(struct identifier_words *words, struct stretch *word)
{
    return identifier_words_next(words, &word->from, &word->to);
}

static void search_text(struct search *search)
{
    struct identifier_words words;
    struct stretch word;
    struct wallet_place place;
    size_t end = 0;
    identifier_words_start(&words, search->text, search->length, search->wallets.next_length > 0);
    while (next_word(&words, &word)) {
        end = find_iban(search, word);
        if (!end)
            end = find_wallet(search, word);
        if (end)
            identifier_words_go_on(&words, end);
        else if (!find_lei(search, word))
            find_tax_id(search, word);
    }
    if (end < search->length && wallet_find_at_end(&search->wallets, &place))
        report_place(search, &place);
}

/* Identity fields hold tax ids, and LEIs where a sender has no better place for them. */
static void search_ids(struct search *search)
{
    struct identifier_words words;
    struct stretch word;
    identifier_words_start(&words, search->text, search->length, false);
    while (next_word(&words, &word))
        if (!find_lei(search, word))
            find_tax_id(search, word);
}

/* The value that goes on with this one: the next of the same field, left and right of whose border stand letters or
 * digits, as where a text was cut because an element is full. */
static void go_on_with(struct search *search, const struct transfer *transfer, uint32_t number)
{
    const struct field_value *value = &transfer->values[number];
    wallet_search_value(&search->wallets, search->text, search->length);
    if (value->alternative || value->length == 0 || !is_letter_or_digit(search->text[value->length - 1]))
        return;
    while (++number < transfer->value_count && transfer->values[number].alternative)
        ;
    if (number == transfer->value_count || transfer->values[number].field != value->field)
        return;
    search->wallets.next = transfer_text(transfer, &transfer->values[number]);
    search->wallets.next_length = transfer->values[number].length;
}

/* How a field is searched. */
enum search_way { NOT_SEARCHED, FOR_ACCOUNT, FOR_IDS, FOR_LEI, FOR_BIC, AS_TEXT };

#define WAY_OF_ACCOUNT(groups)  FOR_ACCOUNT
#define WAY_OF_TAXID(groups)    FOR_IDS
#define WAY_OF_LEI(groups)      FOR_LEI
#define WAY_OF_BIC(groups)      FOR_BIC
#define WAY_OF_TEXT(groups)     ((groups)[0] != '-' ? AS_TEXT : NOT_SEARCHED)
#define WAY_OF_NAME(groups)     WAY_OF_TEXT(groups)
#define WAY_OF_ADDRESS(groups)  WAY_OF_TEXT(groups)
#define WAY_OF_REF(groups)      WAY_OF_TEXT(groups)
#define WAY_OF_CODE(groups)     WAY_OF_TEXT(groups)
#define WAY_OF_AMOUNT(groups)   WAY_OF_TEXT(groups)
#define WAY_OF_CURRENCY(groups) WAY_OF_TEXT(groups)
#define WAY_OF_DATE(groups)     WAY_OF_TEXT(groups)

static const uint8_t ways[FG_FIELD_LIMIT] = {
#define FG_FIELD(number, name, key, kind, groups) [number] = WAY_OF_##kind(groups),
#include "include/fiatgate_fields.h"
#undef FG_FIELD
};

/* An agent's identification is a reference, or the LEI for which some agents have no field of their own. */
static enum search_way way_of(fg_field field)
{
    if (field == FG_FIELD_CREDITOR_AGENT_ID || field == FG_FIELD_INTERMEDIARY_AGENT_ID)
        return FOR_LEI;
    return (unsigned)field < FG_FIELD_LIMIT ? (enum search_way)ways[field] : NOT_SEARCHED;
}

static void search_value(struct search *search, const struct transfer *transfer, enum search_way way)
{
    search->identity = way != AS_TEXT;
    switch (way) {
    case FOR_ACCOUNT:
        report_account(search);
        break;
    case FOR_IDS:
        search_ids(search);
        break;
    case FOR_LEI:
        report_code(search, IDENTIFIER_LEI);
        break;
    case FOR_BIC:
        report_code(search, IDENTIFIER_BIC);
        break;
    case AS_TEXT:
        go_on_with(search, transfer, search->value);
        search_text(search);
        break;
    case NOT_SEARCHED:
        break;
    }
}

uint32_t identifiers_find(const struct transfer *transfer, struct identifier *found, uint32_t limit)
{
    struct search search = {
        .found = found, .limit = limit, .wallets = {.checks = WALLET_CHECKS, .bytes = WALLET_BYTES}};
    for (uint32_t i = 0; i < transfer->value_count && search.count <= limit; i++) {
        const struct field_value *value = &transfer->values[i];
        const enum search_way way = way_of((fg_field)value->field);
        if (way == NOT_SEARCHED)
            continue;
        search.text = transfer_text(transfer, value);
        search.length = value->length;
        search.value = (uint16_t)i;
        search_value(&search, transfer, way);
    }
    return search.count;
}
