/*
 * spreadsheet.c: errors, shortened numbers, dates and lost zeros of spreadsheets.
 */
#include "spreadsheet.h"

#include <string.h>

#include "alphabets.h"
#include "transfer.h"
#include "match/check_digits.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static bool is_one_of(const char *cell, const char *const *words, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(cell, words[i]) == 0)
            return true;
    return false;
}

bool spreadsheet_is_error(const char *cell)
{
    static const char *const errors[] = {"#N/A",    "#REF!",   "#NAME?",  "#VALUE!",  "#DIV/0!", "#NUM!",   "#NULL!",
                                         "#SPILL!", "#CALC!",  "#Н/Д",    "#ССЫЛКА!", "#ИМЯ?",   "#ЗНАЧ!",  "#ДЕЛ/0!",
                                         "#ЧИСЛО!", "#ПУСТО!", "Err:502", "Err:504",  "Err:508", "Err:511", "Err:522"};
    if (cell[0] != '#' && cell[0] != 'E')
        return false;
    return is_one_of(cell, errors, COUNT(errors)) || (strlen(cell) >= 3 && cell[strspn(cell, "#")] == 0);
}

bool spreadsheet_is_truth(const char *cell)
{
    static const char *const truths[] = {"TRUE", "FALSE", "ИСТИНА", "ЛОЖЬ"};
    return is_one_of(cell, truths, COUNT(truths));
}

static size_t count_digits(const char *text)
{
    return strspn(text, "0123456789");
}

/* A shortened number's parts: "2,11E+11" has the digits 2 and 11, and the exponent 11. */
struct shortened {
    size_t whole, decimals; /* digits */
    const char *fraction;
    unsigned exponent;
};

static bool read_shortened(const char *cell, struct shortened *number)
{
    *number = (struct shortened){.whole = count_digits(cell)};
    const char *at = cell + number->whole;
    if (*at == ',' || *at == '.') {
        number->fraction = at + 1;
        number->decimals = count_digits(at + 1);
        at += 1 + number->decimals;
    }
    if (number->whole == 0 || (*at != 'E' && *at != 'e') || at[1] != '+')
        return false;
    size_t digits = count_digits(at + 2);
    if (digits == 0 || digits > 2 || at[2 + digits])
        return false;
    number->exponent = (unsigned)(at[2] - '0');
    if (digits == 2)
        number->exponent = number->exponent * 10 + (unsigned)(at[3] - '0');
    return true;
}

bool spreadsheet_is_shortened(const char *cell)
{
    struct shortened number;
    return read_shortened(cell, &number);
}

const char *spreadsheet_digits(struct arena *arena, const char *cell)
{
    struct shortened number;
    if (!read_shortened(cell, &number) || number.decimals != number.exponent)
        return "";
    char *digits = arena_take(arena, number.whole + number.decimals + 1);
    memcpy(digits, cell, number.whole);
    if (number.fraction)
        memcpy(digits + number.whole, number.fraction, number.decimals);
    return digits;
}

size_t spreadsheet_whole_digits(const char *cell)
{
    size_t whole = count_digits(cell);
    if (whole == 0 || (cell[whole] != '.' && cell[whole] != ','))
        return 0;
    const char *zeros = cell + whole + 1;
    return zeros[0] && zeros[strspn(zeros, "0")] == 0 ? whole : 0;
}

const char *meant_hint(struct arena *arena, enum compiler_language language, const char *meant)
{
    if (!meant[0])
        return "";
    size_t size = strlen(meant) + strlen(message_text(language, FAULT_DID_YOU_MEAN)) + 1;
    char *sentence = arena_take(arena, size);
    message_write(sentence, size, language, DID_YOU_MEAN, meant);
    return sentence;
}

/* --- Dates ------------------------------------------------------------------------------------------------------ */

#define ISO_DATE 11

/* Day 1 is 1900-01-01 for spreadsheets, which also count a 29th of February 1900. */
#define SERIAL_FIRST 20000 /* in 1954 */
#define SERIAL_LAST  80000 /* in 2119 */

static bool write_date(unsigned year, unsigned month, unsigned day, char out[ISO_DATE])
{
    if (year < 100)
        year += 2000;
    if (year > 9999 || month > 12 || day > 31 || !civil_date_is_valid((int32_t)(year * 10000 + month * 100 + day)))
        return false;
    static const unsigned places[] = {1000, 100, 10, 1};
    size_t used = 0;
    for (size_t i = 0; i < 4; i++)
        out[used++] = (char)('0' + year / places[i] % 10);
    for (int part = 0; part < 2; part++) {
        unsigned number = part == 0 ? month : day;
        out[used++] = '-';
        out[used++] = (char)('0' + number / 10);
        out[used++] = (char)('0' + number % 10);
    }
    out[used] = 0;
    return true;
}

static void write_serial(unsigned serial, char out[ISO_DATE])
{
    unsigned year = 1954, month = 1, day = serial - 19724; /* 1954-01-01 is 19725 */
    char probe[ISO_DATE];
    while (day > 28 && !write_date(year, month, day, probe)) {
        unsigned last = 31;
        while (!write_date(year, month, last, probe))
            last--;
        day -= last;
        month++;
        if (month > 12) {
            month = 1;
            year++;
        }
    }
    write_date(year, month, day, out);
}

/* Three numbers with one kind of sign between, and perhaps a time behind. */
struct date_parts {
    unsigned numbers[3];
    size_t first_digits;
    char sign;
};

