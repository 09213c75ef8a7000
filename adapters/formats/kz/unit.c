/*
 * unit.c: reads the fields of a payment, or of what the payments of a batch share (unit.h). Writes the transfer and the
 * error, touches nothing else.
 */
#include "unit.h"

#include <string.h>

#include "../mt/values.h"
#include "../mt/write.h"
#include "values.h"

/* Payment codes in what has been written since a value. */
static bool put_codes(struct kz_unit *unit, uint32_t value)
{
    struct transfer *transfer = unit->reading->transfer;
    for (uint32_t end = transfer->value_count; value < end; value++)
        if (!eknp_put(transfer, value, &unit->said))
            return transfer->value_count >= transfer->value_limit
                       ? mt_limit(unit->reading, "limit-fields", unit->at, "limits.fields")
                       : mt_limit(unit->reading, "limit-text-bytes", unit->at, "limits.text_bytes");
    return true;
}

bool kz_put_text(struct kz_unit *unit, fg_field field, struct mt_slice text)
{
    uint32_t value = unit->reading->transfer->value_count;
    return kz_put_lines(unit->reading, field, "\n", text) && put_codes(unit, value);
}

bool kz_put_value(struct kz_unit *unit, const struct kz_subtag_rule *rule, const struct kz_subtag *subtag)
{
    return kz_put_lines(unit->reading, (fg_field)rule->fields[unit->side], " ", subtag->value);
}

bool kz_put_unknown(struct kz_unit *unit, const struct kz_subtag *subtag)
{
    return (subtag->rule && mt_length(subtag->value) == 0) || kz_put_text(unit, FG_FIELD_OTHER_TEXT, subtag->whole);
}

static bool put_field_text(struct kz_unit *unit, const struct kz_field_rule *rule, const struct kz_field *field)
{
    return kz_put_text(unit, (fg_field)rule->fields[0], field->text);
}

static bool put_reference(struct kz_unit *unit, const struct kz_field_rule *rule, const struct kz_field *field)
{
    unit->referenced = unit->referenced || mt_length(field->text) > 0;
    return put_field_text(unit, rule, field);
}

static bool put_money(struct kz_unit *unit, const struct kz_field *field, struct mt_slice slice)
{
    struct kz_money money;
    if (!kz_read_money(unit->reading, slice, field->tag, &money))
        return false;
    if (unit->part == KZ_COMMON)
        return true; /* the total, which is no payment's amount */
    if (unit->amount)
        return mt_refuse(unit->reading, "kz-duplicate-amount", field->at,
                         "field % states a second amount of one payment; one of :32A: and :32B: is expected",
                         field->tag);
    unit->amount = true;
    return kz_put_money(unit->reading, &money);
}

/* 32A: the day of the settlement, currency and amount. */
static bool put_settlement(struct kz_unit *unit, const struct kz_field_rule *rule, const struct kz_field *field)
{
    struct mt_slice date = field->text, money = field->text;
    char iso[10];
    date.end = money.start = mt_length(date) < 6 ? date.end : date.start + 6;
    if (!mt_date(unit->reading, date, iso))
        return mt_refuse(unit->reading, "kz-bad-date", date.start,
                         "field % does not begin with a date in the form YYMMDD", field->tag);
    return kz_put_date(unit->reading, (fg_field)rule->fields[0], date, iso) && put_money(unit, field, money);
}

static bool put_amount(struct kz_unit *unit, const struct kz_field_rule *rule, const struct kz_field *field)
{
    (void)rule;
    return put_money(unit, field, field->text);
}

