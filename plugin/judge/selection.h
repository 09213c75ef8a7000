/*
 * selection.h: what the files of selections share. Each function says what makes one kind of selection true; those with
 * a cursor give one thing after the other (selection_next of evaluation.h).
 */
#ifndef FIATGATE_SELECTION_H
#define FIATGATE_SELECTION_H

#include "evaluation.h"

static inline bool has_field(const struct pack_selection *selection, uint8_t field)
{
    return field < 128 && (selection->fields[field / 64] >> (field % 64) & 1) != 0;
}

static inline bool has_bit(uint32_t bits, uint8_t bit)
{
    return bit < 32 && (bits >> bit & 1) != 0;
}

/* Whether an entry is as if nothing of it were found. */
static inline bool is_left_out(const struct evaluation *evaluation, uint32_t entry)
{
    for (uint32_t i = 0; i < evaluation->left_out_count; i++)
        if (evaluation->left_out[i] == entry)
            return true;
    return false;
}

/* Among which values those of a field are, as transfer_find() sees them. */
struct value_range {
    uint32_t from, to;
};
static inline bool has_value(const struct field_places *places, uint8_t field)
{
    return field < FG_FIELD_LIMIT && (places->present[field / 64] >> (field % 64) & 1) != 0;
}
static inline struct value_range values_of_field(const struct evaluation *evaluation, uint8_t field)
{
    const struct field_places *places = &evaluation->findings->places;
    if (!has_value(places, field))
        return (struct value_range){0, 0};
    return (struct value_range){places->first[field], places->end[field]};
}

/* Whether text is a code: without surrounding blanks and without regard to the case of ASCII letters. */
bool is_code(const unsigned char *text, uint32_t length, const char *code);
/* How a value begins, without surrounding blanks: as code_key(). */
uint64_t key_of_value(const struct transfer *transfer, const struct field_value *value);
/* Whether a value is one of the selection's codes. */
bool is_one_of(const struct judge_input *input, const struct pack_selection *selection,
               const struct field_value *value);

/* selection_list.c */
/* What `anchored`, `alone` and `among_fillers` speak of. Identifiers and domains are neither names nor words; patterns
 * are words. */
#define NAMES_AND_WORDS                                                                                                \
    (PACK_MATCH_LEGAL_NAME | PACK_MATCH_NAME | PACK_MATCH_ALIAS | PACK_MATCH_AMBIGUOUS | PACK_MATCH_WORD |             \
     PACK_MATCH_PATTERN)
/* Whether the selection is on these entries alone, and this is none of them. */
bool is_of_others(const struct pack *pack, const struct pack_selection *selection, const struct pack_entry *entry);
bool selection_next_sign(const struct evaluation *evaluation, const struct pack_selection *selection, uint32_t *cursor,
                         struct judge_reason *reason);

/* selection_table.c */
bool selection_next_row(struct evaluation *evaluation, const struct pack_selection *selection, uint32_t *cursor,
                        struct judge_reason *reason);
/* Whether any row fits the transfer. */
bool any_row_fits(struct evaluation *evaluation);

/* selection_identifiers.c */
bool selection_next_wallet(const struct evaluation *evaluation, const struct pack_selection *selection,
                           uint32_t *cursor, struct judge_reason *reason);
bool selection_next_identifier(const struct evaluation *evaluation, const struct pack_selection *selection,
                               uint32_t *cursor, struct judge_reason *reason);
bool selection_different(const struct evaluation *evaluation, const struct pack_selection *selection,
                         struct judge_reason *reason);
bool selection_same(const struct evaluation *evaluation, const struct pack_selection *selection,
                    struct judge_reason *reason);

/* selection_beside.c */
bool selection_beside(struct evaluation *evaluation, const struct pack_selection *selection);

/* selection_amount.c */
bool selection_amount(const struct evaluation *evaluation, const struct pack_selection *selection,
                      struct judge_reason *reason);

/* selection_party.c */
bool selection_party_kind(const struct evaluation *evaluation, const struct pack_selection *selection,
                          struct judge_reason *reason);
bool selection_residency(const struct evaluation *evaluation, const struct pack_selection *selection,
                         struct judge_reason *reason);
/* The fields of a party's IIN or BIN, and of its sector code; 0 = it has none. */
uint8_t party_tax_id_field(uint8_t party);
uint8_t party_sector_field(uint8_t party);
/* Gives the IIN or BIN, then the sector code that speaks against it. */
bool selection_next_contradiction(const struct evaluation *evaluation, const struct pack_selection *selection,
                                  uint32_t *cursor, struct judge_reason *reason);
/* What payer (PACK_DEBTOR) or payee may be, found out once per transfer. */
const struct party_known *evaluation_party(struct evaluation *evaluation, enum pack_party party);

#endif
