/*
 * fields.c: walks the text block of an MT103 and hands each field to what knows it (fields.h). Writes the transfer and
 * the error, touches nothing else.
 */
#include "fields.h"

#include <string.h>

#include "../eknp.h"
#include "party.h"
#include "values.h"
#include "write.h"

/* How often a tag may stand in a message. */
enum repetition {
    ONCE,            /* once with any of its options */
    ONCE_PER_OPTION, /* again with another option: every one of them is read and screened */
    MANY
};

struct tag_rule {
    char option; /* '*' = any option or none */
    uint8_t repetition;
    bool single_line; /* lines behind the first are kept as other text */
    fg_field field;   /* where the simple handlers put it */
    bool (*put)(struct mt_reading *reading, const struct mt_field *field, const struct tag_rule *rule);
};

static bool put_text(struct mt_reading *reading, const struct mt_field *field, const struct tag_rule *rule)
{
    return mt_put_lines(reading, rule->field, field->text);
}

/* Free text in which Kazakhstan's payment codes may stand. */
static bool put_coded_text(struct mt_reading *reading, const struct mt_field *field, const struct tag_rule *rule)
{
    uint32_t value = reading->transfer->value_count;
    struct eknp_said said = {.known = false};
    if (!mt_put_lines(reading, rule->field, field->text))
        return false;
    return eknp_put(reading->transfer, value, &said) || mt_limit(reading, "limit-fields", field->at, "limits.fields");
}

/* 20 is the reference of the message and of its one instruction alike. */
static bool put_reference(struct mt_reading *reading, const struct mt_field *field, const struct tag_rule *rule)
{
    return mt_put(reading, rule->field, field->first) && mt_put(reading, FG_FIELD_INSTRUCTION_ID, field->first);
}

static bool is_code(const struct mt_reading *reading, struct mt_slice slice)
{
    for (uint32_t i = 0; i < mt_length(slice); i++)
        if (!mt_is_capital(mt_byte(reading, slice, i)) && !mt_is_digit(mt_byte(reading, slice, i)))
            return false;
    return mt_length(slice) <= 4;
}

/* A code of at most four characters; anything else in its place is scanned as well. */
static bool put_code(struct mt_reading *reading, const struct mt_field *field, const struct tag_rule *rule)
{
    return mt_put(reading, rule->field, field->first) &&
           (is_code(reading, field->first) || mt_put(reading, FG_FIELD_OTHER_TEXT, field->first));
}

