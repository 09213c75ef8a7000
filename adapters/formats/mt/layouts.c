/*
 * layouts.c: the message types that are read, sequence by sequence, as tables (layout.h), after the SWIFT User
 * Handbook's category 1 and 2. Options the standard does not give a party field are read like the plain one. Read-only
 * data and look-ups.
 */
#include "layout.h"

#include <string.h>

#include "meanings.h"

#define ANY  "*"
#define NONE "-"
/* A field, the sequences it may stand in, how often, its meaning, and the canonical field or party it is. */
#define PUT(number, options, in, often, meaning, into)                                                                 \
    {                                                                                                                  \
        number, in, often, options, &meaning, FG_FIELD_##into, NULL                                                    \
    }
#define PARTY(number, options, in, often, meaning, party)                                                              \
    {                                                                                                                  \
        number, in, often, options, &meaning, FG_FIELD_NONE, &party                                                    \
    }

/* MT103, its STP and REMIT variants, and MT100, whose fields are among those of MT103. */
static const struct mt_tag customer_tags[] = {
    PUT(20, NONE, MT_A, MT_ONCE, mt_reference, MESSAGE_ID),
    PUT(13, "C", MT_A, MT_MANY, mt_time, OTHER_TEXT),
    PUT(21, NONE, MT_A, MT_ONCE, mt_first_line, RELATED_REFERENCE),
    PUT(23, "B", MT_A, MT_ONCE, mt_code, BANK_OPERATION_CODE),
    PUT(23, "E", MT_A, MT_MANY, mt_text, INSTRUCTION_FOR_CREDITOR_AGENT),
    PUT(26, "T", MT_A, MT_ONCE, mt_code, ISO_PURPOSE_CODE),
    PUT(32, "A", MT_A, MT_ONCE, mt_settlement, AMOUNT),
    PUT(33, "B", MT_A, MT_ONCE, mt_instructed, INSTRUCTED_AMOUNT),
    PUT(36, NONE, MT_A, MT_ONCE, mt_number, OTHER_TEXT),
    PARTY(50, ANY, MT_A, MT_ONCE_PER_OPTION, mt_customer, mt_debtor),
    PARTY(51, ANY, MT_A, MT_ONCE, mt_agent, mt_instructing_agent),
    PARTY(52, ANY, MT_A, MT_ONCE, mt_agent, mt_debtor_agent),
    PARTY(53, ANY, MT_A, MT_ONCE, mt_agent, mt_reimbursement_agent),
    PARTY(54, ANY, MT_A, MT_ONCE, mt_agent, mt_reimbursement_agent),
    PARTY(55, ANY, MT_A, MT_ONCE, mt_agent, mt_reimbursement_agent),
    PARTY(56, ANY, MT_A, MT_ONCE, mt_agent, mt_intermediary_agent),
    PARTY(57, ANY, MT_A, MT_ONCE, mt_agent, mt_creditor_agent),
    PARTY(59, ANY, MT_A, MT_ONCE, mt_customer, mt_creditor),
    PUT(70, NONE, MT_A, MT_ONCE, mt_purpose, REMITTANCE),
    PUT(71, "A", MT_A, MT_ONCE, mt_code, CHARGE_BEARER),
    PUT(71, "F", MT_A, MT_MANY, mt_charge, OTHER_TEXT),
    PUT(71, "G", MT_A, MT_ONCE, mt_charge, OTHER_TEXT),
    PUT(72, NONE, MT_A, MT_ONCE, mt_instructions, INSTRUCTION_FOR_NEXT_AGENT),
    PUT(77, "B", MT_A, MT_ONCE, mt_coded_text, REGULATORY_REPORTING),
    PUT(77, "T", MT_A, MT_ONCE, mt_text, REMITTANCE_STRUCTURED),
};
static const struct mt_need customer_needs[] = {{20, MT_A, "mt-missing-20", "20"},
                                                {32, MT_A, "mt-missing-32a", "32A"},
                                                {50, MT_A, "mt-missing-50a", "50a"},
                                                {59, MT_A, "mt-missing-59a", "59a"},
                                                {0}};

