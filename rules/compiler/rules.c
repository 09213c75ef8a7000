/*
 * rules.c: rules with their action, basis, dates and condition. Selections are read in selections.c.
 */
#include "rules.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

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

/* Action and basis as the bank set them. */
static void read_from_setting(struct cfg *cfg, config_setting_t *group, const char *id, struct pack_rule *rule)
{
    static const char *const instead[] = {"action", "basis", "link"};
    struct draft *draft = cfg->draft;
    for (size_t i = 0; i < COUNT(instead); i++) {
        config_setting_t *own = config_setting_get_member(group, instead[i]);
        if (own)
            report_fault(draft->report, cfg_place(cfg, own), SET_TWICE, instead[i], id);
    }
    struct setting_source *setting = find_setting(draft, id);
    if (!setting) {
        report_fault(draft->report, cfg_place(cfg, config_setting_get_member(group, "setting")), UNKNOWN_SETTING, id,
                     suggest_setting(draft, id));
        return;
    }
    setting->used = true;
    rule->setting = draft_string(draft, id);
    rule->action = setting->action;
    rule->basis = draft_string(draft, setting->basis);
    rule->basis_link = draft_string(draft, setting->link);
}

static void read_decision(struct cfg *cfg, config_setting_t *group, struct pack_rule *rule)
{
    struct draft *draft = cfg->draft;
    const char *setting = cfg_text(cfg, group, "setting");
    if (setting[0]) {
        read_from_setting(cfg, group, setting, rule);
    } else {
        cfg_required_text(cfg, group, "action");
        rule->action = (uint8_t)cfg_word(cfg, group, "action", &vocabulary_actions, FG_HOLD);
        rule->basis = draft_string(draft, cfg_required_text(cfg, group, "basis"));
        rule->basis_link = draft_string(draft, cfg_text(cfg, group, "link"));
    }
    const char *reason = cfg_text(cfg, group, "status_reason");
    rule->status_reason = draft_string(draft, reason);
    if (reason[0] && (strlen(reason) != 4 || reason[strspn(reason, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789")]))
        report_fault(draft->report, cfg_place(cfg, config_setting_get_member(group, "status_reason")), STATUS_REASON,
                     reason);
    if (!reason[0] && rule->action == FG_BLOCK)
        report_fault(draft->report, cfg_place(cfg, group), STATUS_REASON_MISSING);
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

static void read_rule(struct cfg *cfg, config_setting_t *group)
{
    static const char *const keys[] = {
        "id",   "title",      "setting",  "action",          "basis",      "link",     "status_reason",
        "mode", "valid_from", "valid_to", "names_registers", "selections", "condition"};
    struct draft *draft = cfg->draft;
    struct pack_rule rule = {0};
    cfg_check_keys(cfg, group, keys, COUNT(keys));
    const char *id = cfg_id(cfg, group);
    rule.id = draft_string(draft, id);
    rule.title = draft_string(draft, cfg_required_text(cfg, group, "title"));
    if (id[0] && !draft_claim_rule_id(draft, rule.id))
        report_fault(draft->report, cfg_place(cfg, group), RULE_ID_TAKEN, id);
    read_decision(cfg, group, &rule);
    rule.mode = (uint8_t)cfg_word(cfg, group, "mode", &vocabulary_modes, PACK_ENFORCE);
    rule.names_registers = cfg_truth(cfg, group, "names_registers");
    rule.valid_from = cfg_date(cfg, group, "valid_from", DATE_EXACT);
    rule.valid_to = cfg_date(cfg, group, "valid_to", DATE_EXACT);
    if (rule.valid_from && rule.valid_to && rule.valid_from > rule.valid_to)
        report_fault(draft->report, cfg_place(cfg, group), RULE_NEVER_VALID);

    struct rule_selections selections;
    if (selections_read(cfg, group, &selections))
        read_condition(cfg, group, &selections, &rule);
    uint32_t number;
    struct pack_rule *record = draft_add(draft, PACK_RULES, &number);
    *record = rule;
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

static int is_rules_file(const struct dirent *entry)
{
    const char *end = strrchr(entry->d_name, '.');
    return entry->d_name[0] != '.' && end && strcmp(end, ".cfg") == 0;
}

/* By bytes: the order does not depend on the locale. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strcmp((*a)->d_name, (*b)->d_name);
}

typedef void (*rules_file_fn)(struct draft *draft, const char *file);

/* error: why the folder of rules could not be opened, 0 = it holds none. */
static void report_no_rules(struct draft *draft, int error)
{
    struct place place = {.file = "rules"};
    const char *why = message_errno(draft->report->language, error);
    if (error == 0)
        report_fault(draft->report, place, NO_RULES_FILE);
    else if (error == ENOENT || error == ENOTDIR)
        report_fault(draft->report, place, RULES_MISSING, why);
    else
        report_fault(draft->report, place, RULES_CANNOT_OPEN, why);
}

static void each_rules_file(struct draft *draft, rules_file_fn read)
{
    char folder[4096];
    struct dirent **names;
    snprintf(folder, sizeof folder, "%s/rules", draft->report->folder);
    int count = scandir(folder, &names, is_rules_file, by_name);
    if (count < 0 && errno == ENOMEM)
        memory_exhausted();
    if (count <= 0) {
        report_no_rules(draft, count < 0 ? errno : 0);
        if (count == 0)
            free(names);
        return;
    }
    for (int i = 0; i < count; i++) {
        size_t size = strlen(names[i]->d_name) + 7;
        char *file = arena_take(&draft->arena, size);
        snprintf(file, size, "rules/%s", names[i]->d_name);
        free(names[i]);
        read(draft, file);
    }
    free(names);
}

void rules_read(struct draft *draft)
{
    each_rules_file(draft, read_rules_file);
}

void rules_check_syntax(struct draft *draft)
{
    each_rules_file(draft, check_file_syntax);
}
