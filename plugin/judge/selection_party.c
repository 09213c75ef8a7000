/*
 * selection_party.c: what kind of party somebody is and where it is resident, by its IIN or BIN and its sector code.
 * Reads the message and its identifiers.
 *
 *   IIN          a person; whether a sole proprietor, and where resident, it does not say
 *   BIN          digit 5: 4 a resident legal person, 5 one that is not resident, 6 a joint sole proprietor;
 *                digit 6: 1 a branch, 2 a representative office
 *   sector code  residency (1, 2), then the sector of the economy: 1, 2 government, 3 to 5 financial, 6 to 8 other
 *                organisations, 9 households
 *
 * A sector code says what the IIN or BIN leaves open: that a party is of the government or financial, where a person is
 * resident, and all of it of a party without IIN or BIN.
 */
#include "selection.h"

/* Where a party's IIN or BIN and its sector code stand; 0 = there is no such field. */
static const struct {
    uint8_t tax_id, sector;
} fields_of[] = {[PACK_CREDITOR] = {FG_FIELD_CREDITOR_ID, FG_FIELD_CREDITOR_SECTOR},
                 [PACK_ULTIMATE_CREDITOR] = {FG_FIELD_ULTIMATE_CREDITOR_ID, 0},
                 [PACK_DEBTOR] = {FG_FIELD_DEBTOR_ID, FG_FIELD_DEBTOR_SECTOR},
                 [PACK_ULTIMATE_DEBTOR] = {FG_FIELD_ULTIMATE_DEBTOR_ID, 0}};

#define PARTIES_KNOWN (sizeof fields_of / sizeof fields_of[0])

/* What one source says of a party: pack_party_kind and pack_residency bits, 0 = nothing. */
struct party_said {
    uint32_t kinds, residency;
};

/* A key of kind IDENTIFIER_TAX_ID is twelve digits; from 4 on the fifth is that of a BIN (check_digits.h). */
static struct party_said said_by_tax_id(const char *key)
{
    if (key[4] < '4')
        return (struct party_said){.kinds = PACK_PARTY_PERSON};
    struct party_said said = {.kinds = PACK_PARTY_COMPANY,
                              .residency = key[4] == '5' ? PACK_NON_RESIDENT : PACK_RESIDENT};
    if (key[5] == '1' || key[5] == '2')
        said.kinds = PACK_PARTY_BRANCH;
    else if (key[4] == '6')
        said.kinds = PACK_PARTY_SOLE_PROPRIETOR;
    return said;
}

static const uint32_t kind_of_sector[10] = {
    [1] = PACK_PARTY_GOVERNMENT, [2] = PACK_PARTY_GOVERNMENT, [3] = PACK_PARTY_FINANCIAL,
    [4] = PACK_PARTY_FINANCIAL,  [5] = PACK_PARTY_FINANCIAL,  [6] = PACK_PARTY_COMPANY,
    [7] = PACK_PARTY_COMPANY,    [8] = PACK_PARTY_COMPANY,    [9] = PACK_PARTY_PERSON};

static struct party_said said_by_sector(const struct judge_input *input, const struct field_value *value)
{
    const unsigned char *text = transfer_text(input->transfer, value);
    uint32_t length = value->length;
    for (; length > 0 && text[0] == ' '; text++)
        length--;
    while (length > 0 && text[length - 1] == ' ')
        length--;
    if (length != 2 || (text[0] != '1' && text[0] != '2') || text[1] < '1' || text[1] > '9')
        return (struct party_said){0};
    return (struct party_said){.kinds = kind_of_sector[text[1] - '0'],
                               .residency = text[0] == '1' ? PACK_RESIDENT : PACK_NON_RESIDENT};
}

/* What is asked of a party, and what has been said so far. */
struct party_question {
    uint32_t kinds, residency; /* any of these */
    struct party_said said;
};

static bool answers(const struct party_question *question, struct party_said said)
{
    return (question->kinds & said.kinds) != 0 || (question->residency & said.residency) != 0;
}

static bool answered_by_tax_id(const struct judge_input *input, uint8_t field, struct party_question *question,
                               struct judge_reason *reason)
{
    for (uint32_t i = 0; i < input->identifier_count; i++) {
        const struct identifier *identifier = &input->identifiers[i];
        if (!identifier->identity || identifier->kind != IDENTIFIER_TAX_ID ||
            value_field(input, identifier->value) != field)
            continue;
        struct party_said said = said_by_tax_id(identifier->key);
        question->said.kinds |= said.kinds;
        question->said.residency |= said.residency;
        if (!answers(question, said))
            continue;
        *reason =
            (struct judge_reason){.value = identifier->value + 1u, .from = identifier->from, .to = identifier->to};
        return true;
    }
    return false;
}

static bool answered_by_sector(const struct judge_input *input, uint8_t field, const struct party_question *question,
                               struct judge_reason *reason)
{
    const struct transfer *transfer = input->transfer;
    struct value_range range = values_of_field(transfer, field);
    for (uint32_t i = range.from; i < range.to && field != 0; i++) {
        const struct field_value *value = &transfer->values[i];
        if (value->field != field)
            continue;
        struct party_said said = said_by_sector(input, value);
        if (question->said.kinds != 0)
            said.kinds &= PACK_PARTY_GOVERNMENT | PACK_PARTY_FINANCIAL;
        if (question->said.residency != 0)
            said.residency = 0;
        if (!answers(question, said))
            continue;
        *reason = (struct judge_reason){.value = i + 1, .to = value->length};
        return true;
    }
    return false;
}

static bool answered(const struct evaluation *evaluation, const struct pack_selection *selection,
                     struct party_question *question, struct judge_reason *reason)
{
    if (selection->party >= PARTIES_KNOWN)
        return false;
    return answered_by_tax_id(evaluation->input, fields_of[selection->party].tax_id, question, reason) ||
           answered_by_sector(evaluation->input, fields_of[selection->party].sector, question, reason);
}

bool selection_party_kind(const struct evaluation *evaluation, const struct pack_selection *selection,
                          struct judge_reason *reason)
{
    struct party_question question = {.kinds = selection->values};
    return answered(evaluation, selection, &question, reason);
}

bool selection_residency(const struct evaluation *evaluation, const struct pack_selection *selection,
                         struct judge_reason *reason)
{
    struct party_question question = {.residency = selection->values};
    return answered(evaluation, selection, &question, reason);
}
