/*
 * cfg.c: libconfig with sentences.
 */
#include "cfg.h"

#include <string.h>

/* @include would read files outside the folder, and libconfig would not say which file a line belongs to. */
static bool includes_nothing(struct draft *draft, const char *file, const char *text)
{
    struct place place = {.file = file, .line = 1};
    for (const char *line = text; line; place.line++) {
        const char *at = line + strspn(line, " \t");
        if (strncmp(at, "@include", 8) == 0) {
            place.column = (unsigned)(at - line + 1);
            report_error(draft->report, place, "@include is not part of the rule language: copy the text in");
            return false;
        }
        const char *end = strchr(line, '\n');
        line = end ? end + 1 : NULL;
    }
    return true;
}

bool cfg_open(struct cfg *cfg, struct draft *draft, const char *file)
{
    size_t length;
    char *text = text_read(&draft->arena, draft->report, file, &length);
    if (!text || !includes_nothing(draft, file, text))
        return false;
    cfg->draft = draft;
    cfg->file = file;
    config_init(&cfg->config);
    if (config_read_string(&cfg->config, text) == CONFIG_TRUE)
        return true;
    struct place place = {.file = file, .line = (unsigned)config_error_line(&cfg->config)};
    report_error(
        draft->report, place,
        "%s: look for a missing \";\", \"=\", quote or bracket on this line or the one above; a text without its "
        "closing quote may begin some lines earlier",
        config_error_text(&cfg->config));
    config_destroy(&cfg->config);
    return false;
}

void cfg_close(struct cfg *cfg)
{
    config_destroy(&cfg->config);
}

struct place cfg_place(const struct cfg *cfg, const config_setting_t *setting)
{
    return (struct place){.file = cfg->file, .line = config_setting_source_line(setting)};
}

void cfg_check_keys(struct cfg *cfg, config_setting_t *group, const char *const *known, size_t count)
{
    int length = config_setting_length(group);
    for (int i = 0; i < length; i++) {
        config_setting_t *member = config_setting_get_elem(group, (unsigned)i);
        const char *name = config_setting_name(member);
        size_t found = 0;
        while (found < count && strcmp(known[found], name) != 0)
            found++;
        if (found < count)
            continue;
        const char *hint = text_suggest(&cfg->draft->arena, name, known, count);
        report_error(cfg->draft->report, cfg_place(cfg, member), "key \"%s\" is not known here%s", name,
                     hint[0] ? hint : ": see rules/README.md for the keys");
    }
}

config_setting_t *cfg_groups(struct cfg *cfg, config_setting_t *parent, const char *key)
{
    config_setting_t *groups = config_setting_get_member(parent, key);
    if (!groups)
        return NULL;
    /* libconfig takes "()" and "( {} )" for lists, "[]" for arrays. */
    if (config_setting_type(groups) != CONFIG_TYPE_LIST) {
        report_error(cfg->draft->report, cfg_place(cfg, groups), "%s is a list: write %s = ( { ... }, { ... } );", key,
                     key);
        return NULL;
    }
    return groups;
}

config_setting_t *cfg_group_at(struct cfg *cfg, config_setting_t *groups, unsigned number)
{
    config_setting_t *group = config_setting_get_elem(groups, number);
    if (config_setting_type(group) == CONFIG_TYPE_GROUP)
        return group;
    report_error(cfg->draft->report, cfg_place(cfg, group),
                 "element %u of %s is no group: write it as { key = value; }", number + 1, config_setting_name(groups));
    return NULL;
}

static const char *text_of(struct cfg *cfg, config_setting_t *setting, const char *key)
{
    if (config_setting_type(setting) != CONFIG_TYPE_STRING) {
        report_error(cfg->draft->report, cfg_place(cfg, setting), "%s is a text: put its value in quotes", key);
        return "";
    }
    const char *text = config_setting_get_string(setting);
    return text ? text_trim(arena_text(&cfg->draft->arena, text, strlen(text))) : "";
}

