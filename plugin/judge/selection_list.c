/*
 * selection_list.c: what of a list makes a selection true: which hits and identifiers of the pack fit it, and how they
 * must stand in their field. Reads signs, message and pack.
 */
#include "selection.h"

#include "standing.h"

/* What a sign's n-th posting is: an entry and a match, from either table; `made` is room for one of an identifier. */
static const struct pack_posting *sign_posting(const struct pack *pack, const struct sign *sign, uint32_t n,
                                               struct pack_posting *made)
{
    if (sign->kind == SIGN_TERM)
        return &pack->postings[sign->first + n];
    const struct pack_identifier *identifier = &pack->identifiers[sign->first + n];
    *made = (struct pack_posting){.entry = identifier->entry, .match = identifier->match};
    return made;
}

static bool stands_well(const struct judge_input *input, const struct pack_selection *selection,
                        const struct sign *sign, uint32_t match)
{
    switch (selection->anchored) {
    case PACK_ANYWHERE:
        return true;
    case PACK_ANCHORED:
        return (match & NAMES_AND_WORDS) == 0 || sign->at_start;
    case PACK_AMONG_FILLERS:
        return (match & NAMES_AND_WORDS) == 0 || is_among_fillers(input, sign);
    default:
        return (match & NAMES_AND_WORDS) == 0 || is_alone(input, sign);
    }
}

/* Strings of a pack are pooled: the same id is the same number. */
bool is_of_others(const struct pack *pack, const struct pack_selection *selection, const struct pack_entry *entry)
{
    for (uint32_t i = 0; i < selection->code_count; i++)
        if (pack->codes[selection->first_code + i] == entry->id)
            return false;
    return selection->code_count > 0;
}

static bool posting_fits(const struct evaluation *evaluation, const struct pack_selection *selection,
                         const struct sign *sign, const struct pack_posting *posting)
{
    const struct judge_input *input = evaluation->input;
    const struct pack_entry *entry = &input->pack->entries[posting->entry];
    if ((selection->match & posting->match) == 0 || entry->list >= PACK_LISTS_MAX ||
        (selection->lists >> entry->list & 1) == 0)
        return false;
    if (is_of_others(input->pack, selection, entry))
        return false;
    if (!has_bit(selection->confidence, entry->confidence) || !has_bit(selection->classes, entry->entity_class))
        return false;
    if (selection->cites_act != 0 && (selection->cites_act == 2) != (entry->cites_act != 0))
        return false;
    uint8_t readings = readings_for(posting, sign->seen);
    if ((selection->certainty & certainty_of(posting, readings, sign->field)) == 0)
        return false;
    if (selection->fact_values != 0 && (selection->fact_values & readings_asked(readings, sign->seen)) == 0)
        return false;
    if (is_left_out(evaluation, posting->entry))
        return false;
    return entry_is_valid(input, posting->entry) && stands_well(input, selection, sign, posting->match);
}

static void show(const struct sign *sign, const struct pack_posting *posting, struct judge_reason *reason)
{
    *reason = (struct judge_reason){.entry = posting->entry + 1,
                                    .value = sign->value + 1,
                                    .from = sign->from,
                                    .to = sign->to,
                                    .readings = readings_for(posting, sign->seen)};
}

/* A sign is given once, with the first of its entries that fits. */
bool selection_next_sign(const struct evaluation *evaluation, const struct pack_selection *selection, uint32_t *cursor,
                         struct judge_reason *reason)
{
    if ((selection->lists & evaluation->lists) == 0 || (selection->match & evaluation->matches) == 0)
        return false;
    struct pack_posting made;
    for (uint32_t i = *cursor; i < evaluation->sign_count; i++) {
        const struct sign *sign = &evaluation->signs[i];
        if ((selection->lists & sign->lists) == 0 || (selection->match & sign->matches) == 0 ||
            !has_field(selection, sign->field))
            continue;
        for (uint32_t n = 0; n < sign->count; n++) {
            const struct pack_posting *posting = sign_posting(evaluation->input->pack, sign, n, &made);
            if (!posting_fits(evaluation, selection, sign, posting))
                continue;
            show(sign, posting, reason);
            *cursor = i + 1;
            return true;
        }
    }
    return false;
}

bool selection_next_noted(const struct evaluation *evaluation, uint32_t number, uint32_t *cursor,
                          struct judge_reason *reason)
{
    const struct pack_selection *selection = &evaluation->input->pack->selections[number];
    uint64_t left = is_possible(evaluation, number) && *cursor < SIGNS_NOTED
                        ? evaluation->findings->signs_of[number] & UINT64_MAX << *cursor
                        : 0;
    if (left != 0) {
        uint32_t i = (uint32_t)__builtin_ctzll(left);
        const struct sign *sign = &evaluation->signs[i];
        struct pack_posting made;
        *cursor = i;
        if (sign->count == 1) {
            show(sign, sign_posting(evaluation->input->pack, sign, 0, &made), reason);
            ++*cursor;
            return true;
        } /* else it has to be looked for which of its entries it is */
    } else if (evaluation->sign_count <= SIGNS_NOTED) {
        return false;
    } else if (*cursor < SIGNS_NOTED) {
        *cursor = SIGNS_NOTED;
    }
    return selection_next_sign(evaluation, selection, cursor, reason);
}

void selection_tell_hits(const struct evaluation *evaluation, const struct pack_selection *selection,
                         const uint32_t *entries, uint32_t count, struct hits_told *told)
{
    struct pack_posting made;
    for (uint32_t i = 0; i < evaluation->sign_count; i++) {
        const struct sign *sign = &evaluation->signs[i];
        if (!has_field(selection, sign->field))
            continue;
        for (uint32_t n = 0; n < sign->count; n++) {
            const struct pack_posting *posting = sign_posting(evaluation->input->pack, sign, n, &made);
            if (!posting_fits(evaluation, selection, sign, posting))
                continue;
            uint64_t places = places_of(posting->entry, entries, count);
            told->of_these |= places;
            told->of_others |= places == 0;
        }
    }
}
