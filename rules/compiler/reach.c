/*
 * reach.c: a rule's selections as what can be so at one time, and its condition tried on it: facts have one value, a
 * party has one state of licence, two fields agree or not, the rest is free. The search goes through selections in
 * turn, with what is not yet chosen unknown (Kleene's three values), and gives up without a word when it takes long.
 */
#include "reach.h"

#include <string.h>

#include "condition.h"
#include "vocabulary.h"

#define TRIES_MAX    20000
#define CHOICES_MAX  40
#define LICENCE_SETS 21

/* Selections that depend on one another, and each way in which they can be true together (bit n: selection n). */
struct group {
    uint32_t members;
    uint32_t choices[CHOICES_MAX];
    uint32_t count;
};

struct search {
    const struct draft *draft;
    const struct pack_rule *rule;
    const struct pack_selection *selections;
    struct condition condition;
    struct group groups[PACK_SELECTIONS_MAX];
    uint32_t group_count;
    enum truth values[PACK_SELECTIONS_MAX];
    uint32_t tries;
    const uint32_t *ways; /* of each entry: the pack_match bits in which it can be found */
};

static bool is_grouped(const struct search *search, uint32_t selection)
{
    for (uint32_t i = 0; i < search->group_count; i++) {
        if (search->groups[i].members >> selection & 1)
            return true;
    }
    return false;
}

/* A choice more, if it is not there yet. */
static void add_choice(struct group *group, uint32_t choice)
{
    for (uint32_t i = 0; i < group->count; i++) {
        if (group->choices[i] == choice)
            return;
    }
    if (group->count < CHOICES_MAX)
        group->choices[group->count++] = choice;
}

/* --- What depends on what ----------------------------------------------------------------------------------------- */

/* A fact has one of its values. */
static void group_facts(const struct search *search, uint32_t first, struct group *group)
{
    const struct pack_selection *of = search->selections;
    for (uint32_t i = first; i < search->rule->selection_count; i++) {
        if (of[i].kind == PACK_SELECT_FACT && of[i].fact == of[first].fact)
            group->members |= UINT32_C(1) << i;
    }
    for (uint32_t value = 0; value < vocabulary_fact_values(of[first].fact)->count; value++) {
        uint32_t choice = 0;
        for (uint32_t i = first; i < search->rule->selection_count; i++) {
            if ((group->members >> i & 1) && (of[i].fact_values >> value & 1))
                choice |= UINT32_C(1) << i;
        }
        add_choice(group, choice);
    }
}

/* The sets of states that a party can be in: none, licensed, or one of four with or without what is wrong with it. */
static void licence_sets(uint32_t sets[LICENCE_SETS])
{
    static const uint32_t standing[] = {0, PACK_STATE_UNCONFIRMED, PACK_STATE_NOT_YET, PACK_STATE_SUSPENDED,
                                        PACK_STATE_LAPSED};
    static const uint32_t wrong[] = {0, PACK_STATE_CONTRADICTED, PACK_STATE_FOREIGN_ACCOUNT,
                                     PACK_STATE_CONTRADICTED | PACK_STATE_FOREIGN_ACCOUNT};
    uint32_t count = 0;
    sets[count++] = PACK_STATE_NONE;
    sets[count++] = PACK_STATE_LICENSED;
    for (size_t i = 0; i < sizeof standing / sizeof *standing; i++) {
        for (size_t j = i == 0; j < sizeof wrong / sizeof *wrong; j++)
            sets[count++] = standing[i] | wrong[j];
    }
}

static void group_licences(const struct search *search, uint32_t first, struct group *group)
{
    const struct pack_selection *of = search->selections;
    uint32_t sets[LICENCE_SETS];
    licence_sets(sets);
    for (uint32_t i = first; i < search->rule->selection_count; i++) {
        if (of[i].kind == PACK_SELECT_LICENCE && of[i].party == of[first].party)
            group->members |= UINT32_C(1) << i;
    }
    for (uint32_t set = 0; set < LICENCE_SETS; set++) {
        uint32_t choice = 0;
        for (uint32_t i = first; i < search->rule->selection_count; i++) {
            if ((group->members >> i & 1) && (of[i].states & sets[set]))
                choice |= UINT32_C(1) << i;
        }
        add_choice(group, choice);
    }
}

static bool compares(const struct pack_selection *selection)
{
    bool fields = selection->kind == PACK_SELECT_DIFFERENT || selection->kind == PACK_SELECT_SAME;
    return fields && selection->field_b != 0; /* a text may hold one that is the same and another */
}

