/*
 * details.c: the details of a domestic payment (:70:, unit.h): document number, codes, the purpose in words, and lists
 * of persons whose wages, pension or social contributions are paid. Writes the transfer, touches nothing else.
 */
#include <string.h>

#include "../mt/values.h"
#include "../mt/write.h"
#include "unit.h"
#include "values.h"

static bool put_date(struct kz_unit *unit, const struct kz_subtag_rule *rule, const struct kz_subtag *subtag)
{
    char iso[10];
    if (!mt_date(unit->reading, subtag->value, iso))
        return kz_put_unknown(unit, subtag);
    return kz_put_date(unit->reading, (fg_field)rule->fields[0], subtag->value, iso);
}

/* Two digits; anything else in its place is screened as text too. */
static bool put_operation(struct kz_unit *unit, const struct kz_subtag_rule *rule, const struct kz_subtag *subtag)
{
    if (!kz_is_digits(unit->reading, subtag->value, 2))
        return kz_put_unknown(unit, subtag);
    return mt_put(unit->reading, (fg_field)rule->fields[0], subtag->value);
}

/* 000 is written where the purpose is not known, and is none. */
static bool put_purpose(struct kz_unit *unit, const struct kz_subtag_rule *rule, const struct kz_subtag *subtag)
{
    struct mt_reading *reading = unit->reading;
    if (!kz_is_digits(reading, subtag->value, 3))
        return kz_put_unknown(unit, subtag);
    return memcmp(reading->bytes + subtag->value.start, "000", 3) == 0 ||
           mt_put(reading, (fg_field)rule->fields[0], subtag->value);
}

static bool put_remittance(struct kz_unit *unit, const struct kz_subtag_rule *rule, const struct kz_subtag *subtag)
{
    return kz_put_text(unit, (fg_field)rule->fields[0], subtag->value);
}

/* Family name, given name, father's name: as in a passport. */
static bool end_person(struct kz_unit *unit)
{
    struct mt_reading *reading = unit->reading;
    const struct mt_slice parts[] = {unit->person.family, unit->person.given, unit->person.fathers};
    unit->person = (struct kz_person){.family = {0, 0}};
    bool begun = false;
    for (uint32_t i = 0; i < sizeof parts / sizeof *parts; i++) {
        if (mt_length(parts[i]) == 0)
            continue;
        /* The blank between two parts leads back to the slash before the second: they stand in any order. */
        struct mt_slice slash = {parts[i].start - 1, parts[i].start};
        if (begun ? !mt_replace(reading, " ", 1, slash)
                  : !mt_open(reading, FG_FIELD_ULTIMATE_CREDITOR_NAME, parts[i].start))
            return false;
        begun = true;
        if (!mt_piece(reading, parts[i]))
            return false;
    }
    if (begun)
        mt_close(reading);
    return true;
}

static bool keep_part(struct kz_unit *unit, struct mt_slice *part, const struct kz_subtag *subtag)
{
    if (mt_length(*part) > 0 && !end_person(unit))
        return false;
    *part = subtag->value;
    return true;
}

/* A family name begins the next person. */
static bool keep_family(struct kz_unit *unit, const struct kz_subtag_rule *rule, const struct kz_subtag *subtag)
{
    (void)rule;
    return end_person(unit) && keep_part(unit, &unit->person.family, subtag);
}

static bool keep_given(struct kz_unit *unit, const struct kz_subtag_rule *rule, const struct kz_subtag *subtag)
{
    (void)rule;
    return keep_part(unit, &unit->person.given, subtag);
}

static bool keep_fathers(struct kz_unit *unit, const struct kz_subtag_rule *rule, const struct kz_subtag *subtag)
{
    (void)rule;
    return keep_part(unit, &unit->person.fathers, subtag);
}

/* The head of a list, such as /OPV/ with its letter. */
static bool begin_list(struct kz_unit *unit, const struct kz_subtag_rule *rule, const struct kz_subtag *subtag)
{
    return end_person(unit) && (mt_length(subtag->value) == 0 || kz_put_value(unit, rule, subtag));
}

