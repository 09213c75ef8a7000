/*
 * possible.c: which selections may be true of a transfer, by the pack's rule index: those on lists exactly, of the
 * others those for which there is something to look at. Reads what was found, the message and the pack; writes the
 * lane's workspace.
 */
#include "selection.h"
#include "standing.h"

static void add_set(struct evaluation *evaluation, uint32_t set)
{
    for (uint32_t word = 0; word < evaluation->index->words; word++)
        evaluation->findings->possible[word] |= selection_sets(evaluation->index, word)[set];
}

void possible_begin(struct evaluation *evaluation)
{
    for (uint32_t word = 0; word < evaluation->index->words; word++)
        evaluation->findings->possible[word] = selection_sets(evaluation->index, word)[SET_ALWAYS];
}

/* Of a word those that ask for one of these readings, or for none. */
static uint64_t read_so(const uint64_t *sets, uint8_t readings)
{
    uint64_t selections = sets[SET_HOWEVER_READ];
    for (uint32_t left = readings; left != 0; left &= left - 1)
        selections |= sets[SET_READING + (uint32_t)__builtin_ctz(left)];
    return selections;
}

/* Of a word of selections those that are not on other entries than this. */
static uint64_t of_this_entry(const struct evaluation *evaluation, const struct pack_entry *entry, uint64_t selections,
                              uint32_t word)
{
    const struct pack *pack = evaluation->input->pack;
    for (uint64_t left = selections & selection_sets(evaluation->index, word)[SET_OF_ENTRIES]; left != 0;
         left &= left - 1) {
        uint32_t bit = (uint32_t)__builtin_ctzll(left);
        if (is_of_others(pack, &pack->selections[word * 64 + bit], entry))
            selections &= ~(UINT64_C(1) << bit);
    }
    return selections;
}

/* Of a word of selections those for which a name or word stands well in its field. */
static uint64_t standing_well(const struct evaluation *evaluation, const struct sign *sign, uint64_t selections,
                              const uint64_t *sets)
{
    if (!sign->at_start)
        selections &= ~sets[SET_ANCHORED];
    const uint64_t among = selections & sets[SET_AMONG_FILLERS];
    if (among != 0 && !is_among_fillers(evaluation->input, sign))
        selections &= ~among;
    uint64_t alone = selections & sets[SET_ALONE];
    return alone == 0 || is_alone(evaluation->input, sign) ? selections : selections & ~alone;
}

/* Writes down that a sign makes selections of a word true. */
static void note(struct findings *findings, uint32_t sign, uint64_t selections, uint32_t word)
{
    uint64_t before = findings->possible[word];
    findings->possible[word] = before | selections;
    for (uint64_t left = selections; left != 0; left &= left - 1) {
        uint32_t bit = (uint32_t)__builtin_ctzll(left);
        uint64_t *signs = &findings->signs_of[word * 64 + bit];
        if ((before >> bit & 1) == 0)
            *signs = 0;
        *signs |= sign < SIGNS_NOTED ? UINT64_C(1) << sign : 0;
    }
}

void possible_add(struct evaluation *evaluation, const struct sign *sign, const struct pack_entry *entry,
                  uint32_t match, uint8_t readings, uint32_t certainty)
{
    const struct rule_index *index = evaluation->index;
    const uint8_t asked = readings_asked(readings, sign->seen);
    if (sign->field >= FG_FIELD_LIMIT)
        return;
    for (uint32_t word = index->list_words[entry->list][0]; word < index->list_words[entry->list][1]; word++) {
        const uint64_t *sets = selection_sets(index, word);
        uint64_t selections = sets[SET_LIST + entry->list] & sets[SET_FIELD + sign->field];
        if (evaluation->sign_count >= SIGNS_NOTED)
            selections &= ~evaluation->findings->possible[word];
        if (selections == 0)
            continue;
        selections &= sets[SET_MATCH + (uint32_t)__builtin_ctz(match)] & sets[entry_set(entry)];
        if (asked == 0)
            selections &= sets[SET_AS_WRITTEN];
        else
            selections &= sets[SET_CERTAIN + (uint32_t)__builtin_ctz(certainty)] & read_so(sets, asked);
        selections = of_this_entry(evaluation, entry, selections, word);
        if ((match & NAMES_AND_WORDS) != 0)
            selections = standing_well(evaluation, sign, selections, sets);
        if (selections != 0)
            note(evaluation->findings, evaluation->sign_count, selections, word);
    }
}

/* Bits by code_bit() of all values of a field. */
static uint64_t codes_said(const struct evaluation *evaluation, uint8_t field)
{
    const struct transfer *transfer = evaluation->input->transfer;
    struct value_range range = values_of_field(evaluation, field);
    uint64_t said = 0;
    for (uint32_t i = range.from; i < range.to; i++)
        if (transfer->values[i].field == field)
            said |= code_bit(key_of_value(transfer, &transfer->values[i]));
    return said;
}

/* The sets of fields that have a value; of selections on a code only those that may have it. */
static void add_values(struct evaluation *evaluation, uint8_t field)
{
    const struct rule_index *index = evaluation->index;
    uint64_t said = 0;
    for (uint32_t word = 0; word < index->words; word++) {
        const uint64_t *sets = selection_sets(index, word);
        uint64_t selections = sets[SET_VALUE + field], coded = selections & sets[SET_CODED];
        if (coded != 0 && said == 0)
            said = codes_said(evaluation, field);
        for (uint64_t left = coded; left != 0; left &= left - 1) {
            uint32_t bit = (uint32_t)__builtin_ctzll(left);
            if ((index->code_filters[word * 64 + bit] & said) == 0)
                selections &= ~(UINT64_C(1) << bit);
        }
        evaluation->findings->possible[word] |= selections;
    }
}

/* The sets of these fields. */
static void add_fields(struct evaluation *evaluation, uint32_t set, const uint64_t fields[2], const uint64_t asked[2])
{
    for (uint32_t half = 0; half < 2; half++)
        for (uint64_t left = fields[half] & asked[half]; left != 0; left &= left - 1)
            add_set(evaluation, set + half * 64 + (uint32_t)__builtin_ctzll(left));
}

/* Where no row of a table fits the transfer, no selection on tables is true. */
static void leave_tables(struct evaluation *evaluation)
{
    const struct rule_index *index = evaluation->index;
    uint64_t *possible = evaluation->findings->possible, any = 0;
    for (uint32_t word = 0; word < index->words; word++)
        any |= possible[word] & selection_sets(index, word)[SET_TABLES];
    if (any == 0 || any_row_fits(evaluation))
        return;
    for (uint32_t word = 0; word < index->words; word++)
        possible[word] &= ~selection_sets(index, word)[SET_TABLES];
}

void possible_end(struct evaluation *evaluation)
{
    const struct rule_index *index = evaluation->index;
    for (uint32_t half = 0; half < 2; half++)
        for (uint64_t left = evaluation->findings->places.present[half] & index->asked[0][half]; left != 0;
             left &= left - 1)
            add_values(evaluation, (uint8_t)(half * 64 + (uint32_t)__builtin_ctzll(left)));
    add_fields(evaluation, SET_IDENTIFIED, evaluation->identifier_fields, index->asked[1]);
    for (uint32_t left = evaluation->identifier_kinds & ((1u << IDENTIFIER_KINDS) - 1); left != 0; left &= left - 1)
        add_set(evaluation, SET_IDENTIFIER + (uint32_t)__builtin_ctz(left));
    add_set(evaluation, may_be_registered(evaluation) ? SET_LICENCE : SET_UNREGISTERED);
    leave_tables(evaluation);
}
