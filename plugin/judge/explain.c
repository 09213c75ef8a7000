/*
 * explain.c: judging looked at from outside. Reads what judge_transfer() was given and said; writes memory of its own.
 *
 * What nearly made a selection true is found with the selection itself, made wider: something that makes the widest
 * one true, and not the one that is wide in all respects but one, fails in that respect.
 */
#include "explain.h"

#include <stdlib.h>

#include "evaluation.h"

struct explanation {
    struct evaluation evaluation;
    struct findings findings;
    const struct judgement *judgement;
    int64_t enforced, would; /* sums of weights */
    struct explained_selection selections[PACK_SELECTIONS_MAX];
};

static const uint32_t respects[] = {EXPLAIN_FIELD, EXPLAIN_MATCH,   EXPLAIN_CONFIDENCE, EXPLAIN_CLASS, EXPLAIN_ACT,
                                    EXPLAIN_PLACE, EXPLAIN_ENTRIES, EXPLAIN_CERTAINTY,  EXPLAIN_FORM};

/* A selection as wide as its lists and kinds allow, but for what is kept. */
static struct pack_selection widened(const struct pack_selection *selection, uint32_t kept)
{
    struct pack_selection wide = *selection;
    if ((kept & EXPLAIN_FIELD) == 0)
        wide.fields[0] = wide.fields[1] = UINT64_MAX;
    if (selection->kind == PACK_SELECT_WALLET && (kept & EXPLAIN_FORM) == 0) {
        wide.values = 0;
        wide.states = UINT32_MAX;
    }
    if (selection->kind != PACK_SELECT_LIST)
        return wide;
    if ((kept & EXPLAIN_MATCH) == 0)
        wide.match = UINT32_MAX;
    if ((kept & EXPLAIN_CONFIDENCE) == 0)
        wide.confidence = UINT32_MAX;
    if ((kept & EXPLAIN_CLASS) == 0)
        wide.classes = UINT32_MAX;
    if ((kept & EXPLAIN_ACT) == 0)
        wide.cites_act = 0;
    if ((kept & EXPLAIN_PLACE) == 0)
        wide.anchored = PACK_ANYWHERE;
    if ((kept & EXPLAIN_ENTRIES) == 0)
        wide.code_count = 0;
    if ((kept & EXPLAIN_CERTAINTY) == 0)
        wide.certainty = PACK_CERTAIN | PACK_DOUBTFUL;
    return wide;
}

static bool covers(const struct judge_reason *a, const struct judge_reason *b)
{
    return a->entry == b->entry && a->value == b->value && a->from <= b->from && a->to >= b->to;
}

/* Of a name and a longer one that holds it the longer is kept, as reasons do. */
static void add_find(struct explained_selection *explained, const struct judge_reason *reason, uint32_t misses)
{
    for (uint32_t i = 0; i < explained->find_count; i++) {
        struct explained_find *known = &explained->finds[i];
        if (known->misses != misses)
            continue;
        if (covers(&known->reason, reason))
            return;
        if (covers(reason, &known->reason)) {
            known->reason = *reason;
            return;
        }
    }
    if (explained->find_count == EXPLAIN_FINDS) {
        explained->more = true;
        return;
    }
    explained->finds[explained->find_count++] = (struct explained_find){*reason, misses};
}

/* In what respects the thing behind which the widest selection's cursor stands does not fit. */
static uint32_t misses_of(struct evaluation *evaluation, const struct pack_selection *selection, uint32_t behind)
{
    uint32_t misses = 0;
    for (size_t i = 0; i < sizeof respects / sizeof *respects; i++) {
        struct pack_selection kept = widened(selection, respects[i]);
        struct judge_reason reason;
        uint32_t cursor = behind - 1;
        if (!selection_next(evaluation, &kept, &cursor, &reason) || cursor != behind)
            misses |= respects[i];
    }
    return misses;
}

static void find_near(struct evaluation *evaluation, const struct pack_selection *selection,
                      struct explained_selection *explained)
{
    struct pack_selection widest = widened(selection, 0);
    struct judge_reason reason;
    uint32_t cursor = 0;
    while (!explained->more && selection_next(evaluation, &widest, &cursor, &reason))
        add_find(explained, &reason, misses_of(evaluation, selection, cursor));
}

/* Entries of the selection's lists that stand in the text and are not valid on the day. */
static void find_expired(const struct judge_input *input, const struct pack_selection *selection,
                         struct explained_selection *explained)
{
    const struct pack *pack = input->pack;
    for (uint32_t i = 0; i < input->hit_count && !explained->more; i++) {
        const struct scan_hit *hit = &input->hits[i];
        const struct pack_term *term = &pack->terms[hit->term];
        for (uint32_t n = 0; n < term->posting_count; n++) {
            uint32_t entry = pack->postings[term->first_posting + n].entry;
            if ((selection->lists & entry_list(pack, entry)) == 0 || entry_is_valid(input, entry))
                continue;
            struct judge_reason reason = {
                .entry = entry + 1, .value = hit->value + 1, .from = hit->from, .to = hit->to};
            add_find(explained, &reason, EXPLAIN_DATE);
            break;
        }
    }
}

