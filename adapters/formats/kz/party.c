/*
 * party.c: the sender and the beneficiary (:50:, :59:) and the banks of a domestic payment (unit.h). Writes the
 * transfer, touches nothing else.
 */
#include "../mt/lines.h"
#include "../mt/party.h"
#include "../mt/write.h"
#include "unit.h"
#include "values.h"

/* Digits of an IIN, BIN and of the RNN before 2013. */
#define TAX_ID_DIGITS 12
/* Of an account, at least. */
#define ACCOUNT_DIGITS 4
/* Of the number of a bank that was its address before BICs were. */
#define MFO_DIGITS 9

/* Whether a value may be an account: Latin letters and four digits or more, or digits and dashes. A dash between
 * letters may part words. */
static bool is_account(const struct mt_reading *reading, struct mt_slice value)
{
    uint32_t digits = 0, letters = 0, dashes = 0;
    for (uint32_t at = value.start; at < value.end; at++) {
        unsigned char byte = reading->bytes[at];
        bool letter = (byte | 0x20) >= 'a' && (byte | 0x20) <= 'z';
        if (!letter && !mt_is_digit(byte) && byte != '-')
            return false;
        digits += mt_is_digit(byte);
        letters += letter;
        dashes += byte == '-';
    }
    return digits >= ACCOUNT_DIGITS && (letters == 0 || dashes == 0);
}

/* An account; anything else in its place is scanned as well. */
static bool put_account(struct kz_unit *unit, fg_field field, struct mt_slice value)
{
    if (!mt_put(unit->reading, field, value))
        return false;
    return is_account(unit->reading, value) || field == FG_FIELD_OTHER_TEXT ||
           kz_put_text(unit, FG_FIELD_OTHER_TEXT, value);
}

static struct mt_slice without_slash(const struct mt_reading *reading, struct mt_slice value)
{
    while (mt_byte(reading, value, 0) == '/')
        value.start++;
    return value;
}

static bool put_marked_account(struct kz_unit *unit, const struct kz_subtag_rule *rule, const struct kz_subtag *subtag)
{
    return put_account(unit, (fg_field)rule->fields[unit->side], without_slash(unit->reading, subtag->value));
}

static bool put_name(struct kz_unit *unit, const struct kz_subtag_rule *rule, const struct kz_subtag *subtag)
{
    unit->named = unit->named || !mt_is_blank(unit->reading, subtag->value);
    return kz_put_lines(unit->reading, (fg_field)rule->fields[unit->side], " ", subtag->value);
}

static const fg_field names[] = {FG_FIELD_DEBTOR_NAME, FG_FIELD_CREDITOR_NAME};
static const fg_field addresses[] = {FG_FIELD_DEBTOR_ADDRESS, FG_FIELD_CREDITOR_ADDRESS};

/* Lines without a sub-tag: the account, and, where the party is written as in other FIN messages, name and address. */
static bool put_plain(struct kz_unit *unit, const struct kz_subtag_rule *rule, const struct kz_subtag *subtag)
{
    struct mt_reading *reading = unit->reading;
    struct mt_slice rest = subtag->value, line;
    if (unit->begun) /* a line that begins with a slash, but not with a sub-tag */
        return kz_put_text(unit, FG_FIELD_OTHER_TEXT, subtag->whole);
    if (!mt_filled_line(reading, &rest, &line))
        return true;
    bool slashed = mt_byte(reading, line, 0) == '/';
    if (slashed || mt_is_bare_account(reading, line)) {
        if (!put_account(unit, (fg_field)rule->fields[unit->side], without_slash(reading, line)))
            return false;
        if (!mt_filled_line(reading, &rest, &line))
            return true;
    }
    fg_field field = unit->named ? addresses[unit->side] : names[unit->side];
    unit->named = true;
    return mt_put(reading, field, line) && kz_put_lines(reading, addresses[unit->side], "\n", rest);
}

bool kz_put_tax_id(struct kz_unit *unit, const struct kz_subtag_rule *rule, const struct kz_subtag *subtag)
{
    struct mt_reading *reading = unit->reading;
    if (!mt_put(reading, (fg_field)rule->fields[unit->side], subtag->value))
        return false;
    return kz_is_digits(reading, subtag->value, TAX_ID_DIGITS) || kz_put_text(unit, FG_FIELD_OTHER_TEXT, subtag->value);
}

static bool keep_residence(struct kz_unit *unit, const struct kz_subtag_rule *rule, const struct kz_subtag *subtag)
{
    (void)rule;
    unsigned char digit = mt_byte(unit->reading, subtag->value, 0);
    if (mt_length(subtag->value) != 1 || (digit != '1' && digit != '2') || mt_length(unit->residence) != 0)
        return kz_put_unknown(unit, subtag);
    unit->residence = subtag->value;
    return true;
}

static bool keep_sector(struct kz_unit *unit, const struct kz_subtag_rule *rule, const struct kz_subtag *subtag)
{
    (void)rule;
    unsigned char digit = mt_byte(unit->reading, subtag->value, 0);
    if (mt_length(subtag->value) != 1 || !mt_is_digit(digit) || mt_length(unit->sector) != 0)
        return kz_put_unknown(unit, subtag);
    unit->sector = subtag->value;
    return true;
}

