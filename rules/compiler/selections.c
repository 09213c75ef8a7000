/*
 * selections.c: the selections of a rule, one function per kind.
 */
#include "rules.h"

#include <string.h>

#include "match/identifiers.h"
#include "patterns.h"

#define COUNT(array) (sizeof(array) / sizeof(array)[0])

/* One selection being read. */
struct selecting {
    struct cfg *cfg;
    config_setting_t *group;
    struct pack_selection *selection;
    const char *rule; /* its id */
};

static struct place place_of(const struct selecting *selecting, const char *key)
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
    report_fault(selecting->cfg->draft->report, place_of(selecting, key), VALUES_JOINED, value, key, (int)first, value,
                 (int)more, second);
}

/* The bits that a word's value stands for. */
typedef uint32_t (*bits_of_fn)(uint32_t value);

static uint32_t bit_numbered(uint32_t value)
{
    return UINT32_C(1) << value;
}

static uint32_t bits_themselves(uint32_t value)
{
    return value;
}

/* The bits of a key's words; those of the whole vocabulary when the key is absent. */
static uint32_t word_bits(const struct selecting *selecting, const char *key, const struct vocabulary *vocabulary,
                          bits_of_fn bits_of)
{
    struct draft *draft = selecting->cfg->draft;
    const char **words;
    uint32_t bits = 0, value, count = cfg_texts(selecting->cfg, selecting->group, key, &words);
    for (uint32_t i = 0; i < count; i++) {
        if (vocabulary_find(vocabulary, words[i], &value))
            bits |= bits_of(value);
        else
            report_fault(draft->report, place_of(selecting, key), UNKNOWN_WORD, key, words[i],
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

static void add_group(struct pack_selection *selection, uint32_t letter)
{
    for (uint32_t field = 1; field < FG_FIELD_LIMIT; field++) {
        if (vocabulary_field_in_group(field, letter))
            add_field(selection, field);
    }
}

static void read_fields(const struct selecting *selecting)
{
    struct draft *draft = selecting->cfg->draft;
    const char **words;
    uint32_t value, count = cfg_texts(selecting->cfg, selecting->group, "fields", &words);
    if (!config_setting_get_member(selecting->group, "fields"))
        add_group(selecting->selection, 0);
    for (uint32_t i = 0; i < count; i++) {
        bool group = words[i][0] == '@';
        const struct vocabulary *vocabulary = group ? &vocabulary_groups : &vocabulary_fields;
        if (!vocabulary_find(vocabulary, words[i], &value)) {
            report_fault(draft->report, place_of(selecting, "fields"), UNKNOWN_WORD, "field", words[i],
                         vocabulary_hint(&draft->arena, draft->report->language, vocabulary, words[i]));
        } else if (group) {
            add_group(selecting->selection, value);
        } else {
            if (vocabulary_field_use(value) == FIELD_USE_NONE || vocabulary_field_use(value) == FIELD_USE_CODE)
                report_fault(draft->report, place_of(selecting, "fields"), FIELD_NEVER_SEARCHED, words[i]);
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
        report_fault(draft->report, place_of(selecting, key), UNKNOWN_LIST, id, suggest_list(draft, id));
    else
        ((struct list_source *)draft->list_sources.records)[list].used = true;
    return list;
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
            report_fault(draft->report, place_of(selecting, "list"), LIST_OF_CODES, ids[i], ids[i]);
        else if (record->kind == PACK_LIST_ACCOUNTS)
            report_fault(draft->report, place_of(selecting, "list"), LIST_OF_ACCOUNTS, ids[i]);
        selection->lists |= UINT64_C(1) << list;
    }
    selection->match = word_bits(selecting, "match", &vocabulary_matches, bits_themselves);
    selection->confidence = word_bits(selecting, "confidence", &vocabulary_confidences, bit_numbered);
    selection->classes = word_bits(selecting, "class", &vocabulary_classes, bit_numbered);
    selection->cites_act = (uint8_t)cfg_word(selecting->cfg, selecting->group, "act", &vocabulary_acts, 0);
    bool anchored = cfg_truth(selecting->cfg, selecting->group, "anchored");
    bool alone = cfg_truth(selecting->cfg, selecting->group, "alone");
    selection->anchored = alone ? PACK_ALONE : anchored ? PACK_ANCHORED : PACK_ANYWHERE;
    read_fields(selecting);
}

static void read_licence_selection(const struct selecting *selecting)
{
    struct pack_selection *selection = selecting->selection;
    selection->party =
        (uint8_t)cfg_word(selecting->cfg, selecting->group, "licence", &vocabulary_parties, PACK_CREDITOR);
    if (config_setting_get_member(selecting->group, "state"))
        selection->states = word_bits(selecting, "state", &vocabulary_states, bits_themselves);
    else
        report_fault(selecting->cfg->draft->report, place_of(selecting, "licence"), STATE_MISSING);
}

static void read_wallet_selection(const struct selecting *selecting)
{
    if (!cfg_truth(selecting->cfg, selecting->group, "wallet"))
        report_fault(selecting->cfg->draft->report, place_of(selecting, "wallet"), WALLET_FALSE);
    read_fields(selecting);
}

/* The field named by a text; 0 = reported. */
static uint32_t named_field(const struct selecting *selecting, const char *key, const char *name)
{
    struct draft *draft = selecting->cfg->draft;
    uint32_t field;
    if (vocabulary_find(&vocabulary_fields, name, &field))
        return field;
    report_fault(draft->report, place_of(selecting, key), UNKNOWN_WORD, "field", name,
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
        report_fault(draft->report, place_of(selecting, "in"), LIST_WITHOUT_CODES, id);
    const struct list_source *source = (const struct list_source *)draft->list_sources.records + list;
    selecting->selection->lists = UINT64_C(1) << list;
    selecting->selection->first_code = source->first_code;
    selecting->selection->code_count = source->code_count;
}

static void read_code_selection(const struct selecting *selecting)
{
    struct draft *draft = selecting->cfg->draft;
    const char *name = cfg_text(selecting->cfg, selecting->group, "code");
    uint32_t field = named_field(selecting, "code", name);
    if (field != 0 && vocabulary_field_use(field) != FIELD_USE_CODE)
        report_fault(draft->report, place_of(selecting, "code"), FIELD_HOLDS_NO_CODE, name);
    selecting->selection->field_a = (uint8_t)field;
    bool own = config_setting_get_member(selecting->group, "values") != NULL;
    bool listed = config_setting_get_member(selecting->group, "in") != NULL;
    if (own == listed)
        report_fault(draft->report, place_of(selecting, "code"), VALUES_OR_LIST);
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
        selection->fact_values = word_bits(selecting, "values", vocabulary_fact_values(fact), bit_numbered);
    else
        report_fault(selecting->cfg->draft->report, place_of(selecting, "fact"), VALUES_MISSING);
}

static bool are_comparable(uint32_t a, uint32_t b)
{
    return a != b && vocabulary_field_use(a) == FIELD_USE_IDENTIFIER &&
           strcmp(vocabulary_field_kind(a), vocabulary_field_kind(b)) == 0;
}

/* Two fields with identifiers of one kind. */
static void read_two_fields(const struct selecting *selecting, const char *key)
{
    struct draft *draft = selecting->cfg->draft;
    const char **names;
    uint32_t count = cfg_texts(selecting->cfg, selecting->group, key, &names);
    if (count != 2) {
        report_fault(draft->report, place_of(selecting, key), TWO_FIELDS, key, key);
        return;
    }
    uint32_t a = named_field(selecting, key, names[0]), b = named_field(selecting, key, names[1]);
    if (a == 0 || b == 0)
        return;
    if (!are_comparable(a, b))
        report_fault(draft->report, place_of(selecting, key), FIELDS_NOT_COMPARABLE, names[0], names[1]);
    selecting->selection->field_a = (uint8_t)a;
    selecting->selection->field_b = (uint8_t)b;
}

static void read_different_selection(const struct selecting *selecting)
{
    read_two_fields(selecting, "different");
}

static void read_same_selection(const struct selecting *selecting)
{
    read_two_fields(selecting, "same");
}

static void read_pattern_selection(const struct selecting *selecting)
{
    struct pack_selection *selection = selecting->selection;
    const char **texts;
    uint32_t count = cfg_texts(selecting->cfg, selecting->group, "pattern", &texts);
    for (uint32_t i = 0; i < count; i++)
        patterns_note(selecting->cfg, selecting->group, selecting->rule, i + 1, texts[i]);
    selection->match = PACK_MATCH_PATTERN;
    selection->confidence = UINT32_C(1) << PACK_SURE;
    selection->classes = UINT32_C(1) << PACK_OTHER;
    bool anchored = cfg_truth(selecting->cfg, selecting->group, "anchored");
    bool alone = cfg_truth(selecting->cfg, selecting->group, "alone");
    selection->anchored = alone ? PACK_ALONE : anchored ? PACK_ANCHORED : PACK_ANYWHERE;
    read_fields(selecting);
}

/* Codes of so many capital letters: countries of two, currencies of three. */
static void add_letter_codes(const struct selecting *selecting, const char *key, size_t letters)
{
    struct draft *draft = selecting->cfg->draft;
    const char **codes;
    uint32_t number, count = cfg_texts(selecting->cfg, selecting->group, key, &codes);
    selecting->selection->first_code = count > 0 ? draft->sections[PACK_CODES].count : 0;
    selecting->selection->code_count = count;
    for (uint32_t i = 0; i < count; i++) {
        if (strlen(codes[i]) != letters || codes[i][strspn(codes[i], "ABCDEFGHIJKLMNOPQRSTUVWXYZ")])
            report_fault(draft->report, place_of(selecting, key), NOT_LETTERS, key, codes[i], letters);
        uint32_t text = draft_string(draft, codes[i]);
        *(uint32_t *)draft_add(draft, PACK_CODES, &number) = text;
    }
}

static void read_identifier_selection(const struct selecting *selecting)
{
    struct pack_selection *selection = selecting->selection;
    const uint32_t with_country = 1u << IDENTIFIER_IBAN | 1u << IDENTIFIER_BIC;
    selection->values = word_bits(selecting, "identifier", &vocabulary_identifiers, bit_numbered);
    if (config_setting_get_member(selecting->group, "country") && (selection->values & ~with_country) != 0)
        report_fault(selecting->cfg->draft->report, place_of(selecting, "country"), COUNTRY_OF_NONE);
    add_letter_codes(selecting, "country", 2);
    read_fields(selecting);
}

#define DECIMAL_DIGITS_MAX 30

/* A decimal without sign, spaces or exponent: "1000000" or "0.50". "" = open. */
static const char *read_decimal(const struct selecting *selecting, const char *key)
{
    const char *text = cfg_text(selecting->cfg, selecting->group, key);
    size_t whole = strspn(text, "0123456789"), part = 0;
    if (whole > 0 && text[whole] == '.')
        part = 1 + strspn(text + whole + 1, "0123456789");
    if (text[0] == 0 || (whole > 0 && part != 1 && text[whole + part] == 0 && whole + part <= DECIMAL_DIGITS_MAX))
        return text;
    report_fault(selecting->cfg->draft->report, place_of(selecting, key), NOT_A_DECIMAL, key, text);
    return "";
}

/* Without zeros in front of the whole part. */
static const char *significant(const char *decimal)
{
    while (decimal[0] == '0' && decimal[1] >= '0' && decimal[1] <= '9')
        decimal++;
    return decimal;
}

/* Below, 0, above zero. Digits behind the point compare as text, but for zeros at their end. */
static int compare_decimals(const char *a, const char *b)
{
    a = significant(a);
    b = significant(b);
    size_t whole_a = strcspn(a, "."), whole_b = strcspn(b, ".");
    if (whole_a != whole_b)
        return whole_a < whole_b ? -1 : 1;
    for (;; a++, b++) {
        if (*a != *b && *a && *b)
            return *a < *b ? -1 : 1;
        if (!*a)
            return b[strspn(b, ".0")] ? -1 : 0;
        if (!*b)
            return a[strspn(a, ".0")] ? 1 : 0;
    }
}

static void read_amount_selection(const struct selecting *selecting)
{
    struct draft *draft = selecting->cfg->draft;
    struct pack_selection *selection = selecting->selection;
    uint32_t field = cfg_word(selecting->cfg, selecting->group, "amount", &vocabulary_amounts, FG_FIELD_AMOUNT);
    selection->field_a = (uint8_t)field;
    selection->field_b = field == FG_FIELD_AMOUNT ? FG_FIELD_CURRENCY : FG_FIELD_INSTRUCTED_CURRENCY;
    unsigned faults = draft->report->errors;
    const char *from = read_decimal(selecting, "from"), *to = read_decimal(selecting, "to");
    if (faults == draft->report->errors && !from[0] && !to[0])
        report_fault(draft->report, place_of(selecting, "amount"), AMOUNT_OPEN);
    else if (from[0] && to[0] && compare_decimals(from, to) > 0)
        report_fault(draft->report, place_of(selecting, "from"), AMOUNT_EMPTY, from, to);
    selection->amount_from = draft_string(draft, from);
    selection->amount_to = draft_string(draft, to);
    add_letter_codes(selecting, "currency", 3);
    if (selection->code_count == 0)
        report_fault(draft->report, place_of(selecting, "amount"), CURRENCY_MISSING);
}

/* A party, and what of it is asked for. */
static void read_party_values(const struct selecting *selecting, const char *key, const struct vocabulary *values)
{
    struct pack_selection *selection = selecting->selection;
    selection->party = (uint8_t)cfg_word(selecting->cfg, selecting->group, key, &vocabulary_all_parties, PACK_CREDITOR);
    if (config_setting_get_member(selecting->group, "values"))
        selection->values = word_bits(selecting, "values", values, bits_themselves);
    else
        report_fault(selecting->cfg->draft->report, place_of(selecting, key), VALUES_MISSING);
}

static void read_party_kind_selection(const struct selecting *selecting)
{
    read_party_values(selecting, "party_kind", &vocabulary_party_kinds);
}

static void read_residency_selection(const struct selecting *selecting)
{
    read_party_values(selecting, "residency", &vocabulary_residencies);
}

#define WEIGHTS_MAX 1000000

static void read_weights_selection(const struct selecting *selecting)
{
    selecting->selection->weight = cfg_number(selecting->cfg, selecting->group, "weights", 1, WEIGHTS_MAX, 1);
}

struct selection_kind {
    const char *key;
    enum pack_selection_kind kind;
    void (*read)(const struct selecting *selecting);
    const char *keys[8];
    uint32_t key_count;
};

static const struct selection_kind kinds[] = {
    {"list",
     PACK_SELECT_LIST,
     read_list_selection,
     {"list", "match", "fields", "confidence", "class", "act", "anchored", "alone"},
     8},
    {"pattern", PACK_SELECT_LIST, read_pattern_selection, {"pattern", "fields", "anchored", "alone"}, 4},
    {"licence", PACK_SELECT_LICENCE, read_licence_selection, {"licence", "state"}, 2},
    {"wallet", PACK_SELECT_WALLET, read_wallet_selection, {"wallet", "fields"}, 2},
    {"identifier", PACK_SELECT_IDENTIFIER, read_identifier_selection, {"identifier", "country", "fields"}, 3},
    {"code", PACK_SELECT_CODE, read_code_selection, {"code", "values", "in"}, 3},
    {"fact", PACK_SELECT_FACT, read_fact_selection, {"fact", "values"}, 2},
    {"different", PACK_SELECT_DIFFERENT, read_different_selection, {"different"}, 1},
    {"same", PACK_SELECT_SAME, read_same_selection, {"same"}, 1},
    {"amount", PACK_SELECT_AMOUNT, read_amount_selection, {"amount", "from", "to", "currency"}, 4},
    {"party_kind", PACK_SELECT_PARTY_KIND, read_party_kind_selection, {"party_kind", "values"}, 2},
    {"residency", PACK_SELECT_RESIDENCY, read_residency_selection, {"residency", "values"}, 2},
    {"weights", PACK_SELECT_WEIGHTS, read_weights_selection, {"weights"}, 1},
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

/* Whether what it looks at may be text that the payer wrote: no `not` may stand before it. */
static bool looks_at_text(const struct pack_selection *selection)
{
    switch ((enum pack_selection_kind)selection->kind) {
    case PACK_SELECT_LIST:
    case PACK_SELECT_WALLET:
    case PACK_SELECT_WEIGHTS:
        return true;
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
        return TRUTH_FALSE;
    case PACK_SELECT_LICENCE:
        return selection->states & PACK_STATE_NONE ? TRUTH_TRUE : TRUTH_FALSE;
    default:
        return TRUTH_UNKNOWN;
    }
}
