/*
 * benign_json.c: what innocent payments gave, for programs: one object a line (benign_gate.h).
 */
#include <stdio.h>

#include <jansson.h>

#include "benign_baseline.h"
#include "benign_gate.h"
#include "wilson.h"

static void print_object(json_t *object, FILE *out)
{
    if (object && json_dumpf(object, out, JSON_COMPACT | JSON_REAL_PRECISION(9)) == 0)
        fputc('\n', out);
    json_decref(object);
}

static json_t *share_json(uint64_t count, uint64_t payments)
{
    struct wilson_share share = wilson_share_of(count, payments);
    return json_pack("{s:f, s:f, s:f}", "share", share.share, "from", share.from, "to", share.to);
}

static json_t *baseline_json(const struct benign_measure *measure, const struct benign_set *set, uint32_t rule)
{
    struct pack_baseline nothing;
    const struct pack_baseline *row = set ? benign_baseline_of(measure->pack, set->name, rule, &nothing) : NULL;
    return row ? json_pack("{s:I, s:I, s:I}", "texts", (json_int_t)row->texts, "flagged", (json_int_t)row->flagged,
                           "stopped", (json_int_t)row->stopped)
               : json_null();
}

/* set NULL = all of them; rule 0 = all of them, "". */
static void print_count_json(const struct benign_options *options, const struct benign_measure *measure,
                             const struct benign_set *set, uint32_t rule, FILE *out)
{
    uint64_t payments;
    struct benign_count count = benign_total(measure, rule, &payments);
    if (set) {
        count = set->rules[rule];
        payments = set->payments;
    }
    if (rule > 0 && count.flagged == 0)
        return;
    double share = wilson_share_of(count.flagged, payments).share;
    bool worse = set && benign_compare(measure->pack, set, rule) == BENIGN_WORSE;
    print_object(json_pack("{s:s, s:s, s:s, s:I, s:I, s:I, s:I, s:o, s:o, s:f, s:I, s:f, s:o, s:b}", "kind", "benign",
                           "set", set ? set->name : "", "rule", benign_rule_id(measure->pack, rule), "payments",
                           (json_int_t)payments, "left_out", (json_int_t)(set ? set->left_out : 0), "flagged",
                           (json_int_t)count.flagged, "stopped", (json_int_t)count.stopped, "flagged_share",
                           share_json(count.flagged, payments), "stopped_share", share_json(count.stopped, payments),
                           "flags_per_million", 1e6 * share, "volume", (json_int_t)options->volume, "alerts_a_day",
                           share * (double)options->volume, "baseline", baseline_json(measure, set, rule), "worse",
                           (int)worse),
                 out);
}

static void print_examples_json(const struct benign_measure *measure, uint32_t rule, FILE *out)
{
    const struct benign_examples *examples = &measure->examples[rule];
    for (uint32_t i = 0; i < examples->count; i++)
        print_object(json_pack("{s:s, s:s, s:s, s:I, s:s}", "kind", "benign_example", "rule",
                               benign_rule_id(measure->pack, rule), "file", examples->items[i].set->path, "line",
                               (json_int_t)examples->items[i].line, "text", examples->items[i].text),
                     out);
}

bool benign_print_json(const struct benign_options *options, const struct benign_measure *measure, FILE *out)
{
    bool worse = false;
    for (uint32_t i = 0; i < measure->set_count; i++) {
        for (uint32_t rule = 0; rule <= measure->pack->rule_count; rule++)
            print_count_json(options, measure, &measure->sets[i], rule, out);
        worse = benign_worse_count(measure->pack, &measure->sets[i]) > 0 || worse;
    }
    for (uint32_t rule = 0; rule <= measure->pack->rule_count; rule++)
        print_count_json(options, measure, NULL, rule, out);
    for (uint32_t rule = 0; rule <= measure->pack->rule_count; rule++)
        print_examples_json(measure, rule, out);
    return worse;
}
