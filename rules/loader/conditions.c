/*
 * conditions.c: rules and their selections; a condition is run once over nothing but the height of its stack: what is
 * let through can be evaluated whatever its selections are.
 */
#include <string.h>

#include "match/identifiers.h"
#include "match/wallets.h"
#include "transfer.h"
#include "verify.h"

#define WEIGHT_MAX         1000000
#define DECIMAL_DIGITS_MAX 30
#define LOOKS_LIKE_MAX     120
#define DUTY_BITS          (PACK_DUTY_REPORT | PACK_DUTY_NOTIFY | PACK_DUTY_FREEZE)

/* No weight is below nothing: what is found never makes a sum smaller. */
static bool weight_is_valid(int32_t weight)
{
    return weight >= 0 && weight <= WEIGHT_MAX;
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

/* The bits that `values` may have in a selection of a kind. */
static uint32_t value_bits(uint8_t kind)
{
    switch (kind) {
    case PACK_SELECT_PARTY_KIND:
        return (PACK_PARTY_FINANCIAL << 1) - 1;
    case PACK_SELECT_RESIDENCY:
        return (PACK_NON_RESIDENT << 1) - 1;
    case PACK_SELECT_IDENTIFIER:
        return (1u << IDENTIFIER_KINDS) - 1 - (1u << IDENTIFIER_NONE);
    case PACK_SELECT_WALLET:
        return (1u << WALLET_CHAINS) - 1 - (1u << WALLET_NONE);
    case PACK_SELECT_TABLE:
        return (1u << (PACK_CONTRADICTION + 1)) - 1;
    case PACK_SELECT_DIFFERENT:
    case PACK_SELECT_SAME:
        return PACK_PARTY_PERSON | PACK_PARTY_COMPANY;
    default:
        return 0;
    }
}

/* The bits that `states` may have. */
static uint32_t state_bits(uint8_t kind)
{
    return kind == PACK_SELECT_WALLET   ? (1u << (WALLET_CHECK_FAILED + 1)) - 1
           : kind == PACK_SELECT_BESIDE ? UINT32_MAX
                                        : STATE_BITS;
}

/* Whether all lists of a selection are of one kind. */
static bool lists_are_of_kind(const struct pack *pack, const struct pack_selection *selection, enum pack_list_kind kind)
{
    for (uint32_t i = 0; i < pack->list_count && i < PACK_LISTS_MAX; i++)
        if ((selection->lists >> i & 1) != 0 && pack->lists[i].kind != kind)
            return false;
    return selection->lists != 0;
}

/* "" or digits, at most one point among them. */
static bool is_decimal(const char *text)
{
    size_t whole = strspn(text, "0123456789");
    if (text[whole] == 0)
        return whole <= DECIMAL_DIGITS_MAX;
    size_t part = strspn(text + whole + 1, "0123456789");
    return text[whole] == '.' && whole > 0 && part > 0 && text[whole + 1 + part] == 0 &&
           whole + part <= DECIMAL_DIGITS_MAX;
}

static bool amounts_are_valid(const struct pack *pack, const struct pack_selection *selection)
{
    return string_is_valid(pack, selection->amount_from) && string_is_valid(pack, selection->amount_to) &&
           is_decimal(pack_string(pack, selection->amount_from)) && is_decimal(pack_string(pack, selection->amount_to));
}

/* What a kind cannot do without. */
static bool selection_has_its_part(const struct pack *pack, const struct pack_selection *selection)
{
    switch (selection->kind) {
    case PACK_SELECT_LIST:
        return selection->certainty != 0;
    case PACK_SELECT_WALLET:
        return selection->states != 0;
    case PACK_SELECT_TABLE:
        return selection->values != 0 && lists_are_of_kind(pack, selection, PACK_LIST_TABLE);
    case PACK_SELECT_BESIDE:
        return __builtin_popcount(selection->states) == 2;
    case PACK_SELECT_KIND_CONTRADICTED:
        return selection->party == PACK_CREDITOR || selection->party == PACK_DEBTOR;
    case PACK_SELECT_LICENCE:
        return selection->party <= PACK_ULTIMATE_CREDITOR;
    case PACK_SELECT_CODE:
        return selection->field_a != FG_FIELD_NONE;
    case PACK_SELECT_AMOUNT:
        return selection->field_a != FG_FIELD_NONE &&
               (selection->amount_from != 0 || selection->amount_to != 0 || selection->weight != 0);
    case PACK_SELECT_DIFFERENT:
    case PACK_SELECT_SAME:
        return selection->field_a != FG_FIELD_NONE &&
               (selection->field_b != FG_FIELD_NONE || (selection->fields[0] | selection->fields[1]) != 0);
    case PACK_SELECT_IDENTIFIER:
    case PACK_SELECT_PARTY_KIND:
    case PACK_SELECT_RESIDENCY:
        return selection->values != 0;
    case PACK_SELECT_WEIGHTS:
        return selection->weight > 0;
    default:
        return true;
    }
}

static bool selection_is_valid(const struct refusal *refusal, const struct pack *pack, uint32_t number)
{
    const struct pack_selection *selection = &pack->selections[number];
    if (!string_is_valid(pack, selection->name))
        return refuse_damaged(refusal, "selection", number, "its name lies outside the pool");
    if (selection->kind > PACK_SELECT_BESIDE || selection->party > PACK_ULTIMATE_DEBTOR ||
        selection->fact > PACK_FACT_PAYER_SEGMENT || selection->anchored > PACK_AMONG_FILLERS ||
        selection->cites_act > 2 || (selection->certainty & ~(unsigned)(PACK_CERTAIN | PACK_DOUBTFUL)) != 0)
        return refuse_damaged(refusal, "selection", number, "its kind, party, fact or choice does not exist");
    if (pack->list_count < 64 && selection->lists >> pack->list_count != 0)
        return refuse_damaged(refusal, "selection", number, "a list does not exist");
    if ((selection->match & ~MATCH_BITS) || (selection->states & ~state_bits(selection->kind)) ||
        selection->confidence >> 4 || selection->classes >> 5 ||
        selection->fact_values >> fact_value_count(selection->fact) ||
        (selection->values & ~value_bits(selection->kind)))
        return refuse_damaged(refusal, "selection", number, "it names a value that does not exist");
    if (selection->field_a >= FG_FIELD_LIMIT || selection->field_b >= FG_FIELD_LIMIT)
        return refuse_damaged(refusal, "selection", number, "a field does not exist");
    if (!range_is_valid(selection->first_code, selection->code_count, pack->code_count))
        return refuse_damaged(refusal, "selection", number, "its codes do not exist");
    if (!amounts_are_valid(pack, selection))
        return refuse_damaged(refusal, "selection", number, "its amounts are no decimals");
    if (!weight_is_valid(selection->weight))
        return refuse_damaged(refusal, "selection", number, "its sum is out of range");
    if (!selection_has_its_part(pack, selection))
        return refuse_damaged(refusal, "selection", number, "it lacks what its kind looks at");
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

static bool rule_strings_are_valid(const struct pack *pack, const struct pack_rule *rule)
{
    const uint32_t strings[] = {rule->id,         rule->title,         rule->basis,
                                rule->basis_link, rule->setting,       rule->status_reason,
                                rule->owner,      rule->customer_text, rule->officer_text};
    for (size_t i = 0; i < sizeof strings / sizeof *strings; i++)
        if (!string_is_valid(pack, strings[i]))
            return false;
    return true;
}

/* The first of the texts, which are sorted by id, whose id is not before this one. */
static uint32_t first_text(const struct pack *pack, const char *id)
{
    uint32_t low = 0, high = pack->text_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (strcmp(pack_string(pack, pack->texts[middle].id), id) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* Whether a text is there, and every translation of it for those it will be shown to. 0 = the rule has none. */
static bool text_exists(const struct pack *pack, uint32_t id, enum pack_audience audience)
{
    const char *wanted = pack_string(pack, id);
    uint32_t first = first_text(pack, wanted), at = first;
    for (; at < pack->text_count && strcmp(pack_string(pack, pack->texts[at].id), wanted) == 0; at++)
        if (pack->texts[at].audience != audience)
            return false;
    return id == 0 || at > first;
}

/* What it doubts is a declared code; what it says instead fits a verdict. */
static bool doubt_is_valid(const struct pack *pack, const struct pack_rule *rule)
{
    if (rule->doubts >= FG_FIELD_LIMIT || !string_is_valid(pack, rule->looks_like))
        return false;
    enum field_kind kind = field_kind((fg_field)rule->doubts);
    return (rule->doubts == FG_FIELD_NONE || kind == FIELD_KIND_CODE || kind == FIELD_KIND_CURRENCY) &&
           strlen(pack_string(pack, rule->looks_like)) <= LOOKS_LIKE_MAX;
}

static bool rule_choices_are_valid(const struct refusal *refusal, const struct pack *pack, uint32_t number)
{
    const struct pack_rule *rule = &pack->rules[number];
    if (rule->action > FG_BLOCK || rule->mode > PACK_OFF || rule->needs_hit > 1 || rule->names_registers > 1)
        return refuse_damaged(refusal, "rule", number, "its action or mode does not exist");
    if (rule->ground >= PACK_GROUNDS || rule->disclosure > PACK_DISCLOSE_REASONS || rule->duties > DUTY_BITS ||
        rule->reserved != 0)
        return refuse_damaged(refusal, "rule", number, "its ground, disclosure or duties do not exist");
    if (!doubt_is_valid(pack, rule))
        return refuse_damaged(refusal, "rule", number,
                              "what it doubts is no code, or what it says instead is too long");
    if (!layer_is_valid(pack, rule->layer) || !layer_is_valid(pack, rule->action_layer) ||
        !layer_is_valid(pack, rule->mode_layer))
        return refuse_damaged(refusal, "rule", number, "one of its layers does not exist");
    if (!weight_is_valid(rule->weight) || (rule->weight != 0 && rule->action != FG_PASS))
        return refuse_damaged(refusal, "rule", number, "its weight is out of range, or stands beside an action");
    if ((rule->ground == PACK_GROUND_AML || rule->ground == PACK_GROUND_SANCTIONS) &&
        rule->disclosure == PACK_DISCLOSE_REASONS)
        return refuse_damaged(refusal, "rule", number, "it gives away what the law keeps from the customer");
    return true;
}

static bool rule_is_valid(const struct refusal *refusal, const struct pack *pack, uint32_t number)
{
    const struct pack_rule *rule = &pack->rules[number];
    if (!rule_strings_are_valid(pack, rule))
        return refuse_damaged(refusal, "rule", number, "a string lies outside the pool");
    if (!date_is_valid(rule->valid_from) || !date_is_valid(rule->valid_to))
        return refuse_damaged(refusal, "rule", number, "a date does not exist");
    if (!rule_choices_are_valid(refusal, pack, number))
        return false;
    if (!text_exists(pack, rule->customer_text, PACK_FOR_CUSTOMER) ||
        !text_exists(pack, rule->officer_text, PACK_FOR_OFFICER))
        return refuse_damaged(refusal, "rule", number, "a text does not exist, or is for others");
    if (rule->selection_count > PACK_SELECTIONS_MAX ||
        !range_is_valid(rule->first_selection, rule->selection_count, pack->selection_count))
        return refuse_damaged(refusal, "rule", number, "its selections do not exist");
    if (!range_is_valid(rule->code, rule->code_length, pack->code_length) || !condition_is_sound(pack, rule))
        return refuse_damaged(refusal, "rule", number, "its condition cannot be evaluated");
    return true;
}

/* Weights are added up in 32 bits. */
static bool sum_of_weights_fits(const struct refusal *refusal, const struct pack *pack)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < pack->rule_count; i++)
        sum += pack->rules[i].weight;
    return sum <= INT32_MAX || refuse_damaged(refusal, "section", PACK_RULES, "its weights cannot be added up");
}

bool rules_verify(const struct refusal *refusal, const struct pack *pack)
{
    return all_are_valid(refusal, pack, pack->selection_count, selection_is_valid) &&
           all_are_valid(refusal, pack, pack->rule_count, rule_is_valid) && sum_of_weights_fits(refusal, pack);
}
