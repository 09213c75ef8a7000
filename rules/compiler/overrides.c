/*
 * overrides.c: what a bank's layer changes in rules of its base: their action and their mode (layers.h).
 */
#include "layers.h"

#include <string.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* One override being read. */
struct overriding {
    struct cfg *cfg;
    config_setting_t *group;
    bool has_action, has_mode;
    uint8_t action, mode;
};

/* By rule: the lines of the overrides that set its action and its mode, 0 = none. */
struct overridden {
    unsigned action_line, mode_line;
};

/* Whether a rule is of sanctions: by its ground, or as it looks at a list of sanctions. */
static bool is_of_sanctions(const struct draft *draft, const struct pack_rule *rule)
{
    uint64_t lists = 0;
    for (uint32_t i = 0; i < rule->selection_count; i++) {
        const struct pack_selection *selection = draft_record(draft, PACK_SELECTIONS, rule->first_selection + i);
        lists |= selection->lists;
    }
    for (uint32_t i = 0; i < draft->sections[PACK_LISTS].count && i < PACK_LISTS_MAX; i++) {
        const struct pack_list *list = draft_record(draft, PACK_LISTS, i);
        if ((lists >> i & 1) && list->sanctions)
            return true;
    }
    return rule->ground == PACK_GROUND_SANCTIONS;
}

/* The bank decides, and answers for it; but not without having been told. */
static void warn_of_sanctions(const struct draft *draft, struct place place, const struct pack_rule *rule)
{
    if (is_of_sanctions(draft, rule))
        report_fault(draft->report, place, OVERRIDE_OF_SANCTIONS, draft_text(draft, rule->id));
}

/* Whether a rule can have this action; false = reported. */
static bool action_fits(const struct overriding *overriding, struct place place, const struct pack_rule *rule)
{
    struct draft *draft = overriding->cfg->draft;
    const char *id = draft_text(draft, rule->id);
    unsigned before = draft->report->errors;
    if (rule->weight != 0)
        report_fault(draft->report, place, OVERRIDE_WEIGHT, id);
    else if (overriding->action == FG_BLOCK && !draft_text(draft, rule->status_reason)[0])
        report_fault(draft->report, place, OVERRIDE_NO_STATUS_REASON, id);
    else if (overriding->action >= FG_HOLD && rule->disclosure != PACK_DISCLOSE_NONE &&
             !draft_text(draft, rule->customer_text)[0])
        report_fault(draft->report, place, OVERRIDE_NO_CUSTOMER_TEXT, id);
    return draft->report->errors == before;
}

static void set_action(const struct overriding *overriding, struct pack_rule *rule, struct overridden *lines)
{
    struct draft *draft = overriding->cfg->draft;
    struct place place = cfg_place(overriding->cfg, config_setting_get_member(overriding->group, "action"));
    if (lines->action_line)
        report_fault(draft->report, place, OVERRIDE_TWICE, "action", draft_text(draft, rule->id), lines->action_line);
    lines->action_line = place.line;
    if (!action_fits(overriding, place, rule))
        return;
    if (overriding->action < rule->action)
        warn_of_sanctions(draft, place, rule);
    rule->action = overriding->action;
    rule->action_layer = PACK_BANK_LAYER;
}

static void set_mode(const struct overriding *overriding, struct pack_rule *rule, struct overridden *lines)
{
    struct draft *draft = overriding->cfg->draft;
    struct place place = cfg_place(overriding->cfg, config_setting_get_member(overriding->group, "mode"));
    if (lines->mode_line)
        report_fault(draft->report, place, OVERRIDE_TWICE, "mode", draft_text(draft, rule->id), lines->mode_line);
    if (overriding->mode > rule->mode) /* enforce, shadow, off */
        warn_of_sanctions(draft, place, rule);
    lines->mode_line = place.line;
    rule->mode = overriding->mode;
    rule->mode_layer = PACK_BANK_LAYER;
}

