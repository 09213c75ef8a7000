/*
 * selections.c: the selections of a rule: what kinds there are, and those that look for something of a list, a table,
 * an identifier or a code. What compares is read in selections_compared.c.
 */
#include "rules.h"

#include <string.h>

#include "match/wallets.h"
#include "match/identifiers.h"
#include "patterns.h"
#include "selecting.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

struct place selecting_place(const struct selecting *selecting, const char *key)
{
    config_setting_t *member = config_setting_get_member(selecting->group, key);
    return cfg_place(selecting->cfg, member ? member : selecting->group);
}

/* "119; 120" in one text where two were meant: it would be looked for as it stands, and never found. */
static void refuse_joined(const struct selecting *selecting, const char *key, const char *value)
{
    size_t first = strcspn(value, ";,"), more = value[first] ? strcspn(value + first + 1, ";,") : 0;
    const char *second = value + first + 1;
    if (!value[first])
        return;
    while (more > 0 && *second == ' ') {
        second++;
        more--;
    }
    report_fault(selecting->cfg->draft->report, selecting_place(selecting, key), VALUES_JOINED, value, key, (int)first,
                 value, (int)more, second);
}

uint32_t bit_numbered(uint32_t value)
{
    return UINT32_C(1) << value;
}

uint32_t bits_themselves(uint32_t value)
{
    return value;
}

/* The bits of a key's words; those of the whole vocabulary when the key is absent. */
uint32_t selecting_bits(const struct selecting *selecting, const char *key, const struct vocabulary *vocabulary,
                        bits_of_fn bits_of)
{
    struct draft *draft = selecting->cfg->draft;
    const char **words;
    uint32_t bits = 0, value, count = cfg_texts(selecting->cfg, selecting->group, key, &words);
    for (uint32_t i = 0; i < count; i++) {
        if (vocabulary_find(vocabulary, words[i], &value))
            bits |= bits_of(value);
        else
            report_fault(draft->report, selecting_place(selecting, key), UNKNOWN_WORD, key, words[i],
                         vocabulary_hint(&draft->arena, draft->report->language, vocabulary, words[i]));
    }
    if (!config_setting_get_member(selecting->group, key)) {
        for (uint32_t i = 0; i < vocabulary->count; i++)
            bits |= bits_of(vocabulary->words[i].value);
    }
    return bits;
}

static void add_field(struct pack_selection *selection, uint32_t field)
{
    selection->fields[field / 64] |= UINT64_C(1) << field % 64;
}

void selecting_add_group(struct pack_selection *selection, uint32_t letter)
{
    for (uint32_t field = 1; field < FG_FIELD_LIMIT; field++) {
        if (vocabulary_field_in_group(field, letter))
            add_field(selection, field);
    }
}

void selecting_fields(const struct selecting *selecting)
{
    struct draft *draft = selecting->cfg->draft;
    const char **words;
    uint32_t value, count = cfg_texts(selecting->cfg, selecting->group, "fields", &words);
    if (!config_setting_get_member(selecting->group, "fields"))
        selecting_add_group(selecting->selection, 0);
    for (uint32_t i = 0; i < count; i++) {
        bool group = words[i][0] == '@';
        const struct vocabulary *vocabulary = group ? &vocabulary_groups : &vocabulary_fields;
        if (!vocabulary_find(vocabulary, words[i], &value)) {
            report_fault(draft->report, selecting_place(selecting, "fields"), UNKNOWN_WORD, "field", words[i],
                         vocabulary_hint(&draft->arena, draft->report->language, vocabulary, words[i]));
        } else if (group) {
            selecting_add_group(selecting->selection, value);
        } else {
            if (vocabulary_field_use(value) == FIELD_USE_NONE || vocabulary_field_use(value) == FIELD_USE_CODE)
                report_fault(draft->report, selecting_place(selecting, "fields"), FIELD_NEVER_SEARCHED, words[i]);
            add_field(selecting->selection, value);
        }
    }
}

static uint32_t find_list(const struct draft *draft, const char *id)
{
    const struct list_source *sources = draft->list_sources.records;
    for (uint32_t i = 0; i < draft->list_sources.count; i++) {
        if (strcmp(sources[i].id, id) == 0)
            return i;
    }
    return UINT32_MAX;
}

