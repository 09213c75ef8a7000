/*
 * rule_index.c: the index of a pack's rules (rule_index.h), made when the pack is loaded. Reads the pack, writes the
 * memory it is given.
 */
#include "rule_index.h"

#include "selection.h"

/* Bits of the filter an identifier: few others share one. */
#define FILTER_BITS    16u
#define FILTER_LARGEST (1u << 22)

static bool begins_group(const struct pack_table_row *rows, uint32_t row)
{
    return row == 0 || rows[row].list != rows[row - 1].list || rows[row].code_field != rows[row - 1].code_field;
}

/* Strings of a pack are pooled: the same code is the same number. */
static bool begins_run(const struct pack_table_row *rows, uint32_t row)
{
    return begins_group(rows, row) || rows[row].code != rows[row - 1].code;
}

static uint32_t rows_beginning(const struct pack *pack, bool (*begins)(const struct pack_table_row *, uint32_t))
{
    uint32_t count = 0;
    for (uint32_t row = 0; row < pack->table_row_count; row++)
        count += begins(pack->table_rows, row);
    return count;
}

static uint32_t filter_bits(const struct pack *pack)
{
    uint32_t bits = 64;
    while (bits < FILTER_LARGEST && bits / FILTER_BITS < pack->identifier_count)
        bits *= 2;
    return bits;
}

static uint32_t gates_of_all(const struct pack *pack)
{
    struct gate gates[GATES_MAX];
    uint32_t count = 0;
    for (uint32_t i = 0; pack->rules && i < pack->rule_count; i++)
        count += gates_make(pack, &pack->rules[i], gates);
    return count;
}

/* Where the parts of an index lie behind it, largest records first, so that each is aligned. */
struct layout {
    size_t sets, code_filters, filter, row_runs, gates, rules, row_groups, order, needing, end;
};

static struct layout layout_of(const struct pack *pack)
{
    size_t words = (pack->selection_count + 63) / 64;
    struct layout at;
    at.sets = (sizeof(struct rule_index) + 7) & ~(size_t)7;
    at.code_filters = at.sets + SELECTION_SETS * words * sizeof(uint64_t);
    at.filter = at.code_filters + pack->selection_count * sizeof(uint64_t);
    at.row_runs = at.filter + filter_bits(pack) / 8;
    at.gates = at.row_runs + rows_beginning(pack, begins_run) * sizeof(struct row_run);
    at.rules = at.gates + gates_of_all(pack) * sizeof(struct gate);
    at.row_groups = at.rules + pack->rule_count * sizeof(struct rule_known);
    at.order = at.row_groups + rows_beginning(pack, begins_group) * sizeof(struct row_group);
    at.needing = at.order + pack->rule_count * sizeof(uint32_t);
    at.end = at.needing + pack->selection_count * sizeof(uint16_t);
    return at;
}

size_t rule_index_size(const struct pack *pack)
{
    bool fits = pack->rule_count <= INDEXED_RULES && pack->selection_count <= INDEXED_SELECTIONS;
    return fits ? layout_of(pack).end : 0;
}

/* --- Selections -------------------------------------------------------------------------------------------------- */

static void put(struct rule_index *index, uint32_t set, uint32_t selection)
{
    index->sets[(size_t)(selection / 64) * SELECTION_SETS + set] |= UINT64_C(1) << (selection % 64);
}

/* Puts a selection into each of so many sets whose bit is set. */
static void put_each(struct rule_index *index, uint32_t set, uint32_t count, uint64_t bits, uint32_t selection)
{
    for (uint32_t i = 0; i < count && i < 64; i++)
        if ((bits >> i & 1) != 0)
            put(index, set + i, selection);
}

static void put_by_entry(struct rule_index *index, const struct pack_selection *selection, uint32_t number)
{
    for (uint8_t confidence = 0; confidence < INDEXED_CONFIDENCES; confidence++)
        for (uint8_t class = 0; class < INDEXED_CLASSES; class ++)
            for (uint8_t cites = 0; cites <= 1; cites++) {
                const struct pack_entry entry = {.confidence = confidence, .entity_class = class, .cites_act = cites};
                if (has_bit(selection->confidence, confidence) && has_bit(selection->classes, class) &&
                    (selection->cites_act == 0 || (selection->cites_act == 2) == (cites == 1)))
                    put(index, entry_set(&entry), number);
            }
}

