/*
 * exceptions.c: the folder exceptions (exceptions.h).
 */
#include "exceptions.h"

#include <string.h>

#include "text/fold.h"
#include "cfg.h"
#include "folder.h"
#include "vocabulary.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])
#define DAYS_MAX     366

/* One exception being read. */
struct granting {
    struct cfg *cfg;
    config_setting_t *group;
    struct pack_exception record; /* of each of its rules */
    struct exempted exempted;
    /* Of its fields: an account, id or LEI of a party is among them; a name or text that is no bank's is; how many are
     * no codes. */
    bool identified, told;
    uint32_t saying;
};

static struct place place_of(const struct granting *granting, const char *key)
{
    config_setting_t *member = config_setting_get_member(granting->group, key);
    return cfg_place(granting->cfg, member ? member : granting->group);
}

/* A rule by its id; false = reported. */
static bool add_exempted(struct granting *granting, const char *id)
{
    struct draft *draft = granting->cfg->draft;
    struct exempted *exempted = &granting->exempted;
    uint32_t count = draft->sections[PACK_RULES].count;
    const char **names = arena_take(&draft->arena, (count + 1) * sizeof *names);
    for (uint32_t i = 0; i < count; i++) {
        const struct pack_rule *rule = draft_record(draft, PACK_RULES, i);
        names[i] = draft_text(draft, rule->id);
        if (strcmp(names[i], id) != 0)
            continue;
        if (rule->ground == PACK_GROUND_SANCTIONS)
            report_fault(draft->report, place_of(granting, "rule"), EXCEPTION_OF_SANCTIONS, id);
        else if (exempted->count == EXCEPTION_RULES_MAX)
            report_fault(draft->report, place_of(granting, "rule"), EXCEPTION_RULES, EXCEPTION_RULES_MAX);
        else
            exempted->rules[exempted->count++] = i;
        return rule->ground != PACK_GROUND_SANCTIONS;
    }
    report_fault(draft->report, place_of(granting, "rule"), EXCEPTION_UNKNOWN_RULE, id,
                 text_suggest(&draft->arena, draft->report->language, id, names, count));
    return false;
}

static bool read_exempted(struct granting *granting)
{
    const char **ids;
    struct report *report = granting->cfg->draft->report;
    unsigned before = report->errors;
    if (!config_setting_get_member(granting->group, "rule"))
        report_fault(report, place_of(granting, "rule"), KEY_MISSING, "rule", "rule");
    uint32_t count = cfg_texts(granting->cfg, granting->group, "rule", &ids);
    for (uint32_t i = 0; i < count; i++)
        add_exempted(granting, ids[i]);
    return report->errors == before && granting->exempted.count > 0;
}

static bool read_entry(struct granting *granting)
{
    struct draft *draft = granting->cfg->draft;
    const char *name = cfg_text(granting->cfg, granting->group, "entry"), *slash = strchr(name, '/');
    if (!name[0])
        return !config_setting_get_member(granting->group, "entry");
    for (uint32_t i = 0; slash && i < draft->sections[PACK_ENTRIES].count; i++) {
        const struct pack_entry *entry = draft_record(draft, PACK_ENTRIES, i);
        const struct pack_list *list = draft_record(draft, PACK_LISTS, entry->list);
        const char *id = draft_text(draft, list->id);
        if (strlen(id) != (size_t)(slash - name) || strncmp(id, name, (size_t)(slash - name)) != 0 ||
            strcmp(draft_text(draft, entry->id), slash + 1) != 0)
            continue;
        granting->record.entry = 1 + i;
        if (list->sanctions)
            report_fault(draft->report, place_of(granting, "entry"), EXCEPTION_OF_SANCTIONS_LIST, name);
        return !list->sanctions;
    }
    report_fault(draft->report, place_of(granting, "entry"), EXCEPTION_UNKNOWN_ENTRY, name);
    return false;
}

static bool read_period(struct granting *granting)
{
    static const char *const keys[] = {"valid_from", "valid_to"};
    struct report *report = granting->cfg->draft->report;
    unsigned before = report->errors;
    for (size_t i = 0; i < COUNT(keys); i++)
        if (!cfg_text(granting->cfg, granting->group, keys[i])[0])
            report_fault(report, place_of(granting, keys[i]), EXCEPTION_NO_DATE, keys[i]);
    int32_t from = cfg_date(granting->cfg, granting->group, "valid_from", DATE_EXACT);
    int32_t to = cfg_date(granting->cfg, granting->group, "valid_to", DATE_EXACT);
    granting->record.valid_from = from;
    granting->record.valid_to = to;
    if (report->errors > before || from == 0 || to == 0)
        return false;
    int days = (int)(civil_date_days(to) - civil_date_days(from));
    if (days < 0)
        report_fault(report, place_of(granting, "valid_from"), EXCEPTION_PERIOD);
    else if (days > DAYS_MAX)
        report_fault(report, place_of(granting, "valid_to"), EXCEPTION_TOO_LONG, days);
    return days >= 0 && days <= DAYS_MAX;
}