/* The order in which banks' programs write them. */
const struct kz_field_rule kz_field_rules[] = {
    {"20*", false, put_reference, {FG_FIELD_MESSAGE_ID}, 0, NULL, NULL},
    {"21*", false, put_field_text, {FG_FIELD_TRANSACTION_ID}, 0, NULL, "begins a payment of a batch"},
    {"32A",
     false,
     put_settlement,
     {FG_FIELD_SETTLEMENT_DATE, FG_FIELD_CURRENCY, FG_FIELD_AMOUNT},
     0,
     NULL,
     "in a batch the date alone: the sum is that of all payments"},
    {"32B", false, put_amount, {FG_FIELD_CURRENCY, FG_FIELD_AMOUNT}, 0, NULL, "of a payment of a batch"},
    {"50*", false, kz_put_party, {FG_FIELD_NONE}, 0, &kz_party_subtags, NULL},
    {"52*",
     false,
     kz_put_agent,
     {FG_FIELD_DEBTOR_AGENT_BIC, FG_FIELD_DEBTOR_AGENT_ID, FG_FIELD_DEBTOR_AGENT_ACCOUNT, FG_FIELD_DEBTOR_AGENT_NAME},
     0,
     NULL,
     NULL},
    {"53*",
     false,
     kz_put_agent,
     {FG_FIELD_REIMBURSEMENT_AGENT_BIC, FG_FIELD_NONE, FG_FIELD_OTHER_TEXT, FG_FIELD_REIMBURSEMENT_AGENT_NAME},
     0,
     NULL,
     NULL},
    {"54*",
     false,
     kz_put_agent,
     {FG_FIELD_REIMBURSEMENT_AGENT_BIC, FG_FIELD_NONE, FG_FIELD_OTHER_TEXT, FG_FIELD_REIMBURSEMENT_AGENT_NAME},
     0,
     NULL,
     "the beneficiary bank's correspondent"},
    {"56*",
     false,
     kz_put_agent,
     {FG_FIELD_INTERMEDIARY_AGENT_BIC, FG_FIELD_INTERMEDIARY_AGENT_ID, FG_FIELD_INTERMEDIARY_AGENT_ACCOUNT,
      FG_FIELD_INTERMEDIARY_AGENT_NAME},
     0,
     NULL,
     NULL},
    {"57*",
     false,
     kz_put_agent,
     {FG_FIELD_CREDITOR_AGENT_BIC, FG_FIELD_CREDITOR_AGENT_ID, FG_FIELD_CREDITOR_AGENT_ACCOUNT,
      FG_FIELD_CREDITOR_AGENT_NAME},
     0,
     NULL,
     NULL},
    {"59*", false, kz_put_party, {FG_FIELD_NONE}, 1, &kz_party_subtags, NULL},
    {"70*", true, kz_put_details, {FG_FIELD_NONE}, 0, &kz_details_subtags, NULL},
    {"72*", true, put_field_text, {FG_FIELD_INSTRUCTION_FOR_NEXT_AGENT}, 0, NULL, NULL},
    {"77*", true, put_field_text, {FG_FIELD_REGULATORY_REPORTING}, 0, NULL, NULL},
};
const uint32_t kz_field_rule_count = sizeof kz_field_rules / sizeof *kz_field_rules;

static const struct kz_field_rule *find_rule(const struct kz_field *field)
{
    for (uint32_t i = 0; i < kz_field_rule_count; i++) {
        const struct kz_field_rule *rule = &kz_field_rules[i];
        if (memcmp(rule->tag, field->tag, 2) == 0 && (rule->tag[2] == '*' || rule->tag[2] == field->tag[2]))
            return rule;
    }
    return NULL;
}

/* A field that no rule knows is screened whole. */
static bool put_unknown(struct kz_unit *unit, const struct kz_field *field)
{
    if (unit->reading->warnings && field->tag[0] != '\0') {
        unit->reading->warnings->unmapped++;
        mt_warn(unit->reading, "kz-unmapped-field", field->at,
                "a field that these messages are not known to have; it is screened as other text");
    }
    return kz_put_text(unit, FG_FIELD_OTHER_TEXT, field->text);
}

bool kz_read_unit(struct kz_unit *unit, struct kz_walk fields)
{
    struct kz_field field;
    while (kz_next_field(unit->reading, &fields, &field)) {
        const struct kz_field_rule *rule = find_rule(&field);
        unit->at = field.at;
        unit->side = 0;
        if (!rule) {
            if (!put_unknown(unit, &field))
                return false;
            continue;
        }
        uint32_t bit = UINT32_C(1) << (rule - kz_field_rules);
        if ((unit->seen & bit) != 0 && !rule->repeats)
            return mt_refuse(unit->reading, "kz-duplicate-field", field.at,
                             "field % stands twice in one payment; another reader may take the other one", field.tag);
        unit->seen |= bit;
        if (!rule->put(unit, rule, &field))
            return false;
    }
    return true;
}
