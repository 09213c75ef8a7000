/*
 * cfg.c: libconfig with sentences.
 */
#include "cfg.h"

#include <string.h>

#include "literals.h"
#include "spreadsheet.h"

/* @include would read files outside the folder, and libconfig would not say which file a line belongs to. */
static bool includes_nothing(struct draft *draft, const char *file, const char *text)
{
    struct place place = {.file = file, .line = 1};
    for (const char *line = text; line; place.line++) {
        const char *at = line + strspn(line, " \t");
        if (strncmp(at, "@include", 8) == 0) {
            place.column = text_column(line, at);
            report_fault(draft->report, place, INCLUDE);
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
    literals_check(draft->report, file, text);
    cfg->draft = draft;
    cfg->file = file;
    config_init(&cfg->config);
    if (config_read_string(&cfg->config, text) == CONFIG_TRUE)
        return true;
    struct place place = {.file = file, .line = (unsigned)config_error_line(&cfg->config)};
    report_fault(draft->report, place, SYNTAX,
                 message_syntax(draft->report->language, config_error_text(&cfg->config)));
    config_destroy(&cfg->config);
    return false;
}

void cfg_close(struct cfg *cfg)
{
    config_destroy(&cfg->config);
}

struct place cfg_place(const struct cfg *cfg, const config_setting_t *setting)
{
    return (struct place){
        .folder = cfg->draft->report->folder, .file = cfg->file, .line = config_setting_source_line(setting)};
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
        const char *hint = text_suggest(&cfg->draft->arena, cfg->draft->report->language, name, known, count);
        report_fault(cfg->draft->report, cfg_place(cfg, member), UNKNOWN_KEY, name,
                     hint[0] ? hint : message_text(cfg->draft->report->language, FAULT_SEE_KEYS));
    }
}

void cfg_check_keys_and(struct cfg *cfg, config_setting_t *group, const char *const *known, size_t count,
                        const char *const *more, size_t more_count)
{
    const char **all = arena_take(&cfg->draft->arena, (count + more_count) * sizeof *all);
    memcpy(all, known, count * sizeof *all);
    memcpy(all + count, more, more_count * sizeof *all);
    cfg_check_keys(cfg, group, all, count + more_count);
}

config_setting_t *cfg_groups(struct cfg *cfg, config_setting_t *parent, const char *key)
{
    config_setting_t *groups = config_setting_get_member(parent, key);
    if (!groups)
        return NULL;
    /* libconfig takes "()" and "( {} )" for lists, "[]" for arrays. */
    if (config_setting_type(groups) != CONFIG_TYPE_LIST) {
        report_fault(cfg->draft->report, cfg_place(cfg, groups), NOT_A_LIST, key, key);
        return NULL;
    }
    return groups;
}

config_setting_t *cfg_group_at(struct cfg *cfg, config_setting_t *groups, unsigned number)
{
    config_setting_t *group = config_setting_get_elem(groups, number);
    if (config_setting_type(group) == CONFIG_TYPE_GROUP)
        return group;
    report_fault(cfg->draft->report, cfg_place(cfg, group), ELEMENT_NOT_A_GROUP, number + 1,
                 config_setting_name(groups));
    return NULL;
}

static const char *text_of(struct cfg *cfg, config_setting_t *setting, const char *key)
{
    if (config_setting_is_number(setting))
        return ""; /* reported where the text of the file was looked at */
    if (config_setting_type(setting) != CONFIG_TYPE_STRING) {
        report_fault(cfg->draft->report, cfg_place(cfg, setting), NOT_A_TEXT, key);
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
        report_fault(cfg->draft->report, cfg_place(cfg, group), KEY_MISSING, key, key);
        return "";
    }
    if (config_setting_type(setting) == CONFIG_TYPE_STRING && text_of(cfg, setting, key)[0] == 0)
        report_fault(cfg->draft->report, cfg_place(cfg, setting), TEXT_EMPTY, key);
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
        report_fault(cfg->draft->report, cfg_place(cfg, setting), TEXTS_EMPTY, key);
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
        report_fault(cfg->draft->report, cfg_place(cfg, setting), NOT_TRUE_OR_FALSE, key);
        return false;
    }
    return config_setting_get_bool(setting) == CONFIG_TRUE;
}