/* MT101: requests of a customer, each from its 21 on. 50C and 50L say who asks for another whose account it is. */
static const struct mt_tag request_tags[] = {
    PUT(20, NONE, MT_A, MT_ONCE, mt_first_line, MESSAGE_ID),
    PUT(21, "R", MT_A, MT_ONCE, mt_first_line, RELATED_REFERENCE),
    PUT(28, "D", MT_A, MT_ONCE, mt_page, OTHER_TEXT),
    PARTY(50, "CL", MT_A | MT_B, MT_ONCE, mt_customer, mt_initiator),
    PARTY(50, ANY, MT_A | MT_B, MT_ONCE_PER_OPTION, mt_customer, mt_debtor),
    PARTY(51, ANY, MT_A, MT_ONCE, mt_agent, mt_instructing_agent),
    PARTY(52, ANY, MT_A | MT_B, MT_ONCE, mt_agent, mt_debtor_agent),
    PUT(30, NONE, MT_A, MT_ONCE, mt_settlement_date, SETTLEMENT_DATE),
    PUT(25, NONE, MT_A, MT_ONCE, mt_first_line, OTHER_TEXT),
    PUT(21, NONE, MT_B, MT_ONCE, mt_item_reference, INSTRUCTION_ID),
    PUT(21, "F", MT_B, MT_ONCE, mt_first_line, RELATED_REFERENCE),
    PUT(23, "E", MT_B, MT_MANY, mt_text, INSTRUCTION_FOR_NEXT_AGENT),
    PUT(32, "B", MT_B, MT_ONCE, mt_transferred, AMOUNT),
    PUT(33, "B", MT_B, MT_ONCE, mt_instructed, INSTRUCTED_AMOUNT),
    PUT(36, NONE, MT_B, MT_ONCE, mt_number, OTHER_TEXT),
    PARTY(56, ANY, MT_B, MT_ONCE, mt_agent, mt_intermediary_agent),
    PARTY(57, ANY, MT_B, MT_ONCE, mt_agent, mt_creditor_agent),
    PARTY(59, ANY, MT_B, MT_ONCE, mt_customer, mt_creditor),
    PUT(70, NONE, MT_B, MT_ONCE, mt_purpose, REMITTANCE),
    PUT(77, "B", MT_B, MT_ONCE, mt_coded_text, REGULATORY_REPORTING),
    PUT(71, "A", MT_B, MT_ONCE, mt_code, CHARGE_BEARER),
    PUT(25, "A", MT_B, MT_ONCE, mt_first_line, OTHER_TEXT),
};
static const struct mt_need request_needs[] = {{20, MT_A, "mt-missing-20", "20"},
                                               {30, MT_A, "mt-missing-30", "30"},
                                               {32, MT_B, "mt-missing-32b", "32B"},
                                               {59, MT_B, "mt-missing-59a", "59a"},
                                               {0}};

/* MT102 and its STP variant: payments that share a header, each from its 21 on; what they settle together is behind
 * them (some put it in front). */
static const struct mt_tag multiple_tags[] = {
    PUT(20, NONE, MT_A, MT_ONCE, mt_first_line, MESSAGE_ID),
    PUT(21, "R", MT_A, MT_ONCE, mt_first_line, RELATED_REFERENCE),
    PUT(23, ANY, MT_A, MT_ONCE, mt_code, BANK_OPERATION_CODE),
    PARTY(51, ANY, MT_A, MT_ONCE, mt_agent, mt_instructing_agent),
    PARTY(50, ANY, MT_A | MT_B, MT_ONCE_PER_OPTION, mt_customer, mt_debtor),
    PARTY(52, ANY, MT_A | MT_B, MT_ONCE, mt_agent, mt_debtor_agent),
    PUT(26, "T", MT_A | MT_B, MT_ONCE, mt_code, ISO_PURPOSE_CODE),
    PUT(77, "B", MT_A | MT_B, MT_ONCE, mt_coded_text, REGULATORY_REPORTING),
    PUT(71, "A", MT_A | MT_B, MT_ONCE, mt_code, CHARGE_BEARER),
    PUT(36, NONE, MT_A | MT_B, MT_ONCE, mt_number, OTHER_TEXT),
    PUT(21, NONE, MT_B, MT_ONCE, mt_item_reference, INSTRUCTION_ID),
    PUT(23, "E", MT_B, MT_MANY, mt_text, INSTRUCTION_FOR_CREDITOR_AGENT),
    PUT(32, "B", MT_B, MT_ONCE, mt_transferred, AMOUNT),
    PARTY(57, ANY, MT_B, MT_ONCE, mt_agent, mt_creditor_agent),
    PARTY(59, ANY, MT_B, MT_ONCE, mt_customer, mt_creditor),
    PUT(70, NONE, MT_B, MT_ONCE, mt_purpose, REMITTANCE),
    PUT(33, "B", MT_B, MT_ONCE, mt_instructed, INSTRUCTED_AMOUNT),
    PUT(71, "F", MT_B, MT_MANY, mt_charge, OTHER_TEXT),
    PUT(71, "G", MT_B | MT_C, MT_ONCE, mt_charge, OTHER_TEXT),
    PUT(32, "A", MT_A | MT_C, MT_ONCE, mt_settled_total, SETTLEMENT_DATE),
    PUT(19, ANY, MT_A | MT_C, MT_ONCE, mt_number, OTHER_TEXT),
    PUT(13, "C", MT_A | MT_C, MT_MANY, mt_time, OTHER_TEXT),
    PARTY(53, ANY, MT_A | MT_C, MT_ONCE, mt_agent, mt_reimbursement_agent),
    PARTY(54, ANY, MT_A | MT_C, MT_ONCE, mt_agent, mt_reimbursement_agent),
    PUT(72, NONE, MT_A | MT_C, MT_ONCE, mt_instructions, INSTRUCTION_FOR_NEXT_AGENT),
};
static const struct mt_need multiple_needs[] = {
    {20, MT_A | MT_C, "mt-missing-20", "20"}, {32, MT_A | MT_C, "mt-missing-32a", "32A"},
    {32, MT_B, "mt-missing-32b", "32B"},      {50, MT_A | MT_B, "mt-missing-50a", "50a"},
    {59, MT_B, "mt-missing-59a", "59a"},      {0}};

