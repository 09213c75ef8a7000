/*
 * selection_beside.c: whether what two selections on lists found stands beside each other: the coin in a venue's own
 * name, BTC Direct, is no second sign. Reads signs and pack.
 */
#include "selection.h"

/* Where what a selection found stands: of its places in one value the one that ends first and the one that begins last.
 */
struct places {
    bool any, in_several; /* in several values */
    uint32_t value, first_end, last_begin;
};

static void find_places(struct evaluation *evaluation, const struct pack_selection *selection, struct places *places)
{
    struct judge_reason found;
    uint32_t cursor = 0;
    *places = (struct places){.first_end = UINT32_MAX};
    while (selection_next(evaluation, selection, &cursor, &found)) {
        places->in_several |= places->any && places->value != found.value;
        places->any = true;
        places->value = found.value;
        places->first_end = found.to < places->first_end ? found.to : places->first_end;
        places->last_begin = found.from > places->last_begin ? found.from : places->last_begin;
    }
}

bool selection_beside(struct evaluation *evaluation, const struct pack_selection *selection)
{
    const struct pack *pack = evaluation->input->pack;
    const struct pack_rule *rule = pack_rule_of(pack, selection);
    struct places places[2];
    uint32_t count = 0;
    for (uint32_t left = selection->states; rule && left != 0 && count < 2; left &= left - 1, count++) {
        const uint32_t n = (uint32_t)__builtin_ctz(left);
        if (n >= rule->selection_count || pack->selections[rule->first_selection + n].kind != PACK_SELECT_LIST)
            return false;
        find_places(evaluation, &pack->selections[rule->first_selection + n], &places[count]);
        if (!places[count].any)
            return false;
    }
    if (count < 2)
        return false;
    const struct places *a = &places[0], *b = &places[1];
    if (a->in_several || b->in_several || a->value != b->value)
        return true;
    return a->first_end <= b->last_begin || b->first_end <= a->last_begin;
}