static const char *suggest_list(struct draft *draft, const char *id)
{
    const struct list_source *sources = draft->list_sources.records;
    const char **names = arena_take(&draft->arena, draft->list_sources.count * sizeof *names);
    for (uint32_t i = 0; i < draft->list_sources.count; i++)
        names[i] = sources[i].id;
    return text_suggest(&draft->arena, draft->report->language, id, names, draft->list_sources.count);
}

/* The list of that id, marked as used; UINT32_MAX = reported. */
static uint32_t use_list(const struct selecting *selecting, const char *key, const char *id)
{
    struct draft *draft = selecting->cfg->draft;
    uint32_t list = find_list(draft, id);
    if (list == UINT32_MAX)
        report_fault(draft->report, selecting_place(selecting, key), UNKNOWN_LIST, id, suggest_list(draft, id));
    else
        ((struct list_source *)draft->list_sources.records)[list].used = true;
    return list;
}

/* Where what it looks for must stand. */
static uint8_t read_anchor(const struct selecting *selecting)
{
    static const struct {
        const char *key;
        enum pack_anchor anchor;
    } anchors[] = {{"alone", PACK_ALONE}, {"among_fillers", PACK_AMONG_FILLERS}, {"anchored", PACK_ANCHORED}};
    enum pack_anchor read = PACK_ANYWHERE;
    for (size_t i = 0; i < sizeof anchors / sizeof anchors[0]; i++) {
        if (!cfg_truth(selecting->cfg, selecting->group, anchors[i].key))
            continue;
        if (read != PACK_ANYWHERE)
            report_fault(selecting->cfg->draft->report, selecting_place(selecting, anchors[i].key), ANCHORED_TWICE);
        read = anchors[i].anchor;
    }
    return (uint8_t)read;
}

static void read_list_selection(const struct selecting *selecting)
{
    struct draft *draft = selecting->cfg->draft;
    struct pack_selection *selection = selecting->selection;
    const char **ids;
    uint32_t count = cfg_texts(selecting->cfg, selecting->group, "list", &ids);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t list = use_list(selecting, "list", ids[i]);
        if (list == UINT32_MAX)
            continue;
        const struct pack_list *record = draft_record(draft, PACK_LISTS, list);
        if (record->kind == PACK_LIST_CODES)
            report_fault(draft->report, selecting_place(selecting, "list"), LIST_OF_CODES, ids[i], ids[i]);
        else if (record->kind == PACK_LIST_ACCOUNTS)
            report_fault(draft->report, selecting_place(selecting, "list"), LIST_OF_ACCOUNTS, ids[i]);
        else if (record->kind == PACK_LIST_TABLE)
            report_fault(draft->report, selecting_place(selecting, "list"), LIST_IS_TABLE, ids[i], ids[i]);
        else if (record->kind == PACK_LIST_ORDINARY || record->kind == PACK_LIST_FILLER)
            report_fault(draft->report, selecting_place(selecting, "list"), LIST_OF_ORDINARY, ids[i]);
        selection->lists |= UINT64_C(1) << list;
    }
    selection->match = selecting_bits(selecting, "match", &vocabulary_matches, bits_themselves);
    selection->confidence = selecting_bits(selecting, "confidence", &vocabulary_confidences, bit_numbered);
    selection->classes = selecting_bits(selecting, "class", &vocabulary_classes, bit_numbered);
    selection->certainty = PACK_CERTAIN;
    if (config_setting_get_member(selecting->group, "certainty"))
        selection->certainty =
            (uint8_t)selecting_bits(selecting, "certainty", &vocabulary_certainties, bits_themselves);
    if (config_setting_get_member(selecting->group, "read_as"))
        selection->fact_values = selecting_bits(selecting, "read_as", &vocabulary_readings, bits_themselves);
    selection->cites_act = (uint8_t)cfg_word(selecting->cfg, selecting->group, "act", &vocabulary_acts, 0);
    selection->anchored = read_anchor(selecting);
    selecting_fields(selecting);
}