/* Two fields agree, or differ, or one of them is missing. */
static void group_comparisons(const struct search *search, uint32_t first, struct group *group)
{
    const struct pack_selection *of = search->selections;
    uint32_t same = 0, different = 0;
    for (uint32_t i = first; i < search->rule->selection_count; i++) {
        bool fields = (of[i].field_a == of[first].field_a && of[i].field_b == of[first].field_b) ||
                      (of[i].field_a == of[first].field_b && of[i].field_b == of[first].field_a);
        if (compares(&of[i]) && fields && of[i].values == of[first].values)
            *(of[i].kind == PACK_SELECT_SAME ? &same : &different) |= UINT32_C(1) << i;
    }
    group->members = same | different;
    add_choice(group, 0);
    add_choice(group, same);
    add_choice(group, different);
}

static bool same_codes(const struct search *search, const struct pack_selection *a, const struct pack_selection *b)
{
    if (a->code_count != b->code_count)
        return false;
    for (uint32_t i = 0; i < a->code_count; i++) {
        const uint32_t *left = draft_record(search->draft, PACK_CODES, a->first_code + i);
        const uint32_t *right = draft_record(search->draft, PACK_CODES, b->first_code + i);
        if (*left != *right)
            return false;
    }
    return true;
}

/* Selections that say the same under two names. */
static bool says_the_same(const struct search *search, const struct pack_selection *a, const struct pack_selection *b)
{
    struct pack_selection left = *a, right = *b;
    left.name = right.name = left.first_code = right.first_code = 0;
    return memcmp(&left, &right, sizeof left) == 0 && same_codes(search, a, b);
}

static void group_equals(const struct search *search, uint32_t first, struct group *group)
{
    for (uint32_t i = first; i < search->rule->selection_count; i++) {
        if (says_the_same(search, &search->selections[first], &search->selections[i]))
            group->members |= UINT32_C(1) << i;
    }
    add_choice(group, 0);
    add_choice(group, group->members);
}

static void find_groups(struct search *search)
{
    for (uint32_t i = 0; i < search->rule->selection_count; i++) {
        if (is_grouped(search, i))
            continue;
        struct group *group = &search->groups[search->group_count];
        *group = (struct group){0};
        if (search->selections[i].kind == PACK_SELECT_FACT)
            group_facts(search, i, group);
        else if (search->selections[i].kind == PACK_SELECT_LICENCE)
            group_licences(search, i, group);
        else if (compares(&search->selections[i]))
            group_comparisons(search, i, group);
        else
            group_equals(search, i, group);
        search->group_count++;
    }
}

/* --- The search --------------------------------------------------------------------------------------------------- */

static void choose(struct search *search, const struct group *group, uint32_t choice)
{
    for (uint32_t i = 0; i < search->rule->selection_count; i++) {
        if (group->members >> i & 1)
            search->values[i] = choice >> i & 1 ? TRUTH_TRUE : TRUTH_FALSE;
    }
}

static void forget(struct search *search, const struct group *group)
{
    for (uint32_t i = 0; i < search->rule->selection_count; i++) {
        if (group->members >> i & 1)
            search->values[i] = TRUTH_UNKNOWN;
    }
}

/* Whether the condition can be so, with the groups before this one chosen: TRUTH_UNKNOWN = it took too long. */
static enum truth search_from(struct search *search, uint32_t group, enum truth wanted)
{
    enum truth truth = condition_evaluate(&search->condition, search->values);
    if (truth != TRUTH_UNKNOWN || group == search->group_count)
        return truth == wanted ? TRUTH_TRUE : TRUTH_FALSE;
    const struct group *of = &search->groups[group];
    enum truth found = TRUTH_FALSE;
    for (uint32_t i = 0; i < of->count && found == TRUTH_FALSE; i++) {
        if (++search->tries > TRIES_MAX)
            found = TRUTH_UNKNOWN;
        choose(search, of, of->choices[i]);
        if (found == TRUTH_FALSE)
            found = search_from(search, group + 1, wanted);
    }
    forget(search, of);
    return found;
}

static bool can_be(struct search *search, enum truth wanted)
{
    search->tries = 0;
    for (uint32_t i = 0; i < PACK_SELECTIONS_MAX; i++)
        search->values[i] = TRUTH_UNKNOWN;
    return search_from(search, 0, wanted) != TRUTH_FALSE;
}

