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

static int compare_row(const struct pack *pack, const struct pack_table_row *row, uint32_t list, uint32_t field,
                       const struct code_said *said)
{
    if (row->list != list)
        return row->list < list ? -1 : 1;
    if (row->code_field != field)
        return row->code_field < field ? -1 : 1;
    return compare_code(pack_string(pack, row->code), said);
}

/* The first row from `from` on that does not stand before this list, field and code. */
static uint32_t first_row(const struct pack *pack, uint32_t from, uint32_t list, uint32_t field, struct code_said said)
{
    uint32_t low = from, high = pack->table_row_count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare_row(pack, &pack->table_rows[middle], list, field, &said) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

/* The next field that the transfer has; FG_FIELD_LIMIT = there is none. */
static uint32_t next_present(const struct field_places *places, uint32_t field)
{
    for (field++; field < FG_FIELD_LIMIT; field += 64 - field % 64) {
        uint64_t left = places->present[field / 64] >> (field % 64);
        if (left != 0)
            return field + (uint32_t)__builtin_ctzll(left);
    }
    return FG_FIELD_LIMIT;
}

/* The next row from `from` on, of the same list and field, whose code stands in the message; where there is none, value
 * 0 and the first row of the next field that the transfer has. */
static struct row_fitting next_coded(const struct evaluation *evaluation, uint32_t from)
{
    const struct pack *pack = evaluation->input->pack;
    const struct transfer *transfer = evaluation->input->transfer;
    const struct pack_table_row *like = &pack->table_rows[from];
    struct row_fitting found = {UINT32_MAX, 0};
    struct value_range range = values_of_field(evaluation, like->code_field);
    uint32_t looked_at = 0;
    for (uint32_t i = range.from; i < range.to && looked_at < CODES_MOST; i++) {
        if (transfer->values[i].field != like->code_field)
            continue;
        struct code_said said = code_said(transfer, &transfer->values[i]);
        uint32_t row = first_row(pack, from, like->list, like->code_field, said);
        looked_at++;
        if (row < found.row && row < pack->table_row_count &&
            compare_row(pack, &pack->table_rows[row], like->list, like->code_field, &said) == 0)
            found = (struct row_fitting){row, i + 1};
    }
    if (found.value == 0)
        found.row = first_row(pack, from, like->list, next_present(&evaluation->findings->places, like->code_field),
                              (struct code_said){NULL, 0});
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
static bool is_of_same_code(const struct pack_table_row *a, const struct pack_table_row *b)
{
    return a->list == b->list && a->code_field == b->code_field && a->code == b->code;
}

/* The next row from `from` on that fits the transfer. false = there is none. */
static bool next_fitting(struct evaluation *evaluation, uint32_t from, struct row_fitting *fitting)
{
    const struct pack *pack = evaluation->input->pack;
    struct row_fitting found = {0, 0};
    for (uint32_t at = from; at < pack->table_row_count; at++) {
        bool goes_on = found.value != 0 && is_of_same_code(&pack->table_rows[found.row], &pack->table_rows[at]);
        if (!goes_on)
            found = (struct row_fitting){at, 0};
        while (!goes_on && found.value == 0 && found.row < pack->table_row_count &&
               pack->table_rows[found.row].code_field != 0)
            found = next_coded(evaluation, found.row);
        at = goes_on ? at : found.row;
        if (at == pack->table_row_count)
            return false;
        if (!row_fits(evaluation, &pack->table_rows[at]))
            continue;
        *fitting = (struct row_fitting){at, found.value};
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

bool rows_may_fit(struct evaluation *evaluation)
{
    return rows_fitting(evaluation)->count > 0;
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
