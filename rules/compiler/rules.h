/*
 * rules.h: the .cfg files in rules/ of a pack folder become rules, selections and conditions.
 */
#ifndef FIATGATE_COMPILER_RULES_H
#define FIATGATE_COMPILER_RULES_H

#include "cfg.h"
#include "condition.h"
#include "draft.h"

/* Reads the files of rules/ in the order of their names. */
void rules_read(struct draft *draft);
/* Whether each can be read at all: for when lists and settings are not known. */
void rules_check_syntax(struct draft *draft);

/* When everything is read, and a layer has changed what it may: whether each rule has what its action needs, and which
 * rules are the same. */
void rules_close(struct draft *draft);

/* What a rule's condition may use, and what the compiler knows of each. */
struct rule_selections {
    uint32_t first, count; /* in PACK_SELECTIONS */
    config_setting_t *sources[PACK_SELECTIONS_MAX];
    struct condition_name names[PACK_SELECTIONS_MAX];
};

/* Reads the group "selections" of a rule; false = reported, the condition cannot be judged. */
bool selections_read(struct cfg *cfg, config_setting_t *rule, const char *id, struct rule_selections *selections);
/* What a selection is when the message holds no list entry, wallet or register entry. */
enum truth selection_without_hit(const struct pack_selection *selection);

#endif
