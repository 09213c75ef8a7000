/*
 * trial.c: a pack's own cases, screened (trial.h). The gate they go through is made here, has one lane, and shares with
 * the pack's future gate only what has been read from files. Whether a rule held is asked of the pack's counters, which
 * count every rule that does, whatever room a verdict has for reasons.
 */
#include "control/trial.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "control/control.h"
#include "control/trial_in.h"
#include "evidence/pack_counters.h"
#include "gate.h"
#include "lane.h"

#define TRIAL_REASONS 1024 /* of a transfer: no rule that holds goes uncounted for want of room */

struct trial {
    struct fg_gate gate;
    struct lane_slot slot;
    struct lane_counters counted;
    struct gate_totals totals;
    struct live_set live;
    fg_lane *lane;
    fg_verdict *verdict;
    fg_field_input *fields; /* of the case with the most */
};

static uint32_t most_fields(const struct pack *pack)
{
    uint32_t most = 0;
    for (uint32_t i = 0; i < pack->case_count; i++)
        if (pack->cases[i].field_count > most)
            most = pack->cases[i].field_count;
    return most;
}

static void trial_free(struct trial *trial)
{
    fg_verdict_free(trial->verdict);
    fg_lane_close(trial->lane);
    counters_free(trial->live.pack);
    guard_free(trial->gate.guard);
    free(trial->fields);
    free(trial);
}

/* The gate's own limits and policy: what a case meets here is what its message will meet there. */
static void take_config(struct gate_config *config, const struct gate_config *of)
{
    *config = *of;
    config->enabled = true;
    config->lanes = 1;
    config->stats_folder[0] = '\0';
    if (config->limits.reasons_per_transfer < TRIAL_REASONS)
        config->limits.reasons_per_transfer = TRIAL_REASONS;
    if (config->limits.reasons_per_message < TRIAL_REASONS)
        config->limits.reasons_per_message = TRIAL_REASONS;
}

static struct trial *trial_new(const struct gate_config *config, const struct reader_settings *settings,
                               struct pack *pack)
{
    struct trial *trial = aligned_alloc(alignof(struct trial), sizeof *trial);
    if (!trial)
        return NULL;
    memset(trial, 0, sizeof *trial);
    take_config(&trial->gate.config, config);
    trial->gate.formats = formats;
    trial->gate.settings = *settings;
    trial->gate.slots = &trial->slot;
    trial->gate.guard = guard_new();
    trial->live.pack = pack;
    trial->gate.totals = &trial->totals;
    trial->slot.counters = &trial->counted;
    atomic_store(&trial->gate.live, &trial->live);
    trial->fields = calloc(most_fields(pack) + (size_t)1, sizeof *trial->fields);
    if (trial->gate.guard && trial->fields && counters_make(&trial->gate, pack, NULL, NULL, 0) == FG_OK &&
        fg_lane_open(&trial->gate, &trial->lane) == FG_OK && fg_verdict_new(&trial->gate, &trial->verdict) == FG_OK)
        return trial;
    trial_free(trial);
    return NULL;
}

static uint64_t hits_of(const struct pack *pack, uint32_t rule)
{
    return atomic_load_explicit(&pack->counters->rules[rule].hits, memory_order_relaxed);
}

static void screen_case(struct trial *trial, const struct pack *pack, const struct pack_case *tried)
{
    fg_facts facts = {.size = sizeof facts,
                      .channel = tried->channel,
                      .rail = tried->rail,
                      .direction = tried->direction,
                      .on_us = tried->on_us,
                      .customer_class = tried->customer_class,
                      .payer_segment = tried->payer_segment,
                      .as_of = tried->as_of};
    if (tried->message_length > 0) {
        fg_screen(trial->lane, pack->case_bytes + tried->message, tried->message_length, &facts, trial->verdict);
        return;
    }
    for (uint32_t i = 0; i < tried->field_count; i++) {
        const struct pack_field_value *given = &pack->case_fields[tried->first_field + i];
        const char *value = pack_string(pack, given->value);
        trial->fields[i] = (fg_field_input){
            .field = given->field, .occurrence = given->occurrence, .bytes = value, .length = strlen(value)};
    }
    fg_screen_fields(trial->lane, trial->fields, tried->field_count, &facts, trial->verdict);
}