static void put_list(struct rule_index *index, const struct pack_selection *selection, uint32_t number)
{
    put_each(index, SET_LIST, PACK_LISTS_MAX, selection->lists, number);
    put_each(index, SET_MATCH, 32, selection->match, number);
    put_each(index, SET_FIELD, 64, selection->fields[0], number);
    put_each(index, SET_FIELD + 64, 64, selection->fields[1], number);
    put_each(index, SET_CERTAIN, 2, selection->certainty, number);
    put_by_entry(index, selection, number);
    if (selection->fact_values == 0)
        put(index, SET_HOWEVER_READ, number);
    else
        put_each(index, SET_READING, 8, selection->fact_values, number);
    if (selection->fact_values == 0 && (selection->certainty & PACK_CERTAIN) != 0)
        put(index, SET_AS_WRITTEN, number);
    if (selection->code_count > 0)
        put(index, SET_OF_ENTRIES, number);
    put(index,
        selection->anchored == PACK_ANYWHERE   ? SET_ANYWHERE
        : selection->anchored == PACK_ANCHORED ? SET_ANCHORED
        : selection->anchored == PACK_ALONE    ? SET_ALONE
                                               : SET_AMONG_FILLERS,
        number);
}

static void find_list_words(struct rule_index *index)
{
    for (uint32_t list = 0; list < PACK_LISTS_MAX; list++) {
        uint8_t *words = index->list_words[list];
        for (uint32_t word = 0; word < index->words; word++) {
            if (selection_sets(index, word)[SET_LIST + list] == 0)
                continue;
            words[0] = words[1] == 0 ? (uint8_t)word : words[0];
            words[1] = (uint8_t)(word + 1);
        }
    }
}

/* asks: 0 for a value, 1 for an identifier. */
static void put_field(struct rule_index *index, uint32_t asks, uint32_t field, uint32_t number)
{
    if (field >= FG_FIELD_LIMIT)
        return;
    put(index, (asks == 0 ? SET_VALUE : SET_IDENTIFIED) + field, number);
    index->asked[asks][field / 64] |= UINT64_C(1) << (field % 64);
}

static uint64_t key_of(const struct pack *pack, uint32_t code)
{
    const char *text = pack_string(pack, code);
    return code_key((const unsigned char *)text, strlen(text));
}

static uint64_t filter_of_codes(const struct pack *pack, const struct pack_selection *selection)
{
    uint64_t filter = 0;
    for (uint32_t i = 0; i < selection->code_count; i++)
        filter |= code_bit(key_of(pack, pack->codes[selection->first_code + i]));
    return filter;
}

/* --- Rows of tables ---------------------------------------------------------------------------------------------- */

static void put_into(uint64_t fields[2], uint8_t field)
{
    if (field < FG_FIELD_LIMIT)
        fields[field / 64] |= UINT64_C(1) << (field % 64);
}

/* Fields of which a transfer must have one for a row to fit: mostly it has none. Of the payer the host may say what
 * kind it is; all else of a party stands in the message. */
static void put_fields(uint64_t fields[2], const struct pack_table_row *row)
{
    if (row->and_field != 0) {
        put_into(fields, row->and_field);
    } else if (row->payee_kinds != 0 || row->payee_residency != 0) {
        put_into(fields, party_tax_id_field(PACK_CREDITOR));
        put_into(fields, party_sector_field(PACK_CREDITOR));
    } else if (row->payer_residency != 0) {
        put_into(fields, party_tax_id_field(PACK_DEBTOR));
        put_into(fields, party_sector_field(PACK_DEBTOR));
    } else {
        put_into(fields, 0);
    }
}

static void put_rows(struct rule_index *index, const struct pack *pack)
{
    const struct pack_table_row *rows = pack->table_rows;
    for (uint32_t row = 0; row < pack->table_row_count; row++) {
        /* The first row begins both, a group begins with a run. */
        index->row_run_count += begins_run(rows, row);
        index->row_group_count += begins_group(rows, row);
        struct row_run *run = &index->row_runs[index->row_run_count - 1];
        struct row_group *group = &index->row_groups[index->row_group_count - 1];
        if (begins_run(rows, row))
            *run = (struct row_run){.code = key_of(pack, rows[row].code), .first = row};
        if (begins_group(rows, row))
            *group = (struct row_group){.first = index->row_run_count - 1, .field = rows[row].code_field};
        put_fields(run->fields, &rows[row]);
        run->end = row + 1;
        group->end = index->row_run_count;
    }
}

