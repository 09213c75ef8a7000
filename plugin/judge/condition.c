/*
 * condition.c: a rule's condition, postfix bytes over its selections. The loader has verified every condition; one that
 * cannot be read all the same holds, so that a fault shows as a case for a person and not as a payment let through.
 */
#include "evaluation.h"

struct machine {
    const uint8_t *code;
    uint32_t length, at;
    bool stack[PACK_STACK];
    uint32_t depth;
};

static bool push(struct machine *machine, bool value)
{
    if (machine->depth >= PACK_STACK)
        return false;
    machine->stack[machine->depth++] = value;
    return true;
}

static bool operand(struct machine *machine, uint8_t *value)
{
    if (machine->at >= machine->length)
        return false;
    *value = machine->code[machine->at++];
    return true;
}

static bool push_selection(struct machine *machine, struct evaluation *evaluation, const struct pack_rule *rule,
                           uint32_t *selections)
{
    uint8_t n;
    if (!operand(machine, &n) || n >= rule->selection_count || n >= PACK_SELECTIONS_MAX)
        return false;
    const struct pack_selection *selection = &evaluation->input->pack->selections[rule->first_selection + n];
    bool holds = selection_holds(evaluation, selection);
    if (holds)
        *selections |= UINT32_C(1) << n;
    return push(machine, holds);
}

static bool at_least(struct machine *machine)
{
    uint8_t wanted, of;
    if (!operand(machine, &wanted) || !operand(machine, &of) || of > machine->depth)
        return false;
    uint32_t held = 0;
    for (uint8_t i = 0; i < of; i++)
        held += machine->stack[--machine->depth];
    return push(machine, held >= wanted);
}

static bool combine(struct machine *machine, uint8_t op)
{
    if (op == PACK_OP_NOT) {
        if (machine->depth < 1)
            return false;
        machine->stack[machine->depth - 1] = !machine->stack[machine->depth - 1];
        return true;
    }
    if (machine->depth < 2 || (op != PACK_OP_AND && op != PACK_OP_OR))
        return false;
    bool b = machine->stack[--machine->depth], a = machine->stack[--machine->depth];
    return push(machine, op == PACK_OP_AND ? a && b : a || b);
}

bool condition_holds(struct evaluation *evaluation, const struct pack_rule *rule, uint32_t *selections)
{
    struct machine machine = {.code = evaluation->input->pack->code + rule->code, .length = rule->code_length};
    *selections = 0;
    while (machine.at < machine.length) {
        uint8_t op = machine.code[machine.at++];
        bool read = op == PACK_OP_SELECTION  ? push_selection(&machine, evaluation, rule, selections)
                    : op == PACK_OP_AT_LEAST ? at_least(&machine)
                                             : combine(&machine, op);
        if (!read)
            return true;
    }
    return machine.depth != 1 || machine.stack[0];
}
