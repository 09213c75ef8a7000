/*
 * decision.c: the keys that settings and rules share.
 */
#include "decision.h"

const char *const decision_keys[DECISION_KEYS] = {
    [DECISION_ACTION] = "action",
    [DECISION_BASIS] = "basis",
    [DECISION_LINK] = "link",
    [DECISION_GROUND] = "ground",
    [DECISION_DISCLOSURE] = "disclosure",
    [DECISION_CUSTOMER_TEXT] = "customer_text",
    [DECISION_OFFICER_TEXT] = "officer_text",
    [DECISION_DUTIES] = "duties",
    [DECISION_WEIGHT] = "weight",
};

#define WEIGHT_MAX 1000

bool decision_has(const struct decision *decision, enum decision_key key)
{
    return decision->given >> key & 1;
}

static void read_weight(struct cfg *cfg, config_setting_t *group, struct decision *decision)
{
    config_setting_t *action = config_setting_get_member(group, "action");
    decision->weight = cfg_number(cfg, group, "weight", 1, WEIGHT_MAX, 0);
    if (decision->action == ACTION_WEIGHT && !decision_has(decision, DECISION_WEIGHT))
        report_fault(cfg->draft->report, cfg_place(cfg, action), WEIGHT_MISSING);
    else if (action && decision->weight && decision->action != ACTION_WEIGHT && decision->action != FG_PASS)
        report_fault(cfg->draft->report, cfg_place(cfg, config_setting_get_member(group, "weight")), WEIGHT_AND_ACTION,
                     cfg_text(cfg, group, "action"));
    if (decision->action == ACTION_WEIGHT)
        decision->action = FG_PASS;
}

void decision_read(struct cfg *cfg, config_setting_t *group, struct decision *decision)
{
    static const enum decision_key text_keys[PACK_AUDIENCES] = {
        [PACK_FOR_CUSTOMER] = DECISION_CUSTOMER_TEXT, [PACK_FOR_OFFICER] = DECISION_OFFICER_TEXT};
    *decision = (struct decision){0};
    for (int key = 0; key < DECISION_KEYS; key++) {
        if (config_setting_get_member(group, decision_keys[key]))
            decision->given |= 1u << key;
    }
    decision->action = (uint8_t)cfg_word(cfg, group, "action", &vocabulary_rule_actions, FG_HOLD);
    decision->ground = (uint8_t)cfg_word(cfg, group, "ground", &vocabulary_grounds, PACK_GROUND_CONTRACT);
    decision->disclosure = (uint8_t)cfg_word(cfg, group, "disclosure", &vocabulary_disclosures, PACK_DISCLOSE_NEUTRAL);
    decision->duties = (uint8_t)cfg_words(cfg, group, "duties", &vocabulary_duties, 0);
    decision->basis = cfg_text(cfg, group, "basis");
    decision->link = cfg_text(cfg, group, "link");
    for (int audience = 0; audience < PACK_AUDIENCES; audience++) {
        const char *key = decision_keys[text_keys[audience]];
        config_setting_t *member = config_setting_get_member(group, key);
        decision->texts[audience] = cfg_text(cfg, group, key);
        decision->text_places[audience] = cfg_place(cfg, member ? member : group);
    }
    read_weight(cfg, group, decision);
}

static void take(struct decision *own, const struct decision *from, enum decision_key key)
{
    switch (key) {
    case DECISION_ACTION:
        own->action = from->action;
        break;
    case DECISION_BASIS:
        own->basis = from->basis;
        break;
    case DECISION_LINK:
        own->link = from->link;
        break;
    case DECISION_GROUND:
        own->ground = from->ground;
        break;
    case DECISION_DISCLOSURE:
        own->disclosure = from->disclosure;
        break;
    case DECISION_CUSTOMER_TEXT:
        own->texts[PACK_FOR_CUSTOMER] = from->texts[PACK_FOR_CUSTOMER];
        own->text_places[PACK_FOR_CUSTOMER] = from->text_places[PACK_FOR_CUSTOMER];
        break;
    case DECISION_OFFICER_TEXT:
        own->texts[PACK_FOR_OFFICER] = from->texts[PACK_FOR_OFFICER];
        own->text_places[PACK_FOR_OFFICER] = from->text_places[PACK_FOR_OFFICER];
        break;
    case DECISION_DUTIES:
        own->duties = from->duties;
        break;
    case DECISION_WEIGHT:
        own->weight = from->weight;
        break;
    case DECISION_KEYS:
        break;
    }
    own->given |= 1u << key;
}

void decision_join(struct cfg *cfg, config_setting_t *rule, struct decision *own, const struct setting_source *setting)
{
    for (int key = 0; key < DECISION_KEYS; key++) {
        if (!decision_has(&setting->decision, (enum decision_key)key))
            continue;
        if (decision_has(own, (enum decision_key)key))
            report_fault(cfg->draft->report, cfg_place(cfg, config_setting_get_member(rule, decision_keys[key])),
                         SET_TWICE, decision_keys[key], setting->id);
        else
            take(own, &setting->decision, (enum decision_key)key);
    }
}

void decision_apply(struct draft *draft, const struct decision *decision, struct pack_rule *rule)
{
    rule->action = decision->action;
    rule->ground = decision->ground;
    rule->disclosure = decision->disclosure;
    rule->duties = decision->duties;
    rule->weight = decision->weight;
    rule->basis = draft_string(draft, decision->basis);
    rule->basis_link = draft_string(draft, decision->link);
    rule->customer_text = draft_string(draft, decision->texts[PACK_FOR_CUSTOMER]);
    rule->officer_text = draft_string(draft, decision->texts[PACK_FOR_OFFICER]);
}