/* MT200: a bank moves its own money to its account at 57a, which is an agent therefore; it is paid itself. */
static const struct mt_tag own_tags[] = {
    PUT(20, NONE, MT_A, MT_ONCE, mt_reference, MESSAGE_ID),
    PUT(13, "C", MT_A, MT_MANY, mt_time, OTHER_TEXT),
    PUT(32, "A", MT_A, MT_ONCE, mt_settlement, AMOUNT),
    PARTY(53, ANY, MT_A, MT_ONCE, mt_agent, mt_reimbursement_agent),
    PARTY(56, ANY, MT_A, MT_ONCE, mt_agent, mt_intermediary_agent),
    PARTY(57, ANY, MT_A, MT_ONCE, mt_agent, mt_creditor_agent),
    PUT(72, NONE, MT_A, MT_ONCE, mt_instructions, INSTRUCTION_FOR_NEXT_AGENT),
};
static const struct mt_need own_needs[] = {
    {20, MT_A, "mt-missing-20", "20"}, {32, MT_A, "mt-missing-32a", "32A"}, {57, MT_A, "mt-missing-57a", "57a"}, {0}};

/* MT201: the same many times, each from its 20 on. */
static const struct mt_tag own_multiple_tags[] = {
    PUT(19, ANY, MT_A, MT_ONCE, mt_number, OTHER_TEXT),
    PUT(30, NONE, MT_A, MT_ONCE, mt_settlement_date, SETTLEMENT_DATE),
    PARTY(53, ANY, MT_A, MT_ONCE, mt_agent, mt_reimbursement_agent),
    PUT(20, NONE, MT_B, MT_ONCE, mt_reference, MESSAGE_ID),
    PUT(32, "B", MT_B, MT_ONCE, mt_transferred, AMOUNT),
    PARTY(56, ANY, MT_B, MT_ONCE, mt_agent, mt_intermediary_agent),
    PARTY(57, ANY, MT_B, MT_ONCE, mt_agent, mt_creditor_agent),
    PUT(72, NONE, MT_A | MT_B, MT_ONCE, mt_instructions, INSTRUCTION_FOR_NEXT_AGENT),
};
static const struct mt_need own_multiple_needs[] = {
    {30, MT_A, "mt-missing-30", "30"}, {32, MT_B, "mt-missing-32b", "32B"}, {57, MT_B, "mt-missing-57a", "57a"}, {0}};

/* MT202 and MT205, with the customer's transfer that a cover carries from its first 50a or 59a on. A bank that pays is
 * the debtor: 52a, else the sender. */
