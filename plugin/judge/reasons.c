/*
 * reasons.c: the reasons of a rule that holds, up to the judgement's limit. Rules come strictest first, so what no
 * longer fits is of the mildest; it is counted. Room is kept for one reason of each rule that adds to the sum of
 * weights: every part of it is shown. Of what says the same twice one is given.
 */
#include "evaluation.h"

#include <string.h>

/* Whether both say that the same entry stands in the same value. */
static bool same_finding(const struct judge_reason *a, const struct judge_reason *b)
{
    return a->entry == b->entry && a->value == b->value && a->registers == b->registers;
}

static bool covers(const struct judge_reason *a, const struct judge_reason *b)
{
    return a->from <= b->from && a->to >= b->to;
}

/* Whether two entries were found by the same bytes of the message, and make the same selection true: a word in two
 * alphabets, or in two lists. What makes two parts of a condition true is shown for either. */
static bool are_twins(const struct judge_reason *a, const struct judge_reason *b)
{
    return (a->selections & b->selections) != 0 && a->value == b->value && a->from == b->from && a->to == b->to;
}

/* Puts a reason in place of one that its rule has given; the rule's weight stays with it. */
static void replace(struct judge_reason *given, const struct judge_reason *reason)
{
    int32_t weight = given->weight;
    uint32_t selections = given->selections;
    *given = *reason;
    given->weight = weight;
    given->selections |= selections;
}

/* Whether a twin makes nothing true that the other does not, and reads no less into the text. */
static bool says_no_more(const struct judge_reason *twin, const struct judge_reason *given)
{
    return are_twins(twin, given) && (twin->selections & ~given->selections) == 0 && twin->weight == 0 &&
           __builtin_popcount(twin->readings) >= __builtin_popcount(given->readings);
}

static void take_out(struct judgement *judgement, struct judge_reason *reason)
{
    const struct judge_reason *end = judgement->reasons + judgement->reason_count--;
    memmove(reason, reason + 1, (size_t)(end - (reason + 1)) * sizeof *reason);
}

/* Whether the rule has said so already; of a name and a longer one that holds it the longer stands, of twins the one
 * that reads least into the text. */
static bool is_given(struct judgement *judgement, const struct judge_reason *reason)
{
    struct judge_reason *twin = NULL;
    for (uint32_t i = judgement->reason_count; i-- > 0 && judgement->reasons[i].rule == reason->rule;) {
        struct judge_reason *given = &judgement->reasons[i];
        if (are_twins(given, reason) && given->entry != reason->entry)
            twin = given;
        if (!same_finding(given, reason))
            continue;
        if (covers(given, reason)) {
            given->selections |= reason->selections;
            if (twin && says_no_more(twin, given))
                take_out(judgement, twin);
            return true;
        }
        if (covers(reason, given)) {
            replace(given, reason);
            return true;
        }
    }
    if (twin && __builtin_popcount(reason->readings) < __builtin_popcount(twin->readings))
        replace(twin, reason);
    return twin != NULL;
}

/* Whether the rule may have said so already, by a hash of what was found and one of where: mostly it has not. Writes
 * down that it has now. */
static bool may_be_given(struct evaluation *evaluation, const struct judge_reason *reason)
{
    uint64_t finding = UINT64_C(1) << ((reason->entry * 5 + reason->value * 17) % 64);
    uint64_t place = UINT64_C(1) << ((reason->from * 3 + reason->value * 23 + reason->to) % 64);
    bool may = ((evaluation->given_findings & finding) | (evaluation->given_places & place)) != 0;
    evaluation->given_findings |= finding;
    evaluation->given_places |= place;
    return may;
}

static void add(struct evaluation *evaluation, const struct judge_reason *reason)
{
    struct judgement *judgement = evaluation->judgement;
    if (may_be_given(evaluation, reason) && is_given(judgement, reason))
        return;
    if ((uint64_t)judgement->reason_count + evaluation->weights.parts >= judgement->reason_limit) {
        if (judgement->dropped < UINT32_MAX)
            judgement->dropped++;
        return;
    }
    judgement->reasons[judgement->reason_count++] = *reason;
}

/* Whether a party that the rule asks about (the creditor, when it asks about none) is in no register. */
static bool is_unregistered(struct evaluation *evaluation, const struct pack_rule *rule)
{
    bool asked = false;
    for (uint32_t n = 0; n < rule->selection_count; n++) {
        const struct pack_selection *selection = &evaluation->input->pack->selections[rule->first_selection + n];
        if (selection->kind != PACK_SELECT_LICENCE)
            continue;
        asked = true;
        if ((evaluation_licence(evaluation, selection->party)->states & PACK_STATE_NONE) != 0)
            return true;
    }
    return !asked && (evaluation_licence(evaluation, PACK_CREDITOR)->states & PACK_STATE_NONE) != 0;
}

/* A payee found in no register may stand on one that is not loaded: the verdict names those, once. */
static void name_registers(struct evaluation *evaluation, const struct judge_reason *of)
{
    const struct pack *pack = evaluation->input->pack;
    struct judge_reason reason = *of;
    evaluation->registers_named = true;
    if (pack->rule_index && pack->rule_index->missing_registers == 0)
        return;
    reason.weight = 0;
    for (uint32_t i = 0; i < pack->list_count && i < PACK_LISTS_MAX; i++) {
        const struct pack_list *list = &pack->lists[i];
        if (list->kind == PACK_LIST_REGISTER && list->entry_count == 0 &&
            in_period(evaluation->input->as_of, list->counts_from, list->counts_to))
            reason.registers |= UINT64_C(1) << i;
    }
    if (reason.registers != 0)
        add(evaluation, &reason);
}

/* Puts what a selection found into a reason of its rule. */
static void say(struct judge_reason *reason, const struct judge_reason *found)
{
    reason->entry = found->entry;
    reason->value = found->value;
    reason->from = found->from;
    reason->to = found->to;
    reason->readings = found->readings;
}

void reasons_explain(struct evaluation *evaluation, const struct judge_reason *of, uint32_t selections)
{
    const struct pack *pack = evaluation->input->pack;
    const struct pack_rule *rule = &pack->rules[of->rule];
    struct judge_reason found, reason = *of;
    bool shown = false;
    if (of->weight != 0 && evaluation->weights.parts > 0)
        evaluation->weights.parts--; /* the room kept for this one */
    evaluation->given_findings = evaluation->given_places = 0;
    for (uint32_t left = selections; left != 0; left &= left - 1) {
        uint32_t cursor = 0, number = rule->first_selection + (uint32_t)__builtin_ctz(left);
        const struct pack_selection *selection = &pack->selections[number];
        const bool of_lists = selection->kind == PACK_SELECT_LIST, noted = of_lists && evaluation->index;
        reason.selections = of_lists ? left & -left : 0;
        while (noted ? selection_next_noted(evaluation, number, &cursor, &found)
                     : selection_next(evaluation, selection, &cursor, &found)) {
            if (found.entry == 0 && found.value == 0)
                continue; /* a fact, or a party in no register: nothing in the message to show */
            say(&reason, &found);
            add(evaluation, &reason);
            if (found.entry != 0)
                evaluation->judgement->resting_on |= entry_list(pack, found.entry - 1);
            shown = true;
            reason.weight = 0; /* the first has it */
        }
    }
    if (!shown)
        add(evaluation, of);
    if (rule->names_registers && !evaluation->registers_named && is_unregistered(evaluation, rule))
        name_registers(evaluation, of);
}
