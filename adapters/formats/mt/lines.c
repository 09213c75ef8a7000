/*
 * lines.c: tells what a line of a party field is (lines.h). Pure functions over the message.
 */
#include "lines.h"

#include <string.h>

bool mt_read_party_id(const struct mt_reading *reading, struct mt_slice line, struct mt_party_id *id)
{
    if (mt_byte(reading, line, 0) != '/')
        return false;
    id->clearing = mt_byte(reading, line, 1) == '/';
    /* "/C/123": the letter says credit or debit. */
    if (mt_byte(reading, line, 2) == '/' && mt_is_capital(mt_byte(reading, line, 1)))
        line.start += 2;
    while (mt_byte(reading, line, 0) == '/')
        line.start++;
    id->value = mt_trim(reading, line);
    return true;
}

uint32_t mt_line_number(const struct mt_reading *reading, struct mt_slice line)
{
    unsigned char digit = mt_byte(reading, line, 0);
    return digit >= '1' && digit <= '8' && mt_byte(reading, line, 1) == '/' ? (uint32_t)(digit - '0') : 0;
}

bool mt_is_coded_id(const struct mt_reading *reading, struct mt_slice line)
{
    for (uint32_t i = 0; i < 8; i++) {
        unsigned char byte = mt_byte(reading, line, i);
        if (i == 4 || i == 7 ? byte != '/' : !mt_is_capital(byte))
            return false;
    }
    return true;
}

struct mt_slice mt_behind_slash(const struct mt_reading *reading, struct mt_slice line)
{
    for (uint32_t at = line.end; at > line.start; at--)
        if (reading->bytes[at - 1] == '/')
            return mt_trim(reading, (struct mt_slice){at, line.end});
    return line;
}

/* Of an account with letters, at least. */
#define ACCOUNT_DIGITS 4

bool mt_is_account(const struct mt_reading *reading, struct mt_slice value)
{
    uint32_t digits = 0, letters = 0, others = 0;
    for (uint32_t at = value.start; at < value.end; at++) {
        unsigned char byte = reading->bytes[at];
        bool latin = (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
        digits += mt_is_digit(byte);
        letters += latin || byte >= 0x80;
        others += !latin && !mt_is_digit(byte);
    }
    return letters == 0 || (digits >= ACCOUNT_DIGITS && others == 0);
}

bool mt_is_bare_account(const struct mt_reading *reading, struct mt_slice line)
{
    uint32_t digits = 0;
    for (uint32_t at = line.start; at < line.end; at++) {
        unsigned char byte = reading->bytes[at];
        if (mt_is_digit(byte))
            digits++;
        else if (!mt_is_capital(byte) && byte != '-')
            return false;
    }
    return digits >= 6 && mt_length(line) <= 34;
}

/* The words in front of an identifier, in the spellings that occur; letters are compared without case. */
static const struct id_word {
    const char *capitals;
    const char *smalls;
    uint8_t length;
} id_words[] = {{"BIN", "bin", 3}, {"IIN", "iin", 3}, {"IDN", "idn", 3}, {"INN", "inn", 3}, {"БИН", "бин", 6},
                {"ИИН", "иин", 6}, {"ИНН", "инн", 6}, {"ЖСН", "жсн", 6}, {"БСН", "бсн", 6}};

static bool is_letter(unsigned char byte)
{
    return mt_is_capital(byte) || (byte >= 'a' && byte <= 'z') || byte >= 0x80;
}

/* Whether an identifier's word ends at `end`; *start is where it begins. */
static bool word_before(const struct mt_reading *reading, struct mt_slice slice, uint32_t end, uint32_t *start)
{
    for (size_t i = 0; i < sizeof id_words / sizeof *id_words; i++) {
        const struct id_word *word = &id_words[i];
        if (end - slice.start < word->length)
            continue;
        const unsigned char *at = reading->bytes + end - word->length;
        bool same = true;
        for (uint32_t k = 0; k < word->length && same; k++)
            same = at[k] == (unsigned char)word->capitals[k] || at[k] == (unsigned char)word->smalls[k];
        *start = end - word->length;
        if (same && (*start == slice.start || !is_letter(reading->bytes[*start - 1])))
            return true;
    }
    return false;
}

/* Spaces and punctuation between an identifier's word and its digits; more than this many part them. */
#define ID_SEPARATORS_MOST 4

/* Digits of an identifier: 12, of an INN also 10. */
#define ID_DIGITS_LEAST 10
#define ID_DIGITS_MOST  12

/* The run of digits around a digit, within [least, slice.end). */
static struct mt_slice digits_around(const struct mt_reading *reading, struct mt_slice slice, uint32_t least,
                                     uint32_t at)
{
    struct mt_slice run = {at, at + 1};
    while (run.start > least && mt_is_digit(reading->bytes[run.start - 1]))
        run.start--;
    while (run.end < slice.end && mt_is_digit(reading->bytes[run.end]))
        run.end++;
    return run;
}

bool mt_find_tax_id(const struct mt_reading *reading, struct mt_slice slice, uint32_t *from, struct mt_slice *digits)
{
    uint32_t least = *from > slice.start ? *from : slice.start;
    /* Every run of ten digits holds a byte that is looked at. */
    for (uint32_t at = least; at + ID_DIGITS_LEAST - 1 < slice.end;) {
        if (!mt_is_digit(reading->bytes[at + ID_DIGITS_LEAST - 1])) {
            at += ID_DIGITS_LEAST;
            continue;
        }
        struct mt_slice run = digits_around(reading, slice, least, at + ID_DIGITS_LEAST - 1);
        least = at = *from = run.end;
        if (mt_length(run) != ID_DIGITS_LEAST && mt_length(run) != ID_DIGITS_MOST)
            continue;
        uint32_t word_end = run.start, word_start;
        for (uint32_t i = 0; i < ID_SEPARATORS_MOST && word_end > slice.start; i++, word_end--)
            if (is_letter(reading->bytes[word_end - 1]) || mt_is_digit(reading->bytes[word_end - 1]))
                break;
        if (!word_before(reading, slice, word_end, &word_start))
            continue;
        *digits = run;
        return true;
    }
    *from = slice.end;
    return false;
}

bool mt_is_tax_id_line(const struct mt_reading *reading, struct mt_slice line)
{
    uint32_t from = line.start;
    struct mt_slice digits;
    if (!mt_find_tax_id(reading, line, &from, &digits) || digits.start - line.start > 6 + ID_SEPARATORS_MOST)
        return false;
    return memchr(reading->bytes + digits.end, ' ', line.end - digits.end) == NULL;
}
