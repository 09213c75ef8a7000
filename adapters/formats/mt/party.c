/*
 * party.c: writes the parties of an MT103 into the transfer (party.h). Touches nothing else.
 */
#include "party.h"

#include <string.h>

#include "lines.h"
#include "write.h"

/* The width of a party line; a word that would not have fitted behind a line shows that the name goes on. */
#define LINE_WIDTH 35

struct customer_fields {
    fg_field name;
    fg_field account;
    fg_field id;
    fg_field bic;
    fg_field address;
};

static const struct customer_fields debtor_fields = {FG_FIELD_DEBTOR_NAME, FG_FIELD_DEBTOR_ACCOUNT, FG_FIELD_DEBTOR_ID,
                                                     FG_FIELD_DEBTOR_BIC, FG_FIELD_DEBTOR_ADDRESS};
static const struct customer_fields creditor_fields = {FG_FIELD_CREDITOR_NAME, FG_FIELD_CREDITOR_ACCOUNT,
                                                       FG_FIELD_CREDITOR_ID, FG_FIELD_CREDITOR_BIC,
                                                       FG_FIELD_CREDITOR_ADDRESS};

struct agent_fields {
    fg_field name;
    fg_field account;
    fg_field id;
    fg_field bic;
};

/* 51a to 57a; the accounts of reimbursement agents have no field of their own and are kept as other text. */
static const struct agent_fields agents[] = {
    {FG_FIELD_OTHER_TEXT, FG_FIELD_OTHER_TEXT, FG_FIELD_OTHER_TEXT, FG_FIELD_INSTRUCTING_AGENT_BIC},
    {FG_FIELD_DEBTOR_AGENT_NAME, FG_FIELD_DEBTOR_AGENT_ACCOUNT, FG_FIELD_DEBTOR_AGENT_ID, FG_FIELD_DEBTOR_AGENT_BIC},
    {FG_FIELD_REIMBURSEMENT_AGENT_NAME, FG_FIELD_OTHER_TEXT, FG_FIELD_OTHER_TEXT, FG_FIELD_REIMBURSEMENT_AGENT_BIC},
    {FG_FIELD_REIMBURSEMENT_AGENT_NAME, FG_FIELD_OTHER_TEXT, FG_FIELD_OTHER_TEXT, FG_FIELD_REIMBURSEMENT_AGENT_BIC},
    {FG_FIELD_REIMBURSEMENT_AGENT_NAME, FG_FIELD_OTHER_TEXT, FG_FIELD_OTHER_TEXT, FG_FIELD_REIMBURSEMENT_AGENT_BIC},
    {FG_FIELD_INTERMEDIARY_AGENT_NAME, FG_FIELD_INTERMEDIARY_AGENT_ACCOUNT, FG_FIELD_INTERMEDIARY_AGENT_ID,
     FG_FIELD_INTERMEDIARY_AGENT_BIC},
    {FG_FIELD_CREDITOR_AGENT_NAME, FG_FIELD_CREDITOR_AGENT_ACCOUNT, FG_FIELD_CREDITOR_AGENT_ID,
     FG_FIELD_CREDITOR_AGENT_BIC}};

bool mt_is_bic(const struct mt_reading *reading, struct mt_slice slice)
{
    if (mt_length(slice) != 8 && mt_length(slice) != 11)
        return false;
    for (uint32_t i = 0; i < mt_length(slice); i++) {
        unsigned char byte = mt_byte(reading, slice, i);
        if (!mt_is_capital(byte) && (i == 4 || i == 5 || !mt_is_digit(byte)))
            return false;
    }
    return true;
}

/* An account; words in it are no account, so they are scanned as other text too. */
static bool put_account(struct mt_reading *reading, fg_field field, struct mt_slice value)
{
    if (!mt_put(reading, field, value))
        return false;
    bool words = mt_length(value) > 0 && memchr(reading->bytes + value.start, ' ', mt_length(value)) != NULL;
    return !words || field == FG_FIELD_OTHER_TEXT || mt_put(reading, FG_FIELD_OTHER_TEXT, value);
}

/* The line of a BIC. What is none is kept as a name as well; a BIC in front of something else is taken out of it. */
static bool put_bic(struct mt_reading *reading, fg_field bic, fg_field name, struct mt_slice line)
{
    if (!mt_put(reading, bic, line))
        return false;
    if (mt_is_bic(reading, line))
        return true;
    static const uint32_t lengths[] = {11, 8};
    for (uint32_t i = 0; i < 2; i++) {
        struct mt_slice front = {line.start, line.start + lengths[i]};
        unsigned char next = mt_byte(reading, line, lengths[i]);
        if ((next == '/' || next == ' ') && mt_is_bic(reading, front)) {
            if (!mt_put(reading, bic, front))
                return false;
            break;
        }
    }
    return mt_put(reading, name, line);
}