static const struct mt_tag bank_tags[] = {
    PUT(20, NONE, MT_C, MT_ONCE, mt_reference, MESSAGE_ID),
    PUT(21, NONE, MT_C, MT_ONCE, mt_first_line, RELATED_REFERENCE),
    PUT(13, "C", MT_C, MT_MANY, mt_time, OTHER_TEXT),
    PUT(32, "A", MT_C, MT_ONCE, mt_settlement, AMOUNT),
    PARTY(52, ANY, MT_A, MT_ONCE, mt_bank, mt_debtor_bank),
    PARTY(53, ANY, MT_A, MT_ONCE, mt_agent, mt_reimbursement_agent),
    PARTY(54, ANY, MT_A, MT_ONCE, mt_agent, mt_reimbursement_agent),
    PARTY(58, ANY, MT_A, MT_ONCE, mt_bank, mt_creditor_bank),
    PARTY(56, ANY, MT_A | MT_B, MT_ONCE, mt_agent, mt_intermediary_agent),
    PARTY(57, ANY, MT_A | MT_B, MT_ONCE, mt_agent, mt_creditor_agent),
    PARTY(50, ANY, MT_B, MT_ONCE_PER_OPTION, mt_customer, mt_debtor),
    PARTY(52, ANY, MT_B, MT_ONCE, mt_agent, mt_debtor_agent),
    PARTY(59, ANY, MT_B, MT_ONCE, mt_customer, mt_creditor),
    PUT(70, NONE, MT_A | MT_B, MT_ONCE, mt_purpose, REMITTANCE),
    PUT(72, NONE, MT_A | MT_B, MT_ONCE, mt_instructions, INSTRUCTION_FOR_NEXT_AGENT),
    PUT(77, "B", MT_A | MT_B, MT_ONCE, mt_coded_text, REGULATORY_REPORTING),
    PUT(33, "B", MT_B, MT_ONCE, mt_instructed, INSTRUCTED_AMOUNT),
};
static const struct mt_need bank_needs[] = {{20, MT_C, "mt-missing-20", "20"},   {32, MT_C, "mt-missing-32a", "32A"},
                                            {58, MT_A, "mt-missing-58a", "58a"}, {50, MT_B, "mt-missing-50a", "50a"},
                                            {59, MT_B, "mt-missing-59a", "59a"}, {0}};

/* MT203: many of MT202, each from its 20 on. */
static const struct mt_tag bank_multiple_tags[] = {
    PUT(19, ANY, MT_A, MT_ONCE, mt_number, OTHER_TEXT),
    PUT(30, NONE, MT_A, MT_ONCE, mt_settlement_date, SETTLEMENT_DATE),
    PARTY(52, ANY, MT_A, MT_ONCE, mt_bank, mt_debtor_bank),
    PARTY(53, ANY, MT_A, MT_ONCE, mt_agent, mt_reimbursement_agent),
    PARTY(54, ANY, MT_A, MT_ONCE, mt_agent, mt_reimbursement_agent),
    PUT(20, NONE, MT_B, MT_ONCE, mt_reference, MESSAGE_ID),
    PUT(21, NONE, MT_B, MT_ONCE, mt_first_line, RELATED_REFERENCE),
    PUT(32, "B", MT_B, MT_ONCE, mt_transferred, AMOUNT),
    PARTY(56, ANY, MT_B, MT_ONCE, mt_agent, mt_intermediary_agent),
    PARTY(57, ANY, MT_B, MT_ONCE, mt_agent, mt_creditor_agent),
    PARTY(58, ANY, MT_B, MT_ONCE, mt_bank, mt_creditor_bank),
    PUT(72, NONE, MT_A | MT_B, MT_ONCE, mt_instructions, INSTRUCTION_FOR_NEXT_AGENT),
};
static const struct mt_need bank_multiple_needs[] = {
    {30, MT_A, "mt-missing-30", "30"}, {32, MT_B, "mt-missing-32b", "32B"}, {58, MT_B, "mt-missing-58a", "58a"}, {0}};

/* MT207: a bank asks another to pay from its account, each from its 21 on. 52G is who pays, 52a who keeps the account.
 */
static const struct mt_tag bank_request_tags[] = {
    PUT(20, NONE, MT_A, MT_ONCE, mt_first_line, MESSAGE_ID),
    PUT(21, "R", MT_A, MT_ONCE, mt_first_line, RELATED_REFERENCE),
    PUT(28, "D", MT_A, MT_ONCE, mt_page, OTHER_TEXT),
    PUT(30, NONE, MT_A, MT_ONCE, mt_settlement_date, SETTLEMENT_DATE),
    PARTY(51, ANY, MT_A, MT_ONCE, mt_agent, mt_instructing_agent),
    PARTY(52, "G", MT_A, MT_ONCE, mt_bank, mt_debtor_bank),
    PARTY(52, ANY, MT_A, MT_ONCE, mt_agent, mt_debtor_agent),
    PUT(21, NONE, MT_B, MT_ONCE, mt_item_reference, INSTRUCTION_ID),
    PUT(23, "E", MT_A | MT_B, MT_MANY, mt_text, INSTRUCTION_FOR_NEXT_AGENT),
    PUT(32, "B", MT_B, MT_ONCE, mt_transferred, AMOUNT),
    PARTY(56, ANY, MT_B, MT_ONCE, mt_agent, mt_intermediary_agent),
    PARTY(57, ANY, MT_B, MT_ONCE, mt_agent, mt_creditor_agent),
    PARTY(58, ANY, MT_B, MT_ONCE, mt_bank, mt_creditor_bank),
    PUT(72, NONE, MT_A | MT_B, MT_ONCE, mt_instructions, INSTRUCTION_FOR_NEXT_AGENT),
};
static const struct mt_need bank_request_needs[] = {{20, MT_A, "mt-missing-20", "20"},
                                                    {30, MT_A, "mt-missing-30", "30"},
                                                    {32, MT_B, "mt-missing-32b", "32B"},
                                                    {58, MT_B, "mt-missing-58a", "58a"},
                                                    {0}};

