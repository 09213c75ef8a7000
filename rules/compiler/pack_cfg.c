/*
 * pack_cfg.c: pack.cfg, which says what the pack is and which file is which; that of a bank's layer adds to the base's.
 */
#include "pack_cfg.h"

#include <string.h>

#include "text/fold.h"
#include "decision.h"
#include "layers.h"
#include "patterns.h"
#include "policy.h"

#define KIND_UNKNOWN       UINT32_MAX /* reported; its file is not read */
#define VERSION_DIGITS_MAX 9
#define VERSION_BYTES_MAX  64
#define AGE_DAYS_MAX       36500
#define COUNT(array)       (sizeof(array) / sizeof(array)[0])

/* Numbers and dots, so that of two versions everybody knows which is the later. */
static bool version_is_plain(const char *version)
{
    for (const char *at = version; *at;) {
        size_t digits = strspn(at, "0123456789");
        if (digits == 0 || digits > VERSION_DIGITS_MAX)
            return false;
        at += digits;
        if (*at == '.' && at[1])
            at++;
        else if (*at)
            return false;
    }
    return strlen(version) <= VERSION_BYTES_MAX;
}

static void check_version(struct cfg *cfg, config_setting_t *pack)
{
    const char *version = cfg_text(cfg, pack, "version");
    if (version[0] && !version_is_plain(version))
        report_fault(cfg->draft->report, cfg_place(cfg, config_setting_get_member(pack, "version")), VERSION_NOT_PLAIN,
                     version);
}

/* The record of PACK_META: a layer's name, version and dates take the place of its base's. */
static struct pack_meta *meta_record(struct draft *draft)
{
    uint32_t number;
    return draft->sections[PACK_META].count > 0 ? draft_record(draft, PACK_META, 0)
                                                : draft_add(draft, PACK_META, &number);
}

/* false = reported, and PACK_META has no record. */
static bool read_identity(struct cfg *cfg, config_setting_t *root)
{
    static const char *const keys[] = {"name", "version", "jurisdiction", "title", "valid_from", "valid_to"};
    struct draft *draft = cfg->draft;
    config_setting_t *pack = config_setting_get_member(root, "pack");
    if (!pack || config_setting_type(pack) != CONFIG_TYPE_GROUP) {
        report_fault(draft->report, (struct place){.file = cfg->file}, PACK_GROUP_MISSING);
        return false;
    }
    cfg_check_keys(cfg, pack, keys, COUNT(keys));
    uint32_t title = draft_string(draft, cfg_text(cfg, pack, "title"));
    struct pack_meta meta = {.fold_version = FOLD_VERSION, .field_limit = FG_FIELD_LIMIT};
    if (draft->layer != PACK_BASE_LAYER)
        meta = *meta_record(draft);
    meta.name = draft_string(draft, cfg_required_text(cfg, pack, "name"));
    meta.version = draft_string(draft, cfg_required_text(cfg, pack, "version"));
    check_version(cfg, pack);
    meta.jurisdiction = draft_string(draft, cfg_required_text(cfg, pack, "jurisdiction"));
    meta.title = title;
    meta.valid_from = cfg_date(cfg, pack, "valid_from", DATE_EXACT);
    meta.valid_to = cfg_date(cfg, pack, "valid_to", DATE_EXACT);
    if (meta.valid_from && meta.valid_to && meta.valid_from > meta.valid_to)
        report_fault(draft->report, cfg_place(cfg, pack), PACK_NEVER_VALID);
    *meta_record(draft) = meta;
    return true;
}

static struct list_source *find_list(const struct draft *draft, const char *id)
{
    struct list_source *sources = draft->list_sources.records;
    for (uint32_t i = 0; i < draft->list_sources.count; i++) {
        if (strcmp(sources[i].id, id) == 0)
            return &sources[i];
    }
    return NULL;
}

/* A file that the group names, within the folder; "" = reported. */
static const char *read_file_name(struct cfg *cfg, config_setting_t *group, const char *key)
{
    const char *file = cfg_required_text(cfg, group, key);
    if (text_stays_inside(file))
        return file;
    report_fault(cfg->draft->report, cfg_place(cfg, group), FILE_OUTSIDE, file);
    return "";
}

static void say_id_taken(struct cfg *cfg, config_setting_t *group, const struct list_source *known)
{
    struct report *report = cfg->draft->report;
    if (known->layer != cfg->draft->layer)
        report_fault(report, cfg_place(cfg, group), LIST_OF_BASE, known->id);
    else
        report_fault(report, cfg_place(cfg, group), LIST_ID_TAKEN, known->id);
}

/* After how many days officers are to be told that a list is old; one that has no date cannot grow old. */
static uint32_t read_max_age(struct cfg *cfg, config_setting_t *group, int32_t retrieved_at)
{
    int32_t days = cfg_number(cfg, group, "max_age_days", 1, AGE_DAYS_MAX, 0);
    if (days != 0 && retrieved_at == 0)
        report_fault(cfg->draft->report, cfg_place(cfg, config_setting_get_member(group, "max_age_days")),
                     AGE_WITHOUT_DATE);
    return (uint32_t)days;
}

