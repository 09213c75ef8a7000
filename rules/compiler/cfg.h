/*
 * cfg.h: libconfig files of a pack, each value with its type checked and its line known. Numbers are texts in quotes:
 * one without is refused (literals.h).
 */
#ifndef FIATGATE_COMPILER_CFG_H
#define FIATGATE_COMPILER_CFG_H

#include <libconfig.h>

#include "draft.h"
#include "text.h"
#include "vocabulary.h"

struct cfg {
    struct draft *draft;
    const char *file;
    config_t config;
};

/* Reads a file of the pack folder; false = reported, nothing to close. */
bool cfg_open(struct cfg *cfg, struct draft *draft, const char *file);
void cfg_close(struct cfg *cfg);

struct place cfg_place(const struct cfg *cfg, const config_setting_t *setting);

/* Reports every key of a group that is not among those known. */
void cfg_check_keys(struct cfg *cfg, config_setting_t *group, const char *const *known, size_t count);
/* The same with two tables of keys. */
void cfg_check_keys_and(struct cfg *cfg, config_setting_t *group, const char *const *known, size_t count,
                        const char *const *more, size_t more_count);
/* A member that must be a list of groups ("( {…}, {…} )"); NULL when absent, or reported. */
config_setting_t *cfg_groups(struct cfg *cfg, config_setting_t *parent, const char *key);
/* The group numbered so in a list; NULL = reported. */
config_setting_t *cfg_group_at(struct cfg *cfg, config_setting_t *groups, unsigned number);

/* Texts live as long as the draft. "" when absent; of another type: reported, "". */
const char *cfg_text(struct cfg *cfg, config_setting_t *group, const char *key);
/* The same, reported when absent or empty, then "". */
const char *cfg_required_text(struct cfg *cfg, config_setting_t *group, const char *key);
/* A text or a list of texts; returns their number, 0 when absent or reported. */
uint32_t cfg_texts(struct cfg *cfg, config_setting_t *group, const char *key, const char ***texts);
/* true or false, false when absent. */
bool cfg_truth(struct cfg *cfg, config_setting_t *group, const char *key);
/* A whole number in quotes, from least to most; the value given when absent, empty or reported. */
int32_t cfg_number(struct cfg *cfg, config_setting_t *group, const char *key, int32_t least, int32_t most,
                   int32_t absent);
/* The values of a key's words, joined by "or"; the value given when absent. Words that are not known are reported. */
uint32_t cfg_words(struct cfg *cfg, config_setting_t *group, const char *key, const struct vocabulary *vocabulary,
                   uint32_t absent);
/* 0 when absent or reported. */
int32_t cfg_date(struct cfg *cfg, config_setting_t *group, const char *key, enum date_reading reading);
/* The word's value; the value given when absent or reported. */
uint32_t cfg_word(struct cfg *cfg, config_setting_t *group, const char *key, const struct vocabulary *vocabulary,
                  uint32_t absent);
/* A setting as text in one form, however it was laid out: "key=value;" of every member, in their order. */
const char *cfg_canonical(struct cfg *cfg, const config_setting_t *setting);
/* A text as an id: letters of either case, digits, "-", "_" and "."; "" = reported. */
const char *cfg_id(struct cfg *cfg, config_setting_t *group);

#endif
