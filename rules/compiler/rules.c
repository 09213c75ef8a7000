/*
 * rules.c: rules with their action, basis, dates and condition. Selections are read in selections.c.
 */
#include "rules.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "decision.h"
#include "folder.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

static struct setting_source *find_setting(struct draft *draft, const char *id)
{
    struct setting_source *settings = draft->setting_sources.records;
    for (uint32_t i = 0; i < draft->setting_sources.count; i++) {
        if (strcmp(settings[i].id, id) == 0)
            return &settings[i];
    }
    return NULL;
}

static const char *suggest_setting(struct draft *draft, const char *id)
{
    const struct setting_source *settings = draft->setting_sources.records;
    const char **names = arena_take(&draft->arena, draft->setting_sources.count * sizeof *names);
    for (uint32_t i = 0; i < draft->setting_sources.count; i++)
        names[i] = settings[i].id;
    return text_suggest(&draft->arena, draft->report->language, id, names, draft->setting_sources.count);
}

/* What the bank set. */
static void join_setting(struct cfg *cfg, config_setting_t *group, const char *id, struct decision *decision)
{
    struct draft *draft = cfg->draft;
    struct setting_source *setting = find_setting(draft, id);
    if (!setting) {
        report_fault(draft->report, cfg_place(cfg, config_setting_get_member(group, "setting")), UNKNOWN_SETTING, id,
                     suggest_setting(draft, id));
        return;
    }
    setting->used = true;
    decision_join(cfg, group, decision, setting);
}