#define LICENCE_MONTHS_MAX 1200

/* What lists and registers have in common. */
static void add_list(struct cfg *cfg, config_setting_t *group, struct pack_list list)
{
    struct draft *draft = cfg->draft;
    const char *id = cfg_id(cfg, group), *file = read_file_name(cfg, group, "file");
    const struct list_source *known = find_list(draft, id);
    if (known)
        say_id_taken(cfg, group, known);
    if (strcmp(id, PATTERNS_OF_RULES) == 0)
        report_fault(draft->report, cfg_place(cfg, group), LIST_ID_RESERVED, id);
    if (draft->list_sources.count == PACK_LISTS_MAX) {
        report_fault(draft->report, cfg_place(cfg, group), TOO_MANY_LISTS, PACK_LISTS_MAX + 1, PACK_LISTS_MAX);
        return;
    }
    list.id = draft_string(draft, id);
    list.title = draft_string(draft, cfg_text(cfg, group, "title"));
    list.source = draft_string(draft, cfg_text(cfg, group, "source"));
    list.retrieved_at = cfg_date(cfg, group, "retrieved_at", DATE_EARLIEST);
    list.max_age_days = read_max_age(cfg, group, list.retrieved_at);

    uint32_t number;
    struct pack_list *record = draft_add(draft, PACK_LISTS, &number);
    *record = list;
    struct list_source *source = record_table_add(&draft->list_sources, 1);
    *source = (struct list_source){
        .id = id, .file = file, .folder = draft->report->folder, .layer = draft->layer, .place = cfg_place(cfg, group)};
    if (list.kind == PACK_LIST_REGISTER)
        source->longest_months = cfg_number(cfg, group, "longest_months", 1, LICENCE_MONTHS_MAX, 0);
}

/* The base's list or register that a layer's group names; NULL = reported. */
static struct list_source *base_list(struct cfg *cfg, config_setting_t *group)
{
    struct draft *draft = cfg->draft;
    const char *id = cfg_id(cfg, group);
    struct list_source *known = find_list(draft, id);
    if (known || !id[0])
        return known;
    const struct list_source *sources = draft->list_sources.records;
    const char **names = arena_take(&draft->arena, (draft->list_sources.count + 1) * sizeof *names);
    for (uint32_t i = 0; i < draft->list_sources.count; i++)
        names[i] = sources[i].id;
    report_fault(draft->report, cfg_place(cfg, group), LIST_NOT_OF_BASE, id,
                 text_suggest(&draft->arena, draft->report->language, id, names, draft->list_sources.count));
    return NULL;
}

/* Registers, lists of codes and of accounts, and tables are taken anew by the bank: its file is read in place of the
 * base's.
 */
static void replace_list(struct cfg *cfg, config_setting_t *group, struct list_source *source, struct pack_list *list)
{
    struct draft *draft = cfg->draft;
    if (list->kind != PACK_LIST_CODES && list->kind != PACK_LIST_ACCOUNTS && list->kind != PACK_LIST_REGISTER &&
        list->kind != PACK_LIST_TABLE)
        report_fault(draft->report, cfg_place(cfg, group), REPLACE_KIND, source->id);
    if (list->sanctions)
        report_fault(draft->report, cfg_place(cfg, group), REPLACE_SANCTIONS, source->id);
    source->file = read_file_name(cfg, group, "replace");
    source->folder = draft->report->folder;
    source->layer = draft->layer;
    source->place = cfg_place(cfg, group);
    list->retrieved_at = cfg_date(cfg, group, "retrieved_at", DATE_EARLIEST);
    if (config_setting_get_member(group, "max_age_days"))
        list->max_age_days = read_max_age(cfg, group, list->retrieved_at);
}

/* What a layer says of a list or register of its base; false = the group says no such thing. */
static bool change_list(struct cfg *cfg, config_setting_t *group)
{
    static const char *const keys[] = {"id", "add"}, *const replace_keys[] = {"replace", "retrieved_at",
                                                                              "max_age_days"};
    struct draft *draft = cfg->draft;
    bool add = config_setting_get_member(group, "add") != NULL;
    bool replace = config_setting_get_member(group, "replace") != NULL;
    if (draft->layer == PACK_BASE_LAYER || (!add && !replace))
        return false;
    cfg_check_keys_and(cfg, group, keys, COUNT(keys), replace_keys, replace ? COUNT(replace_keys) : 0);
    struct list_source *source = base_list(cfg, group);
    if (add && replace)
        report_fault(draft->report, cfg_place(cfg, group), ADD_AND_REPLACE);
    if (!source || (add && replace))
        return true;
    uint32_t number = (uint32_t)(source - (struct list_source *)draft->list_sources.records);
    if (replace) {
        replace_list(cfg, group, source, draft_record(draft, PACK_LISTS, number));
        return true;
    }
    struct list_addition *addition = record_table_add(&draft->list_additions, 1);
    *addition = (struct list_addition){.list = number,
                                       .file = read_file_name(cfg, group, "add"),
                                       .folder = draft->report->folder,
                                       .layer = draft->layer};
    return true;
}

