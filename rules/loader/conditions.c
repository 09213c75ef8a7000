/*
 * conditions.c: rules and their selections; a condition is run once over nothing but the height of its stack: what is
 * let through can be evaluated whatever its selections are.
 */
#include "verify.h"

static bool selection_codes_exist(const struct pack *pack, const struct pack_selection *selection)
{
    return selection->first_code <= pack->code_count &&
           selection->code_count <= pack->code_count - selection->first_code;
}

/* How many values a fact's enum has. */
static uint32_t fact_value_count(uint8_t fact)
{
    static const uint32_t counts[] = {
        [PACK_FACT_CHANNEL] = FG_CHANNEL_COUNT,         [PACK_FACT_RAIL] = FG_RAIL_COUNT,
        [PACK_FACT_DIRECTION] = FG_DIRECTION_COUNT,     [PACK_FACT_ON_US] = FG_YES + 1,
        [PACK_FACT_CUSTOMER_CLASS] = FG_CUSTOMER_COUNT, [PACK_FACT_PAYER_SEGMENT] = FG_SEGMENT_COUNT,
    };
    return counts[fact];
}

static bool selection_is_valid(const struct refusal *refusal, const struct pack *pack, uint32_t number)
{
    const struct pack_selection *selection = &pack->selections[number];
    if (!string_is_valid(pack, selection->name))
        return refuse_damaged(refusal, "selection", number, "its name lies outside the pool");
    if (selection->kind > PACK_SELECT_DIFFERENT || selection->party > PACK_ULTIMATE_CREDITOR ||
        selection->fact > PACK_FACT_PAYER_SEGMENT || selection->anchored > PACK_ALONE || selection->cites_act > 2 ||
        selection->reserved != 0)
        return refuse_damaged(refusal, "selection", number, "its kind, party, fact or choice does not exist");
    if (pack->list_count < 64 && selection->lists >> pack->list_count != 0)
        return refuse_damaged(refusal, "selection", number, "a list does not exist");
    if ((selection->match & ~MATCH_BITS) || (selection->states & ~STATE_BITS) || selection->confidence >> 4 ||
        selection->classes >> 5 || selection->fact_values >> fact_value_count(selection->fact))
        return refuse_damaged(refusal, "selection", number, "it names a value that does not exist");
    if (selection->field_a >= FG_FIELD_LIMIT || selection->field_b >= FG_FIELD_LIMIT)
        return refuse_damaged(refusal, "selection", number, "a field does not exist");
    if (!selection_codes_exist(pack, selection))
        return refuse_damaged(refusal, "selection", number, "its codes do not exist");
    return true;
}

/* The bytes of the operation at code[at], 0 when it is none or cut. */
static uint32_t operation_length(const uint8_t *code, uint32_t at, uint32_t length)
{
    static const uint8_t lengths[] = {
        [PACK_OP_SELECTION] = 2, [PACK_OP_AND] = 1, [PACK_OP_OR] = 1, [PACK_OP_NOT] = 1, [PACK_OP_AT_LEAST] = 3};
    if (code[at] > PACK_OP_AT_LEAST || lengths[code[at]] > length - at)
        return 0;
    return lengths[code[at]];
}

static bool condition_is_sound(const struct pack *pack, const struct pack_rule *rule)
{
    const uint8_t *code = pack->code + rule->code;
    uint32_t height = 0;
    for (uint32_t at = 0; at < rule->code_length;) {
        uint32_t length = operation_length(code, at, rule->code_length), pops = 0;
        if (length == 0)
            return false;
        if (code[at] == PACK_OP_SELECTION && code[at + 1] >= rule->selection_count)
            return false;
        if (code[at] == PACK_OP_AND || code[at] == PACK_OP_OR)
            pops = 2;
        else if (code[at] == PACK_OP_NOT)
            pops = 1;
        else if (code[at] == PACK_OP_AT_LEAST)
            pops = code[at + 2];
        if (code[at] == PACK_OP_AT_LEAST && (pops == 0 || code[at + 1] == 0 || code[at + 1] > pops))
            return false;
        if (pops > height)
            return false;
        height = height - pops + 1;
        if (height > PACK_STACK)
            return false;
        at += length;
    }
    return height == 1;
}

static bool rule_is_valid(const struct refusal *refusal, const struct pack *pack, uint32_t number)
{
    const struct pack_rule *rule = &pack->rules[number];
    if (!string_is_valid(pack, rule->id) || !string_is_valid(pack, rule->title) ||
        !string_is_valid(pack, rule->basis) || !string_is_valid(pack, rule->basis_link) ||
        !string_is_valid(pack, rule->setting) || !string_is_valid(pack, rule->status_reason))
        return refuse_damaged(refusal, "rule", number, "a string lies outside the pool");
    if (!date_is_valid(rule->valid_from) || !date_is_valid(rule->valid_to))
        return refuse_damaged(refusal, "rule", number, "a date does not exist");
    if (rule->action > FG_BLOCK || rule->mode > PACK_OFF || rule->needs_hit > 1 || rule->names_registers > 1)
        return refuse_damaged(refusal, "rule", number, "its action or mode does not exist");
    if (rule->selection_count > PACK_SELECTIONS_MAX || rule->first_selection > pack->selection_count ||
        rule->selection_count > pack->selection_count - rule->first_selection)
        return refuse_damaged(refusal, "rule", number, "its selections do not exist");
    if (rule->code > pack->code_length || rule->code_length > pack->code_length - rule->code ||
        !condition_is_sound(pack, rule))
        return refuse_damaged(refusal, "rule", number, "its condition cannot be evaluated");
    return true;
}

bool rules_verify(const struct refusal *refusal, const struct pack *pack)
{
    for (uint32_t number = 0; number < pack->selection_count; number++)
        if (!selection_is_valid(refusal, pack, number))
            return false;
    for (uint32_t number = 0; number < pack->rule_count; number++)
        if (!rule_is_valid(refusal, pack, number))
            return false;
    return true;
}