/* All further lines as one value. */
static bool put_address(struct mt_reading *reading, fg_field field, struct mt_slice rest)
{
    struct mt_slice line;
    uint32_t last = 0;
    if (!mt_filled_line(reading, &rest, &line))
        return true;
    if (!mt_open(reading, field, line.start))
        return false;
    do {
        if (!mt_join(reading, "\n", &last, line))
            return false;
    } while (mt_filled_line(reading, &rest, &line));
    mt_close(reading);
    return true;
}

/* The IIN and BIN that stand in the lines of a customer. */
static bool put_tax_ids(struct mt_reading *reading, fg_field field, struct mt_slice lines)
{
    struct mt_slice digits;
    for (uint32_t from = lines.start; mt_find_tax_id(reading, lines, &from, &digits);)
        if (!mt_put(reading, field, digits))
            return false;
    return true;
}

/* Whether a name goes on in the next line: the first word there would not have fitted behind it. */
static bool goes_on(const struct mt_reading *reading, struct mt_slice name, struct mt_slice next)
{
    uint32_t word = 0;
    while (word < mt_length(next) && mt_byte(reading, next, word) != ' ')
        word++;
    return mt_length(name) + 1 + word > LINE_WIDTH;
}

/* A name that fills its line may go on in the next: then both together are a second value of the name. Where the line
 * holds but an identifier, the next line is a second value too. */
static bool put_further_name(struct mt_reading *reading, const struct customer_fields *fields, struct mt_slice name,
                             struct mt_slice rest)
{
    struct mt_slice next;
    if (!mt_filled_line(reading, &rest, &next))
        return true;
    if (mt_is_bare_account(reading, name) || mt_is_tax_id_line(reading, name))
        return mt_put(reading, fields->name, next);
    if (!goes_on(reading, name, next))
        return true;
    uint32_t last = 0;
    if (!mt_open(reading, fields->name, name.start) || !mt_join(reading, " ", &last, name) ||
        !mt_join(reading, " ", &last, next))
        return false;
    mt_close(reading);
    transfer_mark_alternative(reading->transfer);
    return true;
}

/* Options K, H, none: name, then address. */
static bool put_plain_lines(struct mt_reading *reading, const struct customer_fields *fields, struct mt_slice lines,
                            bool has_account)
{
    struct mt_slice rest = lines, name;
    if (!mt_filled_line(reading, &rest, &name))
        return true;
    if (!has_account && mt_is_bare_account(reading, name) && !put_account(reading, fields->account, name))
        return false;
    return mt_put(reading, fields->name, name) && put_further_name(reading, fields, name, rest) &&
           put_address(reading, fields->address, rest) && put_tax_ids(reading, fields->id, lines);
}

/* Option A: the BIC of an institution that is the customer. */
static bool put_bic_lines(struct mt_reading *reading, const struct customer_fields *fields, struct mt_slice lines)
{
    struct mt_slice rest = lines, line;
    if (!mt_filled_line(reading, &rest, &line))
        return true;
    return put_bic(reading, fields->bic, fields->name, line) && put_address(reading, fields->address, rest) &&
           put_tax_ids(reading, fields->id, lines);
}

/* What the lines of options F are, by their numbers. */
enum { LINE_NAME = 1, LINE_CUSTOMER_NUMBER = 6, LINE_NATIONAL_ID = 7 };

static bool has_number(const struct mt_reading *reading, struct mt_slice lines, uint32_t number)
{
    struct mt_slice line;
    while (mt_filled_line(reading, &lines, &line)) {
        uint32_t own = mt_line_number(reading, line);
        if (own != 0 && (number == 0 || own == number))
            return true;
    }
    return false;
}

static struct mt_slice behind_number(struct mt_slice line)
{
    return (struct mt_slice){line.start + 2, line.end};
}

/* Lines 1/ together. A field without one has its name in the first line that has no number. */
static bool put_numbered_name(struct mt_reading *reading, fg_field field, struct mt_slice lines)
{
    bool numbered = has_number(reading, lines, LINE_NAME);
    struct mt_slice line;
    uint32_t last = 0;
    if (!mt_open(reading, field, lines.start))
        return false;
    while (mt_filled_line(reading, &lines, &line)) {
        uint32_t number = mt_line_number(reading, line);
        if (number != (numbered ? LINE_NAME : 0) || (!numbered && mt_is_coded_id(reading, line)))
            continue;
        if (number)
            line = mt_trim(reading, behind_number(line));
        if (mt_length(line) > 0 && !mt_join(reading, " ", &last, line))
            return false;
        if (!numbered)
            break;
    }
    mt_close(reading);
    return true;
}