static void read_lists(struct cfg *cfg, config_setting_t *root)
{
    static const char *const keys[] = {"id",     "kind",         "file",         "title",
                                       "source", "retrieved_at", "max_age_days", "sanctions"};
    config_setting_t *lists = cfg_groups(cfg, root, "lists");
    for (unsigned i = 0; lists && i < (unsigned)config_setting_length(lists); i++) {
        config_setting_t *group = cfg_group_at(cfg, lists, i);
        if (!group || change_list(cfg, group))
            continue;
        cfg_check_keys(cfg, group, keys, COUNT(keys));
        cfg_required_text(cfg, group, "kind");
        add_list(cfg, group,
                 (struct pack_list){.kind = cfg_word(cfg, group, "kind", &vocabulary_list_kinds, KIND_UNKNOWN),
                                    .sanctions = cfg_truth(cfg, group, "sanctions")});
    }
}

static void read_registers(struct cfg *cfg, config_setting_t *root)
{
    static const char *const keys[] = {"id",    "kind",   "authority",    "file",         "counts_from",   "counts_to",
                                       "title", "source", "retrieved_at", "max_age_days", "longest_months"};
    config_setting_t *registers = cfg_groups(cfg, root, "registers");
    for (unsigned i = 0; registers && i < (unsigned)config_setting_length(registers); i++) {
        config_setting_t *group = cfg_group_at(cfg, registers, i);
        if (!group || change_list(cfg, group))
            continue;
        cfg_check_keys(cfg, group, keys, COUNT(keys));
        add_list(cfg, group,
                 (struct pack_list){.kind = PACK_LIST_REGISTER,
                                    .register_kind = draft_string(cfg->draft, cfg_required_text(cfg, group, "kind")),
                                    .authority = draft_string(cfg->draft, cfg_text(cfg, group, "authority")),
                                    /* what is uncertain licenses nobody */
                                    .counts_from = cfg_date(cfg, group, "counts_from", DATE_LATEST),
                                    .counts_to = cfg_date(cfg, group, "counts_to", DATE_EARLIEST)});
    }
}

static void read_setting(struct cfg *cfg, config_setting_t *group)
{
    static const char *const keys[] = {"id", "title"};
    struct draft *draft = cfg->draft;
    cfg_check_keys_and(cfg, group, keys, COUNT(keys), decision_keys, DECISION_KEYS);
    struct setting_source setting = {.id = cfg_id(cfg, group), .layer = draft->layer, .place = cfg_place(cfg, group)};
    cfg_required_text(cfg, group, "basis");
    cfg_required_text(cfg, group, "action");
    decision_read(cfg, group, &setting.decision);
    if (setting.decision.action == FG_PASS && setting.decision.weight == 0 && setting.decision.duties == 0)
        report_fault(draft->report, setting.place, SETTING_PASSES, setting.id);
    const struct setting_source *known = draft->setting_sources.records;
    for (uint32_t i = 0; i < draft->setting_sources.count; i++) {
        if (strcmp(known[i].id, setting.id) != 0)
            continue;
        if (known[i].layer != draft->layer)
            report_fault(draft->report, setting.place, SETTING_OF_BASE, setting.id);
        else
            report_fault(draft->report, setting.place, SETTING_ID_TAKEN, setting.id);
    }
    struct setting_source *record = record_table_add(&draft->setting_sources, 1);
    *record = setting;
}

static void read_settings(struct cfg *cfg, config_setting_t *root)
{
    config_setting_t *settings = cfg_groups(cfg, root, "settings");
    for (unsigned i = 0; settings && i < (unsigned)config_setting_length(settings); i++) {
        config_setting_t *group = cfg_group_at(cfg, settings, i);
        if (group)
            read_setting(cfg, group);
    }
}

void pack_cfg_read(struct cfg *cfg, config_setting_t *root)
{
    static const char *const keys[] = {"pack", "policy", "clocks", "apart", "lists", "registers", "settings"};
    static const char *const layer_keys[] = {"base", "overrides"};
    bool layer = cfg->draft->layer != PACK_BASE_LAYER;
    cfg_check_keys_and(cfg, root, keys, COUNT(keys), layer_keys, layer ? COUNT(layer_keys) : 0);
    if (read_identity(cfg, root))
        policy_read(cfg, root);
    clocks_read(cfg, root);
    apart_read(cfg, root);
    read_lists(cfg, root);
    read_registers(cfg, root);
    read_settings(cfg, root);
}