static void read_table_selection(const struct selecting *selecting)
{
    struct draft *draft = selecting->cfg->draft;
    struct pack_selection *selection = selecting->selection;
    const char **ids;
    uint32_t count = cfg_texts(selecting->cfg, selecting->group, "table", &ids);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t list = use_list(selecting, "table", ids[i]);
        if (list == UINT32_MAX)
            continue;
        const struct pack_list *record = draft_record(draft, PACK_LISTS, list);
        if (record->kind != PACK_LIST_TABLE)
            report_fault(draft->report, selecting_place(selecting, "table"), LIST_IS_NO_TABLE, ids[i]);
        selection->lists |= UINT64_C(1) << list;
    }
    if (config_setting_get_member(selecting->group, "result"))
        selection->values = selecting_bits(selecting, "result", &vocabulary_table_results, bit_numbered);
    else
        report_fault(draft->report, selecting_place(selecting, "table"), RESULT_MISSING);
    selection->confidence = selecting_bits(selecting, "confidence", &vocabulary_confidences, bit_numbered);
}

static void read_licence_selection(const struct selecting *selecting)
{
    struct pack_selection *selection = selecting->selection;
    selection->party =
        (uint8_t)cfg_word(selecting->cfg, selecting->group, "licence", &vocabulary_parties, PACK_CREDITOR);
    if (config_setting_get_member(selecting->group, "state"))
        selection->states = selecting_bits(selecting, "state", &vocabulary_states, bits_themselves);
    else
        report_fault(selecting->cfg->draft->report, selecting_place(selecting, "licence"), STATE_MISSING);
}

static void read_wallet_selection(const struct selecting *selecting)
{
    struct pack_selection *selection = selecting->selection;
    if (!cfg_truth(selecting->cfg, selecting->group, "wallet"))
        report_fault(selecting->cfg->draft->report, selecting_place(selecting, "wallet"), WALLET_FALSE);
    selection->states = 1u << WALLET_VERIFIED | 1u << WALLET_UNVERIFIED;
    if (config_setting_get_member(selecting->group, "form"))
        selection->states = selecting_bits(selecting, "form", &vocabulary_wallet_forms, bit_numbered);
    if (config_setting_get_member(selecting->group, "chains"))
        selection->values = selecting_bits(selecting, "chains", &vocabulary_chains, bit_numbered);
    selecting_fields(selecting);
}

/* The field named by a text; 0 = reported. */
uint32_t selecting_field(const struct selecting *selecting, const char *key, const char *name)
{
    struct draft *draft = selecting->cfg->draft;
    uint32_t field;
    if (vocabulary_find(&vocabulary_fields, name, &field))
        return field;
    report_fault(draft->report, selecting_place(selecting, key), UNKNOWN_WORD, "field", name,
                 vocabulary_hint(&draft->arena, draft->report->language, &vocabulary_fields, name));
    return 0;
}

static void add_values(const struct selecting *selecting)
{
    struct draft *draft = selecting->cfg->draft;
    const char **values;
    uint32_t number, count = cfg_texts(selecting->cfg, selecting->group, "values", &values);
    selecting->selection->first_code = draft->sections[PACK_CODES].count;
    for (uint32_t i = 0; i < count; i++) {
        refuse_joined(selecting, "values", values[i]);
        uint32_t text = draft_string(draft, values[i]);
        *(uint32_t *)draft_add(draft, PACK_CODES, &number) = text;
    }
    selecting->selection->code_count = count;
}

static void use_code_list(const struct selecting *selecting)
{
    struct draft *draft = selecting->cfg->draft;
    const char *id = cfg_text(selecting->cfg, selecting->group, "in");
    uint32_t list = id[0] ? use_list(selecting, "in", id) : UINT32_MAX;
    if (list == UINT32_MAX)
        return;
    const struct pack_list *record = draft_record(draft, PACK_LISTS, list);
    if (record->kind != PACK_LIST_CODES)
        report_fault(draft->report, selecting_place(selecting, "in"), LIST_WITHOUT_CODES, id);
    const struct list_source *source = (const struct list_source *)draft->list_sources.records + list;
    selecting->selection->lists = UINT64_C(1) << list;
    selecting->selection->first_code = source->first_code;
    selecting->selection->code_count = source->code_count;
}

