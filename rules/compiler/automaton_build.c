/*
 * automaton_build.c: chooses the terms of the automaton and lays its states out as a section
 * (match/automaton_layout.h): their steps as a double array, each state at the first base where its steps fit between
 * those already there, and the filter in front.
 */
#include "automaton_build.h"

#include <stdlib.h>
#include <string.h>

#include "automaton_filter.h"

/* A slot at which so many states could not begin is not tried for others: looking for room stays cheap. */
#define TRIES_MAX 16
/* Slots are made so many at a time. */
#define MORE_SLOTS 1024u

/* What is known of a slot while states are placed. */
struct slot {
    uint32_t later; /* itself while states may begin there; else a later slot */
    uint8_t tries;
    bool is_base;
};

struct layout {
    const struct automaton_states *automaton;
    const struct automaton_term *terms;
    uint32_t *bases; /* of each state */
    uint32_t *lists; /* of each automaton_end that a state has, 1 + its place in ends */
    struct record_table steps, slots, ends;
    uint32_t step_count; /* behind the last base, all that a walk may ask */
};

static void *numbers(uint32_t count)
{
    void *memory = calloc(count, sizeof(uint32_t));
    if (!memory)
        memory_exhausted();
    return memory;
}

/* --- Room for states ------------------------------------------------------------------------------------------ */

static struct automaton_step *step_at(const struct layout *layout, uint32_t number)
{
    return (struct automaton_step *)layout->steps.records + number;
}

static struct slot *slot_at(const struct layout *layout, uint32_t number)
{
    return (struct slot *)layout->slots.records + number;
}

static void reserve(struct layout *layout, uint32_t count)
{
    while (layout->slots.count < count) {
        uint32_t first = layout->slots.count;
        struct slot *slots = record_table_add(&layout->slots, MORE_SLOTS);
        record_table_add(&layout->steps, MORE_SLOTS);
        for (uint32_t i = 0; i < MORE_SLOTS; i++)
            slots[i].later = first + i;
    }
}

/* The first slot from there on where states may begin. */
static uint32_t next_slot(struct layout *layout, uint32_t number)
{
    for (;;) {
        reserve(layout, number + 2 * AUTOMATON_SYMBOLS);
        struct slot *slot = slot_at(layout, number);
        if (slot->later == number)
            return number;
        number = slot->later = slot_at(layout, slot->later)->later;
    }
}

static void close_slot(struct layout *layout, uint32_t number)
{
    reserve(layout, number + 2 * AUTOMATON_SYMBOLS);
    slot_at(layout, number)->later = number + 1;
}

/* The symbols of a state's steps, in their order. */
static uint32_t symbols_of(const struct automaton_state *state, uint32_t symbols[AUTOMATON_LETTERS + 1])
{
    uint64_t set = 0;
    uint32_t count = 0;
    for (uint32_t letter = 0; letter < AUTOMATON_LETTERS; letter++)
        if (state->next[letter] != 0)
            set |= UINT64_C(1) << automaton_symbol((unsigned char)automaton_letters[letter]);
    for (; set != 0; set &= set - 1)
        symbols[count++] = (uint32_t)__builtin_ctzll(set);
    if (state->ends != 0)
        symbols[count++] = AUTOMATON_ENDS;
    return count;
}

static bool has_room(const struct layout *layout, uint32_t base, const uint32_t *symbols, uint32_t count)
{
    if (base == 0 || slot_at(layout, base)->is_base)
        return false;
    for (uint32_t i = 0; i < count; i++)
        if (step_at(layout, base + symbols[i])->owner != 0)
            return false;
    return true;
}

static uint32_t find_base(struct layout *layout, const uint32_t *symbols, uint32_t count)
{
    uint32_t first = count > 0 ? symbols[0] : 0;
    for (uint32_t at = next_slot(layout, first);; at = next_slot(layout, at + 1)) {
        if (has_room(layout, at - first, symbols, count))
            return at - first;
        struct slot *slot = slot_at(layout, at);
        if (++slot->tries == TRIES_MAX)
            close_slot(layout, at);
    }
}

static void place_state(struct layout *layout, uint32_t number)
{
    uint32_t symbols[AUTOMATON_LETTERS + 1];
    uint32_t count = symbols_of(automaton_state(layout->automaton, number), symbols);
    uint32_t base = find_base(layout, symbols, count);
    layout->bases[number] = base;
    slot_at(layout, base)->is_base = true;
    for (uint32_t i = 0; i < count; i++) {
        step_at(layout, base + symbols[i])->owner = base;
        close_slot(layout, base + symbols[i]);
    }
    if (base + AUTOMATON_ENDS + 1 > layout->step_count)
        layout->step_count = base + AUTOMATON_ENDS + 1;
}

/* --- Steps and ends ------------------------------------------------------------------------------------------- */

static int by_number(const void *left, const void *right)
{
    uint32_t a = *(const uint32_t *)left, b = *(const uint32_t *)right;
    return (a > b) - (a < b);
}

