/*
 * source.c: the order in which a pack folder is read, and a bank's layer over its base.
 */
#include "source.h"

#include "baseline.h"
#include "cases.h"
#include "cfg.h"
#include "exceptions.h"
#include "layers.h"
#include "legal_forms.h"
#include "lists.h"
#include "names.h"
#include "pack_cfg.h"
#include "patterns.h"
#include "policy.h"
#include "reach.h"
#include "rules.h"
#include "source_hash.h"
#include "texts.h"

/* Rules that exist to be chosen from leave lists and settings over; the owner should know. */
static void note_unused(struct draft *draft)
{
    const struct list_source *lists = draft->list_sources.records;
    for (uint32_t i = 0; i < draft->list_sources.count; i++) {
        const struct pack_list *list = draft_record(draft, PACK_LISTS, i);
        bool of_itself = list->kind == PACK_LIST_REGISTER || list->kind == PACK_LIST_ACCOUNTS ||
                         list->kind == PACK_LIST_ORDINARY ||
                         list->kind == PACK_LIST_FILLER; /* it counts whether a rule names it or not */
        if (!lists[i].used && !of_itself)
            report_fault(draft->report, lists[i].place, LIST_UNUSED, lists[i].id);
    }
    const struct setting_source *settings = draft->setting_sources.records;
    for (uint32_t i = 0; i < draft->setting_sources.count; i++) {
        if (!settings[i].used)
            report_fault(draft->report, settings[i].place, SETTING_UNUSED, settings[i].id);
    }
}

/* What can be told only when everything is read. */
static void close_all(struct draft *draft)
{
    apart_close(draft);
    patterns_close(draft);
    texts_close(draft);
    rules_close(draft);
    reach_check(draft);
    if (draft->report->errors == 0) {
        note_unused(draft);
        cases_check_complete(draft);
    }
}

/* A folder of the two that are read, and whose it is. */
static void enter(struct draft *draft, const char *folder, enum pack_layer_number layer)
{
    draft->report->folder = folder;
    draft->layer = (uint8_t)layer;
}

static void record_layer(struct draft *draft)
{
    const char *hash = source_hash(draft);
    if (hash && draft->sections[PACK_META].count > 0) {
        const struct pack_meta *meta = draft_record(draft, PACK_META, 0);
        layer_record(draft, draft_text(draft, meta->name), draft_text(draft, meta->version), hash);
    }
}

static void read_one(struct draft *draft, struct cfg *cfg)
{
    pack_cfg_read(cfg, config_root_setting(&cfg->config));
    record_layer(draft);
    legal_forms_read(draft);
    lists_read(draft);
    texts_read(draft);
    calendar_read(draft);
    rules_read(draft);
    exceptions_read(draft);
    cases_read(draft);
    cases_settle(draft);
    baseline_read(draft);
}

/* Reads the base's pack.cfg and compares it with what the layer says of its base. false = there is no base to go on
 * with. */
static bool read_base_cfg(struct draft *draft, const struct base_source *base)
{
    struct cfg cfg;
    if (!cfg_open(&cfg, draft, "pack.cfg"))
        return false;
    config_setting_t *root = config_root_setting(&cfg.config);
    bool layer = config_setting_get_member(root, "base") != NULL;
    if (layer)
        report_fault(draft->report, base->place, BASE_IS_A_LAYER, draft->report->folder);
    else
        pack_cfg_read(&cfg, root);
    cfg_close(&cfg);
    if (layer || draft->sections[PACK_META].count == 0)
        return false;
    record_layer(draft);
    const struct pack_meta *meta = draft_record(draft, PACK_META, 0);
    if (draft->sections[PACK_LAYERS].count > 0) {
        const struct pack_layer *record = draft_record(draft, PACK_LAYERS, 0);
        base_check(draft, base, draft_text(draft, meta->name), draft_text(draft, meta->version),
                   draft_text(draft, record->hash));
    }
    return true;
}

typedef void (*layer_reading_fn)(struct draft *draft);

/* What both folders may hold, the base's first. */
static void read_both(struct draft *draft, const char *base, const char *layer)
{
    static const layer_reading_fn readings[] = {texts_read, rules_read};
    for (size_t i = 0; i < sizeof readings / sizeof readings[0]; i++) {
        enter(draft, base, PACK_BASE_LAYER);
        readings[i](draft);
        enter(draft, layer, PACK_BANK_LAYER);
        readings[i](draft);
    }
}

static void read_layered(struct draft *draft, struct cfg *cfg, const struct base_source *base, const char *base_over)
{
    const char *layer = draft->report->folder, *below = base_folder(draft, base, base_over);
    config_setting_t *root = config_root_setting(&cfg->config);
    if (!below[0])
        return;
    enter(draft, below, PACK_BASE_LAYER);
    bool found = read_base_cfg(draft, base);
    if (found)
        legal_forms_read(draft);
    enter(draft, layer, PACK_BANK_LAYER);
    if (!found) {
        rules_check_syntax(draft);
        return;
    }
    pack_cfg_read(cfg, root);
    record_layer(draft);
    lists_read(draft);
    layer_check_lists(draft);
    if (!text_exists(draft->report, CALENDAR_FILE))
        enter(draft, below, PACK_BASE_LAYER); /* the bank's calendar takes the place of the base's */
    calendar_read(draft);
    read_both(draft, below, layer);
    overrides_read(cfg, root);
    exceptions_read(draft);
    enter(draft, below, PACK_BASE_LAYER);
    cases_read(draft);
    enter(draft, layer, PACK_BANK_LAYER);
    cases_read(draft);
    cases_settle(draft);
    if (!text_exists(draft->report, BASELINE_FILE))
        enter(draft, below, PACK_BASE_LAYER); /* what the bank has measured takes the place of what the base says */
    baseline_read(draft);
}

void source_read(struct draft *draft, const char *base_over)
{
    struct cfg cfg;
    struct base_source base;
    const char *folder = draft->report->folder;
    if (!cfg_open(&cfg, draft, "pack.cfg")) {
        legal_forms_read(draft);
        lists_read(draft);
        texts_read(draft);
        calendar_read(draft);
        rules_check_syntax(draft);
        return;
    }
    base_read(&cfg, config_root_setting(&cfg.config), &base);
    if (base.given)
        read_layered(draft, &cfg, &base, base_over);
    else
        read_one(draft, &cfg);
    enter(draft, folder, base.given ? PACK_BANK_LAYER : PACK_BASE_LAYER);
    cfg_close(&cfg);
    close_all(draft);
}
