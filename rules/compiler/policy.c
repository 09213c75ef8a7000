/*
 * policy.c: the group "policy" of pack.cfg: whether a gate stops payments, what happens while a list is past its age,
 * whether an approval names a replay report, which days of the week are none for work, and how much of what is
 * disguised must be found.
 */
#include "policy.h"

#define EVERY_DAY     0x7Fu
#define WEEKEND_USUAL 0x60u /* Saturday and Sunday */
#define PERCENT       100
#define COUNT(array)  (sizeof(array) / sizeof(array)[0])

static void read_weekend(struct cfg *cfg, config_setting_t *policy, struct pack_meta *meta)
{
    config_setting_t *weekend = config_setting_get_member(policy, "weekend");
    meta->weekend = (uint8_t)cfg_words(cfg, policy, "weekend", &vocabulary_weekdays, meta->weekend);
    if (meta->weekend != EVERY_DAY)
        return;
    report_fault(cfg->draft->report, cfg_place(cfg, weekend), WEEKEND_EVERY_DAY);
    meta->weekend = WEEKEND_USUAL;
}

void policy_read(struct cfg *cfg, config_setting_t *root)
{
    static const char *const keys[] = {"enforcement", "when_stale", "replay_report", "weekend", "evasion_minimum"};
    struct draft *draft = cfg->draft;
    struct pack_meta *meta = draft_record(draft, PACK_META, 0);
    config_setting_t *policy = config_setting_get_member(root, "policy");
    if (draft->layer == PACK_BASE_LAYER)
        meta->weekend = WEEKEND_USUAL;
    if (policy && config_setting_type(policy) != CONFIG_TYPE_GROUP) {
        report_fault(draft->report, cfg_place(cfg, policy), NOT_A_GROUP, "policy", "policy");
        return;
    }
    bool said = policy && config_setting_get_member(policy, "enforcement");
    if (draft->layer == PACK_BANK_LAYER && !said)
        report_fault(draft->report, policy ? cfg_place(cfg, policy) : (struct place){.file = cfg->file},
                     ENFORCEMENT_MISSING);
    if (!policy)
        return;
    cfg_check_keys(cfg, policy, keys, COUNT(keys));
    meta->enforcement = (uint8_t)cfg_word(cfg, policy, "enforcement", &vocabulary_enforcements, meta->enforcement);
    meta->stale_action = (uint8_t)cfg_word(cfg, policy, "when_stale", &vocabulary_stale_actions, meta->stale_action);
    meta->report_required = (uint8_t)cfg_word(cfg, policy, "replay_report", &vocabulary_reports, meta->report_required);
    read_weekend(cfg, policy, meta);
    meta->evasion_minimum = (uint8_t)cfg_number(cfg, policy, "evasion_minimum", 0, PERCENT, meta->evasion_minimum);
}
