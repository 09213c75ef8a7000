/*
 * possible.c: which selections may be true of a transfer, by the pack's rule index: those on lists exactly, of the
 * others those for which there is something to look at. Reads what was found, the message and the pack; writes the
 * lane's workspace.
 */
#include "selection.h"

static void add_set(struct evaluation *evaluation, uint32_t set)
{
    const uint64_t *of = selection_set(evaluation->index, set);
    for (uint32_t word = 0; word < evaluation->index->words; word++)
        evaluation->findings->possible[word] |= of[word];
}

void possible_begin(struct evaluation *evaluation)
{
    const uint64_t *always = selection_set(evaluation->index, SET_ALWAYS);
    for (uint32_t word = 0; word < evaluation->index->words; word++)
        evaluation->findings->possible[word] = always[word];
}

/* A word of those that ask for one of these readings, or for none. */
static uint64_t read_so(const struct rule_index *index, uint8_t readings, uint32_t word)
{
    uint64_t selections = selection_set(index, SET_HOWEVER_READ)[word];
    for (uint32_t left = readings; left != 0; left &= left - 1)
        selections |= selection_set(index, SET_READING + (uint32_t)__builtin_ctz(left))[word];
    return selections;
}

/* Of a word of selections those that are not on other entries than this. */
static uint64_t of_this_entry(const struct evaluation *evaluation, const struct pack_entry *entry, uint64_t selections,
                              uint32_t word)
{
    const struct pack *pack = evaluation->input->pack;
    for (uint64_t left = selections & selection_set(evaluation->index, SET_OF_ENTRIES)[word]; left != 0;
         left &= left - 1) {
        uint32_t bit = (uint32_t)__builtin_ctzll(left);
        if (is_of_others(pack, &pack->selections[word * 64 + bit], entry))
            selections &= ~(UINT64_C(1) << bit);
    }
    return selections;
}

/* Of a word of selections those for which a name or word stands well in its field. */
static uint64_t standing_well(const struct evaluation *evaluation, const struct sign *sign, uint64_t selections,
                              uint32_t word)
{
    const struct rule_index *index = evaluation->index;
    if (!sign->at_start)
        selections &= ~selection_set(index, SET_ANCHORED)[word];
    uint64_t alone = selections & selection_set(index, SET_ALONE)[word];
    return alone == 0 || is_alone(evaluation->input, sign) ? selections : selections & ~alone;
}

void possible_add(struct evaluation *evaluation, const struct sign *sign, const struct pack_posting *posting,
                  uint8_t readings, uint32_t certainty)
{
    const struct rule_index *index = evaluation->index;
    const struct pack_entry *entry = &evaluation->input->pack->entries[posting->entry];
    uint64_t *possible = evaluation->findings->possible;
    if (sign->field >= FG_FIELD_LIMIT)
        return;
    const uint64_t *list = selection_set(index, SET_LIST + entry->list);
    const uint64_t *field = selection_set(index, SET_FIELD + sign->field);
    for (uint32_t word = index->list_words[entry->list][0]; word < index->list_words[entry->list][1]; word++) {
        uint64_t selections = list[word] & field[word] & ~possible[word];
        if (selections == 0)
            continue;
        selections &= selection_set(index, SET_MATCH + (uint32_t)__builtin_ctz(posting->match))[word] &
                      selection_set(index, entry_set(entry))[word];
        if (readings == 0)
            selections &= selection_set(index, SET_AS_WRITTEN)[word];
        else
            selections &= selection_set(index, SET_CERTAIN + (uint32_t)__builtin_ctz(certainty))[word] &
                          read_so(index, readings, word);
        selections = of_this_entry(evaluation, entry, selections, word);
        if ((posting->match & NAMES_AND_WORDS) != 0)
            selections = standing_well(evaluation, sign, selections, word);
        possible[word] |= selections;
    }
}

/* The sets of these fields. */
static void add_fields(struct evaluation *evaluation, uint32_t set, const uint64_t fields[2], const uint64_t asked[2])
{
    for (uint32_t half = 0; half < 2; half++)
        for (uint64_t left = fields[half] & asked[half]; left != 0; left &= left - 1)
            add_set(evaluation, set + half * 64 + (uint32_t)__builtin_ctzll(left));
}

void possible_end(struct evaluation *evaluation)
{
    const struct rule_index *index = evaluation->index;
    add_fields(evaluation, SET_VALUE, evaluation->findings->places.present, index->asked[0]);
    add_fields(evaluation, SET_IDENTIFIED, evaluation->identifier_fields, index->asked[1]);
    for (uint32_t left = evaluation->identifier_kinds & ((1u << IDENTIFIER_KINDS) - 1); left != 0; left &= left - 1)
        add_set(evaluation, SET_IDENTIFIER + (uint32_t)__builtin_ctz(left));
    add_set(evaluation, may_be_registered(evaluation) ? SET_LICENCE : SET_UNREGISTERED);
}
