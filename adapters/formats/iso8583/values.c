/*
 * values.c: turns the fields of a request into canonical values (values.h), each by the form its layout gives it.
 */
#include "values.h"

#include <string.h>

#include "codes.h"
#include "content.h"

/* Digits copied at once; even, so that a copy ends with a byte of BCD. */
#define DIGITS_AT_ONCE 64
/* Years of two digits from here on are of the last century. */
#define LAST_CENTURY 80

struct writing {
    struct iso_message *message;
    struct transfer *transfer;
    struct read_warnings *warnings;
    struct iso_pan pan;
    enum read_result result; /* READ_TRANSFER until something stops it */
};

static const struct layout_field *field_of(const struct writing *writing, unsigned number)
{
    return &writing->message->layout->fields[number];
}

static const struct iso_span *span_of(const struct writing *writing, unsigned number)
{
    return &writing->message->spans[number];
}

/* --- stopping -------------------------------------------------------------------------------------------------- */

static bool refuse(struct writing *writing, unsigned number, const char *code, const char *sentence)
{
    writing->result = READ_BROKEN;
    bool there = layout_has(&writing->message->bitmap, number);
    return iso_refuse(writing->message, there ? span_of(writing, number)->start : writing->message->bitmap_at,
                      &(struct iso_fault){.code = code, .field = number, .sentence = sentence});
}

static bool refuse_limit(struct writing *writing, unsigned number, const char *code, const char *sentence)
{
    refuse(writing, number, code, sentence);
    writing->result = READ_LIMIT;
    return false;
}

/* --- one value ------------------------------------------------------------------------------------------------- */

static bool open_value(struct writing *writing, unsigned number, fg_field field)
{
    return transfer_begin(writing->transfer, field) ||
           refuse_limit(writing, number, "limit-fields",
                        "with % the transfer has more values than limits.fields allows");
}

/* Ends a value whose bytes were appended, or could not be. */
static bool close_value(struct writing *writing, unsigned number, bool appended)
{
    if (appended) {
        transfer_end(writing->transfer);
        return true;
    }
    transfer_abandon(writing->transfer);
    return refuse_limit(writing, number, "limit-text-bytes",
                        "with % the transfer has more text than limits.text_bytes allows");
}

/* A value that stands for the first digits of a field. */
static bool put_made(struct writing *writing, unsigned number, const char *value, uint32_t length, uint32_t digits)
{
    uint32_t start, end;
    iso_digit_bytes(writing->message, number, 0, digits, &start, &end);
    return open_value(writing, number, (fg_field)field_of(writing, number)->field) &&
           close_value(writing, number, transfer_append(writing->transfer, value, length, start, end - start));
}

static bool put_one(struct writing *writing, unsigned number, fg_field field, struct iso_text text)
{
    return open_value(writing, number, field) &&
           close_value(writing, number, iso_append_text(writing->message, &writing->pan, writing->transfer, text));
}

/* A number as accounts have them: letters and digits, or digits and signs. */
static bool is_number(const unsigned char *text, uint32_t length)
{
    uint32_t digits = 0, letters = 0, signs = 0;
    for (uint32_t i = 0; i < length; i++) {
        unsigned char upper = text[i] & 0xDF;
        digits += text[i] >= '0' && text[i] <= '9';
        letters += upper >= 'A' && upper <= 'Z';
        signs += memchr("-.:+", text[i], 4) != NULL;
    }
    return digits + letters + signs == length && digits > 0 && (letters == 0 || signs == 0);
}

/* Words in place of a number are screened as text as well, for the field is only looked up. */
static bool put_text(struct writing *writing, unsigned number, fg_field field, struct iso_text text)
{
    if (text.start >= text.end)
        return true;
    if (!put_one(writing, number, field, text))
        return false;
    return field_is_scanned(field) || is_number(writing->message->bytes + text.start, text.end - text.start) ||
           put_one(writing, number, FG_FIELD_OTHER_TEXT, text);
}

/* --- the forms ------------------------------------------------------------------------------------------------- */

