/*
 * party.c: writes the parties of a message into the transfer (party.h): customers, banks that pay or are paid, agents.
 * Touches nothing else.
 */
#include "party.h"

#include <string.h>

#include "lines.h"
#include "meanings.h"
#include "russian.h"
#include "write.h"

/* The width of a party line; a word that would not have fitted behind a line shows that the name goes on. */
#define LINE_WIDTH 35

#define FIELD(name) FG_FIELD_##name

const struct mt_party mt_debtor = {FIELD(DEBTOR_NAME), FIELD(DEBTOR_ACCOUNT), FIELD(DEBTOR_ACCOUNT),
                                   FIELD(DEBTOR_BIC),  FIELD(DEBTOR_ADDRESS), FIELD(DEBTOR_ID)};
const struct mt_party mt_creditor = {FIELD(CREDITOR_NAME), FIELD(CREDITOR_ACCOUNT), FIELD(CREDITOR_ACCOUNT),
                                     FIELD(CREDITOR_BIC),  FIELD(CREDITOR_ADDRESS), FIELD(CREDITOR_ID)};
/* Who instructs for another has no account and no BIC of his own among the fields. */
const struct mt_party mt_initiator = {FIELD(INITIATING_PARTY_NAME), FIELD(OTHER_TEXT), FIELD(OTHER_TEXT),
                                      FIELD(INITIATING_PARTY_ID),   FIELD(OTHER_TEXT), FIELD(INITIATING_PARTY_ID)};
/* A clearing code is no IIN or BIN: what a bank that pays or is paid has there is text. */
const struct mt_party mt_debtor_bank = {FIELD(DEBTOR_NAME), FIELD(DEBTOR_ACCOUNT), FIELD(OTHER_TEXT),
                                        FIELD(DEBTOR_BIC),  FIELD(DEBTOR_ADDRESS), FIELD(DEBTOR_ID)};
const struct mt_party mt_creditor_bank = {FIELD(CREDITOR_NAME), FIELD(CREDITOR_ACCOUNT), FIELD(OTHER_TEXT),
                                          FIELD(CREDITOR_BIC),  FIELD(CREDITOR_ADDRESS), FIELD(CREDITOR_ID)};
/* What an agent has no field for is kept as other text. */
const struct mt_party mt_instructing_agent = {
    FIELD(OTHER_TEXT), FIELD(OTHER_TEXT), FIELD(OTHER_TEXT), FIELD(INSTRUCTING_AGENT_BIC), FIELD(AGENT_ADDRESS), 0};
const struct mt_party mt_debtor_agent = {FIELD(DEBTOR_AGENT_NAME), FIELD(DEBTOR_AGENT_ACCOUNT), FIELD(DEBTOR_AGENT_ID),
                                         FIELD(DEBTOR_AGENT_BIC),  FIELD(AGENT_ADDRESS),        0};
const struct mt_party mt_reimbursement_agent = {
    FIELD(REIMBURSEMENT_AGENT_NAME), FIELD(OTHER_TEXT),    FIELD(OTHER_TEXT),
    FIELD(REIMBURSEMENT_AGENT_BIC),  FIELD(AGENT_ADDRESS), 0};
const struct mt_party mt_intermediary_agent = {FIELD(INTERMEDIARY_AGENT_NAME), FIELD(INTERMEDIARY_AGENT_ACCOUNT),
                                               FIELD(INTERMEDIARY_AGENT_ID),   FIELD(INTERMEDIARY_AGENT_BIC),
                                               FIELD(AGENT_ADDRESS),           0};
const struct mt_party mt_creditor_agent = {FIELD(CREDITOR_AGENT_NAME), FIELD(CREDITOR_AGENT_ACCOUNT),
                                           FIELD(CREDITOR_AGENT_ID),   FIELD(CREDITOR_AGENT_BIC),
                                           FIELD(AGENT_ADDRESS),       0};

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

/* An account; what has not the form of one is scanned as other text too. */
static bool put_account(struct mt_reading *reading, fg_field field, struct mt_slice value)
{
    if (!mt_put(reading, field, value))
        return false;
    return mt_is_account(reading, value) || field == FG_FIELD_OTHER_TEXT || mt_put(reading, FG_FIELD_OTHER_TEXT, value);
}

/* The line of a BIC. What is none is kept as a name as well; a BIC in front of something else is another reading. */
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
            transfer_mark_alternative(reading->transfer);
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

/* A name that fills its line may go on in the next: then both together are another reading of it. Where the line looks
 * like an account that lacks its slash, so is the next line. */