/* "/SNDTIME/1200+0100". */
static bool is_time(const struct mt_reading *reading, struct mt_slice slice)
{
    static const char pattern[] = "/AAATIME/0000+0000";
    if (mt_length(slice) != sizeof pattern - 1)
        return false;
    for (uint32_t i = 0; i < sizeof pattern - 1; i++) {
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

/* Times, rates and charges have no canonical field: in their own form they carry no words and are passed over, in any
 * other they are scanned. */
static bool put_unless_formatted(struct mt_reading *reading, const struct mt_field *field, const struct tag_rule *rule)
{
    struct mt_slice line = field->first, amount = line;
    bool formatted = false;
    if (field->number == 13) {
        formatted = is_time(reading, line);
    } else {
        if (field->number == 71 && mt_length(line) > 3 &&
            mt_is_currency(reading, (struct mt_slice){line.start, line.start + 3}))
            amount.start += 3;
        formatted = mt_is_amount(reading, amount);
    }
    return formatted || mt_put(reading, rule->field, line);
}

static bool put_settlement(struct mt_reading *reading, const struct mt_field *field, const struct tag_rule *rule)
{
    (void)rule;
    return mt_put_settlement(reading, field);
}

static bool put_instructed(struct mt_reading *reading, const struct mt_field *field, const struct tag_rule *rule)
{
    (void)rule;
    return mt_put_instructed(reading, field);
}

static bool put_debtor(struct mt_reading *reading, const struct mt_field *field, const struct tag_rule *rule)
{
    (void)rule;
    return mt_put_debtor(reading, field);
}

static bool put_creditor(struct mt_reading *reading, const struct mt_field *field, const struct tag_rule *rule)
{
    (void)rule;
    return mt_put_creditor(reading, field);
}

static bool put_agent(struct mt_reading *reading, const struct mt_field *field, const struct tag_rule *rule)
{
    (void)rule;
    return mt_put_agent(reading, field);
}

#define VARIANTS 3
#define AGENT                                                                                                          \
    {                                                                                                                  \
        {                                                                                                              \
            '*', ONCE, false, FG_FIELD_NONE, put_agent                                                                 \
        }                                                                                                              \
    }

/* The tags of MT103 by number. Options the standard does not give a party field are read like the plain one. */
static const struct tag_rule rules[100][VARIANTS] = {
    [13] = {{'C', MANY, true, FG_FIELD_OTHER_TEXT, put_unless_formatted}},
    [20] = {{'\0', ONCE, true, FG_FIELD_MESSAGE_ID, put_reference}},
    [21] = {{'\0', ONCE, true, FG_FIELD_RELATED_REFERENCE, put_text}},
    [23] = {{'B', ONCE_PER_OPTION, true, FG_FIELD_BANK_OPERATION_CODE, put_code},
            {'E', MANY, false, FG_FIELD_INSTRUCTION_FOR_CREDITOR_AGENT, put_text}},
    [26] = {{'T', ONCE, true, FG_FIELD_ISO_PURPOSE_CODE, put_code}},
    [32] = {{'A', ONCE, true, FG_FIELD_AMOUNT, put_settlement}},
    [33] = {{'B', ONCE, true, FG_FIELD_INSTRUCTED_AMOUNT, put_instructed}},
    [36] = {{'\0', ONCE, true, FG_FIELD_OTHER_TEXT, put_unless_formatted}},
    [50] = {{'*', ONCE_PER_OPTION, false, FG_FIELD_NONE, put_debtor}},
    [51] = AGENT,
    [52] = AGENT,
    [53] = AGENT,
    [54] = AGENT,
    [55] = AGENT,
    [56] = AGENT,
    [57] = AGENT,
    [59] = {{'*', ONCE, false, FG_FIELD_NONE, put_creditor}},
    [70] = {{'\0', ONCE, false, FG_FIELD_REMITTANCE, put_coded_text}},
    [71] = {{'A', ONCE_PER_OPTION, true, FG_FIELD_CHARGE_BEARER, put_code},
            {'F', MANY, true, FG_FIELD_OTHER_TEXT, put_unless_formatted},
            {'G', ONCE_PER_OPTION, true, FG_FIELD_OTHER_TEXT, put_unless_formatted}},
    [72] = {{'\0', ONCE, false, FG_FIELD_INSTRUCTION_FOR_NEXT_AGENT, put_coded_text}},
    [77] = {{'B', ONCE_PER_OPTION, false, FG_FIELD_REGULATORY_REPORTING, put_coded_text},
            {'T', ONCE_PER_OPTION, false, FG_FIELD_REMITTANCE_STRUCTURED, put_text}},
};

/* What has been seen of each number: a bit per option, and whether one of them had text. */
struct seen {
    uint32_t options[100];
    bool filled[100];
};

static const struct tag_rule *rule_of(const struct mt_field *field)
{
    for (uint32_t i = 0; i < VARIANTS; i++) {
        const struct tag_rule *rule = &rules[field->number][i];
        if (rule->put && (rule->option == '*' || rule->option == field->option))
            return rule;
    }
    return NULL;
}

static bool count_field(struct mt_reading *reading, const struct mt_field *field, const struct tag_rule *rule,
                        struct seen *seen)
{
    uint32_t bit = field->option ? UINT32_C(2) << (field->option & 31) : 1;
    uint32_t before = seen->options[field->number];
    if (rule->repetition == ONCE ? before != 0 : rule->repetition == ONCE_PER_OPTION && (before & bit))
        return mt_refuse(reading, "mt-duplicate-tag", field->at,
                         "field % stands twice in one message; it may stand once", field->tag);
    seen->options[field->number] |= bit;
    if (mt_length(field->first) > 0 || mt_length(field->rest) > 0)
        seen->filled[field->number] = true;
    return true;
}

static bool put_field(struct mt_reading *reading, const struct mt_field *field, struct seen *seen)
{
    const struct tag_rule *rule = rule_of(field);
    /* A tag that is none of MT103: what stands there is screened as text. */
    if (!rule)
        return mt_put_lines(reading, FG_FIELD_OTHER_TEXT, field->text);
    if (!count_field(reading, field, rule, seen))
        return false;
    if (rule->single_line && !mt_put_lines(reading, FG_FIELD_OTHER_TEXT, field->rest))
        return false;
    return rule->put(reading, field, rule);
}

/* ":59F:" at the beginning of a line. */
static bool read_tag(const struct mt_reading *reading, struct mt_slice line, struct mt_field *field)
{
    if (mt_byte(reading, line, 0) != ':')
        return false;
    unsigned char tens = mt_byte(reading, line, 1), ones = mt_byte(reading, line, 2), third = mt_byte(reading, line, 3);
    if (!mt_is_digit(tens) || !mt_is_digit(ones))
        return false;
    bool letter = mt_is_capital(third) || (third >= 'a' && third <= 'z');
    if (letter ? mt_byte(reading, line, 4) != ':' : third != ':')
        return false;
    struct mt_slice text = {line.start + (letter ? 5 : 4), line.end};
    *field = (struct mt_field){.tag = {(char)tens, (char)ones, letter ? (char)third : '\0'},
                               .at = line.start,
                               .number = (uint8_t)((tens - '0') * 10 + (ones - '0')),
                               .option = letter ? (char)third : '\0',
                               .text = text,
                               .first = mt_trim(reading, text)};
    return true;
}

static bool read_fields(struct mt_reading *reading, struct mt_slice rest, struct seen *seen)
{
    struct mt_slice line;
    struct mt_field field = {.at = 0}, next;
    bool reads = false;
    while (mt_line(reading, &rest, &line)) {
        if (read_tag(reading, line, &next)) {
            if (reads && !put_field(reading, &field, seen))
                return false;
            field = next;
            reads = true;
            continue;
        }
        if (mt_is_blank(reading, line))
            continue;
        if (!reads)
            return mt_refuse(reading, "mt-text-outside-field", line.start,
                             "text stands before the first field; a field begins a line, as in :20:", "");
        field.text.end = field.rest.end = line.end;
        if (field.rest.start == 0)
            field.rest.start = line.start;
    }
    return !reads || put_field(reading, &field, seen);
}

static bool require(struct mt_reading *reading, const struct seen *seen, uint32_t number, const char *code,
                    const char *tag, uint32_t at)
{
    return seen->filled[number] ||
           mt_refuse(reading, code, at, "field % is missing or empty; an MT103 cannot be screened without it", tag);
}

/* The BIC of a logical terminal: 8 characters, a letter for the terminal, and the branch unless that is XXX. */
static bool put_terminal(struct mt_reading *reading, fg_field field, struct mt_slice address)
{
    struct mt_slice branch = {address.start + 9, address.end};
    bool has_branch = mt_length(address) == 12 && mt_is_capital(mt_byte(reading, address, 8)) &&
                      mt_is_bic(reading, (struct mt_slice){address.start, address.start + 8}) &&
                      memcmp(reading->bytes + branch.start, "XXX", 3) != 0;
    for (uint32_t i = 0; i < 3 && has_branch; i++)
        has_branch = mt_is_capital(mt_byte(reading, branch, i)) || mt_is_digit(mt_byte(reading, branch, i));
    if (!mt_open(reading, field, address.start) ||
        !mt_piece(reading, (struct mt_slice){address.start, address.start + 8}) ||
        (has_branch && !mt_piece(reading, branch)))
        return false;
    mt_close(reading);
    return true;
}

/* A UETR has 36 characters; anything else in its place is scanned. */
#define UETR_WIDTH 36

static bool put_header(struct mt_reading *reading, const struct mt_message *message)
{
    struct mt_slice slice;
    if (mt_sender(reading, message, &slice) && !put_terminal(reading, FG_FIELD_SENDER_BIC, slice))
        return false;
    if (mt_receiver(reading, message, &slice) && !put_terminal(reading, FG_FIELD_RECEIVER_BIC, slice))
        return false;
    if (!mt_user_tag(reading, message, "121", &slice))
        return true;
    return mt_put(reading, mt_length(slice) == UETR_WIDTH ? FG_FIELD_UETR : FG_FIELD_OTHER_TEXT, slice);
}

bool mt_read_103(struct mt_reading *reading, const struct mt_message *message)
{
    struct seen seen = {.filled = {false}};
    uint32_t end = message->text.end;
    if (!put_header(reading, message) || !read_fields(reading, message->text, &seen))
        return false;
    if (!require(reading, &seen, 20, "mt-missing-20", "20", end) ||
        !require(reading, &seen, 32, "mt-missing-32a", "32A", end) ||
        !require(reading, &seen, 50, "mt-missing-50a", "50a", end) ||
        !require(reading, &seen, 59, "mt-missing-59a", "59a", end))
        return false;
    return mt_put_lines(reading, FG_FIELD_OTHER_TEXT, message->extra);
}
