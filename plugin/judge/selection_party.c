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
 *
 * Selections on a kind or residency take what is said at its word (an IIN says a person). Tables and contradictions
 * compare, and take it for what it leaves possible: an IIN and sector 9 leave persons and sole proprietors, a BIN
 * leaves companies, government and financial; what the host says of the payer narrows it.
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

uint8_t party_tax_id_field(uint8_t party)
{
    return party < PARTIES_KNOWN ? fields_of[party].tax_id : 0;
}

uint8_t party_sector_field(uint8_t party)
{
    return party < PARTIES_KNOWN ? fields_of[party].sector : 0;
}

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

static bool answered_by_sector(const struct evaluation *evaluation, uint8_t field,
                               const struct party_question *question, struct judge_reason *reason)
{
    const struct judge_input *input = evaluation->input;
    const struct transfer *transfer = input->transfer;
    struct value_range range = values_of_field(evaluation, field);
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
           answered_by_sector(evaluation, fields_of[selection->party].sector, question, reason);
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

/* --- What a party may be ------------------------------------------------------------------------------------------ */

#define NATURAL_PERSONS (PACK_PARTY_PERSON | PACK_PARTY_SOLE_PROPRIETOR)
#define ORGANISATIONS   (PACK_PARTY_COMPANY | PACK_PARTY_GOVERNMENT | PACK_PARTY_FINANCIAL)

/* What one source leaves possible of a party, and where that stands; nothing of it where it says nothing. */
struct party_left {
    uint32_t kinds, residency;
    bool branch;
    struct judge_reason reason;
};

/* Of a branch the BIN says where its head office is at home, and not whether it counts as resident itself. */
static void leave_by_tax_id(struct party_left *left, const char *key)
{
    struct party_said said = said_by_tax_id(key);
    if (said.kinds == PACK_PARTY_PERSON) {
        left->kinds |= NATURAL_PERSONS;
    } else if (said.kinds == PACK_PARTY_SOLE_PROPRIETOR) {
        left->kinds |= PACK_PARTY_SOLE_PROPRIETOR;
        left->residency |= said.residency;
    } else {
        left->kinds |= ORGANISATIONS;
        left->branch |= said.kinds == PACK_PARTY_BRANCH;
        left->residency |= said.kinds == PACK_PARTY_BRANCH ? PACK_RESIDENT | PACK_NON_RESIDENT : said.residency;
    }
}

static struct party_left left_by_tax_id(const struct judge_input *input, uint8_t field)
{
    struct party_left left = {.kinds = 0};
    for (uint32_t i = 0; i < input->identifier_count; i++) {
        const struct identifier *identifier = &input->identifiers[i];
        if (!identifier->identity || identifier->kind != IDENTIFIER_TAX_ID ||
            value_field(input, identifier->value) != field)
            continue;
        leave_by_tax_id(&left, identifier->key);
        if (left.reason.value == 0)
            left.reason =
                (struct judge_reason){.value = identifier->value + 1u, .from = identifier->from, .to = identifier->to};
    }
    return left;
}

static struct party_left left_by_sector(const struct evaluation *evaluation, uint8_t field)
{
    const struct judge_input *input = evaluation->input;
    const struct transfer *transfer = input->transfer;
    struct value_range range = values_of_field(evaluation, field);
    struct party_left left = {.kinds = 0};
    for (uint32_t i = range.from; i < range.to; i++) {
        const struct field_value *value = &transfer->values[i];
        struct party_said said;
        if (value->field != field || (said = said_by_sector(input, value)).kinds == 0)
            continue;
        left.kinds |= said.kinds == PACK_PARTY_PERSON ? NATURAL_PERSONS : said.kinds;
        left.residency |= said.residency;
        if (left.reason.value == 0)
            left.reason = (struct judge_reason){.value = i + 1, .to = value->length};
    }
    return left;
}

/* What two sources leave together: what one of them leaves, where the other says nothing; 0 where they disagree. */
static uint32_t narrowed(uint32_t a, uint32_t b)
{
    return a == 0 ? b : b == 0 ? a : a & b;
}

/* A host's "company" may be any organisation. */
static uint32_t kinds_of_segment(const fg_facts *facts)
{
    static const uint32_t kinds[FG_SEGMENT_COUNT] = {[FG_SEGMENT_INDIVIDUAL] = PACK_PARTY_PERSON,
                                                     [FG_SEGMENT_SOLE_PROPRIETOR] = PACK_PARTY_SOLE_PROPRIETOR,
                                                     [FG_SEGMENT_COMPANY] = ORGANISATIONS,
                                                     [FG_SEGMENT_GOVERNMENT] = PACK_PARTY_GOVERNMENT,
                                                     [FG_SEGMENT_FINANCIAL] = PACK_PARTY_FINANCIAL};
    return facts->payer_segment < FG_SEGMENT_COUNT ? kinds[facts->payer_segment] : 0;
}

const struct party_known *evaluation_party(struct evaluation *evaluation, enum pack_party party)
{
    const struct judge_input *input = evaluation->input;
    struct party_known *known = party == PACK_DEBTOR ? &evaluation->payer : &evaluation->payee;
    if (known->asked)
        return known;
    struct party_left by_tax_id = left_by_tax_id(input, fields_of[party].tax_id);
    struct party_left by_sector = left_by_sector(evaluation, fields_of[party].sector);
    *known = (struct party_known){.asked = true,
                                  .branch = by_tax_id.branch,
                                  .kinds = narrowed(by_tax_id.kinds, by_sector.kinds),
                                  .residency = narrowed(by_tax_id.residency, by_sector.residency)};
    bool disagree = known->kinds == 0 && by_tax_id.kinds != 0;
    if (party == PACK_DEBTOR && !disagree)
        known->kinds = narrowed(known->kinds, kinds_of_segment(input->facts));
    return known;
}

/* Whether each of two sources says something, and neither leaves what the other does. */
static bool exclude_each_other(uint32_t a, uint32_t b)
{
    return a != 0 && b != 0 && (a & b) == 0;
}

bool selection_next_contradiction(const struct evaluation *evaluation, const struct pack_selection *selection,
                                  uint32_t *cursor, struct judge_reason *reason)
{
    const struct judge_input *input = evaluation->input;
    if (*cursor > 1 || selection->party >= PARTIES_KNOWN || fields_of[selection->party].sector == 0)
        return false;
    struct party_left by_tax_id = left_by_tax_id(input, fields_of[selection->party].tax_id);
    struct party_left by_sector = left_by_sector(evaluation, fields_of[selection->party].sector);
    if (!exclude_each_other(by_tax_id.kinds, by_sector.kinds) &&
        !exclude_each_other(by_tax_id.residency, by_sector.residency))
        return false;
    *reason = *cursor == 0 ? by_tax_id.reason : by_sector.reason;
    ++*cursor;
    return true;
}