static bool put_further_name(struct mt_reading *reading, const struct mt_party *party, struct mt_slice name,
                             struct mt_slice rest)
{
    struct mt_slice next;
    if (!mt_filled_line(reading, &rest, &next))
        return true;
    bool account = mt_is_bare_account(reading, name);
    if (!account && !goes_on(reading, name, next))
        return true;
    uint32_t last = 0;
    if (!mt_open(reading, party->name, account ? next.start : name.start) ||
        (!account && !mt_join(reading, " ", &last, name)) || !mt_join(reading, " ", &last, next))
        return false;
    mt_close(reading);
    transfer_mark_alternative(reading->transfer);
    return true;
}

/* Options K, H, none: name, then address. A first line that holds but an identifier is no name. */
static bool put_plain_lines(struct mt_writing *writing, const struct mt_party *party, struct mt_slice lines,
                            bool has_account)
{
    struct mt_reading *reading = writing->reading;
    struct mt_slice rest = lines, name, behind;
    if (!mt_filled_line(reading, &rest, &name))
        return true;
    if (!has_account && mt_is_bare_account(reading, name) && !put_account(reading, party->account, name))
        return false;
    behind = rest;
    if (mt_is_tax_id_line(reading, name) && mt_filled_line(reading, &behind, &name)) {
        rest = behind;
        if (!put_address(reading, party->address, (struct mt_slice){lines.start, name.start}))
            return false;
    }
    if (party->id && !put_tax_ids(reading, party->id, lines))
        return false;
    if (writing->russian)
        return mt_russian_name(writing, party, (struct mt_slice){name.start, lines.end});
    return mt_put(reading, party->name, name) && put_further_name(reading, party, name, rest) &&
           put_address(reading, party->address, rest);
}