/* Every line that is no name, without its number: whatever stands there is scanned. */
static bool put_numbered_address(struct mt_reading *reading, fg_field field, struct mt_slice lines)
{
    struct mt_slice line;
    uint32_t last = 0;
    if (!mt_open(reading, field, lines.start))
        return false;
    while (mt_filled_line(reading, &lines, &line)) {
        uint32_t number = mt_line_number(reading, line);
        if (number == LINE_NAME)
            continue;
        if (number)
            line = mt_trim(reading, behind_number(line));
        if (mt_length(line) > 0 && !mt_join(reading, "\n", &last, line))
            return false;
    }
    mt_close(reading);
    return true;
}

/* 6/ customer number and 7/ national identity: "7/KZ/850101300123"; a coded identifier in the first line. */
static bool put_numbered_ids(struct mt_reading *reading, fg_field field, struct mt_slice lines)
{
    struct mt_slice line;
    while (mt_filled_line(reading, &lines, &line)) {
        uint32_t number = mt_line_number(reading, line);
        bool is_id = number == LINE_CUSTOMER_NUMBER || number == LINE_NATIONAL_ID;
        if ((is_id || (number == 0 && mt_is_coded_id(reading, line))) &&
            !mt_put(reading, field, mt_behind_slash(reading, line)))
            return false;
    }
    return true;
}

/* Options F: numbered lines. */
static bool put_numbered_lines(struct mt_reading *reading, const struct customer_fields *fields, struct mt_slice lines,
                               bool has_account)
{
    struct mt_slice rest = lines, first;
    if (!has_account && mt_filled_line(reading, &rest, &first) && mt_line_number(reading, first) == 0 &&
        mt_is_bare_account(reading, first)) {
        if (!put_account(reading, fields->account, first))
            return false;
        lines = rest;
    }
    return put_numbered_name(reading, fields->name, lines) && put_numbered_address(reading, fields->address, lines) &&
           put_numbered_ids(reading, fields->id, lines) && put_tax_ids(reading, fields->id, lines);
}

static bool put_customer(struct mt_reading *reading, const struct mt_field *field, const struct customer_fields *fields)
{
    struct mt_slice lines = field->text;
    struct mt_party_id id;
    bool has_account = mt_read_party_id(reading, field->first, &id);
    if (has_account) {
        lines = field->rest;
        if (!put_account(reading, fields->account, id.value))
            return false;
    }
    if (field->option == 'A')
        return put_bic_lines(reading, fields, lines);
    if (field->option == 'F' && has_number(reading, lines, 0))
        return put_numbered_lines(reading, fields, lines, has_account);
    return put_plain_lines(reading, fields, lines, has_account);
}

bool mt_put_debtor(struct mt_reading *reading, const struct mt_field *field)
{
    return put_customer(reading, field, &debtor_fields);
}

bool mt_put_creditor(struct mt_reading *reading, const struct mt_field *field)
{
    return put_customer(reading, field, &creditor_fields);
}

/* A: BIC. B: a location, or the BIC of a domestic bank. C: the party identifier alone. D and others: name, address. */
bool mt_put_agent(struct mt_reading *reading, const struct mt_field *field)
{
    const struct agent_fields *fields = &agents[field->number - 51];
    struct mt_slice rest = field->rest, line = field->first;
    struct mt_party_id id;
    if (mt_length(line) == 0 && !mt_filled_line(reading, &rest, &line))
        return true;
    if (mt_read_party_id(reading, line, &id)) {
        if (!put_account(reading, id.clearing ? fields->id : fields->account, id.value))
            return false;
        if (!mt_filled_line(reading, &rest, &line))
            return true;
    }
    bool is_bic = field->option == 'A' || (field->option == 'B' && mt_is_bic(reading, line));
    bool put = is_bic                                         ? put_bic(reading, fields->bic, fields->name, line)
               : field->option == 'B' || field->option == 'C' ? mt_put(reading, FG_FIELD_AGENT_ADDRESS, line)
                                                              : mt_put(reading, fields->name, line);
    return put && put_address(reading, FG_FIELD_AGENT_ADDRESS, rest);
}
