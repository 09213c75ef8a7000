/*
 * meanings.c: texts, references and codes of a text block as canonical fields (meanings.h). Writes the transfer and the
 * error, touches nothing else.
 */
#include "meanings.h"

#include <string.h>

#include "russian.h"
#include "values.h"
#include "write.h"

static bool put_text(struct mt_writing *writing, const struct mt_field *field, const struct mt_tag *tag)
{
    return mt_put_lines(writing->reading, tag->field, field->text) &&
           (!writing->russian || mt_russian_reading(writing, tag->field, field->text));
}

bool mt_put_codes(struct mt_writing *writing, uint32_t value, uint32_t at)
{
    const struct transfer *transfer = writing->reading->transfer;
    if (eknp_put(writing->reading->transfer, value, &writing->said))
        return true;
    return transfer->value_count >= transfer->value_limit
               ? mt_limit(writing->reading, "limit-fields", at, "limits.fields")
               : mt_limit(writing->reading, "limit-text-bytes", at, "limits.text_bytes");
}

static bool put_coded(struct mt_writing *writing, fg_field field, struct mt_slice text)
{
    struct mt_reading *reading = writing->reading;
    uint32_t value = reading->transfer->value_count;
    if (!mt_put_lines(reading, field, text))
        return false;
    return mt_put_codes(writing, value, text.start);
}

static bool put_coded_text(struct mt_writing *writing, const struct mt_field *field, const struct mt_tag *tag)
{
    return put_coded(writing, tag->field, field->text) &&
           (!writing->russian || mt_russian_reading(writing, tag->field, field->text));
}

/* In SWIFT-RUR, 72 may go on with what 70 says: both are written when the transfer's fields are read. */
static bool put_purpose(struct mt_writing *writing, const struct mt_field *field, const struct mt_tag *tag)
{
    if (!writing->russian)
        return put_coded(writing, tag->field, field->text);
    writing->purpose = field->text;
    return true;
}

static bool put_instructions(struct mt_writing *writing, const struct mt_field *field, const struct mt_tag *tag)
{
    if (!put_coded(writing, tag->field, field->text))
        return false;
    return !writing->russian || mt_russian_instructions(writing, tag->field, field->text);
}

/* 20 is the reference of the message and of its one instruction alike. */
static bool put_reference(struct mt_writing *writing, const struct mt_field *field, const struct mt_tag *tag)
{
    return mt_put(writing->reading, tag->field, field->first) &&
           mt_put(writing->reading, FG_FIELD_INSTRUCTION_ID, field->first);
}

/* The reference of one payment of many. */
static bool put_item_reference(struct mt_writing *writing, const struct mt_field *field, const struct mt_tag *tag)
{
    return mt_put(writing->reading, tag->field, field->first) &&
           mt_put(writing->reading, FG_FIELD_TRANSACTION_ID, field->first);
}

static bool put_line(struct mt_writing *writing, const struct mt_field *field, const struct mt_tag *tag)
{
    return mt_put(writing->reading, tag->field, field->first);
}

/* Codes of 23, 23B and 71A, which are words; those of 26T hold digits. */
static const char known_codes[] = " CRED CRTS SPAY SPRI SSTD CREDIT CRTST OUR SHA BEN ";

/* A code that is known, or one of at most four characters with a digit among them. */
static bool is_code(const struct mt_reading *reading, struct mt_slice slice)
{
    char word[9] = " ";
    uint32_t length = mt_length(slice);
    bool digit = false;
    if (length > 6)
        return false;
    for (uint32_t i = 0; i < length; i++) {
        unsigned char byte = mt_byte(reading, slice, i);
        if (!mt_is_capital(byte) && !mt_is_digit(byte))
            return false;
        digit = digit || mt_is_digit(byte);
        word[i + 1] = (char)byte;
    }
    word[length + 1] = ' ';
    return (digit && length <= 4) || strstr(known_codes, word);
}

/* A code; anything else in its place is scanned as well. */
static bool put_code(struct mt_writing *writing, const struct mt_field *field, const struct mt_tag *tag)
{
    struct mt_reading *reading = writing->reading;
    return mt_put(reading, tag->field, field->first) &&
           (is_code(reading, field->first) || mt_put(reading, FG_FIELD_OTHER_TEXT, field->first));
}

/* Whether a slice has the form of a pattern, in which A stands for a capital, 0 for a digit, + for a sign. */
static bool has_form(const struct mt_reading *reading, struct mt_slice slice, const char *pattern)
{
    if (mt_length(slice) != strlen(pattern))
        return false;
    for (uint32_t i = 0; pattern[i]; i++) {
        unsigned char byte = mt_byte(reading, slice, i);
        bool fits = pattern[i] == 'A'   ? mt_is_capital(byte)
                    : pattern[i] == '0' ? mt_is_digit(byte)
                    : pattern[i] == '+' ? byte == '+' || byte == '-'
                                        : byte == (unsigned char)pattern[i];
        if (!fits)
            return false;
    }
    return true;
}

/* Times, rates, sums and charges have no canonical field: in their own form they carry no words and are passed over, in
 * any other they are scanned. */
static bool put_unless(struct mt_writing *writing, const struct mt_field *field, const struct mt_tag *tag,
                       bool formatted)
{
    return formatted || mt_put(writing->reading, tag->field, field->first);
}

static bool put_time(struct mt_writing *writing, const struct mt_field *field, const struct mt_tag *tag)
{
    return put_unless(writing, field, tag, has_form(writing->reading, field->first, "/AAATIME/0000+0000"));
}