const char *cfg_text(struct cfg *cfg, config_setting_t *group, const char *key)
{
    config_setting_t *setting = config_setting_get_member(group, key);
    return setting ? text_of(cfg, setting, key) : "";
}

const char *cfg_required_text(struct cfg *cfg, config_setting_t *group, const char *key)
{
    config_setting_t *setting = config_setting_get_member(group, key);
    if (!setting) {
        report_error(cfg->draft->report, cfg_place(cfg, group), "%s is missing: add %s = \"...\";", key, key);
        return "";
    }
    if (config_setting_type(setting) == CONFIG_TYPE_STRING && text_of(cfg, setting, key)[0] == 0)
        report_error(cfg->draft->report, cfg_place(cfg, setting), "%s is empty: it must say something", key);
    return text_of(cfg, setting, key);
}

uint32_t cfg_texts(struct cfg *cfg, config_setting_t *group, const char *key, const char ***texts)
{
    config_setting_t *setting = config_setting_get_member(group, key);
    *texts = NULL;
    if (!setting)
        return 0;
    int type = config_setting_type(setting);
    if (type != CONFIG_TYPE_LIST && type != CONFIG_TYPE_ARRAY) {
        *texts = arena_take(&cfg->draft->arena, sizeof **texts);
        (*texts)[0] = text_of(cfg, setting, key);
        return (*texts)[0][0] ? 1 : 0;
    }
    uint32_t count = (uint32_t)config_setting_length(setting), kept = 0;
    if (count == 0)
        report_error(cfg->draft->report, cfg_place(cfg, setting), "%s is empty: name something, or leave it out", key);
    *texts = arena_take(&cfg->draft->arena, count * sizeof **texts);
    for (uint32_t i = 0; i < count; i++) {
        const char *text = text_of(cfg, config_setting_get_elem(setting, i), key);
        if (text[0])
            (*texts)[kept++] = text;
    }
    return kept;
}

bool cfg_truth(struct cfg *cfg, config_setting_t *group, const char *key)
{
    config_setting_t *setting = config_setting_get_member(group, key);
    if (!setting)
        return false;
    if (config_setting_type(setting) != CONFIG_TYPE_BOOL) {
        report_error(cfg->draft->report, cfg_place(cfg, setting), "%s is true or false, without quotes", key);
        return false;
    }
    return config_setting_get_bool(setting) == CONFIG_TRUE;
}

int32_t cfg_date(struct cfg *cfg, config_setting_t *group, const char *key, enum date_reading reading)
{
    int32_t date;
    const char *text = cfg_text(cfg, group, key);
    if (!date_read(text, reading, &date)) {
        report_error(cfg->draft->report, cfg_place(cfg, config_setting_get_member(group, key)),
                     "%s \"%s\" is no date: write it as YYYY-MM-DD%s", key, text,
                     reading == DATE_EXACT ? "" : ", YYYY-MM or YYYY");
        return 0;
    }
    return date;
}

uint32_t cfg_word(struct cfg *cfg, config_setting_t *group, const char *key, const struct vocabulary *vocabulary,
                  uint32_t absent)
{
    uint32_t value;
    const char *text = cfg_text(cfg, group, key);
    if (!text[0])
        return absent;
    if (vocabulary_find(vocabulary, text, &value))
        return value;
    report_error(cfg->draft->report, cfg_place(cfg, config_setting_get_member(group, key)), "%s \"%s\" is not known%s",
                 key, text, vocabulary_hint(&cfg->draft->arena, vocabulary, text));
    return absent;
}

const char *cfg_id(struct cfg *cfg, config_setting_t *group)
{
    const char *id = cfg_required_text(cfg, group, "id");
    size_t plain = strspn(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");
    if (id[plain]) {
        report_error(cfg->draft->report, cfg_place(cfg, config_setting_get_member(group, "id")),
                     "id \"%s\" holds more than letters, digits, \"-\", \"_\" and \".\": choose a plain one", id);
        return "";
    }
    return id;
}