/* "" = the case is met. */
static void judge_case(const struct trial *trial, const struct pack *pack, const struct pack_case *tried, bool held,
                       char *sentence, size_t size)
{
    const fg_verdict *verdict = trial->verdict;
    fg_action action = fg_verdict_action(verdict);
    fg_status status = fg_verdict_status(verdict);
    bool wanted = tried->expectation == PACK_EXPECT_HIT;
    const char *rule = pack_string(pack, pack->rules[tried->rule].id), *said = "";
    sentence[0] = '\0';
    if (status == FG_STATUS_NOT_SCREENED) {
        if (fg_verdict_error(verdict, NULL, NULL, NULL, &said) != FG_OK)
            said = "no more is known";
        snprintf(sentence, size, "its message was not screened (%s): %s", fg_cause_name(fg_verdict_cause(verdict)),
                 said);
    } else if (status == FG_STATUS_NOT_A_TRANSFER) {
        snprintf(sentence, size, "its message orders no transfer (%s), so nothing was judged",
                 fg_verdict_message_type(verdict));
    } else if (held != wanted) {
        snprintf(sentence, size, "the rule was expected %s, and it %s; the action was %s%s%s",
                 wanted ? "to hold" : "not to hold", held ? "did" : "did not", fg_action_name(action),
                 *fg_verdict_rule(verdict, 1) ? " by rule " : "", fg_verdict_rule(verdict, 1));
    } else if (tried->action >= 0 && (fg_action)tried->action != action) {
        snprintf(sentence, size, "rule %s did %sas expected, but the action was %s%s%s, not %s", rule,
                 wanted ? "hold " : "", fg_action_name(action), *fg_verdict_rule(verdict, 1) ? " by rule " : "",
                 fg_verdict_rule(verdict, 1), fg_action_name((fg_action)tried->action));
    }
}

static bool try_case(struct trial *trial, const struct pack *pack, uint32_t number, case_result_fn result,
                     void *context)
{
    const struct pack_case *tried = &pack->cases[number];
    char sentence[768];
    uint64_t before = hits_of(pack, tried->rule);
    screen_case(trial, pack, tried);
    judge_case(trial, pack, tried, hits_of(pack, tried->rule) > before, sentence, sizeof sentence);
    struct case_result outcome = {
        .pack = pack, .number = number, .met = sentence[0] == '\0', .sentence = sentence, .verdict = trial->verdict};
    if (result)
        result(context, &outcome);
    return outcome.met;
}

static fg_error run(const struct gate_config *config, const struct reader_settings *settings, struct pack *pack,
                    case_result_fn result, void *context, uint32_t *failed, char *why, size_t why_size)
{
    *failed = 0;
    if (pack->case_count == 0)
        return FG_OK;
    struct trial *trial = trial_new(config, settings, pack);
    if (!trial) {
        control_say(why, why_size, "memory for the pack's cases could not be had");
        return FG_E_MEMORY;
    }
    for (uint32_t i = 0; i < pack->case_count; i++)
        *failed += !try_case(trial, pack, i, result, context);
    trial_free(trial);
    return FG_OK;
}

fg_error trial_run_in(const struct fg_gate *gate, struct pack *pack, case_result_fn result, void *context,
                      uint32_t *failed, char *why, size_t why_size)
{
    return run(&gate->config, &gate->settings, pack, result, context, failed, why, why_size);
}

fg_error trial_run(const struct gate_config *config, struct pack *pack, case_result_fn result, void *context,
                   uint32_t *failed, char *why, size_t why_size)
{
    struct reader_settings settings = {0};
    fg_error error = gate_load_settings(config, &settings, why, why_size);
    if (error != FG_OK)
        return error;
    error = run(config, &settings, pack, result, context, failed, why, why_size);
    reader_settings_unload(&settings, formats);
    return error;
}