/* Text that is no UTF-8 is read in a code page, and said to be. */
static bool check_encoding(struct writing *writing, unsigned number, struct iso_text text)
{
    static const char beginning[] = "a field is not UTF-8; it was read as ";
    char sentence[sizeof beginning + 32];
    if (!encoding_is_text(text.encoding, writing->message->bytes + text.start, text.end - text.start))
        return refuse(writing, number, "iso8583-not-text",
                      "% holds neither UTF-8 nor text in cp866, windows-1251, KZ-1048 or KOI8-R");
    if (text.encoding == ENCODING_UTF8)
        return true;
    const char *name = encoding_name(text.encoding);
    size_t length = strnlen(name, sizeof sentence - sizeof beginning);
    memcpy(sentence, beginning, sizeof beginning - 1);
    memcpy(sentence + sizeof beginning - 1, name, length);
    sentence[sizeof beginning - 1 + length] = '\0';
    read_warn(writing->warnings, "iso8583-code-page", text.start, sentence);
    return true;
}

/* The whole text, or its parts and then the whole as another reading of the first. */
static bool write_text(struct writing *writing, unsigned number)
{
    const struct layout_field *field = field_of(writing, number);
    struct iso_text whole = iso_text_of(writing->message, number);
    if (!check_encoding(writing, number, whole))
        return false;
    if (field->part_count == 0)
        return put_text(writing, number, (fg_field)field->field, whole);
    for (uint32_t i = 0; i < field->part_count; i++) {
        const struct layout_part *part = &field->parts[i];
        struct iso_text text = iso_text_part(writing->message, number, whole, part->from, part->to);
        if (!put_text(writing, number, (fg_field)part->field, text))
            return false;
        if (i > 0)
            continue;
        if (!put_text(writing, number, (fg_field)part->field, whole))
            return false;
        if (text.start < text.end)
            transfer_mark_alternative(writing->transfer);
    }
    return true;
}

static bool write_digits(struct writing *writing, unsigned number)
{
    uint32_t count = iso_digit_count(writing->message, number);
    bool appended = true;
    if (count == 0)
        return true;
    if (!open_value(writing, number, (fg_field)field_of(writing, number)->field))
        return false;
    for (uint32_t at = 0, next; at < count && appended; at = next) {
        char digits[DIGITS_AT_ONCE];
        next = count - at < DIGITS_AT_ONCE ? count : at + DIGITS_AT_ONCE;
        for (uint32_t i = at; i < next; i++)
            digits[i - at] = iso_digit(writing->message, number, i);
        uint32_t start, end;
        iso_digit_bytes(writing->message, number, at, next, &start, &end);
        appended = transfer_append(writing->transfer, digits, next - at, start, end - start);
    }
    return close_value(writing, number, appended);
}

static uint32_t number_of(const struct writing *writing, unsigned number, uint32_t from, uint32_t to)
{
    uint32_t value = 0;
    for (uint32_t i = from; i < to; i++)
        value = value * 10 + (uint32_t)(iso_digit(writing->message, number, i) - '0');
    return value;
}

/* The card number, masked; of a track only where no field gives it. */
static bool write_pan(struct writing *writing, unsigned number)
{
    const struct iso_pan *pan = &writing->pan;
    return pan->field != number || put_made(writing, number, pan->shown, pan->length, pan->length);
}

/* The currency that a field holds; NULL with an error. */
static const struct currency *currency_in(struct writing *writing, unsigned number)
{
    if (!layout_has(&writing->message->bitmap, number)) {
        refuse(writing, number, "iso8583-missing-field",
               "% is missing, and gives the currency of an amount that the message has");
        return NULL;
    }
    char letters[3];
    bool digits = true;
    for (uint32_t i = 0; i < sizeof letters; i++) {
        letters[i] = iso_digit(writing->message, number, i);
        digits = digits && letters[i] >= '0' && letters[i] <= '9';
    }
    const struct currency *found =
        digits ? currency_by_number(number_of(writing, number, 0, 3)) : currency_by_letters(letters);
    if (!found)
        refuse(writing, number, "iso8583-currency",
               "% holds no currency of ISO 4217, so how many digits an amount has behind its point is not known");
    return found;
}

static bool write_currency(struct writing *writing, unsigned number)
{
    const struct currency *currency = currency_in(writing, number);
    if (!currency)
        return false;
    return field_of(writing, number)->field == FG_FIELD_NONE || put_made(writing, number, currency->letters, 3, 3);
}