static bool holds_on_nothing(struct search *search)
{
    for (uint32_t i = 0; i < PACK_SELECTIONS_MAX; i++)
        search->values[i] = TRUTH_FALSE;
    return condition_evaluate(&search->condition, search->values) == TRUTH_TRUE;
}

/* --- Lists with nothing to find ----------------------------------------------------------------------------------- */

/* In which ways an entry can be found in a field, as match/identifiers.c and the scan look for it. */
static uint32_t ways_in_field(uint32_t field)
{
    static const struct {
        const char *kind;
        uint32_t ways;
    } kinds[] = {{"ACCOUNT", PACK_MATCH_ACCOUNT | PACK_MATCH_WALLET | PACK_MATCH_RANGE},
                 {"TAXID", PACK_MATCH_TAX_ID | PACK_MATCH_LEI},
                 {"BIC", PACK_MATCH_BIC}};
    switch (vocabulary_field_use(field)) {
    case FIELD_USE_WORDS:
        return ~(uint32_t)PACK_MATCH_BIC;
    case FIELD_USE_IDENTIFIER:
        for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
            if (strcmp(vocabulary_field_kind(field), kinds[i].kind) == 0)
                return kinds[i].ways;
        }
        return PACK_MATCH_LEI;
    default:
        return 0;
    }
}

/* In which ways a selection on lists finds entries. */
static uint32_t ways_of(const struct pack_selection *selection)
{
    uint32_t ways = 0;
    for (uint32_t field = 1; field < FG_FIELD_LIMIT; field++) {
        if (selection->fields[field / 64] >> field % 64 & 1)
            ways |= ways_in_field(field);
    }
    return ways & selection->match;
}

/* Of each entry the ways in which it can be found. */
static const uint32_t *ways_of_entries(struct draft *draft)
{
    uint32_t count = draft->sections[PACK_ENTRIES].count;
    uint32_t *ways = arena_take(&draft->arena, (count + 1) * sizeof *ways);
    const struct mention *mentions = draft->mentions.records;
    for (uint32_t i = 0; i < draft->mentions.count; i++)
        ways[mentions[i].entry] |= mentions[i].match;
    for (uint32_t i = 0; i < draft->sections[PACK_IDENTIFIERS].count; i++) {
        const struct pack_identifier *identifier = draft_record(draft, PACK_IDENTIFIERS, i);
        ways[identifier->entry] |= identifier->match;
    }
    return ways;
}

/* Whether an entry is valid on a day on which rule and pack are. */
static bool entry_is_valid(const struct search *search, const struct pack_entry *entry)
{
    const struct pack_meta *meta = draft_record(search->draft, PACK_META, 0);
    const struct pack_rule *rule = search->rule;
    int32_t from = rule->valid_from > meta->valid_from ? rule->valid_from : meta->valid_from;
    int32_t to = rule->valid_to == 0 || (meta->valid_to != 0 && meta->valid_to < rule->valid_to) ? meta->valid_to
                                                                                                 : rule->valid_to;
    return (entry->valid_to == 0 || entry->valid_to >= from) && (to == 0 || entry->valid_from <= to);
}

static bool entry_fits(const struct search *search, const struct pack_selection *selection,
                       const struct pack_entry *entry)
{
    return (selection->lists >> entry->list & 1) && (selection->confidence >> entry->confidence & 1) &&
           (selection->classes >> entry->entity_class & 1) &&
           (selection->cites_act == 0 || (selection->cites_act == 2) == (entry->cites_act != 0)) &&
           entry_is_valid(search, entry);
}

/* Whether a row of the tables can fit. */
static bool has_row(const struct search *search, const struct pack_selection *selection)
{
    for (uint32_t i = 0; i < search->draft->sections[PACK_TABLE_ROWS].count; i++) {
        const struct pack_table_row *row = draft_record(search->draft, PACK_TABLE_ROWS, i);
        const struct pack_entry *entry = draft_record(search->draft, PACK_ENTRIES, row->entry);
        if ((selection->lists >> row->list & 1) && (selection->values >> row->result & 1) &&
            (selection->confidence >> entry->confidence & 1) && entry_is_valid(search, entry))
            return true;
    }
    return false;
}

static bool can_be_hit(const struct search *search, const struct pack_selection *selection)
{
    if (selection->kind == PACK_SELECT_CODE)
        return selection->code_count > 0;
    if (selection->kind == PACK_SELECT_TABLE)
        return has_row(search, selection);
    if (selection->kind != PACK_SELECT_LIST)
        return true;
    uint32_t ways = ways_of(selection);
    for (uint32_t i = 0; i < search->draft->sections[PACK_ENTRIES].count; i++) {
        const struct pack_entry *entry = draft_record(search->draft, PACK_ENTRIES, i);
        if ((search->ways[i] & ways) != 0 && entry_fits(search, selection, entry))
            return true;
    }
    return false;
}

