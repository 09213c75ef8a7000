/*
 * judge.c: the rules of the active pack over one transfer. Reads the pack and what was found, writes the lane's
 * workspace and the judgement.
 *
 * The rules with a weight are tried first, for their sum. Then rules are tried by action, strictest first, and within
 * an action in the order of the pack, so that reasons come strictest first without sorting; those in shadow mode come
 * behind all others. What a rule that holds asks for says the table of precedence.c.
 */
#include "evaluation.h"

#include "precedence.h"
#include "relief_set.h"

/* A workspace: this, then the signs and room for one that is being made. */
struct workspace {
    uint32_t sign_limit;
    struct exception_memory exceptions;
    struct findings findings;
    struct sign signs[];
};

/* One sign a hit, and two an identifier, of which the lane finds no more than hits. */
static uint32_t sign_limit(const struct limits *limits)
{
    return limits->hits > UINT32_MAX / 3 ? UINT32_MAX : limits->hits * 3;
}

size_t judge_workspace_size(const struct limits *limits)
{
    return sizeof(struct workspace) + ((size_t)sign_limit(limits) + 1) * sizeof(struct sign);
}

void judge_workspace_place(void *workspace, const struct limits *limits)
{
    struct workspace *placed = workspace;
    placed->sign_limit = sign_limit(limits);
    placed->exceptions.folded = 0;
}

const struct licence_finding *evaluation_licence(struct evaluation *evaluation, uint8_t party)
{
    uint32_t which = licence_place(party);
    if (!evaluation->licence_known[which]) {
        evaluation->licence_known[which] = true;
        evaluation->licences[which] = (struct licence_finding){.states = PACK_STATE_NONE};
        if (may_be_registered(evaluation))
            licence_find(evaluation->input, which ? PACK_ULTIMATE_CREDITOR : PACK_CREDITOR,
                         &evaluation->licences[which]);
    }
    return &evaluation->licences[which];
}

/* --- Which rules are tried --------------------------------------------------------------------------------------- */

/* Whether a rule need be tried: nothing is known yet of what makes it ask for nothing (PRECEDENCE_SILENT). */
static bool is_tried(const struct evaluation *evaluation, const struct pack_rule *rule)
{
    return (evaluation->hit || !rule->needs_hit) && rule->mode != PACK_OFF && rule->action <= FG_BLOCK &&
           in_period(evaluation->input->as_of, rule->valid_from, rule->valid_to);
}

/* The places in the rule index of rules that are to be tried: what they cannot do without may be so. */
static void find_tried(const struct evaluation *evaluation, uint64_t tried[RULE_WORDS])
{
    const struct rule_index *index = evaluation->index;
    const struct pack *pack = evaluation->input->pack;
    for (uint32_t word = 0; word < index->rule_words; word++)
        tried[word] = index->needless[word];
    for (uint32_t word = 0; word < index->words; word++)
        for (uint64_t left = selection_sets(index, word)[SET_NEEDED] & evaluation->findings->possible[word]; left != 0;
             left &= left - 1) {
            uint16_t place = index->needing[word * 64 + (uint32_t)__builtin_ctzll(left)];
            tried[place / 64] |= UINT64_C(1) << (place % 64);
        }
    for (uint32_t word = 0; word < index->rule_words; word++) {
        if (!evaluation->hit)
            tried[word] &= ~index->needing_hits[word];
        for (uint64_t left = tried[word] & index->dated[word]; left != 0; left &= left - 1) {
            uint32_t bit = (uint32_t)__builtin_ctzll(left);
            if (!is_tried(evaluation, &pack->rules[index->order[word * 64 + bit]]))
                tried[word] &= ~(UINT64_C(1) << bit);
        }
    }
}

/* --- What a rule that holds asks for ----------------------------------------------------------------------------- */

/* A rule that holds, before and after the table of precedence. */
struct hearing {
    struct holding holding;
    struct demand demand;
    uint32_t exception; /* 1 + index, 0 = none */
    uint64_t reliefs;   /* bits */
};

static struct hearing hear(struct evaluation *evaluation, const struct holding *holding, uint32_t facts)
{
    struct hearing hearing = {.holding = *holding};
    if (evaluation->forgives) {
        hearing.exception = exceptions_find(evaluation, holding);
        hearing.reliefs = reliefs_find(evaluation, holding);
        facts |= evidence_of_sanctions(evaluation, holding) ? RULE_OF_SANCTIONS : 0;
        facts |= hearing.exception != 0 ? RULE_EXCEPTED : 0;
        facts |= hearing.reliefs != 0 ? RULE_RELIEVED : 0;
    }
    hearing.demand = precedence_of(facts, evaluation->input->pack->rules[holding->rule].action);
    return hearing;
}

static void strengthen(fg_action *action, uint32_t *rule, const struct hearing *hearing)
{
    uint32_t number = hearing->holding.rule + 1;
    fg_action asked = (fg_action)hearing->demand.action;
    if (*rule != 0 && (asked < *action || (asked == *action && number > *rule)))
        return;
    *action = asked;
    *rule = number;
}