static void put_table(struct rule_index *index, const struct pack *pack, const struct pack_selection *selection,
                      uint32_t number)
{
    for (uint32_t i = 0; i < index->row_group_count; i++) {
        const struct row_group *group = &index->row_groups[i];
        const struct pack_table_row *row = &pack->table_rows[index->row_runs[group->first].first];
        if (row->list >= PACK_LISTS_MAX || (selection->lists >> row->list & 1) == 0)
            continue;
        if (row->code_field == 0)
            put(index, SET_ALWAYS, number);
        else
            put_field(index, 0, row->code_field, number);
    }
}

static void put_selection(struct rule_index *index, const struct pack *pack, uint32_t number)
{
    const struct pack_selection *selection = &pack->selections[number];
    switch (selection->kind) {
    case PACK_SELECT_LIST:
        put_list(index, selection, number);
        break;
    case PACK_SELECT_LICENCE:
        put(index, SET_LICENCE, number);
        if ((selection->states & PACK_STATE_NONE) != 0)
            put(index, SET_UNREGISTERED, number);
        break;
    case PACK_SELECT_WALLET:
        put(index, SET_IDENTIFIER + IDENTIFIER_WALLET, number);
        break;
    case PACK_SELECT_IDENTIFIER:
        put_each(index, SET_IDENTIFIER, IDENTIFIER_KINDS, selection->values, number);
        break;
    case PACK_SELECT_CODE:
        put(index, SET_CODED, number);
        index->code_filters[number] = filter_of_codes(pack, selection);
        put_field(index, 0, selection->field_a, number);
        break;
    case PACK_SELECT_AMOUNT:
        put_field(index, 0, selection->field_a, number);
        break;
    case PACK_SELECT_DIFFERENT:
    case PACK_SELECT_SAME:
        put_field(index, 1, selection->field_a, number);
        break;
    case PACK_SELECT_KIND_CONTRADICTED:
        put_field(index, 0, party_sector_field(selection->party), number);
        break;
    case PACK_SELECT_TABLE:
        put(index, SET_TABLES, number);
        put_table(index, pack, selection, number);
        break;
    default:
        put(index, SET_ALWAYS, number);
        break;
    }
}

/* --- Rules ------------------------------------------------------------------------------------------------------- */

static void order_rules(struct rule_index *index, const struct pack *pack)
{
    for (uint8_t mode = PACK_ENFORCE; mode <= PACK_SHADOW; mode++)
        for (uint8_t action = FG_BLOCK + 1; action-- > FG_PASS;)
            for (uint32_t i = 0; i < pack->rule_count; i++)
                if (pack->rules[i].mode == mode && pack->rules[i].action == action)
                    index->order[index->rule_count++] = i;
}

/* Its gates stand behind those of the rule before it. */
static void put_known(struct rule_index *index, const struct pack *pack, uint32_t number, uint32_t first_gate)
{
    struct gate gates[GATES_MAX];
    const struct pack_rule *rule = &pack->rules[number];
    struct rule_known *known = &index->rules[number];
    for (uint32_t n = 0; n < rule->selection_count && n < PACK_SELECTIONS_MAX; n++) {
        const struct pack_selection *selection = &pack->selections[rule->first_selection + n];
        known->lists |= (uint32_t)(selection->kind == PACK_SELECT_LIST) << n;
        known->resting |= (uint32_t)(selection->kind == PACK_SELECT_LICENCE ||
                                     (selection->kind == PACK_SELECT_CODE && selection->lists != 0))
                          << n;
    }
    known->first_gate = first_gate;
    known->gate_count = gates_make(pack, rule, gates);
    for (uint32_t i = 0; i < known->gate_count; i++) {
        index->gates[first_gate + i] = gates[i];
        known->asked |= (uint32_t)gates[i].of;
    }
}

/* Whether none of a rule's selections is needed by a rule before it: no compiler writes packs where one is. */
static bool owns_selections(const struct rule_index *index, const struct pack_rule *rule, uint32_t needs)
{
    for (uint32_t n = 0; n < rule->selection_count && n < PACK_SELECTIONS_MAX; n++)
        if ((needs >> n & 1) != 0 && index->needing[rule->first_selection + n] != NO_RULE)
            return false;
    return true;
}