static void read_code_selection(const struct selecting *selecting)
{
    struct draft *draft = selecting->cfg->draft;
    const char *name = cfg_text(selecting->cfg, selecting->group, "code");
    uint32_t field = selecting_field(selecting, "code", name);
    if (field != 0 && vocabulary_field_use(field) != FIELD_USE_CODE)
        report_fault(draft->report, selecting_place(selecting, "code"), FIELD_HOLDS_NO_CODE, name);
    selecting->selection->field_a = (uint8_t)field;
    bool own = config_setting_get_member(selecting->group, "values") != NULL;
    bool listed = config_setting_get_member(selecting->group, "in") != NULL;
    if (own == listed)
        report_fault(draft->report, selecting_place(selecting, "code"), VALUES_OR_LIST);
    if (own)
        add_values(selecting);
    else
        use_code_list(selecting);
}

static void read_fact_selection(const struct selecting *selecting)
{
    struct pack_selection *selection = selecting->selection;
    uint32_t fact = cfg_word(selecting->cfg, selecting->group, "fact", &vocabulary_facts, UINT32_MAX);
    if (fact == UINT32_MAX)
        return;
    selection->fact = (uint8_t)fact;
    if (config_setting_get_member(selecting->group, "values"))
        selection->fact_values = selecting_bits(selecting, "values", vocabulary_fact_values(fact), bit_numbered);
    else
        report_fault(selecting->cfg->draft->report, selecting_place(selecting, "fact"), VALUES_MISSING);
}

static void read_pattern_selection(const struct selecting *selecting)
{
    struct pack_selection *selection = selecting->selection;
    const char **texts;
    uint32_t count = cfg_texts(selecting->cfg, selecting->group, "pattern", &texts);
    for (uint32_t i = 0; i < count; i++)
        patterns_note(selecting->cfg, selecting->group, selecting->rule, i + 1, texts[i]);
    selection->match = PACK_MATCH_PATTERN;
    selection->certainty = PACK_CERTAIN;
    selection->confidence = UINT32_C(1) << PACK_SURE;
    selection->classes = UINT32_C(1) << PACK_OTHER;
    selection->anchored = read_anchor(selecting);
    selecting_fields(selecting);
}

/* Codes of so many capital letters: countries of two, currencies of three. */
void selecting_letter_codes(const struct selecting *selecting, const char *key, size_t letters)
{
    struct draft *draft = selecting->cfg->draft;
    const char **codes;
    uint32_t number, count = cfg_texts(selecting->cfg, selecting->group, key, &codes);
    selecting->selection->first_code = count > 0 ? draft->sections[PACK_CODES].count : 0;
    selecting->selection->code_count = count;
    for (uint32_t i = 0; i < count; i++) {
        if (strlen(codes[i]) != letters || codes[i][strspn(codes[i], "ABCDEFGHIJKLMNOPQRSTUVWXYZ")])
            report_fault(draft->report, selecting_place(selecting, key), NOT_LETTERS, key, codes[i], letters);
        uint32_t text = draft_string(draft, codes[i]);
        *(uint32_t *)draft_add(draft, PACK_CODES, &number) = text;
    }
}

static void read_identifier_selection(const struct selecting *selecting)
{
    struct pack_selection *selection = selecting->selection;
    const uint32_t with_country = 1u << IDENTIFIER_IBAN | 1u << IDENTIFIER_BIC;
    selection->values = selecting_bits(selecting, "identifier", &vocabulary_identifiers, bit_numbered);
    if (config_setting_get_member(selecting->group, "country") && (selection->values & ~with_country) != 0)
        report_fault(selecting->cfg->draft->report, selecting_place(selecting, "country"), COUNTRY_OF_NONE);
    selecting_letter_codes(selecting, "country", 2);
    selecting_fields(selecting);
}

#define WEIGHTS_MAX 1000000

static void read_weights_selection(const struct selecting *selecting)
{
    selecting->selection->weight = cfg_number(selecting->cfg, selecting->group, "weights", 1, WEIGHTS_MAX, 1);
}

/* The place of a selection on lists or patterns among those of its rule; PACK_SELECTIONS_MAX = there is none. */
static uint32_t place_of_lists(const config_setting_t *selections, const char *name)
{
    for (unsigned i = 0; i < (unsigned)config_setting_length(selections) && i < PACK_SELECTIONS_MAX; i++) {
        const config_setting_t *other = config_setting_get_elem(selections, i);
        if (strcmp(config_setting_name(other), name) == 0 && config_setting_type(other) == CONFIG_TYPE_GROUP &&
            (config_setting_get_member(other, "list") || config_setting_get_member(other, "pattern")))
            return i;
    }
    return PACK_SELECTIONS_MAX;
}

