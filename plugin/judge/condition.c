/*
 * condition.c: a rule's condition, postfix bytes over its selections. The loader has verified every condition; one that
 * cannot be read all the same holds, so that a fault shows as a case for a person and not as a payment let through.
 */
#include "evaluation.h"

#include <assert.h>

/* Truths are bits, the uppermost of the stack the lowest. */
struct machine {
    const uint8_t *code, *end;
    uint32_t stack;
    uint32_t depth;
};

static_assert(PACK_STACK <= 32, "a stack of truths is one word");

static bool push(struct machine *machine, bool value)
{
    if (machine->depth >= PACK_STACK)
        return false;
    machine->depth++;
    machine->stack = machine->stack << 1 | value;
    return true;
}

static bool operand(struct machine *machine, uint8_t *value)
{
    if (machine->code == machine->end)
        return false;
    *value = *machine->code++;
    return true;
}

/* Whether a selection, by its number in the pack, is true. What is possible of lists is so, unless something is to be
 * left out. */
static bool is_true(struct evaluation *evaluation, uint32_t number)
{
    const struct pack_selection *selection = &evaluation->input->pack->selections[number];
    if (evaluation->index && !is_possible(evaluation, number))
        return false;
    if (evaluation->index && selection->kind == PACK_SELECT_LIST && evaluation->left_out_count == 0)
        return true;
    return selection_holds(evaluation, selection);
}

static bool push_selection(struct machine *machine, struct evaluation *evaluation, const struct pack_rule *rule,
                           uint32_t *selections)
{
    uint8_t n;
    if (!operand(machine, &n) || n >= rule->selection_count || n >= PACK_SELECTIONS_MAX)
        return false;
    bool holds = is_true(evaluation, rule->first_selection + n);
    *selections |= (uint32_t)holds << n;
    return push(machine, holds);
}

static bool at_least(struct machine *machine)
{
    uint8_t wanted, of;
    if (!operand(machine, &wanted) || !operand(machine, &of) || of > machine->depth)
        return false;
    uint32_t held = 0;
    machine->depth -= of;
    for (; of > 0; of--, machine->stack >>= 1)
        held += machine->stack & 1;
    return push(machine, held >= wanted);
}

static bool combine(struct machine *machine, uint8_t op)
{
    if (op == PACK_OP_NOT) {
        machine->stack ^= 1;
        return machine->depth >= 1;
    }
    if (machine->depth < 2 || (op != PACK_OP_AND && op != PACK_OP_OR))
        return false;
    uint32_t upper = machine->stack & 1, lower = machine->stack >> 1;
    machine->stack = op == PACK_OP_AND ? lower & (~UINT32_C(1) | upper) : lower | upper;
    machine->depth--;
    return true;
}

bool condition_holds(struct evaluation *evaluation, const struct pack_rule *rule, uint32_t *selections)
{
    struct machine machine = {.code = evaluation->input->pack->code + rule->code};
    machine.end = machine.code + rule->code_length;
    *selections = 0;
    while (machine.code < machine.end) {
        uint8_t op = *machine.code++;
        bool read = op == PACK_OP_SELECTION  ? push_selection(&machine, evaluation, rule, selections)
                    : op == PACK_OP_AT_LEAST ? at_least(&machine)
                                             : combine(&machine, op);
        if (!read)
            return true;
    }
    return machine.depth != 1 || (machine.stack & 1) != 0;
}