static bool put_number(struct mt_writing *writing, const struct mt_field *field, const struct mt_tag *tag)
{
    return put_unless(writing, field, tag, mt_is_amount(writing->reading, field->first));
}

static bool put_charge(struct mt_writing *writing, const struct mt_field *field, const struct mt_tag *tag)
{
    struct mt_slice currency = {field->first.start, field->first.start + 3}, amount = {currency.end, field->first.end};
    bool formatted = mt_length(field->first) > 3 && mt_is_currency(writing->reading, currency) &&
                     mt_is_amount(writing->reading, amount);
    return put_unless(writing, field, tag, formatted || mt_is_amount(writing->reading, field->first));
}

/* "1/2": digits and one slash. */
static bool put_page(struct mt_writing *writing, const struct mt_field *field, const struct mt_tag *tag)
{
    uint32_t slashes = 0;
    bool formatted = true;
    for (uint32_t i = 0; i < mt_length(field->first) && formatted; i++) {
        unsigned char byte = mt_byte(writing->reading, field->first, i);
        slashes += byte == '/';
        formatted = byte == '/' ? slashes == 1 : mt_is_digit(byte);
    }
    return put_unless(writing, field, tag, formatted);
}

/* What the parts of a field are, for the field map. */
#define WHOLE                                                                                                          \
    {                                                                                                                  \
        .of = MT_PART_FIELD, .source = ""                                                                              \
    }
#define FURTHER                                                                                                        \
    {                                                                                                                  \
        .of = MT_PART_FIXED, .field = FG_FIELD_OTHER_TEXT, .source = "lines behind the first"                          \
    }
#define CODES                                                                                                          \
    {.of = MT_PART_FIXED, .field = FG_FIELD_DEBTOR_SECTOR, .source = "EKNP, sender's code"},                           \
        {.of = MT_PART_FIXED, .field = FG_FIELD_CREDITOR_SECTOR, .source = "EKNP, beneficiary's code"},                \
    {                                                                                                                  \
        .of = MT_PART_FIXED, .field = FG_FIELD_PURPOSE_CODE, .source = "EKNP or KNP, purpose"                          \
    }
#define OTHER_FORM                                                                                                     \
    {                                                                                                                  \
        .of = MT_PART_FIELD, .source = "in any other form"                                                             \
    }
#define FORMED(why)                                                                                                    \
    {                                                                                                                  \
        .of = MT_PART_UNSCREENED, .source = "in its form", .note = why                                                 \
    }

const struct mt_meaning mt_text = {put_text, false, (const struct mt_part[]){WHOLE, {.of = MT_PART_END}}};
const struct mt_meaning mt_first_line = {put_line, true, (const struct mt_part[]){WHOLE, FURTHER, {.of = MT_PART_END}}};
const struct mt_meaning mt_coded_text = {put_coded_text, false,
                                         (const struct mt_part[]){WHOLE, CODES, {.of = MT_PART_END}}};
const struct mt_meaning mt_purpose = {
    put_purpose, false,
    (const struct mt_part[]){
        {.of = MT_PART_FIELD, .source = "", .note = "in SWIFT-RUR as Cyrillic, with what 72 adds behind /NZP/"},
        CODES,
        {.of = MT_PART_END}}};
const struct mt_meaning mt_instructions = {
    put_instructions, false,
    (const struct mt_part[]){{.of = MT_PART_FIELD, .source = "", .note = "in SWIFT-RUR as Cyrillic, too"},
                             {.of = MT_PART_FIXED,
                              .field = FG_FIELD_REMITTANCE,
                              .source = "behind /NZP/",
                              .note = "in SWIFT-RUR: goes on with 70"},
                             CODES,
                             {.of = MT_PART_END}}};
const struct mt_meaning mt_reference = {
    put_reference, true,
    (const struct mt_part[]){
        WHOLE, {.of = MT_PART_FIXED, .field = FG_FIELD_INSTRUCTION_ID, .source = ""}, FURTHER, {.of = MT_PART_END}}};
const struct mt_meaning mt_item_reference = {
    put_item_reference, true,
    (const struct mt_part[]){
        WHOLE, {.of = MT_PART_FIXED, .field = FG_FIELD_TRANSACTION_ID, .source = ""}, FURTHER, {.of = MT_PART_END}}};
const struct mt_meaning mt_code = {
    put_code, true,
    (const struct mt_part[]){WHOLE,
                             {.of = MT_PART_FIXED,
                              .field = FG_FIELD_OTHER_TEXT,
                              .source = "",
                              .note = "where it is no known code, nor one of up to four characters with a digit"},
                             FURTHER,
                             {.of = MT_PART_END}}};
const struct mt_meaning mt_time = {
    put_time, true,
    (const struct mt_part[]){OTHER_FORM,
                             FORMED("a time such as /SNDTIME/1200+0100 holds no words and says nothing of a party"),
                             FURTHER,
                             {.of = MT_PART_END}}};
const struct mt_meaning mt_number = {
    put_number, true,
    (const struct mt_part[]){OTHER_FORM,
                             FORMED("a rate or sum of digits and a comma; the amount of each transfer is read"),
                             FURTHER,
                             {.of = MT_PART_END}}};
const struct mt_meaning mt_charge = {
    put_charge, true,
    (const struct mt_part[]){
        OTHER_FORM, FORMED("an amount of charges; the amount of each transfer is read"), FURTHER, {.of = MT_PART_END}}};
const struct mt_meaning mt_page = {
    put_page, true,
    (const struct mt_part[]){OTHER_FORM, FORMED("number and count of chained messages"), FURTHER, {.of = MT_PART_END}}};
