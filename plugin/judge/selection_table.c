/*
 * selection_table.c: the rows of tables that fit a transfer. Reads the message, what its parties may be, and the pack.
 *
 * Rows stand in the order of list, field and code, so that of a long table only those are looked at whose code stands
 * in the message, and those that ask for none; and that once, however many rules ask.
 */
#include "selection.h"

/* So many values of a field are looked at; payments say a code once. */
#define CODES_MOST 16

static bool says_code(const struct evaluation *evaluation, uint8_t field, uint32_t code)
{
    const struct transfer *transfer = evaluation->input->transfer;
    struct value_range range = values_of_field(evaluation, field);
    for (uint32_t i = range.from; i < range.to; i++)
        if (transfer->values[i].field == field &&
            is_code(transfer_text(transfer, &transfer->values[i]), transfer->values[i].length,
                    pack_string(evaluation->input->pack, code)))
            return true;
    return false;
}

/* Whether a party is known to be one of what is asked for: whatever it may be is among it. */
static bool party_fits(struct evaluation *evaluation, enum pack_party party, uint32_t kinds, uint32_t residency)
{
    if ((kinds | residency) == 0)
        return true;
    const struct party_known *known = evaluation_party(evaluation, party);
    bool of_kind = kinds == 0 || (known->kinds != 0 && (known->kinds & ~kinds) == 0) ||
                   (known->branch && (kinds & PACK_PARTY_BRANCH) != 0);
    return of_kind && (residency == 0 || (known->residency != 0 && (known->residency & ~residency) == 0));
}

static bool row_fits(struct evaluation *evaluation, const struct pack_table_row *row)
{
    if (row->and_field != 0 && !says_code(evaluation, row->and_field, row->and_code))
        return false;
    return party_fits(evaluation, PACK_DEBTOR, row->payer_kinds, row->payer_residency) &&
           party_fits(evaluation, PACK_CREDITOR, row->payee_kinds, row->payee_residency) &&
           entry_is_valid(evaluation->input, row->entry);
}

/* --- Rows that fit a transfer, whatever is asked of them ---------------------------------------------------------- */

/* A search for rows, from one on, for so many at the most. */
struct row_search {
    struct evaluation *evaluation;
    struct row_fitting *found;
    uint32_t from, count, limit;
};

static bool is_done(const struct row_search *search)
{
    return search->count == search->limit;
}

/* Looks at rows whose code a value says (1 + its index; 0 = they ask for none). */
static void look_at(struct row_search *search, uint32_t first, uint32_t end, uint32_t value)
{
    const struct pack_table_row *rows = search->evaluation->input->pack->table_rows;
    for (uint32_t row = first > search->from ? first : search->from; row < end && !is_done(search); row++)
        if (row_fits(search->evaluation, &rows[row]))
            search->found[search->count++] = (struct row_fitting){row, value};
}

static void look_at_run(struct row_search *search, const struct row_run *run, uint32_t value)
{
    const uint64_t *present = search->evaluation->findings->places.present;
    if ((run->fields[0] & (present[0] | 1)) != 0 || (run->fields[1] & present[1]) != 0)
        look_at(search, run->first, run->end, value);
}

/* The first of some runs, which stand in the order of codes, whose code a value says; `end` = there is none. */
static uint32_t run_said(const struct evaluation *evaluation, uint32_t first, uint32_t end,
                         const struct field_value *value)
{
    const struct pack *pack = evaluation->input->pack;
    const struct transfer *transfer = evaluation->input->transfer;
    const struct row_run *runs = evaluation->index->row_runs;
    uint64_t key = key_of_value(transfer, value);
    uint32_t low = first, high = end;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (runs[middle].code < key)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < end && runs[low].code == key; low++)
        if (is_code(transfer_text(transfer, value), value->length,
                    pack_string(pack, pack->table_rows[runs[low].first].code)))
            return low;
    return end;
}

/* The next run of a part of a group whose code stands in the message, and in *said 1 + the index of the first value
 * that says it; `end` = there is none. */
static uint32_t next_run(const struct evaluation *evaluation, const struct row_group *part, uint32_t *said)
{
    const struct field_value *values = evaluation->input->transfer->values;
    struct value_range range = values_of_field(evaluation, (uint8_t)part->field);
    uint32_t nearest = part->end, looked_at = 0;
    for (uint32_t i = range.from; i < range.to && looked_at < CODES_MOST; i++) {
        if (values[i].field != part->field)
            continue;
        uint32_t run = run_said(evaluation, part->first, part->end, &values[i]);
        looked_at++;
        *said = run < nearest ? i + 1 : *said;
        nearest = run < nearest ? run : nearest;
    }
    return nearest;
}

static bool has_one_value(const struct evaluation *evaluation, uint8_t field)
{
    struct value_range range = values_of_field(evaluation, field);
    return range.to - range.from <= 1;
}