static enum identifier_kind identifier_kind_of(uint32_t field)
{
    static const struct {
        const char *name;
        enum identifier_kind kind;
    } kinds[] = {{"ACCOUNT", IDENTIFIER_ACCOUNT},
                 {"TAXID", IDENTIFIER_TAX_ID},
                 {"LEI", IDENTIFIER_LEI},
                 {"BIC", IDENTIFIER_BIC}};
    for (size_t i = 0; i < COUNT(kinds); i++)
        if (strcmp(vocabulary_field_kind(field), kinds[i].name) == 0)
            return kinds[i].kind;
    return IDENTIFIER_NONE;
}

/* Identifiers that are of one party alone. A bank's are those of all its customers. */
static const uint32_t party_identifiers[] = {
    FG_FIELD_DEBTOR_ACCOUNT,
    FG_FIELD_DEBTOR_ID,
    FG_FIELD_DEBTOR_LEI,
    FG_FIELD_ULTIMATE_DEBTOR_ID,
    FG_FIELD_ULTIMATE_DEBTOR_LEI,
    FG_FIELD_INITIATING_PARTY_ID,
    FG_FIELD_CREDITOR_ACCOUNT,
    FG_FIELD_CREDITOR_ID,
    FG_FIELD_CREDITOR_LEI,
    FG_FIELD_ULTIMATE_CREDITOR_ID,
    FG_FIELD_ULTIMATE_CREDITOR_LEI,
};

/* What a field says of which payments are meant. */
static void weigh_field(struct granting *granting, uint32_t field)
{
    enum field_use use = vocabulary_field_use(field);
    for (size_t i = 0; i < COUNT(party_identifiers); i++)
        granting->identified |= party_identifiers[i] == field;
    granting->told |= use == FIELD_USE_WORDS && !vocabulary_field_in_group(field, 'A');
    granting->saying += use != FIELD_USE_CODE;
}

/* Whether it is one payment's like that is excepted, not all of a bank, a currency or a purpose. */
static bool is_narrow(const struct granting *granting)
{
    return granting->identified || (granting->told && granting->saying >= 2);
}

/* The value in the form in which it is compared; 0 = there is none. */
static size_t comparable(uint32_t field, const char *text, char out[DRAFT_TERM_MAX + 1])
{
    char key[IDENTIFIER_KEY];
    size_t length;
    switch (vocabulary_field_use(field)) {
    case FIELD_USE_IDENTIFIER:
        length = identifier_read(identifier_kind_of(field), (const unsigned char *)text, strlen(text), key);
        memcpy(out, key, length);
        break;
    case FIELD_USE_WORDS:
        length = fold_text(FOLD_PLAIN, text, strlen(text), out, DRAFT_TERM_MAX);
        break;
    case FIELD_USE_CODE:
        length = strlen(text) <= DRAFT_TERM_MAX ? strlen(text) : 0;
        memcpy(out, text, length);
        break;
    default:
        return 0;
    }
    if (length > DRAFT_TERM_MAX)
        length = 0;
    out[length] = 0;
    return length;
}

static void read_condition(struct granting *granting, config_setting_t *setting)
{
    struct draft *draft = granting->cfg->draft;
    const char *name = config_setting_name(setting);
    char value[DRAFT_TERM_MAX + 1];
    uint32_t field, number;
    if (!vocabulary_find(&vocabulary_fields, name, &field)) {
        report_fault(draft->report, cfg_place(granting->cfg, setting), UNKNOWN_WORD, "field", name,
                     vocabulary_hint(&draft->arena, draft->report->language, &vocabulary_fields, name));
        return;
    }
    if (vocabulary_field_use(field) == FIELD_USE_NONE) {
        report_fault(draft->report, cfg_place(granting->cfg, setting), EXCEPTION_FIELD, name);
        return;
    }
    config_setting_t *payment = config_setting_get_member(granting->group, "payment");
    const char *text = cfg_required_text(granting->cfg, payment, name);
    if (!text[0])
        return;
    if (comparable(field, text, value) == 0) {
        report_fault(draft->report, cfg_place(granting->cfg, setting), EXCEPTION_VALUE, text, name);
        return;
    }
    uint32_t string = draft_string(draft, value);
    struct pack_field_value *condition = draft_add(draft, PACK_CONDITIONS, &number);
    *condition = (struct pack_field_value){.field = field, .value = string};
    granting->record.condition_count++;
    weigh_field(granting, field);
}