/* Free text: what is in no field of these is screened as other text, and all of it as remittance where it has none. */
static const struct mt_tag free_tags[] = {
    PUT(20, NONE, MT_A, MT_ONCE, mt_reference, MESSAGE_ID),
    PUT(21, NONE, MT_A, MT_MANY, mt_first_line, RELATED_REFERENCE),
    PUT(79, NONE, MT_A, MT_MANY, mt_coded_text, REMITTANCE),
};
static const struct mt_need no_needs[] = {{0}};

#define LAYOUT(type, shape, payer, item, own, tags, needs)                                                             \
    {                                                                                                                  \
        type, shape, payer, item, own, tags, sizeof(tags) / sizeof *(tags), needs                                      \
    }

static const struct mt_layout layouts[] = {
    LAYOUT(103, MT_SINGLE, MT_PAYER_NAMED, 0, false, customer_tags, customer_needs),
    LAYOUT(100, MT_SINGLE, MT_PAYER_NAMED, 0, false, customer_tags, customer_needs),
    LAYOUT(101, MT_BATCH, MT_PAYER_INITIATOR, 21, false, request_tags, request_needs),
    LAYOUT(102, MT_BATCH, MT_PAYER_NAMED, 21, false, multiple_tags, multiple_needs),
    LAYOUT(200, MT_SINGLE, MT_PAYER_SENDER, 0, true, own_tags, own_needs),
    LAYOUT(201, MT_BATCH, MT_PAYER_SENDER, 20, true, own_multiple_tags, own_multiple_needs),
    LAYOUT(202, MT_COVER, MT_PAYER_SENDER, 0, false, bank_tags, bank_needs),
    LAYOUT(205, MT_COVER, MT_PAYER_SENDER, 0, false, bank_tags, bank_needs),
    LAYOUT(203, MT_BATCH, MT_PAYER_SENDER, 20, false, bank_multiple_tags, bank_multiple_needs),
    LAYOUT(207, MT_BATCH, MT_PAYER_SENDER, 21, false, bank_request_tags, bank_request_needs),
};
const struct mt_layout mt_free_text = LAYOUT(0, MT_FREE_TEXT, MT_PAYER_NAMED, 0, false, free_tags, no_needs);

_Static_assert(sizeof multiple_tags / sizeof *multiple_tags <= MT_TAGS_MOST, "MT_TAGS_MOST");
_Static_assert(sizeof customer_tags / sizeof *customer_tags <= MT_TAGS_MOST, "MT_TAGS_MOST");

const struct mt_layout *mt_layout_of(uint32_t type)
{
    for (size_t i = 0; i < sizeof layouts / sizeof *layouts; i++)
        if (layouts[i].type == type)
            return &layouts[i];
    return NULL;
}

const struct mt_layout *mt_layout_at(uint32_t index)
{
    uint32_t count = sizeof layouts / sizeof *layouts;
    return index < count ? &layouts[index] : index == count ? &mt_free_text : NULL;
}

static bool is_of(const struct mt_tag *tag, const struct mt_field *field, uint32_t sequences)
{
    return tag->number == field->number && (tag->sequences & sequences) &&
           (tag->options[0] == '*' || strchr(tag->options, field->option ? field->option : '-'));
}

const struct mt_tag *mt_tag_of(const struct mt_layout *layout, const struct mt_field *field, uint32_t sequences)
{
    uint8_t from = 0;
    return mt_tag_behind(layout, &from, field, sequences);
}

const struct mt_tag *mt_tag_behind(const struct mt_layout *layout, uint8_t *from, const struct mt_field *field,
                                   uint32_t sequences)
{
    for (uint32_t i = 0, at = *from; i < layout->tag_count; i++, at = at + 1 < layout->tag_count ? at + 1 : 0) {
        if (!is_of(&layout->tags[at], field, sequences))
            continue;
        const struct mt_tag *tag = &layout->tags[at];
        while (at > 0 && layout->tags[at - 1].number == tag->number)
            at--;
        *from = (uint8_t)at;
        return tag;
    }
    return NULL;
}
