/*
 * apart.c: payments that are shown apart when they are stopped (wages, pensions, taxes), from pack.cfg.
 */
#include "policy.h"

#include <string.h>

#define COUNT(array)   (sizeof(array) / sizeof(array)[0])
#define CODE_BYTES_MAX 35 /* as ISO 20022 has it for a purpose of somebody's own */

static const char *const code_keys[APART_CODES] = {
    [APART_PURPOSES] = "purpose_codes", [APART_CATEGORIES] = "category_purposes"};

static bool is_code(const char *text)
{
    size_t length = strlen(text);
    return length > 0 && length <= CODE_BYTES_MAX && strspn(text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == length;
}

static void read_codes(struct cfg *cfg, config_setting_t *group, struct apart_source *source, enum apart_codes kind)
{
    const char *key = code_keys[kind];
    source->counts[kind] = cfg_texts(cfg, group, key, &source->codes[kind]);
    for (uint32_t i = 0; i < source->counts[kind]; i++)
        if (!is_code(source->codes[kind][i]))
            report_fault(cfg->draft->report, cfg_place(cfg, config_setting_get_member(group, key)), APART_NO_CODE, key,
                         source->codes[kind][i]);
}

static struct apart_source *find_source(const struct draft *draft, const char *id)
{
    struct apart_source *sources = draft->apart_sources.records;
    for (uint32_t i = 0; i < draft->apart_sources.count; i++)
        if (strcmp(sources[i].id, id) == 0)
            return &sources[i];
    return NULL;
}

static void read_group(struct cfg *cfg, config_setting_t *group)
{
    static const char *const keys[] = {"id", "english", "russian", "kazakh", "purpose_codes", "category_purposes"};
    struct draft *draft = cfg->draft;
    cfg_check_keys(cfg, group, keys, COUNT(keys));
    struct apart_source source = {.id = cfg_id(cfg, group),
                                  .titles = {[PACK_KAZAKH] = cfg_text(cfg, group, "kazakh"),
                                             [PACK_RUSSIAN] = cfg_text(cfg, group, "russian"),
                                             [PACK_ENGLISH] = cfg_required_text(cfg, group, "english")},
                                  .layer = draft->layer,
                                  .place = cfg_place(cfg, group)};
    bool names_codes = false;
    for (int kind = 0; kind < APART_CODES; kind++) {
        read_codes(cfg, group, &source, (enum apart_codes)kind);
        names_codes = names_codes || config_setting_get_member(group, code_keys[kind]);
    }
    if (!names_codes)
        report_fault(draft->report, source.place, APART_WITHOUT_CODES, source.id);
    struct apart_source *known = find_source(draft, source.id);
    if (known && known->layer == draft->layer && source.id[0])
        report_fault(draft->report, source.place, APART_ID_TAKEN, source.id);
    else if (known)
        *known = source;
    else
        *(struct apart_source *)record_table_add(&draft->apart_sources, 1) = source;
}

void apart_read(struct cfg *cfg, config_setting_t *root)
{
    config_setting_t *groups = cfg_groups(cfg, root, "apart");
    for (unsigned i = 0; groups && i < (unsigned)config_setting_length(groups); i++) {
        config_setting_t *group = cfg_group_at(cfg, groups, i);
        if (group)
            read_group(cfg, group);
    }
}

/* Says it of the group that came later, a layer's before its base's. */
static void compare_codes(struct draft *draft, const struct apart_source *a, const struct apart_source *b,
                          enum apart_codes kind)
{
    const struct apart_source *later = a->layer > b->layer ? a : b, *other = later == a ? b : a;
    for (uint32_t i = 0; i < later->counts[kind]; i++) {
        for (uint32_t j = 0; j < other->counts[kind]; j++) {
            if (strcmp(later->codes[kind][i], other->codes[kind][j]) == 0)
                report_fault(draft->report, later->place, APART_CODE_TAKEN, code_keys[kind], later->codes[kind][i],
                             other->id);
        }
    }
}

static void write_codes(struct draft *draft, const struct apart_source *source, enum apart_codes kind)
{
    for (uint32_t i = 0; i < source->counts[kind]; i++) {
        uint32_t number, code = draft_string(draft, source->codes[kind][i]);
        *(uint32_t *)draft_add(draft, PACK_CODES, &number) = code;
    }
}

static void write_group(struct draft *draft, const struct apart_source *source)
{
    uint32_t number;
    struct pack_apart record = {.id = draft_string(draft, source->id),
                                .first_code = draft->sections[PACK_CODES].count,
                                .purpose_count = source->counts[APART_PURPOSES],
                                .category_count = source->counts[APART_CATEGORIES],
                                .layer = source->layer};
    for (uint32_t language = 0; language < PACK_LANGUAGES; language++)
        record.titles[language] = draft_string(draft, source->titles[language]);
    for (int kind = 0; kind < APART_CODES; kind++)
        write_codes(draft, source, (enum apart_codes)kind);
    *(struct pack_apart *)draft_add(draft, PACK_APART, &number) = record;
}

void apart_close(struct draft *draft)
{
    const struct apart_source *sources = draft->apart_sources.records;
    uint32_t count = draft->apart_sources.count;
    for (uint32_t i = 0; i < count; i++) {
        for (uint32_t before = 0; before < i; before++) {
            for (int kind = 0; kind < APART_CODES; kind++)
                compare_codes(draft, &sources[before], &sources[i], (enum apart_codes)kind);
        }
    }
    if (count > PACK_APART_MAX)
        report_fault(draft->report, sources[PACK_APART_MAX].place, TOO_MANY_APART, count, PACK_APART_MAX);
    for (uint32_t i = 0; i < count && draft->report->errors == 0; i++)
        write_group(draft, &sources[i]);
}