/* Option A: the BIC of an institution that is the customer. */
static bool put_bic_lines(struct mt_reading *reading, const struct mt_party *party, struct mt_slice lines)
{
    struct mt_slice rest = lines, line;
    if (!mt_filled_line(reading, &rest, &line))
        return true;
    return put_bic(reading, party->bic, party->name, line) && put_address(reading, party->address, rest) &&
           put_tax_ids(reading, party->id, lines);
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
static bool put_numbered_lines(struct mt_writing *writing, const struct mt_party *party, struct mt_slice lines,
                               bool has_account)
{
    struct mt_reading *reading = writing->reading;
    struct mt_slice rest = lines, first;
    if (!has_account && mt_filled_line(reading, &rest, &first) && mt_line_number(reading, first) == 0 &&
        mt_is_bare_account(reading, first)) {
        if (!put_account(reading, party->account, first))
            return false;
        lines = rest;
    }
    return put_numbered_name(reading, party->name, lines) &&
           (!writing->russian || mt_russian_reading(writing, party->name, lines)) &&
           put_numbered_address(reading, party->address, lines) && put_numbered_ids(reading, party->id, lines) &&
           put_tax_ids(reading, party->id, lines);
}

static bool put_customer(struct mt_writing *writing, const struct mt_field *field, const struct mt_tag *tag)
{
    struct mt_reading *reading = writing->reading;
    const struct mt_party *party = tag->party;
    struct mt_slice lines = field->text;
    struct mt_party_id id;
    bool has_account = mt_read_party_id(reading, field->first, &id);
    if (has_account) {
        lines = field->rest;
        if (!put_account(reading, party->account, id.value))
            return false;
    }
    if (field->option == 'A' || field->option == 'G' || field->option == 'C')
        return put_bic_lines(reading, party, lines);
    if (field->option == 'F' && has_number(reading, lines, 0))
        return put_numbered_lines(writing, party, lines, has_account);
    return put_plain_lines(writing, party, lines, has_account);
}

/* The first line of a bank: what stands before its name or BIC. false = a limit. *line is the next line, empty when
 * there is none. */
static bool put_party_line(struct mt_reading *reading, const struct mt_field *field, const struct mt_party *party,
                           struct mt_slice *rest, struct mt_slice *line)
{
    struct mt_party_id id;
    *rest = field->rest;
    *line = field->first;
    if (mt_length(*line) == 0 && !mt_filled_line(reading, rest, line)) {
        *line = (struct mt_slice){field->text.end, field->text.end};
        return true;
    }
    if (!mt_read_party_id(reading, *line, &id))
        return true;
    if (!mt_filled_line(reading, rest, line))
        *line = (struct mt_slice){field->text.end, field->text.end};
    return put_account(reading, id.clearing ? party->clearing : party->account, id.value);
}

static bool is_bic_line(const struct mt_reading *reading, const struct mt_field *field, struct mt_slice line)
{
    return field->option == 'A' || field->option == 'G' || (field->option == 'B' && mt_is_bic(reading, line));
}

/* A: BIC. B: a location, or the BIC of a domestic bank. C: the party identifier alone. D and others: name, address. */
static bool put_agent(struct mt_writing *writing, const struct mt_field *field, const struct mt_tag *tag)
{
    struct mt_reading *reading = writing->reading;
    const struct mt_party *party = tag->party;
    struct mt_slice rest, line;
    if (!put_party_line(reading, field, party, &rest, &line))
        return false;
    if (mt_length(line) == 0)
        return true;
    if (writing->russian && field->option == 'D')
        return mt_russian_name(writing, party, (struct mt_slice){line.start, field->text.end});
    bool put = is_bic_line(reading, field, line)              ? put_bic(reading, party->bic, party->name, line)
               : field->option == 'B' || field->option == 'C' ? mt_put(reading, party->address, line)
                                                              : mt_put(reading, party->name, line);
    return put && put_address(reading, party->address, rest);
}

/* A bank that pays or is paid is read like a customer where it is described in lines; Kazakhstan's payment codes may
 * stand among them. */
static bool put_bank(struct mt_writing *writing, const struct mt_field *field, const struct mt_tag *tag)
{
    struct mt_reading *reading = writing->reading;
    const struct mt_party *party = tag->party;
    struct mt_slice rest, line;
    uint32_t value = reading->transfer->value_count;
    if (!put_party_line(reading, field, party, &rest, &line))
        return false;
    if (mt_length(line) == 0)
        return true;
    if (is_bic_line(reading, field, line)) {
        if (!put_bic_lines(reading, party, (struct mt_slice){line.start, field->text.end}))
            return false;
    } else if (!put_plain_lines(writing, party, (struct mt_slice){line.start, field->text.end},
                                line.start > field->first.start)) {
        return false;
    }
    for (uint32_t end = reading->transfer->value_count; value < end; value++)
        if (reading->transfer->values[value].field == party->address && !mt_put_codes(writing, value, field->at))
            return false;
    return true;
}

#define PART(what, text)                                                                                               \
    {                                                                                                                  \
        .of = MT_PART_##what, .source = text                                                                           \
    }
#define NOTED(what, text, why)                                                                                         \
    {                                                                                                                  \
        .of = MT_PART_##what, .source = text, .note = why                                                              \
    }
#define OTHER(text, why)                                                                                               \
    {                                                                                                                  \
        .of = MT_PART_FIXED, .field = FG_FIELD_OTHER_TEXT, .source = text, .note = why                                 \
    }
#define IDS PART(ID, "number behind BIN, IIN, IDN, INN in any line; in option F lines 6/ and 7/, and NIDN and the like")
#define END                                                                                                            \
    {                                                                                                                  \
        .of = MT_PART_END                                                                                              \
    }

const struct mt_meaning mt_customer = {
    put_customer, false,
    (const struct mt_part[]){PART(ACCOUNT, "first line behind /"),
                             NOTED(ACCOUNT, "first line", "where it is one word with six digits or more and no slash"),
                             OTHER("first line behind /", "where the account has not the form of one"),
                             PART(NAME, "first line behind the account; in option F lines 1/"),
                             PART(ADDRESS, "further lines; in option F all but lines 1/"), IDS,
                             PART(BIC, "options A, C and G"), NOTED(NAME, "options A, C and G", "where it is no BIC"),
                             END}};
const struct mt_meaning mt_bank = {
    put_bank, false,
    (const struct mt_part[]){
        PART(ACCOUNT, "first line behind /"),
        PART(CLEARING, "first line behind //"),
        OTHER("first line behind /", "where the account has not the form of one"),
        PART(BIC, "options A and G; B where it is a BIC"),
        NOTED(NAME, "options A and G", "where it is no BIC"),
        PART(NAME, "other options, first line behind the account"),
        PART(ADDRESS, "further lines"),
        IDS,
        {.of = MT_PART_FIXED, .field = FG_FIELD_DEBTOR_SECTOR, .source = "EKNP, sender's code"},
        {.of = MT_PART_FIXED, .field = FG_FIELD_CREDITOR_SECTOR, .source = "EKNP, beneficiary's code"},
        {.of = MT_PART_FIXED, .field = FG_FIELD_PURPOSE_CODE, .source = "EKNP or KNP, purpose"},
        END}};
const struct mt_meaning mt_agent = {
    put_agent, false,
    (const struct mt_part[]){PART(ACCOUNT, "first line behind /"), PART(CLEARING, "first line behind //"),
                             OTHER("first line behind /", "where the account has not the form of one"),
                             PART(BIC, "option A; B where it is a BIC"), NOTED(NAME, "option A", "where it is no BIC"),
                             PART(NAME, "option D and others, first line behind the account"),
                             PART(ADDRESS, "option B; further lines"), END}};
