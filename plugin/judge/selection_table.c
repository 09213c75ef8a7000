/*
 * selection_table.c: the rows of tables that fit a transfer. Reads the message, what its parties may be, and the pack.
 *
 * Rows stand in the order of list, field and code, so that of a long table only those are looked at whose code stands
 * in the message, and those that ask for none; and that once, however many rules ask.
 */
#include "selection.h"

/* So many values of a field are looked at; payments say a code once. */
#define CODES_MOST 16

/* A code as the message has it, without the blanks around it. */
struct code_said {
    const unsigned char *text;
    uint32_t length;
};

static struct code_said code_said(const struct transfer *transfer, const struct field_value *value)
{
    struct code_said said = {transfer_text(transfer, value), value->length};
    while (said.length > 0 && (said.text[0] == ' ' || said.text[0] == '\n')) {
        said.text++;
        said.length--;
    }
    while (said.length > 0 && (said.text[said.length - 1] == ' ' || said.text[said.length - 1] == '\n'))
        said.length--;
    return said;
}

/* Below 0, 0, above 0, as a row's code stands before, is, stands behind what is said. */
static int compare_code(const char *code, const struct code_said *said)
{
    for (uint32_t i = 0; i < said->length; i++) {
        unsigned char byte = (unsigned char)code[i], other = ascii_upper(said->text[i]);
        if (byte == '\0' || byte != other)
            return byte < other || byte == '\0' ? -1 : 1;
    }
    return code[said->length] == '\0' ? 0 : 1;
}

/* The first row of a part of a group, in the order of codes, that does not stand before this code. */
static uint32_t first_row(const struct evaluation *evaluation, struct row_group part, struct code_said said)
{
    const struct pack *pack = evaluation->input->pack;
    const struct row_key *keys = evaluation->index ? evaluation->index->row_keys : NULL;
    uint64_t key = code_key(said.text, said.length);
    uint32_t low = part.first, high = part.end;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        bool before = keys && keys[middle].code != key
                          ? keys[middle].code < key
                          : compare_code(pack_string(pack, pack->table_rows[middle].code), &said) < 0;
        if (before)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The next row of a part of a group whose code stands in the message; value 0 = there is none. */
static struct row_fitting next_coded(const struct evaluation *evaluation, struct row_group part)
{
    const struct pack *pack = evaluation->input->pack;
    const struct transfer *transfer = evaluation->input->transfer;
    uint8_t field = pack->table_rows[part.first].code_field;
    struct row_fitting found = {UINT32_MAX, 0};
    struct value_range range = values_of_field(evaluation, field);
    uint32_t looked_at = 0;
    for (uint32_t i = range.from; i < range.to && looked_at < CODES_MOST; i++) {
        if (transfer->values[i].field != field)
            continue;
        struct code_said said = code_said(transfer, &transfer->values[i]);
        uint32_t row = first_row(evaluation, part, said);
        looked_at++;
        if (row < found.row && row < part.end &&
            compare_code(pack_string(pack, pack->table_rows[row].code), &said) == 0)
            found = (struct row_fitting){row, i + 1};
    }
    return found;
}

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

/* Rows of one code stand together; strings of a pack are pooled: the same code is the same number. */
static uint32_t end_of_code(const struct evaluation *evaluation, uint32_t row, uint32_t end)
{
    const struct pack *pack = evaluation->input->pack;
    if (evaluation->index)
        return evaluation->index->row_keys[row].end;
    uint32_t code = pack->table_rows[row].code;
    while (row < end && pack->table_rows[row].code == code)
        row++;
    return row;
}

/* The first of some rows that fits the transfer but for their code, `end` = there is none. */
static uint32_t first_fitting(struct evaluation *evaluation, uint32_t row, uint32_t end)
{
    const struct pack_table_row *rows = evaluation->input->pack->table_rows;
    const struct row_key *keys = evaluation->index ? evaluation->index->row_keys : NULL;
    /* Most rows ask for a second code in a field that is not there. Field 0, which is none, is as if it were. */
    const uint64_t present[2] = {evaluation->findings->places.present[0] | 1, evaluation->findings->places.present[1]};
    for (; row < end; row++) {
        uint32_t field = keys ? keys[row].and_field : rows[row].and_field % FG_FIELD_LIMIT;
        if ((present[field / 64] >> (field % 64) & 1) != 0 && row_fits(evaluation, &rows[row]))
            break;
    }
    return row;
}

static bool has_one_value(const struct evaluation *evaluation, uint8_t field)
{
    struct value_range range = values_of_field(evaluation, field);
    return range.to - range.from <= 1;
}

/* The first row of a part of a group that fits the transfer. false = there is none. */
static bool next_of_group(struct evaluation *evaluation, struct row_group part, struct row_fitting *fitting)
{
    const struct pack *pack = evaluation->input->pack;
    if (pack->table_rows[part.first].code_field == 0) {
        *fitting = (struct row_fitting){first_fitting(evaluation, part.first, part.end), 0};
        return fitting->row < part.end;
    }
    bool once = has_one_value(evaluation, pack->table_rows[part.first].code_field);
    while (part.first < part.end) {
        struct row_fitting coded = next_coded(evaluation, part);
        if (coded.value == 0)
            return false;
        uint32_t end = end_of_code(evaluation, coded.row, part.end);
        *fitting = (struct row_fitting){first_fitting(evaluation, coded.row, end), coded.value};
        if (fitting->row < end || once)
            return fitting->row < end;
        part.first = end;
    }
    return false;
}

/* The next row from `from` on that fits the transfer. false = there is none. */
static bool next_fitting(struct evaluation *evaluation, uint32_t from, struct row_fitting *fitting)
{
    const struct rule_index *index = evaluation->index;
    const struct pack *pack = evaluation->input->pack;
    uint32_t at = 0;
    for (uint32_t i = 0; at < pack->table_row_count; i++) {
        struct row_group part = index ? index->row_groups[i] : row_group_from(pack, at);
        uint8_t field = pack->table_rows[at].code_field;
        at = part.end;
        if (part.end <= from || (field != 0 && !has_value(&evaluation->findings->places, field)))
            continue;
        part.first = part.first > from ? part.first : from;
        if (next_of_group(evaluation, part, fitting))
            return true;
    }
    return false;
}

static const struct rows_fitting *rows_fitting(struct evaluation *evaluation)
{
    struct rows_fitting *rows = &evaluation->findings->rows;
    if (rows->known)
        return rows;
    rows->known = true;
    rows->all = false;
    rows->count = 0;
    for (uint32_t at = 0; rows->count < ROWS_KEPT && !rows->all; at = rows->rows[rows->count - 1].row + 1) {
        rows->all = !next_fitting(evaluation, at, &rows->rows[rows->count]);
        if (rows->all)
            break;
        rows->count++;
    }
    return rows;
}

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
    for (at = at > *cursor ? at : *cursor; !rows->all && next_fitting(evaluation, at, &found); at = found.row + 1) {
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