#define DETAIL(name, extent, field, put, note)                                                                         \
    {                                                                                                                  \
        name, extent, {FG_FIELD_##field, FG_FIELD_##field}, put, note                                                  \
    }
static const struct kz_subtag_rule rules[] = {
    DETAIL("", KZ_TEXT, REMITTANCE, put_remittance, "text without a sub-tag"),
    DETAIL("ASSIGN", KZ_TEXT, REMITTANCE, put_remittance, "lines joined with a line feed; also without anything"),
    DETAIL("NUM", KZ_VALUE, INSTRUCTION_ID, kz_put_value, "number of the document"),
    DETAIL("DATE", KZ_VALUE, CREATION_DATE, put_date, "of the document"),
    DETAIL("VO", KZ_VALUE, BANK_OPERATION_CODE, put_operation, "kind of operation"),
    DETAIL("KNP", KZ_VALUE, PURPOSE_CODE, put_purpose, "000 is none"),
    DETAIL("SEND", KZ_VALUE, OTHER_TEXT, kz_put_value, "way of sending"),
    DETAIL("PSO", KZ_VALUE, OTHER_TEXT, kz_put_value, "kind of message"),
    DETAIL("PRT", KZ_VALUE, OTHER_TEXT, kz_put_value, "priority"),
    DETAIL("BCLASS", KZ_VALUE, REGULATORY_REPORTING, kz_put_value, "class of the budget"),
    DETAIL("PERIOD", KZ_VALUE, OTHER_TEXT, kz_put_value, "month and year that are paid for"),
    DETAIL("OPV", KZ_VALUE, OTHER_TEXT, begin_list, "list: pension contributions"),
    DETAIL("OPVR", KZ_VALUE, OTHER_TEXT, begin_list, "list: pension contributions of the employer"),
    DETAIL("OPPV", KZ_VALUE, OTHER_TEXT, begin_list, "list: professional pension contributions"),
    DETAIL("DPV", KZ_VALUE, OTHER_TEXT, begin_list, "list: voluntary pension contributions"),
    DETAIL("SO", KZ_FIRST, OTHER_TEXT, begin_list, "list: social contributions"),
    DETAIL("OSMS", KZ_VALUE, OTHER_TEXT, begin_list, "list: deductions for health insurance"),
    DETAIL("VOSMS", KZ_VALUE, OTHER_TEXT, begin_list, "list: contributions for health insurance"),
    DETAIL("ZP", KZ_VALUE, OTHER_TEXT, begin_list, "list: wages"),
    DETAIL("FM", KZ_VALUE, ULTIMATE_CREDITOR_NAME, keep_family, "family name of a listed person"),
    DETAIL("NM", KZ_VALUE, ULTIMATE_CREDITOR_NAME, keep_given, "given name"),
    DETAIL("FT", KZ_VALUE, ULTIMATE_CREDITOR_NAME, keep_fathers, "father's name"),
    DETAIL("DT", KZ_VALUE, OTHER_TEXT, kz_put_value, "date of birth"),
    DETAIL("IDN", KZ_VALUE, ULTIMATE_CREDITOR_ID, kz_put_tax_id, "IIN of a listed person"),
    DETAIL("RNN", KZ_VALUE, ULTIMATE_CREDITOR_ID, kz_put_tax_id, "tax number before 2013"),
    DETAIL("LA", KZ_VALUE, OTHER_TEXT, kz_put_value, "account of a listed person with the creditor, a bank"),
    DETAIL("ADR", KZ_VALUE, ULTIMATE_CREDITOR_ADDRESS, kz_put_value, "address of a listed person"),
};
const struct kz_subtags kz_details_subtags = {rules, sizeof rules / sizeof *rules};

bool kz_put_details(struct kz_unit *unit, const struct kz_field_rule *rule, const struct kz_field *field)
{
    struct mt_slice rest = field->text;
    struct kz_subtag subtag;
    unit->side = 0;
    while (kz_next_subtag(unit->reading, rule->subtags, &rest, &subtag)) {
        bool put = subtag.rule ? subtag.rule->put(unit, subtag.rule, &subtag) : kz_put_unknown(unit, &subtag);
        if (!put)
            return false;
    }
    return end_person(unit);
}