/* Minor units as a decimal string: "000000125000" in a currency of two minor digits is "1250.00". */
static bool write_amount(struct writing *writing, unsigned number)
{
    const struct currency *currency = currency_in(writing, field_of(writing, number)->currency);
    if (!currency)
        return false;
    uint32_t count = iso_digit_count(writing->message, number), minor = currency->minor_digits, used = 0;
    char amount[32];
    bool leading = true;
    for (uint32_t left = count > minor ? count : minor + 1; left > 0; left--) {
        char digit = left > count ? '0' : iso_digit(writing->message, number, count - left);
        if (left == minor)
            amount[used++] = '.';
        leading = leading && digit == '0' && left > minor + 1;
        if (!leading)
            amount[used++] = digit;
    }
    return put_made(writing, number, amount, used, count);
}

static bool write_country(struct writing *writing, unsigned number)
{
    const char *letters = country_by_number(number_of(writing, number, 0, 3));
    if (letters)
        return put_made(writing, number, letters, 2, 3);
    read_warn(writing->warnings, "iso8583-country", span_of(writing, number)->start,
              "a country is given by a number that ISO 3166-1 does not have, and is kept as that number");
    return write_digits(writing, number);
}

static uint32_t year_digits(enum layout_form form)
{
    return form == FORM_YYYYMMDD ? 4 : form == FORM_YYMMDD ? 2 : 0;
}

/* Zeros all over are no date given. A date without a year must be one in a leap year. */
static bool write_date(struct writing *writing, unsigned number)
{
    const struct layout_field *field = field_of(writing, number);
    uint32_t width = year_digits((enum layout_form)field->form), all = width + 4;
    uint32_t year = number_of(writing, number, 0, width), day = number_of(writing, number, width, all);
    if (year == 0 && day == 0)
        return true;
    if (width == 0)
        year = 2000;
    else if (width == 2)
        year += year >= LAST_CENTURY ? 1900 : 2000;
    if (!civil_date_is_valid((int32_t)(year * 10000 + day)))
        return refuse(writing, number, "iso8583-date", "% holds a date that does not exist");
    if (field->field == FG_FIELD_NONE)
        return true;
    char iso[10] = {(char)('0' + year / 1000),
                    (char)('0' + year / 100 % 10),
                    (char)('0' + year / 10 % 10),
                    (char)('0' + year % 10),
                    '-',
                    (char)('0' + day / 1000),
                    (char)('0' + day / 100 % 10),
                    '-',
                    (char)('0' + day / 10 % 10),
                    (char)('0' + day % 10)};
    return put_made(writing, number, iso, sizeof iso, all);
}

static bool write_plain(struct writing *writing, unsigned number)
{
    const struct layout_field *field = field_of(writing, number);
    if (field->field == FG_FIELD_NONE && field->part_count == 0)
        return true;
    return field->type == LAYOUT_TEXT ? write_text(writing, number) : write_digits(writing, number);
}

static bool write_field(struct writing *writing, unsigned number)
{
    switch ((enum layout_form)field_of(writing, number)->form) {
    case FORM_PAN:
    case FORM_TRACK:
        return write_pan(writing, number);
    case FORM_AMOUNT:
        return write_amount(writing, number);
    case FORM_CURRENCY:
        return write_currency(writing, number);
    case FORM_COUNTRY:
        return write_country(writing, number);
    case FORM_YYYYMMDD:
    case FORM_YYMMDD:
    case FORM_MMDD:
        return write_date(writing, number);
    case FORM_PLAIN:
        break;
    }
    return write_plain(writing, number);
}

enum read_result iso_write_transfer(struct iso_message *message, struct transfer *transfer,
                                    struct read_warnings *warnings)
{
    struct writing writing = {.message = message, .transfer = transfer, .warnings = warnings, .result = READ_TRANSFER};
    iso_find_pan(message, &writing.pan);
    for (unsigned number = LAYOUT_FIRST; number <= LAYOUT_LAST; number++)
        if (layout_has(&message->bitmap, number) && !write_field(&writing, number))
            break;
    return writing.result;
}
