/*
 * masking.c: masks what says whose a payment is (masking.h). Pure functions.
 */
#include "masking.h"

#include <stdlib.h>
#include <string.h>

#include "civil_date.h"
#include "match/identifiers.h"
#include "transfer.h"

/* Digits in a row that may be somebody's number. */
#define NUMBER_DIGITS 6

/* --- characters --------------------------------------------------------------------------------------------------- */

/* One character; bytes that are no UTF-8 stand each for itself. */
static size_t take_character(const char *text, size_t length, uint32_t *point)
{
    const unsigned char *bytes = (const unsigned char *)text;
    size_t wanted = bytes[0] < 0xC0 ? 1 : bytes[0] < 0xE0 ? 2 : bytes[0] < 0xF0 ? 3 : 4;
    *point = bytes[0];
    for (size_t i = 1; i < wanted; i++)
        if (i >= length || (bytes[i] & 0xC0) != 0x80)
            return 1;
    if (wanted > 1)
        *point = bytes[0] & (0x7Fu >> wanted);
    for (size_t i = 1; i < wanted; i++)
        *point = *point << 6 | (bytes[i] & 0x3F);
    return wanted;
}

static bool is_digit(uint32_t point)
{
    return (point >= '0' && point <= '9') || (point >= 0x660 && point <= 0x669) || (point >= 0x6F0 && point <= 0x6F9) ||
           (point >= 0x966 && point <= 0x96F) || (point >= 0xFF10 && point <= 0xFF19);
}

static bool is_ascii_word(uint32_t point)
{
    return (point >= '0' && point <= '9') || ((point | 0x20) >= 'a' && (point | 0x20) <= 'z');
}

/* Beyond ASCII everything is a letter but the signs and spaces that texts are set with. */
static bool is_word(uint32_t point)
{
    if (point < 0x80)
        return is_ascii_word(point);
    return point != 0xA0 && point != 0xAB && point != 0xBB && point != 0xB7 && point != 0x2116 && point != 0x3000 &&
           !(point >= 0x2000 && point <= 0x206F) && point != 0x20AC;
}

/* --- fields ------------------------------------------------------------------------------------------------------- */

static bool consists_of(const char *text, size_t length, size_t most, const char *signs)
{
    for (size_t i = 0; i < length; i++)
        if (!is_ascii_word((unsigned char)text[i]) && (text[i] == '\0' || !strchr(signs, text[i])))
            return false;
    return length > 0 && length <= most;
}

static bool has_letters(const char *text, size_t length, const char *allowed)
{
    for (size_t i = 0; i < length; i++)
        if (((text[i] | 0x20) >= 'a' && (text[i] | 0x20) <= 'z') && !strchr(allowed, text[i]))
            return true;
    return false;
}

static bool two_digits(const char *text, int32_t *number)
{
    if (!is_digit((unsigned char)text[0]) || !is_digit((unsigned char)text[1]))
        return false;
    *number = *number * 100 + (text[0] - '0') * 10 + (text[1] - '0');
    return true;
}

/* "20261121", "2026-11-21", and with a time behind it. */
static bool is_date(const char *text, size_t length)
{
    size_t dash = length >= 10 && text[4] == '-' && text[7] == '-' ? 1 : 0, end = 8 + 2 * dash;
    int32_t date = 0;
    if (length < end || !two_digits(text, &date) || !two_digits(text + 2, &date) ||
        !two_digits(text + 4 + dash, &date) || !two_digits(text + 6 + 2 * dash, &date) || !civil_date_is_valid(date))
        return false;
    return (length == end || text[end] == 'T') && consists_of(text, length, 35, "-:.+") &&
           !has_letters(text, length, "TZ");
}

static bool is_currency(const char *text, size_t length)
{
    return length == 3 && text[0] >= 'A' && text[0] <= 'Z' && text[1] >= 'A' && text[1] <= 'Z' && text[2] >= 'A' &&
           text[2] <= 'Z';
}

static bool is_uuid(const char *text, size_t length)
{
    if (length != 36)
        return false;
    for (size_t i = 0; i < length; i++) {
        bool dash = i == 8 || i == 13 || i == 18 || i == 23;
        bool hex = (text[i] >= '0' && text[i] <= '9') || ((text[i] | 0x20) >= 'a' && (text[i] | 0x20) <= 'f');
        if (dash ? text[i] != '-' : !hex)
            return false;
    }
    return true;
}

/* Of an agent: a party with a BIC may be whose the payment is. */
static bool is_agents_bic(fg_field field, const char *text, size_t length)
{
    char key[IDENTIFIER_KEY];
    return field != FG_FIELD_DEBTOR_BIC && field != FG_FIELD_CREDITOR_BIC && length <= 11 &&
           identifier_read(IDENTIFIER_BIC, (const unsigned char *)text, length, key) > 0;
}