static void read_beside_selection(const struct selecting *selecting)
{
    struct report *report = selecting->cfg->draft->report;
    const char **names;
    uint32_t count = cfg_texts(selecting->cfg, selecting->group, "beside", &names);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t place = place_of_lists(config_setting_parent(selecting->group), names[i]);
        if (place == PACK_SELECTIONS_MAX)
            report_fault(report, selecting_place(selecting, "beside"), BESIDE_NO_LIST, names[i]);
        else
            selecting->selection->states |= UINT32_C(1) << place;
    }
    if (count != 2 || strcmp(names[0], names[1]) == 0)
        report_fault(report, selecting_place(selecting, "beside"), BESIDE_NOT_TWO);
}

struct selection_kind {
    const char *key;
    enum pack_selection_kind kind;
    void (*read)(const struct selecting *selecting);
    const char *keys[11];
    uint32_t key_count;
};

static const struct selection_kind kinds[] = {
    {"list",
     PACK_SELECT_LIST,
     read_list_selection,
     {"list", "match", "fields", "confidence", "class", "act", "anchored", "alone", "among_fillers", "certainty",
      "read_as"},
     11},
    {"pattern",
     PACK_SELECT_LIST,
     read_pattern_selection,
     {"pattern", "fields", "anchored", "alone", "among_fillers"},
     5},
    {"licence", PACK_SELECT_LICENCE, read_licence_selection, {"licence", "state"}, 2},
    {"wallet", PACK_SELECT_WALLET, read_wallet_selection, {"wallet", "chains", "form", "fields"}, 4},
    {"identifier", PACK_SELECT_IDENTIFIER, read_identifier_selection, {"identifier", "country", "fields"}, 3},
    {"code", PACK_SELECT_CODE, read_code_selection, {"code", "values", "in"}, 3},
    {"fact", PACK_SELECT_FACT, read_fact_selection, {"fact", "values"}, 2},
    {"different", PACK_SELECT_DIFFERENT, read_different_selection, {"different", "kind"}, 2},
    {"same", PACK_SELECT_SAME, read_same_selection, {"same", "kind"}, 2},
    {"amount", PACK_SELECT_AMOUNT, read_amount_selection, {"amount", "from", "to", "multiple_of", "currency"}, 5},
    {"party_kind", PACK_SELECT_PARTY_KIND, read_party_kind_selection, {"party_kind", "values"}, 2},
    {"residency", PACK_SELECT_RESIDENCY, read_residency_selection, {"residency", "values"}, 2},
    {"table", PACK_SELECT_TABLE, read_table_selection, {"table", "result", "confidence"}, 3},
    {"kind_contradicted", PACK_SELECT_KIND_CONTRADICTED, read_kind_contradicted_selection, {"kind_contradicted"}, 1},
    {"weights", PACK_SELECT_WEIGHTS, read_weights_selection, {"weights"}, 1},
    {"beside", PACK_SELECT_BESIDE, read_beside_selection, {"beside"}, 1},
};

/* The kind by the one key that says what the selection looks at; NULL = reported. */
static const struct selection_kind *kind_of(struct cfg *cfg, config_setting_t *group)
{
    const struct selection_kind *kind = NULL;
    uint32_t found = 0;
    for (size_t i = 0; i < COUNT(kinds); i++) {
        if (config_setting_get_member(group, kinds[i].key)) {
            kind = &kinds[i];
            found++;
        }
    }
    if (found == 1)
        return kind;
    report_fault(cfg->draft->report, cfg_place(cfg, group), SELECTION_KIND, config_setting_name(group));
    return NULL;
}

/* Where the money goes: nothing that is written beside it makes it go elsewhere. */
static bool is_place_of_money(uint32_t field)
{
    return strcmp(vocabulary_field_kind(field), "ACCOUNT") == 0 || strcmp(vocabulary_field_kind(field), "BIC") == 0;
}

