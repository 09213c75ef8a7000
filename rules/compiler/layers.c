/*
 * layers.c: a layer and its base: which one it was made for, and whether that is the one at hand (layers.h).
 */
#include "layers.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define HASH_DIGITS  64

void base_read(struct cfg *cfg, config_setting_t *root, struct base_source *base)
{
    static const char *const keys[] = {"name", "version", "hash", "folder"};
    config_setting_t *group = config_setting_get_member(root, "base");
    *base = (struct base_source){.given = group != NULL, .name = "", .version = "", .hash = "", .folder = ""};
    if (!group)
        return;
    base->place = cfg_place(cfg, group);
    if (config_setting_type(group) != CONFIG_TYPE_GROUP) {
        report_fault(cfg->draft->report, base->place, NOT_A_GROUP, "base", "base");
        return;
    }
    cfg_check_keys(cfg, group, keys, COUNT(keys));
    base->name = cfg_required_text(cfg, group, "name");
    base->version = cfg_required_text(cfg, group, "version");
    base->hash = cfg_text(cfg, group, "hash");
    base->folder = cfg_required_text(cfg, group, "folder");
}

static bool is_folder(const char *path)
{
    struct stat facts;
    return stat(path, &facts) == 0 && S_ISDIR(facts.st_mode);
}

const char *base_folder(struct draft *draft, const struct base_source *base, const char *over)
{
    const char *layer = draft->report->folder;
    const char *named = over ? over : base->folder;
    bool absolute = over || named[0] == '/';
    size_t size = strlen(layer) + strlen(named) + 2;
    char *path = arena_take(&draft->arena, size);
    if (!named[0])
        return "";
    snprintf(path, size, "%s%s%s", absolute ? "" : layer, absolute ? "" : "/", named);
    if (is_folder(path))
        return path;
    report_fault(draft->report, base->place, BASE_NOT_FOUND, path);
    return "";
}

static bool is_hash(const char *text)
{
    return strlen(text) == HASH_DIGITS && strspn(text, "0123456789abcdef") == HASH_DIGITS;
}

void base_check(struct draft *draft, const struct base_source *base, const char *name, const char *version,
                const char *hash)
{
    struct report *report = draft->report;
    if (!base->name[0] || !base->version[0])
        return; /* reported */
    if (strcmp(base->name, name) != 0)
        report_fault(report, base->place, BASE_NAME_DIFFERS, base->name, name);
    else if (strcmp(base->version, version) != 0)
        report_fault(report, base->place, BASE_VERSION_DIFFERS, name, base->version, version, version);
    else if (base->hash[0] && !is_hash(base->hash))
        report_fault(report, base->place, BASE_HASH_FORM, base->hash, hash);
    else if (base->hash[0] && strcmp(base->hash, hash) != 0)
        report_fault(report, base->place, BASE_HASH_DIFFERS, name, version, hash);
}

void layer_check_lists(struct draft *draft)
{
    for (uint32_t i = 0; i < draft->list_sources.count && draft->report->errors == 0; i++) {
        const struct list_source *source = (const struct list_source *)draft->list_sources.records + i;
        const struct pack_list *list = draft_record(draft, PACK_LISTS, i);
        if (source->layer == PACK_BANK_LAYER && list->kind == PACK_LIST_CODES && list->entry_count == 0 &&
            source->file[0])
            report_fault(draft->report, source->place, CODES_EMPTY, source->id);
    }
}

void layer_record(struct draft *draft, const char *name, const char *version, const char *hash)
{
    uint32_t number, name_text = draft_string(draft, name), version_text = draft_string(draft, version);
    uint32_t hash_text = draft_string(draft, hash);
    struct pack_layer *record = draft_add(draft, PACK_LAYERS, &number);
    *record = (struct pack_layer){.name = name_text, .version = version_text, .hash = hash_text};
}
