/*
 * decision.h: what a rule asks for: action, legal ground, what is disclosed, texts, duties, weight. A setting of
 * pack.cfg or a rule itself says it, each key in one of the two.
 */
#ifndef FIATGATE_COMPILER_DECISION_H
#define FIATGATE_COMPILER_DECISION_H

#include "cfg.h"

enum decision_key {
    DECISION_ACTION,
    DECISION_BASIS,
    DECISION_LINK,
    DECISION_GROUND,
    DECISION_DISCLOSURE,
    DECISION_CUSTOMER_TEXT,
    DECISION_OFFICER_TEXT,
    DECISION_DUTIES,
    DECISION_WEIGHT,
    DECISION_KEYS
};

extern const char *const decision_keys[DECISION_KEYS];

/* Reads those of the keys that the group has. */
void decision_read(struct cfg *cfg, config_setting_t *group, struct decision *decision);
bool decision_has(const struct decision *decision, enum decision_key key);
/* Adds what the setting says to a rule's own decision; what both say is reported. */
void decision_join(struct cfg *cfg, config_setting_t *rule, struct decision *own, const struct setting_source *setting);
void decision_apply(struct draft *draft, const struct decision *decision, struct pack_rule *rule);

#endif