/* What follows from a rule that decides along: action, duties, marks. */
static void settle_decision(struct evaluation *evaluation, const struct hearing *hearing)
{
    struct judgement *judgement = evaluation->judgement;
    const struct pack_rule *rule = &evaluation->input->pack->rules[hearing->holding.rule];
    strengthen(&judgement->action, &judgement->rule, hearing);
    if (hearing->demand.weighs)
        judgement->duties |= rule->duties;
    judgement->excepted |= hearing->demand.excepted;
    judgement->relieved |= hearing->demand.relieved;
    if (hearing->demand.relieved && rule->action <= FG_BLOCK)
        evaluation->lowered[rule->action] |= hearing->reliefs;
}

static void explain(struct evaluation *evaluation, const struct hearing *hearing)
{
    const struct pack_rule *rule = &evaluation->input->pack->rules[hearing->holding.rule];
    const struct judge_reason of = {.rule = hearing->holding.rule,
                                    .exception = hearing->demand.excepted ? hearing->exception : 0,
                                    .weight = hearing->demand.weighs ? rule->weight : 0,
                                    .action = hearing->demand.action,
                                    .shadow = !hearing->demand.decides,
                                    .relieved = hearing->demand.relieved};
    reasons_explain(evaluation, &of, hearing->holding.selections);
    evaluation->judgement->resting_on |= evidence_lists(evaluation, &hearing->holding);
}

/* --- Weights ----------------------------------------------------------------------------------------------------- */

static void add_weight(struct weight_sum *sum, int32_t weight, bool relieved)
{
    sum->sum += weight;
    sum->relieved += relieved ? weight : 0;
}

static bool has_bit_of(const uint64_t bits[RULE_WORDS], uint32_t rule)
{
    return rule < INDEXED_RULES && (bits[rule / 64] >> (rule % 64) & 1) != 0;
}

static void set_bit_of(uint64_t bits[RULE_WORDS], uint32_t rule)
{
    if (rule < INDEXED_RULES)
        bits[rule / 64] |= UINT64_C(1) << (rule % 64);
}

/* A rule with a weight. It sees no sum itself; what is found here is kept for when it is tried in its turn. */
static void weigh_rule(struct evaluation *evaluation, uint32_t number)
{
    const struct pack_rule *rule = &evaluation->input->pack->rules[number];
    struct weighing *weights = &evaluation->weights;
    struct holding holding = {.rule = number};
    set_bit_of(evaluation->weighed, number);
    if (!condition_holds(evaluation, rule, &holding.selections)) {
        set_bit_of(evaluation->failed, number);
        return;
    }
    if (number < INDEXED_RULES)
        evaluation->findings->selections[number] = holding.selections;
    struct hearing hearing = hear(evaluation, &holding, rule->mode == PACK_ENFORCE ? 0 : RULE_IN_SHADOW);
    if (!hearing.demand.weighs)
        return;
    weights->parts++;
    weights->of_sanctions |= evaluation->forgives && evidence_of_sanctions(evaluation, &holding);
    weights->reliefs |= hearing.reliefs;
    add_weight(&weights->would, rule->weight, hearing.reliefs != 0);
    if (hearing.demand.decides)
        add_weight(&weights->enforced, rule->weight, hearing.reliefs != 0);
}

static void settle_weights(struct evaluation *evaluation)
{
    int64_t sum = evaluation->weights.enforced.sum;
    evaluation->judgement->weight = sum > INT32_MAX ? INT32_MAX : sum < INT32_MIN ? INT32_MIN : (int32_t)sum;
}

/* Whether a rule may hold by one sum and not by the other. */
static bool asks_for_weights(const struct evaluation *evaluation, const struct pack_rule *rule)
{
    const struct pack *pack = evaluation->input->pack;
    if (rule->weight != 0 || evaluation->weights.enforced.sum == evaluation->weights.would.sum)
        return false;
    for (uint32_t n = 0; n < rule->selection_count; n++)
        if (pack->selections[rule->first_selection + n].kind == PACK_SELECT_WEIGHTS)
            return true;
    return false;
}

/* --- The rules --------------------------------------------------------------------------------------------------- */

/* Whether a rule holds by a sum of weights. */
static bool holds_by(struct evaluation *evaluation, struct holding *holding, struct weight_sum sum)
{
    const struct pack_rule *rule = &evaluation->input->pack->rules[holding->rule];
    evaluation->sum = rule->weight != 0 ? (struct weight_sum){0} : sum;
    if (has_bit_of(evaluation->failed, holding->rule))
        return false;
    if (has_bit_of(evaluation->weighed, holding->rule)) {
        holding->selections = evaluation->findings->selections[holding->rule];
        return true;
    }
    return condition_holds(evaluation, rule, &holding->selections);
}