int32_t cfg_date(struct cfg *cfg, config_setting_t *group, const char *key, enum date_reading reading)
{
    int32_t date;
    const char *text = cfg_text(cfg, group, key);
    if (!date_read(text, reading, &date)) {
        struct place place = cfg_place(cfg, config_setting_get_member(group, key));
        const char *hint = spreadsheet_date_hint(&cfg->draft->arena, cfg->draft->report->language, text);
        if (reading == DATE_EXACT)
            report_fault(cfg->draft->report, place, NOT_A_DAY, key, text, hint);
        else
            report_fault(cfg->draft->report, place, NOT_A_DATE, key, text, hint);
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
    report_fault(cfg->draft->report, cfg_place(cfg, config_setting_get_member(group, key)), UNKNOWN_WORD, key, text,
                 vocabulary_hint(&cfg->draft->arena, cfg->draft->report->language, vocabulary, text));
    return absent;
}

int32_t cfg_number(struct cfg *cfg, config_setting_t *group, const char *key, int32_t least, int32_t most,
                   int32_t absent)
{
    const char *text = cfg_text(cfg, group, key);
    int64_t value = 0;
    if (!text[0])
        return absent;
    for (const char *at = text; *at >= '0' && *at <= '9' && value <= INT32_MAX; at++)
        value = value * 10 + (*at - '0');
    if (!text[strspn(text, "0123456789")] && value >= least && value <= most)
        return (int32_t)value;
    report_fault(cfg->draft->report, cfg_place(cfg, config_setting_get_member(group, key)), NOT_A_NUMBER, key, text,
                 least, most);
    return absent;
}

uint32_t cfg_words(struct cfg *cfg, config_setting_t *group, const char *key, const struct vocabulary *vocabulary,
                   uint32_t absent)
{
    struct draft *draft = cfg->draft;
    const char **words;
    uint32_t values = 0, value, count = cfg_texts(cfg, group, key, &words);
    config_setting_t *setting = config_setting_get_member(group, key);
    if (!setting)
        return absent;
    for (uint32_t i = 0; i < count; i++) {
        if (vocabulary_find(vocabulary, words[i], &value))
            values |= value;
        else
            report_fault(draft->report, cfg_place(cfg, setting), UNKNOWN_WORD, key, words[i],
                         vocabulary_hint(&draft->arena, draft->report->language, vocabulary, words[i]));
    }
    return values;
}

/* --- One form ----------------------------------------------------------------------------------------------------- */

/* Where a canonical text is written; twice, the first time to learn its length. */
struct canonical {
    char *out; /* NULL = only counted */
    size_t used;
};

static void put(struct canonical *canonical, const char *bytes, size_t length)
{
    if (canonical->out)
        memcpy(canonical->out + canonical->used, bytes, length);
    canonical->used += length;
}

static void put_text(struct canonical *canonical, const char *text)
{
    put(canonical, "\"", 1);
    for (; *text; text++) {
        if (*text == '"' || *text == '\\')
            put(canonical, "\\", 1);
        put(canonical, text, 1);
    }
    put(canonical, "\"", 1);
}

static void put_setting(struct canonical *canonical, const config_setting_t *setting)
{
    static const char brackets[][2] = {{'{', '}'}, {'(', ')'}};
    if (config_setting_type(setting) == CONFIG_TYPE_STRING) {
        put_text(canonical, config_setting_get_string(setting));
        return;
    }
    if (!config_setting_is_aggregate(setting)) { /* no numbers: they were refused */
        put(canonical, config_setting_get_bool(setting) ? "true" : "false", config_setting_get_bool(setting) ? 4 : 5);
        return;
    }
    const char *bracket = brackets[!config_setting_is_group(setting)];
    put(canonical, bracket, 1);
    for (int i = 0; i < config_setting_length(setting); i++) {
        const config_setting_t *member = config_setting_get_elem(setting, (unsigned)i);
        const char *name = config_setting_name(member);
        if (name) {
            put(canonical, name, strlen(name));
            put(canonical, "=", 1);
        }
        put_setting(canonical, member);
        put(canonical, ";", 1);
    }
    put(canonical, bracket + 1, 1);
}

const char *cfg_canonical(struct cfg *cfg, const config_setting_t *setting)
{
    struct canonical canonical = {0};
    put_setting(&canonical, setting);
    canonical.out = arena_take(&cfg->draft->arena, canonical.used + 1);
    canonical.used = 0;
    put_setting(&canonical, setting);
    return canonical.out;
}

const char *cfg_id(struct cfg *cfg, config_setting_t *group)
{
    const char *id = cfg_required_text(cfg, group, "id");
    size_t plain = strspn(id, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.");
    if (id[plain]) {
        report_fault(cfg->draft->report, cfg_place(cfg, config_setting_get_member(group, "id")), ID_NOT_PLAIN, id);
        return "";
    }
    return id;
}