/* Changes every rule of the base that has this id, or this setting; how many there were. */
static uint32_t change_rules(const struct overriding *overriding, const char *rule_id, const char *setting,
                             struct overridden *overridden)
{
    struct draft *draft = overriding->cfg->draft;
    uint32_t changed = 0;
    for (uint32_t i = 0; i < draft->sections[PACK_RULES].count; i++) {
        struct pack_rule *rule = draft_record(draft, PACK_RULES, i);
        bool meant = rule_id[0] ? strcmp(draft_text(draft, rule->id), rule_id) == 0
                                : strcmp(draft_text(draft, rule->setting), setting) == 0;
        if (!meant || rule->layer != PACK_BASE_LAYER)
            continue;
        changed++;
        if (overriding->has_action)
            set_action(overriding, rule, &overridden[i]);
        if (overriding->has_mode)
            set_mode(overriding, rule, &overridden[i]);
    }
    return changed;
}

static void say_unknown(const struct overriding *overriding, const char *rule_id, const char *setting)
{
    struct draft *draft = overriding->cfg->draft;
    uint32_t count = draft->sections[PACK_RULES].count;
    const char **names = arena_take(&draft->arena, (count + 1) * sizeof *names);
    for (uint32_t i = 0; i < count; i++) {
        const struct pack_rule *rule = draft_record(draft, PACK_RULES, i);
        names[i] = draft_text(draft, rule_id[0] ? rule->id : rule->setting);
    }
    const char *word = rule_id[0] ? rule_id : setting;
    const char *hint = text_suggest(&draft->arena, draft->report->language, word, names, count);
    if (rule_id[0])
        report_fault(draft->report, cfg_place(overriding->cfg, overriding->group), OVERRIDE_UNKNOWN_RULE, word, hint);
    else
        report_fault(draft->report, cfg_place(overriding->cfg, overriding->group), OVERRIDE_UNKNOWN_SETTING, word,
                     hint);
}

static void read_override(struct cfg *cfg, config_setting_t *group, struct overridden *overridden)
{
    static const char *const keys[] = {"rule", "setting", "action", "mode"};
    struct report *report = cfg->draft->report;
    unsigned before = report->errors;
    cfg_check_keys(cfg, group, keys, COUNT(keys));
    const char *rule = cfg_text(cfg, group, "rule"), *setting = cfg_text(cfg, group, "setting");
    struct overriding overriding = {.cfg = cfg,
                                    .group = group,
                                    .has_action = cfg_text(cfg, group, "action")[0] != 0,
                                    .has_mode = cfg_text(cfg, group, "mode")[0] != 0};
    overriding.action = (uint8_t)cfg_word(cfg, group, "action", &vocabulary_actions, FG_HOLD);
    overriding.mode = (uint8_t)cfg_word(cfg, group, "mode", &vocabulary_modes, PACK_ENFORCE);
    if (!rule[0] == !setting[0])
        report_fault(report, cfg_place(cfg, group), OVERRIDE_OF_NOTHING);
    if (!overriding.has_action && !overriding.has_mode)
        report_fault(report, cfg_place(cfg, group), OVERRIDE_EMPTY);
    if (report->errors == before && change_rules(&overriding, rule, setting, overridden) == 0)
        say_unknown(&overriding, rule, setting);
}

void overrides_read(struct cfg *cfg, config_setting_t *root)
{
    struct draft *draft = cfg->draft;
    config_setting_t *overrides = cfg_groups(cfg, root, "overrides");
    struct overridden *overridden =
        arena_take(&draft->arena, (draft->sections[PACK_RULES].count + 1) * sizeof *overridden);
    for (unsigned i = 0; overrides && i < (unsigned)config_setting_length(overrides); i++) {
        config_setting_t *group = cfg_group_at(cfg, overrides, i);
        if (group)
            read_override(cfg, group, overridden);
    }
}
