/*
 * eknp.c: finds Kazakhstan's payment codes in a text (eknp.h). Touches the transfer it is given and nothing else.
 */
#include "eknp.h"

#include <string.h>

/* Separators between the parts of a code; more of them than this part the word from what follows. */
#define SEPARATORS_MOST 8

static bool is_digit(unsigned char byte)
{
    return byte >= '0' && byte <= '9';
}

static bool is_letter(unsigned char byte)
{
    return (byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z');
}

/* Whether a letter or digit of any alphabet may end or begin in this byte. */
static bool is_word(unsigned char byte)
{
    return is_digit(byte) || is_letter(byte) || byte >= 0x80;
}

/* The letter of the code words that stands at `at`, in Latin or Cyrillic (е к н п), any case; 0 for any other. */
static char code_letter(const unsigned char *text, uint32_t length, uint32_t at, uint32_t *width)
{
    *width = 1;
    if (at >= length)
        return 0;
    switch (text[at]) {
    case 'E':
    case 'e':
        return 'E';
    case 'K':
    case 'k':
        return 'K';
    case 'N':
    case 'n':
        return 'N';
    case 'P':
    case 'p':
        return 'P';
    case 0xD0:
        break;
    default:
        return 0;
    }
    *width = 2;
    switch (at + 1 < length ? text[at + 1] : 0) {
    case 0x95:
    case 0xB5:
        return 'E';
    case 0x9A:
    case 0xBA:
        return 'K';
    case 0x9D:
    case 0xBD:
        return 'N';
    case 0x9F:
    case 0xBF:
        return 'P';
    default:
        return 0;
    }
}

/* Whether a code word begins at `at`; *end is behind it, *whole tells EKNP from KNP. */
static bool read_word(const unsigned char *text, uint32_t length, uint32_t at, uint32_t *end, bool *whole)
{
    char word[5] = {0};
    uint32_t letters = 0, width = 0;
    for (char letter; letters < 4 && (letter = code_letter(text, length, at, &width)) != 0; at += width)
        word[letters++] = letter;
    if (letters < 3 || (at < length && is_word(text[at]) && !is_digit(text[at])))
        return false;
    *end = at;
    *whole = letters == 4;
    return letters == 3 ? memcmp(word, "KNP", 3) == 0 : memcmp(word, "EKNP", 4) == 0 || memcmp(word, "EKPN", 4) == 0;
}

static uint32_t skip_separators(const unsigned char *text, uint32_t length, uint32_t at)
{
    for (uint32_t i = 0; i < SEPARATORS_MOST && at < length && text[at] < 0x80 && !is_word(text[at]); i++)
        at++;
    return at;
}

static bool digits_at(const unsigned char *text, uint32_t length, uint32_t at, uint32_t count)
{
    if (length < count || at > length - count)
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (!is_digit(text[at + i]))
            return false;
    return true;
}

/* A sector: residency 1 or 2, and a digit. */
static bool sector_at(const unsigned char *text, uint32_t length, uint32_t at)
{
    return digits_at(text, length, at, 2) && (text[at] == '1' || text[at] == '2');
}

/* Three digits that no fourth follows. */
static bool purpose_at(const unsigned char *text, uint32_t length, uint32_t at)
{
    return digits_at(text, length, at, 3) && !digits_at(text, length, at + 3, 1);
}

static bool read_codes(const unsigned char *text, uint32_t length, uint32_t *at, struct eknp *found)
{
    uint32_t here = skip_separators(text, length, *at);
    if (!sector_at(text, length, here))
        return false;
    found->debtor_sector = (struct eknp_part){here, 2};
    here = skip_separators(text, length, here + 2);
    if (!sector_at(text, length, here))
        return false;
    found->creditor_sector = (struct eknp_part){here, 2};
    here = skip_separators(text, length, here + 2);
    if (here + 3 <= length && is_letter(text[here]) && is_letter(text[here + 1]) && is_letter(text[here + 2])) {
        found->currency = (struct eknp_part){here, 3};
        here = skip_separators(text, length, here + 3);
    }
    if (!purpose_at(text, length, here))
        return false;
    found->purpose = (struct eknp_part){here, 3};
    *at = here + 3;
    return true;
}

static bool read_purpose(const unsigned char *text, uint32_t length, uint32_t *at, struct eknp *found)
{
    uint32_t here = skip_separators(text, length, *at);
    if (!purpose_at(text, length, here))
        return false;
    found->purpose = (struct eknp_part){here, 3};
    *at = here + 3;
    return true;
}

bool eknp_find(const unsigned char *text, uint32_t length, uint32_t *from, struct eknp *found)
{
    for (uint32_t at = *from; at < length; at++) {
        unsigned char byte = text[at];
        if (byte != 0xD0 && (byte | 0x20) != 'e' && (byte | 0x20) != 'k')
            continue;
        uint32_t end;
        bool whole;
        if ((at > 0 && is_word(text[at - 1])) || !read_word(text, length, at, &end, &whole))
            continue;
        *found = (struct eknp){.purpose = {0}};
        uint32_t behind = end;
        if (!whole || !read_codes(text, length, &behind, found)) {
            *found = (struct eknp){.purpose = {0}};
            behind = end;
            if (!read_purpose(text, length, &behind, found))
                continue;
        }
        *from = behind;
        return true;
    }
    *from = length;
    return false;
}

/* The number that a code of digits is, below the bits its field has; UINT32_MAX for what is no such code. */
static uint32_t code_number(const unsigned char *code, uint32_t length, uint32_t digits)
{
    uint32_t number = 0;
    if (length != digits || !digits_at(code, length, 0, digits))
        return UINT32_MAX;
    for (uint32_t i = 0; i < digits; i++)
        number = number * 10 + (uint32_t)(code[i] - '0');
    return number;
}

/* The bits of the field's codes, and how many digits such a code has; NULL for any other field. */
static uint32_t *bits_of(struct eknp_said *said, uint8_t field, uint32_t *digits)
{
    *digits = field == FG_FIELD_PURPOSE_CODE ? 3 : 2;
    switch (field) {
    case FG_FIELD_DEBTOR_SECTOR:
        return said->debtor_sectors;
    case FG_FIELD_CREDITOR_SECTOR:
        return said->creditor_sectors;
    case FG_FIELD_PURPOSE_CODE:
        return said->purposes;
    default:
        return NULL;
    }
}

/* Marks a code as said; returns whether it was before. */
static bool say(struct eknp_said *said, uint8_t field, const unsigned char *code, uint32_t length)
{
    uint32_t digits, *bits = bits_of(said, field, &digits);
    uint32_t number = bits ? code_number(code, length, digits) : UINT32_MAX;
    if (number == UINT32_MAX)
        return false;
    uint32_t bit = UINT32_C(1) << (number % 32);
    bool before = (bits[number / 32] & bit) != 0;
    bits[number / 32] |= bit;
    return before;
}

/* The header's are not asked: a code of the transfer's own stands before them, also where they say it too. */
static void learn(struct eknp_said *said, const struct transfer *transfer)
{
    for (uint32_t i = transfer->header_values; i < transfer->value_count; i++) {
        const struct field_value *value = &transfer->values[i];
        say(said, value->field, transfer_text(transfer, value), value->length);
    }
    said->known = true;
}

static bool put_part(struct transfer *transfer, fg_field field, uint32_t value, struct eknp_part part,
                     struct eknp_said *said)
{
    unsigned char code[4]; /* a copy: the text may not move, but the writer must not read what it writes */
    if (part.length == 0 || part.length > sizeof code)
        return true;
    const struct field_value *text = &transfer->values[value];
    memcpy(code, transfer_text(transfer, text) + part.at, part.length);
    if (part.length == 3 && memcmp(code, "000", 3) == 0)
        return true; /* written where the purpose is not known */
    if (say(said, (uint8_t)field, code, part.length))
        return true;
    uint64_t start, end;
    transfer_source(transfer, text, part.at, part.at + part.length, &start, &end);
    if (!transfer_begin(transfer, field))
        return false;
    if (!transfer_append(transfer, code, part.length, (uint32_t)start, (uint32_t)(end - start))) {
        transfer_abandon(transfer);
        return false;
    }
    return transfer_end(transfer);
}

/* Whether a code word may stand in a text: an N beside a P, or a Cyrillic letter. Without a branch in the loop, which
 * compilers turn into vector code; most texts hold none. */
static bool may_hold_codes(const unsigned char *text, uint32_t length)
{
    unsigned char found = 0;
    for (uint32_t at = 0; at + 1 < length; at++) {
        unsigned char letter = text[at] | 0x20, next = text[at + 1] | 0x20;
        found |=
            (unsigned char)(((letter == 'n') & (next == 'p')) | ((letter == 'p') & (next == 'n')) | (text[at] == 0xD0));
    }
    return found;
}

bool eknp_put(struct transfer *transfer, uint32_t value, struct eknp_said *said)
{
    if (value >= transfer->value_count)
        return true;
    uint32_t length = transfer->values[value].length, from = 0;
    struct eknp found;
    if (!may_hold_codes(transfer_text(transfer, &transfer->values[value]), length))
        return true;
    while (eknp_find(transfer_text(transfer, &transfer->values[value]), length, &from, &found)) {
        if (!said->known)
            learn(said, transfer);
        if (!put_part(transfer, FG_FIELD_DEBTOR_SECTOR, value, found.debtor_sector, said) ||
            !put_part(transfer, FG_FIELD_CREDITOR_SECTOR, value, found.creditor_sector, said) ||
            !put_part(transfer, FG_FIELD_PURPOSE_CODE, value, found.purpose, said))
            return false;
    }
    return true;
}