/* KOD and KBE: the residence and the sector side by side. One without the other is no code. */
static bool put_sector(struct kz_unit *unit)
{
    static const fg_field fields[] = {FG_FIELD_DEBTOR_SECTOR, FG_FIELD_CREDITOR_SECTOR};
    struct mt_reading *reading = unit->reading;
    if (mt_length(unit->residence) == 0 || mt_length(unit->sector) == 0)
        return mt_put(reading, FG_FIELD_OTHER_TEXT, unit->residence) &&
               mt_put(reading, FG_FIELD_OTHER_TEXT, unit->sector);
    if (!mt_open(reading, fields[unit->side], unit->residence.start) || !mt_piece(reading, unit->residence) ||
        !mt_piece(reading, unit->sector))
        return false;
    mt_close(reading);
    return true;
}

static const struct kz_subtag_rule rules[] = {
    {"",
     KZ_VALUE,
     {FG_FIELD_DEBTOR_ACCOUNT, FG_FIELD_CREDITOR_ACCOUNT},
     put_plain,
     "the line in front of the sub-tags"},
    {"D", KZ_FIRST, {FG_FIELD_DEBTOR_ACCOUNT, FG_FIELD_CREDITOR_ACCOUNT}, put_marked_account, NULL},
    {"C", KZ_FIRST, {FG_FIELD_DEBTOR_ACCOUNT, FG_FIELD_CREDITOR_ACCOUNT}, put_marked_account, NULL},
    {"NAME", KZ_VALUE, {FG_FIELD_DEBTOR_NAME, FG_FIELD_CREDITOR_NAME}, put_name, NULL},
    {"IDN", KZ_VALUE, {FG_FIELD_DEBTOR_ID, FG_FIELD_CREDITOR_ID}, kz_put_tax_id, "IIN or BIN"},
    {"RNN", KZ_VALUE, {FG_FIELD_DEBTOR_ID, FG_FIELD_CREDITOR_ID}, kz_put_tax_id, "tax number before 2013"},
    {"CHIEF", KZ_VALUE, {FG_FIELD_DEBTOR_CONTACT, FG_FIELD_CREDITOR_CONTACT}, kz_put_value, "head"},
    {"MAINBK", KZ_VALUE, {FG_FIELD_DEBTOR_CONTACT, FG_FIELD_CREDITOR_CONTACT}, kz_put_value, "chief accountant"},
    {"MAINBNK", KZ_VALUE, {FG_FIELD_DEBTOR_CONTACT, FG_FIELD_CREDITOR_CONTACT}, kz_put_value, "chief accountant"},
    {"IRS", KZ_VALUE, {FG_FIELD_DEBTOR_SECTOR, FG_FIELD_CREDITOR_SECTOR}, keep_residence, "first digit: residence"},
    {"SECO", KZ_VALUE, {FG_FIELD_DEBTOR_SECTOR, FG_FIELD_CREDITOR_SECTOR}, keep_sector, "second digit: sector"},
    {"ADR", KZ_VALUE, {FG_FIELD_DEBTOR_ADDRESS, FG_FIELD_CREDITOR_ADDRESS}, kz_put_value, NULL},
};
const struct kz_subtags kz_party_subtags = {rules, sizeof rules / sizeof *rules};

bool kz_put_party(struct kz_unit *unit, const struct kz_field_rule *rule, const struct kz_field *field)
{
    struct mt_slice rest = field->text;
    struct kz_subtag subtag;
    unit->side = rule->side;
    unit->begun = unit->named = false;
    unit->residence = unit->sector = (struct mt_slice){0, 0};
    while (kz_next_subtag(unit->reading, rule->subtags, &rest, &subtag)) {
        bool put = subtag.rule ? subtag.rule->put(unit, subtag.rule, &subtag) : kz_put_unknown(unit, &subtag);
        if (!put)
            return false;
        unit->begun = true;
    }
    return put_sector(unit);
}

/* The address of a bank: a BIC, or the nine digits of an MFO, which are its id as well. Anything else is scanned as its
 * name. */
static bool put_bank_code(struct kz_unit *unit, const uint8_t fields[4], struct mt_slice code)
{
    struct mt_reading *reading = unit->reading;
    if (!mt_put(reading, (fg_field)fields[0], code))
        return false;
    if (mt_is_bic(reading, code))
        return true;
    if (!kz_is_digits(reading, code, MFO_DIGITS))
        return mt_put(reading, (fg_field)fields[3], code);
    return fields[1] == FG_FIELD_NONE || mt_put(reading, (fg_field)fields[1], code);
}

bool kz_put_agent(struct kz_unit *unit, const struct kz_field_rule *rule, const struct kz_field *field)
{
    struct mt_reading *reading = unit->reading;
    struct mt_slice rest = field->text, line;
    if (!mt_filled_line(reading, &rest, &line))
        return true;
    if (mt_byte(reading, line, 0) == '/') {
        if (!put_account(unit, (fg_field)rule->fields[2], without_slash(reading, line)))
            return false;
        if (!mt_filled_line(reading, &rest, &line))
            return true;
    }
    return put_bank_code(unit, rule->fields, line) && kz_put_lines(reading, (fg_field)rule->fields[3], " ", rest);
}