static bool read_payment(struct granting *granting)
{
    struct draft *draft = granting->cfg->draft;
    unsigned before = draft->report->errors;
    config_setting_t *payment = config_setting_get_member(granting->group, "payment");
    granting->record.first_condition = draft->sections[PACK_CONDITIONS].count;
    if (!payment || config_setting_type(payment) != CONFIG_TYPE_GROUP || config_setting_length(payment) == 0) {
        report_fault(draft->report, place_of(granting, "payment"), EXCEPTION_NO_PAYMENT);
        return false;
    }
    for (int i = 0; i < config_setting_length(payment); i++)
        read_condition(granting, config_setting_get_elem(payment, (unsigned)i));
    if (draft->report->errors == before && !is_narrow(granting))
        report_fault(draft->report, cfg_place(granting->cfg, payment), EXCEPTION_WIDE);
    return draft->report->errors == before;
}

/* Whether rule and entry are still what the exception was granted for. */
static bool still_granted(struct granting *granting)
{
    struct draft *draft = granting->cfg->draft;
    char digits[GRANTED_FOR_DIGITS + 1];
    const char *given = cfg_text(granting->cfg, granting->group, "granted_for");
    exception_granted_for(draft, &granting->exempted, granting->record.entry, digits);
    if (!given[0]) {
        report_fault(draft->report, place_of(granting, "granted_for"), EXCEPTION_GRANTED_MISSING, digits);
        return false;
    }
    if (strcmp(given, digits) == 0)
        return true;
    report_fault(draft->report, place_of(granting, "granted_for"), EXCEPTION_LAPSED, digits);
    return false;
}

static bool id_is_taken(const struct draft *draft, uint32_t id)
{
    for (uint32_t i = 0; i < draft->sections[PACK_EXCEPTIONS].count; i++) {
        const struct pack_exception *known = draft_record(draft, PACK_EXCEPTIONS, i);
        if (known->id == id)
            return true;
    }
    return false;
}

static void read_exception(struct cfg *cfg, config_setting_t *group)
{
    static const char *const keys[] = {"id",   "owner", "reason",  "valid_from", "valid_to",
                                       "rule", "entry", "payment", "granted_for"};
    struct draft *draft = cfg->draft;
    struct granting granting = {.cfg = cfg, .group = group, .record = {.layer = draft->layer}};
    cfg_check_keys(cfg, group, keys, COUNT(keys));
    const char *id = cfg_id(cfg, group);
    granting.record.id = draft_string(draft, id);
    granting.record.owner = draft_string(draft, cfg_required_text(cfg, group, "owner"));
    granting.record.reason = draft_string(draft, cfg_required_text(cfg, group, "reason"));
    if (id[0] && id_is_taken(draft, granting.record.id))
        report_fault(draft->report, place_of(&granting, "id"), EXCEPTION_ID_TAKEN, id);
    bool rules = read_exempted(&granting), entry = read_entry(&granting), period = read_period(&granting);
    bool payment = read_payment(&granting);
    if (!rules || !entry || !still_granted(&granting) || !period || !payment)
        return;
    if (draft->today && granting.record.valid_to < draft->today)
        report_fault(draft->report, place_of(&granting, "valid_to"), EXCEPTION_EXPIRED,
                     cfg_text(cfg, group, "valid_to"));
    for (uint32_t i = 0; i < granting.exempted.count; i++) {
        uint32_t number;
        struct pack_exception *record = draft_add(draft, PACK_EXCEPTIONS, &number);
        *record = granting.record;
        record->rule = granting.exempted.rules[i];
    }
}

static void read_file(struct draft *draft, const char *file)
{
    static const char *const keys[] = {"exceptions"};
    struct cfg cfg;
    if (!cfg_open(&cfg, draft, file))
        return;
    config_setting_t *root = config_root_setting(&cfg.config);
    cfg_check_keys(&cfg, root, keys, COUNT(keys));
    config_setting_t *exceptions = cfg_groups(&cfg, root, "exceptions");
    for (unsigned i = 0; exceptions && i < (unsigned)config_setting_length(exceptions); i++) {
        config_setting_t *group = cfg_group_at(&cfg, exceptions, i);
        if (group)
            read_exception(&cfg, group);
    }
    cfg_close(&cfg);
}

void exceptions_read(struct draft *draft)
{
    folder_each_file(draft, "exceptions", ".cfg", read_file);
}