/* The place of the list of what ends where that end is the first. */
static uint32_t list_of(struct layout *layout, uint32_t first)
{
    if (layout->lists[first] != 0)
        return layout->lists[first] - 1;
    const struct automaton_end *ends = layout->automaton->ends.records;
    uint32_t place = layout->ends.count;
    for (uint32_t end = first; end != 0; end = ends[end].next)
        *(uint32_t *)record_table_add(&layout->ends, 1) = layout->terms[ends[end].term].number;
    uint32_t *list = (uint32_t *)layout->ends.records + place;
    qsort(list, layout->ends.count - place, sizeof *list, by_number);
    list[layout->ends.count - place - 1] |= AUTOMATON_LAST;
    layout->lists[first] = place + 1;
    return place;
}

static void write_steps(struct layout *layout, uint32_t number)
{
    const struct automaton_state *state = automaton_state(layout->automaton, number);
    uint32_t base = layout->bases[number];
    if (state->ends != 0)
        step_at(layout, base + AUTOMATON_ENDS)->next = list_of(layout, state->ends);
    for (uint32_t letter = 0; letter < AUTOMATON_LETTERS; letter++) {
        uint32_t next = state->next[letter];
        if (next != 0)
            step_at(layout, base + automaton_symbol((unsigned char)automaton_letters[letter]))->next =
                layout->bases[next] | (automaton_state(layout->automaton, next)->ends != 0 ? AUTOMATON_HAS_ENDS : 0);
    }
}

/* --- The section ---------------------------------------------------------------------------------------------- */

static unsigned char *write_section(const struct layout *layout, struct arena *arena, size_t *size)
{
    const struct automaton_filter *filter = automaton_filter_of(layout->automaton, arena);
    struct automaton_header header = {.first_bits = filter->first.bits,
                                      .second_bits = filter->second.bits,
                                      .step_count = layout->step_count,
                                      .end_count = layout->ends.count,
                                      .root = layout->bases[layout->automaton->root],
                                      .longest = layout->automaton->longest};
    size_t first = ((size_t)1 << header.first_bits) / 8, second = ((size_t)1 << header.second_bits) / 8;
    size_t steps = header.step_count * sizeof(struct automaton_step), ends = header.end_count * sizeof(uint32_t);
    *size = sizeof header + first + second + steps + ends;
    unsigned char *section = arena_take(arena, *size), *at = section;
    memcpy(at, &header, sizeof header);
    memcpy(at += sizeof header, filter->first.words, first);
    memcpy(at += first, filter->second.words, second);
    memcpy(at += second, layout->steps.records, steps);
    memcpy(at += steps, layout->ends.records, ends);
    return section;
}

static unsigned char *lay_out(const struct automaton_states *automaton, const struct automaton_term *terms,
                              struct arena *arena, size_t *size)
{
    struct layout *layout = calloc(1, sizeof *layout);
    if (!layout)
        memory_exhausted();
    *layout = (struct layout){.automaton = automaton,
                              .terms = terms,
                              .bases = numbers(automaton->states.count),
                              .lists = numbers(automaton->ends.count),
                              .steps = {.size = sizeof(struct automaton_step)},
                              .slots = {.size = sizeof(struct slot)},
                              .ends = {.size = sizeof(uint32_t)}};
    for (uint32_t i = 1; i < automaton->states.count; i++)
        place_state(layout, i);
    for (uint32_t i = 1; i < automaton->states.count; i++)
        write_steps(layout, i);
    unsigned char *section = write_section(layout, arena, size);
    free(layout->bases);
    free(layout->lists);
    record_table_free(&layout->steps);
    record_table_free(&layout->slots);
    record_table_free(&layout->ends);
    free(layout);
    return section;
}

static int by_text(const void *left, const void *right)
{
    const struct automaton_term *a = *(struct automaton_term *const *)left, *b = *(struct automaton_term *const *)right;
    if (a->form != b->form)
        return a->form == AUTOMATON_PATTERN ? -1 : 1;
    int order = strcmp(a->text, b->text);
    return order != 0 ? order : (a->number > b->number) - (a->number < b->number);
}

/* Adds what can be added; how many. */
static uint32_t take_terms(struct automaton_states *automaton, struct automaton_term *terms, uint32_t count)
{
    uint32_t taken = 0;
    struct automaton_term **order = calloc((size_t)count + 1, sizeof *order);
    if (!order)
        memory_exhausted();
    for (uint32_t i = 0; i < count; i++)
        order[i] = &terms[i];
    qsort(order, count, sizeof *order, by_text);
    for (uint32_t i = 0; i < count; i++) {
        uint32_t term = (uint32_t)(order[i] - terms);
        order[i]->taken = order[i]->form == AUTOMATON_PATTERN ? automaton_add_pattern(automaton, order[i]->text, term)
                                                              : automaton_add_literal(automaton, order[i]->text, term);
        taken += order[i]->taken;
    }
    free(order);
    return taken;
}

unsigned char *automaton_build(struct arena *arena, struct automaton_term *terms, uint32_t count, size_t *size)
{
    struct automaton_states automaton;
    unsigned char *section = NULL;
    *size = 0;
    automaton_states_open(&automaton);
    if (take_terms(&automaton, terms, count) > 0) {
        automaton_order(&automaton);
        section = lay_out(&automaton, terms, arena, size);
    }
    automaton_states_close(&automaton);
    return section;
}