static void look_at_group(struct row_search *search, struct row_group part)
{
    const struct evaluation *evaluation = search->evaluation;
    bool once = part.field != 0 && has_one_value(evaluation, (uint8_t)part.field);
    do {
        uint32_t said = 0, run = part.field == 0 ? part.first : next_run(evaluation, &part, &said);
        if (run == part.end)
            break;
        look_at_run(search, &evaluation->index->row_runs[run], said);
        part.first = run + 1;
    } while (!once && part.first < part.end && !is_done(search));
}

/* 1 + the index of the first value that says a row's code, 0 = none does. */
static uint32_t value_of_code(const struct evaluation *evaluation, const struct pack_table_row *row)
{
    const struct transfer *transfer = evaluation->input->transfer;
    struct value_range range = values_of_field(evaluation, row->code_field);
    uint32_t looked_at = 0;
    for (uint32_t i = range.from; i < range.to && looked_at < CODES_MOST; i++) {
        if (transfer->values[i].field != row->code_field)
            continue;
        looked_at++;
        if (is_code(transfer_text(transfer, &transfer->values[i]), transfer->values[i].length,
                    pack_string(evaluation->input->pack, row->code)))
            return i + 1;
    }
    return 0;
}

static void look_at_each(struct row_search *search)
{
    const struct pack *pack = search->evaluation->input->pack;
    for (uint32_t row = search->from; row < pack->table_row_count && !is_done(search); row++) {
        uint32_t field = pack->table_rows[row].code_field;
        uint32_t said = field != 0 ? value_of_code(search->evaluation, &pack->table_rows[row]) : 0;
        if (field == 0 || said != 0)
            look_at(search, row, row + 1, said);
    }
}

/* The first rows from `from` on that fit the transfer, up to a limit; how many they are. */
static uint32_t find_rows(struct evaluation *evaluation, uint32_t from, struct row_fitting *found, uint32_t limit)
{
    const struct rule_index *index = evaluation->index;
    struct row_search search = {.evaluation = evaluation, .found = found, .from = from, .limit = limit};
    if (!index)
        look_at_each(&search);
    for (uint32_t i = 0; index && i < index->row_group_count && !is_done(&search); i++) {
        const struct row_group *group = &index->row_groups[i];
        if (group->field == 0 || has_value(&evaluation->findings->places, (uint8_t)group->field))
            look_at_group(&search, *group);
    }
    return search.count;
}

static const struct rows_fitting *rows_fitting(struct evaluation *evaluation)
{
    struct rows_fitting *rows = &evaluation->findings->rows;
    if (!rows->known)
        rows->count = find_rows(evaluation, 0, rows->rows, ROWS_KEPT);
    rows->known = true;
    return rows;
}

bool any_row_fits(struct evaluation *evaluation)
{
    return rows_fitting(evaluation)->count > 0;
}

/* --- Selections --------------------------------------------------------------------------------------------------- */

/* Whether a row that fits the transfer is one that a selection asks for. */
static bool is_asked_for(const struct evaluation *evaluation, const struct pack_selection *selection, uint32_t number)
{
    const struct pack_table_row *row = &evaluation->input->pack->table_rows[number];
    return row->list < PACK_LISTS_MAX && (selection->lists >> row->list & 1) != 0 &&
           has_bit(selection->values, row->result) &&
           has_bit(selection->confidence, evaluation->input->pack->entries[row->entry].confidence) &&
           !is_left_out(evaluation, row->entry);
}

static void show_row(const struct judge_input *input, const struct row_fitting *found, uint32_t *cursor,
                     struct judge_reason *reason)
{
    *reason = (struct judge_reason){.entry = input->pack->table_rows[found->row].entry + 1, .value = found->value};
    if (found->value > 0)
        reason->to = input->transfer->values[found->value - 1].length;
    *cursor = found->row + 1;
}

bool selection_next_row(struct evaluation *evaluation, const struct pack_selection *selection, uint32_t *cursor,
                        struct judge_reason *reason)
{
    const struct rows_fitting *rows = rows_fitting(evaluation);
    uint32_t at = 0;
    for (uint32_t i = 0; i < rows->count; i++) {
        at = rows->rows[i].row + 1;
        if (at <= *cursor || !is_asked_for(evaluation, selection, at - 1))
            continue;
        show_row(evaluation->input, &rows->rows[i], cursor, reason);
        return true;
    }
    struct row_fitting found;
    for (at = at > *cursor ? at : *cursor; rows->count == ROWS_KEPT && find_rows(evaluation, at, &found, 1) > 0;
         at = found.row + 1) {
        if (!is_asked_for(evaluation, selection, found.row))
            continue;
        show_row(evaluation->input, &found, cursor, reason);
        return true;
    }
    return false;
}

void selection_tell_rows(struct evaluation *evaluation, const struct pack_selection *selection, const uint32_t *entries,
                         uint32_t count, struct hits_told *told)
{
    struct judge_reason reason;
    uint32_t cursor = 0;
    while (selection_next_row(evaluation, selection, &cursor, &reason)) {
        uint64_t places = places_of(reason.entry - 1, entries, count);
        told->of_these |= places;
        told->of_others |= places == 0;
    }
}