/* Accounts and BICs of a list, where accounts and BICs stand. */
static bool asks_for_places_of_money(const struct pack_selection *selection)
{
    const uint32_t places = PACK_MATCH_ACCOUNT | PACK_MATCH_BIC | PACK_MATCH_RANGE;
    bool asks = (selection->match & ~places) == 0;
    for (uint32_t field = 1; asks && field < FG_FIELD_LIMIT; field++)
        asks = !(selection->fields[field / 64] >> field % 64 & 1) || is_place_of_money(field);
    return asks;
}

/* Whether what it looks at may be text that the payer wrote: no `not` may stand before it. */
static bool looks_at_text(const struct pack_selection *selection)
{
    switch ((enum pack_selection_kind)selection->kind) {
    case PACK_SELECT_LIST:
        return !asks_for_places_of_money(selection);
    case PACK_SELECT_WALLET:
    case PACK_SELECT_WEIGHTS:
    case PACK_SELECT_BESIDE:
        return true;
    case PACK_SELECT_DIFFERENT:
    case PACK_SELECT_SAME:
        return selection->field_b == 0;
    case PACK_SELECT_IDENTIFIER:
        for (uint32_t field = 1; field < FG_FIELD_LIMIT; field++) {
            if ((selection->fields[field / 64] >> field % 64 & 1) && vocabulary_field_use(field) == FIELD_USE_WORDS)
                return true;
        }
        return false;
    default:
        return false;
    }
}

static bool read_selection(struct cfg *cfg, config_setting_t *group, const char *rule,
                           struct rule_selections *selections)
{
    uint32_t number, at = selections->count++;
    struct draft *draft = cfg->draft;
    struct pack_selection selection = {0};
    uint32_t patterns = patterns_noted(draft);
    const char *name = config_setting_name(group);
    selections->sources[at] = group;
    selections->names[at].name = arena_text(&draft->arena, name, strlen(name));
    if (condition_reserves(name))
        report_fault(draft->report, cfg_place(cfg, group), SELECTION_NAME_RESERVED, name);
    const struct selection_kind *kind = NULL;
    if (config_setting_type(group) == CONFIG_TYPE_GROUP)
        kind = kind_of(cfg, group);
    else
        report_fault(draft->report, cfg_place(cfg, group), SELECTION_NOT_A_GROUP, name);
    if (kind) {
        cfg_check_keys(cfg, group, kind->keys, kind->key_count);
        selection.kind = (uint8_t)kind->kind;
        struct selecting selecting = {.cfg = cfg, .group = group, .selection = &selection, .rule = rule};
        kind->read(&selecting);
        selections->names[at].from_text = looks_at_text(&selection);
    }
    selection.name = draft_string(draft, name);
    struct pack_selection *record = draft_add(draft, PACK_SELECTIONS, &number);
    *record = selection;
    patterns_belong(draft, patterns, number);
    return kind != NULL;
}

bool selections_read(struct cfg *cfg, config_setting_t *rule, const char *id, struct rule_selections *selections)
{
    struct draft *draft = cfg->draft;
    memset(selections, 0, sizeof *selections);
    selections->first = draft->sections[PACK_SELECTIONS].count;
    config_setting_t *group = config_setting_get_member(rule, "selections");
    if (!group || config_setting_type(group) != CONFIG_TYPE_GROUP || config_setting_length(group) == 0) {
        report_fault(draft->report, cfg_place(cfg, group ? group : rule), SELECTIONS_MISSING);
        return false;
    }
    uint32_t count = (uint32_t)config_setting_length(group);
    if (count > PACK_SELECTIONS_MAX) {
        report_fault(draft->report, cfg_place(cfg, group), TOO_MANY_SELECTIONS, count, PACK_SELECTIONS_MAX);
        return false;
    }
    bool all = true;
    for (uint32_t i = 0; i < count; i++)
        all &= read_selection(cfg, config_setting_get_elem(group, i), id, selections);
    return all;
}

enum truth selection_without_hit(const struct pack_selection *selection)
{
    switch ((enum pack_selection_kind)selection->kind) {
    case PACK_SELECT_LIST:
    case PACK_SELECT_WALLET:
    case PACK_SELECT_BESIDE:
        return TRUTH_FALSE;
    case PACK_SELECT_LICENCE:
        return selection->states & PACK_STATE_NONE ? TRUTH_TRUE : TRUTH_FALSE;
    default:
        return TRUTH_UNKNOWN;
    }
}