static void explain_selection(struct explanation *explanation, const struct pack_selection *selection,
                              struct explained_selection *explained)
{
    struct evaluation *evaluation = &explanation->evaluation;
    struct judge_reason reason;
    uint32_t cursor = 0;
    *explained =
        (struct explained_selection){.holds = selection_holds(evaluation, selection), .weights = evaluation->sum.sum};
    while (explained->holds && !explained->more && selection_next(evaluation, selection, &cursor, &reason))
        add_find(explained, &reason, 0);
    if (selection->kind == PACK_SELECT_LICENCE)
        explained->licence = evaluation_licence(evaluation, selection->party);
    if (explained->holds)
        return;
    if (selection->kind == PACK_SELECT_LIST || selection->kind == PACK_SELECT_WALLET ||
        selection->kind == PACK_SELECT_IDENTIFIER)
        find_near(evaluation, selection, explained);
    if (selection->kind == PACK_SELECT_LIST)
        find_expired(evaluation->input, selection, explained);
}

static const struct judge_reason *outcome_of(const struct judgement *judgement, uint32_t rule)
{
    for (uint32_t i = 0; i < judgement->reason_count; i++)
        if (judgement->reasons[i].rule == rule)
            return &judgement->reasons[i];
    return NULL;
}

/* The condition as judging tries it: by the weights that are enforced, else by those that would be. */
static bool try_condition(struct explanation *explanation, const struct pack_rule *rule)
{
    struct evaluation *evaluation = &explanation->evaluation;
    uint32_t selections;
    int64_t sums[] = {explanation->enforced, explanation->would};
    for (uint32_t i = rule->mode == PACK_ENFORCE ? 0 : 1; i < 2; i++) {
        evaluation->sum = (struct weight_sum){.sum = rule->weight != 0 ? 0 : sums[i]};
        if (condition_holds(evaluation, rule, &selections))
            return true;
    }
    return false;
}

static bool explain_rule(struct explanation *explanation, uint32_t number, explained_rule_fn each, void *context)
{
    const struct judge_input *input = explanation->evaluation.input;
    const struct pack_rule *rule = &input->pack->rules[number];
    struct explained_rule explained = {
        .rule = number,
        .off = rule->mode == PACK_OFF,
        .out_of_date = !in_period(input->as_of, rule->valid_from, rule->valid_to),
        .holds = try_condition(explanation, rule),
        .outcome = outcome_of(explanation->judgement, number),
        .selection_count = rule->selection_count < PACK_SELECTIONS_MAX ? rule->selection_count : PACK_SELECTIONS_MAX,
        .selections = explanation->selections,
    };
    for (uint32_t n = 0; n < explained.selection_count; n++)
        explain_selection(explanation, &input->pack->selections[rule->first_selection + n],
                          &explanation->selections[n]);
    each(context, &explained);
    bool expected = explained.holds && !explained.off && !explained.out_of_date;
    return expected == (explained.outcome != NULL) || explanation->judgement->dropped > 0;
}

static void sum_weights(struct explanation *explanation)
{
    const struct judgement *judgement = explanation->judgement;
    explanation->enforced = judgement->weight;
    for (uint32_t i = 0; i < judgement->reason_count; i++)
        explanation->would += judgement->reasons[i].weight;
}

enum explain_result judge_explain(const struct judge_input *input, const struct judgement *judgement,
                                  explained_rule_fn each, void *context)
{
    size_t signs = (size_t)input->hit_count + 2 * (size_t)input->identifier_count + 1;
    struct explanation *explanation = calloc(1, sizeof *explanation);
    struct sign *memory = calloc(signs + 1, sizeof *memory); /* one is room for what is being made */
    enum explain_result result = EXPLAIN_NO_MEMORY;
    if (explanation && memory && signs <= UINT32_MAX) {
        explanation->evaluation =
            (struct evaluation){.input = input, .signs = memory, .findings = &explanation->findings};
        findings_begin(&explanation->findings, input->transfer);
        explanation->judgement = judgement;
        result = signs_collect(&explanation->evaluation, (uint32_t)signs) ? EXPLAIN_DONE : EXPLAIN_NO_MEMORY;
        if (result == EXPLAIN_DONE)
            sum_weights(explanation);
        for (uint32_t i = 0; i < input->pack->rule_count && result != EXPLAIN_NO_MEMORY; i++)
            if (!explain_rule(explanation, i, each, context))
                result = EXPLAIN_DISAGREES;
    }
    free(memory);
    free(explanation);
    return result;
}
