/*
 * explain_json.c: `pack explain` for programs: one object a transfer.
 */
#include <stdlib.h>

#include <jansson.h>

#include "explain_report.h"
#include "pack_words.h"
#include "vocabulary.h"

struct gathering {
    const struct explain_report *report;
    const struct looked_into *transfer;
    json_t *rules;
};

/* A text that is freed; NULL when there was no memory for it. */
static json_t *words_json(char *words)
{
    json_t *string = words ? json_string(words) : NULL;
    free(words);
    return string;
}

static json_t *misses_json(uint32_t misses)
{
    json_t *list = json_array();
    for (uint32_t bit = 0; bit < EXPLAIN_MISSES; bit++)
        if ((misses >> bit & 1) != 0)
            json_array_append_new(list, json_string(explain_miss_codes[bit]));
    return list;
}

static json_t *readings_json(uint32_t readings)
{
    json_t *list = json_array();
    for (unsigned bit = 0; bit < 31; bit++)
        if ((readings >> bit & 1) != 0)
            json_array_append_new(list, json_string(fg_reading_name((fg_reading)(1u << bit))));
    return list;
}

/* The declared purpose that a rule doubts, as far as one was declared, and what the payment looks like to it. */
static void add_doubt(json_t *object, const struct judge_input *input, const struct pack_rule *rule)
{
    const struct field_value *declared =
        rule->doubts != FG_FIELD_NONE ? transfer_find(input->transfer, (fg_field)rule->doubts, 0) : NULL;
    if (declared)
        json_object_set_new(
            object, "doubted",
            json_pack("{s:s, s:o}", "field", fg_field_name((fg_field)rule->doubts), "code",
                      json_stringn((const char *)transfer_text(input->transfer, declared), declared->length)));
    if (rule->looks_like != 0)
        json_object_set_new(object, "looks_like", json_string(pack_string(input->pack, rule->looks_like)));
}

static json_t *find_json(const struct gathering *gathering, const struct judge_reason *reason, uint32_t misses)
{
    const struct judge_input *input = gathering->transfer->input;
    const struct transfer *transfer = input->transfer;
    json_t *find = json_pack("{s:o, s:o}", "entry", words_json(entry_words(input->pack, reason->entry)), "misses",
                             misses_json(misses));
    if (reason->readings != 0)
        json_object_set_new(find, "reading", readings_json(reason->readings));
    if (reason->value == 0)
        return find;
    const struct field_value *value = &transfer->values[reason->value - 1];
    uint64_t from = 0, to = 0;
    transfer_source(transfer, value, reason->from, reason->to, &from, &to);
    json_object_set_new(find, "field", json_string(fg_field_name((fg_field)value->field)));
    json_object_set_new(find, "occurrence", json_integer(value->occurrence));
    json_object_set_new(find, "text",
                        json_stringn((const char *)transfer_text(transfer, value) + reason->from,
                                     reason->to > reason->from ? reason->to - reason->from : 0));
    if (gathering->report->bytes) {
        json_object_set_new(find, "start", json_integer((json_int_t)from));
        json_object_set_new(find, "end", json_integer((json_int_t)to));
    }
    return find;
}

static json_t *licence_json(const struct gathering *gathering, const struct licence_finding *licence)
{
    json_t *states = json_array();
    for (uint32_t i = 0; i < vocabulary_states.count; i++)
        if ((licence->states & vocabulary_states.words[i].value) != 0)
            json_array_append_new(states, json_string(vocabulary_states.words[i].name));
    struct judge_reason reason = {
        .entry = licence->entry, .value = licence->value, .from = licence->from, .to = licence->to};
    return json_pack("{s:o, s:o}", "states", states, "by", find_json(gathering, &reason, 0));
}

static json_t *selection_json(const struct gathering *gathering, const struct pack_selection *selection,
                              const struct explained_selection *explained)
{
    const struct pack *pack = gathering->transfer->input->pack;
    json_t *finds = json_array();
    for (uint32_t i = 0; i < explained->find_count; i++)
        json_array_append_new(finds, find_json(gathering, &explained->finds[i].reason, explained->finds[i].misses));
    json_t *object = json_pack("{s:s, s:o, s:b, s:o, s:b}", "name", pack_string(pack, selection->name), "words",
                               words_json(selection_words(pack, selection)), "holds", (int)explained->holds, "finds",
                               finds, "more", (int)explained->more);
    if (explained->licence)
        json_object_set_new(object, "licence", licence_json(gathering, explained->licence));
    if (selection->kind == PACK_SELECT_WEIGHTS)
        json_object_set_new(object, "sum", json_integer(explained->weights));
    return object;
}

static void gather_rule(void *context, const struct explained_rule *rule)
{
    const struct gathering *gathering = context;
    const struct pack *pack = gathering->transfer->input->pack;
    const struct pack_rule *of = &pack->rules[rule->rule];
    const struct judge_reason *outcome = rule->outcome;
    if (!outcome && !gathering->report->all)
        return;
    json_t *selections = json_array();
    for (uint32_t n = 0; n < rule->selection_count; n++)
        json_array_append_new(
            selections, selection_json(gathering, &pack->selections[of->first_selection + n], &rule->selections[n]));
    json_t *object = json_pack("{s:s, s:s, s:s, s:b, s:b, s:b, s:b, s:o, s:o}", "rule", pack_string(pack, of->id),
                               "title", pack_string(pack, of->title), "basis", pack_string(pack, of->basis), "holds",
                               (int)rule->holds, "off", (int)rule->off, "out_of_date", (int)rule->out_of_date,
                               "decides", (int)(outcome && gathering->transfer->judgement->rule == rule->rule + 1),
                               "condition", words_json(condition_words(pack, of)), "selections", selections);
    if (outcome) {
        add_doubt(object, gathering->transfer->input, of);
        json_object_set_new(object, "action", json_string(fg_action_name((fg_action)outcome->action)));
        json_object_set_new(object, "shadow", json_boolean(outcome->shadow));
        json_object_set_new(object, "weight", json_integer(outcome->weight));
        json_object_set_new(
            object, "exception",
            json_string(outcome->exception > 0 ? pack_string(pack, pack->exceptions[outcome->exception - 1].id) : ""));
    }
    json_array_append_new(gathering->rules, object);
}

void explain_print_json(void *context, const struct looked_into *transfer)
{
    struct explain_report *report = context;
    struct gathering gathering = {.report = report, .transfer = transfer, .rules = json_array()};
    const fg_verdict *verdict = transfer->verdict;
    const uint32_t number = transfer->number;
    if (judge_explain(transfer->input, transfer->judgement, gather_rule, &gathering) != EXPLAIN_DONE)
        report->failed = true;
    json_t *object = json_pack(
        "{s:s, s:i, s:i, s:b, s:s, s:s, s:s, s:s, s:i, s:s, s:i, s:s, s:o}", "file", report->file, "line",
        (int)report->file_line, "tx", (int)number, "underlying", (int)transfer->underlying, "action",
        fg_action_name(fg_verdict_transfer_action(verdict, number)), "rule", fg_verdict_rule(verdict, number), "would",
        fg_action_name(fg_verdict_would(verdict, number)), "would_rule", fg_verdict_would_rule(verdict, number),
        "as_of", (int)transfer->input->as_of, "pack", fg_verdict_pack_name(verdict), "weights",
        (int)transfer->judgement->weight, "hash", fg_verdict_pack_hash(verdict), "rules", gathering.rules);
    if (!object || json_dumpf(object, report->out, JSON_COMPACT) != 0)
        report->failed = true;
    fputc('\n', report->out);
    json_decref(object);
}