static bool read_parts(const char *cell, struct date_parts *parts)
{
    *parts = (struct date_parts){0};
    for (int part = 0; part < 3; part++) {
        size_t digits = count_digits(cell);
        if (digits == 0 || digits > 4)
            return false;
        if (part == 0)
            parts->first_digits = digits;
        for (size_t i = 0; i < digits; i++)
            parts->numbers[part] = parts->numbers[part] * 10 + (unsigned)(cell[i] - '0');
        cell += digits;
        if (part == 2)
            break;
        if (!*cell || !strchr("./-", *cell) || (part == 1 && *cell != parts->sign))
            return false;
        parts->sign = *cell++;
    }
    return *cell == 0 || *cell == ' ' || *cell == 'T';
}

static const char *both_readings(struct arena *arena, enum compiler_language language, const char *day_first,
                                 const char *month_first)
{
    size_t size = strlen(message_text(language, FAULT_DATE_READINGS)) + 2 * ISO_DATE;
    char *sentence = arena_take(arena, size);
    message_write(sentence, size, language, DATE_READINGS, day_first, month_first);
    return sentence;
}

const char *spreadsheet_date_hint(struct arena *arena, enum compiler_language language, const char *cell)
{
    struct date_parts parts;
    char day_first[ISO_DATE] = "", month_first[ISO_DATE] = "";
    size_t digits = count_digits(cell);
    unsigned serial = 0;
    if (digits == 5 && !cell[strspn(cell, "0123456789.,")]) {
        for (size_t i = 0; i < digits; i++)
            serial = serial * 10 + (unsigned)(cell[i] - '0');
        if (serial < SERIAL_FIRST || serial > SERIAL_LAST)
            return "";
        write_serial(serial, day_first);
        return meant_hint(arena, language, day_first);
    }
    if (digits == 8 && !cell[8]) {
        unsigned number = 0;
        for (size_t i = 0; i < digits; i++)
            number = number * 10 + (unsigned)(cell[i] - '0');
        write_date(number / 10000, number / 100 % 100, number % 100, day_first);
        return meant_hint(arena, language, day_first);
    }
    if (!read_parts(cell, &parts))
        return "";
    const unsigned *n = parts.numbers;
    if (parts.first_digits == 4) {
        write_date(n[0], n[1], n[2], day_first);
        return meant_hint(arena, language, day_first);
    }
    bool day = write_date(n[2], n[1], n[0], day_first);
    /* Nobody who writes points between puts the month first. */
    bool month = parts.sign != '.' && write_date(n[2], n[0], n[1], month_first);
    if (day && month && strcmp(day_first, month_first) != 0)
        return both_readings(arena, language, day_first, month_first);
    return meant_hint(arena, language, day ? day_first : month_first);
}

/* --- Identifiers ------------------------------------------------------------------------------------------------ */

#define TAX_ID_DIGITS 12

static bool is_valid(enum identifier_kind kind, const char *text)
{
    char key[IDENTIFIER_KEY];
    /* Any text of the right length is an account; only an IBAN can be told to be right. */
    enum identifier_kind as = kind == IDENTIFIER_ACCOUNT ? IDENTIFIER_IBAN : kind;
    return identifier_read(as, (const unsigned char *)text, strlen(text), key) > 0;
}

/* Without what stands around and between digits by a spreadsheet's doing: ' " , no-break spaces and ".0" at the end. */
static void leave_out_signs(const char *cell, char *out)
{
    size_t used = 0, whole = spreadsheet_whole_digits(cell);
    for (size_t at = 0, step; cell[at] && (whole == 0 || at < whole); at += step) {
        uint32_t character = character_at(cell + at, &step);
        bool sign = character == 0xA0 || character == 0x202F || character == 0x200B || character == 0xFEFF ||
                    (character < 0x80 && strchr("'\",= ", (int)character));
        if (sign)
            continue;
        memcpy(out + used, cell + at, step);
        used += step;
    }
    out[used] = 0;
}

static bool pad_with_zeros(char *text)
{
    size_t length = strlen(text);
    if (length < 8 || length >= TAX_ID_DIGITS || text[strspn(text, "0123456789")])
        return false;
    size_t zeros = TAX_ID_DIGITS - length;
    memmove(text + zeros, text, length + 1);
    memset(text, '0', zeros);
    return true;
}

/* A letter O for a zero, an I for a one, or the other way, at one place; or the letters for the digits at all. */
static bool put_letters_right(enum identifier_kind kind, char *text)
{
    static const char likes[] = "O0I1o0l1";
    for (char *at = text; *at; at++) {
        const char *like = strchr(likes, *at);
        if (!like)
            continue;
        char was = *at;
        *at = likes[(like - likes) ^ 1];
        if (is_valid(kind, text))
            return true;
        *at = was;
    }
    for (char *at = text; *at; at++)
        *at = *at == 'O' ? '0' : *at == 'I' ? '1' : *at;
    return is_valid(kind, text);
}

const char *identifier_hint(struct arena *arena, enum compiler_language language, enum identifier_kind kind,
                            const char *cell)
{
    char text[IDENTIFIER_KEY * 2], latin[IDENTIFIER_KEY * 2];
    if (strlen(cell) >= IDENTIFIER_KEY)
        return "";
    const char *digits = spreadsheet_digits(arena, cell);
    leave_out_signs(digits[0] ? digits : cell, text);
    bool valid = is_valid(kind, text) || (kind == IDENTIFIER_TAX_ID && pad_with_zeros(text) && is_valid(kind, text));
    if (!valid && text_as_latin(text, latin, sizeof latin)) {
        memcpy(text, latin, sizeof text);
        valid = is_valid(kind, text) || (kind != IDENTIFIER_BIC && put_letters_right(kind, text));
    }
    return valid ? meant_hint(arena, language, arena_text(arena, text, strlen(text))) : "";
}
