/*
 * selection.c: what makes a selection true, one thing after the other: codes, facts and licences here, the other kinds
 * in files of their own. Reads signs, message, facts and pack.
 */
#include "selection.h"

static void find_places(const struct transfer *transfer, struct field_places *places)
{
    uint64_t own[2] = {0, 0};
    places->present[0] = places->present[1] = 0;
    for (uint32_t i = 0; i < transfer->value_count; i++) {
        uint8_t field = transfer->values[i].field;
        uint64_t bit = UINT64_C(1) << (field % 64);
        if (field >= FG_FIELD_LIMIT)
            continue;
        uint64_t *of = i < transfer->header_values ? places->present : own;
        if ((of[field / 64] & bit) == 0)
            places->first[field] = i;
        of[field / 64] |= bit;
        places->end[field] = i + 1;
    }
    places->present[0] |= own[0];
    places->present[1] |= own[1];
}

void findings_begin(struct findings *findings, const struct transfer *transfer)
{
    findings->rows.known = false;
    find_places(transfer, &findings->places);
}

/* A text without the blanks around it. */
struct trimmed {
    const unsigned char *text;
    uint32_t length;
};

static struct trimmed trimmed(const unsigned char *text, uint32_t length)
{
    while (length > 0 && (text[0] == ' ' || text[0] == '\n')) {
        text++;
        length--;
    }
    while (length > 0 && (text[length - 1] == ' ' || text[length - 1] == '\n'))
        length--;
    return (struct trimmed){text, length};
}

static bool equals_code(struct trimmed said, const char *code)
{
    for (uint32_t i = 0; i < said.length; i++)
        if (code[i] == '\0' || ascii_upper((unsigned char)code[i]) != ascii_upper(said.text[i]))
            return false;
    return code[said.length] == '\0';
}

uint64_t key_of_value(const struct transfer *transfer, const struct field_value *value)
{
    struct trimmed said = trimmed(transfer_text(transfer, value), value->length);
    return code_key(said.text, said.length);
}

bool is_code(const unsigned char *text, uint32_t length, const char *code)
{
    return equals_code(trimmed(text, length), code);
}

bool is_one_of(const struct judge_input *input, const struct pack_selection *selection, const struct field_value *value)
{
    const struct pack *pack = input->pack;
    struct trimmed said = trimmed(transfer_text(input->transfer, value), value->length);
    for (uint32_t i = 0; i < selection->code_count; i++)
        if (equals_code(said, pack_string(pack, pack->codes[selection->first_code + i])))
            return true;
    return false;
}

static bool next_code(const struct evaluation *evaluation, const struct pack_selection *selection, uint32_t *cursor,
                      struct judge_reason *reason)
{
    const struct transfer *transfer = evaluation->input->transfer;
    struct value_range range = values_of_field(evaluation, selection->field_a);
    for (uint32_t i = *cursor > range.from ? *cursor : range.from; i < range.to; i++) {
        const struct field_value *value = &transfer->values[i];
        if (value->field != selection->field_a || !is_one_of(evaluation->input, selection, value))
            continue;
        *reason = (struct judge_reason){.value = i + 1, .from = 0, .to = value->length};
        *cursor = i + 1;
        return true;
    }
    return false;
}

static uint8_t fact_value(const fg_facts *facts, uint8_t fact)
{
    switch (fact) {
    case PACK_FACT_CHANNEL:
        return facts->channel;
    case PACK_FACT_RAIL:
        return facts->rail;
    case PACK_FACT_DIRECTION:
        return facts->direction;
    case PACK_FACT_ON_US:
        return facts->on_us;
    case PACK_FACT_CUSTOMER_CLASS:
        return facts->customer_class;
    case PACK_FACT_PAYER_SEGMENT:
        return facts->payer_segment;
    default:
        return UINT8_MAX;
    }
}

static bool licence_matches(struct evaluation *evaluation, const struct pack_selection *selection,
                            struct judge_reason *reason)
{
    const struct licence_finding *finding = evaluation_licence(evaluation, selection->party);
    *reason = (struct judge_reason){
        .entry = finding->entry, .value = finding->value, .from = finding->from, .to = finding->to};
    return (finding->states & selection->states) != 0;
}

bool selection_next(struct evaluation *evaluation, const struct pack_selection *selection, uint32_t *cursor,
                    struct judge_reason *reason)
{
    switch (selection->kind) {
    case PACK_SELECT_LIST:
        return selection_next_sign(evaluation, selection, cursor, reason);
    case PACK_SELECT_WALLET:
        return selection_next_wallet(evaluation, selection, cursor, reason);
    case PACK_SELECT_CODE:
        return next_code(evaluation, selection, cursor, reason);
    case PACK_SELECT_IDENTIFIER:
        return selection_next_identifier(evaluation, selection, cursor, reason);
    case PACK_SELECT_TABLE:
        return selection_next_row(evaluation, selection, cursor, reason);
    case PACK_SELECT_KIND_CONTRADICTED:
        return selection_next_contradiction(evaluation, selection, cursor, reason);
    default:
        break;
    }
    *reason = (struct judge_reason){0};
    if ((*cursor)++ > 0)
        return false; /* the others are true once or not at all */
    switch (selection->kind) {
    case PACK_SELECT_LICENCE:
        return licence_matches(evaluation, selection, reason);
    case PACK_SELECT_FACT:
        return has_bit(selection->fact_values, fact_value(evaluation->input->facts, selection->fact));
    case PACK_SELECT_DIFFERENT:
        return selection_different(evaluation, selection, reason);
    case PACK_SELECT_SAME:
        return selection_same(evaluation, selection, reason);
    case PACK_SELECT_AMOUNT:
        return selection_amount(evaluation, selection, reason);
    case PACK_SELECT_PARTY_KIND:
        return selection_party_kind(evaluation, selection, reason);
    case PACK_SELECT_RESIDENCY:
        return selection_residency(evaluation, selection, reason);
    case PACK_SELECT_BESIDE:
        return selection_beside(evaluation, selection);
    case PACK_SELECT_WEIGHTS:
        return evaluation->sum.sum >= selection->weight;
    default:
        return false;
    }
}

bool selection_holds(struct evaluation *evaluation, const struct pack_selection *selection)
{
    uint32_t cursor = 0;
    struct judge_reason reason;
    return selection_next(evaluation, selection, &cursor, &reason);
}