static void read_status_reason(struct cfg *cfg, config_setting_t *group, struct pack_rule *rule)
{
    const char *reason = cfg_text(cfg, group, "status_reason");
    rule->status_reason = draft_string(cfg->draft, reason);
    if (reason[0] && (strlen(reason) != 4 || reason[strspn(reason, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")]))
        report_fault(cfg->draft->report, cfg_place(cfg, config_setting_get_member(group, "status_reason")),
                     STATUS_REASON, reason);
}

static void read_decision(struct cfg *cfg, config_setting_t *group, struct pack_rule *rule, struct rule_source *source)
{
    struct draft *draft = cfg->draft;
    struct decision decision;
    const char *setting = cfg_text(cfg, group, "setting");
    decision_read(cfg, group, &decision);
    if (setting[0]) {
        join_setting(cfg, group, setting, &decision);
        rule->setting = draft_string(draft, setting);
    } else {
        cfg_required_text(cfg, group, "action");
        cfg_required_text(cfg, group, "basis");
    }
    if (!decision_has(&decision, DECISION_GROUND) && (!setting[0] || find_setting(draft, setting)))
        report_fault(draft->report, cfg_place(cfg, group), GROUND_MISSING);
    decision_apply(draft, &decision, rule);
    memcpy(source->text_places, decision.text_places, sizeof source->text_places);
    read_status_reason(cfg, group, rule);
}

/* Whether the condition is false wherever nothing was hit. */
static bool needs_hit(const struct draft *draft, const struct rule_selections *selections,
                      const struct condition *condition)
{
    enum truth values[PACK_SELECTIONS_MAX];
    for (uint32_t i = 0; i < selections->count; i++)
        values[i] = selection_without_hit(draft_record(draft, PACK_SELECTIONS, selections->first + i));
    return condition_evaluate(condition, values) == TRUTH_FALSE;
}

static void read_condition(struct cfg *cfg, config_setting_t *group, const struct rule_selections *selections,
                           struct pack_rule *rule)
{
    struct draft *draft = cfg->draft;
    struct condition condition;
    const char *text = cfg_required_text(cfg, group, "condition");
    if (!text[0])
        return;
    struct place place = cfg_place(cfg, config_setting_get_member(group, "condition"));
    if (!condition_read(&condition, text, selections->names, selections->count, draft->report->language)) {
        report_fault(draft->report, place, CONDITION, condition.error_at + 1, condition.error);
        return;
    }
    for (uint32_t i = 0; i < selections->count; i++) {
        if (!(condition.used >> i & 1))
            report_fault(draft->report, cfg_place(cfg, selections->sources[i]), SELECTION_UNUSED,
                         selections->names[i].name);
    }
    rule->first_selection = selections->first;
    rule->selection_count = selections->count;
    rule->code = draft->sections[PACK_CODE].count;
    rule->code_length = condition.length;
    memcpy(record_table_add(&draft->sections[PACK_CODE], condition.length), condition.code, condition.length);
    rule->needs_hit = needs_hit(draft, selections, &condition);
}

static void read_period(struct cfg *cfg, config_setting_t *group, struct pack_rule *rule)
{
    const struct pack_meta *meta =
        cfg->draft->sections[PACK_META].count ? draft_record(cfg->draft, PACK_META, 0) : NULL;
    rule->valid_from = cfg_date(cfg, group, "valid_from", DATE_EXACT);
    rule->valid_to = cfg_date(cfg, group, "valid_to", DATE_EXACT);
    if (rule->valid_from && rule->valid_to && rule->valid_from > rule->valid_to)
        report_fault(cfg->draft->report, cfg_place(cfg, group), RULE_NEVER_VALID);
    else if (meta && ((rule->valid_from && meta->valid_to && rule->valid_from > meta->valid_to) ||
                      (rule->valid_to && meta->valid_from && rule->valid_to < meta->valid_from)))
        report_fault(cfg->draft->report, cfg_place(cfg, group), RULE_OUTSIDE_PACK);
}

/* Selections and condition in one form, for telling rules that are the same. */
static const char *definition_of(struct cfg *cfg, config_setting_t *group)
{
    config_setting_t *selections = config_setting_get_member(group, "selections");
    const char *first = selections ? cfg_canonical(cfg, selections) : "";
    const char *second = cfg_text(cfg, group, "condition");
    size_t size = strlen(first) + strlen(second) + 2;
    char *definition = arena_take(&cfg->draft->arena, size);
    snprintf(definition, size, "%s %s", first, second);
    return definition;
}

#define LOOKS_LIKE_MAX 120

/* Which declared purpose the rule doubts, and what the payment looks like instead. */
static void read_doubt(struct cfg *cfg, config_setting_t *group, struct pack_rule *rule)
{
    struct draft *draft = cfg->draft;
    const char *name = cfg_text(cfg, group, "doubts"), *looks_like = cfg_text(cfg, group, "looks_like");
    uint32_t field = 0;
    if (name[0] && !vocabulary_find(&vocabulary_fields, name, &field))
        report_fault(draft->report, cfg_place(cfg, config_setting_get_member(group, "doubts")), UNKNOWN_WORD, "doubts",
                     name, vocabulary_hint(&draft->arena, draft->report->language, &vocabulary_fields, name));
    else if (name[0] && vocabulary_field_use(field) != FIELD_USE_CODE)
        report_fault(draft->report, cfg_place(cfg, config_setting_get_member(group, "doubts")), FIELD_HOLDS_NO_CODE,
                     name);
    if (strlen(looks_like) > LOOKS_LIKE_MAX)
        report_fault(draft->report, cfg_place(cfg, config_setting_get_member(group, "looks_like")), LOOKS_LIKE_LONG,
                     strlen(looks_like), LOOKS_LIKE_MAX);
    rule->doubts = (uint8_t)field;
    rule->looks_like = draft_string(draft, looks_like);
}

static void add_rule(struct draft *draft, const struct pack_rule *rule, const struct rule_source *source)
{
    uint32_t number;
    struct pack_rule *record = draft_add(draft, PACK_RULES, &number);
    *record = *rule;
    *(struct rule_source *)record_table_add(&draft->rule_sources, 1) = *source;
}

static void read_rule(struct cfg *cfg, config_setting_t *group)
{
    static const char *const keys[] = {"id",         "title",      "setting",  "status_reason",   "owner",
                                       "mode",       "valid_from", "valid_to", "names_registers", "doubts",
                                       "looks_like", "selections", "condition"};
    struct draft *draft = cfg->draft;
    unsigned faults = draft->report->errors;
    struct pack_rule rule = {.layer = draft->layer, .action_layer = draft->layer, .mode_layer = draft->layer};
    struct rule_source source = {
        .place = cfg_place(cfg, group), .source = cfg_canonical(cfg, group), .definition = definition_of(cfg, group)};
    cfg_check_keys_and(cfg, group, keys, COUNT(keys), decision_keys, DECISION_KEYS);
    const char *id = cfg_id(cfg, group);
    rule.id = draft_string(draft, id);
    rule.title = draft_string(draft, cfg_required_text(cfg, group, "title"));
    rule.owner = draft_string(draft, cfg_text(cfg, group, "owner"));
    if (id[0] && !draft_claim_rule_id(draft, rule.id))
        report_fault(draft->report, cfg_place(cfg, group), RULE_ID_TAKEN, id);
    read_decision(cfg, group, &rule, &source);
    rule.mode = (uint8_t)cfg_word(cfg, group, "mode", &vocabulary_modes, PACK_ENFORCE);
    rule.names_registers = cfg_truth(cfg, group, "names_registers");
    read_doubt(cfg, group, &rule);
    read_period(cfg, group, &rule);

    struct rule_selections selections;
    if (selections_read(cfg, group, id, &selections))
        read_condition(cfg, group, &selections, &rule);
    source.sound = draft->report->errors == faults;
    add_rule(draft, &rule, &source);
}

static void read_rules_file(struct draft *draft, const char *file)
{
    static const char *const keys[] = {"rules"};
    struct cfg cfg;
    if (!cfg_open(&cfg, draft, file))
        return;
    config_setting_t *root = config_root_setting(&cfg.config);
    cfg_check_keys(&cfg, root, keys, COUNT(keys));
    config_setting_t *rules = cfg_groups(&cfg, root, "rules");
    if (!rules && !config_setting_get_member(root, "rules"))
        report_fault(draft->report, (struct place){.file = file}, NO_RULES);
    for (unsigned i = 0; rules && i < (unsigned)config_setting_length(rules); i++) {
        config_setting_t *group = cfg_group_at(&cfg, rules, i);
        if (group)
            read_rule(&cfg, group);
    }
    cfg_close(&cfg);
}

static void check_file_syntax(struct draft *draft, const char *file)
{
    struct cfg cfg;
    if (cfg_open(&cfg, draft, file))
        cfg_close(&cfg);
}

static void each_rules_file(struct draft *draft, folder_file_fn read)
{
    int count = folder_each_file(draft, "rules", ".cfg", read);
    struct place place = {.file = "rules"};
    if (count != 0 || draft->layer != PACK_BASE_LAYER)
        return; /* a layer may have no rules of its own */
    if (text_exists(draft->report, "rules"))
        report_fault(draft->report, place, NO_RULES_FILE);
    else
        report_fault(draft->report, place, RULES_MISSING, message_errno(draft->report->language, ENOENT));
}

void rules_read(struct draft *draft)
{
    each_rules_file(draft, read_rules_file);
}

void rules_check_syntax(struct draft *draft)
{
    each_rules_file(draft, check_file_syntax);
}

/* --- When all rules are read -------------------------------------------------------------------------------------- */

static bool periods_meet(const struct pack_rule *a, const struct pack_rule *b)
{
    return (a->valid_to == 0 || b->valid_from == 0 || b->valid_from <= a->valid_to) &&
           (b->valid_to == 0 || a->valid_from == 0 || a->valid_from <= b->valid_to);
}

/* Two rules that look for the same and ask for the same, on a day that both are valid. */
static void check_repeated(struct draft *draft, uint32_t number)
{
    const struct rule_source *sources = draft->rule_sources.records;
    const struct pack_rule *rule = draft_record(draft, PACK_RULES, number);
    for (uint32_t i = 0; i < number; i++) {
        const struct pack_rule *before = draft_record(draft, PACK_RULES, i);
        bool same = before->action == rule->action && before->weight == rule->weight &&
                    strcmp(sources[i].definition, sources[number].definition) == 0;
        if (!same || !sources[i].sound || before->mode == PACK_OFF || !periods_meet(before, rule))
            continue;
        report_fault(draft->report, sources[number].place, RULE_REPEATED, draft_text(draft, rule->id),
                     draft_text(draft, before->id));
        return;
    }
}

void rules_close(struct draft *draft)
{
    const struct rule_source *sources = draft->rule_sources.records;
    for (uint32_t i = 0; i < draft->sections[PACK_RULES].count; i++) {
        const struct pack_rule *rule = draft_record(draft, PACK_RULES, i);
        if (rule->status_reason == 0 && rule->action == FG_BLOCK)
            report_fault(draft->report, sources[i].place, STATUS_REASON_MISSING, draft_text(draft, rule->id));
        if (sources[i].sound && rule->mode != PACK_OFF)
            check_repeated(draft, i);
    }
}