/* The first selection that nothing of its lists can make true is false from here on; NULL = there is none. */
static const char *silence_empty(struct search *search)
{
    const char *name = NULL;
    for (uint32_t i = 0; i < search->rule->selection_count; i++) {
        if (can_be_hit(search, &search->selections[i]))
            continue;
        if (!name)
            name = draft_text(search->draft, search->selections[i].name);
        for (uint32_t group = 0; group < search->group_count; group++) {
            if (search->groups[group].members >> i & 1)
                search->groups[group].count = 1; /* the choice in which nothing is true comes first */
        }
    }
    return name;
}

static void check_lists(struct search *search, struct place place)
{
    const struct draft *draft = search->draft;
    const char *empty = silence_empty(search);
    if (empty && !can_be(search, TRUTH_TRUE))
        report_fault(draft->report, place, RULE_WITHOUT_ENTRIES, draft_text(draft, search->rule->id), empty);
}

static void check_condition(struct search *search, struct place place)
{
    const struct draft *draft = search->draft;
    const char *id = draft_text(draft, search->rule->id);
    if (!can_be(search, TRUTH_TRUE))
        report_fault(draft->report, place, RULE_NEVER_HOLDS, id);
    else if (!can_be(search, TRUTH_FALSE))
        report_fault(draft->report, place, RULE_ALWAYS_HOLDS, id);
    else if (holds_on_nothing(search))
        report_fault(draft->report, place, RULE_HOLDS_ON_NOTHING, id);
    else if (draft->report->errors == 0) /* else a list may have lost the entry that fits */
        check_lists(search, place);
}

static void check_rule(struct draft *draft, uint32_t number, const uint32_t *ways)
{
    struct search search = {.draft = draft, .rule = draft_record(draft, PACK_RULES, number), .ways = ways};
    const struct rule_source *source = (const struct rule_source *)draft->rule_sources.records + number;
    search.selections = draft_record(draft, PACK_SELECTIONS, search.rule->first_selection);
    search.condition.length = search.rule->code_length;
    memcpy(search.condition.code, draft_record(draft, PACK_CODE, search.rule->code), search.rule->code_length);
    find_groups(&search);
    check_condition(&search, source->place);
}

/* --- Sums of weights ---------------------------------------------------------------------------------------------- */

static int64_t sum_of_weights(const struct draft *draft)
{
    int64_t sum = 0;
    for (uint32_t i = 0; i < draft->sections[PACK_RULES].count; i++) {
        const struct pack_rule *rule = draft_record(draft, PACK_RULES, i);
        if (rule->mode != PACK_OFF)
            sum += rule->weight;
    }
    return sum;
}

static void check_weights(struct draft *draft, uint32_t number, bool all_known)
{
    const struct pack_rule *rule = draft_record(draft, PACK_RULES, number);
    const struct rule_source *source = (const struct rule_source *)draft->rule_sources.records + number;
    long long sum = sum_of_weights(draft);
    for (uint32_t i = 0; i < rule->selection_count; i++) {
        const struct pack_selection *selection = draft_record(draft, PACK_SELECTIONS, rule->first_selection + i);
        if (selection->kind != PACK_SELECT_WEIGHTS)
            continue;
        if (rule->weight != 0)
            report_fault(draft->report, source->place, WEIGHT_OF_SUM, draft_text(draft, rule->id));
        else if (all_known && selection->weight > sum)
            report_fault(draft->report, source->place, WEIGHTS_OUT_OF_REACH, draft_text(draft, rule->id),
                         selection->weight, sum);
    }
}

void reach_check(struct draft *draft)
{
    const struct rule_source *sources = draft->rule_sources.records;
    const uint32_t *ways = ways_of_entries(draft);
    bool all_known = draft->report->errors == 0; /* weights of a rule that could not be read may be missing */
    for (uint32_t i = 0; i < draft->sections[PACK_RULES].count; i++) {
        const struct pack_rule *rule = draft_record(draft, PACK_RULES, i);
        if (!sources[i].sound || rule->mode == PACK_OFF || draft->sections[PACK_META].count == 0)
            continue;
        check_rule(draft, i, ways);
        check_weights(draft, i, all_known);
    }
}