/* One rule for what is done and for what would be, which differ by its mode and by the weights of shadows. */
static void try_rule(struct evaluation *evaluation, uint32_t number)
{
    const struct pack_rule *rule = &evaluation->input->pack->rules[number];
    struct judgement *judgement = evaluation->judgement;
    struct holding holding = {.rule = number};
    bool enforced = rule->mode == PACK_ENFORCE, twofold = asks_for_weights(evaluation, rule);
    bool decides = false;
    if (enforced && holds_by(evaluation, &holding, evaluation->weights.enforced)) {
        struct hearing hearing = hear(evaluation, &holding, 0);
        decides = true;
        settle_decision(evaluation, &hearing);
        explain(evaluation, &hearing);
        if (!twofold)
            strengthen(&judgement->would, &judgement->would_rule, &hearing);
    }
    if ((!enforced || twofold) && holds_by(evaluation, &holding, evaluation->weights.would)) {
        struct hearing hearing = hear(evaluation, &holding, RULE_IN_SHADOW);
        strengthen(&judgement->would, &judgement->would_rule, &hearing);
        if (!decides)
            explain(evaluation, &hearing);
    } else if (!decides && licence_was_found(evaluation)) {
        judgement->resting_on |= evidence_kept(evaluation, number);
    }
}

/* By the rule index, in its order. */
static void try_indexed(struct evaluation *evaluation)
{
    const struct rule_index *index = evaluation->index;
    uint64_t tried[RULE_WORDS];
    find_tried(evaluation, tried);
    for (uint32_t word = 0; word < index->rule_words; word++)
        for (uint64_t left = tried[word] & index->weighing[word]; left != 0; left &= left - 1)
            weigh_rule(evaluation, index->order[word * 64 + (uint32_t)__builtin_ctzll(left)]);
    settle_weights(evaluation);
    for (uint32_t word = 0; word < index->rule_words; word++)
        for (uint64_t left = tried[word]; left != 0; left &= left - 1)
            try_rule(evaluation, index->order[word * 64 + (uint32_t)__builtin_ctzll(left)]);
}

/* The rules of one mode that have one action. */
static void try_rules(struct evaluation *evaluation, uint8_t mode, uint8_t action)
{
    const struct pack *pack = evaluation->input->pack;
    for (uint32_t i = 0; i < pack->rule_count; i++)
        if (pack->rules[i].mode == mode && pack->rules[i].action == action && is_tried(evaluation, &pack->rules[i]))
            try_rule(evaluation, i);
}

static void try_all(struct evaluation *evaluation)
{
    const struct pack *pack = evaluation->input->pack;
    for (uint32_t i = 0; i < pack->rule_count; i++)
        if (pack->rules[i].weight != 0 && is_tried(evaluation, &pack->rules[i]))
            weigh_rule(evaluation, i);
    settle_weights(evaluation);
    for (uint8_t mode = PACK_ENFORCE; mode <= PACK_SHADOW; mode++)
        for (uint8_t action = FG_BLOCK + 1; action-- > FG_PASS;)
            try_rules(evaluation, mode, action);
}

/* Hits and identifiers are compared with each other where a licensee is claimed. So many pairs a sign of the workspace;
 * real transfers hold a few dozen of either. */
#define PAIRS_PER_SIGN 64u

static bool is_comparable(const struct judge_input *input, uint32_t signs)
{
    return (uint64_t)input->hit_count * input->identifier_count <= (uint64_t)signs * PAIRS_PER_SIGN;
}

/* Exceptions and reliefs are looked for where there are any, and never where sanctions are concerned. */
static void find_forgiveness(struct evaluation *evaluation)
{
    const struct pack *pack = evaluation->input->pack;
    evaluation->forgives =
        pack->exception_count > 0 || (evaluation->input->reliefs && evaluation->input->reliefs->count > 0);
    for (uint32_t i = 0; evaluation->forgives && i < pack->list_count && i < PACK_LISTS_MAX; i++)
        if (pack->lists[i].sanctions != 0)
            evaluation->sanctions |= UINT64_C(1) << i;
}

static void judgement_begin(struct judgement *judgement)
{
    *judgement = (struct judgement){
        .action = FG_PASS, .would = FG_PASS, .reasons = judgement->reasons, .reason_limit = judgement->reason_limit};
}

bool judge_transfer(const struct judge_input *input, void *workspace, struct judgement *judgement)
{
    struct workspace *placed = workspace;
    struct evaluation evaluation = {.input = input,
                                    .index = input->pack->rule_index,
                                    .judgement = judgement,
                                    .signs = placed->signs,
                                    .exceptions = &placed->exceptions,
                                    .findings = &placed->findings};
    judgement_begin(judgement);
    placed->exceptions.folded = 0;
    placed->exceptions.fields_known = false;
    findings_begin(&placed->findings, input->transfer);
    if (!is_comparable(input, placed->sign_limit) || !signs_collect(&evaluation, placed->sign_limit)) {
        judgement->action = judgement->would = FG_HOLD;
        return false;
    }
    find_forgiveness(&evaluation);
    if (evaluation.index)
        try_indexed(&evaluation);
    else
        try_all(&evaluation);
    for (uint32_t action = (uint32_t)judgement->action + 1; action <= FG_BLOCK; action++)
        judgement->reliefs |= evaluation.lowered[action];
    return true;
}