static void put_rule(struct rule_index *index, const struct pack *pack, uint32_t place)
{
    const struct pack_rule *rule = &pack->rules[index->order[place]];
    uint32_t needs = condition_needs(pack, rule), word = place / 64;
    uint64_t bit = UINT64_C(1) << (place % 64);
    index->weighing[word] |= rule->weight != 0 ? bit : 0;
    index->needing_hits[word] |= rule->needs_hit ? bit : 0;
    index->dated[word] |= rule->valid_from != 0 || rule->valid_to != 0 ? bit : 0;
    if (needs == 0 || !owns_selections(index, rule, needs)) {
        index->needless[word] |= bit;
        return;
    }
    for (uint32_t n = 0; n < rule->selection_count && n < PACK_SELECTIONS_MAX; n++) {
        if ((needs >> n & 1) == 0)
            continue;
        index->needing[rule->first_selection + n] = (uint16_t)place;
        put(index, SET_NEEDED, rule->first_selection + n);
    }
}

/* --- Lists and identifiers --------------------------------------------------------------------------------------- */

static void put_lists(struct rule_index *index, const struct pack *pack)
{
    for (uint32_t i = 0; i < pack->list_count && i < PACK_LISTS_MAX; i++) {
        const struct pack_list *list = &pack->lists[i];
        uint64_t bit = UINT64_C(1) << i;
        bool is_register = list->kind == PACK_LIST_REGISTER;
        index->registers |= is_register || list->kind == PACK_LIST_ACCOUNTS ? bit : 0;
        index->loaded_registers |= is_register && list->entry_count > 0 ? bit : 0;
        index->missing_registers |= is_register && list->entry_count == 0 ? bit : 0;
    }
}

static void put_identifiers(struct rule_index *index, const struct pack *pack)
{
    for (uint32_t i = 0; i < pack->identifier_count; i++) {
        const struct pack_identifier *identifier = &pack->identifiers[i];
        uint32_t hash = identifier_hash(identifier->kind, identifier->key, identifier->length) & index->filter_mask;
        index->filter[hash / 64] |= UINT64_C(1) << (hash % 64);
        if (identifier->kind == IDENTIFIER_RANGE && identifier->length < 32)
            index->range_lengths |= UINT32_C(1) << identifier->length;
        if (identifier->kind < IDENTIFIER_KINDS)
            index->kind_first[identifier->kind + 1] = i + 1;
    }
    for (uint32_t kind = 1; kind <= IDENTIFIER_KINDS; kind++)
        if (index->kind_first[kind] < index->kind_first[kind - 1])
            index->kind_first[kind] = index->kind_first[kind - 1];
}

struct rule_index *rule_index_make(const struct pack *pack, void *memory)
{
    struct layout at = layout_of(pack);
    struct rule_index *index = memory;
    unsigned char *bytes = memory;
    *index = (struct rule_index){.words = (pack->selection_count + 63) / 64,
                                 .sets = (uint64_t *)(bytes + at.sets),
                                 .code_filters = (uint64_t *)(bytes + at.code_filters),
                                 .filter = (uint64_t *)(bytes + at.filter),
                                 .filter_mask = filter_bits(pack) - 1,
                                 .row_runs = (struct row_run *)(bytes + at.row_runs),
                                 .row_groups = (struct row_group *)(bytes + at.row_groups),
                                 .gates = (struct gate *)(bytes + at.gates),
                                 .rules = (struct rule_known *)(bytes + at.rules),
                                 .order = (uint32_t *)(bytes + at.order),
                                 .needing = (uint16_t *)(bytes + at.needing)};
    put_rows(index, pack);
    for (uint32_t i = 0; i < pack->selection_count; i++) {
        index->needing[i] = NO_RULE;
        put_selection(index, pack, i);
    }
    find_list_words(index);
    order_rules(index, pack);
    index->rule_words = (index->rule_count + 63) / 64;
    for (uint32_t place = 0; place < index->rule_count; place++)
        put_rule(index, pack, place);
    for (uint32_t i = 0, gates = 0; i < pack->rule_count; i++) {
        put_known(index, pack, i, gates);
        gates += index->rules[i].gate_count;
    }
    put_lists(index, pack);
    put_identifiers(index, pack);
    return index;
}