bool masking_leaves(fg_field field, const char *text, size_t length)
{
    switch (field_kind(field)) {
    case FIELD_KIND_AMOUNT:
        return consists_of(text, length, 24, ".,-") && !has_letters(text, length, "");
    case FIELD_KIND_CURRENCY:
        return is_currency(text, length);
    case FIELD_KIND_DATE:
        return is_date(text, length);
    case FIELD_KIND_CODE:
        return consists_of(text, length, 8, "-_./");
    case FIELD_KIND_BIC:
        return is_agents_bic(field, text, length);
    case FIELD_KIND_REF:
        return field == FG_FIELD_UETR && is_uuid(text, length);
    default:
        return false;
    }
}

bool masking_is_type(const char *text)
{
    for (const char *at = text; *at; at++)
        if (*at >= 'A' && *at <= 'Z')
            return false;
    return consists_of(text, strlen(text), 40, ".+_-");
}

/* --- what may be shown of a text that something points at ----------------------------------------------------------
 */

/* Words with digits, and only signs and spaces between them: a number as people write it. */
struct number {
    size_t from, to; /* bytes; from = to: none */
    unsigned digits;
};

static void hide(bool *open, size_t from, size_t to)
{
    memset(open + from, 0, to - from);
}

static void end_number(struct number *number, bool *open)
{
    if (number->digits >= NUMBER_DIGITS)
        hide(open, number->from, number->to);
    *number = (struct number){0};
}

static void hide_numbers(const char *text, size_t length, bool *open)
{
    struct number number = {0};
    for (size_t at = 0; at < length;) {
        size_t from = at;
        unsigned digits = 0;
        uint32_t point;
        for (size_t size; at < length && (size = take_character(text + at, length - at, &point), is_word(point));
             at += size)
            digits += is_digit(point);
        if (digits > 0) {
            if (number.digits == 0)
                number.from = from;
            number.to = at;
            number.digits += digits;
        } else if (at > from)
            end_number(&number, open);
        if (at < length)
            at += take_character(text + at, length - at, &point);
    }
    end_number(&number, open);
}

static void hide_mailboxes(const char *text, size_t length, bool *open)
{
    for (size_t at = 0; at < length; at++) {
        if (text[at] != '@')
            continue;
        size_t from = at;
        while (from > 0 && (is_ascii_word((unsigned char)text[from - 1]) || (unsigned char)text[from - 1] >= 0x80 ||
                            strchr("._%+-", text[from - 1])))
            from--;
        hide(open, from, at);
    }
}

void mask_open(const char *text, size_t length, const struct mask_span *spans, size_t count, bool *open)
{
    hide(open, 0, length);
    for (size_t i = 0; i < count; i++)
        for (size_t at = spans[i].from; at < spans[i].to && at < length; at++)
            open[at] = true;
    hide_numbers(text, length, open);
    hide_mailboxes(text, length, open);
    for (size_t i = 0; i < count; i++)
        for (size_t at = spans[i].from; spans[i].whole && at < spans[i].to && at < length; at++)
            open[at] = true;
}

/* --- masked text -------------------------------------------------------------------------------------------------- */

size_t mask_write(const char *text, size_t length, char *out)
{
    size_t used = 0;
    bool within = false;
    for (size_t at = 0, size; at < length; at += size) {
        uint32_t point;
        size = take_character(text + at, length - at, &point);
        bool word = is_word(point);
        if (!word) {
            memcpy(out + used, text + at, size);
            used += size;
        } else if (!within) {
            memcpy(out + used, MASK, sizeof MASK - 1);
            used += sizeof MASK - 1;
        }
        within = word;
    }
    out[used] = '\0';
    return used;
}

void mask_write_span(const char *text, size_t length, size_t from, size_t to, const struct mask_span *span, char *out)
{
    bool *open = calloc(length + 1, sizeof *open);
    size_t used = 0;
    if (open)
        mask_open(text, length, span, span ? 1 : 0, open);
    for (size_t at = from, end; at < to; at = end) {
        bool shown = open && open[at];
        for (end = at + 1; end < to && open && open[end] == open[at];)
            end++;
        if (!open)
            end = to;
        if (shown)
            memcpy(out + used, text + at, end - at);
        used += shown ? end - at : mask_write(text + at, end - at, out + used);
    }
    out[used] = '\0';
    free(open);
}

/* Names of fields say nothing of a payment. */
static bool is_key(const char *text, size_t length)
{
    char key[64];
    if (length >= sizeof key)
        return false;
    memcpy(key, text, length);
    key[length] = '\0';
    return fg_field_by_name(key) != FG_FIELD_NONE;
}

const char *mask_quotes(const char *sentence, char *out)
{
    size_t used = 0;
    for (const char *at = sentence; *at;) {
        out[used++] = *at;
        char quote = *at++;
        if (quote != '"' && quote != '\'')
            continue;
        const char *end = strchr(at, quote);
        size_t length = end ? (size_t)(end - at) : strlen(at);
        if (is_key(at, length)) {
            memcpy(out + used, at, length);
            used += length;
        } else
            used += mask_write(at, length, out + used);
        at += length;
        if (end)
            out[used++] = *at++;
    }
    out[used] = '\0';
    return out;
}
